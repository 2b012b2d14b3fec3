"""Bringing a table of a document up to date around what people have done to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from report.located import P
from report.mergerow import RowMerger, is_touched
from report.rowinsert import fitted
from report.rowmatch import match
from report.wordcells import Columns, row_texts, rows_of
from workbook.spanish.revisions import not_in_the_book

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml import etree

    from report.outline import Row, Table
    from report.printed import Printed, PrintedRow

GONE: Final = "gone"


@dataclass(slots=True)
class TableChanges:
    """How many cells, rows and comments a merge has made, and what it has found."""

    cells: int = 0
    typed: int = 0
    added: int = 0
    removed: int = 0
    comments: int = 0
    deleted: int = 0
    stale: int = 0

    @property
    def any(self) -> bool:
        """Whether the document has changed."""
        return bool(self.cells or self.added or self.removed or self.comments)


class TableMerger:
    """Merges one table.

    `base` is what was written (None where that is not known), `new` what would be written now from `outline`;
    `write` makes a table of some of its rows; `comment` adds a comment to a paragraph.
    """

    def __init__(
        self,
        base: Printed | None,
        new: Printed,
        outline: Table,
        write: Callable[[Sequence[Row]], etree._Element],
        comment: Callable[[etree._Element, str], object],
    ) -> None:
        self.changes = TableChanges()
        self._base = base
        self._new = new
        self._outline = outline
        self._write = write
        self._comment = comment
        self._old: dict[str, PrintedRow] = {} if base is None else {row.key: row for row in base.rows}

    def merge(self, table: etree._Element) -> tuple[PrintedRow, ...] | None:
        """Bring a table up to date; return its rows as they are to be remembered, None if it cannot be."""
        base, new = self._base, self._new
        rows = rows_of(table)
        columns = _columns((base or new).columns, rows)
        if columns is None:
            return None
        written = (base or new).rows
        body = [row for row in rows if row is not columns[1]]
        current = [columns[0].texts(row) for row in body]
        if base is not None and base.columns != new.columns:
            return self._replaced(table, current, body)
        places = match([_kept(row, columns[0]) for row in written], current)
        there = {written[old].key: body[place] for old, place in places.items()}
        merger = RowMerger(columns[0], new.columns, self._written, self._comment, self.changes)
        remembered = [
            self._row(printed, row, there, merger)
            for printed, row in zip(new.rows, self._outline.rows, strict=True)
        ]
        self._place(table, columns[0], there, columns[1])
        return (*remembered, *self._gone(there))

    def _row(
        self, printed: PrintedRow, row: Row, there: dict[str, etree._Element], merger: RowMerger
    ) -> PrintedRow:
        old = self._old.get(printed.key)
        element = there.get(printed.key)
        if element is not None:
            aligns = tuple(column.align for column in self._outline.columns)
            return merger.merge(element, old, printed, row, aligns)
        if old is not None:
            self.changes.deleted += 1
            self.changes.stale += old.cells != printed.cells
            return old
        if self._base is None:  # new in the workbook, or deleted by a person: that cannot be told
            self.changes.deleted += 1
            self.changes.stale += 1
        return printed

    def _place(
        self,
        table: etree._Element,
        columns: Columns,
        there: dict[str, etree._Element],
        header: etree._Element,
    ) -> None:
        """Put the rows that are new at their places, and the others into the order of the workbook."""
        wanted = [row.key for row in self._new.rows if row.key in there]
        shown = {id(row): place for place, row in enumerate(rows_of(table))}
        ranks = [shown[id(there[key])] for key in wanted]
        if ranks != sorted(ranks):
            _reorder(table, [there[key] for key in wanted])
        previous = header
        for place, printed in enumerate(self._new.rows):
            if printed.key in there:
                previous = there[printed.key]
            elif self._base is not None and printed.key not in self._old:
                row = fitted(self._written(self._outline.rows[place]), columns, previous, table)
                following = next((there[r.key] for r in self._new.rows[place + 1 :] if r.key in there), None)
                if following is None:
                    previous.addnext(row)
                else:
                    following.addprevious(row)
                previous = there[printed.key] = row
                self.changes.added += 1

    def _gone(self, there: dict[str, etree._Element]) -> list[PrintedRow]:
        """Take away rows that the workbook has no more; what a person has changed stays, with a comment."""
        wanted = {row.key for row in self._new.rows}
        kept = []
        for key, old in self._old.items():
            element = there.get(key)
            if key in wanted or element is None:
                continue
            holder = element.getparent()
            if holder is not None and not is_touched(element) and row_texts(element) == old.cells:
                holder.remove(element)
                self.changes.removed += 1
                continue
            if old.told != GONE and (paragraph := next(element.iter(P), None)) is not None:
                self._comment(paragraph, not_in_the_book())
                self.changes.comments += 1
            kept.append(replace(old, told=GONE))
        return kept

    def _replaced(
        self, table: etree._Element, current: list[tuple[str, ...]], body: list[etree._Element]
    ) -> tuple[PrintedRow, ...] | None:
        """Write a table anew that has other columns now, if nobody has changed it."""
        assert self._base is not None  # noqa: S101 - asked before
        holder = table.getparent()
        untouched = current == [row.cells for row in self._base.rows]
        if not untouched or holder is None or any(map(is_touched, body)):
            return None
        holder.replace(table, self._write(self._outline.rows))
        self.changes.cells += sum(len(row.cells) for row in self._new.rows)
        return self._new.rows

    def _written(self, row: Row) -> etree._Element:
        return rows_of(self._write([row]))[-1]


def _columns(titles: Sequence[str], rows: Sequence[etree._Element]) -> tuple[Columns, etree._Element] | None:
    """Return the columns and the header row: the first row that shows all titles, or else the first."""
    best: tuple[Columns, etree._Element] | None = None
    for row in rows[:3]:
        columns = Columns(titles, row)
        if None not in columns.places:
            return columns, row
        if best is None and columns.known:
            best = columns, row
    return best


def _kept(row: PrintedRow, columns: Columns) -> tuple[str, ...]:
    """Return the texts of a row in the columns that are still there."""
    if not columns.changed:
        return row.cells
    spread = [
        cell
        for cell, span in zip(row.cells, row.spans or (1,) * len(row.cells), strict=True)
        for _ in range(span)
    ]
    owners = [n for n, span in enumerate(row.spans or (1,) * len(row.cells)) for _ in range(span)]
    kept: list[str] = []
    last = -1
    for text, owner, place in zip(spread, owners, columns.places, strict=False):
        if place is not None and owner != last:
            kept.append(text)
            last = owner
    return tuple(kept)


def _reorder(table: etree._Element, rows: Sequence[etree._Element]) -> None:
    """Put rows into this order; what a person has put after one of them goes with it."""
    ours = {id(row) for row in rows}
    groups: dict[int, list[etree._Element]] = {}
    for row in rows:
        group = [row]
        following = row.getnext()
        while following is not None and id(following) not in ours:
            group.append(following)
            following = following.getnext()
        groups[id(row)] = group
    places = sorted(table.index(row) for row in rows if row.getparent() is table)
    if not places or len(places) != len(rows):
        return
    before = table[places[0] - 1]
    for row in rows:
        for element in groups[id(row)]:
            before.addnext(element)
            before = element
