"""What stands twice: an activity in two rows, a sheet in two copies."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Columns, Field, address, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from workbook.domain.model import Activity

_ROW_BITS: Final = 24
_ROW: Final = (1 << _ROW_BITS) - 1
_BITS: Final = (1 << 24) - 1
_SHORT_CODE: Final = 6
_SAME_ROWS: Final = 0.8
_FEWEST_SAME: Final = 2
_DIGITS: Final = frozenset("0123456789")
_DIGIT: Final = re.compile(r"\d")


class Repeats:
    """Remembers where each activity stood, by a number, in 16 bytes a row; tells at the end which came again.

    A table of bits says at once of nearly every activity that it is new. What a bit was set for before
    may be another: it is looked at more closely at the end.
    """

    def __init__(self) -> None:
        self._sheets: list[Columns] = []
        self._keys, self._places = array("q"), array("q")
        self._bits = bytearray((_BITS >> 3) + 1)
        self._again: list[_Again] = []
        self._sheet_bits = 0

    def begin_sheet(self, columns: Columns) -> None:
        """Begin a sheet."""
        self._sheet_bits = len(self._sheets) << _ROW_BITS
        self._sheets.append(columns)

    def note(self, activity: Activity, row: int) -> None:
        """Remember an activity in a row (from 0)."""
        place, code = self._sheet_bits | row, activity.code
        plainly = code[-1:] in _DIGITS and len(code) >= _SHORT_CODE  # as most are
        key = hash(code.upper()) if plainly else identity(activity)
        if key is not None and not self._is_new(key, place):
            self._again.append(_Again(key, place, code, activity.name, activity.unit))
        if not code and activity.name:
            named = hash((activity.unit, activity.action, activity.name, activity.measure))
            if not self._is_new(named, place):
                again = _Again(named, place, code, activity.name, activity.unit, elsewhere=True)
                self._again.append(again)

    def _is_new(self, key: int, place: int) -> bool:
        self._keys.append(key)
        self._places.append(place)
        byte, bit = (key & _BITS) >> 3, 1 << (key & 7)
        known = self._bits[byte]
        if known & bit:
            return False
        self._bits[byte] = known | bit
        return True

    def findings(self) -> Iterator[Finding]:
        """Yield the finding of each activity that stood before, in the order of the rows.

        With other amounts, one without code counts as the same only in another sheet.
        """
        asked = {one.key for one in self._again}
        first: dict[int, int] = {}
        if asked:
            for key, place in zip(self._keys, self._places, strict=True):
                if key in asked:
                    first.setdefault(key, place)
        told: set[int] = set()
        for one in self._again:
            before = first[one.key]
            same_sheet = self._sheet(before) == self._sheet(one.place)
            if before != one.place not in told and not (one.elsewhere and same_sheet):
                told.add(one.place)
                yield self._repeated(one, before)

    def forget(self) -> None:
        """Let go of what was remembered."""
        self.__init__()  # type: ignore[misc]

    def _sheet(self, place: int) -> str:
        return self._sheets[place >> _ROW_BITS].sheet

    def _repeated(self, again: _Again, first: int) -> Finding:
        here, there = self._sheets[again.place >> _ROW_BITS], self._sheets[first >> _ROW_BITS]
        return finding(
            Code.REPEATED_ACTIVITY,
            sheet=here.sheet,
            cell=_cell(here, again.place & _ROW),
            subject=again.code or again.name,
            unit=again.unit,
            activity=again.name or again.code,
            activity_code=again.code,
            first=qualified(there.sheet, _cell(there, first & _ROW)),
        )


class _Again(NamedTuple):
    """A row that may have stood before; `elsewhere` if only another sheet counts."""

    key: int
    place: int
    code: str
    name: str
    unit: str
    elsewhere: bool = False


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
    if len(code) >= _SHORT_CODE:
        return code[-1] in _DIGITS or _DIGIT.search(code) is not None
    return _DIGIT.search(code) is not None and not code.replace(".", "").isdecimal()


def row_marks(activities: Iterable[Activity]) -> frozenset[int]:
    """Return a number for each row: its code and AEI; its name, AEI and amounts where it has no code.

    A copy of a sheet in which amounts were changed is a copy all the same. A row of a table of an AEI has
    neither code nor name: its unit tells it.
    """
    return frozenset(map(_mark, activities))


def _mark(activity: Activity) -> int:
    if activity.code:
        return hash((activity.code, activity.action))
    if not activity.name:
        return hash((activity.unit, activity.action))
    return hash((
        activity.name, activity.action, activity.programmed, activity.executed, activity.monthly,
    ))  # fmt: skip


def same_rows(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    """Tell whether two sheets hold the same rows, four in five at least; of three or four all but one.

    >>> same_rows({1, 2, 3, 4, 5}, {1, 2, 3, 4, 6}), same_rows(set(), set())
    (True, False)
    >>> same_rows({1, 2, 3}, {1, 2, 4}), same_rows({1, 2}, {1, 3})
    (True, False)
    """
    same, rows = len(one & other), max(len(one), len(other))
    return same > 0 and (same >= _SAME_ROWS * rows or (same >= _FEWEST_SAME and rows - same == 1))
