"""Closed files in: python-calamine gives the values, a scanner of each format what it does not tell.

The format is told by the content, never by the name: a register's export is a page named .xls.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Final, Protocol, Self, cast

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from workbook.host import UnusableBook
from workbook.hosts.beginnings import ROWS
from workbook.hosts.compound import SIGNATURE
from workbook.hosts.package import MAIN_PARTS, Limits, Package
from workbook.hosts.sheetxml import SheetXml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from python_calamine import CalamineSheet

    from workbook.domain.cells import CellError, Raw
    from workbook.host import Details
    from workbook.hosts.html import HtmlBook
    from workbook.hosts.sheetxml import Errors

    Range = tuple[int, int, int, int]

ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""What a workbook's name may end with."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_KEPT_CELLS: Final = 500_000  # about 50 MB
_KNOWN_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


class Scan(Protocol):
    """What a format's scanner tells of the sheets of a workbook."""

    def sheet_names(self) -> Sequence[str]:
        """Names of the sheets that can be read."""
        ...

    def errors(self, sheet: str) -> Errors:
        """Error values by row and column."""
        ...

    def details(self, sheet: str) -> Details:
        """What the sheet holds besides values."""
        ...


class FileBook:
    """A workbook read from a closed file. A context manager; use it from one thread at a time.

    Numbers come as float, a date without time as `date`. The values of a small workbook stay in memory (a
    reader looks at every sheet's head first, then at its rows); of a larger one only the last sheet's.
    """

    def __init__(self, name: str, workbook: CalamineWorkbook, scan: Scan) -> None:
        self._name = name
        self._workbook = workbook
        self._scan = scan
        self._sheets = {
            sheet.name: sheet.visible
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in scan.sheet_names()
        }
        self._last: tuple[str, CalamineSheet] | None = None
        self._kept: dict[str, CalamineSheet] = {}
        self._room = _KEPT_CELLS
        self._heads: dict[str, tuple[Sequence[Raw], ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the values held in memory."""
        self._last = None
        self._kept.clear()
        self._workbook.close()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    def sheet_names(self) -> Sequence[str]:
        """Names of the worksheets, in order."""
        return tuple(self._sheets)

    def hidden_sheets(self) -> frozenset[str]:
        """Names of the sheets that are hidden, also those that Excel's menus do not show."""
        return frozenset(name for name, seen in self._sheets.items() if seen != SheetVisibleEnum.Visible)

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1; KeyError where there is no such sheet.

        The first rows of a large sheet come without loading it, as long as nobody asked for more of it.
        """
        head = None if self._last is not None and self._last[0] == sheet else self._head(sheet)
        return self._all_rows(sheet) if head is None else chain.from_iterable(self._parts(sheet, head))

    def _head(self, sheet: str) -> tuple[Sequence[Raw], ...] | None:
        if self._heads is None:
            sheets, package = self._scan.beginnings() if isinstance(self._scan, SheetXml) else ((), b"")
            self._heads = _read_heads(self._name, sheets, package)
        return self._heads.get(sheet)

    def _parts(self, sheet: str, head: Sequence[Sequence[Raw]]) -> Iterator[Iterable[Sequence[Raw]]]:
        """Give the first rows of a sheet, then the others, which are loaded when they are asked for."""
        yield head
        yield islice(self._all_rows(sheet), len(head), None)

    def _all_rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        values = self._values(sheet)
        rows = _from_a1(values)
        errors = self._scan.errors(sheet)
        return _with_errors(rows, errors) if errors else rows

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges."""
        told: Callable[[str], Sequence[Range]] | None = getattr(self._scan, "merged", None)
        if told is not None and sheet in self._sheets:
            return told(sheet)
        ranges = self._values(sheet).merged_cell_ranges or ()
        return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]

    def details(self, sheet: str) -> Details | None:
        """Formulas, hidden rows, formats, as far as the format tells."""
        if sheet not in self._sheets:
            raise KeyError(sheet)
        return self._scan.details(sheet)

    def _values(self, sheet: str) -> CalamineSheet:
        if sheet not in self._sheets:
            raise KeyError(sheet)
        if sheet in self._kept:
            return self._kept[sheet]
        if self._last is None or self._last[0] != sheet:
            self._last = None
            self._last = (sheet, self._keep(sheet, self._read(sheet)))
        return self._last[1]

    def _keep(self, name: str, sheet: CalamineSheet) -> CalamineSheet:
        """Keep a sheet for the next look at it, while they are few cells; of a large workbook none."""
        cells = sheet.total_height * sheet.total_width
        if not self._heads and cells <= self._room:
            self._room -= cells
            self._kept[name] = sheet
        return sheet

    def _read(self, sheet: str) -> CalamineSheet:
        workbook, scan = self._workbook, self._scan
        check: Callable[[str], None] | None = getattr(scan, "check_extent", None)
        if check is not None:
            check(sheet)
        if isinstance(scan, SheetXml) and _codes(scan.errors(sheet)) - _KNOWN_ERRORS:
            workbook = _workbook(self._name, scan.errors_as_text(sheet))
        with _reading(self._name):
            return workbook.get_sheet_by_name(sheet)


def open_file(path: Path, limits: Limits | None = None) -> FileBook | HtmlBook:
    """Open the workbook at `path`; raises `UnusableBook` where it cannot be read."""
    limits = limits or Limits()
    data = _bytes(path, limits.file_bytes)
    if path.suffix.lower() not in ENDINGS:
        raise UnusableBook(path.name, "format")
    if data.startswith(SIGNATURE):
        return _open_compound(path.name, data)
    if not data.startswith(b"PK") and (page := _page(path, data, limits)) is not None:
        return page
    return _open_package(Package(path.name, data, limits), data)


def _page(path: Path, data: bytes, limits: Limits) -> HtmlBook | None:
    from workbook.hosts.html import HtmlBook, looks_like_html

    return HtmlBook(path.name, path.stem, data, limits) if looks_like_html(data) else None


def _open_compound(name: str, data: bytes) -> FileBook:
    """Open an .xls."""
    from workbook.hosts.biff import Biff, workbook_stream

    if _ENCRYPTED in data:
        raise UnusableBook(name, "protected")
    workbook_stream(name, data)
    workbook = _workbook(name, data)
    names = [sheet.name for sheet in workbook.sheets_metadata]
    return FileBook(name, workbook, Biff(name, data, names))


def _open_package(package: Package, data: bytes) -> FileBook:
    scan: Scan
    if package.main == MAIN_PARTS[0]:
        scan = SheetXml(package)
        data = scan.merges_first() or data
    elif package.main == MAIN_PARTS[1]:
        from workbook.hosts.xlsb import Xlsb

        scan = Xlsb(package)
    else:
        from workbook.hosts.ods import Ods

        scan = Ods(package)
    return FileBook(package.name, _workbook(package.name, data), scan)


def _bytes(path: Path, most: int) -> bytes:
    """Return the file's content, read at once: what another program does to it later does not matter."""
    try:
        if path.is_dir():
            raise UnusableBook(path.name, "format")
        if path.stat().st_size > most:
            raise UnusableBook(path.name, "too_large")
        return path.read_bytes()
    except PermissionError as problem:
        raise UnusableBook(path.name, "locked") from problem
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise UnusableBook(path.name, "missing") from problem
    except OSError as problem:
        raise UnusableBook(path.name, "damaged") from problem


def _workbook(name: str, data: bytes) -> CalamineWorkbook:
    with _reading(name):
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn what python-calamine raises into `UnusableBook`."""
    try:
        yield
    except PasswordError as problem:
        raise UnusableBook(name, "protected") from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise UnusableBook(name, "damaged") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # Rust code that gave up; no class to import
            raise
        raise UnusableBook(name, "damaged") from problem


def _read_heads(name: str, sheets: Collection[str], package: bytes) -> dict[str, tuple[Sequence[Raw], ...]]:
    """Return the first rows of sheets from a package that holds no more of them; nothing where that fails."""
    if not sheets:
        return {}
    try:
        workbook = _workbook(name, package)
        with _reading(name):
            return {one: tuple(islice(_from_a1(workbook.get_sheet_by_name(one)), ROWS)) for one in sheets}
    except UnusableBook:
        return {}


def _from_a1(sheet: CalamineSheet) -> Iterator[Sequence[Raw]]:
    """Give the rows from A1: python-calamine fills up the rows above the first value, not the columns."""
    if sheet.start is None:
        return iter(())
    top, left = sheet.start
    rows = cast("Iterator[list[Raw]]", sheet.iter_rows())
    if left == 0:
        return rows
    before: list[Raw] = [None] * left
    return chain(repeat((), top), (before + row for row in islice(rows, top, None)))


def _with_errors(rows: Iterator[Sequence[Raw]], errors: Errors) -> Iterator[Sequence[Raw]]:
    """Put error values where python-calamine gives an empty text, or no row."""
    reached = 0
    for reached, row in enumerate(rows, 1):
        found = errors.get(reached - 1)
        yield _overlaid(row, found) if found else row
    for number in range(reached, 1 + max(errors)):
        yield _overlaid((), errors[number]) if number in errors else ()


def _overlaid(row: Sequence[Raw], errors: Mapping[int, CellError]) -> Sequence[Raw]:
    whole: list[Raw] = [*row, *repeat(None, max(errors) + 1 - len(row))]
    for column, error in errors.items():
        whole[column] = error
    return whole


def _codes(errors: Errors) -> set[str]:
    return {error.code for row in errors.values() for error in row.values()}
