"""Which rows a count or quantifier speaks of, and when it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.facts import points_of
from report.verify.folding import fold
from report.verify.kinds import Bounded, Counted, Group, Mention, Side
from report.verify.model import FigureRow, Mark

if TYPE_CHECKING:
    from report.verify.claims import Claim
    from report.verify.paragraph import Paragraph

_PROGRAMMED: Final = re.compile(r"^.{0,30}?\bprogram|^.{0,12}con meta")
_INFORMED: Final = re.compile(r"^[^,;.]{0,25}\b(?:inform|remit)")
_TOOK_PART: Final = re.compile(r"contribu|particip|interv|involucr|aport|concurr|a cargo|compromet")


@dataclass(frozen=True)
class Scope:
    """The rows that a group stands for, and how many of them must be so."""

    group: Group
    rows: tuple[FigureRow, ...]
    number: int | None

    @classmethod
    def of(cls, subject: Mention, claim: Claim, paragraph: Paragraph) -> Scope | None:
        """Return the scope of a group; None where the table cannot tell."""
        counted = subject.value
        table = paragraph.table
        if not isinstance(counted, Counted) or table is None or paragraph.prose.comment:
            return None
        rows = table.reported
        named = {unit.value for unit in claim.named}
        excepted = {unit.value for unit in claim.excepted}
        if counted.group is Group.OTHERS:
            before = {m.value for m in claim.named if m.start < subject.start} or named
            return cls(Group.OTHERS, tuple(row for row in rows if row.unit not in before), counted.number)
        if counted.group is Group.ALL:
            chosen = tuple(row for row in rows if row.unit not in excepted)
            same = tuple(
                row for row in rows if row.unit in {m.value for m in claim.named if m.start < subject.start}
            )
            if (
                counted.number is not None
                and counted.number not in (len(rows), len(table.counted))
                and counted.number == len(same)
            ):
                chosen = same
            return cls(Group.ALL, chosen, None)
        return cls(counted.group, rows, counted.number)

    def holds(self, certain: int, possible: int) -> bool:
        """Tell whether the group may be right when so many of its rows are so for certain, or possibly."""
        if self.group is Group.SOME:
            return self.number is not None and certain <= self.number <= possible
        if self.group is Group.NONE:
            return certain == 0
        return possible == len(self.rows) and self.number in (None, len(self.rows))


def allowed_counts(subject: Mention, claim: Claim, paragraph: Paragraph) -> set[int]:
    """Return the numbers that "las N unidades" may say of a table."""
    table = paragraph.table
    assert table is not None  # noqa: S101 - asked only where there is one
    folded = fold(paragraph.prose.text)
    after, before = folded[subject.end : subject.end + 90], folded[max(0, subject.start - 70) : subject.start]
    counted, reported = len(table.counted), len(table.reported)
    if _INFORMED.match(after):
        return {reported}
    if _PROGRAMMED.match(after):
        return {counted}
    allowed = {counted}
    if _TOOK_PART.search(after[:60]) or _TOOK_PART.search(before):
        active = sum(1 for row in table.rows if row.executed is not None and row.executed.value > 0)
        allowed |= {len(table.rows), active} if active else {len(table.rows)}
    elif "program" not in before[-30:]:
        allowed |= {reported, len(table.rows)}
    earlier = {unit.value for unit in claim.named if unit.start < subject.start}
    if earlier and not _PROGRAMMED.match(after):
        allowed.add(len(earlier))
    return allowed


def satisfies(row: FigureRow, bounded: Bounded) -> bool:
    """Tell whether a row may stand on that side of the bound: as printed, or by its amounts."""
    return any(_readings(row, bounded))


def must_satisfy(row: FigureRow, bounded: Bounded) -> bool:
    """Tell whether a row stands on that side of the bound both as printed and by its amounts."""
    found = _readings(row, bounded)
    return bool(found) and all(found)


def _readings(row: FigureRow, bounded: Bounded) -> list[bool]:
    """Return what each reading of a row says of a side: its printed percentage, its amounts."""
    if row.mark is Mark.NOT_REPORTED:
        return [bounded.side is Side.ZERO]
    if bounded.side is Side.ZERO:
        by_amount = [row.executed.value == 0] if row.executed is not None else []
        return [*by_amount, *([row.share.points == 0] if row.share is not None else [])]
    exact = None if row.ratio is None else row.ratio * 100
    return [_stands(points, bounded) for points in (points_of(row), exact) if points is not None]


def _stands(points: Fraction, bounded: Bounded) -> bool:
    bound = Fraction(bounded.bound)
    match bounded.side:
        case Side.BELOW:
            return points < bound
        case Side.AT_MOST:
            return points <= bound
        case Side.EXACT:
            return points == bound
        case Side.AT_LEAST:
            return points >= bound
        case _:
            return points > bound
