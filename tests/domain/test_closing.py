"""Closed months: what is kept, what is told when it changes, which period a later one is compared with."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.cuts import seeded
from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.assessment import State
from workbook.domain.cells import BLANK, CellError, Fact, Unreadable, read_amount
from workbook.domain.closedmonths import closed_changes, month_totals, register_with
from workbook.domain.closing import NO_CLOSINGS, Archived, Closing, Register, previous, scale_key
from workbook.domain.evaluation import evaluate
from workbook.domain.findings import Finding
from workbook.domain.levels import Level
from workbook.domain.model import Activity, Plan, Settings
from workbook.domain.periods import YEAR, Period, PeriodKind, TargetKind, named
from workbook.domain.places import Columns, Field, RowPlace
from workbook.domain.scale import DEFAULT_SCALE, Scale
from workbook.spanish.calendar import parse_period
from workbook.spanish.messages import message

FIRST = named(PeriodKind.FIRST_SEMESTER)
ARCHIVED = Archived("poi-cierre.xlsx", "ab" * 32, dt.date(2026, 7, 10))
COLUMNS = Columns(
    "UTD",
    {Field.CODE: 0, Field.ACTION: 1, Field.PROGRAMMED: 2, Field.EXECUTED: 3},
    tuple(range(4, 16)),
    tuple(range(16, 28)),
)


def row(
    code: str, programmed: dict[int, object], executed: dict[int, object], at: int = 7, **more: object
) -> Activity:
    more.setdefault("unit", "u1")
    return Activity(
        "AEI.01.01",
        code=code,
        name=f"Actividad {code}",
        monthly=monthly_of(programmed, executed),  # type: ignore[arg-type]
        where=RowPlace(COLUMNS, at),
        **more,  # type: ignore[arg-type]
    )


ROWS = (
    row("A1", {1: 5, 7: 3}, {1: 4, 7: 9}, 7),
    row("A2", {2: 5}, {2: "S.I."}, 8),
    row("A3", {8: 5}, {8: 5}, 9, unit="u2"),
)


def plan_of(rows: tuple[Activity, ...], period: Period | None = FIRST, *, monthly: bool = True) -> Plan:
    settings = Settings(year=2026, period=period)
    return Plan(
        framework_of({"OEI.01": ["AEI.01.01"]}, ["u1", "u2"], settings=settings, monthly=monthly), rows
    )


def closed(plan: Plan, before: Register = NO_CLOSINGS) -> Register:
    return register_with(before, plan.activities, evaluate(plan.framework, plan.activities), ARCHIVED)


def changes(register: Register, rows: tuple[Activity, ...], period: Period = FIRST) -> list[Finding]:
    return closed_changes(register, rows, period, 2026)


def told(findings: list[Finding]) -> list[tuple[str, object, object, object, object]]:
    return [
        (f.cell, (d := dict(f.data)).get("field"), d.get("month"), d.get("before"), d.get("after"))
        for f in findings
    ]


def with_month(activity: Activity, side: str, month: int, fact: Fact) -> Activity:
    assert activity.monthly is not None
    facts = list(getattr(activity.monthly, side))
    facts[month - 1] = fact
    return replace(activity, monthly=replace(activity.monthly, **{side: tuple(facts)}))


# ------------------------------------------------------------ what is kept


def test_a_closing_keeps_results_and_the_amounts_of_its_months_only() -> None:
    register = closed(plan_of(ROWS))
    (closing,) = register.closings
    assert (closing.number, closing.period, closing.months) == (1, FIRST, (1, 2, 3, 4, 5, 6))
    assert (closing.copy, closing.copy_digest, closing.closed_on) == (
        ARCHIVED.name,
        ARCHIVED.digest,
        ARCHIVED.day,
    )
    assert register.months == frozenset(range(1, 7))
    assert register.last is closing
    first = register.rows[0].monthly
    assert first is not None
    assert first.programmed == (read_amount(5), *[BLANK] * 11)
    assert first.executed == (read_amount(4), *[BLANK] * 11)
    action = closing.result(Level.ACTION, "AEI.01.01")
    assert action is not None
    assert (action.programmed, action.executed, action.efficacy) == (Decimal(10), Decimal(4), Fraction(2, 5))
    assert (action.label, action.state) == ("META INSUFICIENTE", State.PARTIAL)
    unit = closing.result(Level.UNIT, "u2")
    assert unit is not None
    assert (unit.label, unit.efficacy, unit.state) == ("", None, State.NOT_PROGRAMMED)
    assert closing.result(Level.ACTION, "AEI.09.09") is None


def test_sums_by_unit_and_month() -> None:
    totals = {(one.unit, one.month): (one.programmed, one.executed) for one in closed(plan_of(ROWS)).totals}
    assert totals["u1", 1] == (Decimal(5), Decimal(4))
    assert totals["u1", 2] == (Decimal(5), Decimal(0))
    assert totals["u2", 6] == (Decimal(0), Decimal(0))
    assert len(totals) == 12


def test_a_second_closing_closes_more_months() -> None:
    first = closed(plan_of(ROWS))
    register = closed(plan_of(ROWS, YEAR), first)
    assert [one.number for one in register.closings] == [1, 2]
    assert register.closings[0] == first.closings[0]
    assert register.months == frozenset(range(1, 13))
    assert changes(register, ROWS) == []
    assert NO_CLOSINGS.last is None


# ------------------------------------------------------------ what is told


def test_nothing_closed_nothing_told() -> None:
    assert changes(NO_CLOSINGS, ROWS) == []


def test_open_months_may_change() -> None:
    register = closed(plan_of(ROWS))
    changed = (with_month(ROWS[0], "executed", 7, read_amount(99)), *ROWS[1:])
    assert changes(register, changed) == []


@pytest.mark.parametrize(
    ("side", "month", "after", "cell", "expected"),
    [
        ("executed", 1, read_amount(5), "Q8", ("executed", 1, Decimal(4), Decimal(5))),
        ("executed", 1, BLANK, "Q8", ("executed", 1, Decimal(4), "")),
        ("executed", 3, read_amount(0), "S8", ("executed", 3, "", Decimal(0))),
        ("programmed", 1, read_amount("NP"), "E8", ("programmed", 1, Decimal(5), "No programada")),
        ("programmed", 2, CellError("#REF!"), "F8", ("programmed", 2, "", "#REF!")),
        ("programmed", 2, Unreadable("doce"), "F8", ("programmed", 2, "", "doce")),
        ("executed", 6, read_amount("S.I."), "V8", ("executed", 6, "", "S.I.")),
    ],
)
def test_a_closed_amount_that_changed_is_told_with_its_cell(
    side: str, month: int, after: Fact, cell: str, expected: tuple[object, ...]
) -> None:
    changed = (with_month(ROWS[0], side, month, after), *ROWS[1:])
    findings = changes(closed(plan_of(ROWS)), changed)
    assert told(findings) == [(cell, *expected)]
    assert findings[0].sheet == "UTD"


def test_a_number_typed_as_text_is_no_change() -> None:
    changed = (with_month(ROWS[0], "executed", 1, read_amount("4")), *ROWS[1:])
    assert changes(closed(plan_of(ROWS)), changed) == []


def test_sorted_rows_are_known_again() -> None:
    register = closed(plan_of(ROWS))
    moved = tuple(replace(one, where=RowPlace(COLUMNS, 20 - n)) for n, one in enumerate(reversed(ROWS)))
    assert changes(register, moved) == []
    changed = (*moved[:2], with_month(moved[2], "executed", 1, read_amount(1)))
    assert told(changes(register, changed)) == [("Q19", "executed", 1, Decimal(4), Decimal(1))]


def test_a_row_that_is_gone_and_one_that_came() -> None:
    register = closed(plan_of(ROWS))
    assert changes(register, ROWS[:2]) == []  # said nothing in closed months
    (gone,) = changes(register, ROWS[1:])
    assert dict(gone.data) == {"gone": "sí", "activity": "A1", "months": ("1",)}
    assert gone.unit == "u1"
    new = row("A9", {1: 2, 9: 2}, {}, 12)
    assert told(changes(register, (*ROWS, new))) == [("E13", "programmed", 1, "", Decimal(2))]


def test_a_row_that_serves_another_action_unit_or_kind() -> None:
    register = closed(plan_of(ROWS))
    other = replace(ROWS[0], action="AEI.01.02", unit="u2", kind=TargetKind.NOT_CUMULATIVE)
    findings = changes(register, (other, *ROWS[1:]))
    assert told(findings) == [
        ("B8", "action", 0, "AEI.01.01", "AEI.01.02"),
        ("", "unit", 0, "u1", "u2"),
        ("", "kind", 0, "acumulable", "no acumulable"),
    ]


def test_a_unit_that_was_renamed_is_the_same() -> None:
    register = closed(plan_of(ROWS))
    renamed = tuple(replace(one, unit=f"nueva {one.unit}") for one in ROWS)
    assert changes(register, renamed) == []


def test_many_changes_of_a_sheet_are_told_once() -> None:
    rows = tuple(row(f"B{n}", {1: 5}, {1: 5}, 7 + n) for n in range(30))
    register = closed(plan_of(rows))
    findings = changes(register, tuple(with_month(one, "executed", 1, read_amount(6)) for one in rows))
    assert len(findings) == 21
    assert dict(findings[-1].data) == {"others": 10}
    assert message(findings[-1]).startswith(
        "En la hoja «UTD»: 10 celdas más cambiaron después de cerrado el mes."
    )


def test_a_changed_register_is_told() -> None:
    register = closed(plan_of(ROWS))
    forged = Register(register.closings, ROWS, register.totals)
    assert told(changes(forged, ROWS)) == []  # amounts of open months do not count
    changed = (with_month(register.rows[0], "executed", 1, read_amount(99)), *register.rows[1:])
    forged = Register(register.closings, changed, register.totals)
    first, second = changes(forged, ROWS)
    assert dict(first.data) == {"register": "sí"}
    assert first.unit == "u1"
    assert told([second]) == [("Q8", "executed", 1, Decimal(99), Decimal(4))]


def amounts(programmed: object, executed: object, code: str = "A1") -> Activity:
    return activity_of("AEI.01.01", "u1", programmed, executed, code=code)  # type: ignore[arg-type]


def test_without_months_the_amounts_of_the_period_are_kept_and_compared() -> None:
    rows = (amounts(10, 8), amounts(5, None, "A2"))
    register = closed(plan_of(rows, monthly=False))
    assert [(one.programmed, one.executed) for one in register.rows] == [
        (read_amount(10), read_amount(8)),
        (read_amount(5), BLANK),
    ]
    assert [(one.unit, one.month, one.programmed) for one in register.totals] == [("u1", 0, Decimal(15))]
    changed = (amounts(10, 9), rows[1])
    assert told(changes(register, changed)) == [("", "executed", 0, Decimal(8), Decimal(9))]
    assert changes(register, changed, named(PeriodKind.SECOND_SEMESTER)) == []
    assert [dict(one.data)["gone"] for one in changes(register, rows[1:])] == ["sí"]


def test_rows_that_got_months_after_closing_are_told_as_new_amounts() -> None:
    register = closed(plan_of((amounts(10, 8),), monthly=False))
    assert told(changes(register, (row("A1", {1: 10}, {}),))) == [("E8", "programmed", 1, "", Decimal(10))]


def test_a_row_without_code_and_name_is_known_by_its_action() -> None:
    bare = Activity("AEI.01.01", "u1", read_amount(3), read_amount(3))
    register = closed(plan_of((bare,), monthly=False))
    (gone,) = changes(register, ())
    assert dict(gone.data)["activity"] == "AEI.01.01"


@pytest.mark.parametrize("seed", range(20))
def test_every_change_of_a_closed_month_is_found_and_none_invented(seed: int) -> None:
    chance = seeded(seed)
    rows = tuple(
        row(
            f"A{n}",
            {m: chance.randrange(9) for m in range(1, 13)},
            {m: chance.randrange(9) for m in range(1, 13)},
            n,
        )
        for n in range(8)
    )
    register = closed(plan_of(rows))
    truth, now = {}, {one.code: one for one in rows}
    for _ in range(6):
        code, side = chance.choice(sorted(now)), chance.choice(("programmed", "executed"))
        month, after = chance.randrange(1, 13), read_amount(chance.choice([None, 0, 3, 50]))
        now[code] = with_month(now[code], side, month, after)
    for one in rows:
        for side in ("programmed", "executed"):
            for month in range(1, 7):
                was, is_now = (getattr(which.monthly, side)[month - 1] for which in (one, now[one.code]))
                if was != is_now:
                    column = {"programmed": 3, "executed": 15}[side] + month
                    truth[one.code, side, month] = column
    order = list(now.values())
    chance.shuffle(order)
    found = changes(register, tuple(order))
    assert {tuple(one.subject.split(":")) for one in found} == {(c, s, str(m)) for c, s, m in truth}


# ------------------------------------------------------------ the period before


def closing(number: int, text: str, cutoff: int | None = None) -> Closing:
    period = parse_period(text)
    assert period is not None
    period = period if cutoff is None else period.until(cutoff)
    evaluation = evaluate(plan_of(()).framework, ())
    made = closed(Plan(evaluation.framework, ())).closings[0]
    return replace(made, number=number, period=period)


@pytest.mark.parametrize(
    ("closings", "period", "expected"),
    [
        ((), "II Semestre", None),
        (((1, "I Semestre"),), "II Semestre", 1),
        (((1, "I Semestre"),), "Anual", 1),
        (((1, "I Semestre"),), "I Semestre", None),
        (((1, "Al III Trimestre"),), "I Semestre", None),
        (((1, "I Trimestre"), (2, "II Trimestre")), "III Trimestre", 2),
        (((2, "II Trimestre"), (1, "I Trimestre")), "III Trimestre", 2),
        (((1, "I Trimestre"), (2, "II Trimestre")), "Al III Trimestre", 1),
        (((1, "II Trimestre"),), "Al III Trimestre", None),
        (((1, "I Semestre"), (2, "Al II Trimestre")), "Al III Trimestre", 2),
        (((1, "enero a mayo"), (2, "I Semestre")), "II Semestre", 2),
    ],
)
def test_which_period_is_compared_with(
    closings: tuple[tuple[int, str], ...], period: str, expected: int | None
) -> None:
    asked = parse_period(period)
    assert asked is not None
    found = previous(tuple(closing(*one) for one in closings), asked, 2026)
    assert (found.number if found else None) == expected


def test_cut_offs_count() -> None:
    assert previous((closing(1, "Anual", 6),), YEAR, 2026) is not None
    assert previous((closing(1, "I Semestre"),), YEAR.until(6), 2026) is None


def test_another_year_is_another_plan() -> None:
    assert previous((closing(1, "I Semestre"),), YEAR, 2027) is None
    changed = (with_month(ROWS[0], "executed", 1, read_amount(5)), *ROWS[1:])
    assert closed_changes(closed(plan_of(ROWS)), changed, FIRST, 2027) == []


def test_a_scale_is_known_by_its_limits_and_labels() -> None:
    other = Scale((replace(DEFAULT_SCALE.bands[0], colour="000000"), *DEFAULT_SCALE.bands[1:]))
    assert scale_key(other) == scale_key(DEFAULT_SCALE)
    assert scale_key(Scale(DEFAULT_SCALE.bands[:2])) != scale_key(DEFAULT_SCALE)


def test_digests_do_not_hang_on_the_order_of_rows() -> None:
    assert month_totals(ROWS[:2], (1,)) == month_totals(ROWS[:2][::-1], (1,))
    assert month_totals(ROWS[:2], (1,)) != month_totals((ROWS[0], replace(ROWS[1], code="X")), (1,))
