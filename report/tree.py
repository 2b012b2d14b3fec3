"""A read-only walk of any Word document: every paragraph and table that a reader sees, in reading order.

Content controls, links, tracked insertions and text boxes are looked into; deleted text is not. A table that
only lays out the page (it holds other tables, or is one cell) is walked like the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_BOX: Final = f"{W}txbxContent"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset(
    {
        f"{W}del",
        f"{W}moveFrom",
        f"{W}sectPr",
        f"{W}sdtPr",
        f"{W}sdtEndPr",
        f"{W}tcPr",
        f"{W}trPr",
        f"{W}tblPr",
    }
)
_PICTURES: Final = (f"{W}drawing", f"{W}pict", f"{W}object")
_CONTENTS_STYLE: Final = re.compile(r"(?:toc|tdc|ndice|índice)\s*\d", re.IGNORECASE)
_CONTENTS_ENTRY: Final = re.compile(r"\t\s*\d+\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it comes in the document (from 1), what it shows, and its element.

    `number` counts those outside tables (from 1; 0 inside one); `contents` tells whether it is an entry of a
    table of contents.
    """

    order: int
    number: int
    text: str
    element: etree._Element
    contents: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: the column of the grid where it starts (from 0), how many it covers.

    `continued` tells whether it only goes on with the cell above it.
    """

    start: int
    span: int
    continued: bool
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def text(self) -> str:
        """What it shows, without space around."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the table (from 1) and its cells."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its number in the document (from 1) and its rows."""

    number: int
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Tree:
    """The blocks of a document in reading order, and how many pictures and charts nobody can read."""

    blocks: tuple[Block, ...]
    pictures: int


def tree_of(body: etree._Element) -> Tree:
    """Walk the body of a document."""
    walker = _Walker()
    blocks = tuple(walker.blocks(body))
    return Tree(blocks, sum(1 for _ in body.iter(*_PICTURES)))


class _Walker:
    """Numbers what it passes."""

    def __init__(self) -> None:
        self._order = 0
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield self._paragraph(child)
                yield from self._boxes(child)
            elif tag == _TABLE:
                yield from self._table(child)
            elif tag not in _SKIPPED and not callable(tag):
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element, *, in_table: bool = False) -> Paragraph:
        self._order += 1
        self._paragraphs += not in_table
        text = text_of(element)
        style = element.find(f"{W}pPr/{W}pStyle")
        named = "" if style is None else style.get(f"{W}val") or ""
        contents = bool(_CONTENTS_STYLE.match(named) or _CONTENTS_ENTRY.search(text))
        return Paragraph(self._order, 0 if in_table else self._paragraphs, text, element, contents)

    def _boxes(self, paragraph: etree._Element) -> Iterator[Block]:
        for box in paragraph.iter(_BOX):
            if not _is_repeated(box, paragraph):
                yield from self.blocks(box)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = list(_parts(element, _ROW))
        cells = [list(_parts(row, _CELL)) for row in rows]
        if _lays_out(cells):
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell)
            return
        self._tables += 1
        number = self._tables
        read = [self._row(place, *pair) for place, pair in enumerate(zip(rows, cells, strict=True), 1)]
        yield Table(number, tuple(read))

    def _row(self, number: int, row: etree._Element, cells: list[etree._Element]) -> Row:
        before = row.find(f"{W}trPr/{W}gridBefore")
        start = 0 if before is None else _whole(before.get(f"{W}val"), 0)
        found = []
        for cell in cells:
            properties = cell.find(f"{W}tcPr")
            span, continued = _shape(properties)
            paragraphs = tuple(self._paragraph(one, in_table=True) for one in _parts(cell, _PARAGRAPH))
            found.append(Cell(start, span, continued, paragraphs))
            start += span
        return Row(number, tuple(found))


def _parts(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the parts of a table of one kind, also those inside content controls; not of tables inside it."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag != _TABLE and not callable(child.tag):
            yield from _parts(child, tag)


def _shape(properties: etree._Element | None) -> tuple[int, bool]:
    if properties is None:
        return 1, False
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    wide = 1 if span is None else max(_whole(span.get(f"{W}val"), 1), 1)
    return wide, merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _lays_out(cells: list[list[etree._Element]]) -> bool:
    """Tell whether a table is there for the page: one cell, or cells that hold tables."""
    flat = [cell for row in cells for cell in row]
    return len(flat) <= 1 or any(next(cell.iter(_TABLE), None) is not None for cell in flat)


def _is_repeated(box: etree._Element, paragraph: etree._Element) -> bool:
    """Tell whether a text box is the second form of one, for old programs, or lies inside another."""
    parent = box.getparent()
    while parent is not None and parent is not paragraph:
        if parent.tag in (_FALLBACK, _BOX):
            return True
        parent = parent.getparent()
    return False


def _whole(text: str | None, otherwise: int) -> int:
    return min(int(text), 63) if text and text.isascii() and text.isdecimal() else otherwise
