"""A table in HTML with a spreadsheet's name: the way registers export. Streamed; hostile pages expected.

Every cell is text, as the page has it: only its column tells whether "12.10" is an amount or the code of a
unit. An apostrophe in front is left out. Tables follow one another on the one sheet, which is named after the
file, as Excel does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self, cast

from lxml import etree

from workbook.host import Details, UnusableBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import ParserTarget

    from workbook.domain.cells import Raw
    from workbook.hosts.package import Limits

    Range = tuple[int, int, int, int]

_CHUNK: Final = 1 << 16
_KEPT_BYTES: Final = 16 << 20  # some 30 MB of rows
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_LONGEST_TEXT: Final = 32_767
_LONGEST_NAME: Final = 31
_BEGINNING: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|style)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_SKIPPED: Final = frozenset({"script", "style", "title", "head", "noscript"})
_ENCODINGS: Final = frozenset({"iso-8859-15", "windows-1250", "macintosh"})
_BREAKS: Final = frozenset({"br", "p", "div", "li"})


def looks_like_html(data: bytes) -> bool:
    """Tell whether a file's content is a page."""
    head = data[:4096]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return _BEGINNING.match(head.replace(b"\x00", b"")) is not None


class HtmlBook:
    """A workbook of one sheet in a page; a small page's rows are kept, a large one is parsed at each look."""

    def __init__(self, name: str, stem: str, data: bytes, limits: Limits) -> None:
        self._name, self._data, self._limits = name, _in_utf8(data), limits
        self._encoding = _encoding(self._data)
        self._sheet = _NO_NAME.sub(" ", stem)[:_LONGEST_NAME].strip(" '") or "Hoja1"
        self._spans: Sequence[Range] | None = None
        self._kept: Sequence[Sequence[Raw]] | None = None
        if next(self.rows(self._sheet), None) is None:
            raise UnusableBook(name, "format")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the page."""
        self._data, self._kept = b"", None

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    def sheet_names(self) -> Sequence[str]:
        """Return the one sheet's name."""
        return (self._sheet,)

    def hidden_sheets(self) -> frozenset[str]:
        """Return no name: a page hides no sheet."""
        return frozenset()

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1; KeyError where there is no such sheet."""
        self._check(sheet)
        if len(self._data) > _KEPT_BYTES:
            return self._stream()
        if self._kept is None:
            self._kept = tuple(self._stream())
        return iter(self._kept)

    def merged(self, sheet: str) -> Sequence[Range]:
        """Merged ranges."""
        self._check(sheet)
        if self._spans is None:
            for _ in self._stream():
                pass
        return self._spans or ()

    def details(self, sheet: str) -> Details:
        """Return that cells have no type; a page has no formulas, and it shows what it holds."""
        self._check(sheet)
        return Details(untyped=True)

    def _check(self, sheet: str) -> None:
        if sheet != self._sheet:
            raise KeyError(sheet)

    def _stream(self) -> Iterator[Sequence[Raw]]:
        table = _Table(self._name, self._limits.cells)
        parser = etree.HTMLParser(
            target=cast("ParserTarget", table),
            encoding=self._encoding,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
        )
        try:
            for at in range(0, len(self._data), _CHUNK):
                parser.feed(self._data[at : at + _CHUNK])
                yield from table.taken()
            if self._data:
                parser.close()
        except (etree.LxmlError, LookupError) as problem:
            raise UnusableBook(self._name, "damaged") from problem
        yield from table.taken()
        self._spans = tuple(table.spans)


class _Table:
    """Receives elements and texts, and gathers whole rows. A table within a cell is text of the cell."""

    def __init__(self, name: str, most_cells: int) -> None:
        self.spans: list[Range] = []
        self._name, self._most = name, most_cells
        self._rows: list[list[Raw]] = []
        self._row: list[Raw] | None = None
        self._number, self._widest = 0, 0
        self._covered: dict[int, tuple[int, int]] = {}
        self._text: list[str] | None = None
        self._length, self._tables, self._skipped = 0, 0, 0
        self._cell: Mapping[str, str] = {}

    def taken(self) -> list[list[Raw]]:
        """Hand over the rows gathered since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == "table":
            self._tables += 1
        elif self._tables > 1:
            return
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"}:
            self._end_cell()
            if self._row is None:
                self._row = []
            self._cell = dict(attributes)
            self._text, self._length = [], 0
        elif tag in _BREAKS:
            self._add("\n")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _SKIPPED:
            self._skipped = max(self._skipped - 1, 0)
        elif tag == "table":
            self._tables = max(self._tables - 1, 0)
            if self._tables == 0:
                self._end_row()
                self._covered.clear()
        elif self._tables > 1:
            return
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "tr":
            self._end_row()

    def data(self, text: str) -> None:
        """Receive text."""
        self._add(_BLANKS.sub(" ", text))

    def comment(self, text: str) -> None:
        """Leave out comments."""

    def close(self) -> None:
        """End what the page left open."""
        self._end_row()

    def _add(self, text: str) -> None:
        if self._text is not None and not self._skipped and self._length < _LONGEST_TEXT:
            self._text.append(text)
            self._length += len(text)

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        self._fill(self._row)
        content, column = _content("".join(self._text)), len(self._row)
        down, across = (_span(self._cell.get(name, "")) for name in ("rowspan", "colspan"))
        self._text = None
        self._row += [content, *[None] * (across - 1)]
        if down > 1:
            self._covered |= dict.fromkeys(range(column, column + across), (self._number + down, column))
        if (down > 1 or across > 1) and len(self.spans) < _MOST_ROWS:
            self.spans.append((self._number, column, self._number + down - 1, column + across - 1))
        if len(self._row) > _MOST_COLUMNS:
            raise UnusableBook(self._name, "too_large")

    def _fill(self, row: list[Raw]) -> None:
        """Leave room for cells of rows above that reach down to this one."""
        while self._covered and self._covered.get(len(row), (0, 0))[0] > self._number:
            row.append(None)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        row, self._row = self._row, None
        self._rows.append(row)
        self._number += 1
        self._widest = max(self._widest, len(row))
        if self._number > _MOST_ROWS or self._number * self._widest > self._most:
            raise UnusableBook(self._name, "too_large")


def _content(text: str) -> Raw:
    """Return what a cell holds."""
    lines = (line.strip(" \xa0\t") for line in text.strip().split("\n"))
    return "\n".join(line for line in lines if line).removeprefix("'") or None


def _span(text: str) -> int:
    return min(int(text), _MOST_COLUMNS) if text.strip().isdecimal() and len(text) < 8 and int(text) else 1  # noqa: PLR2004


def _in_utf8(data: bytes) -> bytes:
    """Return a page as UTF-8 if it is UTF-16, which says so in its first two bytes; else as it is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _encoding(data: bytes) -> str:
    """Return how a page is encoded: UTF-8 if it can be, else as it says, else as Windows does."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4096])
        name = said[1].decode("ascii", "replace").lower() if said is not None else ""
        return name if name in _ENCODINGS else "cp1252"
    return "utf-8"
