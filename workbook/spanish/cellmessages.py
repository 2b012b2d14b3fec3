"""Messages about what cells and sheets hold: amounts, formulas, columns, copies, what cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code
from workbook.spanish.grammar import agree
from workbook.spanish.labels import field_name
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_NOT_IN_TOTALS: Final = "; la fila no entra en los totales"
_TYPE_A_NUMBER: Final = (
    "Escriba solo el número, sin separador de miles ni palabras. "
    "Escriba 0 si no ejecutó; deje la celda en blanco si aún no tiene el dato."
)


def _amount(details: Details) -> str:
    column = details.column()
    return f"el importe de {column}" if column else "el importe"


def _unreadable(details: Details) -> str:
    said = details.quoted("text")
    field, text = details.text("field"), details.text("text")
    if (field, text) == ("programmed", "S.I."):
        return f"la meta dice {said}, y una meta no puede quedar sin información{_NOT_IN_TOTALS}"
    if (field, text) == ("executed", "No programada"):
        return f"{_amount(details)} dice {said}, pero la fila tiene meta programada{_NOT_IN_TOTALS}"
    if not said:
        return f"{_amount(details)} no se puede leer como número{_NOT_IN_TOTALS}"
    return f"{_amount(details)} dice {said}, que no se puede leer como número{_NOT_IN_TOTALS}"


def _repair_unreadable(details: Details) -> str:
    if details.text("field") == "programmed":
        return "Escriba la meta como número; escriba 0 si no se programó nada para el periodo."
    if details.text("text") == "No programada":
        return (
            "Escriba lo ejecutado como número (0 si no ejecutó). "
            "Si la actividad ya no está programada, cambie su meta a 0."
        )
    return _TYPE_A_NUMBER


def _ambiguous(details: Details) -> str:
    return (
        f"{_amount(details)}{details.after('dice', 'text') or ' está escrito como texto'}, que se puede leer como dos "
        f"números distintos según se tome el punto o la coma; no se adivina{_NOT_IN_TOTALS}"
    )


def _negative(details: Details) -> str:
    number = details.text("text")
    said = f" ({number})" if number else ""
    return f"{_amount(details)} es negativo{said}; ni lo programado ni lo ejecutado puede ser menor que cero{_NOT_IN_TOTALS}"


def _cell_error(details: Details) -> str:
    column, error = details.column(), details.error()
    where = f"la celda de {column}" if column else "la celda"
    shown = f"el error {error}" if error else "un error"
    return f"{where} muestra {shown}, así que no se conoce su importe{_NOT_IN_TOTALS}"


_ERROR_CAUSES: Final = {
    "#¡REF!": "La fórmula apunta a celdas que se borraron. ",
    "#¡DIV/0!": "La fórmula divide entre cero o entre una celda en blanco. ",
    "#N/D": "La fórmula busca un valor que no encuentra. ",
    "#¿NOMBRE?": "La fórmula usa un nombre o una función que este Excel no conoce. ",
    "#¡VALOR!": "La fórmula opera con una celda que tiene texto. ",
}


def _repair_error(details: Details) -> str:
    return f"{_ERROR_CAUSES.get(details.error(), '')}Corrija la fórmula de la celda o escriba en su lugar el importe."


def _as_text(details: Details) -> str:
    if details.number("rows", "count") > 1:
        subject = (
            f"{details.rows('importe está escrito', 'importes están escritos')} como texto{_listed(details)}"
        )
        return f"{subject}; se leyeron como números, pero Excel no los suma"
    said = details.quoted("text")
    return f"{_amount(details)} está escrito como texto{f' ({said})' if said else ''}; se leyó como número, pero Excel no lo suma"


def _listed(details: Details) -> str:
    """Return the addresses in brackets, where there are several."""
    several = details.number("rows", "count") > 1 and len(details.items("cells")) > 1
    return f" ({details.cells('cells')})" if several else ""


def _hidden_decimals(details: Details) -> str:
    shown, held = details.text("shown"), details.text("value", "held", "amount")
    if shown and held and details.number("rows", "count") <= 1:
        return f"la celda muestra {shown}, pero contiene {held}; la evaluación usa {held}"
    number = details.rows("celda tiene", "celdas tienen") or "una celda tiene"
    return f"{number} decimales que su formato no muestra{_listed(details)}; la evaluación usa el número completo"


def _missing_column(details: Details) -> str:
    missing = details.items("missing", "columns")
    listed = details.listing("missing", "columns")
    if not missing:
        return "la tabla no tiene todas las columnas que se necesitan, por lo que la hoja no se pudo leer"
    word = "la columna" if len(missing) == 1 else "las columnas"
    found = details.listing("found", "headers")
    seen = f" (se encontraron {found})" if found else ""
    return f"a la tabla le falta {word} {listed}{seen}, por lo que la hoja no se pudo leer completa"


def _repair_missing_column(details: Details) -> str:
    missing = details.listing("missing", "columns")
    what = f"con {missing}" if missing else "con los nombres de la plantilla"
    return f"Agregue o corrija los encabezados de la tabla {what} y vuelva a revisar el libro."


def _no_data(details: Details) -> str:
    found = details.listing("headers", "found")
    sheets = details.listing("sheets")
    seen = (
        f"; se encontraron los encabezados {found}"
        if found
        else f"; tiene las hojas {sheets}"
        if sheets
        else ""
    )
    return f"el libro no tiene ninguna hoja con actividades que se puedan leer{seen}"


def _total(details: Details) -> str:
    column = details.column() or field_name(details.text("column"))
    which = f" de {column}" if column else ""
    typed, computed = (
        details.text("typed", "shown", "stated", "text"),
        details.text("computed", "sum", "expected"),
    )
    if typed and computed:
        return f"el total{which} dice {typed}, pero sus filas suman {computed}; la evaluación usa las filas"
    return f"el total{which} no coincide con la suma de sus filas; la evaluación usa las filas"


def _percentage(details: Details) -> str:
    typed, computed = details.text("typed", "shown", "stated", "text"), details.text("computed", "expected")
    if typed and computed:
        return f"la eficacia escrita es {typed}, pero con los importes de la fila resulta {computed}"
    return "la eficacia escrita no corresponde a los importes de la fila"


def _deviant(details: Details) -> str:
    formula, expected = details.quoted("formula", "text"), details.quoted("expected")
    said = f" {formula}" if formula else ""
    skipped = details.items("rows")
    if skipped and not expected:
        return (
            f"la fórmula{said} no suma {agree(len(skipped), 'la fila', 'las filas')} {details.cells('rows')}"
        )
    if details.number("count") > 1:
        rest = f"; la primera dice{said}" if said else ""
        told = f" y en su lugar se esperaba {expected}" if rest and expected else ""
        return f"{details.rows('fórmula', 'fórmulas')} son distintas de las demás de su columna{_listed(details)}{rest}{told}"
    told = f"; se esperaba {expected}" if expected else ""
    return f"la fórmula{said} es distinta de las demás de su columna{told}"


def _copied_sheet(details: Details) -> str:
    used = details.quoted("used", "other", "original")
    return f"la hoja repite los datos de la hoja {used or 'de la misma unidad'}; se usa {used or 'solo una de ellas'}"


def _hidden_rows(details: Details) -> str:
    rows = details.rows("fila oculta o filtrada", "filas ocultas o filtradas") or "filas ocultas o filtradas"
    numbers = details.cells("rows")
    told = f" ({agree(len(details.items('rows')), 'fila', 'filas')} {numbers})" if numbers else ""
    return f"hay {rows}{told}; también se cuentan"


def _not_calculated(details: Details) -> str:
    subject = details.rows("fórmula no guarda", "fórmulas no guardan") or "hay fórmulas que no guardan"
    lost = ", y los importes que dependen de ellas se leen en blanco" if details.number("amounts") else ""
    return (
        f"{subject} su resultado{_listed(details)}, porque ningún programa de hojas de cálculo "
        f"ha guardado el libro{lost}"
    )


_NOT_CHECKED: Final = {
    "formulas": "las fórmulas",
    "hidden": "las filas ocultas",
    "hidden_rows": "las filas ocultas",
    "formats": "los formatos",
    "errors": "las celdas con error",
}


def _not_checked(details: Details) -> str:
    names = [_NOT_CHECKED.get(item, item) for item in details.items("what", "unchecked", "aspects")]
    listed = f"{', '.join(names[:-1])} y {names[-1]}" if len(names) > 1 else "".join(names)
    kind = details.text("format", "suffix").lstrip(".")
    where = f"en un archivo .{kind}" if kind else "en este tipo de archivo"
    return f"no se pudo comprobar {listed or 'todo lo que se comprueba en un .xlsx'} {where}"


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
        always("Revise que no falte ni sobre una fila y corrija el total, o reemplácelo por una suma."),
    ),
    Code.REPEATED_SHEET: Wording(
        "Hoja repetida",
        _copied_sheet,
        always(
            "Elimine la hoja que no corresponde; si son datos distintos, corrija la unidad que indica la hoja."
        ),
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
        always("Muestre los decimales de la celda o, si el importe debe ser entero, corríjalo."),
    ),
    Code.HIDDEN_ROWS: Wording(
        "Filas ocultas",
        _hidden_rows,
        always("Muestre las filas y revise que deban contarse; elimine las que sobren."),
    ),
    Code.NOT_CHECKED: Wording(
        "Comprobación no realizada",
        _not_checked,
        always("Guarde el libro como .xlsx y vuelva a revisarlo para que la comprobación sea completa."),
    ),
}
"""How each code about cells and sheets is said."""
