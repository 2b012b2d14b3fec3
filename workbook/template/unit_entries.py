"""What a planner is told and held to while filling a unit's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Severity, Validation
from workbook.domain.places import Field, address
from workbook.template import lists
from workbook.template.formulas import amount_entry
from workbook.template.frame import choice, prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.template.unit import UnitTable

_PROGRAMMED: Final = (
    "Escriba la meta programada del periodo. Si no hubo programación, escriba 0 o No programada."
)
_EXECUTED: Final = "Escriba 0 si no ejecutó; deje en blanco si aún no tiene el dato."
_PROGRAMMED_MONTH: Final = "Escriba la meta del mes; deje en blanco si no hay programación en ese mes."
_WRONG: Final = "Debe ser un número de 0 a más{other}. Si elige Sí, se conservará, pero podría no leerse."
_TEXTS: Final = {
    Field.CODE: ("Código AO", "Escriba el código de la actividad operativa. No lo repita."),
    Field.NAME: ("Actividad operativa", "Escriba qué se hace; una fila por cada actividad."),
    Field.MEASURE: ("Unidad de medida", "Escriba en qué se cuenta, por ejemplo: Informe."),
    Field.CAUSE: ("Motivo", "Si no se alcanzó la meta, explique por qué en una o dos oraciones."),
    Field.EVIDENCE: ("Medio de verificación", "Escriba el documento o registro que sustenta lo ejecutado."),
    Field.BUDGET: ("PIM", "Presupuesto institucional modificado, en soles. Es informativo."),
    Field.ACCRUED: ("Devengado", "Monto devengado, en soles. Es informativo."),
}


def entry_validations(table: UnitTable) -> tuple[Validation, ...]:
    """Return lists, conditions and messages of a unit's sheet."""
    return tuple(_validations(table))


def _validations(table: UnitTable) -> Iterator[Validation]:
    yield choice(
        Area(1, 1, 1, 1),
        lists.UNITS,
        "Elija la unidad orgánica que llena esta hoja.",
        "No figura en la hoja Unidades.",
    )
    yield choice(
        table.column(Field.ACTION),
        lists.ACTIONS,
        "Elija la AEI a la que contribuye la actividad. También puede escribir solo su código.",
        "No está en la lista de la hoja PEI. Si escribió solo el código, elija Sí.",
    )
    yield choice(
        table.column(Field.KIND),
        lists.KINDS,
        "Acumulable: las metas de los meses se suman. No acumulable: vale la del último mes.",
        "Elija Acumulable o No acumulable.",
        Severity.STOP,
    )
    yield choice(
        table.column(Field.ON_DEMAND),
        lists.YES_NO,
        "Sí, cuando lo ejecutado depende de lo que pidan otros (solicitudes, recursos, quejas).",
        "Elija Sí o No.",
        Severity.STOP,
    )
    for field, (title, text) in _TEXTS.items():
        if field in table.fields:
            yield prompt(table.column(field), title, text)
    yield from _month_amounts(table) if table.monthly else _amounts(table)


def _amounts(table: UnitTable) -> Iterator[Validation]:
    annual = table.column(Field.ANNUAL)
    yield prompt(annual, "Meta anual", "Escriba la meta de todo el año; déjela en blanco si no la conoce.")
    yield _amount(table.column(Field.PROGRAMMED), "Programadas", _PROGRAMMED, lists.NOT_PROGRAMMED)
    yield _amount(table.column(Field.EXECUTED), "Ejecutadas", _EXECUTED, lists.NOT_REPORTED)


def _month_amounts(table: UnitTable) -> Iterator[Validation]:
    months = table.months
    yield _amount(table.block(months, 12), "Programado del mes", _PROGRAMMED_MONTH, lists.NOT_PROGRAMMED)
    yield _amount(table.block(months + 12, 12), "Ejecutado del mes", _EXECUTED, lists.NOT_REPORTED)
    for field in (Field.ANNUAL, Field.PROGRAMMED, Field.EXECUTED):
        yield prompt(
            table.column(field),
            "Se calcula",
            "Se calcula con los meses: escriba en las columnas de la derecha.",
        )


def _amount(area: Area, title: str, text: str, marks: str) -> Validation:
    other = " o No programada" if marks == lists.NOT_PROGRAMMED else " o S.I. (sin información)"
    return Validation(
        area,
        condition=amount_entry(address(area.first_row, area.first_column), marks),
        title=title,
        prompt=text,
        error=_WRONG.format(other=other),
        severity=Severity.WARNING,
    )
