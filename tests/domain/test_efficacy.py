"""Method, section 3: what `EFICACIA(programadas, ejecutadas)` answers, the first case that matches."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from workbook.domain.cells import BLANK, CellError, Fact, Mark, Number, Unreadable
from workbook.domain.efficacy import CellAnswer, Method, cell_efficacy, ratio

ERROR, OTHER_ERROR = CellError("#REF!"), CellError("#N/A")
ZERO, THREE, MINUS = Number(Decimal(0)), Number(Decimal(3)), Number(Decimal(-2))
NP, SI, TEXT = Mark.NOT_PROGRAMMED, Mark.NOT_REPORTED, Unreadable("pendiente")
FACTS: tuple[Fact, ...] = (ERROR, ZERO, THREE, MINUS, NP, SI, TEXT, BLANK)


def answer(programmed: Fact, executed: Fact) -> object:
    """Section 3, read from top to bottom."""
    for fact in (programmed, executed):
        if isinstance(fact, CellError):
            return fact
    if programmed in (ZERO, BLANK, NP):
        return CellAnswer.NO_TARGET if executed == THREE else CellAnswer.NOT_PROGRAMMED
    if executed is SI:
        return CellAnswer.NOT_REPORTED
    if MINUS in (programmed, executed):
        return CellAnswer.NUMBER_ERROR
    if programmed in (SI, TEXT) or executed in (TEXT, NP):
        return CellAnswer.VALUE_ERROR
    return {THREE: Fraction(1), ZERO: Fraction(0), BLANK: Fraction(0)}[executed]  # type: ignore[index]


@pytest.mark.parametrize(("programmed", "executed"), list(product(FACTS, FACTS)))
def test_the_first_case_that_matches(programmed: Fact, executed: Fact) -> None:
    assert cell_efficacy(programmed, executed) == answer(programmed, executed)


def test_the_first_error_passes_as_itself() -> None:
    assert cell_efficacy(ERROR, OTHER_ERROR) == ERROR
    assert cell_efficacy(ZERO, OTHER_ERROR) == OTHER_ERROR


def test_the_ratio_is_exact() -> None:
    assert cell_efficacy(Number(Decimal("0.3")), Number(Decimal("0.1"))) == Fraction(1, 3)
    assert ratio(Decimal("1e30"), Decimal("1e-30")) == 10**60


def test_methods_and_their_parameters() -> None:
    assert [method.value for method in Method] == ["razon", "razon_topada", "promedio_topado", "promedio"]
    assert [method for method in Method if method.is_mean] == [Method.CAPPED_MEAN, Method.MEAN]
