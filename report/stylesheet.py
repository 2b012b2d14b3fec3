"""The styles of an existing document: found by name; those that the report needs and it lacks are added."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING, Final

from report.wordfile import W_NAMESPACE, W, WordFile
from report.wordstyles import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml import etree

_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_NUMBERING_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_STYLE: Final = f"{W}style"
_LEADS: Final = ("basedOn", "link", "next")
_VAL: Final = f"{W}val"


def style_names(file: WordFile) -> Mapping[str, str]:
    """Return the id of each style of a document by its name in small letters."""
    if not (part := file.related("styles")):
        return {}
    return {name: style.get(f"{W}styleId", "") for style, name in reversed(list(_named(file.tree(part))))}


def ensure_styles(file: WordFile, own: Path, names: Sequence[str] = NAMES) -> Mapping[str, str]:
    """Return the id of each of the styles by name; those the document lacks are taken from `own` (a .docx).

    Styles that it has are respected, whatever they look like. A missing style looks as in `own`, but what
    it is based on is the document's, where that has a style of the same name.
    """
    found = style_names(file)
    missing = [name for name in names if name.lower() not in found]
    if missing:
        _Importer(file, WordFile(own.name, own.read_bytes())).take(missing)
        found = style_names(file)
    return {name: found[name.lower()] for name in names}


class _Importer:
    """Copies styles from one document to another."""

    def __init__(self, file: WordFile, source: WordFile) -> None:
        self._file = file
        self._source = source
        self._theirs = {name: style for style, name in _named(source.tree(source.related("styles")))}
        self._names = {style.get(f"{W}styleId", ""): name for name, style in self._theirs.items()}
        part = file.related("styles")
        if not part:
            part = file.free_name("word/styles{}.xml")
            file.put(part, f'<w:styles xmlns:w="{W_NAMESPACE}"/>'.encode(), _STYLES_TYPE)
            file.relate(part, "styles")
        self._part = part
        self._root = file.tree(part)
        self._ids = dict(style_names(file))
        self._taken = {style.get(f"{W}styleId", "") for style in self._root.iter(_STYLE)}

    def take(self, names: Sequence[str]) -> None:
        for name in names:
            self._take(name.lower())
        self._file.touch(self._part)

    def _take(self, name: str) -> str:
        """Return the id of a style, copying it where it is missing."""
        if name in self._ids:
            return self._ids[name]
        style = deepcopy(self._theirs[name])
        wanted = style.get(f"{W}styleId", "")
        own = next(key for n in count() if (key := f"{wanted}{n or ''}") not in self._taken)
        style.set(f"{W}styleId", own)
        style.attrib.pop(f"{W}default", "")
        self._ids[name] = own
        self._taken.add(own)
        self._root.append(style)
        for lead in _LEADS:
            for element in style.findall(f"{W}{lead}"):
                if (to := self._names.get(element.get(_VAL, ""))) is None:
                    style.remove(element)
                else:
                    element.set(_VAL, self._take(to))
        for number in style.iterfind(f"{W}pPr/{W}numPr/{W}numId"):
            number.set(_VAL, self._numbering(number.get(_VAL, ""), own))
        return own

    def _numbering(self, number: str, style: str) -> str:
        """Copy a list and its levels; return its number here."""
        source = self._source.tree(self._source.related("numbering"))
        part = self._file.related("numbering")
        if not part:
            part = self._file.free_name("word/numbering{}.xml")
            self._file.put(part, f'<w:numbering xmlns:w="{W_NAMESPACE}"/>'.encode(), _NUMBERING_TYPE)
            self._file.relate(part, "numbering")
        root = self._file.tree(part)
        self._file.touch(part)
        entry = next(num for num in source.iter(f"{W}num") if num.get(f"{W}numId") == number)
        wanted = entry.find(f"{W}abstractNumId")
        levels = next(
            deepcopy(one)
            for one in source.iter(f"{W}abstractNum")
            if wanted is not None and one.get(f"{W}abstractNumId") == wanted.get(_VAL)
        )
        abstract = _free(root, f"{W}abstractNum", f"{W}abstractNumId")
        levels.set(f"{W}abstractNumId", abstract)
        for named in levels.iter(f"{W}pStyle"):
            named.set(_VAL, style)
        last = [one for one in root if one.tag == f"{W}abstractNum"]
        root.insert(root.index(last[-1]) + 1 if last else 0, levels)
        own = _free(root, f"{W}num", f"{W}numId")
        num = root.makeelement(f"{W}num", {f"{W}numId": own})
        num.append(root.makeelement(f"{W}abstractNumId", {_VAL: abstract}))
        before = [one for one in root if one.tag in (f"{W}num", f"{W}abstractNum", f"{W}numPicBullet")]
        before[-1].addnext(num)
        return own


def _named(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for style in root.iter(_STYLE):
        name = style.find(f"{W}name")
        yield style, "" if name is None else name.get(_VAL, "").lower()


def _free(root: etree._Element, tag: str, attribute: str) -> str:
    taken = {element.get(attribute) for element in root.iter(tag)}
    return next(str(number) for number in count(1) if str(number) not in taken)
