"""Sheets that repeat others are never counted twice; sheets that only look alike are."""

from __future__ import annotations

from workbook.domain.account import Layout
from workbook.domain.cells import Raw
from workbook.domain.findings import Code
from workbook.domain.results import Evaluation
from workbook.hosts.memory import MemoryBook
from workbook.service import evaluate_book

HEADER = ["AEI", "Actividad operativa", "Unidad de medida", "Programadas", "Ejecutadas"]
LISTED = ["N°", "Unidad orgánica", *HEADER]


def unit_sheet(name: str, *rows: list[Raw]) -> list[list[Raw]]:
    return [["Unidad orgánica", name], [], list(HEADER), *rows]


def books(**more: list[list[Raw]]) -> dict[str, list[list[Raw]]]:
    return {
        "UTD": unit_sheet(
            "Trámite", ["AEI.01.01", "Foliar", "Hoja", 10, 7], ["AEI.01.02", "Archivar", "Caja", 5, 5]
        ),
        "OINF": unit_sheet("Informática", ["AEI.01.01", "Foliar", "Hoja", 8, 8]),
        **more,
    }  # fmt: skip


def evaluated(sheets: dict[str, list[list[Raw]]]) -> Evaluation:
    return evaluate_book(MemoryBook("poi.xlsx", sheets))


def executed(evaluation: Evaluation) -> dict[str, int]:
    return {one.action.code: int(one.outcome.totals.executed) for one in evaluation.actions()}


def left_out(evaluation: Evaluation) -> list[str]:
    return [found.sheet for found in evaluation.findings if found.code is Code.REPEATED_SHEET]


ONCE = {"AEI.01.01": 15, "AEI.01.02": 5}


def test_a_summary_with_the_rows_of_all_units() -> None:
    rows = [
        [1, "Trámite", "AEI.01.01", "Foliar", "Hoja", 10, 7],
        [2, "Trámite", "AEI.01.02", "Archivar", "Caja", 5, 5],
        [3, "Informática", "AEI.01.01", "Foliar", "Hoja", 8, 8],
    ]
    evaluation = evaluated(books(RESUMEN=[["Resumen del POI"], [], list(LISTED), *rows]))
    assert executed(evaluation) == ONCE
    assert left_out(evaluation) == ["RESUMEN"]
    account = next(one for one in evaluation.accounts if one.sheet == "RESUMEN")
    assert (account.layout, account.instead) == (Layout.SUMMARY, "UTD")


def test_a_summary_of_sums_by_unit() -> None:
    wide = books()
    wide["UTD"].append(["AEI.01.01", "Coser", "Hoja", 4, 2])
    rows = [
        ["Trámite", "AEI.01.01", 14, 9], ["Trámite", "AEI.01.02", 5, 5], ["Informática", "AEI.01.01", 8, 8],
    ]  # fmt: skip
    wide["Matriz"] = [["Área", "AEI", "Programadas", "Ejecutadas"], *rows]
    evaluation = evaluated(wide)
    assert executed(evaluation) == {"AEI.01.01": 17, "AEI.01.02": 5}
    assert left_out(evaluation) == ["Matriz"]


def test_a_listing_of_other_amounts_of_the_same_units_counts() -> None:
    rows = [[1, "Trámite", "AEI.01.01", "Notificar", "Cédula", 3, 3]]
    evaluation = evaluated(books(Otras=[list(LISTED), *rows]))
    assert executed(evaluation) == {"AEI.01.01": 18, "AEI.01.02": 5}
    assert left_out(evaluation) == []


def test_a_listing_of_other_units_counts_even_with_the_same_amounts() -> None:
    rows = [[1, "Logística", "AEI.01.01", "Foliar", "Hoja", 10, 7]]
    evaluation = evaluated(books(Otras=[list(LISTED), *rows]))
    assert executed(evaluation) == {"AEI.01.01": 22, "AEI.01.02": 5}


def test_of_two_listings_the_one_with_more_rows_is_used() -> None:
    detail = [[n, "Trámite", "AEI.01.01", f"Tarea {n}", "Hoja", n, n] for n in range(1, 5)]
    totals = [["Trámite", "AEI.01.01", 10, 10]]
    sheets = {
        "Resumen": [["Área", "AEI", "Programadas", "Ejecutadas"], *totals],
        "Base": [list(LISTED), *detail],
    }
    evaluation = evaluated(sheets)
    assert executed(evaluation) == {"AEI.01.01": 10}
    assert left_out(evaluation) == ["Resumen"]


def test_a_note_that_reaches_into_the_amounts() -> None:
    sheets = books()
    sheets["UTD"] += [[], [None, None, None, "(1) Meta modificada con Resolución N° 014-2026."]]
    evaluation = evaluated(sheets)
    assert executed(evaluation) == ONCE
    assert [one.code for one in evaluation.findings if one.code is Code.UNKNOWN_ACTION] == []
