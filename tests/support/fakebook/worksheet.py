"""A sheet."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from tests.support.fakebook.charts import ChartObjects
from tests.support.fakebook.com import Com, ComError, Numbered
from tests.support.fakebook.looks import Hyperlinks
from tests.support.fakebook.page import Outline, Page, Tab
from tests.support.fakebook.ranges import Range
from tests.support.fakebook.state import box_of
from tests.support.fakebook.tables import ListObject
from workbook.domain.places import column_number
from workbook.hosts.formulas import MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from tests.support.fakebook.application import Application
    from tests.support.fakebook.state import Place, State
    from tests.support.fakebook.workbook import Workbook


_SUBTOTAL: Final = re.compile(
    r"SUBTOTAL\(103,OFFSET\(.*!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$\d+)?,ROW\(1:(\d+)\)-1,0\)\)"
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
        left, right = column_number(found[1]), column_number(found[3] or found[1])
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
