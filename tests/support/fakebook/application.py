"""Excel itself: windows, open workbooks, functions."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.fakebook.com import EDITING, Bag, Com, ComError
from tests.support.fakebook.ranges import Range
from tests.support.fakebook.state import box_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.fakebook.com import Host
    from tests.support.fakebook.workbook import Workbook


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
