"""Bringing a row of a table up to date: figures are the workbook's, words a person has written stay."""

from __future__ import annotations

from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.located import P, body_atoms
from report.outline import Align, Text
from report.printed import PrintedRow, row_digest
from report.rewrite import has_foreign, is_tracked, rewrite
from report.wordcells import cell_text, cells_of, is_simple
from report.wordfile import W
from report.wordxml import clean
from workbook.spanish.revisions import facts_changed, facts_differ, in_the_book, not_updated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml import etree

    from report.mergetable import TableChanges
    from report.outline import Cell, Row
    from report.wordcells import Columns

_GROUND: Final = (f"{W}tcBorders", f"{W}shd")
_BEFORE_GROUND: Final = frozenset(
    f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")
)
_COMMENTS: Final = (f"{W}commentRangeStart", f"{W}commentReference")


class RowMerger:
    """Merges the rows of one table; `written` makes a row anew, `comment` adds a comment to a paragraph."""

    def __init__(
        self,
        columns: Columns,
        titles: Sequence[str],
        written: Callable[[Row], etree._Element],
        comment: Callable[[etree._Element, str], object],
        changes: TableChanges,
    ) -> None:
        self._columns = columns
        self._titles = titles
        self._written = written
        self._comment = comment
        self._changes = changes

    def merge(
        self,
        element: etree._Element,
        old: PrintedRow | None,
        new: PrintedRow,
        row: Row,
        aligns: Sequence[Align],
    ) -> PrintedRow:
        """Bring a row up to date; return what is to be remembered of it."""
        if not self._columns.changed and self._columns.texts(element) == new.cells:
            return new
        if old is not None and (old.spans, len(old.cells)) != (new.spans, len(new.cells)):
            return self._reshaped(element, old, new, row)
        cells = self._columns.cells(element, new)
        if cells is None or len(row.cells) != len(new.cells):
            return self._stuck(element, old, new, list(enumerate(new.cells)))
        one = _OneRow(self, element, old, new, row)
        starts = accumulate((cell.span for cell in row.cells), initial=0)
        for place, (cell, start) in enumerate(zip(row.cells, starts, strict=False)):
            if (found := cells[place]) is not None:
                one.cell(place, found, cell, is_figure(cell, aligns[start]))
        return one.finish()

    def _reshaped(self, element: etree._Element, old: PrintedRow, new: PrintedRow, row: Row) -> PrintedRow:
        """Exchange the cells from the first one that has another width now."""
        cells = cells_of(element)
        same = _same_shape(old, new)
        if (
            self._columns.changed
            or len(cells) != len(old.cells)
            or any(cell.getparent() is not element or not _is_free(cell) for cell in cells)
        ):
            return self._stuck(element, old, new, list(enumerate(new.cells)))
        fresh = cells_of(self._written(row))
        typed = [
            cell_text(cell)
            for cell, text in list(zip(cells, old.cells, strict=True))[same:]
            if cell_text(cell) != text
        ]
        for cell in cells[same:]:
            element.remove(cell)
        element.extend(fresh[same:])
        self._changes.cells += len(fresh) - same
        if typed:
            self._say(fresh[same], in_the_book("; ".join(new.cells[same:]), "; ".join(typed)))
            self._changes.typed += len(typed)
        head = PrintedRow(old.key, old.cells[:same], (), old.looks[:same])
        merged = _OneRow(
            self, element, head, PrintedRow(new.key, new.cells[:same], (), new.looks[:same]), row
        )
        for place in range(same):
            merged.cell(place, cells[place], row.cells[place], figure=False)
        kept = merged.finish()
        return PrintedRow(new.key, (*kept.cells, *new.cells[same:]), new.spans, new.looks, kept.told)

    def _stuck(
        self,
        element: etree._Element,
        old: PrintedRow | None,
        new: PrintedRow,
        values: Sequence[tuple[int, str]],
    ) -> PrintedRow:
        """Comment a row that cannot be updated, once for the same figures."""
        told = row_digest(new)
        if old is not None and (old.told == told or old.cells == new.cells):
            return old
        named = [(self._titles[place] if not new.spans else "", text) for place, text in values]
        self._say(element, not_updated([(title or "fila", text) for title, text in named]))
        kept = old or new
        return PrintedRow(kept.key, kept.cells, kept.spans, kept.looks, told)

    def _say(self, element: etree._Element, text: str) -> None:
        paragraph = next(element.iter(P), None)
        if paragraph is not None:
            self._comment(paragraph, text)
            self._changes.comments += 1


class _OneRow:
    """The cells of one row, one after the other."""

    def __init__(
        self, merger: RowMerger, element: etree._Element, old: PrintedRow | None, new: PrintedRow, row: Row
    ) -> None:
        self._merger = merger
        self._element = element
        self._old, self._new, self._row = old, new, row
        self._told = row_digest(new)
        self._was_told = old is not None and old.told == self._told
        self._kept: dict[int, str] = {}
        self._stuck: list[tuple[int, str]] = []

    def cell(self, place: int, found: etree._Element, cell: Cell, figure: bool) -> None:  # noqa: FBT001 - one of two
        """Bring a cell up to date."""
        text, now = cell_text(found), self._new.cells[place]
        before = self._old.cells[place] if self._old is not None else None
        if text == now or cell.to_fill:
            return
        if figure or text == before:
            self._put(place, found, cell, text, before)
        elif before != now:
            self._keep(place, before)
            if not self._was_told:
                told = facts_differ(now) if before is None else facts_changed(before, now)
                self._merger._say(found, told)  # noqa: SLF001 - one class in two

    def finish(self) -> PrintedRow:
        """Return what is to be remembered."""
        if self._stuck and not self._was_told:
            return self._remembered(
                self._merger._stuck(self._element, self._old, self._new, self._stuck).told  # noqa: SLF001
            )
        return self._remembered(self._told if self._kept else "")

    def _put(self, place: int, found: etree._Element, cell: Cell, text: str, before: str | None) -> None:
        now, changes = self._new.cells[place], self._merger._changes  # noqa: SLF001
        if not _is_free(found):
            self._keep(place, before)
            if before != now:
                self._stuck.append((place, now))
            return
        _set_text(found, _raw(cell, now))
        if cell.colour or _look(self._old, place) != _look(self._new, place):
            fresh = cells_of(self._merger._written(self._row))[place]  # noqa: SLF001
            _take_look(
                found, fresh, text_too=text == before and _look(self._old, place) != _look(self._new, place)
            )
        changes.cells += 1
        if before is not None and text != before:
            self._merger._say(found, in_the_book(now, text))  # noqa: SLF001
            changes.typed += 1

    def _keep(self, place: int, before: str | None) -> None:
        self._kept[place] = self._new.cells[place] if before is None else before

    def _remembered(self, told: str) -> PrintedRow:
        cells = tuple(self._kept.get(place, text) for place, text in enumerate(self._new.cells))
        return PrintedRow(self._new.key, cells, self._new.spans, self._new.looks, told)


def is_figure(cell: Cell, align: Align) -> bool:
    """Tell whether a cell is computed (a figure, a number, a label), not a name or a person's words."""
    return bool(cell.colour) or (cell.align or align) is not Align.LEFT


def is_touched(element: etree._Element) -> bool:
    """Tell whether a person has put a comment, a tracked change, a picture or a note into an element."""
    return is_tracked(element) or has_foreign(element) or next(element.iter(*_COMMENTS), None) is not None


def _is_free(cell: etree._Element) -> bool:
    return is_simple(cell) and not is_tracked(cell) and not has_foreign(cell)


def _same_shape(old: PrintedRow, new: PrintedRow) -> int:
    """Return how many cells at the start have the same width in both rows."""
    widths = [row.spans or (1,) * len(row.cells) for row in (old, new)]
    same = 0
    while same < min(map(len, widths)) and widths[0][same] == widths[1][same]:
        same += 1
    return same if same < min(map(len, widths)) else same - 1


def _look(row: PrintedRow | None, place: int) -> str:
    return row.looks[place] if row is not None and place < len(row.looks) else ""


def _raw(cell: Cell, shown: str) -> str:
    """Return a cell's text with its own spaces; as it is compared, where it holds a reference."""
    texts = [inline.text for inline in cell.content if isinstance(inline, Text)]
    return clean("".join(texts)) if len(texts) == len(cell.content) else shown


def _set_text(cell: etree._Element, text: str) -> None:
    paragraphs = [atom for atom in body_atoms(cell) if atom.tag == P]
    full = [paragraph for paragraph in paragraphs if text_of(paragraph).strip()] or paragraphs[:1]
    for number, paragraph in enumerate(full):
        rewrite(paragraph, "" if number else text)
        holder = paragraph.getparent()
        if number and holder is not None and next(paragraph.iter(*_COMMENTS), None) is None:
            holder.remove(paragraph)


def _take_look(cell: etree._Element, fresh: etree._Element, *, text_too: bool) -> None:
    """Give a cell the ground of a newly written one (its band's colour), and its runs where asked."""
    properties, wanted = cell.find(f"{W}tcPr"), fresh.find(f"{W}tcPr")
    if properties is not None and wanted is not None:
        for tag in _GROUND:
            for node in properties.findall(tag):
                properties.remove(node)
            for node in wanted.findall(tag):
                place = sum(child.tag in _BEFORE_GROUND for child in properties)
                properties.insert(place, deepcopy(node))
    old, new = cell.find(P), fresh.find(P)
    if text_too and old is not None and new is not None and next(old.iter(*_COMMENTS), None) is None:
        for node in [node for node in old if node.tag != f"{W}pPr"]:
            old.remove(node)
        old.extend([deepcopy(node) for node in new if node.tag != f"{W}pPr"])
