"""The next year's plan: what stays of an earlier one, and what begins anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import BLANK, Mark, Number
from workbook.domain.closing import NO_CLOSINGS
from workbook.domain.codes import objective_of
from workbook.domain.model import Action, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbook.domain.cells import Fact
    from workbook.domain.model import Activity, Framework

_NO_MONTHS: Final = (BLANK,) * 12


def is_renewable(plan: Plan) -> bool:
    """Tell whether a plan was read from a workbook that states its own year in Parámetros."""
    framework = plan.framework
    return framework.settings.year is not None and "year" in framework.setting_cells


def renewed(plan: Plan, year: int | None = None, *, monthly: bool = False) -> Plan:
    """Return the plan of the next year (or of the one given) that begins with an earlier one's.

    Entity, PEI, units, scale, method, parts of the report and activities stay, with their targets as a
    start. Execution, causes, evidence, comments, budget, closed months and what is said of one report do not.
    Amounts that are not the year's, and those of a plan that goes over to months (`monthly`), are no
    start: only the annual target is. Rows whose target cannot be read begin without.

    >>> from workbook.domain.cells import read_amount
    >>> from workbook.domain.model import Activity, Framework
    >>> old = Plan(
    ...     Framework(Settings(year=2020), (), (), ()),
    ...     (Activity("AEI.01.01", "UTD", read_amount(12), read_amount(9), cause="Falta de personal."),),
    ... )
    >>> new = renewed(old)
    >>> new.framework.settings.year, new.activities[0].programmed, new.activities[0].executed
    (2021, Number(value=Decimal('12'), from_text=False), <Mark.BLANK: 'blank'>)
    """
    framework = plan.framework
    settings = _next_settings(framework, year)
    whole = framework.settings.period in (None, YEAR)
    fresh = replace(_bare(framework), settings=settings, comments={}, closings=NO_CLOSINGS)
    rows = (_next_activity(one, whole=whole) for one in plan.activities)
    parted = monthly and not framework.monthly
    return Plan(fresh, tuple(_to_be_parted(one) if parted else one for one in rows))


def transcribed(plan: Plan, year: int | None = None) -> Plan:
    """Return the same plan for a workbook of its own: nothing is left out, and what rows name is listed.

    Where `year` is given it takes the place of what was read.
    """
    framework = _bare(plan.framework)
    settings = framework.settings if year is None else replace(framework.settings, year=year)
    actions = _completed_actions(framework.actions, (one.action for one in plan.activities))
    objectives = _completed_objectives(framework.objectives, (one.objective for one in actions))
    units = _completed_units(framework.units, (one.unit for one in plan.activities))
    complete = replace(framework, settings=settings, objectives=objectives, actions=actions, units=units)
    return Plan(complete, tuple(replace(one, where=None) for one in plan.activities))


def _bare(framework: Framework) -> Framework:
    """Return a frame without the cells that it was read from."""
    nowhere: Mapping[str, tuple[str, str]] = {}
    return replace(framework, comment_cells=nowhere, action_cells=nowhere, setting_cells=nowhere)


def _next_settings(framework: Framework, year: int | None) -> Settings:
    old = framework.settings
    following = old.year + 1 if year is None and old.year is not None else year
    return replace(
        old,
        year=following,
        title=_without_year(old.title, old.year),
        period=YEAR if old.period == YEAR and not framework.monthly else None,
        cutoff=None,
        place_and_date="",
        note="",
        report_number="",
        reference="",
    )


def _without_year(title: str, year: int | None) -> str:
    """Return a title; one that names the earlier year is left to be formed again."""
    return "" if year is not None and str(year) in title else title


def _next_activity(activity: Activity, *, whole: bool) -> Activity:
    monthly = activity.monthly
    months = None if monthly is None else Monthly(tuple(map(_as_start, monthly.programmed)), _NO_MONTHS)
    target = _as_start(activity.programmed) if monthly is None and whole else BLANK
    return replace(
        activity,
        programmed=target,
        executed=BLANK,
        annual=_as_start(activity.annual) if monthly is None else BLANK,
        monthly=months,
        cause="",
        evidence="",
        budget=BLANK,
        accrued=BLANK,
        shown_efficacy=BLANK,
        where=None,
    )


def _to_be_parted(activity: Activity) -> Activity:
    """Return an activity whose target of the year is to be parted into months."""
    annual = activity.programmed if activity.annual is BLANK else activity.annual
    return replace(activity, programmed=BLANK, annual=annual)


def _as_start(fact: Fact) -> Fact:
    """Return a target that can begin a year: an amount of 0 or more, or that nothing is programmed."""
    if isinstance(fact, Number) and fact.value >= 0:
        return Number(fact.value)
    return fact if fact is Mark.NOT_PROGRAMMED else BLANK


def _completed_actions(listed: tuple[Action, ...], used: Iterable[str]) -> tuple[Action, ...]:
    known = {action.code for action in listed}
    missing = (code for code in dict.fromkeys(used) if code not in known)
    return (*listed, *(Action(code, "", objective_of(code)) for code in missing))


def _completed_objectives(listed: tuple[Objective, ...], used: Iterable[str]) -> tuple[Objective, ...]:
    known = {"", *(objective.code for objective in listed)}
    return (*listed, *(Objective(code, "") for code in dict.fromkeys(used) if code not in known))


def _completed_units(listed: tuple[OrgUnit, ...], used: Iterable[str]) -> tuple[OrgUnit, ...]:
    known = {unit.key for unit in listed}
    return (*listed, *(OrgUnit(key, key) for key in dict.fromkeys(used) if key not in known))
