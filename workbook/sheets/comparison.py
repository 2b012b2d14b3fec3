"""The workbook of a comparison: what changed in activities, in results and in the frame, before → after."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Book, Cell, ColumnSpec, Grid, Look, Properties, RowSpec, Sheet
from workbook.canvas.heights import fitted_rows
from workbook.canvas.looks import WHOLE
from workbook.domain.cells import Number
from workbook.domain.comparison import Presence
from workbook.domain.levels import Level
from workbook.layouts import own
from workbook.sheets.figures import GROUP, ROW, TOTAL, Pen, band_fill
from workbook.sheets.frame import FIGURES_TAB, page
from workbook.spanish.calendar import period_name
from workbook.spanish.changes import (
    ABSENT,
    LEVEL_NAMES,
    NO_MORE,
    PART_NAMES,
    PRESENCE_NAMES,
    amounts_text,
    change_texts,
    comparison_counts,
    result_texts,
    told_text,
    what_changed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.canvas import Value
    from workbook.domain.comparison import ActivityChange, Change, Comparison
    from workbook.domain.levels import LevelChange
    from workbook.domain.results import Evaluation

SUMMARY: Final = "Resumen"
ACTIVITIES: Final = "Actividades"
RESULTS: Final = "Resultados"

ACTIVITY_HEADERS: Final = (
    "Cambio", "Unidad orgánica", "Código AO", "Actividad operativa", "AEI", "Dato", "Antes", "Después",
    "Hoja", "Fila",
)  # fmt: skip
RESULT_HEADERS: Final = (
    "Nivel", "Código", "Denominación", "Cambia",
    "Programadas antes", "Ejecutadas antes", "Eficacia antes", "Indicador antes",
    "Programadas después", "Ejecutadas después", "Eficacia después", "Indicador después",
)  # fmt: skip
_SUMMARY_HEADERS: Final = ("Objetivo estratégico institucional", "Código", "Antes", "Después")
_FRAME_HEADERS: Final = ("Dato", "Código", "Antes", "Después")
_SUMMARY_WIDTHS: Final = (52, 14, 56, 56)
_FAMILIES: Final = {Level.PLAN: TOTAL, Level.OBJECTIVE: GROUP}
_ALL_DECIMALS: Final = "#,##0.##############"
_FILLS: Final = {Presence.ADDED: "E2F0D9", Presence.GONE: "F9DFDB", Presence.BOTH: "FDF1D6"}
_TITLE: Final = "Comparación de dos libros"
_HEADER: Final = 4


def comparison_workbook(comparison: Comparison) -> Book:
    """Return the workbook: Resumen, Actividades, Resultados."""
    settings = comparison.after.framework.settings
    return Book(
        (_summary(comparison), _activities(comparison), _results(comparison)),
        properties=Properties(
            title=_TITLE, subject="Comparación", author=settings.prepared_by, company=settings.entity
        ),
    )


def _head(grid: Grid, comparison: Comparison, title: str) -> None:
    grid.put(0, 0, own.GENERATED_NOTICE, Look.NOTICE)
    grid.put(1, 0, title, Look.TITLE)
    sides = f"Antes: {_side(comparison.before)}  ·  Después: {_side(comparison.after)}"
    grid.put(2, 0, sides, Look.SUBTITLE)


def _side(evaluation: Evaluation) -> str:
    year = evaluation.framework.settings.year
    return f"{evaluation.source} ({period_name(evaluation.period)}{f' {year}' if year else ''})"


def _summary(comparison: Comparison) -> Sheet:
    grid = Grid()
    _head(grid, comparison, _TITLE)
    row = _put_section(grid, _HEADER, "Resultados", _SUMMARY_HEADERS)
    for change in comparison.levels:
        if change.level in _FAMILIES:
            _put_sides(grid, row, change, comparison)
            row += 1
    row = _put_section(grid, row + 1, "Qué cambió")
    for label, count in comparison_counts(comparison):
        grid.put(row, 0, label, Look.ROW_TEXT)
        grid.put(row, 1, count, Look.ROW_COUNT)
        row += 1
    if comparison.frame:
        row = _put_section(grid, row + 1, "Parámetros, PEI y unidades", _FRAME_HEADERS)
        for told in comparison.frame:
            texts = (PART_NAMES[told.part], told.code, told_text(told, after=False))
            grid.put_row(row, 0, (*texts, told_text(told, after=True)), Look.ROW_TEXT)
            row += 1
    return Sheet(
        SUMMARY,
        grid.cells,
        columns={n: ColumnSpec(width) for n, width in enumerate(_SUMMARY_WIDTHS)},
        rows=fitted_rows(grid.cells, _SUMMARY_WIDTHS),
        page=page(_TITLE, 1, Area(0, 0, row, 3)),
        tab=FIGURES_TAB,
    )


def _put_section(grid: Grid, row: int, title: str, headers: Sequence[str] = ()) -> int:
    """Set the title of a block and its headers; return the row below."""
    grid.put(row, 0, title, Look.SECTION)
    grid.put_row(row + 1, 0, headers, Look.HEADER)
    return row + 2 if headers else row + 1


def _put_sides(grid: Grid, row: int, change: LevelChange, comparison: Comparison) -> None:
    name = change.name or LEVEL_NAMES[change.level]
    grid.put_row(row, 0, (name, change.code), GROUP.text if change.level is Level.PLAN else Look.ROW_TEXT)
    outcomes = (change.before, change.after)
    for column, (outcome, text) in enumerate(zip(outcomes, result_texts(change, comparison), strict=True), 2):
        fill = band_fill(outcome.band) if outcome is not None else ""
        grid.place(row, column, Cell(text, Look.ROW_TEXT, fill=fill))


def _activities(comparison: Comparison) -> Sheet:
    grid, row, title = Grid(), _HEADER, "Actividades que cambiaron"
    _head(grid, comparison, title)
    grid.put_row(row, 0, ACTIVITY_HEADERS, Look.HEADER)
    for change in comparison.activities:
        for what, before, after in _lines(change, comparison):
            row += 1
            activity = change.shown
            fill = _FILLS[change.presence]
            grid.place(row, 0, Cell(PRESENCE_NAMES[change.presence], Look.ROW_CENTER, fill=fill))
            unit = comparison.unit_name(activity.unit)
            texts = (unit, activity.code, activity.name, activity.action, what)
            grid.put_row(row, 1, texts, Look.ROW_TEXT)
            grid.place(row, 6, before)
            grid.place(row, 7, after)
            sheet, number = _place(change)
            grid.put(row, 8, sheet, Look.ROW_TEXT)
            grid.put(row, 9, number, Look.ROW_COUNT)
    return _list(ACTIVITIES, title, grid, row, (11, 32, 16, 46, 14, 24, 30, 30, 14, 9))


def _lines(change: ActivityChange, comparison: Comparison) -> Iterator[tuple[str, Cell, Cell]]:
    """Yield the lines of an activity: each datum that changed, or one for an activity that came or went."""
    for one in change.changes:
        before, after = _sides(one, comparison)
        yield what_changed(one), before, after
    blank = Cell("", Look.ROW_TEXT)
    if change.presence is Presence.ADDED:
        yield "", blank, Cell(amounts_text(change.shown, comparison.after.period.evaluated), Look.ROW_TEXT)
    elif change.presence is Presence.GONE:
        yield "", Cell(amounts_text(change.shown, comparison.before.period.evaluated), Look.ROW_TEXT), blank


def _sides(change: Change, comparison: Comparison) -> Iterator[Cell]:
    """Yield what a datum said and says: amounts as numbers with all their decimals, the rest as text."""
    for said, text in zip((change.before, change.after), change_texts(change, comparison), strict=True):
        value = said.value if isinstance(said, Number) else said
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            yield Cell(value, Look.ROW_AMOUNT, number_format=WHOLE if whole else _ALL_DECIMALS)
        else:
            yield Cell(text, Look.ROW_TEXT)


def _place(change: ActivityChange) -> tuple[str, Value]:
    """Return sheet and row of an activity in the later workbook, or in the earlier where it is gone."""
    where = change.shown.where
    if where is None:
        return "", ""
    return where.columns.sheet, where.row + 1


def _results(comparison: Comparison) -> Sheet:
    grid, row, title = Grid(), _HEADER, "Resultados antes y después"
    _head(grid, comparison, title)
    grid.put_row(row, 0, RESULT_HEADERS, Look.HEADER)
    for change in comparison.levels:
        row += 1
        _put_result(grid, row, change, comparison)
    return _list(RESULTS, title, grid, row, (13, 13, 52, 9, *(13, 13, 9.5, 26) * 2), shown=4)


def _put_result(grid: Grid, row: int, change: LevelChange, comparison: Comparison) -> None:
    is_unit = change.level is Level.UNIT  # its key is no code that anybody knows
    family = _FAMILIES.get(change.level, ROW)
    texts = (LEVEL_NAMES[change.level], "" if is_unit else change.code, change.name)
    grid.put_row(row, 0, texts, family.text)
    fill = _FILLS[Presence.BOTH] if change.differs else ""
    grid.place(row, 3, Cell(own.YES if change.differs else own.NO, Look.ROW_CENTER, fill=fill))
    sides = ((4, change.before, comparison.before, ABSENT), (8, change.after, comparison.after, NO_MORE))
    for column, outcome, evaluation, absent in sides:
        if outcome is None:
            grid.put_row(row, column, [None] * 3, family.text)
            grid.put(row, column + 3, absent.capitalize(), family.center)
        else:
            Pen(grid, evaluation.framework.scale).figures(row, column, outcome, family)


def _list(name: str, title: str, grid: Grid, last: int, widths: Sequence[float], shown: int = 3) -> Sheet:
    used = Area(_HEADER, 0, max(last, _HEADER + 1), len(widths) - 1)
    return Sheet(
        name,
        grid.cells,
        columns={column: ColumnSpec(width) for column, width in enumerate(widths)},
        rows=fitted_rows(grid.cells, widths) | {_HEADER: RowSpec(30)},
        frozen=(_HEADER + 1, shown),
        filtered=used,
        page=page(title, _HEADER, Area(0, 0, used.last_row, used.last_column)),
        tab=FIGURES_TAB,
    )
