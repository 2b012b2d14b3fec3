"""The first rows of large sheets without the rest: a copy of the package in which those sheets end early.

A reader looks at the head of every sheet before it reads any; loading a large sheet for that costs as much as
reading it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from workbook.hosts.survey import whole_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbook.hosts.package import Package

ROWS: Final = 30
"""So many rows of a sheet are given at most."""

_LARGE: Final = 1 << 18  # bytes of XML
_KEPT: Final = 24 << 20
"""Sheets of so many bytes together stay in memory once they are loaded: to load them is no waste."""

_ROW: Final = re.compile(rb'<row(?: [^>]*?\br="([0-9]+)")?[^>]*>')
_TEXT_CELL: Final = re.compile(rb'(<c [^<>]*\bt="s"[^<>]*><v>)([0-9]+)(?=</v></c>)')
_TABLE_END: Final = b"</sst>"
_END: Final = b"</sheetData></worksheet>"
_EMPTY: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_TEXTS: Final = "xl/sharedstrings.xml"
_NEEDED: Final = ("[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                  "xl/styles.xml", _TEXTS)  # fmt: skip


def large_sheets(package: Package, parts: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the sheets that are worth it; `parts` gives the part of each."""
    sizes = {name: package.size(part) for name, part in parts.items()}
    if sum(sizes.values()) <= _KEPT:
        return frozenset()
    return frozenset(name for name, size in sizes.items() if size > _LARGE)


def beginning(chunks: Iterable[bytes]) -> bytes | None:
    """Return a sheet's first rows as a sheet of its own; None where its rows do not stand in order.

    The sheet must be written as spreadsheet programs write it.
    """
    piece = b""
    for more in whole_tags(chunks):
        piece += more
        rows = list(_ROW.finditer(piece))
        if len(rows) > ROWS:
            numbers = [int(row[1] or 0) for row in rows[: ROWS + 1]]
            in_order = all(one < other for one, other in pairwise(numbers))
            return piece[: rows[ROWS].start()] + _END if in_order and numbers[0] else None
    return None


def package_of(package: Package, sheets: Mapping[str, bytes], parts: Iterable[str]) -> bytes:
    """Return a package where the parts of `sheets` hold these bytes, the other sheets of `parts` nothing."""
    others = dict.fromkeys(parts, _EMPTY)
    kept = {part: package.read(part) for part in _NEEDED if package.has(part)}
    if _TEXTS in kept:
        kept[_TEXTS], sheets = _with_few_texts(kept[_TEXTS], sheets)
    return package.of_parts({**kept, **others, **sheets})


def _with_few_texts(table: bytes, sheets: Mapping[str, bytes]) -> tuple[bytes, Mapping[str, bytes]]:
    """Return the table of texts with those only that `sheets` name, which name them by their new places.

    A table holds the texts of all rows: to load it for the first ones costs as much as to open the file.
    What is not written as spreadsheet programs write it stays as it is.
    """
    cells = sum(len(_TEXT_CELL.findall(sheet)) for sheet in sheets.values())
    if cells != sum(sheet.count(b'"s"') + sheet.count(b"'s'") for sheet in sheets.values()):
        return table, sheets
    if b"<!" in table or not table.endswith(_TABLE_END):
        return table, sheets
    before, *items = table.removesuffix(_TABLE_END).split(b"<si>")
    if len(items) != table.count(b"<si"):
        return table, sheets
    places: dict[int, int] = {}

    def moved(cell: re.Match[bytes]) -> bytes:
        place = places.setdefault(int(cell[2]), len(places))
        return b"%b%d" % (cell[1], place)

    moved_sheets = {part: _TEXT_CELL.sub(moved, sheet) for part, sheet in sheets.items()}
    if max(places, default=0) >= len(items):
        return table, sheets
    texts = b"".join(b"<si>" + items[place] for place in places)
    return before + texts + _TABLE_END, moved_sheets
