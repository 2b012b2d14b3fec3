"""A sheet laid out like a page: narrow columns of one width, cells merged over as many as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Cell, ColumnSpec, Grid, Look, RowSpec
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from workbook.canvas import RichText, Value
    from workbook.sheets.figures import Pen

QUARTER: Final = 6
"""Columns in a quarter of the page; a narrow gap stands between quarters."""

LAST: Final = 4 * QUARTER + 2
"""The last column of the page."""

RIGHT: Final = 2 * (QUARTER + 1)
"""The first column of the right half."""

HALF_PIXELS: Final = 12 * 33 + 14
_WIDTH, _GAP_WIDTH = 4.0, 1.29
_WIDEST: Final = 10**9
_MILLIONS: Final = '#,##0.0,," mill."'
_PIXELS_A_POINT: Final = 96 / 72

_CAPITAL: Final = 1.25
_CONNECTORS: Final = frozenset("a al con de del e el en la las los o para por que se su sus u y".split())

Span = tuple[int, int]


class Board:
    """A page while it is laid out: cells, merges, heights."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.merges: list[Area] = []
        self.rows: dict[int, RowSpec] = {}

    def put(
        self,
        row: int,
        span: Span,
        content: Value | RichText,
        look: Look,
        *,
        fill: str = "",
        number_format: str = "",
    ) -> None:
        """Set a cell that reaches from the first to the last column of a span."""
        self.grid.place(row, span[0], Cell(content, look, fill=fill, number_format=number_format))
        self._merge(row, span)

    def amount(self, pen: Pen, row: int, span: Span, value: Decimal) -> None:
        """Set an amount over a span; thousands of millions are shown in millions, or they would not fit."""
        if value < _WIDEST:
            pen.amount(row, span[0], value, Look.ROW_AMOUNT)
        else:
            self.grid.place(row, span[0], Cell(value, Look.ROW_AMOUNT, number_format=_MILLIONS))
        self._merge(row, span)

    def percent(self, pen: Pen, row: int, span: Span, value: Fraction, fill: str) -> None:
        """Set a percentage over a span."""
        pen.percent(row, span[0], value, Look.ROW_PERCENT, fill)
        self._merge(row, span)

    def height(self, row: int, points: float) -> None:
        """Fix the height of a row."""
        self.rows[row] = RowSpec(points)

    def _merge(self, row: int, span: Span) -> None:
        if span[0] < span[1]:
            self.merges.append(Area(row, span[0], row, span[1]))


def quarter(number: int) -> Span:
    """Return the columns of a quarter of the page (0 to 3)."""
    first = number * (QUARTER + 1)
    return first, first + QUARTER - 1


def columns() -> dict[int, ColumnSpec]:
    """Return the columns of the page."""
    gaps = {number * (QUARTER + 1) - 1 for number in (1, 2, 3)}
    return {column: ColumnSpec(_GAP_WIDTH if column in gaps else _WIDTH) for column in range(LAST + 1)}


def pixels(points: float) -> int:
    """Return a height in points as pixels."""
    return round(points * _PIXELS_A_POINT)


def short(text: str, longest: int) -> str:
    """Return a text that fits, cut after a word that can end it; capitals take more room.

    >>> short("Unidad de Defensoría del Contribuyente y Administrado", 44)
    'Unidad de Defensoría del Contribuyente…'
    >>> short("OFICINA DE INFORMÁTICA", 22)
    'OFICINA…'
    """
    words = " ".join(text.split())
    room = longest if words != words.upper() else round(longest / _CAPITAL)
    if len(words) <= room:
        return words
    cut = words[: room - 1]
    kept = (cut if words[room - 1] == " " else cut.rpartition(" ")[0] or cut).split(" ")
    while len(kept) > 1 and plain(kept[-1]) in _CONNECTORS:
        kept.pop()
    return f"{' '.join(kept).rstrip(' ,;.')}…"
