"""docs/observaciones.md, made from the program's own codes and messages.

python -m tests.support.observations      # writes it again
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.spanish.test_messages import TYPICAL
from workbook.domain.findings import SEVERITY, Code, Finding, Severity
from workbook.spanish.messages import repair, title, what

PAGE = Path(__file__).parents[2] / "docs" / "observaciones.md"
INTRODUCTION = """\
# Observaciones

Lo que «eficacia revisar» puede observar en un libro. Cada observación tiene un código que no cambia, una
gravedad, la hoja y la celda, qué se observa y cómo corregirlo. En la hoja Observaciones del consolidado, las
columnas Estado y Descargo son suyas y se conservan entre corridas.

| gravedad | qué significa | código de salida |
|---|---|---|
| Detiene la evaluación | no se puede evaluar nada | 2 |
| Error | falta una cifra o está mal; el resultado se escribe igual | 1 |
| Advertencia | una cifra puede sorprender | 0 |
| Aviso | conviene saberlo | 0 |

Esta página se genera con `python -m tests.support.observations`; una prueba comprueba que está al día.
"""
HEADINGS = {
    Severity.STOP: "Detienen la evaluación",
    Severity.ERROR: "Errores",
    Severity.WARNING: "Advertencias",
    Severity.NOTICE: "Avisos",
}
WHEN = {
    Code.NO_DATA: "ninguna hoja se puede leer como actividades, o no hay ninguna escrita.",
    Code.MISSING_COLUMN: (
        "una hoja parece de actividades pero le falta una columna necesaria, la tiene dos veces, o su "
        "encabezado está donde no se puede leer; o una unidad de la lista no tiene hoja."
    ),
    Code.UNREADABLE_AMOUNT: "un importe es un texto, una fecha o VERDADERO/FALSO.",
    Code.AMBIGUOUS_AMOUNT: "un número escrito como texto se puede leer de dos maneras, como «1.234».",
    Code.NEGATIVE_AMOUNT: "un importe es negativo.",
    Code.CELL_ERROR: "una celda muestra un error de Excel; nunca se toma por una celda en blanco.",
    Code.UNKNOWN_ACTION: "el código de una fila o de un comentario no está en el PEI, o la fila no lo dice.",
    Code.INVALID_SCALE: "la tabla Escala no se puede usar.",
    Code.INVALID_PARAMETER: "un valor de Parámetros, o de la equivalencia de columnas, no se puede usar.",
    Code.UNKNOWN_UNIT: "una unidad no está en la hoja Unidades, o una fila de una lista no dice su unidad.",
    Code.REPEATED_ACTION: "una AEI está dos veces en la hoja PEI, o un OEI tiene dos nombres.",
    Code.TOTAL_DISAGREES: "una fila de total o una columna que suma meses no coincide con lo que suma.",
    Code.NOT_REPORTED: "hay meta programada y no se informó lo ejecutado.",
    Code.MONTH_NOT_REPORTED: "en algunos meses programados del periodo falta lo ejecutado.",
    Code.EXECUTED_WITHOUT_TARGET: "se ejecutó algo que no tenía meta programada.",
    Code.REPEATED_ACTIVITY: "el mismo código de actividad, o la misma fila, está dos veces.",
    Code.REPEATED_SHEET: "una hoja es copia de otra, o repite los importes de otras; no se cuenta dos veces.",
    Code.UNIT_WITH_TWO_NAMES: "una unidad está escrita de dos maneras.",
    Code.DEVIANT_FORMULA: "una fórmula es distinta de las vecinas, o una suma se salta filas.",
    Code.RUNNING_TOTALS: "los meses ejecutados parecen acumulados.",
    Code.PERCENTAGE_DISAGREES: "el porcentaje escrito no es el de sus importes.",
    Code.EARLIER_CUTOFF: "el periodo va más allá del último mes con datos.",
    Code.MISSING_CAUSE: "no se llegó a la meta y no se dice por qué.",
    Code.INSUFFICIENT_CAUSE: "el motivo no explica nada: solo nombra un documento, por ejemplo.",
    Code.CONTRADICTORY_COMMENT: "un comentario contradice las cifras.",
    Code.NOT_CALCULATED: "hay fórmulas sin valor guardado, porque ninguna hoja de cálculo abrió el archivo.",
    Code.BAND_WITHOUT_SCALE: "una fórmula BANDA no dice la escala del libro.",
    Code.FOREIGN_LINK: "una fórmula llama al complemento de otra carpeta.",
    Code.CLOSED_MONTH_CHANGED: "cambió un mes que ya estaba cerrado.",
    Code.UNKNOWN_PLACEHOLDER: "la plantilla de Word tiene un marcador que no existe.",
    Code.NUMBER_AS_TEXT: "un número está escrito como texto; se lee igual.",
    Code.MIXED_MEASURES: "un total suma unidades de medida distintas.",
    Code.HIDDEN_DECIMALS: "el formato de la celda oculta decimales que el importe tiene.",
    Code.HIDDEN_ROWS: "hay filas u hojas ocultas o filtradas; también se cuentan.",
    Code.ACTION_WITHOUT_UNITS: "ninguna unidad tiene actividades en una AEI.",
    Code.NOT_CHECKED: "el formato del archivo no deja ver algo: fórmulas, filas ocultas o formatos.",
}
"""When each is observed, in a planner's words."""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *_sections()])


def _sections() -> Iterator[str]:
    for severity in Severity:
        yield f"## {HEADINGS[severity]}\n"
        for code in (one for one in Code if SEVERITY[one] is severity):
            example = Finding(code, "UTD", "I7", "", "UTD", tuple(TYPICAL[code].items()))
            yield f"### `{code.value}` – {title(code)}\n"
            yield f"Se presenta cuando {WHEN[code]}\n"
            yield f"> {_plain(what(example))}\n>\n> {_plain(repair(example))}\n"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
