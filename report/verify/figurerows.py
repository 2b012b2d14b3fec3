"""From the rows of a table of figures to facts: whose row it is, its amounts, percentage, label or mark."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.cells import amount_in, code_in, mark_in, place_of, ratio_as_share, share_in
from report.verify.columns import Column
from report.verify.folding import fold
from report.verify.model import Amount, FigureRow, Mark, Place, RowKind, Share
from report.verify.names import unit_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report.tree import Cell
    from report.verify.grid import Grid, GridRow
    from workbook.spanish.readings import Reading

_TOTAL: Final = re.compile(r"(?:sub)?\s?totale?s?\b|suma\b|consolidado\b|general\b|total$")
_DASH: Final = frozenset(("", "-", "--", "---", "s/d"))
_A_RATIO: Final = 10
_CLOSE: Final = Fraction(1, 100)


def figure_rows(grid: Grid, code: str) -> Iterator[FigureRow]:
    """Yield the rows of a table of figures; `code` is what the table is about."""
    as_ratio = _ratios(grid)
    above = ""
    for row in grid.rows:
        kind, name, owner, where = _whose(row, grid, code)
        if owner and kind is RowKind.UNIT:
            above = owner
        figures = _Figures(row, grid, owner or above or code, as_ratio=as_ratio)
        yield figures.row(kind, name, where, owner if kind is not RowKind.UNIT else owner or above)


def _whose(row: GridRow, grid: Grid, code: str) -> tuple[RowKind, str, str, Cell | None]:
    """Return what a row is about, the name it prints, its code and the cell that says it."""
    figures = [grid.column(c) for c in (Column.PROGRAMMED, Column.EXECUTED, Column.SHARE)]
    limit = min((place for place in figures if place is not None), default=99)
    before = [cell for start, cell in sorted(row.cells.items()) if start < limit]
    for cell in before:
        if _TOTAL.match(fold(cell.text).strip()):
            return RowKind.TOTAL, cell.text, "", cell
    name_place, code_place = grid.column(Column.NAME), grid.column(Column.CODE)
    named = row.cells.get(name_place) if name_place is not None else None
    found = next((one for cell in before if (one := code_in(cell.text))[0]), ("", "", ""))
    if named is None:
        texts = [c for c in before if c.text and c.start != code_place and not amount_in(c.text, Place(code))]
        named = max(texts, key=lambda cell: len(cell.text), default=None)
    owner = found[0]
    if owner and (named is None or code_in(named.text)[0] or not named.text):
        kind = RowKind.OBJECTIVE if owner.startswith("O") else RowKind.ACTION
        cell = next(cell for cell in before if code_in(cell.text)[0])
        return kind, found[1], owner, cell
    if owner and code_place is None:
        kind = RowKind.OBJECTIVE if owner.startswith("O") else RowKind.ACTION
        return kind, named.text if named is not None else found[1], owner, named
    return RowKind.UNIT, named.text if named is not None else "", owner, named


class _Figures:
    """Reads the figures of one row."""

    def __init__(self, row: GridRow, grid: Grid, code: str, *, as_ratio: bool) -> None:
        self._row, self._grid, self._code, self._as_ratio = row, grid, code, as_ratio

    def row(self, kind: RowKind, name: str, where: Cell | None, owner: str) -> FigureRow:
        """Return the row as facts."""
        mark = self._mark()
        programmed, executed = self._amount(Column.PROGRAMMED), self._amount(Column.EXECUTED)
        share = self._share(Column.SHARE)
        programmed, executed = _settled(programmed, executed, share)
        label = self._cell(Column.LABEL)
        number = self._cell(Column.NUMBER)
        shown = " ".join(name.split())
        first = where or next(iter(self._row.cells.values()))
        return FigureRow(
            kind=kind,
            name=shown,
            place=place_of(first, self._code, self._grid.table, self._row.number),
            unit=unit_key(shown) if kind is RowKind.UNIT else (),
            code=owner,
            number=number.text if number is not None and kind is not RowKind.TOTAL else "",
            programmed=programmed,
            executed=executed,
            share=share,
            label=label.text if label is not None else "",
            label_place=self._place(label) if label is not None else None,
            mark=mark,
            annual=self._amount(Column.ANNUAL),
            annual_share=self._share(Column.ANNUAL_SHARE),
        )

    def _cell(self, what: Column) -> Cell | None:
        place = self._grid.column(what)
        return None if place is None else self._row.cells.get(place)

    def _place(self, cell: Cell) -> Place:
        return place_of(cell, self._code, self._grid.table, self._row.number)

    def _mark(self) -> Mark | None:
        for what in (Column.PROGRAMMED, Column.EXECUTED, Column.SHARE):
            place = self._grid.column(what)
            cell = None if place is None else self._row.covering(place)
            if cell is not None and (mark := mark_in(cell.text)) is not None:
                return mark
        return None

    def _amount(self, what: Column) -> Amount | None:
        cell = self._cell(what)
        return None if cell is None or cell.text in _DASH else amount_in(cell.text, self._place(cell))

    def _share(self, what: Column) -> Share | None:
        cell = self._cell(what)
        if cell is None or cell.text in _DASH:
            return None
        place = self._place(cell)
        signed = share_in(cell.text, place)
        if signed is not None:
            return signed
        number = amount_in(cell.text, place)
        return None if number is None else ratio_as_share(number, as_ratio=self._as_ratio)


def _ratios(grid: Grid) -> bool:
    """Tell whether percentages without sign are ratios ("0.73"): by what the amounts give."""
    places = [grid.column(what) for what in (Column.PROGRAMMED, Column.EXECUTED, Column.SHARE)]
    votes = 0
    for row in grid.rows:
        texts = [row.texts.get(place, "") if place is not None else "" for place in places]
        if "%" in texts[2]:
            continue
        programmed, executed, share = (amount_in(text, Place()) for text in texts)
        if share is None:
            continue
        said = Fraction(ratio_as_share(share, as_ratio=False).points)
        if programmed is None or executed is None or not programmed.value or not executed.value:
            votes += 1 if said < _A_RATIO and ("." in texts[2] or "," in texts[2]) else 0
            continue
        if not said:
            continue
        if said > _A_RATIO and not set(".,") & set(texts[2]):
            votes -= 1
            continue
        exact = Fraction(executed.value) / Fraction(programmed.value)
        votes += 1 if abs(said - exact) < abs(said - 100 * exact) else -1
    return votes > 0


def _settled(
    programmed: Amount | None, executed: Amount | None, share: Share | None
) -> tuple[Amount | None, Amount | None]:
    """Choose how amounts that read in two ways are meant: as their percentage needs them."""
    if programmed is None or executed is None or share is None:
        return programmed, executed
    if programmed.other is None and executed.other is None:
        return programmed, executed
    choices = [
        (p, e)
        for p in _readings(programmed)
        for e in _readings(executed)
        if p.value and abs(e.exact / p.exact - share.ratio) <= _CLOSE
    ]
    if not choices:
        return programmed, executed
    first, second = choices[0]
    return (
        Amount(programmed.text, first, programmed.place),
        Amount(executed.text, second, executed.place),
    )


def _readings(amount: Amount) -> tuple[Reading, ...]:
    return (amount.reading,) if amount.other is None else (amount.reading, amount.other)
