"""`eficacia publicar` and `eficacia ficha`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import docx
import pytest

from report.word import write
from report.wordfile import WordFile
from tests.report.evolving import START, report
from tests.report.test_publish import READY
from tests.report.typed import findings
from xlwings_addin import cli, pdf


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    path = tmp_path / "informe.docx"
    path.write_bytes(write(report(READY)))
    return path


def test_it_refuses_and_lists_what_is_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "informe.docx"
    path.write_bytes(write(report(START)))
    assert run("publicar", path, "--sin-pdf") == 1
    said = capsys.readouterr()
    assert said.err.startswith("Todavía no se puede publicar.")
    assert "- Falta una explicación (II. Metas por debajo): «Falta explicar»" in said.out
    assert list(tmp_path.iterdir()) == [path]


def test_the_copy_its_pdf_and_its_figures(
    ready: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ready.read_bytes()
    monkeypatch.setattr(pdf, "as_pdf", lambda _path: b"%PDF-1.7")
    assert run("publicar", ready) == 0
    names = sorted(path.name for path in ready.parent.iterdir())
    assert names == ["informe-publicar.csv", "informe-publicar.docx", "informe-publicar.pdf", "informe.docx"]
    assert ready.read_bytes() == before
    assert "informe-publicar.pdf" in capsys.readouterr().out


def test_without_a_program_for_pdf_it_says_so(
    ready: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "as_pdf", lambda _path: None)
    assert run("publicar", ready, "-o", ready.parent / "final.docx") == 0
    assert "No se hizo el PDF" in capsys.readouterr().out
    assert (ready.parent / "final.csv").is_file()
    (ready.parent / "otra").mkdir()
    assert run("publicar", ready, "-o", ready.parent / "otra", "--sin-pdf") == 0
    assert (ready.parent / "otra" / "informe-publicar.docx").is_file()


def test_a_report_without_tables_has_no_figures_to_publish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    document.add_paragraph("Informe de evaluación")
    document.save(str(tmp_path / "informe.docx"))
    assert run("publicar", tmp_path / "informe.docx", "--sin-pdf") == 0
    assert "No se hizo el CSV: el informe no tiene ninguna tabla" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["informe-publicar.docx", "informe.docx"]


def test_it_never_writes_over_the_report(ready: Path) -> None:
    assert run("publicar", ready, "-o", ready, "--sin-pdf") == 3


def test_a_file_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publicar", tmp_path / "no.docx") == 2
    assert "No se encontró" in capsys.readouterr().err


@pytest.mark.libreoffice
def test_libreoffice_makes_the_pdf(ready: Path) -> None:
    made = pdf.as_pdf(ready)
    assert made is not None
    assert made.startswith(b"%PDF")


def test_word_makes_the_pdf_where_it_is(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def export(path: str, kind: int) -> None:
        assert kind == 17
        Path(path).write_bytes(b"%PDF")

    opened = SimpleNamespace(
        Fields=SimpleNamespace(Update=lambda: done.append("fields")),
        ExportAsFixedFormat=export,
        Close=lambda _saving: done.append("close"),
    )
    word = SimpleNamespace(
        Documents=SimpleNamespace(Open=lambda *_words: opened), Quit=lambda _saving: done.append("quit")
    )
    client = ModuleType("win32com.client")
    client.DispatchEx = lambda _name: word  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "win32com", ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    assert pdf.as_pdf(ready) == b"%PDF"
    assert done == ["fields", "close", "quit"]


def test_without_word_or_libreoffice(ready: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda _name: None)
    monkeypatch.delenv("ProgramFiles", raising=False)
    monkeypatch.delenv("ProgramFiles(x86)", raising=False)
    assert pdf.as_pdf(ready) is None
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert pdf.as_pdf(ready) is None
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    ran: list[list[str]] = []

    def nothing(words: list[str], **_settings: object) -> None:
        ran.append(words)
        raise subprocess.TimeoutExpired(words, 1)

    monkeypatch.setattr(pdf.subprocess, "run", nothing)
    assert pdf.as_pdf(ready) is None
    assert ran[0][0] == str(program)


# ---- the sheets of the units


def test_a_sheet_for_each_unit(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ficha", good, "--fecha", "2021-01-22") == 0
    path = good.parent / f"ficha-{good.stem}.docx"
    assert str(path) in capsys.readouterr().out
    assert findings(path.read_bytes()) == []
    assert docx.Document(str(path)).core_properties.title.startswith("Ficha por unidad")


def test_the_sheet_of_one_unit(good: Path) -> None:
    from workbook.hosts.file import open_file
    from workbook.service import evaluate_book

    with open_file(good) as book:
        units = evaluate_book(book).units
    name = units[0].unit.name
    assert run("ficha", good, "--unidad", name.upper(), "-o", good.parent / "una.docx") == 0
    text = "".join(
        WordFile("x", (good.parent / "una.docx").read_bytes()).tree("word/document.xml").itertext()
    )
    assert name in text


def test_a_unit_that_is_not_there(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ficha", good, "--unidad", "Astronautas") == 2
    assert capsys.readouterr().err.startswith("Ninguna unidad se llama «Astronautas». Las del libro son: ")
