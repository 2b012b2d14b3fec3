"""The two charts of Tablero and the cells that they are drawn from, to the right of the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Cell, Chart, ChartKind, ColumnSpec, Look, Series
from workbook.canvas.rules import usable_colour
from workbook.domain.standing import by_label, colour_of
from workbook.layouts import own
from workbook.sheets.board import HALF_PIXELS, LAST, RIGHT, short
from workbook.spanish.labels import STATE_NAMES, group_name
from workbook.spanish.numbers import percent_points
from workbook.spanish.outcomes import label_text

if TYPE_CHECKING:
    from workbook.canvas import Grid, Position
    from workbook.domain.results import Evaluation, ObjectiveResult

MOST_OBJECTIVES: Final = 20
NO_COLOUR: Final = "9AA3AD"

BAND_DATA: Final = LAST + 2
OBJECTIVE_DATA: Final = BAND_DATA + 3
_POINTS: Final = 'General" %"'
_LONGEST_LABEL: Final = 42
_CROWDED: Final = 10


def band_chart(grid: Grid, evaluation: Evaluation, row: int, height: int) -> Chart:
    """Set the data of AEI by label from `row` down, and return their chart."""
    groups = [(group_name(group), colour_of(group), len(found)) for group, found in by_label(evaluation)]
    _head(grid, row - 1, BAND_DATA, "Indicador", "AEI")
    for offset, (label, _, count) in enumerate(groups):
        grid.put(row + offset, BAND_DATA, label, Look.PLAIN)
        grid.put(row + offset, BAND_DATA + 1, count, Look.PLAIN)
    colours = tuple(usable_colour(colour) if colour else NO_COLOUR for _, colour, _ in groups)
    told = "; ".join(f"{label}: {count}" for label, _, count in groups)
    return Chart(
        ChartKind.BAR,
        row,
        0,
        HALF_PIXELS,
        height,
        (_series("AEI", (row, BAND_DATA), colours, "0"),),
        description=f"Barras con el número de AEI según su indicador de eficacia. {told}.",
        minimum=0,
        category_font=8,
        gap=_gap(len(groups)),
    )


def objective_chart(grid: Grid, evaluation: Evaluation, row: int, height: int) -> Chart | None:
    """Set the data of the OEI from `row` down, and return their chart; None where there is no OEI."""
    objectives = evaluation.objectives[:MOST_OBJECTIVES]
    if not objectives:
        return None
    _head(grid, row - 1, OBJECTIVE_DATA, "OEI", "Eficacia (%)")
    for offset, result in enumerate(objectives):
        efficacy = result.outcome.efficacy
        points = None if efficacy is None else percent_points(efficacy, evaluation.framework.scale)
        grid.put(row + offset, OBJECTIVE_DATA, _label(result), Look.PLAIN)
        grid.place(row + offset, OBJECTIVE_DATA + 1, Cell(points, Look.PLAIN, number_format=_POINTS))
    bands = [result.outcome.band for result in objectives]
    colours = tuple(usable_colour(band.colour) if band else NO_COLOUR for band in bands)
    told = "; ".join(f"{result.objective.code}: {label_text(result.outcome)}" for result in objectives)
    return Chart(
        ChartKind.BAR,
        row,
        RIGHT,
        HALF_PIXELS,
        height,
        (_series("Eficacia", (row, OBJECTIVE_DATA), colours, _POINTS),),
        description=f"Barras con la eficacia de cada OEI, en el color de su indicador. {told}.",
        minimum=0,
        category_font=8 if len(objectives) <= _CROWDED else 7,
        gap=_gap(len(objectives)),
    )


def data_columns() -> dict[int, ColumnSpec]:
    """Return the columns that hold the charts' data."""
    widths = {BAND_DATA: 44, BAND_DATA + 1: 8, OBJECTIVE_DATA: 44, OBJECTIVE_DATA + 1: 12}
    return {column: ColumnSpec(width) for column, width in widths.items()}


def _gap(bars: int) -> int:
    """Return the gap between bars, in hundredths of one, so that few of them are not thick."""
    return max(50, 300 // bars)


def _label(result: ObjectiveResult) -> str:
    label = short(f"{result.objective.code} {result.objective.name}", _LONGEST_LABEL)
    if result.outcome.efficacy is not None:
        return label
    return f"{result.objective.code}: {STATE_NAMES[result.outcome.state].lower()}"


def _head(grid: Grid, row: int, column: int, *titles: str) -> None:
    grid.put_row(row, column, titles, Look.LABEL)
    grid.put(row - 1, BAND_DATA, "Datos de los gráficos (no se imprimen)", Look.NOTE)


def _series(name: str, at: Position, colours: tuple[str, ...], shown: str) -> Series:
    """Return a series whose data begin at a cell: a row for each colour."""
    row, column = at
    last = row + len(colours) - 1
    return Series(
        name,
        own.DASHBOARD,
        Area(row, column, last, column),
        Area(row, column + 1, last, column + 1),
        point_colours=colours,
        label_format=shown,
    )
