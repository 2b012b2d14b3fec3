"""The same workbook in other formats: the same figures, or what could not be checked is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxlsbwriter import XlsbWriter

from tests.support.libreoffice import convert
from workbook.domain.cells import Raw
from workbook.domain.findings import Code
from workbook.domain.results import Evaluation
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.service import evaluate_book
from workbook.spanish.messages import what
from workbook.template import planning_workbook


def evaluated(path: Path) -> Evaluation:
    with open_file(path) as book:
        return evaluate_book(book)


def figures(evaluation: Evaluation) -> dict[str, object]:
    return {
        one.action.code: (one.outcome.state, one.outcome.totals, [part.unit.name for part in one.units])
        for one in evaluation.actions()
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_example_in_another_format(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "poi.xlsx"
    source.write_bytes(render(planning_workbook(example_plan())))
    other = evaluated(convert(source, kind, tmp_path))
    assert figures(other) == figures(evaluated(source))
    (told,) = (one for one in other.findings if one.code is Code.NOT_CHECKED)
    aspects = {"ods": ("formats",), "xls": ("formulas", "formats")}[kind]
    assert dict(told.data)["aspects"] == aspects


def test_an_xlsb(tmp_path: Path) -> None:
    rows: list[list[Raw]] = [
        ["Unidad orgánica", "Trámite", None, None],
        ["AEI", "Actividad operativa", "Programadas", "Ejecutadas"],
        ["AEI.01.01", "Foliar", 10, 7.5],
        ["AEI.01.01", "Coser", 4, None],
    ]
    path = tmp_path / "poi.xlsb"
    with XlsbWriter(str(path)) as book:
        for name in ("UTD", "OINF"):
            book.add_sheet(name)
            book.write_sheet([list(row) for row in rows] if name == "UTD" else [["Notas"]])
    evaluation = evaluated(path)
    (action,) = evaluation.actions()
    assert (action.outcome.totals.programmed, float(action.outcome.totals.executed)) == (14, 7.5)
    (told,) = (one for one in evaluation.findings if one.code is Code.NOT_CHECKED)
    assert what(told) == (
        "No se pudieron comprobar las fórmulas y los decimales que ocultan los formatos de «poi.xlsb»."
    )
