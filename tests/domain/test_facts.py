"""Facts of an AEI against an arithmetic of their own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.support.plans import PUBLISHED_SCALE, evaluation_of
from tests.support.situations import ALL, METHODS, PEOPLE, seeded, truth_of
from tests.support.truth import Row, Truth, Unit
from workbook.domain.assessment import State
from workbook.domain.facts import ActionFacts, Side, action_facts, most_telling, side_of

SIDES = {-1: Side.BELOW, 0: Side.EXACT, 1: Side.ABOVE}


def facts_of(truth: Truth, threshold: str = "1.5") -> ActionFacts:
    evaluation = evaluation_of(truth)
    return action_facts(next(evaluation.actions()), evaluation.method, PUBLISHED_SCALE, Decimal(threshold))


@pytest.mark.parametrize("method", METHODS)
def test_facts_are_what_the_inputs_say(method: str) -> None:
    choose = seeded(method)
    for _ in range(400):
        truth = truth_of(tuple(choose.choices(tuple(ALL), k=choose.randint(1, 5))), method)
        facts = facts_of(truth)
        assert facts.state.value == truth.state
        assert facts.provisional == (truth.state == "parcial")
        labelled = truth.state in ("programada", "parcial")
        assert facts.total == (truth.total(method) if labelled else None)
        assert (facts.band.label if facts.band else None) == (
            truth.limits.label(truth.total(method)) if labelled else None
        )
        assert facts.in_lowest_band == (labelled and truth.total(method) < Fraction(3, 4))
        assert facts.without_excess == (truth.without_excess if labelled else None)
        assert [unit.unit.name for unit in facts.silent] == [part.unit.name for part in truth.silent]
        assert [unit.unit.name for unit in facts.reported] == [part.unit.name for part in truth.reported]
        for sign, side in SIDES.items():
            assert [unit.unit.name for unit in facts.on_side(side)] == [
                part.unit.name for part in truth.sided(sign)
            ]
        for state, units in (("parcial", facts.partial), ("inutilizable", facts.unusable)):
            assert [unit.unit.name for unit in units] == [part.unit.name for part in truth.in_state(state)]
        assert [unit.unit.name for unit in facts.untargeted] == [
            part.unit.name for part in truth.parts if part.untargeted
        ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(100, 96), (100, 103)], None),  # 99.5 against 98: the same band, 1.5 points
        ([(100, 99), (100, 102)], Fraction(199, 200)),  # 100.5 against 99.5: another band
        ([(100, 80), (100, 109)], None),  # 94.5 against 90: 4.5 points
        ([(100, 80), (100, 110)], Fraction(9, 10)),  # 95 against 90: 5 points exactly
        ([(100, 100), (100, 120)], None),  # nobody below
        ([(100, 80), (100, 100)], None),  # nobody above
        ([(100, 62), (100, 88), (100, 76)], None),
    ],
)
def test_compensation_is_told_where_it_matters(rows: list[tuple[int, int]], told: Fraction | None) -> None:
    units = tuple(Unit(*who, (Row(*row),)) for who, row in zip(PEOPLE, rows, strict=False))
    assert facts_of(Truth(units)).without_excess == told
    for method in METHODS[1:]:
        assert facts_of(Truth(units, method)).without_excess is None


@pytest.mark.parametrize(("executed", "excessive"), [(15, False), (15.01, True), (14, False), (16, True)])
def test_a_target_deserves_review_only_above_the_threshold(executed: float, excessive: bool) -> None:
    assert facts_of(truth := Truth((Unit(*PEOPLE[0], (Row(10, executed),)),))).units[0].excessive is excessive
    assert not facts_of(truth, "2").units[0].excessive


def test_amounts_are_told_only_in_one_measure() -> None:
    def amounts(*measures: str) -> object:
        return (
            facts_of(Truth((Unit(*PEOPLE[0], tuple(Row(10, 4, measure) for measure in measures)),)))
            .units[0]
            .amounts
        )

    assert amounts("Informe") == (4, 10)
    assert amounts("Informe", "INFORME.") == (8, 20)
    assert amounts("Informe", "Taller") is None
    assert amounts("") == (4, 10)
    assert amounts("", "") is None


def test_sides_are_exact() -> None:
    assert [side_of(Fraction(n, 10**30)) for n in (10**30 - 1, 10**30, 10**30 + 1)] == [
        Side.BELOW,
        Side.EXACT,
        Side.ABOVE,
    ]


def test_the_most_telling_units() -> None:
    rows = [(10, 1), (1000, 700), (100, 50), (1000, 700), (5, 5), (4, 2)]
    units = facts_of(
        Truth(tuple(Unit(*who, (Row(*row),)) for who, row in zip(PEOPLE, rows, strict=False)))
    ).units

    def chosen(*, mixed: bool) -> list[int]:
        return [units.index(unit) for unit in most_telling(units, 3, mixed_measures=mixed)[0]]

    assert chosen(mixed=True) == [0, 2, 5]
    assert chosen(mixed=False) == [1, 3, 2]
    assert most_telling(units, 3, mixed_measures=True)[1] == 3


def test_a_unit_that_reported_nothing_has_no_side() -> None:
    silent = facts_of(truth_of(("S.I.", "exact"))).units[0]
    assert (silent.side, silent.efficacy, silent.state, silent.idle) == (
        None,
        None,
        State.NOT_REPORTED,
        False,
    )
    idle = facts_of(truth_of(("idle",))).units[0]
    assert (idle.idle, idle.gap) == (True, 50)
    assert most_telling((silent,), 1, mixed_measures=True)[0] == (silent,)
