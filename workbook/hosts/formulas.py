"""Shared formulas: files hold one formula for a filled range; here it is spelt out for each cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbook.domain.places import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

# What moves when a formula is filled, and what only looks like it: texts, quoted sheet names and all that is
# in brackets (structured references, other workbooks) is stepped over; a name (LOG10, UTD1!) is no cell.
_TOKENS: Final = re.compile(
    r"""
      "(?:[^"]|"")*"
    | '(?:[^']|'')*'
    | \[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]
    | (?<![\w.\\?$!:])[\w.]+:[\w.]+(?=!)
    | (?P<columns>(?<![\w.\\?$])\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.\\?(!\[$]))
    | (?P<rows>(?<![\w.\\?$])\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}(?![\w.\\?(!\[$]))
    | (?P<cell>(?<![\w.\\?$])\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\w.\\?(!\[$]))
    """,
    re.VERBOSE,
)
_PARTS: Final = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")


class SharedFormula:
    """A formula as written in one cell, ready to be spelt out for any other.

    >>> SharedFormula("SUM($A2:B2)/C$1", 1, 3).at(4, 3)
    'SUM($A5:B5)/C$1'
    """

    def __init__(self, text: str, row: int, column: int) -> None:
        self._row = row
        self._column = column
        self._pieces = list(_pieces(text))

    def at(self, row: int, column: int) -> str:
        """Return the formula's text as the cell at `row`, `column` (from 0) holds it."""
        down, right = row - self._row, column - self._column
        return "".join(
            piece if isinstance(piece, str) else piece.moved(down, right) for piece in self._pieces
        )


class _Reference:
    """A cell, a column or a row of a formula, with what is fixed in it."""

    __slots__ = ("_column", "_column_fixed", "_row", "_row_fixed")

    def __init__(self, column: int | None, row: int | None, *, column_fixed: bool, row_fixed: bool) -> None:
        self._column = column
        self._row = row
        self._column_fixed = column_fixed
        self._row_fixed = row_fixed

    def moved(self, down: int, right: int) -> str:
        text = ""
        if self._column is not None:
            column = self._column if self._column_fixed else self._column + right
            if not 0 <= column < MAX_COLUMNS:
                return "#REF!"
            text = f"${column_letters(column)}" if self._column_fixed else column_letters(column)
        if self._row is not None:
            row = self._row if self._row_fixed else self._row + down
            if not 0 <= row < MAX_ROWS:
                return "#REF!"
            text += f"${row + 1}" if self._row_fixed else str(row + 1)
        return text


def _pieces(text: str) -> Iterator[str | _Reference]:
    """Split a formula into what stays as it is and the references that move."""
    end = 0
    for match in _TOKENS.finditer(text):
        sides = match[0].split(":") if match.lastgroup else []
        references = [reference for side in sides if (reference := _reference(side))]
        if not references or len(references) < len(sides):
            continue
        yield text[end : match.start()]
        for number, reference in enumerate(references):
            yield from (":",) * number
            yield reference
        end = match.end()
    yield text[end:]


def _reference(text: str) -> _Reference | None:
    """Read one side of a reference; None where it lies outside any sheet, so that it is a name."""
    first, letters, second, digits = _PARTS.findall(text)[0]
    column = column_number(letters) if letters else None
    row = int(digits) - 1 if digits else None
    if (column is not None and column >= MAX_COLUMNS) or (row is not None and row >= MAX_ROWS):
        return None
    return _Reference(column, row, column_fixed=bool(first), row_fixed=bool(second if letters else first))


def position(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of a cell's address as files write it.

    >>> position("B12")
    (11, 1)
    """
    letters = reference.rstrip("0123456789")
    if not letters:
        raise ValueError(reference)
    return int(reference[len(letters) :]) - 1, column_number(letters)
