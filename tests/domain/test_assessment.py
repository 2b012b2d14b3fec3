"""Method, sections 2 and 4: the state of an activity in the period, and how states combine."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, combinations, product

import pytest

from tests.support.plans import activity_of, monthly_of
from workbook.domain.assessment import Assessment, State, annual_target, assess, combine
from workbook.domain.cells import CellError, Raw
from workbook.domain.findings import Code
from workbook.domain.model import Activity
from workbook.domain.periods import PeriodKind, TargetKind, named
from workbook.domain.places import Field

CELLS: dict[str, Raw] = {
    "positive": 8, "zero": 0, "blank": None, "NP": "No programada", "SI": "S.I.", "negative": -1,
    "error": CellError("#REF!"),
    "unreadable": "pendiente", "ambiguous": "1.234",
}  # fmt: skip
BROKEN = {
    "negative": Code.NEGATIVE_AMOUNT,
    "error": Code.CELL_ERROR,
    "unreadable": Code.UNREADABLE_AMOUNT,
    "ambiguous": Code.AMBIGUOUS_AMOUNT,
}


def expected_state(programmed: str, executed: str) -> State:
    """Section 2, row by row."""
    if (
        programmed in BROKEN
        or executed in BROKEN
        or programmed == "SI"
        or (programmed, executed) == ("positive", "NP")
    ):
        return State.UNUSABLE
    if programmed == "positive":
        return State.NOT_REPORTED if executed in ("blank", "SI") else State.PROGRAMMED
    return State.NO_TARGET if executed == "positive" else State.NOT_PROGRAMMED


@pytest.mark.parametrize("in_months", [False, True])
@pytest.mark.parametrize(("programmed", "executed"), list(product(CELLS, CELLS)))
def test_every_pair_of_cells(programmed: str, executed: str, *, in_months: bool) -> None:
    cells = CELLS[programmed], CELLS[executed]
    activity = activity_of("A", "u", *cells)
    if in_months:
        activity = Activity("A", "u", monthly=monthly_of({4: cells[0]}, {4: cells[1]}))
    found = assess(activity)
    state = expected_state(programmed, executed)
    assert found.state is state
    amounts = {
        State.PROGRAMMED: (8, 8 if executed == "positive" else 0),
        State.NOT_REPORTED: (8, 0),
        State.NO_TARGET: (0, 8),
    }
    assert (found.programmed, found.executed) == amounts.get(state, (0, 0))
    if in_months and state is State.NOT_REPORTED:
        assert found.missing == (4,)
    faults = {
        (BROKEN[side], field)
        for side, field in ((programmed, Field.PROGRAMMED), (executed, Field.EXECUTED))
        if side in BROKEN
    }
    said = {(issue.code, issue.field) for issue in found.issues}
    assert faults <= said
    assert bool(said) == (state is State.UNUSABLE)
    assert {issue.month for issue in found.issues} <= {4 if in_months else None}


def test_an_issue_tells_what_the_cell_holds() -> None:
    texts = {
        (issue.field, issue.text)
        for issue in assess(activity_of("A", "u", "pendiente", CellError("#N/A"))).issues
    }
    assert texts == {(Field.PROGRAMMED, "pendiente"), (Field.EXECUTED, "#N/A")}
    assert [issue.text for issue in assess(activity_of("A", "u", -1.5, 0)).issues] == ["-1.5"]
    assert [issue.text for issue in assess(activity_of("A", "u", "S.I.", 1)).issues] == ["S.I."]


CUMULATIVE, LAST = TargetKind.CUMULATIVE, TargetKind.NOT_CUMULATIVE
EVERY = dict.fromkeys(range(1, 13), 1)


@pytest.mark.parametrize(
    ("programmed", "executed", "period", "kind", "awaited"),
    [
        ({1: 5, 2: 5}, {1: 5, 2: 4}, PeriodKind.YEAR, CUMULATIVE, (State.PROGRAMMED, 10, 9)),
        ({1: 5, 2: 5}, {1: 5, 2: 4}, PeriodKind.YEAR, LAST, (State.PROGRAMMED, 5, 4)),
        ({1: 5, 7: 3}, {1: 5, 7: 4}, PeriodKind.FIRST_SEMESTER, CUMULATIVE, (State.PROGRAMMED, 5, 5)),
        ({1: 5, 7: 3}, {1: 5, 7: 4}, PeriodKind.SECOND_SEMESTER, CUMULATIVE, (State.PROGRAMMED, 3, 4)),
        (EVERY, EVERY, PeriodKind.TO_THIRD_QUARTER, CUMULATIVE, (State.PROGRAMMED, 9, 9)),
        (EVERY, EVERY, PeriodKind.TO_THIRD_QUARTER, LAST, (State.PROGRAMMED, 1, 1)),
        (EVERY, EVERY, PeriodKind.THIRD_QUARTER, CUMULATIVE, (State.PROGRAMMED, 3, 3)),
        (EVERY, {1: 1, 2: 1}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PARTIAL, 3, 2)),
        (EVERY, {1: 1, 2: 1}, PeriodKind.FIRST_QUARTER, LAST, (State.PARTIAL, 1, 1)),
        (EVERY, {1: 1, 2: 1, 3: "S.I."}, PeriodKind.FIRST_QUARTER, LAST, (State.PARTIAL, 1, 1)),
        (EVERY, {}, PeriodKind.YEAR, CUMULATIVE, (State.NOT_REPORTED, 12, 0)),
        (EVERY, dict.fromkeys(range(1, 13), "S.I."), PeriodKind.YEAR, LAST, (State.NOT_REPORTED, 1, 0)),
        (EVERY, {9: 1}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.NOT_REPORTED, 3, 0)),
        ({1: 5, 3: 5}, {1: 5, 3: 5}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PROGRAMMED, 10, 10)),
        ({1: 5}, {1: 5, 2: "S.I."}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PROGRAMMED, 5, 5)),
        ({1: 5}, {1: 5, 2: 3}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PROGRAMMED, 5, 8)),
        ({1: 5}, {1: 5, 2: 0}, PeriodKind.FIRST_QUARTER, LAST, (State.PROGRAMMED, 5, 5)),
        ({1: 2, 2: 3}, {1: 2, 2: 0}, PeriodKind.FIRST_QUARTER, LAST, (State.PROGRAMMED, 3, 0)),
        ({1: 5}, {1: 0}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PROGRAMMED, 5, 0)),
        ({7: 5}, {1: 4, 2: 2}, PeriodKind.FIRST_SEMESTER, CUMULATIVE, (State.NO_TARGET, 0, 6)),
        ({7: 5}, {7: 5}, PeriodKind.FIRST_SEMESTER, CUMULATIVE, (State.NOT_PROGRAMMED, 0, 0)),
        ({1: 0, 2: "NP"}, {1: 0, 2: "NP"}, PeriodKind.YEAR, CUMULATIVE, (State.NOT_PROGRAMMED, 0, 0)),
        ({1: 5, 8: "x"}, {1: 5, 8: -3}, PeriodKind.FIRST_QUARTER, CUMULATIVE, (State.PROGRAMMED, 5, 5)),
        (
            {1: 0.1, 2: 0.2},
            {1: 0.3},
            PeriodKind.YEAR,
            CUMULATIVE,
            (State.PARTIAL, Decimal("0.3"), Decimal("0.3")),
        ),
    ],
)
def test_months(
    programmed: dict[int, Raw],
    executed: dict[int, Raw],
    period: PeriodKind,
    kind: TargetKind,
    awaited: object,
) -> None:
    activity = Activity("A", "u", kind=kind, monthly=monthly_of(programmed, executed))
    found = assess(activity, named(period).evaluated)
    assert (found.state, found.programmed, found.executed) == awaited


def test_the_sum_columns_are_not_used_where_there_are_months() -> None:
    activity = activity_of("A", "u", 999, 999, monthly=monthly_of({1: 2}, {1: 1}))
    assert assess(activity) == Assessment(State.PROGRAMMED, Decimal(2), Decimal(1))


def test_the_missing_months_are_told() -> None:
    found = assess(Activity("A", "u", monthly=monthly_of(EVERY, {1: 1, 3: 1, 5: "S.I."})), range(1, 7))
    assert found.missing == (2, 4, 5, 6)
    assert assess(activity_of("A", "u", 5, None)).missing == (0,)


def expected_parent(children: set[State]) -> State:
    """Section 2, "Combining"."""
    summed = children & {State.PROGRAMMED, State.NOT_REPORTED, State.PARTIAL}
    if summed:
        if summed == {State.NOT_REPORTED}:
            return State.NOT_REPORTED
        incomplete = children & {State.PARTIAL, State.NOT_REPORTED, State.UNUSABLE}
        return State.PARTIAL if incomplete else State.PROGRAMMED
    for state in (State.UNUSABLE, State.NO_TARGET):
        if state in children:
            return state
    return State.NOT_PROGRAMMED


@pytest.mark.parametrize(
    "children", list(chain.from_iterable(combinations(State, size) for size in range(7)))
)
def test_states_combine(children: tuple[State, ...]) -> None:
    assert combine(children) is expected_parent(set(children))
    assert combine((*children, *reversed(children))) is combine(children)


def test_which_states_are_in_sums() -> None:
    assert [state.value for state in State if state.in_sums] == ["programada", "sin_informacion", "parcial"]


@pytest.mark.parametrize(
    ("activity", "target"),
    [
        (activity_of("A", "u", 5, 5), None),
        (Activity("A", "u", annual=activity_of("A", "u", 40, 0).programmed), 40),
        (Activity("A", "u", monthly=monthly_of({1: 5, 2: 7, 3: "x"}, {})), 12),
        (Activity("A", "u", kind=LAST, monthly=monthly_of({1: 5, 2: 7, 3: 0}, {})), 7),
        (Activity("A", "u", monthly=monthly_of({}, {1: 3})), None),
    ],
)
def test_the_target_of_the_year(activity: Activity, target: int | None) -> None:
    assert annual_target(activity) == target
