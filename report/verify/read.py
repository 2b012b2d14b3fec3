"""From the blocks of a document to what a report says: titles, tables by AEI and OEI, paragraphs of text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from report.tree import Paragraph, Table
from report.verify.cells import code_in, mark_in, place_of
from report.verify.columns import Column
from report.verify.figurerows import figure_rows
from report.verify.folding import fold
from report.verify.grid import Agreed, grid_of
from report.verify.model import (
    FigureRow,
    ObjectiveTable,
    OtherTable,
    Place,
    Prose,
    Report,
    RowKind,
    TextCells,
    Title,
    UnitTable,
)
from report.verify.names import unit_key
from workbook.domain.codes import objective_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.tree import Block, Tree
    from report.verify.grid import Grid

_CAPTION: Final = re.compile(r"^\W*(?:tabla|cuadro|grafico|figura)\s*(?:n\W*[°º]?\s*)?\d*\s*[.:\-]*\s*")
_CODE: Final = re.compile(r"(?:(?<![A-ZÁÉÍÓÚÑ])[AO]EI|\b[AO]E|\b[ao]ei)[\s.:_-]{0,3}(?:[Nn]\s*[°º]\s*)?\d")
_SECTION: Final = re.compile(
    r"(?:[ivxlc]{1,6}|\d{1,2})[.)]\s|anexo|conclusion|recomendacion|resumen|introduccion"
)
_LONGEST_TITLE: Final = 260
_SENTENCE: Final = re.compile(
    r"\w{2,}(?:ó|aron|ieron)\b|\b(?:obtuvo|tuvo|fue|está|han|ha|llegó|se)\s+\w+.*\d|\b(?:obtuvo|no se)\b"
)
_ABOUT: Final = re.compile(r"^\W*(?:[^\W\d]+\W+){1,6}?(?=[ao]ei?[\s.:_-]{0,3}(?:n\s*[°º]\s*)?\d)")
_LETTERS: Final = 3  # a name has more
_CONTINUES: Final = re.compile(r"\W*(?:continua|viene de|pagina|\d{1,4}\W*$)")
_UNITS_CELL: Final = re.compile(r"aei[.\s]\s?\d[\d.]*\s*:\s*\S")
_LARGE: Final = re.compile(r"\d{1,3}(?:[., ' ]\d{3})+(?:[.,]\d+)?$|\d{4,}(?:[.,]\d+)?$")  # no limit
_SUM: Final = re.compile(r"(?:sub)?totale?s?\b")
_OF: Final = re.compile(r"^[\d., ]+ de [\d., ]+$")
_REACH: Final = re.compile(
    r"(?:menos|menor|mas|mayor|de|desde|hasta|entre|igual)\b.*\d|^[\[(]?\d+(?:[.,]\d+)?\s*%?$|[<>≤≥].*\d"
)


def read_report(tree: Tree, labels: Sequence[str]) -> Report:
    """Read a report; `labels` are those of the scale, folded."""
    blocks = [b for b in tree.blocks if isinstance(b, Table) or (b.text.strip() and not b.contents)]
    reader = _Reader(labels, Agreed([b for b in blocks if isinstance(b, Table)], labels))
    for block, following in pairwise([*blocks, None]):
        assert block is not None  # noqa: S101 - only the last of all is None
        reader.take(block, following)
    reader.report.pictures = tree.pictures
    return reader.report


class _Reader:
    """Keeps what the text is about while blocks go by."""

    def __init__(self, labels: Sequence[str], agreed: Agreed) -> None:
        self.report = Report()
        self._agreed = agreed
        self._labels = labels
        self._code = ""
        self._open: UnitTable | None = None
        self._grid: Grid | None = None
        self._commenting = False
        self._heading = 0
        self._owner = ""

    def take(self, block: Block, following: Block | None) -> None:
        """Take the next block; what follows tells headings from sentences."""
        if isinstance(block, Table):
            self._table(block)
            return
        text = block.text.strip()
        if _CAPTION.match(fold(text)) and (isinstance(following, Table) or len(text) < _LONGEST_TITLE // 2):
            self._caption(text)
            return
        if self._title(block, following):
            return
        if not _CONTINUES.match(fold(text)):
            self._open = None
        if _SECTION.match(fold(text)) and len(text) < _LONGEST_TITLE // 2:
            self._code = ""
            self._commenting = False
            self._heading += 1
        code, _, _ = code_in(text)
        about = None if code else _ABOUT.match(fold(text))
        if about is not None and self._commenting:
            code, _, _ = code_in(text[about.end() :])
        lead = len(block.text) - len(block.text.lstrip())
        place = Place(code or self._code, paragraph=block, start=lead, end=len(block.text.rstrip()))
        self.report.prose.append(
            Prose(block.text, code or self._code, place, self._commenting, self._heading)
        )

    def _caption(self, text: str) -> None:
        """A caption tells what the table after it is about, where no heading does."""
        found = _CAPTION.match(fold(text))
        code, _, _ = code_in(text[found.end() if found else 0 :])
        if code and code != self._code:
            self._code, self._open = code, None

    def _title(self, block: Paragraph, following: Block | None) -> bool:
        """Take a heading: a code and its name, without a sentence; two codes may share a paragraph."""
        text = block.text.strip()
        if len(text) > _LONGEST_TITLE or not code_in(text)[0]:
            return False
        ends = text.endswith((".", ";")) and not isinstance(following, Table)
        if "%" in text or ends or _SENTENCE.search(text):
            return False
        starts = [found.start() for found in _CODE.finditer(text)]
        pieces = [text[a:b] for a, b in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]
        for piece in pieces:
            code, name, typed = code_in(piece)
            if code:
                at = block.text.find(piece.strip())
                place = Place(code, paragraph=block, start=at, end=at + len(piece.strip()))
                self.report.titles.append(Title(code, name.rstrip(" ."), place, typed))
                self._code = code
                self._owner = code if code.startswith("O") else self._owner
        self._heading += 1
        self._open = None
        self._commenting = False
        return True

    def _table(self, table: Table) -> None:
        grid = grid_of(table, self._labels, self._grid, self._agreed)
        if grid.column(Column.PROGRAMMED) is None or grid.column(Column.EXECUTED) is None:
            if self._code.startswith("A") and (marked := list(_marked(grid, self._code))):
                self._units(self._code, marked, grid)
                return
            self._other(grid, table)
            self._open = None
            self._code = ""
            return
        self._grid = grid
        rows = list(figure_rows(grid, self._code))
        rows = [row for row in rows if row.name or row.mark or row.programmed or row.executed]
        rows = self._without_title(rows)
        if any(row.kind in (RowKind.ACTION, RowKind.OBJECTIVE) for row in rows) or (
            any(row.code for row in rows if row.kind is RowKind.UNIT)
        ):
            self._coded(rows)
        else:
            self._units(self._code, rows, grid)

    def _without_title(self, rows: list[FigureRow]) -> list[FigureRow]:
        """Take the first row of a table that only says which AEI it is about."""
        first = rows[0] if rows else None
        coded = {row.code for row in rows if row.kind in (RowKind.ACTION, RowKind.OBJECTIVE)}
        if first is None or len(coded) != 1 or first.kind is not RowKind.ACTION or _has_figures(first):
            return rows
        if first.code != self._code:
            self.report.titles.append(Title(first.code, first.name, first.place))
            self._code, self._open = first.code, None
        return [replace(row, place=replace(row.place, code=first.code)) for row in rows[1:]]

    def _units(self, code: str, rows: Sequence[FigureRow], grid: Grid) -> None:
        """Take a table of units, or go on with one that a page broke."""
        place = rows[0].place if rows else Place(code, table=grid.table)
        before = self._open
        if before is not None and before.total is None and before.code == code:
            self.report.units.remove(before)
            rows, place = [*before.rows, *rows], before.place
        total = next((row for row in rows if row.kind is RowKind.TOTAL), None)
        units = tuple(row for row in rows if row.kind is RowKind.UNIT)
        misplaced = bool(self._owner and objective_of(code) and objective_of(code) != self._owner)
        made = UnitTable(code, units, total, place, self._heading, misplaced)
        self.report.units.append(made)
        self._open = made
        self._commenting = False

    def _coded(self, rows: Sequence[FigureRow]) -> None:
        """Take a table whose rows have codes: objectives and actions, or units grouped by them."""
        head: list[FigureRow] = []
        groups: dict[str, list[FigureRow]] = {}
        current = self._code
        for row in rows:
            if row.kind in (RowKind.ACTION, RowKind.OBJECTIVE):
                current = row.code
                if _has_figures(row):
                    head.append(row)
                else:
                    self.report.titles.append(Title(row.code, row.name, row.place))
            elif row.kind is RowKind.UNIT or current in groups:
                groups.setdefault(row.code or current, []).append(row)
        for code, found in groups.items():
            total = next((row for row in found if row.kind is RowKind.TOTAL), None)
            own = total or next((row for row in head if row.code == code), None)
            units = tuple(row for row in found if row.kind is RowKind.UNIT)
            self.report.units.append(UnitTable(code, units, own, units[0].place if units else found[0].place))
        if head:
            self.report.objectives.append(ObjectiveTable(tuple(head), head[0].place))
            first = next((row.code for row in head if row.kind is RowKind.OBJECTIVE), self._code)
            self._code = first
            self._commenting = True
            self._heading += 1
        self._open = None

    def _other(self, grid: Grid, table: Table) -> None:
        rows = tuple(
            TextCells(
                tuple(cell.text for cell in row.cells.values()),
                tuple(place_of(cell, "", table.number, row.number) for cell in row.cells.values()),
            )
            for row in grid.rows
        )
        place = rows[0].places[0] if rows and rows[0].places else Place(table=table.number)
        kind = _kind(rows, self._labels)
        self.report.others.append(OtherTable(kind, rows, tuple(grid.header.values()), place))


def _marked(grid: Grid, code: str) -> Iterator[FigureRow]:
    """Yield the rows of a table of units in which only marks stand: «No se programó»."""
    for row in grid.rows:
        cells = list(row.cells.values())
        mark = next((found for cell in cells if (found := mark_in(cell.text)) is not None), None)
        names = [
            cell
            for cell in cells
            if mark_in(cell.text) is None and sum(map(str.isalpha, cell.text)) > _LETTERS
        ]
        if mark is not None and len(names) == 1:
            name = " ".join(names[0].text.split())
            place = place_of(names[0], code, grid.table, row.number)
            yield FigureRow(RowKind.UNIT, name, place, unit_key(name), mark=mark)


def _has_figures(row: FigureRow) -> bool:
    return row.programmed is not None or row.mark is not None or row.share is not None


def _kind(rows: Sequence[TextCells], labels: Sequence[str]) -> str:
    """Return what another table is: units, below, bands, scale, or "" for none of these."""
    texts = [[" ".join(fold(text).split()) for text in row.texts] for row in rows]
    cells = [text for row in texts for text in row]
    if any(_UNITS_CELL.match(text) for text in cells):
        return "units"
    if any(_OF.match(text) for text in cells) and any(code_in(text)[0] for text in cells):
        return "below"
    labelled = [row for row in texts if row and any(cell in labels for cell in row[:2])]
    reaches = [row for row in texts if len(row) > 1 and any(_REACH.search(cell) for cell in row[1:])]
    if any(code_in(text)[0] for row in texts for text in row[1:]) and (labelled or texts[-1][0] == "total"):
        return "bands"
    figures = any(_LARGE.match(text) for text in cells) or any(_SUM.match(row[0]) for row in texts)
    coded = any(code_in(text)[0] for text in cells)
    if reaches and len(reaches) >= len(texts) - 1 and not coded and not figures:
        return "scale"
    return "bands" if labelled else ""
