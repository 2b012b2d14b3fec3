"""A workbook to be written, described and frozen: sheets, tables, lists, charts; no library's types.

Rows and columns count from 0. Colours are six hexadecimal digits ("1F3864"). Text is text: whoever
renders a book must never let it become a formula or a link.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.places import address
from workbook.domain.quick import quickly_made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.canvas.looks import Accent, Look

Position = tuple[int, int]
Value = None | bool | int | float | Decimal | Fraction | str

TIMELESS: Final = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - the property has no zone
"""When a book was made, where nobody says: the same book is the same bytes on any day."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its edges included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def text(self) -> str:
        """The area as a formula writes it, absolute.

        >>> Area(0, 1, 4, 1).text
        '$B$1:$B$5'
        """
        first, last = absolute(self.first_row, self.first_column), absolute(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"


def absolute(row: int, column: int) -> str:
    """Return the absolute address of a cell.

    >>> absolute(6, 4)
    '$E$7'
    """
    letters = address(0, column)[:-1]
    return f"${letters}${row + 1}"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English syntax, "=" first, and the value that a spreadsheet program would compute.

    An error is stored by its code ("#VALUE!").
    """

    text: str
    value: Value = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of rich text of one appearance."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text of several appearances in one cell."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads: a cell of this book, of another file (by relative name), or an address."""

    sheet: str = ""
    cell: str = "A1"
    file: str = ""
    url: str = ""
    tip: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds and how it looks; `fill` and `number_format` take the place of the look's own."""

    content: Value | Formula | RichText
    look: Look
    link: Link | None = None
    fill: str = ""
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; `formula` is what new rows get."""

    header: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name (ListObject); the first row of `area` holds the headers, cells hold the rest."""

    name: str
    area: Area
    columns: tuple[TableColumn, ...]
    filtered: bool = True


class Severity(Enum):
    """What happens to an entry that breaks a rule."""

    STOP = "stop"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be entered in an area, and what is said there.

    `source` is the name of a list, `condition` a formula for the first cell of the area; with neither,
    everything goes and only the prompt is shown.
    """

    area: Area
    source: str = ""
    condition: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""
    severity: Severity = Severity.STOP


@dataclass(frozen=True, slots=True)
class Conditional:
    """How cells of an area look while a formula, written for its first cell, is true."""

    area: Area
    formula: str
    accent: Accent
    stop: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: width in characters, level of its group, whether it starts hidden in it."""

    width: float
    level: int = 0
    hidden: bool = False
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row: height in points (None lets the program fit it), level of its group."""

    height: float | None = None
    level: int = 0
    hidden: bool = False
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet prints, on A4. `wide` and `tall` are pages to fit (0: as many as it takes).

    Header and footer are in the codes of spreadsheets (&P page, &N pages, &A sheet; a real & is &&);
    margins in inches: left, right, top, bottom.
    """

    landscape: bool = True
    wide: int = 1
    tall: int = 0
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: tuple[int, int] | None = None
    area: Area | None = None
    margins: tuple[float, float, float, float] = (0.4, 0.4, 0.5, 0.6)
    header: str = ""
    footer: str = ""
    centred: bool = False


class ChartKind(Enum):
    """Bars lie, columns stand."""

    BAR = "bar"
    COLUMN = "column"
    STACKED_BAR = "stacked bar"
    STACKED_COLUMN = "stacked column"


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart and their names, by the cells that hold them.

    `point_colours` gives a colour for each point ("" keeps the series').
    """

    name: str
    sheet: str
    categories: Area
    values: Area
    colour: str = "2F5597"
    point_colours: tuple[str, ...] = ()
    labels: bool = True
    label_format: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart, its top left corner in a cell; sizes in pixels (96 an inch)."""

    kind: ChartKind
    row: int
    column: int
    width: int
    height: int
    series: tuple[Series, ...]
    title: str = ""
    description: str = ""
    number_format: str = ""
    legend: bool = False
    gap: int = 60
    minimum: float | None = None
    maximum: float | None = None
    category_font: int = 9
    reverse: bool = True
    gridlines: bool = False


class Visibility(Enum):
    """Whether a sheet's tab is seen; deeply hidden ones are not offered by "Mostrar"."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    DEEPLY_HIDDEN = "deeply hidden"


@dataclass(frozen=True)
class Sheet:
    """A sheet of cells. Unlocked looks (`Style.locked` false) stay editable where it is `protected`."""

    name: str
    cells: Mapping[Position, Cell] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    merges: tuple[Area, ...] = ()
    validations: tuple[Validation, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    columns: Mapping[int, ColumnSpec] = field(default_factory=dict)
    rows: Mapping[int, RowSpec] = field(default_factory=dict)
    frozen: Position | None = None
    filtered: Area | None = None
    page: Page = Page()
    charts: tuple[Chart, ...] = ()
    visibility: Visibility = Visibility.SHOWN
    protected: bool = False
    tab: str = ""
    zoom: int = 100
    gridlines: bool = False
    summary_below: bool = True
    summary_right: bool = True
    selected: Position = (0, 0)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str = ""
    subject: str = ""
    author: str = ""
    company: str = ""
    created: dt.datetime = TIMELESS


@dataclass(frozen=True)
class Book:
    """A workbook: sheets in order, names (of areas or formulas), the sheet that it opens with."""

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Properties = Properties()
    active: int = 0
