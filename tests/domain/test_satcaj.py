"""The figures of the 2020 report, from the program's own example plan, as printed there."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workbook.domain.cells import read_amount
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.facts import action_facts
from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Settings
from workbook.domain.results import Evaluation, Outcome
from workbook.domain.scale import DEFAULT_SCALE
from workbook.spanish.narrative import paragraph, text_of
from workbook.spanish.numbers import amount, percent

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads((ROOT / "tests/cases/satcaj_2020.toml").read_text(encoding="utf-8"))
PLAN = tomllib.loads((ROOT / "workbook/examples/poi_satcaj_2020.toml").read_text(encoding="utf-8"))


def evaluated(method: Method = Method.RATIO) -> Evaluation:
    framework = Framework(
        Settings(),
        tuple(Objective(one["codigo"], one["nombre"]) for one in PLAN["oei"]),
        tuple(Action(one["codigo"], one["nombre"], one["objetivo"]) for one in PLAN["aei"]),
        tuple(OrgUnit(one["sigla"], one["nombre"]) for one in PLAN["unidad"]),
    )
    activities = [
        Activity(
            one["aei"],
            one["unidad"],
            read_amount(one["programadas"]),
            read_amount(one.get("ejecutadas")),
            one["codigo"],
            one["nombre"],
            one["medida"],
            on_demand=one.get("demanda", False),
            cause=one.get("motivo", ""),
        )
        for one in PLAN["actividad"]
    ]
    return evaluate(framework, activities, Request(method=method))


EVALUATION = evaluated()
ACTIONS = {result.action.code: result for result in EVALUATION.actions()}
OBJECTIVES = {result.objective.code: result for result in EVALUATION.objectives}


def printed(outcome: Outcome) -> dict[str, str]:
    """Return the figures of an outcome as the table has them: a percentage with a normal space."""
    if outcome.efficacy is None:
        return {}
    return {
        "programmed": amount(outcome.totals.programmed),
        "executed": amount(outcome.totals.executed),
        "percent": percent(outcome.efficacy, DEFAULT_SCALE).replace("\u00a0", " "),
    }


def test_the_table_is_whole() -> None:
    rows = [row for action in TABLE["aei"] for row in action["rows"]]
    assert [action["code"] for action in TABLE["aei"]] == list(ACTIONS)
    assert [objective["code"] for objective in TABLE["oei"]] == list(OBJECTIVES)
    assert (len(rows), sum("programmed" in row for row in rows)) == (37, 35)
    assert sum("label" in action for action in TABLE["aei"]) == 15


@pytest.mark.parametrize("awaited", TABLE["aei"], ids=lambda one: one["code"])
def test_every_row_and_total_and_label(awaited: dict[str, Any]) -> None:
    result = ACTIONS[awaited["code"]]
    rows = {part.unit.shown: {"unit": part.unit.shown, **printed(part.outcome)} for part in result.units}
    assert rows == {row["unit"]: row for row in awaited["rows"]}
    assert result.action.name == awaited["name"]
    assert result.outcome.state.value == awaited["state"]
    assert printed(result.outcome) == {
        key: awaited[key] for key in ("programmed", "executed", "percent") if key in awaited
    }
    assert (result.outcome.band.label if result.outcome.band else None) == awaited.get("label")


@pytest.mark.parametrize("awaited", TABLE["oei"], ids=lambda one: one["code"])
def test_every_objective(awaited: dict[str, str]) -> None:
    result = OBJECTIVES[awaited["code"]]
    assert {"code": awaited["code"], "name": result.objective.name, **printed(result.outcome)} == awaited


def test_the_row_that_the_report_showed_without_decimals() -> None:
    first = ACTIONS["AEI.06.02"].units[0]
    assert printed(first.outcome) == {"programmed": "3", "executed": "0.5", "percent": "17 %"}
    assert printed(ACTIONS["AEI.06.02"].outcome)["executed"] == "977.5"
    assert printed(OBJECTIVES["OEI.06"].outcome)["executed"] == "3,066.5"


def paragraph_of(code: str, method: Method = Method.RATIO) -> str:
    evaluation = EVALUATION if method is Method.RATIO else evaluated(method)
    result = next(one for one in evaluation.actions() if one.action.code == code)
    return text_of(
        paragraph(
            action_facts(result, method, DEFAULT_SCALE, Decimal("1.5")), DEFAULT_SCALE, evaluation.period
        )
    )


@pytest.mark.parametrize("method", Method)
def test_no_paragraph_has_the_errors_of_the_2020_report(method: Method) -> None:
    for code in ACTIONS:
        text = paragraph_of(code, method)
        assert not re.search(
            r"\b(?:el la|la el|de el|a el|y I|y i\w)\b|[éÉ]sta\b|contribuyeron| ,|,\.|\.\.|  ", text
        ), text
        assert (text == "") == (code in ("AEI.05.02", "AEI.05.03"))


def test_the_percentages_of_aei_05_04_are_its_own() -> None:
    text = paragraph_of("AEI.05.04").replace("\u00a0", " ")
    assert "60 %" not in text
    assert re.findall(r"[\d.,]+ %", text) == ["48 %", "200 %", "48 %"]


VOICE = {
    "AEI.01.01": (
        "De las cinco unidades orgánicas que programaron metas en esta Acción Estratégica Institucional, "
        "solo la Gerencia de Operaciones quedó por debajo de lo programado (73 %). El Departamento de "
        "Atención y Servicios (126 %), el Departamento de Gestión de Cobranza (108 %) y el Departamento de "
        "Fiscalización (198 %) superaron su meta; en este último caso conviene revisar lo programado. La "
        "Oficina de Informática cumplió el 100 %. En conjunto se ejecutó el 113 % de lo programado (99.9 % "
        "sin contar los excesos), por lo que la acción obtiene un indicador de eficacia de META SUBVALUADA."
    ),
    "AEI.06.01": (
        "De las 11 unidades orgánicas que programaron metas en esta Acción Estratégica Institucional, ocho "
        "ejecutaron el 100 %; la Unidad de Contabilidad (85 %) y la Unidad de Logística (72 %) quedaron por"
        " debajo, y el Departamento de Fiscalización alcanzó el 176 %, por lo que conviene revisar su meta."
        " En conjunto se ejecutó el 94 % de lo programado (89 % sin contar los excesos), por lo que la "
        "acción obtiene un indicador de eficacia de META PARCIALMENTE CUMPLIDA, ACEPTABLE."
    ),
}


@pytest.mark.parametrize("code", VOICE)
def test_the_voice_that_is_wanted(code: str) -> None:
    assert paragraph_of(code).replace("\u00a0", " ") == VOICE[code]
