"""What is told once a sheet, however many rows it holds for: cells gathered compactly while rows pass."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import annual_target
from workbook.domain.cells import ZERO, CellError, Number, Unreadable
from workbook.domain.exact import EXACT, total
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.periods import TargetKind
from workbook.domain.places import Field, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from workbook.domain.cells import Fact
    from workbook.domain.findings import Datum
    from workbook.domain.model import Activity
    from workbook.domain.places import Columns

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
class CellErrors:
    """Error values where a text should stand: told once for each column."""

    seen: dict[Field, tuple[Cells, str]] = field(default_factory=dict)

    def note(self, what: Field, error: str, cell: str) -> None:
        """Note a cell and its error value."""
        self.seen.setdefault(what, (Cells(), error))[0].add(cell)

    def findings(self, sheet: str, unit: str = "") -> list[Finding]:
        """Return one finding for each column."""
        return [
            found
            for what, (cells, error) in self.seen.items()
            for found in cells.findings(Code.CELL_ERROR, sheet, unit, text=error, field=what.value)
        ]


@dataclass(slots=True)
class UnknownWords:
    """Words that a column of few choices does not know: told once for each column, with what was taken."""

    seen: dict[Field, tuple[Cells, str]] = field(default_factory=dict)

    def note(self, what: Field, text: str, cell: str) -> None:
        """Note a cell and its text."""
        self.seen.setdefault(what, (Cells(), text))[0].add(cell)

    def findings(self, sheet: str, unit: str, taken: Mapping[Field, str]) -> list[Finding]:
        """Return one finding for each column; `taken` is what stands in place of an unknown word."""
        return [
            found
            for what, (cells, text) in self.seen.items()
            for found in cells.findings(
                Code.UNREADABLE_AMOUNT, sheet, unit, text=text, field=what.value, taken=taken[what]
            )
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


@dataclass(slots=True)
class TypedNumbers:
    """Numbers typed as text in one sheet; of one alone its column and its content are told."""

    columns: Columns
    cells: Cells = field(default_factory=Cells)
    column: int = 0
    text: str = ""

    def add(self, row: int, column: int, text: str) -> None:
        """Add a cell (from 0)."""
        if not self.cells.count:
            self.column, self.text = column, text
        self.cells.add(address(row, column))

    def findings(self) -> list[Finding]:
        """Return the one finding of all cells."""
        found = self.cells.findings(Code.NUMBER_AS_TEXT, self.columns.sheet, self.columns.unit)
        if self.cells.count != 1:
            return found
        what, month = _meaning(self.columns, self.column)
        alone = (("text", self.text), ("field", what), ("month", month))
        return [replace(one, data=(*one.data, *alone)) for one in found]


def _meaning(columns: Columns, column: int) -> tuple[str, int]:
    """Return the field, and the month (0 for none), of an amount's column."""
    for what, months in (
        (Field.PROGRAMMED, columns.programmed_months),
        (Field.EXECUTED, columns.executed_months),
    ):
        if column in months:
            return what.value, months.index(column) + 1
    return next((what.value for what, place in columns.fields.items() if place == column), ""), 0


def looks_running(activity: Activity) -> bool:
    """Tell whether a row's executed months look like running totals.

    They never fall, reach what was programmed up to the last month reported, and add up to twice that.
    """
    if activity.monthly is None or activity.kind is not TargetKind.CUMULATIVE:
        return False
    executed = activity.monthly.executed
    reports = [fact.value for fact in executed if isinstance(fact, Number)]
    if len(reports) < _ENOUGH_MONTHS or reports != sorted(reports):
        return False
    until = max(month for month, fact in enumerate(executed, 1) if isinstance(fact, Number))
    target = _sum(activity.monthly.programmed[:until]) or annual_target(activity) or ZERO
    return target > 0 and 10 * reports[-1] >= 9 * target and total(reports) >= 2 * target
