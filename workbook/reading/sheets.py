"""Which sheets of activities to read, of which unit, in which order; which are left out, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Columns, Field, address
from workbook.domain.unitnames import UnitBook, without_copy_mark
from workbook.layouts.activities import Header, unit_title
from workbook.layouts.recognise import is_unit_sheet
from workbook.reading.intake import settle_unit
from workbook.reading.repeats import same_rows
from workbook.reading.rows import ActivitySheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbook.domain.cells import Raw

    Head = Sequence[Sequence[Raw]]
    Marks = Callable[[ActivitySheet], frozenset[int]]


@dataclass
class SheetChoice:
    """The sheets to read so far, and what was found while choosing."""

    units: UnitBook
    units_listed: bool
    sheets: list[ActivitySheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, sheet: str, head: Head, header: Header) -> None:
        """Add a sheet if it can be read; if it only looks so, find what it lacks."""
        if Field.ACTION not in header.fields and not self._is_a_units(sheet, head, header):
            return
        if header.missing:
            self._lacks(sheet, header)
        if _is_usable(header):
            self.sheets.append(ActivitySheet(self._columns(sheet, head, header), header.row))

    def _is_a_units(self, sheet: str, head: Head, header: Header) -> bool:
        return is_unit_sheet(head, header) or (self.units_listed and self.units.by_sheet(sheet) is not None)

    def _lacks(self, sheet: str, header: Header) -> None:
        first = min((*header.fields.values(), *header.programmed_months), default=0)
        self.findings.append(
            finding(
                Code.MISSING_COLUMN,
                sheet=sheet,
                cell=address(header.row, first),
                subject=sheet,
                missing=header.missing,
            )
        )

    def _columns(self, sheet: str, head: Head, header: Header) -> Columns:
        by_rows = Field.UNIT in header.fields
        unit = self._known_unit(sheet, head, header) if by_rows else self._unit(sheet, head, header)
        return Columns(sheet, header.fields, header.programmed_months, header.executed_months, unit)

    def _known_unit(self, sheet: str, head: Head, header: Header) -> str:
        """Return the key of the unit of rows that name none: the title's or the sheet's, if it is known."""
        title = unit_title(head[: header.row])
        unit = (self.units.find(title[2]) if title is not None else None) or self.units.by_sheet(sheet)
        return "" if unit is None else unit.key

    def _unit(self, sheet: str, head: Head, header: Header) -> str:
        """Return the key of the unit above the table; else of the unit that the sheet's name means."""
        title = unit_title(head[: header.row])
        if title is None:
            named = self.units.by_sheet(sheet)
            if named is not None:
                return named.key
        row, column, name = title or (header.row, 0, without_copy_mark(sheet))
        unit, problems = settle_unit(self.units, name, (sheet, row, column), known=self.units_listed)
        self.findings += problems
        return unit.key

    def leave_out_copies(self, marks: Marks) -> None:
        """Leave out the sheets that hold the rows of another one of the same unit."""
        alike = _by_unit(self.sheets)
        seen = {one.columns.sheet: marks(one) for group in alike for one in group}
        for one, other in (pair for group in alike for pair in combinations(group, 2)):
            if one not in self.sheets or other not in self.sheets:
                continue
            if not same_rows(seen[one.columns.sheet], seen[other.columns.sheet]):
                continue
            copy, used = (one, other) if _is_copy(one, other) else (other, one)
            self.sheets.remove(copy)
            self.findings.append(repeated_sheet(copy.columns.sheet, used.columns.sheet, copy.columns.unit))

    def in_order(self) -> list[ActivitySheet]:
        """Return the sheets in the order of their units, then of the book."""
        order = {unit.key: place for place, unit in enumerate(self.units.units)}
        return sorted(self.sheets, key=lambda one: order.get(one.columns.unit, len(order)))


def _is_usable(header: Header) -> bool:
    amounts = Field.PROGRAMMED in header.fields and Field.EXECUTED in header.fields
    return Field.ACTION in header.fields and (amounts or bool(header.programmed_months))


def _by_unit(sheets: Sequence[ActivitySheet]) -> list[list[ActivitySheet]]:
    groups: dict[str, list[ActivitySheet]] = {}
    for one in sheets:
        groups.setdefault(one.columns.unit, []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _is_copy(one: ActivitySheet, other: ActivitySheet) -> bool:
    """Tell whether the first sheet's name, and not the second's, says that it is a copy."""
    marked = [without_copy_mark(sheet.columns.sheet) != sheet.columns.sheet for sheet in (one, other)]
    return marked == [True, False]


def repeated_sheet(sheet: str, used: str, unit: str = "") -> Finding:
    """Return the finding of a sheet that is left out because another one is used."""
    return finding(Code.REPEATED_SHEET, sheet=sheet, subject=sheet, unit=unit, used=used)


def no_data(heads: Mapping[str, Head]) -> Finding:
    """Return the finding of a workbook without sheets of activities, with the headers that it has."""
    headers = [f"{sheet}: {', '.join(_widest(head)[:8])}" for sheet, head in heads.items() if _widest(head)]
    return finding(Code.NO_DATA, headers=tuple(headers[:6]), sheets=tuple(heads)[:20])


def _widest(head: Head) -> list[str]:
    rows = [[raw.strip() for raw in row if isinstance(raw, str) and raw.strip()] for row in head]
    return max(rows, key=len, default=[])
