"""The roll-up: exact sums and means, provenance, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.assessment import State
from workbook.domain.cells import read_amount
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.exact import RatioSum, total
from workbook.domain.model import Activity
from workbook.domain.periods import PeriodKind, named
from workbook.domain.places import (
    Columns,
    Field,
    Origin,
    RowPlace,
    Runs,
    address,
    column_letters,
    column_number,
    qualified,
)
from workbook.domain.results import Evaluation

ONE = framework_of({"OEI.01": ["AEI.01.01"]}, ["a", "b"])


def run(activities: list[Activity], method: Method = Method.RATIO) -> Evaluation:
    return evaluate(ONE, activities, Request(method=method))


@pytest.mark.parametrize(
    ("rows", "method", "efficacy", "label"),
    [
        ([(3, 1), (3, 4), (3, 4)], Method.MEAN, Fraction(1), "META CUMPLIDA"),
        ([(7, 1), (7, 3), (7, 17)], Method.MEAN, Fraction(1), "META CUMPLIDA"),
        (
            [(3, 1), (3, 4), (3, 4)],
            Method.CAPPED_MEAN,
            Fraction(7, 9),
            "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
        ),
        ([(3, 1), (3, 4), (3, 4)], Method.RATIO, Fraction(1), "META CUMPLIDA"),
        (
            [(3, 1), (3, 4), (3, 4)],
            Method.CAPPED_RATIO,
            Fraction(7, 9),
            "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
        ),
        ([(0.3, 0.1 + 0.2)], Method.RATIO, Fraction(1), "META CUMPLIDA"),
        ([(0.1 + 0.2, 0.3)], Method.MEAN, Fraction(1), "META CUMPLIDA"),
        ([(1, 1), (10, "S.I.")], Method.MEAN, Fraction(1, 2), "META INSUFICIENTE"),
        ([(4, 3)], Method.RATIO, Fraction(3, 4), "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
    ],
)
def test_methods(rows: list[tuple[float, float]], method: Method, efficacy: Fraction, label: str) -> None:
    objective = run([activity_of("AEI.01.01", "a", *row) for row in rows], method).objectives[0]
    for outcome in (objective.outcome, objective.actions[0].outcome):
        assert outcome.efficacy == efficacy
        assert outcome.band is not None
        assert outcome.band.label == label


def test_a_units_own_row_is_executed_over_programmed_by_any_method() -> None:
    rows = [activity_of("AEI.01.01", "a", 10, 30), activity_of("AEI.01.01", "a", 10, 0)]
    for method in Method:
        assert run(rows, method).objectives[0].actions[0].units[0].outcome.efficacy == Fraction(3, 2)
    assert run(rows, Method.CAPPED_MEAN).units[0].outcome.efficacy == Fraction(1, 2)


def test_sums_are_exact_with_huge_and_tiny_amounts() -> None:
    rows = [activity_of("AEI.01.01", "a", 1e300, 1e-300), activity_of("AEI.01.01", "b", 1e-300, 1e300)]
    outcome = run(rows).objectives[0].outcome
    assert outcome.totals.programmed == outcome.totals.executed
    assert outcome.efficacy == 1
    assert total([Decimal("1e308"), Decimal("-1e308"), Decimal("1e-308")]) == Decimal("1e-308")


def test_a_long_sum_of_ratios_is_exact() -> None:
    ratios, other, awaited = RatioSum(), RatioSum(), Fraction(0)
    for n in range(1, 200):
        (ratios if n % 3 else other).add(Decimal(n), Decimal(n * n + 1))
        awaited += Fraction(n, n * n + 1)
    ratios.add(Decimal(1), Decimal(1))
    ratios.merge(other)
    assert ratios.total() == awaited + 1


def test_what_lies_outside_the_pei_is_not_lost() -> None:
    framework = framework_of({"OEI.01": ["AEI.01.01"]}, ["a"])
    rows = [activity_of("AEI.01.01", "a", 4, 4), activity_of("AEI.09.09", "z", 6, 3)]
    evaluation = evaluate(framework, rows)
    stray = evaluation.objectives[-1]
    assert [action.action.code for action in evaluation.actions()] == ["AEI.01.01", "AEI.09.09"]
    assert (stray.objective.code, stray.outcome.totals.programmed, stray.outcome.totals.executed) == (
        "",
        6,
        3,
    )
    assert [unit.unit.key for unit in evaluation.units] == ["a", "z"]


def test_an_action_of_an_objective_that_is_not_listed_comes_last() -> None:
    framework = framework_of({"OEI.01": []}, ["a"])
    other = framework_of({"OEI.02": ["AEI.02.01"]}, ["a"])
    mixed = type(framework)(framework.settings, framework.objectives, other.actions, framework.units)
    evaluation = evaluate(mixed, [activity_of("AEI.02.01", "a", 2, 1)])
    assert [objective.objective.code for objective in evaluation.objectives] == ["OEI.01", "OEI.02"]
    assert evaluation.objectives[0].outcome.state is State.NOT_PROGRAMMED
    assert evaluation.objectives[1].outcome.efficacy == Fraction(1, 2)


def test_order_is_that_of_the_framework() -> None:
    framework = framework_of({"OEI.02": ["AEI.02.01"], "OEI.01": ["AEI.01.02", "AEI.01.01"]}, ["b", "a"])
    rows = [activity_of(code, unit, 1, 1) for code in ("AEI.01.01", "AEI.02.01") for unit in ("a", "b")]
    evaluation = evaluate(framework, rows)
    assert [action.action.code for action in evaluation.actions()] == ["AEI.02.01", "AEI.01.02", "AEI.01.01"]
    assert [unit.unit.key for unit in next(evaluation.actions()).units] == ["b", "a"]


def test_figures_keep_their_cells_in_runs() -> None:
    columns = Columns("Of. de Caja", {Field.PROGRAMMED: 7, Field.EXECUTED: 8})
    rows = [
        activity_of("AEI.01.01", "a", 1, 1, where=RowPlace(columns, row)) for row in (6, 7, 8, 10, 12, 13)
    ]
    (origin,) = run(rows).objectives[0].actions[0].units[0].origins
    assert origin.spans == ((6, 8), (10, 10), (12, 13))
    assert origin.cells(Field.EXECUTED) == (
        "'Of. de Caja'!I7:I9",
        "'Of. de Caja'!I11",
        "'Of. de Caja'!I13:I14",
    )
    assert origin.cells(Field.CAUSE) == ()


def test_figures_of_months_keep_the_cells_of_the_period() -> None:
    months = Columns("UTD", {Field.CODE: 0}, tuple(range(10, 22)), tuple(range(22, 34)))
    origin = Origin(months, ((6, 7),))
    assert origin.cells(Field.PROGRAMMED, named(PeriodKind.FIRST_QUARTER).evaluated) == ("UTD!K7:M8",)
    assert origin.cells(Field.EXECUTED, (1, 3)) == ("UTD!W7:W8", "UTD!Y7:Y8")
    place = RowPlace(months, 6)
    assert (place.cell(Field.PROGRAMMED, 2), place.cell(Field.EXECUTED, 12)) == ("L7", "AH7")
    assert (place.cell(Field.CODE), place.cell(Field.EXECUTED)) == ("A7", None)
    assert RowPlace(Columns("X", {}), 0).cell(Field.EXECUTED, 3) is None


def test_addresses() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert [column_number(letters) for letters in ("A", "z", "aa", "ZZ", "XFD")] == [0, 25, 26, 701, 16_383]
    with pytest.raises(ValueError, match="A1"):
        column_number("A1")
    assert (address(0, 0), address(99, 27)) == ("A1", "AB100")
    assert [qualified(name, "A1") for name in ("UTD", "1A", "O'Neil", "Ñ_2")] == [
        "UTD!A1",
        "'1A'!A1",
        "'O''Neil'!A1",
        "Ñ_2!A1",
    ]
    runs = Runs()
    for row in (3, 4, 6):
        runs.add(row)
    assert runs.spans == [(3, 4), (6, 6)]


def test_the_target_of_the_year_is_added_up_where_rows_tell_it() -> None:
    rows = [
        activity_of("AEI.01.01", "a", 5, 5, annual=read_amount(20)),
        activity_of("AEI.01.01", "b", 5, 5),
        activity_of("AEI.01.01", "b", 0, 0, annual=read_amount(7)),
        Activity("AEI.01.01", "b", monthly=monthly_of({1: 2, 8: 3}, {1: 2})),
    ]
    assert run(rows[:1] + rows[2:]).objectives[0].outcome.totals.annual == 32
    assert run(rows).objectives[0].outcome.totals.annual is None, "20 of 25: half a target is no target"
    assert run(rows[1:2]).objectives[0].outcome.totals.annual is None
    only = run([activity_of("AEI.01.01", "a", 0, 0, annual=read_amount(7))]).objectives[0].outcome
    assert (only.totals.annual, only.efficacy, only.state) == (7, None, State.NOT_PROGRAMMED)


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([(5, "S.I."), (5, None)], State.NOT_REPORTED),
        ([("x", 5)], State.UNUSABLE),
        ([(0, 5), (0, 0)], State.NO_TARGET),
        ([(0, 0)], State.NOT_PROGRAMMED),
        ([], State.NOT_PROGRAMMED),
    ],
)
def test_no_efficacy_and_no_label_without_a_figure(rows: list[tuple[object, object]], state: State) -> None:
    outcome = run([activity_of("AEI.01.01", "a", *row) for row in rows]).objectives[0].outcome
    assert (outcome.state, outcome.efficacy, outcome.band) == (state, None, None)
    assert not outcome.provisional


def test_a_label_is_provisional_where_something_is_missing() -> None:
    for other in ("S.I.", "pendiente"):
        outcome = (
            run([activity_of("AEI.01.01", "a", 5, 5), activity_of("AEI.01.01", "b", 5, other)])
            .objectives[0]
            .outcome
        )
        assert outcome.state is State.PARTIAL
        assert outcome.provisional


def test_shortfalls_of_a_unit() -> None:
    rows = [
        activity_of("AEI.01.01", "a", 5, 3, code="AO-1"),
        activity_of("AEI.01.01", "a", 5, "S.I.", code="AO-2"),
    ]
    part = run([*rows, activity_of("AEI.01.01", "a", 5, 9)]).objectives[0].actions[0].units[0]
    assert [(row.code, row.missing, row.reported) for row in part.shortfalls] == [
        ("AO-1", 2, True),
        ("AO-2", 5, False),
    ]
    assert part.rows == 3


def test_the_first_row_without_target_is_remembered() -> None:
    columns = Columns("UTD", {Field.PROGRAMMED: 7}, tuple(range(13, 25)), tuple(range(25, 37)))
    rows = [
        Activity("AEI.01.01", "a", monthly=monthly_of({}, {4: 5, 6: 1}), where=RowPlace(columns, row))
        for row in (6, 7)
    ]
    part = next(run(rows).actions()).units[0]
    assert (part.untargeted, part.untargeted_month) == (12, 4)
    assert part.untargeted_at == RowPlace(columns, 6)


def test_a_unit_in_an_aei_whose_rows_stand_in_two_sheets_by_turns() -> None:
    first, second = Columns("UTD", {Field.MEASURE: 3}), Columns("UTD 2", {Field.MEASURE: 3})
    places = [RowPlace(first, 5), RowPlace(second, 5), RowPlace(first, 6), RowPlace(second, 9)]
    rows = [replace(activity_of("AEI.01.01", "a", 4, 4), where=place) for place in places]
    (share,) = run(rows).objectives[0].actions[0].units
    assert [(one.columns.sheet, one.spans) for one in share.origins] == [
        ("UTD", ((5, 6),)),
        ("UTD 2", ((5, 5), (9, 9))),
    ]
