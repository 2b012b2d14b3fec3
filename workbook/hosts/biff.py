"""What the values of an .xls sheet (BIFF) do not tell: error values and hidden rows."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError
from workbook.host import Aspect, Details, UnusableBook
from workbook.hosts.compound import Compound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = tuple[int, memoryview]

STREAMS: Final = ("Workbook", "Book")
ERROR_CODES: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values by the byte that stands for them in .xls and .xlsb."""

UNSEEN: Final = frozenset({Aspect.FORMULAS, Aspect.FORMATS})

_BEGIN, _END, _SHEET, _PASSWORD = 0x809, 0x0A, 0x85, 0x2F
_FORMULA, _TRUTH_OR_ERROR, _ROW = 0x06, 0x205, 0x208
_HIDDEN: Final = 0x20
_NO_NUMBER: Final = 0xFFFF
_ERROR_RESULT: Final = 2


class Biff:
    """The sheets of one .xls, each gone through once. `names` are all its sheets, in order."""

    def __init__(self, name: str, data: bytes, names: Sequence[str]) -> None:
        self._name = name
        self._stream = workbook_stream(name, data)
        starts = list(self._starts())
        if len(starts) != len(names):
            raise UnusableBook(name, "damaged")
        self._sheets = dict(zip(names, starts, strict=True))
        self._read: dict[str, tuple[Mapping[int, Mapping[int, CellError]], Details]] = {}

    def sheet_names(self) -> Sequence[str]:
        """Return the names of the sheets, in order."""
        return tuple(self._sheets)

    def errors(self, sheet: str) -> Mapping[int, Mapping[int, CellError]]:
        """Return the error values of `sheet` by row and column."""
        return self._reading(sheet)[0]

    def details(self, sheet: str) -> Details:
        """Return the hidden rows of `sheet`; its formulas and formats are not looked at."""
        return self._reading(sheet)[1]

    def _reading(self, sheet: str) -> tuple[Mapping[int, Mapping[int, CellError]], Details]:
        if sheet not in self._read:
            self._read[sheet] = _read_sheet(_substream(self._stream, self._sheets[sheet]))
        return self._read[sheet]

    def _starts(self) -> Iterator[int]:
        for kind, body in _records(self._stream, 0):
            if kind == _PASSWORD:
                raise UnusableBook(self._name, "protected")
            if kind == _SHEET and len(body) >= 4:  # noqa: PLR2004 - its first field
                yield struct.unpack_from("<I", body)[0]
            if kind == _END:
                return


def workbook_stream(name: str, data: bytes) -> memoryview:
    """Return the records of the workbook in a compound file."""
    compound = Compound(name, data)
    held = compound.names()
    for known in STREAMS:
        if known in held:
            return memoryview(compound.stream(known))
    raise UnusableBook(name, "format")


def _records(stream: memoryview, at: int) -> Iterator[Record]:
    end = len(stream)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _substream(stream: memoryview, start: int) -> Iterator[Record]:
    """Give the records of a sheet itself, without those of the charts in it."""
    depth = 0
    for kind, body in _records(stream, start):
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1 and kind != _END:
            yield kind, body
        if depth <= 0:
            return


def _read_sheet(records: Iterator[Record]) -> tuple[Mapping[int, Mapping[int, CellError]], Details]:
    errors: dict[int, dict[int, CellError]] = {}
    hidden: set[int] = set()
    for kind, body in records:
        if kind == _ROW and len(body) >= 14:  # noqa: PLR2004 - up to its options
            row, options = struct.unpack_from("<H10xH", body)
            if options & _HIDDEN:
                hidden.add(row)
        elif kind in (_FORMULA, _TRUTH_OR_ERROR):
            code = _error(kind, body)
            if code is not None:
                row, column = struct.unpack_from("<HH", body)
                errors.setdefault(row, {})[column] = CellError(ERROR_CODES.get(code, f"#{code}"))
    return errors, Details(hidden_rows=frozenset(hidden), unseen=UNSEEN)


def _error(kind: int, body: memoryview) -> int | None:
    """Return the code of the error value that a record holds."""
    if kind == _TRUTH_OR_ERROR and len(body) >= 8:  # noqa: PLR2004 - row, column, style, value, kind of value
        return body[6] if body[7] else None
    if kind == _FORMULA and len(body) >= 14:  # noqa: PLR2004 - row, column, style, result
        result = struct.unpack_from("<H", body, 12)[0]
        return body[8] if result == _NO_NUMBER and body[6] == _ERROR_RESULT else None
    return None
