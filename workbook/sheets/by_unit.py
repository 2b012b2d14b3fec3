"""The sheet Por unidad: each unit, its AEI, and the activities that stayed below their target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Cell, ColumnSpec, Grid, Look, RowSpec, Sheet
from workbook.canvas.heights import height_of
from workbook.canvas.looks import WHOLE
from workbook.domain.causes import is_explanation
from workbook.domain.efficacy import Method, ratio
from workbook.domain.exact import total
from workbook.layouts import own
from workbook.sheets.figures import GROUP, MISSING_FILL, ROW, TOTAL, Family, Pen, label_of
from workbook.sheets.frame import FIGURES_TAB, NO_UNITS, page, put_head
from workbook.spanish.labels import METHOD_NAMES
from workbook.spanish.outcomes import NOT_REPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from workbook.domain.model import Action, OrgUnit
    from workbook.domain.results import Shortfall, UnitInAction, UnitResult
    from workbook.sheets.frame import Context

HEADERS: Final = (
    "", "Código", "AEI o actividad por debajo de su meta", "Programadas", "Ejecutadas", "Eficacia",
    "Indicador", "Actividades", "Por debajo", "Sin explicar", "Motivo",
)  # fmt: skip
"""The empty one is what the entity calls its units."""

MISSING_CAUSE: Final = "Falta explicar"
MOST_LISTED: Final = 25
"""At most so many activities of a unit in an AEI are listed: those furthest below their target."""

UNIT, CODE, NAME, PROGRAMMED, LABEL, COUNTS, CAUSE = 0, 1, 2, 3, 6, 7, 10
_WIDTHS: Final = (10, 16, 52, 12.5, 12.5, 9, 24, 11.5, 10.5, 10.5, 54)
_WIDE_UNIT: Final = 30
_LONGEST_ACRONYM: Final = 14


def by_unit_sheet(context: Context) -> Sheet:
    """Return the sheet: a row for each unit, under it its AEI, under each the activities below target."""
    writer = _Writer(context)
    for result in context.evaluation.units:
        writer.unit(result)
    return writer.sheet()


class _Writer:
    """Writes the rows one after the other."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._grid = Grid()
        self._pen = Pen(self._grid, context.scale)
        self._rows: dict[int, RowSpec] = {}
        self._wrapped: list[tuple[str, int]] = []
        wide = any(_short(one.unit) != one.unit.acronym for one in context.evaluation.units)
        self._widths = (_WIDE_UNIT if wide else _WIDTHS[0], *_WIDTHS[1:])
        self._title = context.title(f"Resultados por {context.noun.lower()}")
        self._header = put_head(self._grid, context, self._title, *_method_note(context))
        self._row = self._header + 1
        self._grid.put_row(self._header, 0, [header or context.noun for header in HEADERS], Look.HEADER)

    def sheet(self) -> Sheet:
        """Return what was written."""
        if self._row == self._header + 1:
            self._grid.put(self._row, 0, NO_UNITS, Look.PLAIN)
        used = Area(self._header, 0, max(self._row - 1, self._header + 1), len(HEADERS) - 1)
        return Sheet(
            own.BY_UNIT,
            self._grid.cells,
            columns={column: ColumnSpec(width) for column, width in enumerate(self._widths)},
            rows=self._rows,
            frozen=(self._header + 1, PROGRAMMED),
            filtered=used,
            page=page(self._title, self._header, Area(0, 0, used.last_row, used.last_column)),
            tab=FIGURES_TAB,
            summary_below=False,
        )

    def unit(self, result: UnitResult) -> None:
        """Write a unit, its AEI, its activities below target."""
        short, parts = _short(result.unit), [part for _, part in result.actions]
        self._names(short, "", result.unit.shown, TOTAL)
        untargeted = total(part.untargeted for part in parts)
        self._pen.figures(self._row, PROGRAMMED, result.outcome, TOTAL, untargeted)
        self._counts(parts, TOTAL)
        self._next(0, (label_of(result.outcome), LABEL))
        for action, part in result.actions:
            self._action(short, action, part)

    def _action(self, short: str, action: Action, part: UnitInAction) -> None:
        self._names(short, action.code, action.name, GROUP)
        self._pen.figures(self._row, PROGRAMMED, part.outcome, GROUP, part.untargeted)
        self._counts([part], GROUP)
        self._next(1, (label_of(part.outcome), LABEL))
        for row in listed(part.shortfalls):
            self._shortfall(short, row)
        others = len(part.shortfalls) - MOST_LISTED
        if others > 0:
            self._names(short, "", _others(others), ROW)
            self._grid.put_row(self._row, PROGRAMMED, [None] * (len(HEADERS) - PROGRAMMED), ROW.text)
            self._next(2)

    def _shortfall(self, short: str, row: Shortfall) -> None:
        self._names(short, row.code, f"{row.name} ({row.measure})" if row.measure else row.name, ROW)
        self._pen.amount(self._row, PROGRAMMED, row.programmed, ROW.amount)
        if row.reported:
            self._pen.amount(self._row, PROGRAMMED + 1, row.executed, ROW.amount)
            self._pen.percent(self._row, PROGRAMMED + 2, _reached(row), ROW.percent)
        else:
            self._grid.put(self._row, PROGRAMMED + 1, NOT_REPORTED, ROW.amount)
            self._grid.put(self._row, PROGRAMMED + 2, NOT_REPORTED, ROW.percent)
        self._grid.put_row(self._row, PROGRAMMED + 3, [None] * 4, ROW.center)
        text, missing = _cause(row)
        self._grid.place(self._row, CAUSE, Cell(text, ROW.text, fill=MISSING_FILL if missing else ""))
        self._next(2, (text, CAUSE))

    def _names(self, short: str, code: str, name: str, family: Family) -> None:
        self._grid.put_row(self._row, UNIT, (short, code or None, name or None), family.text)
        self._wrapped = [(short, UNIT), (code, CODE), (name, NAME)]

    def _counts(self, parts: Sequence[UnitInAction], family: Family) -> None:
        below = [row for part in parts for row in part.shortfalls]
        unexplained = sum(1 for row in below if _unexplained(row))
        counts = (sum(part.rows for part in parts), len(below), unexplained)
        for offset, number in enumerate(counts):
            marked = MISSING_FILL if offset == len(counts) - 1 and number and family is GROUP else ""
            cell = Cell(number, family.center, fill=marked, number_format=WHOLE)
            self._grid.place(self._row, COUNTS + offset, cell)
        self._grid.put(self._row, CAUSE, None, family.text)

    def _next(self, level: int, *more: tuple[str, int]) -> None:
        """Close a row: its level in the outline, its height by what wraps in it."""
        texts = (*self._wrapped, *more)
        height = height_of((text, self._widths[column]) for text, column in texts)
        if level or height is not None:
            self._rows[self._row] = RowSpec(height, level)
        self._row += 1


def listed(shortfalls: Sequence[Shortfall]) -> Sequence[Shortfall]:
    """Return the activities that are listed, in the order of the sheet: all, or those furthest below."""
    if len(shortfalls) <= MOST_LISTED:
        return shortfalls
    order = sorted(range(len(shortfalls)), key=lambda place: _reached(shortfalls[place]))
    return [shortfalls[place] for place in sorted(order[:MOST_LISTED])]


def _reached(row: Shortfall) -> Fraction:
    return ratio(row.executed, row.programmed)


def _others(count: int) -> str:
    if count == 1:
        return "Y otra actividad por debajo de su meta."
    return f"Y otras {count:,} actividades por debajo de su meta."


def _unexplained(row: Shortfall) -> bool:
    return row.reported and not is_explanation(row.cause)


def _cause(row: Shortfall) -> tuple[str, bool]:
    """Return what stands in Motivo, and whether it is still missing."""
    cause = row.cause.strip()
    if not _unexplained(row):
        return cause or "No remitió información.", False
    return f"{MISSING_CAUSE}: «{cause}» no dice la causa." if cause else MISSING_CAUSE, True


def _short(unit: OrgUnit) -> str:
    return unit.acronym if 0 < len(unit.acronym) <= _LONGEST_ACRONYM else unit.shown


def _method_note(context: Context) -> list[str]:
    """Return what the percentage of a unit's total is, where it is no quotient of the amounts beside it."""
    method = context.evaluation.method
    if method is Method.RATIO:
        return []
    name = METHOD_NAMES[method].lower()
    return [f"Eficacia del total de cada unidad: {name}; la de cada AEI es lo ejecutado entre lo programado."]
