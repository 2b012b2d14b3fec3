"""The sheet Observaciones: what was found, where, how to repair it, and two columns for the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Cell, ColumnSpec, Grid, Look, Sheet, Validation
from workbook.canvas import Severity as Entry
from workbook.canvas.heights import fitted_rows
from workbook.domain.findings import Severity
from workbook.layouts import own
from workbook.sheets.frame import FINDINGS_TAB, page, put_head
from workbook.sheets.links import cell_link, relative_name
from workbook.spanish.accounts import LAYOUTS, account_lines
from workbook.spanish.grammar import sentence_case
from workbook.spanish.messages import SEVERITY_NAMES, repair, what

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbook.canvas import Link, RowSpec
    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding
    from workbook.domain.model import OrgUnit
    from workbook.sheets.frame import Context

STATES: Final = ("Pendiente", "Corregido", "Justificado")
NOTHING: Final = "No hay observaciones: ninguna celda del libro necesita corrección ni explicación."
WHOLE_BOOK: Final = "General"
READING: Final = "Cómo se leyó cada hoja"
GONE: Final = "Ya no se observa"

UNIT, SEVERITY, CODE, SHEET, CELL, WHAT, REPAIR, STATE, ANSWER, KEY = range(len(own.FINDINGS_HEADERS))
_WIDTHS: Final = (28, 13, 22, 14, 8.5, 58, 54, 13, 40, 40)
_FILLS: Final = {
    Severity.STOP: "F4CCC7",
    Severity.ERROR: "F9DFDB",
    Severity.WARNING: "FDF1D6",
    Severity.NOTICE: "E8EEF6",
}
_COUNTED: Final = {
    Severity.STOP: ("que detiene la evaluación", "que detienen la evaluación"),
    Severity.ERROR: ("error", "errores"),
    Severity.WARNING: ("advertencia", "advertencias"),
    Severity.NOTICE: ("aviso", "avisos"),
}
_GUIDE: Final = (
    "Elija el Estado y escriba su Descargo en las columnas amarillas: se conservan entre corridas."
)
_FIRST_STATE: Final = 1
"""The row (from 0) of the hidden column where the list of states begins, above the header."""


def findings_sheet(context: Context) -> Sheet:
    """Return the sheet: findings by unit, the gravest first, each linked to its cell."""
    grid, title = Grid(), context.title("Observaciones")
    header = put_head(grid, context, title, *_summary(context.evaluation.findings))
    ordered = in_order(context.evaluation.findings, context.evaluation.framework.units)
    gone = _gone(context)
    if not (ordered or gone):
        grid.put(header, 0, NOTHING, Look.LABEL)
        last = _put_reading(grid, header, context.evaluation.accounts)
        used = Area(0, 0, last, ANSWER)
        return Sheet(
            own.FINDINGS,
            grid.cells,
            columns=_columns(),
            rows=_reading_rows(grid, header),
            page=page(title, header, used),
            tab=FINDINGS_TAB,
        )
    grid.put_row(header, 0, own.FINDINGS_HEADERS, Look.HEADER)
    grid.put_column(_FIRST_STATE, KEY, STATES, Look.PLAIN)
    file = relative_name(context.source)
    for row, (unit, finding) in enumerate(ordered, header + 1):
        _put_finding(grid, row, finding, unit, file)
        _put_note(grid, row, context.notes.get(finding.key, ("", "")), finding.key)
    for row, key in enumerate(gone, header + 1 + len(ordered)):
        _put_gone(grid, row, key)
        _put_note(grid, row, context.notes[key], key)
    last = header + len(ordered) + len(gone)
    end = _put_reading(grid, last, context.evaluation.accounts)
    return Sheet(
        own.FINDINGS,
        grid.cells,
        validations=_validations(header + 1, last),
        columns=_columns(),
        rows=_reading_rows(grid, last),
        frozen=(header + 1, 0),
        filtered=Area(header, 0, last, KEY),
        page=page(title, header, Area(0, 0, end, ANSWER)),
        tab=FINDINGS_TAB,
        selected=(header + 1, STATE),
    )


def in_order(findings: Iterable[Finding], units: Iterable[OrgUnit]) -> list[tuple[str, Finding]]:
    """Return findings with the name of their unit: those of the whole workbook, then unit by unit."""
    names = {unit.key: unit.shown for unit in units}
    places: dict[str, int] = {"": -1} | {key: place for place, key in enumerate(names)}
    found = list(findings)
    for finding in found:
        places.setdefault(finding.unit, len(places))
    found.sort(key=lambda one: (places[one.unit], one.severity.rank))
    return [(names.get(one.unit, one.unit) or WHOLE_BOOK, one) for one in found]


def _put_finding(grid: Grid, row: int, finding: Finding, unit: str, file: str) -> None:
    link = cell_link(file, finding.sheet, finding.cell) if file and finding.sheet else None
    grid.put(row, UNIT, unit, Look.ROW_TEXT)
    severity = Cell(SEVERITY_NAMES[finding.severity], Look.ROW_CENTER, fill=_FILLS[finding.severity])
    grid.place(row, SEVERITY, severity)
    grid.put(row, CODE, finding.code.value, Look.ROW_TEXT)
    _put_place(grid, row, SHEET, finding.sheet, None if finding.cell else link)
    _put_place(grid, row, CELL, finding.cell, link)
    grid.put(row, WHAT, what(finding), Look.ROW_TEXT)
    grid.put(row, REPAIR, repair(finding), Look.ROW_TEXT)


def _put_place(grid: Grid, row: int, column: int, text: str, link: Link | None) -> None:
    linked = link if text else None
    grid.put(row, column, text or None, Look.ROW_LINK if linked else Look.ROW_TEXT, link=linked)


def _put_gone(grid: Grid, row: int, key: str) -> None:
    """Write a finding that was answered and is not there any more: the planner's words stay."""
    code, sheet, _ = (*key.split("|", 2), "", "")[:3]
    contents = (None, GONE, code, sheet or None, None, "Esta observación ya no se presenta.", None)
    grid.put_row(row, UNIT, contents, Look.ROW_TEXT)


def _put_note(grid: Grid, row: int, note: tuple[str, str], key: str) -> None:
    grid.put(row, STATE, note[0] or None, Look.ENTRY_CENTER)
    grid.put(row, ANSWER, note[1] or None, Look.ENTRY_TEXT)
    grid.put(row, KEY, key, Look.ROW_TEXT)


def _put_reading(grid: Grid, above: int, accounts: Iterable[SheetAccount]) -> int:
    """Tell how each sheet was read, below the findings; return the last row used (from 0)."""
    row = above + 2
    told = list(accounts)
    if not told:
        return above
    grid.put(row, UNIT, READING, Look.LABEL)
    for account in told:
        row += 1
        grid.put_row(row, UNIT, (account.sheet, None), Look.ROW_TEXT)
        grid.put_row(row, CODE, (sentence_case(LAYOUTS[account.layout]), None, None), Look.ROW_TEXT)
        grid.put(row, WHAT, " ".join(account_lines(account)[1:]) or None, Look.ROW_TEXT)
    return row


def _gone(context: Context) -> list[str]:
    """Return the keys of the planner's written answers to findings that are not there any more."""
    present = {finding.key for finding in context.evaluation.findings}
    notes: Mapping[str, tuple[str, str]] = context.notes
    return [key for key, (_, answer) in notes.items() if answer.strip() and key not in present]


def _summary(findings: Iterable[Finding]) -> list[str]:
    """Return how many there are of each severity, in one line."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    told = [f"{number:,} {_COUNTED[severity][number > 1]}" for severity, number in counts.items() if number]
    return [f"{', '.join(told)}. {_GUIDE}"] if told else []


def _validations(first: int, last: int) -> tuple[Validation, ...]:
    states = Area(_FIRST_STATE, KEY, _FIRST_STATE + len(STATES) - 1, KEY)
    return (
        Validation(
            Area(first, STATE, last, STATE),
            source=states.text,
            title="Elija de la lista",
            prompt="Pendiente, Corregido o Justificado. Puede dejarlo en blanco.",
            error="Elija Pendiente, Corregido o Justificado.",
            severity=Entry.WARNING,
        ),
        Validation(
            Area(first, ANSWER, last, ANSWER),
            title="Descargo",
            prompt="Escriba por qué la observación se justifica o cómo se corrigió. Su texto se conserva.",
        ),
    )


def _reading_rows(grid: Grid, above: int) -> dict[int, RowSpec]:
    """Return the rows below the findings that texts make high; those that people write in grow alone."""
    return fitted_rows({place: cell for place, cell in grid.cells.items() if place[0] > above}, _WIDTHS)


def _columns() -> dict[int, ColumnSpec]:
    columns = {column: ColumnSpec(width) for column, width in enumerate(_WIDTHS)}
    return columns | {KEY: ColumnSpec(_WIDTHS[KEY], hidden=True)}
