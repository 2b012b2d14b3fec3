"""The commands on an open workbook: results as from the file, all else as it was, also after errors."""

import datetime as dt
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.support.fakebook import ComError, FakeBook, State, opened
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.service import evaluate_book
from workbook.template import planning_workbook
from xlwings_addin import live_commands
from xlwings_addin.commands import When
from xlwings_addin.live_origin import Shown, show_origin
from xlwings_addin.livestamp import CHANGED, mark_changes, remembered

DAY = dt.date(2021, 1, 29)
OUTPUTS = set(own.GENERATED_SHEETS)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("libro") / "poi.xlsx"
    path.write_bytes(render(planning_workbook(example_plan())))
    return path


@pytest.fixture
def book(source: Path) -> FakeBook:
    """The example, open; the planner stands in the middle of a unit's sheet, with a filter."""
    return placed(opened(source, str(source.parent)))


def placed(book: FakeBook) -> FakeBook:
    sheet = book.api._sheets[4]
    book.api._active = sheet
    sheet._state.selected = "$H$8:$H$9,$J$8"
    sheet._state.filtered = (6, 0, 20, 12)
    sheet._state.hidden_rows = {9}
    sheet._state.window = {"ScrollRow": 3, "ScrollColumn": 2}
    app = book.api.Application
    app._window._held |= {"ScrollRow": 3, "ScrollColumn": 2}
    app._held |= {"StatusBar": "Listo", "Calculation": 2}
    return book


def inputs(book: FakeBook) -> dict[str, State]:
    return {name: deepcopy(state) for name, state in book.states().items() if name not in OUTPUTS}


def standing(book: FakeBook) -> dict[str, Any]:
    """Where the planner is and how Excel is set."""
    app = book.api.Application
    return {
        "settings": dict(app._held),
        "window": {name: app._window._held[name] for name in ("ScrollRow", "ScrollColumn")},
        "sheet": book.api._active._state.name,
        "selected": book.api._active._state.selected,
    }


def settings(book: FakeBook) -> dict[str, Any]:
    return dict(book.api.Application._held)


def consolidate(book: FakeBook) -> None:
    live_commands.consolidate(book, DAY)


COMMANDS: dict[str, Callable[[FakeBook], object]] = {
    "review": live_commands.review,
    "consolidate": consolidate,
    "show_origin": show_origin,
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_planners_cells_and_settings_are_as_before(name: str, book: FakeBook) -> None:
    cells, before = inputs(book), settings(book)
    COMMANDS[name](book)
    assert inputs(book) == cells
    assert settings(book) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_anywhere_leaves_everything_as_it_was(name: str, good: Path) -> None:
    fails_anywhere(name, good, 11)


@pytest.mark.sweep
@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_at_each_call_leaves_everything_as_it_was(name: str, good: Path) -> None:
    fails_anywhere(name, good, 1)


def fails_anywhere(name: str, good: Path, step: int) -> None:
    """Let the host fail at every so many calls of a command."""
    start = placed(opened(good))
    consolidate(start)
    start = placed(start)
    start.host.calls = 0
    if name == "show_origin":
        chosen(start, own.CONSOLIDATED, "$E$9")
        start.host.calls = 0
    whole = deepcopy(start)
    COMMANDS[name](whole)
    states, place, done = start.states(), standing(start), standing(whole)
    for at in range(1, whole.host.calls + 1, step):
        book = deepcopy(start)
        book.host.fail_at = at
        try:
            COMMANDS[name](book)
        except ComError:
            assert (standing(book), book.states()) == (place, states), (at, book.host.log[-1])
        else:  # where a failure does not matter: print set-up, a step tried again
            assert inputs(book) == inputs(start), at
            assert standing(book)["settings"] == done["settings"], at


def test_an_error_anywhere_leaves_no_report(good: Path, tmp_path: Path) -> None:
    start = placed(opened(good))
    consolidate(start)
    start = placed(start)
    start.host.calls = 0
    whole = deepcopy(start)
    target = tmp_path / "informe.docx"
    live_commands.report(whole, target, When(DAY))
    target.unlink()
    states, place = start.states(), standing(start)
    failed = 0
    for at in range(1, whole.host.calls + 1, 7):
        book = deepcopy(start)
        book.host.fail_at = at
        try:
            live_commands.report(book, target, When(DAY))
        except ComError:
            failed += 1
            assert list(tmp_path.glob("*.docx")) == [], at
        else:  # the yellow bar, which is not there, or a step tried again
            target.unlink()
        assert (standing(book), book.states()) == (place, states), (at, book.host.log[-1])
    assert failed > 5


def test_the_evaluation_is_the_files(book: FakeBook, source: Path) -> None:
    with open_file(source) as closed:
        expected = evaluate_book(closed)
    book.api._active._state.hidden_rows = set()
    assert live_commands.consolidate(book, DAY) == expected


def test_review_goes_to_the_first_and_keeps_notes(book: FakeBook) -> None:
    live_commands.review(book)
    state = book.states()[own.FINDINGS]
    header = next(row for (row, column), value in state.values.items() if value == "Clave")
    assert book.api._active._state.name == own.FINDINGS
    assert state.selected == f"$H${header + 2}"
    state.values[header + 1, 7] = "Justificado"
    state.values[header + 1, 8] = "=1+1"
    live_commands.review(book)
    state = book.states()[own.FINDINGS]
    assert (state.values[header + 1, 7], state.values[header + 1, 8]) == ("Justificado", "=1+1")
    assert state.formulas == {}


def test_consolidate_writes_three_sheets_and_stays_there(book: FakeBook) -> None:
    consolidate(book)
    assert list(book.states())[-3:] == list(live_commands.RESULTS)
    assert book.api._active._state.name == own.CONSOLIDATED
    assert len(book.states()[own.DASHBOARD].charts) == 2
    links = book.states()[own.CONSOLIDATED].links.values()
    assert links
    assert all(target == "" for target, _, _ in links)


def test_outputs_are_no_input(book: FakeBook) -> None:
    first = live_commands.consolidate(book, DAY)
    live_commands.review(book)
    assert live_commands.consolidate(book, DAY).digest == first.digest


def test_the_yellow_bar_comes_and_goes(book: FakeBook) -> None:
    assert mark_changes(book, "x") is False
    consolidate(book)
    state = book.states()["UTD"]
    at = next(at for at, value in state.values.items() if isinstance(value, float) and at[0] > 6)
    state.values[at] += 1
    live_commands.review(book)
    for name in live_commands.RESULTS:
        shown = book.states()[name]
        assert shown.values[3, 0].startswith(CHANGED)
        assert shown.look((3, 0), "Interior.Color") == 0x99E6FF
        assert shown.look((3, 0), "NumberFormat") == "General"
    state.values[at] -= 1
    live_commands.review(book)
    assert book.states()[own.CONSOLIDATED].values[3, 0].startswith("Consolidado el 29")
    assert book.states()[own.CONSOLIDATED].look((3, 0), "Interior.Pattern") == -4142


def test_a_failed_consolidation_is_not_remembered(book: FakeBook) -> None:
    consolidate(book)
    before = remembered(book)
    book.states()[own.DASHBOARD].protected = True
    book.states()["UTD"].values[7, 7] = 99.0
    with pytest.raises(Exception, match="Tablero"):
        consolidate(book)
    assert remembered(book) == before


# ---------------------------------------------------------------- the report


def test_the_report_tells_what_is_in_excel_now(book: FakeBook, tmp_path: Path) -> None:
    cells, place = inputs(book), standing(book)
    target = tmp_path / live_commands.report_name(book)
    made = live_commands.report(book, target, When(DAY))
    assert made.saved.path == target
    assert target.name == "informe-poi.docx"
    assert "AEI.01.01" in zipfile.ZipFile(target).read("word/document.xml").decode()
    assert inputs(book) == cells
    assert standing(book) == place
    assert "StatusBar=" in book.host.log


def test_the_folder_of_a_workbook(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert live_commands.folder_of(FakeBook("poi.xlsx", "")) is None
    assert live_commands.folder_of(FakeBook("poi.xlsx", str(source.parent))) == source.parent
    assert live_commands.folder_of(FakeBook("poi.xlsx", "/no/existe")) is None
    cloud = FakeBook("poi.xlsx", "https://d.docs.live.net/1234/planes")
    monkeypatch.setenv("OneDriveConsumer", str(tmp_path))
    monkeypatch.setenv("OneDrive", str(tmp_path))
    assert live_commands.folder_of(cloud) is None
    (tmp_path / "planes").mkdir()
    (tmp_path / "planes" / "poi.xlsx").touch()
    from xlwings.utils import fullname_url_to_local_path

    fullname_url_to_local_path.cache_clear()
    assert live_commands.folder_of(cloud) == tmp_path / "planes"
    assert live_commands.folder_of(FakeBook("poi.xlsx", "https://entidad.example/x")) is None


# ---------------------------------------------------------------- origins


def chosen(book: FakeBook, sheet: str, cell: str) -> Shown:
    book.api._active = next(one for one in book.api._sheets if one._state.name == sheet)
    book.api._active._state.selected = cell
    return show_origin(book)


def row_of(book: FakeBook, sheet: str, *texts: str) -> int:
    """The row (from 1) whose first cells hold these texts."""
    values = book.states()[sheet].values
    rows = {row for row, _ in values}
    return 1 + min(r for r in rows if all((values.get((r, c)) or "") == t for c, t in enumerate(texts)))


def test_from_a_unit_in_an_aei_to_its_cells(book: FakeBook) -> None:
    consolidate(book)
    row = row_of(book, own.CONSOLIDATED, "OEI.01", "AEI.01.01", "Oficina de Informática")
    shown = chosen(book, own.CONSOLIDATED, f"$E${row}")
    assert shown == Shown(("OINF!I8",))
    assert (book.api._active._state.name, book.api._active._state.selected) == ("OINF", "$I$8")


def test_from_totals_to_all_their_cells(book: FakeBook) -> None:
    consolidate(book)
    action = chosen(book, own.CONSOLIDATED, f"$D${row_of(book, own.CONSOLIDATED, 'OEI.01', 'AEI.01.01')}")
    objective = chosen(book, own.CONSOLIDATED, f"$F${row_of(book, own.CONSOLIDATED, 'OEI.01', '')}")
    assert set(action.cells) < set(objective.cells)
    assert len(action.sheets) > 1
    assert "OINF!H8" in action.cells
    assert chosen(book, own.CONSOLIDATED, "$A$1") == Shown(())


def test_from_a_unit_and_an_activity(book: FakeBook) -> None:
    consolidate(book)
    whole = chosen(book, own.BY_UNIT, f"$D${row_of(book, own.BY_UNIT, 'UTD', '')}")
    assert whole.sheets == ("UTD",)
    values = book.states()[own.BY_UNIT].values
    row = next(r for (r, c), v in values.items() if c == 1 and str(v).startswith("AEI."))
    assert chosen(book, own.BY_UNIT, f"$D${row + 1}").cells
    evaluation = live_commands.evaluate_live(book)
    unit, part = next((u, p) for u in evaluation.units for _, p in u.actions if p.shortfalls)
    code = part.shortfalls[0].code
    found = next(r for (r, c), v in values.items() if c == 1 and v == code) if code else 0
    if found:
        shown = chosen(book, own.BY_UNIT, f"$E${found + 1}")
        assert shown.sheets == (unit.unit.sheet,)


def test_from_the_dashboard(book: FakeBook) -> None:
    consolidate(book)
    values = book.states()[own.DASHBOARD].values
    row = next(r for (r, c), v in values.items() if c == 0 and str(v).startswith("AEI."))
    shown = chosen(book, own.DASHBOARD, f"$O${row + 1}")
    assert len(shown.sheets) == 1
    assert book.api._active._state.name == shown.sheets[0]


def test_from_an_observation_to_its_cell(book: FakeBook) -> None:
    live_commands.review(book)
    state = book.states()[own.FINDINGS]
    header = next(row for (row, _), value in state.values.items() if value == "Clave")
    row, sheet = next((r, v) for (r, c), v in sorted(state.values.items()) if c == 3 and r > header)
    shown = chosen(book, own.FINDINGS, f"$A${row + 1}")
    assert shown.sheets == (sheet,)
    assert chosen(book, own.FINDINGS, "$A$1") == Shown(())
    assert chosen(book, "UTD", "$H$8") == Shown(())
