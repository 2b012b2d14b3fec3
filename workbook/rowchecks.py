"""What a row's own computed columns say, against its amounts in the months evaluated."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import Assessment, State, annual_target
from workbook.domain.cells import Fact, Number
from workbook.domain.efficacy import ratio
from workbook.domain.findings import Code, Datum, Finding, finding
from workbook.domain.places import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.model import Activity

_FINEST: Final = Fraction(1, 2000)
_COARSEST: Final = Fraction(1, 200)
_PERCENT_FORM: Final = 2
_NEAR: Final = Fraction(1, 10**9)
_BEYOND_DOUBT: Final = Decimal("0.0004")


def check_row(activity: Activity, assessment: Assessment) -> Sequence[Finding]:
    """Return what a row's percentage and its sum columns say that its amounts do not.

    The assessment must be of the months that the workbook's own formulas add up.
    """
    shown, monthly = activity.shown_efficacy, activity.monthly
    if assessment.state is State.UNUSABLE or (monthly is None and shown.__class__ is not Number):
        return ()
    if monthly is None:
        return tuple(_percentage(activity, assessment))
    return (*_percentage(activity, assessment), *_sums(activity, assessment))


def _percentage(activity: Activity, assessment: Assessment) -> Iterator[Finding]:
    shown = activity.shown_efficacy
    if not isinstance(shown, Number):
        return
    if assessment.state in (State.PROGRAMMED, State.PARTIAL):
        if _is_close(shown.value, assessment):
            return
        expected = ratio(assessment.executed, assessment.programmed)
        if not agrees(shown.value, expected):
            yield _finding(
                Code.PERCENTAGE_DISAGREES, activity, Field.EFFICACY, printed=shown.value, expected=expected
            )
    elif shown.value != 0:
        state = assessment.state.value
        data = {"printed": shown.value, "expected": state}
        yield _finding(Code.PERCENTAGE_DISAGREES, activity, Field.EFFICACY, **data)


def _is_close(shown: Decimal, assessment: Assessment) -> bool:
    """Tell at little cost whether a ratio agrees beyond doubt."""
    return abs(shown * assessment.programmed - assessment.executed) <= _BEYOND_DOUBT * assessment.programmed


def agrees(shown: Decimal, efficacy: Fraction) -> bool:
    """Tell whether a stored percentage is the efficacy, to the last decimal it gives; 73 may stand for 73 %.

    A ratio counts as given to a whole percent at least, and to a twentieth of a percent at most.

    >>> [agrees(Decimal(shown), Fraction(8, 11)) for shown in ("0.73", "73", "1")]
    [True, True, False]
    """
    distances = [abs(Fraction(shown) - efficacy)]
    margins = [_margin(shown, 1)]
    if abs(shown) >= _PERCENT_FORM:
        distances.append(abs(Fraction(shown) / 100 - efficacy))
        margins.append(_margin(shown, 100))
    return any(distance <= margin for distance, margin in zip(distances, margins, strict=True))


def _margin(shown: Decimal, divisor: int) -> Fraction:
    """Return half a unit of the last decimal given."""
    exponent = shown.as_tuple().exponent
    half = Fraction(10) ** int(exponent) / 2 / divisor
    return min(max(half, _FINEST), _COARSEST)


def _sums(activity: Activity, assessment: Assessment) -> Iterator[Finding]:
    yield from _sum(activity, Field.PROGRAMMED, activity.programmed, assessment.programmed)
    yield from _sum(activity, Field.EXECUTED, activity.executed, assessment.executed)
    yield from _sum(activity, Field.ANNUAL, activity.annual, annual_target(activity) or Decimal(0))


def _sum(activity: Activity, what: Field, fact: Fact, expected: Decimal) -> Iterator[Finding]:
    if not isinstance(fact, Number) or fact.value == expected:
        return
    difference = abs(Fraction(fact.value) - Fraction(expected))
    if difference > _NEAR * max(abs(Fraction(expected)), Fraction(1)):
        data = {"printed": fact.value, "expected": expected, "field": what.value}
        yield _finding(Code.TOTAL_DISAGREES, activity, what, **data)


def _finding(code: Code, activity: Activity, what: Field, **data: Datum) -> Finding:
    place = activity.where
    return finding(
        code,
        sheet=place.columns.sheet if place else "",
        cell=place.cell(what) if place else "",
        subject=f"{activity.code or activity.name}:{what.value}:",
        unit=activity.unit,
        activity=activity.name or activity.code,
        **data,
    )
