"""The amounts of each activity, against sums of plain fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.amounts import Amounts

Pairs = list[tuple[int, int]]

one_or_more = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), max_size=40)


def amounts_of(pairs: Pairs) -> Amounts:
    return Amounts([Decimal(amount) / 10 for pair in pairs for amount in pair])


def sums_of(pairs: Pairs) -> tuple[Fraction, Fraction, Fraction]:
    """Capped amount, sum of ratios, sum of capped ratios."""
    ratios = [Fraction(executed, programmed) for executed, programmed in pairs]
    capped = sum((Fraction(min(pair), 10) for pair in pairs), Fraction(0))
    return capped, sum(ratios, Fraction(0)), sum((min(one, Fraction(1)) for one in ratios), Fraction(0))


@given(one_or_more, one_or_more)
def test_sums_of_activities_and_of_a_whole(pairs: Pairs, others: Pairs) -> None:
    whole = Amounts(parts=[amounts_of(pairs), amounts_of(others)])
    for amounts, wanted in ((amounts_of(pairs), sums_of(pairs)), (whole, sums_of(pairs + others))):
        assert (Fraction(amounts.capped()), amounts.ratios(), amounts.capped_ratios()) == wanted
    assert whole.ratios() == sums_of(pairs + others)[1], "asked again"


@given(one_or_more, one_or_more)
def test_amounts_with_the_same_sums_are_equal(pairs: Pairs, others: Pairs) -> None:
    in_one, in_parts = amounts_of(pairs + others), Amounts(parts=[amounts_of(others), amounts_of(pairs)])
    assert in_one == in_parts
    assert hash(in_one) == hash(in_parts)
    assert in_one != amounts_of([*pairs, *others, (1, 2)])
    assert in_one != sums_of(pairs + others)


def test_amounts_show_their_sums() -> None:
    shown = repr(amounts_of([(10, 30), (60, 30)]))
    assert shown == "Amounts: capped 4, ratios 7/3, capped ratios 4/3"
