"""The register of closings in a workbook: written, read back the same, never taken for activities."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.support import ooxml
from tests.support.cuts import first_cut, seeded
from workbook.domain.assessment import State
from workbook.domain.closedmonths import register_with
from workbook.domain.closing import NO_CLOSINGS, Archived, Register
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.model import Plan
from workbook.domain.periods import PeriodKind, named
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.memory import MemoryBook
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.reader import read_plan
from workbook.template import planning_workbook

_MIDNIGHT = dt.datetime(2027, 1, 8)  # noqa: DTZ001 - a cell has no zone
ARCHIVED = Archived("poi-cierre.xlsx", "0f" * 32, dt.date(2026, 7, 3))


def closed(plan: Plan, *periods: PeriodKind) -> Register:
    register = NO_CLOSINGS
    for kind in periods:
        evaluation = evaluate(plan.framework, plan.activities, Request(period=named(kind)))
        register = register_with(register, plan.activities, evaluation, ARCHIVED)
    return register


def written(plan: Plan, register: Register, path: Path) -> Path:
    framework = replace(plan.framework, closings=register)
    path.write_bytes(render(planning_workbook(replace(plan, framework=framework), monthly=framework.monthly)))
    return path


def read(path: Path) -> Plan:
    with open_file(path) as book:
        return read_plan(book)[0]


@pytest.mark.parametrize("monthly", [True, False])
def test_a_register_is_read_back_as_it_was_written(tmp_path: Path, monthly: bool) -> None:
    plan = first_cut(seeded(3)) if monthly else example_plan()
    kinds = (PeriodKind.FIRST_SEMESTER, PeriodKind.YEAR) if monthly else (PeriodKind.YEAR,)
    register = closed(plan, *kinds)
    path = written(plan, register, tmp_path / "poi.xlsx")
    assert ooxml.check(path) == []
    back = read(path)
    assert back.framework.closings == register
    assert len(back.activities) == len(plan.activities)


def test_the_sheets_come_last_and_the_rows_are_hidden(tmp_path: Path) -> None:
    plan = first_cut(seeded(3))
    path = written(plan, closed(plan, PeriodKind.FIRST_QUARTER), tmp_path / "poi.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-2:] == [own.CLOSINGS, own.CLOSED_ROWS]
    assert book[own.CLOSED_ROWS].sheet_state == "hidden"
    marks = next(row for row in book[own.LISTS].iter_rows(values_only=True) if own.CLOSED_LABEL in row)
    assert list(marks[marks.index(own.CLOSED_LABEL) + 1 :][:12]) == [1, 1, 1, *[0] * 9]


def test_the_sheet_is_in_a_planners_words_and_shows_all_of_them(tmp_path: Path) -> None:
    plan = first_cut(seeded(3))
    path = written(plan, closed(plan, PeriodKind.FIRST_QUARTER), tmp_path / "poi.xlsx")
    sheet = openpyxl.load_workbook(path)[own.CLOSINGS]
    said = {cell.value: cell.row for row in sheet.iter_rows() for cell in row}
    assert "Total ejecutado entre total programado" in said
    assert "Información parcial" in said
    assert not {"razon", "parcial", "programada"} & set(said)
    label = said["META PARCIALMENTE CUMPLIDA, ACEPTABLE"]
    assert sheet.row_dimensions[label].height == 30.75  # two lines, as Consolidado has them


@pytest.mark.parametrize("method", ["promedio_topado", "Promedio de actividades, con tope de 100\u00a0%"])
@pytest.mark.parametrize("state", ["sin_meta", "Sin meta"])
def test_a_register_of_codes_is_read_like_one_of_names(method: str, state: str) -> None:
    rows = [
        [own.CLOSINGS_NOTICE],
        [*own.CLOSING_HEADERS],
        [1, 2026, "I Semestre", "", "junio", "2026-07-03", method],
        [],
        [*own.CLOSED_RESULT_HEADERS],
        [1, "AEI", "AEI.01.03", "x", "", "", "", "", state, ""],
    ]
    (closing,) = read_plan(sheets(**{own.CLOSINGS: rows}))[0].framework.closings.closings  # type: ignore[arg-type]
    assert (closing.method, closing.results[0].state) == (Method.CAPPED_MEAN, State.NO_TARGET)


def test_nothing_closed_no_sheets() -> None:
    names = [sheet.name for sheet in planning_workbook(example_plan()).sheets]
    assert own.CLOSINGS not in names


def sheets(**changed: list[list[object]]) -> MemoryBook:
    """A workbook of one unit with a register, some of it typed over."""
    base: dict[str, list[list[object]]] = {
        own.CLOSINGS: [
            [own.CLOSINGS_NOTICE],
            [*own.CLOSING_HEADERS],
            [1, 2026, "I Semestre", "x", "junio", "2026-07-03", "razon", "copia.xlsx", "ab", "cd"],
            [2, "", "Anual", "", "diciembre", _MIDNIGHT, "nada", "", "", "", ""],
        ],
        "UTD": [["AEI", "Programadas", "Ejecutadas"], ["AEI.01.01", 3, 2]],
    }
    return MemoryBook("poi.xlsx", {**base, **changed})  # type: ignore[arg-type]


def closings_of(book: MemoryBook) -> list[tuple[int, dt.date]]:
    closings = read_plan(book)[0].framework.closings.closings
    return [(one.number, one.closed_on) for one in closings]


def test_dates_that_a_program_made_of_texts_are_read() -> None:
    assert closings_of(sheets()) == [(1, dt.date(2026, 7, 3)), (2, dt.date(2027, 1, 8))]


@pytest.mark.parametrize(
    "row",
    [
        ["uno", 2026, "cuando sea", "", "junio", "2026-07-03"],
        [1, 2026, "I Semestre", "", "algún mes", "2026-07-03"],
        [1, 2026, "I Semestre", "", "junio", "ayer"],
        [1, 2026, "II Semestre", "", "junio", "2026-07-03"],
    ],
)
def test_a_closing_that_cannot_be_read_is_left_out(row: list[object]) -> None:
    changed = [[own.CLOSINGS_NOTICE], [*own.CLOSING_HEADERS], row]
    assert closings_of(sheets(**{own.CLOSINGS: changed})) == []


def test_results_that_cannot_be_read_are_left_out() -> None:
    rows = [
        [own.CLOSINGS_NOTICE],
        [*own.CLOSING_HEADERS],
        [1, 2026, "I Semestre", "", "junio", "2026-07-03", "razon"],
        [],
        [*own.CLOSED_RESULT_HEADERS],
        [1, "aei", "AEI.01.01", "x", 3, 2, 0.5, "L", "programada", "2/0"],
        [1, "nada", "AEI.01.02", "x", 3, 2, 0.5, "L", "programada", "2/3"],
        [1, "aei", "AEI.01.03", "x", "", "", "", "", "programada", ""],
        [1, "aei", "AEI.01.04", "x", "", "", "", "", "otra cosa", ""],
    ]
    (closing,) = read_plan(sheets(**{own.CLOSINGS: rows}))[0].framework.closings.closings  # type: ignore[arg-type]
    assert [(one.code, one.efficacy) for one in closing.results] == [("AEI.01.03", None)]


def test_a_sheet_of_that_name_without_the_notice_is_not_ours() -> None:
    rows = [["Mis cierres"], [*own.CLOSING_HEADERS], [1, 2026, "I Semestre", "", "junio", "2026-07-03"]]
    assert closings_of(sheets(**{own.CLOSINGS: rows})) == []
