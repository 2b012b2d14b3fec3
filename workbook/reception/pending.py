"""Who has not sent, who is observed: the state of each unit, and what the reminder asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.domain.reception import Progress
from workbook.reception.lacking import lacking
from workbook.reception.log import SENT, Status
from workbook.spanish.reception import FILE, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import OrgUnit
    from workbook.reception.desk import Desk
    from workbook.reception.log import Entry, Log


@dataclass(frozen=True)
class Owing:
    """A unit that still owes something: its state, how many data lack, what its last file said.

    `missing` is a number, or "Revisar" where a cell of the unit cannot be used.
    """

    unit: OrgUnit
    status: Status
    missing: int | str
    observed: tuple[Entry, ...] = ()


def states(desk: Desk, log: Log) -> tuple[Owing, ...]:
    """Return how far every unit is, in the workbook's order."""
    return tuple(_state(desk, log, unit) for unit in desk.units)


def _state(desk: Desk, log: Log, unit: OrgUnit) -> Owing:
    status = log.status(unit.name) or Status(unit.name, unit.acronym)
    monthly = desk.plan.framework.monthly
    missing = lacking(desk.by_unit[unit.key], desk.period.evaluated, monthly=monthly)
    observed = _observed(log.entries, status) if status.state is Progress.OBSERVED else ()
    return Owing(unit, status, missing, observed)


def _observed(entries: Sequence[Entry], status: Status) -> tuple[Entry, ...]:
    """Return the lines of a unit's last file that ask something of it."""
    return tuple(
        one
        for one in entries
        if (one.unit, one.file) == (status.unit, status.file)
        and one.what not in (FILE, SENT)
        and one.outcome != WRITTEN
    )
