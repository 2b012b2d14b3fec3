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


class Ratios:
    """Executed / programmed of many activities, added up when somebody asks: most evaluations never do.

    Gather first, ask then: what is gathered after the first question is not in the answers.

    >>> ratios = Ratios()
    >>> for executed in (1, 3, 6):
    ...     ratios.add(Decimal(executed), Decimal(3))
    >>> ratios.total(), ratios.capped()
    (Fraction(10, 3), Fraction(7, 3))
    """

    __slots__ = ("_apart", "_known", "_met", "_parts")

    def __init__(self) -> None:
        self._apart: list[Decimal] = []  # executed, programmed, executed, programmed…
        self._met = 0
        self._parts: list[Ratios] = []
        self._known: tuple[RatioSum, RatioSum, int, int] | None = None

    def add(self, executed: Decimal, programmed: Decimal) -> None:
        """Add executed / programmed; `programmed` is above 0."""
        if executed == programmed:
            self._met += 1
        else:
            self._apart += (executed, programmed)

    def merge(self, other: Ratios) -> None:
        """Add all that `other` holds, which is not to change any more."""
        self._parts.append(other)

    def total(self) -> Fraction:
        """Return the sum."""
        below, above, met, _ = self._sums()
        return below.total() + above.total() + met

    def capped(self) -> Fraction:
        """Return the sum of the ratios with each at most 1."""
        below, _, met, passed = self._sums()
        return below.total() + met + passed

    def __eq__(self, other: object) -> bool:
        """Tell whether both sums are the same."""
        if not isinstance(other, Ratios):
            return NotImplemented
        return self is other or (self.total() == other.total() and self.capped() == other.capped())

    def __hash__(self) -> int:
        """Return the hash of the sums."""
        return hash((self.total(), self.capped()))

    def __repr__(self) -> str:
        """Return both sums."""
        return f"<Ratios: {self.total()}, capped {self.capped()}>"

    def _sums(self) -> tuple[RatioSum, RatioSum, int, int]:
        """Return the sums of targets missed and passed; how many were met exactly and how many passed."""
        if self._known is None:
            below, above, met, passed = RatioSum(), RatioSum(), self._met, 0
            amounts = iter(self._apart)
            for executed, programmed in zip(amounts, amounts, strict=True):
                if executed < programmed:
                    below.add(executed, programmed)
                else:
                    above.add(executed, programmed)
                    passed += 1
            for part in self._parts:
                low, high, just, more = part._sums()  # noqa: SLF001 - of its own kind
                below.merge(low)
                above.merge(high)
                met, passed = met + just, passed + more
            self._known = below, above, met, passed
        return self._known
