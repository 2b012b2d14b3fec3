"""One contract for every host that reads: the same content gives the same answers at the same addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from pyxlsbwriter import XlsbWriter

from tests.support.fakebook import opened
from tests.support.libreoffice import convert
from workbook.domain.cells import CellError, Number, Raw, amount_text, read_amount
from workbook.host import Aspect, Book, Details
from workbook.hosts.file import open_file
from workbook.hosts.live import LiveBook
from workbook.hosts.memory import MemoryBook

Place = tuple[int, int]
Grid = Mapping[Place, Raw]

DATA, HIDDEN, VERY_HIDDEN, EMPTY, LONE = "Datos 'A&B' ñ", "Oculta", "Muy oculta", "Vacía", "Lejos"
NAMES = (DATA, HIDDEN, VERY_HIDDEN, EMPTY, LONE)
SUM = 0.1 + 0.2

VALUES: Grid = {
    (2, 1): "Actividad operativa",
    (2, 3): "Prog.\nEne",
    (3, 1): " con espacios ",
    (3, 3): 18,
    (3, 4): 1234567.25,
    (3, 5): -0.5,
    (3, 6): 0,
    (4, 1): "<&>\"'",
    (4, 3): SUM,
    (4, 4): 1e-7,
    (4, 5): 12345678901234,
    (5, 3): True,
    (5, 4): False,
    (6, 3): dt.date(2020, 2, 29),
    (6, 4): dt.datetime(2020, 2, 29, 13, 30),  # noqa: DTZ001 - as sheets have it
    (8, 3): "#no es error",
    (8, 4): "1,267,432",
    (8, 5): "=SUM(A1)",
    (12, 1): "combinada",
    (20, 27): "lejos",
}
FORMULAS: Mapping[Place, tuple[str, Raw]] = {
    (10, 1): ("=D4*2", 36),
    (10, 2): ('="S."&"I."', "S.I."),
    (10, 3): ('=IF(D4=18,"",1)', ""),
    (10, 4): ("=D4=18", True),
    (10, 5): ("=SUM($D$4:D5)", 18 + SUM),
}
ERRORS: Mapping[Place, tuple[str, str]] = {
    (7, 1): ("=1/0", "#DIV/0!"),
    (7, 2): ("=NA()", "#N/A"),
    (7, 3): ("=NOEXISTE(1)", "#NAME?"),
    (7, 4): ("=10^1000", "#NUM!"),
    (7, 5): ('=1+"a"', "#VALUE!"),
    (7, 6): ("=#REF!", "#REF!"),
    (7, 7): ("=D4:D5 F4:F5", "#NULL!"),
}
MERGED = [(12, 1, 13, 3), (15, 2, 15, 4)]
HIDDEN_ROWS = frozenset({5, 16})
WHOLE_FORMAT = {(3, 5), (4, 3)}
EXPECTED: Grid = {
    **VALUES,
    **{at: value for at, (_, value) in FORMULAS.items() if value != ""},
    **{at: CellError(code) for at, (_, code) in ERRORS.items()},
}


@dataclass
class Made:
    """A book, and what the program that wrote it is able to write."""

    book: Book
    computed: bool = True
    errors_are_formulas: bool = True
    without_value: AbstractSet[Place] = frozenset()
    also_formulas: AbstractSet[Place] = frozenset()
    hidden_blank_rows: bool = True
    unseen: AbstractSet[Aspect] = frozenset()
    values: Grid = field(default_factory=lambda: EXPECTED)
    veils: bool = True  # it hides rows and sheets more than one way, and merges cells


def in_memory(_: Path) -> Made:
    width = 28
    rows = [[EXPECTED.get((row, column)) for column in range(width)] for row in range(21)]
    texts = {at: text for at, (text, _) in (*FORMULAS.items(), *ERRORS.items())}
    details = Details(texts, frozenset(), frozenset(WHOLE_FORMAT), HIDDEN_ROWS)
    lone = [[None] * 4] * 8 + [[None, None, None, 7]]
    return Made(
        MemoryBook(
            "libro.xlsx",
            {DATA: rows, HIDDEN: [["a"]], VERY_HIDDEN: [["b"]], EMPTY: [], LONE: lone},
            frozenset({HIDDEN, VERY_HIDDEN}),
            {DATA: MERGED},
            {DATA: details},
        )
    )


def by_xlsxwriter(folder: Path) -> Made:
    path = folder / "libro.xlsx"
    write_by_xlsxwriter(path)
    # It writes a result "" as it writes a result that it does not know.
    return Made(open_file(path), without_value={at for at, (_, value) in FORMULAS.items() if value == ""})


def write_by_xlsxwriter(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheets = {name: book.add_worksheet(name) for name in NAMES}
    sheet = sheets[DATA]
    date = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    whole = book.add_format({"num_format": "#,##0"})
    for top, left, bottom, right in MERGED:
        sheet.merge_range(top, left, bottom, right, "")
    for (row, column), value in VALUES.items():
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, date)
        else:
            sheet.write(row, column, value, whole if (row, column) in WHOLE_FORMAT else None)
    for (row, column), (formula, value) in (*FORMULAS.items(), *ERRORS.items()):
        sheet.write_formula(row, column, formula, None, value)
    sheet.write_blank(25, 40, None, whole)
    for row in HIDDEN_ROWS:
        sheet.set_row(row, None, None, {"hidden": True})
    sheets[HIDDEN].write(0, 0, "a")
    sheets[HIDDEN].hide()
    sheets[VERY_HIDDEN].write(0, 0, "b")
    sheets[VERY_HIDDEN].very_hidden()
    sheets[LONE].write(8, 3, 7)
    book.close()


def by_openpyxl(folder: Path) -> Made:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = {name: book.create_sheet(name) for name in NAMES}
    sheet = sheets[DATA]
    for (row, column), value in VALUES.items():
        cell = sheet.cell(row + 1, column + 1, value)
        if isinstance(value, str):
            cell.data_type = "s"
        if (row, column) in WHOLE_FORMAT:
            cell.number_format = "0"
    for (row, column), (formula, _) in FORMULAS.items():
        sheet.cell(row + 1, column + 1, formula)
    for (row, column), (_, code) in ERRORS.items():
        sheet.cell(row + 1, column + 1, code)
    for top, left, bottom, right in MERGED:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in HIDDEN_ROWS:
        sheet.row_dimensions[row + 1].hidden = True
    sheets[HIDDEN]["A1"] = "a"
    sheets[HIDDEN].sheet_state = "hidden"
    sheets[VERY_HIDDEN]["A1"] = "b"
    sheets[VERY_HIDDEN].sheet_state = "veryHidden"
    sheets[LONE]["D9"] = 7
    path = folder / "libro.xlsx"
    book.save(path)
    return Made(open_file(path), computed=False, errors_are_formulas=False, without_value=set(FORMULAS))


def in_live_excel(folder: Path) -> Made:
    path = folder / "libro.xlsx"
    write_by_xlsxwriter(path)
    return Made(LiveBook(opened(path)), hidden_blank_rows=False)


def by_libreoffice(folder: Path) -> Made:
    source = folder / "origen"
    source.mkdir()
    write_by_xlsxwriter(source / "libro.xlsx")
    truths = {at for at, value in VALUES.items() if isinstance(value, bool)}  # it writes them as =TRUE()
    return Made(open_file(convert(source / "libro.xlsx", "xlsx", folder)), also_formulas=truths)


def by_libreoffice_as_ods(folder: Path) -> Made:
    source = folder / "origen"
    source.mkdir()
    write_by_xlsxwriter(source / "libro.xlsx")
    book = open_file(convert(source / "libro.xlsx", "ods", folder))
    blank = {at for at, (_, value) in FORMULAS.items() if value == ""}  # it knows no result of theirs either
    truths = {at for at, value in VALUES.items() if isinstance(value, bool)}
    return Made(book, without_value=blank, also_formulas=truths, unseen={Aspect.FORMATS})


def by_libreoffice_as_xls(folder: Path) -> Made:
    source = folder / "origen"
    source.mkdir()
    write_by_xlsxwriter(source / "libro.xlsx")
    book = open_file(convert(source / "libro.xlsx", "xls", folder))
    texts = {at for at, (_, value) in FORMULAS.items() if value == "S.I."}  # it writes 0 for them
    values = {at: 0.0 if at in texts else value for at, value in EXPECTED.items()}
    return Made(book, unseen={Aspect.FORMULAS, Aspect.FORMATS}, values=values)


def by_pyxlsbwriter(folder: Path) -> Made:
    """Literal values in .xlsb, each sheet a rectangle from A1."""
    path = folder / "libro.xlsb"
    values = {at: value for at, value in EXPECTED.items() if not isinstance(value, CellError)}
    with XlsbWriter(str(path)) as book:
        for name in NAMES:
            book.add_sheet(name, hidden=name in {HIDDEN, VERY_HIDDEN})
            book.write_sheet(rectangle(name, values))
    return Made(open_file(path), unseen={Aspect.FORMULAS, Aspect.FORMATS}, values=values, veils=False)


def rectangle(name: str, values: Grid) -> list[list[Raw]]:
    if name == DATA:
        return [[values.get((row, column)) for column in range(28)] for row in range(21)]
    if name == LONE:
        return [[None] * 4] * 8 + [[None, None, None, 7]]
    return {HIDDEN: [["a"]], VERY_HIDDEN: [["b"]]}.get(name, [])


@pytest.fixture(
    scope="module",
    params=[
        in_memory,
        by_xlsxwriter,
        by_openpyxl,
        in_live_excel,
        by_pyxlsbwriter,
        pytest.param(by_libreoffice_as_ods, marks=pytest.mark.libreoffice),
        pytest.param(by_libreoffice_as_xls, marks=pytest.mark.libreoffice),
        pytest.param(by_libreoffice, marks=pytest.mark.libreoffice),
    ],
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    maker: Callable[[Path], Made] = request.param
    made = maker(tmp_path_factory.mktemp("libro"))
    yield made
    close = getattr(made.book, "close", None)
    if close:
        close()


def content(rows: Iterator[Sequence[Raw]]) -> dict[Place, Raw]:
    """What is in cells that are not blank, a date at midnight as a date."""
    return {
        (at, column): value.date() if is_midnight(value) else value
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None and value != ""
    }


def is_midnight(value: Raw) -> bool:
    return isinstance(value, dt.datetime) and value.time() == dt.time()


def test_name(made: Made) -> None:
    assert made.book.name.startswith("libro.")


def test_sheets_in_order_and_which_are_hidden(made: Made) -> None:
    assert tuple(made.book.sheet_names()) == NAMES
    assert made.book.hidden_sheets() == {HIDDEN, VERY_HIDDEN}


def test_values_at_their_addresses(made: Made) -> None:
    found = content(made.book.rows(DATA))
    expected = {at: value for at, value in made.values.items() if made.computed or at not in FORMULAS}
    assert {at: amount_text(value) for at, value in found.items()} == {
        at: amount_text(value) for at, value in expected.items()
    }
    for at, value in expected.items():
        kinds = (int, float) if type(value) in {int, float} else type(value)
        assert isinstance(found[at], kinds), at
        assert isinstance(found[at], bool) == isinstance(value, bool), at


def test_a_sum_of_floats_is_the_decimal_that_excel_shows(made: Made) -> None:
    assert read_amount(content(made.book.rows(DATA))[4, 3]) == Number(Decimal("0.3"))


def test_empty_rows_and_columns_in_front_are_there(made: Made) -> None:
    rows = list(made.book.rows(LONE))
    assert len(rows) == 9
    assert rows[8][3] == 7
    assert content(iter(rows)) == {(8, 3): 7}


def test_rows_can_be_read_again(made: Made) -> None:
    assert content(made.book.rows(DATA)) == content(made.book.rows(DATA))


def test_an_empty_sheet_has_no_values(made: Made) -> None:
    assert content(made.book.rows(EMPTY)) == {}
    assert list(made.book.merged(EMPTY)) == []
    assert made.book.details(EMPTY) == Details(unseen=frozenset(made.unseen))


def test_blanks_however_they_came_about(made: Made) -> None:
    rows = [list(row) for row in made.book.rows(DATA)]
    assert rows[10][3] in {None, ""}
    assert rows[3][2] in {None, ""}
    assert rows[12][2] in {None, ""}


def test_formulas_at_their_addresses(made: Made) -> None:
    details = made.book.details(DATA)
    assert details is not None
    assert details.unseen == made.unseen
    if Aspect.FORMULAS in made.unseen:
        assert details.formulas == {}
        return
    expected = {at: text for at, (text, _) in FORMULAS.items()}
    if made.errors_are_formulas:
        expected |= {at: text for at, (text, _) in ERRORS.items()}
    found = {at: text for at, text in details.formulas.items() if at not in made.also_formulas}
    # LibreOffice writes the functions that it does not know in small letters.
    assert {at: text.upper() for at, text in found.items()} == {
        at: text.upper() for at, text in expected.items()
    }
    assert details.without_value == made.without_value


def test_hidden_rows_and_decimals(made: Made) -> None:
    details = made.book.details(DATA)
    assert details is not None
    filled = {row for row, _ in EXPECTED}
    if not made.veils:
        assert details.hidden_rows == frozenset()
        return
    assert details.hidden_rows == (HIDDEN_ROWS if made.hidden_blank_rows else HIDDEN_ROWS & filled)
    assert details.decimals_hidden == (set() if Aspect.FORMATS in made.unseen else WHOLE_FORMAT)


def test_merged_ranges(made: Made) -> None:
    assert sorted(made.book.merged(DATA)) == (MERGED if made.veils else [])


@pytest.mark.parametrize("ask", ["rows", "merged", "details"])
def test_a_sheet_that_is_not_there(made: Made, ask: str) -> None:
    with pytest.raises(KeyError):
        getattr(made.book, ask)("Otra")


# ---------------------------------------------------------------- any grid, against openpyxl's reading

CODES = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]
CONTENT = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8).filter(
        lambda text: text[0] not in "=#"
    ),
    st.booleans(),
    st.sampled_from(CODES),
)
CORNER = st.tuples(
    st.one_of(st.integers(0, 5), st.integers(0, 20_000)), st.one_of(st.integers(0, 5), st.integers(0, 16_000))
)
SPARSE = st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 12)), CONTENT, min_size=1, max_size=25)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CORNER, SPARSE)
def test_every_value_is_where_openpyxl_finds_it(
    tmp_path: Path, corner: Place, cells: dict[Place, Raw]
) -> None:
    path = tmp_path / "libro.xlsx"
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.active.cell(row + corner[0] + 1, column + corner[1] + 1, value)
    book.save(path)
    witness = {
        (row - 1, column - 1): CellError(cell.value) if cell.data_type == "e" else cell.value
        for (row, column), cell in openpyxl.load_workbook(path).active._cells.items()
    }
    with open_file(path) as read:
        found = content(read.rows(read.sheet_names()[0]))
    assert found == witness
    assert {at: type(value) is bool for at, value in found.items()} == {
        at: type(value) is bool for at, value in witness.items()
    }


def test_the_last_cell_of_a_sheet_is_reached_without_filling_memory(tmp_path: Path) -> None:
    path = tmp_path / "libro.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Hoja").write(1_048_575, 16_383, 7)
    book.close()
    with open_file(path) as read:
        count, last = 0, ()
        for count, last in enumerate(read.rows("Hoja"), 1):
            assert count == 1_048_576 or last == ()
    assert (count, len(last), last[-1]) == (1_048_576, 16_384, 7)


def test_an_array_formula_is_in_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "libro.xlsx"
    book = openpyxl.Workbook()
    book.active["B2"] = ArrayFormula("B2:B3", "=SUM(D1:D3*E1:E3)")
    book.save(path)
    with open_file(path) as read:
        details = read.details(read.sheet_names()[0])
    assert details is not None
    assert details.formulas == {(1, 1): "=SUM(D1:D3*E1:E3)"}
