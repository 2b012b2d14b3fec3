"""A workbook seen as if some of its cells had been written already."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.canvas import Value
    from workbook.domain.cells import Raw
    from workbook.host import Book, Details, Position


@dataclass(frozen=True)
class Overlay:
    """A book like `book`, in which cells hold what `typed` says (by sheet and position from 0)."""

    book: Book
    typed: Mapping[str, Mapping[Position, Value]]

    @property
    def name(self) -> str:
        """The name of the book below."""
        return self.book.name

    def sheet_names(self) -> Sequence[str]:
        """Names of the worksheets."""
        return self.book.sheet_names()

    def hidden_sheets(self) -> frozenset[str]:
        """Names of the sheets that are hidden."""
        return self.book.hidden_sheets()

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1, those that are written in place of those that were."""
        wanted: dict[int, dict[int, Raw]] = {}
        for (at, column), value in self.typed.get(sheet, {}).items():
            wanted.setdefault(at, {})[column] = _raw(value)
        last = max(wanted, default=-1)
        number = -1
        for number, row in enumerate(self.book.rows(sheet)):
            yield _with(row, wanted[number]) if number in wanted else row
        yield from (_with((), wanted.get(beyond, {})) for beyond in range(number + 1, last + 1))

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges of a sheet."""
        return self.book.merged(sheet)

    def details(self, sheet: str) -> Details | None:
        """Formulas, hidden rows, formats of the book below."""
        return self.book.details(sheet)


def _with(row: Sequence[Raw], cells: Mapping[int, Raw]) -> list[Raw]:
    held = [*row, *[None] * (max(cells, default=-1) + 1 - len(row))]
    for column, raw in cells.items():
        held[column] = raw
    return held


def _raw(value: Value) -> Raw:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return float(value) if isinstance(value, Decimal) else value.numerator / value.denominator
