"""Estado and Descargo: what a planner wrote beside each observation, kept between runs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain
from workbook.layouts import own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.host import Book

    Notes = Mapping[str, tuple[str, str]]

_STATE, _REPLY, _KEY = own.FINDINGS_HEADERS[-3:]
_HEAD_ROWS: Final = 30


def read_notes(book: Book) -> dict[str, tuple[str, str]]:
    """Return Estado and Descargo by key of the finding, as the sheet Observaciones of a workbook has them."""
    sheet = next((name for name in book.sheet_names() if plain(name) == plain(own.FINDINGS)), None)
    if sheet is None:
        return {}
    rows = iter(book.rows(sheet))
    columns = next((found for row in islice(rows, _HEAD_ROWS) if (found := _columns(row))), None)
    if columns is None:
        return {}
    notes: dict[str, tuple[str, str]] = {}
    for row in rows:
        state, reply, key = (_text(row, column) for column in columns)
        if key and (state or reply):
            notes[key] = (state, reply)
    return notes


def is_output(book: Book) -> bool:
    """Tell whether a workbook holds generated sheets and nothing else."""
    return all(_is_generated(next(iter(book.rows(name)), ())) for name in book.sheet_names())


def _is_generated(first_row: Sequence[object]) -> bool:
    return bool(first_row) and str(first_row[0] or "").startswith(own.GENERATED_NOTICE)


def merged(older: Notes, later: Notes) -> Notes:
    """Return the notes of two workbooks; the later wins, but what it does not say is not lost."""
    return {**older, **later}


def _columns(row: Sequence[object]) -> tuple[int, int, int] | None:
    """Return where Estado, Descargo and Clave stand, if this row is the header."""
    titles = [plain(cell) if isinstance(cell, str) else "" for cell in row]
    wanted = [plain(name) for name in (_STATE, _REPLY, _KEY)]
    if not _all_in(wanted, titles):
        return None
    state, reply, key = (titles.index(name) for name in wanted)
    return state, reply, key


def _all_in(wanted: Iterable[str], titles: Sequence[str]) -> bool:
    return all(name in titles for name in wanted)


def _text(row: Sequence[object], column: int) -> str:
    cell = row[column] if column < len(row) else None
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)
