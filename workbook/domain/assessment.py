"""The state of one activity in the period: what its cells amount to (method, sections 2 and 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import ZERO, CellError, Fact, Mark, Number, Unreadable
from workbook.domain.exact import total
from workbook.domain.findings import Code
from workbook.domain.periods import MONTHS, TargetKind
from workbook.domain.places import Field
from workbook.domain.quick import quickly_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.model import Activity, Monthly


class State(Enum):
    """State of an activity, of a unit in an AEI, of an AEI or of an OEI in the period."""

    PROGRAMMED = "programada"
    NOT_REPORTED = "sin_informacion"
    PARTIAL = "parcial"
    NOT_PROGRAMMED = "no_programada"
    NO_TARGET = "sin_meta"
    UNUSABLE = "inutilizable"

    __hash__ = object.__hash__  # members are single objects; Enum's own is slow

    @property
    def in_sums(self) -> bool:
        """Whether its amounts are part of totals and means."""
        return self in IN_SUMS


IN_SUMS: Final = frozenset((State.PROGRAMMED, State.NOT_REPORTED, State.PARTIAL))
"""States whose amounts are part of totals and means."""
_INCOMPLETE = frozenset((State.NOT_REPORTED, State.PARTIAL, State.UNUSABLE))
_NOTHING = Number(ZERO)


def combine(states: Iterable[State]) -> State:
    """Return the state of a parent from its children's.

    >>> combine([State.PROGRAMMED, State.NOT_REPORTED])
    <State.PARTIAL: 'parcial'>
    >>> combine([State.NOT_REPORTED, State.NOT_PROGRAMMED])
    <State.NOT_REPORTED: 'sin_informacion'>
    >>> combine([])
    <State.NOT_PROGRAMMED: 'no_programada'>
    """
    present = frozenset(states)
    summed = present & IN_SUMS
    if summed == {State.NOT_REPORTED}:
        return State.NOT_REPORTED
    if summed:
        return State.PARTIAL if present & _INCOMPLETE else State.PROGRAMMED
    for state in (State.UNUSABLE, State.NO_TARGET):
        if state in present:
            return state
    return State.NOT_PROGRAMMED


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about one cell of an activity, still without its place."""

    code: Code
    field: Field
    month: int | None = None
    text: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Assessment:
    """An activity in the period.

    Amounts are in its unit of measure; 0 where the state is not in sums, but `executed` is what was
    executed without a target where the state says so. `missing` are the programmed months of the period
    without report (0 stands for the whole period), `first_reported` the first month with an execution
    above 0 of what was executed without a target.
    """

    state: State
    programmed: Decimal = ZERO
    executed: Decimal = ZERO
    issues: tuple[Issue, ...] = ()
    missing: tuple[int, ...] = ()
    first_reported: int | None = None


def assess(activity: Activity, months: Sequence[int] = MONTHS) -> Assessment:
    """Return the state and amounts of an activity in `months` (1 to 12; they matter where it has months)."""
    if activity.monthly is not None:
        return _assess_months(activity.monthly, activity.kind, months)
    programmed, executed = activity.programmed, activity.executed
    if (
        isinstance(programmed, Number)
        and isinstance(executed, Number)
        and programmed.value > ZERO <= executed.value
    ):
        return Assessment(State.PROGRAMMED, programmed.value, executed.value)  # nearly every row
    return _assess_whole(programmed, executed)


def _assess_whole(programmed: Fact, executed: Fact) -> Assessment:
    issues = (*_unusable(programmed, Field.PROGRAMMED), *_unusable(executed, Field.EXECUTED))
    target = programmed.value if isinstance(programmed, Number) else ZERO
    done = executed.value if isinstance(executed, Number) else None
    if programmed is Mark.NOT_REPORTED:
        issues = (*issues, Issue(Code.UNREADABLE_AMOUNT, Field.PROGRAMMED, text="S.I."))
    if target > 0 and executed is Mark.NOT_PROGRAMMED:
        issues = (*issues, Issue(Code.UNREADABLE_AMOUNT, Field.EXECUTED, text="No programada"))
    if issues:
        return Assessment(State.UNUSABLE, issues=issues)
    return _settle(target, done, missing=(0,) if target > 0 and done is None else ())


def _assess_months(monthly: Monthly, kind: TargetKind, months: Sequence[int]) -> Assessment:
    targets: dict[int, Decimal] = {}
    reports: dict[int, Decimal] = {}
    odd: dict[int, None] = {}
    for month in months:
        programmed, executed = monthly.programmed[month - 1], monthly.executed[month - 1]
        if isinstance(programmed, Number) and programmed.value > ZERO:
            targets[month] = programmed.value
        elif not (programmed is Mark.BLANK or programmed == _NOTHING):
            odd[month] = None
        if isinstance(executed, Number) and executed.value >= ZERO:
            reports[month] = executed.value
        elif executed is not Mark.BLANK:
            odd[month] = None
    issues = [
        issue
        for month in odd
        for issue in _month_issues(monthly.programmed[month - 1], monthly.executed[month - 1], month)
    ]
    if issues:
        return Assessment(State.UNUSABLE, issues=tuple(issues))
    return _settle_months(targets, reports, kind)


def _month_issues(programmed: Fact, executed: Fact, month: int) -> list[Issue]:
    issues = [*_unusable(programmed, Field.PROGRAMMED, month), *_unusable(executed, Field.EXECUTED, month)]
    if programmed is Mark.NOT_REPORTED:
        issues.append(Issue(Code.UNREADABLE_AMOUNT, Field.PROGRAMMED, month, "S.I."))
    if executed is Mark.NOT_PROGRAMMED and isinstance(programmed, Number) and programmed.value > 0:
        issues.append(Issue(Code.UNREADABLE_AMOUNT, Field.EXECUTED, month, "No programada"))
    return issues


def _settle_months(targets: dict[int, Decimal], reports: dict[int, Decimal], kind: TargetKind) -> Assessment:
    telling = {month: amount for month, amount in reports.items() if month in targets or amount > 0}
    missing = tuple(month for month in targets if month not in reports)
    settled = _settle(_period_amount(targets, kind) or ZERO, _period_amount(telling, kind), missing)
    if settled.state is not State.NO_TARGET:
        return settled
    return replace(settled, first_reported=min(telling))


def _period_amount(amounts: dict[int, Decimal], kind: TargetKind) -> Decimal | None:
    """Return the sum of the months, or the last one; None where no month says anything."""
    if not amounts:
        return None
    return total(amounts.values()) if kind is TargetKind.CUMULATIVE else amounts[max(amounts)]


def _settle(target: Decimal, done: Decimal | None, missing: tuple[int, ...]) -> Assessment:
    if target == 0:
        return Assessment(State.NO_TARGET, executed=done) if done else Assessment(State.NOT_PROGRAMMED)
    if done is None:
        return Assessment(State.NOT_REPORTED, target, ZERO, missing=missing)
    return Assessment(State.PARTIAL if missing else State.PROGRAMMED, target, done, missing=missing)


def _unusable(fact: Fact, what: Field, month: int | None = None) -> tuple[Issue, ...]:
    if isinstance(fact, CellError):
        return (Issue(Code.CELL_ERROR, what, month, fact.code),)
    if isinstance(fact, Unreadable):
        code = Code.AMBIGUOUS_AMOUNT if fact.ambiguous else Code.UNREADABLE_AMOUNT
        return (Issue(code, what, month, fact.text),)
    if isinstance(fact, Number) and fact.value < 0:
        return (Issue(Code.NEGATIVE_AMOUNT, what, month, str(fact.value)),)
    return ()


def last_reported(activities: Iterable[Activity]) -> int | None:
    """Return the last month (1 to 12) in which any activity reports an amount; None where none does."""
    last = 0
    for activity in activities:
        if activity.monthly is None:
            continue
        for month in range(len(MONTHS), last, -1):
            if isinstance(activity.monthly.executed[month - 1], Number):
                last = month
                break
    return last or None


def annual_target(activity: Activity) -> Decimal | None:
    """Return the target of the year: of the months where it has them, else the column Meta anual."""
    if activity.monthly is None:
        return activity.annual.value if isinstance(activity.annual, Number) else None
    targets = {
        m: f.value
        for m, f in enumerate(activity.monthly.programmed, 1)
        if isinstance(f, Number) and f.value > 0
    }
    return _period_amount(targets, activity.kind)
