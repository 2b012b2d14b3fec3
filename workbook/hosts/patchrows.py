"""The texts of a sheet of ours, written without a library: a log of thousands of lines is little else.

XlsxWriter draws the sheet with the first cell of each look and with all that is more than a text; the other
texts are put in here, each in the style of the cell that was drawn for its look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from workbook.domain.places import address, column_letters, column_number, qualified
from workbook.hosts.newtext import MOST_LINKS, as_xml, blanks_count, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbook.canvas import Area, Cell, Position, Sheet

_ROW: Final = re.compile(rb'<row r="([0-9]+)"(?: spans="[^"]*")?([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL: Final = re.compile(rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_DIMENSION: Final = re.compile(rb'(<dimension ref=")[^"]*')
_LINKS_END: Final = b"</hyperlinks>"


@dataclass(frozen=True, slots=True)
class LikeDrawn:
    """Cells that are not drawn: each with the place of the one that is drawn in its look."""

    cells: Mapping[Position, Cell]
    models: Mapping[Position, Position]


def divided(sheet: Sheet) -> tuple[Sheet, LikeDrawn]:
    """Return the sheet with the cells that are to be drawn, and the texts that are not."""
    drawn: dict[Position, Cell] = {}
    rest: dict[Position, Cell] = {}
    models: dict[Position, Position] = {}
    known: dict[tuple[object, ...], Position] = {}
    for position, cell in sheet.cells.items():
        key = (cell.look, cell.fill, cell.number_format, cell.link is None)
        if not _is_text(cell) or any(_within(position, area) for area in sheet.merges):
            drawn[position] = cell
        elif key in known:
            rest[position], models[position] = cell, known[key]
        else:
            drawn[position], known[key] = cell, position
    return replace(sheet, cells=drawn), LikeDrawn(rest, models)


def _is_text(cell: Cell) -> bool:
    link = cell.link
    simple = link is None or bool(link.sheet and not (link.file or link.url or link.tip))
    return simple and isinstance(cell.content, str) and cell.content != ""


def _within(position: Position, area: Area) -> bool:
    row, column = position
    return area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def with_texts(sheet: bytes, rest: LikeDrawn) -> bytes:
    """Return the XML of a sheet that XlsxWriter drew with the texts that it did not draw."""
    if not rest.cells:
        return sheet
    head, mark, body = sheet.partition(b"<sheetData>")
    drawn, end, tail = body.partition(b"</sheetData>")
    rows: dict[int, dict[int, bytes]] = defaultdict(dict)
    attributes: dict[int, bytes] = {}
    styles: dict[Position, bytes] = {}
    for row in _ROW.finditer(drawn):
        number = int(row[1]) - 1
        attributes[number] = row[2]
        for cell in _CELL.finditer(row[3] or b""):
            column = column_number(cell[1].decode())
            rows[number][column] = cell[0]
            styles[number, column] = cell[2] or b"0"
    for (number, column), one in rest.cells.items():
        style = styles[rest.models[number, column]]
        named = f"{column_letters(column)}{number + 1}".encode()
        text = clean(str(one.content))
        space = b' xml:space="preserve"' if blanks_count(text) else b""
        rows[number][column] = b'<c r="%b" s="%b" t="inlineStr"><is><t%b>%b</t></is></c>' % (
            named, style, space, as_xml(text),
        )  # fmt: skip
    written = b"".join(_rows(rows, attributes))
    return b"".join((_with_dimension(head, rows), mark, written, end, _with_links(tail, rest)))


def _rows(rows: Mapping[int, Mapping[int, bytes]], attributes: Mapping[int, bytes]) -> Iterator[bytes]:
    for number in sorted(rows.keys() | attributes.keys()):
        cells = rows.get(number, {})
        content = b"".join(cells[column] for column in sorted(cells))
        yield b'<row r="%d"%b>%b</row>' % (number + 1, attributes.get(number, b""), content)


def _with_dimension(head: bytes, rows: Mapping[int, Mapping[int, bytes]]) -> bytes:
    columns = [column for cells in rows.values() for column in cells]
    held = [number for number, cells in rows.items() if cells]
    area = f"{address(min(held), min(columns))}:{address(max(held), max(columns))}"
    return _DIMENSION.sub(rb"\g<1>" + area.encode(), head, count=1)


def _with_links(tail: bytes, rest: LikeDrawn) -> bytes:
    """Return what follows the rows with the links of the texts after those that were drawn."""
    linked = ((at, cell) for at, cell in rest.cells.items() if cell.link is not None)
    room = MOST_LINKS - tail.count(b"<hyperlink ")
    links = b"".join(_link(position, cell) for position, cell in islice(linked, max(0, room)))
    return tail.replace(_LINKS_END, links + _LINKS_END, 1)


def _link(position: Position, cell: Cell) -> bytes:
    assert cell.link is not None  # noqa: S101 - chosen so
    place, shown = _quoted(qualified(cell.link.sheet, cell.link.cell)), _quoted(str(cell.content))
    return b'<hyperlink ref="%b" location="%b" display="%b"/>' % (address(*position).encode(), place, shown)


def _quoted(text: str) -> bytes:
    return escape(clean(text), {'"': "&quot;", "\n": "&#10;"}).encode()
