"""Messages about what a sheet lacks, and about texts that are not what their column asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.places import Field

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_AMOUNTS: Final = (
    Field.PROGRAMMED, Field.EXECUTED, Field.ANNUAL, Field.BUDGET, Field.ACCRUED, Field.EFFICACY, Field.BAND,
)  # fmt: skip
_NOT_TEXTS: Final = frozenset(("", *(what.value for what in _AMOUNTS)))
_REPAIRS_BY_CHOICE: Final = {
    Field.KIND.value: "Elija Acumulable o No acumulable.",
    Field.ON_DEMAND.value: "Elija Sí o No, o deje la celda en blanco.",
}


def is_text(details: Details) -> bool:
    """Tell whether a finding is about a cell for words: of a column or a parameter that holds no amount."""
    return details.text("field") not in _NOT_TEXTS


def text_error(details: Details) -> str:
    """Say that a cell for words shows an error value."""
    column, shown = details.column(), details.error()
    error = f"el error {shown}" if shown else "un error"
    listed = details.listed()
    if listed:
        return f"{details.rows('celda', 'celdas')} de {column} muestran {error}{listed}; se leen en blanco"
    return f"la celda de {column} muestra {error}; se lee en blanco"


def is_choice(details: Details) -> bool:
    """Tell whether a finding is about a column of few words."""
    return details.text("field") in _REPAIRS_BY_CHOICE


def unknown_word(details: Details) -> str:
    """Say that a column of few words does not know one, and what was taken."""
    said, taken = details.quoted("text") or "lo escrito", details.quoted("taken")
    what = f"no se reconoce {said} en {details.column()}{details.listed()}"
    return f"{what}; se tomó {taken}" if taken else what


def repair_unknown_word(details: Details) -> str:
    """Say what a column of few words takes."""
    return _REPAIRS_BY_CHOICE[details.text("field")]


def repeated_column(details: Details) -> str:
    """Say that a table has a column more than once."""
    return f"hay más de una columna «{details.field()}» ({details.codes('repeated')}); se usó la primera"


REPAIR_REPEATED_COLUMN: Final = "Deje una sola con ese nombre; cambie el encabezado de las demás."


def is_unit_without_table(details: Details) -> bool:
    """Tell whether a finding is about a listed unit that no table was read of."""
    return bool(details.text("absent", "unread"))


def unit_without_table(details: Details) -> str:
    """Say that a listed unit has no sheet, or that its sheet has no table of activities."""
    unit = details.quoted("name") or details.unit()
    whose = f"la unidad {unit}" if unit else "una unidad"
    lost = "; en la evaluación no hay nada de ella"
    if details.text("absent"):
        return f"{whose} no tiene hoja en el libro{lost}"
    found = details.listing("headers")
    seen = f"; se encontró {found}" if found else ""
    return f"no se encontró la tabla de actividades de {whose}{seen}{lost}"


def repair_unit_without_table(details: Details) -> str:
    """Say how a listed unit gets its table."""
    if details.text("absent"):
        wanted = details.quoted("wanted")
        name = f" {wanted}" if wanted else ""
        return (
            f"Agregue la hoja{name}, corrija su nombre en la hoja Unidades, "
            "o quite de ella la unidad si no tiene actividades."
        )
    return (
        "Ponga los encabezados de la plantilla (AEI, Programadas, Ejecutadas) dentro de las "
        "primeras 30 filas y vuelva a revisar el libro."
    )


def no_activities(details: Details) -> str:
    """Say that no sheet holds an activity."""
    sheets = details.listing("sheets")
    read = f" (se leyó {sheets})" if sheets else ""
    return f"no hay ninguna actividad escrita en el libro{read}, por lo que no hay nada que evaluar"


REPAIR_NO_ACTIVITIES: Final = (
    "Escriba las actividades en la hoja de cada unidad, con su AEI, y vuelva a intentarlo."
)
