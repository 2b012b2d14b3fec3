"""A newly written row made to fit into a table whose columns people have changed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from report.located import P
from report.wordcells import cells_of, span_of
from report.wordfile import W

if TYPE_CHECKING:
    from report.wordcells import Columns


def fitted(
    row: etree._Element, columns: Columns, neighbour: etree._Element, table: etree._Element
) -> etree._Element:
    """Return the row with an empty cell for each column that is not the program's, without deleted columns.

    `neighbour` is a row of the table: such a cell looks like its cell in that place.
    """
    widths = _widths(table)
    if columns.changed:
        _fit(row, columns, neighbour)
    if len(widths) == columns.total:
        place = 0
        for cell in cells_of(row):
            span = span_of(cell)
            width = cell.find(f"{W}tcPr/{W}tcW")
            if width is not None:
                width.set(f"{W}w", str(sum(widths[place : place + span])))
            place += span
    return row


def _fit(row: etree._Element, columns: Columns, neighbour: etree._Element) -> None:
    beside = [cell for cell in cells_of(neighbour) for _ in range(span_of(cell))]
    placed: list[tuple[int, int, etree._Element]] = []
    start = 0
    for cell in cells_of(row):
        span = span_of(cell)
        places = [place for place in columns.places[start : start + span] if place is not None]
        start += span
        row.remove(cell)
        if places:
            placed.append((places[0], places[-1] - places[0] + 1, cell))
    at = 0
    for first, span, cell in sorted(placed, key=lambda one: one[0]):
        for place in range(at, first):
            row.append(_blank(beside[place] if place < len(beside) else cell))
        _set_span(cell, span)
        row.append(cell)
        at = first + span
    for place in range(at, columns.total):
        row.append(_blank(beside[place] if place < len(beside) else placed[-1][2]))


def _blank(like: etree._Element) -> etree._Element:
    """Return an empty cell with the properties of another."""
    cell = etree.Element(f"{W}tc")
    if (properties := like.find(f"{W}tcPr")) is not None:
        cell.append(deepcopy(properties))
        _set_span(cell, 1)
        for merged in cell[0].findall(f"{W}vMerge"):
            cell[0].remove(merged)
    paragraph = etree.SubElement(cell, P)
    if (look := like.find(f"{P}/{W}pPr")) is not None:
        paragraph.append(deepcopy(look))
    return cell


def _set_span(cell: etree._Element, span: int) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return
    for old in properties.findall(f"{W}gridSpan"):
        properties.remove(old)
    if span > 1:
        place = sum(child.tag in (f"{W}cnfStyle", f"{W}tcW") for child in properties)
        properties.insert(place, properties.makeelement(f"{W}gridSpan", {f"{W}val": str(span)}))


def _widths(table: etree._Element) -> list[int]:
    return [
        int(text) if (text := column.get(f"{W}w", "")).isdecimal() else 0
        for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
    ]
