"""A described workbook as a book in memory: what a spreadsheet program would show of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from workbook.canvas import Book, Formula, RichText, Sheet, Value, Visibility
from workbook.domain.cells import Raw
from workbook.host import Details
from workbook.hosts.memory import MemoryBook


def memory_of(book: Book, name: str = "libro.xlsx") -> MemoryBook:
    """Return a described book, formulas with their stored values."""
    return MemoryBook(
        name,
        {sheet.name: grid_of(sheet) for sheet in book.sheets},
        frozenset(sheet.name for sheet in book.sheets if sheet.visibility is not Visibility.SHOWN),
        held={sheet.name: Details(_formulas(sheet)) for sheet in book.sheets},
    )


def grid_of(sheet: Sheet) -> list[list[Raw]]:
    """Return the rows of a described sheet."""
    if not sheet.cells:
        return []
    height = 1 + max(row for row, _ in sheet.cells)
    width = 1 + max(column for _, column in sheet.cells)
    grid: list[list[Raw]] = [[None] * width for _ in range(height)]
    for (row, column), cell in sheet.cells.items():
        grid[row][column] = _raw(cell.content)
    return grid


def written(book: MemoryBook, typed: Mapping[str, Mapping[tuple[int, int], Value]]) -> MemoryBook:
    """Return a book with cells written into it."""
    sheets: dict[str, Any] = {name: [list(row) for row in rows] for name, rows in book.sheets.items()}
    for name, cells in typed.items():
        rows = sheets.setdefault(name, [])
        for (row, column), value in cells.items():
            while len(rows) <= row:
                rows.append([])
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = _raw(value)
    return MemoryBook(book.name, sheets, book.hidden, book.ranges, book.held)


def with_sheet(book: MemoryBook, sheet: Sheet) -> MemoryBook:
    """Return a book with a described sheet added or replaced."""
    held = dict(book.held or {}) | {sheet.name: Details(_formulas(sheet))}
    return MemoryBook(book.name, {**book.sheets, sheet.name: grid_of(sheet)}, book.hidden, book.ranges, held)


def _formulas(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {at: cell.content.text for at, cell in sheet.cells.items() if isinstance(cell.content, Formula)}


def _raw(content: Any) -> Raw:
    if isinstance(content, Formula):
        return _raw(content.value)
    if isinstance(content, RichText):
        return "".join(run.text for run in content.runs)
    if isinstance(content, Decimal | Fraction):
        return float(content)
    raw: Raw = content
    return raw
