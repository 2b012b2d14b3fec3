"""The buttons of the group Unidades over an open book."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support import year
from tests.support.fakebook import ComError, FakeBook, opened
from workbook.example import example_plan
from workbook.hosts.newfile import render
from workbook.template import planning_workbook
from xlwings_addin import desktop, word_app

Press = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def live(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeBook:
    """The example, open in Excel."""
    path = folder / "poi.xlsx"
    path.write_bytes(render(planning_workbook(example_plan())))
    book = opened(path, str(folder))
    monkeypatch.setattr(desktop, "_caller", lambda: book)
    return book


def press(
    book: FakeBook, name: str, answers: tuple[str, ...] = (), dialogs: tuple[Any, ...] = ()
) -> list[str]:
    """Press a button with the answers prepared; return what was said."""
    book.app.alerts.clear()
    book.app.answers[:] = answers
    book.app.api._answers[:] = dialogs
    getattr(desktop, name)()
    return [text for text, _ in book.app.alerts]


def report(path: Path, executed: Any, cause: str) -> None:
    def change(sheet: Any) -> None:
        at = year.columns(sheet)
        sheet.cell(8, at["Ejecutadas"]).value = executed
        sheet.cell(8, at["Motivo"]).value = cause
        sheet.cell(8, at["Motivo"]).data_type = "s"  # a text, whatever it begins with

    year.edit(path, change)


def sent(live: FakeBook, folder: Path) -> list[Path]:
    (said,) = press(live, "prepare_forms", dialogs=("15/01/2021",))
    assert "16 formatos (envío N.° 1)" in said
    return sorted((folder / "poi-formatos").iterdir())


def test_forms_are_sent_and_noted(live: FakeBook, folder: Path) -> None:
    forms = sent(live, folder)
    assert len(forms) == 16
    assert "hasta el 15 de enero de 2021" in openpyxl.load_workbook(forms[0]).worksheets[0]["A5"].value
    log = live.states()["Recepción"]
    texts = set(map(str, log.values.values()))
    assert {"Formato enviado", "Pendiente", "Unidad de Tesorería"} <= texts
    (said,) = press(live, "prepare_forms", dialogs=("sin fecha",))
    assert "envío N.° 2" in said
    assert len(list((folder / "poi-formatos").iterdir())) == 32


def test_a_day_that_is_none(live: FakeBook, folder: Path) -> None:
    assert press(live, "prepare_forms", dialogs=("mañana",)) == [
        "«mañana» no es una fecha. Escriba día, mes y año, por ejemplo 15/07/2026."
    ]
    assert press(live, "prepare_forms", dialogs=("",)) == []
    assert not (folder / "poi-formatos").exists()


def test_what_is_accepted_is_in_the_book(live: FakeBook, folder: Path) -> None:
    form = next(path for path in sent(live, folder) if "-UTD-" in path.name)
    other = next(path for path in (folder / "poi-formatos").iterdir() if "-DREC-" in path.name)
    report(form, 5, "=No hubo pedidos")
    report(other, 6, "Otro")
    before = dict(live.states()["DREC"].values)
    said = press(live, "receive_forms", ("no", "yes", "no"), ((str(form), str(other)),))
    assert "Ejecutadas: 59091 → 5" in said[1]
    assert "Se escribieron 2 celdas" in said[-1]
    unit = live.states()["UTD"]
    assert unit.values[7, 8] == 5
    assert unit.values[7, 11] == "=No hubo pedidos"
    assert (7, 11) not in unit.formulas
    assert live.states()["DREC"].values == before
    texts = list(map(str, live.states()["Recepción"].values.values()))
    assert "Ejecución recibida" in texts
    assert "No aceptado" in texts
    again = press(live, "receive_forms", ("no", "yes"), ((str(form),),))
    assert again[-1] == "El libro ya tiene todo lo de estos formatos. No cambió."


def test_a_folder_with_what_came_back(live: FakeBook, folder: Path) -> None:
    forms = sent(live, folder)
    back = folder / "recibidos"
    back.mkdir()
    form = Path(shutil.copy(forms[0], back))
    (back / "nota.txt").write_text("no es un libro")
    (back / "roto.xlsx").write_bytes(b"x")
    report(form, 3, "Menos")
    said = press(live, "receive_forms", ("yes", "yes"), (str(back),))
    assert any("Este archivo no se puede recibir" in text for text in said)
    assert "Se escribieron 2 celdas" in said[-1]
    assert press(live, "receive_forms", ("yes",), (None,)) == [said[0]]
    assert press(live, "receive_forms", ("no",), (False,)) == [said[0]]
    nothing = press(live, "receive_forms", ("no", "no"), ((str(form),),))
    assert nothing[-1] == "No se aceptó ningún formato. El libro no cambió."


def test_a_protected_sheet_stops_it_all(live: FakeBook, folder: Path) -> None:
    forms = [path for path in sent(live, folder) if "-UTD-" in path.name or "-DREC-" in path.name]
    for form in forms:
        report(form, 5, "Menos")
    before = {name: dict(live.states()[name].values) for name in ("UTD", "DREC")}
    live.states()["UTD"].protected = True
    said = press(live, "receive_forms", ("no", "yes", "yes"), (tuple(map(str, forms)),))
    assert "La hoja «UTD» está protegida" in said[-1]
    assert {name: dict(live.states()[name].values) for name in ("UTD", "DREC")} == before


def test_an_error_half_way_takes_the_cells_back(
    live: FakeBook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = next(path for path in sent(live, folder) if "-UTD-" in path.name)
    report(form, 5, "Menos")
    before = dict(live.states()["UTD"].values)
    from workbook.hosts import livecells

    enter = livecells.enter
    count = [0]

    def failing(cell: Any, value: Any) -> None:
        count[0] += 1
        if count[0] == 2:
            raise ComError(text="No se puede")
        enter(cell, value)

    monkeypatch.setattr(livecells, "enter", failing)
    said = press(live, "receive_forms", ("no", "yes"), ((str(form),),))
    assert "Excel no permitió el cambio" in said[-1]
    assert dict(live.states()["UTD"].values) == before


def test_pending_and_the_reminder(live: FakeBook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(word_app, "open_updated", lambda path: bool(shown.append(path)))
    said = press(live, "pending_forms", ("yes",))
    assert "OAJ – Oficina de Asesoría Jurídica: Pendiente" in said[0]
    assert shown == [folder / "memorando-poi.docx"]
    assert said[-1].startswith("Se guardó el memorando:")
    assert len(press(live, "pending_forms", ("no",))) == 1


def test_a_book_never_saved_asks_for_a_folder(live: FakeBook, folder: Path) -> None:
    live.api._folder = ""
    (said,) = press(live, "prepare_forms", dialogs=(str(folder / "envio"), "sin fecha"))
    assert str(folder / "envio") in said
    assert press(live, "prepare_forms", dialogs=(None,)) == []
