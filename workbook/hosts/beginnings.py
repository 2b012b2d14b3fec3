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

_LARGE: Final = 1 << 18
_ROW: Final = re.compile(rb'<row(?: [^>]*?\br="([0-9]+)")?[^>]*>')
_END: Final = b"</sheetData></worksheet>"
_EMPTY: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_NEEDED: Final = ("[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                  "xl/styles.xml", "xl/sharedstrings.xml")  # fmt: skip


def large_sheets(package: Package, parts: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the sheets that are worth it; `parts` gives the part of each."""
    return frozenset(name for name, part in parts.items() if package.size(part) > _LARGE)


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
    return package.of_parts({**kept, **others, **sheets})
