"""When printed figures agree: the tolerances of the specification, by intervals of exact fractions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from tests.support.truth import PUBLISHED, points


def half_digit(value: Decimal) -> Fraction:
    """Return half of the last printed digit; nothing for an integer, which is exact."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(1, 2) / 10**-exponent if exponent < 0 else Fraction(0)


def percent_fits(executed: Decimal, programmed: Decimal, percent: Decimal) -> bool:
    """Tell whether a percentage may stand beside these amounts."""
    if programmed <= 0:
        return False
    around_e, around_p = half_digit(executed), half_digit(programmed)
    low = max(Fraction(executed) - around_e, Fraction(0)) / (Fraction(programmed) + around_p)
    high = (Fraction(executed) + around_e) / (Fraction(programmed) - around_p)
    within = half_digit(percent) or Fraction(1, 2)
    if low * 100 - within <= Fraction(percent) <= high * 100 + within:
        return True
    return percent in (points(low, PUBLISHED), points(high, PUBLISHED))


def sum_fits(parts: Iterable[Decimal], total: Decimal) -> bool:
    """Tell whether a printed sum agrees with its printed parts."""
    parts = list(parts)
    slack = sum((half_digit(part) for part in parts), half_digit(total))
    return abs(sum(map(Fraction, parts), Fraction(0)) - Fraction(total)) <= slack


def label_of(percent: Decimal) -> str:
    """Return the label of a printed percentage."""
    return PUBLISHED.label(Fraction(percent) / 100)
