"""The button «Verificar informe…»: chooses a report, comments a copy, lists what was observed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from tests.report.verify.typed import OWN, typed_report
from tests.support.fakebook import Application, FakeBook, State, opened
from xlwings_addin import desktop
from xlwings_addin.live_verify import verify_into

NOW = dt.datetime(2026, 1, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "informe 2025.docx"
    path.write_bytes(typed_report(OWN))
    return path


def press(monkeypatch: pytest.MonkeyPatch, book: FakeBook, answer: object) -> FakeBook:
    monkeypatch.setattr(desktop, "_caller", lambda: book)
    monkeypatch.setattr(Application, "do_GetOpenFilename", lambda *_: answer, raising=False)
    desktop.verify_report()
    return book


def test_the_list_leads_to_the_words(report: Path) -> None:
    made = verify_into(report, None, NOW)
    assert made.reviewed == report.with_name("informe 2025-revisado.docx")
    sheet = openpyxl.load_workbook(made.listing)["Verificación"]
    rows = list(sheet.iter_rows(min_row=6, max_row=5 + len(made.verdict.observations)))
    assert [row[6].value for row in rows] == [one.rule for one in made.verdict.observations]
    links = [row[1].hyperlink for row in rows]
    assert [link.location for link in links] == [f"Verificar_{n}" for n in range(1, len(rows) + 1)]
    assert {link.target for link in links} == {"informe%202025-revisado.docx"}
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Sin comprobar" in texts


def test_the_button_opens_the_list(monkeypatch: pytest.MonkeyPatch, report: Path, good: Path) -> None:
    book = opened(good, str(good.parent))
    book.app.answers = ["no"]
    press(monkeypatch, book, str(report))
    assert book.api.Application._opened == [str(report.with_name("informe 2025-verificacion.xlsx"))]
    assert report.with_name("informe 2025-revisado.docx").is_file()
    assert "comparar el informe también con el libro" in book.app.alerts[0][0]


def test_the_button_compares_with_the_workbook(
    monkeypatch: pytest.MonkeyPatch, report: Path, good: Path
) -> None:
    book = opened(good, str(good.parent))
    book.app.answers = ["yes"]
    press(monkeypatch, book, str(report))
    sheet = openpyxl.load_workbook(report.with_name("informe 2025-verificacion.xlsx"))["Verificación"]
    rules = {row[6].value for row in sheet.iter_rows(min_row=6)}
    assert "libro_sobra" in rules


def test_nothing_chosen_and_a_file_that_is_no_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = FakeBook()
    book.add(State("Hoja", {}))
    press(monkeypatch, book, answer=False)
    assert book.app.alerts == []
    other = tmp_path / "x.docx"
    other.write_bytes(b"nada")
    press(monkeypatch, book, str(other))
    assert "no es un documento de Word" in book.app.alerts[0][0]
