"""Excel as far as the live commands use it, in memory: strict about names, with Excel's traps.

Every property read or set and every method called counts as a call to the host. A name that is not here is an
error. A text that enters a cell is read as Excel reads it: "=1+1" is a formula, "1/2" a date, "'x" the text
x, unless the cell is formatted as text, where a number becomes text too. Errors come as numbers, dates as
numbers through Value2 and as moments through Value, one cell without rows, several formats as None.
"""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel, to_excel

from workbook.hosts.formulas import MAX_COLUMNS, MAX_ROWS, SharedFormula, column_index, column_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Place = tuple[int, int]
Box = tuple[int, int, int, int]

CELL_NOT_ACCEPTED: Final = -2146827284
EDITING: Final = -2146777998
REJECTED: Final = -2147418111
ERROR_NUMBERS: Final = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d+(?:[eE][+-]?\d+)?")
_DATE: Final = re.compile(
    r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d{1,2}:\d{2}|[a-z]{3}[-. ]\d{1,4}", re.IGNORECASE
)
_SUBTOTAL: Final = re.compile(
    r"SUBTOTAL\(103,OFFSET\(.*!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$\d+)?,ROW\(1:(\d+)\)-1,0\)\)"
)


class ComError(Exception):
    """What pywin32 raises: `hresult`, and `excepinfo` whose last number tells more."""

    def __init__(self, hresult: int = -2147352567, scode: int = CELL_NOT_ACCEPTED, text: str = "") -> None:
        super().__init__(hresult, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, scode), None)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, None, 0, scode)


@dataclass(eq=False)
class Host:
    """What counts calls, and fails at one of them."""

    calls: int = 0
    fail_at: int = 0
    failure: Callable[[], Exception] = ComError
    log: list[str] = field(default_factory=list)

    def call(self, name: str) -> None:
        """Count one; raise where it is the one that fails."""
        self.calls += 1
        self.log.append(name)
        if self.calls == self.fail_at:
            raise self.failure()


class Com:
    """An object of Excel: `get_X`, `set_X` and `do_X` are what it offers; attributes with "_" are ours."""

    _host: Host

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        kind = type(self)
        if (get := getattr(kind, f"get_{name}", None)) is not None:
            self._host.call(f"{kind.__name__}.{name}")
            return get(self)
        if (do := getattr(kind, f"do_{name}", None)) is not None:

            def method(*args: Any, **named: Any) -> Any:
                self._host.call(f"{kind.__name__}.{name}()")
                return do(self, *args, **named)

            return method
        raise AttributeError(f"{kind.__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        found = getattr(type(self), f"set_{name}", None)
        if found is None:
            raise AttributeError(f"{type(self).__name__}.{name}")
        self._host.call(f"{type(self).__name__}.{name}=")
        found(self, value)


class Bag(Com):
    """An object with plain properties of its own, in `_held`; only the names given may be used."""

    def __init__(self, host: Host, **held: Any) -> None:
        self._host = host
        self._held = dict(held)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._held:
            value = self._held[name]
            self._host.call(name)
            return value
        return super().__getattr__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and name in self._held:
            self._host.call(f"{name}=")
            self._held[name] = value
            return
        super().__setattr__(name, value)


@dataclass
class State:
    """What a sheet holds."""

    name: str
    values: dict[Place, Any] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    looks: dict[Place, dict[str, Any]] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    links: dict[Place, tuple[str, str, str]] = field(default_factory=dict)
    rules: dict[Box, dict[str, Any]] = field(default_factory=dict)
    charts: list[dict[str, Any]] = field(default_factory=list)
    bold: dict[Place, list[tuple[int, int]]] = field(default_factory=dict)
    filtered: Box | None = None
    visible: int = -1
    protected: bool = False
    tab: int | None = None
    summary: int = 1
    tables: list[list[Any]] = field(default_factory=list)
    window: dict[str, Any] = field(default_factory=lambda: {"ScrollRow": 1, "ScrollColumn": 1})
    page: dict[str, Any] = field(default_factory=dict)
    selected: str = "$A$1"

    def look(self, at: Place, name: str, default: Any = None) -> Any:
        """Return one property of a cell's looks."""
        return self.looks.get(at, {}).get(name, default)


LOOKS: Final = {
    "NumberFormat": "General", "VerticalAlignment": -4107, "HorizontalAlignment": 1, "WrapText": False,
    "IndentLevel": 0, "Locked": True, "Font.Size": 11, "Font.Color": 0, "Font.Bold": False,
    "Font.Italic": False, "Font.Underline": -4142, "Interior.Color": 16777215, "Interior.Pattern": -4142,
    "Borders.LineStyle": -4142, "Borders.Weight": 2, "Borders.Color": 0,
}  # fmt: skip


class Part(Com):
    """Font, Interior or Borders of a range."""

    def __init__(self, cells: Range, owner: str) -> None:
        self._host = cells._host
        self._cells = cells
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._cells._uniform(self._known(name))

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        self._cells._paint(self._known(name), value)

    def _known(self, name: str) -> str:
        if f"{self._owner}.{name}" not in LOOKS:
            raise AttributeError(f"{self._owner}.{name}")
        self._host.call(f"{self._owner}.{name}")
        return f"{self._owner}.{name}"


class Range(Com):
    """Cells of a sheet: one rectangle or several."""

    def __init__(self, sheet: Worksheet, boxes: list[Box]) -> None:
        self._host = sheet._host
        self._sheet = sheet
        self._state = sheet._state
        self._boxes = boxes

    def _places(self) -> Iterator[Place]:
        bottom, right = self._sheet._extent()
        for top, left, low, far in self._boxes:
            whole = low - top > MAX_ROWS // 2 or far - left > MAX_COLUMNS // 2
            last_row, last_column = (min(low, bottom), min(far, right)) if whole else (low, far)
            for row in range(top, last_row + 1):
                for column in range(left, last_column + 1):
                    yield row, column

    def _uniform(self, name: str) -> Any:
        found = {self._state.look(at, name, LOOKS[name]) for at in self._places()}
        return found.pop() if len(found) == 1 else None

    def _paint(self, name: str, value: Any) -> None:
        self._sheet._writable()
        for at in self._places():
            self._state.looks.setdefault(at, {})[name] = value

    def _one(self) -> Box:
        assert len(self._boxes) == 1
        return self._boxes[0]

    def _shaped(self, of: Callable[[Place], Any]) -> Any:
        top, left, bottom, right = self._one()
        rows = tuple(tuple(of((r, c)) for c in range(left, right + 1)) for r in range(top, bottom + 1))
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    def get_Address(self) -> str:
        return ",".join(box_name(box) for box in self._boxes)

    def get_Row(self) -> int:
        return self._boxes[0][0] + 1

    def get_Column(self) -> int:
        return self._boxes[0][1] + 1

    def get_Rows(self) -> Bag:
        top, _, bottom, _ = self._boxes[0]
        return Bag(self._host, Count=bottom - top + 1)

    def get_Columns(self) -> Bag:
        _, left, _, right = self._boxes[0]
        return Bag(self._host, Count=right - left + 1)

    def get_Left(self) -> float:
        return sum(self._state.widths.get(column, 8.43) * 5.25 for column in range(self._one()[1]))

    def get_Top(self) -> float:
        return sum(self._state.heights.get(row, 15.0) for row in range(self._one()[0]))

    def get_Worksheet(self) -> Worksheet:
        return self._sheet

    def get_Value2(self) -> Any:
        return self._shaped(self._state.values.get)

    def get_Value(self) -> Any:
        return self._shaped(self._shown)

    def _shown(self, at: Place) -> Any:
        value = self._state.values.get(at)
        if isinstance(value, float) and is_date_format(self._state.look(at, "NumberFormat", "General")):
            moment = from_excel(value)
            return moment if isinstance(moment, dt.datetime) else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - as sheets have it
        return value

    def set_Value2(self, value: Any) -> None:
        self._sheet._writable()
        if not isinstance(value, tuple):
            for at in self._places():
                self._enter(at, value)
            return
        top, left, bottom, right = self._one()
        assert len(value) == bottom - top + 1
        for row, line in enumerate(value):
            assert len(line) == right - left + 1
            for column, one in enumerate(line):
                self._enter((top + row, left + column), one)

    def _enter(self, at: Place, value: Any) -> None:
        if isinstance(value, str):
            assert len(value) <= 32_767
        self._state.formulas.pop(at, None)
        kept = entered_text(value) if self._state.look(at, "NumberFormat") == "@" else entered(value)
        if isinstance(kept, Entered):
            self._state.formulas[at] = kept.formula
            kept = kept.value
        if kept is None:
            self._state.values.pop(at, None)
        else:
            self._state.values[at] = kept

    def get_Formula(self) -> Any:
        return self._shaped(self._typed)

    def _typed(self, at: Place) -> str:
        if at in self._state.formulas:
            return self._state.formulas[at]
        value = self._state.values.get(at)
        if value is None:
            return ""
        return (
            f"{value:g}" if isinstance(value, float) else str(value).upper() if value is True else str(value)
        )

    def get_Formula2(self) -> Any:
        return self.get_Formula()

    def set_Formula(self, value: Any) -> None:
        self._sheet._writable()
        top, left, _, _ = self._one()
        rows = value if isinstance(value, tuple) else ((value,),)
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                self._state.formulas[top + row, left + column] = text
                if self._state.values.get((top + row, left + column)) == ERROR_NUMBERS["#NAME?"]:
                    self._state.values[top + row, left + column] = self._sheet._book._app._recalculated

    def set_Formula2(self, value: Any) -> None:
        self.set_Formula(value)

    def get_HasFormula(self) -> bool | None:
        found = {at in self._state.formulas for at in self._places()}
        return found.pop() if len(found) == 1 else None

    def get_MergeCells(self) -> bool | None:
        merged = {at for box in self._state.merges for at in cells_of(box)}
        found = {at in merged for at in self._places()}
        return found.pop() if len(found) == 1 else None

    def get_MergeArea(self) -> Range:
        at = next(self._places())
        box = next((box for box in self._state.merges if at in set(cells_of(box))), (*at, *at))
        return Range(self._sheet, [box])

    def do_Merge(self) -> None:
        self._sheet._writable()
        self._state.merges += self._boxes

    def get_NumberFormat(self) -> Any:
        return self._uniform("NumberFormat")

    def set_NumberFormat(self, value: str) -> None:
        self._paint("NumberFormat", value)

    def set_VerticalAlignment(self, value: int) -> None:
        self._paint("VerticalAlignment", value)

    def set_HorizontalAlignment(self, value: int) -> None:
        self._paint("HorizontalAlignment", value)

    def set_WrapText(self, value: bool) -> None:
        self._paint("WrapText", value)

    def set_IndentLevel(self, value: int) -> None:
        self._paint("IndentLevel", value)

    def set_Locked(self, value: bool) -> None:
        self._paint("Locked", value)

    def get_Font(self) -> Part:
        return Part(self, "Font")

    def get_Interior(self) -> Part:
        return Part(self, "Interior")

    def get_Borders(self) -> Part:
        return Part(self, "Borders")

    def get_EntireRow(self) -> Lines:
        return Lines(self, rows=True)

    def get_EntireColumn(self) -> Lines:
        return Lines(self, rows=False)

    def set_ColumnWidth(self, value: float) -> None:
        for _, left, _, right in self._boxes:
            self._state.widths |= dict.fromkeys(range(left, right + 1), value)

    def set_RowHeight(self, value: float) -> None:
        for top, _, bottom, _ in self._boxes:
            self._state.heights |= dict.fromkeys(range(top, bottom + 1), value)

    def set_UseStandardHeight(self, value: bool) -> None:
        assert value
        self._state.heights.clear()

    def set_UseStandardWidth(self, value: bool) -> None:
        assert value
        self._state.widths.clear()

    def do_ClearOutline(self) -> None:
        self._state.levels.clear()

    def do_Clear(self) -> None:
        self._sheet._writable()
        for at in list(self._places()):
            for held in (self._state.values, self._state.formulas, self._state.looks, self._state.bold):
                held.pop(at, None)
        self._state.merges.clear()

    def get_Validation(self) -> Validation:
        return Validation(self)

    def get_Hyperlinks(self) -> Hyperlinks | Numbered:
        if len(self._boxes) == 1 and self._one()[:2] == self._one()[2:]:
            at = self._one()[:2]
            return Numbered(self._host, [Link(self._sheet, at)] if at in self._state.links else [])
        return Hyperlinks(self._sheet)

    def do_AutoFilter(self) -> None:
        self._state.filtered = self._one()

    def do_Select(self) -> None:
        if self._sheet._book._active is not self._sheet:
            raise ComError(text="Select method of Range class failed")
        self._state.selected = self.get_Address()

    def do_ClearContents(self) -> None:
        self._sheet._writable()
        for at in self._places():
            self._state.values.pop(at, None)
            self._state.formulas.pop(at, None)

    def do_Copy(self, target: Range | None = None) -> None:
        if target is None:
            self._sheet._book._app._clipboard = [self._state.values.get(at) for at in self._places()]
            return
        self._sheet._writable()
        down = target._one()[0] - self._one()[0]
        for held in (self._state.values, self._state.looks, self._state.links):
            held |= {(row + down, column): deepcopy(held[row, column]) for row, column in self._held(held)}
        formulas = self._state.formulas
        for row, column in self._held(formulas):
            shared = SharedFormula(formulas[row, column], row, column)
            formulas[row + down, column] = shared.at(row + down, column)

    def _held(self, held: dict[Place, Any]) -> list[Place]:
        top, _, bottom, _ = self._one()
        return [at for at in held if top <= at[0] <= bottom]

    def do_Insert(self, shift: int) -> None:
        assert shift == -4121
        self._moved(self._one()[0], 1)

    def do_Delete(self, shift: int) -> None:
        assert shift == -4162
        top, _, bottom, _ = self._one()
        self.do_ClearContents()
        for at in list(self._places()):
            self._state.looks.pop(at, None)
            self._state.links.pop(at, None)
        self._moved(bottom + 1, top - bottom - 1)
        for table in self._state.tables:
            if table[1][2] >= bottom:
                table[1] = (*table[1][:2], table[1][2] - (bottom - top + 1), table[1][3])

    def _moved(self, first: int, by: int) -> None:
        """Move all from a row on; of references only those of the moved formulas move, all of them alike."""
        self._sheet._writable()
        for name in ("values", "looks", "links", "formulas"):
            held = getattr(self._state, name)
            setattr(self._state, name, {(r + by if r >= first else r, c): v for (r, c), v in held.items()})
        moved = {at: text for at, text in self._state.formulas.items() if at[0] >= first + by}
        for (row, column), text in moved.items():
            self._state.formulas[row, column] = SharedFormula(text, row - by, column).at(row, column)

    def do_PasteSpecial(self, kind: int) -> None:
        assert kind == -4163
        for at in self._places():
            self._state.formulas.pop(at, None)


class Lines(Com):
    """The whole rows or columns of a range."""

    def __init__(self, cells: Range, *, rows: bool) -> None:
        self._host = cells._host
        self._state = cells._state
        self._boxes = cells._boxes
        self._rows = rows

    def _numbers(self) -> list[int]:
        first, last = (0, 2) if self._rows else (1, 3)
        return [n for box in self._boxes for n in range(box[first], min(box[last], 20_000) + 1)]

    def _hidden(self) -> set[int]:
        return self._state.hidden_rows if self._rows else self._state.hidden_columns

    def get_Hidden(self) -> bool | None:
        found = {number in self._hidden() for number in self._numbers()}
        return found.pop() if len(found) == 1 else None

    def set_Hidden(self, value: bool) -> None:
        if value:
            self._hidden().update(self._numbers())
        else:
            self._hidden().difference_update(self._numbers())

    def set_OutlineLevel(self, value: int) -> None:
        assert self._rows
        self._state.levels |= dict.fromkeys(self._numbers(), value - 1)


class Validation(Com):
    """What may be entered in a range."""

    def __init__(self, cells: Range) -> None:
        self._host = cells._host
        self._cells = cells

    def do_Delete(self) -> None:
        self._cells._state.rules.clear()

    def do_Add(self, kind: int, alert: int = 1, operator: int = 1, formula: str = "") -> None:
        held = {"Type": kind, "Alert": alert, "Operator": operator, "Formula1": formula}
        self._cells._state.rules[self._cells._one()] = held

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        known = (
            "IgnoreBlank",
            "ShowInput",
            "ShowError",
            "InputTitle",
            "InputMessage",
            "ErrorTitle",
            "ErrorMessage",
        )
        if name not in known:
            raise AttributeError(name)
        self._host.call(f"Validation.{name}=")
        self._cells._state.rules[self._cells._one()][name] = value


class Hyperlinks(Com):
    """The links of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def do_Delete(self) -> None:
        self._sheet._state.links.clear()

    def do_Add(self, anchor: Range, target: str, place: str, tip: str) -> None:
        for at in anchor._places():
            self._sheet._state.links[at] = (target, place, tip)
            self._sheet._state.looks.setdefault(at, {})["Font.Underline"] = 2


class Link(Com):
    """One link."""

    def __init__(self, sheet: Worksheet, at: Place) -> None:
        self._host = sheet._host
        self._sheet = sheet
        self._at = at

    def set_SubAddress(self, value: str) -> None:
        target, _, tip = self._sheet._state.links[self._at]
        self._sheet._state.links[self._at] = (target, value, tip)


class Numbered(Com):
    """A collection by number from 1."""

    def __init__(self, host: Host, items: list[Any], add: Callable[[], None] | None = None) -> None:
        self._host = host
        self._items = items
        self._add = add

    def __call__(self, number: int) -> Any:
        self._host.call("Item()")
        return self._items[number - 1]

    def get_Count(self) -> int:
        return len(self._items)

    def do_Add(self) -> None:
        assert self._add is not None
        self._add()


class Row(Com):
    """A row of a table; only the last one can be deleted here."""

    def __init__(self, host: Host, size: Callable[[int], None], number: int) -> None:
        self._host = host
        self._size = size
        self._number = number

    def do_Delete(self) -> None:
        self._size(self._number)


class ListObject(Com):
    """A table: `held` is its name and rectangle, the header its first row."""

    def __init__(self, sheet: Worksheet, held: list[Any]) -> None:
        self._host = sheet._host
        self._sheet = sheet
        self._held = held

    def get_Name(self) -> str:
        return str(self._held[0])

    def set_Name(self, name: str) -> None:
        old, self._held[0] = self._held[0], name
        for at, text in self._sheet._state.formulas.items():
            self._sheet._state.formulas[at] = text.replace(f"{old}[", f"{name}[")

    def get_Parent(self) -> Worksheet:
        return self._sheet

    def get_HeaderRowRange(self) -> Range:
        top, left, _, right = self._held[1]
        return Range(self._sheet, [(top, left, top, right)])

    def get_DataBodyRange(self) -> Range:
        top, left, bottom, right = self._held[1]
        return Range(self._sheet, [(top + 1, left, bottom, right)])

    def get_ListColumns(self) -> Numbered:
        top, left, bottom, right = self._held[1]
        columns = [Range(self._sheet, [(top + 1, n, bottom, n)]) for n in range(left, right + 1)]
        return Numbered(self._host, [Bag(self._host, DataBodyRange=column) for column in columns])

    def get_ListRows(self) -> Numbered:
        top, left, bottom, right = self._held[1]

        def size(count: int) -> None:
            self._held[1] = (top, left, top + count, right)

        return Numbered(
            self._host,
            [Row(self._host, size, n) for n in range(bottom - top)],
            lambda: size(bottom - top + 1),
        )


class Worksheet(Com):
    """A sheet."""

    def __init__(self, book: Workbook, state: State) -> None:
        self._host = book._host
        self._book = book
        self._state = state

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Worksheet) and other._state is self._state

    def __hash__(self) -> int:
        return id(self._state)

    def _extent(self) -> Place:
        held = [*self._state.values, *self._state.formulas, *self._state.looks]
        if not held:
            return 0, 0
        return max(row for row, _ in held), max(column for _, column in held)

    def _writable(self) -> None:
        if self._state.protected:
            raise ComError(text="The cell is protected")
        self._book._app._enterable()

    def get_Name(self) -> str:
        return self._state.name

    def set_Name(self, name: str) -> None:
        if any(
            one is not self and one._state.name.casefold() == name.casefold() for one in self._book._sheets
        ):
            raise ComError(text="That name is already taken")
        self._state.name = name

    def get_Visible(self) -> int:
        return self._state.visible

    def set_Visible(self, value: int) -> None:
        self._state.visible = value

    def get_ProtectContents(self) -> bool:
        return self._state.protected

    def get_Parent(self) -> Workbook:
        return self._book

    def get_Application(self) -> Application:
        return self._book._app

    def get_UsedRange(self) -> Range:
        held = [*self._state.values, *self._state.formulas, *self._state.looks]
        if not held:
            return Range(self, [(0, 0, 0, 0)])
        rows, columns = [at[0] for at in held], [at[1] for at in held]
        return Range(self, [(min(rows), min(columns), max(rows), max(columns))])

    def get_Cells(self) -> Range:
        return Range(self, [(0, 0, MAX_ROWS - 1, MAX_COLUMNS - 1)])

    def do_Range(self, text: str) -> Range:
        assert len(text) <= 255, text
        return Range(self, [box_of(part) for part in text.split(",")])

    def do_Evaluate(self, text: str) -> Any:
        assert len(text) <= 255, text
        found = _SUBTOTAL.fullmatch(text)
        assert found is not None, text
        left, right = column_index(found[1]), column_index(found[3] or found[1])
        top, count = int(found[2]) - 1, int(found[4])
        filled = {
            row for row, column in (*self._state.values, *self._state.formulas) if left <= column <= right
        }
        seen = filled - self._state.hidden_rows
        return tuple((float(row in seen),) for row in range(top, top + count))

    def do_Activate(self) -> None:
        if self._state.visible != -1:
            raise ComError(text="Activate method of Worksheet class failed")
        self._book._active = self

    def do_Copy(self, Before: Any = None, After: Any = None) -> None:  # noqa: N803 - Excel's names
        self._book._structure()
        state = deepcopy(self._state)
        state.name = f"{state.name} (2)"
        for table in state.tables:
            old, table[0] = table[0], f"{table[0]}99"
            state.formulas = {
                at: text.replace(f"{old}[", f"{table[0]}[") for at, text in state.formulas.items()
            }
        self._book._put(Worksheet(self._book, state), Before, After)

    def do_Move(self, Before: Any = None, After: Any = None) -> None:  # noqa: N803 - Excel's names
        self._book._structure()
        self._book._sheets.remove(self)
        self._book._put(self, Before, After)

    def do_Delete(self) -> None:
        self._book._structure()
        assert not self._book._app._held["DisplayAlerts"], "Excel would ask"
        self._book._sheets.remove(self)
        if self._book._active is self:
            self._book._active = self._book._sheets[0]

    def get_Index(self) -> int:
        return self._book._sheets.index(self) + 1

    def get_ListObjects(self) -> Numbered:
        return Numbered(self._host, [ListObject(self, held) for held in self._state.tables])

    def get_Hyperlinks(self) -> Hyperlinks:
        return Hyperlinks(self)

    def get_PageSetup(self) -> Page:
        return Page(self)

    def get_Outline(self) -> Outline:
        return Outline(self)

    def get_Tab(self) -> Tab:
        return Tab(self)

    def set_AutoFilterMode(self, value: bool) -> None:
        assert value is False
        self._state.filtered = None

    def do_ChartObjects(self) -> ChartObjects:
        return ChartObjects(self)


class Page(Com):
    """How a sheet prints."""

    NAMES: Final = (
        "PaperSize", "Orientation", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin",
        "CenterHorizontally", "PrintTitleRows", "PrintArea", "Zoom", "FitToPagesWide", "FitToPagesTall",
        *(f"{side}{kind}" for side in ("Left", "Center", "Right") for kind in ("Header", "Footer")),
    )  # fmt: skip

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        if name not in self.NAMES:
            raise AttributeError(name)
        self._host.call(f"PageSetup.{name}=")
        if name == "PaperSize" and not self._sheet._book._app._printer:
            raise ComError(text="Unable to set the PaperSize property")
        self._sheet._state.page[name] = value


class Outline(Com):
    """Where totals of groups stand."""

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def set_SummaryRow(self, value: int) -> None:
        self._sheet._state.summary = value


class Tab(Com):
    """A sheet's tab."""

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def set_Color(self, value: int) -> None:
        self._sheet._state.tab = value


class ChartObjects(Com):
    """The charts of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def get_Count(self) -> int:
        return len(self._sheet._state.charts)

    def do_Delete(self) -> None:
        self._sheet._state.charts.clear()

    def do_Add(self, left: float, top: float, width: float, height: float) -> Bag:
        held: dict[str, Any] = {"place": (left, top, width, height), "series": []}
        self._sheet._state.charts.append(held)
        shape = Kept(self._host, held, ("AlternativeText",))
        return Bag(self._host, Placement=1, ShapeRange=shape, Chart=Chart(self._host, held))


class Kept(Com):
    """An object whose properties, only those named, go to a dictionary under a prefix."""

    def __init__(self, host: Host, held: dict[str, Any], names: tuple[str, ...], prefix: str = "") -> None:
        self._host = host
        self._held = held
        self._names = names
        self._prefix = prefix

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        inner = tuple(n.partition(".")[2] for n in self._names if n.startswith(f"{name}."))
        if not inner:
            raise AttributeError(f"{self._prefix}{name}")
        self._host.call(f"{self._prefix}{name}")
        return Kept(self._host, self._held, inner, f"{self._prefix}{name}.")

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        if name not in self._names:
            raise AttributeError(f"{self._prefix}{name}")
        self._host.call(f"{self._prefix}{name}=")
        self._held[f"{self._prefix}{name}"] = value.get_Address() if isinstance(value, Range) else value


class Chart(Kept):
    """A chart: what is set is kept by its path."""

    def __init__(self, host: Host, held: dict[str, Any]) -> None:
        names = (
            "ChartType", "HasTitle", "HasLegend", "PlotVisibleOnly", "ChartTitle.Text", "Legend.Position",
            "ChartArea.Format.Line.Visible",
        )  # fmt: skip
        super().__init__(host, held, names)

    def do_SeriesCollection(self, number: int | None = None) -> SeriesList:
        assert number is None
        return SeriesList(self._host, self._held["series"])

    def do_ChartGroups(self, number: int) -> Kept:
        assert number == 1
        return Kept(self._host, self._held, ("GapWidth",), "group.")

    def do_Axes(self, kind: int) -> Kept:
        names = (
            "ReversePlotOrder", "MajorTickMark", "HasMajorGridlines", "TickLabelPosition", "MinimumScale",
            "MaximumScale", "TickLabels.Font.Size", "TickLabels.NumberFormat", "Format.Line.Visible",
        )  # fmt: skip
        return Kept(self._host, self._held, names, f"axis{kind}.")

    def __getattr__(self, name: str) -> Any:
        if name in ("SeriesCollection", "ChartGroups", "Axes"):
            return Com.__getattr__(self, name)
        return super().__getattr__(name)


class SeriesList(Com):
    """The series of a chart."""

    def __init__(self, host: Host, held: list[dict[str, Any]]) -> None:
        self._host = host
        self._held = held

    def get_Count(self) -> int:
        return len(self._held)

    def do_NewSeries(self) -> Series:
        self._held.append({})
        return Series(self._host, self._held[-1])


class Series(Kept):
    """A series of a chart."""

    def __init__(self, host: Host, held: dict[str, Any]) -> None:
        super().__init__(
            host, held, ("Name", "Values", "XValues", "HasDataLabels", "Format.Fill.ForeColor.RGB")
        )

    def do_Points(self, number: int) -> Kept:
        return Kept(self._host, self._held, ("Format.Fill.ForeColor.RGB",), f"point{number}.")

    def do_DataLabels(self) -> Kept:
        return Kept(self._host, self._held, ("NumberFormat", "Font.Size"), "labels.")

    def __getattr__(self, name: str) -> Any:
        if name in ("Points", "DataLabels"):
            return Com.__getattr__(self, name)
        return super().__getattr__(name)


class Sheets(Com):
    """The sheets of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._host = book._host
        self._book = book

    def __call__(self, which: int | str) -> Worksheet:
        self._host.call("Sheets()")
        if isinstance(which, int):
            return self._book._sheets[which - 1]
        for sheet in self._book._sheets:
            if sheet._state.name.casefold() == which.casefold():
                return sheet
        raise ComError(text="Subscript out of range")

    def get_Count(self) -> int:
        return len(self._book._sheets)

    def do_Add(self, Before: Any = None, After: Any = None) -> Worksheet:  # noqa: N803 - Excel's names
        self._book._structure()
        made = Worksheet(self._book, State(f"Hoja{len(self._book._sheets) + 1}"))
        self._book._put(made, Before, After)
        return made


class Names(Com):
    """The defined names of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._host = book._host
        self._book = book

    def do_Item(self, name: str) -> Bag:
        if name not in self._book._names:
            raise ComError(text="no such name")
        return Bag(self._host, RefersTo=self._book._names[name])

    def do_Add(self, name: str, refers: str, visible: bool = True) -> None:
        assert visible is False
        self._book._names[name] = refers


class Workbook(Com):
    """A workbook."""

    def __init__(self, app: Application, name: str, folder: str) -> None:
        self._host = app._host
        self._app = app
        self._name = name
        self._folder = folder
        self._sheets: list[Worksheet] = []
        self._active: Worksheet = None  # type: ignore[assignment]
        self._names: dict[str, str] = {}
        self._protected = False
        self._links: dict[str, str] = {}
        self._read_only = False
        self._copies: list[str] = []
        self._closed = False

    def _put(self, sheet: Worksheet, before: Any, after: Any) -> None:
        at = self._sheets.index(before) if before else self._sheets.index(after) + 1
        self._sheets.insert(at, sheet)
        self._active = sheet

    def _structure(self) -> None:
        if self._protected:
            raise ComError(text="Workbook is protected")

    def get_Application(self) -> Application:
        return self._app

    def get_Name(self) -> str:
        return self._name

    def get_Path(self) -> str:
        return self._folder

    def get_FullName(self) -> str:
        separator = "/" if "/" in self._folder else "\\"
        return f"{self._folder}{separator}{self._name}" if self._folder else self._name

    def get_Date1904(self) -> bool:
        return False

    def get_ReadOnly(self) -> bool:
        return self._read_only

    def get_ProtectStructure(self) -> bool:
        return self._protected

    def get_Worksheets(self) -> Sheets:
        return Sheets(self)

    def get_Sheets(self) -> Sheets:
        return Sheets(self)

    def get_ActiveSheet(self) -> Worksheet:
        return self._active

    def get_Names(self) -> Names:
        return Names(self)

    def do_Activate(self) -> None:
        self._app._book = self

    def do_LinkSources(self, kind: int) -> tuple[str, ...] | None:
        assert kind == 1
        return tuple(self._links) or None

    def do_ChangeLink(self, name: str, new: str, kind: int) -> None:
        assert kind == 1
        self._links[new] = self._links.pop(name)

    def do_BreakLink(self, name: str, kind: int) -> None:
        assert kind == 1
        del self._links[name]

    def do_SaveCopyAs(self, path: str) -> None:
        self._copies.append(path)
        Path(path).write_bytes(b"a copy that Excel wrote")

    def do_Save(self) -> None:
        self._app._saved.append(self._name)

    def do_Close(self, save: bool) -> None:
        assert save is False
        self._closed = True


class Window(Bag):
    """The window: what it shows belongs to the active sheet."""

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in self.__dict__.get("_held", {}):
            self._app._book._active._state.window[name] = value


class Books(Com):
    """The workbooks that are open."""

    def __init__(self, app: Application) -> None:
        self._host = app._host
        self._app = app

    def __call__(self, name: str) -> Workbook:
        self._host.call("Workbooks()")
        for book in self._app._books:
            if book._name.casefold() == name.casefold():
                return book
        raise ComError(text="Subscript out of range")

    def do_Open(self, path: str) -> Workbook:
        self._app._opened.append(path)
        return self._app._opening(path)


class Application(Bag):
    """Excel."""

    def __init__(self, host: Host) -> None:
        super().__init__(
            host, ScreenUpdating=True, Calculation=-4105, EnableEvents=True, DisplayAlerts=True,
            StatusBar=False, Cursor=-4143, CutCopyMode=False, Hwnd=1, Version="16.0",
        )  # fmt: skip
        self._editing = False
        self._printer = True
        self._book: Workbook = None  # type: ignore[assignment]
        self._books: list[Workbook] = []
        self._opened: list[str] = []
        self._saved: list[str] = []
        self._clipboard: list[Any] = []
        self._recalculated: Any = 0.5
        self._answers: list[Any] = []
        self._asked: list[tuple[Any, ...]] = []
        self._opening: Callable[[str], Workbook] = lambda _path: self._book
        self._window = Window(
            host, FreezePanes=False, SplitRow=0, SplitColumn=0, ScrollRow=1, ScrollColumn=1,
            DisplayGridlines=True, Zoom=100,
        )  # fmt: skip
        self._window._app = self

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            self._enterable()
        super().__setattr__(name, value)

    def _enterable(self) -> None:
        if self._editing:
            raise ComError(scode=EDITING)

    def get_ActiveWindow(self) -> Window:
        return self._window

    def get_Workbooks(self) -> Books:
        return Books(self)

    def get_Selection(self) -> Range:
        sheet = self._book._active
        return Range(sheet, [box_of(part) for part in sheet._state.selected.split(",")])

    def get_WorksheetFunction(self) -> Functions:
        return Functions(self._host)

    def do_Union(self, *parts: Range) -> Range:
        return Range(parts[0]._sheet, [box for part in parts for box in part._boxes])

    def do_GetSaveAsFilename(self, *args: Any) -> Any:
        self._asked.append(args)
        return self._answers.pop(0)

    def do_GetOpenFilename(self, *args: Any) -> Any:
        self._asked.append(args)
        return self._answers.pop(0)

    def do_FileDialog(self, kind: int) -> FolderPicker:
        assert kind == 4
        return FolderPicker(self)

    def do_InputBox(self, *args: Any) -> Any:
        self._asked.append(args)
        return self._answers.pop(0)


class FolderPicker(Bag):
    """The dialog that asks for a folder; a prepared answer of None cancels it."""

    def __init__(self, app: Application) -> None:
        super().__init__(app._host, Title="")
        self._app = app
        self._chosen: Any = None

    def do_Show(self) -> int:
        self._app._asked.append((self._held["Title"],))
        self._chosen = self._app._answers.pop(0)
        return 0 if self._chosen is None else -1

    def do_SelectedItems(self, number: int) -> str:
        assert number == 1
        return str(self._chosen)


class Functions(Com):
    """Functions of the worksheet."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def do_CountA(self, cells: Range) -> float:
        top, left, bottom, right = cells._one()
        held = {*cells._state.values, *cells._state.formulas}
        return float(sum(top <= row <= bottom and left <= column <= right for row, column in held))


class Stretch:
    """Characters of a cell, as xlwings gives them."""

    def __init__(self, state: State, at: Place, start: int, end: int) -> None:
        self._state, self._at, self._span = state, at, (start, end)

    @property
    def font(self) -> Stretch:
        return self

    @property
    def bold(self) -> bool:
        raise NotImplementedError

    @bold.setter
    def bold(self, value: bool) -> None:
        assert value
        self._state.bold.setdefault(self._at, []).append(self._span)


class Characters:
    """The characters of a cell, as xlwings gives them."""

    def __init__(self, sheet: Worksheet, at: Place) -> None:
        self._sheet, self._at = sheet, at

    @property
    def characters(self) -> Characters:
        return self

    def __getitem__(self, span: slice) -> Stretch:
        self._sheet._host.call("Characters")
        return Stretch(self._sheet._state, self._at, span.start, span.stop)


class FakeSheet:
    """xlwings' Sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self.api = sheet

    def range(self, at: Place) -> Characters:
        """Return a cell, rows and columns from 1."""
        return Characters(self.api, (at[0] - 1, at[1] - 1))


class FakeApp:
    """xlwings' App."""

    def __init__(self, app: Application) -> None:
        self.api = app
        self.alerts: list[tuple[str, str]] = []
        self.answers: list[str] = []

    def alert(self, prompt: str, title: str = "", buttons: str = "ok", mode: str | None = None) -> str:
        """Keep what is said; answer what was prepared."""
        assert mode in (None, "info", "critical")
        self.alerts.append((prompt, title))
        return "ok" if buttons == "ok" else self.answers.pop(0)


class FakeBook:
    """xlwings' Book."""

    def __init__(self, name: str = "libro.xlsx", folder: str = "") -> None:
        self.host = Host()
        app = Application(self.host)
        self.api = Workbook(app, name, folder)
        app._book = self.api
        app._books.append(self.api)
        self.app = FakeApp(app)

    @property
    def sheets(self) -> dict[str, FakeSheet]:
        """The sheets by name."""
        return {sheet._state.name: FakeSheet(sheet) for sheet in self.api._sheets}

    def add(self, state: State) -> State:
        """Add a sheet after all others."""
        self.api._sheets.append(Worksheet(self.api, state))
        self.api._active = self.api._sheets[0]
        return state

    def states(self) -> dict[str, State]:
        """What each sheet holds, in order."""
        return {sheet._state.name: sheet._state for sheet in self.api._sheets}


@dataclass(frozen=True)
class Entered:
    """A text that Excel took for a formula."""

    formula: str
    value: Any


def entered_text(value: Any) -> Any:
    """What a cell formatted as text makes of what enters it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    return f"{value:g}" if isinstance(value, int | float) else value


def entered(value: Any) -> Any:  # noqa: PLR0911 - a trap a line
    """What any other cell makes of it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        raise TypeError(type(value))
    if value.startswith("'"):
        return value[1:]
    if value[0] in "=+-@" and len(value) > 1 and not _NUMBER.fullmatch(value):
        return Entered(f"={value.lstrip('=')}", ERROR_NUMBERS["#NAME?"])
    text = value.strip()
    if text.upper() in ERROR_NUMBERS:
        return ERROR_NUMBERS[text.upper()]
    if text.upper() in ("VERDADERO", "FALSO", "TRUE", "FALSE"):
        return text.upper() in ("VERDADERO", "TRUE")
    if _NUMBER.fullmatch(text.rstrip("% ")):
        return float(text.rstrip("% ").replace(",", "")) / (100 if "%" in text else 1)
    return 43831.0 if _DATE.fullmatch(text) else value


def opened(path: Path, folder: str = "C:\\poi") -> FakeBook:
    """Return a closed file as Excel would have it open."""
    book = FakeBook(path.name, folder)
    plain, computed = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for sheet in plain.worksheets:
        state = book.add(State(sheet.title, visible={"visible": -1, "hidden": 0}.get(sheet.sheet_state, 2)))
        values = computed[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                at = cell.row - 1, cell.column - 1
                if type(cell).__name__ == "MergedCell":
                    continue
                if cell.has_style:
                    state.looks[at] = {"NumberFormat": cell.number_format}
                if cell.data_type == "f":
                    text = cell.value if isinstance(cell.value, str) else cell.value.text
                    state.formulas[at] = text
                    state.values[at] = _live(values.cell(cell.row, cell.column), "")
                elif cell.value is not None:
                    state.values[at] = _live(values.cell(cell.row, cell.column), None)
        state.merges = [
            (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
            for one in sheet.merged_cells.ranges
        ]
        state.tables = [[name, box_of(ref)] for name, ref in sheet.tables.items()]
        state.links = {
            (cell.row - 1, cell.column - 1): ("", str(cell.hyperlink.location), "")
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink is not None
        }
        state.hidden_rows = {number - 1 for number, line in sheet.row_dimensions.items() if line.hidden}
    return book


def _live(cell: Any, nothing: Any) -> Any:
    value = cell.value
    if value is None:
        return nothing
    if cell.data_type == "e":
        return ERROR_NUMBERS[value]
    if isinstance(value, bool | str):
        return value
    return float(value) if isinstance(value, int | float) else float(to_excel(value))


def box_name(box: Box) -> str:
    """The address of a rectangle, absolute."""
    top, left, bottom, right = box
    first = f"${column_name(left)}${top + 1}"
    return first if (top, left) == (bottom, right) else f"{first}:${column_name(right)}${bottom + 1}"


def box_of(text: str) -> Box:
    """The rectangle of an address; whole rows and columns too."""
    sides = [re.fullmatch(r"([A-Za-z]*)(\d*)", side) for side in text.replace("$", "").split(":")]
    first, last = sides[0], sides[-1]
    assert first is not None, text
    assert last is not None, text
    return (
        int(first[2]) - 1 if first[2] else 0,
        column_index(first[1]) if first[1] else 0,
        int(last[2]) - 1 if last[2] else MAX_ROWS - 1,
        column_index(last[1]) if last[1] else MAX_COLUMNS - 1,
    )


def cells_of(box: Box) -> Iterator[Place]:
    """The cells of a rectangle."""
    for row in range(box[0], box[2] + 1):
        for column in range(box[1], box[3] + 1):
            yield row, column
