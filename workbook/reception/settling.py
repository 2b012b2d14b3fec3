"""What the planner accepted, settled: the cells to write, what they make of formulas, the sheet Recepción."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.canvas.edits import Edits
from workbook.domain.cells import Number, read_amount
from workbook.domain.model import Monthly
from workbook.domain.places import Field, address, qualified
from workbook.domain.reception import HARMLESS, Change, Notice, Progress, Submission
from workbook.reception.lacking import lacking
from workbook.reception.layout import month_name
from workbook.reception.log import SENT, Entry, Log, Status, log_sheet, mark_of
from workbook.reception.overlay import Overlay
from workbook.reception.results import results_after
from workbook.spanish.reception import ACCEPTED, DECLINED, FILE, ONLY_TOLD, WRITTEN, told_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from workbook.canvas import Sheet, Value
    from workbook.domain.cells import Fact
    from workbook.domain.model import Activity, OrgUnit, Plan
    from workbook.host import Position
    from workbook.reception.desk import Desk


@dataclass(frozen=True)
class Settlement:
    """What a reception comes to.

    `edits` by sheet; `sheet` Recepción as it is now, None where it says nothing new; `after` the workbook
    with what is written, to be evaluated; `changes` how many cells are written.
    """

    edits: Mapping[str, Edits]
    sheet: Sheet | None
    after: Overlay
    changes: int

    @property
    def nothing_new(self) -> bool:
        """Whether the workbook holds all of it already."""
        return not self.edits and self.sheet is None


def settle(
    desk: Desk, files: Sequence[Submission], accepted: Collection[int], log: Log, day: dt.date
) -> Settlement:
    """Return what is written and logged where the files at the positions of `accepted` are taken."""
    typed: dict[str, dict[Position, Value]] = defaultdict(dict)
    changes = [change for number in sorted(accepted) for change in files[number].changes]
    for change in changes:
        typed[change.sheet][change.position] = change.value
    after = Overlay(desk.book, typed)
    plan = _changed(desk.plan, changes)
    results = results_after(desk.book, desk.plan, plan, typed) if typed else {}
    edits = {
        sheet: Edits(typed.get(sheet, {}), results.get(sheet, {}))
        for sheet in dict.fromkeys((*typed, *results))
    }
    written = _Register(desk, plan, log, day)
    for number, one in enumerate(files):
        written.add(one, accepted=number in accepted)
    return Settlement(edits, written.sheet(), after, sum(map(len, typed.values())))


def sent_sheet(desk: Desk, units: Sequence[OrgUnit], issue: int, log: Log, day: dt.date) -> Sheet | None:
    """Return Recepción with the sending of forms to units; None where it says so already."""
    written = _Register(desk, desk.plan, log, day)
    for unit in units:
        written.send(unit, issue)
    return written.sheet()


def state_of(one: Submission, missing: int | str, *, accepted: bool) -> Progress:
    """Return how far a unit is after a file of it."""
    if not accepted or any(notice.told not in HARMLESS for notice in one.notices):
        return Progress.OBSERVED
    return Progress.SETTLED if missing == 0 else Progress.RECEIVED


class _Register:
    """Gathers the lines of one reception and the states that they leave."""

    def __init__(self, desk: Desk, plan: Plan, log: Log, day: dt.date) -> None:
        self._desk, self._plan, self._log, self._day = desk, plan, log, day.isoformat()
        self._known = {entry.mark for entry in log.entries}
        self._news: list[Entry] = []
        self._units = {unit.key: unit for unit in plan.framework.units}
        self._statuses = {unit.key: self._status(unit) for unit in desk.units}

    def _status(self, unit: OrgUnit) -> Status:
        return self._log.status(unit.name) or Status(unit.name, unit.acronym)

    def send(self, unit: OrgUnit, issue: int) -> None:
        """Note that a unit was sent a form."""
        period = self._desk.period_name
        before = len(self._news)
        self._enter(Entry(unit.name, self._day, "", str(issue), "", SENT, row=period), (SENT, period))
        if len(self._news) > before:
            self._statuses[unit.key] = Status(
                unit.name, unit.acronym, Progress.PENDING, str(issue), day=self._day
            )

    def add(self, one: Submission, *, accepted: bool) -> None:
        """Note a file and all that it says."""
        unit = self._units.get(one.unit)
        name = unit.name if unit is not None else ""
        issue = "" if one.issue is None else str(one.issue)
        base = Entry(name, self._day, "", issue, one.file, "", author=one.author)
        before = len(self._news)
        by_row: dict[tuple[str, int], list[Change]] = defaultdict(list)
        for change in one.changes:
            by_row[change.sheet, change.position[0]].append(change)
        for changes in by_row.values():
            self._enter_changes(base, changes, one.digest, accepted=accepted)
        for notice in one.notices:
            self._enter_notice(base, notice, one.digest)
        missing = self._missing(one.unit)
        state = state_of(one, missing, accepted=accepted)
        outcome = WRITTEN if accepted else DECLINED
        line = replace(base, what=FILE, row=state.value if unit is not None else "", outcome=outcome)
        marked = self._has(line, (one.digest, outcome))
        if marked and len(self._news) == before:
            return
        self._enter(line, (one.digest, outcome))
        if unit is not None and unit.key in self._statuses:
            filled = f"{one.filled} de {one.rows}"
            self._statuses[unit.key] = Status(
                unit.name, unit.acronym, state, issue, one.file, self._day, filled, str(missing)
            )

    def _missing(self, key: str) -> int | str:
        listed = [one for one in self._plan.activities if one.unit == key]
        return lacking(listed, self._desk.period.evaluated, monthly=self._plan.framework.monthly)

    def _enter_changes(self, base: Entry, changes: Sequence[Change], digest: str, *, accepted: bool) -> None:
        """Note what one row fills in, in one line."""
        first = changes[0]
        entry = replace(
            base,
            what=ACCEPTED,
            row=first.row,
            datum=", ".join(month_name(change.field, change.month) for change in changes),
            before=_listed((change, change.before) for change in changes),
            after=_listed((change, change.after) for change in changes),
            outcome=WRITTEN if accepted else DECLINED,
            cell=qualified(first.sheet, address(*first.position)),
        )
        self._enter(entry, (digest, first.cell))

    def _enter_notice(self, base: Entry, notice: Notice, digest: str) -> None:
        datum = "" if notice.field is None else month_name(notice.field, notice.month)
        entry = replace(
            base,
            what=told_name(notice.told),
            row=notice.row,
            datum=datum,
            before=notice.before,
            after=notice.after,
            outcome=ONLY_TOLD,
            cell=notice.cell,
        )
        self._enter(entry, (digest,))

    def _mark(self, entry: Entry, extra: Sequence[str]) -> str:
        words = (entry.issue, entry.what, entry.row, entry.datum, entry.before, entry.after)
        said = (entry.unit, *((entry.what,) if entry.what == FILE else words))
        return mark_of(*said, entry.outcome, *extra)

    def _has(self, entry: Entry, extra: Sequence[str]) -> bool:
        return self._mark(entry, extra) in self._known

    def _enter(self, entry: Entry, extra: Sequence[str]) -> None:
        mark = self._mark(entry, extra)
        if mark not in self._known:
            self._known.add(mark)
            self._news.append(replace(entry, mark=mark))

    def sheet(self) -> Sheet | None:
        """Return Recepción; None where it says nothing new."""
        if not self._news:
            return None
        settings = self._plan.framework.settings
        entries = (*self._log.entries, *self._news)
        return log_sheet(settings.entity, self._desk.period_name, self._statuses.values(), entries)


def _listed(contents: Iterable[tuple[Change, str]]) -> str:
    """Return what the cells of a row hold in one text, each named where there are several."""
    told = list(contents)
    if len(told) == 1:
        return told[0][1]
    return "; ".join(f"{month_name(one.field, one.month)}: {text}" for one, text in told if text)


def _changed(plan: Plan, changes: Iterable[Change]) -> Plan:
    """Return a plan as it reads once its cells are written."""
    by_row: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for change in changes:
        by_row[change.sheet, change.position[0]].append(change)
    return replace(plan, activities=tuple(_with(one, by_row) for one in plan.activities))


def _with(activity: Activity, by_row: Mapping[tuple[str, int], Sequence[Change]]) -> Activity:
    where = activity.where
    changes = by_row.get((where.columns.sheet, where.row), ()) if where is not None else ()
    if not changes:
        return activity
    words = {change.field: change.after.strip() for change in changes}
    executed, monthly = activity.executed, activity.monthly
    months = list(monthly.executed) if monthly is not None else []
    for change in changes:
        if change.field is Field.EXECUTED and change.month is None:
            executed = _fact(change)
        elif change.field is Field.EXECUTED and change.month is not None:
            months[change.month - 1] = _fact(change)
    return replace(
        activity,
        executed=executed,
        monthly=None if monthly is None else Monthly(monthly.programmed, tuple(months)),
        cause=words.get(Field.CAUSE, activity.cause),
        evidence=words.get(Field.EVIDENCE, activity.evidence),
    )


def _fact(change: Change) -> Fact:
    return read_amount(change.value) if isinstance(change.value, str) else Number(change.value)
