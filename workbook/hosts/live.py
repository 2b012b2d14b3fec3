"""A workbook open in Excel: read through its own object model, a few calls a sheet however many rows it has.

Values come from `Value2`, which neither rounds nor converts; `Value` only tells which numbers are dates.
What is not uniform in a sheet (merged cells, hidden rows, number formats) is found by halving it, so that the
calls follow the number of differences, not of rows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from workbook.canvas import Area
from workbook.domain.cells import CellError, exact
from workbook.domain.places import address, qualified
from workbook.host import Details, UnusableBook
from workbook.hosts.formats import hiding
from workbook.hosts.formulas import position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workbook.domain.cells import Raw
    from workbook.host import Position
    from workbook.hosts.com import CellValues, Com, XlBook

    Box = tuple[int, int, int, int]
    """First row, first column, last row, last column, from 0."""

_VISIBLE: Final = -1
_MOST_CELLS: Final = 1 << 25
_SUSPECT_ROWS: Final = 20_000
_HEAD: Final = 30
_BASE_OF_ERRORS: Final = -2146828288
_ERRORS: Final = {
    _BASE_OF_ERRORS + number: CellError(code)
    for number, code in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
    }.items()
}
_DAY_ZERO: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - as sheets have it
_FROM_1904: Final = 1462
_MILLISECONDS: Final = 86_400_000


class LiveBook:
    """A workbook of a running Excel for Windows, given as xlwings' Book.

    Each sheet is read once, when it is first asked for: what the planner changes after that is not seen.
    Hidden rows are told where they hold something; blank ones matter to nobody.
    """

    def __init__(self, book: XlBook) -> None:
        self._api = book.api
        self._read: dict[str, _Sheet] = {}

    @cached_property
    def name(self) -> str:
        """The workbook's name as Excel shows it."""
        return str(self._api.Name)

    @cached_property
    def _sheets(self) -> dict[str, tuple[Com, bool]]:
        sheets = self._api.Worksheets
        listed = [sheets(number) for number in range(1, sheets.Count + 1)]
        return {str(sheet.Name): (sheet, sheet.Visible == _VISIBLE) for sheet in listed}

    def sheet_names(self) -> Sequence[str]:
        """Names of the worksheets, in order."""
        return tuple(self._sheets)

    def hidden_sheets(self) -> frozenset[str]:
        """Names of the sheets that are hidden, also those that Excel's menus do not show."""
        return frozenset(name for name, (_, seen) in self._sheets.items() if not seen)

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1; KeyError where there is no such sheet."""
        return self._sheet(sheet).rows()

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges of a sheet; KeyError where there is no such sheet."""
        return self._sheet(sheet).merged

    def details(self, sheet: str) -> Details | None:
        """Formulas, hidden rows, formats; KeyError where there is no such sheet."""
        return self._sheet(sheet).details

    def _sheet(self, name: str) -> _Sheet:
        if name not in self._read:
            api, _ = self._sheets[name]
            self._read[name] = _Sheet(api, name, self.name, self._first_day)
        return self._read[name]

    @cached_property
    def _first_day(self) -> int:
        return _FROM_1904 if self._api.Date1904 else 0


@dataclass(frozen=True, slots=True)
class _Used:
    """The used rectangle: its corner from 0, its size."""

    top: int
    left: int
    height: int
    width: int

    def text(self, first: int = 0, last: int | None = None) -> str:
        """Return the address of some of its rows, counted in it."""
        bottom = self.top + (self.height - 1 if last is None else last)
        return box_text((self.top + first, self.left, bottom, self.left + self.width - 1))


class _Sheet:
    """One sheet, each part of it read when it is asked for, once."""

    def __init__(self, api: Com, name: str, book: str, first_day: int) -> None:
        self._api = api
        self._name = name
        self._first_day = first_day
        self._used = _used(api, book)

    def rows(self) -> Iterator[Sequence[Raw]]:
        """Give the rows from A1."""
        before: list[Raw] = [None] * self._used.left
        for _ in range(self._used.top):
            yield ()
        for row in self._values:
            yield [*before, *row] if before else row

    @cached_property
    def _values(self) -> list[list[Raw]]:
        if not self._used.height:
            return []
        shown = self._api.Range(self._used.text())
        plain = [[_ERRORS.get(v, v) if type(v) is int else v for v in row] for row in _grid(shown.Value2)]
        for row, typed in zip(plain, _grid(shown.Value), strict=True):
            for column, value in enumerate(typed):
                serial = row[column]
                if isinstance(value, dt.datetime) and isinstance(serial, float):
                    row[column] = _date(serial, self._first_day)
        return plain

    @cached_property
    def merged(self) -> list[Box]:
        """Merged ranges, in order."""
        if not self._used.height:
            return []
        used = self._used
        box = (used.top, used.left, used.top + used.height - 1, used.left + used.width - 1)
        return sorted(_Merged(self._api).within(box))

    @cached_property
    def details(self) -> Details:
        """Formulas, hidden decimals, hidden rows."""
        if not self._used.height:
            return Details()
        return Details(
            self._formulas(), frozenset(), frozenset(self._decimals_hidden()), frozenset(self._hidden_rows())
        )

    def _formulas(self) -> dict[Position, str]:
        """Return what begins with "=" and is not the cell's own text."""
        top, left = self._used.top, self._used.left
        texts = _grid(self._api.Range(self._used.text()).Formula)
        return {
            (top + row, left + column): text
            for row, (line, values) in enumerate(zip(texts, self._values, strict=True))
            for column, text in enumerate(line)
            if isinstance(text, str) and text.startswith("=") and text != values[column]
        }

    def _decimals_hidden(self) -> Iterator[Position]:
        """Yield the numbers with decimals whose format shows none."""
        fractions: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for row, line in enumerate(self._values):
            for column, value in enumerate(line):
                if isinstance(value, float) and not value.is_integer() and exact(value) % 1:
                    fractions[column].append((row, value))
        for column, cells in fractions.items():
            at = self._used.left + column
            for found, code in self._formats(at, cells):
                hides = hiding(code)
                for row, value in found:
                    if hides.positive if value > 0 else hides.negative:
                        yield self._used.top + row, at

    def _formats(
        self, column: int, cells: Sequence[tuple[int, float]]
    ) -> Iterator[tuple[Sequence[tuple[int, float]], str]]:
        """Yield the cells of a column in stretches of one number format."""
        first, last = self._used.top + cells[0][0], self._used.top + cells[-1][0]
        code = self._api.Range(box_text((first, column, last, column))).NumberFormat
        if isinstance(code, str):
            yield cells, code
        elif len(cells) > 1:
            middle = len(cells) // 2
            yield from self._formats(column, cells[:middle])
            yield from self._formats(column, cells[middle:])

    def _hidden_rows(self) -> Iterable[int]:
        """Return the rows that are hidden and hold something."""
        used, top = self._used, self._used.top
        hidden = self._api.Range(used.text()).EntireRow.Hidden
        if hidden is False:
            return ()
        filled = [row for row, line in enumerate(self._values) if any(v not in (None, "") for v in line)]
        if hidden is True:
            return [top + row for row in filled]
        seen = self._counted()
        if seen is not None:
            return [top + row for row in filled if not seen[row]]
        rows = {row for first, last in self._halved(0, used.height - 1) for row in range(first, last + 1)}
        return [top + row for row in filled if row in rows]

    def _counted(self) -> Sequence[float] | None:
        """Return how many filled cells of each row are seen, as Excel counts them; None where it does not."""
        used = self._used
        first = qualified(self._name, Area(used.top, used.left, used.top, used.left + used.width - 1).text)
        found = self._api.Evaluate(f"SUBTOTAL(103,OFFSET({first},ROW(1:{used.height})-1,0))")
        counts = [row[0] for row in _grid(found)]
        told = len(counts) == used.height and all(isinstance(count, float) for count in counts)
        return counts if told else None

    def _halved(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        hidden = self._api.Range(self._used.text(first, last)).EntireRow.Hidden
        if hidden is True:
            yield first, last
        elif hidden is None and first < last:
            middle = (first + last) // 2
            yield from self._halved(first, middle)
            yield from self._halved(middle + 1, last)


class _Merged:
    """Finds merged cells: the head of a sheet by itself, because that is where they are."""

    def __init__(self, api: Com) -> None:
        self._api = api
        self._found: set[Box] = set()

    def within(self, box: Box) -> set[Box]:
        """Return the merged ranges of a rectangle."""
        top, left, bottom, right = box
        if self._api.Range(box_text(box)).MergeCells is not False:
            head = min(top + _HEAD, bottom + 1)
            self._look((top, left, head - 1, right))
            if head <= bottom:
                self._look((head, left, bottom, right))
        return self._found

    def _look(self, box: Box) -> None:
        top, left, bottom, right = box
        if bottom < top or right < left or self._known(box):
            return
        cells = self._api.Range(box_text(box))
        merged = cells.MergeCells
        if merged is True:
            self._take(box)
        elif merged is None:
            rows = bottom > top  # merged ranges mostly lie along a row: titles, headings
            middle = (top + bottom) // 2 if rows else (left + right) // 2
            self._look((top, left, middle, right) if rows else (top, left, bottom, middle))
            self._look((middle + 1, left, bottom, right) if rows else (top, middle + 1, bottom, right))

    def _known(self, box: Box) -> bool:
        """Tell whether a rectangle lies in a merged range that was found already."""
        top, left, bottom, right = box
        return any(a <= top and b <= left and bottom <= c and right <= d for a, b, c, d in self._found)

    def _take(self, box: Box) -> None:
        """Take the range of the first cell, then look at what is left of a rectangle that is merged whole."""
        top, left, bottom, right = box
        area = box_of(self._api.Range(address(top, left)).MergeArea.Address)
        self._found.add(area)
        self._look((top, area[3] + 1, min(area[2], bottom), right))
        self._look((area[2] + 1, left, bottom, right))


def box_text(box: Box) -> str:
    """Return the address of a rectangle.

    >>> box_text((0, 0, 2, 1)), box_text((6, 4, 6, 4))
    ('A1:B3', 'E7')
    """
    first, last = address(box[0], box[1]), address(box[2], box[3])
    return first if first == last else f"{first}:{last}"


def box_of(text: str) -> Box:
    """Return the rectangle of an address.

    >>> box_of("$A$1:$B$3")
    (0, 0, 2, 1)
    """
    first, _, last = text.replace("$", "").partition(":")
    return *position(first), *position(last or first)


def _used(api: Com, book: str) -> _Used:
    area = api.UsedRange
    top, left, height, width = area.Row - 1, area.Column - 1, area.Rows.Count, area.Columns.Count
    if height > _SUSPECT_ROWS:
        height = _filled_height(api, (top, left, top + height - 1, left + width - 1))
    if height * width > _MOST_CELLS:
        raise UnusableBook(book, "too_large")
    used = _Used(top, left, height, width)
    if not height or (height == 1 == width and api.Range(used.text()).Value2 is None):
        return _Used(0, 0, 0, 0)
    return used


def _filled_height(api: Com, box: Box) -> int:
    """Return how many rows there are to the last one that holds anything: formats alone reach far down."""
    top, left, bottom, right = box
    count: Callable[[Any], float] = api.Application.WorksheetFunction.CountA
    low, high = 0, bottom - top + 1
    while low < high:
        middle = (low + high) // 2
        if count(api.Range(box_text((top + middle, left, bottom, right)))):
            low = middle + 1
        else:
            high = middle
    return low


def _grid(values: CellValues) -> list[list[Com]]:
    """Return rows; a single cell comes without them."""
    return [list(row) for row in values] if isinstance(values, tuple | list) else [[values]]


def _date(serial: float, first_day: int) -> dt.date | dt.datetime | dt.time:
    """Return the moment that a number stands for: a date without time, a time without date, or both."""
    days, rest = divmod(round(serial * _MILLISECONDS), _MILLISECONDS)
    moment = _DAY_ZERO + dt.timedelta(days=days + first_day, milliseconds=rest)
    if 0 <= serial < 1 and rest:
        return moment.time()
    return moment if rest else moment.date()
