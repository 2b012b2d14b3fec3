"""A closed file as Excel would have it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.datetime import to_excel

from tests.support.fakebook.book import FakeBook
from tests.support.fakebook.com import ERROR_NUMBERS
from tests.support.fakebook.state import State, box_of

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path, folder: str = "C:\\poi") -> FakeBook:
    """Return a closed file as Excel would have it open."""
    book = FakeBook(path.name, folder)
    plain, computed = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for sheet in plain.worksheets:
        state = book.add(State(sheet.title, visible={"visible": -1, "hidden": 0}.get(sheet.sheet_state, 2)))
        values = computed[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                at = cell.row - 1, cell.column - 1
                if type(cell).__name__ == "MergedCell":
                    continue
                if cell.has_style:
                    state.looks[at] = {"NumberFormat": cell.number_format}
                if cell.data_type == "f":
                    text = cell.value if isinstance(cell.value, str) else cell.value.text
                    state.formulas[at] = text
                    state.values[at] = _live(values.cell(cell.row, cell.column), "")
                elif cell.value is not None:
                    state.values[at] = _live(values.cell(cell.row, cell.column), None)
        state.merges = [
            (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
            for one in sheet.merged_cells.ranges
        ]
        state.tables = [[name, box_of(ref)] for name, ref in sheet.tables.items()]
        state.links = {
            (cell.row - 1, cell.column - 1): ("", str(cell.hyperlink.location), "")
            for row in sheet.iter_rows()
            for cell in row
            if cell.hyperlink is not None
        }
        state.hidden_rows = {number - 1 for number, line in sheet.row_dimensions.items() if line.hidden}
    return book


def _live(cell: Any, nothing: Any) -> Any:
    value = cell.value
    if value is None:
        return nothing
    if cell.data_type == "e":
        return ERROR_NUMBERS[value]
    if isinstance(value, bool | str):
        return value
    return float(value) if isinstance(value, int | float) else float(to_excel(value))
