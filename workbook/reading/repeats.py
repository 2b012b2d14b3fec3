"""What stands twice: an activity in two rows, a sheet in two copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Columns, Field, address, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from workbook.domain.model import Activity

_ROW_BITS: Final = 24
_SHORT_CODE: Final = 6
_SAME_ROWS: Final = 0.8
_DIGIT: Final = re.compile(r"\d")


class Repeats:
    """Remembers each activity by a number, and where it stood first."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._named: dict[int, int] = {}
        self._sheets: list[Columns] = []

    def begin_sheet(self, columns: Columns) -> None:
        """Begin a sheet."""
        self._sheets.append(columns)

    def note(self, activity: Activity, row: int) -> Finding | None:
        """Remember an activity in a row (from 0); return the finding of one that was there before."""
        key = identity(activity)
        if key is None:
            return None
        place = (len(self._sheets) - 1) << _ROW_BITS | row
        first = self._seen.setdefault(key, place)
        if first == place and not activity.code and activity.name:
            first = self._in_another_sheet(activity, place)
        return None if first == place else self._repeated(activity, row, first)

    def _in_another_sheet(self, activity: Activity, place: int) -> int:
        """Return where an activity without code stands in another sheet, with any amounts; else `place`."""
        key = hash((activity.unit, activity.action, activity.name, activity.measure))
        first = self._named.setdefault(key, place)
        here, there = self._sheets[-1].sheet, self._sheets[first >> _ROW_BITS].sheet
        return place if here == there else first

    def _repeated(self, activity: Activity, row: int, first: int) -> Finding:
        here, there = self._sheets[-1], self._sheets[first >> _ROW_BITS]
        return finding(
            Code.REPEATED_ACTIVITY,
            sheet=here.sheet,
            cell=_cell(here, row),
            subject=activity.code or activity.name,
            unit=activity.unit,
            activity=activity.name or activity.code,
            activity_code=activity.code,
            first=qualified(there.sheet, _cell(there, first & ((1 << _ROW_BITS) - 1))),
        )


def _cell(columns: Columns, row: int) -> str:
    column = columns.fields.get(Field.CODE, columns.fields.get(Field.NAME, columns.fields[Field.ACTION]))
    return address(row, column)


def identity(activity: Activity) -> int | None:
    """Return a number that tells an activity from others; None where too little is said of it.

    Its code does, unless it is only a number in a list ("1", "2.1"): that counts within its unit and AEI.
    """
    code = activity.code
    if code and _is_code(code):
        return hash(code.upper())
    if not activity.name:
        return None
    return hash((
        activity.unit,
        activity.action,
        activity.name,
        activity.measure,
        activity.programmed,
        activity.executed,
        activity.monthly,
    ))  # fmt: skip


def _is_code(code: str) -> bool:
    if _DIGIT.search(code) is None:
        return False
    return len(code) >= _SHORT_CODE or not code.replace(".", "").isdecimal()


def row_marks(activities: Iterable[Activity]) -> frozenset[int]:
    """Return a number for each row: its code and AEI; its name, AEI and amounts where it has no code.

    A copy of a sheet in which amounts were changed is a copy all the same.
    """
    return frozenset(
        hash((one.code, one.action))
        if one.code
        else hash((one.name, one.action, one.programmed, one.executed, one.monthly))
        for one in activities
    )


def same_rows(one: AbstractSet[int], other: AbstractSet[int]) -> bool:
    """Tell whether two sheets hold the same rows, four in five at least.

    >>> same_rows({1, 2, 3, 4, 5}, {1, 2, 3, 4, 6}), same_rows(set(), set())
    (True, False)
    """
    return len(one & other) >= _SAME_ROWS * max(len(one), len(other), 1)
