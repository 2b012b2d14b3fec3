"""From activities to an evaluation: the period, the state of every row, the roll-up, what surprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import Assessment, assess
from workbook.domain.cells import Number
from workbook.domain.errors import UnusablePlan
from workbook.domain.findings import Code, Finding, Severity, finding
from workbook.domain.periods import YEAR, Period
from workbook.domain.places import Field
from workbook.domain.results import Evaluation
from workbook.domain.review import review
from workbook.domain.rollup import Rollup
from workbook.domain.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbook.domain.efficacy import Method
    from workbook.domain.model import Activity, Framework

    RowCheck = Callable[[Activity, Assessment], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for this time; None takes what the workbook's Parámetros say.

    `cutoff` is the last month (1 to 12) that counts.
    """

    method: Method | None = None
    period: Period | None = None
    cutoff: int | None = None


AS_THE_WORKBOOK_SAYS: Final = Request()


def no_check(_activity: Activity, _found: Assessment) -> tuple[Finding, ...]:
    """Find nothing in a row."""
    return ()


def evaluate(
    framework: Framework,
    activities: Iterable[Activity],
    request: Request = AS_THE_WORKBOOK_SAYS,
    check: RowCheck = no_check,
) -> Evaluation:
    """Evaluate a plan. Raises UnusablePlan where the period asked for cannot be had from it.

    Findings come in the order of severity, then as they were met.
    """
    period, given, rows = _period(framework, activities, request)
    method = request.method or framework.settings.method
    rollup, watch, found = Rollup(framework, method), Watch(), []
    for activity in rows:
        assessment = assess(activity, period.evaluated)
        rollup.add(activity, assessment)
        watch.see(activity, assessment, period.evaluated)
        if assessment.issues:
            found += _issues(activity, assessment)
        found += check(activity, assessment)
    objectives, units = rollup.objectives(), rollup.units()
    found += [*watch.findings(period), *review(framework, objectives)]
    return Evaluation(
        framework,
        period,
        given,
        method,
        objectives,
        units,
        in_order(found),
        reported_until=watch.reported_until,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the gravest first, otherwise as they came."""
    return tuple(sorted(findings, key=lambda one: one.severity.rank))


def _period(
    framework: Framework, activities: Iterable[Activity], request: Request
) -> tuple[Period, bool, Iterable[Activity]]:
    settings = framework.settings
    asked = request.period or settings.period
    cutoff = request.cutoff or settings.cutoff
    if not framework.monthly:
        _refuse_months(settings.period or YEAR, request)
    if framework.monthly and asked is None and cutoff is None:
        rows = tuple(activities)
        last = _last_reported(rows)
        return (YEAR if last is None else YEAR.until(last)), False, rows
    period = asked or YEAR
    if cutoff is not None:
        if cutoff < period.months[0]:
            raise UnusablePlan((_refusal("corte", str(cutoff)),))
        period = period.until(cutoff)
    return period, asked is not None or cutoff is not None, activities


def _refuse_months(stated: Period, request: Request) -> None:
    """Refuse a period that a workbook without months cannot give."""
    if request.period not in (None, stated):
        raise UnusablePlan((_refusal("periodo sin meses", ""),))
    if request.cutoff is not None:
        raise UnusablePlan((_refusal("corte sin meses", ""),))


def _refusal(parameter: str, value: str) -> Finding:
    refused = finding(Code.INVALID_PARAMETER, subject=parameter, parameter=parameter, value=value)
    assert refused.severity is Severity.STOP  # noqa: S101 - what the caller promises
    return refused


def _last_reported(activities: Iterable[Activity]) -> int | None:
    months = (
        month
        for activity in activities
        if activity.monthly is not None
        for month, fact in enumerate(activity.monthly.executed, 1)
        if isinstance(fact, Number)
    )
    return max(months, default=None)


def _issues(activity: Activity, assessment: Assessment) -> list[Finding]:
    place = activity.where
    return [
        finding(
            issue.code,
            sheet=place.columns.sheet if place else "",
            cell=place.cell(issue.field, issue.month) if place else "",
            subject=f"{activity.code or activity.name}:{issue.field.value}:{issue.month or ''}",
            unit=activity.unit,
            text=issue.text,
            field=Field(issue.field).value,
            month=issue.month or 0,
            activity=activity.name or activity.code,
        )
        for issue in assessment.issues
    ]
