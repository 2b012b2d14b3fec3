"""Messages about the tables of a workbook: none at all, a header that lacks columns or has one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code
from workbook.domain.places import Field
from workbook.spanish.grammar import agree
from workbook.spanish.labels import FIELD_NAMES
from workbook.spanish.sheetmessages import (
    REPAIR_NO_ACTIVITIES,
    REPAIR_REPEATED_COLUMN,
    is_unit_without_table,
    no_activities,
    repair_unit_without_table,
    repeated_column,
    unit_without_table,
)
from workbook.spanish.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.spanish.details import Details

_NEEDED: Final = frozenset(FIELD_NAMES[what] for what in (Field.ACTION, Field.PROGRAMMED, Field.EXECUTED))
_MONTH_COLUMNS: Final = ("Prog. ", "Ejec. ")
_FRAMEWORK_COLUMN: Final = "OEI"
_MONTHS_NOT_READ: Final = "sus meses no se leyeron, y se evaluó con las columnas Programadas y Ejecutadas"
_REPAIRS: Final = {
    "no_sheet": "Corrija en la equivalencia el nombre de la hoja, o quite esa sección.",
    "moved": "Pase esa tabla a una hoja propia, o ponga sus columnas como las de arriba.",
    "sideless": (
        "Escriba en cada encabezado de qué es el mes, por ejemplo «Prog. Ene» o «Ejec. Ene»; o en otra fila, "
        "encima de los meses, «Programado» y «Ejecutado»."
    ),
}
"""How a table is put right, by what is told of it."""


def _missing_column(details: Details) -> str:
    if is_unit_without_table(details):
        return unit_without_table(details)
    if details.text("no_sheet"):
        return f"la equivalencia nombra la hoja {details.quoted('no_sheet')}, que no está en el libro"
    if details.items("repeated"):
        return repeated_column(details)
    if details.text("moved"):
        return "aquí empieza otra tabla, con las columnas en otro lugar; sus filas no se leyeron"
    if details.text("sideless"):
        return (
            f"los encabezados {details.text('sideless')} nombran los meses dos veces, pero no dicen cuáles "
            f"son de lo programado y cuáles de lo ejecutado; {_MONTHS_NOT_READ}"
        )
    return _lacking(details, details.items("missing"))


def _lacking(details: Details, missing: Sequence[str]) -> str:
    if not missing:
        return "la tabla no tiene todas las columnas que se necesitan, por lo que no se pudo leer completa"
    if details.text("mapped"):
        return f"la hoja no tiene {details.listing('missing')}, como dice la equivalencia; lo demás se leyó"
    word = agree(len(missing), "la columna", "las columnas")
    lacks = f"a la tabla le {agree(len(missing), 'falta', 'faltan')} {word} {details.listing('missing')}"
    if all(name.startswith(_MONTH_COLUMNS) for name in missing):
        return f"{lacks}; {_MONTHS_NOT_READ}"
    if _NEEDED.isdisjoint(missing) or _FRAMEWORK_COLUMN in missing:
        return f"{lacks}, por lo que la hoja no se leyó"
    return f"{lacks}; la hoja no se evaluó, y sus importes no entran en ningún total"


def _repair_missing_column(details: Details) -> str:
    if is_unit_without_table(details):
        return repair_unit_without_table(details)
    if details.items("repeated"):
        return REPAIR_REPEATED_COLUMN
    told = next((repair for what, repair in _REPAIRS.items() if details.text(what)), None)
    if told is not None:
        return told
    missing = details.listing("missing")
    if missing and details.text("mapped"):
        return "Corrija en la equivalencia el encabezado, o quite esa columna."
    what = f"con {missing}" if missing else "con los nombres de la plantilla"
    return f"Agregue o corrija los encabezados de la tabla {what}, y vuelva a revisar el libro."


def _no_data(details: Details) -> str:
    if details.text("empty"):
        return no_activities(details)
    found, sheets = details.listing("headers"), details.listing("sheets")
    seen = f"; se encontró {found}" if found else f"; tiene las hojas {sheets}" if sheets else ""
    return f"el libro no tiene ninguna hoja con actividades que se puedan leer{seen}"


def _repair_no_data(details: Details) -> str:
    if details.text("empty"):
        return REPAIR_NO_ACTIVITIES
    return (
        "Revise que la tabla de cada unidad tenga los encabezados AEI, Programadas y Ejecutadas, "
        "o diga qué es cada columna en una equivalencia, cuyo borrador escribe «eficacia revisar LIBRO "
        "--proponer-equivalencia»."
    )


HEADER_WORDINGS: Final = {
    Code.NO_DATA: Wording("Sin datos", _no_data, _repair_no_data),
    Code.MISSING_COLUMN: Wording("Columna faltante", _missing_column, _repair_missing_column),
}
"""How each code about tables and their headers is said."""
