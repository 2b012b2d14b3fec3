"""Which sheets of activities to read, of which unit, in which order; which are left out, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout
from workbook.domain.codes import MOST_SUGGESTIONS
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Columns, Field, address
from workbook.domain.plain import plain
from workbook.domain.unitnames import UnitBook, without_copy_mark
from workbook.layouts.activities import Header, title_error, unit_title
from workbook.layouts.recognise import is_unit_sheet
from workbook.reading.intake import settle_unit
from workbook.reading.notes import CellErrors
from workbook.reading.repeats import same_rows
from workbook.reading.rows import ActivitySheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.domain.model import OrgUnit
    from workbook.reading.summaries import Content

    Head = Sequence[Sequence[Raw]]
    Marks = Callable[[ActivitySheet], frozenset[int]]

_MOST_HEADERS: Final = 8
_MOST_SHEETS: Final = 20


@dataclass
class SheetChoice:
    """The sheets to read so far, and what was found while choosing."""

    units: UnitBook
    units_listed: bool
    sheets: list[ActivitySheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _unknown: int = 0

    def add(self, sheet: str, head: Head, header: Header) -> None:
        """Add a sheet if it can be read; if it only looks so, find what it lacks."""
        if (
            header.layout not in (Layout.MAPPED, Layout.ACTION_TABLES)
            and Field.ACTION not in header.fields
            and not self._is_a_units(sheet, head, header)
        ):
            return
        if header.missing:
            self._lacks(sheet, header)
        self.findings += [_repeated(sheet, header, *one) for one in header.repeated.items()]
        if header.sideless and _is_usable(header):
            self.findings.append(_sideless(sheet, header))
        if _is_usable(header):
            self._title_error(sheet, head, header)
            columns = self._columns(sheet, head, header)
            usual = Layout.LISTING if Field.UNIT in header.fields else Layout.UNIT_SHEET
            self.sheets.append(ActivitySheet(columns, header.row, header.layout or usual, header.form))

    def _is_a_units(self, sheet: str, head: Head, header: Header) -> bool:
        return is_unit_sheet(head, header) or (self.units_listed and self.units.by_sheet(sheet) is not None)

    def _title_error(self, sheet: str, head: Head, header: Header) -> None:
        """Find an error value where the unit's name should stand."""
        wrong = title_error(head[: header.row])
        if wrong is not None:
            errors = CellErrors()
            errors.note(Field.UNIT, wrong[2], address(*wrong[:2]))
            self.findings += errors.findings(sheet)

    def _lacks(self, sheet: str, header: Header) -> None:
        first = min((*header.fields.values(), *header.programmed_months), default=0)
        self.findings.append(
            finding(
                Code.MISSING_COLUMN,
                sheet=sheet,
                cell=address(header.row, first),
                subject=sheet,
                missing=header.missing,
                **({"mapped": "sí"} if header.layout is Layout.MAPPED and _is_usable(header) else {}),
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
        title = (header.row, 0, header.unit) if header.unit else unit_title(head[: header.row])
        if title is None:
            named = self.units.by_sheet(sheet)
            if named is not None:
                return named.key
        row, column, name = title or (header.row, 0, without_copy_mark(sheet))
        place, suggest = (sheet, row, column), self._unknown < MOST_SUGGESTIONS
        unit, problems = settle_unit(self.units, name, place, known=self.units_listed, suggest=suggest)
        self._unknown += any(one.code is Code.UNKNOWN_UNIT for one in problems)
        self.findings += problems
        return unit.key

    def leave_out_copies(self, marks: Marks) -> None:
        """Leave out the sheets that hold the rows of another one of the same unit."""
        alike = _by_unit(self.sheets)
        seen = {id(one): marks(one) for group in alike for one in group}
        gone: set[str] = set()
        for one, other in (pair for group in alike for pair in combinations(group, 2)):
            if one.columns.sheet == other.columns.sheet or {one.columns.sheet, other.columns.sheet} & gone:
                continue
            if not same_rows(seen[id(one)], seen[id(other)]):
                continue
            copy, used = (one, other) if _is_copy(one, other) else (other, one)
            self.sheets = [sheet for sheet in self.sheets if sheet.columns.sheet != copy.columns.sheet]
            gone.add(copy.columns.sheet)
            self.findings.append(repeated_sheet(copy.columns.sheet, used.columns.sheet, copy.columns.unit))

    def leave_out_summaries(
        self, heads: Mapping[str, Head], read: Callable[[ActivitySheet], Content]
    ) -> None:
        """Leave out the sheets that say again what others say."""
        if all(Field.UNIT not in one.columns.fields for one in self.sheets):
            return
        from workbook.reading.summaries import summaries

        for name, used, units in list(summaries(self.sheets, heads, self.units, read)):
            if units is None:
                self.sheets = [one for one in self.sheets if one.columns.sheet != name]
                self.findings.append(repeated_sheet(name, used[0], others=used))
            else:
                self.sheets = [_without_units(one, name, units) for one in self.sheets]
                known = {plain(unit.key): unit.name for unit in self.units.units}
                told = sorted(known.get(unit, unit) for unit in units)
                self.findings.append(repeated_sheet(name, used[0], others=used, units=told))

    def without_sheet(
        self, listed: Mapping[str, tuple[str, str]], heads: Mapping[str, Head]
    ) -> tuple[Finding, ...]:
        """Return that units have no sheet to read: at the sheet that is theirs, else where they are listed.

        `listed` gives the (sheet, cell) of each unit's name in Unidades. Which of them rows name is not
        known here.
        """
        read = {one.columns.unit for one in self.sheets}
        sheets = {one.columns.sheet for one in self.sheets}
        told = sheets | {one.sheet for one in self.findings if one.code is Code.MISSING_COLUMN}
        theirs: dict[str, str] = {}
        for sheet, head in heads.items():
            unit = self._owner(sheet, head, listed)
            if unit is not None:
                theirs.setdefault(unit.key, sheet)
        wanting = [one for one in self.units.units if one.key in listed and one.key not in read]
        return tuple(
            _unread(unit, theirs[unit.key], heads[theirs[unit.key]])
            if unit.key in theirs
            else _absent(unit, *listed[unit.key])
            for unit in wanting
            if theirs.get(unit.key) not in told and (unit.key in theirs or unit.sheet or unit.acronym)
        )

    def _owner(self, sheet: str, head: Head, listed: Mapping[str, object]) -> OrgUnit | None:
        """Return the listed unit that a sheet says it is of: above its table, else by its name."""
        title = unit_title(head)
        named = self.units.find(title[2]) if title is not None else None
        return named if named is not None and named.key in listed else self.units.by_sheet(sheet)

    def in_order(self) -> list[ActivitySheet]:
        """Return the sheets in the order of their units, then of the book."""
        order = {unit.key: place for place, unit in enumerate(self.units.units)}
        return sorted(self.sheets, key=lambda one: order.get(one.columns.unit, len(order)))


def _without_units(one: ActivitySheet, sheet: str, units: frozenset[str]) -> ActivitySheet:
    """Return a sheet without the rows of units, if it is the one named."""
    listed = one.columns.sheet == sheet and Field.UNIT in one.columns.fields
    return replace(one, repeated_units=units) if listed else one


def _is_usable(header: Header) -> bool:
    amounts = Field.PROGRAMMED in header.fields and Field.EXECUTED in header.fields
    return Field.ACTION in header.fields and (amounts or bool(header.programmed_months))


def _repeated(sheet: str, header: Header, what: Field, columns: Sequence[int]) -> Finding:
    """Return the finding of a header that stands more than once."""
    return finding(
        Code.MISSING_COLUMN,
        sheet=sheet,
        cell=address(header.row, columns[1]),
        subject=f"{sheet}:{what.value}",
        field=what.value,
        repeated=tuple(address(header.row, column) for column in columns),
    )


def _sideless(sheet: str, header: Header) -> Finding:
    """Return the finding of months that do not say what they are of."""
    first, last = (address(header.row, header.sideless[at]) for at in (0, -1))
    return finding(
        Code.MISSING_COLUMN, sheet=sheet, cell=first, subject=f"{sheet}:meses", sideless=f"{first}:{last}"
    )


def _by_unit(sheets: Sequence[ActivitySheet]) -> list[list[ActivitySheet]]:
    groups: dict[str, list[ActivitySheet]] = {}
    for one in sheets:
        groups.setdefault(one.columns.unit, []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _is_copy(one: ActivitySheet, other: ActivitySheet) -> bool:
    """Tell whether the first sheet's name, and not the second's, says that it is a copy."""
    marked = [without_copy_mark(sheet.columns.sheet) != sheet.columns.sheet for sheet in (one, other)]
    return marked == [True, False]


def _unread(unit: OrgUnit, sheet: str, head: Head) -> Finding:
    """Return the finding of a unit's sheet without a table of activities, with its widest row."""
    widest = _widest(head)
    row, first = next(
        ((row, column) for row, cells in enumerate(head) if _texts(cells) == widest
         for column, raw in enumerate(cells) if isinstance(raw, str) and raw.strip()),
        (0, 0),
    )  # fmt: skip
    return finding(
        Code.MISSING_COLUMN,
        sheet=sheet,
        cell=address(row, first),
        subject=sheet,
        unit=unit.key,
        name=unit.name,
        headers=tuple(widest[:_MOST_HEADERS]),
        unread="sí",
    )


def _absent(unit: OrgUnit, sheet: str, cell: str) -> Finding:
    """Return the finding of a unit that Unidades lists and no sheet is of."""
    data = {"name": unit.name, "wanted": unit.sheet or unit.acronym, "absent": "sí"}
    return finding(Code.MISSING_COLUMN, sheet=sheet, cell=cell, subject=unit.key, unit=unit.key, **data)


def no_activities(sheets: Sequence[str]) -> Finding:
    """Return the finding of a workbook whose sheets of activities have no activity."""
    return finding(Code.NO_DATA, empty="sí", sheets=tuple(sheets[:_MOST_SHEETS]))


def repeated_sheet(
    sheet: str, used: str, unit: str = "", *, others: Sequence[str] = (), units: Sequence[str] = ()
) -> Finding:
    """Return the finding of a sheet that is left out because another one is used, or several `others`.

    With `units` only the rows of those are left out.
    """
    found = finding(Code.REPEATED_SHEET, sheet=sheet, subject=sheet, unit=unit, used=used)
    more = {"summary": tuple(others), "units": tuple(units)}
    return replace(found, data=(*found.data, *((key, names) for key, names in more.items() if names)))


def is_left_out(found: Finding) -> bool:
    """Tell whether it says that a whole sheet is left out because it repeats others."""
    return found.code is Code.REPEATED_SHEET and "units" not in dict(found.data)


def no_data(heads: Mapping[str, Head]) -> Finding:
    """Return the finding of a workbook without sheets of activities, with the headers that it has."""
    headers = [
        f"{sheet}: {', '.join(_widest(head)[:_MOST_HEADERS])}"
        for sheet, head in heads.items()
        if _widest(head)
    ]
    return finding(Code.NO_DATA, headers=tuple(headers[:6]), sheets=tuple(heads)[:_MOST_SHEETS])


def _widest(head: Head) -> list[str]:
    return max(map(_texts, head), key=len, default=[])


def _texts(row: Sequence[Raw]) -> list[str]:
    return [raw.strip() for raw in row if isinstance(raw, str) and raw.strip()]
