"""How a workbook was read: what each sheet was taken for, and which of its rows were used or left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Layout(Enum):
    """What a sheet was taken for; the value is what JSON says."""

    SETTINGS = "parametros"
    SCALE = "escala"
    FRAMEWORK = "pei"
    UNITS = "unidades"
    COMMENTS = "comentarios"
    UNIT_SHEET = "hoja_de_unidad"
    LISTING = "lista"
    REGISTER = "reporte_ceplan"
    ACTION_TABLES = "tablas_por_aei"
    MAPPED = "equivalencia"
    GENERATED = "generada"
    COPY = "copia"
    SUMMARY = "resumen"
    UNREAD = "no_leida"


ACTIVITIES = (Layout.UNIT_SHEET, Layout.LISTING, Layout.REGISTER, Layout.ACTION_TABLES, Layout.MAPPED)
"""The layouts whose rows are activities."""


class Skip(Enum):
    """Why a row was left out; the value is what JSON says."""

    BLANK = "en_blanco"
    TITLE = "titulo"
    HEADER = "encabezado"
    NOTE = "nota"
    TOTAL = "total"
    INACTIVE = "inactiva"
    WITHOUT_ACTION = "sin_aei"
    REPEATED = "repetida"


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows left out for one reason: how many, and the numbers (from 1) of the first ones."""

    reason: Skip
    count: int
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """How one sheet, or one table of it, was read.

    `header` is the cell where its header begins ("" for none); `columns` what each column was taken for, by
    its letters; `used` the runs of rows (from 1) that are activities, `rows` how many they are. `instead`
    is the sheet that is used in its place.
    """

    sheet: str
    layout: Layout
    header: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    used: tuple[tuple[int, int], ...] = ()
    skipped: tuple[SkippedRows, ...] = ()
    instead: str = ""


_MOST_TOLD = 10


class Skips:
    """Rows left out while a sheet is read."""

    def __init__(self) -> None:
        self._counts: dict[Skip, int] = {}
        self._first: dict[Skip, list[int]] = {}

    def note(self, reason: Skip, row: int) -> None:
        """Note a row (from 0)."""
        self._counts[reason] = self._counts.get(reason, 0) + 1
        first = self._first.setdefault(reason, [])
        if len(first) < _MOST_TOLD:
            first.append(row + 1)

    def told(self) -> tuple[SkippedRows, ...]:
        """Return what was left out, reason by reason."""
        counts: Mapping[Skip, int] = self._counts
        return tuple(SkippedRows(one, counts[one], tuple(self._first[one])) for one in Skip if one in counts)
