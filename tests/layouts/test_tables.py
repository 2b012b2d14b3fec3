"""Layouts that people have: header in two rows, months merged, one sheet an AEI, "Ejecución" of two kinds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbook.domain.account import Layout, Skip
from workbook.domain.cells import Raw
from workbook.domain.findings import Code
from workbook.domain.places import Field
from workbook.domain.results import Evaluation
from workbook.hosts.memory import MemoryBook
from workbook.reader import read_framework
from workbook.service import evaluate_book

MONTHS = "Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic".split()
NAMES = "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
Rows = list[list[Raw]]


def evaluated(
    sheets: dict[str, Rows], merged: dict[str, Sequence[tuple[int, int, int, int]]] | None = None
) -> Evaluation:
    return evaluate_book(MemoryBook("poi.xlsx", sheets, ranges=merged or {}))


def totals(evaluation: Evaluation) -> dict[str, tuple[int, int]]:
    return {
        one.action.code: (int(one.outcome.totals.programmed), int(one.outcome.totals.executed))
        for one in evaluation.actions()
    }


# ---------------------------------------------------------------- two-level headers


def test_months_under_a_merged_side() -> None:
    sheet: Rows = [
        ["Unidad orgánica: Trámite"],
        [],
        ["AEI", "Actividad", "PROGRAMADO", *[None] * 12, "EJECUTADO", *[None] * 12],
        [None, None, *MONTHS, "Total", *MONTHS, "Total"],
        ["AEI.01.01", "Foliar", *[1] * 12, 12, *[1] * 11, 0, 11],
    ]
    evaluation = evaluated({"Hoja1": sheet})
    assert totals(evaluation) == {"AEI.01.01": (12, 11)}
    (account,) = evaluation.accounts
    assert account.header == "A4"
    assert dict(account.columns)["P"] == "executed 1"


def test_sides_under_a_merged_month() -> None:
    pairs = [text for name in NAMES for text in (name.capitalize(), None)]
    sheet: Rows = [
        ["Unidad orgánica", "Trámite"],
        ["AEI", "Actividad", *pairs],
        [None, None, *["Prog.", "Ejec."] * 12],
        ["AEI.01.01", "Foliar", *[2, 1] * 12],
    ]
    assert totals(evaluated({"Hoja1": sheet})) == {"AEI.01.01": (24, 12)}


def test_amounts_under_a_merged_title() -> None:
    sheet: Rows = [
        ["Unidad orgánica", "Trámite"],
        ["N°", "Código AEI", "Actividad operativa", "META FÍSICA", None, None],
        [None, None, None, "Programado", "Ejecutado", "%"],
        [1, "AEI.01.01", "Foliar", 10, 5, 0.5],
        [None, "TOTAL", None, 10, 5, 0.5],
    ]
    evaluation = evaluated({"Hoja1": sheet})
    assert totals(evaluation) == {"AEI.01.01": (10, 5)}
    assert [one.reason for one in evaluation.accounts[0].skipped] == [Skip.TOTAL]


def test_quarters_under_a_merged_side_are_never_read_as_the_year() -> None:
    sheet: Rows = [
        ["Unidad orgánica", "Trámite"],
        ["AEI", "PROGRAMADO", None, "EJECUTADO", None],
        [None, "I Trim.", "II Trim.", "I Trim.", "II Trim."],
        ["AEI.01.01", 5, 5, 4, 4],
    ]
    findings = read_framework(MemoryBook("poi.xlsx", {"Hoja1": sheet})).findings
    assert dict(next(one for one in findings if one.code is Code.MISSING_COLUMN).data)["missing"] == (
        "Programadas",
        "Ejecutadas",
    )


def test_an_ordinary_header_above_a_blank_row_stays_where_it_is() -> None:
    sheet: Rows = [["Unidad orgánica", "T"], ["AEI", "Programadas", "Ejecutadas"], [], ["AEI.01.01", 2, 1]]
    (columns,) = read_framework(MemoryBook("poi.xlsx", {"H": sheet})).tables
    assert columns.header == 1


# ---------------------------------------------------------------- by content


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ([0.5, 1, 0.75], Field.EFFICACY),
        (["50%", "100%", "75 %"], Field.EFFICACY),
        ([5, 10, 7], Field.EXECUTED),
        ([0, 1, 1], Field.EXECUTED),
    ],
)
def test_what_a_column_named_execution_holds(cells: list[Raw], field: Field) -> None:
    rows: Rows = [["AEI.01.01", 10, cell] for cell in cells]
    book = MemoryBook(
        "poi.xlsx", {"H": [["Unidad orgánica", "T"], ["AEI", "Programación", "Ejecución"], *rows]}
    )
    reading = read_framework(book)
    missing = [found for found in reading.findings if found.code is Code.MISSING_COLUMN]
    if field is Field.EXECUTED:
        (table,) = reading.tables
        assert table.columns.fields[Field.EXECUTED] == 2
        assert missing == []
    else:
        assert dict(missing[0].data)["missing"] == ("Ejecutadas",)


def test_executed_beside_a_percentage_named_execution() -> None:
    header = ["AEI", "Programadas", "Ejecutadas", "Ejecución"]
    sheet: Rows = [["Unidad orgánica", "T"], list(header), ["AEI.01.01", 10, 5, 0.5]]
    assert totals(evaluated({"H": sheet})) == {"AEI.01.01": (10, 5)}


def test_the_sectors_action_is_no_institutional_one() -> None:
    sheet: Rows = [
        ["Unidad orgánica", "T"],
        ["Acción Estratégica", "Acción Estratégica Institucional", "Programadas", "Ejecutadas"],
        ["AES.02.04", "AEI.01.01", 10, 5],
    ]
    assert totals(evaluated({"H": sheet})) == {"AEI.01.01": (10, 5)}


# ---------------------------------------------------------------- tables by AEI


def table(title: str, *rows: list[Raw], total: tuple[int, int] | None = None) -> Rows:
    end: Rows = [] if total is None else [[None, "TOTAL", *total, total[1] / total[0]]]
    return [[title], ["N°", "Área", "Programadas", "Ejecutadas", "%"], *rows, *end]


FIRST = table(
    "AEI.01.01 Orientar al ciudadano", [1, "Trámite", 10, 5, 0.5], [2, "Informática", 4, 4, 1], total=(14, 9)
)
SECOND = table("AEI 01.02: Notificar", [1, "Trámite", 3, 3, 1], total=(3, 3))


def test_one_sheet_an_aei() -> None:
    evaluation = evaluated(
        {"AEI 1.1": [list(row) for row in FIRST], "AEI 1.2": [list(row) for row in SECOND]}
    )
    assert totals(evaluation) == {"AEI.01.01": (14, 9), "AEI.01.02": (3, 3)}
    names = {one.action.code: (one.action.name, one.action.objective) for one in evaluation.actions()}
    assert names == {"AEI.01.01": ("Orientar al ciudadano", "OEI.01"), "AEI.01.02": ("Notificar", "OEI.01")}
    assert {part.unit.name for one in evaluation.actions() for part in one.units} == {
        "Trámite",
        "Informática",
    }
    assert [one.layout for one in evaluation.accounts] == [Layout.ACTION_TABLES] * 2
    assert evaluation.accounts[0].rows == 2


def test_several_tables_on_the_sheet_of_an_oei() -> None:
    sheet = [["OEI.01 Mejorar la atención"], [], *FIRST, ["Nota: cifras preliminares."], [], *SECOND]
    evaluation = evaluated({"OEI 1": sheet})
    assert totals(evaluation) == {"AEI.01.01": (14, 9), "AEI.01.02": (3, 3)}
    (objective,) = evaluation.objectives
    assert objective.objective.name == "Mejorar la atención"
    assert [one.used for one in evaluation.accounts] == [((5, 6),), ((12, 12),)]


def test_the_sheets_name_stands_for_a_title() -> None:
    sheet = [["Resultados"], *table("x", [1, "Trámite", 10, 5, 0.5])[1:]]
    assert totals(evaluated({"AEI.01.01": sheet})) == {"AEI.01.01": (10, 5)}


def test_a_unit_that_had_nothing_to_do_is_told() -> None:
    sheet = table(
        "AEI.01.01 Orientar", [1, "Trámite", 10, 5, 0.5], [2, "Logística", "No programada", None, None]
    )
    (action,) = evaluated({"H": sheet}).actions()
    assert [part.unit.name for part in action.units] == ["Trámite", "Logística"]


def test_tables_by_aei_beside_the_units_sheets_are_not_counted_again() -> None:
    units: dict[str, Rows] = {
        "UTD": [["Unidad orgánica", "Trámite"], ["AEI", "Programadas", "Ejecutadas"], ["AEI.01.01", 10, 5]],
        "OINF": [
            ["Unidad orgánica", "Informática"],
            ["AEI", "Programadas", "Ejecutadas"],
            ["AEI.01.01", 4, 4],
        ],
    }
    evaluation = evaluated({**units, "AEI 1.1": [list(row) for row in FIRST]})
    assert totals(evaluation) == {"AEI.01.01": (14, 9)}
    assert [one.sheet for one in evaluation.findings if one.code is Code.REPEATED_SHEET] == ["AEI 1.1"]


def test_a_total_that_disagrees() -> None:
    wrong = table("AEI.01.01 Orientar", [1, "Trámite", 10, 5, 0.5], [2, "Otra", 4, 4, 1], total=(15, 9))
    findings = evaluated({"H": wrong}).findings
    assert [(one.sheet, one.cell) for one in findings if one.code is Code.TOTAL_DISAGREES] == [("H", "C5")]


# ---------------------------------------------------------------- opaque codes


def test_a_town_without_oei_nor_aei() -> None:
    sheet: Rows = [
        ["Oficina: Obras"],
        ["Código AEI", "Actividad", "Programadas", "Ejecutadas"],
        ["Eje 3 - Calles limpias", "Barrer", 10, 5],
        ["0102", "Podar", 4, 4],
    ]
    assert totals(evaluated({"Obras": sheet})) == {"0102": (4, 4), "Eje 3 - Calles limpias": (10, 5)}
