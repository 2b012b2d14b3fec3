"""Described charts become XlsxWriter's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from workbook.canvas import ChartKind
from workbook.hosts.newtext import clean

if TYPE_CHECKING:
    from workbook.canvas import Area, Chart, Series

_TYPES: Final = {
    ChartKind.BAR: {"type": "bar"},
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.STACKED_BAR: {"type": "bar", "subtype": "stacked"},
    ChartKind.STACKED_COLUMN: {"type": "column", "subtype": "stacked"},
}


def insert_chart(workbook: Any, worksheet: Any, chart: Chart) -> None:  # noqa: ANN401 - the library's, untyped
    """Draw a chart into a worksheet of the workbook."""
    drawn = workbook.add_chart(_TYPES[chart.kind])
    for series in chart.series:
        drawn.add_series(_series_options(series, chart))
    drawn.set_title(
        {"name": _title(chart.title), "name_font": {"size": 12}} if chart.title else {"none": True}
    )
    drawn.set_legend({"position": "bottom"} if chart.legend else {"none": True})
    lying = chart.kind in (ChartKind.BAR, ChartKind.STACKED_BAR)
    categories, values = _category_axis(chart, lying=lying), _value_axis(chart)
    drawn.set_x_axis(values if lying else categories)
    drawn.set_y_axis(categories if lying else values)
    drawn.show_hidden_data()  # a planner may hide the columns that it draws
    drawn.set_chartarea({"border": {"none": True}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    options = {"description": clean(chart.description), "object_position": 2}
    worksheet.insert_chart(chart.row, chart.column, drawn, options)


def _category_axis(chart: Chart, *, lying: bool) -> dict[str, Any]:
    font = {"size": chart.category_font}
    return {
        "num_font": font,
        "reverse": lying and chart.reverse,
        "major_tick_mark": "none",
        "major_gridlines": {"visible": False},
        "label_position": "low",
    }


def _value_axis(chart: Chart) -> dict[str, Any]:
    options: dict[str, Any] = {"visible": chart.gridlines, "major_gridlines": {"visible": chart.gridlines}}
    options |= {"num_format": chart.number_format} if chart.number_format else {}
    options |= {"min": chart.minimum} if chart.minimum is not None else {}
    return options | ({"max": chart.maximum} if chart.maximum is not None else {})


def _series_options(series: Series, chart: Chart) -> dict[str, Any]:
    labels = {"value": True, "num_format": series.label_format or chart.number_format, "font": {"size": 9}}
    options: dict[str, Any] = {
        "name": _title(series.name),
        "categories": [series.sheet, *_corners(series.categories)],
        "values": [series.sheet, *_corners(series.values)],
        "fill": {"color": f"#{series.colour}"},
        "gap": chart.gap,
    }
    if series.labels:
        options["data_labels"] = {name: value for name, value in labels.items() if value}
    points = [{"fill": {"color": f"#{colour}"}} if colour else None for colour in series.point_colours]
    return options | ({"points": points} if points else {})


def _title(text: str) -> str:
    """Return a text that is no formula, whatever it begins with."""
    kept = clean(text)
    return f"\u200b{kept}" if kept.startswith("=") else kept


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column
