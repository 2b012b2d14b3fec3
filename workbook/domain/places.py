"""Where things stand: cells by sheet and address, kept in compact runs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from workbook.domain.quick import quickly_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Z]{1,3}\d+|R\d*C\d*|R|C", re.IGNORECASE)


class Field(Enum):
    """What a column of a unit's sheet holds."""

    CODE = "code"
    ACTION = "action"
    UNIT = "unit"
    NAME = "name"
    MEASURE = "measure"
    KIND = "kind"
    ON_DEMAND = "on demand"
    ANNUAL = "annual"
    PROGRAMMED = "programmed"
    EXECUTED = "executed"
    EFFICACY = "efficacy"
    BAND = "band"
    CAUSE = "cause"
    EVIDENCE = "evidence"
    BUDGET = "budget"
    ACCRUED = "accrued"

    __hash__ = object.__hash__  # members are single objects; Enum's own is slow, and millions are asked for


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """Return the column (from 0) that letters name; anything but the letters A to Z is a ValueError.

    >>> column_number("A"), column_number("xfd")
    (0, 16383)
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """Return the address of a cell, row and column counted from 0.

    >>> address(6, 4)
    'E7'
    """
    return f"{column_letters(column)}{row + 1}"


def qualified(sheet: str, cell: str) -> str:
    """Return a cell with its sheet, quoted as a spreadsheet does.

    >>> qualified("UTD", "E7"), qualified("Of. de Informática", "E7"), qualified("DGC1", "E7")
    ('UTD!E7', "'Of. de Informática'!E7", "'DGC1'!E7")
    """
    return _prefix(sheet) + cell


@lru_cache(maxsize=1024)
def _prefix(sheet: str) -> str:
    plain = _PLAIN_SHEET.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet)
    name = sheet if plain else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!"


@dataclass(frozen=True)
class Columns:
    """Which column (from 0) of a sheet holds what; the twelve months where the sheet has them."""

    sheet: str
    fields: Mapping[Field, int]
    programmed_months: tuple[int, ...] = ()
    executed_months: tuple[int, ...] = ()
    unit: str = ""

    def column(self, what: Field, month: int | None = None) -> int | None:
        """Return the column of a field, or of a month (1 to 12) of the amounts; None where it has none."""
        if month is not None:
            months = self.programmed_months if what is Field.PROGRAMMED else self.executed_months
            return months[month - 1] if months else None
        return self.fields.get(what)


@quickly_made
@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row (from 0) of a sheet whose columns are known."""

    columns: Columns
    row: int

    def cell(self, what: Field, month: int | None = None) -> str | None:
        """Return the address of a field's cell in this row, or None where the sheet has no such column."""
        column = self.columns.column(what, month)
        return None if column is None else address(self.row, column)


class Runs:
    """Rows of one sheet, kept as runs while they are gathered."""

    __slots__ = ("_closed", "_first", "_next")

    def __init__(self) -> None:
        self._closed: list[tuple[int, int]] = []
        self._first = self._next = -1

    def add(self, row: int) -> None:
        """Add a row (from 0); a row after the last one makes the last run longer."""
        if row != self._next:
            if self._first >= 0:
                self._closed.append((self._first, self._next - 1))
            self._first = row
        self._next = row + 1

    def has(self, row: int) -> bool:
        """Tell whether a row was added; rows must have come in order."""
        if row >= self._first:
            return row < self._next
        place = bisect_right(self._closed, row, key=itemgetter(0))
        return place > 0 and row <= self._closed[place - 1][1]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The runs so far: first and last row of each."""
        return self._closed if self._first < 0 else [*self._closed, (self._first, self._next - 1)]


@dataclass(frozen=True, slots=True)
class Origin:
    """The cells a figure comes from: runs of rows of one sheet, in the columns given (from 0)."""

    columns: Columns
    spans: tuple[tuple[int, int], ...]
    _known: dict[tuple[Field, tuple[int, ...]], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def cells(self, what: Field, months: tuple[int, ...] = ()) -> tuple[str, ...]:
        """Return the qualified ranges of a field in all its rows; of its months where there are any."""
        known = self._known.get((what, months))
        if known is None:
            known = self._known[what, months] = self._cells(what, months)
        return known

    def _cells(self, what: Field, months: tuple[int, ...]) -> tuple[str, ...]:
        monthly = self.columns.programmed_months if what is Field.PROGRAMMED else self.columns.executed_months
        if monthly:
            wanted = sorted(monthly[m - 1] for m in months)
        else:
            column = self.columns.fields.get(what)
            wanted = [] if column is None else [column]
        runs = _spans(wanted) if len(wanted) > 1 else [(column, column) for column in wanted]
        sheet = _prefix(self.columns.sheet)
        return tuple(sheet + _range(rows, columns) for rows in self.spans for columns in runs)


def _spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs = Runs()
    for number in numbers:
        runs.add(number)
    return runs.spans


def _range(rows: tuple[int, int], columns: tuple[int, int]) -> str:
    first = address(rows[0], columns[0])
    alone = rows[0] == rows[1] and columns[0] == columns[1]
    return first if alone else f"{first}:{address(rows[1], columns[1])}"
