"""Two small clean plans: one with the amounts of the year, one with months. Their workbooks have no findings.

In the workbook of `yearly` a unit's first activity stands in row 8: G Meta anual, H Programadas,
I Ejecutadas, J Eficacia, K Indicador, L Motivo. In that of `monthly` N to Y are the programmed months,
Z to AK the executed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.support.months import facts
from workbook.domain.cells import Number
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import TargetKind
from workbook.spanish.calendar import parse_period

UTD = "Unidad de Trámite Documentario"
OINF = "Oficina de Informática"
UCOB = "Unidad de Cobranza"
LATE = "Se cerró la atención presencial en marzo y abril."
NO_CABLE = "El proveedor no entregó los equipos a tiempo."
LEFT = "Dos notificadores renunciaron y sus plazas siguen vacantes."

INSUFFICIENT = "META INSUFICIENTE"
ACCEPTABLE = "META PARCIALMENTE CUMPLIDA, ACEPTABLE"
MET = "META CUMPLIDA"
SURPASSED = "META SUBVALUADA"


def yearly() -> Plan:
    """UTD in rows 8 to 10, OINF in 8 and 9, UCOB in 8."""
    return Plan(
        _framework("Anual", (UTD, "UTD"), (OINF, "OINF"), (UCOB, "UCOB")),
        (
            _row("UTD-01", UTD, "AEI.02.01", ("Atender expedientes", "Expediente"), (120, 100), LATE),
            _row("UTD-02", UTD, "AEI.02.01", ("Archivar expedientes", "Expediente"), (40, 40)),
            _row("UTD-03", UTD, "AEI.01.01", ("Notificar por correo", "Notificación"), (50, 50)),
            _row("OINF-01", OINF, "AEI.01.02", ("Publicar reportes", "Reporte"), (12, 6), NO_CABLE),
            _row("OINF-02", OINF, "AEI.01.02", ("Revisar reportes", "Reporte"), (4, 4)),
            _row("UCOB-01", UCOB, "AEI.01.01", ("Notificar en domicilio", "Notificación"), (200, 180), LEFT),
        ),
    )


def monthly(period: str | None = "I Semestre") -> Plan:
    """UTD in rows 8 to 10, OINF in 8 and 9: all programmed for the year, reported until June."""
    ten, two, one = (" ".join([each] * 12) for each in ("10", "2", "1"))
    half = {months: " ".join(months.split()[:6]) for months in (ten, two, one)}
    later = ("- - 5 " + " ".join(["2"] * 9), "- - 5 2 2 2")
    rows = (
        _months("UTD-01", UTD, "AEI.02.01", ("Atender", "Expediente"), (ten, "10 9 10 10 10 10"), LATE),
        _months("UTD-02", UTD, "AEI.02.01", ("Archivar", "Expediente"), (ten, half[ten])),
        _months("UTD-03", UTD, "AEI.02.01", ("Digitalizar", "Expediente"), later),
        _months("OINF-01", OINF, "AEI.01.01", ("Notificar", "Notificación"), (two, half[two])),
        replace(
            _months("OINF-02", OINF, "AEI.01.02", ("Mantener", "Sistema"), (one, half[one])),
            kind=TargetKind.NOT_CUMULATIVE,
        ),
    )
    return Plan(_framework(period, (UTD, "UTD"), (OINF, "OINF")), rows)


def _framework(period: str | None, *units: tuple[str, str]) -> Framework:
    return Framework(
        Settings(
            entity="Municipalidad de Prueba",
            year=2026,
            period=parse_period(period) if period else None,
            place_and_date="Cajamarca, 15 de enero de 2027",
        ),
        (Objective("OEI.01", "Mejorar la recaudación"), Objective("OEI.02", "Atender al ciudadano")),
        (
            Action("AEI.01.01", "Notificar las deudas", "OEI.01"),
            Action("AEI.01.02", "Dar información oportuna", "OEI.01"),
            Action("AEI.02.01", "Atender los expedientes", "OEI.02"),
        ),
        tuple(OrgUnit(name, name, acronym=acronym, sheet=acronym) for name, acronym in units),
    )


def _row(
    code: str, unit: str, action: str, what: tuple[str, str], amounts: tuple[int, int], cause: str = ""
) -> Activity:
    """An activity: `what` is its name and its unit of measure, `amounts` what was programmed and executed."""
    programmed, executed = (Number(Decimal(amount)) for amount in amounts)
    return Activity(action, unit, programmed, executed, code, *what, cause=cause)


def _months(
    code: str, unit: str, action: str, what: tuple[str, str], months: tuple[str, str], cause: str = ""
) -> Activity:
    programmed, executed = (facts(text) for text in months)
    by_month = Monthly(programmed, executed)
    return Activity(action, unit, code=code, name=what[0], measure=what[1], monthly=by_month, cause=cause)
