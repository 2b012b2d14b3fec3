"""TOTAL rows: known by their words or by their arithmetic, checked against the rows above, never counted."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from workbook.domain.cells import ZERO, Number
from workbook.domain.exact import EXACT
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.cells import Fact, Raw

_BEGINNINGS: Final = frozenset(
    "".join(letters)
    for word in ("tot", "sub", "sum", "gra")
    for letters in product(*zip(word, word.upper(), strict=True))
)
"""What the label of a TOTAL row begins with, in letters of either case."""

_LABEL: Final = re.compile(
    r"(?:gran |sumas? )?(?:sub ?)?(?:total(?:es)?|sumas?|sumatoria)"
    r"(?: (?:general|generales|anual|del ano|acumulado|\d{4}))?"
    r"(?: (?:del?|de la|por|en))?(?: (?:aei?|oei?)(?: \d+)*(?: .*)?)?"
)
_SUBTOTAL: Final = re.compile(r"sub ?total(?:es)?\b.*")
_NEAR: Final = Decimal("1e-9")
_MOST_WAITING: Final = 8192  # rows


def is_total(text: str) -> bool:
    """Tell whether a text is the label of a TOTAL row.

    >>> [is_total(text) for text in ("TOTAL", "Sub-total AEI.01.01", "Total general", "")]
    [True, True, True, False]
    >>> is_total("Total de expedientes resueltos")
    False
    """
    words = plain(text)
    return _LABEL.fullmatch(words) is not None or _SUBTOTAL.fullmatch(words) is not None


def says_total(cell: Raw) -> bool:
    """Tell whether a cell holds the label of a TOTAL row; of nearly every cell at little cost.

    >>> says_total("  Gran total"), says_total("Seguimiento"), says_total(None)
    (True, False, False)
    """
    return cell.__class__ is str and (cell[:3] in _BEGINNINGS or cell[:1].isspace()) and is_total(cell)


def is_subtotal(text: str) -> bool:
    """Tell whether a label speaks of a part of the table only.

    >>> is_subtotal("Subtotal OEI.01"), is_subtotal("TOTAL")
    (True, False)
    """
    return _SUBTOTAL.fullmatch(plain(text)) is not None


class Disagreement(NamedTuple):
    """An amount of a TOTAL row (by its position among the amounts) unlike its rows."""

    position: int
    printed: Decimal
    expected: Decimal


class RunningTotals:
    """Sums of a table's amounts: since the AEI changed, since the last TOTAL, since the header.

    The last sum is what was executed without a target, which a TOTAL may hold or leave out.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._action = ""
        self._run = [ZERO] * (width + 1)
        self._block = [ZERO] * (width + 1)
        self._closed = [ZERO] * (width + 1)
        self._rows = self._rows_of_run = self._rows_closed = 0
        self._outside: list[Decimal] | None = None
        self._waiting: list[tuple[str, Sequence[Fact]]] = []

    def add(self, action: str, facts: Sequence[Fact]) -> None:
        """Add a row's amounts: programmed, executed, then its months if it has any."""
        self._waiting.append((action, facts))
        if len(self._waiting) == _MOST_WAITING:
            self._gather()

    def _gather(self) -> None:
        """Sum up the rows that wait: most tables end without anybody asking."""
        for action, facts in self._waiting:
            self._add(action, facts)
        self._waiting.clear()

    def _add(self, action: str, facts: Sequence[Fact]) -> None:
        if action != self._action:
            self._block, self._run = _added(self._block, self._run), [ZERO] * (self._width + 1)
            self._action = action
            self._rows_of_run = 0
        self._rows += 1
        self._rows_of_run += 1
        run, add = self._run, EXACT.add
        for position, fact in enumerate(facts):
            if fact.__class__ is Number:
                run[position] = add(run[position], fact.value)
        programmed, executed = facts[0], facts[1]
        if executed.__class__ is Number and (programmed.__class__ is not Number or not programmed.value):
            run[-1] = add(run[-1], executed.value)

    def close(self) -> None:
        """End the part that a TOTAL row sums up."""
        self._gather()
        self._closed = _added(self._closed, _added(self._block, self._run))
        self._block, self._run = [ZERO] * (self._width + 1), [ZERO] * (self._width + 1)
        self._rows_closed += self._rows
        self._rows = self._rows_of_run = 0
        self._outside = None

    def begin_section(self) -> None:
        """Note that a header stands again: the next TOTAL may be of the rows below it, or of all."""
        self._gather()
        self._outside = _added(self._block, self._run)

    def restart(self) -> None:
        """Begin a new table."""
        self.__init__(self._width)  # type: ignore[misc]

    def agrees(self, printed: Sequence[Decimal | None], *, least: int = 1) -> bool:
        """Tell whether amounts are the sums of so many rows above, and not all 0."""
        self._gather()
        whole = self._rows_closed + self._rows
        section = [] if self._outside is None else [self._rows]
        counts = [self._rows_of_run, *section, self._rows, whole] if self._rows else [whole, whole]
        parts = [sums for sums, count in zip(self._parts(), counts, strict=True) if count >= least]
        return any(printed) and bool(parts) and not self._unlike(printed, parts)

    def disagreements(self, printed: Sequence[Decimal | None], *, part: bool) -> list[Disagreement]:
        """Return which amounts of a TOTAL row are unlike its rows (None is not compared)."""
        self._gather()
        parts = self._parts()
        if not self._unlike(printed, parts):
            return []
        wanted = parts[-2:-1] if part and self._rows else parts[1:] if self._rows else parts
        expected = min(wanted, key=lambda sums: _distance(printed, sums))
        return self._unlike(printed, [expected])

    def _parts(self) -> list[list[Decimal]]:
        block = _added(self._block, self._run)
        whole = _added(self._closed, block)
        if not self._rows:
            return [whole, whole]
        section = [] if self._outside is None else [_less(block, self._outside)]
        return [self._run, *section, block, whole]

    def _unlike(
        self, printed: Sequence[Decimal | None], parts: Sequence[Sequence[Decimal]]
    ) -> list[Disagreement]:
        """Return what is unlike the part that is most alike."""
        found = [
            [
                Disagreement(position, amount, sums[position])
                for position, amount in enumerate(printed)
                if amount is not None and not _agrees(amount, sums, position)
            ]
            for sums in parts
        ]
        return min(found, key=len)


def _agrees(amount: Decimal, sums: Sequence[Decimal], position: int) -> bool:
    wanted = sums[position]
    if abs(amount - wanted) <= _NEAR * max(abs(wanted), Decimal(1)):
        return True
    return position == 1 and abs(amount - (wanted - sums[-1])) <= _NEAR * max(abs(wanted), Decimal(1))


def _added(one: Sequence[Decimal], other: Sequence[Decimal]) -> list[Decimal]:
    return [EXACT.add(a, b) for a, b in zip(one, other, strict=True)]


def _less(one: Sequence[Decimal], other: Sequence[Decimal]) -> list[Decimal]:
    return [EXACT.subtract(a, b) for a, b in zip(one, other, strict=True)]


def _distance(printed: Sequence[Decimal | None], sums: Sequence[Decimal]) -> Decimal:
    return sum((abs(amount - sums[n]) for n, amount in enumerate(printed) if amount is not None), ZERO)
