"""An evaluation as JSON: the object that `consolidar --json` prints, its keys in a fixed order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbook.domain.assessment import State
from workbook.domain.facts import action_facts
from workbook.domain.findings import SEVERITY, Code, Severity
from workbook.domain.places import Field
from workbook.spanish.accounts import field_label
from workbook.spanish.calendar import MONTH_NAMES, period_name
from workbook.spanish.messages import message
from workbook.spanish.narrative import paragraph, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding
    from workbook.domain.results import ActionResult, Evaluation, ObjectiveResult, Outcome, UnitInAction

    Json = dict[str, Any]


def as_json(evaluation: Evaluation) -> Json:
    """Return an evaluation as plain objects.

    Amounts are int where they are whole, else float; `eficacia` is a ratio or None. A unit without a
    target tells what it executed; totals leave that out, as the report's do.
    """
    period = evaluation.period
    return {
        "entidad": evaluation.framework.settings.entity,
        "periodo": period_name(replace(period, cutoff=None)),
        "corte": MONTH_NAMES[period.last - 1],
        "metodo": evaluation.method.value,
        "oei": [_objective(result, evaluation) for result in evaluation.objectives],
        "observaciones": findings_as_json(evaluation.findings),
    }


def nothing_as_json(findings: Iterable[Finding]) -> Json:
    """Return the same object for a workbook that could not be evaluated: only its findings say anything."""
    nothing = dict.fromkeys(("entidad", "periodo", "corte", "metodo"), "")
    return {**nothing, "oei": [], "observaciones": findings_as_json(findings)}


def unreadable_as_json(why: str) -> list[Json]:
    """Return the one observation about a workbook that cannot be read at all."""
    code = Code.NO_DATA
    place = {"hoja": "", "celda": ""}
    return [{"codigo": code.value, "severidad": SEVERITY[code].value, **place, "mensaje": why}]


def findings_as_json(findings: Iterable[Finding]) -> list[Json]:
    """Return findings as plain objects, in their order."""
    return [
        {
            "codigo": found.code.value,
            "severidad": found.severity.value,
            "hoja": found.sheet,
            "celda": found.cell,
            "mensaje": message(found),
        }
        for found in findings
    ]


def review_as_json(name: str, findings: Iterable[Finding], accounts: Iterable[SheetAccount] = ()) -> Json:
    """Return what `revisar --json` prints: the workbook, how many findings of each severity, the findings.

    `accounts` tell how each sheet was read.
    """
    listed = findings_as_json(findings)
    summary = {one.value: sum(item["severidad"] == one.value for item in listed) for one in Severity}
    reading = [_account(one) for one in accounts]
    return {"libro": name, "resumen": summary, "observaciones": listed, "lectura": reading}


def _account(account: SheetAccount) -> Json:
    return {
        "hoja": account.sheet,
        "forma": account.layout.value,
        "encabezado": account.header,
        "columnas": {letters: field_label(what) for letters, what in account.columns},
        "filas": account.rows,
        "tramos": [list(run) for run in account.used],
        "omitidas": [
            {"motivo": one.reason.value, "filas": one.count, "primeras": list(one.first)}
            for one in account.skipped
        ],
        "en_su_lugar": account.instead,
    }


def number(value: Decimal) -> int | float:
    """Return an amount as JSON says it: int where it is whole, else the nearest float.

    >>> from decimal import Decimal
    >>> number(Decimal("977.5")), number(Decimal("18.00"))
    (977.5, 18)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def figures_as_json(outcome: Outcome) -> Json:
    """Return state, amounts, efficacy and label of a result."""
    return {
        "estado": outcome.state.value,
        "programadas": number(outcome.totals.programmed),
        "ejecutadas": number(outcome.totals.executed),
        "eficacia": _ratio(outcome.efficacy),
        "banda": None if outcome.band is None else outcome.band.label,
    }


def _objective(result: ObjectiveResult, evaluation: Evaluation) -> Json:
    return {
        "codigo": result.objective.code,
        "nombre": result.objective.name,
        **figures_as_json(result.outcome),
        "aei": [_action(action, evaluation) for action in result.actions],
    }


def _action(result: ActionResult, evaluation: Evaluation) -> Json:
    scale, settings = evaluation.framework.scale, evaluation.framework.settings
    facts = action_facts(result, evaluation.method, scale, settings.over_threshold)
    return {
        "codigo": result.action.code,
        "nombre": result.action.name,
        **figures_as_json(result.outcome),
        "parrafo": text_of(paragraph(facts, scale, evaluation.period)),
        "unidades": [_unit(part, evaluation) for part in result.units],
    }


def _unit(part: UnitInAction, evaluation: Evaluation) -> Json:
    figures = figures_as_json(part.outcome)
    if part.outcome.state is State.NO_TARGET:
        figures["ejecutadas"] = number(part.untargeted)
    return {"unidad": part.unit.shown, **figures, "origen": _origin(part, evaluation)}


def _origin(part: UnitInAction, evaluation: Evaluation) -> list[str]:
    months = evaluation.period.evaluated
    return [
        cells
        for what in (Field.PROGRAMMED, Field.EXECUTED)
        for origin in part.origins
        for cells in origin.cells(what, months)
    ]


def _ratio(efficacy: Fraction | None) -> float | None:
    """Return an efficacy as a number; None where there is none, or none that a float can hold."""
    try:
        return None if efficacy is None else float(efficacy)
    except OverflowError:
        return None
