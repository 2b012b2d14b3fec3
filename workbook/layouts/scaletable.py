"""Escala: the planner's bands of efficacy, one a row."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from workbook.domain.cells import Number, read_percentage
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import address
from workbook.domain.plain import plain
from workbook.domain.scale import DEFAULT_SCALE, Band, InvalidScale, Scale, ScaleFault
from workbook.layouts import own
from workbook.layouts.grid import text_of
from workbook.layouts.headers import find_columns, vocabulary
from workbook.layouts.parameters import read_flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.layouts.grid import Grid

_LOWER, _INCLUSIVE, _LABEL, _COLOUR, _MET = own.SCALE_HEADERS
_HEADERS: Final = vocabulary({
    _LOWER: (_LOWER, "Límite inferior", "Desde (%)"),
    _INCLUSIVE: (_INCLUSIVE, "Incluye límite", "Incluye"),
    _LABEL: (_LABEL, "Etiqueta", "Indicador de eficacia"),
    _COLOUR: (_COLOUR,),
    _MET: (_MET, "Cumplida", "Cuenta como meta cumplida"),
})  # fmt: skip
_NEEDED: Final = (_LOWER, _INCLUSIVE, _LABEL, _MET)
_HIGHEST: Final = 10
_HEXADECIMAL: Final = re.compile(r"#?([0-9A-Fa-f]{6})")
_GREY: Final = "7F7F7F"
_COLOURS: Final = {plain(band.label): band.colour for band in DEFAULT_SCALE.bands}


class _Fault(NamedTuple):
    fault: ScaleFault
    row: int
    column: str


def looks_like_scale(head: Sequence[Sequence[Raw]]) -> bool:
    """Tell whether a table Escala stands in the first rows of a sheet."""
    return find_columns(head, _HEADERS, (_LOWER, _INCLUSIVE, _LABEL)) is not None


def is_default(scale: Scale) -> bool:
    """Tell whether a scale gives the labels of the default one (its colours do not matter)."""
    return [_rule(band) for band in scale.bands] == [_rule(band) for band in DEFAULT_SCALE.bands]


def _rule(band: Band) -> tuple[str, Fraction, bool]:
    return band.label, band.lower, band.inclusive


def read_scale(grids: Iterable[Grid]) -> tuple[Scale, list[Finding]]:
    """Read the first table Escala of the sheets given; the default scale only where none has one."""
    for grid in grids:
        found = find_columns(grid.rows, _HEADERS, (_LOWER, _LABEL)) or find_columns(
            grid.rows, _HEADERS, (_INCLUSIVE, _MET)
        )
        if found is not None:
            return _read_table(grid, *found)
    return DEFAULT_SCALE, []


def _read_table(grid: Grid, start: int, columns: Mapping[str, int]) -> tuple[Scale, list[Finding]]:
    missing = tuple(name for name in _NEEDED if name not in columns)
    if missing:
        place = address(start, min(columns.values()))
        fault = ScaleFault.LIMIT_UNREADABLE.value
        return DEFAULT_SCALE, [
            finding(
                Code.INVALID_SCALE,
                sheet=grid.sheet,
                cell=place,
                subject=own.SCALE_TABLE,
                fault=fault,
                row=start + 1,
                missing=missing,
            )
        ]
    rows = _rows(grid, start, columns)
    outcome = _scale(grid, rows, columns, start)
    if isinstance(outcome, Scale):
        return outcome, []
    return DEFAULT_SCALE, [_invalid(grid, outcome, columns)]


def _scale(grid: Grid, rows: list[int], columns: Mapping[str, int], start: int) -> Scale | _Fault:
    bands: list[Band] = []
    for row in rows:
        band = _band(grid, row, columns)
        if isinstance(band, _Fault):
            return band
        bands.append(band)
    try:
        return Scale(tuple(bands))
    except InvalidScale as error:
        column = _LABEL if error.fault in (ScaleFault.LABEL_EMPTY, ScaleFault.LABEL_REPEATED) else _LOWER
        return _Fault(error.fault, rows[error.position] if rows else start, column)


def _rows(grid: Grid, start: int, columns: Mapping[str, int]) -> list[int]:
    """Return the rows of the table: those below its header, and past a gap those that still hold a band."""
    rows: list[int] = []
    gap = False
    for row in range(start + 1, len(grid.rows)):
        lower, label = grid.peek(row, columns[_LOWER]), text_of(grid.peek(row, columns[_LABEL]))
        if not text_of(lower) and not label:
            gap = True
        elif not gap or (label and isinstance(read_percentage(lower), Number)):
            rows.append(row)
        else:
            break
    return rows


def _band(grid: Grid, row: int, columns: Mapping[str, int]) -> Band | _Fault:
    lower = read_percentage(grid.take(row, columns[_LOWER]))
    inclusive, met = (read_flag(grid.take(row, columns[name])) for name in (_INCLUSIVE, _MET))
    label = grid.text(row, columns[_LABEL])
    colour = grid.text(row, columns.get(_COLOUR))
    if not isinstance(lower, Number) or lower.value > _HIGHEST:
        return _Fault(ScaleFault.LIMIT_UNREADABLE, row, _LOWER)
    if inclusive is None or met is None:
        return _Fault(ScaleFault.LIMIT_UNREADABLE, row, _INCLUSIVE if inclusive is None else _MET)
    return Band(label, Fraction(lower.value), inclusive, _colour(colour, label), met)


def _colour(text: str, label: str) -> str:
    found = _HEXADECIMAL.fullmatch(text)
    return found[1].upper() if found else _COLOURS.get(plain(label), _GREY)


def _invalid(grid: Grid, fault: _Fault, columns: Mapping[str, int]) -> Finding:
    column = columns[fault.column]
    return finding(
        Code.INVALID_SCALE,
        sheet=grid.sheet,
        cell=address(fault.row, column),
        subject=own.SCALE_TABLE,
        fault=fault.fault.value,
        row=fault.row + 1,
        column=fault.column,
        text=text_of(grid.peek(fault.row, column)),
        label=text_of(grid.peek(fault.row, columns[_LABEL])),
    )
