"""A workbook as people know it: sheets of rows of cells that keep what they mean while they are moved about.

Cells are objects: a formula holds the cells that it names, a merge the cells at its corners, an expected
finding the cell where it must stand. Addresses are worked out when the workbook is written.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tests.support.tally import NP, SI, Amount, Row, Tally, tallies

Value = None | bool | int | float | str | dt.datetime


@dataclass(frozen=True)
class ErrorValue:
    """#DIV/0! and its like."""

    code: str


@dataclass(frozen=True)
class Area:
    """A range in a formula, by its corners."""

    first: Cell
    last: Cell


@dataclass(eq=False)
class Cell:
    """One cell. `role` says what its column is for ("programmed", "executed.3", "action"…), "" for nothing.

    `formula` holds texts, cells and areas, "=" first; `value` is then what it comes to, `lost` that no value
    is stored.
    """

    value: Value | ErrorValue = None
    role: str = ""
    formula: tuple[str | Cell | Area, ...] = ()
    number_format: str = ""
    lost: bool = False

    def copied(self) -> Cell:
        """Return another cell with the same content."""
        return replace(self)

    def types(self, value: Value | ErrorValue) -> None:
        """Put a content in place of what is there, a formula too."""
        self.value, self.formula, self.lost = value, (), False


@dataclass(eq=False)
class Record:
    """What one activity says, whatever its cells look like: one amount, or twelve, on either side."""

    unit: str
    action: str
    programmed: list[Amount]
    executed: list[Amount]
    cumulative: bool = True
    code: str = ""
    name: str = ""
    measure: str = ""
    counted: bool = True

    def of(self, months: tuple[int, ...]) -> Row:
        """Return what it says of the months evaluated (a row without months: of the period)."""
        if len(self.programmed) == 1:
            return Row(self.programmed, self.executed)
        places = [month - 1 for month in months]
        return Row([self.programmed[n] for n in places], [self.executed[n] for n in places], self.cumulative)


@dataclass(eq=False)
class Line:
    """One row of a sheet; `table` numbers its table.

    `kind`: title, header, data, total, note, blank, other.
    """

    cells: list[Cell] = field(default_factory=list)
    kind: str = "other"
    record: Record | None = None
    table: int = 0
    hidden: bool = False

    def at(self, role: str) -> Cell | None:
        """Return the cell of a role, None where the row has none."""
        return next((cell for cell in self.cells if cell.role == role), None)

    def the(self, role: str) -> Cell:
        """Return the cell of a role."""
        cell = self.at(role)
        assert cell is not None, role
        return cell

    def all_of(self, side: str) -> list[Cell]:
        """Return the cells of a side: that of the period, or those of the twelve months."""
        months = [cell for month in range(1, 13) if (cell := self.at(f"{side}.{month}")) is not None]
        single = self.at(side)
        return months or ([single] if single is not None else [])


@dataclass(eq=False)
class Sheet:
    """A sheet. `kind`: unit, action, export, frame, output, extra."""

    name: str
    lines: list[Line] = field(default_factory=list)
    kind: str = "unit"
    hidden: bool = False
    merges: list[tuple[Cell, Cell]] = field(default_factory=list)
    named_by_sheet: bool = False
    """Whether the sheet's name alone tells its unit."""

    def of_kind(self, *kinds: str) -> list[Line]:
        """Return the lines of some kinds."""
        return [line for line in self.lines if line.kind in kinds]

    @property
    def data(self) -> list[Line]:
        """The lines with an activity."""
        return [line for line in self.lines if line.record is not None]

    def place(self, cell: Cell) -> tuple[int, int]:
        """Return row and column of a cell, from 0."""
        for row, line in enumerate(self.lines):
            for column, one in enumerate(line.cells):
                if one is cell:
                    return row, column
        raise LookupError(cell)

    def places(self) -> dict[int, tuple[int, int]]:
        """Return row and column of all cells by identity."""
        return {id(one): (r, c) for r, line in enumerate(self.lines) for c, one in enumerate(line.cells)}

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(line.cells) for line in self.lines), default=0)

    def pad(self) -> None:
        """Give all lines the same number of cells."""
        width = self.width
        for line in self.lines:
            line.cells += [Cell() for _ in range(width - len(line.cells))]


@dataclass(frozen=True)
class Expected:
    """A finding that must be there: its code, its sheet, and the cell or (`whole_row`) any cell of its row.

    Without a cell any place on the sheet will do; without a sheet, anywhere.
    """

    code: str
    sheet: Sheet | None = None
    cell: Cell | None = None
    whole_row: bool = False


@dataclass(eq=False)
class Workbook:
    """A whole workbook, and what it must say. `look` names its generator; units and AEI by their codes."""

    look: str
    sheets: list[Sheet]
    units: dict[str, str]
    """What the evaluation calls a unit → the unit of the records."""
    monthly: bool = False
    period: tuple[int, ...] = ()
    """The months that the workbook asks for; none where the last month with a report decides."""
    framed: bool = False
    """Whether PEI and Unidades are in it."""
    method: str = "razon"
    ending: str = ".xlsx"
    equivalence: str = ""
    expected: list[Expected] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    kept: list[object] = field(default_factory=list)
    tolerant: bool = False
    """Whether the program may take it in or refuse it, as long as no wrong figure is silent."""
    strays: bool = False
    """Whether rows name an AEI that the PEI does not have: they are shown apart, and told."""

    @property
    def months(self) -> tuple[int, ...]:
        """The months evaluated."""
        if self.period or not self.monthly:
            return self.period or tuple(range(1, 13))
        reported = [
            month
            for _, _, record in self.rows()
            for month, amount in enumerate(record.executed, 1)
            if isinstance(amount, Fraction)
        ]
        return tuple(range(1, max(reported, default=12) + 1))

    @property
    def tables(self) -> list[Sheet]:
        """The sheets whose activities count."""
        return [sheet for sheet in self.sheets if sheet.kind in ("unit", "action", "export")]

    def frame(self, name: str) -> Sheet | None:
        """Return a sheet of the frame (Parámetros, PEI, Unidades…) by its first name."""
        return next((one for one in self.sheets if one.kind == f"frame:{name}"), None)

    def rows(self) -> Iterator[tuple[Sheet, Line, Record]]:
        """Yield the lines with a counted activity."""
        for sheet in self.tables:
            for line in sheet.lines:
                if line.record is not None and line.record.counted:
                    yield sheet, line, line.record

    def free_rows(self) -> list[tuple[Sheet, Line, Record]]:
        """Return the rows that no mutation has taken."""
        return [one for one in self.rows() if id(one[1]) not in self.claimed]

    def claim(self, *things: object) -> None:
        """Take rows, cells or sheets, so that no other mutation changes them."""
        self.kept += things  # keeps identities from being used again
        self.claimed.update(map(id, things))

    def is_free(self, thing: object) -> bool:
        """Tell whether nobody took it."""
        return id(thing) not in self.claimed

    def shares(self) -> dict[tuple[str, str], Tally]:
        """Return the figures of each (unit, AEI)."""
        months = self.months
        return tallies(((record.unit, record.action), record.of(months)) for _, _, record in self.rows())

    def actions(self) -> dict[str, Tally]:
        """Return the figures of each AEI."""
        months = self.months
        return tallies((record.action, record.of(months)) for _, _, record in self.rows())


def shown(amount: Amount) -> Value:
    """Return what a cell holds for an amount."""
    if isinstance(amount, Fraction):
        return int(amount) if amount.denominator == 1 else float(amount)
    return {None: None, NP: "NP", SI: "S.I."}.get(amount, amount)


def kinds_of(book: Workbook) -> Counter[str]:
    """Count the kinds of sheets."""
    return Counter(sheet.kind for sheet in book.sheets)
