"""The workbook of a new period: other months are evaluated; what belongs to the closed one makes room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.domain.cells import BLANK
from workbook.domain.closedmonths import closed_changes
from workbook.domain.periods import YEAR, PeriodKind, named
from workbook.domain.places import Field

if TYPE_CHECKING:
    from workbook.domain.model import Activity, Plan
    from workbook.domain.periods import Period

EMPTIED = (Field.PROGRAMMED, Field.EXECUTED, Field.CAUSE, Field.EVIDENCE)
"""What is emptied of a row without months: it speaks of the period that was closed."""


class NotClosed(Exception):  # noqa: N818 - named as the condition it is
    """Rows without months hold amounts of a period that was not closed, or that changed since."""

    def __init__(self, period: Period) -> None:
        super().__init__(period)
        self.period = period


def with_period(plan: Plan, period: Period) -> Plan:
    """Return a plan that evaluates another period, up to its cut-off if it has one.

    Rows with months stay as they are. Of rows without, the amounts are those of the period before: where
    another one begins they are emptied, and only if they were closed. Raises NotClosed.
    """
    framework, settings = plan.framework, plan.framework.settings
    whole = settings.period or YEAR
    before = whole if settings.cutoff is None else whole.until(settings.cutoff)
    changed = replace(settings, period=replace(period, cutoff=None), cutoff=period.cutoff)
    rows = plan.activities
    if period.evaluated != before.evaluated and any(map(_has_amounts, rows)):
        if not _is_closed(plan, before):
            raise NotClosed(before)
        rows = tuple(_emptied(one) if one.monthly is None else one for one in rows)
    return replace(plan, framework=replace(framework, settings=changed), activities=rows)


def _has_amounts(activity: Activity) -> bool:
    return activity.monthly is None and not (activity.programmed is BLANK and activity.executed is BLANK)


def _is_closed(plan: Plan, period: Period) -> bool:
    register, year = plan.framework.closings, plan.framework.settings.year
    last = register.last
    if last is None or last.year != year or last.months != period.evaluated:
        return False
    return not closed_changes(register, plan.activities, period, year)


def _emptied(activity: Activity) -> Activity:
    return replace(activity, programmed=BLANK, executed=BLANK, cause="", evidence="", shown_efficacy=BLANK)


_FOLLOWING = {
    PeriodKind.FIRST_SEMESTER: PeriodKind.SECOND_SEMESTER,
    PeriodKind.FIRST_QUARTER: PeriodKind.SECOND_QUARTER,
    PeriodKind.SECOND_QUARTER: PeriodKind.THIRD_QUARTER,
    PeriodKind.THIRD_QUARTER: PeriodKind.FOURTH_QUARTER,
    PeriodKind.TO_FIRST_QUARTER: PeriodKind.TO_SECOND_QUARTER,
    PeriodKind.TO_SECOND_QUARTER: PeriodKind.TO_THIRD_QUARTER,
    PeriodKind.TO_THIRD_QUARTER: PeriodKind.YEAR,
}


def following(period: Period | None) -> Period | None:
    """Return the period that usually comes after one in the same year; None where none does.

    >>> following(named(PeriodKind.FIRST_SEMESTER)) == named(PeriodKind.SECOND_SEMESTER)
    True
    """
    kind = None if period is None else _FOLLOWING.get(period.kind)
    return None if kind is None else named(kind)
