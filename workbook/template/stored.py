"""What the formulas of a unit's sheet come to, by the domain's own functions: the values a file stores."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from workbook.canvas import Formula, Value
from workbook.domain.assessment import State, annual_target, assess
from workbook.domain.cells import ZERO, CellError, Fact, Mark, Number, Unreadable
from workbook.domain.efficacy import CellAnswer, cell_efficacy
from workbook.layouts import own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import Activity
    from workbook.domain.scale import Scale


@dataclass(frozen=True, slots=True)
class RowValues:
    """What the computed cells of an activity's row show."""

    annual: Value
    programmed: Value
    executed: Value
    efficacy: Value
    band: Value


def row_values(activity: Activity, months: Sequence[int], scale: Scale) -> RowValues:
    """Return the values of a row whose amounts are evaluated in `months`."""
    if not activity.action:
        return RowValues("", "", "", "", "")
    programmed, executed = amounts(activity, months)
    answer = cell_efficacy(programmed, Mark.NOT_REPORTED if executed is Mark.BLANK else executed)
    shown = answer if isinstance(answer, Fraction) else _text(answer)
    return RowValues(
        annual="" if activity.monthly is None else _or_nothing(annual_target(activity)),
        programmed=fact_value(programmed),
        executed=fact_value(executed),
        efficacy=shown,
        band=scale.band(answer).label if isinstance(answer, Fraction) else shown,
    )


def amounts(activity: Activity, months: Sequence[int]) -> tuple[Fact, Fact]:
    """Return Programadas and Ejecutadas of the period, as their cells hold them."""
    if activity.monthly is None:
        return activity.programmed, activity.executed
    found = assess(activity, months)
    if found.state is State.UNUSABLE:
        return Unreadable(own.TO_REVIEW), Unreadable(own.TO_REVIEW)
    if found.state is State.NOT_REPORTED:
        return Number(found.programmed), Mark.NOT_REPORTED
    if found.state is State.NOT_PROGRAMMED:
        return Number(ZERO), Mark.BLANK
    return Number(found.programmed), Number(found.executed)


def missing_data(activities: Sequence[Activity], months: Sequence[int], *, monthly: bool) -> int | str:
    """Return how many data are missing or cannot be read; "Revisar" where a cell holds an error."""
    count = 0
    for activity in activities:
        missing = _missing_months(activity, months) if monthly else _missing_amounts(activity, months)
        if missing is None:
            return own.TO_REVIEW
        count += missing + int(not activity.action and bool(activity.name))
    return count


def _missing_amounts(activity: Activity, months: Sequence[int]) -> int | None:
    programmed, executed = amounts(activity, months)
    if isinstance(programmed, CellError) or isinstance(executed, CellError):
        return None
    strange = isinstance(programmed, Unreadable) or programmed is Mark.NOT_REPORTED
    wrong = strange + _negative(programmed) + _negative(executed)
    if not activity.action:
        return wrong
    return wrong + (programmed is Mark.BLANK) + (_positive(programmed) and not isinstance(executed, Number))


def _missing_months(activity: Activity, months: Sequence[int]) -> int | None:
    monthly = activity.monthly
    if monthly is None or not activity.action:
        return 0
    if any(isinstance(fact, CellError) for fact in monthly.programmed):
        return None
    found = assess(activity, months)
    if found.state is not State.UNUSABLE:
        return len(found.missing)
    pairs = ((monthly.programmed[month - 1], monthly.executed[month - 1]) for month in months)
    return 1 + sum(1 for target, done in pairs if _positive(target) and not isinstance(done, Number))


def _positive(fact: Fact) -> bool:
    return isinstance(fact, Number) and fact.value > 0


def _negative(fact: Fact) -> bool:
    return isinstance(fact, Number) and fact.value < 0


def state_text(rows: int, missing: int | str) -> str:
    """Return the state of a unit as the index shows it."""
    if rows == 0:
        return "Sin actividades"
    if isinstance(missing, str):
        return own.TO_REVIEW
    if missing == 0:
        return "Completa"
    return "Falta 1 dato" if missing == 1 else f"Faltan {missing} datos"


def fact_value(fact: Fact) -> Value:
    """Return what a cell holds where a formula gives that fact."""
    if isinstance(fact, Number):
        return fact.value
    if isinstance(fact, CellError):
        return fact.code
    if isinstance(fact, Unreadable):
        return fact.text
    return {Mark.BLANK: "", Mark.NOT_PROGRAMMED: own.NOT_PROGRAMMED, Mark.NOT_REPORTED: own.NOT_REPORTED}[
        fact
    ]


def typed(fact: Fact) -> Value | Formula:
    """Return what a cell holds where a planner typed that fact; an error as the formula that gives it."""
    if isinstance(fact, CellError):
        return Formula(f"={fact.code}", fact.code)
    return fact_value(fact) if fact is not Mark.BLANK else None


def _text(answer: CellAnswer | CellError) -> str:
    return answer.code if isinstance(answer, CellError) else answer.value


def _or_nothing(value: Value) -> Value:
    return "" if value is None else value
