"""Findings of the figures: missing reports, months, execution without target, causes, comments."""

from __future__ import annotations

from tests.findings.draft import Case, Draft
from tests.findings.plans import ACCEPTABLE, INSUFFICIENT, SURPASSED, monthly, yearly

JANUARY_TO_JUNE = ("Z", "AA", "AB", "AC", "AD", "AE")


def sin_informacion() -> Case:
    """Nobody wrote what was executed."""
    draft = Draft(yearly()).put("UTD", {"I10": None}).comes_to("UTD", {"J10": "S.I.", "K10": "S.I."})
    says = ("Unidad de Trámite Documentario", "no informó", "cuenta como 0", "escriba 0 si no ejecutó")
    return Case(draft.file(), "UTD", "I10", says)


def sin_informacion__meses() -> Case:
    """No programmed month of the row is reported."""
    blank = {f"{column}8": None for column in JANUARY_TO_JUNE}
    draft = Draft(monthly(), monthly=True).put("OINF", blank)
    draft.comes_to("OINF", {"I8": "S.I.", "J8": "S.I.", "K8": "S.I."})
    return Case(draft.file(), "OINF", "Z8", ("Oficina de Informática", "no informó"))


def casi_sin_informacion() -> Case:
    """Nothing was executed, and it says so."""
    draft = Draft(yearly()).put("UTD", {"I10": 0, "L10": "No se contrató el servicio."})
    return Case(draft.comes_to("UTD", {"J10": 0, "K10": INSUFFICIENT}).file())


def mes_sin_reporte() -> Case:
    """Ejec. Mar of one row is blank; another unit reports March."""
    draft = Draft(monthly(), monthly=True).put("UTD", {"AB8": None})
    draft.comes_to("UTD", {"I8": 49, "J8": 49 / 60, "K8": ACCEPTABLE})
    says = ("Unidad de Trámite Documentario", "marzo", "provisional", "escriba 0")
    return Case(draft.file(), "UTD", "AB8", says)


def casi_mes_sin_reporte() -> Case:
    """A reported 0; Ejec. Ene of a row that programmed nothing in January stays blank."""
    draft = Draft(monthly(), monthly=True).put("UTD", {"AB8": 0, "Z10": None})
    return Case(draft.comes_to("UTD", {"I8": 49, "J8": 49 / 60, "K8": ACCEPTABLE}).file())


def ejecutado_sin_meta() -> Case:
    draft = Draft(yearly()).put("UTD", {"H10": 0, "I10": 3})
    draft.comes_to("UTD", {"J10": "Sin meta", "K10": "Sin meta"})
    says = ("ejecutó 3", "AEI.01.01", "no entra en el total", "Programe la meta")
    return Case(draft.file(), "UTD", "I10", says)


def ejecutado_sin_meta__meses() -> Case:
    """No target in the semester; something was done in February."""
    unplanned = {f"{column}8": None for column in ("N", "O", "P", "Q", "R", "S", *JANUARY_TO_JUNE)}
    draft = Draft(monthly(), monthly=True).put("OINF", unplanned | {"AA8": 7})
    draft.comes_to("OINF", {"G8": 12, "H8": 0, "I8": 7, "J8": "Sin meta", "K8": "Sin meta"})
    return Case(draft.file(), "OINF", "AA8", ("ejecutó 7", "AEI.01.01", "Programe la meta"))


def casi_ejecutado_sin_meta() -> Case:
    draft = Draft(yearly()).put("UTD", {"H10": 0, "I10": 0})
    return Case(draft.comes_to("UTD", {"J10": "No programada", "K10": "No programada"}).file())


def acumulados_en_meses() -> Case:
    """A unit adds to what it had in the month before: 2 a month become 2, 4, 6… in the first semester."""
    running = {f"{column}8": 2 * n for n, column in enumerate(JANUARY_TO_JUNE, 1)}
    draft = Draft(monthly(), monthly=True).put("OINF", running)
    draft.comes_to("OINF", {"I8": 42, "J8": 3.5, "K8": SURPASSED})
    says = ("crece mes a mes", "parece acumulado", "escriba en cada mes solo lo de ese mes")
    return Case(draft.file(), "OINF", "Z8", says)


def acumulados_en_meses__toda_la_meta() -> Case:
    """The same where the year's target ends in June."""
    running = {f"{column}8": 2 * n for n, column in enumerate(JANUARY_TO_JUNE, 1)}
    later = {f"{column}8": None for column in "TUVWXY"}
    draft = Draft(monthly(), monthly=True).put("OINF", running | later)
    draft.comes_to("OINF", {"G8": 12, "I8": 42, "J8": 3.5, "K8": SURPASSED})
    return Case(draft.file(), "OINF", "Z8", ("crece mes a mes", "parece acumulado"))


def casi_acumulados_en_meses() -> Case:
    """Months that only grow, and a row that does not add up."""
    growing = dict(zip((f"{column}8" for column in JANUARY_TO_JUNE), (1, 1, 2, 2, 3, 3), strict=True))
    return Case(Draft(monthly(), monthly=True).put("OINF", growing).file())


def corte_anterior() -> Case:
    """The period is the year; nobody reports after June."""
    draft = Draft(monthly("Anual"), monthly=True)
    says = ("el libro tiene datos hasta junio", "julio a diciembre", "--hasta junio", "Parámetros")
    return Case(draft.file(), "Parámetros", "B10", says, also=("mes_sin_reporte", "falta_causa"))


def casi_corte_anterior() -> Case:
    """No period is given: the evaluation goes to the last month with data."""
    return Case(Draft(monthly(None), monthly=True).file())


def falta_causa() -> Case:
    draft = Draft(yearly()).put("UTD", {"L8": None})
    says = ("Atender expedientes", "AEI.02.01", "no dice el motivo", "Escriba en «Motivo»")
    return Case(draft.file(), "UTD", "L8", says)


def falta_causa__varias() -> Case:
    draft = Draft(yearly()).put("UTD", {"L8": None, "I9": 30}).comes_to("UTD", {"J9": 0.75, "K9": ACCEPTABLE})
    says = ("2 actividades de AEI.02.01 (L8 y L9)", "no dicen el motivo", "cada una de esas actividades")
    return Case(draft.file(), "UTD", "L8", says)


def casi_falta_causa() -> Case:
    """What reached its target needs no cause, nor what nobody reported."""
    draft = Draft(yearly()).put("UTD", {"I8": None, "L8": None})
    draft.comes_to("UTD", {"J8": "S.I.", "K8": "S.I."})
    return Case(draft.file(), also=("sin_informacion",))


def casi_falta_causa__comentada() -> Case:
    """The planner's own comment explains the AEI."""
    text = "La UTD cerró la atención presencial en marzo y abril."
    return Case(Draft(yearly()).put("UTD", {"L8": None}).put("Comentarios", {"C9": text}).file())


def casi_falta_causa__objetivo_comentado() -> Case:
    """The planner's own comment explains the OEI."""
    text = "La UTD cerró la atención presencial en marzo y abril."
    return Case(Draft(yearly()).put("UTD", {"L8": None}).put("Comentarios", {"C8": text}).file())


def casi_falta_causa__aei_cumplida() -> Case:
    """One activity below its target in an AEI that reached its own: 160 of 160."""
    draft = Draft(yearly()).put("UTD", {"L8": None, "I9": 60})
    return Case(draft.comes_to("UTD", {"J9": 1.5, "K9": SURPASSED}).file())


def causa_insuficiente() -> Case:
    """Only a source."""
    draft = Draft(yearly()).put("UTD", {"L8": "Memorando N° 123-2026-UTD"})
    says = ("Memorando N° 123-2026-UTD", "no explica", "Medio de verificación")
    return Case(draft.file(), "UTD", "L8", says)


def causa_insuficiente__guion() -> Case:
    """No word at all."""
    draft = Draft(yearly()).put("UTD", {"L8": "-"})
    says = ("dice «-», pero no explica por qué no se llegó a la meta. Escriba en «Motivo» qué lo impidió.",)
    return Case(draft.file(), "UTD", "L8", says)


def casi_causa_insuficiente() -> Case:
    """A source and a reason."""
    text = "Memorando N° 123-2026-UTD: el personal estuvo de licencia."
    return Case(Draft(yearly()).put("UTD", {"L8": text}).file())


def comentario_contradice() -> Case:
    """Praise for an AEI at 63 %."""
    text = "Se felicita a la Oficina de Informática por su excelente labor."
    draft = Draft(yearly()).put("Comentarios", {"C7": text})
    says = ("AEI.01.02", "felicita", f"el indicador de AEI.01.02 es «{INSUFFICIENT}»", "Corrija")
    return Case(draft.file(), "Comentarios", "C7", says)


def comentario_contradice__objetivo() -> Case:
    """Praise for an OEI: AEI.01.02 is at 63 %, AEI.01.01 at 120 %."""
    draft = Draft(yearly()).put("Comentarios", {"C5": "Excelente resultado de la OINF en el año."})
    draft.put("UCOB", {"I8": 250}).comes_to("UCOB", {"J8": 1.25, "K8": SURPASSED})
    says = (f"el indicador de AEI.01.01 y AEI.01.02 es «{SURPASSED}» o «{INSUFFICIENT}»",)
    return Case(draft.file(), "Comentarios", "C5", says)


def comentario_contradice__no_nombra() -> Case:
    """Nobody is named of those who make the shortfall."""
    draft = Draft(yearly()).put("Comentarios", {"C7": "Los reportes se publicaron con normalidad."})
    says = ("AEI.01.02", "no nombra", "Oficina de Informática", "qué unidades")
    return Case(draft.file(), "Comentarios", "C7", says)


def casi_comentario_contradice() -> Case:
    """It names the unit, by its acronym, and praises nobody."""
    text = "La OINF no publicó seis reportes: el proveedor no entregó los equipos."
    return Case(Draft(yearly()).put("Comentarios", {"C7": text}).file())
