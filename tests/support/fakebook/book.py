"""xlwings' objects over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.fakebook.application import Application
from tests.support.fakebook.com import Host
from tests.support.fakebook.workbook import Workbook
from tests.support.fakebook.worksheet import Worksheet

if TYPE_CHECKING:
    from tests.support.fakebook.state import Place, State


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
