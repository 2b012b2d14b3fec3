"""Section II against the period closed before: what is printed, what is not, and what is said of that."""

import datetime as dt
from dataclasses import replace

import pytest

from report.compose import compose
from report.outline import Paragraph, plain_text
from tests.support.plans import framework_of, monthly_of
from workbook.domain.closedmonths import register_with
from workbook.domain.closing import NO_CLOSINGS, Archived, Register
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.model import Activity, Plan, Settings
from workbook.domain.results import Evaluation
from workbook.domain.scale import DEFAULT_SCALE, Scale
from workbook.spanish.calendar import parse_period

ARCHIVED = Archived("c.xlsx", "", dt.date(2026, 7, 1))
HALF_YEAR = dict.fromkeys(range(1, 13), 10)


def row(action: str, programmed: dict[int, object], executed: dict[int, object]) -> Activity:
    monthly = monthly_of(programmed, executed)  # type: ignore[arg-type]
    return Activity(action, "u1", code=f"{action}-1", name=action, measure="Informe", monthly=monthly)


PLAN = Plan(
    framework_of(
        {"OEI.01": ["AEI.01.01", "AEI.01.02", "AEI.01.03", "AEI.01.04"], "OEI.02": ["AEI.02.01"]},
        ["u1"],
        settings=Settings(year=2026),
        monthly=True,
    ),
    (
        row("AEI.01.01", HALF_YEAR, {m: 5 if m < 7 else 10 for m in range(1, 13)}),
        row("AEI.01.02", {8: 4}, {8: 4}),
        row("AEI.01.03", {1: 4}, {1: 3}),
        row("AEI.02.01", HALF_YEAR, dict.fromkeys(range(1, 13), 8)),
    ),
)  # fmt: skip


def evaluated(plan: Plan, text: str, method: Method | None = None) -> Evaluation:
    return evaluate(plan.framework, plan.activities, Request(method, parse_period(text)))


def closed(plan: Plan, text: str, register: Register = NO_CLOSINGS) -> Register:
    return register_with(register, plan.activities, evaluated(plan, text), ARCHIVED)


def with_register(plan: Plan, register: Register, **framework: object) -> Plan:
    return replace(plan, framework=replace(plan.framework, closings=register, **framework))  # type: ignore[arg-type]


def told(evaluation: Evaluation) -> dict[str, str]:
    blocks = compose(evaluation, None).blocks()
    found = [one for one in blocks if isinstance(one, Paragraph) and ":anterior" in one.key]
    return {one.key: plain_text(one.content).replace("\u00a0", " ") for one in found}


def test_nothing_closed_nothing_said() -> None:
    assert told(evaluated(PLAN, "II Semestre")) == {}


def test_each_objective_and_action_against_the_half_year_before() -> None:
    plan = with_register(PLAN, closed(PLAN, "I Semestre"))
    assert told(evaluated(plan, "II Semestre")) == {
        "oei:OEI.01:anterior": (
            "OEI.01. Frente al I semestre, la eficacia subió de 52 % a 100 %; el indicador pasó de META "
            "INSUFICIENTE a META CUMPLIDA."
        ),
        "aei:AEI.01.01:anterior": (
            "AEI.01.01. Frente al I semestre, la eficacia subió de 50 % a 100 %; el indicador pasó de META "
            "INSUFICIENTE a META CUMPLIDA."
        ),
        "oei:OEI.01:anterior:nota": (
            "No se comparan con el periodo anterior (I semestre): AEI.01.02 (entonces no tuvo metas "
            "programadas); AEI.01.03 (ahora no tuvo metas programadas)."
        ),
        "oei:OEI.02:anterior": (
            "OEI.02. Frente al I semestre, la eficacia se mantuvo en 80 %; el indicador sigue siendo META "
            "PARCIALMENTE CUMPLIDA, ACEPTABLE."
        ),
        "aei:AEI.02.01:anterior": (
            "AEI.02.01. Frente al I semestre, la eficacia se mantuvo en 80 %; el indicador sigue siendo META "
            "PARCIALMENTE CUMPLIDA, ACEPTABLE."
        ),
    }


@pytest.mark.parametrize("text", ["I Semestre", "I Trimestre"])
def test_the_closed_period_itself_and_earlier_ones_have_none_before(text: str) -> None:
    plan = with_register(PLAN, closed(PLAN, "I Semestre"))
    assert told(evaluated(plan, text)) == {}


def test_an_action_that_was_not_in_the_plan() -> None:
    register = closed(replace(PLAN, activities=PLAN.activities[:3]), "I Semestre")
    first = register.closings[0]
    results = tuple(one for one in first.results if one.code not in ("OEI.02", "AEI.02.01"))
    plan = with_register(PLAN, replace(register, closings=(replace(first, results=results),)))
    assert told(evaluated(plan, "II Semestre"))["oei:OEI.02:anterior:nota"] == (
        "No se comparan con el periodo anterior (I semestre): OEI.02 (entonces no figuraba en el plan); "
        "AEI.02.01 (entonces no figuraba en el plan)."
    )


def test_another_method_is_not_compared() -> None:
    plan = with_register(PLAN, closed(PLAN, "I Semestre"))
    assert told(evaluated(plan, "II Semestre", Method.MEAN)) == {
        "seccion_II:anterior": (
            "No se compara con el periodo anterior (I semestre): se cerró con otro método (Total ejecutado "
            "entre total programado)."
        )
    }


def test_with_another_scale_percentages_are_compared_and_labels_not() -> None:
    register = closed(PLAN, "I Semestre")
    plan = with_register(PLAN, register, scale=Scale(DEFAULT_SCALE.bands[:1]))
    said = told(evaluated(plan, "II Semestre"))
    assert said["seccion_II:anterior"] == (
        "La escala cambió desde que se cerró el periodo anterior (I semestre): se comparan los porcentajes, "
        "no los indicadores."
    )
    assert said["aei:AEI.01.01:anterior"] == (
        "AEI.01.01. Frente al I semestre, la eficacia subió de 50 % a 100 %."
    )


def test_periods_that_overlap_are_not_compared() -> None:
    plan = with_register(PLAN, closed(PLAN, "II Trimestre"))
    assert told(evaluated(plan, "Al III Trimestre")) == {
        "seccion_II:anterior": (
            "No se compara con un periodo anterior: los que se cerraron ni terminan antes de que este "
            "empiece ni empiezan en el mismo mes."
        )
    }


def test_a_later_cut_is_compared_with_the_earlier_one() -> None:
    plan = with_register(PLAN, closed(PLAN, "I Semestre", closed(PLAN, "Al I Trimestre")))
    said = told(evaluated(plan, "Anual"))
    assert said["aei:AEI.01.01:anterior"].startswith(
        "AEI.01.01. Frente al I semestre, la eficacia subió de 50 % a 75 %"
    )
