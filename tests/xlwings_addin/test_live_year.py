"""The buttons of the year over an open workbook: what they write, ask and say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.fakebook import FakeBook, opened
from workbook.domain.cells import BLANK, Number
from workbook.domain.model import Plan
from workbook.hosts.file import open_file
from workbook.hosts.live import LiveBook
from workbook.layouts import own
from workbook.reader import read_plan
from xlwings_addin import desktop

Open = Callable[..., FakeBook]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Open:
    def pressed(name: str, book: FakeBook, *answers: Any, boxes: tuple[str, ...] = ()) -> FakeBook:
        monkeypatch.setattr(desktop, "_caller", lambda: book)
        book.api.Application._answers = list(answers)
        book.app.answers = list(boxes)
        book.app.alerts.clear()
        getattr(desktop, name)()
        return book

    return pressed


def said(book: FakeBook) -> str:
    return str(book.app.alerts[-1][0])


def plan_of(book: FakeBook) -> Plan:
    return read_plan(LiveBook(book))[0]


def marks(book: FakeBook) -> list[object]:
    for row in LiveBook(book).rows(own.LISTS):
        if own.CLOSED_LABEL in row:
            return list(row[row.index(own.CLOSED_LABEL) + 1 :][:12])
    return []


@pytest.fixture
def months(monthly: Path) -> FakeBook:
    """A workbook with months, of the first half of the year."""
    return opened(monthly, str(monthly.parent))


# ------------------------------------------------------------ Cerrar periodo


def test_closing_writes_the_register_the_marks_and_the_copy(press: Open, good: Path) -> None:
    book = press("close_period", opened(good, str(good.parent)), boxes=("yes",))
    (archive,) = good.parent.glob("poi-cierre-anual-*.xlsx")
    register = plan_of(book).framework.closings
    (closing,) = register.closings
    assert closing.copy == archive.name
    assert closing.copy_digest == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert [one.programmed for one in register.rows] == [Number(Decimal(10))]
    assert marks(book) == [1] * 12
    assert book.api.Worksheets(own.CLOSED_ROWS).Visible == 0
    assert str(archive) in said(book)
    assert book.app.alerts[0][0].startswith("Se cerrará Anual (enero a diciembre).")


def test_nothing_is_closed_without_a_yes(press: Open, good: Path) -> None:
    book = press("close_period", opened(good, str(good.parent)), boxes=("no",))
    assert own.CLOSINGS not in book.states()
    assert list(good.parent.glob("*cierre*")) == []


def test_a_read_only_book_asks_first(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    book.api._read_only = True
    for name in ("close_period", "new_period"):
        press(name, book, boxes=("no",))
        assert own.CLOSINGS not in book.states()


def test_closing_again_after_a_change_asks(press: Open, good: Path) -> None:
    book = press("close_period", opened(good, str(good.parent)), boxes=("yes",))
    book.api.Worksheets("UT").Range("I8").Value2 = 8.0
    press("close_period", book, boxes=("yes", "no"))
    assert said(book).startswith("Hay meses cerrados que cambiaron")
    assert len(plan_of(book).framework.closings.closings) == 1
    press("close_period", book, boxes=("yes", "yes"))
    assert len(plan_of(book).framework.closings.closings) == 2
    assert len(list(good.parent.glob("poi-cierre-anual-*.xlsx"))) == 2


def test_a_book_never_saved_asks_where_the_copy_goes(press: Open, good: Path, tmp_path: Path) -> None:
    book = press("close_period", opened(good, ""), False, boxes=("yes",))
    assert own.CLOSINGS not in book.states()
    press("close_period", book, str(tmp_path / "copia"), boxes=("yes",))
    assert (tmp_path / "copia.xlsx").is_file()


def test_a_protected_list_is_told_before_anything_is_done(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    book.states()[own.LISTS].protected = True
    press("close_period", book, boxes=("yes",))
    assert said(book).startswith("La hoja «Listas» está protegida")
    assert own.CLOSINGS not in book.states()
    assert list(good.parent.glob("*cierre*")) == []


# ------------------------------------------------------------ Nuevo periodo


def test_the_next_period_is_offered_and_written(press: Open, months: FakeBook) -> None:
    press("new_period", months, "I Semestre")
    assert plan_of(months).framework.settings.period is not None
    press("new_period", months, "II Semestre")
    assert months.api.Application._asked[-1][2] == "II Semestre"
    assert said(months).startswith("El libro evalúa ahora: II Semestre.\n\nNo hay un periodo cerrado")
    shown = LiveBook(months)
    values = [cell for row in shown.rows(own.SETTINGS) for cell in row]
    assert "II Semestre" in values


def test_no_answer_and_no_period(press: Open, months: FakeBook) -> None:
    press("new_period", months, False)
    assert months.app.alerts == []
    press("new_period", months, "el que sigue")
    assert said(months).startswith("«el que sigue» no es un periodo. Escriba «Anual»")


def test_rows_without_months_make_room_only_once_closed(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    press("new_period", book, "I Semestre")
    assert "no se ha cerrado" in said(book)
    press("close_period", book, boxes=("yes",))
    press("new_period", book, "I Semestre")
    assert "Se dejaron en blanco" in said(book)
    (row,) = plan_of(book).activities
    assert (row.programmed, row.executed, row.cause) == (BLANK, BLANK, "")


def test_a_book_without_settings(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    book.api.Worksheets(own.SETTINGS).UsedRange.ClearContents()
    press("new_period", book, "I Semestre")
    assert said(book).startswith("El libro no tiene la hoja Parámetros")


# ------------------------------------------------------------ Nuevo año, desde un archivo


def test_the_next_year_from_the_open_book(press: Open, good: Path, tmp_path: Path) -> None:
    target = tmp_path / "poi-2021.xlsx"
    book = press("new_year", opened(good, str(good.parent)), str(target))
    with open_file(target) as made:
        plan = read_plan(made)[0]
    assert plan.framework.settings.year == 2021
    assert "El libro nuevo es del 2021" in said(book)
    press("new_year", book, str(target))
    assert "ya existe un archivo con ese nombre" in said(book)
    press("new_year", book, False)
    assert book.app.alerts == []


def test_a_new_book_from_a_file(press: Open, good: Path, tmp_path: Path) -> None:
    target = tmp_path / "desde.xlsx"
    book = press("new_from", opened(good, str(good.parent)), str(good), str(target))
    assert target.is_file()
    assert "De «poi.xlsx» se tomaron 1 OEI, 1 AEI, 1 unidad y 1 actividad." in said(book)
    press("new_from", book, False)
    assert book.app.alerts == []


# ------------------------------------------------------------ Comparar con…


def test_comparing_with_an_earlier_file(press: Open, good: Path) -> None:
    book = opened(good, str(good.parent))
    press("compare_with", book, str(good))
    assert said(book).endswith("No hay ninguna diferencia.")
    book.api.Worksheets("UT").Range("I8").Value2 = 8.0
    press("compare_with", book, str(good))
    assert "Actividades con cambios: 1\ncon otra ejecución: 1" in said(book)
    assert (good.parent / "comparacion-poi (2).xlsx").is_file()


def test_comparing_with_nothing(press: Open, good: Path) -> None:
    book = press("compare_with", opened(good, str(good.parent)), False)
    assert book.app.alerts == []
    unsaved = press("compare_with", opened(good, ""), str(good), False)
    assert unsaved.app.alerts == []
