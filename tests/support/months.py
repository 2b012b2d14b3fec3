"""Plans with months, written briefly: "10 9 - S.I." is January to April, the rest of the year blank."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbook.domain.cells import BLANK, CellError, Fact, Number, read_amount
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import Period, TargetKind

OBJECTIVE, ACTION, UNIT = "OEI.01", "AEI.01.01", "Unidad de Prueba"


@dataclass(frozen=True, slots=True)
class Row:
    """An activity's twelve months, in short."""

    programmed: str
    executed: str
    kind: TargetKind = TargetKind.CUMULATIVE


def facts(text: str) -> tuple[Fact, ...]:
    """Return the facts of twelve months."""
    given = tuple(_fact(word) for word in text.split())
    return given + (BLANK,) * (12 - len(given))


def monthly_plan(rows: tuple[Row, ...], period: Period | None = None, cutoff: int | None = None) -> Plan:
    """Return the plan of one unit with these rows."""
    framework = Framework(
        Settings(entity="Entidad", year=2026, period=period, cutoff=cutoff),
        (Objective(OBJECTIVE, "Objetivo"),),
        (Action(ACTION, "Acción", OBJECTIVE),),
        (OrgUnit(UNIT, UNIT, acronym="UP"),),
        monthly=True,
    )
    return Plan(framework, tuple(_activity(number, row) for number, row in enumerate(rows, 1)))


def _activity(number: int, row: Row) -> Activity:
    return Activity(
        ACTION,
        UNIT,
        code=f"AO-{number:03}",
        name=f"Actividad {number}",
        kind=row.kind,
        monthly=Monthly(facts(row.programmed), facts(row.executed)),
    )


def _fact(word: str) -> Fact:
    if word == "-":
        return BLANK
    if word.startswith("#"):
        return CellError(word)
    try:
        return Number(Decimal(word))
    except ArithmeticError:
        return read_amount(word)
