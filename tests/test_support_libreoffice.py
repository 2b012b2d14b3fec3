"""LibreOffice can be driven from here, and leaves Python as it was."""

from __future__ import annotations

import builtins
import subprocess
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml

from tests.support.libreoffice import Office, convert, pictures
from tests.support.programs import require

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "libro con ñ.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Unidad 1")
        percent = made.add_format({"num_format": "0%"})
        sheet.write_row("A1", [4, 3])
        sheet.write_formula("C1", "=B1/A1", percent, 0.5)  # a stored value that is not the computed one
        sheet.write_formula("D1", "=B1/0", None, "#DIV/0!")
    return path


def test_stored_values_are_shown_until_recalculated(office: Office, book: Path) -> None:
    assert office.cell(book, "Unidad 1", "C1").text == "50%"
    assert office.cell(book, "Unidad 1", "C1", recalculate=True).value == 0.75
    assert office.cell(book, "Unidad 1", "D1", recalculate=True).error == 532


def test_a_cell_can_be_typed_into(office: Office, book: Path) -> None:
    document = office.open(book)
    for address, typed in (("A1", 6), ("E1", "=A1*2"), ("F1", "hola"), ("B1", None)):
        office.set_cell(document, "Unidad 1", address, typed)
    office.recalculate(document)
    assert office.cell(document, "Unidad 1", "E1").value == 12
    assert office.cell(document, "Unidad 1", "F1").text == "hola"
    assert office.cell(document, "Unidad 1", "B1").text == ""
    office.close(document)


def test_pdf_and_pictures(office: Office, book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    pdf = office.to_pdf(book, tmp_path / "libro.pdf")
    pages = pictures(pdf, tmp_path / "paginas")
    assert len(pages) == 1
    assert pages[0].read_bytes().startswith(b"\x89PNG")
    assert book.read_bytes() == before


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENTS = (
    f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    r'<w:r><w:instrText>TOC \o "1-1"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>sin actualizar</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    "</w:sdtContent></w:sdt>"
)


def test_contents_are_updated_when_asked_for(office: Office, tmp_path: Path) -> None:
    report = docx.Document()
    report.add_paragraph().insert_paragraph_before()._p.addnext(parse_xml(CONTENTS))
    report.add_heading("Alcance", 1)
    path = tmp_path / "informe.docx"
    report.save(str(path))

    def printed(*, update: bool) -> str:
        pdf = office.to_pdf(path, tmp_path / "informe.pdf", update_indexes=update)
        command = [str(require("pdftotext")), str(pdf), "-"]
        return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    assert "sin actualizar" in printed(update=False)
    updated = printed(update=True)
    assert "sin actualizar" not in updated
    assert updated.count("Alcance") == 2


def test_convert_in_a_process_of_its_own(book: Path, tmp_path: Path) -> None:
    assert convert(book, "csv", tmp_path / "csv").read_text(encoding="utf-8").startswith("4,3,")


def test_python_keeps_its_own_import(office: Office) -> None:
    assert office is not None
    assert builtins.__import__.__module__ == "builtins"
