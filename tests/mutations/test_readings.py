"""The real files through the program: its figures against the independent calculation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import ooxml
from tests.support.realfiles import (
    EXPORT_NAME,
    TOWN_NAME,
    export_actions,
    export_objectives,
    export_tallies,
    real_file,
    town_tallies,
)
from tests.support.tally import Tally, regrouped
from workbook.domain.account import Layout, Skip
from workbook.domain.efficacy import Method
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import Request
from workbook.domain.results import Evaluation, Outcome
from workbook.hosts.file import open_file
from workbook.layouts.equivalences import parse_toml
from workbook.service import evaluate_book
from xlwings_addin import cli

TOWN = """
anio = YEAR

[[hoja]]
nombre = [
  "SEC. GOBIERNO", "SEC. BIENESTAR Y DLLO SOCIAL", "SEC. TURISMO Y DLLO ECONOMICO",
  "SEC. PLANEACION Y OBRAS PUBLICA", "SEC. MEDIO AMBIENTE Y DLLO RURA",
]
encabezado = 2

[hoja.columnas]
"COMPONENTE" = { campo = "AEI", separar = "código↵nombre" }
"PROGRAMA" = { campo = "Actividad operativa", separar = "código↵nombre" }
"UNIDAD DE MEDIDA" = "Unidad de medida"
"META 2024" = { campo = "Programadas", anio = 2024 }
"AVANCE META 2024" = { campo = "Ejecutadas", anio = 2024 }
"META 2025" = { campo = "Programadas", anio = 2025 }
"AVANCE META 2025" = { campo = "Ejecutadas", anio = 2025 }
"""
"""What the town's columns hold."""


def evaluated(name: str, request: Request | None = None) -> Evaluation:
    with open_file(real_file(name)) as book:
        return evaluate_book(book, request or Request())


def assert_same(outcome: Outcome, tally: Tally) -> None:
    assert outcome.state.value == tally.state
    assert outcome.totals.programmed == tally.programmed
    assert outcome.totals.executed == tally.executed
    for method in Method:
        expected = tally.efficacy(method.value)
        found = outcome.totals.efficacy(method) if outcome.efficacy is not None else None
        assert found == expected, method


def test_the_export_of_the_register() -> None:
    path = real_file(EXPORT_NAME)
    evaluation = evaluated(EXPORT_NAME)
    expected = export_actions(path)
    assert {one.action.code for one in evaluation.actions()} == set(expected)
    for action in evaluation.actions():
        assert_same(action.outcome, expected[action.action.code])
    objectives = export_objectives(path)
    assert {one.objective.code for one in evaluation.objectives} == set(objectives)
    for objective in evaluation.objectives:
        assert_same(objective.outcome, objectives[objective.objective.code])


def test_the_units_of_the_export() -> None:
    expected = export_tallies(real_file(EXPORT_NAME))
    evaluation = evaluated(EXPORT_NAME)
    parts = {(one.action.code, part.unit.key): part for one in evaluation.actions() for part in one.units}
    assert parts.keys() == expected.keys()
    for key, part in parts.items():
        tally = expected[key]
        assert part.outcome.state.value == tally.state
        assert part.outcome.totals.programmed == tally.programmed
        assert part.outcome.totals.executed == tally.executed
        assert part.untargeted == tally.untargeted


def test_the_account_of_the_export() -> None:
    (account,) = evaluated(EXPORT_NAME).accounts
    assert account.rows == 204
    assert account.header == "M1"
    assert [(one.reason, one.count) for one in account.skipped] == [(Skip.INACTIVE, 64)]
    columns = dict(account.columns)
    assert (columns["M"], columns["AJ"], columns["EB"], columns["FC"]) == (
        "unit", "action", "programmed 1", "executed 2",
    )  # fmt: skip


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_towns_workbook(year: int) -> None:
    expected = town_tallies(real_file(TOWN_NAME), year)
    evaluation = evaluated(TOWN_NAME, Request(equivalence=parse_toml(TOWN.replace("YEAR", str(year)))))
    parts = {(part.unit.name, one.action.code): part for one in evaluation.actions() for part in one.units}
    assert parts.keys() == {(sheet.strip(), code) for sheet, code in expected}
    for (sheet, code), tally in expected.items():
        part = parts[sheet.strip(), code]
        assert part.outcome.state.value == tally.state
        assert part.outcome.totals.programmed == tally.programmed
        assert part.outcome.totals.executed == tally.executed
        assert part.untargeted == tally.untargeted
        for method in Method:
            found = part.outcome.totals.efficacy(method) if part.outcome.efficacy is not None else None
            assert found == tally.efficacy(method.value)


def test_the_account_of_the_town() -> None:
    accounts = evaluated(TOWN_NAME, Request(equivalence=parse_toml(TOWN.replace("YEAR", "2024")))).accounts
    assert [(one.layout, one.rows, [s.reason for s in one.skipped]) for one in accounts] == [
        (Layout.MAPPED, 25, [Skip.TOTAL]),
        (Layout.MAPPED, 31, [Skip.TOTAL]),
        (Layout.MAPPED, 7, [Skip.TOTAL]),
        (Layout.MAPPED, 11, [Skip.TOTAL]),
        (Layout.MAPPED, 19, [Skip.TOTAL]),
        (Layout.UNREAD, 0, []),
    ]
    assert dict(accounts[0].columns)["I"] == "programmed"


def test_the_town_without_its_equivalence_says_so() -> None:
    with pytest.raises(UnusablePlan) as caught:
        evaluated(TOWN_NAME)
    assert [one.code.value for one in caught.value.findings] == ["sin_datos"]


@pytest.mark.parametrize("name", [EXPORT_NAME, TOWN_NAME])
def test_the_real_files_through_the_commands(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, said = real_file(name), tmp_path / "e.toml"
    said.write_text(TOWN.replace("YEAR", "2025"), encoding="utf-8")
    options = ["--equivalencia", str(said)] if name == TOWN_NAME else []
    assert cli.main(["revisar", str(path), "--lectura", *options]) == 0
    capsys.readouterr()
    out = tmp_path / "consolidado.xlsx"
    assert cli.main(["consolidar", str(path), "-o", str(out), "--json", *options]) == 0
    told = json.loads(capsys.readouterr().out)
    actions = {one["codigo"]: one for objective in told["oei"] for one in objective["aei"]}
    parts = town_tallies(path, 2025) if name == TOWN_NAME else export_tallies(path)
    expected = regrouped(parts, {key: key[1] if name == TOWN_NAME else key[0] for key in parts})
    assert actions.keys() == expected.keys()
    for code, tally in expected.items():
        assert actions[code]["estado"] == tally.state
        assert actions[code]["programadas"] == pytest.approx(float(tally.programmed))
        assert actions[code]["ejecutadas"] == pytest.approx(float(tally.executed))
        assert actions[code]["banda"] == tally.label()
    report = tmp_path / "informe.docx"
    assert cli.main(["informe", str(path), "-o", str(report), "--fecha", "2026-05-09", *options]) == 0
    assert ooxml.check(report) == []
