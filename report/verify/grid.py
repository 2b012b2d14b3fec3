"""A table as a grid: rows of texts by column, header rows apart, merged cells filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report.verify.cells import code_in
from report.verify.columns import Column, guessed_columns, header_columns
from report.verify.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report.tree import Cell, Row, Table

_DEEPEST_HEADER: Final = 4


@dataclass(frozen=True)
class GridRow:
    """A row: its number in the table, and its cells by the column where each starts."""

    number: int
    cells: Mapping[int, Cell]

    @property
    def texts(self) -> dict[int, str]:
        """What the cells say, by column."""
        return {start: cell.text for start, cell in self.cells.items()}

    def covering(self, column: int) -> Cell | None:
        """Return the cell over a column, whole cells included that begin before it."""
        exact = self.cells.get(column)
        if exact is not None:
            return exact
        before = [start for start in self.cells if start < column]
        cell = self.cells[max(before)] if before else None
        return cell if cell is not None and cell.start + cell.span > column else None


@dataclass(frozen=True)
class Grid:
    """A table with its body rows and what each column holds; `header` is what the header row says."""

    table: int
    header: Mapping[int, str]
    columns: Mapping[int, Column]
    rows: tuple[GridRow, ...]

    def column(self, what: Column) -> int | None:
        """Return the place of a column, None where there is none."""
        return next((place for place, column in self.columns.items() if column is what), None)


def grid_of(table: Table, labels: Sequence[str], before: Grid | None = None) -> Grid:
    """Read a table; one without header that goes on from the table `before` has the columns of that."""
    rows = [GridRow(row.number, dict(_cells(row))) for row in table.rows]
    rows = [row for row in rows if any(cell.text for cell in row.cells.values())]
    top, columns = 0, {}
    for place, row in enumerate(rows[:_DEEPEST_HEADER]):
        columns = header_columns(row.texts)
        if columns:
            top = place + 1
            break
    if columns:
        head = rows[top - 1].texts
        seen = {tuple(_plain(text) for text in head.values())}
        body = [
            *rows[: top - 1],
            *(r for r in rows[top:] if tuple(map(_plain, r.texts.values())) not in seen),
        ]
        first = [row for row in rows[: top - 1] if not code_in(next(iter(row.texts.values()), ""))[0]]
        body = [row for row in body if row not in first]
        return Grid(table.number, head, columns, tuple(body))
    widest = max((len(row.cells) for row in rows), default=0)
    if before is not None and before.columns and widest == len(before.header or before.columns):
        return Grid(table.number, {}, before.columns, tuple(rows))
    return Grid(
        table.number,
        rows[0].texts if rows else {},
        guessed_columns([r.texts for r in rows], labels),
        tuple(rows),
    )


def _cells(row: Row) -> list[tuple[int, Cell]]:
    return [(cell.start, cell) for cell in row.cells if not cell.continued]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
