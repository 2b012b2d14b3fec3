"""The workbook of a comparison: what changed in activities, in results and in the frame, before → after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Book, Cell, ColumnSpec, Grid, Look, Properties, RowSpec, Sheet
from workbook.domain.comparison import Presence
from workbook.domain.levels import Level
from workbook.layouts import own
from workbook.sheets.figures import ROW, Pen
from workbook.sheets.frame import FIGURES_TAB, page
from workbook.spanish.calendar import period_name
from workbook.spanish.changes import (
    LEVEL_NAMES,
    PART_NAMES,
    PRESENCE_NAMES,
    change_texts,
    comparison_counts,
    told_text,
    what_changed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.comparison import ActivityChange, Comparison
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
_FRAME_HEADERS: Final = ("Dato", "Código", "Antes", "Después")
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
    row = _HEADER
    for label, count in comparison_counts(comparison):
        grid.put(row, 0, label, Look.ROW_TEXT)
        grid.put(row, 1, count, Look.ROW_COUNT)
        row += 1
    if comparison.frame:
        row += 1
        grid.put_row(row, 0, _FRAME_HEADERS, Look.HEADER)
        for change in comparison.frame:
            row += 1
            texts = (PART_NAMES[change.part], change.code, told_text(change, after=False))
            grid.put_row(row, 0, (*texts, told_text(change, after=True)), Look.ROW_TEXT)
    return Sheet(
        SUMMARY,
        grid.cells,
        columns={n: ColumnSpec(width) for n, width in enumerate((44, 14, 60, 60))},
        page=page(_TITLE, _HEADER, Area(0, 0, row, 3)),
        tab=FIGURES_TAB,
    )


def _activities(comparison: Comparison) -> Sheet:
    grid, row = Grid(), _HEADER
    _head(grid, comparison, "Actividades que cambiaron")
    grid.put_row(row, 0, ACTIVITY_HEADERS, Look.HEADER)
    for change in comparison.activities:
        for what, before, after in _lines(change, comparison):
            row += 1
            activity = change.shown
            fill = _FILLS[change.presence]
            grid.place(row, 0, Cell(PRESENCE_NAMES[change.presence], Look.ROW_CENTER, fill=fill))
            unit = comparison.unit_name(activity.unit)
            texts = (unit, activity.code, activity.name, activity.action, what, before, after)
            grid.put_row(row, 1, (*texts, *_place(change)), Look.ROW_TEXT)
    return _list(ACTIVITIES, grid, row, (11, 32, 16, 46, 14, 24, 30, 30, 14, 9))


def _lines(change: ActivityChange, comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Yield the lines of an activity: each datum that changed, or one for an activity that came or went."""
    if change.presence is Presence.BOTH:
        for one in change.changes:
            yield what_changed(one), *change_texts(one, comparison)
    else:
        yield "", "", ""


def _place(change: ActivityChange) -> tuple[str, str]:
    """Return sheet and row of an activity in the later workbook, or in the earlier where it is gone."""
    where = change.shown.where
    if where is None:
        return "", ""
    return where.columns.sheet, f"{where.row + 1}"


def _results(comparison: Comparison) -> Sheet:
    grid, row = Grid(), _HEADER
    _head(grid, comparison, "Resultados antes y después")
    grid.put_row(row, 0, RESULT_HEADERS, Look.HEADER)
    for change in comparison.levels:
        row += 1
        _put_result(grid, row, change, comparison)
    return _list(RESULTS, grid, row, (12, 13, 52, 9, *(12.5, 12.5, 9.5, 26) * 2), shown=4)


def _put_result(grid: Grid, row: int, change: LevelChange, comparison: Comparison) -> None:
    is_unit = change.level is Level.UNIT  # its key is no code that anybody knows
    texts = (LEVEL_NAMES[change.level], "" if is_unit else change.code, change.name)
    grid.put_row(row, 0, texts, Look.ROW_TEXT)
    fill = _FILLS[Presence.BOTH] if change.differs else ""
    grid.place(row, 3, Cell(own.YES if change.differs else own.NO, Look.ROW_CENTER, fill=fill))
    sides = ((4, change.before, comparison.before), (8, change.after, comparison.after))
    for column, outcome, evaluation in sides:
        if outcome is None:
            grid.put_row(row, column, [None] * 4, Look.ROW_TEXT)
        else:
            Pen(grid, evaluation.framework.scale).figures(row, column, outcome, ROW)


def _list(name: str, grid: Grid, last: int, widths: Sequence[float], shown: int = 3) -> Sheet:
    used = Area(_HEADER, 0, max(last, _HEADER + 1), len(widths) - 1)
    return Sheet(
        name,
        grid.cells,
        columns={column: ColumnSpec(width) for column, width in enumerate(widths)},
        rows={_HEADER: RowSpec(30)},
        frozen=(_HEADER + 1, shown),
        filtered=used,
        page=page(name, _HEADER, Area(0, 0, used.last_row, used.last_column)),
        tab=FIGURES_TAB,
    )
