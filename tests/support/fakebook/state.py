"""What a sheet holds, and where: rectangles and their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from workbook.domain.places import column_letters, column_number
from workbook.hosts.formulas import MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator


Place = tuple[int, int]
Box = tuple[int, int, int, int]


@dataclass
class State:
    """What a sheet holds."""

    name: str
    values: dict[Place, Any] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    looks: dict[Place, dict[str, Any]] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    links: dict[Place, tuple[str, str, str]] = field(default_factory=dict)
    rules: dict[Box, dict[str, Any]] = field(default_factory=dict)
    charts: list[dict[str, Any]] = field(default_factory=list)
    bold: dict[Place, list[tuple[int, int]]] = field(default_factory=dict)
    filtered: Box | None = None
    visible: int = -1
    protected: bool = False
    tab: int | None = None
    summary: int = 1
    tables: list[list[Any]] = field(default_factory=list)
    window: dict[str, Any] = field(default_factory=lambda: {"ScrollRow": 1, "ScrollColumn": 1})
    page: dict[str, Any] = field(default_factory=dict)
    selected: str = "$A$1"

    def look(self, at: Place, name: str, default: Any = None) -> Any:
        """Return one property of a cell's looks."""
        return self.looks.get(at, {}).get(name, default)


LOOKS: Final = {
    "NumberFormat": "General", "VerticalAlignment": -4107, "HorizontalAlignment": 1, "WrapText": False,
    "IndentLevel": 0, "Locked": True, "Font.Size": 11, "Font.Color": 0, "Font.Bold": False,
    "Font.Italic": False, "Font.Underline": -4142, "Interior.Color": 16777215, "Interior.Pattern": -4142,
    "Borders.LineStyle": -4142, "Borders.Weight": 2, "Borders.Color": 0,
}  # fmt: skip


def box_name(box: Box) -> str:
    """The address of a rectangle, absolute."""
    top, left, bottom, right = box
    first = f"${column_letters(left)}${top + 1}"
    return first if (top, left) == (bottom, right) else f"{first}:${column_letters(right)}${bottom + 1}"


def box_of(text: str) -> Box:
    """The rectangle of an address; whole rows and columns too."""
    sides = [re.fullmatch(r"([A-Za-z]*)(\d*)", side) for side in text.replace("$", "").split(":")]
    first, last = sides[0], sides[-1]
    assert first is not None, text
    assert last is not None, text
    return (
        int(first[2]) - 1 if first[2] else 0,
        column_number(first[1]) if first[1] else 0,
        int(last[2]) - 1 if last[2] else MAX_ROWS - 1,
        column_number(last[1]) if last[1] else MAX_COLUMNS - 1,
    )


def cells_of(box: Box) -> Iterator[Place]:
    """The cells of a rectangle."""
    for row in range(box[0], box[2] + 1):
        for column in range(box[1], box[3] + 1):
            yield row, column
