"""The entity's own template: its placeholders filled, the places of the report's parts marked, styles added.

The result is a .docx into which the writer puts the parts; a template for documents (.dotx) becomes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.inlines import text_of
from report.rewrite import exchange
from report.stylesheet import ensure_styles
from report.templatemarks import MARK, WHOLE
from report.wordfile import REFERENCE, W, WordFile
from report.wordxml import clean
from workbook.domain.model import Part
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}\n]{0,80}?)\s*\}\}")
_PARTS: Final = {plain(part.value): part.value for part in Part} | {WHOLE: WHOLE}
_DOCUMENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WHERE: Final = {
    "header": "el encabezado",
    "footer": "el pie de página",
    "footnotes": "las notas al pie",
    "endnotes": "las notas finales",
}
_BOX, _CELL, _P = f"{W}txbxContent", f"{W}tc", f"{W}p"
_CLOSE: Final = 0.5
_DOC_PR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ID_LIMIT: Final = 2**30


@dataclass(frozen=True, slots=True)
class Unknown:
    """A placeholder that nothing stands for: its name, where it is, and the nearest name ("" for none)."""

    name: str
    place: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready for the writer; `parts` are those it names, in order (none where it names no part)."""

    content: bytes
    parts: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    first_id: int
    """From which number on ids of drawings and bookmarks are free."""


def prepare(
    name: str, data: bytes, values: Mapping[str, str], own: Path, *, letterhead: bool = False
) -> Prepared:
    """Fill the placeholders of a template; `own` has the styles that it may lack.

    As a `letterhead` only its headers, footers, page and styles are taken: its body is one of reports.

    Raises:
        UnusableReport: the file is no Word document or template, is damaged, protected, or has macros.
    """
    file = WordFile(name, data)
    file.declare(file.document, _DOCUMENT_TYPE)
    if letterhead:
        _empty(file)
    ensure_styles(file, own)
    filler = _Filler(file, {plain(key): value for key, value in values.items()})
    filler.fill()
    if not filler.parts:
        _drop_blank(file)
    _cut_links(file)
    return Prepared(file.save(), tuple(filler.parts), tuple(filler.unknown), _first_free(file))


class _Filler:
    """Fills the placeholders of one template."""

    def __init__(self, file: WordFile, values: Mapping[str, str]) -> None:
        self._file = file
        self._values = values
        self.parts: list[str] = []
        self.unknown: list[Unknown] = []

    def fill(self) -> None:
        for part, where in self._stories():
            root = self._file.tree(part)
            touched = False
            for number, paragraph in enumerate(list(root.iter(_P)), 1):
                if "{{" in (text := text_of(paragraph)):
                    touched |= self._paragraph(
                        paragraph, text, where or f"el párrafo {number}", body=not where
                    )
            if touched:
                self._file.touch(part)

    def _stories(self) -> Iterator[tuple[str, str]]:
        """Yield the parts that hold text, with the Spanish name of each; "" is the body."""
        yield self._file.document, ""
        for relation in self._file.relations(self._file.document):
            where = _WHERE.get(relation.kind.rpartition("/")[2])
            if where and not relation.external and self._file.has(relation.target):
                yield relation.target, where

    def _paragraph(self, paragraph: etree._Element, text: str, where: str, *, body: bool) -> bool:
        touched = False
        for found in reversed(list(_PLACEHOLDER.finditer(text))):
            key = plain(found[1])
            if key in self._values:
                exchange(paragraph, *found.span(), " ".join(clean(self._values[key]).split()))
                touched = True
            elif key in _PARTS and _PARTS[key] not in self.parts and body and _may_hold_parts(paragraph):
                self._part(paragraph, found, _PARTS[key])
                touched = True
            else:
                nearest = get_close_matches(key, [*self._values, *_PARTS], 1, _CLOSE)
                names = _PARTS | dict(zip(self._values, self._values, strict=True))
                self.unknown.append(Unknown(found[1], where, names[nearest[0]] if nearest else ""))
        return touched

    def _part(self, paragraph: etree._Element, found: re.Match[str], part: str) -> None:
        """Mark the place of a part, in the place of its paragraph, or after one that says more."""
        self.parts.append(part)
        mark = etree.ProcessingInstruction(MARK, part)
        exchange(paragraph, *found.span(), "")
        paragraph.addnext(mark)
        holder = paragraph.getparent()
        bare = not text_of(paragraph).strip() and paragraph.find(f".//{W}sectPr") is None
        if holder is not None and bare and paragraph.find(f".//{W}drawing") is None:
            holder.remove(paragraph)
        if holder is not None and holder.tag == _CELL and holder[-1] is mark:
            holder.append(holder.makeelement(_P))  # a cell ends in a paragraph


def _may_hold_parts(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(_BOX), None) is None


def _empty(file: WordFile) -> None:
    """Take everything from the body but the page of its last section."""
    body = file.tree(file.document).find(f"{W}body")
    if body is not None:
        body[:] = [child for child in body if child.tag == f"{W}sectPr"]
        file.touch(file.document)


def _drop_blank(file: WordFile) -> None:
    """Take the paragraphs away of a body that holds nothing: every new Word document has one."""
    body = file.tree(file.document).find(f"{W}body")
    inside = [] if body is None else [child for child in body if child.tag != f"{W}sectPr"]
    if all(one.tag == _P and not text_of(one).strip() and not _is_kept(one) for one in inside):
        for one in inside:
            holder = one.getparent()
            if holder is not None:
                holder.remove(one)
        file.touch(file.document)


def _is_kept(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f".//{W}{name}") is not None for name in ("sectPr", "drawing", "pict", "br"))


def _cut_links(file: WordFile) -> None:
    """Cut what would be fetched from elsewhere when the document opens; links to click on stay."""
    for part in [name for name in file.names() if file.content_type(name).endswith("+xml")]:
        gone = [r.id for r in file.relations(part) if r.external and not r.kind.endswith("/hyperlink")]
        if not gone:
            continue
        for element in list(file.tree(part).iter("{*}*")):
            for name, value in element.items():
                if value in gone and str(name).startswith(REFERENCE):
                    _cut(element, str(name))
        file.unrelate(gone, part)
        file.touch(part)


def _cut(element: etree._Element, name: str) -> None:
    holder = element.getparent()
    if name == f"{REFERENCE}link" or holder is None:
        del element.attrib[name]
    else:
        holder.remove(element)


def _first_free(file: WordFile) -> int:
    taken = [0]
    for part in [name for name in file.names() if file.content_type(name).endswith("+xml")]:
        root = file.tree(part)
        found = [one.get("id", "") for one in root.iter(_DOC_PR)]
        found += [one.get(f"{W}id", "") for one in root.iter(f"{W}bookmarkStart")]
        taken += [int(text) for text in found if text.isdecimal() and int(text) < _ID_LIMIT]
    return max(taken) + 1
