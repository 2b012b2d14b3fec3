"""One sheet an AEI or OEI, as in the report: a title with the AEI, below it its units with their amounts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout
from workbook.domain.codes import is_patterned, split_code
from workbook.domain.equivalence import Belonging
from workbook.domain.places import Field
from workbook.layouts import own
from workbook.layouts.activities import Header, table_header
from workbook.layouts.form import Form, Naming, says_total
from workbook.layouts.grid import text_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.layouts.form import NumberedRow

    Row = Sequence[Raw]

_NEEDED: Final = (Field.UNIT, Field.PROGRAMMED, Field.EXECUTED)
_MOST_TITLE_CELLS: Final = 2
_MOST_BETWEEN: Final = 8


def action_tables(sheet: str, rows: Iterable[Row]) -> list[Header]:
    """Return the header of each table of a sheet: of units and their amounts, below the title of an AEI.

    The sheet's name stands for the title of a table that has none above.
    """
    found: list[tuple[Header, tuple[str, str], tuple[str, str]]] = []
    action = split_code(sheet) if _is_action(sheet) else ("", "")
    objective, titled, ends = ("", ""), -_MOST_BETWEEN, []
    titles: list[int] = []
    amounts: list[int] = []
    for number, row in enumerate(rows):
        title = _title(row)
        if title is not None:
            ends.append(number)
            if title[0].startswith("A"):
                action, titled = title, number
                titles.append(number)
            else:
                objective = title
            continue
        if sum(isinstance(raw, int | float) for raw in row) > 1:
            amounts.append(number)
        header = _header(number, row) if action[0] else None
        if header is not None and (titled >= 0 or not found):
            if found and number - titled > _MOST_BETWEEN:
                continue
            found.append((header, action, objective))
    lost = _lost(titles, {one.row for one, _, _ in found}, amounts)
    lasts = [min((end for end in ends if end > one.row), default=None) for one, _, _ in found]
    return [
        _formed(header, action, objective, None if last is None else last - 1)
        for (header, action, objective), last in zip(found, lasts, strict=True)
    ] + lost


def _lost(titles: Sequence[int], headers: set[int], amounts: Sequence[int]) -> list[Header]:
    """Return, lacking all, the headers of tables that have a title and amounts, and no header."""
    found = []
    for title, end in zip(titles, (*titles[1:], sys.maxsize), strict=False):
        if not any(title < row < end for row in headers) and any(title < row < end for row in amounts):
            lacking = (own.HEADERS[Field.PROGRAMMED], own.HEADERS[Field.EXECUTED])
            found.append(Header(title, {Field.UNIT: 0}, (), (), lacking, Layout.ACTION_TABLES))
    return found


def _is_action(text: str) -> bool:
    return is_patterned(text) and split_code(text)[0].startswith("A")


def _title(row: Row) -> tuple[str, str] | None:
    """Return code and name of the OEI or AEI that a row names, if it says little else."""
    texts = [text for raw in row if (text := words_of(raw))]
    if not 0 < len(texts) <= _MOST_TITLE_CELLS or not is_patterned(texts[0]):
        return None
    code, name = split_code(texts[0])
    return code, name or "".join(texts[1:])


def _header(number: int, row: Row) -> Header | None:
    header = table_header(number, row)
    if header is None or Field.ACTION in header.fields:
        return None
    return header if all(what in header.fields for what in _NEEDED) else None


def _formed(header: Header, action: tuple[str, str], objective: tuple[str, str], last: int | None) -> Header:
    beyond = 1 + max(header.fields.values())
    rows = _Rows(header, (action[0], action[1], *objective), beyond)
    at = {
        Belonging.ACTION_NAME: beyond + 1,
        Belonging.OBJECTIVE: beyond + 2,
        Belonging.OBJECTIVE_NAME: beyond + 3,
    }
    return Header(
        header.row,
        {**header.fields, Field.ACTION: header.fields[Field.UNIT]},
        (),
        (),
        (),
        Layout.ACTION_TABLES,
        Form(
            rows,
            {Field.ACTION: beyond},
            Naming(*(at[what] for what in Belonging)),
            constants=frozenset({Field.ACTION}),
            last=last,
        ),
    )


class _Rows:
    """Says the AEI in the rows of units; titles, notes and totals say none."""

    def __init__(self, header: Header, texts: Sequence[str], beyond: int) -> None:
        self._unit = header.fields[Field.UNIT]
        self._amounts = [header.fields[what] for what in (Field.PROGRAMMED, Field.EXECUTED)]
        self._texts, self._beyond = [text or None for text in texts], beyond

    def __call__(self, rows: Iterator[NumberedRow], _skips: Skips) -> Iterator[NumberedRow]:
        """Give the rows, wider."""
        for number, row in rows:
            cells: list[Raw] = [*row[: self._beyond], *[None] * (self._beyond - len(row))]
            yield number, [*cells, *(self._texts if self._is_a_units(cells) else [None] * len(self._texts))]

    def _is_a_units(self, cells: Sequence[Raw]) -> bool:
        unit = words_of(cells[self._unit])
        if not unit or says_total(cells):
            return False
        return any(text_of(cells[column]) for column in self._amounts)
