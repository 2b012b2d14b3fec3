"""A small sheet held whole, that remembers which of its cells were taken as input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError, amount_text, read_amount
from workbook.domain.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbook.domain.cells import Raw

HEAD_ROWS = 30
"""A header stands in the first rows of its sheet."""


def text_of(raw: Raw) -> str:
    """Return what a cell says as a text without blanks around it.

    >>> text_of(" UTD "), text_of(2020.0), text_of(None)
    ('UTD', '2020', '')
    """
    return raw.strip() if isinstance(raw, str) else amount_text(raw)


_SPANISH_ERROR: Final = re.compile(r"#(?:N/D|¡[A-ZÁÉÍÓÚÑ/0]+!|¿[A-ZÁÉÍÓÚÑ]+\?)")


def error_of(raw: Raw) -> str:
    """Return the error value that a cell holds, or that its text spells; "" for none.

    >>> error_of(CellError("#N/A")), error_of(" #REF! "), error_of("#¡REF!"), error_of("# de caso")
    ('#N/A', '#REF!', '#¡REF!', '')
    """
    if isinstance(raw, CellError):
        return raw.code
    if not isinstance(raw, str) or "#" not in raw:
        return ""
    text = raw.strip()
    return text if _SPANISH_ERROR.fullmatch(text) or isinstance(read_amount(text), CellError) else ""


def words_of(raw: Raw) -> str:
    """Return what a cell says in words: as `text_of`, but an error value says nothing.

    >>> words_of(" UTD "), words_of(CellError("#REF!")), words_of("#N/A")
    ('UTD', '', '')
    """
    return "" if error_of(raw) else text_of(raw)


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
        """Return a cell's text as input; "" for an error value."""
        return words_of(self.take(row, column))

    def inputs(self) -> list[str]:
        """Return "address=text" of the cells that were taken and are not blank, in order of rows."""
        texts = ((place, text_of(self.peek(*place))) for place in sorted(self._taken))
        return [f"{address(*place)}={text}" for place, text in texts if text]

    def errors(self) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and error value of the cells that were taken and hold one."""
        for row, column in sorted(self._taken):
            error = error_of(self.peek(row, column))
            if error:
                yield row, column, error
