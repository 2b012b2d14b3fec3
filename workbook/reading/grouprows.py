"""Rows that only head a group: an AEI and the sums of its rows below, without an activity of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.account import Skip
from workbook.domain.cells import ZERO, Number, read_amount
from workbook.domain.codes import code_of
from workbook.domain.exact import EXACT
from workbook.domain.places import Field
from workbook.layouts.grid import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.layouts.form import NumberedRow

_SAYING: Final = (Field.CODE, Field.NAME)
_AMOUNTS: Final = (Field.PROGRAMMED, Field.EXECUTED)


class GroupRows:
    """Leaves out the rows of a table that are sums of those below; the table must name its activities."""

    def __init__(self, fields: Mapping[Field, int], months: Sequence[int], skips: Skips) -> None:
        self._action = fields[Field.ACTION]
        self._saying = [fields[what] for what in (*_SAYING, Field.MEASURE) if what in fields]
        self._named = any(what in fields for what in _SAYING)
        self._amounts = list(months) or [fields[what] for what in _AMOUNTS if what in fields]
        self._skips = skips
        self._held: NumberedRow | None = None
        self._code = ""
        self._sums: list[Decimal] = []
        self._members: list[NumberedRow] = []

    def left_out(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """Give the rows without those that only head a group."""
        return self._rows(rows) if self._named and self._amounts else rows

    def _rows(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        first, *others = self._saying
        action = self._action
        for numbered in rows:
            row = numbered[1]
            if self._held is not None:
                if not self._is_nameless(row) and code_of(words_of(_at(row, action))) == self._code:
                    self._add(numbered)
                    continue
                yield from self._released()
            nameless = len(row) <= first or row[first] is None or row[first] == ""
            if nameless and not any(_at(row, column) for column in others) and self._may_head(row):
                self._hold(*numbered)
                continue
            yield numbered
        yield from self._released()

    def _is_nameless(self, row: Sequence[Raw]) -> bool:
        return not any(words_of(_at(row, column)) for column in self._saying)

    def _may_head(self, row: Sequence[Raw]) -> bool:
        return bool(words_of(_at(row, self._action))) and any(self._numbers(row))

    def _numbers(self, row: Sequence[Raw]) -> list[Decimal]:
        facts = (read_amount(_at(row, column)) for column in self._amounts)
        return [fact.value if isinstance(fact, Number) else ZERO for fact in facts]

    def _hold(self, number: int, row: Sequence[Raw]) -> None:
        self._held, self._code = (number, row), code_of(words_of(_at(row, self._action)))
        self._sums, self._members = [ZERO] * len(self._amounts), []

    def _add(self, member: NumberedRow) -> None:
        self._members.append(member)
        amounts = self._numbers(member[1])
        self._sums = [EXACT.add(one, other) for one, other in zip(self._sums, amounts, strict=True)]

    def _released(self) -> Iterator[NumberedRow]:
        """Give back the row that was held, unless it is the sum of its group, and the group."""
        held, self._held = self._held, None
        if held is None:
            return
        members, self._members = self._members, []
        if members and self._numbers(held[1]) == self._sums:
            self._skips.note(Skip.TOTAL, held[0])
        else:
            yield held
        yield from members


def _at(row: Sequence[Raw], column: int) -> Raw:
    return row[column] if column < len(row) else None
