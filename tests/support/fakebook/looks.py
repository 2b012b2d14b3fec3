"""What belongs to a range: its font, fill and lines, its rows and columns, its rules and links."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.fakebook.com import Com
from tests.support.fakebook.state import LOOKS

if TYPE_CHECKING:
    from tests.support.fakebook.ranges import Range
    from tests.support.fakebook.state import Place
    from tests.support.fakebook.worksheet import Worksheet


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
