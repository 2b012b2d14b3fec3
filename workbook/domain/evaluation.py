"""From activities to an evaluation: the period, the state of every row, the roll-up, what surprises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import Assessment, assess, last_reported
from workbook.domain.cells import NOT_CALCULATED
from workbook.domain.errors import UnusablePlan
from workbook.domain.findings import Code, Finding, Severity, finding
from workbook.domain.periods import YEAR, Period
from workbook.domain.places import Field
from workbook.domain.results import Evaluation
from workbook.domain.review import review
from workbook.domain.rollup import Rollup, named_as_typed
from workbook.domain.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbook.domain.efficacy import Method
    from workbook.domain.equivalence import Equivalence
    from workbook.domain.model import Activity, Framework, OrgUnit

    RowCheck = Callable[[Activity, Assessment], Iterable[Finding]]
    NameUnit = Callable[[str], OrgUnit]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for this time; None takes what the workbook's Parámetros say.

    `cutoff` is the last month (1 to 12) that counts; `equivalence` tells what the workbook's columns hold.
    """

    method: Method | None = None
    period: Period | None = None
    cutoff: int | None = None
    equivalence: Equivalence | None = None


AS_THE_WORKBOOK_SAYS: Final = Request()


def no_check(_activity: Activity, _found: Assessment) -> tuple[Finding, ...]:
    """Find nothing in a row."""
    return ()


def evaluate(
    framework: Framework,
    activities: Iterable[Activity],
    request: Request = AS_THE_WORKBOOK_SAYS,
    check: RowCheck = no_check,
    unlisted: NameUnit = named_as_typed,
) -> Evaluation:
    """Evaluate a plan. Raises UnusablePlan where the period asked for cannot be had from it.

    `check` gets each activity with its assessment in the months that the workbook's own formulas add
    up, which are those of Parámetros whatever is asked for this time; `unlisted` makes the record of a
    unit that only rows name. Findings come in the order of
    severity, then as they were met.
    """
    written, rows = _written(framework, activities)
    period, given = _period(framework, request, written)
    method = request.method or framework.settings.method
    rollup, watch, found = Rollup(framework, method, unlisted), Watch(), []
    uncalculated: set[str] = set()
    months = period.evaluated
    same_months = written.evaluated == months or not framework.monthly
    for activity in rows:
        assessment = assess(activity, months)
        rollup.add(activity, assessment)
        watch.see(activity, assessment, months)
        if assessment.issues:
            found += [one for one in _issues(activity, assessment) if _is_news(one, uncalculated)]
        found += check(activity, assessment if same_months else assess(activity, written.evaluated))
    objectives, units = rollup.objectives(), rollup.units()
    found += [
        *watch.findings(period, framework.setting_cells.get("cutoff", ("", ""))),
        *review(framework, objectives),
    ]
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


def _written(framework: Framework, activities: Iterable[Activity]) -> tuple[Period, Iterable[Activity]]:
    """Return the period that the workbook's own formulas cover: of Parámetros, else up to the last report."""
    settings = framework.settings
    if not framework.monthly or settings.period is not None or settings.cutoff is not None:
        return _until(settings.period or YEAR, settings.cutoff if framework.monthly else None), activities
    rows = tuple(activities)
    return _until(YEAR, last_reported(rows)), rows


def _period(framework: Framework, request: Request, written: Period) -> tuple[Period, bool]:
    """Return the period to evaluate, and whether somebody chose it."""
    settings = framework.settings
    if not framework.monthly:
        _refuse_months(settings.period or YEAR, request)
    if request.period is None and request.cutoff is None:
        return written, not framework.monthly or settings.period is not None or settings.cutoff is not None
    period = request.period or settings.period or YEAR
    return _until(period, settings.cutoff if request.cutoff is None else request.cutoff), True


def _until(period: Period, cutoff: int | None) -> Period:
    if cutoff is None:
        return period
    if cutoff < period.months[0]:
        raise UnusablePlan((_refusal("corte", str(cutoff)),))
    return period.until(cutoff)


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


def _is_news(found: Finding, uncalculated: set[str]) -> bool:
    """Tell all errors apart from formulas never calculated: of those one a sheet says enough."""
    if dict(found.data).get("text") != NOT_CALCULATED.code:
        return True
    if found.sheet in uncalculated:
        return False
    uncalculated.add(found.sheet)
    return True


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
