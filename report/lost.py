"""Blocks whose controls are lost, found again by their text, heading and table."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.located import TBL, Found, P
from report.printed import Kind, normal
from report.wordcells import row_texts, rows_of
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from report.located import Located
    from report.printed import Printed

_CODE: Final = re.compile(r"(AEI|OEI)\.[\w.]*\d")
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_ALIKE: Final = 0.6
_LONGEST_HEADING: Final = 250
_LONGEST_COMPARED: Final = 4000


class Searcher:
    """Finds the blocks of a report that have no control any more, in the order of the report."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._taken = {id(atom) for found in located.found.values() for atom in found.atoms}
        self._atoms = [
            atom for atom in located.atoms if id(atom) not in self._taken and not _is_contents(atom)
        ]
        self._texts = {id(atom): normal(text_of(atom)) for atom in self._atoms if atom.tag == P}
        self._place = {id(atom): place for place, atom in enumerate(located.atoms)}

    def search(self, blocks: Sequence[Printed]) -> None:
        """Add the blocks that are found: by equal text, then headings by their code, then by likeness.

        Only in a stretch whose heading has lost its control too is a block looked for by likeness: elsewhere
        a missing block was deleted, and a paragraph like it is somebody's own.
        """
        missing = [block for block in blocks if block.tag not in self._located.found]
        if not missing or not self._atoms:
            return
        for block in missing:
            self._take(block, self._equal(block))
        for block in missing:
            if block.kind is Kind.HEADING and block.tag not in self._located.found:
                self._take(block, self._by_code(block))
        for block, stretch in self._stretches(blocks):
            if block.tag not in self._located.found:
                self._take(block, self._alike(block, stretch))

    def _take(self, block: Printed, atoms: list[etree._Element]) -> None:
        if atoms:
            self._taken.update(map(id, atoms))
            self._located.found[block.tag] = Found(block.tag, atoms)

    def _free(self, atoms: Iterable[etree._Element] | None = None) -> Iterator[etree._Element]:
        return (atom for atom in (self._atoms if atoms is None else atoms) if id(atom) not in self._taken)

    def _equal(self, block: Printed) -> list[etree._Element]:
        if block.kind is Kind.TABLE:
            return self._table(block, list(self._free()), exact=True)
        if block.kind is Kind.CHART:
            return self._chart(block)
        (text, *_) = block.texts() or ("",)
        if not text or block.kind in (Kind.FILL, Kind.CONTENTS):
            return []
        found = [atom for atom in self._free() if self._texts.get(id(atom)) == text]
        if not found:
            return []
        return [found[-1] if block.kind is Kind.HEADING else found[0]]  # a heading may stand in a list before

    def _by_code(self, block: Printed) -> list[etree._Element]:
        code = _CODE.match(block.texts()[0]) if block.texts() else None
        if code is None:
            return []
        for atom in self._free():
            text = self._texts.get(id(atom), "")
            other = _CODE.match(text)
            if other and other[0] == code[0] and len(text) <= _LONGEST_HEADING and not text.endswith("."):
                return [atom]
        return []

    def _stretches(self, blocks: Sequence[Printed]) -> Iterator[tuple[Printed, list[etree._Element]]]:
        """Yield each block under a heading found without control, with what lies there in the document."""
        stretch: list[etree._Element] = []
        for place, block in enumerate(blocks):
            if block.kind is not Kind.HEADING:
                yield block, stretch
                continue
            stretch = []
            found = self._located.found.get(block.tag)
            if found is None or found.control is not None or id(found.atoms[0]) not in self._place:
                continue
            first = self._place[id(found.atoms[0])] + 1
            last = self._next_heading(blocks[place + 1 :], first)
            stretch = self._located.atoms[first:last]

    def _next_heading(self, blocks: Sequence[Printed], first: int) -> int:
        for block in blocks:
            if block.kind is Kind.HEADING and (found := self._located.found.get(block.tag)):
                place = self._place.get(id(found.atoms[0]), -1)
                if place >= first:
                    return place
        return len(self._located.atoms)

    def _alike(self, block: Printed, stretch: Sequence[etree._Element]) -> list[etree._Element]:
        free = list(self._free(stretch))
        if block.kind is Kind.TABLE:
            return self._table(block, free, exact=False)
        if block.kind is not Kind.PARAGRAPH or not block.lines:
            return []
        wanted = block.texts()[0]
        texts = [(self._texts[id(atom)], atom) for atom in free if atom.tag == P]
        rated = [(_likeness(wanted, text), -n, atom) for n, (text, atom) in enumerate(texts)]
        best = max(rated, default=None, key=lambda one: one[:2])
        return [best[2]] if best is not None and best[0] >= _ALIKE else []

    def _table(self, block: Printed, free: Sequence[etree._Element], *, exact: bool) -> list[etree._Element]:
        """Find a table by its titles and the words of its caption or, in its own stretch, by its titles."""
        caption = block.texts()[0] if block.lines else ""
        for atom in free:
            if atom.tag != TBL:
                continue
            rows = rows_of(atom)
            if not rows or row_texts(rows[0]) != block.columns:
                continue
            above = self._above(atom)
            named = above is not None and self._texts.get(id(above)) == caption
            if not exact or named or (not caption and _shares_rows(rows, block)):
                return [above, atom] if above is not None and self._is_caption(above) else [atom]
        return []

    def _chart(self, block: Printed) -> list[etree._Element]:
        for atom in self._free():
            if next(atom.iter(_CHART), None) is None:
                continue
            place = self._place[id(atom)]
            after = self._located.atoms[place + 1 : place + 3]
            texts = [self._texts.get(id(one), "") for one in after]
            if block.lines and block.texts()[-1] in texts:
                return [atom, *after[: texts.index(block.texts()[-1]) + 1]]
        return []

    def _above(self, atom: etree._Element) -> etree._Element | None:
        place = self._place[id(atom)]
        if place == 0:
            return None
        above = self._located.atoms[place - 1]
        return above if above.tag == P and id(above) not in self._taken else None

    def _is_caption(self, atom: etree._Element) -> bool:
        return self._texts.get(id(atom), "").startswith("Tabla #")


def _is_contents(atom: etree._Element) -> bool:
    """Tell whether a paragraph is an entry of the table of contents."""
    links = atom.iterfind(f"{W}hyperlink")
    return atom.tag == P and any(link.get(f"{W}anchor", "").startswith("_Toc") for link in links)


def _likeness(one: str, other: str) -> float:
    texts = (one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED])
    return SequenceMatcher(None, *texts, autojunk=False).ratio()


def _shares_rows(rows: Sequence[etree._Element], block: Printed) -> bool:
    shown = {row_texts(row)[:2] for row in rows}
    return sum(row.cells[:2] in shown for row in block.rows) * 2 >= len(block.rows) > 0
