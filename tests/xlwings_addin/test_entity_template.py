"""`--plantilla` and the parameter «Plantilla Word»."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from report.unusable import UnusableReport
from tests.report import entity
from tests.support.fakebook import opened
from xlwings_addin import cli, desktop, word_app
from xlwings_addin.entity_template import beside


def name_template(book: Path, name: str) -> None:
    """Write the name of a template into Parámetros."""
    workbook = openpyxl.load_workbook(book)
    for row in workbook["Parámetros"].iter_rows():
        if row[0].value == "Plantilla Word":
            row[1].value = name
            break
    else:
        sheet = workbook["Parámetros"]
        sheet.append(["Plantilla Word", name])
    workbook.save(book)


def text_of(path: Path) -> str:
    word = docx.Document(str(path))
    return "\n".join(p.text for p in (*word.paragraphs, *word.sections[0].header.paragraphs))


def test_the_template_of_the_command_line(good: Path) -> None:
    template = good.parent / "membrete.docx"
    template.write_bytes(entity.letterhead())
    assert cli.main(["informe", str(good), "--plantilla", str(template)]) == 0
    assert "Firma del responsable" in text_of(good.parent / "informe-poi.docx")


def test_the_template_that_the_workbook_names(good: Path) -> None:
    (good.parent / "plantillas").mkdir()
    (good.parent / "plantillas" / "membrete.dotx").write_bytes(entity.dotx())
    name_template(good, "plantillas\\membrete.dotx")
    assert cli.main(["informe", str(good)]) == 0
    assert "Firma del responsable" in text_of(good.parent / "informe-poi.docx")


def test_unknown_placeholders_are_told(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = good.parent / "mal.docx"
    template.write_bytes(entity.mistaken())
    assert cli.main(["informe", str(good), "--plantilla", str(template)]) == 0
    told = capsys.readouterr().out
    assert "marcador_desconocido" in told
    assert "«{{entidat}}»" in told
    assert "¿Quiso decir «{{entidad}}»?" in told


@pytest.mark.parametrize(
    "name",
    ["..\\otra\\p.docx", "\\\\servidor\\p.docx", "C:\\p.docx", "/etc/p.docx", "a/../../p.docx", "C:p.docx"],
)
def test_a_workbook_may_not_name_files_elsewhere(
    good: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnusableReport) as problem:
        beside(name, good.parent)
    assert problem.value.reason == "outside"
    name_template(good, name)
    assert cli.main(["informe", str(good)]) == 2
    assert "no está en la carpeta del libro" in capsys.readouterr().err


def test_a_workbook_without_a_folder_names_nothing() -> None:
    with pytest.raises(UnusableReport):
        beside("membrete.docx", None)


@pytest.mark.parametrize(("content", "said"), [(None, "No se encontró"), (b"hola", "no es un documento")])
def test_a_template_that_cannot_be_used(
    good: Path, content: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    template = good.parent / "p.docx"
    if content is not None:
        template.write_bytes(content)
    assert cli.main(["informe", str(good), "--plantilla", str(template)]) == 2
    assert said in capsys.readouterr().err
    assert not (good.parent / "informe-poi.docx").exists()


def test_the_button_uses_it_and_tells_of_its_placeholders(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good.parent / "mal.docx").write_bytes(entity.mistaken())
    name_template(good, "mal.docx")
    book = opened(good, str(good.parent))
    monkeypatch.setattr(desktop, "_caller", lambda: book)
    monkeypatch.setattr(word_app, "open_updated", lambda _path: True)
    desktop.report()
    (said,) = [alert[0] for alert in book.app.alerts]
    assert "{{entidat}}" in said
    assert (good.parent / "informe-poi.docx").is_file()
