"""What is told once a sheet, however many rows it holds for: cells gathered compactly while rows pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import annual_target
from workbook.domain.cells import ZERO, CellError, Number, Unreadable
from workbook.domain.exact import EXACT, total
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.periods import TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from workbook.domain.cells import Fact
    from workbook.domain.findings import Datum
    from workbook.domain.model import Activity
    from workbook.domain.places import Field

TOLD: Final = 10
"""At most so many cells are named in one finding; its `count` says how many there are."""

_ENOUGH_MONTHS: Final = 4


@dataclass(slots=True)
class Cells:
    """Addresses (or rows): the first few, and how many there were."""

    told: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, cell: str) -> None:
        """Add an address."""
        self.count += 1
        if len(self.told) < TOLD:
            self.told.append(cell)

    def findings(self, code: Code, sheet: str, unit: str = "", **data: Datum) -> list[Finding]:
        """Return the one finding of all cells, at the first; none where there is no cell."""
        if not self.count:
            return []
        told = tuple(self.told)
        subject = f"{sheet}:{data['field']}" if "field" in data else sheet
        more: dict[str, Datum] = {"cells": told, "count": self.count, **data}
        return [finding(code, sheet=sheet, cell=told[0], subject=subject, unit=unit, **more)]


def cells_of(addresses: Iterable[str]) -> Cells:
    """Gather addresses."""
    cells = Cells()
    for one in addresses:
        cells.add(one)
    return cells


@dataclass(slots=True)
class UnreadableCells:
    """Contents that are no amount in columns that are shown, never judged: told once for each column."""

    seen: dict[tuple[Code, Field], tuple[Cells, str]] = field(default_factory=dict)

    def note(self, what: Field, fact: Fact, cell: str) -> None:
        """Note a cell if its fact is an error or unreadable."""
        if isinstance(fact, CellError):
            self._add(Code.CELL_ERROR, what, fact.code, cell)
        elif isinstance(fact, Unreadable):
            self._add(
                Code.AMBIGUOUS_AMOUNT if fact.ambiguous else Code.UNREADABLE_AMOUNT, what, fact.text, cell
            )

    def _add(self, code: Code, what: Field, text: str, cell: str) -> None:
        self.seen.setdefault((code, what), (Cells(), text))[0].add(cell)

    def findings(self, sheet: str, unit: str) -> list[Finding]:
        """Return one finding for each column and kind of fault."""
        return [
            found
            for (code, what), (cells, text) in self.seen.items()
            for found in cells.findings(code, sheet, unit, text=text, field=what.value, month=0, activity="")
        ]


@dataclass(slots=True)
class Strays:
    """Rows whose AEI is not in the PEI, or that have none: where, and how much they hold."""

    cells: Cells = field(default_factory=Cells)
    programmed: Decimal = ZERO
    executed: Decimal = ZERO
    activity: str = ""

    def add(self, cell: str, activity: str, programmed: Iterable[Fact], executed: Iterable[Fact]) -> None:
        """Add a row."""
        self.cells.add(cell)
        self.activity = self.activity or activity
        self.programmed = EXACT.add(self.programmed, _sum(programmed))
        self.executed = EXACT.add(self.executed, _sum(executed))

    def finding(self, sheet: str, unit: str, text: str, nearest: str) -> Finding:
        """Return the finding of all rows with one text for AEI ("" for none)."""
        return finding(
            Code.UNKNOWN_ACTION,
            sheet=sheet,
            cell=self.cells.told[0],
            subject=text or f"{sheet}:{self.activity}",
            unit=unit,
            text=text,
            nearest=nearest,
            activity=self.activity,
            programmed=self.programmed,
            executed=self.executed,
            cells=tuple(self.cells.told),
            count=self.cells.count,
        )


def _sum(facts: Iterable[Fact]) -> Decimal:
    return total(fact.value for fact in facts if isinstance(fact, Number))


def looks_running(activity: Activity) -> bool:
    """Tell whether a row's executed months look like running totals of the year."""
    if activity.monthly is None or activity.kind is not TargetKind.CUMULATIVE:
        return False
    reports = [fact.value for fact in activity.monthly.executed if isinstance(fact, Number)]
    if len(reports) < _ENOUGH_MONTHS or reports != sorted(reports):
        return False
    target = annual_target(activity) or ZERO
    return target > 0 and 10 * reports[-1] >= 9 * target and total(reports) >= 2 * target
