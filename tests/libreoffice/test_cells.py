"""EFICACIA, BANDA and the button, live in LibreOffice, through a Calc add-in over the same core.

What Calc hands over differs from Excel, and `functioncases` knows it: a single blank cell comes as 0, a date
and a truth value as their numbers, and one error inside a range fails the whole call.
"""

import datetime as dt
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tests.support import calcaddin
from tests.support.functioncases import ERROR_IN_RANGE, NEW_ERROR, Case, cases, rows_of, same
from tests.support.libreoffice import Document, Office
from tests.support.ooxml import check
from udfs.arguments import OMITTED
from workbook.domain.cells import CellError
from xlwings_addin import commands

pytestmark = pytest.mark.libreoffice(25, 2)

TRUTH = tomllib.loads((Path(__file__).parents[1] / "cases" / "satcaj_2020.toml").read_text(encoding="utf-8"))
EXAMPLE = "poi-satcaj-2020"
FIRST_ROW = 8
ANSWERS = ("J", "K")
"""Columns Eficacia and Indicador of a unit's sheet."""


AS_BANDA = ("BANDA", "INDICADOR")
TELLS = frozenset((ERROR_IN_RANGE,))
"""Calc tells of an error in a range, though the whole call then fails."""

CASES = [
    case
    for case in cases()
    if case.function in ("EFICACIA", *AS_BANDA)
    and case.expected_of(TELLS) is not None
    and NEW_ERROR not in case.tells
]
WHOLE_CALL = CellError("Err:504")
"""What every cell of a call shows that has an error inside a range: Calc does not ask the add-in then."""

OWN_ANSWERS = {"argumento necesario omitido, como vacío": CellError("Err:502")}
"""What Calc answers by itself, without asking the add-in."""

WAYS_TO_ERR = {
    "#DIV/0!": "=1/0",
    "#N/A": "=NA()",
    "#NAME?": "=NOEXISTE()",
    "#REF!": "=#REF!",
}
STALE = "sin calcular"


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice with the add-in; one of its own, for the others' must not know EFICACIA."""
    addin = calcaddin.build(tmp_path_factory.mktemp("addin") / "eficacia.oxt")
    with Office() as running:
        assert calcaddin.install(running, addin) == calcaddin.IDENTIFIER
        yield running


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    commands.demo(folder, commands.When(dt.date(2021, 1, 29)))
    return folder / f"{EXAMPLE}.xlsx"


@pytest.fixture(scope="module")
def uncalculated(example: Path) -> Path:
    """The example without the stored answers of our functions: what is there was computed live."""
    path = example.with_name("sin-valores.xlsx")
    stored = re.compile(r"(<f>[^<]*(?:EFICACIA|BANDA)\([^<]*</f>)<v>[^<]*</v>")
    removed = 0
    with zipfile.ZipFile(example) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = stored.subn(r"\1", content.decode("utf-8"))
                content, removed = text.encode("utf-8"), removed + count
            target.writestr(name, content)
    assert removed >= 37 * 2
    return path


@pytest.fixture(scope="module")
def live(calc: Office, uncalculated: Path) -> Document:
    document = calc.open(uncalculated)
    calc.recalculate(document)
    return document


@pytest.fixture(scope="module")
def places(example: Path) -> dict[tuple[str, str], tuple[str, int]]:
    """Sheet and row of each AEI and unit of the example."""
    found = {}
    for sheet in load_workbook(example):
        if f"t_{sheet.title}" in sheet.tables:
            for row in range(FIRST_ROW, sheet.max_row + 1):
                if action := sheet[f"B{row}"].value:
                    key = (action.split(" – ")[0], sheet["B2"].value)
                    assert key not in found
                    found[key] = (sheet.title, row)
    return found


def label_of(executed: float, programmed: float) -> str:
    """The four labels of the 2020 report, written here once more: their limits are 75 % and 100 %."""
    if executed > programmed:
        return "META SUBVALUADA"
    if executed == programmed:
        return "META CUMPLIDA"
    return "META PARCIALMENTE CUMPLIDA, ACEPTABLE" if executed >= 0.75 * programmed else "META INSUFICIENTE"


def amount(text: str) -> float:
    return float(text.replace(",", ""))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_formulas_of_the_example_give_the_figures_of_2020(
    calc: Office, live: Document, places: dict[tuple[str, str], tuple[str, int]]
) -> None:
    rows = [(action, row) for action in TRUTH["aei"] for row in action["rows"]]
    assert {(action["code"], row["unit"]) for action, row in rows} == set(places)
    for action, row in rows:
        sheet, number = places[action["code"], row["unit"]]
        efficacy, label = (calc.cell(live, sheet, f"{column}{number}") for column in ANSWERS)
        assert ".EFICACIA(" in efficacy.formula
        assert ".BANDA(" in label.formula
        if action["state"] == "programada":
            programmed, executed = amount(row["programmed"]), amount(row["executed"])
            assert plain(efficacy.text) == row["percent"], (sheet, number)
            assert efficacy.value == pytest.approx(executed / programmed, rel=1e-12)
            assert label.text == label_of(executed, programmed), (sheet, number)
        else:
            assert (efficacy.text, label.text) == ("No programada", "No programada")


@pytest.mark.parametrize(
    "total", [one for one in TRUTH["aei"] if "percent" in one], ids=lambda one: one["code"]
)
def test_the_totals_of_2020_typed_into_cells(calc: Office, live: Document, total: dict[str, Any]) -> None:
    typed = {
        "P1": amount(total["programmed"]),
        "P2": amount(total["executed"]),
        "P3": "=EFICACIA(P1;P2)",
        "P4": "=BANDA(P3;Escala)",
        "P5": "=BANDA(P3)",
        "P6": "=ROUND(100*P3;0)",
    }
    for address, value in typed.items():
        calc.set_cell(live, "Índice", address, value)
    answered = [calc.cell(live, "Índice", address).text for address in ("P6", "P4", "P5")]
    assert answered == [total["percent"].removesuffix(" %"), total["label"], total["label"]]


def test_a_changed_input_changes_its_label(calc: Office, uncalculated: Path) -> None:
    document = calc.open(uncalculated)
    calc.recalculate(document)

    def shown() -> tuple[str, str]:
        efficacy, label = (plain(calc.cell(document, "GOPE", f"{column}8").text) for column in ANSWERS)
        return efficacy, label

    assert shown() == ("73 %", "META INSUFICIENTE")
    steps = [
        (17, "77 %", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
        (22, "100 %", "META CUMPLIDA"),
        (44, "200 %", "META SUBVALUADA"),
        ("S.I.", "S.I.", "S.I."),
        (None, "S.I.", "S.I."),
        ("por confirmar", "#VALUE!", "#VALUE!"),
        (-1, "#NUM!", "#NUM!"),
        (16, "73 %", "META INSUFICIENTE"),
    ]
    for typed, efficacy, label in steps:
        calc.set_cell(document, "GOPE", "I8", typed)  # and no recalculation is asked for
        assert shown() == (efficacy, label), typed
    calc.close(document)


@pytest.fixture(scope="module")
def asked(calc: Office, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Every case on a sheet of its own: its call at A1, its arguments from column K on."""
    path = tmp_path_factory.mktemp("cases") / "casos.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number, case in enumerate(CASES):
            write_case(book.add_worksheet(f"c{number}"), case)
    document = calc.open(path)
    calc.recalculate(document)
    return document


def write_case(sheet: Any, case: Case) -> None:
    """Write the arguments from column 10 on, and the call at A1, in the shape of its answer."""
    column, written = 10, []
    for argument in case.arguments:
        if argument is OMITTED:
            written.append("")
            continue
        rows = rows_of(argument)
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                write_cell(sheet, down, column + right, value)
        last = column + len(rows[0]) - 1
        single = (len(rows), len(rows[0])) == (1, 1)
        written.append(xl_rowcol_to_cell(0, column) if single else xl_range(0, column, len(rows) - 1, last))
        column = last + 2
    name = "BANDA" if case.function in AS_BANDA else case.function
    formula = f"={name}({','.join(written)})"
    expected = rows_of(case.expected)
    if (len(expected), len(expected[0])) == (1, 1):
        sheet.write_formula(0, 0, formula, None, STALE)
    else:
        sheet.write_array_formula(0, 0, len(expected) - 1, len(expected[0]) - 1, formula, None, STALE)


def write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, CellError):
        sheet.write_formula(row, column, WAYS_TO_ERR[value.code], None, value.code)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


def answered_by(document: Document, sheet: str, expected: Any) -> tuple[tuple[Any, ...], ...]:
    """Return what the cells of an answer hold; an error as such."""
    rows = rows_of(expected)
    place = document.getSheets().getByName(sheet)
    held = place.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)

    def cell(down: int, right: int, value: Any) -> Any:
        if isinstance(value, str | float) and value == value and value != "":  # noqa: PLR0124 - not a NaN
            return value
        error = held.getCellByPosition(right, down).getError()
        return CellError(calcaddin.ERRORS.get(error, f"Err:{error}")) if error else value

    data = held.getDataArray()
    return tuple(
        tuple(cell(down, right, one) for right, one in enumerate(row)) for down, row in enumerate(data)
    )


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: str(CASES[number]))
def test_the_case_table_in_cells(asked: Document, number: int) -> None:
    case = CASES[number]
    given = answered_by(asked, f"c{number}", case.expected)
    wanted = OWN_ANSWERS.get(case.name, case.expected_of(TELLS))
    if ERROR_IN_RANGE in case.tells:
        wanted = tuple((WHOLE_CALL,) * len(row) for row in rows_of(case.expected))
    assert same(given, wanted), given[:20]


def test_most_of_the_table_was_asked() -> None:
    of_both = [case for case in cases() if case.function in ("EFICACIA", *AS_BANDA)]
    left_out = {case.name for case in of_both} - {case.name for case in CASES}
    assert left_out == {"valor lógico", "fecha", "errores nuevos de Excel dentro de una columna"}
    assert set(OWN_ANSWERS) <= {case.name for case in CASES}


def test_the_button_writes_the_consolidado_and_the_report(calc: Office, example: Path) -> None:
    document = calc.open(example)
    book = calcaddin.file_of(document)
    before = book.read_bytes()
    calcaddin.press(calc, document)
    failed = book.with_name(calcaddin.FAILED)
    assert not failed.exists(), failed.read_text(encoding="utf-8")
    made = {path.name for path in book.parent.iterdir() if not path.name.startswith(".~lock")}
    assert made == {book.name, f"{EXAMPLE}-consolidado.xlsx", f"informe-{EXAMPLE}.docx"}
    assert book.read_bytes() == before
    assert not document.isModified()
    for name in made:
        assert check(book.with_name(name)) == []
    output = load_workbook(book.with_name(f"{EXAMPLE}-consolidado.xlsx"), data_only=True)
    texts = {str(cell) for sheet in output for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {action["code"] for action in TRUTH["aei"]} <= {text.split(" – ")[0] for text in texts}
    calc.close(document)


def test_the_button_tells_of_a_workbook_that_is_not_a_plan(calc: Office, tmp_path: Path) -> None:
    path = tmp_path / "otro.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Hoja").write_string(0, 0, "nada")
    document = calc.open(path)
    calcaddin.press(calc, document)
    beside = calcaddin.file_of(document)
    assert beside.with_name(calcaddin.FAILED).exists()
    assert not list(beside.parent.glob("*.docx"))
    calc.close(document)
