"""Described charts become Excel's own, in a sheet that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import ChartKind
from workbook.domain.places import address
from workbook.hosts.livelooks import bgr
from workbook.hosts.newtext import clean

if TYPE_CHECKING:
    from workbook.canvas import Chart, Series
    from workbook.hosts.com import Com

_TYPES: Final = {
    ChartKind.BAR: 57,
    ChartKind.COLUMN: 51,
    ChartKind.STACKED_BAR: 58,
    ChartKind.STACKED_COLUMN: 52,
}
_LYING: Final = (ChartKind.BAR, ChartKind.STACKED_BAR)
_CATEGORIES, _VALUES = 1, 2
_POINTS_A_PIXEL: Final = 72 / 96
_LOW, _NONE, _BOTTOM, _MOVED = -4134, -4142, -4107, 2


def insert_chart(sheet: Com, chart: Chart) -> None:
    """Draw a chart; its data must stand in the sheet already."""
    corner = sheet.Range(address(chart.row, chart.column))
    width, height = chart.width * _POINTS_A_PIXEL, chart.height * _POINTS_A_PIXEL
    holder = sheet.ChartObjects().Add(corner.Left, corner.Top, width, height)
    holder.Placement = _MOVED
    holder.ShapeRange.AlternativeText = clean(chart.description)
    drawn = holder.Chart
    drawn.ChartType = _TYPES[chart.kind]
    for _ in range(drawn.SeriesCollection().Count):  # Excel takes the data around the selection by itself
        drawn.SeriesCollection(1).Delete()
    for series in chart.series:
        _add_series(sheet, drawn, series, chart)
    drawn.ChartGroups(1).GapWidth = chart.gap
    drawn.HasTitle = bool(chart.title)
    if chart.title:
        drawn.ChartTitle.Text = _shown(chart.title)
    drawn.HasLegend = chart.legend
    if chart.legend:
        drawn.Legend.Position = _BOTTOM
    _category_axis(drawn.Axes(_CATEGORIES), chart)
    _value_axis(drawn, chart)
    drawn.PlotVisibleOnly = False  # a planner may hide the columns that it draws
    drawn.ChartArea.Format.Line.Visible = False


def _add_series(sheet: Com, drawn: Com, series: Series, chart: Chart) -> None:
    data = sheet if series.sheet == sheet.Name else sheet.Parent.Worksheets(series.sheet)
    made = drawn.SeriesCollection().NewSeries()
    made.Name = _shown(series.name)
    made.Values = data.Range(series.values.text)
    made.XValues = data.Range(series.categories.text)
    made.Format.Fill.ForeColor.RGB = bgr(series.colour)
    for number, colour in enumerate(series.point_colours, 1):
        if colour:
            made.Points(number).Format.Fill.ForeColor.RGB = bgr(colour)
    made.HasDataLabels = series.labels
    if series.labels:
        labels = made.DataLabels()
        labels.Font.Size = 9
        if shown := series.label_format or chart.number_format:
            labels.NumberFormat = shown


def _category_axis(axis: Com, chart: Chart) -> None:
    axis.ReversePlotOrder = chart.kind in _LYING and chart.reverse
    axis.MajorTickMark = _NONE
    axis.HasMajorGridlines = False
    axis.TickLabelPosition = _LOW
    axis.TickLabels.Font.Size = chart.category_font


def _value_axis(drawn: Com, chart: Chart) -> None:
    axis = drawn.Axes(_VALUES)
    axis.HasMajorGridlines = chart.gridlines
    if chart.minimum is not None:
        axis.MinimumScale = chart.minimum
    if chart.maximum is not None:
        axis.MaximumScale = chart.maximum
    if chart.number_format:
        axis.TickLabels.NumberFormat = chart.number_format
    if not chart.gridlines:
        axis.TickLabelPosition = _NONE
        axis.Format.Line.Visible = False


def _shown(text: str) -> str:
    """Return a text that is no formula, whatever it begins with."""
    kept = clean(text)
    return f"\u200b{kept}" if kept.startswith("=") else kept
