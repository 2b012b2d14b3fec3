"""Headers by alias: case, accents, line breaks and signs do not matter, nor does the order of the columns."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from workbook.domain.cells import Raw

Name = TypeVar("Name")


def header_key(raw: Raw) -> str:
    r"""Return the comparable form of a header; a sign that stands alone is kept.

    >>> header_key("Ejecutadas\n(N°)"), header_key(" % "), header_key(3.5), header_key(None)
    ('ejecutadas n', '%', '', '')
    """
    return _key(raw) if isinstance(raw, str) else ""


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return plain(text) or text.strip()


def vocabulary(table: Mapping[Name, Iterable[str]]) -> dict[str, tuple[Name, int]]:
    """Return what each comparable header means and its rank: the first header of a name is its best."""
    words: dict[str, tuple[Name, int]] = {}
    for name, headers in table.items():
        for rank, header in enumerate(headers):
            words.setdefault(header_key(header), (name, rank))
    return words


def columns_of(row: Sequence[Raw], words: Mapping[str, tuple[Name, int]]) -> dict[Name, int]:
    """Return the column (from 0) of each name in a header row; the best header wins, then the leftmost."""
    found: dict[Name, tuple[int, int]] = {}
    for column, raw in enumerate(row):
        word = words.get(_key(raw)) if isinstance(raw, str) else None
        if word is not None:
            name, rank = word
            found[name] = min(found.get(name, (rank, column)), (rank, column))
    return {name: column for name, (_, column) in found.items()}


def repeated_columns(row: Sequence[Raw], words: Mapping[str, tuple[Name, int]]) -> dict[Name, list[int]]:
    """Return the columns (from 0) of each name that the same header names more than once."""
    best = columns_of(row, words)
    keys = {name: _key(str(row[column])) for name, column in best.items()}
    found = {
        name: [column for column, raw in enumerate(row) if isinstance(raw, str) and _key(raw) == key]
        for name, key in keys.items()
    }
    return {name: columns for name, columns in found.items() if len(columns) > 1}


def find_columns(
    rows: Iterable[Sequence[Raw]], words: Mapping[str, tuple[Name, int]], needed: Collection[Name]
) -> tuple[int, dict[Name, int]] | None:
    """Return the first row (from 0) that heads all the columns needed, with its columns; or None."""
    for number, row in enumerate(rows):
        columns = columns_of(row, words)
        if all(name in columns for name in needed):
            return number, columns
    return None
