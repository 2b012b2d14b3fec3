"""How high a row must be for its wrapped texts: programs fit rows on screens, and printers need more."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from workbook.canvas.book import RowSpec
from workbook.canvas.looks import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.canvas.book import Cell, Position

_LETTER: Final = 5.2
_CAPITAL: Final = 6.7
_COLUMN_UNIT, _PADDING = 7, 12
_WRAPPED: Final = 1.07
_LINE, _AROUND = 13.25, 4.0
_HIGHEST: Final = 405.0


def height_of(texts: Iterable[tuple[str, float]]) -> float | None:
    """Return the height in points for texts in columns of given widths; None where one line is enough.

    >>> height_of([("Unidad de Logística", 38)]), height_of([("palabra " * 30, 40)])
    (None, 70.25)
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return None if lines == 1 else min(lines * _LINE + _AROUND, _HIGHEST)


def fitted_rows(cells: Mapping[Position, Cell], widths: Sequence[float]) -> dict[int, RowSpec]:
    """Return the rows that need more than one line for what wraps in columns of these widths."""
    wrapped: dict[int, list[tuple[str, float]]] = {}
    for (row, column), cell in cells.items():
        if isinstance(cell.content, str) and STYLES[cell.look].wrap:
            wrapped.setdefault(row, []).append((cell.content, widths[column]))
    heights = {row: height_of(texts) for row, texts in wrapped.items()}
    return {row: RowSpec(height) for row, height in heights.items() if height is not None}


def _lines(text: str, width: float) -> int:
    room = width * _COLUMN_UNIT - _PADDING
    if "\n" not in text and _length(text) <= room:
        return 1
    return sum(max(1, ceil(_length(part) * _WRAPPED / room)) for part in text.split("\n"))


def _length(text: str) -> float:
    capitals = sum(map(str.isupper, text))
    return capitals * _CAPITAL + (len(text) - capitals) * _LETTER
