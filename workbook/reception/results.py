"""What our formulas come to once cells are written: the values that a copy of the workbook stores."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from workbook.domain.cells import CellError, exact
from workbook.template.naming import unit_sheets
from workbook.template.refresh import refreshed
from workbook.template.timing import timing_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.canvas import Value
    from workbook.domain.cells import Raw
    from workbook.domain.model import Plan
    from workbook.host import Book, Position

    Results = dict[str, dict[Position, Value]]


def results_after(
    book: Book, before: Plan, after: Plan, written: Mapping[str, Mapping[Position, Value]]
) -> Results:
    """Return, by sheet, the cells whose stored result is another one now that `written` are in them.

    `book` is the workbook as it was; `before` and `after` its plan without and with what is written.
    """
    moved = len({timing_of(plan, unit_sheets(plan)).months for plan in (before, after)}) > 1
    rows = None if moved else {sheet: {row for row, _ in cells} for sheet, cells in written.items()}
    found = refreshed(book, after, rows)
    return {sheet: news for sheet, cells in found.items() if (news := _news(book, sheet, cells))}


def _news(book: Book, sheet: str, cells: Mapping[Position, Value]) -> dict[Position, Value]:
    """Return those cells that hold something else now."""
    wanted: dict[int, dict[int, Value]] = defaultdict(dict)
    for (at, column), value in cells.items():
        wanted[at][column] = value
    found: dict[Position, Value] = {}
    for number, row in enumerate(book.rows(sheet)):
        for column, value in wanted.pop(number, {}).items():
            if not _is(row[column] if column < len(row) else None, value):
                found[number, column] = value
    return found | {(at, column): value for at, rest in wanted.items() for column, value in rest.items()}


def _is(raw: Raw, value: Value) -> bool:
    """Tell whether a cell holds a value already."""
    if isinstance(raw, CellError):
        return raw.code == value
    if value is None or isinstance(value, str):
        return (raw or "") == (value or "") if raw is None or isinstance(raw, str) else False
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    return exact(raw) == exact(float(Fraction(value)))
