"""What the values of an .ods sheet do not tell: formulas, error values, merged cells, hidden rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError
from workbook.host import Aspect, Details, UnusableBook
from workbook.hosts.package import feed, new_parser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbook.host import Position
    from workbook.hosts.package import Attributes, Package

    Range = tuple[int, int, int, int]

CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_ENCRYPTED: Final = b"encryption-data"
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_PARAGRAPH: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_NOTE: Final = _OFFICE + "annotation"
_CELLS: Final = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_HIDDEN: Final = ("collapse", "filter")
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_ERROR_TEXT: Final = re.compile(r"#(?:N/[AD]|[¡¿]?[A-ZÁÉÍÓÚÑ/0]+[!?])|Err:\d{3}")
_CALC_ERRORS: Final = {"Err:502": "#VALUE!", "Err:503": "#NUM!", "Err:521": "#NULL!"}
_TOKEN: Final = re.compile(r'"(?:[^"]|"")*"|\[(?:[^\]\'"]|\'(?:[^\']|\'\')*\')*\]|#[A-Z/0]+[!?]|[;!~]')
_OPERATORS: Final = {";": ",", "!": " ", "~": ","}


@dataclass
class _Reading:
    formulas: dict[Position, str] = field(default_factory=dict)
    without_value: set[Position] = field(default_factory=set)
    errors: dict[int, dict[int, CellError]] = field(default_factory=dict)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


class Ods:
    """The sheets of one .ods, all gone through at once; raises `UnusableBook` where one is too large."""

    def __init__(self, package: Package) -> None:
        if package.has(_MANIFEST) and _ENCRYPTED in package.read(_MANIFEST):
            raise UnusableBook(package.name, "protected")
        reader = _ContentReader(package)
        feed(package.name, reader.parser, package.chunks(CONTENT))
        self._sheets = reader.sheets

    def sheet_names(self) -> Sequence[str]:
        """Return the names of the sheets, in order; copies of other files' sheets are none."""
        return tuple(self._sheets)

    def errors(self, sheet: str) -> Mapping[int, Mapping[int, CellError]]:
        """Return the error values of `sheet` by row and column."""
        return self._sheets[sheet].errors

    def details(self, sheet: str) -> Details:
        """Return formulas and hidden rows of `sheet`; its formats are not looked at."""
        reading = self._sheets[sheet]
        hidden = (row for first, end in reading.hidden for row in range(first, min(end, reading.rows)))
        return Details(
            reading.formulas,
            frozenset(reading.without_value),
            hidden_rows=frozenset(hidden),
            unseen=frozenset({Aspect.FORMATS}),
        )

    def merged(self, sheet: str) -> Sequence[Range]:
        """Return the merged ranges of `sheet`."""
        return self._sheets[sheet].merged


class _ContentReader:
    """Collects while the parser goes through the content."""

    def __init__(self, package: Package) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text
        self.sheets: dict[str, _Reading] = {}
        self._package = package
        self._sheet: _Reading | None = None
        self._name, self._depth = "", 0
        self._row, self._repeated, self._column = 0, 1, 0
        self._cell: Attributes | None = None
        self._noted = 0
        self._text: list[str] = []

    def _on_start(self, name: str, attributes: Attributes) -> None:
        if name == _TABLE + "table":
            self._depth += 1
            if self._depth == 1:
                self._name = attributes.get(_TABLE + "name", "")
                self._sheet = self.sheets.setdefault(self._name, _Reading())
                self._row = 0
        elif self._sheet is None or self._depth > 1:
            return
        elif name == _TABLE + "table-source":  # another file's sheet, kept for the formulas that use it
            del self.sheets[self._name]
            self._sheet = None
        elif name == _TABLE + "table-row":
            self._on_row(attributes)
        elif name in _CELLS:
            self._cell = attributes
            self._text.clear()
        elif name == _NOTE:
            self._noted += 1
        elif name == _PARAGRAPH and self._text and not self._noted:
            self._text.append("\n")

    def _on_row(self, attributes: Attributes) -> None:
        assert self._sheet is not None  # noqa: S101 - asked before
        self._repeated = self._count(attributes, "number-rows-repeated", _MOST_ROWS)
        self._column = 0
        if attributes.get(_TABLE + "visibility") in _HIDDEN:
            self._sheet.hidden.append((self._row, self._row + self._repeated))

    def _on_text(self, text: str) -> None:
        if self._cell is not None and not self._noted:
            self._text.append(text)

    def _on_end(self, name: str) -> None:
        if name == _TABLE + "table":
            self._depth -= 1
            if self._depth == 0:
                self._end_sheet()
        elif self._sheet is None or self._depth > 1:
            return
        elif name == _TABLE + "table-row":
            self._row += self._repeated
        elif name in _CELLS and self._cell is not None:
            self._end_cell(self._sheet, self._cell)
            self._cell = None
        elif name == _NOTE:
            self._noted -= 1

    def _end_sheet(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None and sheet.rows * sheet.columns > self._package.limits.cells:
            raise UnusableBook(self._package.name, "too_large")

    def _end_cell(self, sheet: _Reading, cell: Attributes) -> None:
        wide = self._count(cell, "number-columns-repeated", _MOST_COLUMNS)
        first, self._column = self._column, self._column + wide
        text = "".join(self._text).strip()
        kind = cell.get(_OFFICE + "value-type", "")
        formula = _plain_formula(cell.get(_TABLE + "formula", ""))
        if formula or kind or text:
            sheet.rows = max(sheet.rows, self._row + self._repeated)
            sheet.columns = max(sheet.columns, self._column)
            self._check(sheet)
        if formula:
            self._on_formula(sheet, (self._row, first), formula, known=bool(kind or text))
        if cell.get(_CALC + "value-type") == "error" or (formula and _ERROR_TEXT.fullmatch(text)):
            for row in range(self._row, self._row + self._repeated):
                found = sheet.errors.setdefault(row, {})
                found |= dict.fromkeys(range(first, self._column), CellError(_CALC_ERRORS.get(text, text)))
        self._on_span(sheet, (self._row, first), cell)

    def _on_formula(self, sheet: _Reading, place: Position, formula: str, *, known: bool) -> None:
        sheet.formulas[place] = formula
        if not known:
            sheet.without_value.add(place)

    def _on_span(self, sheet: _Reading, place: Position, cell: Attributes) -> None:
        down = self._count(cell, "number-rows-spanned", _MOST_ROWS)
        across = self._count(cell, "number-columns-spanned", _MOST_COLUMNS)
        if down > 1 or across > 1:
            row, column = place
            sheet.merged.append((row, column, row + down - 1, column + across - 1))

    def _check(self, sheet: _Reading) -> None:
        if sheet.rows * sheet.columns > self._package.limits.cells:
            raise UnusableBook(self._package.name, "too_large")

    def _count(self, attributes: Attributes, name: str, most: int) -> int:
        text = attributes.get(_TABLE + name, "1")
        count = int(text) if text.isdecimal() and len(text) < 10 else most + 1  # noqa: PLR2004 - digits
        if count > most:
            raise UnusableBook(self._package.name, "too_large")
        return max(count, 1)


def _plain_formula(text: str) -> str:
    """Return a formula as other programs write it.

    >>> _plain_formula('of:=IF([.D4]=18;"a;b";SUM([.$D$4:.D5];[$Hoja.A1]))')
    '=IF(D4=18,"a;b",SUM($D$4:D5,Hoja!A1))'
    """
    _, sign, body = text.partition("=")
    return f"={_TOKEN.sub(lambda found: _token(found[0]), body)}" if sign else ""


def _token(text: str) -> str:
    if text.startswith("["):
        return ":".join(map(_reference, text[1:-1].split(":")))
    return _OPERATORS.get(text, text)


def _reference(text: str) -> str:
    sheet, dot, cell = text.rpartition(".")
    if not dot or not sheet:
        return cell
    return f"{sheet.removeprefix('$')}!{cell}"
