"""A sheet's cells while they are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.canvas.book import Cell, Formula, Link, Position, RichText, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.canvas.looks import Look


class Grid:
    """Cells by position; hand on `cells` when all of them stand."""

    def __init__(self) -> None:
        self.cells: dict[Position, Cell] = {}

    def put(
        self, row: int, column: int, content: Value | Formula | RichText, look: Look, link: Link | None = None
    ) -> None:
        """Set one cell."""
        self.cells[row, column] = Cell(content, look, link)

    def place(self, row: int, column: int, cell: Cell) -> None:
        """Set one cell that has a fill or a format of its own."""
        self.cells[row, column] = cell

    def put_row(self, row: int, column: int, contents: Iterable[Value | Formula], look: Look) -> None:
        """Set cells of one look from `column` to the right."""
        for offset, content in enumerate(contents):
            self.put(row, column + offset, content, look)

    def put_column(self, row: int, column: int, contents: Iterable[Value | Formula], look: Look) -> None:
        """Set cells of one look from `row` down."""
        for offset, content in enumerate(contents):
            self.put(row + offset, column, content, look)
