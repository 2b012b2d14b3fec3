"""Parámetros: labels with their values at the right, and what each value may be."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from workbook.domain.cells import Number, read_percentage
from workbook.domain.efficacy import Method
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.model import ALL_PARTS, Part, PartChoice, Settings
from workbook.domain.places import address
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import HEAD_ROWS, error_of, text_of
from workbook.layouts.headers import find_columns, vocabulary
from workbook.spanish.calendar import MONTH_NAMES, PERIOD_NAMES, parse_month, parse_period
from workbook.spanish.labels import parse_method

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from workbook.domain.cells import Raw
    from workbook.domain.periods import Period
    from workbook.layouts.grid import Grid

    Head = Sequence[Sequence[Raw]]
    Place = tuple[int, int]

_LABEL, _VALUE, _ = own.SETTINGS_HEADER
_HEADER: Final = vocabulary({_LABEL: (_LABEL, "Parámetros"), _VALUE: (_VALUE, "Valores")})
_ALSO: Final = {
    "title": ("Título",),
    "year": ("Año fiscal", "Ejercicio"),
    "period": ("Periodo de evaluación", "Periodo evaluado"),
    "cutoff": ("Corte", "Mes de corte", "Hasta", "Hasta el mes de"),
    "method": ("Método de cálculo", "Método de eficacia"),
    "over_threshold": ("Umbral",),
    "parts": ("Partes",),
    "unit_noun": ("Nombre de la columna",),
}
_LABELS: Final = {
    plain(label): name for name, first in own.PARAMETERS.items() for label in (first, *_ALSO.get(name, ()))
}
_SHORT_LABEL: Final = 2
_ENOUGH_LABELS: Final = 3

_PARTS: Final = {plain(part.value): part for part in Part}
_YES: Final = frozenset(("si", "s", "x", "1", "true", "verdadero"))
_NO: Final = frozenset(("no", "n", "0", "false", "falso"))
_LARGEST_RATIO: Final = 10
_THRESHOLDS: Final = ("150 %", "1.5")
_DIGITS: Final = re.compile(r"\d{4}")


class _Unusable(Exception):  # noqa: N818 - named as the condition it is
    """A value that its parameter cannot take; `accepted` is what it can."""

    def __init__(self, *accepted: str) -> None:
        super().__init__(*accepted)
        self.accepted = accepted


def looks_like_settings(head: Head) -> bool:
    """Tell whether the first rows of a sheet are those of Parámetros."""
    if find_columns(head, _HEADER, (_LABEL, _VALUE)) is not None:
        return True
    labels = {_LABELS.get(plain(raw)) for row in head for raw in row if isinstance(raw, str)}
    return len(labels & {"entity", "year", "period", "method", "over_threshold", "cutoff"}) >= _ENOUGH_LABELS


def read_settings(grid: Grid) -> tuple[Settings, list[Finding]]:
    """Read Parámetros. What is not given keeps its default; what cannot be used is a finding."""
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, (row, column) in _places(grid).items():
        raw = grid.take(row, column)
        if not text_of(raw):
            continue
        if name not in _READERS and error_of(raw):
            findings.append(_error(grid.sheet, (row, column), name, error_of(raw)))
            continue
        try:
            values[name] = _READERS.get(name, text_of)(raw)
        except _Unusable as error:
            findings.append(_invalid(grid.sheet, (row, column), name, text_of(raw), error.accepted))
    if _is_early(values):
        findings.append(_early_cutoff(grid, values["period"]))
        del values["cutoff"]
    return Settings(**values), findings


def setting_cells(grid: Grid) -> dict[str, tuple[str, str]]:
    """Return the (sheet, cell) of each setting's value, blank or not, by the name of its field."""
    return {name: (grid.sheet, address(*place)) for name, place in _places(grid).items()}


def _places(grid: Grid) -> dict[str, Place]:
    """Return where the value of each parameter stands; of a label given twice, the first with a value."""
    header = find_columns(grid.rows[:HEAD_ROWS], _HEADER, (_LABEL, _VALUE))
    found: dict[str, Place] = {}
    for row in range(len(grid.rows)):
        for label, value in _label_columns(grid, row, header):
            name = _LABELS.get(plain(text_of(grid.peek(row, label))))
            if name is not None and (name not in found or not text_of(grid.peek(*found[name]))):
                found[name] = (row, value)
    for row, value in found.values():
        grid.take(row, header[1][_LABEL] if header else value - 1)
    return found


def _label_columns(grid: Grid, row: int, header: tuple[int, dict[str, int]] | None) -> list[Place]:
    if header is not None:
        return [(header[1][_LABEL], header[1][_VALUE])] if row > header[0] else []
    return [
        (column, column + 1)
        for column, raw in enumerate(grid.rows[row])
        if isinstance(raw, str) and (len(plain(raw)) > _SHORT_LABEL or column == 0)
    ]


def _invalid(sheet: str, place: Place, name: str, value: str, accepted: Sequence[str]) -> Finding:
    label = own.PARAMETERS[name]
    return finding(
        Code.INVALID_PARAMETER,
        sheet=sheet,
        cell=address(*place),
        subject=label,
        parameter=label,
        value=value,
        accepted=tuple(accepted),
    )


def _error(sheet: str, place: Place, name: str, error: str) -> Finding:
    """Make the finding of a text that is an error value."""
    label = own.PARAMETERS[name]
    data = {"text": error, "field": label}
    return finding(Code.CELL_ERROR, sheet=sheet, cell=address(*place), subject=label, **data)


def _is_early(values: dict[str, Any]) -> bool:
    period, cutoff = values.get("period"), values.get("cutoff")
    return period is not None and cutoff is not None and cutoff < period.months[0]


def _early_cutoff(grid: Grid, period: Period) -> Finding:
    """Make the finding of a cut-off before the first month of the period."""
    place = _places(grid)["cutoff"]
    return _invalid(
        grid.sheet,
        place,
        "cutoff",
        text_of(grid.peek(*place)),
        [MONTH_NAMES[month - 1] for month in period.months],
    )


def _read_year(raw: Raw) -> int:
    text = text_of(raw)
    if isinstance(raw, dt.date):
        return raw.year
    if not _DIGITS.fullmatch(text) or not own.FIRST_YEAR <= int(text) <= own.LAST_YEAR:
        raise _Unusable(str(own.FIRST_YEAR), str(own.LAST_YEAR))
    return int(text)


def _read_period(raw: Raw) -> Period:
    period = parse_period(text_of(raw))
    if period is None:
        raise _Unusable(*PERIOD_NAMES.values())
    return period


def _read_cutoff(raw: Raw) -> int:
    month = raw.month if isinstance(raw, dt.date) else parse_month(text_of(raw))
    if month is None:
        raise _Unusable(*MONTH_NAMES)
    return month


def _read_method(raw: Raw) -> Method:
    method = parse_method(text_of(raw))
    if method is None:
        raise _Unusable(*(method.value for method in Method))
    return method


def _read_threshold(raw: Raw) -> Decimal:
    fact = read_percentage(raw)
    if not isinstance(fact, Number) or not 1 <= fact.value <= _LARGEST_RATIO:
        raise _Unusable(*_THRESHOLDS)
    return fact.value


def read_flag(raw: Raw) -> bool | None:
    """Return what "Sí" or "No" says; None for anything else.

    >>> read_flag("Sí"), read_flag(False), read_flag("quizá")
    (True, False, None)
    """
    word = plain(text_of(raw))
    return True if word in _YES else False if word in _NO else None


def _read_switch(raw: Raw) -> bool:
    flag = read_flag(raw)
    if flag is None:
        raise _Unusable(own.YES, own.NO)
    return flag


def _read_parts(raw: Raw) -> tuple[PartChoice, ...]:
    """Read "cabecera; resumen: Resumen ejecutivo": parts at semicolons or lines, else at commas."""
    choices = [_read_part(piece) for piece in _pieces(text_of(raw))]
    if len({choice.part for choice in choices}) < len(choices):
        raise _Unusable(*(part.value for part in Part))
    return tuple(choices) or ALL_PARTS


def _pieces(text: str) -> list[str]:
    if re.search(r"[\n;]", text):
        return [piece for piece in re.split(r"[\n;]", text) if piece.strip()]
    pieces: list[str] = []
    for piece in filter(str.strip, text.split(",")):
        if pieces and ":" in pieces[-1] and plain(piece.partition(":")[0]) not in _PARTS:
            pieces[-1] += f",{piece}"  # a title may hold commas
        else:
            pieces.append(piece)
    return pieces


def _read_part(text: str) -> PartChoice:
    name, _, title = text.partition(":")
    part = _PARTS.get(plain(name))
    if part is None:
        raise _Unusable(*(part.value for part in Part))
    return PartChoice(part, title.strip())


_READERS: Final[dict[str, Callable[[Raw], Any]]] = {
    "year": _read_year,
    "period": _read_period,
    "cutoff": _read_cutoff,
    "method": _read_method,
    "method_warning": _read_switch,
    "over_threshold": _read_threshold,
    "parts": _read_parts,
}
assert set(own.PARAMETERS) <= {one.name for one in fields(Settings)}  # noqa: S101 - labels are of real settings
