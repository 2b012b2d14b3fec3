import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.winstub import Windows, windows
from udfs import functions
from udfs.arguments import OMITTED
from udfs.catalogue import (
    CATEGORY,
    ERROR_NUMBERS,
    FUNCTIONS,
    HELP_LIMIT,
    MARK,
    com_error_code,
    error_code,
    error_text,
)
from workbook.domain.cells import CellError

ROOT = Path(__file__).parents[2]
EXCEL = tomllib.loads((ROOT / "tests/cases/excel_functions.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def excel() -> Iterator[Windows]:
    with windows() as loaded:
        yield loaded


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda one: one.name)
def test_help_is_spanish_and_fits_the_wizard(function: functions.Cells) -> None:
    texts = [function.help, *(argument.help for argument in function.arguments)]
    for text in texts:
        assert 20 < len(text) <= HELP_LIMIT
        assert text == text.strip()
        assert text.endswith(".")
        assert "\n" not in text
        assert text.encode("cp1252")  # VBA source holds no other characters
        assert not re.search(r"\b(?:the|of|range|value|Positional|error text)\b", text)


def test_optional_arguments_come_last_and_are_so_in_the_module() -> None:
    for function in FUNCTIONS:
        optional = [argument.optional for argument in function.arguments]
        assert optional == sorted(optional)
        parameters = inspect.signature(getattr(functions, function.python)).parameters.values()
        assert [one.name for one in parameters] == [one.name for one in function.arguments]
        assert [one.default is OMITTED for one in parameters] == optional


def test_syntax_as_the_guide_shows_it() -> None:
    assert [function.syntax for function in FUNCTIONS] == [
        "EFICACIA(programadas; ejecutadas)",
        "BANDA(valor; [escala])",
        "INDICADOR(valor; [escala])",
        "EFICACIA_TOTAL(programadas; ejecutadas; [metodo])",
        "PARRAFO_AEI(unidades; programadas; ejecutadas; [escala])",
        "TOTALES_AEI(tabla)",
    ]


def test_xlwings_registers_what_the_catalogue_says(excel: Windows) -> None:
    book = excel.import_udfs()
    assert set(book.options) == {function.name for function in FUNCTIONS}
    for function in FUNCTIONS:
        options = book.options[function.name]
        assert options["Description"] == function.help
        assert options["Category"] == CATEGORY
        assert options["ArgumentDescriptions"] == [argument.help for argument in function.arguments]
        shown = (f"Optional {one.name}" if one.optional else one.name for one in function.arguments)
        assert f"Function {function.name}({', '.join(shown)})\n" in book.module


def test_names_are_none_of_excels() -> None:
    english, spanish = (set(EXCEL[language].split()) for language in ("english", "spanish"))
    assert min(len(english), len(spanish)) >= 480
    assert {"SUM", "XLOOKUP", "CUBESET", "LAMBDA"} <= english
    assert {"SUMA", "BUSCARX", "CONJUNTOCUBO", "AÑO", "SI.ERROR"} <= spanish
    ours = {function.name for function in FUNCTIONS}
    assert len(ours) == len(FUNCTIONS)
    assert not ours & (english | spanish)
    assert all(re.fullmatch(r"[A-Z][A-Z_]+", name) for name in ours)


def test_no_argument_is_called_like_a_function() -> None:
    """VBA keeps one spelling of a name: the wizard would show such an argument in the function's capitals."""
    arguments = {argument.name for function in FUNCTIONS for argument in function.arguments}
    assert {name.casefold() for name in arguments}.isdisjoint(one.name.casefold() for one in FUNCTIONS)
    assert all(name == name.casefold() for name in arguments)


def test_names_are_no_addresses_of_cells() -> None:
    for function in FUNCTIONS:
        assert not re.fullmatch(r"[A-Z]{1,3}\d+|[RFLC]\d*[CLF]?\d*", function.name)


def test_errors_travel_and_come_back() -> None:
    for code, number in ERROR_NUMBERS.items():
        assert error_text(code) == f"\x01{number}"
        assert error_code(error_text(code)) == code
        assert com_error_code(number - 2146828288) == code
    assert error_text("sin calcular") == error_text("#VALUE!")
    assert error_code("#N/A") is error_code("2042") is None
    assert com_error_code(-2146826281) == "#DIV/0!"
    assert com_error_code(2042) is com_error_code(0) is None


def test_no_text_of_a_planner_is_taken_for_an_error() -> None:
    scale = ((0.0, f"{MARK}2007"), (1.0, f"A{MARK}LTO"))
    assert functions.BANDA(((0.5, 1.0),), scale) == [["2007", "ALTO"]]
    named = functions.TOTALES_AEI((("AEI", "Programadas", "Ejecutadas"), (f"{MARK}2042", 4.0, 2.0)))
    assert named[1][0] == "2042"
    assert functions.shown(((CellError("#N/A"), f"{MARK}2042"),)) == [["\x012042", "2042"]]


def test_the_catalogue_needs_nothing() -> None:
    tree = ast.parse((ROOT / "udfs/catalogue.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "dataclasses", "typing"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
