"""Which row of a form is which activity of the workbook: by code, by words, by key, by the nearest text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbook.domain.places import Field
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from workbook.domain.model import Activity
    from workbook.reception.contents import FormRow

_ALIKE: Final = 0.6
_KEY_ALIKE: Final = 0.3
"""How alike two names must be where a row's key says that they are one: people sort parts of tables."""


@dataclass(frozen=True)
class Matching:
    """Rows with their activities (by position), rows without one, activities without a row, repeated rows."""

    pairs: tuple[tuple[FormRow, int], ...]
    strangers: tuple[FormRow, ...]
    absent: tuple[int, ...]
    repeated: tuple[tuple[FormRow, int], ...]


def match_rows(rows: Sequence[FormRow], activities: Sequence[Activity], keys: Sequence[str]) -> Matching:
    """Return which row is which of the activities of a unit; each activity gets one row at most."""
    work = _Work(rows, activities, keys)
    work.by(_row_code_and_name, _code_and_name)
    work.by(_row_code, _code, unlike=False)
    work.by(_row_words, _words)
    work.by_key()
    work.by(_row_name, _name)
    work.by_likeness()
    return work.matching()


class _Work:
    def __init__(self, rows: Sequence[FormRow], activities: Sequence[Activity], keys: Sequence[str]) -> None:
        self._rows, self._activities, self._keys = rows, activities, keys
        self._left = dict.fromkeys(range(len(rows)))
        self._free = dict.fromkeys(range(len(activities)))
        self._found: dict[int, int] = {}

    def by(
        self,
        of_row: Callable[[FormRow], Hashable | None],
        of_activity: Callable[[Activity], Hashable | None],
        *,
        unlike: bool = True,
    ) -> None:
        """Pair those that say the same, in their order; with `unlike` False no row of quite another name."""
        known: dict[Hashable, list[int]] = defaultdict(list)
        for number in self._free:
            said = of_activity(self._activities[number])
            if said is not None:
                known[said].append(number)
        for row in list(self._left):
            said = of_row(self._rows[row])
            if said is not None and known.get(said) and (unlike or self._may_be(row, known[said][0])):
                self._join(row, known[said].pop(0))

    def by_key(self) -> None:
        """Pair by the key that the form carries, unless the words say that it stands in another's row."""
        known = {key: number for number, key in enumerate(self._keys) if number in self._free}
        for row in list(self._left):
            held = self._rows[row]
            number = known.get(held.key) if held.key else None
            if number is None or number not in self._free:
                continue
            if self._may_be(row, number):
                self._join(row, number)

    def _may_be(self, row: int, number: int) -> bool:
        """Tell whether the words of a row let it be an activity that its code or key names."""
        name, own = self._rows[row].text(Field.NAME), self._activities[number].name
        return not name or not own or _likeness(name, own) >= _KEY_ALIKE

    def by_likeness(self) -> None:
        """Pair what is left by how alike the names are, the most alike first."""
        scored = [
            (-score, row, number)
            for row in self._left
            for number in self._free
            if not _codes_differ(self._rows[row], self._activities[number])
            and (score := _likeness(self._rows[row].text(Field.NAME), self._activities[number].name))
            >= _ALIKE
        ]
        for _, row, number in sorted(scored):
            if row in self._left and number in self._free:
                self._join(row, number)

    def _join(self, row: int, number: int) -> None:
        del self._left[row], self._free[number]
        self._found[row] = number

    def matching(self) -> Matching:
        by_code = {_code(one): number for number, one in enumerate(self._activities) if one.code}
        repeated = {
            row: by_code[code]
            for row in self._left
            if (code := _row_code(self._rows[row])) is not None and code in by_code
        }
        return Matching(
            tuple((self._rows[row], number) for row, number in sorted(self._found.items())),
            tuple(self._rows[row] for row in self._left if row not in repeated),
            tuple(self._free),
            tuple((self._rows[row], number) for row, number in repeated.items()),
        )


def owners(activities: Mapping[str, Sequence[Activity]]) -> dict[Hashable, str]:
    """Return whose each activity is, by its code and by its name; "" where several units have it."""
    found: dict[Hashable, str] = {}
    for unit, listed in activities.items():
        for one in listed:
            for said in (_code(one), _name(one)):
                if said is not None:
                    found[said] = unit if found.get(said, unit) == unit else ""
    return found


def owner(row: FormRow, known: Mapping[Hashable, str]) -> str:
    """Return the unit whose activity a row is, by code, else by name; "" where none is, or several are."""
    said = (_row_code(row), _row_name(row))
    return next((found for one in said if one is not None and (found := known.get(one))), "")


def _codes_differ(row: FormRow, activity: Activity) -> bool:
    code = _row_code(row)
    return code is not None and bool(activity.code) and code != _code(activity)


def _code(activity: Activity) -> Hashable | None:
    return ("code", activity.code.casefold()) if activity.code else None


def _row_code(row: FormRow) -> Hashable | None:
    code = row.text(Field.CODE)
    return ("code", code.casefold()) if code else None


def _name(activity: Activity) -> Hashable | None:
    return ("name", plain(activity.name)) if plain(activity.name) else None


def _row_name(row: FormRow) -> Hashable | None:
    name = plain(row.text(Field.NAME))
    return ("name", name) if name else None


def _code_and_name(activity: Activity) -> Hashable | None:
    return (_code(activity), _name(activity)) if activity.code else None


def _row_code_and_name(row: FormRow) -> Hashable | None:
    return (_row_code(row), _row_name(row)) if _row_code(row) is not None else None


def _words(activity: Activity) -> Hashable | None:
    name = _name(activity)
    return None if name is None else (name, plain(activity.action), plain(activity.measure))


def _row_words(row: FormRow) -> Hashable | None:
    if _row_name(row) is None:
        return None
    return (_row_name(row), plain(row.text(Field.ACTION)), plain(row.text(Field.MEASURE)))


@lru_cache(maxsize=8192)
def _pieces(text: str) -> frozenset[str]:
    words = f" {plain(text)} "
    return frozenset(words[at : at + 3] for at in range(len(words) - 2))


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: the runs of three letters that they share."""
    left, right = _pieces(one), _pieces(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
