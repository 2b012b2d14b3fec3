"""Links from the output workbook to the cells of the planning workbook beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Link
from workbook.domain.places import Field, address
from workbook.spanish.grammar import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.periods import Period
    from workbook.domain.places import Origin

_ESCAPED: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' %#"<>[]^`{}|?:*'})
_TOLD_RUNS: Final = 3


def relative_name(source: str) -> str:
    """Return a file's name as a link holds it: without folder, signs that a link gives a meaning escaped.

    >>> relative_name("/datos/POI 2020 #2 (100%).xlsx")
    'POI%202020%20%232%20(100%25).xlsx'
    """
    return source.replace("\\", "/").rpartition("/")[2].translate(_ESCAPED)


def cell_link(file: str, sheet: str, cell: str) -> Link:
    """Return the link to a cell of the planning workbook; `file` is what `relative_name` gave."""
    return Link(sheet=sheet, cell=cell or "A1", file=file, tip="Abrir la celda en el libro de origen")


def origin_link(file: str, origins: Sequence[Origin], period: Period) -> Link | None:
    """Return the link to the first row that a figure comes from; None where it is not known."""
    if not (file and origins):
        return None
    columns, spans = origins[0].columns, origins[0].spans
    found = (
        columns.column(Field.EXECUTED),
        columns.executed_months[period.last - 1] if columns.executed_months else None,
        columns.column(Field.PROGRAMMED),
    )
    column = next((one for one in found if one is not None), 0)
    return cell_link(file, columns.sheet, address(spans[0][0], column))


def rows_text(origins: Sequence[Origin]) -> str:
    """Return which rows a figure comes from.

    >>> from workbook.domain.places import Columns, Origin
    >>> rows_text((Origin(Columns("UTD", {}), ((6, 6), (8, 11))),))
    'UTD, filas 7 y 9 a 12'
    >>> rows_text((Origin(Columns("UTD", {}), ((6, 6), (8, 8), (10, 10), (12, 12))),))
    'UTD, filas 7, 9, 11…'
    """
    return "; ".join(_rows_of(origin) for origin in origins[:_TOLD_RUNS]) + _others(len(origins), "hojas")


def _rows_of(origin: Origin) -> str:
    spans = origin.spans
    told = [_span(first + 1, last + 1) for first, last in spans[:_TOLD_RUNS]]
    if len(spans) > _TOLD_RUNS:
        return f"{origin.columns.sheet}, filas {', '.join(told)}…"
    single = len(spans) == 1 and spans[0][0] == spans[0][1]
    return f"{origin.columns.sheet}, {'fila' if single else 'filas'} {join(told)}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} a {last}"


def _others(count: int, what: str) -> str:
    rest = count - _TOLD_RUNS
    return f" y otras {rest} {what}" if rest > 0 else ""
