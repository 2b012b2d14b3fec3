"""How a sheet prints, and what its tab and outline show."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.support.fakebook.com import Com, ComError

if TYPE_CHECKING:
    from tests.support.fakebook.worksheet import Worksheet


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
