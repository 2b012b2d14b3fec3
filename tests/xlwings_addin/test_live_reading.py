"""A workbook open in Excel reads as its closed file, with as many calls for ten rows as for thousands."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import fakebook
from tests.support.fakebook import FakeBook, State, opened
from tests.xlwings_addin.conftest import activity
from workbook.domain.cells import BLANK, CellError, Number
from workbook.domain.evaluation import Request
from workbook.domain.periods import PeriodKind, named
from workbook.example import example_plan
from workbook.host import Details, UnusableBook
from workbook.hosts import live
from workbook.hosts.file import open_file
from workbook.hosts.live import LiveBook
from workbook.hosts.newfile import render
from workbook.service import evaluate_book
from workbook.template import planning_workbook
from xlwings_addin import live_commands
from xlwings_addin.commands import When

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("libro") / "poi.xlsx"
    path.write_bytes(render(planning_workbook(example_plan())))
    return path


def same(path: Path, request: Request | None = None) -> None:
    """The closed file and the open workbook must give one evaluation."""
    wanted = request or Request()
    with open_file(path) as closed:
        expected = evaluate_book(closed, wanted)
    found = evaluate_book(LiveBook(opened(path)), wanted)
    assert found.digest == expected.digest != ""
    assert found == expected


def test_the_example_evaluates_as_its_file(example: Path) -> None:
    same(example)


def test_a_monthly_book_evaluates_as_its_file(monthly: Path) -> None:
    same(monthly)
    same(monthly, Request(period=named(PeriodKind.FIRST_QUARTER)))


def test_a_faulty_book_has_the_same_findings(faulty: Path, untargeted: Path) -> None:
    same(faulty)
    same(untargeted)


def test_amounts_of_every_kind(make: Make) -> None:
    amounts = (Number(Decimal("0.1")), CellError("#DIV/0!"), BLANK, Number(Decimal("1234567.89")))
    same(make("libro.xlsx", *(activity(Number(Decimal(10)), one, n) for n, one in enumerate(amounts, 1))))


def test_a_changed_cell_changes_the_digest(example: Path) -> None:
    book = opened(example)
    before = evaluate_book(LiveBook(book)).digest
    state = book.states()["UTD"]
    at = next(at for at, value in state.values.items() if isinstance(value, float) and at[0] > 6)
    state.values[at] += 1
    assert evaluate_book(LiveBook(book)).digest != before


def consolidated(book: FakeBook, _folder: Path) -> None:
    live_commands.consolidate(book, dt.date(2021, 1, 29))


def reported(book: FakeBook, folder: Path) -> None:
    live_commands.report(book, folder / "informe.docx", When(dt.date(2021, 1, 29)))


COMMANDS: dict[str, Callable[[FakeBook, Path], object]] = {
    "read": lambda book, _folder: evaluate_book(LiveBook(book)),
    "review": lambda book, _folder: live_commands.review(book),
    "consolidate": consolidated,
    "report": reported,
}


@pytest.mark.parametrize("name", COMMANDS)
def test_calls_do_not_follow_the_rows(make: Make, name: str, tmp_path: Path) -> None:
    def calls(count: int) -> int:
        rows = [activity(Number(Decimal(10)), Number(Decimal("7.5")), n, "Faltó.") for n in range(count)]
        book = opened(make(f"libro{count}.xlsx", *rows))
        COMMANDS[name](book, tmp_path)
        return book.host.calls

    assert abs(calls(400) - calls(50)) <= 4  # how high a row is hangs on the numbers told in it


def sheet(state: State) -> tuple[FakeBook, LiveBook]:
    book = FakeBook()
    book.add(state)
    return book, LiveBook(book)


def test_numbers_errors_and_moments() -> None:
    errors = {**fakebook.ERROR_NUMBERS, "#SPILL!": -2146826243, "#CALC!": -2146826238}
    values: dict[tuple[int, int], object] = {(0, n): number for n, number in enumerate(errors.values())}
    values |= {(1, 0): 43889.5, (1, 1): 43889.0, (1, 2): 0.25, (1, 3): 5.0, (1, 4): True}
    dates = {(1, column): {"NumberFormat": "dd/mm/yyyy hh:mm"} for column in range(3)}
    _, book = sheet(State("Hoja", values, looks=dates))
    first, second = ([*row] for row in book.rows("Hoja"))
    assert first == [CellError(code) for code in errors]
    noon = dt.datetime(2020, 2, 28, 12)  # noqa: DTZ001 - as sheets have it
    assert second[:5] == [noon, dt.date(2020, 2, 28), dt.time(6), 5.0, True]


def test_one_cell_and_none() -> None:
    _, book = sheet(State("Hoja", {(3, 2): 7.0}))
    assert list(book.rows("Hoja")) == [(), (), (), [None, None, 7.0]]
    _, empty = sheet(State("Hoja"))
    assert (list(empty.rows("Hoja")), empty.merged("Hoja"), empty.details("Hoja")) == ([], [], Details())


def test_a_text_that_looks_like_a_formula_is_none() -> None:
    _, book = sheet(State("Hoja", {(0, 0): "=1+1", (0, 1): 2.0}, {(0, 1): "=1+1"}))
    details = book.details("Hoja")
    assert details is not None
    assert details.formulas == {(0, 1): "=1+1"}


@pytest.mark.parametrize("counted", [True, False])
def test_hidden_rows_where_something_stands(counted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not counted:
        monkeypatch.setattr(fakebook.Worksheet, "do_Evaluate", lambda *_: -2146826273)
    _, book = sheet(State("Hoja", {(row, 0): "x" for row in range(40)}, hidden_rows={3, 4, 5, 31, 99}))
    details = book.details("Hoja")
    assert details is not None
    assert details.hidden_rows == {3, 4, 5, 31}


def test_all_rows_hidden() -> None:
    _, book = sheet(State("Hoja", {(0, 0): "x", (1, 0): "y"}, hidden_rows={0, 1}))
    details = book.details("Hoja")
    assert details is not None
    assert details.hidden_rows == {0, 1}


def test_decimals_under_several_formats() -> None:
    formats = {(row, 0): {"NumberFormat": "0" if row % 3 else "0.0"} for row in range(9)}
    _, book = sheet(State("Hoja", {(row, 0): row + 0.5 for row in range(9)}, looks=formats))
    details = book.details("Hoja")
    assert details is not None
    assert details.decimals_hidden == {(row, 0) for row in range(9) if row % 3}


def test_merged_cells_wherever_they_are() -> None:
    merges = [(0, 0, 0, 5), (2, 1, 4, 1), (40, 0, 42, 2), (43, 0, 43, 2), (60, 3, 60, 4)]
    _, book = sheet(State("Hoja", {(70, 6): "x", (0, 0): "y"}, merges=merges))
    assert book.merged("Hoja") == merges


def test_titles_across_a_sheet_cost_few_calls() -> None:
    merges = [(row, 0, row, 11) for row in range(0, 20, 2)]
    book, live_book = sheet(State("Hoja", {(0, 0): "x", (90, 11): "x"}, merges=merges))
    assert live_book.merged("Hoja") == merges
    assert book.host.calls < 15 * len(merges)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.integers(0, 4), st.integers(0, 4))))
def test_whatever_is_merged_is_found(wanted: list[tuple[int, int, int, int]]) -> None:
    merges: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for top, left, height, width in wanted:
        box = (top, left, top + height, left + width)
        cells = set(fakebook.cells_of(box))
        if len(cells) > 1 and taken.isdisjoint(cells):
            merges.append(box)
            taken |= cells
    _, book = sheet(State("Hoja", {(0, 0): "x", (50, 14): "x"}, merges=merges))
    assert book.merged("Hoja") == sorted(merges)


def test_a_format_far_down_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_SUSPECT_ROWS", 100)
    _, book = sheet(State("Hoja", {(0, 0): "x", (6, 0): "y"}, looks={(5_000, 0): {"WrapText": True}}))
    assert len(list(book.rows("Hoja"))) == 7


def test_formats_alone_are_an_empty_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_SUSPECT_ROWS", 100)
    _, book = sheet(State("Hoja", looks={(row, 0): {} for row in (0, 900)}))
    assert list(book.rows("Hoja")) == []


def test_too_large_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_MOST_CELLS", 10)
    _, book = sheet(State("Hoja", {(0, 0): "x", (5, 5): "y"}))
    with pytest.raises(UnusableBook) as caught:
        list(book.rows("Hoja"))
    assert caught.value.reason == "too_large"
