"""The neutral document: blocks with a stable key and their provenance; nothing here knows of Word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Align(Enum):
    """Horizontal alignment of a column or cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Role(Enum):
    """What a paragraph is; the writer gives each role a style of the template."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    FACTS = "facts"  # a line of the cover: entity, period, date
    ADDRESS = "address"  # a line of a memo's head: to whom, from whom, subject, date; a tab after its label
    SIGNATURE = "signature"  # the end of a memo, on one page
    BODY = "body"
    NOTE = "note"  # small print under a table
    MARK = "mark"  # something a person must still do ("Falta explicar…"), visibly marked
    DRAFT = "draft"  # a text the program proposes, to be confirmed by a person
    BULLET = "bullet"
    FILL = "fill"  # an empty line or bullet that a person fills in


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text of one appearance."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to the caption of the table or chart with that key ("Tabla 3")."""

    key: str


Inline = Text | Reference


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `sources` are qualified cells ("UTD!E7")."""

    key: str
    level: int
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a role."""

    key: str
    content: tuple[Inline, ...]
    role: Role = Role.BODY
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` in centimetres is a share of the text's width."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `span` columns wide; `colour` (RRGGBB) marks a band; `to_fill` is left to a person."""

    content: tuple[Inline, ...] = ()
    align: Align | None = None
    span: int = 1
    colour: str = ""
    to_fill: bool = False
    sources: tuple[str, ...] = ()


class RowKind(Enum):
    """What a row of a table is."""

    BODY = "body"
    GROUP = "group"  # stands above the rows it sums (an OEI)
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its key is stable within the table (unit, code)."""

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption ("" for none) and a header row that repeats on every page.

    Spans of every row add up to the number of columns.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    description: str = ""  # alternative text
    sources: tuple[str, ...] = ()


class ChartKind(Enum):
    """How a chart draws its one series."""

    BARS = "bars"  # horizontal bars, first category on top
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart of one series; a value is None where there is none. Colours (RRGGBB) one a point."""

    key: str
    kind: ChartKind
    title: str
    series: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    number_format: str = '0" "%'
    caption: str = ""
    description: str = ""
    legend: tuple[tuple[str, str], ...] = ()  # (label, colour) printed as a line under the chart
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: entries filled from the headings, linked."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    key: str


Block = Heading | Paragraph | Table | Chart | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report, by the name that planners switch it with."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `header` and `footer` are short texts of every page (page numbers are added)."""

    title: str
    subject: str
    author: str
    header: str
    sections: tuple[Section, ...]
    footer: str = ""
    keywords: str = ""
    created: str = ""  # ISO date; "" leaves a fixed date, never the clock's
    digest: str = ""  # of the inputs, kept in the document's properties
    data: tuple[tuple[str, str], ...] = ()  # what a template's placeholders of data stand for

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        for section in self.sections:
            yield from section.blocks


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the content's text without appearance; a reference prints as «key».

    >>> plain_text((Text("a "), Text("b", bold=True)))
    'a b'
    """
    return "".join(item.text if isinstance(item, Text) else f"«{item.key}»" for item in content)
