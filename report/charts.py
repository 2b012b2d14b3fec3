"""Native Word charts: the chart's XML and the workbook with its data, both made by XlsxWriter."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from report.outline import ChartKind
from report.wordxml import clean, colour, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report.outline import Chart

SHEET = "Datos"
WORKBOOK_RELATION = "rId1"  # of the chart part to its workbook
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date of no place
_INK, _GREY, _RULE, _PLAIN = "#27313D", "#5A6675", "#CBD4DE", "#2E5C8A"
_ROOM = 1.14  # of the longest bar, so that its label fits
_TARGET = 1.0  # 100 %: the line that bars are read against
_MOST_LINES = 4
_TITLE = "_"  # stands for the title: XlsxWriter would take "=1" or "Hoja!A1" for the address of a cell
_CM = 360_000  # EMU
_DATA = f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData>'
# XlsxWriter leaves out what Excel takes as "no"; elsewhere an element left out may mean "yes".
_FOR_WORD = {
    '<c:lang val="en-US"/>': '<c:lang val="es-PE"/><c:roundedCorners val="0"/>',
    '<a:endParaRPr lang="en-US"': '<a:endParaRPr lang="es-PE"',
    '<a:rPr lang="en-US"': '<a:rPr lang="es-PE"',
    "</c:title>": '<c:overlay val="0"/></c:title>',
    "</c:scaling>": '</c:scaling><c:delete val="0"/>',
    '<c:grouping val="clustered"/>': '<c:grouping val="clustered"/><c:varyColors val="0"/>',
    '<c:plotVisOnly val="1"/>': '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>',
    '<c:showVal val="1"/>': '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>',
}


def chart_part(chart: Chart) -> tuple[bytes, bytes]:
    """Return the XML of the chart part and the workbook (.xlsx) that it opens to edit its data.

    The part's only relation, `WORKBOOK_RELATION`, must lead to the workbook.
    """
    with zipfile.ZipFile(io.BytesIO(_workbook(chart, drawn=True))) as package:
        xml = package.read("xl/charts/chart1.xml").decode()
    for written, wanted in _FOR_WORD.items():
        xml = xml.replace(written, wanted)
    if chart.title:  # it comes before any other text
        xml = xml.replace(f">{_TITLE}<", f">{escape(chart.title)}<", 1)
    start, _, rest = xml.partition("<c:printSettings>")
    xml = start + _DATA + rest.partition("</c:printSettings>")[2]
    return xml.encode(), _workbook(chart, drawn=False)


def height(chart: Chart) -> int:
    """Return the height (EMU) in which every bar and its label can be read."""
    if chart.kind is ChartKind.COLUMNS:
        return round(7.5 * _CM)
    title = 0.8 if chart.title else 0
    return round(min(1.1 + title + 0.82 * max(len(chart.categories), 2), 21) * _CM)


def _workbook(chart: Chart, *, drawn: bool) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": clean(chart.title or chart.caption)})
    sheet = book.add_worksheet(SHEET)
    number = book.add_format({"num_format": chart.number_format})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 14)
    sheet.write_string(0, 0, "Categoría", bold)
    sheet.write_string(0, 1, clean(chart.series), bold)
    for row, (category, value) in enumerate(zip(chart.categories, chart.values, strict=True), 1):
        sheet.write_string(row, 0, clean(category))
        if value is not None:
            sheet.write_number(row, 1, value, number)
    if drawn:
        sheet.insert_chart("D2", _drawn(book, chart))
    book.close()
    return buffer.getvalue()


def _drawn(book: Any, chart: Chart) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    bars = chart.kind is ChartKind.BARS
    drawn = book.add_chart({"type": "bar" if bars else "column"})
    last = max(len(chart.categories), 1)
    drawn.add_series(
        {
            "name": [SHEET, 0, 1],
            "categories": [SHEET, 1, 0, last, 0],
            "values": [SHEET, 1, 1, last, 1],
            "gap": 45 if bars else 70,
            "fill": {"color": _PLAIN},
            "points": [
                {"fill": {"color": f"#{colour(ink)}"}} if colour(ink) else None for ink in chart.colours
            ],
            "data_labels": {
                "value": True,
                "num_format": chart.number_format,
                "position": "outside_end",
                "font": _font(9, _INK, bold=True),
                "custom": [{"delete": True} if value is None else None for value in chart.values],
            },
        }
    )
    categories = {
        "num_font": _font(9, _INK),
        "line": {"color": _GREY, "width": 0.75},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "label_position": "low",
    }
    values = _value_axis(chart)
    if bars:  # XlsxWriter names the axes as they lie on the page
        drawn.set_y_axis(categories | {"reverse": True, "crossing": "max"})  # first on top, values below
        drawn.set_x_axis(values)
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)
    drawn.set_legend({"none": True})
    drawn.set_title(_title(chart))
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    drawn.set_plotarea({"fill": {"none": True}})
    return drawn


def _value_axis(chart: Chart) -> dict[str, Any]:
    """Return the axis of values: no clutter; for percentages lines at whole multiples of 100 %."""
    axis = {
        "min": 0,
        "num_format": chart.number_format,
        "num_font": _font(8, _GREY),
        "line": {"none": True},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    longest = max((value for value in chart.values if value is not None), default=0.0)
    if "%" not in chart.number_format:
        hidden = {"label_position": "none", "major_gridlines": {"visible": False}}
        return axis | hidden | ({"max": longest * _ROOM} if longest > 0 else {})
    longest = max(longest, _TARGET) * _ROOM
    unit = next(step for step in _steps() if longest <= step * (_MOST_LINES + 1))
    lines = {"visible": True, "line": {"color": _RULE, "width": 0.75}}
    return axis | {"max": round(longest, 2), "major_unit": unit, "major_gridlines": lines}


def _steps() -> Iterator[int]:
    scale = 1
    while True:
        yield from (scale, 2 * scale, 5 * scale)
        scale *= 10


def _title(chart: Chart) -> dict[str, Any]:
    if not chart.title:
        return {"none": True}
    return {"name": _TITLE, "name_font": _font(11, "#1F3A5F", bold=True)}


def _font(size: int, colour: str, *, bold: bool = False) -> dict[str, Any]:
    return {"name": "Calibri", "size": size, "color": colour, "bold": bold}
