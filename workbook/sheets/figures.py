"""Figures as cells: exact numbers that show what `spanish.numbers` prints, labels in their colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.canvas import Cell, Look, tint
from workbook.canvas.looks import PERCENT, WHOLE
from workbook.canvas.rules import usable_colour
from workbook.domain.assessment import State
from workbook.domain.cells import ZERO
from workbook.spanish.numbers import amount, percent_points
from workbook.spanish.outcomes import NOT_REPORTED, instead_of_figures, label_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

    from workbook.canvas import Grid
    from workbook.domain.results import Outcome
    from workbook.domain.scale import Band, Scale

DASH: Final = "–"
MISSING_FILL: Final = "FFF2CC"
"""The ground of a cell that somebody still has to fill."""

_TINT: Final = 0.72
_FORMATS: Final = {0: WHOLE, 1: "#,##0.0", 2: "#,##0.00"}
_THOUSAND: Final = 1000
_BIG_PERCENT: Final = "#,##0 %"
_TENTHS: Final = "#,##0.0 %"


@dataclass(frozen=True, slots=True)
class Family:
    """The four looks of a kind of row."""

    text: Look
    center: Look
    amount: Look
    percent: Look


ROW: Final = Family(Look.ROW_TEXT, Look.ROW_CENTER, Look.ROW_AMOUNT, Look.ROW_PERCENT)
GROUP: Final = Family(Look.GROUP_TEXT, Look.GROUP_CENTER, Look.GROUP_AMOUNT, Look.GROUP_PERCENT)
TOTAL: Final = Family(Look.TOTAL_TEXT, Look.TOTAL_CENTER, Look.TOTAL_AMOUNT, Look.TOTAL_PERCENT)


def amount_format(value: Decimal) -> str:
    """Return the format that shows an amount as `numbers.amount` prints it.

    >>> from decimal import Decimal
    >>> amount_format(Decimal("977.5")), amount_format(Decimal(3)), amount_format(Decimal("2.999"))
    ('#,##0.0', '#,##0', '#,##0.00')
    """
    return _FORMATS[len(amount(value).partition(".")[2])]


def percent_format(value: Fraction, scale: Scale) -> str:
    """Return the format that shows an exact ratio as `numbers.percent` prints it.

    A percentage that plain rounding would put on the wrong side of a limit is written out in the format.

    >>> from fractions import Fraction
    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> [percent_format(Fraction(r), DEFAULT_SCALE) for r in ("0.73", "0.996", "0.9997")]
    ['0 %', '#,##0.0 %', '"99.9 %"']
    """
    points = percent_points(value, scale)
    if points.as_tuple().exponent == 0:
        return PERCENT if points < _THOUSAND else _BIG_PERCENT
    rounded = (2 * 1000 * value.numerator + value.denominator) // (2 * value.denominator)
    return _TENTHS if rounded == 10 * points else f'"{points:,f} %"'


class Pen:
    """Writes figures into a grid, by a scale."""

    def __init__(self, grid: Grid, scale: Scale) -> None:
        self.grid = grid
        self._scale = scale

    def amount(self, row: int, column: int, value: Decimal | None, look: Look) -> None:
        """Set an amount; a dash where there is none."""
        if value is None:
            self.grid.put(row, column, DASH, look)
        else:
            self.grid.place(row, column, Cell(value, look, number_format=amount_format(value)))

    def percent(self, row: int, column: int, value: Fraction | None, look: Look, fill: str = "") -> None:
        """Set an exact ratio as a percentage; a dash where there is none."""
        if value is None:
            self.grid.put(row, column, DASH, look)
        else:
            shown = percent_format(value, self._scale)
            self.grid.place(row, column, Cell(value, look, fill=fill, number_format=shown))

    def figures(
        self, row: int, column: int, outcome: Outcome, family: Family, untargeted: Decimal = ZERO
    ) -> None:
        """Set programadas, ejecutadas, eficacia and indicador in four cells, or what stands instead of them.

        `untargeted` is what was executed without a target: shown where there is nothing else to show.
        """
        if outcome.state.in_sums:
            self._counted(row, column, outcome, family)
            return
        done = untargeted if outcome.state is State.NO_TARGET else None
        self.grid.put_row(row, column, (None, None, None), family.amount)
        if done is not None:
            self.amount(row, column + 1, done, family.amount)
        self.grid.put(row, column + 3, instead_of_figures(outcome), family.center)

    def _counted(self, row: int, column: int, outcome: Outcome, family: Family) -> None:
        self.amount(row, column, outcome.totals.programmed, family.amount)
        if outcome.efficacy is None:
            self.grid.put(row, column + 1, NOT_REPORTED, family.amount)
            self.grid.put(row, column + 2, NOT_REPORTED, family.percent)
            self.grid.put(row, column + 3, label_text(outcome), family.center)
        else:
            self.amount(row, column + 1, outcome.totals.executed, family.amount)
            self.percent(row, column + 2, outcome.efficacy, family.percent)
            label = Cell(label_text(outcome), Look.BAND, fill=band_fill(outcome.band))
            self.grid.place(row, column + 3, label)


def knows_annual(outcomes: Iterable[Outcome]) -> bool:
    """Tell whether any of them has a target of the year."""
    return any(outcome.totals.annual for outcome in outcomes)


def label_of(outcome: Outcome) -> str:
    """Return what stands in the cell Indicador: a label, or why there is none."""
    return instead_of_figures(outcome) or label_text(outcome)


def band_fill(band: Band | None) -> str:
    """Return the ground of a cell that holds a label: the band's colour made light."""
    return tint(usable_colour(band.colour), _TINT) if band else ""
