"""Headers by alias: case, accents, line breaks and signs do not matter, nor does the order of the columns."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from workbook.domain.cells import Raw

_SHORT: Final = 3
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


@lru_cache(maxsize=4096)
def _singular_key(text: str) -> str:
    return " ".join(map(_singular, plain(text).split()))


def _singular(word: str) -> str:
    """Return a word without the ending of a plural: number does not matter in headers."""
    if len(word) > _SHORT + 2 and word.endswith("es") and word[-3] in "dlnrz":
        return word[:-2]
    return word[:-1] if len(word) > _SHORT and word.endswith("s") else word


def vocabulary(table: Mapping[Name, Iterable[str]]) -> dict[str, tuple[Name, int]]:
    """Return what each comparable header means and its rank: the first header of a name is its best."""
    words: dict[str, tuple[Name, int]] = {}
    for name, headers in table.items():
        for rank, header in enumerate(headers):
            words.setdefault(header_key(header), (name, rank))
    return words


def in_any_number(words: Mapping[str, tuple[Name, int]]) -> dict[str, tuple[Name, int]]:
    """Return a vocabulary that knows its headers in the singular too."""
    known = dict(words)
    for key, meaning in words.items():
        if singular := _singular_key(key):
            known.setdefault(singular, meaning)
    return known


def meaning_of(raw: Raw, words: Mapping[str, tuple[Name, int]]) -> tuple[Name, int] | None:
    """Return what a header means, whatever its number, by a vocabulary `in_any_number`; None for nothing."""
    if not isinstance(raw, str):
        return None
    return words.get(_key(raw)) or words.get(_singular_key(raw))


def columns_of(
    row: Sequence[Raw], words: Mapping[str, tuple[Name, int]], *, any_number: bool = False
) -> dict[Name, int]:
    """Return the column (from 0) of each name in a header row; the best header wins, then the leftmost.

    With `any_number` a header may be in the plural where the vocabulary has the singular.
    """
    found: dict[Name, tuple[int, int]] = {}
    for column, raw in enumerate(row):
        if not isinstance(raw, str):
            continue
        word = words.get(_key(raw))
        if word is None and any_number:
            word = words.get(_singular_key(raw))
        if word is not None:
            name, rank = word
            found[name] = min(found.get(name, (rank, column)), (rank, column))
    return {name: column for name, (_, column) in found.items()}


def repeated_columns(row: Sequence[Raw], words: Mapping[str, tuple[Name, int]]) -> dict[Name, list[int]]:
    """Return the columns (from 0) of each name that the same header names more than once."""
    best = columns_of(row, words, any_number=True)
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
