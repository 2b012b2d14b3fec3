"""One small workbook that fires each finding at its cell, and one that nearly does and must not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.poi import (
    HEADER,
    MONTHS,
    PEI,
    SETTINGS,
    TITLES,
    UNITS,
    Row,
    activity,
    book,
    data_of,
    found,
    monthly_row,
    read,
    unit_sheet,
)
from workbook.domain.cells import CellError, Mark, Number, Raw
from workbook.domain.findings import Code, Severity
from workbook.domain.scale import ScaleFault
from workbook.host import Details
from workbook.hosts.memory import MemoryBook
from workbook.layouts import own
from workbook.reader import read_framework

SCALE: list[Row] = [
    [],
    [*own.SCALE_HEADERS],
    [0, "Sí", "MAL", "C0392B", "No"],
    [0.8, "Sí", "BIEN", "2E8B57", "Sí"],
]


def utd(*rows: Row, header: Row | None = None) -> dict[str, list[Row]]:
    return {"UTD": unit_sheet(TITLES["UTD"], *rows, header=header)}


def months(*rows: Row) -> MemoryBook:
    return book(utd(*rows, header=[*HEADER, *MONTHS]))


def detailed(rows: list[Row], **held: object) -> MemoryBook:
    return book(utd(*rows), details={"UTD": Details(**held)})  # type: ignore[arg-type]


def test_a_clean_workbook_has_no_findings() -> None:
    activities, findings, _ = read(book())
    assert findings == []
    assert len(activities) == 1


# --- what stops ------------------------------------------------------------------------------------


def test_sin_datos_tells_the_headers() -> None:
    empty = book({"Datos": [["Área", "Meta", "Avance"], ["UTD", 1, 2]]})
    ((sheet, cell),) = found(empty, Code.NO_DATA)
    assert (sheet, cell) == ("", "")
    assert "Datos: Área, Meta, Avance" in str(data_of(empty, Code.NO_DATA)["headers"])


def test_sin_datos_where_no_sheet_has_an_activity() -> None:
    empty = book({**utd(), "OINF": unit_sheet(TITLES["OINF"], ["Nota: por llenar"])})
    assert found(empty, Code.NO_DATA) == [("", "")]
    assert data_of(empty, Code.NO_DATA)["sheets"] == ("UTD", "OINF")
    assert found(empty, Code.MISSING_COLUMN) == []


def test_sin_datos_not_where_one_unit_has_no_rows_yet() -> None:
    some = book({**utd(), "OINF": unit_sheet(TITLES["OINF"], activity("AO-1"))})
    assert read(some)[1] == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Año", "dos mil"),
        ("Año", 20.5),
        ("Periodo", "V Trimestre"),
        ("Corte (hasta el mes de)", "Mayembre"),
        ("Método", "suma"),
        ("Umbral de sobreejecución", 150),
        ("Umbral de sobreejecución", "mucho"),
        ("Umbral de sobreejecución", 0.5),
        ("Partes del informe", "cabecera, anexos"),
        ("Partes del informe", "resumen, resumen"),
        ("Avisar si otro método cambia el indicador", "quizá"),
    ],
)
def test_parametro_invalido(label: str, value: Raw) -> None:
    bad = book(settings=[[*own.SETTINGS_HEADER], [label, value, "Ayuda"]])
    assert found(bad, Code.INVALID_PARAMETER) == [("Parámetros", "B2")]
    data = data_of(bad, Code.INVALID_PARAMETER)
    assert data["parameter"] == label
    assert data["accepted"]
    assert read(bad)[1][0].severity is Severity.STOP


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Año", "2020"),
        ("Año", 2020.0),
        ("Periodo", "al iii trimestre"),
        ("CORTE (hasta el mes de):", "Set"),
        ("metodo", "Promedio de actividades, con tope de 100 %"),
        ("Método", "RAZÓN"),
        ("Umbral", "150 %"),
        ("Partes del informe", "cabecera; resumen: Resumen, en breve; seccion_I"),
        ("Partes del informe", None),
        ("Avisar si otro método cambia el indicador", False),
        ("Teléfono", "no es un parámetro"),
    ],
)
def test_parametro_invalido_not_for_what_can_be_read(label: str, value: Raw) -> None:
    assert found(book(settings=[[*own.SETTINGS_HEADER], [label, value]]), Code.INVALID_PARAMETER) == []


def test_a_cutoff_before_the_period_is_invalid() -> None:
    early = [[*own.SETTINGS_HEADER], ["Periodo", "II Semestre"], ["Corte (hasta el mes de)", "Marzo"]]
    assert found(book(settings=early), Code.INVALID_PARAMETER) == [("Parámetros", "B3")]
    assert read_framework(book(settings=early)).framework.settings.cutoff is None
    assert (
        found(book(settings=[*early[:2], ["Corte (hasta el mes de)", "Agosto"]]), Code.INVALID_PARAMETER)
        == []
    )


@pytest.mark.parametrize(
    ("band", "fault", "cell"),
    [
        (["x", "Sí", "OTRA", "", "Sí"], ScaleFault.LIMIT_UNREADABLE, "A8"),
        ([90, "Sí", "OTRA", "", "Sí"], ScaleFault.LIMIT_UNREADABLE, "A8"),
        ([0.9, "", "OTRA", "", "Sí"], ScaleFault.LIMIT_UNREADABLE, "B8"),
        ([0.9, "Sí", "OTRA", "", "tal vez"], ScaleFault.LIMIT_UNREADABLE, "E8"),
        ([0.7, "Sí", "OTRA", "", "Sí"], ScaleFault.NOT_ASCENDING, "A8"),
        ([0.8005, "Sí", "OTRA", "", "Sí"], ScaleFault.NOT_TENTH, "A8"),
        ([0.9, "Sí", "bien", "", "Sí"], ScaleFault.LABEL_REPEATED, "C8"),
        ([0.9, "Sí", None, "", "Sí"], ScaleFault.LABEL_EMPTY, "C8"),
    ],
)
def test_escala_invalida_names_the_row(band: Row, fault: ScaleFault, cell: str) -> None:
    bad = book(settings=[*SETTINGS, *SCALE, band])
    assert found(bad, Code.INVALID_SCALE) == [("Parámetros", cell.replace("8", "9"))]
    data = data_of(bad, Code.INVALID_SCALE)
    assert (data["fault"], data["row"]) == (fault.value, 9)


def test_escala_invalida_without_bands_or_without_a_column() -> None:
    assert (
        data_of(book(settings=[*SETTINGS, *SCALE[:2]]), Code.INVALID_SCALE)["fault"] == ScaleFault.EMPTY.value
    )
    cut = [row[:4] for row in SCALE]
    assert data_of(book(settings=[*SETTINGS, *cut]), Code.INVALID_SCALE)["missing"] == (
        "Cuenta como cumplida",
    )


def test_escala_invalida_not_for_a_good_scale_nor_for_none() -> None:
    assert found(book(settings=[*SETTINGS, *SCALE]), Code.INVALID_SCALE) == []
    assert found(book(), Code.INVALID_SCALE) == []


# --- sheets ------------------------------------------------------------------------------------------


def test_columna_faltante_at_the_header_row() -> None:
    header = ["Cumplimiento" if cell == "Ejecutadas" else cell for cell in HEADER]
    lacking = book(utd(activity("AO-1"), header=header))
    assert found(lacking, Code.MISSING_COLUMN) == [("UTD", "A3")]
    assert data_of(lacking, Code.MISSING_COLUMN)["missing"] == ("Ejecutadas",)
    assert found(lacking, Code.NO_DATA) == [("", "")]


def test_columna_faltante_where_a_month_lacks() -> None:
    lacking = book(
        utd(monthly_row("AO-1", [1] * 12, [1] * 12, (12, 12)), header=[*HEADER, *MONTHS[:-1], "Otro"])
    )
    assert data_of(lacking, Code.MISSING_COLUMN)["missing"] == ("Ejec. Dic",)
    assert read(lacking)[0][0].monthly is None


def test_columna_faltante_for_a_units_sheet_without_aei_but_not_for_a_sheet_of_their_own() -> None:
    rows: list[Row] = [["Área", "Programadas", "Ejecutadas"], ["UTD", 1, 2]]
    mine = utd(activity("AO-1"))
    assert found(book({**mine, "Resumen": rows}), Code.MISSING_COLUMN) == []
    assert found(book({**mine, "OINF": rows}), Code.MISSING_COLUMN) == [("OINF", "A1")]


def test_hoja_repetida_leaves_the_copy_out() -> None:
    rows = [activity(f"AO-{n}", programmed=n) for n in range(1, 11)]
    changed = [*rows[:-1], activity("AO-10", programmed=99)]
    for sheets in (["UTD", "UTD (2)"], ["Copia de UTD", "UTD"], ["UTD", "Final"]):
        copied = book(
            {name: unit_sheet(TITLES["UTD"], *(changed if name != "UTD" else rows)) for name in sheets}
        )
        copy = next(name for name in sheets if name != "UTD")
        assert found(copied, Code.REPEATED_SHEET) == [(copy, "")]
        assert data_of(copied, Code.REPEATED_SHEET)["used"] == "UTD"
        assert len(read(copied)[0]) == 10


def test_hoja_repetida_not_for_two_sheets_of_one_unit_with_other_rows() -> None:
    one, two = ([activity(f"{letter}-{n}", name=f"{letter} {n}") for n in range(5)] for letter in "AB")
    both = book({"UTD": unit_sheet(TITLES["UTD"], *one), "UTD (2)": unit_sheet(TITLES["UTD"], *two)})
    assert found(both, Code.REPEATED_SHEET) == []
    assert len(read(both)[0]) == 10


def test_hoja_repetida_not_for_empty_sheets() -> None:
    assert (
        found(book({"UTD": unit_sheet(TITLES["UTD"]), "B": unit_sheet(TITLES["UTD"])}), Code.REPEATED_SHEET)
        == []
    )


def test_hoja_repetida_for_a_copy_of_the_frame() -> None:
    other: list[Row] = [PEI[0], ["OEI.09", "x", "AEI.09.01", "y"]]
    copied = book({"PEI (2)": other, **utd(activity("AO-1"))})
    assert found(copied, Code.REPEATED_SHEET) == [("PEI (2)", "")]
    assert len(read_framework(copied).framework.actions) == 3


# --- units -------------------------------------------------------------------------------------------


def test_unidad_desconocida_where_the_title_stands() -> None:
    strange = book({"UX": unit_sheet("Unidad de Estudios", activity("AO-1"))})
    assert found(strange, Code.UNKNOWN_UNIT) == [("UX", "B1")]
    assert [one.unit for one in read(strange)[0]] == ["Unidad de Estudios"]


def test_unidad_desconocida_in_a_column_once_a_name() -> None:
    header = [*HEADER, "Unidad orgánica"]
    rows = [
        [*activity(f"AO-{n}"), unit]
        for n, unit in enumerate(("UTD", "Otra", "Otra", "Oficina de Informática"))
    ]
    mixed = book({"Todo": unit_sheet("", *rows, header=header)})
    assert found(mixed, Code.UNKNOWN_UNIT) == [("Todo", "K5")]
    assert [one.unit for one in read(mixed)[0]] == [
        "Unidad de Trámite Documentario",
        "Otra",
        "Otra",
        "Oficina de Informática",
    ]


@pytest.mark.parametrize("title", ["UTD", "utd", "Unidad de Trámite Documentario", ""])
def test_unidad_desconocida_not_for_its_sigla_or_its_sheet(title: str) -> None:
    fine = book({"UTD": unit_sheet(title, activity("AO-1"))})
    assert found(fine, Code.UNKNOWN_UNIT) == found(fine, Code.UNIT_WITH_TWO_NAMES) == []


def test_unidad_desconocida_not_without_unidades() -> None:
    assert found(book({"X": unit_sheet("Unidad X", activity("AO-1"))}, units=[]), Code.UNKNOWN_UNIT) == []


@pytest.mark.parametrize("title", ["UNIDAD DE TRÁMITE DOCUMENTARIO", "Unidad de Tramite Documentario"])
def test_unidad_dos_nombres_counts_under_the_listed_unit(title: str) -> None:
    spelt = book({"X": unit_sheet(title, activity("AO-1"))})
    assert found(spelt, Code.UNIT_WITH_TWO_NAMES) == [("X", "B1")]
    assert found(spelt, Code.UNKNOWN_UNIT) == []
    assert read(spelt)[0][0].unit == "Unidad de Trámite Documentario"


def test_unidad_dos_nombres_for_names_that_are_alike() -> None:
    alike = book({"X": unit_sheet("Unidad Trámite Documentaria", activity("AO-1"))})
    assert found(alike, Code.UNIT_WITH_TWO_NAMES) == [("X", "B1")]
    assert data_of(alike, Code.UNKNOWN_UNIT)["nearest"] == "Unidad de Trámite Documentario"
    twice = book(units=[*UNITS, ["Oficina Informática"]])
    assert found(twice, Code.UNIT_WITH_TWO_NAMES) == [("Unidades", "A4")]


def test_unidad_dos_nombres_not_for_numbered_units() -> None:
    numbered = book(units=[*UNITS, ["Oficina de Informática I"], ["Oficina de Informática II"]])
    assert found(numbered, Code.UNIT_WITH_TWO_NAMES) == []


# --- codes ---------------------------------------------------------------------------------------------


def test_aei_desconocida_suggests_and_keeps_the_row() -> None:
    wrong = book(utd(activity("AO-1"), activity("AO-2", "AEI.01.03", 5, 4)))
    assert found(wrong, Code.UNKNOWN_ACTION) == [("UTD", "B5")]
    data = data_of(wrong, Code.UNKNOWN_ACTION)
    assert data["nearest"] in {"AEI.01.01", "AEI.01.02"}
    assert (data["programmed"], data["executed"], data["count"]) == (Decimal(5), Decimal(4), 1)
    assert [one.action for one in read(wrong)[0]] == ["AEI.01.01", "AEI.01.03"]


def test_aei_desconocida_for_amounts_without_aei_told_with_their_sum() -> None:
    lost = book(utd(activity("AO-1", None, 3, 2), activity("AO-2"), activity("AO-3", "  ", 4, "x")))
    assert found(lost, Code.UNKNOWN_ACTION) == [("UTD", "B4")]
    data = data_of(lost, Code.UNKNOWN_ACTION)
    assert (data["programmed"], data["executed"], data["cells"]) == (Decimal(7), Decimal(2), ("B4", "B6"))
    assert len(read(lost)[0]) == 1


@pytest.mark.parametrize("code", ["aei 1.1", "AEI. 01.01 – Recaudar más", "RECAUDAR MAS", "AEI-01-01"])
def test_aei_desconocida_not_for_other_spellings(code: str) -> None:
    fine = book(utd(activity("AO-1", code)))
    assert found(fine, Code.UNKNOWN_ACTION) == []
    assert read(fine)[0][0].action == "AEI.01.01"


def test_aei_desconocida_not_for_notes_and_spare_rows() -> None:
    rows: list[Row] = [
        ["Nota: cifras preliminares"],
        ["", "Fuente: las unidades", "", "", "", "", "", "", "", ""],
        ["", "", "Elaborado por Ana", "", "", None, "", "", "", ""],
        ["", "", "", "", "", 0, "S.I.", "", "", ""],
        ["", "", "", "", "", CellError("#N/A"), "", "", "", ""],
        [],
        [None] * 30,
    ]
    noted = book(utd(activity("AO-1"), *rows))
    assert read(noted)[1] == []
    assert len(read(noted)[0]) == 1


def test_aei_desconocida_in_comentarios() -> None:
    comments: list[Row] = [
        [*own.COMMENTS_HEADERS],
        ["OEI 1", "Bien"],
        ["AEI.09.01", "¿Cuál?"],
        ["AEI.01.02", None],
    ]
    commented = book(comments=comments)
    assert found(commented, Code.UNKNOWN_ACTION) == [("Comentarios", "A3")]
    assert read_framework(commented).framework.comments == {"OEI.01": "Bien"}


def test_aei_repetida_uses_the_first() -> None:
    twice = book(pei=[*PEI, ["OEI.02", "Atender", "aei 01.01", "Otra"]])
    assert found(twice, Code.REPEATED_ACTION) == [("PEI", "C5")]
    assert [one.name for one in read_framework(twice).framework.actions] == [
        "Recaudar más",
        "Recaudar mejor",
        "Atender pronto",
    ]
    assert found(book(), Code.REPEATED_ACTION) == []


def test_actividad_repetida_names_both_cells() -> None:
    twice = book(
        {
            "UTD": unit_sheet(TITLES["UTD"], activity("AO-1"), activity("AO-2")),
            "OINF": unit_sheet(TITLES["OINF"], activity("AO-9"), activity("ao-1", "AEI.02.01", 1, 1, "Otra")),
        }
    )
    assert found(twice, Code.REPEATED_ACTIVITY) == [("OINF", "A5")]
    assert data_of(twice, Code.REPEATED_ACTIVITY)["first"] == "UTD!A4"
    assert len(read(twice)[0]) == 4


def test_actividad_repetida_without_code_by_all_it_says() -> None:
    same = activity("", name="Atender")
    twice = book(utd(same, same, activity("", name="Atender", executed=7), activity("", name="Otra")))
    assert found(twice, Code.REPEATED_ACTIVITY) == [("UTD", "A5")]


def test_actividad_repetida_not_for_numbers_of_a_list() -> None:
    numbered = {
        unit: unit_sheet(TITLES[unit], activity("1", name=f"{unit} a"), activity("2.1", name=f"{unit} b"))
        for unit in ("UTD", "OINF")
    }
    assert found(book(numbered), Code.REPEATED_ACTIVITY) == []
    pending = [activity("Pendiente", name=f"Actividad {n}") for n in range(3)]
    assert found(book(utd(*pending)), Code.REPEATED_ACTIVITY) == []


# --- amounts -------------------------------------------------------------------------------------------


def test_numero_como_texto_once_a_sheet() -> None:
    typed = book(
        utd(*(activity(f"AO-{n}", programmed="1,200", executed=" 16 ") for n in range(8)), activity("AO-9"))
    )
    assert found(typed, Code.NUMBER_AS_TEXT) == [("UTD", "F4")]
    data = data_of(typed, Code.NUMBER_AS_TEXT)
    assert data["count"] == 16
    assert data["cells"] == ("F4", "G4", "F5", "G5", "F6", "G6", "F7", "G7", "F8", "G8")


@pytest.mark.parametrize("executed", ["S.I.", "No programada", "", "1.234", "x", 3.5])
def test_numero_como_texto_not_for_marks_or_unreadable_texts(executed: Raw) -> None:
    assert found(book(utd(activity("AO-1", executed=executed))), Code.NUMBER_AS_TEXT) == []


def test_a_meta_anual_that_cannot_be_read_is_told() -> None:
    shown = book(
        utd(
            activity("AO-1", annual="mucho"),
            activity("AO-2", annual=CellError("#REF!")),
            activity("AO-3", annual=5),
        )
    )
    assert found(shown, Code.UNREADABLE_AMOUNT) == [("UTD", "E4")]
    assert found(shown, Code.CELL_ERROR) == [("UTD", "E5")]


def test_decimal_oculto_only_in_amounts_of_activities() -> None:
    rows = [activity("AO-1", executed=7.6), activity("AO-2")]
    hidden = detailed(rows, decimals_hidden=frozenset({(3, 6), (3, 7), (50, 6)}))
    assert found(hidden, Code.HIDDEN_DECIMALS) == [("UTD", "G4")]
    assert data_of(hidden, Code.HIDDEN_DECIMALS)["count"] == 1
    assert found(detailed(rows, decimals_hidden=frozenset({(3, 7)})), Code.HIDDEN_DECIMALS) == []


def test_filas_ocultas_count_and_are_told_once() -> None:
    rows = [activity("AO-1"), activity("AO-2"), activity("AO-3")]
    hidden = detailed(rows, hidden_rows=frozenset({4, 5, 0, 80}))
    assert found(hidden, Code.HIDDEN_ROWS) == [("UTD", "B5")]
    assert data_of(hidden, Code.HIDDEN_ROWS)["rows"] == ("5", "6")
    assert len(read(hidden)[0]) == 3
    assert found(detailed(rows, hidden_rows=frozenset({0, 80})), Code.HIDDEN_ROWS) == []


def test_filas_ocultas_for_a_hidden_sheet() -> None:
    hidden = replace(book(), hidden=frozenset({"UTD", "PEI"}))
    assert found(hidden, Code.HIDDEN_ROWS) == [("UTD", "")]
    assert len(read(hidden)[0]) == 1


def test_sin_calcular_makes_an_amount_unknown_not_blank() -> None:
    rows = [activity("AO-1", executed=None), activity("AO-2", executed=None)]
    held = {"formulas": {(3, 6): "=A1"}, "without_value": frozenset({(3, 6)})}
    bare = detailed(rows, **held)
    assert found(bare, Code.NOT_CALCULATED) == [("UTD", "G4")]
    first, second = read(bare)[0]
    assert isinstance(first.executed, CellError)
    assert second.executed is Mark.BLANK


def test_sin_calcular_not_for_spare_rows_nor_for_a_computed_cell_that_says_nothing() -> None:
    rows = [activity("AO-1"), activity("AO-2")]
    formulas = {(3, 7): "=G4/F4", (4, 7): "=G5/F5", (9, 7): "=G10/F10"}
    some = detailed(rows, formulas=formulas, without_value=frozenset({(4, 7), (9, 7)}))
    assert found(some, Code.NOT_CALCULATED) == []
    never = detailed(rows, formulas=formulas, without_value=frozenset(formulas))
    assert found(never, Code.NOT_CALCULATED) == [("UTD", "H4")]


def test_no_comprobado_once_a_file() -> None:
    blind = replace(
        book({**utd(activity("AO-1")), "OINF": unit_sheet(TITLES["OINF"], activity("AO-2"))}), held=None
    )
    assert found(blind, Code.NOT_CHECKED) == [("", "")]
    assert data_of(blind, Code.NOT_CHECKED)["sheets"] == ("UTD", "OINF")
    assert found(book(), Code.NOT_CHECKED) == []


# --- formulas ------------------------------------------------------------------------------------------


def test_formula_desviada_points_to_another_row() -> None:
    rows = [activity(f"AO-{n}") for n in range(4)]
    formulas = {(row, 7): f"=G{row + 1}/F{row + 1}" for row in range(3, 7)}
    assert found(detailed(rows, formulas=formulas), Code.DEVIANT_FORMULA) == []
    wrong = detailed(rows, formulas=formulas | {(5, 7): "=G5/F6"})
    assert found(wrong, Code.DEVIANT_FORMULA) == [("UTD", "H6")]
    data = data_of(wrong, Code.DEVIANT_FORMULA)
    assert (data["formula"], data["expected"]) == ("=G5/F6", "=G6/F6")


def test_formula_desviada_not_for_a_constant_nor_outside_the_rows() -> None:
    rows = [activity(f"AO-{n}") for n in range(4)]
    formulas = {(row, 7): f"=G{row + 1}/F{row + 1}" for row in (3, 4, 6)} | {(20, 7): "=A1", (3, 9): "=A2"}
    assert found(detailed(rows, formulas=formulas), Code.DEVIANT_FORMULA) == []


def test_formula_desviada_for_a_total_that_skips_rows() -> None:
    total: Row = ["", "TOTAL", "", "", "", 20, 24]
    rows = [*(activity(f"AO-{n}") for n in range(3)), total]
    short = detailed(rows, formulas={(6, 5): "=SUM(F4:F5)", (6, 6): "=SUM(G4:G6)"})
    assert found(short, Code.DEVIANT_FORMULA) == [("UTD", "F7")]
    assert data_of(short, Code.DEVIANT_FORMULA)["rows"] == ("6",)
    assert found(short, Code.TOTAL_DISAGREES) == [("UTD", "F7")]


def test_banda_sin_escala_only_with_another_scale() -> None:
    formulas = {(3, 8): "=BANDA(H4)", (4, 8): "=BANDA(H5)"}
    rows = utd(activity("AO-1"), activity("AO-2"))
    held = {"UTD": Details(formulas)}
    other = book(rows, settings=[*SETTINGS, *SCALE], details=held)
    assert found(other, Code.BAND_WITHOUT_SCALE) == [("UTD", "I4")]
    assert data_of(other, Code.BAND_WITHOUT_SCALE)["count"] == 2
    assert found(book(rows, details=held), Code.BAND_WITHOUT_SCALE) == []
    scaled = {"UTD": Details({(3, 8): "=BANDA(H4,Escala[#All])"})}
    assert found(book(rows, settings=[*SETTINGS, *SCALE], details=scaled), Code.BAND_WITHOUT_SCALE) == []


def test_vinculo_ajeno_once_a_sheet() -> None:
    rows = [activity("AO-1"), activity("AO-2")]
    linked = detailed(rows, formulas={(3, 7): "=[1]!EFICACIA(F4,G4)", (4, 7): "=[1]!EFICACIA(F5,G5)"})
    assert found(linked, Code.FOREIGN_LINK) == [("UTD", "H4")]
    assert data_of(linked, Code.FOREIGN_LINK)["function"] == "EFICACIA"
    plain = detailed(rows, formulas={(3, 7): "=EFICACIA(Otra!F4,G4)", (4, 7): "=EFICACIA(Otra!F5,G5)"})
    assert found(plain, Code.FOREIGN_LINK) == []


# --- totals and months -----------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["TOTAL", "Total general", "Sub-Total", "SUMA", "Total AEI.01.01"])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_total_row_is_never_counted(label: str, column: int) -> None:
    total: Row = ["", "", "", "", "", 20, 16]
    total[column] = label
    added = book(utd(activity("AO-1"), activity("AO-2"), total))
    assert len(read(added)[0]) == 2
    assert read(added)[1] == []


def test_a_total_row_is_known_by_any_text_before_its_amounts_if_it_has_no_aei() -> None:
    added = book(utd(activity("AO-1"), ["", "", "", "Total", "", 10, 8], activity("AO-2", measure="Total")))
    assert len(read(added)[0]) == 2
    assert read(added)[1] == []


def test_a_total_row_with_a_name_is_known_by_its_arithmetic() -> None:
    named: Row = ["", "", "Total de la unidad", "", "", 20, 16]
    assert read(book(utd(activity("AO-1"), activity("AO-2"), named)))[1] == []


def test_a_total_row_is_known_by_its_arithmetic() -> None:
    rows = [activity("AO-1"), activity("AO-2"), ["", "", "", "", "", 20, 16]]
    assert read(book(utd(*rows)))[1] == []
    other = book(utd(*rows[:2], ["", "", "", "", "", 20, 17]))
    assert found(other, Code.UNKNOWN_ACTION) == [("UTD", "B6")]


def test_total_no_cuadra_with_both_amounts() -> None:
    wrong = book(utd(activity("AO-1"), activity("AO-2"), ["", "TOTAL", "", "", "", 20, 15]))
    assert found(wrong, Code.TOTAL_DISAGREES) == [("UTD", "G6")]
    data = data_of(wrong, Code.TOTAL_DISAGREES)
    assert (data["printed"], data["expected"], data["field"]) == (Decimal(15), Decimal(16), "executed")


def test_total_no_cuadra_not_for_subtotals_and_their_total() -> None:
    rows: list[Row] = [
        activity("AO-1"),
        activity("AO-2"),
        ["", "Subtotal AEI.01.01", "", "", "", 20, 16],
        activity("AO-3", "AEI.01.02", 5, 5),
        ["", "Subtotal AEI.01.02", "", "", "", 5, 5],
        ["", "TOTAL", "", "", "", 25, 21],
    ]
    assert read(book(utd(*rows)))[1] == []
    rows[2][5] = 25
    assert found(book(utd(*rows)), Code.TOTAL_DISAGREES) == [("UTD", "F6")]


def test_total_no_cuadra_not_where_it_leaves_out_what_had_no_target() -> None:
    rows = [activity("AO-1"), activity("AO-2", programmed=0, executed=5)]
    for executed in (8, 13):
        assert found(book(utd(*rows, ["TOTAL", "", "", "", "", 10, executed])), Code.TOTAL_DISAGREES) == []


def test_total_de_algo_is_an_activity() -> None:
    named = book(utd(activity("AO-1", name="Total de expedientes resueltos")))
    assert len(read(named)[0]) == 1


def test_acumulados_en_meses_once_a_sheet() -> None:
    running = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    wrong = months(monthly_row("AO-1", [1] * 12, running), monthly_row("AO-2", [1] * 12, [1] * 12))
    assert found(wrong, Code.RUNNING_TOTALS) == [("UTD", "W4")]
    assert data_of(wrong, Code.RUNNING_TOTALS)["count"] == 1


@pytest.mark.parametrize(
    "executed",
    [
        [1] * 12,
        [1, 2, 3] + [None] * 9,
        [2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12],
        [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
    ],
)
def test_acumulados_en_meses_not_for_months_that_only_grow(executed: list[Raw]) -> None:
    assert found(months(monthly_row("AO-1", [1] * 12, executed)), Code.RUNNING_TOTALS) == []


def test_acumulados_en_meses_not_for_a_target_that_does_not_add_up() -> None:
    header = [*HEADER, "Tipo de meta", *MONTHS]
    row = [*activity("AO-1", programmed=None, executed=None), "No acumulable", *range(1, 13), *range(1, 13)]
    kept = book(utd(row, header=header))
    assert found(kept, Code.RUNNING_TOTALS) == []
    assert read(kept)[0][0].monthly is not None
    assert isinstance(read(kept)[0][0].monthly.executed[11], Number)  # type: ignore[union-attr]
