"""The planning workbook's grids, read: a plan, and what was found on the way. Rows are streamed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.domain.codes import CodeBook
from workbook.domain.model import Plan
from workbook.domain.unitnames import UnitBook
from workbook.layouts.scaletable import is_default
from workbook.reading.digest import Digest
from workbook.reading.frame import Frame, Reading
from workbook.reading.intake import Intake
from workbook.reading.repeats import Repeats
from workbook.reading.rows import SheetRows
from workbook.reading.sheets import no_activities
from workbook.reading.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.account import SheetAccount
    from workbook.domain.equivalence import Equivalence
    from workbook.domain.findings import Finding
    from workbook.domain.model import Activity, OrgUnit
    from workbook.host import Book

__all__ = ["ActivityReader", "Reading", "propose_equivalence", "read_framework", "read_plan"]


def read_framework(book: Book, equivalence: Equivalence | None = None) -> Reading:
    """Read all of a workbook but the rows of its activities; never raises for what the planner wrote.

    `equivalence` tells what columns hold that do not say so themselves.
    """
    return Frame(book, equivalence).reading()


def propose_equivalence(book: Book) -> str:
    """Return a TOML that says what the columns seem to hold of the sheets that cannot be read yet."""
    return Frame(book).proposal()


def read_plan(book: Book, equivalence: Equivalence | None = None) -> tuple[Plan, tuple[Finding, ...], str]:
    """Return a workbook's whole plan, what was found, and the digest of its input cells."""
    reading = read_framework(book, equivalence)
    rows = ActivityReader(book, reading)
    activities = tuple(rows)
    framework = replace(reading.framework, units=rows.units)
    return Plan(framework, activities), (*reading.findings, *rows.findings), rows.digest


class ActivityReader:
    """Iterating streams the activities of a workbook, once.

    After that `findings` holds what was found in the rows (what `reading` holds is not repeated), `digest`
    the SHA-256 of all input cells, `units` the units of the framework and those that only rows name.
    """

    def __init__(self, book: Book, reading: Reading) -> None:
        framework = reading.framework
        self._book, self._reading = book, reading
        self._accounts: list[SheetAccount] = []
        self._units = UnitBook(framework.units)
        self._repeats = Repeats()
        self._intake = Intake(
            CodeBook((action.code, action.name) for action in framework.actions),
            self._units,
            open_units=not reading.units_listed,
            default_scale=is_default(framework.scale),
            digest=Digest(reading.digest),
            repeats=self._repeats,
        )

    def __iter__(self) -> Iterator[Activity]:
        any_read = False
        for table in self._reading.tables:
            rows = SheetRows(self._book, table, self._intake)
            yield from rows
            any_read = any_read or rows.any_read
            self._accounts.append(rows.account())
        sheets = [table.columns.sheet for table in self._reading.tables]
        self._intake.findings += self._repeats.findings()
        self._repeats.forget()
        self._intake.findings += self._wanting(sheets, any_read=any_read)
        self._intake.findings += unseen(self._book, sheets, self._intake.blind)

    def _wanting(self, sheets: Sequence[str], *, any_read: bool) -> Iterator[Finding]:
        """Yield that there is no activity at all; or the units that have no sheet, and that no row names."""
        if any_read:
            named = self._intake.units_named
            yield from (found for found in self._reading.unread if found.unit not in named)
        elif sheets:
            yield no_activities(sheets)

    @property
    def findings(self) -> list[Finding]:
        """What was found in the rows read so far."""
        return self._intake.findings

    @property
    def accounts(self) -> tuple[SheetAccount, ...]:
        """How each sheet was read, in the order of the book; of those read as activities, so far."""
        order = {name: place for place, name in enumerate(self._book.sheet_names())}
        told = (*self._reading.accounts, *self._accounts)
        return tuple(sorted(told, key=lambda one: order[one.sheet]))

    @property
    def digest(self) -> str:
        """The digest of the input cells read so far, in hexadecimal."""
        return self._intake.digest.hexdigest()

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        """The units known so far."""
        return self._units.units
