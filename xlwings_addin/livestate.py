"""What a command leaves as it found it: what the planner looks at, and how Excel was set."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import methodcaller
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbook.hosts.com import Com, XlBook

_MANUAL: Final = -4135
_WAITING: Final = 2
_WORKING: Final = {
    "ScreenUpdating": False,
    "EnableEvents": False,
    "DisplayAlerts": False,
    "Calculation": _MANUAL,
    "Cursor": _WAITING,
}
_STATUS: Final = "StatusBar"
_WINDOW: Final = ("ScrollRow", "ScrollColumn")


@dataclass
class Place:
    """Where a command leaves the planner; None where they were."""

    sheet: str = ""
    cells: str = ""


@contextmanager
def undisturbed(book: XlBook) -> Iterator[tuple[Callable[[str], None], Place]]:
    """Work in a book, then put back active sheet, selection, scrolling, Excel's settings; after errors too.

    Gives a function that shows a step in the status bar, and a `Place` to fill in where the command is to
    leave the planner somewhere else.
    """
    api, app = book.api, book.api.Application
    api.Activate()
    before = {name: getattr(app, name) for name in (*_WORKING, _STATUS)}
    look, place = _looked_at(api), Place()
    try:
        for name, value in _WORKING.items():
            setattr(app, name, value)
        yield lambda step: setattr(app, _STATUS, step), place
    except BaseException:
        place = Place()
        raise
    finally:
        _look_at(api, look)
        if place.sheet:
            _insist(_go, api, place)
        for name, value in before.items():
            _insist(setattr, app, name, value)


@dataclass(frozen=True)
class _Looked:
    """The active sheet, its selection, how far it is scrolled."""

    sheet: Com
    selection: Com
    scrolled: tuple[Com, ...]


def _looked_at(api: Com) -> _Looked:
    window = api.Application.ActiveWindow
    return _Looked(
        api.ActiveSheet, api.Application.Selection, tuple(getattr(window, name) for name in _WINDOW)
    )


def _look_at(api: Com, look: _Looked) -> None:
    """Go back; each step by itself, because one may fail where another does not."""
    _insist(methodcaller("Activate"), api)
    _insist(methodcaller("Activate"), look.sheet)
    _insist(methodcaller("Select"), look.selection)
    for name, value in zip(_WINDOW, look.scrolled, strict=True):
        _insist(lambda name=name, value=value: setattr(api.Application.ActiveWindow, name, value))


def _insist(step: Callable[..., object], *values: object) -> None:
    """Take a step, once more where Excel refuses; what it refuses twice is left."""
    for _ in range(2):
        with suppress(Exception):
            step(*values)
            return


def _go(api: Com, place: Place) -> None:
    """Leave the planner where the command wants."""
    sheet = api.Worksheets(place.sheet)
    sheet.Activate()
    chosen: Com = None
    for part in place.cells.split(";"):
        cells = sheet.Range(part)
        chosen = cells if chosen is None else api.Application.Union(chosen, cells)
    chosen.Select()
