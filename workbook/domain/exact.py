"""Exact arithmetic: sums that never round, means that stay fractions."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS = 700  # a sum of any floats at all, from 1e308 down to 1e-308, fits exactly
EXACT = decimal.Context(prec=_DIGITS, traps=[decimal.Inexact, decimal.InvalidOperation])
"""Adds decimals exactly, or raises; it never rounds."""


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts, whatever their size.

    >>> total([Decimal("1e25"), Decimal("0.1"), Decimal("0.2")])
    Decimal('10000000000000000000000000.3')
    """
    result = Decimal(0)
    for amount in amounts:
        result = EXACT.add(result, amount)
    return result


class RatioSum:
    """A sum of ratios, gathered by denominator and brought together at the end, so that long sums stay quick.

    >>> thirds = RatioSum()
    >>> for executed in (1, 4, 4):
    ...     thirds.add(*quotient(Decimal(executed), Decimal(3)))
    >>> thirds.total() / 3
    Fraction(1, 1)
    """

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: dict[int, int] = {}

    def add(self, numerator: int, denominator: int = 1) -> None:
        """Add a ratio; `denominator` is above 0."""
        self._parts[denominator] = self._parts.get(denominator, 0) + numerator

    def merge(self, other: RatioSum) -> None:
        """Add all that `other` holds."""
        for denominator, numerator in other._parts.items():
            self.add(numerator, denominator)

    def total(self) -> Fraction:
        """Return the sum."""
        parts = [(numerator, denominator) for denominator, numerator in self._parts.items()]
        while len(parts) > 1:  # two and two, so that few large numbers are multiplied
            rest = parts[len(parts) & ~1 :]
            parts = [
                (a * d + c * b, b * d) for (a, b), (c, d) in zip(parts[::2], parts[1::2], strict=False)
            ] + rest
        return Fraction(*parts[0]) if parts else Fraction(0)


def quotient(executed: Decimal, programmed: Decimal) -> tuple[int, int]:
    """Return executed / programmed as two whole numbers; `programmed` is above 0.

    >>> quotient(Decimal("0.5"), Decimal(3))
    (1, 6)
    """
    numerator, over = executed.as_integer_ratio()
    denominator, under = programmed.as_integer_ratio()
    return numerator * under, denominator * over
