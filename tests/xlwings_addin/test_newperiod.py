"""`eficacia periodo`: Parámetros says another period, and every stored value is what it would be."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.cuts import first_cut, seeded
from tests.support.libreoffice import Office
from workbook.canvas.edits import Edits
from workbook.domain.cells import BLANK
from workbook.domain.model import Plan
from workbook.domain.newperiod import with_period
from workbook.domain.periods import Period
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.hosts.patch import patch
from workbook.reader import read_plan
from workbook.spanish.calendar import parse_period
from workbook.template import planning_workbook
from xlwings_addin import cli


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def read(path: Path) -> Plan:
    with open_file(path) as book:
        return read_plan(book)[0]


def values(path: Path) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (s.title, c.coordinate): c.value
        for s in book
        for row in s.iter_rows()
        for c in row
        if c.value is not None
    }


@pytest.fixture
def plan() -> Plan:
    return first_cut(seeded(21), rows=24, units=4)


@pytest.fixture
def book(plan: Plan, tmp_path: Path) -> Path:
    path = tmp_path / "poi.xlsx"
    path.write_bytes(render(planning_workbook(plan, monthly=True)))
    return path


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("II Semestre",), "poi-ii-semestre.xlsx"),
        pytest.param(("Al III Trimestre",), "poi-al-iii-trimestre.xlsx", marks=pytest.mark.sweep),
        (("Anual", "--hasta", "agosto"), "poi-anual-con-corte-a-agosto.xlsx"),
        pytest.param(("marzo a mayo",), "poi-marzo-a-mayo.xlsx", marks=pytest.mark.sweep),
    ],
)
def test_every_value_is_that_of_a_new_workbook_of_that_period(
    plan: Plan, book: Path, words: tuple[str, ...], name: str
) -> None:
    assert run("periodo", book, *words) == 0
    made = book.with_name(name)
    wanted = period(words[0]) if len(words) == 1 else period(words[0]).until(8)
    fresh = book.with_name("nuevo.xlsx")
    fresh.write_bytes(render(planning_workbook(with_period(plan, wanted), monthly=True)))
    assert values(made) == values(fresh)


def test_only_what_must_change_does(book: Path) -> None:
    run("periodo", book, "II Semestre")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(book.with_name("poi-ii-semestre.xlsx")) as new:
        changed = {
            name for name in old.namelist() if name in new.namelist() and old.read(name) != new.read(name)
        }
        assert old.namelist() == new.namelist()
    sheets = openpyxl.load_workbook(book).sheetnames
    untouched = {
        f"xl/worksheets/sheet{sheets.index(name) + 1}.xml" for name in ("PEI", "Unidades", "Comentarios")
    }
    assert not changed & untouched
    assert all(name.startswith("xl/worksheets/sheet") for name in changed)


@pytest.mark.libreoffice
def test_a_spreadsheet_program_computes_the_same(office: Office, book: Path) -> None:
    run("periodo", book, "II Semestre")
    made = book.with_name("poi-ii-semestre.xlsx")
    document = office.open(made)
    office.recalculate(document)
    formulas, stored = openpyxl.load_workbook(made), values(made)
    unlike = []
    for sheet in ("Índice", "Listas", "CC0"):
        for cell in (c for row in formulas[sheet].iter_rows() for c in row if c.data_type == "f"):
            if "EFICACIA(" not in cell.value and "BANDA(" not in cell.value:
                was, now = stored.get((sheet, cell.coordinate)), office.cell(document, sheet, cell.coordinate)
                same = (
                    now.value == pytest.approx(was)
                    if isinstance(was, (int, float))
                    else now.text == (was or "")
                )
                if not same:
                    unlike.append((sheet, cell.coordinate, was, now))
    office.close(document)
    assert unlike == []


def test_moved_rows_and_own_formulas(book: Path) -> None:
    """No Índice, Listas one row further down, a percentage of the planner's own: taken as they are."""
    made = openpyxl.load_workbook(book)
    del made["Índice"]
    made["Listas"].insert_rows(1)
    made["CC0"]["J8"] = "=1/2"
    made.save(book)
    assert run("periodo", book, "II Semestre") == 0
    new = openpyxl.load_workbook(book.with_name("poi-ii-semestre.xlsx"))
    assert new["CC0"]["J8"].value == "=1/2"
    row = next(
        r
        for r in openpyxl.load_workbook(book.with_name("poi-ii-semestre.xlsx"), data_only=True)[
            "Listas"
        ].iter_rows(values_only=True)
        if "Evaluado" in r
    )
    assert list(row[row.index("Evaluado") + 1 :][:12]) == [0] * 6 + [1] * 6


# ------------------------------------------------------------ what it says


def test_it_says_what_it_is_compared_with(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("periodo", book, "II Semestre")
    assert "No hay un periodo cerrado con el cual compararlo." in capsys.readouterr().out
    run("cerrar", book, "--periodo", "I Semestre")
    capsys.readouterr()
    run("periodo", book.with_name("poi-cerrado.xlsx"), "Anual")
    shown = capsys.readouterr().out
    assert "El libro evalúa ahora: Anual.\nLa sección II lo comparará frente al I semestre.\n" in shown
    assert "Comentarios siguen como estaban" in shown
    assert book.with_name("poi-anual.xlsx").exists()


def test_without_months_the_closed_amounts_make_room(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "poi.xlsx"
    book.write_bytes(render(planning_workbook(example_plan())))
    assert run("periodo", book, "II Semestre") == 2
    shown = capsys.readouterr().err
    assert "son del periodo «Anual», que no se ha cerrado" in shown
    assert "«eficacia cerrar poi.xlsx»" in shown
    assert [path.name for path in tmp_path.iterdir()] == ["poi.xlsx"]
    run("cerrar", book)
    assert run("periodo", tmp_path / "poi-cerrado.xlsx", "I Semestre") == 0
    assert (
        "Se dejaron en blanco Programadas, Ejecutadas, Motivo y Medio de verificación de 37 filas"
        in capsys.readouterr().out
    )
    made = read(tmp_path / "poi-i-semestre.xlsx")
    assert {(one.programmed, one.executed, one.cause, one.evidence) for one in made.activities} == {
        (BLANK, BLANK, "", "")
    }
    assert len(made.framework.closings.rows) == 37
    fresh = tmp_path / "nuevo.xlsx"
    fresh.write_bytes(render(planning_workbook(made)))
    assert values(tmp_path / "poi-i-semestre.xlsx") == values(fresh)


def test_cells_that_hold_formulas_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "poi.xlsx"
    book.write_bytes(render(planning_workbook(example_plan())))
    made = openpyxl.load_workbook(book)
    made["Parámetros"]["B10"] = None
    made["Parámetros"]["B9"] = '="An"&"ual"'
    made.save(book)
    run("periodo", book, "Anual")
    assert "No se pudo escribir en 1 celda con fórmula (Parámetros, fila 9)" in capsys.readouterr().out


def test_what_cannot_be(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("periodo", book, "II Semestre", "--hasta", "marzo") == 2
    assert "«marzo» no está en el periodo. Elija uno de sus meses: julio, agosto" in capsys.readouterr().err
    made = openpyxl.Workbook()
    made.active.append(["AEI", "Programadas", "Ejecutadas"])
    made.active.append(["AEI.06.01", 10, 7])
    made.save(tmp_path / "otro.xlsx")
    assert run("periodo", tmp_path / "otro.xlsx", "II Semestre") == 2
    assert "«eficacia nuevo LIBRO.xlsx --desde otro.xlsx»" in capsys.readouterr().err
    sheets = {"Parámetros": Edits(typed={(7, 1): "el año pasado"})}
    book.write_bytes(patch(book.name, book.read_bytes(), sheets).data)
    assert run("periodo", book, "II Semestre") == 2
    assert "parametro_invalido" in capsys.readouterr().out
