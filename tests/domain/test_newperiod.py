"""A new period: other months, and what of the closed one makes room."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.cells import BLANK, read_amount
from workbook.domain.closedmonths import register_with
from workbook.domain.closing import NO_CLOSINGS, Archived
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Activity, Plan, Settings
from workbook.domain.newperiod import NotClosed, following, with_period
from workbook.domain.periods import YEAR, Period, PeriodKind, named

FIRST, SECOND = named(PeriodKind.FIRST_SEMESTER), named(PeriodKind.SECOND_SEMESTER)


def plan_of(
    *rows: Activity, period: Period | None = FIRST, cutoff: int | None = None, monthly: bool = False
) -> Plan:
    settings = Settings(year=2026, period=period, cutoff=cutoff)
    return Plan(framework_of({"OEI.01": ["AEI.01.01"]}, ["u1"], settings=settings, monthly=monthly), rows)


def closed(plan: Plan) -> Plan:
    evaluation = evaluate(plan.framework, plan.activities)
    archived = Archived("c.xlsx", "", dt.date(2026, 7, 1))
    register = register_with(NO_CLOSINGS, plan.activities, evaluation, archived)
    return replace(plan, framework=replace(plan.framework, closings=register))


ROW = activity_of(
    "AEI.01.01", "u1", 10, 8, code="A1", cause="Faltó.", evidence="Acta", annual=read_amount(30)
)
MONTHS = Activity("AEI.01.01", "u1", code="A1", monthly=monthly_of({1: 5}, {1: 4}), cause="Faltó.")


def test_rows_with_months_stay() -> None:
    plan = plan_of(MONTHS, monthly=True)
    changed = with_period(plan, YEAR.until(9))
    assert changed.activities == plan.activities
    assert (changed.framework.settings.period, changed.framework.settings.cutoff) == (YEAR, 9)
    assert changed.framework.closings is plan.framework.closings


def test_rows_without_months_make_room_where_they_were_closed() -> None:
    (row,) = with_period(closed(plan_of(ROW)), SECOND).activities
    assert (row.programmed, row.executed, row.cause, row.evidence) == (BLANK, BLANK, "", "")
    assert (row.code, row.annual) == ("A1", read_amount(30))


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(ROW),
        plan_of(ROW, period=None),
        replace(closed(plan_of(ROW)), activities=(replace(ROW, executed=read_amount(9)),)),
        replace(
            closed(plan_of(ROW)),
            framework=replace(closed(plan_of(ROW)).framework, settings=Settings(year=2026, period=YEAR)),
        ),
        replace(
            closed(plan_of(ROW)),
            framework=replace(closed(plan_of(ROW)).framework, settings=Settings(year=2027, period=FIRST)),
        ),
    ],
)
def test_what_was_not_closed_as_it_is_now_is_not_emptied(plan: Plan) -> None:
    with pytest.raises(NotClosed) as refused:
        with_period(plan, SECOND)
    assert refused.value.period == (plan.framework.settings.period or YEAR)


def test_nothing_is_emptied_where_the_months_stay_the_same() -> None:
    plan = plan_of(ROW, period=YEAR, cutoff=6)
    assert with_period(plan, FIRST).activities == plan.activities


def test_blank_rows_need_no_closing() -> None:
    blank = replace(ROW, programmed=BLANK, executed=BLANK)
    assert with_period(plan_of(blank), SECOND).framework.settings.period == SECOND


def test_which_period_comes_next() -> None:
    assert following(FIRST) == SECOND
    assert following(named(PeriodKind.TO_THIRD_QUARTER)) == YEAR
    assert following(YEAR) is None
    assert following(None) is None
