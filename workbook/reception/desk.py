"""The workbook as the planner who receives forms has it: its plan, unit by unit, and what may be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from workbook.domain.periods import YEAR, Period
from workbook.domain.unitnames import UnitBook
from workbook.host import Details
from workbook.reader import read_plan
from workbook.reception.comparing import Terms
from workbook.reception.keys import row_keys
from workbook.reception.matching import owners
from workbook.reception.months import closed_months
from workbook.spanish.calendar import period_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from workbook.domain.cells import Raw
    from workbook.domain.model import Activity, OrgUnit, Plan
    from workbook.host import Book, Position


@dataclass(frozen=True)
class Desk:
    """A workbook that is read: `closed` are the months that nobody changes any more."""

    book: Book
    plan: Plan
    closed: frozenset[int] = frozenset()
    by_unit: dict[str, list[Activity]] = field(default_factory=dict)

    @cached_property
    def period(self) -> Period:
        """The period that forms are about: that of Parámetros up to its cut-off, else the year."""
        settings = self.plan.framework.settings
        period = settings.period or YEAR
        return period.until(settings.cutoff) if settings.cutoff else period

    @property
    def period_name(self) -> str:
        """What forms call the period."""
        return period_name(self.period)

    @cached_property
    def opened(self) -> tuple[int, ...]:
        """The months of the period that may still be filled in; none where the workbook has no months."""
        if not self.plan.framework.monthly:
            return ()
        return tuple(month for month in self.period.evaluated if month not in self.closed)

    @cached_property
    def units(self) -> tuple[OrgUnit, ...]:
        """The units that have activities, in the workbook's order."""
        return tuple(unit for unit in self.plan.framework.units if self.by_unit.get(unit.key))

    @cached_property
    def unit_book(self) -> UnitBook:
        """Finds the unit that a text means."""
        return UnitBook(self.plan.framework.units)

    @cached_property
    def owners(self) -> dict[Hashable, str]:
        """Whose each activity is."""
        return owners(self.by_unit)

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The keys of the activities of each unit, in their order."""
        return {unit: row_keys(listed) for unit, listed in self.by_unit.items()}

    @cached_property
    def terms(self) -> Terms:
        """By what forms are compared with this workbook."""
        return Terms(
            monthly=self.plan.framework.monthly,
            months=self.period.evaluated,
            opened=frozenset(self.opened),
            fixed={sheet: self._fixed(sheet) for sheet in self.sheets},
        )

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that hold activities."""
        places = (one.where for one in self.plan.activities if one.where is not None)
        return tuple(dict.fromkeys(place.columns.sheet for place in places))

    def _fixed(self, sheet: str) -> frozenset[Position]:
        """Return the cells that are not to be written: formulas, and those under a merged cell."""
        details = self.book.details(sheet)
        covered = {
            (row, column)
            for top, left, bottom, right in self.book.merged(sheet)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        return frozenset(covered) | frozenset(details.formulas if details is not None else ())


@dataclass(frozen=True)
class _Unchecked:
    """A book of which only what is needed to read its plan is told: formulas are checked elsewhere."""

    book: Book

    @property
    def name(self) -> str:
        return self.book.name

    def sheet_names(self) -> Sequence[str]:
        return self.book.sheet_names()

    def hidden_sheets(self) -> frozenset[str]:
        return self.book.hidden_sheets()

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        return self.book.rows(sheet)

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        return self.book.merged(sheet)

    def details(self, sheet: str) -> Details | None:
        found = self.book.details(sheet)
        return None if found is None else Details(without_value=found.without_value)


def open_desk(book: Book) -> Desk:
    """Read a workbook for sending forms or for receiving them."""
    plan, _, _ = read_plan(_Unchecked(book))
    by_unit: dict[str, list[Activity]] = {}
    for activity in plan.activities:
        by_unit.setdefault(activity.unit, []).append(activity)
    return Desk(book, plan, closed_months(book), by_unit)
