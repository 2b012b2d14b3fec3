"""A new unit in an open workbook, formulas repaired, a copy without them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.support.fakebook import ERROR_NUMBERS, ComError, FakeBook, State, Workbook, Worksheet, opened
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.live import LiveBook
from workbook.hosts.livewrite import ProtectedPart
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.reader import read_plan
from workbook.template import planning_workbook
from xlwings_addin import live_links, live_units
from xlwings_addin.output import CouldNotSave

ADDIN = "C:\\Users\\ana\\AppData\\eficacia.xlam"


def made(folder: Path, *, monthly: bool = False) -> FakeBook:
    path = folder / "poi.xlsx"
    path.write_bytes(render(planning_workbook(example_plan(), monthly=monthly)))
    return opened(path, str(folder))


@pytest.mark.parametrize("monthly", [False, True])
def test_a_unit_is_added_everywhere(tmp_path: Path, monthly: bool) -> None:
    book = made(tmp_path, monthly=monthly)
    before, _, _ = read_plan(LiveBook(book))
    assert live_units.add_unit(book, "=1+1", "@x") == "@x"
    after, _, _ = read_plan(LiveBook(book))
    assert [unit.name for unit in after.framework.units] == [
        *(u.name for u in before.framework.units),
        "=1+1",
    ]
    assert after.activities == before.activities
    state = book.states()["@x"]
    assert state.tables[0][0] == "t_x"
    assert not any("t_UDCA[" in text for text in state.formulas.values())
    assert state.tables[0][1][2] - state.tables[0][1][0] <= 12
    index = book.states()[own.INDEX]
    row = next(row for (row, _), text in index.formulas.items() if "t_x[" in text)
    assert index.formulas[row, 1] == "=IF('@x'!$B$2=\"\",\"@x\",'@x'!$B$2)"
    assert index.values[row, 2] == "@x"
    assert index.links[row, 1][1] == "'@x'!A1"
    assert index.values[row, 0] == index.values[row - 1, 0] + 1
    assert any("t_x[" in text for text in book.states()[own.LISTS].formulas.values()) is monthly
    assert book.api._active._state.name == "@x"


def test_a_unit_on_a_new_row_of_unidades(tmp_path: Path) -> None:
    book = made(tmp_path)
    state = book.states()[own.UNITS]
    name, (top, left, _, right) = state.tables[0]
    state.tables[0] = [name, (top, left, top + len(example_plan().framework.units), right)]
    live_units.add_unit(book, "Nueva", "NUE")
    assert state.values[top + 1 + len(example_plan().framework.units), left] == "Nueva"


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert live_units.add_unit(book, "Otra", "utd") == "utd_2"


def test_what_cannot_take_a_unit(tmp_path: Path) -> None:
    other = FakeBook()
    other.add(State("Hoja1", {(0, 0): "x"}))
    with pytest.raises(live_units.NotOurTemplate):
        live_units.add_unit(other, "Nueva", "NUE")
    book = made(tmp_path)
    book.states()[own.UNITS].protected = True
    with pytest.raises(ProtectedPart, match="Unidades"):
        live_units.add_unit(book, "Nueva", "NUE")
    book.api._protected = True
    with pytest.raises(ProtectedPart):
        live_units.add_unit(book, "Nueva", "NUE")


def test_an_error_takes_a_unit_back(tmp_path: Path) -> None:
    start = made(tmp_path)
    whole = deepcopy(start)
    live_units.add_unit(whole, "Nueva", "NUE")
    for at in range(1, whole.host.calls + 1, 7):
        book = deepcopy(start)
        book.host.fail_at = at
        try:
            live_units.add_unit(book, "Nueva", "NUE")
        except ComError:
            assert book.states() == start.states(), (at, book.host.log[-1])


def test_a_new_book_is_saved_and_opened(tmp_path: Path) -> None:
    book = FakeBook()
    live_units.new_book(book.app, tmp_path / "poi.xlsx", monthly=True)
    assert book.api.Application._opened == [str(tmp_path / "poi.xlsx")]
    with open_file(tmp_path / "poi.xlsx") as made_book:
        assert own.SETTINGS in made_book.sheet_names()
    with pytest.raises(CouldNotSave):
        live_units.new_book(book.app, tmp_path / "poi.xlsx", monthly=True)


# ---------------------------------------------------------------- formulas of the add-in


def broken() -> FakeBook:
    """Formulas as they arrive from another computer."""
    book = FakeBook("poi.xlsx", "C:\\poi")
    name = ERROR_NUMBERS["#NAME?"]
    formulas = {(n, 2): f"=EFICACIA(A{n + 1},B{n + 1})" for n in range(6)}
    formulas |= {(0, 3): "='C:\\otra pc\\eficacia.xlam'!BANDA(C1)", (1, 4): "=SUM(A1:A6)"}
    book.add(State("UTD", dict.fromkeys(formulas, name) | {(1, 4): 3.0, (0, 0): 2.0}, formulas))
    book.add(State("OAJ", {(0, 0): name}, {(0, 0): "=EFICACIA(B1,C1)"}, protected=True))
    book.api._links = {"C:\\otra pc\\eficacia.xlam": "", "C:\\poi\\otro.xlsx": ""}
    addin = Workbook(book.api.Application, "eficacia.xlam", "C:\\Users\\ana\\AppData")
    book.api.Application._books.append(addin)
    return book


def test_links_and_formulas_are_repaired() -> None:
    book = broken()
    done = live_links.repair_links(book)
    assert done == live_links.Repaired(1, 7, ("OAJ",))
    state = book.states()["UTD"]
    assert set(book.api._links) == {ADDIN, "C:\\poi\\otro.xlsx"}
    assert state.formulas[0, 3] == "=BANDA(C1)"
    assert state.formulas[5, 2] == "=EFICACIA(A6,B6)"
    assert state.values[0, 2] == 0.5
    assert state.values[1, 4] == 3.0
    assert live_links.repair_links(book).links == 0


def test_an_excel_without_formula2(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.support.fakebook import Range

    monkeypatch.delattr(Range, "get_Formula2")
    book = broken()
    book.api._links = {}
    assert live_links.repair_links(book).formulas == 7
    assert book.states()["UTD"].values[0, 2] == 0.5


def test_a_copy_without_the_add_in(tmp_path: Path) -> None:
    book = broken()
    copy = deepcopy(book)
    copy.api._name = "copia.xlsx"
    copy.api._sheets.pop()
    copy.api._app = book.api.Application
    copy.api._host = book.host
    for sheet in copy.api._sheets:
        assert isinstance(sheet, Worksheet)
    before = deepcopy(book.states())
    book.api.Application._opening = lambda _path: copy.api
    assert live_links.plain_copy(book, tmp_path / "copia.xlsx") == 7
    assert book.states() == before
    assert book.api._copies == [str(tmp_path / "copia.xlsx")]
    assert copy.states()["UTD"].formulas == {(1, 4): "=SUM(A1:A6)"}
    assert copy.states()["UTD"].values[0, 2] == ERROR_NUMBERS["#NAME?"]  # an error stays an error
    assert set(copy.api._links) == {"C:\\poi\\otro.xlsx"}
    assert copy.api._closed
    assert book.api.Application._saved == ["copia.xlsx"]
