"""A workbook's copy in which some cells are other ones, and every other part is the same byte for byte.

Writing a planner's workbook with a library would lose what that library does not know: shapes, controls,
formats, sheets of the planner's own. Here only the XML of the sheets that change is written, and in it only
the cells that change; the rest of the package is copied as it is compressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.canvas.edits import Edits, Refused
from workbook.host import UnusableBook
from workbook.hosts.archive import rewritten
from workbook.hosts.package import Package, feed, new_parser, sheet_parts
from workbook.hosts.patchcells import edited
from workbook.hosts.patchsheets import SheetsOfOurs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbook.canvas import Sheet
    from workbook.hosts.package import Limits

_ENCODINGS: Final = frozenset({None, "utf-8", "us-ascii", "ascii"})
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Patched:
    """The bytes of the copy, and the cells that were left as they were, each with its reason."""

    data: bytes
    refused: tuple[Refused, ...] = ()


def patch(
    name: str,
    data: bytes,
    edits: Mapping[str, Edits],
    sheets: Sequence[Sheet] = (),
    limits: Limits | None = None,
) -> Patched:
    """Return a copy of the .xlsx or .xlsm `data` (called `name` in messages) with changes.

    `edits` are those of each sheet by its name; `sheets` are put whole, in place of those of their name or
    after all others; they may hold no table and no chart. The same changes give the same bytes. Where
    nothing changes, the data come back as they are.

    A cell that holds a formula is never typed over, nor one under a merged cell: they come back as
    `refused`. Raises UnusableBook where the package cannot be read, KeyError for a sheet that is not there.
    """
    package = Package(name, data, limits)
    ours = SheetsOfOurs(package)
    ours.put(sheets)
    parts, refused = sheet_parts(package), []
    changed = dict(ours.parts)
    for sheet, wanted in edits.items():
        before = _well_formed(package, parts[sheet])
        try:
            after, obstacles = edited(before, wanted)
        except (ValueError, IndexError) as problem:  # a row without a number, a reference that is none
            raise UnusableBook(name, "damaged") from problem
        refused += [Refused(sheet, position, why) for position, why in sorted(obstacles.items(), key=_first)]
        if after != before:
            changed[parts[sheet]] = after
    if not changed and not ours.without:
        return Patched(data, tuple(refused))
    return Patched(rewritten(package, changed, ours.without), tuple(refused))


def _first(pair: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return pair[0]


def _well_formed(package: Package, part: str) -> bytes:
    """Return a sheet's XML in UTF-8, after a parser found it sound and without a DTD."""
    content = package.read(part)
    said: list[str | None] = [None]
    parser = new_parser()
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: said.append(encoding)
    feed(package.name, parser, (content,))
    encoding = said[-1]
    if content.startswith(_WIDE) or (encoding.lower() if encoding else None) not in _ENCODINGS:
        raise UnusableBook(package.name, "format")
    return content
