"""What the values of an .xlsb sheet (binary records) do not tell: error values, merged cells, hidden rows."""

from __future__ import annotations

import posixpath
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError
from workbook.host import Details, UnusableBook
from workbook.hosts.biff import ERROR_CODES, UNSEEN
from workbook.hosts.package import feed, new_parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.hosts.package import Attributes, Package

    Range = tuple[int, int, int, int]

WORKBOOK: Final = "xl/workbook.bin"
_RELATIONSHIPS: Final = "xl/_rels/workbook.bin.rels"
_SHEET, _ROW, _ERROR, _FORMULA_ERROR, _MERGE = 156, 0, 3, 11, 176
_BEGIN_CELLS, _END_CELLS = 145, 146
_BLANK: Final = 1
_LAST_CELL: Final = 11
_HIDDEN: Final = 0x10


@dataclass
class _Reading:
    errors: dict[int, dict[int, CellError]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


class Xlsb:
    """The sheets of one .xlsb, each gone through once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts = _sheet_parts(package)
        self._read: dict[str, _Reading] = {}

    def sheet_names(self) -> Sequence[str]:
        """Return the names of the worksheets, in order."""
        return tuple(self._parts)

    def errors(self, sheet: str) -> Mapping[int, Mapping[int, CellError]]:
        """Return the error values of `sheet` by row and column."""
        return self._reading(sheet).errors

    def details(self, sheet: str) -> Details:
        """Return the hidden rows of `sheet`; its formulas and formats are not looked at."""
        return Details(hidden_rows=frozenset(self._reading(sheet).hidden), unseen=UNSEEN)

    def merged(self, sheet: str) -> Sequence[Range]:
        """Return the merged ranges of `sheet`."""
        return self._reading(sheet).merged

    def check_extent(self, sheet: str) -> None:
        """Refuse a sheet whose values lie so far apart that the rectangle around them is too large."""
        reading = self._reading(sheet)
        if reading.rows * reading.columns > self._package.limits.cells:
            raise UnusableBook(self._package.name, "too_large")

    def _reading(self, sheet: str) -> _Reading:
        if sheet not in self._read:
            try:
                self._read[sheet] = _read_sheet(self._package.read(self._parts[sheet]))
            except (struct.error, IndexError) as problem:
                raise UnusableBook(self._package.name, "damaged") from problem
        return self._read[sheet]


def _read_sheet(data: bytes) -> _Reading:
    reading, row, within = _Reading(), -1, False
    for kind, body in _records(data):
        if kind in (_BEGIN_CELLS, _END_CELLS):
            within = kind == _BEGIN_CELLS
        elif kind == _ROW and within:
            (row,) = struct.unpack_from("<I", body)
            if body[11] & _HIDDEN:
                reading.hidden.add(row)
        elif kind <= _LAST_CELL and within:
            (column,) = struct.unpack_from("<I", body)
            if kind != _BLANK:
                reading.rows, reading.columns = max(reading.rows, row + 1), max(reading.columns, column + 1)
            if kind in (_ERROR, _FORMULA_ERROR):
                code = body[8]
                reading.errors.setdefault(row, {})[column] = CellError(ERROR_CODES.get(code, f"#{code}"))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            reading.merged.append((top, left, bottom, right))
    return reading


def _records(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """Give kind and content of each record; both numbers come in groups of seven bits."""
    view, at, end = memoryview(data), 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        length = shift = 0
        more = True
        while more:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            more = bool(byte & 0x80) and shift < 28  # noqa: PLR2004 - at most four bytes
        yield kind, view[at : at + length]
        at += length


def _sheet_parts(package: Package) -> dict[str, str]:
    targets: dict[str, str] = {}

    def on_relationship(name: str, attributes: Attributes) -> None:
        if name.endswith("}Relationship") and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.join("/xl", attributes.get("Target", "").replace("\\", "/"))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    parser = new_parser()
    parser.StartElementHandler = on_relationship
    feed(package.name, parser, package.chunks(_RELATIONSHIPS))
    try:
        sheets = dict(_sheet_entries(package.read(WORKBOOK)))
    except (struct.error, IndexError, UnicodeDecodeError) as problem:
        raise UnusableBook(package.name, "damaged") from problem
    return {name: targets[key] for name, key in sheets.items() if key in targets}


def _sheet_entries(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and relationship of each sheet."""
    for kind, body in _records(data):
        if kind == _SHEET:
            key, at = _text(body, 8)
            name, _ = _text(body, at)
            yield name, key


def _text(body: memoryview, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, at)
    if length == 0xFFFFFFFF:  # noqa: PLR2004 - stands for no text
        return "", at + 4
    end = at + 4 + 2 * length
    return bytes(body[at + 4 : end]).decode("utf-16-le"), end
