"""A table as a grid: rows of texts by column, header rows apart, merged cells filled in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from report.verify.cells import code_in, mark_in, share_in
from report.verify.columns import Column, guessed_columns, header_columns
from report.verify.folding import fold
from report.verify.model import Place
from workbook.spanish.readings import amount_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report.tree import Cell, Row, Table

    _Vote = tuple[tuple[int, Column], ...]

_DEEPEST_HEADER: Final = 4
_TWO: Final = 2
_OF_FIGURES: Final = (Column.PROGRAMMED, Column.EXECUTED, Column.SHARE)


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
    width: int = 0

    def column(self, what: Column) -> int | None:
        """Return the place of a column, None where there is none."""
        return next((place for place, column in self.columns.items() if column is what), None)


def grid_of(
    table: Table, labels: Sequence[str], before: Grid | None = None, agreed: Agreed | None = None
) -> Grid:
    """Read a table; one without header that goes on from the table `before` has the columns of that.

    What the tables of the report have `agreed` on goes before what one of them looks like.
    """
    rows = [GridRow(row.number, dict(_cells(row))) for row in table.rows]
    rows = [row for row in rows if any(cell.text for cell in row.cells.values())]
    top, depth, head = _header(rows)
    known = header_columns(head) if depth else {}
    if {Column.PROGRAMMED, Column.EXECUTED} <= set(known.values()):
        return Grid(table.number, head, known, _body(rows, top, depth), _width(rows))
    start = next((n for n, row in enumerate(rows) if _tells(row)), 0)
    body = _body(rows, 0, start)
    texts = [row.texts for row in body]
    guessed = guessed_columns(texts, labels)
    common = {} if agreed is None else agreed.columns(_width(rows), guessed)
    if common and _may_hold(body, common):
        return Grid(table.number, rows[start - 1].texts if start else {}, common, body, _width(rows))
    same_shape = before is not None and bool(before.columns) and _width(rows) == before.width
    if before is not None and same_shape and not start and not (guessed and before.header):
        return Grid(table.number, {}, before.columns, tuple(body), before.width)
    if guessed:
        return Grid(table.number, rows[start - 1].texts if start else {}, guessed, body, _width(rows))
    if depth:
        return Grid(table.number, head, known, _body(rows, top, depth), _width(rows))
    return Grid(table.number, rows[0].texts if rows else {}, {}, tuple(rows), _width(rows))


class Agreed:
    """What most tables without a known header have in their columns, by the width of their grid."""

    def __init__(self, tables: Iterable[Table], labels: Sequence[str]) -> None:
        self._tables, self._labels = tables, labels

    @cached_property
    def _votes(self) -> dict[int, Counter[_Vote]]:
        votes: dict[int, Counter[_Vote]] = {}
        for table in self._tables:
            grid = grid_of(table, self._labels)
            known = set(header_columns(grid.header).values())
            amounts = {Column.PROGRAMMED, Column.EXECUTED}
            if amounts <= set(grid.columns.values()) and not amounts <= known:
                votes.setdefault(grid.width, Counter())[_as_vote(grid.columns)] += 1
        return votes

    def columns(self, width: int, own: Mapping[int, Column]) -> Mapping[int, Column]:
        """Return what more tables of a width say than say what a table says by itself; else nothing."""
        votes = self._votes.get(width, Counter())
        most = max(votes, key=lambda one: votes[one], default=())
        return dict(most) if votes[most] > votes[_as_vote(own)] else {}


def _as_vote(columns: Mapping[int, Column]) -> _Vote:
    return tuple((place, columns[place]) for place in sorted(columns))


def _may_hold(rows: Sequence[GridRow], columns: Mapping[int, Column]) -> bool:
    """Tell whether columns of figures hold nothing else, and some row has its two amounts there."""
    wanted = [place for place, column in columns.items() if column in _OF_FIGURES]
    amounts = [p for p, column in columns.items() if column in (Column.PROGRAMMED, Column.EXECUTED)]
    texts = [row.texts.get(place, "").strip() for row in rows for place in wanted]
    full = any(all(_is_figure(row.texts.get(place, "")) for place in amounts) for row in rows)
    return full and all(not text or _is_figure(text) or _says_none(text) for text in texts)


def _says_none(text: str) -> bool:
    return mark_in(text) is not None or not any(map(str.isalnum, text)) or bool(share_in(text, Place()))


def _body(rows: Sequence[GridRow], top: int, depth: int) -> tuple[GridRow, ...]:
    """Return the rows but those of the header, wherever a page repeats it; a title above it stays."""
    heads = {tuple(map(_plain, row.texts.values())) for row in rows[top : top + depth]}
    titles = [row for row in rows[: top + depth] if len(row.cells) == 1]
    above = [row for row in titles if code_in(next(iter(row.texts.values()), ""))[0]]
    below = [row for row in rows[top + depth :] if tuple(map(_plain, row.texts.values())) not in heads]
    return (*above, *below)


def _tells(row: GridRow) -> bool:
    """Tell whether a row says figures, or what stands in their place: no row of a header does."""
    texts = list(row.texts.values())
    return any(mark_in(text) for text in texts) or sum(map(_is_figure, texts)) >= _TWO


def _width(rows: Sequence[GridRow]) -> int:
    """Return how many columns of the grid some rows cover."""
    return max((cell.start + cell.span for row in rows for cell in row.cells.values()), default=0)


def _header(rows: Sequence[GridRow]) -> tuple[int, int, dict[int, str]]:
    """Return where the header begins, how many rows it has (0 for none), and its texts by column.

    One row tells all, or two do, the second under cells that cover several columns of the first.
    """
    found: tuple[int, int, dict[int, str]] = (0, 0, {})
    for top in range(min(_DEEPEST_HEADER, len(rows))):
        if any(_is_figure(cell.text) for cell in rows[top].cells.values()):
            break
        if len(rows[top].cells) == 1:
            continue  # the title of the table
        wide = any(cell.span > 1 for cell in rows[top].cells.values())
        for depth in (2, 1) if wide else (1, 2):
            if depth == _TWO and any(
                _is_figure(c.text) for r in rows[top + 1 : top + 2] for c in r.cells.values()
            ):
                continue
            texts: dict[int, str] = {}
            for row in rows[top : top + depth]:
                texts |= {start: text for start, text in row.texts.items() if text}
            columns = set(header_columns(texts).values())
            if {Column.PROGRAMMED, Column.EXECUTED} <= columns:
                return top, depth, texts
            if columns and not found[1]:
                found = top, depth, texts
    return found


def _is_figure(text: str) -> bool:
    return bool(amount_readings(text.strip().removesuffix("%")))


def _cells(row: Row) -> list[tuple[int, Cell]]:
    return [(cell.start, cell) for cell in row.cells if not cell.continued]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
