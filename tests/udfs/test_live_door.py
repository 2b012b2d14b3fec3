"""The case table through a third door: cells of a workbook open in a fake Excel, read as live books are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.fakebook import opened
from tests.support.functioncases import ALL, NEW_ERROR, Case, cases, same
from tests.udfs.test_cases import PURE
from udfs.arguments import OMITTED
from workbook.domain.cells import CellError
from workbook.hosts.live import LiveBook

TOLD = ALL - {NEW_ERROR}
"""The library that writes the cells knows the old error values only."""

CASES = [
    case
    for case in cases()
    if case.arguments and case.arguments[0] is not OMITTED and case.expected_of(TOLD) is not None
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> LiveBook:
    path = tmp_path_factory.mktemp("vivo") / "casos.xlsx"
    written = openpyxl.Workbook()
    written.remove(written.active)
    for number, case in enumerate(CASES):
        sheet = written.create_sheet(f"Caso {number}")
        for left, argument in columns_of(case):
            for row, cells in enumerate(rows_of(argument), 1):
                for column, value in enumerate(cells, left):
                    cell = sheet.cell(row, column, value.code if isinstance(value, CellError) else value)
                    if isinstance(value, str) and cell.data_type != "s":
                        cell.data_type = "s"
    written.save(path)
    return LiveBook(opened(Path(path)))


def columns_of(case: Case) -> list[tuple[int, Any]]:
    """Return each argument with the first column (from 1) where it stands, a free one between two."""
    placed, left = [], 1
    for argument in case.arguments:
        placed.append((left, argument))
        left += 1 + (1 if argument is OMITTED else max(map(len, rows_of(argument))))
    return placed


def rows_of(argument: Any) -> Sequence[Sequence[Any]]:
    if argument is OMITTED:
        return ()
    return argument if isinstance(argument, tuple | list) else ((argument,),)


def read(rows: list[Sequence[Any]], left: int, argument: Any) -> Any:
    """Return an argument as the live book gives it: one cell, or rows of cells."""
    if argument is OMITTED:
        return OMITTED
    wanted = rows_of(argument)
    cut = [
        [cell_at(rows, row, left - 1 + column) for column in range(len(cells))]
        for row, cells in enumerate(wanted)
    ]
    return cut if isinstance(argument, tuple | list) else cut[0][0]


def cell_at(rows: list[Sequence[Any]], row: int, column: int) -> Any:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: str(CASES[number]))
def test_cells_of_a_live_book(number: int, book: LiveBook) -> None:
    case = CASES[number]
    expected = case.expected_of(TOLD)
    rows = list(book.rows(f"Caso {number}"))
    arguments = [read(rows, left, argument) for left, argument in columns_of(case)]
    answered = PURE[case.function](*arguments)
    assert same(answered, expected), answered[:20]
