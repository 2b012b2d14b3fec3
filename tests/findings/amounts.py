"""Findings of single cells: amounts, percentages, totals, formats, hidden rows, units of measure."""

from __future__ import annotations

from tests.findings.draft import Case, Draft
from tests.findings.plans import ACCEPTABLE, MET, SURPASSED, monthly, yearly
from workbook.canvas import Formula


def importe_ilegible() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": "por confirmar"})
    draft.comes_to("UTD", {"J10": "#VALUE!", "K10": "#VALUE!"})
    says = ("por confirmar", "Ejecutadas", "no entra en los totales", "Escriba solo el número")
    return Case(draft.file(), "UTD", "I10", says)


def importe_ilegible__verdadero() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": True}).comes_to("UTD", {"J10": "#VALUE!", "K10": "#VALUE!"})
    return Case(draft.file(), "UTD", "I10", ("VERDADERO", "Escriba solo el número"))


def importe_ilegible__en_un_mes() -> Case:
    """A text in Prog. Feb; the sums ask to look."""
    draft = Draft(monthly(), monthly=True).put("OINF", {"O8": "dos"})
    draft.comes_to("OINF", {"H8": "Revisar", "I8": "Revisar", "J8": "#VALUE!", "K8": "#VALUE!"})
    says = ("dos", "Programadas de febrero", "deje en blanco si no hay programación en ese mes")
    return Case(draft.file(), "OINF", "O8", says)


def importe_ilegible__ejecutada_no_programada() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": "No programada"})
    draft.comes_to("UTD", {"J10": "#VALUE!", "K10": "#VALUE!"})
    says = ("No programada", "tiene meta programada", "cambie su meta a 0")
    return Case(draft.file(), "UTD", "I10", says)


def importe_ilegible__no_programada_en_un_mes() -> Case:
    draft = Draft(monthly(), monthly=True).put("OINF", {"AA8": "No programada"})
    draft.comes_to("OINF", {"H8": "Revisar", "I8": "Revisar", "J8": "#VALUE!", "K8": "#VALUE!"})
    return Case(draft.file(), "OINF", "AA8", ("Ejecutadas de febrero", "borre su meta de febrero"))


def importe_ilegible__metas_anuales() -> Case:
    """What is shown and not judged: told once."""
    draft = Draft(yearly()).put("UTD", {f"G{row}": "mucho" for row in (8, 9)})
    return Case(draft.file(), "UTD", "G8", ("Meta anual dice «mucho»", "(G8 y G9)"))


def casi_importe_ilegible() -> Case:
    """The words that the template offers."""
    draft = Draft(yearly()).put("UTD", {"H10": "No programada", "I10": None})
    return Case(draft.comes_to("UTD", {"J10": "No programada", "K10": "No programada"}).file())


def importe_ambiguo() -> Case:
    draft = Draft(yearly()).put("UCOB", {"H8": "1.234"})
    draft.comes_to("UCOB", {"J8": "#VALUE!", "K8": "#VALUE!"})
    says = ("1.234", "Programadas", "dos números distintos", "Vuelva a escribir")
    return Case(draft.file(), "UCOB", "H8", says)


def importe_ambiguo__coma() -> Case:
    draft = Draft(yearly()).put("UCOB", {"I8": "179,5"})
    draft.comes_to("UCOB", {"J8": "#VALUE!", "K8": "#VALUE!"})
    return Case(draft.file(), "UCOB", "I8", ("179,5", "Ejecutadas", "por ejemplo, 1234 o 179.5"))


def importe_ambiguo__metas_anuales() -> Case:
    draft = Draft(yearly()).put("UTD", {f"G{row}": "1.234" for row in (8, 9)})
    return Case(draft.file(), "UTD", "G8", ("Meta anual dice «1.234»", "(G8 y G9)"))


def casi_importe_ambiguo() -> Case:
    """A comma before three digits is read one way only."""
    draft = Draft(yearly()).put("UCOB", {"I8": "1,200"}).comes_to("UCOB", {"J8": 6, "K8": SURPASSED})
    return Case(draft.file(), also=("numero_como_texto",))


def importe_negativo() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": -5}).comes_to("UTD", {"J10": "#NUM!", "K10": "#NUM!"})
    return Case(draft.file(), "UTD", "I10", ("-5", "Ejecutadas", "menor que cero", "Corrija el importe"))


def importe_negativo__en_un_mes() -> Case:
    """An adjustment in Ejec. Jun."""
    draft = Draft(monthly(), monthly=True).put("UTD", {"AE9": -3})
    draft.comes_to("UTD", {"H9": "Revisar", "I9": "Revisar", "J9": "#VALUE!", "K9": "#VALUE!"})
    return Case(draft.file(), "UTD", "AE9", ("-3", "Ejecutadas de junio", "Corrija el importe"))


def casi_importe_negativo() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": 0, "L10": "No se contrató el servicio."})
    return Case(draft.comes_to("UTD", {"J10": 0, "K10": "META INSUFICIENTE"}).file())


def celda_con_error() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": Formula("=P3/P4", "#DIV/0!")})
    draft.comes_to("UTD", {"J10": "#DIV/0!", "K10": "#DIV/0!"})
    says = ("#¡DIV/0!", "Ejecutadas", "divide entre cero", "Corrija la fórmula")
    return Case(draft.file(), "UTD", "I10", says)


def celda_con_error__en_un_mes() -> Case:
    """A lookup in Ejec. Feb that finds nothing."""
    draft = Draft(monthly(), monthly=True).put("OINF", {"AA8": Formula('=MATCH("x",P1:P2,0)', "#N/A")})
    draft.comes_to("OINF", {"H8": "Revisar", "I8": "Revisar", "J8": "#VALUE!", "K8": "#VALUE!"})
    return Case(draft.file(), "OINF", "AA8", ("#N/D", "Ejecutadas de febrero", "Corrija la fórmula"))


def celda_con_error__metas_anuales() -> Case:
    draft = Draft(yearly()).put("UTD", {f"G{row}": Formula("=P3/P4", "#DIV/0!") for row in (8, 9)})
    return Case(draft.file(), "UTD", "G8", ("Meta anual", "#¡DIV/0!", "(G8 y G9)"))


def casi_celda_con_error() -> Case:
    """An error beside the table."""
    return Case(Draft(yearly()).put("UTD", {"P10": Formula("=P3/P4", "#DIV/0!")}).file())


def numero_como_texto() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": " 50 "})
    says = ("Ejecutadas está escrito como texto («50»)", "Excel no lo suma", "formato de la celda a Número")
    return Case(draft.file(), "UTD", "I10", says)


def numero_como_texto__en_un_mes() -> Case:
    draft = Draft(monthly(), monthly=True).put("OINF", {"AA8": "2"})
    return Case(draft.file(), "OINF", "AA8", ("Ejecutadas de febrero está escrito como texto («2»)",))


def numero_como_texto__varios() -> Case:
    draft = Draft(yearly()).put("UTD", {"H9": "40", "I9": "40", "I10": "S/ 50.00"})
    return Case(draft.file(), "UTD", "H9", ("3 importes", "H9, I9 e I10", "se leyeron como números"))


def casi_numero_como_texto() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": "S.I."}).comes_to("UTD", {"J10": "S.I.", "K10": "S.I."})
    return Case(draft.file(), also=("sin_informacion",))


def decimal_oculto() -> Case:
    """49.6 shown as 50."""
    draft = Draft(yearly()).put("UTD", {"I10": 49.6}, "#,##0").put("UTD", {"L10": "Faltó papel."})
    draft.comes_to("UTD", {"J10": 0.992, "K10": ACCEPTABLE})
    return Case(draft.file(), "UTD", "I10", ("1 celda", "decimales", "Muestre los decimales"))


def casi_decimal_oculto() -> Case:
    draft = Draft(yearly()).put("UTD", {"I10": 49.6}, "0.0").put("UTD", {"L10": "Faltó papel."})
    draft.put("UTD", {"I9": 40}, "#,##0")
    return Case(draft.comes_to("UTD", {"J10": 0.992, "K10": ACCEPTABLE}).file())


def filas_ocultas() -> Case:
    draft = Draft(yearly()).hide_rows("UTD", 9)
    return Case(
        draft.file(), "UTD", "B9", ("1 fila oculta o filtrada", "fila 9", "también se cuenta", "Muestre")
    )


def filas_ocultas__hoja() -> Case:
    draft = Draft(yearly()).hide("OINF")
    return Case(draft.file(), "OINF", "", ("la hoja está oculta", "también se cuentan", "elimínela si sobra"))


def casi_filas_ocultas() -> Case:
    """Rows without activity, above and below."""
    return Case(Draft(yearly()).hide_rows("UTD", 5, 12, 13).file())


def unidades_mezcladas() -> Case:
    draft = Draft(yearly()).put("UTD", {"D9": "Caja"})
    says = ("AEI.02.01", "«Expediente» y «Caja»", "«Promedio de actividades, con tope de")
    return Case(draft.file(), "UTD", "D9", says)


def unidades_mezcladas__dos_hojas() -> Case:
    """Each unit has a measure of its own."""
    draft = Draft(yearly()).put("UCOB", {"D8": "Cédula"})
    return Case(draft.file(), "UCOB", "D8", ("AEI.01.01", "«Notificación» y «Cédula»"))


def casi_unidades_mezcladas() -> Case:
    """The same measure in capitals, in one sheet and in two."""
    return Case(Draft(yearly()).put("UTD", {"D9": " EXPEDIENTE", "D10": "NOTIFICACION"}).file())


def total_no_cuadra() -> Case:
    """A typed total below the rows, of which one amount is wrong."""
    draft = Draft(yearly()).put("UTD", {"C11": "TOTAL", "H11": Formula("=SUM(H8:H10)", 210), "I11": 200})
    says = ("total de Ejecutadas", "200", "190", "corrija el total")
    return Case(draft.file(), "UTD", "I11", says)


def total_no_cuadra__meses() -> Case:
    """An amount typed over the sum of the months."""
    draft = (
        Draft(monthly(), monthly=True).put("UTD", {"I9": 66}).comes_to("UTD", {"J9": 1.1, "K9": SURPASSED})
    )
    says = ("66", "60", "Archivar", "corrija los meses si el importe correcto es 66.")
    return Case(draft.file(), "UTD", "I9", says, also=("porcentaje_distinto",))


def casi_total_no_cuadra() -> Case:
    total = {"C11": "Total general", "H11": Formula("=SUM(H8:H10)", 210), "I11": 190}
    return Case(Draft(yearly()).put("UTD", total).file())


def porcentaje_distinto() -> Case:
    """A percentage typed over the formula: 100 of 120 is no 95 %."""
    draft = Draft(yearly()).put("UTD", {"J8": 0.95})
    says = ("la eficacia de la celda es 95\u00a0%", "83.33\u00a0%", "Corrija los importes o el porcentaje")
    return Case(draft.file(), "UTD", "J8", says)


def porcentaje_distinto__texto() -> Case:
    draft = Draft(yearly()).put("UTD", {"J8": "95 %"})
    return Case(draft.file(), "UTD", "J8", ("95\u00a0%", "83.33\u00a0%"))


def porcentaje_distinto__sin_meta() -> Case:
    """A percentage where nothing was programmed."""
    draft = Draft(yearly()).put("UTD", {"H10": 0, "I10": 0, "J10": 1}).comes_to("UTD", {"K10": MET})
    return Case(draft.file(), "UTD", "J10", ("100\u00a0%", "No programada", "Corrija"))


def casi_porcentaje_distinto() -> Case:
    """The same percentage typed as people round it."""
    return Case(Draft(yearly()).put("UTD", {"J8": 0.83, "J9": "100 %"}).file())
