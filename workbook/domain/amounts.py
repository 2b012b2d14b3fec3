"""The amounts of each activity of a total, for what the total does not tell: means, and what is capped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.cells import ZERO
from workbook.domain.exact import EXACT, RatioSum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from fractions import Fraction


class Amounts:
    """What each activity executed and programmed, added up when somebody asks: most evaluations never do.

    `pairs` holds executed, programmed, executed, programmed… (an object for each pair would cost four times
    the memory), programmed always above 0; `parts` are those of which this is the whole. Neither may change
    after the first question.

    >>> from decimal import Decimal
    >>> amounts = Amounts([Decimal(1), Decimal(3), Decimal(3), Decimal(3), Decimal(6), Decimal(3)])
    >>> amounts.capped(), amounts.ratios(), amounts.capped_ratios()
    (Decimal('7'), Fraction(10, 3), Fraction(7, 3))
    """

    __slots__ = ("_known", "_pairs", "_parts")

    def __init__(self, pairs: Sequence[Decimal] = (), parts: Sequence[Amounts] = ()) -> None:
        self._pairs, self._parts = pairs, parts
        self._known: _Known | None = None

    def capped(self) -> Decimal:
        """Return the sum of what was executed, of each activity at most what it programmed."""
        return self._all().capped

    def ratios(self) -> Fraction:
        """Return the sum of executed / programmed of each activity."""
        known = self._all()
        return known.below.total() + known.above.total() + known.met

    def capped_ratios(self) -> Fraction:
        """Return the sum of executed / programmed of each activity, each at most 1."""
        known = self._all()
        return known.below.total() + known.met + known.passed

    def __eq__(self, other: object) -> bool:
        """Tell whether all sums are the same."""
        return self._sums() == other._sums() if isinstance(other, Amounts) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the sums."""
        return hash(self._sums())

    def __repr__(self) -> str:
        """Return the sums."""
        return "Amounts: capped {}, ratios {}, capped ratios {}".format(*self._sums())

    def _sums(self) -> tuple[Decimal, Fraction, Fraction]:
        return self.capped(), self.ratios(), self.capped_ratios()

    def _all(self) -> _Known:
        if self._known is None:
            self._known = known = _Known()
            for executed, programmed in self._by_activity():
                known.add(executed, programmed)
            for part in self._parts:
                known.merge(part._all())  # noqa: SLF001 - of its own kind
        return self._known

    def _by_activity(self) -> Iterator[tuple[Decimal, Decimal]]:
        amounts = iter(self._pairs)
        return zip(amounts, amounts, strict=True)


class _Known:
    """Ratios of targets missed and passed, summed; how many were met just so and passed; what is capped."""

    __slots__ = ("above", "below", "capped", "met", "passed")

    def __init__(self) -> None:
        self.below, self.above = RatioSum(), RatioSum()
        self.met = self.passed = 0
        self.capped = ZERO

    def add(self, executed: Decimal, programmed: Decimal) -> None:
        self.capped = EXACT.add(self.capped, min(executed, programmed))
        if executed < programmed:
            self.below.add(executed, programmed)
        elif executed == programmed:
            self.met += 1
        else:
            self.passed += 1
            self.above.add(executed, programmed)

    def merge(self, other: _Known) -> None:
        self.capped = EXACT.add(self.capped, other.capped)
        self.below.merge(other.below)
        self.above.merge(other.above)
        self.met += other.met
        self.passed += other.passed
