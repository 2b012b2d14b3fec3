"""`eficacia informe LIBRO --sobre INFORME` and «Actualizar un informe existente…»."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import docx
import pytest

from tests.report.typed import typed_by_hand
from tests.support.fakebook import opened
from xlwings_addin import cli, commands, desktop, live_report, living, output, word_app
from xlwings_addin.commands import When
from xlwings_addin.worddoor import read_document

TODAY = dt.date(2021, 2, 1)
CHANGED = "--metodo", "promedio"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    commands.demo(folder, When(TODAY))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    for path in made.glob("*poi-satcaj-2020.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def book(folder: Path) -> Path:
    return folder / "poi-satcaj-2020.xlsx"


def report(folder: Path) -> Path:
    return folder / "informe-poi-satcaj-2020.docx"


def run(folder: Path, *words: str | Path) -> int:
    return cli.main(["informe", str(book(folder)), "--sobre", str(report(folder)), *map(str, words)])


def write_in(path: Path, words: str, text: str) -> None:
    """Type over a paragraph, as a person does."""
    document = docx.Document(str(path))
    for element in document.element.body.iter("{*}t"):
        if words in (element.text or ""):
            element.text = text
            break
    document.save(str(path))


@pytest.mark.parametrize("other", ["sustento", "ficha"])
def test_another_document_of_ours_is_not_taken_for_a_report(
    folder: Path, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole report was once offered for insertion into a unit's sheet."""
    assert cli.main(["ficha", str(book(folder))]) == 0
    capsys.readouterr()
    document = folder / f"{other}-poi-satcaj-2020.docx"
    before = document.read_bytes()
    assert cli.main(["informe", str(book(folder)), "--sobre", str(document)]) == 2
    assert "no es un informe de evaluación" in capsys.readouterr().err
    assert document.read_bytes() == before


def test_nothing_to_change_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, names = report(folder).read_bytes(), sorted(folder.iterdir())
    assert run(folder) == 0
    told = capsys.readouterr().out.splitlines()
    assert "El informe ya está al día con el libro: no se cambió nada." in told
    assert (report(folder).read_bytes(), sorted(folder.iterdir())) == (before, names)


def test_a_simulation_tells_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, names = report(folder).read_bytes(), sorted(folder.iterdir())
    assert run(folder, "--simular", *CHANGED) == 0
    told = capsys.readouterr().out
    assert "Tablas que se actualizan:\n- Resumen ejecutivo: tabla (6 cambios)" in told
    assert told.endswith("Es una simulación: no se escribió nada.\n")
    assert (report(folder).read_bytes(), sorted(folder.iterdir())) == (before, names)


def test_an_update_keeps_the_old_one_as_a_dated_copy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_in(report(folder), "Se evaluaron 17", "Lo que escribió una persona.")
    before = report(folder).read_bytes()
    assert run(folder, *CHANGED) == 0
    (copy,) = folder.glob("*(anterior al *")
    assert copy.read_bytes() == before
    assert copy.name in capsys.readouterr().out
    texts = [element.text for element in docx.Document(str(report(folder))).element.body.iter("{*}t")]
    assert "Lo que escribió una persona." in texts
    assert run(folder, *CHANGED) == 0
    assert len(list(folder.glob("*(anterior al *"))) == 1


def test_an_updated_report_is_not_replaced_by_a_new_one(folder: Path) -> None:
    write_in(report(folder), "Se evaluaron 17", "Lo que escribió una persona.")
    assert run(folder, *CHANGED) == 0
    before = report(folder).read_bytes()
    assert cli.main(["informe", str(book(folder))]) == 0
    assert report(folder).read_bytes() == before
    assert (folder / "informe-poi-satcaj-2020 (2).docx").is_file()


def test_a_second_copy_of_the_day_gets_another_name(folder: Path) -> None:
    assert run(folder, *CHANGED) == 0
    assert run(folder) == 0
    assert len(list(folder.glob("*(anterior al *"))) == 2


def test_a_report_that_is_open_stays_and_the_result_is_beside_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_is_taken", lambda path: path.name == report(folder).name)
    before = report(folder).read_bytes()
    assert run(folder, *CHANGED) == 0
    told = capsys.readouterr()
    assert "está abierto en otro programa" in told.err
    assert report(folder).read_bytes() == before
    assert (folder / "informe-poi-satcaj-2020 (2).docx").is_file()
    assert not list(folder.glob("*(anterior al *"))


def test_to_another_file_the_old_one_stays(folder: Path) -> None:
    before = report(folder).read_bytes()
    assert run(folder, *CHANGED, "-o", folder / "nuevo.docx") == 0
    assert report(folder).read_bytes() == before
    assert (folder / "nuevo.docx").read_bytes() != before
    (folder / "otra").mkdir()
    assert run(folder, "-o", folder / "otra") == 0
    assert (folder / "otra" / report(folder).name).read_bytes() == before


def test_what_cannot_be_written_leaves_no_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path, data: bytes, *, replace: bool = True) -> output.Saved:
        if replace:
            raise output.CouldNotSave(target, "full")
        return output.save(target, data, replace=replace)

    monkeypatch.setattr(living, "save", full)
    before = sorted(folder.iterdir())
    assert run(folder, *CHANGED) == 3
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "said"), [("no.docx", "No se encontró"), ("mal.docx", "no es un documento")]
)
def test_a_report_that_cannot_be_used(
    folder: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mal.docx").write_bytes(b"hola")
    assert cli.main(["informe", str(book(folder)), "--sobre", str(folder / name)]) == 2
    assert said in capsys.readouterr().err


def test_a_report_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    from report.unusable import UnusableReport

    with pytest.raises(UnusableReport) as problem:
        read_document(report(folder))
    assert problem.value.reason == "locked"


def test_another_day_alone_is_no_change(folder: Path) -> None:
    # the example says place and date itself, so the date is taken away first
    import openpyxl

    workbook = openpyxl.load_workbook(book(folder))
    for row in workbook["Parámetros"].iter_rows():
        if str(row[0].value).startswith("Lugar y fecha"):
            row[1].value = None
    workbook.save(book(folder))
    commands.write_report(book(folder), report(folder), When(TODAY))
    later = When(dt.date(2021, 3, 1))
    assert living.prepare(book(folder), report(folder), later).update.content is None
    asked = When(dt.date(2021, 3, 1), dt.date(2021, 3, 1))
    assert living.prepare(book(folder), report(folder), asked).update.content is not None


# ---- the button


def press(monkeypatch: pytest.MonkeyPatch, workbook: Path, answer: object, *answers: str) -> list[str]:
    """Press the button over the workbook; what it says, in order."""
    open_book = opened(workbook, str(workbook.parent))
    open_book.api.Application._answers = [answer]
    open_book.app.answers = list(answers)
    monkeypatch.setattr(desktop, "_caller", lambda: open_book)
    monkeypatch.setattr(word_app, "open_updated", lambda _path: True)
    desktop.update_report()
    return [alert[0] for alert in open_book.app.alerts]


def test_the_button_asks_shows_and_applies(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = good.parent / "informe.docx"
    commands.write_report(good, target, When(TODAY))
    (said,) = press(monkeypatch, good, str(target))
    assert said.startswith("El informe «informe.docx» ya está al día con el libro")
    write_in(target, "Se evalu", "Mi resumen.")
    assert press(monkeypatch, good, str(target))[0].startswith("El informe")
    document = docx.Document(str(target))
    for row in document.element.body.iter("{*}tr"):
        cells = list(row.iter("{*}t"))
        if cells and cells[0].text == "TOTAL":
            cells[-1].text = "1 %"
    document.save(str(target))
    before = target.read_bytes()
    shown = press(monkeypatch, good, str(target), "no")
    assert "Cifras escritas a mano encima" in shown[0]
    assert target.read_bytes() == before
    shown = press(monkeypatch, good, str(target), "yes")
    assert "El informe anterior quedó como «informe (anterior al " in shown[1]
    assert target.read_bytes() != before
    assert press(monkeypatch, good, False) == []


def test_the_button_tells_of_a_file_it_cannot_use(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = press(monkeypatch, good, str(good.parent / "no.docx"))
    assert said.startswith("No se encontró el documento «no.docx».")


def test_the_button_tells_of_a_report_that_is_open(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = good.parent / "informe.docx"
    target.write_bytes(typed_by_hand())
    monkeypatch.setattr(output, "_is_taken", lambda path: path.name == "informe.docx")
    shown = press(monkeypatch, good, str(target), "yes")
    assert "está abierto en otro programa" in shown[1]


def test_a_long_list_is_cut_for_the_dialog(folder: Path) -> None:
    from workbook.domain.efficacy import Method
    from workbook.domain.evaluation import Request

    prepared = living.prepare(book(folder), report(folder), When(TODAY), Request(Method.MEAN, None, None))
    lines = live_report.preview(prepared).splitlines()
    assert lines[0].startswith("¿Actualizar «informe-poi-satcaj-2020.docx»?")
    assert lines[-1].endswith("con --simular.")
    assert len(lines) < 25
