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
    """A sum of ratios, gathered in the manner of a binary counter so that long sums stay quick.

    >>> thirds = RatioSum()
    >>> for executed in (1, 4, 4):
    ...     thirds.add(Decimal(executed), Decimal(3))
    >>> thirds.total() / 3
    Fraction(1, 1)
    """

    __slots__ = ("_parts", "_whole")

    def __init__(self) -> None:
        self._whole = 0
        self._parts: list[tuple[int, int, int]] = []

    def add(self, executed: Decimal, programmed: Decimal) -> None:
        """Add executed / programmed; `programmed` is not 0."""
        if executed == programmed:
            self._whole += 1
            return
        numerator, over = executed.as_integer_ratio()
        denominator, under = programmed.as_integer_ratio()
        self._push(numerator * under, denominator * over, 1)

    def merge(self, other: RatioSum) -> None:
        """Add all that `other` holds."""
        self._whole += other._whole
        for part in other._parts:
            self._push(*part)

    def total(self) -> Fraction:
        """Return the sum."""
        numerator, denominator = self._whole, 1
        for a, b, _ in reversed(self._parts):
            numerator, denominator = numerator * b + a * denominator, denominator * b
        return Fraction(numerator, denominator)

    def _push(self, numerator: int, denominator: int, weight: int) -> None:
        parts = self._parts
        parts.append((numerator, denominator, weight))
        while len(parts) > 1 and parts[-2][2] <= parts[-1][2]:
            (a, b, m), (c, d, n) = parts.pop(), parts.pop()
            parts.append((a * d + c * b, b * d, m + n) if b != d else (a + c, b, m + n))
