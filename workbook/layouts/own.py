"""The words of our own planning workbook: sheets, headers, parameters. Template and reader share them."""

from __future__ import annotations

from typing import Final

from workbook.domain.places import Field
from workbook.spanish.labels import FIELD_NAMES

INDEX: Final = "Índice"
SETTINGS: Final = "Parámetros"
FRAMEWORK: Final = "PEI"
UNITS: Final = "Unidades"
COMMENTS: Final = "Comentarios"
LISTS: Final = "Listas"
FINDINGS: Final = "Observaciones"
CONSOLIDATED: Final = "Consolidado"
BY_UNIT: Final = "Por unidad"
DASHBOARD: Final = "Tablero"

GENERATED_SHEETS: Final = (FINDINGS, CONSOLIDATED, BY_UNIT, DASHBOARD)
GENERATED_NOTICE: Final = (
    "Hoja generada por eficacia: se reescribe completa en cada corrida y nunca se lee como dato de entrada."
)
"""Stands in A1 of every output sheet; by it a copied or renamed output sheet is known."""

CLOSINGS: Final = "Cierres"
CLOSED_ROWS: Final = "CierresDetalle"
CLOSINGS_NOTICE: Final = (
    "Registro de cierres de eficacia: lo escribe «Cerrar periodo» y con él se comprueban los meses cerrados; "
    "no lo edite."
)
"""Stands in A1 of the two sheets of the register."""

CLOSING_HEADERS: Final = (
    "Cierre", "Año", "Periodo", "Escala", "Hasta", "Cerrado el", "Método", "Copia del libro",
    "Huella de la copia", "Huella de los datos",
)  # fmt: skip
CLOSED_RESULT_HEADERS: Final = (
    "Cierre", "Nivel", "Código", "Denominación", "Programadas", "Ejecutadas", "Eficacia", "Indicador",
    "Estado", "Eficacia exacta",
)  # fmt: skip
CLOSED_TOTAL_HEADERS: Final = ("Unidad", "Mes", "Programado", "Ejecutado", "Huella")
CLOSED_ROW_HEADERS: Final = (
    "Unidad", "Código AO", "Actividad", "AEI", "U.M.", "Tipo de meta", "Por mes", "Programadas", "Ejecutadas",
)  # fmt: skip
"""Before the twelve programmed and the twelve executed months."""
EVALUATED_LABEL: Final = "Evaluado"
CLOSED_LABEL: Final = "Cerrado"
"""In Listas, before the twelve cells that tell which months are evaluated, and which are closed."""

UNIT_TITLE: Final = "Unidad orgánica"
"""Label above a unit's table; the unit's name stands in the cell at its right."""

HEADERS: Final[dict[Field, str]] = {what: FIELD_NAMES[what] for what in Field if what is not Field.UNIT}
"""Header of each column of a unit's sheet, in the template's order (PIM and Devengado are optional)."""

ALIASES: Final = {
    Field.CODE: ("Código", "Código de actividad", "Cód. AO"),
    Field.ACTION: ("Acción estratégica institucional", "Código AEI"),
    Field.NAME: ("Actividad", "Actividades"),
    Field.MEASURE: ("U.M.", "UM"),
    Field.PROGRAMMED: ("Programado", "Programada", "Meta programada"),
    Field.EXECUTED: ("Ejecutado", "Ejecutada", "Meta ejecutada"),
    Field.EFFICACY: ("%", "% de eficacia"),
    Field.BAND: ("Indicador de eficacia",),
    Field.CAUSE: ("Motivos", "Causa"),
}

NEEDED: Final = (Field.ACTION, Field.PROGRAMMED, Field.EXECUTED)
"""Without these a sheet of activities cannot be evaluated (months may stand for the amounts)."""

MONTH_ABBREVIATIONS: Final = (
    "Ene",
    "Feb",
    "Mar",
    "Abr",
    "May",
    "Jun",
    "Jul",
    "Ago",
    "Set",
    "Oct",
    "Nov",
    "Dic",
)
PROGRAMMED_MONTH: Final = "Prog. {month}"
EXECUTED_MONTH: Final = "Ejec. {month}"

SETTINGS_HEADER: Final = ("Parámetro", "Valor", "Ayuda")
PARAMETERS: Final = {
    "entity": "Entidad",
    "acronym": "Sigla",
    "title": "Título del informe",
    "year": "Año",
    "period": "Periodo",
    "cutoff": "Corte (hasta el mes de)",
    "method": "Método",
    "method_warning": "Avisar si otro método cambia el indicador",
    "over_threshold": "Umbral de sobreejecución",
    "prepared_by": "Elaborado por",
    "place_and_date": "Lugar y fecha",
    "report_number": "Informe N°",
    "addressee": "A",
    "sender": "De",
    "reference": "Referencia",
    "parts": "Partes del informe",
    "unit_noun": "Nombre de la columna de unidades",
    "note": "Nota",
    "template": "Plantilla Word",
}
"""Label of each parameter, by the name of its field in `Settings`."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years that a plan can be of."""

SCALE_TABLE: Final = "Escala"
SCALE_HEADERS: Final = ("Desde", "Incluye el límite", "Indicador", "Color", "Cuenta como cumplida")

FRAMEWORK_TABLE: Final = "PEI"
FRAMEWORK_HEADERS: Final = (
    "OEI",
    "Objetivo estratégico institucional",
    "AEI",
    "Acción estratégica institucional",
)

UNITS_TABLE: Final = "Unidades"
UNITS_HEADERS: Final = ("Unidad orgánica", "Nombre en el informe", "Sigla", "Artículo", "Hoja", "Responsable")

COMMENTS_TABLE: Final = "Comentarios"
COMMENTS_HEADERS: Final = ("Código", "Comentario")
COMMENTS_NAME: Final = "Denominación"
"""A computed column of Comentarios, between those two: what the code stands for. Never read."""

FINDINGS_HEADERS: Final = (
    "Unidad", "Severidad", "Código", "Hoja", "Celda",
    "Qué se observa", "Cómo corregirlo", "Estado", "Descargo", "Clave",
)  # fmt: skip

YES, NO = "Sí", "No"

ARTICLES: Final = ("la", "el", "las", "los")
UNIT_NOUNS: Final = ("Área", "Unidad orgánica", "Centro de costo")

NOT_PROGRAMMED: Final = "No programada"
NOT_REPORTED: Final = "S.I."
TO_REVIEW: Final = "Revisar"
"""What Programadas and Ejecutadas over months show where a month of the period is unusable."""

ACTION_SEPARATOR: Final = " – "
"""Between code and name in the column AEI ("AEI.06.01 – Mejorar la gestión administrativa")."""

PART_SEPARATOR: Final = "; "
PART_TITLE: Final = ": "
"""Partes del informe: "cabecera; resumen: Resumen ejecutivo; metodo"; blank means all of them."""

UNIT_TABLE_PREFIX: Final = "t_"
UNIT_PERIOD: Final = "Periodo"
UNIT_RESPONSIBLE: Final = "Responsable"

INDEX_HEADERS: Final = ("N°", "Unidad orgánica", "Sigla", "Actividades", "Datos por completar", "Estado")
