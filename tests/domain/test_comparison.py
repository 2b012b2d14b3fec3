"""Two plans compared: every difference found, none invented."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.cuts import Truth, edited, first_cut, labels, seeded
from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.assessment import State
from workbook.domain.cells import BLANK, CellError, read_amount
from workbook.domain.comparison import Comparison, Presence, Side, compare
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.frames import FramePart
from workbook.domain.levels import Level, whole
from workbook.domain.model import Activity, Framework, OrgUnit, Plan, Settings
from workbook.domain.periods import PeriodKind, TargetKind, named
from workbook.domain.places import Field
from workbook.domain.scale import DEFAULT_SCALE, Scale


def side(plan: Plan, request: Request = Request()) -> Side:  # noqa: B008 - frozen
    return Side(plan, evaluate(plan.framework, plan.activities, request))


def compared(old: Plan, new: Plan) -> Comparison:
    return compare(side(old), side(new))


def plan_of(*activities: Activity, **more: object) -> Plan:
    framework = framework_of({"OEI.01": ["AEI.01.01", "AEI.01.02"]}, ["u1", "u2"], **more)
    return Plan(framework, activities)


def row(programmed: object = 10, executed: object = 8, code: str = "A1", **more: object) -> Activity:
    action, unit = more.pop("action", "AEI.01.01"), more.pop("unit", "u1")
    return activity_of(action, unit, programmed, executed, code=code, **more)  # type: ignore[arg-type]


def data(comparison: Comparison) -> list[tuple[Field, int | None, object, object]]:
    return [(c.what, c.month, c.before, c.after) for one in comparison.activities for c in one.changes]


# ------------------------------------------------------------ one difference at a time


@pytest.mark.parametrize(
    ("changed", "what", "before", "after"),
    [
        ({"programmed": read_amount(12)}, Field.PROGRAMMED, read_amount(10), read_amount(12)),
        ({"executed": read_amount(0)}, Field.EXECUTED, read_amount(8), read_amount(0)),
        ({"executed": BLANK}, Field.EXECUTED, read_amount(8), BLANK),
        ({"executed": CellError("#REF!")}, Field.EXECUTED, read_amount(8), CellError("#REF!")),
        ({"annual": read_amount(20)}, Field.ANNUAL, BLANK, read_amount(20)),
        ({"action": "AEI.01.02"}, Field.ACTION, "AEI.01.01", "AEI.01.02"),
        ({"unit": "u2"}, Field.UNIT, "u1", "u2"),
        ({"name": "Otra"}, Field.NAME, "", "Otra"),
        ({"measure": "Acta"}, Field.MEASURE, "Informe", "Acta"),
        ({"kind": TargetKind.NOT_CUMULATIVE}, Field.KIND, TargetKind.CUMULATIVE, TargetKind.NOT_CUMULATIVE),
        ({"on_demand": True}, Field.ON_DEMAND, False, True),
        ({"cause": "Faltó."}, Field.CAUSE, "", "Faltó."),
        ({"evidence": "Acta"}, Field.EVIDENCE, "", "Acta"),
        ({"budget": read_amount(5)}, Field.BUDGET, BLANK, read_amount(5)),
        ({"accrued": read_amount(5)}, Field.ACCRUED, BLANK, read_amount(5)),
    ],
)
def test_each_datum(changed: dict[str, object], what: Field, before: object, after: object) -> None:
    found = compared(plan_of(row()), plan_of(replace(row(), **changed)))
    assert data(found) == [(what, None, before, after)]
    assert found.of(Presence.BOTH) == found.activities
    assert found.same == 0
    assert found.differs


def test_a_number_typed_as_text_is_that_number() -> None:
    assert not compared(plan_of(row(10)), plan_of(row("10"))).differs


def test_months_are_compared_one_by_one() -> None:
    old = plan_of(row(None, None, monthly=monthly_of({1: 5, 2: 5}, {1: 5})), monthly=True)
    new = plan_of(row(99, 99, monthly=monthly_of({1: 5, 2: 6}, {1: 5, 2: 0})), monthly=True)
    assert data(compared(old, new)) == [
        (Field.PROGRAMMED, 2, read_amount(5), read_amount(6)),
        (Field.EXECUTED, 2, BLANK, read_amount(0)),
    ]


def test_where_one_has_no_months_the_amounts_of_the_period_are_compared() -> None:
    old = plan_of(row(None, None, monthly=monthly_of({1: 5, 2: 5}, {1: 4, 2: 4})), monthly=True)
    assert not compared(old, plan_of(row(10, 8))).activities
    assert data(compared(old, plan_of(row(11, 7)))) == [
        (Field.PROGRAMMED, None, Decimal(10), Decimal(11)),
        (Field.EXECUTED, None, Decimal(8), Decimal(7)),
    ]


def test_what_came_and_what_is_gone() -> None:
    found = compared(
        plan_of(row(code="A1"), row(code="A2", name="x")), plan_of(row(code="A1"), row(code="A3"))
    )
    assert [(one.presence, one.shown.code) for one in found.activities] == [
        (Presence.ADDED, "A3"),
        (Presence.GONE, "A2"),
    ]
    assert found.same == 1


def test_units_and_codes_are_known_again_however_they_are_written() -> None:
    old = plan_of(row())
    framework = Framework(
        old.framework.settings,
        old.framework.objectives,
        old.framework.actions,
        (OrgUnit("oficina u1", "OFICINA U1"), *old.framework.units[1:]),
    )
    new = Plan(framework, (row(unit="oficina u1", action="AEI.1.1"),))
    found = compared(old, new)
    assert not found.activities
    assert [(one.part, one.code, one.before, one.after) for one in found.frame] == [
        (FramePart.UNIT, "u1", "Oficina u1", "OFICINA U1")
    ]


# ------------------------------------------------------------ results


def test_results_before_and_after() -> None:
    old = plan_of(row(10, 8), row(10, 10, "A2", unit="u2"))
    new = plan_of(row(10, 8), row(10, 4, "A2", unit="u2", action="AEI.01.02"))
    found = {(one.level, one.code): one for one in compared(old, new).levels}
    assert list(found) == [
        (Level.PLAN, ""),
        (Level.OBJECTIVE, "OEI.01"),
        (Level.ACTION, "AEI.01.01"),
        (Level.ACTION, "AEI.01.02"),
        (Level.UNIT, "u1"),
        (Level.UNIT, "u2"),
    ]
    shown = {
        key: tuple(
            side and (side.efficacy, side.band and side.band.label) for side in (one.before, one.after)
        )
        for key, one in found.items()
    }
    partly, short = "META PARCIALMENTE CUMPLIDA, ACEPTABLE", "META INSUFICIENTE"
    assert shown[Level.PLAN, ""] == ((Fraction(9, 10), partly), (Fraction(6, 10), short))
    assert shown[Level.ACTION, "AEI.01.01"] == ((Fraction(9, 10), partly), (Fraction(8, 10), partly))
    assert shown[Level.ACTION, "AEI.01.02"] == ((None, None), (Fraction(4, 10), short))
    assert {key for key, one in found.items() if one.differs} == set(found) - {(Level.UNIT, "u1")}
    changed = {key for key, one in found.items() if one.label_differs}
    assert changed == set(found) - {(Level.UNIT, "u1"), (Level.ACTION, "AEI.01.01")}


def test_a_result_that_is_on_one_side_only() -> None:
    old = plan_of(row(unit="u1"))
    new = plan_of(row(unit="u2"))
    units = [one for one in compared(old, new).levels if one.level is Level.UNIT]
    assert [(one.code, one.before is None, one.after is None) for one in units] == [
        ("u2", True, False),
        ("u1", False, True),
    ]
    assert all(one.differs and one.label_differs for one in units)


def test_a_plan_without_anything_programmed_has_no_label() -> None:
    outcome = whole(side(plan_of(row(0, 0))).evaluation)
    assert (outcome.state, outcome.efficacy, outcome.band) == (State.NOT_PROGRAMMED, None, None)


def test_the_whole_plan_goes_by_the_method() -> None:
    plan = plan_of(row(10, 20), row(10, 5, "A2"), settings=Settings(method=Method.CAPPED_MEAN))
    assert whole(side(plan).evaluation).efficacy == Fraction(3, 4)


# ------------------------------------------------------------ the frame


def test_the_frame_is_compared() -> None:
    old = plan_of(settings=Settings(year=2025))
    framework = framework_of(
        {"OEI.01": ["AEI.01.01"], "OEI.02": ["AEI.01.02"]},
        ["u1", "u3"],
        settings=Settings(year=2026, period=named(PeriodKind.FIRST_SEMESTER), method=Method.MEAN),
        scale=Scale(DEFAULT_SCALE.bands[:1]),
    )
    found = compared(old, Plan(framework, ())).frame
    assert [(one.part, one.code, one.before, one.after) for one in found] == [
        (FramePart.YEAR, "", 2025, 2026),
        (FramePart.PERIOD, "", named(PeriodKind.YEAR), named(PeriodKind.FIRST_SEMESTER)),
        (FramePart.METHOD, "", Method.RATIO, Method.MEAN),
        (FramePart.SCALE, "", DEFAULT_SCALE, Scale(DEFAULT_SCALE.bands[:1])),
        (FramePart.OBJECTIVE, "OEI.02", None, "Objetivo OEI.02"),
        (FramePart.ACTION_OBJECTIVE, "AEI.01.02", "OEI.01", "OEI.02"),
        (FramePart.UNIT, "u3", None, "Oficina u3"),
        (FramePart.UNIT, "u2", "Oficina u2", None),
    ]


# ------------------------------------------------------------ at random


def check(seed: int, rows: int, edits: int) -> None:
    chance = seeded(seed)
    old = first_cut(chance, rows)
    new, truth = edited(old, chance, edits)
    found = compared(old, new)
    assert _found(found) == (truth.added, truth.gone, truth.changes())
    assert found.same == len(old.activities) - len(truth.gone) - len({one[0] for one in truth.changes()})
    _check_labels(found, labels(old), labels(new))


def _found(found: Comparison) -> tuple[set[str], set[str], set[object]]:
    return (
        {one.shown.code for one in found.of(Presence.ADDED)},
        {one.shown.code for one in found.of(Presence.GONE)},
        {
            (one.shown.code, c.what, c.month, c.before, c.after)
            for one in found.activities
            for c in one.changes
        },
    )


def _check_labels(found: Comparison, old: dict[str, object], new: dict[str, object]) -> None:
    actions = [one for one in found.levels if one.level is Level.ACTION]
    for one in actions:
        for outcome, truth in ((one.before, old.get(one.code)), (one.after, new.get(one.code))):
            assert outcome is not None
            told = None if outcome.band is None else (outcome.efficacy, outcome.band.label)
            assert told == truth


@pytest.mark.parametrize("seed", range(25))
def test_every_difference_is_found_and_none_invented(seed: int) -> None:
    check(seed, rows=40, edits=seed * 2)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(1000, 2500))
def test_every_difference_is_found_sweep(seed: int) -> None:
    check(seed, rows=seed % 90 + 2, edits=seed % 70)


def test_the_truth_forgets_what_was_taken_back() -> None:
    truth = Truth()
    truth.note("A", Field.NAME, None, "x", "y")
    truth.note("A", Field.NAME, None, "y", "x")
    assert truth.changes() == set()


def test_the_truth_forgets_an_activity_that_came_and_went() -> None:
    truth = Truth(added={"A", "B"})
    for code in ("A", "C"):
        truth.note(code, Field.NAME, None, "x", "y")
        truth.note_gone(code)
    assert (truth.added, truth.gone, truth.data.keys()) == ({"B"}, {"C"}, {("C", Field.NAME, None)})
