"""The independent figures of the real files agree with what those files say of themselves."""

from __future__ import annotations

import openpyxl
import pytest

from tests.support.realfiles import (
    EXPORT_NAME,
    TOWN_NAME,
    export_actions,
    export_rows,
    real_file,
    town_rows,
    town_units,
)


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_town_prints_the_mean_of_its_capped_percentages(year: int) -> None:
    """Its TOTAL rows are the mean over targets above 0, each at most 100 %: our `promedio_topado`."""
    path = real_file(TOWN_NAME)
    for sheet, tally in town_units(path, year).items():
        efficacy = tally.efficacy("promedio_topado")
        assert efficacy is not None
        assert float(efficacy) == pytest.approx(_printed_total(path, sheet, year), abs=1e-12)


def _printed_total(path: object, sheet: str, year: int) -> float:
    book = openpyxl.load_workbook(str(path), data_only=True)
    for row in book[sheet].iter_rows(min_row=3):
        for cell in row:
            if cell.value == f"TOTAL {year}":
                return float(book[sheet].cell(cell.row, cell.column + 1).value)
    raise AssertionError(sheet)


def test_the_town_has_as_many_programmes_as_it_says() -> None:
    path = real_file(TOWN_NAME)
    summary = openpyxl.load_workbook(path, data_only=True)["CONSOLIDADO AVANCE A LA FECHA "]
    assert len(town_rows(path)) == summary["B8"].value


def test_the_export_has_the_rows_that_its_description_tells() -> None:
    path = real_file(EXPORT_NAME)
    rows = export_rows(path)
    assert (len(rows), sum(row.active for row in rows)) == (268, 204)
    counted = export_actions(path)
    assert sum(sum(tally.states.values()) for tally in counted.values()) == 204
    assert max(m for row in rows for m in range(1, 13) if row.executed[m - 1] is not None) == 2
