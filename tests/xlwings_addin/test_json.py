"""The JSON of an evaluation: its keys, their order, what they hold."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from workbook.domain.evaluation import Request
from workbook.domain.periods import PeriodKind, named
from xlwings_addin.commands import review
from xlwings_addin.evaluation_json import as_json, nothing_as_json, number, review_as_json

TOP = "entidad periodo corte metodo oei observaciones".split()
FIGURES = "estado programadas ejecutadas eficacia banda".split()
OBJECTIVE = ["codigo", "nombre", *FIGURES, "aei"]
ACTION = ["codigo", "nombre", *FIGURES, "parrafo", "unidades"]
UNIT = ["unidad", *FIGURES, "origen"]
FINDING = "codigo severidad hoja celda mensaje".split()
STATES = {"programada", "sin_informacion", "parcial", "no_programada", "sin_meta", "inutilizable"}


def check_figures(item: dict[str, object]) -> None:
    assert item["estado"] in STATES
    assert type(item["programadas"]) in (int, float)
    assert type(item["ejecutadas"]) in (int, float)
    assert item["eficacia"] is None or type(item["eficacia"]) is float
    assert (item["banda"] is None) == (item["eficacia"] is None)


def test_the_keys_and_their_order(good: Path) -> None:
    value = json.loads(json.dumps(as_json(review(good))))
    assert list(value) == TOP
    for objective in value["oei"]:
        assert list(objective) == OBJECTIVE
        check_figures(objective)
        for action in objective["aei"]:
            assert list(action) == ACTION
            check_figures(action)
            for unit in action["unidades"]:
                assert list(unit) == UNIT
                check_figures(unit)


def test_what_it_holds(good: Path) -> None:
    value = as_json(review(good))
    assert [value[key] for key in TOP[:4]] == ["Municipalidad de Prueba", "Anual", "diciembre", "razon"]
    (objective,) = value["oei"]
    (action,) = objective["aei"]
    (unit,) = action["unidades"]
    for item in (objective, action, unit):
        assert [item[key] for key in FIGURES] == [
            "programada",
            10,
            7.5,
            0.75,
            "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
        ]
    assert action["parrafo"].startswith("La Unidad de Trámite ejecutó el 75\u00a0% de lo programado")
    assert unit["unidad"] == "Unidad de Trámite"
    assert [cell.partition("!")[0] for cell in unit["origen"]] == ["UT", "UT"]
    assert value["observaciones"] == []


def test_the_months_of_a_figure(monthly: Path) -> None:
    value = as_json(review(monthly, Request(period=named(PeriodKind.FIRST_SEMESTER), cutoff=2)))
    assert (value["periodo"], value["corte"]) == ("I Semestre", "febrero")
    origins = value["oei"][0]["aei"][0]["unidades"][0]["origen"]
    assert len(origins) == 2
    assert all(":" in cells for cells in origins)


def test_findings_tell_where(faulty: Path) -> None:
    value = as_json(review(faulty))
    (found,) = [one for one in value["observaciones"] if one["severidad"] == "error"]
    assert list(found) == FINDING
    assert (found["codigo"], found["hoja"]) == ("importe_ilegible", "UT")
    assert f"celda {found['celda']}: " in found["mensaje"]
    assert value["oei"][0]["estado"] == "parcial"


def test_a_review_counts_by_severity(faulty: Path) -> None:
    value = review_as_json("malo.xlsx", review(faulty).findings)
    assert list(value) == ["libro", "resumen", "observaciones", "lectura"]
    assert list(value["resumen"]) == ["detiene", "error", "advertencia", "aviso"]
    assert value["resumen"]["error"] == 1
    assert sum(value["resumen"].values()) == len(value["observaciones"])


def test_what_cannot_be_evaluated_has_the_same_keys() -> None:
    assert list(nothing_as_json(())) == TOP


@pytest.mark.parametrize(
    ("value", "expected"),
    [("10", 10), ("10.00", 10), ("0.5", 0.5), ("123456789012.345", 123456789012.345), ("1E+20", 10**20)],
)
def test_numbers_lose_nothing(value: str, expected: float) -> None:
    assert number(Decimal(value)) == expected
    assert type(number(Decimal(value))) is type(expected)


def test_execution_without_a_target_is_told_for_the_unit(untargeted: Path) -> None:
    value = as_json(review(untargeted))
    action = value["oei"][0]["aei"][0]
    assert (action["estado"], action["ejecutadas"]) == ("sin_meta", 0)
    assert (action["unidades"][0]["estado"], action["unidades"][0]["ejecutadas"]) == ("sin_meta", 4)
