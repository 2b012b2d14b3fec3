"""Findings: what is wrong or surprising in the planner's data, as data (workbook, section 3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Datum = str | int | Decimal | Fraction | tuple[str, ...]


class Severity(Enum):
    """How grave a finding is; the value is what planners and JSON read."""

    STOP = "detiene"  # nothing is evaluated
    ERROR = "error"  # a figure is missing or wrong
    WARNING = "advertencia"  # a figure may surprise
    NOTICE = "aviso"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Code(Enum):
    """The stable code of each kind of finding."""

    NO_DATA = "sin_datos"
    MISSING_COLUMN = "columna_faltante"
    UNREADABLE_AMOUNT = "importe_ilegible"
    AMBIGUOUS_AMOUNT = "importe_ambiguo"
    NEGATIVE_AMOUNT = "importe_negativo"
    CELL_ERROR = "celda_con_error"
    UNKNOWN_ACTION = "aei_desconocida"
    INVALID_SCALE = "escala_invalida"
    INVALID_PARAMETER = "parametro_invalido"
    UNKNOWN_UNIT = "unidad_desconocida"
    REPEATED_ACTION = "aei_repetida"
    TOTAL_DISAGREES = "total_no_cuadra"
    NOT_REPORTED = "sin_informacion"
    MONTH_NOT_REPORTED = "mes_sin_reporte"
    EXECUTED_WITHOUT_TARGET = "ejecutado_sin_meta"
    REPEATED_ACTIVITY = "actividad_repetida"
    REPEATED_SHEET = "hoja_repetida"
    UNIT_WITH_TWO_NAMES = "unidad_dos_nombres"
    DEVIANT_FORMULA = "formula_desviada"
    RUNNING_TOTALS = "acumulados_en_meses"
    PERCENTAGE_DISAGREES = "porcentaje_distinto"
    EARLIER_CUTOFF = "corte_anterior"
    MISSING_CAUSE = "falta_causa"
    INSUFFICIENT_CAUSE = "causa_insuficiente"
    CONTRADICTORY_COMMENT = "comentario_contradice"
    NOT_CALCULATED = "sin_calcular"
    BAND_WITHOUT_SCALE = "banda_sin_escala"
    FOREIGN_LINK = "vinculo_ajeno"
    CLOSED_MONTH_CHANGED = "mes_cerrado_modificado"
    UNKNOWN_PLACEHOLDER = "marcador_desconocido"
    NUMBER_AS_TEXT = "numero_como_texto"
    MIXED_MEASURES = "unidades_mezcladas"
    HIDDEN_DECIMALS = "decimal_oculto"
    HIDDEN_ROWS = "filas_ocultas"
    ACTION_WITHOUT_UNITS = "aei_sin_unidades"
    NOT_CHECKED = "no_comprobado"


_STOP = (Code.NO_DATA, Code.INVALID_SCALE, Code.INVALID_PARAMETER)
_ERROR = (
    Code.MISSING_COLUMN,
    Code.UNREADABLE_AMOUNT,
    Code.AMBIGUOUS_AMOUNT,
    Code.NEGATIVE_AMOUNT,
    Code.CELL_ERROR,
    Code.UNKNOWN_ACTION,
    Code.UNKNOWN_UNIT,
    Code.REPEATED_ACTION,
)
_NOTICE = (
    Code.NUMBER_AS_TEXT,
    Code.MIXED_MEASURES,
    Code.HIDDEN_DECIMALS,
    Code.HIDDEN_ROWS,
    Code.ACTION_WITHOUT_UNITS,
    Code.NOT_CHECKED,
)
SEVERITY = (
    dict.fromkeys(Code, Severity.WARNING)
    | dict.fromkeys(_STOP, Severity.STOP)
    | dict.fromkeys(_ERROR, Severity.ERROR)
    | dict.fromkeys(_NOTICE, Severity.NOTICE)
)
"""The severity of each code: one severity a code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: code, where, data; never a sentence.

    `sheet` and `cell` ("" where there is none) lead to it; `subject` names it whatever its row
    (an activity's code, a unit, an AEI), so that it is known again in the next run; `unit` groups it.
    `occurrence` tells apart findings that are else the same; `unit_name` is how the unit is called where
    its key is no name.
    """

    code: Code
    sheet: str = ""
    cell: str = ""
    subject: str = ""
    unit: str = ""
    data: tuple[tuple[str, Datum], ...] = ()
    occurrence: int = 1
    unit_name: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return SEVERITY[self.code]

    @property
    def key(self) -> str:
        """What stays the same between runs while the finding is the same."""
        again = "" if self.occurrence == 1 else f"#{self.occurrence}"
        return "|".join((self.code.value, self.sheet, self.subject or self.cell)) + again


def finding(
    code: Code, *, sheet: str = "", cell: str | None = "", subject: str = "", unit: str = "", **data: Datum
) -> Finding:
    """Make a finding; keyword data is what its message tells.

    >>> finding(Code.NEGATIVE_AMOUNT, sheet="UTD", cell="E7", text="-5").key
    'importe_negativo|UTD|E7'
    """
    return Finding(code, sheet, cell or "", subject, unit, tuple(data.items()))


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with keys that differ: the second of the same key is its occurrence 2, and so on.

    >>> same = finding(Code.CELL_ERROR, sheet="UTD", subject="AO-1")
    >>> [one.key for one in numbered([same, same])]
    ['celda_con_error|UTD|AO-1', 'celda_con_error|UTD|AO-1#2']
    """
    seen: Counter[str] = Counter()
    distinct = []
    for one in findings:
        seen[one.key] += 1
        again = seen[one.key]
        distinct.append(one if again == 1 else replace(one, occurrence=again))
    return tuple(distinct)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity, or None where there is no finding."""
    return min((f.severity for f in findings), key=lambda severity: severity.rank, default=None)
