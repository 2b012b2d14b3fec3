"""What a paragraph says, read back by an independent reader, is what the inputs say."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.claims import Universal, read_claims
from tests.support.plans import paragraph_of
from tests.support.situations import ALL, BASE, METHODS, PEOPLE, seeded, truth_of, wrong
from tests.support.truth import PUBLISHED, Limits, Row, Truth, Unit
from workbook.domain.periods import YEAR, PeriodKind, named, of_months

CORE = ("below", "idle", "exact", "above", "far above", "S.I.", "partial", "without target")


def check(truths: Iterable[Truth]) -> int:
    """Hold every paragraph against its truth and return how many there were; shows the first ten faults."""
    faults, count = [], 0
    for truth in truths:
        count += 1
        try:
            found = wrong(truth)
        except Exception as error:  # noqa: BLE001 - whatever it is, show the paragraph
            found = [repr(error)]
        if found:
            faults.append("\n".join([paragraph_of(truth), truth.method, *found]))
    assert not faults, f"{len(faults)} of {count}\n\n" + "\n\n".join(faults[:10])
    return count


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("size", [1, 2])
def test_every_combination_of_up_to_two_units(size: int, method: str) -> None:
    assert check(truth_of(names, method) for names in product(BASE, repeat=size)) == len(BASE) ** size


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("size", [3, 4])
def test_samples_of_three_and_four_units(size: int, method: str) -> None:
    choose = seeded(f"{size} {method}")
    check(truth_of(tuple(choose.choices(tuple(ALL), k=size)), method) for _ in range(500))


@pytest.mark.parametrize("method", METHODS)
def test_every_pair_of_all_situations(method: str) -> None:
    check(truth_of(names, method) for names in product(ALL, repeat=2))


@pytest.mark.sweep
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("situations", "size"), [(tuple(ALL), 3), (tuple(BASE), 4)])
def test_all_of_them(situations: tuple[str, ...], size: int, method: str) -> None:
    check(truth_of(names, method) for names in product(situations, repeat=size))


def varied(choose: random.Random, size: int, method: str, limits: Limits = PUBLISHED) -> Truth:
    """Return units whose amounts all differ, mostly on one side, so that lists grow long."""
    side = choose.choice([(0,), (1, 99), (101, 149), (151, 300), (0, 1, 99, 101), (1, 99, 100, 101, 200)])
    measures = choose.choice([("Informe",), ("Informe", "Taller", "Obra")])
    units = []
    for name, article in PEOPLE[:size]:
        programmed = choose.randint(200, 5000)
        share = choose.choice(side)
        executed = (
            programmed * share // 100
            if share in (0, 100)
            else programmed * (share + choose.randint(-1, 1)) // 100
        )
        cell = None if choose.random() < 0.05 else max(0, executed)
        units.append(Unit(name, article, (Row(programmed, cell, choose.choice(measures)),)))
    return Truth(tuple(units), method, limits)


@pytest.mark.parametrize("size", [6, 7, 8, 9])
def test_long_lists_name_the_three_that_matter_most(size: int) -> None:
    choose = seeded(str(size))
    check(varied(choose, size, choose.choice(METHODS)) for _ in range(300))


def test_long_lists_of_silent_units_are_told_in_full() -> None:
    names = ("below", *["S.I."] * 8)
    claims = read_claims(paragraph_of(truth_of(names)), [name for name, _ in PEOPLE])
    assert sum(claim.silent for claim in claims.units.values()) + sum(n for _, n in claims.others) == 8
    assert (claims.programmed, claims.reported) == ({9}, {1})


def random_limits(choose: random.Random) -> Limits:
    """Return a valid scale of two to five bands."""
    steps = sorted(choose.sample(range(100, 1400, 2), choose.randint(1, 4)))
    bands = [(Fraction(0), True, "Nivel 1")]
    for step in steps:
        twice = choose.random() < 0.2 and len(bands) < 4
        inclusive = twice or choose.random() < 0.5
        bands.append((Fraction(step, 1000), inclusive, f"Nivel {len(bands) + 1}"))
        if twice:
            bands.append((Fraction(step, 1000), False, f"Nivel {len(bands) + 1}"))
    return Limits(tuple(bands))


@pytest.mark.parametrize("method", METHODS)
def test_any_scale(method: str) -> None:
    choose = seeded(f"scale {method}")
    check(
        truth_of(tuple(choose.choices(tuple(ALL), k=choose.randint(1, 4))), method, random_limits(choose))
        for _ in range(400)
    )
    check(varied(choose, choose.randint(1, 9), method, random_limits(choose)) for _ in range(200))


AMOUNTS = st.one_of(
    st.integers(0, 40),
    st.sampled_from([None, "S.I.", "NP", "x"]),
    st.integers(0, 4000).map(lambda cents: cents / 100),
)


@given(
    st.lists(
        st.lists(st.tuples(AMOUNTS, AMOUNTS, st.sampled_from("ab")), min_size=1, max_size=3),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(METHODS),
)
def test_any_amounts(plan: list[list[tuple[object, object, str]]], method: str) -> None:
    units = [
        Unit(name, article, tuple(Row(*row) for row in rows))
        for (name, article), rows in zip(PEOPLE, plan, strict=False)
    ]
    check([Truth(tuple(units), method)])


CAUSES = ("Ingresaron menos pedidos que los previstos.", "Hubo feriados no laborables")


@pytest.mark.parametrize("names", list(product(CORE[:7], repeat=2)))
def test_targets_that_depend_on_demand(names: tuple[str, str]) -> None:
    for causes in product((None, "", *CAUSES), repeat=2):
        units = tuple(
            Unit(
                *who,
                tuple(
                    Row(r.programmed, r.executed, r.measure, cause is not None, cause or "")
                    for r in ALL[name]
                ),
            )
            for who, name, cause in zip(PEOPLE, names, causes, strict=False)
        )
        check([Truth(units)])


def test_the_source_of_a_figure_is_not_what_a_unit_informs() -> None:
    unit = Unit(*PEOPLE[0], (Row(10, 4, "Informe", demand=True, cause="Memorando N° 123-2020-UTD"),))
    text = paragraph_of(Truth((unit,)))
    assert "depende de la demanda" in text
    assert "Memorando" not in text


@pytest.mark.parametrize(
    ("period", "phrase"),
    [
        (named(PeriodKind.FIRST_SEMESTER), "al i semestre"),
        (named(PeriodKind.SECOND_SEMESTER), "en el ii semestre"),
        (named(PeriodKind.THIRD_QUARTER), "en el iii trimestre"),
        (named(PeriodKind.TO_THIRD_QUARTER), "al iii trimestre"),
        (of_months((1, 2, 3, 4)), "de enero a abril"),
        (of_months((2, 3)), "de febrero a marzo"),
        (of_months((1, 3)), "en enero y marzo"),
        (of_months((5,)), "en mayo"),
        (of_months((1, 3, 9)), "en enero, marzo y setiembre"),
        (YEAR.until(2), "de enero a febrero"),
        (YEAR, None),
    ],
)
def test_the_period_is_said_when_it_is_not_the_year(period: object, phrase: str | None) -> None:
    for names in (
        ("below",),
        ("exact",) * 3,
        ("S.I.",),
        ("without target",),
        ("below", "above", "S.I."),
        ("idle", "idle"),
    ):
        truth = truth_of(names)
        claims = read_claims(paragraph_of(truth, period), [unit.name for unit in truth.units])
        assert claims.period == phrase
        assert not wrong(truth, period)


def test_the_same_facts_give_the_same_sentence() -> None:
    choose = seeded("twice")
    for _ in range(100):
        truth = truth_of(tuple(choose.choices(tuple(ALL), k=4)), choose.choice(METHODS))
        assert paragraph_of(truth) == paragraph_of(truth)


def test_a_threshold_of_the_planners() -> None:
    for threshold in (Fraction(1), Fraction(11, 10), Fraction(117, 100), Fraction(3)):
        for names in product(("below", "above", "far above", "exact"), repeat=3):
            units = truth_of(names).units
            check([Truth(units, threshold=threshold)])


def test_nobody_executed_anything() -> None:
    truth = truth_of(("idle",) * 4)
    claims = read_claims(paragraph_of(truth), [unit.name for unit in truth.units])
    assert claims.universals == [Universal.NONE_EXECUTED]
    assert claims.totals[0][1] == 0


def test_two_explanations_do_not_run_together() -> None:
    rows = (
        Row(10, 4, "Informe", demand=True, cause="Hubo menos pedidos"),
        Row(5, 2, "Informe", demand=True, cause="Faltó personal"),
    )
    text = paragraph_of(Truth((Unit(*PEOPLE[0], rows),)))
    assert "Hubo menos pedidos" in text
    assert "Faltó personal" in text
    assert "pedidos Faltó" not in text


def test_an_explanation_is_quoted_without_its_line_breaks() -> None:
    row = Row(10, 4, "Informe", demand=True, cause="  Hubo menos\npedidos  que   antes. ")
    assert "«Hubo menos pedidos que antes»" in paragraph_of(Truth((Unit(*PEOPLE[0], (row,)),)))
