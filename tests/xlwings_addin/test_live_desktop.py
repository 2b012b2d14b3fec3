"""What the ribbon's buttons say: every outcome is a Spanish sentence, and no error is a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

from tests.support.fakebook import EDITING, REJECTED, ComError, FakeBook, State, opened
from workbook.domain.errors import UnusablePlan
from workbook.domain.findings import Code, finding
from workbook.host import UnusableBook
from workbook.hosts.livewrite import ForeignSheet, ProtectedPart
from workbook.layouts import own
from xlwings_addin import desktop, dialogs, guide, live_diagnosis, word_app
from xlwings_addin.dialogs import Dialogs, explained
from xlwings_addin.live_units import NotOurTemplate
from xlwings_addin.output import CouldNotSave
from xlwings_addin.ribbon.controls import BUTTONS
from xlwings_addin.verdicts import Check, fine, wrong

Open = Callable[..., FakeBook]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, good: Path) -> Open:
    """`press("review", book)` presses a button over a book; without one, over a good one."""
    monkeypatch.setattr(word_app, "open_updated", lambda _path: True)

    def pressed(name: str, book: FakeBook | None = None, **state: Any) -> FakeBook:
        book = book or opened(good, str(good.parent))
        for key, value in state.items():
            setattr(book.api, key, value)
        monkeypatch.setattr(desktop, "_caller", lambda: book)
        getattr(desktop, name)()
        return book

    return pressed


def said(book: FakeBook) -> str:
    (only,) = book.app.alerts
    assert only[1] == "Evaluación POI"
    return only[0]


def test_every_button_of_the_ribbon_has_its_function() -> None:
    for button in BUTTONS:
        assert callable(getattr(desktop, button.function)), button.function


def test_review_and_consolidate_tell_how_many(press: Open) -> None:
    assert said(press("review")) == dialogs.NOTHING_FOUND
    book = press("consolidate")
    assert said(book) == "Se escribieron las hojas Consolidado, Por unidad y Tablero."
    assert set(own.GENERATED_SHEETS) - {own.FINDINGS} < set(book.states())


def test_review_and_consolidate_count_what_they_found(press: Open, faulty: Path) -> None:
    text = said(press("review", opened(faulty)))
    assert text.startswith("Hay 1 error")
    assert "La hoja Observaciones dice" in text
    text = said(press("consolidate", opened(faulty)))
    assert "Hay 1 error" in text
    assert "«Revisar datos» dice qué corregir y dónde." in text


def test_a_read_only_book_asks_first(press: Open, good: Path) -> None:
    book = opened(good)
    book.app.answers = ["no"]
    press("consolidate", book, _read_only=True)
    assert own.CONSOLIDATED not in book.states()
    assert said(book) == dialogs.READ_ONLY
    book.app.answers = ["yes"]
    press("consolidate", book)
    assert own.CONSOLIDATED in book.states()


def test_the_report_beside_the_workbook(press: Open, good: Path) -> None:
    book = press("report")
    assert (good.parent / "informe-poi.docx").is_file()
    assert book.app.alerts == []
    (good.parent / "informe-poi.docx").write_bytes(b"editado a mano")
    again = press("report")
    assert "tiene cambios hechos a mano" in said(again)


def test_a_report_nobody_can_open_is_told_of(press: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_app, "open_updated", lambda _path: False)
    assert "informe-poi.docx" in said(press("report"))


def test_a_book_never_saved_asks_where(press: Open, good: Path, tmp_path: Path) -> None:
    book = opened(good, "")
    book.api.Application._answers = [str(tmp_path / "elegido")]
    press("report", book)
    assert (tmp_path / "elegido.docx").is_file()
    book.api.Application._answers = [False]
    press("report", book)
    assert book.app.alerts == []
    assert book.api.Application._asked[0][0] == "informe-poi.docx"


def test_show_origin(press: Open, good: Path) -> None:
    book = opened(good)
    assert said(press("show_origin", book)).startswith("Aquí no hay una cifra")
    press("consolidate", book)
    book.app.alerts.clear()
    book.api._active._state.selected = "$E$9"
    press("show_origin", book)
    assert book.app.alerts == []
    assert book.api._active._state.name == "UT"


def test_an_origin_on_several_sheets(press: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlwings_addin import live_origin

    monkeypatch.setattr(live_origin, "show_origin", lambda _book: live_origin.Shown(("UTD!E7", "OAJ!E8")))
    assert "UTD!E7\nOAJ!E8" in said(press("show_origin"))


def test_new_book(press: Open, good: Path, tmp_path: Path) -> None:
    book = opened(good)
    book.api.Application._answers = [str(tmp_path / "nuevo.xlsx"), False, str(tmp_path / "nuevo.xlsx")]
    book.app.answers = ["yes", "no"]
    press("new_book", book)
    assert (tmp_path / "nuevo.xlsx").is_file()
    press("new_book", book)
    assert len(book.app.alerts) == 1
    press("new_book", book)
    assert "ya existe un archivo con ese nombre" in book.app.alerts[-1][0]


def test_add_unit(press: Open, good: Path) -> None:
    book = opened(good)
    book.api.Application._answers = ["Unidad Nueva", "UN", "Otra", False, False]
    press("add_unit", book)
    assert said(book) == "Se agregó la hoja «UN» y se anotó la unidad en Unidades."
    press("add_unit", book)
    press("add_unit", book)
    book.app.answers = ["no"]
    press("add_unit", book, _read_only=True)
    assert "UN" in book.states()
    assert "Otra" not in book.states()


def test_a_book_that_is_no_template_takes_no_unit(press: Open) -> None:
    book = FakeBook()
    book.add(State("Hoja", {(0, 0): "x"}))
    book.api.Application._answers = ["Unidad Nueva", "UN"]
    assert "Nuevo libro POI" in said(press("add_unit", book))


def test_repair_links(press: Open) -> None:
    book = FakeBook()
    book.add(State("OAJ", {(0, 0): 1.0}, {(0, 0): "=EFICACIA(B1,C1)"}, protected=True))
    text = said(press("repair_links", book))
    assert text.startswith("Vínculos reparados: 0. Fórmulas ingresadas otra vez: 0.")
    assert "OAJ" in text
    assert "protegidas" not in said(press("repair_links"))
    plain = FakeBook()
    plain.add(State("OAJ", {(0, 0): 1.0}))
    assert said(press("repair_links", plain)) == dialogs.NOTHING_TO_REPAIR


def test_a_text_too_long_for_a_box_shows_that_it_goes_on() -> None:
    app = FakeBook().app
    Dialogs(app).tell("palabra " * 300)
    Dialogs(app).tell("a" * 1_500)
    assert [len(text) <= 1_500 for text, _ in app.alerts] == [True, True]
    assert app.alerts[0][0].endswith("palabra pal…")
    assert app.alerts[1][0] == "a" * 1_500


def test_plain_copy(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    (good.parent / "poi-sin-complemento.xlsx").touch()
    press("plain_copy", book)
    assert book.api._copies == [str(good.parent / "poi-sin-complemento (2).xlsx")]
    assert "Se guardó la copia" in said(book)
    unsaved = opened(good, "")
    unsaved.api.Application._answers = [False]
    press("plain_copy", unsaved)
    assert unsaved.app.alerts == []


def test_diagnosis(press: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlwings_addin.diagnosis.diagnose", lambda *_: [fine("Python", "3.11")])
    assert said(press("diagnose")).endswith("La instalación está bien.")


def test_a_diagnosis_tells_what_to_repair() -> None:
    checks: list[Check] = [fine("Python", "3.11"), wrong("Complemento", "no está", "Instálelo.")]
    assert live_diagnosis.told(checks) == (
        "Comprobaciones correctas: 1 de 2.\n\n✗ Complemento: no está\n   Instálelo."
    )


# ---------------------------------------------------------------- who called, and errors


def test_without_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    app = FakeBook().app
    monkeypatch.setattr(desktop, "_caller", lambda: None)
    monkeypatch.setattr(desktop, "_running", lambda: app)
    desktop.review()
    monkeypatch.setattr(guide, "guide_page", lambda: None)
    desktop.guide()
    assert [text for text, _ in app.alerts] == [dialogs.NO_BOOK, dialogs.GUIDE]


def test_the_caller_is_the_book_of_the_button_or_the_active_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Called:
        @classmethod
        def caller(cls) -> str:
            return "de la cinta"

    monkeypatch.setattr(xlwings, "Book", Called)
    assert desktop._caller() == "de la cinta"
    monkeypatch.setattr(xlwings, "Book", None)
    monkeypatch.setattr(xlwings, "books", SimpleNamespace(active="activo"))
    assert desktop._caller() == "activo"
    monkeypatch.setattr(xlwings, "books", None)
    assert desktop._caller() is None
    monkeypatch.setattr(xlwings, "apps", SimpleNamespace(active="Excel"))
    assert desktop._running() == "Excel"


def test_xlwings_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch, press: Open) -> None:
    module: Any = ModuleType("xlwings._xlwindows")
    module.N_COM_ATTEMPTS = 0
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", module)
    press("review")
    assert module.N_COM_ATTEMPTS == desktop._ATTEMPTS


def test_a_cell_being_edited_is_told_and_changes_nothing(press: Open, good: Path) -> None:
    book = opened(good)
    names = list(book.states())
    book.api.Application._editing = True
    assert said(press("consolidate", book)) == dialogs.BUSY
    assert list(book.states()) == names


class ExcelBusyError(Exception):
    """As xlwings calls its own."""


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ComError(scode=EDITING), "celda en edición"),
        (ComError(REJECTED), "celda en edición"),
        (ExcelBusyError(), "celda en edición"),
        (ComError(-2147023174), "se cerró"),
        (ComError(text="Unable to set the Value property."), "(«Unable to set the Value property»)"),
        (ComError(), "no permitió el cambio."),
        (ProtectedPart(), "protegida su estructura"),
        (ProtectedPart("Tablero"), "«Tablero» está protegida"),
        (ForeignSheet("Tablero"), "no hizo este programa"),
        (CouldNotSave(Path("informe.docx"), "full"), "no queda espacio"),
        (UnusableBook("poi.xlsx", "too_large"), "demasiado grande"),
        (NotOurTemplate(), "Nuevo libro POI"),
        (KeyError("x"), "KeyError"),
    ],
)
def test_every_problem_has_words(problem: Exception, words: str) -> None:
    assert words in explained(problem)


def test_a_plan_that_cannot_be_used() -> None:
    found = tuple(finding(Code.NO_DATA, subject=str(n)) for n in range(5))
    text = explained(UnusablePlan(found))
    assert text.startswith("El libro no se puede evaluar todavía.")
    assert text.endswith("Y otras 2 observaciones.")


def test_an_unexpected_fault_names_its_place(press: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_book: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("xlwings_addin.live_commands.review", fail)
    text = said(press("review"))
    assert "ZeroDivisionError en test_live_desktop.py" in text
    assert "Traceback" not in text


def test_answers_of_the_dialogs() -> None:
    book = FakeBook()
    say = Dialogs(book.app)
    book.api.Application._answers = ["  ", " UTD ", "a.docx"]
    assert say.text("Sigla") is None
    assert say.text("Sigla") == "UTD"
    assert say.where_to_save("a.docx", "Word", ".docx") == Path("a.docx")
    say.tell("x" * 5_000)
    assert len(book.app.alerts[0][0]) < 2_000


# ---------------------------------------------------------------- Word


class FakeWord:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.Visible = False
        self.Documents = self
        self.Fields = self
        self.Saved = False

    def Open(self, path: str) -> FakeWord:  # noqa: N802 - Word's names
        self.done.append(path)
        return self

    def Update(self) -> None:  # noqa: N802 - Word's names
        self.done.append("update")

    def Activate(self) -> None:  # noqa: N802 - Word's names
        self.done.append("activate")

    @property
    def TablesOfContents(self) -> Any:  # noqa: N802 - Word's names
        word = self

        class Tables:
            Count = 1

            def __call__(self, number: int) -> FakeWord:
                assert number == 1
                return word

        return Tables()


def test_word_opens_the_report_with_its_fields_updated(monkeypatch: pytest.MonkeyPatch) -> None:
    word = FakeWord()
    client: Any = ModuleType("win32com.client")
    client.Dispatch = lambda _name: word
    monkeypatch.setitem(sys.modules, "win32com", ModuleType("win32com"))
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    assert word_app.open_updated(Path("informe.docx"))
    assert word.done == ["informe.docx", "update", "update", "activate"]
    assert word.Saved


def test_without_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "win32com.client", None)
    assert word_app.open_updated(Path("informe.docx")) is False
