from __future__ import annotations

import doctest
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.libreoffice import Office
from tests.support.months import ACTION, UNIT, Row, monthly_plan
from tests.support.ooxml import check
from workbook.canvas import Book
from workbook.domain.cells import BLANK, CellError, Mark, Number, Unreadable
from workbook.domain.model import (
    Action,
    Activity,
    Framework,
    Objective,
    OrgUnit,
    Part,
    PartChoice,
    Plan,
    Settings,
)
from workbook.domain.periods import YEAR, Period, PeriodKind, TargetKind, named, of_months
from workbook.domain.scale import DEFAULT_SCALE
from workbook.example import example_plan
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.template import naming, planning_workbook

HEADER = 7
HOSTILE = ("=1+1", "@x", "<&>\"'", "a\x00b\ud800", "http://x.org", "x" * 40_000, "[#This Row]", "1.234")
NOT_CUMULATIVE = TargetKind.NOT_CUMULATIVE
TO_JUNE = named(PeriodKind.TO_SECOND_QUARTER)

CASES = {
    "sum": Row("10 10 10 10 10 10 10", "10 9 10 10 10 10 3"),
    "last of each": Row("1 1 1 1 1 1 1 1 1 1 1 1", "1 1 1 2", NOT_CUMULATIVE),
    "last is not the largest": Row("2 4 3", "2 0 - 0 7", NOT_CUMULATIVE),
    "zero without programme says nothing": Row("2 2 2", "1 1 - 0 0", NOT_CUMULATIVE),
    "nothing reported": Row("- - 5 - - 5", ""),
    "reported in part": Row("- - 5 - - 5", "- - 2.5 - - S.I."),
    "all in words": Row("5 5", "S.I. S.I."),
    "not programmed, zeros": Row("0 0 0", "0 0 0"),
    "not programmed, words": Row("NP NP NP", "NP"),
    "executed without target": Row("", "- 3"),
    "a negative month": Row("5 5 -5", "1"),
    "a word that is no amount": Row("5 5 5", "1 abc"),
    "an error": Row("5 5 5", "1 #REF!"),
    "an error after the period": Row("5 5 5", "1 1 1 - - - - - - - - #REF!"),
    "a word after the period": Row("5 5 5 - - - - abc", "1 1 1"),
    "programmed S.I.": Row("S.I. 1", "1 1"),
    "a programmed month executed NP": Row("5 5", "5 NP"),
    "an unprogrammed month executed NP": Row("5 NP", "5 NP"),
    "tenths": Row("0.1 0.2", "0.3 0"),
    "only at the end of the year": Row("- - - - - - - - - - 4 4", "- - - - - - - - - - 4 4"),
}


def loaded(book: Book, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(book)), data_only=values)


def row_of(sheet: Any, number: int) -> dict[str, Any]:
    """Return a data row (from 1) of a unit's sheet by header."""
    return {
        sheet.cell(HEADER, c).value: sheet.cell(HEADER + number, c).value
        for c in range(1, sheet.max_column + 1)
    }


def written(plan: Plan, folder: Path, *, monthly: bool = False) -> Path:
    path = folder / "libro.xlsx"
    path.write_bytes(render(planning_workbook(plan, monthly=monthly)))
    return path


@pytest.fixture(scope="module")
def example() -> Book:
    return planning_workbook(example_plan())


@pytest.fixture(scope="module")
def formulas(example: Book) -> Any:
    return loaded(example)


@pytest.fixture(scope="module")
def values(example: Book) -> Any:
    return loaded(example, values=True)


# ------------------------------------------------------------------ the example


def test_sheets_stand_in_order(formulas: Any) -> None:
    acronyms = [unit.acronym for unit in example_plan().framework.units]
    assert formulas.sheetnames == [
        "Índice",
        "Parámetros",
        "PEI",
        "Unidades",
        *acronyms,
        "Comentarios",
        "Listas",
    ]
    assert formulas["Listas"].sheet_state == "hidden"


def test_the_file_is_sound(tmp_path: Path) -> None:
    assert check(written(example_plan(), tmp_path)) == []
    assert check(written(monthly_plan(tuple(CASES.values()), TO_JUNE), tmp_path, monthly=True)) == []
    assert check(written(Plan(Framework(Settings(), (), (), ()), ()), tmp_path)) == []


def test_the_same_plan_is_the_same_bytes() -> None:
    assert render(planning_workbook(example_plan())) == render(planning_workbook(example_plan()))


def test_tables_have_their_names_and_headers(formulas: Any) -> None:
    tables = {name: sheet.tables[name] for sheet in formulas for name in sheet.tables}
    acronyms = {f"t_{unit.acronym}" for unit in example_plan().framework.units}
    assert set(tables) == {"Escala", "PEI", "Unidades", "Comentarios"} | acronyms
    shown = [header for field, header in own.HEADERS.items() if field.name not in ("BUDGET", "ACCRUED")]
    assert [column.name for column in tables["t_UTD"].tableColumns] == shown
    assert [column.name for column in tables["Escala"].tableColumns] == list(own.SCALE_HEADERS)


def test_a_row_is_what_the_plan_says(formulas: Any, values: Any) -> None:
    row = row_of(values["UTD"], 1)
    assert row["AEI"] == "AEI.03.01 – Garantizar el adecuado control de la deuda"
    assert (row["Programadas"], row["Ejecutadas"]) == (340336, 59091)
    assert row["Eficacia"] == pytest.approx(59091 / 340336)
    assert row["Indicador"] == "META INSUFICIENTE"
    cells = row_of(formulas["UTD"], 1)
    assert cells["Eficacia"] == (
        '=IF(t_UTD[[#This Row],[AEI]]="","",EFICACIA(t_UTD[[#This Row],[Programadas]],'
        'IF(t_UTD[[#This Row],[Ejecutadas]]="","S.I.",t_UTD[[#This Row],[Ejecutadas]])))'
    )
    assert (
        cells["Indicador"]
        == '=IF(t_UTD[[#This Row],[AEI]]="","",BANDA(t_UTD[[#This Row],[Eficacia]],Escala[#All]))'
    )
    columns = {
        column.name: column.calculatedColumnFormula for column in formulas["UTD"].tables["t_UTD"].tableColumns
    }
    for header in ("Eficacia", "Indicador"):
        assert f"={columns[header].attr_text}" == cells[header]


def test_spare_rows_show_nothing(formulas: Any, values: Any) -> None:
    for number in (4, 5, 6):
        assert set(row_of(values["UTD"], number).values()) == {None}
    assert formulas["UTD"].tables["t_UTD"].ref == "A7:M13"


def test_not_programmed_rows_say_so(values: Any) -> None:
    row = row_of(values["OINF"], 3)
    assert (row["Programadas"], row["Ejecutadas"]) == ("No programada", None)
    assert (row["Eficacia"], row["Indicador"]) == ("No programada", "No programada")


def test_the_index_links_to_every_unit_and_tells_how_far_it_is(formulas: Any, values: Any) -> None:
    index = values["Índice"]
    assert [index.cell(10, c).value for c in range(1, 7)] == [
        3,
        "Unidad de Trámite Documentario",
        "UTD",
        3,
        0,
        "Completa",
    ]
    assert formulas["Índice"].cell(10, 2).hyperlink.location == "UTD!A1"
    assert index.cell(24, 6).value == "16 de 16 completas"


def test_lists_have_names_that_lead_to_them(formulas: Any) -> None:
    wanted = {
        "ListaAEI",
        "ListaArticulo",
        "ListaPeriodo",
        "ListaMes",
        "ListaMetodo",
        "ListaTipoMeta",
        "ListaSiNo",
        "ListaUnidad",
    }
    assert wanted <= set(formulas.defined_names)
    validations = formulas["UTD"].data_validations.dataValidation
    used = {validation.formula1 for validation in validations if validation.type == "list"}
    assert used == {"ListaAEI", "ListaTipoMeta", "ListaSiNo", "ListaUnidad"}
    prompts = {validation.prompt for validation in validations}
    assert "Escriba 0 si no ejecutó; deje en blanco si aún no tiene el dato." in prompts
    assert formulas["Listas"]["A2"].value.startswith("=IFERROR(IF(INDEX(PEI[AEI],1)")


def test_the_cell_of_an_aei_is_an_entry_of_its_list(values: Any) -> None:
    offered = {cell.value for cell in values["Listas"]["A"]}
    for unit in example_plan().framework.units:
        assert row_of(values[unit.acronym], 1)["AEI"] in offered


def test_colours_of_the_bands_come_from_the_scale(formulas: Any) -> None:
    rules = [rule for area in formulas["UTD"].conditional_formatting for rule in area.rules]
    bands = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules if "Banda_" in rule.formula[0]}
    assert len(bands) == len(DEFAULT_SCALE.bands)
    assert len(set(bands.values())) == len(DEFAULT_SCALE.bands)
    assert formulas.defined_names["Banda_4"].attr_text == "Parámetros!$G$8"


def test_decimals_are_never_hidden(formulas: Any) -> None:
    assert formulas["UPP"]["I8"].number_format == "#,##0.00"
    assert formulas["UPP"]["J8"].number_format == "0 %"


def test_a_page_is_a4_and_its_header_repeats(formulas: Any) -> None:
    for sheet in formulas:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert formulas["UTD"].print_title_rows == "$7:$7"
    assert formulas["UTD"].freeze_panes == "D8"


# ------------------------------------------------------------------ names


def unit_plan(*units: OrgUnit) -> Plan:
    return Plan(Framework(Settings(), (), (), units), ())


def test_a_blank_plan_has_a_unit_to_fill() -> None:
    book = loaded(planning_workbook(unit_plan()))
    assert book.sheetnames == ["Índice", "Parámetros", "PEI", "Unidades", "Unidad 1", "Comentarios", "Listas"]
    assert book["Unidad 1"].tables["t_Unidad_1"].ref == "A7:M19"
    assert book["PEI"].tables["PEI"].ref == "A4:D24"


def test_sixty_units_have_a_sheet_each() -> None:
    units = tuple(OrgUnit(f"Unidad {n}", f"Unidad {n}", acronym=f"U{n}") for n in range(60))
    book = loaded(planning_workbook(unit_plan(*units)))
    assert len(book.sheetnames) == 66
    assert len({name for sheet in book for name in sheet.tables}) == 64


def test_names_of_sheets_and_tables_are_unique_whatever_units_are_called() -> None:
    names = [
        "PEI",
        "pei",
        "Índice",
        "a" * 40,
        "a" * 41,
        "A/B",
        "A:B",
        "''",
        "",
        "History",
        "R1C1",
        "A1",
        "😀" * 20,
        "Listas",
    ]
    units = tuple(OrgUnit(f"k{n}", name, acronym=name) for n, name in enumerate(names))
    sheets = naming.unit_sheets(unit_plan(*units))
    given = [one.sheet for one in sheets]
    assert len({name.casefold() for name in given}) == len(names)
    assert not {name.casefold() for name in given} & {"pei", "índice", "listas", "history"}
    for name in given:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\'")
    tables = [one.table for one in sheets]
    assert len({name.casefold() for name in tables}) == len(names)
    assert all(re.fullmatch(r"t_\w+", name, re.ASCII) for name in tables)
    assert len(loaded(planning_workbook(unit_plan(*units))).sheetnames) == len(names) + 6


def test_a_unit_that_only_activities_know_keeps_its_rows() -> None:
    plan = Plan(Framework(Settings(), (), (), ()), (Activity(ACTION, "Perdida", Number(Decimal(1))),))
    book = loaded(planning_workbook(plan), values=True)
    assert row_of(book["Perdida"], 1)["Programadas"] == 1
    assert book["Unidades"]["A5"].value is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(text: str, tmp_path: Path) -> None:
    base = example_plan()
    settings = replace(
        base.framework.settings,
        **dict.fromkeys(
            ("entity", "acronym", "title", "prepared_by", "place_and_date", "note", "unit_noun"),
            text,
        ),
        parts=(PartChoice(Part.SUMMARY, text), PartChoice(Part.METHOD)),
    )
    scale = replace(
        DEFAULT_SCALE,
        bands=(replace(DEFAULT_SCALE.bands[0], label=text, colour=text), *DEFAULT_SCALE.bands[1:]),
    )
    framework = replace(
        base.framework,
        settings=settings,
        scale=scale,
        objectives=tuple(replace(one, name=text) for one in base.framework.objectives),
        actions=tuple(replace(one, name=text) for one in base.framework.actions),
        units=tuple(
            replace(
                one,
                name=f"{text[:200]}{n}",
                acronym=f"{text[:50]}{n}",
                sheet="",
                responsible=text,
                report_name=text,
            )
            for n, one in enumerate(base.framework.units)
        ),
        comments={"AEI.01.01": text, text: text},
    )
    fields = dict.fromkeys(("code", "name", "measure", "cause", "evidence"), text)
    activities = tuple(replace(one, **fields) for one in base.activities)
    path = written(Plan(framework, activities), tmp_path)
    assert check(path) == []
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[4]
    assert sheet["A8"].data_type == "s"
    assert sheet["C8"].hyperlink is None
    expected = {
        cell.coordinate
        for row in loaded(planning_workbook(base)).worksheets[4].iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    found = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert found == expected


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(naming).failed == 0


# ------------------------------------------------------------------ PEI and comments


def test_objectives_without_actions_and_actions_without_objectives_keep_their_rows() -> None:
    framework = Framework(
        Settings(),
        (Objective("OEI.01", "Uno"), Objective("OEI.02", "Dos")),
        (Action("AEI.02.01", "Acción", "OEI.02"), Action("AEI.09.01", "Suelta", "")),
        (),
        comments={"AEI.02.01": "Comentario", "AEI.08.01": "De nadie"},
    )
    book = loaded(planning_workbook(Plan(framework, ())), values=True)
    rows = [[cell.value for cell in row] for row in book["PEI"]["A5:D8"]]
    assert rows == [
        ["OEI.01", "Uno", None, None],
        ["OEI.02", "Dos", "AEI.02.01", "Acción"],
        [None, None, "AEI.09.01", "Suelta"],
        [None, None, None, None],
    ]
    comments = [[cell.value for cell in row] for row in book["Comentarios"]["A5:C9"]]
    assert comments == [
        ["OEI.01", "Uno", None],
        ["OEI.02", "Dos", None],
        ["AEI.02.01", "Acción", "Comentario"],
        ["AEI.09.01", "Suelta", None],
        ["AEI.08.01", None, "De nadie"],
    ]


# ------------------------------------------------------------------ settings


def test_parameters_stand_beside_their_labels(values: Any) -> None:
    sheet = values["Parámetros"]
    shown = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(5, 5 + len(own.PARAMETERS))}
    assert list(shown) == list(own.PARAMETERS.values())
    assert (shown["Año"], shown["Periodo"], shown["Umbral de sobreejecución"]) == (2020, "Anual", 1.5)
    assert shown["Partes del informe"] is None
    assert shown["Método"] == "Total ejecutado entre total programado"


def test_chosen_parts_are_written_in_order() -> None:
    settings = Settings(parts=(PartChoice(Part.METHOD), PartChoice(Part.SUMMARY, "Síntesis; breve")))
    sheet = loaded(planning_workbook(Plan(Framework(settings, (), (), ()), ())))["Parámetros"]
    row = 5 + list(own.PARAMETERS).index("parts")
    assert sheet.cell(row, 2).value == "metodo; resumen: Síntesis, breve"


def test_budget_columns_appear_where_a_row_has_them() -> None:
    activity = Activity(ACTION, UNIT, Number(Decimal(2)), Number(Decimal(1)), budget=Number(Decimal("10.5")))
    row = row_of(loaded(planning_workbook(Plan(Framework(Settings(), (), (), ()), (activity,))))[UNIT], 1)
    assert row["PIM"] == 10.5
    assert row["Devengado"] is None


# ------------------------------------------------------------------ months


def month_values(period: Period | None, cutoff: int | None = None) -> dict[str, dict[str, Any]]:
    book = loaded(
        planning_workbook(monthly_plan(tuple(CASES.values()), period, cutoff), monthly=True), values=True
    )
    return {name: row_of(book["UP"], number) for number, name in enumerate(CASES, 1)}


@pytest.mark.parametrize(
    ("name", "annual", "programmed", "executed", "efficacy"),
    [
        ("sum", 70, 60, 59, pytest.approx(59 / 60)),
        ("last of each", 1, 1, 2, 2),
        ("last is not the largest", 3, 3, 7, pytest.approx(7 / 3)),
        ("zero without programme says nothing", 2, 2, 1, 0.5),
        ("nothing reported", 10, 10, "S.I.", "S.I."),
        ("reported in part", 10, 10, 2.5, 0.25),
        ("all in words", 10, 10, "S.I.", "S.I."),
        ("not programmed, zeros", None, 0, None, "No programada"),
        ("not programmed, words", None, 0, None, "No programada"),
        ("executed without target", None, 0, 3, "Sin meta"),
        ("a negative month", 10, "Revisar", "Revisar", "#VALUE!"),
        ("an error", 15, "Revisar", "Revisar", "#VALUE!"),
        ("an error after the period", 15, 15, 3, 0.2),
        ("programmed S.I.", 1, "Revisar", "Revisar", "#VALUE!"),
        ("tenths", pytest.approx(0.3), pytest.approx(0.3), 0.3, 1),
        ("only at the end of the year", 8, 0, None, "No programada"),
    ],
)
def test_stored_values_of_months(
    name: str, annual: Any, programmed: Any, executed: Any, efficacy: Any
) -> None:
    row = month_values(TO_JUNE)[name]
    shown = (row["Meta anual"], row["Programadas"], row["Ejecutadas"], row["Eficacia"])
    assert shown == (annual, programmed, executed, efficacy)


def test_a_cut_off_leaves_later_months_out() -> None:
    row = month_values(YEAR, 2)["sum"]
    assert (row["Meta anual"], row["Programadas"], row["Ejecutadas"]) == (70, 20, 19)


def test_without_a_period_the_last_reported_month_is_the_last() -> None:
    plan = monthly_plan((Row("1 1 1 1 1 1", "1 1 1"), Row("1 1 1 1 1 1", "1 1")), None)
    book = loaded(planning_workbook(plan, monthly=True), values=True)
    assert row_of(book["UP"], 1)["Programadas"] == 3
    assert row_of(book["UP"], 2)["Programadas"] == 3


def test_months_are_grouped_and_the_page_ends_before_them() -> None:
    sheet = loaded(planning_workbook(monthly_plan((CASES["sum"],), YEAR), monthly=True))["UP"]
    assert [sheet.cell(HEADER, column).value for column in (14, 25, 26, 37)] == [
        "Prog. Ene",
        "Prog. Dic",
        "Ejec. Ene",
        "Ejec. Dic",
    ]
    assert sheet.column_dimensions["N"].outlineLevel == 1
    assert sheet.print_area == "'UP'!$A$1:$M$11"


def test_amounts_of_a_row_without_months_are_kept() -> None:
    activity = Activity(ACTION, UNIT, Number(Decimal(4)), Number(Decimal(1)))
    plan = monthly_plan((), YEAR)
    book = loaded(planning_workbook(replace(plan, activities=(activity,)), monthly=True))
    assert row_of(book["UP"], 1)["Programadas"] == 4


def test_rows_without_months_or_amounts_keep_their_formulas() -> None:
    plan = replace(monthly_plan((), YEAR), activities=(Activity(ACTION, UNIT, name="Nueva"),))
    row = row_of(loaded(planning_workbook(plan, monthly=True), values=True)["UP"], 1)
    assert (row["Meta anual"], row["Programadas"], row["Ejecutadas"]) == (None, 0, None)
    assert row["Eficacia"] == "No programada"


def test_rows_with_months_show_their_amounts_where_the_book_has_none() -> None:
    plan = monthly_plan((CASES["sum"],), TO_JUNE)
    row = row_of(loaded(planning_workbook(plan))["UP"], 1)
    assert (row["Programadas"], row["Ejecutadas"]) == (60, 59)


def test_every_fact_of_a_cell_is_written_as_it_was_typed() -> None:
    facts = (
        BLANK,
        Mark.NOT_PROGRAMMED,
        Mark.NOT_REPORTED,
        CellError("#DIV/0!"),
        Unreadable("abc"),
        Number(Decimal("-2.5")),
    )
    plan = Plan(
        Framework(Settings(), (), (), ()), tuple(Activity(ACTION, UNIT, fact, fact) for fact in facts)
    )
    sheet = loaded(planning_workbook(plan), values=True)[UNIT]
    shown = [row_of(sheet, number)["Programadas"] for number in range(1, 7)]
    assert shown == [None, "No programada", "S.I.", "#DIV/0!", "abc", -2.5]
    efficacy = [row_of(sheet, number)["Eficacia"] for number in range(1, 7)]
    assert efficacy == ["No programada", "No programada", "S.I.", "#DIV/0!", "#VALUE!", "#NUM!"]


def index_row(plan: Plan, *, monthly: bool) -> tuple[Any, ...]:
    sheet = loaded(planning_workbook(plan, monthly=monthly), values=True)["Índice"]
    return tuple(sheet.cell(8, column).value for column in (4, 5, 6))


def test_the_index_counts_what_is_missing() -> None:
    def whole(*rows: Activity) -> tuple[Any, ...]:
        return index_row(Plan(Framework(Settings(), (), (), (OrgUnit(UNIT, UNIT),)), rows), monthly=False)

    two, one = Number(Decimal(2)), Number(Decimal(1))
    assert whole() == (0, 0, "Sin actividades")
    assert whole(Activity(ACTION, UNIT, two, one)) == (1, 0, "Completa")
    assert whole(Activity(ACTION, UNIT, two), Activity(ACTION, UNIT, two, one)) == (2, 1, "Falta 1 dato")
    assert whole(Activity(ACTION, UNIT), Activity("", UNIT, two, one, name="Sin AEI")) == (
        2,
        2,
        "Faltan 2 datos",
    )
    assert whole(Activity(ACTION, UNIT, two, CellError("#REF!"))) == (1, "Revisar", "Revisar")
    assert index_row(monthly_plan((CASES["reported in part"],), TO_JUNE), monthly=True) == (
        1,
        1,
        "Falta 1 dato",
    )
    assert index_row(monthly_plan((CASES["a negative month"],), TO_JUNE), monthly=True) == (
        1,
        2,
        "Faltan 2 datos",
    )
    assert index_row(monthly_plan((Row("#N/A", ""),), TO_JUNE), monthly=True) == (1, "Revisar", "Revisar")


# ------------------------------------------------------------------ LibreOffice


def native_formulas(path: Path) -> Iterator[tuple[str, str, Any]]:
    """Give sheet, cell and stored value of every formula that needs no add-in."""
    stored = openpyxl.load_workbook(path, data_only=True)
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            if "EFICACIA(" not in cell.value and "BANDA(" not in cell.value:
                yield sheet.title, cell.coordinate, stored[sheet.title][cell.coordinate].value


def differences(office: Office, path: Path) -> list[tuple[Any, ...]]:
    document = office.open(path)
    office.recalculate(document)
    found = []
    for sheet, cell, stored in native_formulas(path):
        computed = office.cell(document, sheet, cell)
        if isinstance(stored, (int, float)):
            same = computed.error == 0 and computed.value == pytest.approx(stored)
        else:
            same = computed.text == (stored or "") or (computed.error != 0 and str(stored).startswith("#"))
        if not same:
            found.append((sheet, cell, stored, computed))
    office.close(document)
    return found


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("period", "cutoff"),
    [
        (TO_JUNE, None),
        (YEAR, None),
        (YEAR, 2),
        (None, None),
        (None, 3),
        (of_months((2, 3, 5)), None),
        (of_months((3, 4, 5, 6)), 4),
        (named(PeriodKind.SECOND_SEMESTER), None),
    ],
)
def test_recalculated_months_equal_the_stored_ones(
    office: Office, tmp_path: Path, period: Period | None, cutoff: int | None
) -> None:
    path = written(monthly_plan(tuple(CASES.values()), period, cutoff), tmp_path, monthly=True)
    assert differences(office, path) == []


@pytest.mark.libreoffice
def test_recalculated_values_of_the_example_equal_the_stored_ones(office: Office, tmp_path: Path) -> None:
    assert differences(office, written(example_plan(), tmp_path)) == []


@pytest.mark.libreoffice
def test_recalculated_index_equals_the_stored_one(office: Office, tmp_path: Path) -> None:
    facts = (
        BLANK,
        Mark.NOT_PROGRAMMED,
        Mark.NOT_REPORTED,
        Unreadable("abc"),
        Number(Decimal(-2)),
        Number(Decimal(2)),
        Number(Decimal(0)),
    )
    rows = [
        Activity(ACTION if n % 5 else "", f"U{n % 7}", a, b, name="x")
        for n, (a, b) in enumerate((a, b) for a in facts for b in facts)
    ]
    rows.append(Activity(ACTION, "U9", Number(Decimal(1)), CellError("#DIV/0!")))
    plan = Plan(Framework(Settings(), (), (), ()), tuple(rows))
    assert differences(office, written(plan, tmp_path)) == []


@pytest.mark.libreoffice
def test_a_month_that_changes_is_followed(office: Office, tmp_path: Path) -> None:
    document = office.open(
        written(monthly_plan((CASES["sum"], CASES["nothing reported"]), TO_JUNE), tmp_path, monthly=True)
    )
    office.set_cell(document, "UP", "AA8", 4)  # Ejec. Feb: 9 → 4
    office.set_cell(document, "UP", "AB9", 2)  # Ejec. Mar of a row that reported nothing
    assert (office.cell(document, "UP", "I8").value, office.cell(document, "UP", "I9").value) == (54, 2)
    office.set_cell(document, "UP", "AA8", None)
    assert office.cell(document, "UP", "I8").value == 50
    office.set_cell(document, "Parámetros", "B10", "Febrero")
    office.set_cell(document, "Parámetros", "B9", "Anual")
    assert office.cell(document, "UP", "H8").value == 20
    assert office.cell(document, "UP", "I9").text == ""
    office.set_cell(document, "Parámetros", "B10", None)
    office.set_cell(document, "Parámetros", "B9", "enero hasta Marzo")
    assert office.cell(document, "UP", "H8").value == 30
    office.set_cell(document, "UP", "E8", "No acumulable")
    assert office.cell(document, "UP", "H8").value == 10
    office.close(document)


@pytest.mark.libreoffice
def test_a_new_aei_is_offered_in_the_list(office: Office, tmp_path: Path) -> None:
    document = office.open(written(monthly_plan((CASES["sum"],), YEAR), tmp_path, monthly=True))
    office.set_cell(document, "PEI", "C6", "AEI.01.02")
    office.set_cell(document, "PEI", "D6", "Otra acción")
    assert office.cell(document, "Listas", "A3").text == "AEI.01.02 – Otra acción"
    assert office.cell(document, "Listas", "P2").value == 2
    office.close(document)
