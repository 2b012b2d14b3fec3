"""What the values of an .xlsx sheet do not tell: formulas, errors, hidden rows, decimals that a format hides.

A sheet is first surveyed as bytes, which costs a few searches: many sheets hold values only and need no more.
Only what the survey cannot rule out is parsed, once, and cells that hold nothing to report (texts, whole
numbers, blanks) are cut out of the bytes before the parser sees them.

An array formula is reported in the cell that holds it, not in the others of its range; data tables (what-if)
are no formulas. A row counts as hidden where the row says so, filtered or by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError, exact
from workbook.host import Details, UnusableBook
from workbook.hosts.beginnings import beginning, large_sheets, package_of
from workbook.hosts.formats import hiding_styles
from workbook.hosts.formulas import MAX_ROWS, SharedFormula, position
from workbook.hosts.package import feed, new_parser, sheet_parts
from workbook.hosts.survey import ERROR_CELL, NOTHING_TO_REPORT, Surveyor, last_row, whole_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workbook.host import Position
    from workbook.hosts.formats import Hiding
    from workbook.hosts.package import Attributes, Package
    from workbook.hosts.survey import Survey

    Errors = Mapping[int, Mapping[int, CellError]]
    Styles = Mapping[str, Hiding]

_WORTH_A_COPY: Final = 1 << 16  # bytes of XML
_TRUE: Final = ("1", "true")


class SheetXml:
    """The sheets of one package, each looked at once and only as far as it is asked."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._parts = sheet_parts(package)
        self._surveys: dict[str, Survey] = {}
        self._readings: dict[str, _Reading] = {}

    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of the worksheets, in order."""
        return tuple(self._parts)

    def errors(self, sheet: str) -> Errors:
        """Return the error values of `sheet` by row and column."""
        return self._reading(sheet).errors if self._survey(sheet).errors else {}

    def details(self, sheet: str) -> Details:
        """Return what `sheet` holds besides values."""
        return self._reading(sheet).details if self._survey(sheet).details else Details()

    def check_extent(self, sheet: str) -> None:
        """Refuse a sheet whose values lie so far apart that the rectangle around them is too large."""
        limit = self._package.limits.cells
        survey = self._survey(sheet)
        if survey.columns * MAX_ROWS <= limit:
            return
        if survey.plain and survey.columns * last_row(self._chunks(sheet)) <= limit:
            return
        extent = _ExtentReader()
        feed(self._package.name, extent.parser, self._chunks(sheet))
        if extent.cells() > limit:
            raise UnusableBook(self._package.name, "too_large")

    def errors_as_text(self, sheet: str) -> bytes:
        """Return the package with the error cells of `sheet` as text, for a reader that knows few codes."""
        part = self._parts[sheet]
        return self._package.with_part(part, ERROR_CELL.sub(rb'\1"str"', self._package.read(part)))

    def merges_first(self) -> bytes | None:
        """Return a copy of the package that is quicker to read for its values; None where it would not be."""
        lists: dict[str, bytes] = {}
        for sheet, part in self._parts.items():
            if self._package.size(part) < _WORTH_A_COPY:
                continue
            try:
                survey = self._survey(sheet)
            except UnusableBook:  # told when the sheet is read
                continue
            if survey.merges is not None:
                lists[part.lower()] = survey.merges
        if not lists:
            return None
        from workbook.hosts.mergesfirst import merges_first  # small workbooks need none of it

        return merges_first(self._package, lists)

    def beginnings(self) -> tuple[frozenset[str], bytes]:
        """Return which large sheets a small package has the first rows of, and that package."""
        found: dict[str, bytes] = {}
        for sheet in large_sheets(self._package, self._parts):
            survey = self._survey(sheet)
            if survey.plain and not survey.errors and (head := beginning(self._chunks(sheet))) is not None:
                found[sheet] = head
        if not found:
            return frozenset(), b""
        contents = {self._parts[sheet]: head for sheet, head in found.items()}
        return frozenset(found), package_of(self._package, contents, self._parts.values())

    def _chunks(self, sheet: str) -> Iterator[bytes]:
        return self._package.chunks(self._parts[sheet])

    def _survey(self, sheet: str) -> Survey:
        if sheet not in self._surveys:
            surveyor = Surveyor(self._package.name, formats=bool(self._styles))
            self._surveys[sheet] = surveyor.survey(self._chunks(sheet))
        return self._surveys[sheet]

    def _reading(self, sheet: str) -> _Reading:
        if sheet not in self._readings:
            try:
                reading = self._read(sheet, trimmed=self._survey(sheet).plain)
            except _UnaddressedCell:
                reading = self._read(sheet, trimmed=False)
            self._readings[sheet] = reading
        return self._readings[sheet]

    def _read(self, sheet: str, *, trimmed: bool) -> _Reading:
        reader = _SheetReader(self._styles, trimmed=trimmed)
        chunks = self._chunks(sheet)
        if trimmed:
            chunks = (NOTHING_TO_REPORT.sub(b"", piece) for piece in whole_tags(chunks))
        feed(self._package.name, reader.parser, chunks, reader.on_end)
        return reader.reading()

    @cached_property
    def _styles(self) -> Styles:
        return hiding_styles(self._package)


@dataclass(frozen=True, slots=True)
class _Reading:
    details: Details
    errors: Errors


class _UnaddressedCell(Exception):  # noqa: N818 - never leaves this module
    """A cell without address after others that have one: its place hangs on cells that were cut out."""


class _SheetReader:
    """Collects while the parser goes through a sheet.

    The text of a formula or value is whole when the next element begins, but for blanks after it.
    """

    def __init__(self, styles: Styles, *, trimmed: bool) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._on_root
        self._text: list[str] = []
        self.parser.CharacterDataHandler = self._text.append
        self._wanted: Callable[[str], None] | None = None
        self._styles = styles
        self._trimmed = trimmed
        self._row, self._column = -1, -1
        self._address: str | None = None
        self._cell: Attributes = {}
        self._formula: Attributes = {}
        self._lacks_value = False
        self._shared: dict[str, SharedFormula] = {}
        self._early: dict[str, list[Position]] = {}
        self._formulas: dict[Position, str] = {}
        self._without_value: set[Position] = set()
        self._decimals_hidden: set[Position] = set()
        self._hidden_rows: set[int] = set()
        self._errors: dict[int, dict[int, CellError]] = {}

    def on_end(self) -> None:
        """Finish the last cell."""
        if self._wanted:
            self._wanted("".join(self._text))
        self._end_cell()

    def reading(self) -> _Reading:
        """Return what was found, once the sheet has been parsed."""
        return _Reading(
            Details(
                self._formulas,
                frozenset(self._without_value),
                frozenset(self._decimals_hidden),
                frozenset(self._hidden_rows),
            ),
            self._errors,
        )

    def _on_root(self, name: str, _: Attributes) -> None:
        space = name[: name.rfind("}") + 1]
        self._names = space + "c", space + "v", space + "f", space + "row"
        self.parser.StartElementHandler = self._on_start

    def _on_start(self, name: str, attributes: Attributes) -> None:
        if self._wanted:
            self._wanted("".join(self._text))
            self._wanted = None
        cell, value, formula, row = self._names
        if name == cell:
            self._on_cell(attributes)
        elif name == value:
            self._want(self._on_value)
        elif name == formula:
            self._formula = attributes
            self._want(self._on_formula)
        elif name == row:
            self._on_row(attributes)

    def _want(self, receive: Callable[[str], None]) -> None:
        self._text.clear()
        self._wanted = receive

    def _on_row(self, attributes: Attributes) -> None:
        self._end_cell()
        self._address, self._column = None, -1
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        if attributes.get("hidden") in _TRUE:
            self._hidden_rows.add(self._row)

    def _on_cell(self, attributes: Attributes) -> None:
        if self._lacks_value:
            self._end_cell()
        address = attributes.get("r")
        if address is None:
            if self._trimmed:
                raise _UnaddressedCell
            self._column = self._here()[1] + 1
        self._address = address
        self._cell = attributes
        self._text.clear()

    def _here(self) -> Position:
        return (self._row, self._column) if self._address is None else position(self._address)

    def _end_cell(self) -> None:
        if self._lacks_value:
            self._without_value.add(self._here())
            self._lacks_value = False

    def _on_formula(self, text: str) -> None:
        kind = self._formula.get("t")
        if kind == "dataTable":
            return
        text = text.strip()
        self._lacks_value = True
        here = self._here()
        group = self._formula.get("si") if kind == "shared" else None
        if text:
            self._formulas[here] = f"={text}"
            if group is not None and "ref" in self._formula:
                self._share(group, SharedFormula(text, *here))
        elif group in self._shared:
            self._formulas[here] = f"={self._shared[group].at(*here)}"
        elif group is not None:
            self._early.setdefault(group, []).append(here)

    def _share(self, group: str, formula: SharedFormula) -> None:
        """Remember the formula of `group` and give it to the cells of the group that came before it."""
        self._shared[group] = formula
        for row, column in self._early.pop(group, ()):
            self._formulas[row, column] = f"={formula.at(row, column)}"

    def _on_value(self, text: str) -> None:
        kind = self._cell.get("t", "n")
        text = text.strip()
        if text or kind == "str":
            self._lacks_value = False
        if text and kind == "e":
            row, column = self._here()
            self._errors.setdefault(row, {})[column] = CellError(text)
        if text and kind == "n" and (style := self._styles.get(self._cell.get("s", "0"))):
            self._on_number(text, style)

    def _on_number(self, text: str, style: Hiding) -> None:
        if text.isdecimal():
            return
        value = float(text)
        hidden = style.positive if value > 0 else style.negative
        if hidden and isfinite(value) and value != int(value) and exact(value) % 1:
            self._decimals_hidden.add(self._here())


class _ExtentReader:
    """Measures the rectangle around the cells that hold a value."""

    def __init__(self) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._on_start
        self._row, self._at = -1, (-1, -1)
        self._box: tuple[int, int, int, int] | None = None

    def cells(self) -> int:
        """Return how many cells the rectangle has."""
        if self._box is None:
            return 0
        top, left, bottom, right = self._box
        return (bottom - top + 1) * (right - left + 1)

    def _on_start(self, name: str, attributes: Attributes) -> None:
        tag = name.rpartition("}")[2]
        if tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._at = (self._row, -1)
        elif tag == "c":
            self._at = position(attributes["r"]) if "r" in attributes else (self._at[0], self._at[1] + 1)
        elif tag in {"v", "is"}:
            row, column = self._at
            top, left, bottom, right = self._box or (row, column, row, column)
            self._box = min(top, row), min(left, column), max(bottom, row), max(right, column)
