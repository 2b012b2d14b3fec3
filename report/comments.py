"""Word comments in an existing document, at the words they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.inlines import PRESERVE, RUN, cut, runs_of, text_of
from report.wordfile import W_NAMESPACE, W
from report.wordxml import clean

if TYPE_CHECKING:
    import datetime as dt

    from report.wordfile import WordFile

_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MARKS: Final = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_ID_LIMIT: Final = 2**31 - 1
_SIGN_STYLE, _TEXT_STYLE = "annotation reference", "annotation text"
_STYLES: Final = {
    _SIGN_STYLE: ("CommentReference", "character", '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'),
    _TEXT_STYLE: ("CommentText", "paragraph", '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'),
}
_FIELD_STEPS: Final = {"begin": 1, "end": -1}


@dataclass(frozen=True, slots=True)
class Author:
    """Who comments, and when; `when` None leaves the date out."""

    name: str
    initials: str = ""
    when: dt.datetime | None = None


class Commenter:
    """Adds one author's comments to a document.

    What is around the anchor keeps its formatting; parts that a comment does not need stay as they are.
    """

    def __init__(self, file: WordFile, author: Author) -> None:
        self._file = file
        self._author = author
        self._comments: etree._Element | None = None
        self._styles: dict[str, str] = {}
        self._taken: set[int] = set()

    def add(self, paragraph: etree._Element, text: str, start: int = 0, end: int | None = None) -> int:
        """Comment the letters from `start` to `end` of what a paragraph shows; return the comment's id.

        Without letters there (an empty paragraph, or an empty stretch) the whole paragraph is commented.
        What stands in a text box is commented at the paragraph that holds the box: Word allows no other.
        Each line of `text` becomes a paragraph.
        """
        target = _outside_boxes(paragraph)
        if target is not paragraph:
            start, end = 0, None
        number = self._new_id()
        stop = len(text_of(target)) if end is None else end
        _anchor(target, cut(target, start, stop), number, self._style(_SIGN_STYLE))
        self._part().append(self._comment(number, text))
        self._file.touch(self._file.document)
        return number

    def _comment(self, number: int, text: str) -> etree._Element:
        comment = etree.Element(
            f"{W}comment", {f"{W}id": str(number), f"{W}author": clean(self._author.name)}
        )
        if self._author.when is not None:
            comment.set(f"{W}date", self._author.when.strftime("%Y-%m-%dT%H:%M:%SZ"))
        if self._author.initials:
            comment.set(f"{W}initials", clean(self._author.initials))
        for place, line in enumerate(clean(text).split("\n")):
            paragraph = etree.SubElement(comment, f"{W}p")
            if style := self._style(_TEXT_STYLE):
                look = etree.SubElement(paragraph, f"{W}pPr")
                etree.SubElement(look, f"{W}pStyle", {f"{W}val": style})
            if place == 0:
                etree.SubElement(_run(paragraph, self._style(_SIGN_STYLE)), f"{W}annotationRef")
            if line:
                letters = etree.SubElement(etree.SubElement(paragraph, RUN), f"{W}t", {PRESERVE: "preserve"})
                letters.text = line.replace("\t", " ")
        return comment

    def _part(self) -> etree._Element:
        """Return the root of the comments; the part is made where the document has none."""
        if self._comments is None:
            file = self._file
            part = file.related("comments")
            if not part:
                part = file.free_name("word/comments{}.xml")
                file.put(part, f'<w:comments xmlns:w="{W_NAMESPACE}"/>'.encode(), _COMMENTS_TYPE)
                file.relate(part, "comments")
            self._comments = file.tree(part)
            file.touch(part)
        return self._comments

    def _new_id(self) -> int:
        if not self._taken:
            here = self._file.tree(self._file.document).iter(*_MARKS)
            ids = [element.get(f"{W}id", "") for element in (*here, *self._part().iter(f"{W}comment"))]
            self._taken = {int(text) for text in ids if text.isdecimal()} | {-1}
        following = max(self._taken) + 1
        number = following if following < _ID_LIMIT else next(n for n in count() if n not in self._taken)
        self._taken.add(number)
        return number

    def _style(self, name: str) -> str:
        """Return the id of a style by its name, which is added where missing; "" without a part of styles."""
        if name not in self._styles:
            part = self._file.related("styles")
            self._styles[name] = self._found_style(part, name) if part else ""
        return self._styles[name]

    def _found_style(self, part: str, name: str) -> str:
        styles = self._file.tree(part)
        ids = {}
        for style in styles.iter(f"{W}style"):
            called = style.find(f"{W}name")
            ids[style.get(f"{W}styleId", "")] = "" if called is None else called.get(f"{W}val", "").lower()
        found = next((key for key, called in ids.items() if called == name), "")
        if found:
            return found
        wanted, kind, look = _STYLES[name]
        key = next(k for n in count() if (k := f"{wanted}{n or ''}") not in ids)
        styles.append(
            etree.fromstring(
                f'<w:style xmlns:w="{W_NAMESPACE}" w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>'
                f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/>{look}</w:style>'
            )
        )
        self._file.touch(part)
        return key


def _anchor(paragraph: etree._Element, runs: list[etree._Element], number: int, style: str) -> None:
    """Put the two ends and the sign of a comment around some runs of a paragraph."""
    identity = {f"{W}id": str(number)}
    start, end = (paragraph.makeelement(tag, identity) for tag in _MARKS[:2])
    sign = paragraph.makeelement(RUN)
    if style:
        etree.SubElement(etree.SubElement(sign, f"{W}rPr"), f"{W}rStyle", {f"{W}val": style})
    etree.SubElement(sign, _MARKS[2], identity)
    if not runs:
        place = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
        paragraph.insert(place, start)
        paragraph.extend((end, sign))
        return
    runs[0].addprevious(start)
    last = _end_of_field(paragraph, runs[-1])
    last.addnext(end)
    whole = end
    while whole.getparent() is not paragraph:  # out of links, controls and tracked insertions
        whole = whole.getparent()  # type: ignore[assignment]
    whole.addnext(sign)


def _end_of_field(paragraph: etree._Element, run: etree._Element) -> etree._Element:
    """Return the run, or the one that ends the field it lies in: updating a field drops what is inside."""
    depth, seen = 0, False
    for one in runs_of(paragraph):
        depth += sum(_FIELD_STEPS.get(sign.get(f"{W}fldCharType", ""), 0) for sign in one.iter(f"{W}fldChar"))
        seen = seen or one is run
        if seen and depth <= 0:
            return one
    return run


def _outside_boxes(paragraph: etree._Element) -> etree._Element:
    found = paragraph
    for box in paragraph.iterancestors(f"{W}txbxContent"):
        holder = next(box.iterancestors(f"{W}p"), None)
        found = found if holder is None else holder
    return found


def _run(paragraph: etree._Element, style: str) -> etree._Element:
    run = etree.SubElement(paragraph, RUN)
    if style:
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle", {f"{W}val": style})
    return run
