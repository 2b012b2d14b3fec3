"""Messages about what cells and sheets hold: amounts, formulas, columns, copies, what cannot be seen."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import NOT_CALCULATED
from workbook.domain.findings import Code
from workbook.domain.places import Field
from workbook.spanish.details import points
from workbook.spanish.grammar import agree, join
from workbook.spanish.labels import STATE_NAMES
from workbook.spanish.sheetmessages import (
    is_choice,
    is_text,
    repair_unknown_word,
    text_error,
    unknown_word,
)
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_JUDGED: Final = ("programmed", "executed")
_HIGHEST_RATIO: Final = 10
_LONGEST_FORMULA: Final = 60
_TYPE_A_NUMBER: Final = (
    "Escriba solo el número, sin separador de miles ni palabras. "
    "Escriba 0 si no ejecutó; deje la celda en blanco si aún no tiene el dato."
)


def _amount(details: Details) -> str:
    column = details.column()
    return f"el importe de {column}" if column else "el importe"


def _left_out(details: Details) -> str:
    """Say what follows where the amount is one that totals need."""
    return "; la fila no entra en los totales" if details.text("field") in _JUDGED else ""


def _unreadable(details: Details) -> str:
    if is_choice(details):
        return unknown_word(details)
    said, out = details.quoted("text"), _left_out(details)
    match details.text("field"), details.text("text"):
        case "programmed", "S.I.":
            return f"la meta dice {said}, y una meta no puede quedar sin información{out}"
        case "executed", "No programada":
            return f"{_amount(details)} dice {said}, pero la fila tiene meta programada{out}"
        case _, "":
            return f"{_amount(details)} no se puede leer como número{out}"
    return f"{_amount(details)} dice {said}, que no se puede leer como número{details.listed()}{out}"


def _repair_unreadable(details: Details) -> str:
    if is_choice(details):
        return repair_unknown_word(details)
    month = details.month("month")
    match details.text("field"), details.text("text"):
        case "programmed", _ if month:
            return "Escriba la meta como número; deje en blanco si no hay programación en ese mes."
        case "programmed", _:
            return "Escriba la meta como número; escriba 0 si no se programó nada para el periodo."
        case "executed", "No programada":
            target = f"borre su meta de {month}" if month else "cambie su meta a 0"
            return (
                "Escriba lo ejecutado como número (0 si no ejecutó). "
                f"Si la actividad ya no está programada, {target}."
            )
        case "executed" | "", _:
            return _TYPE_A_NUMBER
    return "Escriba solo el número, sin separador de miles ni palabras."


def _ambiguous(details: Details) -> str:
    said = details.after("dice", "text") or " está escrito como texto"
    why = "según se tome el punto o la coma como separador de miles o de decimales"
    rest = f"{details.listed()}; no se adivina{_left_out(details)}"
    return f"{_amount(details)}{said}, que se puede leer como dos números distintos, {why}{rest}"


def _negative(details: Details) -> str:
    number = details.text("text")
    said = f" ({number})" if number else ""
    return f"{_amount(details)} es negativo{said}, y no puede ser menor que cero{_left_out(details)}"


def _is_not_calculated(details: Details) -> bool:
    return details.text("text") == NOT_CALCULATED.code


def _cell_error(details: Details) -> str:
    column, error = details.column(), details.error()
    if _is_not_calculated(details):
        subject = f"la fórmula de {column}" if column else "la fórmula"
        return f"{subject} no guarda su resultado{_left_out(details)}"
    if is_text(details):
        return text_error(details)
    where = f"la celda de {column}" if column else "la celda"
    shown = f"el error {error}" if error else "un error"
    out = details.listed() + _left_out(details)
    return f"{where} muestra {shown}, así que no se conoce su importe{out}"


_SAVE_AGAIN: Final = "Abra el libro en Excel o LibreOffice, guárdelo y vuelva a revisarlo."
_ERROR_CAUSES: Final = {
    "#¡REF!": "La fórmula apunta a celdas que se borraron. ",
    "#¡DIV/0!": "La fórmula divide entre cero o entre una celda en blanco. ",
    "#N/D": "La fórmula busca un valor que no encuentra. ",
    "#¿NOMBRE?": "La fórmula usa un nombre o una función que este Excel no conoce. ",
    "#¡VALOR!": "La fórmula opera con una celda que tiene texto. ",
}


def _repair_error(details: Details) -> str:
    if _is_not_calculated(details):
        return _SAVE_AGAIN
    cause = _ERROR_CAUSES.get(details.error(), "")
    what = "lo que corresponda" if is_text(details) else "el importe"
    return f"{cause}Corrija la fórmula de la celda o escriba en su lugar {what}."


def _as_text(details: Details) -> str:
    if details.number("count") > 1:
        subject = details.rows("importe está escrito", "importes están escritos")
        return f"{subject} como texto{details.listed()}; se leyeron como números, pero Excel no los suma"
    said = details.quoted("text")
    told = f" ({said})" if said else ""
    return f"{_amount(details)} está escrito como texto{told}; se leyó como número, pero Excel no lo suma"


def _hidden_decimals(details: Details) -> str:
    cells = details.rows("celda tiene", "celdas tienen") or "una celda tiene"
    return (
        f"{cells} decimales que su formato no muestra{details.listed()}; la evaluación usa el número completo"
    )


def _total(details: Details) -> str:
    column = details.field()
    printed, expected = details.text("printed"), details.text("expected")
    if details.text("activity"):
        subject = f"{column or 'el total'} de la actividad {details.quoted('activity')}"
        source = "los meses" if details.text("field") == Field.ANNUAL.value else "los meses evaluados"
    else:
        subject = f"el total{f' de {column}' if column else ''}"
        source = "sus filas"
    if printed and expected:
        return f"{subject} dice {printed}, pero de {source} resulta {expected}; la evaluación usa {source}"
    return f"{subject} no coincide con {source}; la evaluación usa {source}"


def _repair_total(details: Details) -> str:
    if not details.text("activity"):
        return "Revise que no falte ni sobre nada y corrija el total, o reemplácelo por una suma."
    printed = details.text("printed")
    right = f"el importe correcto es {printed}" if printed else "el total de la celda es el correcto"
    return f"Copie la fórmula de una fila vecina; corrija los meses si {right}."


def _percentage(details: Details) -> str:
    printed, expected = details.ratio("printed"), details.ratio("expected")
    if printed is None:
        return "la eficacia de la celda no corresponde a los importes de la fila"
    said = f"la eficacia de la celda es {points(_reading(printed, expected))}"
    if expected is not None:
        return f"{said}, pero de los importes de la fila resulta {points(expected)}"
    state = details.text("expected")
    name = next((name for one, name in STATE_NAMES.items() if one.value == state), "")
    return f"{said}, pero la fila no tiene porcentaje{f' («{name}»)' if name else ''}"


def _reading(printed: Fraction, expected: Fraction | None) -> Fraction:
    """Return what a typed percentage means: 73 may stand for 73 %, and 2 for 200 %."""
    if expected is None:
        return printed if printed < _HIGHEST_RATIO else printed / 100
    return min(printed, printed / 100, key=lambda one: abs(one - expected))


def _skipped(details: Details) -> str:
    """Return the rows that a sum leaves out ("la fila 9"); "" where the finding is not about a sum."""
    rows = details.items("rows")
    return f"{agree(len(rows), 'la fila', 'las filas')} {details.cells('rows')}" if rows else ""


def _deviant(details: Details) -> str:
    formula, skipped = details.quoted("formula"), _skipped(details)
    said = f" {formula}" if formula else ""
    if skipped:
        return f"la fórmula{said} no suma {skipped}"
    told = _expected(details)
    if details.number("count") > 1:
        first = f"; la primera es{said}" if said else ""
        subject = details.rows("fórmula", "fórmulas")
        return f"{subject} de la columna son distintas{details.listed()}{first}{told}"
    return f"la fórmula{said} es distinta de las demás de su columna{told}"


def _expected(details: Details) -> str:
    """Say which formula was expected, if a planner can compare it: a short one, without names of a table."""
    formula = details.whole("expected")
    readable = 0 < len(formula) <= _LONGEST_FORMULA and "[" not in formula
    return f"; se esperaba {details.quoted('expected')}" if readable and details.quoted("expected") else ""


def _repair_deviant(details: Details) -> str:
    skipped = _skipped(details)
    if skipped:
        return f"Amplíe la suma hasta incluir {skipped}."
    if details.number("count") > 1:
        return "Revise las fórmulas y, si no son a propósito, cópielas de una fila vecina."
    return "Revise la fórmula y, si no es a propósito, cópiela de una fila vecina."


def _copied_sheet(details: Details) -> str:
    used = details.quoted("used")
    if units := details.listing("units"):
        return (
            f"las filas de {units} repiten importes que ya están en {details.listing('summary')}; para no "
            "contarlas dos veces, no se cuentan aquí"
        )
    if repeated := details.listing("summary"):
        return (
            f"la hoja repite importes que ya están en {repeated}; para no contarlos dos veces, no se cuenta"
        )
    if not used:
        return "la hoja parece una copia de otra y no se cuenta"
    return f"la hoja parece una copia de {used}; se usa {used}, y esta no se cuenta"


def _repair_copy(details: Details) -> str:
    if details.items("units"):
        return "Deje cada actividad en una sola hoja: la de su unidad, o esta."
    if details.items("summary"):
        return "Si es un resumen, déjela así; si tiene actividades propias, páselas a la hoja de su unidad."
    if not details.unit():
        return "Elimine la copia."
    return "Elimine la hoja que sobra; si tiene otros datos, corrija el nombre de su unidad."


def _repair_hidden(details: Details) -> str:
    if details.number("whole_sheet"):
        return "Muestre la hoja y vea si debe contarse; elimínela si sobra."
    return "Muestre las filas y vea si deben contarse; elimine las que sobren."


def _hidden_rows(details: Details) -> str:
    if details.number("whole_sheet"):
        return "la hoja está oculta; sus datos también se cuentan"
    number = details.number("count")
    rows = details.rows("fila oculta o filtrada", "filas ocultas o filtradas") or "filas ocultas o filtradas"
    numbers = details.cells("rows")
    told = f" ({agree(len(details.items('rows')), 'fila', 'filas')} {numbers})" if numbers else ""
    return f"hay {rows}{told}, que también {'se cuenta' if number == 1 else 'se cuentan'}"


def _not_calculated(details: Details) -> str:
    subject = details.rows("fórmula no guarda", "fórmulas no guardan") or "hay fórmulas que no guardan"
    lost = (
        "; los importes que faltan no se conocen, y las filas que los necesitan no entran en los totales"
        if details.number("amounts")
        else ""
    )
    return (
        f"{subject} su resultado{details.listed()}, porque ningún programa de hojas de cálculo "
        f"ha guardado el libro{lost}"
    )


_ASPECTS: Final = {
    "formulas": "las fórmulas",
    "formats": "los decimales que ocultan los formatos",
    "hidden rows": "las filas ocultas",
}


def _not_checked(details: Details) -> str:
    name = details.quoted("name")
    where = f"de {name}" if name else "en este tipo de archivo"
    known = [_ASPECTS[aspect] for aspect in details.items("aspects") if aspect in _ASPECTS]
    what = join(known or list(_ASPECTS.values()))
    return f"no se pudieron comprobar {what} {where}"


CELL_WORDINGS: Final = {
    Code.UNREADABLE_AMOUNT: Wording("Importe ilegible", _unreadable, _repair_unreadable),
    Code.AMBIGUOUS_AMOUNT: Wording(
        "Importe ambiguo",
        _ambiguous,
        always(
            "Vuelva a escribir el importe como número, sin separador de miles: por ejemplo, 1234 o 179.5."
        ),
    ),
    Code.NEGATIVE_AMOUNT: Wording(
        "Importe negativo",
        _negative,
        always("Corrija el importe; si es un ajuste, réstelo del importe que corrige."),
    ),
    Code.CELL_ERROR: Wording("Celda con error", _cell_error, _repair_error),
    Code.TOTAL_DISAGREES: Wording(
        "El total no cuadra",
        _total,
        _repair_total,
    ),
    Code.REPEATED_SHEET: Wording(
        "Hoja repetida",
        _copied_sheet,
        _repair_copy,
    ),
    Code.DEVIANT_FORMULA: Wording(
        "Fórmula distinta de las demás",
        _deviant,
        _repair_deviant,
    ),
    Code.PERCENTAGE_DISAGREES: Wording(
        "Porcentaje distinto",
        _percentage,
        always("Corrija los importes o el porcentaje; la evaluación usa los importes."),
    ),
    Code.NOT_CALCULATED: Wording(
        "Fórmulas sin calcular",
        _not_calculated,
        always(_SAVE_AGAIN),
    ),
    Code.NUMBER_AS_TEXT: Wording(
        "Número escrito como texto",
        _as_text,
        always("Cambie el formato de la celda a Número y vuelva a escribir el importe."),
    ),
    Code.HIDDEN_DECIMALS: Wording(
        "Decimales ocultos",
        _hidden_decimals,
        always("Muestre los decimales o, si el importe debe ser entero, corríjalo."),
    ),
    Code.HIDDEN_ROWS: Wording(
        "Filas ocultas",
        _hidden_rows,
        _repair_hidden,
    ),
    Code.NOT_CHECKED: Wording(
        "Comprobación no realizada",
        _not_checked,
        always("Guarde el libro como .xlsx y vuelva a revisarlo para que la comprobación sea completa."),
    ),
}
"""How each code about cells and sheets is said."""
