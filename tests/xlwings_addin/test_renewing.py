"""`eficacia nuevo --desde`: from last year's workbook, and from what other people keep."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support import ooxml
from workbook.domain.cells import BLANK
from workbook.domain.model import Plan
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.reader import read_plan
from workbook.template import planning_workbook
from xlwings_addin import cli


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def read(path: Path) -> Plan:
    with open_file(path) as book:
        return read_plan(book)[0]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    path = tmp_path / "poi-2020.xlsx"
    path.write_bytes(render(planning_workbook(example_plan())))
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A sheet as other people keep it: no Parámetros, no PEI, no Unidades."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Logística"
    sheet.append(["AEI", "Actividad operativa", "Programadas", "Ejecutadas", "Motivo"])
    sheet.append(["AEI.06.01 – Mejorar la gestión", "Comprar", 10, 7, "Se anuló un proceso."])
    sheet.append(["AEI.06.02", "Pagar", 4, None, None])
    path = tmp_path / "logistica.xlsx"
    book.save(path)
    return path


def test_the_next_year_begins_with_everything_but_what_happened(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "poi-2021.xlsx"
    assert run("nuevo", new, "--desde", earlier) == 0
    assert ooxml.check(new) == []
    old, made = example_plan(), read(new)
    assert made.framework.settings.year == 2021
    assert [one.code for one in made.framework.actions] == [one.code for one in old.framework.actions]
    assert [one.name for one in made.framework.units] == [one.name for one in old.framework.units]
    told = {(a.unit, a.name, a.measure): a.programmed for a in old.activities}
    assert {(a.unit, a.name, a.measure): a.programmed for a in made.activities} == told
    assert {a.executed for a in made.activities} == {BLANK}
    assert {a.cause for a in made.activities} == {""}
    shown = capsys.readouterr().out
    assert "7 OEI, 17 AEI, 16 unidades y 37 actividades" in shown
    assert "El libro nuevo es del 2021 y empieza sin ejecución" in shown


def test_year_entity_and_months_may_be_asked_for(earlier: Path, tmp_path: Path) -> None:
    new = tmp_path / "nuevo.xlsx"
    assert run("nuevo", new, "--desde", earlier, "--anio", "2024", "--entidad", "SAT", "--meses") == 0
    made = read(new).framework
    assert (made.settings.year, made.settings.entity, made.monthly) == (2024, "SAT", True)


def test_other_peoples_sheets_become_a_workbook_of_ours_as_they_are(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "poi.xlsx"
    assert run("nuevo", new, "--desde", foreign) == 0
    assert ooxml.check(new) == []
    made = read(new)
    assert [(one.code, one.name, one.objective) for one in made.framework.actions] == [
        ("AEI.06.01", "Mejorar la gestión", "OEI.06"),
        ("AEI.06.02", "", "OEI.06"),
    ]
    assert [one.code for one in made.framework.objectives] == ["OEI.06"]
    assert [one.name for one in made.framework.units] == ["Logística"]
    first, second = made.activities
    assert (first.executed.value, first.cause) == (Decimal(7), "Se anuló un proceso.")  # type: ignore[union-attr]
    assert second.executed is BLANK
    assert "Es el mismo plan: metas, ejecución y motivos quedaron como estaban." in capsys.readouterr().out


def test_rows_that_cannot_be_taken_are_told_and_the_code_says_so(
    earlier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(earlier)
    book["UTD"]["B8"] = "Cualquier cosa"
    book.save(earlier)
    assert run("nuevo", tmp_path / "n.xlsx", "--desde", earlier) == 1
    assert "aei_desconocida" in capsys.readouterr().out
    assert (tmp_path / "n.xlsx").exists()


def test_what_cannot_be_read_makes_no_workbook(
    tmp_path: Path, earlier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "n.xlsx"
    assert run("nuevo", new, "--desde", tmp_path / "no-hay.xlsx") == 2
    book = openpyxl.load_workbook(earlier)
    book["Parámetros"]["B8"] = "el año pasado"
    book.save(earlier)
    assert run("nuevo", new, "--desde", earlier) == 2
    assert "parametro_invalido" in capsys.readouterr().out
    assert not new.exists()


def test_nothing_is_overwritten(earlier: Path) -> None:
    before = earlier.read_bytes()
    assert run("nuevo", earlier, "--desde", earlier) == 3
    assert run("nuevo", earlier.parent, "--desde", earlier) == 3
    assert earlier.read_bytes() == before
