"""Sheets that repeat others are never counted twice; sheets that only look alike are."""

from __future__ import annotations

from workbook.domain.account import Layout, Skip
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


THREE = {"UTD": "Trámite", "OINF": "Informática", "LOG": "Logística"}


def of_three_units(**called: str) -> dict[str, list[list[Raw]]]:
    """A workbook of three units with three rows each, and a list of all, in which units are called so."""
    sheets: dict[str, list[list[Raw]]] = {}
    listed: list[list[Raw]] = []
    for number, (sheet, name) in enumerate(THREE.items()):
        tens, names = 10 * number, [f"Tarea {place}" for place in range(1, 4)]
        rows: list[list[Raw]] = [["AEI.01.01", one, "Hoja", tens + n, n] for n, one in enumerate(names, 1)]
        sheets[sheet] = unit_sheet(name, *rows)
        listed += [[n, called.get(sheet, name), *row] for n, row in enumerate(rows, len(listed) + 1)]
    return {**sheets, "RESUMEN": [list(LISTED), *listed]}


def test_a_summary_that_calls_a_unit_otherwise() -> None:
    sheets = of_three_units(LOG="Abastecimiento y almacenes")
    evaluation = evaluated(sheets)
    assert executed(evaluation) == {"AEI.01.01": 18}
    assert left_out(evaluation) == ["RESUMEN"]


def test_of_a_list_of_all_units_only_those_without_a_sheet_are_counted() -> None:
    sheets = of_three_units()
    del sheets["LOG"]
    evaluation = evaluated(sheets)
    assert executed(evaluation) == {"AEI.01.01": 18}
    found = [dict(one.data)["units"] for one in evaluation.findings if one.code is Code.REPEATED_SHEET]
    assert found == [("Informática", "Trámite")]
    account = next(one for one in evaluation.accounts if one.sheet == "RESUMEN")
    assert (account.rows, account.layout) == (3, Layout.LISTING)
    assert [(one.reason, one.count) for one in account.skipped] == [(Skip.REPEATED, 6)]


def test_lists_of_two_periods_both_count_where_a_unit_did_the_same_in_both() -> None:
    first = [
        [n, unit, "AEI.01.01", f"Tarea {n}", "Hoja", 3, n] for n, unit in enumerate(("Caja", "Archivo"), 1)
    ]
    second = [first[0], [2, "Archivo", "AEI.01.01", "Tarea 2", "Hoja", 4, 4]]
    evaluation = evaluated({"I": [list(LISTED), *first], "II": [list(LISTED), *second]})
    assert executed(evaluation) == {"AEI.01.01": 1 + 2 + 1 + 4}
    assert left_out(evaluation) == []


def test_a_row_of_a_list_that_its_units_sheet_has_not_is_told_not_left_out() -> None:
    sheets = of_three_units()
    rows: list[list[Raw]] = [[1, "Trámite", "AEI.01.01", "Notificar", "Cédula", 5, 5]]
    sheets["RESUMEN"] = [list(LISTED), *rows, *([*row] for row in sheets["RESUMEN"][1:3])]
    evaluation = evaluated(sheets)
    assert left_out(evaluation) == []
    assert executed(evaluation) == {"AEI.01.01": 18 + 5 + 1 + 2}


def test_a_listing_of_units_that_do_the_same_as_others_counts() -> None:
    sheets = of_three_units()
    generic: list[Raw] = ["AEI.01.01", "Gestión administrativa", "Informe", 12, 12]
    for name in THREE:
        sheets[name].append(list(generic))
    units = ("Trámite", "Caja", "Archivo", "Defensa")
    sheets["RESUMEN"] = [list(LISTED), *([n, unit, *generic] for n, unit in enumerate(units, 1))]
    evaluation = evaluated(sheets)
    assert executed(evaluation) == {"AEI.01.01": 18 + 6 * 12}, "the row of Trámite stands in its own sheet"
    found = [dict(one.data)["units"] for one in evaluation.findings if one.code is Code.REPEATED_SHEET]
    assert found == [("Trámite",)]


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


def test_last_years_sheet_of_a_unit_is_told_row_by_row() -> None:
    sheets = books()
    sheets["UTD 2024"] = unit_sheet(
        "Trámite", ["AEI.01.01", "Foliar", "Hoja", 9, 1], ["AEI.01.02", "Archivar", "Caja", 3, 2]
    )
    found = [one for one in evaluated(sheets).findings if one.code is Code.REPEATED_ACTIVITY]
    assert [(one.sheet, one.cell) for one in found] == [("UTD 2024", "B4"), ("UTD 2024", "B5")]


def test_the_same_name_twice_on_one_sheet_is_nothing_to_tell() -> None:
    sheets = books()
    sheets["UTD"].append(["AEI.01.01", "Foliar", "Hoja", 3, 3])
    assert [one for one in evaluated(sheets).findings if one.code is Code.REPEATED_ACTIVITY] == []


# ---------------------------------------------------------------- rows that are no activities of their own


def test_a_row_that_only_heads_a_group_is_not_added() -> None:
    sheet = [
        ["Unidad orgánica", "Trámite"], list(HEADER),
        ["AEI.01.01", None, None, 14, 9],
        ["AEI.01.01", "Foliar", "Hoja", 10, 7], ["AEI.01.01", "Coser", "Hoja", 4, 2],
        ["AEI.01.02", None, None, 5, 5],
    ]  # fmt: skip
    evaluation = evaluated({"UTD": sheet})
    assert executed(evaluation) == {"AEI.01.01": 9, "AEI.01.02": 5}
    assert [(one.count, one.first) for one in evaluation.accounts[0].skipped] == [(1, (3,))]


def test_a_row_without_name_that_is_no_sum_counts() -> None:
    sheet = [
        ["Unidad orgánica", "T"],
        list(HEADER),
        ["AEI.01.01", None, None, 3, 3],
        ["AEI.01.01", "Foliar", "Hoja", 10, 7],
    ]
    assert executed(evaluated({"UTD": sheet})) == {"AEI.01.01": 10}


def test_another_units_table_below() -> None:
    sheet = unit_sheet("Trámite", ["AEI.01.01", "Foliar", "Hoja", 10, 7])
    sheet += [[], ["Unidad orgánica: Informática"], list(HEADER), ["AEI.01.01", "Foliar", "Hoja", 4, 4]]
    (action,) = evaluated({"Todas": sheet}).actions()
    assert {part.unit.name: int(part.outcome.totals.executed) for part in action.units} == {
        "Trámite": 7,
        "Informática": 4,
    }


def test_a_header_repeated_by_a_page_break_does_not_restart_the_total() -> None:
    rows = [["AEI.01.01", "Foliar", "Hoja", 10, 7], list(HEADER), ["AEI.01.01", "Coser", "Hoja", 4, 2]]
    for total, told in (((14, 9), []), ((4, 2), []), ((15, 9), ["D7"])):
        sheet = unit_sheet("Trámite", *rows, [None, "TOTAL", None, *total])
        findings = evaluated({"UTD": sheet}).findings
        assert [one.cell for one in findings if one.code is Code.TOTAL_DISAGREES] == told


def test_a_total_whose_word_stands_in_any_column() -> None:
    sheet = unit_sheet("Trámite", ["AEI.01.01", "Foliar", "Hoja", 10, 7], [None, None, "Total:", 10, 7])
    evaluation = evaluated({"UTD": sheet})
    assert executed(evaluation) == {"AEI.01.01": 7}
    assert [one for one in evaluation.findings if one.code is Code.UNKNOWN_ACTION] == []


# ---------------------------------------------------------------- tables that cannot be read are told


def test_a_header_below_the_first_rows_is_told() -> None:
    deep = [
        ["Unidad orgánica", "Informática"],
        *[[]] * 35,
        list(HEADER),
        ["AEI.01.01", "Foliar", "Hoja", 4, 4],
    ]
    found = [one for one in evaluated(books(OINF=deep)).findings if one.code is Code.MISSING_COLUMN]
    assert [(one.sheet, one.cell) for one in found] == [("OINF", "A37")]


def test_a_table_without_header_is_told() -> None:
    bare = [["Unidad orgánica", "Informática"], ["AEI.01.01", "Foliar", 4, 4], ["AEI.01.02", "Coser", 1, 1]]
    found = [one for one in evaluated(books(OINF=bare)).findings if one.code is Code.MISSING_COLUMN]
    assert [one.sheet for one in found] == ["OINF"]


def test_a_directory_of_units_is_no_table() -> None:
    listed = [
        ["Unidad orgánica", "Responsable", "Teléfono", "Anexo"],
        ["Trámite", "Ana", 5551, 12],
        ["OI", "Luis", 5552, 13],
    ]
    found = [one for one in evaluated(books(Directorio=listed)).findings if one.code is Code.MISSING_COLUMN]
    assert found == []


def test_a_directory_with_numbered_rows_is_no_table() -> None:
    listed = [["DIRECTORIO"], ["N°", "Área", "Anexo"], [1, "Trámite", 12], [2, "Informática", 13]]
    found = [one for one in evaluated(books(Directorio=listed)).findings if one.code is Code.MISSING_COLUMN]
    assert found == []


def test_amounts_of_money_are_no_targets() -> None:
    sheet = [
        ["Unidad orgánica", "Trámite"],
        ["AEI", "Actividad", "META FÍSICA", None, "META FINANCIERA (S/)", None],
        [None, None, "Programadas", "Ejecutadas", "Programadas", "Ejecutadas"],
        ["AEI.01.01", "Foliar", 10, 7, 5000, 4000],
    ]
    assert executed(evaluated({"UTD": sheet})) == {"AEI.01.01": 7}


def test_rows_keep_their_order_where_one_has_no_name() -> None:
    sheet = [
        ["Unidad orgánica", "T"], list(HEADER),
        ["AEI.01.01", None, None, 3, 3],
        ["AEI.01.01", "Foliar", "Hoja", 10, 7], ["AEI.01.01", "Coser", "Hoja", 1, 1],
    ]  # fmt: skip
    (account,) = evaluated({"UTD": sheet}).accounts
    assert (account.rows, account.used) == (3, ((3, 5),))


def test_a_prepared_row_of_a_list_is_nothing_to_tell() -> None:
    sheet = [list(LISTED), [1, "Trámite", "AEI.01.01", "Foliar", "Hoja", 10, 7], [2, None, "AEI.01.02"]]
    evaluation = evaluated({"Matriz": sheet})
    assert [one for one in evaluation.findings if one.code is Code.UNKNOWN_UNIT] == []
    assert evaluation.accounts[0].rows == 1


def test_numbers_of_rows_are_no_percentages() -> None:
    sheet = [["Unidad orgánica", "T"], ["#", *HEADER], [1, "AEI.01.01", "Foliar", "Hoja", 10, 7]]
    evaluation = evaluated({"UTD": sheet})
    assert [one for one in evaluation.findings if one.code is Code.PERCENTAGE_DISAGREES] == []
