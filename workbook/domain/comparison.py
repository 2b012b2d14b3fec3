"""What changed between two plans: activities, amounts, results, the frame; nothing left out, none guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import assess
from workbook.domain.cells import Fact, Number
from workbook.domain.codes import CodeBook
from workbook.domain.frames import FrameChange, frame_changes
from workbook.domain.levels import LevelChange, level_changes
from workbook.domain.matching import matched
from workbook.domain.periods import MONTHS, TargetKind
from workbook.domain.places import Field
from workbook.domain.unitnames import UnitBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.model import Activity, Plan
    from workbook.domain.results import Evaluation

Said = Fact | str | bool | TargetKind | Decimal
"""What a field of an activity says; a Decimal is the amount of the period where only one side has months."""

TARGETS: Final = frozenset((Field.PROGRAMMED, Field.ANNUAL))
_TEXTS: Final = (
    (Field.CODE, "code"), (Field.ACTION, "action"), (Field.UNIT, "unit"), (Field.NAME, "name"),
    (Field.MEASURE, "measure"), (Field.KIND, "kind"), (Field.ON_DEMAND, "on_demand"),
)  # fmt: skip
_LAST: Final = (
    (Field.CAUSE, "cause"), (Field.EVIDENCE, "evidence"),
    (Field.BUDGET, "budget"), (Field.ACCRUED, "accrued"),
)  # fmt: skip
_AMOUNTS: Final = (
    (Field.ANNUAL, "annual"), (Field.PROGRAMMED, "programmed"), (Field.EXECUTED, "executed"),
)  # fmt: skip


class Presence(Enum):
    """Where an activity is."""

    ADDED = "added"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one activity that says something else; `month` (1 to 12) of monthly amounts."""

    what: Field
    before: Said
    after: Said
    month: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """An activity that is new, is gone, or changed. AEI and unit are those of the earlier plan's spelling."""

    before: Activity | None
    after: Activity | None
    changes: tuple[Change, ...] = ()

    @property
    def presence(self) -> Presence:
        """Where it is."""
        if self.before is None:
            return Presence.ADDED
        return Presence.GONE if self.after is None else Presence.BOTH

    @property
    def shown(self) -> Activity:
        """The activity as it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its plan and its evaluation."""

    plan: Plan
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one to the other, each list in the order of the later plan.

    `activities` are those that differ, `same` counts the others; `levels` are all totals, AEI, OEI and
    units, whether they differ or not.
    """

    before: Evaluation
    after: Evaluation
    activities: tuple[ActivityChange, ...]
    same: int
    levels: tuple[LevelChange, ...]
    frame: tuple[FrameChange, ...]

    def of(self, presence: Presence) -> tuple[ActivityChange, ...]:
        """Return the activities that differ, by where they are."""
        return tuple(one for one in self.activities if one.presence is presence)

    def unit_name(self, key: str) -> str:
        """Return how a unit is shown, the later way first; the key itself where neither plan lists it."""
        units = (*self.after.framework.units, *self.before.framework.units)
        return next((unit.shown for unit in units if unit.key == key), key)

    @property
    def differs(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.activities or self.frame or any(one.differs for one in self.levels))


def compare(before: Side, after: Side) -> Comparison:
    """Compare two plans of one entity: two workbooks, two cuts, an export and a workbook.

    Units are the same by name or key whatever their accents, AEI by the digits of their code.
    """
    names = _Names(before.plan)
    old = before.plan.activities
    new = [names.translated(one) for one in after.plan.activities]
    pairs = [(left, right, _changes(left, right, before, after)) for left, right in matched(old, new)]
    different = tuple(
        ActivityChange(left, right, changes)
        for left, right, changes in pairs
        if _differs(left, right, changes)
    )
    return Comparison(
        before.evaluation,
        after.evaluation,
        different,
        len(pairs) - len(different),
        level_changes(before.evaluation, after.evaluation, names.unit, names.action),
        frame_changes(before.evaluation, after.evaluation, names.unit, names.action),
    )


def _differs(left: Activity | None, right: Activity | None, changes: tuple[Change, ...]) -> bool:
    return left is None or right is None or bool(changes)


class _Names:
    """How the earlier plan writes the units and codes of the later one."""

    def __init__(self, earlier: Plan) -> None:
        framework = earlier.framework
        self._units = UnitBook(framework.units)
        codes = [one.code for one in framework.objectives] + [one.code for one in framework.actions]
        used = dict.fromkeys([*codes, *(one.action for one in earlier.activities)])
        self._codes = CodeBook((code, "") for code in used)

    def unit(self, key: str) -> str:
        """Return the earlier key of a unit."""
        found = self._units.find(key)
        return key if found is None else found.key

    def action(self, code: str) -> str:
        """Return the earlier spelling of a code."""
        return self._codes.find(code) or code

    def translated(self, activity: Activity) -> Activity:
        """Return an activity in the earlier spelling."""
        unit, action = self.unit(activity.unit), self.action(activity.action)
        if (unit, action) == (activity.unit, activity.action):
            return activity
        return replace(activity, unit=unit, action=action)


def _changes(old: Activity | None, new: Activity | None, before: Side, after: Side) -> tuple[Change, ...]:
    if old is None or new is None:
        return ()
    texts = _unlike(old, new, _TEXTS)
    return (*texts, *_amounts(old, new, before, after), *_unlike(old, new, _LAST))


def _unlike(old: Activity, new: Activity, fields: tuple[tuple[Field, str], ...]) -> Iterator[Change]:
    for what, name in fields:
        left, right = getattr(old, name), getattr(new, name)
        if not _says_the_same(left, right):
            yield Change(what, left, right)


def _amounts(old: Activity, new: Activity, before: Side, after: Side) -> Iterator[Change]:
    """Yield what changed of the amounts: typed ones, month by month, or those that the months come to."""
    if old.monthly is None and new.monthly is None:
        yield from _unlike(old, new, _AMOUNTS)
    elif old.monthly is not None and new.monthly is not None:
        sides = (
            (Field.PROGRAMMED, old.monthly.programmed, new.monthly.programmed),
            (Field.EXECUTED, old.monthly.executed, new.monthly.executed),
        )
        for what, lefts, rights in sides:
            for month, left, right in zip(MONTHS, lefts, rights, strict=True):
                if not _says_the_same(left, right):
                    yield Change(what, left, right, month)
    else:
        was, is_now = assess(old, _months(before)), assess(new, _months(after))
        if was.programmed != is_now.programmed:
            yield Change(Field.PROGRAMMED, was.programmed, is_now.programmed)
        if was.executed != is_now.executed:
            yield Change(Field.EXECUTED, was.executed, is_now.executed)


def _months(side: Side) -> tuple[int, ...]:
    return side.evaluation.period.evaluated


def _says_the_same(left: Said, right: Said) -> bool:
    """Tell whether two contents mean one thing: a number typed as text is that number."""
    if isinstance(left, Number) and isinstance(right, Number):
        return left.value == right.value
    return left == right
