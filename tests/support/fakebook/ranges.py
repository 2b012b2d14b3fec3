"""Cells of a sheet."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from tests.support.fakebook.com import ERROR_NUMBERS, Bag, Com, ComError, Numbered
from tests.support.fakebook.entering import Entered, entered, entered_text
from tests.support.fakebook.looks import Hyperlinks, Lines, Link, Part, Validation
from tests.support.fakebook.state import LOOKS, box_name, cells_of
from workbook.hosts.formulas import MAX_COLUMNS, MAX_ROWS, SharedFormula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.fakebook.state import Box, Place
    from tests.support.fakebook.worksheet import Worksheet


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
