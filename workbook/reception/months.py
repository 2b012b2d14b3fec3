"""Which months of a workbook are closed, and which ones a form asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.cells import Number, read_amount
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import text_of

if TYPE_CHECKING:
    from workbook.host import Book

_MONTHS: Final = 12


def closed_months(book: Book) -> frozenset[int]:
    """Return the months (1 to 12) that Listas marks closed: right of «Cerrado», a number above 0 for each."""
    sheet = next((name for name in book.sheet_names() if plain(name) == plain(own.LISTS)), None)
    if sheet is None:
        return frozenset()
    for row in book.rows(sheet):
        for column, raw in enumerate(row):
            if text_of(raw) == own.CLOSED_LABEL:
                marks = [read_amount(cell) for cell in row[column + 1 : column + 1 + _MONTHS]]
                numbers = enumerate(marks, 1)
                return frozenset(n for n, fact in numbers if isinstance(fact, Number) and fact.value > 0)
    return frozenset()
