"""Method, section 8: what must hold of any plan, any ratio, any scale."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.plans import activity_of, framework_of
from tests.support.truth import Limits, points, rounded
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.model import Activity
from workbook.domain.results import Evaluation
from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.spanish.numbers import (
    NO_BREAK_SPACE,
    amount,
    parse_amount,
    parse_percent,
    percent,
    percent_points,
)

ACTIONS = {"OEI.01": ["AEI.01.01", "AEI.01.02"], "OEI.02": ["AEI.02.01"]}
CODES = [code for codes in ACTIONS.values() for code in codes]
UNITS = ["a", "b", "c"]
FRAMEWORK = framework_of(ACTIONS, UNITS)
METHODS = st.sampled_from(Method)

cents = st.integers(0, 10**7).map(lambda n: n / 100)
targets = st.integers(1, 10**7).map(lambda n: n / 100)
ratios = st.one_of(
    st.fractions(0, 3), st.fractions(0, 1000), st.integers(0, 3000).map(lambda n: Fraction(n, 1000))
)
programmed_rows = st.tuples(st.sampled_from(CODES), st.sampled_from(UNITS), targets, cents)
any_rows = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(UNITS),
    st.one_of(cents, st.sampled_from([None, "NP", "x", -1])),
    st.one_of(cents, st.sampled_from([None, "S.I.", "x", -1])),
)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Draw a valid scale of one to five bands."""
    steps = draw(st.lists(st.integers(1, 1000), max_size=4, unique=True))
    bands, before = [Band("B0", Fraction(0), inclusive=True, colour="", met=False)], 0
    for step in sorted(steps):
        lower = 2 * step
        for inclusive in draw(st.sampled_from([(True,), (False,), (True, False)])):
            bands.append(
                Band(f"B{len(bands)}", Fraction(lower, 1000), inclusive=inclusive, colour="", met=False)
            )
        before = lower
    assume(before >= 0)
    return Scale(tuple(bands))


def limits_of(scale: Scale) -> Limits:
    return Limits(tuple((band.lower, band.inclusive, band.label) for band in scale.bands))


def run(rows: list[tuple[Any, ...]], method: Method = Method.RATIO, **more: Any) -> Evaluation:
    activities: list[Activity] = [activity_of(*row, measure="M", **more) for row in rows]
    return evaluate(FRAMEWORK, activities, Request(method=method))


def figures(evaluation: Evaluation) -> object:
    """All figures of an evaluation, without what depends on the order of rows."""
    actions = {
        result.action.code: (result.outcome, {unit.unit.key: unit.outcome for unit in result.units})
        for result in evaluation.actions()
    }
    objectives = {result.objective.code: result.outcome for result in evaluation.objectives}
    return actions, objectives, {unit.unit.key: unit.outcome for unit in evaluation.units}


def begins(band: Band, ratio: Fraction) -> bool:
    return ratio > band.lower or (band.inclusive and ratio == band.lower)


@given(ratios, scales())
def test_every_ratio_has_one_band(ratio: Fraction, scale: Scale) -> None:
    holding = [
        band
        for band, following in zip(scale.bands, [*scale.bands[1:], None], strict=True)
        if begins(band, ratio) and (following is None or not begins(following, ratio))
    ]
    assert holding == [scale.band(ratio)]
    assert scale.band(ratio).label == limits_of(scale).label(ratio)


@given(ratios, ratios, scales())
def test_bands_are_monotone(one: Fraction, other: Fraction, scale: Scale) -> None:
    low, high = sorted((one, other))
    assert scale.bands.index(scale.band(low)) <= scale.bands.index(scale.band(high))


@given(scales())
def test_limits_belong_to_the_side_the_scale_says(scale: Scale) -> None:
    for band in scale.bands:
        assert (scale.band(band.lower) is band) == (
            band.inclusive
            and not any(b.lower == band.lower and b.inclusive for b in scale.bands if b is not band)
        )
        tiny = Fraction(1, 10**12)
        last = [b for b in scale.bands if b.lower == band.lower][-1]
        assert scale.band(band.lower + tiny) is last


@given(st.lists(programmed_rows, min_size=1, max_size=8), st.sampled_from([2, 10, 1000]), METHODS)
def test_scaling_both_amounts_changes_nothing(rows: list[Any], factor: int, method: Method) -> None:
    scaled = [(*row[:2], Fraction(str(row[2])) * factor, Fraction(str(row[3])) * factor) for row in rows]
    texts = [(code, unit, float(p), float(e)) for code, unit, p, e in scaled]
    before, after = run(rows, method), run(texts, method)
    for one, other in zip(before.actions(), after.actions(), strict=True):
        assert one.outcome.efficacy == other.outcome.efficacy
        assert one.outcome.band is other.outcome.band


@given(
    st.lists(any_rows, max_size=10).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))),
    METHODS,
)
def test_the_order_of_rows_changes_no_figure(pair: tuple[list[Any], list[Any]], method: Method) -> None:
    assert figures(run(pair[0], method)) == figures(run(pair[1], method))


@given(st.lists(programmed_rows, min_size=1, max_size=6), st.data())
def test_splitting_an_activity_changes_no_ratio(rows: list[Any], data: st.DataObject) -> None:
    code, unit, programmed, executed = rows[0]
    whole, done = round(programmed * 100), round(executed * 100)
    part = data.draw(st.integers(0, whole))
    part_done = data.draw(st.integers(0, done if 0 < part < whole else 0)) if part else 0
    if part == whole:
        part_done = done
    assume(not (part == 0 and part_done))
    split = [
        (code, unit, part / 100, part_done / 100),
        (code, unit, (whole - part) / 100, (done - part_done) / 100),
    ]
    assume(all(row[2] > 0 or row[3] == 0 for row in split))
    before, after = run(rows), run([*split, *rows[1:]])
    for one, other in zip(before.objectives, after.objectives, strict=True):
        assert one.outcome.efficacy == other.outcome.efficacy
        assert (one.outcome.totals.programmed, one.outcome.totals.executed) == (
            other.outcome.totals.programmed,
            other.outcome.totals.executed,
        )


@given(st.lists(programmed_rows, min_size=1, max_size=6), cents, METHODS)
def test_more_executed_never_lowers_any_method(rows: list[Any], more: float, method: Method) -> None:
    code, unit, programmed, executed = rows[0]
    after = run([(code, unit, programmed, executed + more), *rows[1:]], method)
    for one, other in zip(run(rows, method).objectives, after.objectives, strict=True):
        if one.outcome.efficacy is None or other.outcome.efficacy is None:
            assert one.outcome.efficacy == other.outcome.efficacy
        else:
            assert one.outcome.efficacy <= other.outcome.efficacy


@given(st.lists(any_rows, min_size=1, max_size=8))
def test_capped_is_at_most_uncapped_and_at_most_one(rows: list[Any]) -> None:
    by_method = {method: [o.outcome.efficacy for o in run(rows, method).objectives] for method in Method}
    for free, capped in ((Method.RATIO, Method.CAPPED_RATIO), (Method.MEAN, Method.CAPPED_MEAN)):
        for one, other in zip(by_method[free], by_method[capped], strict=True):
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert other <= min(one, 1)


@given(
    st.lists(any_rows, max_size=8),
    st.lists(
        st.tuples(
            st.sampled_from(CODES),
            st.sampled_from(UNITS),
            st.sampled_from([0, None, "NP"]),
            st.sampled_from([0, None, "S.I.", "NP"]),
        ),
        max_size=4,
    ),
    METHODS,
)
def test_rows_not_programmed_change_nothing(rows: list[Any], idle: list[Any], method: Method) -> None:
    before, after = run(rows, method), run([*rows, *idle], method)
    for one, other in zip(
        (*before.objectives, *before.actions()), (*after.objectives, *after.actions()), strict=True
    ):
        assert one.outcome == other.outcome


@given(st.lists(any_rows, min_size=1, max_size=10), METHODS)
def test_an_objective_from_its_actions_is_the_objective_from_its_activities(
    rows: list[Any], method: Method
) -> None:
    evaluation = run(rows, method)
    merged = evaluate(
        framework_of({objective: [objective] for objective in ACTIONS}, UNITS),
        [activity_of(_objective(code), *row) for code, *row in rows],
        Request(method=method),
    )
    for one, other in zip(evaluation.objectives, merged.objectives, strict=True):
        assert one.outcome == other.outcome


def _objective(code: str) -> str:
    return next(objective for objective, codes in ACTIONS.items() if code in codes)


@given(ratios, scales())
def test_a_printed_percentage_lies_in_the_band_printed_beside_it(ratio: Fraction, scale: Scale) -> None:
    text = percent(ratio, scale)
    read = parse_percent(text)
    assert read is not None
    shown = Fraction(read) / 100
    assert scale.band(shown) is scale.band(ratio), text
    assert read == points(ratio, limits_of(scale)) == percent_points(ratio, scale)
    near_100 = [band.lower for band in scale.bands if abs(band.lower - 1) <= Fraction(1, 1000)]
    if all(lower == 1 for lower in near_100):  # a limit at 99.9 or 100.1 leaves no decimal on both sides
        assert (shown > 1) - (shown < 1) == (ratio > 1) - (ratio < 1), text
    assert abs(shown - ratio) <= Fraction(5, 1000)
    assert text.endswith(f"{NO_BREAK_SPACE}%")
    assert "." not in text or len(text.split(".")[1]) == 3


@given(ratios)
def test_the_side_of_100_is_kept_by_the_default_scale(ratio: Fraction) -> None:
    shown = Fraction(percent_points(ratio, DEFAULT_SCALE)) / 100
    assert (shown > 1) - (shown < 1) == (ratio > 1) - (ratio < 1)


@given(ratios, scales())
def test_one_decimal_only_where_the_integer_would_mislead(ratio: Fraction, scale: Scale) -> None:
    read = percent_points(ratio, scale)
    whole = Fraction((ratio * 200 + 1) // 2, 100)
    honest = scale.band(whole) is scale.band(ratio) and (whole > 1, whole < 1) == (ratio > 1, ratio < 1)
    if honest:
        assert Fraction(read) == whole * 100


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=5))
def test_an_amount_printed_and_read_is_the_amount_rounded(value: Decimal) -> None:
    text = amount(value)
    assert parse_amount(text) == rounded(Fraction(value))
    if value != value.to_integral_value() and rounded(Fraction(value)) == int(rounded(Fraction(value))):
        assert text.endswith(".00")
    elif value == value.to_integral_value():
        assert "." not in text
    assert len(text.partition(".")[2]) <= 2


@pytest.mark.parametrize("method", Method)
def test_evaluating_twice_is_the_same(method: Method) -> None:
    rows = [("AEI.01.01", "a", 3, 1), ("AEI.02.01", "b", 4, None), ("AEI.01.02", "c", 0, 2)]
    assert run(rows, method) == run(rows, method)
    assert replace(run(rows, method), digest="x") != run(rows, method)
