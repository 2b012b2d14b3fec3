"""A workbook, its sheets and its names."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.fakebook.com import Bag, Com, ComError
from tests.support.fakebook.state import State
from tests.support.fakebook.worksheet import Worksheet

if TYPE_CHECKING:
    from tests.support.fakebook.application import Application


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
