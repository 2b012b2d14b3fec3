"""Which percentage belongs to whom, by the order in which a sentence names them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from report.verify.kinds import Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Between = Callable[[Mention, Mention], bool]

_ALONE, _LOOSE, _CROSSING = 1.0, 6.0, 4.0
_SEVERAL, _SHARED, _SPREAD, _FIRST = 0.5, 0.8, 1.5, 0.7
_LONGEST: Final = 40


def paired(
    items: Sequence[Mention], crosses: Between, bracketed: Between
) -> Iterator[tuple[tuple[Mention, ...], Mention]]:
    """Yield each percentage with those it belongs to (nobody where that is not seen).

    `items` are percentages and those that may own them, in order. A percentage in brackets belongs to what
    stands right before it. The rest is parted into groups, each of one of these forms: as many owners as
    percentages, in either order; several units and one percentage; at the least cost.
    """
    rest: list[Mention] = []
    for item in items:
        if item.kind is Kind.SHARE and rest and rest[-1].kind is not Kind.SHARE and bracketed(rest[-1], item):
            yield (rest.pop(),), item
        else:
            rest.append(item)
    yield from _parted(rest, crosses)


def _parted(items: Sequence[Mention], crosses: Between) -> Iterator[tuple[tuple[Mention, ...], Mention]]:
    count = len(items)
    is_share = [item.kind is Kind.SHARE for item in items]
    cut = [count > place + 1 and crosses(items[place], items[place + 1]) for place in range(count)]

    @cache
    def best(start: int) -> tuple[float, int]:
        """Return the least cost from `start` on, and where the first group ends."""
        if start == count:
            return 0.0, start
        options = []
        for end in range(start + 1, min(start + _LONGEST, count) + 1):
            cost = _cost(items[start:end], is_share[start:end])
            if cost is not None:
                crossings = sum(cut[start : end - 1])
                options.append((cost + _CROSSING * crossings + best(end)[0], end))
        return min(options)

    start = 0
    for place in range(count - 1, -1, -1):  # from the end, so that the recursion stays flat
        best(place)
    while start < count:
        end = best(start)[1]
        yield from _pairs(items[start:end], is_share[start:end])
        start = end


def _cost(items: Sequence[Mention], is_share: Sequence[bool]) -> float | None:
    """Return what a group of this form costs, None where it has none of the forms."""
    if len(items) == 1:
        return _LOOSE if is_share[0] else _ALONE
    owners = [item for item, share in zip(items, is_share, strict=True) if not share]
    shares = len(items) - len(owners)
    ordered = list(is_share) in (sorted(is_share), sorted(is_share, reverse=True))
    if not ordered or not owners or not shares:
        return None
    units = all(item.kind is Kind.UNIT for item in owners) or all(item.kind is Kind.CODE for item in owners)
    first = _FIRST if is_share[0] else 0.0
    if len(owners) == shares:
        return first + (0.0 if shares == 1 else _SEVERAL) if shares == 1 or units else None
    return (_SPREAD + len(owners) if is_share[0] else _SHARED) if shares == 1 and units else None


def _pairs(
    items: Sequence[Mention], is_share: Sequence[bool]
) -> Iterator[tuple[tuple[Mention, ...], Mention]]:
    owners = [item for item, share in zip(items, is_share, strict=True) if not share]
    shares = [item for item, share in zip(items, is_share, strict=True) if share]
    if len(shares) == len(owners):
        yield from (((owner,), share) for owner, share in zip(owners, shares, strict=True))
    else:
        yield from ((tuple(owners), share) for share in shares)
