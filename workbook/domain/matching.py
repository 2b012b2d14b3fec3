"""Which activity of one plan is which of another: by code, else by text."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from workbook.domain.model import Activity

    Key = Callable[[Activity], Hashable | None]
    Pair = tuple[Activity | None, Activity | None]
    Test = Callable[[Activity], bool]

_ALIKE: Final = 0.75
"""How alike two names must be to be one activity that was worded anew (difflib's ratio)."""

_MOST_COMPARED: Final = 40_000
"""Pairs of names that are compared in one unit at most: where there are more, none is guessed."""


def matched(before: Sequence[Activity], after: Sequence[Activity]) -> tuple[Pair, ...]:
    """Return each activity with itself in the other plan, None where it is not there: every one once.

    A code tells, first within the unit, then anywhere if it stands once in both. Only where one of the two
    has no code does the text tell: the same words in the same unit, in another one if they stand once in
    both, then the words most alike in the unit. Two that differ in nothing but the code are one. Of several
    that could be the same, equal ones go together, then those in the same order. Pairs come in the order of
    `after`, those that are gone last.

    >>> from workbook.domain.model import Activity
    >>> old = [Activity("AEI.01.01", "UTD", code="A1"), Activity("AEI.01.01", "UTD", code="A2")]
    >>> new = [Activity("AEI.01.02", "UTD", code="A2"), Activity("AEI.01.01", "UTD", code="A3")]
    >>> [(a and a.code, b and b.code) for a, b in matched(old, new)]
    [('A2', 'A2'), (None, 'A3'), ('A1', None)]
    """
    work = _Matching(before, after)
    for key in (_whole, _code_and_name, _code):
        work.in_order(key)
    work.only_ones(_code_alone)
    for key in (_words, _unit_and_name):
        work.in_order(key, uncoded=True)
    work.only_ones(_name_alone, uncoded=True)
    work.only_ones(_all_but_code)
    work.most_alike()
    return work.pairs()


class _Matching:
    """What is still without a partner, by position."""

    def __init__(self, before: Sequence[Activity], after: Sequence[Activity]) -> None:
        self._before, self._after = before, after
        self._left = dict.fromkeys(range(len(before)))
        self._right = dict.fromkeys(range(len(after)))
        self._partner: dict[int, int] = {}

    def in_order(self, key: Key, *, uncoded: bool = False) -> None:
        """Pair those of the same key in their order; with `uncoded` only where one of them has no code."""
        for old, new in self._groups(key, uncoded=uncoded):
            for left, right in zip(old, new, strict=False):
                self._join(left, right)

    def only_ones(self, key: Key, *, uncoded: bool = False) -> None:
        """Pair those whose key stands once on either side."""
        for old, new in self._groups(key, uncoded=uncoded):
            if len(old) == len(new) == 1:
                self._join(old[0], new[0])

    def most_alike(self) -> None:
        """Pair the names most alike within each unit, where one of the two has no code."""
        for old, new in self._groups(_unit):
            if len(old) * len(new) <= _MOST_COMPARED:
                self._join_alike(old, new)

    def pairs(self) -> tuple[Pair, ...]:
        """Return all pairs."""
        found: list[Pair] = []
        for right, activity in enumerate(self._after):
            left = self._partner.get(right)
            found.append((None if left is None else self._before[left], activity))
        return (*found, *((self._before[left], None) for left in self._left))

    def _groups(self, key: Key, *, uncoded: bool = False) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the positions of the same key on both sides, of those that are still without a partner."""
        if not uncoded:
            yield from self._same(key, _any, _any)
            return
        yield from self._same(key, _has_no_code, _any)
        yield from self._same(key, _has_code, _has_no_code)

    def _same(self, key: Key, left: Test, right: Test) -> list[tuple[list[int], list[int]]]:
        new = _by_key(((n, self._after[n]) for n in self._right if right(self._after[n])), key)
        old = _by_key(((n, self._before[n]) for n in self._left if left(self._before[n])), key)
        return [(positions, new[found]) for found, positions in old.items() if found in new]

    def _join_alike(self, old: Sequence[int], new: Sequence[int]) -> None:
        names = {n: plain(self._before[n].name) for n in old}
        scored: list[tuple[float, int, int]] = []
        for right in new:
            sought = SequenceMatcher(autojunk=False)
            sought.set_seq2(plain(self._after[right].name))
            coded = bool(self._after[right].code)
            for left in old:
                if names[left] and not (coded and self._before[left].code):
                    score = _likeness(sought, names[left])
                    if score >= _ALIKE:
                        scored.append((-score, left, right))
        for _, left, right in sorted(scored):
            self._join(left, right)

    def _join(self, left: int, right: int) -> None:
        if left in self._left and right in self._right:
            del self._left[left], self._right[right]
            self._partner[right] = left


def _likeness(sought: SequenceMatcher[str], name: str) -> float:
    """Return how alike two names are; 0 where a cheap look tells that they are not enough."""
    sought.set_seq1(name)
    if sought.real_quick_ratio() < _ALIKE or sought.quick_ratio() < _ALIKE:
        return 0
    return sought.ratio()


def _by_key(numbered: Iterable[tuple[int, Activity]], key: Key) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for number, activity in numbered:
        found = key(activity)
        if found is not None:
            groups.setdefault(found, []).append(number)
    return groups


def _any(_activity: Activity) -> bool:
    return True


def _has_code(activity: Activity) -> bool:
    return bool(activity.code)


def _has_no_code(activity: Activity) -> bool:
    return not activity.code


def _code_of(activity: Activity) -> str:
    return activity.code.casefold()


def _content(activity: Activity) -> tuple[Hashable, ...]:
    monthly = activity.monthly
    months = None if monthly is None else (monthly.programmed, monthly.executed)
    words = (activity.unit, activity.action, activity.name, activity.measure, activity.cause)
    return (*words, activity.kind, activity.annual, activity.programmed, activity.executed, months)


def _whole(activity: Activity) -> Hashable | None:
    return (_code_of(activity), _content(activity))


def _code_and_name(activity: Activity) -> Hashable | None:
    return (activity.unit, _code_of(activity), plain(activity.name)) if activity.code else None


def _code(activity: Activity) -> Hashable | None:
    return (activity.unit, _code_of(activity)) if activity.code else None


def _code_alone(activity: Activity) -> Hashable | None:
    return _code_of(activity) or None


def _words(activity: Activity) -> Hashable | None:
    name = plain(activity.name)
    return (activity.unit, activity.action, name) if name else None


def _unit_and_name(activity: Activity) -> Hashable | None:
    name = plain(activity.name)
    return (activity.unit, name) if name else None


def _name_alone(activity: Activity) -> Hashable | None:
    return plain(activity.name) or None


def _all_but_code(activity: Activity) -> Hashable | None:
    return _content(activity) if plain(activity.name) else None


def _unit(activity: Activity) -> Hashable | None:
    return activity.unit
