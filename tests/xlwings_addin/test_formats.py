from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl.worksheet.formula import ArrayFormula

from tests.support import year
from tests.support.ooxml import check
from workbook.example import example_plan
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin import formats, screen
from xlwings_addin.cli import main


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "poi.xlsx"
    path.write_bytes(render(planning_workbook(example_plan())))
    return path


def prepared(book: Path, *units: str) -> list[Path]:
    made = formats.prepare(book, None, units, dt.date(2021, 1, 4), dt.date(2021, 1, 15))
    return [saved.path for saved in made.files]


def report(path: Path, executed: object, cause: str = "") -> None:
    def change(sheet: Any) -> None:
        at = year.columns(sheet)
        sheet.cell(8, at["Ejecutadas"]).value = executed
        sheet.cell(8, at["Motivo"]).value = cause or sheet.cell(8, at["Motivo"]).value

    year.edit(path, change)


def test_prepare_writes_forms_that_windows_takes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["formatos", "preparar", str(book), "--unidad", "UTD", "--unidad", "Oficina de Informática"])
        == 0
    )
    names = sorted(path.name for path in book.with_name("poi-formatos").iterdir())
    assert names == ["POI-2020-OINF-Anual-envio-01.xlsx", "POI-2020-UTD-Anual-envio-01.xlsx"]
    assert "envío N.° 1" in capsys.readouterr().out
    assert main(["formatos", "preparar", str(book), "--unidad", "UTD", "--hasta-el", "2021-01-15"]) == 0
    again = book.with_name("poi-formatos") / "POI-2020-UTD-Anual-envio-02.xlsx"
    assert "hasta el 15 de enero de 2021" in openpyxl.load_workbook(again).worksheets[0]["A5"].value


def test_a_file_that_is_not_there_is_told_before_all(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formatos", "recibir", str(book), str(book.with_name("nada.xlsx"))]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "nada.xlsx». Revise el nombre y la carpeta." in shown.err


def test_only_a_workbook_that_can_be_copied_receives(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = book.with_name("reporte.xls")
    other.write_bytes(b"<html><table></table></html>")
    assert main(["formatos", "recibir", str(other), str(book), "--aceptar", "todo"]) == 2
    assert 'eficacia nuevo POI.xlsx --desde "reporte.xls"' in capsys.readouterr().err


def test_a_workbook_without_activities_has_nobody_to_remind(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = book.with_name("nuevo.xlsx")
    assert main(["nuevo", str(empty)]) == 0
    capsys.readouterr()
    assert main(["formatos", "pendientes", str(empty)]) == 2
    shown = capsys.readouterr()
    assert "conformes" not in shown.out
    assert "no tiene actividades de ninguna unidad" in shown.err


def test_a_unit_that_is_none_is_told(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formatos", "preparar", str(book), "--unidad", "XYZ"]) == 2
    assert "«XYZ» no es una unidad del libro" in capsys.readouterr().err
    assert not book.with_name("poi-formatos").exists()


def test_names_of_files_are_safe() -> None:
    assert formats._safe('a/b:c*"d"') == "a-b-c-d"
    assert formats._safe("con") == "con_"
    assert formats._safe("x. ") == "x"


def test_receive_away_from_a_terminal_accepts_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (form,) = prepared(book, "UTD")
    report(form, 5, "Menos pedidos")
    assert main(["formatos", "recibir", str(book), str(form)]) == 1
    told = capsys.readouterr()
    assert "Ejecutadas: 59091 → 5" in told.out
    assert "No se aceptó nada" in told.err
    assert not book.with_name("poi-recibido.xlsx").exists()


def test_simulating_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (form,) = prepared(book, "UTD")
    report(form, 5)
    assert main(["formatos", "recibir", str(book), str(form), "--simular", "--aceptar", "todo"]) == 0
    assert "no se escribió nada" in capsys.readouterr().out
    assert not book.with_name("poi-recibido.xlsx").exists()


def test_accepting_writes_a_copy_and_again_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (form, other) = prepared(book, "UTD", "DREC")
    report(form, 5, "Menos pedidos")
    report(other, 1)
    before = book.read_bytes()
    assert main(["formatos", "recibir", str(book), str(form.parent), "--aceptar", "UTD"]) == 1
    told = capsys.readouterr()
    assert "Se escribieron 2 celdas" in told.out
    assert "Quedaron sin aceptar: POI-2020-DREC" in told.err
    copy = book.with_name("poi-recibido.xlsx")
    assert book.read_bytes() == before
    found = openpyxl.load_workbook(copy, data_only=True)
    assert found["UTD"]["I8"].value == 5
    assert found["UTD"]["L8"].value == "Menos pedidos"
    assert found["UTD"]["J8"].value == pytest.approx(5 / found["UTD"]["H8"].value)
    assert found["UTD"]["K8"].value == "META INSUFICIENTE"
    log = [[cell.value for cell in row] for row in found["Recepción"].iter_rows()]
    assert any(row[5] == "Ejecución recibida" and row[2] == "No aceptado" for row in log)
    states = {row[0]: row[2] for row in log if row[1] in ("UTD", "DREC")}
    assert set(states.values()) == {"Conforme", "Observado"}
    assert (
        main(
            [
                "formatos",
                "recibir",
                str(copy),
                str(form),
                "--aceptar",
                "todo",
                "-o",
                str(copy.with_name("b.xlsx")),
            ]
        )
        == 0
    )
    assert "ya tiene todo" in capsys.readouterr().out


def test_a_folder_that_may_not_be_seen(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = book.parent / "de la red"
    folder.mkdir()

    def refuse(_path: object) -> object:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert main(["formatos", "recibir", str(book), str(folder), "--simular"]) == 2
    assert f"no tiene permiso para ver la carpeta «{folder}»" in capsys.readouterr().err
    assert main(["formatos", "preparar", str(book), "--unidad", "UTD", "-o", str(folder)]) == 0
    assert (folder / "POI-2020-UTD-Anual-envio-01.xlsx").is_file()


def test_a_file_that_is_no_form_says_why_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = book.with_name("oficio.docx")
    docx.Document().save(str(letter))
    assert main(["formatos", "recibir", str(book), str(letter), "--simular"]) == 1
    told = capsys.readouterr().out
    assert (
        "No se pudo leer el archivo. «oficio.docx» es un documento de Word, y aquí se espera un lib" in told
    )
    assert "→" not in told
    assert main(["formatos", "recibir", str(book), str(book), "--simular"]) == 2
    assert "No hay ningún formato que leer" in capsys.readouterr().err


def test_at_a_terminal_each_form_is_asked(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = prepared(book, "UTD", "DREC")
    for form in forms:
        report(form, 5)
    answers = iter(["s", "n"])
    asked: list[str] = []
    monkeypatch.setattr(screen, "is_terminal", lambda _stream: True)
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or next(answers))
    assert main(["formatos", "recibir", str(book), *map(str, forms)]) == 1
    assert len(asked) == 2
    found = openpyxl.load_workbook(book.with_name("poi-recibido.xlsx"), data_only=True)
    assert [found[name]["I8"].value == 5 for name in ("UTD", "DREC")] == [
        forms[0].name.startswith("POI-2020-UTD"), forms[0].name.startswith("POI-2020-DREC"),
    ]  # fmt: skip


def test_old_issue_is_taken_only_by_name(book: Path) -> None:
    (old,) = prepared(book, "UTD")
    (new,) = prepared(book, "UTD")
    report(old, 5)
    report(new, 6)
    made = formats.read_received(book, [old, new])
    assert formats.by_words(made, ["todo"]) == {1}
    assert formats.by_words(made, ["UTD"]) == {1}
    copy = formats.take(book, None, made, {1}, dt.date(2021, 1, 20))
    assert copy.saved is not None
    later = formats.read_received(copy.saved.path, [old])
    assert formats.by_words(later, ["todo"]) == frozenset()
    assert formats.by_words(later, ["UTD"]) == {0}


def test_files_that_are_no_forms_are_told(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = book.with_name("roto.xlsx")
    broken.write_bytes(b"no")
    empty = book.with_name("vacio.xlsx")
    openpyxl.Workbook().save(empty)
    text = book.with_name("nota.txt")
    text.write_text("hola")
    assert (
        main(["formatos", "recibir", str(book), str(broken), str(empty), str(text), "--aceptar", "todo"]) == 1
    )
    out = capsys.readouterr().out
    assert out.count("No se pudo leer el archivo") == 2
    assert "No se reconoce la unidad" in out
    assert main(["formatos", "recibir", str(book), str(book)]) == 2


def test_pending_and_the_reminder(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (form,) = prepared(book, "UTD")
    report(form, 5, "Menos")
    year.edit(form, lambda sheet: sheet.cell(9, year.columns(sheet)["Programadas"], 1))
    main(["formatos", "recibir", str(book), str(form), "--aceptar", "UTD"])
    copy = book.with_name("poi-recibido.xlsx")
    capsys.readouterr()
    memo = book.with_name("memo.docx")
    assert main(["formatos", "pendientes", str(copy), "-o", str(memo), "--hasta-el", "2021-02-01"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("El 1 de febrero de 2021, hasta el que se pide responder, ya pasó.")
    assert "UTD – Unidad de Trámite Documentario: Observado" in out
    assert "16 de 16 unidades tienen algo pendiente" in out
    assert check(memo) == []
    with zipfile.ZipFile(memo) as archive:
        xml = archive.read("word/document.xml").decode()
    texts = " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml))
    assert re.search(r"MEMORANDO MÚLTIPLE N.° ____-\d{4}-", texts)
    assert "a más tardar el 1 de febrero de 2021" in texts
    assert "Unidades que no han remitido su formato" in texts
    assert "Meta distinta de la del libro" in texts
    written = docx.Document(str(memo))
    paragraphs = [Paragraph(one, written._body) for one in written.element.body.iter(qn("w:p"))]
    head = [one for one in paragraphs if one.style.name == "Eficacia Memorando"]
    labels = [one.text.split("\t")[0] for one in head]
    assert [one for one in labels if one] == ["A:", "De:", "Asunto:", "Fecha:"]
    look = head[0].style.paragraph_format
    assert look.space_after.pt == 14  # below the last line only
    assert look.element.pPr.find(qn("w:contextualSpacing")) is not None


def test_all_months_closed_leaves_nothing_to_send(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "poi.xlsx"
    book.write_bytes(render(planning_workbook(year.plan_with_months(), monthly=True)))
    found = openpyxl.load_workbook(book)
    for month in range(6):
        found["Listas"].cell(4, 18 + month).value = 1
    found.save(book)
    assert main(["formatos", "preparar", str(book)]) == 2
    assert "están cerrados" in capsys.readouterr().err


def test_closed_months_are_locked_and_never_written(tmp_path: Path) -> None:
    book = tmp_path / "poi.xlsx"
    book.write_bytes(render(planning_workbook(year.plan_with_months(), monthly=True)))
    found = openpyxl.load_workbook(book)
    for month in range(3):
        found["Listas"].cell(4, 18 + month).value = 1
    found.save(book)
    (form,) = prepared(book, "DAS")
    sheet = openpyxl.load_workbook(form).worksheets[0]
    at = year.columns(sheet)
    locked = {
        name: sheet.cell(8, at[name]).protection.locked for name in ("Ejec. Mar", "Ejec. Abr", "Prog. Abr")
    }
    assert locked == {"Ejec. Mar": True, "Ejec. Abr": False, "Prog. Abr": True}

    def change(sheet: Any) -> None:
        sheet.cell(8, at["Ejec. Mar"]).value = 1
        sheet.cell(8, at["Ejec. Abr"]).value = 2

    year.edit(form, change)
    (one,) = formats.read_received(book, [form]).files
    assert [(change.month, change.after) for change in one.changes] == [(4, "2")]
    assert [notice.told.value for notice in one.notices] == ["mes_no_solicitado"]


def test_observations_of_the_workbook_are_renewed(book: Path) -> None:
    from workbook.hosts.file import open_file
    from workbook.hosts.patch import patch
    from workbook.layouts import own
    from workbook.service import evaluate_book
    from workbook.sheets import output_workbook

    with open_file(book) as opened:
        described = output_workbook(evaluate_book(opened), source="", consolidated_on=None)
    sheet = next(one for one in described.sheets if one.name == own.FINDINGS)
    book.write_bytes(patch(book.name, book.read_bytes(), {}, [sheet]).data)
    (form,) = prepared(book, "UTD")
    report(form, "S.I.")
    made = formats.read_received(book, [form])
    done = formats.take(book, None, made, {0}, dt.date(2021, 1, 20))
    assert done.saved is not None
    texts = [
        str(v) for (name, _), v in year.cells(done.saved.path.read_bytes()).items() if name == own.FINDINGS
    ]
    before = [str(v) for (name, _), v in year.cells(book.read_bytes()).items() if name == own.FINDINGS]
    assert "sin_informacion" in texts
    assert texts != before
    assert check(done.saved.path) == []


def test_reminder_and_sheets_of_units_take_the_template_of_the_entity(book: Path) -> None:
    letterhead = Path(__file__).parents[2] / "docs" / "plantilla-ejemplo.docx"
    book.with_name("membrete.docx").write_bytes(letterhead.read_bytes())
    named = openpyxl.load_workbook(book)
    setting = next(row[0] for row in named["Parámetros"].iter_rows() if row[0].value == "Plantilla Word")
    setting.offset(column=1).value = "membrete.docx"
    named.save(book)
    memo, sheets = book.with_name("memo.docx"), book.with_name("fichas.docx")
    assert main(["formatos", "pendientes", str(book), "-o", str(memo)]) == 0
    assert main(["ficha", str(book), "-o", str(sheets)]) == 0
    for made in (memo, sheets):
        # stylesWithEffects is Word 2010's copy of the styles, which this template still has
        assert [found for found in check(made) if "stylesWithEffects" not in found] == []
        with zipfile.ZipFile(made) as archive, zipfile.ZipFile(letterhead) as template:
            heads = [
                name for name in template.namelist() if re.fullmatch(r"word/(header\d.*|media/.*)", name)
            ]
            assert heads
            assert set(heads) <= set(archive.namelist())
            parts = [name for name in archive.namelist() if re.match(r"word/(document|header|footer)", name)]
            texts = {name: archive.read(name).decode() for name in parts if name.endswith(".xml")}
        assert not [name for name, text in texts.items() if "{{" in text]
        assert "Unidad de Trámite Documentario" in texts["word/document.xml"]
        assert "Firma del responsable" not in texts["word/document.xml"]  # the body is one of reports


def test_a_cell_that_cannot_be_written_is_named_and_not_counted(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spilled = openpyxl.load_workbook(book)
    spilled["UTD"]["L8"] = ArrayFormula("L8:M8", "=A1:B1")  # Motivo and Medio de verificación
    spilled["UTD"]["M8"].value = None
    spilled.save(book)
    (form,) = prepared(book, "UTD")

    def filled(sheet: Any) -> None:
        at = year.columns(sheet)
        sheet.cell(8, at["Ejecutadas"]).value = 5
        sheet.cell(8, at["Medio de verificación"]).value = "Acta 7"

    year.edit(form, filled)
    assert main(["formatos", "recibir", str(book), str(form), "--aceptar", "UTD"]) == 0
    shown = capsys.readouterr()
    assert "No se escribió en UTD!M8: ahí hay una fórmula o una celda combinada." in shown.err
    assert "Se escribió 1 celda y la hoja Recepción." in shown.out
    assert "Ctrl+Alt+F9" in shown.out


def test_nothing_new_renews_no_formula(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (form,) = prepared(book, "UTD")
    assert main(["formatos", "recibir", str(book), str(form), "--aceptar", "UTD"]) == 0
    shown = capsys.readouterr().out
    assert "Se escribieron 0 celdas" in shown
    assert "Ctrl+Alt+F9" not in shown
