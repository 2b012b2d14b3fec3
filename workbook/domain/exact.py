"""Exact arithmetic: sums that never round, means that stay fractions."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS = 700  # a sum of any floats at all, from 1e308 down to 1e-308, fits exactly
_SHORT = 8
EXACT = decimal.Context(prec=_DIGITS, traps=[decimal.Inexact, decimal.InvalidOperation])
"""Adds decimals exactly, or raises; it never rounds."""


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts, whatever their size.

    >>> total([Decimal("1e25"), Decimal("0.1"), Decimal("0.2")])
    Decimal('10000000000000000000000000.3')
    """
    return reduce(EXACT.add, amounts, Decimal(0))


class RatioSum:
    """A sum of ratios, gathered in the manner of a binary counter so that long sums stay quick and small.

    >>> thirds = RatioSum()
    >>> for executed in (1, 4, 4):
    ...     thirds.add(Decimal(executed), Decimal(3))
    >>> thirds.total() / 3
    Fraction(1, 1)
    """

    __slots__ = ("_count", "_denominator", "_numerator", "_parts")

    def __init__(self) -> None:
        self._numerator, self._denominator, self._count = 0, 1, 0
        self._parts: list[tuple[int, int, int]] | None = None  # most sums are short and need none

    def add(self, executed: Decimal, programmed: Decimal) -> None:
        """Add executed / programmed; `programmed` is above 0."""
        numerator, over = executed.as_integer_ratio()
        denominator, under = programmed.as_integer_ratio()
        if over != under:
            numerator, denominator = numerator * under, denominator * over
        if denominator == self._denominator:
            self._numerator += numerator
        else:
            self._numerator = self._numerator * denominator + numerator * self._denominator
            self._denominator *= denominator
        self._count += 1
        if self._count == _SHORT:
            self._settle()

    def merge(self, other: RatioSum) -> None:
        """Add all that `other` holds."""
        for part in other._parts or ():
            self._push(*part)
        if other._count:
            self._push(other._numerator, other._denominator, other._count)

    def total(self) -> Fraction:
        """Return the sum."""
        numerator, denominator = self._numerator, self._denominator
        for a, b, _ in reversed(self._parts or ()):
            numerator, denominator = numerator * b + a * denominator, denominator * b
        return Fraction(numerator, denominator)

    def _settle(self) -> None:
        """Put what was gathered among the parts."""
        self._push(self._numerator, self._denominator, self._count)
        self._numerator, self._denominator, self._count = 0, 1, 0

    def _push(self, numerator: int, denominator: int, weight: int) -> None:
        parts = self._parts
        if parts is None:
            parts = self._parts = []
        while parts and parts[-1][2] <= weight:
            a, b, others = parts.pop()
            numerator, denominator = (
                (numerator + a, b) if b == denominator else (a * denominator + numerator * b, b * denominator)
            )
            weight += others
        parts.append((numerator, denominator, weight))
