"""The form as a unit has it before it: in LibreOffice, without any add-in."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import year
from tests.support.libreoffice import Office, export_pdf
from tests.support.programs import require
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin import formats

pytestmark = pytest.mark.libreoffice
AMBER = 0xFFE3A3


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the unit with most activities, April to June open."""
    folder = tmp_path_factory.mktemp("formato")
    book = folder / "poi.xlsx"
    book.write_bytes(render(planning_workbook(year.plan_with_months(), monthly=True)))
    made = formats.prepare(book, folder, ("DAS",), dt.date(2020, 7, 1), dt.date(2020, 7, 15))
    return made.files[0].path


@pytest.fixture
def opened(office: Office, form: Path) -> Any:
    document = office.open(form)
    yield document
    office.close(document)


def columns(form: Path) -> dict[str, str]:
    """The letters of each header's column."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    at = year.columns(load_workbook(form).worksheets[0])
    return {header: get_column_letter(column) for header, column in at.items()}


def test_the_percentage_follows_what_is_typed(office: Office, opened: Any, form: Path) -> None:
    at = columns(form)
    assert office.cell(opened, "DAS", f"{at['Eficacia']}8").text == "50 %"
    for month in ("Abr", "May", "Jun"):
        target = office.cell(opened, "DAS", f"{at[f'Prog. {month}']}8").value
        office.set_cell(opened, "DAS", f"{at[f'Ejec. {month}']}8", target)
    assert office.cell(opened, "DAS", f"{at['Eficacia']}8").text == "100 %"
    office.set_cell(opened, "DAS", f"{at['Ejec. Jun']}8", 0)
    shown = office.cell(opened, "DAS", f"{at['Eficacia']}8")
    assert shown.text == "83 %"
    assert shown.error == 0


def test_locked_cells_are_locked_and_the_others_are_not(opened: Any, form: Path) -> None:
    at = columns(form)
    sheet = opened.Sheets.getByName("DAS")
    assert sheet.isProtected()
    open_ones = {
        "Motivo",
        "Medio de verificación",
        *(f"Ejec. {m}" for m in ("Ene", "Feb", "Mar", "Abr", "May", "Jun")),
    }
    for header, letters in at.items():
        cell = sheet.getCellRangeByName(f"{letters}8")
        assert cell.CellProtection.IsLocked == (header not in open_ones), header
    sheet.unprotect("")
    assert not sheet.isProtected(), "no password"


def test_an_empty_motivo_is_amber_while_the_row_is_short(
    office: Office, opened: Any, form: Path, tmp_path: Path
) -> None:
    at = columns(form)
    assert amber_in(opened, tmp_path / "antes") > 0
    for row in range(8, 13):
        office.set_cell(opened, "DAS", f"{at['Motivo']}{row}", "Faltó personal")
    assert amber_in(opened, tmp_path / "despues") == 0


def test_it_prints_on_one_page_wide_and_one_sheet(opened: Any, tmp_path: Path) -> None:
    pdf = export_pdf(opened, tmp_path / "formato.pdf")
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told
    assert "A4" in told
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Responsable – firma y sello" in text
    assert "Medio de verificación" in text
    assert "Clave" not in text


def amber_in(document: Any, folder: Path) -> int:
    """How many pixels of the printed page are amber, as a conditional format makes them."""
    require("pdftoppm")
    folder.mkdir()
    pdf = export_pdf(document, folder / "formato.pdf")
    subprocess.run(["pdftoppm", "-r", "50", pdf, folder / "p"], check=True)
    (page,) = folder.glob("p*.ppm")
    pixels = page.read_bytes()
    return pixels.count(AMBER.to_bytes(3, "big") * 4)
