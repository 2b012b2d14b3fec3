"""Small planning workbooks in memory, cell by cell, for tests of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.hosts.memory import MemoryBook
from workbook.layouts import own
from workbook.reader import ActivityReader, read_framework

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.domain.findings import Code, Datum, Finding
    from workbook.domain.model import Activity
    from workbook.host import Details

Row = list["Raw"]
HEADER: Row = [
    "Código AO", "AEI", "Actividad operativa", "Unidad de medida", "Meta anual", "Programadas", "Ejecutadas",
    "Eficacia", "Indicador", "Motivo",
]  # fmt: skip
MONTHS: Row = [
    *(own.PROGRAMMED_MONTH.format(month=month) for month in own.MONTH_ABBREVIATIONS),
    *(own.EXECUTED_MONTH.format(month=month) for month in own.MONTH_ABBREVIATIONS),
]
PEI: list[Row] = [
    [*own.FRAMEWORK_HEADERS],
    ["OEI.01", "Recaudar", "AEI.01.01", "Recaudar más"],
    ["OEI.01", "Recaudar", "AEI.01.02", "Recaudar mejor"],
    ["OEI.02", "Atender", "AEI.02.01", "Atender pronto"],
]
UNITS: list[Row] = [
    [*own.UNITS_HEADERS],
    ["Unidad de Trámite Documentario", "", "UTD", "la", "UTD", "Ana"],
    ["Oficina de Informática", "", "OINF", "la", "OINF", "Juan"],
]
_UTD_HAS_A_SHEET: list[Row] = [*UNITS[:2], ["Oficina de Informática", "", "", "la", "", "Juan"]]
SETTINGS: list[Row] = [
    [*own.SETTINGS_HEADER],
    ["Entidad", "SAT", "Nombre"],
    ["Año", 2020, ""],
    ["Periodo", "Anual", ""],
]
TITLES = {"UTD": "Unidad de Trámite Documentario", "OINF": "Oficina de Informática"}


def activity(
    code: str, action: Raw = "AEI.01.01", programmed: Raw = 10, executed: Raw = 8, name: str = "", **more: Raw
) -> Row:
    """A row under HEADER; `more` may give annual, efficacy, band, cause, measure."""
    return [
        code,
        action,
        name or f"Actividad {code}",
        more.get("measure", "Informe"),
        more.get("annual"),
        programmed,
        executed,
        more.get("efficacy"),
        more.get("band"),
        more.get("cause", ""),
    ]


def unit_sheet(title: str, *rows: Row, header: Row | None = None) -> list[Row]:
    """A unit's sheet: its name in row 1, the header in row 3, the first activity in row 4."""
    return [[own.UNIT_TITLE, title], [], [*(header or HEADER)], *rows]


def monthly_row(
    code: str, programmed: Sequence[Raw], executed: Sequence[Raw], sums: tuple[Raw, Raw] = (None, None)
) -> Row:
    """A row under HEADER and MONTHS; `sums` stand in Programadas and Ejecutadas."""
    return [*activity(code, "AEI.01.01", sums[0], sums[1]), *programmed, *executed]


def book(
    sheets: Mapping[str, list[Row]] | None = None,
    *,
    settings: list[Row] | None = None,
    pei: list[Row] | None = None,
    units: list[Row] | None = None,
    comments: list[Row] | None = None,
    details: Mapping[str, Details] | None = None,
) -> MemoryBook:
    """A workbook of our template; without `sheets`, one unit with one activity.

    Without `units` those of UNITS; where the sheet of the second is missing, nothing says that it has one.
    """
    only_utd = sheets is None or ("UTD" in sheets and "OINF" not in sheets)
    frame = {
        own.SETTINGS: SETTINGS if settings is None else settings,
        own.FRAMEWORK: PEI if pei is None else pei,
        own.UNITS: (_UTD_HAS_A_SHEET if only_utd else UNITS) if units is None else units,
        own.COMMENTS: [[*own.COMMENTS_HEADERS]] if comments is None else comments,
    }
    rest = {"UTD": unit_sheet(TITLES["UTD"], activity("AO-1"))} if sheets is None else sheets
    return MemoryBook(
        "poi.xlsx", {**{name: rows for name, rows in frame.items() if rows}, **rest}, held=details or {}
    )


def read(read_from: MemoryBook) -> tuple[list[Activity], list[Finding], str]:
    """All activities, all findings, the digest."""
    reading = read_framework(read_from)
    rows = ActivityReader(read_from, reading)
    activities = list(rows)
    return activities, [*reading.findings, *rows.findings], rows.digest


def found(read_from: MemoryBook, code: Code) -> list[tuple[str, str]]:
    """Sheet and cell of each finding of one code."""
    return [(one.sheet, one.cell) for one in read(read_from)[1] if one.code is code]


def data_of(read_from: MemoryBook, code: Code) -> dict[str, Datum]:
    """The data of the first finding of one code."""
    return dict(next(one for one in read(read_from)[1] if one.code is code).data)
