"""Cells of a workbook that is open in Excel changed one by one: all of them, or none."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final

from workbook.canvas.edits import Obstacle, Refused
from workbook.domain.places import address
from workbook.hosts.livewrite import ProtectedPart
from workbook.hosts.newtext import stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.canvas import Position, Value
    from workbook.hosts.com import Com, XlBook

_TEXT: Final = "@"


def write_cells(book: XlBook, typed: Mapping[str, Mapping[Position, Value]]) -> tuple[Refused, ...]:
    """Write cells, by sheet and position from 0; text stays text, and formats stay as they are.

    A cell that holds a formula is left as it is and comes back. An error half-way takes everything back.
    Raises ProtectedPart before anything is written.
    """
    sheets = {name: book.api.Worksheets(name) for name, cells in typed.items() if cells}
    for name, sheet in sheets.items():
        if sheet.ProtectContents:
            raise ProtectedPart(name)
    refused: list[Refused] = []
    with ExitStack() as undo:
        for name, sheet in sheets.items():
            for position, value in typed[name].items():
                cell = sheet.Range(address(*position))
                if cell.HasFormula:
                    refused.append(Refused(name, position, Obstacle.FORMULA))
                else:
                    undo.callback(_put_back, cell, cell.Value2, cell.NumberFormat)
                    enter(cell, value)
        undo.pop_all()
    return tuple(refused)


def enter(cell: Com, value: Value) -> None:
    """Enter a value; a text stays a text, whatever it begins with, and the cell keeps its format."""
    held = stored(value)
    if not isinstance(held, str):
        cell.Value2 = held
        return
    shown = cell.NumberFormat
    cell.NumberFormat = _TEXT
    cell.Value2 = held
    cell.NumberFormat = shown


def _put_back(cell: Com, value: object, shown: str) -> None:
    with suppress(Exception):
        if isinstance(value, str):
            cell.NumberFormat = _TEXT
        cell.Value2 = value
        cell.NumberFormat = shown
