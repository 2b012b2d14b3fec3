"""`eficacia comparar ANTES DESPUÉS`: on the screen, as JSON, as a workbook."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support import ooxml
from tests.support.cuts import Truth, edited, first_cut, seeded
from workbook.domain.cells import Number
from workbook.domain.model import Plan
from workbook.example import example_plan
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin import cli, comparing_cli


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def write(path: Path, plan: Plan) -> Path:
    path.write_bytes(render(planning_workbook(plan, monthly=plan.framework.monthly)))
    return path


@pytest.fixture(scope="module")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Truth]:
    """Two cuts of one export, as workbooks."""
    folder, chance = tmp_path_factory.mktemp("cortes"), seeded(7)
    old = first_cut(chance, rows=50)
    new, truth = edited(old, chance, 45)
    return write(folder / "marzo.xlsx", old), write(folder / "junio.xlsx", new), truth


def test_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (write(tmp_path / f"{name}.xlsx", example_plan()) for name in "ab")
    assert run("comparar", one, other) == 0
    assert capsys.readouterr().out == "Antes: «a.xlsx». Después: «b.xlsx».\nNo hay ninguna diferencia.\n"


def test_which_of_the_two_cannot_be_evaluated_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write(tmp_path / "a.xlsx", example_plan())
    assert run("nuevo", tmp_path / "b.xlsx") == 0
    for pair in ((one, tmp_path / "b.xlsx"), (tmp_path / "b.xlsx", one)):
        assert run("comparar", *pair) == 2
        assert "El libro «b.xlsx» no se pudo evaluar" in capsys.readouterr().err


def test_what_changed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = example_plan()
    first, second, *rest = plan.activities
    changed = replace(first, executed=Number(Decimal(1)), measure="Acta")
    one, other = (
        write(tmp_path / "a.xlsx", plan),
        write(tmp_path / "b.xlsx", Plan(plan.framework, (changed, *rest))),
    )
    assert run("comparar", one, other) == 0
    shown = capsys.readouterr().out
    assert "Actividades que ya no están: 1\nActividades con cambios: 1\n" in shown
    assert f"- Ya no está: {second.code} {second.name} (hoja «" in shown
    assert "    Unidad de medida: " in shown
    assert "    Programadas: 1; ejecutadas: 1\n" in shown
    assert " → Acta\n" in shown
    assert " → 1\n" in shown


def test_every_change_of_two_cuts_is_in_the_json(
    cuts: tuple[Path, Path, Truth], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, truth = cuts
    assert run("comparar", old, new, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    kinds = {"nueva": set(), "ya_no_esta": set(), "cambio": set()}
    for one in told["actividades"]:
        kinds[one["cambio"]].add(one["codigo"])
    assert (kinds["nueva"], kinds["ya_no_esta"]) == (truth.added, truth.gone)
    assert kinds["cambio"] == {change[0] for change in truth.changes()}
    assert sum(len(one["datos"]) for one in told["actividades"]) == len(truth.changes())
    assert (told["antes"]["libro"], told["despues"]["libro"]) == ("marzo.xlsx", "junio.xlsx")
    assert {one["nivel"] for one in told["resultados"]} == {"total", "oei", "aei", "unidad"}
    assert set(told) == {"antes", "despues", "sin_cambios", "actividades", "resultados", "marco"}


def test_the_workbook_holds_every_change_and_opens(cuts: tuple[Path, Path, Truth], tmp_path: Path) -> None:
    old, new, truth = cuts
    out = tmp_path / "cambios.xlsx"
    assert run("comparar", old, new, "-o", out) == 0
    assert ooxml.check(out) == []
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Resumen", "Actividades", "Resultados"]
    rows = list(book["Actividades"].iter_rows(min_row=6, values_only=True))
    both = [row for row in rows if row[0] == "Cambió"]
    assert len(both) == len(truth.changes())
    assert {row[2] for row in rows if row[0] == "Nueva"} == truth.added
    assert {row[2] for row in rows if row[0] == "Ya no está"} == truth.gone
    summary = {
        row[0].strip(): row[1] for row in book["Resumen"].iter_rows(min_row=5, values_only=True) if row[0]
    }
    assert summary["Actividades con cambios"] == len({change[0] for change in truth.changes()})
    assert run("comparar", old, new, "-o", out, "--json") == 0
    assert (tmp_path / "cambios (2).xlsx").exists()


def test_the_workbook_tells_results_first_and_amounts_as_numbers(tmp_path: Path) -> None:
    plan = example_plan()
    first, second, *rest = plan.activities
    label = f"{first.name} de todas las sedes, también de las que se abrieron en el periodo que se evalúa"
    changed = replace(first, executed=Number(Decimal("60.5")), name=label)
    one, other = (
        write(tmp_path / "a.xlsx", plan),
        write(tmp_path / "b.xlsx", Plan(plan.framework, (changed, *rest))),
    )
    assert run("comparar", one, other, "-o", tmp_path / "c.xlsx") == 0
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    summary = [row[:4] for row in book["Resumen"].iter_rows(min_row=5, values_only=True)]
    assert summary[0][0] == "Resultados"
    assert summary[2][0] == "Todo el plan"
    assert [text.split(" (")[0] for text in summary[2][2:]] == ["110\u00a0% META SUBVALUADA"] * 2
    assert summary[9][1:] == ("OEI.07", *["96\u00a0% META PARCIALMENTE CUMPLIDA, ACEPTABLE"] * 2)
    rows = {(row[2].value, row[5].value): row for row in book["Actividades"].iter_rows(min_row=6)}
    executed = rows[first.code, "Ejecutadas"]
    assert [cell.value for cell in executed[6:]] == [71, 60.5, "OAJ", 8]
    gone = rows[second.code, None]
    assert [cell.value for cell in gone[6:8]] == ["Programadas: 1; ejecutadas: 1", None]
    assert book["Actividades"].row_dimensions[executed[0].row].height > 40  # three lines of a name
    results = {row[1].value: row for row in book["Resultados"].iter_rows(min_row=6)}
    assert results["OEI.01"][2].font.b
    assert not results["AEI.01.01"][2].font.b


def test_what_is_shown_is_kept_short(
    cuts: tuple[Path, Path, Truth], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing_cli, "_MOST_TOLD", 3)
    old, new, _ = cuts
    assert run("comparar", old, new) == 0
    assert "más. Para verlas todas, agregue -o comparacion.xlsx" in capsys.readouterr().out


def test_the_frame_and_a_unit_that_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = example_plan()
    framework = plan.framework
    later = replace(
        framework,
        settings=replace(framework.settings, year=2021),
        units=framework.units[1:],
        actions=tuple(replace(one, name="Otro nombre") for one in framework.actions),
    )
    rows = tuple(one for one in plan.activities if one.unit != framework.units[0].key)
    one, other = write(tmp_path / "a.xlsx", plan), write(tmp_path / "b.xlsx", Plan(later, rows))
    out = tmp_path / "c.xlsx"
    assert run("comparar", one, other, "-o", out) == 0
    shown = capsys.readouterr().out
    assert "- Año: 2020 → 2021\n" in shown
    assert (
        f"- Nombre de la unidad {framework.units[0].name}: {framework.units[0].name} → ya no está\n" in shown
    )
    assert f"- {framework.units[0].name}: 100 % META CUMPLIDA → ya no está\n" in shown
    summary = list(openpyxl.load_workbook(out)["Resumen"].iter_rows(values_only=True))
    assert ("Año", None, "2020", "2021") in summary


def test_the_inputs_are_never_written_to(cuts: tuple[Path, Path, Truth]) -> None:
    old, new, _ = cuts
    before = new.read_bytes()
    assert run("comparar", old, new, "-o", new) == 3
    assert new.read_bytes() == before


def test_an_unreadable_book_prints_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("comparar", tmp_path / "no.xlsx", tmp_path / "no2.xlsx", "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert [one["codigo"] for one in told["observaciones"]] == ["sin_datos"]
