"""Labels: what closed sets are called in Spanish, and which member a planner's word names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.efficacy import Method
from workbook.domain.findings import Severity
from workbook.domain.periods import TargetKind
from workbook.domain.places import Field
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from workbook.domain.scale import Band

METHOD_NAMES: Final = {
    Method.RATIO: "Total ejecutado entre total programado",
    Method.CAPPED_RATIO: "Total ejecutado entre total programado, con tope de 100\u00a0% por actividad",
    Method.CAPPED_MEAN: "Promedio de actividades, con tope de 100\u00a0%",
    Method.MEAN: "Promedio de actividades",
}
"""How each method is shown (method, section 5)."""

METHOD_SHORT_NAMES: Final = {
    Method.RATIO: "Total",
    Method.CAPPED_RATIO: "Total con tope",
    Method.CAPPED_MEAN: "Promedio con tope",
    Method.MEAN: "Promedio",
}
"""Each method as the heading of a column."""

METHOD_SENTENCES: Final = {
    Method.RATIO: (
        "La eficacia de cada acción y de cada objetivo es el total ejecutado entre el total programado "
        "de sus actividades."
    ),
    Method.CAPPED_RATIO: (
        "La eficacia de cada acción y de cada objetivo es el total ejecutado entre el total programado "
        "de sus actividades; lo que una actividad ejecutó por encima de su meta no se cuenta."
    ),
    Method.CAPPED_MEAN: (
        "La eficacia de cada acción y de cada objetivo es el promedio de la eficacia de sus actividades; "
        "cada actividad cuenta como máximo 100\u00a0%."
    ),
    Method.MEAN: (
        "La eficacia de cada acción y de cada objetivo es el promedio de la eficacia de sus actividades, "
        "sin tope."
    ),
}
"""Each method in a sentence of plain words."""

STATE_NAMES: Final = {
    State.PROGRAMMED: "Programada",
    State.NOT_REPORTED: "Sin información",
    State.PARTIAL: "Información parcial",
    State.NOT_PROGRAMMED: "No programada",
    State.NO_TARGET: "Sin meta",
    State.UNUSABLE: "No se pudo evaluar",
}

GROUP_NAMES: Final = {
    State.NOT_PROGRAMMED: "No programadas",
    State.NOT_REPORTED: "Sin información",
    State.NO_TARGET: "Sin meta programada",
    State.UNUSABLE: "No se pudieron evaluar",
}
"""What the AEI without a label are called together."""


def group_name(group: Band | State) -> str:
    """Return the label of a band, or what the AEI of a state without label are called."""
    return GROUP_NAMES[group] if isinstance(group, State) else group.label


TARGET_KIND_NAMES: Final = {TargetKind.CUMULATIVE: "Acumulable", TargetKind.NOT_CUMULATIVE: "No acumulable"}

SEVERITY_NAMES: Final = {
    Severity.STOP: "Detiene la evaluación",
    Severity.ERROR: "Error",
    Severity.WARNING: "Advertencia",
    Severity.NOTICE: "Aviso",
}

FIELD_NAMES: Final = {
    Field.CODE: "Código AO",
    Field.ACTION: "AEI",
    Field.UNIT: "Unidad orgánica",
    Field.NAME: "Actividad operativa",
    Field.MEASURE: "Unidad de medida",
    Field.KIND: "Tipo de meta",
    Field.ON_DEMAND: "A demanda",
    Field.ANNUAL: "Meta anual",
    Field.PROGRAMMED: "Programadas",
    Field.EXECUTED: "Ejecutadas",
    Field.EFFICACY: "Eficacia",
    Field.BAND: "Indicador",
    Field.CAUSE: "Motivo",
    Field.EVIDENCE: "Medio de verificación",
    Field.BUDGET: "PIM",
    Field.ACCRUED: "Devengado",
}
"""Short name of each column, as messages call it."""

_METHODS: Final = {plain(method.value): method for method in Method} | {
    plain(name): method for method, name in METHOD_NAMES.items()
}


def parse_method(text: str) -> Method | None:
    """Return the method that a parameter or its shown name means; None for anything else.

    >>> parse_method("Razón topada"), parse_method("promedio de actividades"), parse_method("otro")
    (<Method.CAPPED_RATIO: 'razon_topada'>, <Method.MEAN: 'promedio'>, None)
    """
    return _METHODS.get(plain(text))


def field_name(value: str) -> str:
    """Return the Spanish name of a column from its value in a finding; the text itself where it is none.

    >>> field_name("executed"), field_name("Ejec. Mar")
    ('Ejecutadas', 'Ejec. Mar')
    """
    return next((name for field, name in FIELD_NAMES.items() if field.value == value), value)
