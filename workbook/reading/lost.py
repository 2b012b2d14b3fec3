"""Sheets that hold a table nobody reads: with a title or an AEI column and rows of numbers, but no header."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from workbook.domain.codes import is_patterned, split_code
from workbook.domain.findings import Code, finding
from workbook.domain.places import Field, address
from workbook.layouts.activities import field_of, is_header, unit_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.cells import Raw
    from workbook.domain.findings import Finding
    from workbook.domain.unitnames import UnitBook

    Row = Sequence[Raw]

_LOOKED_AT: Final = 400
_ENOUGH: Final = 2
_MOST_IN_TITLE: Final = 2
_TELLING: Final = (Field.ACTION, Field.PROGRAMMED, Field.EXECUTED)
_MOST_HEADERS: Final = 8


def lost_table(sheet: str, rows: Iterable[Row], units: UnitBook) -> Finding | None:
    """Return the finding of a sheet that seems to hold activities; None where it does not."""
    looked = list(islice(rows, _LOOKED_AT))
    deep = next((number for number, row in enumerate(looked) if is_header(row)), None)
    titled = _is_titled(sheet, looked, units) and _has_amounts(looked)
    if deep is None and not titled and not any(map(_is_activity, looked)):
        return None
    place = _widest(looked) if deep is None else deep
    first = next((column for column, raw in enumerate(looked[place]) if raw not in (None, "")), 0)
    headers = tuple(str(raw).strip() for raw in looked[place] if isinstance(raw, str) and raw.strip())
    title = unit_title(looked)
    unit = (units.find(title[2]) if title is not None else None) or units.by_sheet(sheet)
    return finding(
        Code.MISSING_COLUMN,
        sheet=sheet,
        cell=address(place, first),
        subject=sheet,
        unit="" if unit is None else unit.key,
        name=title[2] if title is not None else sheet,
        headers=headers[:_MOST_HEADERS],
        unread="sí",
    )


def _is_titled(sheet: str, rows: Sequence[Row], units: UnitBook) -> bool:
    texts = [raw for row in rows for raw in row if isinstance(raw, str) and raw]
    if any(field_of(text) in _TELLING for text in texts) or units.by_sheet(sheet) is not None:
        return True
    if sum(map(_is_action, texts)) >= _ENOUGH:
        return True
    alone = (row for row in rows if sum(raw not in (None, "") for raw in row) <= _MOST_IN_TITLE)
    return unit_title(list(alone)) is not None


def _has_amounts(rows: Sequence[Row]) -> bool:
    return sum(_numbers(row) >= _ENOUGH for row in rows) >= _ENOUGH


def _numbers(row: Row) -> int:
    return sum(isinstance(raw, int | float) and not isinstance(raw, bool) for raw in row)


def _is_activity(row: Row) -> bool:
    """Tell whether a row alone says enough: an AEI and amounts."""
    return _numbers(row) >= _ENOUGH and any(map(_is_action, row))


def _is_action(raw: Raw) -> bool:
    return isinstance(raw, str) and is_patterned(raw) and split_code(raw)[0].startswith("A")


def _widest(rows: Sequence[Row]) -> int:
    counts = [sum(isinstance(raw, str) and bool(raw.strip()) for raw in row) for row in rows]
    return counts.index(max(counts))
