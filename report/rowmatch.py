"""Which row of a table that people have changed is which of the rows that were written."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Texts = tuple[str, ...]


def match(written: Sequence[Texts], current: Sequence[Texts]) -> dict[int, int]:
    """Return the place in `current` of each row of `written` that is still there.

    Equal rows first, then rows with the same names (the cells that are words), then what stands alone
    between two rows that were found.
    """
    found: dict[int, int] = {}
    head = 0
    while head < min(len(written), len(current)) and written[head] == current[head]:
        found[head] = head
        head += 1
    old, new = len(written), len(current)
    while old > head and new > head and written[old - 1] == current[new - 1]:
        old, new = old - 1, new - 1
        found[old] = new
    for identity in (_whole, _names, _first_name):
        _pair(written, current, found, identity)
    _between(found, written, current)
    return found


def _pair(
    written: Sequence[Texts],
    current: Sequence[Texts],
    found: dict[int, int],
    identity: Callable[[Texts], Texts],
) -> None:
    """Pair rows of the same identity, in order."""
    taken = set(found.values())
    free: defaultdict[Texts, list[int]] = defaultdict(list)
    for place in reversed(range(len(current))):
        if place not in taken:
            free[identity(current[place])].append(place)
    for place, row in enumerate(written):
        if place not in found and (what := identity(row)) and free.get(what):
            found[place] = free[what].pop()


def _between(found: dict[int, int], written: Sequence[Texts], current: Sequence[Texts]) -> None:
    """Pair what is left between two found rows, where as many are left on both sides and they are alike."""
    taken = set(found.values())
    place = 0
    while place < len(written):
        if place in found:
            place += 1
            continue
        end = next((n for n in range(place, len(written)) if n in found), len(written))
        first = found.get(place - 1, -1) + 1
        pairs = zip(range(place, end), range(first, found.get(end, len(current))), strict=False)
        if found.get(end, len(current)) - first == end - place:
            found.update(
                (old, new) for old, new in pairs if new not in taken and _alike(written[old], current[new])
            )
        place = end


def _alike(written: Texts, current: Texts) -> bool:
    same = sum(one == other for one, other in zip(written, current, strict=False))
    return 2 * same >= len(written)


def _whole(row: Texts) -> Texts:
    return row


def _names(row: Texts) -> Texts:
    return tuple(cell.casefold() for cell in row if any(map(str.isalpha, cell)))[:2]


def _first_name(row: Texts) -> Texts:
    return _names(row)[:1]
