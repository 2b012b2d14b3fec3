"""Efficacy: what was executed against what was programmed, exactly (method, sections 3 and 5)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from workbook.domain.cells import CellError, Fact, Mark, Number


class Method(Enum):
    """How amounts become the efficacy of an AEI or OEI; the value is the planner's parameter."""

    RATIO = "razon"
    CAPPED_RATIO = "razon_topada"
    CAPPED_MEAN = "promedio_topado"
    MEAN = "promedio"

    @property
    def is_mean(self) -> bool:
        """Whether it is a mean over activities."""
        return self in (Method.MEAN, Method.CAPPED_MEAN)


class CellAnswer(Enum):
    """What a cell function answers where there is no ratio."""

    NOT_PROGRAMMED = "No programada"
    NO_TARGET = "Sin meta"
    NOT_REPORTED = "S.I."
    NUMBER_ERROR = "#NUM!"
    VALUE_ERROR = "#VALUE!"


def cell_efficacy(programmed: Fact, executed: Fact) -> Fraction | CellAnswer | CellError:
    """Return what `EFICACIA(programadas, ejecutadas)` answers; the first case that matches.

    >>> from workbook.domain.cells import read_amount
    >>> cell_efficacy(read_amount(22), read_amount(16))
    Fraction(8, 11)
    >>> cell_efficacy(read_amount(0), read_amount(3))
    <CellAnswer.NO_TARGET: 'Sin meta'>
    """
    if (
        isinstance(programmed, Number)
        and isinstance(executed, Number)
        and programmed.value > 0 <= executed.value
    ):
        return ratio(executed.value, programmed.value)  # nearly every cell
    for fact in (programmed, executed):
        if isinstance(fact, CellError):
            return fact
    unprogrammed = programmed in (Mark.BLANK, Mark.NOT_PROGRAMMED) or (
        isinstance(programmed, Number) and programmed.value == 0
    )
    if unprogrammed:
        return CellAnswer.NO_TARGET if _positive(executed) else CellAnswer.NOT_PROGRAMMED
    if executed is Mark.NOT_REPORTED:
        return CellAnswer.NOT_REPORTED
    return _ratio(programmed, executed)


def _positive(fact: Fact) -> bool:
    return isinstance(fact, Number) and fact.value > 0


def _ratio(programmed: Fact, executed: Fact) -> Fraction | CellAnswer:
    done = Number(Decimal(0)) if executed is Mark.BLANK else executed
    amounts = [fact.value for fact in (programmed, done) if isinstance(fact, Number)]
    if any(amount < 0 for amount in amounts):
        return CellAnswer.NUMBER_ERROR
    if not (isinstance(programmed, Number) and isinstance(done, Number)):
        return CellAnswer.VALUE_ERROR
    return ratio(done.value, programmed.value)


def ratio(executed: Decimal, programmed: Decimal) -> Fraction:
    """Return executed / programmed as an exact ratio; `programmed` is not 0."""
    numerator, over = executed.as_integer_ratio()
    denominator, under = programmed.as_integer_ratio()
    return Fraction(numerator * under, denominator * over)
