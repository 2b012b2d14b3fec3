"""Tables of a sheet."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.fakebook.com import Bag, Com, Numbered
from tests.support.fakebook.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.fakebook.com import Host
    from tests.support.fakebook.worksheet import Worksheet


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
