"""The header of a sheet of activities: amounts of the whole period, or of each month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import Unreadable, read_amount
from workbook.domain.periods import MONTHS
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import error_of, text_of
from workbook.layouts.headers import (
    columns_of,
    header_key,
    in_any_number,
    meaning_of,
    repeated_columns,
    vocabulary,
)
from workbook.spanish.calendar import parse_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.account import Layout
    from workbook.domain.cells import Raw
    from workbook.layouts.form import Form

_ALSO: Final = {
    Field.ACTION: (
        "Cód. AEI",
        "Código de AEI",
        "Código de la AEI",
        "Código de la acción estratégica institucional",
    ),
    Field.CODE: ("Código de la actividad operativa", "Código de AO", "AO"),
    Field.UNIT: ("Unidad orgánica", "Unidad organizacional", "Centro de costo", "Área", "Oficina", "Órgano"),
    Field.NAME: ("Nombre de la actividad", "Nombre de la actividad operativa", "Actividades operativas"),
    Field.MEASURE: ("Unidad de medida (UM)",),
    Field.KIND: ("Tipo",),
    Field.ON_DEMAND: ("Es a demanda",),
    Field.ANNUAL: ("Meta física anual", "Programación anual"),
    Field.PROGRAMMED: ("Cantidad programada", "Total programado", "Programación", "Programación física"),
    Field.EXECUTED: ("Cantidad ejecutada", "Total ejecutado", "Ejecución", "Ejecución física"),
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
_WORDS: Final = in_any_number(vocabulary(_HEADERS))
_MONTH_SIDES: Final = dict.fromkeys(
    ("prog", "programado", "programada", "programadas", "p"), Field.PROGRAMMED
) | (dict.fromkeys(("ejec", "ejecutado", "ejecutada", "ejecutadas", "e"), Field.EXECUTED))
_SIDE_WORDS: Final = {Field.PROGRAMMED: "prog", Field.EXECUTED: "ejec"}
_STEMS: Final = {"program": Field.PROGRAMMED, "prog": Field.PROGRAMMED, "ejec": Field.EXECUTED}
_TOTAL: Final = "total"
_ONCE: Final = (Field.ACTION, Field.UNIT, Field.PROGRAMMED, Field.EXECUTED)
"""What a table has one column of, or its figures may be wrong."""
_MONEY: Final = re.compile(r"financier|presup|\bsoles\b|\bs\b$|monto|\bpi[am]\b|devengad")
_OF_AMOUNTS: Final = (Field.PROGRAMMED, Field.EXECUTED, Field.ANNUAL, Field.EFFICACY)
_EITHER: Final = frozenset(header_key(name) for name in ("Ejecución", "Ejecución física"))
"""What may head amounts or percentages."""
_MOST_RATIO: Final = 2
_UNIT_LABELS: Final = frozenset(plain(label) for label in (own.UNIT_TITLE, *_ALSO[Field.UNIT][1:], "Unidad"))
_ALL_MONTHS: Final = len(MONTHS)
_FEWEST_SIDELESS: Final = 3
"""So many columns headed by months are months of amounts, not the date of something."""


@dataclass(frozen=True)
class Header:
    """A header row (from 0), which column holds what, and the headers of what it lacks.

    `layout` and `form` are those of a table that is not laid out as ours, `unit` the name of all its rows'.
    `repeated` are the columns of a field that several are headed by; the first is used. `sideless` are the
    columns of months that come twice and do not say which are of Programadas: they are not read.
    """

    row: int
    fields: Mapping[Field, int]
    programmed_months: tuple[int, ...]
    executed_months: tuple[int, ...]
    missing: tuple[str, ...]
    layout: Layout | None = None
    form: Form | None = None
    unit: str = ""
    repeated: Mapping[Field, Sequence[int]] = field(default_factory=dict)
    sideless: tuple[int, ...] = ()


def find_header(rows: Sequence[Sequence[Raw]]) -> Header | None:
    """Return the header of activities among the first rows of a sheet.

    The first complete one; else the one that lacks least; None where no row looks like one.
    """
    best = min(_up_to_a_complete_one(rows), key=_lacking, default=None)
    if best is not None and _has_level_below(best, rows):
        best = table_header(best.row + 1, two_levels(rows[best.row], rows[best.row + 1])) or _parted(best)
    return None if best is None else _by_content(best, rows)


def _up_to_a_complete_one(rows: Sequence[Sequence[Raw]]) -> Iterator[Header]:
    """Give what looks like a header, in one row or in two; a table may have two and another below it one."""
    for number in range(len(rows)):
        for header in _headers_at(number, rows):
            yield header
            if not _lacking(header)[0]:
                return


def _headers_at(number: int, rows: Sequence[Sequence[Raw]]) -> Iterator[Header]:
    header = table_header(number, rows[number])
    if header is not None:
        yield _without_money(header, rows)
    if number:
        joined = table_header(number, two_levels(rows[number - 1], rows[number]))
        if joined is not None:
            yield joined


def _has_level_below(header: Header, rows: Sequence[Sequence[Raw]]) -> bool:
    """Tell whether the row below parts the columns of amounts: texts stand under a header and a blank."""
    if header.row + 1 >= len(rows):
        return False
    above, below = rows[header.row], rows[header.row + 1]
    for what in (Field.PROGRAMMED, Field.EXECUTED):
        column = header.fields.get(what)
        if column is None or text_of(_cell(above, column + 1)):
            continue
        if all(_is_heading(_cell(below, place)) for place in (column, column + 1)):
            return True
    return False


def _parted(header: Header) -> Header:
    """Return a header whose amounts are parted in a way that is not known, so that it has none."""
    amounts = (Field.PROGRAMMED, Field.EXECUTED)
    fields = {what: column for what, column in header.fields.items() if what not in amounts}
    lacking = (own.HEADERS[what] for what in own.NEEDED if what not in fields)
    return replace(header, fields=fields, missing=tuple(lacking))


def _is_heading(raw: Raw) -> bool:
    return isinstance(raw, dt.date) or (
        isinstance(raw, str) and isinstance(read_amount(raw), Unreadable) and not error_of(raw)
    )


def _without_money(header: Header, rows: Sequence[Sequence[Raw]]) -> Header:
    """Return a header without the amounts that a title above says are of money."""
    if header.row == 0:
        return header
    above, row = rows[header.row - 1], rows[header.row]
    told: Raw = None
    masked: list[Raw] = []
    for column, raw in enumerate(row):
        title = _cell(above, column)
        told = title if text_of(title) else told
        masked.append(None if _is_money(told) and _is_amount_header(raw) else raw)
    return header if masked == list(row) else table_header(header.row, masked) or _parted(header)


def _is_money(title: Raw) -> bool:
    return isinstance(title, str) and _MONEY.search(plain(title)) is not None


def _is_amount_header(raw: Raw) -> bool:
    found = meaning_of(raw, _WORDS)
    return _month(raw)[1] is not None or (found is not None and found[0] in _OF_AMOUNTS)


def _lacking(header: Header) -> tuple[int, int]:
    return len(header.missing) + bool(header.sideless), header.row


def field_of(header: str) -> Field | None:
    """Return what a header says that its column holds; None where it is not known."""
    found = meaning_of(header, _WORDS)
    return None if found is None else found[0]


def is_header(row: Sequence[Raw]) -> bool:
    """Tell whether a row is a complete header (it may stand again inside its table)."""
    header = table_header(0, row)
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


def two_levels(above: Sequence[Raw], row: Sequence[Raw]) -> list[Raw]:
    """Return what the columns of a header in two rows say; a text above counts for the blanks at its right.

    >>> two_levels(["AEI", "PROGRAMADO", None, "Enero", None], [None, "Ene", "Total", "Prog.", "Ejec."])
    ['AEI', 'prog Ene', 'Programadas', 'Prog. Enero', 'Ejec. Enero']
    """
    told: Raw = None
    joined: list[Raw] = []
    for column in range(max(len(above), len(row))):
        own_text = above[column] if column < len(above) else None
        told = own_text if text_of(own_text) else told
        below = row[column] if column < len(row) else None
        joined.append(_joined(own_text, told, below))
    return joined


def _joined(own_text: Raw, told: Raw, below: Raw) -> Raw:
    if isinstance(below, dt.date):
        below = own.MONTH_ABBREVIATIONS[below.month - 1]
    if not isinstance(below, str) or not below.strip():
        return own_text if below is None or below == "" else None
    above = text_of(told) if isinstance(told, str) else ""
    side = _side(above)
    if side is not None and _is_money(told):
        return f"{above} {below}"
    if side is not None and _month_name(below):
        return f"{_SIDE_WORDS[side]} {_month_name(below)}"
    if side is not None and plain(below) == _TOTAL:
        return own.HEADERS[side]
    if _month_name(above) and _side(below) is not None:
        return f"{below.strip()} {_month_name(above)}"
    return below if meaning_of(below, _WORDS) else f"{above} {below}".strip()


def _month_name(text: str) -> str:
    """Return the month of a text that is one, with or without its year ("Ene", "ene-26"); else ""."""
    name, _, year = plain(text).partition(" ")
    fits = parse_month(name) is not None and not name.isdecimal() and (not year or year.isdecimal())
    return name.capitalize() if fits else ""


def _side(text: str) -> Field | None:
    """Return whether a text speaks of what was programmed or of what was executed."""
    stems = {what for word in plain(text).split() for stem, what in _STEMS.items() if word.startswith(stem)}
    return stems.pop() if len(stems) == 1 else None


def _by_content(header: Header, rows: Sequence[Sequence[Raw]]) -> Header:
    """Return a header in which a column named "Ejecución" that holds percentages is not taken for amounts."""
    column = header.fields.get(Field.EXECUTED)
    if column is None or header_key(_cell(rows[header.row], column)) not in _EITHER:
        return header
    below = rows[header.row + 1 :]
    if not _are_ratios([_cell(row, column) for row in below]):
        return header
    programmed = header.fields.get(Field.PROGRAMMED)
    amounts = () if programmed is None else [_cell(row, programmed) for row in below]
    if not any(isinstance(raw, int | float) and raw > _MOST_RATIO for raw in amounts):
        return header
    fields = {Field.EFFICACY: column} | {w: c for w, c in header.fields.items() if w is not Field.EXECUTED}
    return replace(header, fields=fields, missing=(*header.missing, own.HEADERS[Field.EXECUTED]))


def _are_ratios(cells: Sequence[Raw]) -> bool:
    """Tell whether cells hold shares: small numbers that are not all whole, or texts with a percent sign."""
    numbers = [raw for raw in cells if isinstance(raw, int | float) and not isinstance(raw, bool)]
    if any(isinstance(raw, str) and raw.strip().endswith("%") for raw in cells):
        return True
    return any(raw != int(raw) for raw in numbers) and all(0 <= raw <= _MOST_RATIO for raw in numbers)


def _cell(row: Sequence[Raw], column: int) -> Raw:
    return row[column] if column < len(row) else None


def table_header(number: int, row: Sequence[Raw]) -> Header | None:
    """Return the header that a row (number from 0) is, complete or not; None where it looks like none."""
    fields = columns_of(row, _WORDS, any_number=True)
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
        repeated={w: c for w, c in repeated_columns(row, _WORDS).items() if w in _ONCE},
        sideless=() if monthly else _sideless(row),
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


def _sideless(row: Sequence[Raw]) -> tuple[int, ...]:
    """Return the columns headed by months alone, or by dates, as Excel makes of "ene-26", if all come twice.

    Months that come once may be a schedule beside the amounts.
    """
    found: dict[str, list[int]] = {}
    for column, raw in enumerate(row):
        name = _month_alone(raw)
        if name:
            found.setdefault(name, []).append(column)
    if len(found) < _FEWEST_SIDELESS or {len(columns) for columns in found.values()} != {len(_SIDE_WORDS)}:
        return ()
    return tuple(sorted(column for columns in found.values() for column in columns))


def _month_alone(raw: Raw) -> str:
    if isinstance(raw, dt.date):
        return own.MONTH_ABBREVIATIONS[raw.month - 1]
    return _month_name(raw)[:3] if isinstance(raw, str) else ""


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
