"""A small sheet held whole, that remembers which of its cells were taken as input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.cells import amount_text
from workbook.domain.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.cells import Raw

HEAD_ROWS = 30
"""A header stands in the first rows of its sheet."""


def text_of(raw: Raw) -> str:
    """Return what a cell says as a text without blanks around it.

    >>> text_of(" UTD "), text_of(2020.0), text_of(None)
    ('UTD', '2020', '')
    """
    return raw.strip() if isinstance(raw, str) else amount_text(raw)


class Grid:
    """The cells of one sheet; rows and columns count from 0, and outside there is nothing."""

    def __init__(self, sheet: str, rows: Iterable[Sequence[Raw]]) -> None:
        self.sheet = sheet
        self.rows = tuple(rows)
        self._taken: set[tuple[int, int]] = set()

    def peek(self, row: int, column: int) -> Raw:
        """Return a cell's content without taking it as input."""
        if not (0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])):
            return None
        return self.rows[row][column]

    def take(self, row: int, column: int | None) -> Raw:
        """Return a cell's content as input; None for no column."""
        if column is None:
            return None
        self._taken.add((row, column))
        return self.peek(row, column)

    def text(self, row: int, column: int | None) -> str:
        """Return a cell's text as input."""
        return text_of(self.take(row, column))

    def inputs(self) -> list[str]:
        """Return "address=text" of the cells that were taken and are not blank, in order of rows."""
        texts = ((place, text_of(self.peek(*place))) for place in sorted(self._taken))
        return [f"{address(*place)}={text}" for place, text in texts if text]
