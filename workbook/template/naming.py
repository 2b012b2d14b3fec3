"""Names that a spreadsheet accepts: of sheets and tables, unique whatever the units are called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.model import OrgUnit
from workbook.domain.periods import MONTHS
from workbook.layouts import own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.model import Activity, Plan

_LONGEST_SHEET: Final = 31
_LONGEST_TABLE: Final = 60
_NOT_IN_SHEETS: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_NOT_IN_TABLES: Final = re.compile(r"[^0-9A-Za-z]+")
_RESERVED: Final = (
    own.INDEX, own.SETTINGS, own.FRAMEWORK, own.UNITS, own.COMMENTS, own.LISTS, *own.GENERATED_SHEETS,
    own.CLOSINGS, own.CLOSED_ROWS, "Recepción", "History", "Historial",
)  # fmt: skip
_NAMELESS: Final = "Unidad"


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit, its activities, and the names of its sheet and table."""

    unit: OrgUnit
    sheet: str
    table: str
    activities: tuple[Activity, ...]


class Names:
    """Gives out names; each once, case not counting."""

    def __init__(self, taken: Iterable[str] = (), longest: int = _LONGEST_SHEET) -> None:
        self._taken = {name.casefold() for name in taken}
        self._longest = longest

    def give(self, wanted: str) -> str:
        """Return `wanted`, with a number at its end where it is taken."""
        name, number = _cut(wanted, self._longest), 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{_cut(wanted, self._longest - len(f'_{number}'))}_{number}"
        self._taken.add(name.casefold())
        return name


def sheet_name(text: str) -> str:
    """Return a text as a sheet may be called ("" where nothing is left).

    >>> sheet_name("Of. de Trámite: 'A/B'"), sheet_name("'***'")
    ('Of. de Trámite A B', '')
    """
    shown = " ".join(_NOT_IN_SHEETS.sub(" ", text).replace("'", " ").split())
    return _cut(shown, _LONGEST_SHEET)


def table_name(text: str) -> str:
    """Return the name of the table of the unit with that acronym.

    >>> table_name("UTD"), table_name("Ofic. Técnica"), table_name("規")
    ('t_UTD', 't_Ofic_Tecnica', 't_Unidad')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = _NOT_IN_TABLES.sub("_", bare).strip("_")
    return f"{own.UNIT_TABLE_PREFIX}{words or _NAMELESS}"


def unit_sheets(plan: Plan) -> tuple[UnitSheet, ...]:
    """Return the sheets of a plan's units in the report's order; units that only activities know come last.

    A plan without units gets one sheet that is ready to be filled.
    """
    rows: dict[str, list[Activity]] = {unit.key: [] for unit in plan.framework.units}
    for activity in plan.activities:
        rows.setdefault(activity.unit, []).append(activity)
    known = {unit.key: unit for unit in plan.framework.units}
    units = [known.get(key) or OrgUnit(key, key) for key in rows] or [OrgUnit("", "", sheet=f"{_NAMELESS} 1")]
    sheets, tables = Names(_RESERVED), Names((own.SCALE_TABLE, own.FRAMEWORK_TABLE), _LONGEST_TABLE)
    return tuple(_unit_sheet(unit, tuple(rows.get(unit.key, ())), sheets, tables) for unit in units)


def _unit_sheet(unit: OrgUnit, activities: tuple[Activity, ...], sheets: Names, tables: Names) -> UnitSheet:
    wanted = (sheet_name(text) for text in (unit.sheet, unit.acronym, unit.name, unit.key))
    sheet = sheets.give(next((name for name in wanted if name), _NAMELESS))
    return UnitSheet(unit, sheet, tables.give(table_name(unit.acronym or sheet)), activities)


def month_headers(pattern: str) -> tuple[str, ...]:
    """Return the twelve headers of programmed or executed months.

    >>> month_headers(own.PROGRAMMED_MONTH)[8]
    'Prog. Set'
    """
    return tuple(pattern.format(month=own.MONTH_ABBREVIATIONS[month - 1]) for month in MONTHS)


def _cut(text: str, longest: int) -> str:
    """Cut to `longest` units of the format, in which characters beyond the first plane count twice."""
    while len(text) + sum(1 for c in text if c > "\uffff") > longest:
        text = text[:-1]
    return text.strip()
