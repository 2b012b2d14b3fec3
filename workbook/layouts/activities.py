"""The header of a sheet of activities: amounts of the whole period, or of each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.periods import MONTHS
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import error_of, text_of
from workbook.layouts.headers import columns_of, vocabulary
from workbook.spanish.calendar import parse_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw

_ALSO: Final = {
    Field.CODE: ("Código de la actividad operativa", "Código de AO", "AO"),
    Field.UNIT: ("Unidad orgánica", "Unidad organizacional", "Centro de costo", "Área", "Oficina", "Órgano"),
    Field.NAME: ("Nombre de la actividad", "Nombre de la actividad operativa", "Actividades operativas"),
    Field.MEASURE: ("Unidad de medida (UM)",),
    Field.KIND: ("Tipo",),
    Field.ON_DEMAND: ("Es a demanda",),
    Field.ANNUAL: ("Meta física anual", "Programación anual"),
    Field.PROGRAMMED: ("Cantidad programada", "Total programado"),
    Field.EXECUTED: ("Cantidad ejecutada", "Total ejecutado"),
    Field.EFFICACY: ("Eficacia (%)", "Porcentaje de eficacia"),
    Field.EVIDENCE: ("Medios de verificación", "Fuente de verificación"),
}
_HEADERS: Final = {
    what: (
        *([own.HEADERS[what]] if what in own.HEADERS else []),
        *own.ALIASES.get(what, ()),
        *_ALSO.get(what, ()),
    )
    for what in Field
}
_WORDS: Final = vocabulary(_HEADERS)
_MONTH_SIDES: Final = dict.fromkeys(
    ("prog", "programado", "programada", "programadas", "p"), Field.PROGRAMMED
) | (dict.fromkeys(("ejec", "ejecutado", "ejecutada", "ejecutadas", "e"), Field.EXECUTED))
_UNIT_LABELS: Final = frozenset(plain(label) for label in (own.UNIT_TITLE, *_ALSO[Field.UNIT][1:], "Unidad"))
_ALL_MONTHS: Final = len(MONTHS)


@dataclass(frozen=True)
class Header:
    """A header row (from 0), which column holds what, and the headers of what it lacks."""

    row: int
    fields: Mapping[Field, int]
    programmed_months: tuple[int, ...]
    executed_months: tuple[int, ...]
    missing: tuple[str, ...]


def find_header(rows: Sequence[Sequence[Raw]]) -> Header | None:
    """Return the header of activities among the first rows of a sheet.

    The first complete one; else the one that lacks least; None where no row looks like one.
    """
    headers = [header for number, row in enumerate(rows) if (header := _header(number, row)) is not None]
    return min(headers, key=lambda header: (len(header.missing), header.row), default=None)


def is_header(row: Sequence[Raw]) -> bool:
    """Tell whether a row is a complete header (it may stand again inside its table)."""
    header = _header(0, row)
    return header is not None and not header.missing


def month_columns(row: Sequence[Raw]) -> Mapping[Field, Mapping[int, int]]:
    """Return the columns of the months (1 to 12) of Programadas and of Ejecutadas that a row heads."""
    return _months(row)


def unit_title(rows: Sequence[Sequence[Raw]]) -> tuple[int, int, str] | None:
    """Return row, column and text of the unit's name above a table: right of its label or colon."""
    title = _title(rows)
    return None if title is None or error_of(title[2]) else title


def title_error(rows: Sequence[Sequence[Raw]]) -> tuple[int, int, str] | None:
    """Return row, column and error value that stand where the unit's name should."""
    title = _title(rows)
    return title if title is not None and error_of(title[2]) else None


def _title(rows: Sequence[Sequence[Raw]]) -> tuple[int, int, str] | None:
    for number, row in enumerate(rows):
        for column, raw in enumerate(row):
            label, colon, rest = text_of(raw).partition(":")
            if plain(label) not in _UNIT_LABELS:
                continue
            if colon and rest.strip():
                return number, column, rest.strip()
            right = ((number, c, text_of(row[c])) for c in range(column + 1, min(column + 3, len(row))))
            return next((found for found in right if found[2]), None)
    return None


def _header(number: int, row: Sequence[Raw]) -> Header | None:
    fields = columns_of(row, _WORDS)
    months = _months(row)
    amounts = [side for side in (Field.PROGRAMMED, Field.EXECUTED) if side in fields or months[side]]
    if not amounts or (Field.ACTION not in fields and len(amounts) == 1):
        return None
    whole = {side: tuple(found.values()) for side, found in months.items() if len(found) == _ALL_MONTHS}
    monthly = len(whole) == len(months)
    return Header(
        number,
        fields,
        whole[Field.PROGRAMMED] if monthly else (),
        whole[Field.EXECUTED] if monthly else (),
        tuple(_missing(fields, months, monthly=monthly)),
    )


def _missing(
    fields: Mapping[Field, int], months: Mapping[Field, dict[int, int]], *, monthly: bool
) -> Iterator[str]:
    for what in own.NEEDED:
        if what not in fields and not (monthly and what in months):
            yield own.HEADERS[what]
    begun = any(len(found) > 1 for found in months.values())
    if begun and not monthly:
        for side, pattern in ((Field.PROGRAMMED, own.PROGRAMMED_MONTH), (Field.EXECUTED, own.EXECUTED_MONTH)):
            absent = (month for month in MONTHS if month not in months[side])
            yield from (pattern.format(month=own.MONTH_ABBREVIATIONS[month - 1]) for month in absent)


def _months(row: Sequence[Raw]) -> dict[Field, dict[int, int]]:
    """Return the columns of the months of each side, in the order of the year."""
    found: dict[Field, dict[int, int]] = {Field.PROGRAMMED: {}, Field.EXECUTED: {}}
    for column, raw in enumerate(row):
        side, month = _month(raw)
        if side is not None and month is not None:
            found[side].setdefault(month, column)
    return {side: dict(sorted(months.items())) for side, months in found.items()}


def _month(raw: Raw) -> tuple[Field | None, int | None]:
    words = plain(raw).split() if isinstance(raw, str) else []
    if len(words) != 2:  # noqa: PLR2004 - a side and a month
        return None, None
    side = _MONTH_SIDES.get(words[0]) or _MONTH_SIDES.get(words[1])
    name = words[1] if words[0] in _MONTH_SIDES else words[0]
    return side, None if name.isdecimal() else parse_month(name)
