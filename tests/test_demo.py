"""The main job, whole: `eficacia demo`, its four files, and the figures back to their cells."""

import datetime as dt
import json
import re
import subprocess
import tomllib
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.libreoffice import convert
from tests.support.ooxml import check
from xlwings_addin import commands
from xlwings_addin.evaluation_json import as_json

WHEN = commands.When(dt.date(2021, 1, 29))
FILES = (
    "poi-satcaj-2020.xlsx",
    "poi-satcaj-2020-consolidado.xlsx",
    "informe-poi-satcaj-2020.docx",
    "sustento-poi-satcaj-2020.docx",
)
TRUTH = tomllib.loads((Path(__file__).parent / "cases" / "satcaj_2020.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo")
    commands.demo(path, WHEN)
    return path


@pytest.fixture(scope="module")
def told(folder: Path) -> dict:
    return as_json(commands.review(folder / FILES[0]))


def test_the_four_files_are_there_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_sound(folder: Path, name: str) -> None:
    assert check(folder / name) == []


@pytest.mark.parametrize("name", FILES)
def test_the_same_date_gives_the_same_bytes(folder: Path, name: str, tmp_path: Path) -> None:
    commands.demo(tmp_path, WHEN)
    assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("name", FILES[:2])
def test_no_recalculation_is_asked_for_at_opening(folder: Path, name: str) -> None:
    with zipfile.ZipFile(folder / name) as package:
        (settings,) = re.findall(r"<calcPr[^>]*>", package.read("xl/workbook.xml").decode())
    assert 'calcId="191029"' in settings
    assert "fullCalcOnLoad" not in settings


def test_every_formula_of_the_workbook_holds_its_value(folder: Path) -> None:
    formulas = load_workbook(folder / FILES[0])
    values = load_workbook(folder / FILES[0], data_only=True)
    counted = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    counted += 1
                    held = values[sheet.title][cell.coordinate]
                    assert held.value is not None or held.data_type == "str", (sheet.title, cell.coordinate)
    assert counted > 37 * 2


def test_every_figure_is_the_sum_of_the_cells_it_names(folder: Path, told: dict) -> None:
    values = load_workbook(folder / FILES[0], data_only=True)
    checked = 0
    for objective in told["oei"]:
        for action in objective["aei"]:
            for unit in action["unidades"]:
                amounts = [cell_value(values, where) for where in unit["origen"]]
                if unit["estado"] == "programada":
                    assert amounts == [unit["programadas"], unit["ejecutadas"]], (action["codigo"], unit)
                    checked += 1
    assert checked == 35


def cell_value(book: object, where: str) -> float:
    sheet, address = re.fullmatch(r"'?(.+?)'?!(\w+)", where).groups()
    return book[sheet][address].value


def test_json_tells_the_figures_of_the_2020_report(told: dict) -> None:
    actions = {action["codigo"]: action for one in told["oei"] for action in one["aei"]}
    for expected in TRUTH["aei"]:
        action = actions[expected["code"]]
        assert action["estado"] == expected["state"]
        if expected["state"] == "programada":
            assert Decimal(str(action["programadas"])) == amount(expected["programmed"])
            assert Decimal(str(action["ejecutadas"])) == amount(expected["executed"])
            assert action["banda"] == expected["label"]
        else:
            assert action["eficacia"] is None
            assert action["banda"] is None
    for expected in TRUTH["oei"]:
        objective = next(one for one in told["oei"] if one["codigo"] == expected["code"])
        assert Decimal(str(objective["ejecutadas"])) == amount(expected["executed"])
    assert json.loads(json.dumps(told)) == told


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", FILES)
def test_libreoffice_prints_every_file(folder: Path, name: str, tmp_path: Path) -> None:
    pdf = convert(folder / name, "pdf", tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "SATCAJ" in text or "Servicio de Administración Tributaria de Cajamarca" in text
    if name.startswith("informe"):
        for action in TRUTH["aei"]:
            assert action["code"] in text
        for expected in TRUTH["oei"]:
            assert expected["executed"] in text
