"""Amounts of closed months: kept when a period is closed, compared with what the workbook says later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import BLANK, ZERO, CellError, Mark, Number, Unreadable
from workbook.domain.closing import Archived, MonthTotal, Register, closing_of
from workbook.domain.exact import EXACT
from workbook.domain.findings import Code, finding
from workbook.domain.matching import matched
from workbook.domain.model import Activity, Monthly
from workbook.domain.periods import MONTHS
from workbook.domain.places import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from workbook.domain.cells import Fact
    from workbook.domain.findings import Datum, Finding
    from workbook.domain.periods import Period
    from workbook.domain.results import Evaluation

_WHOLE: Final = 0
_MOST_TOLD: Final = 20
"""So many cells of a sheet are told one by one; of the rest, how many they are."""

_SAID: Final = {Mark.BLANK: "", Mark.NOT_PROGRAMMED: "No programada", Mark.NOT_REPORTED: "S.I."}
_SIDES: Final = (Field.PROGRAMMED, Field.EXECUTED)
_TEXTS: Final = ((Field.ACTION, "action"), (Field.UNIT, "unit"), (Field.KIND, "kind"))


# ------------------------------------------------------------ closing


def register_with(
    register: Register, activities: Iterable[Activity], evaluation: Evaluation, archived: Archived
) -> Register:
    """Return the register with one closing more: of the period that was evaluated.

    All closed months are kept as they are now: whoever closes has seen what changed since (`closed_changes`)
    and agrees.
    """
    closing = closing_of(evaluation, archived, len(register.closings) + 1)
    closings = (*register.closings, closing)
    months = sorted({month for one in closings for month in one.months})
    rows = tuple(_kept(activity, months) for activity in activities)
    return Register(closings, rows, month_totals(rows, months))


def _kept(activity: Activity, months: Sequence[int]) -> Activity:
    """Return what is kept of an activity: what it is, and its amounts of closed months."""
    monthly = activity.monthly
    return Activity(
        activity.action,
        activity.unit,
        activity.programmed if monthly is None else BLANK,
        activity.executed if monthly is None else BLANK,
        activity.code,
        activity.name,
        activity.measure,
        activity.kind,
        monthly=None
        if monthly is None
        else Monthly(_closed(monthly.programmed, months), _closed(monthly.executed, months)),
    )


def _closed(facts: Sequence[Fact], months: Sequence[int]) -> tuple[Fact, ...]:
    return tuple(fact if month in months else BLANK for month, fact in zip(MONTHS, facts, strict=True))


def month_totals(rows: Iterable[Activity], months: Sequence[int]) -> tuple[MonthTotal, ...]:
    """Return the sums of each unit in each closed month, with a digest of its rows."""
    gathered: dict[tuple[str, int], list[Activity]] = {}
    for row in rows:
        for month in (_WHOLE,) if row.monthly is None else months:
            gathered.setdefault((row.unit, month), []).append(row)
    return tuple(
        MonthTotal(
            unit,
            month,
            _sum(_fact(row, Field.PROGRAMMED, month) for row in listed),
            _sum(_fact(row, Field.EXECUTED, month) for row in listed),
            _digest(listed, month),
        )
        for (unit, month), listed in gathered.items()
    )


def _sum(facts: Iterable[Fact]) -> Decimal:
    result = ZERO
    for fact in facts:
        if isinstance(fact, Number):
            result = EXACT.add(result, fact.value)
    return result


def _digest(rows: Iterable[Activity], month: int) -> str:
    """Return a fingerprint of rows in a month, whatever their order."""
    lines = sorted(
        "\x1f".join(
            (row.code, row.name, row.action, *(str(_value(_fact(row, what, month))) for what in _SIDES))
        )
        for row in rows
    )
    return hashlib.sha256("\x1e".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fact(row: Activity, what: Field, month: int) -> Fact:
    if row.monthly is None:
        return row.programmed if what is Field.PROGRAMMED else row.executed
    return (row.monthly.programmed if what is Field.PROGRAMMED else row.monthly.executed)[month - 1]


def _value(fact: Fact) -> Datum:
    """Return what a cell says, as a finding's datum; "" for a blank one."""
    match fact:
        case Number():
            return fact.value
        case CellError():
            return fact.code
        case Unreadable():
            return fact.text
    return _SAID[fact]


# ------------------------------------------------------------ later


@dataclass(frozen=True, slots=True)
class _Cell:
    """A closed amount that says something else now."""

    activity: Activity
    what: Field
    month: int
    before: Fact
    after: Fact


def closed_changes(
    register: Register, activities: Sequence[Activity], period: Period, year: int | None
) -> list[Finding]:
    """Return what says something else than when it was closed, each with its cell.

    Rows are known again wherever they were moved to. Amounts of rows without months are those of the period
    that Parámetros says: they are compared while that is the one that was closed last. A workbook that went
    on to another year is not compared.
    """
    last = register.last
    if last is None or last.year != year:
        return []
    found = [*_tampered(register)]
    same_period = last.months == period.evaluated
    cells: list[_Cell] = []
    units = frozenset(activity.unit for activity in activities)
    for old, now in matched(register.rows, activities):
        months = _compared(old, now, register.months, same_period=same_period)
        if now is None:
            assert old is not None  # noqa: S101 - one of the two is there
            found += _gone(old, months)
            continue
        cells += _cells(old, now, months)
        if old is not None and months:
            found += _reassigned(old, now, units)
    return [*found, *_told(cells)]


def _compared(
    old: Activity | None, now: Activity | None, closed: frozenset[int], *, same_period: bool
) -> tuple[int, ...]:
    """Return the closed months in which a row is compared (0 for the period of a row without months)."""
    row = now or old
    assert row is not None  # noqa: S101 - one of the two is there
    if row.monthly is None:
        return (_WHOLE,) if same_period else ()
    return tuple(sorted(closed))


def _cells(old: Activity | None, now: Activity, months: Sequence[int]) -> Iterator[_Cell]:
    for month in months:
        for what in _SIDES:
            after = _fact(now, what, month)
            before = _closed_fact(old, now, what, month)
            if _value(before) != _value(after):
                yield _Cell(now, what, month, before, after)


def _closed_fact(old: Activity | None, now: Activity, what: Field, month: int) -> Fact:
    """Return what a row said when it was closed; blank where it was not there, or had no months then."""
    if old is None or (old.monthly is None) != (now.monthly is None):
        return BLANK
    return _fact(old, what, month)


def _gone(old: Activity, months: Sequence[int]) -> Iterator[Finding]:
    """Yield that a row is not there any more, if it said anything in a closed month."""
    said = [m for m in months if any(_fact(old, what, m) is not BLANK for what in _SIDES)]
    if said:
        yield finding(
            Code.CLOSED_MONTH_CHANGED,
            subject=f"{_name(old)}:fila",
            unit=old.unit,
            gone="sí",
            activity=_name(old),
            months=tuple(str(month) for month in said if month),
        )


def _reassigned(old: Activity, now: Activity, units: frozenset[str]) -> Iterator[Finding]:
    """Yield that a row serves another AEI or unit, or adds up otherwise; a renamed unit is the same."""
    for what, name in _TEXTS:
        before, after = getattr(old, name), getattr(now, name)
        if before != after and not (what is Field.UNIT and before not in units):
            texts = (before, after) if isinstance(before, str) else (before.value, after.value)
            yield _finding(now, what, _WHOLE, *texts)


def _told(cells: Sequence[_Cell]) -> Iterator[Finding]:
    """Yield the cells one by one; of a sheet with many, how many more there are."""
    told: dict[str, int] = {}
    for cell in cells:
        sheet = _sheet(cell.activity)
        told[sheet] = told.get(sheet, 0) + 1
        if told[sheet] <= _MOST_TOLD:
            yield _finding(cell.activity, cell.what, cell.month, _value(cell.before), _value(cell.after))
    for sheet, count in told.items():
        if count > _MOST_TOLD:
            yield finding(
                Code.CLOSED_MONTH_CHANGED,
                sheet=sheet,
                subject=f"{sheet}:otras",
                unit=next(cell.activity.unit for cell in cells if _sheet(cell.activity) == sheet),
                others=count - _MOST_TOLD,
            )


def _finding(activity: Activity, what: Field, month: int, before: Datum, after: Datum) -> Finding:
    place = activity.where
    return finding(
        Code.CLOSED_MONTH_CHANGED,
        sheet=_sheet(activity),
        cell=place.cell(what, month or None) if place else "",
        subject=f"{_name(activity)}:{what.value}:{month or ''}",
        unit=activity.unit,
        field=what.value,
        month=month,
        before=before,
        after=after,
        activity=_name(activity),
    )


def _tampered(register: Register) -> Iterator[Finding]:
    """Yield the units whose closed rows are not those that were kept."""
    kept = {(one.unit, one.month, one.digest) for one in register.totals}
    now = month_totals(register.rows, sorted(register.months))
    there = {(one.unit, one.month, one.digest) for one in now}
    for unit in sorted({key[0] for key in kept ^ there}):
        yield finding(Code.CLOSED_MONTH_CHANGED, subject=f"registro:{unit}", unit=unit, register="sí")


def _sheet(activity: Activity) -> str:
    return activity.where.columns.sheet if activity.where else ""


def _name(activity: Activity) -> str:
    return activity.code or activity.name or activity.action
