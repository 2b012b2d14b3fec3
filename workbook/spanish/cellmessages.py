"""Messages about what cells and sheets hold: amounts, formulas, columns, copies, what cannot be seen."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code
from workbook.spanish.details import written
from workbook.spanish.grammar import agree
from workbook.spanish.labels import STATE_NAMES
from workbook.spanish.numbers import NO_BREAK_SPACE
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_JUDGED: Final = ("programmed", "executed")
_HIGHEST_RATIO: Final = 10
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


def _listed(details: Details) -> str:
    """Return the addresses in brackets, where there are several."""
    several = details.number("rows", "count") > 1 and len(details.items("cells")) > 1
    return f" ({details.cells('cells')})" if several else ""


def _unreadable(details: Details) -> str:
    said, out = details.quoted("text"), _left_out(details)
    match details.text("field"), details.text("text"):
        case "programmed", "S.I.":
            return f"la meta dice {said}, y una meta no puede quedar sin información{out}"
        case "executed", "No programada":
            return f"{_amount(details)} dice {said}, pero la fila tiene meta programada{out}"
        case _, "":
            return f"{_amount(details)} no se puede leer como número{out}"
    return f"{_amount(details)} dice {said}, que no se puede leer como número{_listed(details)}{out}"


def _repair_unreadable(details: Details) -> str:
    match details.text("field"), details.text("text"):
        case "programmed", _:
            return "Escriba la meta como número; escriba 0 si no se programó nada para el periodo."
        case "executed", "No programada":
            return (
                "Escriba lo ejecutado como número (0 si no ejecutó). "
                "Si la actividad ya no está programada, cambie su meta a 0."
            )
        case "executed" | "", _:
            return _TYPE_A_NUMBER
    return "Escriba solo el número, sin separador de miles ni palabras."


def _ambiguous(details: Details) -> str:
    said = details.after("dice", "text") or " está escrito como texto"
    why = "según se tome el punto o la coma como separador de miles o de decimales"
    rest = f"{_listed(details)}; no se adivina{_left_out(details)}"
    return f"{_amount(details)}{said}, que se puede leer como dos números distintos, {why}{rest}"


def _negative(details: Details) -> str:
    number = details.text("text")
    said = f" ({number})" if number else ""
    return f"{_amount(details)} es negativo{said}, y no puede ser menor que cero{_left_out(details)}"


def _cell_error(details: Details) -> str:
    column, error = details.column(), details.error()
    where = f"la celda de {column}" if column else "la celda"
    shown = f"el error {error}" if error else "un error"
    out = _listed(details) + _left_out(details)
    return f"{where} muestra {shown}, así que no se conoce su importe{out}"


_ERROR_CAUSES: Final = {
    "#¡REF!": "La fórmula apunta a celdas que se borraron. ",
    "#¡DIV/0!": "La fórmula divide entre cero o entre una celda en blanco. ",
    "#N/D": "La fórmula busca un valor que no encuentra. ",
    "#¿NOMBRE?": "La fórmula usa un nombre o una función que este Excel no conoce. ",
    "#¡VALOR!": "La fórmula opera con una celda que tiene texto. ",
}


def _repair_error(details: Details) -> str:
    cause = _ERROR_CAUSES.get(details.error(), "")
    return f"{cause}Corrija la fórmula de la celda o escriba en su lugar el importe."


def _as_text(details: Details) -> str:
    if details.number("rows", "count") > 1:
        subject = details.rows("importe está escrito", "importes están escritos")
        return f"{subject} como texto{_listed(details)}; se leyeron como números, pero Excel no los suma"
    said = details.quoted("text")
    told = f" ({said})" if said else ""
    return f"{_amount(details)} está escrito como texto{told}; se leyó como número, pero Excel no lo suma"


def _hidden_decimals(details: Details) -> str:
    cells = details.rows("celda tiene", "celdas tienen") or "una celda tiene"
    return (
        f"{cells} decimales que su formato no muestra{_listed(details)}; la evaluación usa el número completo"
    )


def _missing_column(details: Details) -> str:
    missing = details.items("missing")
    if not missing:
        return "la tabla no tiene todas las columnas que se necesitan, por lo que no se pudo leer completa"
    word = agree(len(missing), "la columna", "las columnas")
    return f"a la tabla le {agree(len(missing), 'falta', 'faltan')} {word} {details.listing('missing')}"


def _repair_missing_column(details: Details) -> str:
    missing = details.listing("missing")
    what = f"con {missing}" if missing else "con los nombres de la plantilla"
    return f"Agregue o corrija los encabezados de la tabla {what}, y vuelva a revisar el libro."


def _no_data(details: Details) -> str:
    found, sheets = details.listing("headers"), details.listing("sheets")
    seen = f"; se encontró {found}" if found else f"; tiene las hojas {sheets}" if sheets else ""
    return f"el libro no tiene ninguna hoja con actividades que se puedan leer{seen}"


def _total(details: Details) -> str:
    column = details.column()
    printed, expected = details.text("printed"), details.text("expected")
    if details.text("activity"):
        subject = f"{column or 'el total'} de la actividad {details.quoted('activity')}"
        source = "los meses evaluados"
    else:
        subject = f"el total{f' de {column}' if column else ''}"
        source = "sus filas"
    if printed and expected:
        return f"{subject} dice {printed}, pero de {source} resulta {expected}; la evaluación usa {source}"
    return f"{subject} no coincide con {source}; la evaluación usa {source}"


def _percentage(details: Details) -> str:
    printed, expected = details.ratio("printed"), details.ratio("expected")
    if printed is None:
        return "la eficacia escrita no corresponde a los importes de la fila"
    said = f"la eficacia escrita es {_points(_reading(printed, expected))}"
    if expected is not None:
        return f"{said}, pero de los importes de la fila resulta {_points(expected)}"
    state = details.text("expected")
    name = next((name for one, name in STATE_NAMES.items() if one.value == state), "")
    return f"{said}, pero la fila no tiene porcentaje{f' («{name}»)' if name else ''}"


def _reading(printed: Fraction, expected: Fraction | None) -> Fraction:
    """Return what a typed percentage means: 73 may stand for 73 %, and 2 for 200 %."""
    if expected is None:
        return printed if printed < _HIGHEST_RATIO else printed / 100
    return min(printed, printed / 100, key=lambda one: abs(one - expected))


def _points(ratio: Fraction) -> str:
    return f"{written(ratio * 100)}{NO_BREAK_SPACE}%"


def _deviant(details: Details) -> str:
    formula, expected = details.quoted("formula"), details.quoted("expected")
    said = f" {formula}" if formula else ""
    skipped = details.items("rows")
    if skipped and not expected:
        return (
            f"la fórmula{said} no suma {agree(len(skipped), 'la fila', 'las filas')} {details.cells('rows')}"
        )
    told = f"; se esperaba {expected}" if expected else ""
    if details.number("count") > 1:
        first = f"; la primera es{said}" if said else ""
        subject = details.rows("fórmula", "fórmulas")
        return f"{subject} de la columna son distintas{_listed(details)}{first}{told}"
    return f"la fórmula{said} es distinta de las demás de su columna{told}"


def _copied_sheet(details: Details) -> str:
    used = details.quoted("used")
    if not used:
        return "la hoja parece una copia de otra y no se cuenta"
    return f"la hoja parece una copia de {used}; se usa {used}, y esta no se cuenta"


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
    lost = ", y los importes que dependen de ellas se leen en blanco" if details.number("amounts") else ""
    return (
        f"{subject} su resultado{_listed(details)}, porque ningún programa de hojas de cálculo "
        f"ha guardado el libro{lost}"
    )


def _not_checked(details: Details) -> str:
    name = details.quoted("name")
    where = f"de {name}" if name else "en este tipo de archivo"
    return f"no se pudieron comprobar las fórmulas, los formatos ni las filas ocultas {where}"


CELL_WORDINGS: Final = {
    Code.NO_DATA: Wording(
        "Sin datos",
        _no_data,
        always(
            "Revise que la tabla de cada unidad tenga los encabezados AEI, Programadas y Ejecutadas, "
            "o cree un libro con «eficacia nuevo» y pase allí los datos."
        ),
    ),
    Code.MISSING_COLUMN: Wording("Columna faltante", _missing_column, _repair_missing_column),
    Code.UNREADABLE_AMOUNT: Wording("Importe ilegible", _unreadable, _repair_unreadable),
    Code.AMBIGUOUS_AMOUNT: Wording(
        "Importe ambiguo",
        _ambiguous,
        always("Vuelva a escribir el importe como número, sin separador de miles: por ejemplo, 1234."),
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
        always("Revise que no falte ni sobre nada y corrija el total, o reemplácelo por una suma."),
    ),
    Code.REPEATED_SHEET: Wording(
        "Hoja repetida",
        _copied_sheet,
        always("Elimine la hoja que sobra; si tiene otros datos, corrija el nombre de su unidad."),
    ),
    Code.DEVIANT_FORMULA: Wording(
        "Fórmula distinta de las demás",
        _deviant,
        always("Revise la fórmula y, si no es a propósito, cópiela de una fila vecina."),
    ),
    Code.PERCENTAGE_DISAGREES: Wording(
        "Porcentaje distinto",
        _percentage,
        always("Corrija los importes o el porcentaje; la evaluación usa los importes."),
    ),
    Code.NOT_CALCULATED: Wording(
        "Fórmulas sin calcular",
        _not_calculated,
        always("Abra el libro en Excel o LibreOffice, guárdelo y vuelva a revisarlo."),
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
        always("Muestre las filas y vea si deben contarse; elimine las que sobren."),
    ),
    Code.NOT_CHECKED: Wording(
        "Comprobación no realizada",
        _not_checked,
        always("Guarde el libro como .xlsx y vuelva a revisarlo para que la comprobación sea completa."),
    ),
}
"""How each code about cells and sheets is said."""
