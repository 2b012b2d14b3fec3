"""Findings of formulas: unlike their neighbours, never calculated, without scale, linked elsewhere."""

from __future__ import annotations

from tests.findings.draft import Case, Draft
from tests.findings.plans import monthly, yearly
from workbook.canvas import Formula, Value

ROWS = (8, 9, 10)
SPARE = (11, 12, 13)
TOTAL = {"C11": "TOTAL", "I11": Formula("=SUM(I8:I10)", 190)}
SHOWN: dict[int, Value] = {8: 100 / 120, 9: 1, 10: 1} | dict.fromkeys(SPARE, "")
LABELS: dict[int, Value] = {
    8: "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
    9: "META CUMPLIDA",
    10: "META CUMPLIDA",
} | dict.fromkeys(SPARE, "")
ADD_IN = "file:///C:\\Users\\ana\\AppData\\Roaming\\Microsoft\\AddIns\\eficacia.xlam"


def formula_desviada() -> Case:
    """Eficacia of row 9 is that of row 10."""
    draft = Draft(yearly()).put("UTD", {"J9": Formula("=EFICACIA(H10,I10)", 1)})
    says = (
        "=EFICACIA(H10,I10)» es distinta de las demás de su columna. Revise",
        "cópiela de una fila vecina",
    )
    return Case(draft.file(), "UTD", "J9", says)


def formula_desviada__corta() -> Case:
    """What was expected is short enough to be compared."""
    draft = Draft(yearly()).put("UTD", {f"G{row}": Formula(f"=H{row}", 1) for row in (8, 9)})
    draft.put("UTD", {"G10": Formula("=H9", 1)})
    return Case(draft.file(), "UTD", "G10", ("«=H9»", "se esperaba «=H10»"))


def formula_desviada__varias() -> Case:
    """Rows 8 and 9 are unlike the other four."""
    formulas = {f"J{row}": Formula(f"=EFICACIA(H{row},$I$8)", SHOWN[row]) for row in (8, 9)}
    draft = Draft(yearly()).put("UTD", formulas).row("UTD", 11, "UTD-04", "AEI.02.01", "Foliar", "Expediente")
    draft.row("UTD", 12, "UTD-05", "AEI.02.01", "Coser", "Expediente").put("UTD", {"H11": 0, "H12": 0})
    unplanned = dict.fromkeys(("J11", "K11", "J12", "K12"), "No programada")
    says = ("2 fórmulas de la columna son distintas (J8 y J9)", "cópielas de una fila vecina")
    return Case(draft.comes_to("UTD", unplanned).file(), "UTD", "J8", says)


def formula_desviada__suma_corta() -> Case:
    """A TOTAL whose SUM ends a row too early."""
    draft = Draft(yearly()).put("UTD", TOTAL | {"H11": Formula("=SUM(H8:H9)", 160)})
    says = ("=SUM(H8:H9)", "no suma la fila 10", "Amplíe la suma hasta incluir la fila 10.")
    return Case(draft.file(), "UTD", "H11", says, also=("total_no_cuadra",))


def formula_desviada__suma_con_hueco() -> Case:
    """A TOTAL whose SUM leaps over a row."""
    draft = Draft(yearly()).put("UTD", TOTAL | {"H11": Formula("=SUM(H8,H10)", 170)})
    says = ("=SUM(H8,H10)", "no suma la fila 9", "Amplíe la suma hasta incluir la fila 9.")
    return Case(draft.file(), "UTD", "H11", says, also=("total_no_cuadra",))


def formula_desviada__suma_a_mano() -> Case:
    """A TOTAL that adds cells one by one, and not all."""
    draft = Draft(yearly()).put("UTD", TOTAL | {"H11": Formula("=H8", 120)})
    draft.put("UTD", {"H11": Formula("=H8+H10", 170)})
    says = ("=H8+H10", "no suma la fila 9")
    return Case(draft.file(), "UTD", "H11", says, also=("total_no_cuadra",))


def formula_desviada__meses() -> Case:
    """Programadas of a row adds up five months of six, by chance the same amount."""
    draft = Draft(monthly(), monthly=True).put("UTD", {"H10": Formula("=SUM(P10:S10)", 11)})
    return Case(draft.file(), "UTD", "H10", ("=SUM(P10:S10)", "distinta de las demás"))


def casi_formula_desviada() -> Case:
    """The same formula in small letters; a value typed over another."""
    own = "t_UTD[[#This Row],[{}]]".format
    done = f'if({own("Ejecutadas")}="","S.I.",{own("Ejecutadas")})'
    text = f'=if( {own("AEI")}="", "", eficacia({own("Programadas")}, {done}) )'
    draft = Draft(yearly()).put("UTD", {"J9": Formula(text, 1), "J10": 1})
    draft.put("UTD", TOTAL | {"H11": Formula("=SUM(H8:H10)", 210)})
    return Case(draft.file())


def sin_calcular() -> Case:
    """A program wrote the sheet's formulas and computed none."""
    draft = Draft(yearly()).without_values("UTD", (*ROWS, *SPARE))
    return Case(draft.file(), "UTD", "J8", ("6 fórmulas", "no guardan su resultado", "guárdelo"))


def sin_calcular__importe() -> Case:
    """An amount that is a formula without value: unknown, not blank."""
    draft = Draft(yearly()).put("UTD", {"H10": Formula("=20+30", 50)}).without_values("UTD", [10], "H")
    says = ("1 fórmula", "no guarda su resultado", "no se conocen", "no entran en los totales", "guárdelo")
    return Case(draft.file(), "UTD", "H10", says, also=("celda_con_error",))


def casi_sin_calcular() -> Case:
    """Rows without activity only."""
    return Case(Draft(yearly()).without_values("UTD", SPARE).file())


def banda_sin_escala() -> Case:
    """The scale is the entity's own, and Indicador of a sheet does not ask for it."""
    formulas = {
        f"K{row}": Formula("=BANDA(t_UTD[[#This Row],[Eficacia]])", label) for row, label in LABELS.items()
    }
    draft = Draft(yearly()).put("Parámetros", {"E6": 0.8}).put("UTD", formulas)
    says = ("6 fórmulas llaman a BANDA sin la escala (K8, K9, K10, K11, K12 y K13)", "que muestran")
    return Case(draft.file(), "UTD", "K8", (*says, "Cópielas", "tabla Escala como segundo dato"))


def casi_banda_sin_escala() -> Case:
    """The scale is the entity's own, and every formula asks for it."""
    return Case(Draft(yearly()).put("Parámetros", {"E6": 0.8}).file())


def casi_banda_sin_escala__predeterminada() -> Case:
    """Without scale, where the scale is the default one."""
    formulas = {
        f"K{row}": Formula("=BANDA(t_UTD[[#This Row],[Eficacia]])", label) for row, label in LABELS.items()
    }
    return Case(Draft(yearly()).put("UTD", formulas).file())


def casi_formula_desviada__total_de_subtotales() -> Case:
    """A TOTAL that adds up a subtotal and a row."""
    draft = Draft(yearly()).put("UTD", {"C10": "Subtotal", "H10": Formula("=H8+H9", 160), "I10": 140})
    draft.put("UTD", {"A10": None, "B10": None, "D10": None, "C12": "TOTAL"})
    draft.row("UTD", 11, "UTD-03", "AEI.01.01", "Notificar por correo", "Notificación")
    draft.put("UTD", {"H11": 50, "I11": 50, "H12": Formula("=H10+H11", 210), "I12": Formula("=I10+I11", 190)})
    blank = dict.fromkeys(("J10", "K10"), "")
    return Case(draft.comes_to("UTD", blank | {"J11": 1, "K11": "META CUMPLIDA"}).file())


def vinculo_ajeno() -> Case:
    """The workbook comes from a computer whose add-in lies elsewhere."""
    draft = Draft(yearly()).put("UTD", _linked()).with_link(ADD_IN)
    says = (
        "EFICACIA (J8, J9, J10",
        "otra carpeta o computadora",
        "Solucionar problemas",
        "reparar los vínculos",
    )
    return Case(draft.file(), "UTD", "J8", says)


def vinculo_ajeno__solo_formula() -> Case:
    """The link itself was lost; the formulas still name it."""
    return Case(Draft(yearly()).put("UTD", _linked()).file(), "UTD", "J8", ("reparar los vínculos",))


def vinculo_ajeno__con_ruta() -> Case:
    """The formula itself names the add-in's file."""
    draft = Draft(yearly()).put(
        "UTD", {"J9": Formula(r"='C:\AddIns\[eficacia.xlam]Hoja'!EFICACIA(H9,I9)", 1)}
    )
    says = (r"1 fórmula con EFICACIA está vinculada", r"«C:\AddIns\eficacia.xlam»")
    return Case(draft.file(), "UTD", "J9", says, also=("formula_desviada",))


def casi_vinculo_ajeno() -> Case:
    """A link to a workbook of amounts, not to the add-in."""
    draft = Draft(yearly()).put("UTD", {"I10": Formula("=[1]Notificaciones!$C$9", 50)})
    return Case(draft.with_link("notificaciones.xlsx").file())


def _linked() -> dict[str, Value | Formula]:
    own = "t_UTD[[#This Row],[{}]]".format
    done = f'IF({own("Ejecutadas")}="","S.I.",{own("Ejecutadas")})'
    text = f'=IF({own("AEI")}="","",[1]!EFICACIA({own("Programadas")},{done}))'
    return {f"J{row}": Formula(text, value) for row, value in SHOWN.items()}
