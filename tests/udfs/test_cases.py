"""The case table through two doors: the answers themselves, and xlwings' own dispatcher of Windows."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.functioncases import ALL, Case, cases, rows_of, same
from tests.support.winstub import MISSING, PyTime, Range, Windows, cell_error, windows
from udfs import answers
from udfs.arguments import OMITTED
from udfs.catalogue import FUNCTIONS, error_code
from workbook.domain.cells import CellError

CASES = cases()
PURE = {
    "EFICACIA": answers.efficacy,
    "BANDA": answers.band,
    "INDICADOR": answers.band,
    "EFICACIA_TOTAL": answers.total_efficacy,
    "PARRAFO_AEI": answers.action_paragraph,
    "TOTALES_AEI": answers.action_totals,
}


@pytest.fixture(scope="module")
def excel() -> Iterator[Windows]:
    with windows() as loaded:
        yield loaded


def test_the_table_covers_every_function_and_no_name_twice() -> None:
    assert {case.function for case in CASES} == {function.name for function in FUNCTIONS} == set(PURE)
    assert len({str(case) for case in CASES}) == len(CASES)
    assert {what for case in CASES for what in case.tells} == ALL
    assert max(len(rows_of(case.expected)) for case in CASES) == 10_000


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers(case: Case) -> None:
    arguments = [
        None if one is OMITTED and position == 0 else one for position, one in enumerate(case.arguments)
    ]
    answered = PURE[case.function](*arguments)
    assert same(answered, case.expected), answered[:20]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_windows_dispatcher(case: Case, excel: Windows) -> None:
    arguments = [crossing(one) for one in case.arguments]
    left_out = len(next(f for f in FUNCTIONS if f.name == case.function).arguments) - len(arguments)
    answered = excel.call(case.function, *arguments, *[MISSING] * left_out)
    assert same(received(answered), case.expected), answered


@pytest.mark.parametrize("case", [case for case in CASES if OMITTED not in case.arguments], ids=str)
def test_windows_dispatcher_with_range_objects(case: Case, excel: Windows) -> None:
    arguments = [Range(rows_of(crossing(one))).pointer() for one in case.arguments]
    assert same(received(excel.call(case.function, *arguments)), case.expected)


def test_a_row_comes_back_flat_and_a_column_as_rows(excel: Windows) -> None:
    assert excel.call("EFICACIA", ((10.0, 20.0),), ((5.0, 5.0),)) == [0.5, 0.25]
    assert excel.call("EFICACIA", ((10.0,), (20.0,)), ((5.0,), (5.0,))) == [[0.5], [0.25]]
    assert excel.call("EFICACIA", 10.0, 5.0) == 0.5


def crossing(value: Any) -> Any:
    """Return a value as VBA passes it through COM."""
    if isinstance(value, tuple):
        return tuple(tuple(crossing(cell) for cell in row) for row in value)
    if isinstance(value, CellError):
        return cell_error(value.code)
    if isinstance(value, dt.date):
        return PyTime(value.year, value.month, value.day)
    return MISSING if value is OMITTED else value


def received(answer: Any) -> tuple[tuple[Any, ...], ...]:
    """Return what the wrapper makes of an answer: texts that stand for errors become errors."""
    return tuple(tuple(_received(cell) for cell in row) for row in rows_of(answer))


def _received(cell: Any) -> Any:
    code = error_code(cell) if isinstance(cell, str) else None
    return cell if code is None else CellError(code)


def test_no_answer_is_a_tuple(excel: Windows) -> None:
    """Of a tuple pywin32 sends only the first part as result; the rest as what was passed by reference."""
    answered = excel.call("EFICACIA", ((10.0,), (20.0,)), ((5.0,), (5.0,)))
    assert isinstance(answered, list)
    assert all(isinstance(row, list) for row in answered)
