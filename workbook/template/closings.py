"""The register of closed periods as two sheets: what a planner may read, and the rows to compare with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.canvas import Cell, ColumnSpec, Grid, Look, Page, RowSpec, Sheet, Visibility
from workbook.canvas.heights import fitted_rows
from workbook.canvas.looks import AMOUNT, WHOLE
from workbook.domain.levels import Level
from workbook.layouts import own
from workbook.spanish.calendar import MONTH_NAMES, period_name
from workbook.spanish.labels import METHOD_NAMES, STATE_NAMES, TARGET_KIND_NAMES
from workbook.template.frame import SETTINGS_TAB
from workbook.template.naming import month_headers
from workbook.template.stored import fact_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.canvas import Value
    from workbook.domain.closing import ClosedResult, Closing, Register
    from workbook.domain.model import Activity

_TITLE: Final = "Periodos cerrados"
_TOTALS: Final = "Lo que se cerró, por unidad y mes (0: el periodo, donde el libro no tiene meses)"
_RESULTS: Final = "Resultados de cada cierre"
_ROWS: Final = "Filas tal como se cerraron"
_WIDTHS: Final = (26, 9, 20, 56, 20, 13, 26, 34, 34, 34)
_LEVELS: Final = {Level.PLAN: "Total", Level.OBJECTIVE: "OEI", Level.ACTION: "AEI", Level.UNIT: "Unidad"}


def closing_sheets(register: Register, unit_names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """Return Cierres and the hidden CierresDetalle; nothing where nothing was closed."""
    return (_summary(register, unit_names), _details(register)) if register.closings else ()


def _summary(register: Register, unit_names: Mapping[str, str]) -> Sheet:
    grid = Grid()
    grid.put(0, 0, own.CLOSINGS_NOTICE, Look.NOTICE)
    grid.put(1, 0, _TITLE, Look.TITLE)
    heads = [2]
    row = _put_table(grid, 2, own.CLOSING_HEADERS, map(_closing, register.closings))
    grid.put(row, 0, _RESULTS, Look.SECTION)
    heads.append(row + 1)
    results = [
        _result(closing, result, unit_names) for closing in register.closings for result in closing.results
    ]
    row = _put_table(grid, row + 1, own.CLOSED_RESULT_HEADERS, results)
    grid.put(row, 0, _TOTALS, Look.SECTION)
    heads.append(row + 1)
    totals = [(one.unit, one.month, one.programmed, one.executed, one.digest) for one in register.totals]
    _put_table(grid, row + 1, own.CLOSED_TOTAL_HEADERS, totals)
    return Sheet(
        own.CLOSINGS,
        grid.cells,
        columns={column: ColumnSpec(width) for column, width in enumerate(_WIDTHS)},
        rows=fitted_rows(grid.cells, _WIDTHS) | {head: RowSpec(30) for head in heads},
        page=Page(),
        tab=SETTINGS_TAB,
    )


def _put_table(grid: Grid, row: int, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Set header and rows; return the row after the blank one that ends the table."""
    grid.put_row(row, 0, headers, Look.HEADER)
    for contents in rows:
        row += 1
        for column, content in enumerate(contents):
            grid.place(row, column, _cell(content))
    return row + 2


def _cell(content: Value) -> Cell:
    match content:
        case int():
            return Cell(content, Look.ROW_COUNT)
        case Fraction():
            return Cell(content, Look.ROW_PERCENT, number_format="0.0 %")
        case Decimal():
            whole = content == content.to_integral_value()
            return Cell(content, Look.ROW_AMOUNT, number_format=WHOLE if whole else AMOUNT)
    return Cell(content, Look.ROW_TEXT)


def _closing(closing: Closing) -> tuple[Value, ...]:
    return (
        closing.number,
        "" if closing.year is None else str(closing.year),
        period_name(replace(closing.period, cutoff=None)),
        closing.scale,
        MONTH_NAMES[closing.period.last - 1],
        closing.closed_on.isoformat(),
        METHOD_NAMES[closing.method],
        closing.copy,
        closing.copy_digest,
        closing.digest,
    )


def _result(closing: Closing, result: ClosedResult, unit_names: Mapping[str, str]) -> tuple[Value, ...]:
    name = unit_names.get(result.code, result.name) if result.level is Level.UNIT else result.name
    return (
        closing.number,
        _LEVELS[result.level],
        result.code,
        name,
        result.programmed,
        result.executed,
        result.efficacy,
        result.label,
        STATE_NAMES[result.state],
        _exact(result.efficacy),
    )


def _exact(efficacy: Fraction | None) -> str:
    return "" if efficacy is None else f"{efficacy.numerator}/{efficacy.denominator}"


def _details(register: Register) -> Sheet:
    grid = Grid()
    grid.put(0, 0, own.CLOSINGS_NOTICE, Look.NOTICE)
    grid.put(1, 0, _ROWS, Look.TITLE)
    months = [
        header for pattern in (own.PROGRAMMED_MONTH, own.EXECUTED_MONTH) for header in month_headers(pattern)
    ]
    _put_table(grid, 2, (*own.CLOSED_ROW_HEADERS, *months), map(_row, register.rows))
    return Sheet(own.CLOSED_ROWS, grid.cells, visibility=Visibility.HIDDEN, tab=SETTINGS_TAB)


def _row(activity: Activity) -> tuple[Value, ...]:
    monthly = activity.monthly
    facts = (activity.programmed, activity.executed)
    months = (*monthly.programmed, *monthly.executed) if monthly else ()
    return (
        activity.unit,
        activity.code,
        activity.name,
        activity.action,
        activity.measure,
        TARGET_KIND_NAMES[activity.kind],
        own.YES if monthly else own.NO,
        *map(fact_value, facts),
        *map(fact_value, months),
    )
