"""The cells of a table in a document: which of them stand for the columns that the program wrote."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from report.inlines import RUN, TEXT, text_of
from report.located import TBL, P, body_atoms
from report.printed import normal
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from report.printed import PrintedRow

TR: Final = f"{W}tr"
TC: Final = f"{W}tc"
_WRAPPERS: Final = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins")
_PARTS: Final = 2  # of a cell as written: properties and a paragraph; of that: properties and a run


def rows_of(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table, those in controls too."""
    return list(_inside(table, TR))


def cells_of(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row, those in controls too."""
    return list(_inside(row, TC))


def cell_text(cell: etree._Element) -> str:
    """Return what a cell shows, as it is compared; of several paragraphs, one after the other."""
    if len(cell) == _PARTS and len(paragraph := cell[1]) == _PARTS and (run := paragraph[1]).tag == RUN:
        text = run[-1] if len(run) else run
        if text.tag == TEXT and len(run) <= _PARTS and (len(run) == 1 or run[0].tag == f"{W}rPr"):
            return normal(text.text or "")
    return normal(" ".join(text_of(atom) for atom in _paragraphs(cell)))


def row_texts(row: etree._Element) -> tuple[str, ...]:
    """Return what the cells of a row show."""
    return tuple(map(cell_text, cells_of(row)))


def is_simple(cell: etree._Element) -> bool:
    """Tell whether a cell holds nothing but paragraphs."""
    return not any(atom.tag == TBL for atom in body_atoms(cell))


def span_of(cell: etree._Element) -> int:
    """Return how many columns of the grid a cell takes."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    text = "1" if span is None else span.get(f"{W}val", "1")
    return max(int(text), 1) if text.isdecimal() else 1


class Columns:
    """Where the columns that were written stand in a table now; None for one that somebody has deleted.

    `titles` are those that were written, `header` the row that shows them.
    """

    def __init__(self, titles: Sequence[str], header: etree._Element) -> None:
        cells = cells_of(header)
        starts = list(accumulate((span_of(cell) for cell in cells), initial=0))
        self.total = starts[-1]
        shown = [cell_text(cell) for cell in cells]
        if shown == list(titles):
            self.places: list[int | None] = list(starts[:-1])
            self.changed = self.total != len(titles)
        else:
            self.places = _placed(titles, shown, starts)
            self.changed = True

    @property
    def known(self) -> bool:
        """Whether any column was found."""
        return any(place is not None for place in self.places)

    def cells(self, row: etree._Element, printed: PrintedRow) -> list[etree._Element | None] | None:
        """Return the cell of each printed one, None for a deleted one; None if that cannot be told."""
        cells = cells_of(row)
        if not self.changed and len(cells) == len(printed.cells) and not printed.spans:
            return list(cells)
        covering = [cell for cell in cells for _ in range(span_of(cell))]
        starts = list(accumulate(printed.spans or (1,) * len(printed.cells), initial=0))
        found: list[etree._Element | None] = []
        for first, last in pairwise(starts):
            places = [place for place in self.places[first:last] if place is not None]
            if not places:
                found.append(None)
            elif places[0] >= len(covering) or _continues(covering[places[0]]):
                return None
            else:
                found.append(covering[places[0]])
        there = [id(cell) for cell in found if cell is not None]
        return found if len(set(there)) == len(there) else None

    def texts(self, row: etree._Element) -> tuple[str, ...]:
        """Return what a row shows in the columns that were written."""
        cells = cells_of(row)
        if not self.changed:
            return tuple(map(cell_text, cells))
        covering = [cell for cell in cells for _ in range(span_of(cell))]
        chosen = [covering[place] for place in self.places if place is not None and place < len(covering)]
        return tuple(cell_text(cell) for n, cell in enumerate(chosen) if n == 0 or chosen[n - 1] is not cell)


def _placed(titles: Sequence[str], shown: Sequence[str], starts: Sequence[int]) -> list[int | None]:
    """Return the place of each title, by its text; a title that was retyped by its neighbours."""
    found: list[int | None] = []
    for title in titles:
        places = [start for text, start in zip(shown, starts, strict=False) if text == title]
        found.append(places[0] if len(places) == 1 else None)
    if len(titles) == len(shown) == starts[-1]:
        found = [place if place is not None else start for place, start in zip(found, starts, strict=False)]
    known = [place for place in found if place is not None]
    return found if len(set(known)) == len(known) else [None] * len(found)


def _continues(cell: etree._Element) -> bool:
    """Tell whether a cell is merged into the one above."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") != "restart"


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    for atom in body_atoms(cell):
        if atom.tag == P:
            yield atom
        else:
            yield from atom.iter(P)


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
