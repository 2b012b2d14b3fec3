from __future__ import annotations

import datetime as dt
import doctest
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.support.ooxml import check
from workbook import canvas
from workbook.canvas import (
    Accent,
    Area,
    Book,
    Cell,
    Chart,
    ChartKind,
    ColumnSpec,
    Conditional,
    Formula,
    Link,
    Look,
    Page,
    Properties,
    RichText,
    RowSpec,
    Run,
    Series,
    Sheet,
    Table,
    TableColumn,
    Validation,
    Visibility,
    looks,
    rules,
)
from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.hosts import newtext
from workbook.hosts.newfile import render

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org")',
    "{=1}",
    "@x",
    "+1",
    "-1",
    "http://example.org/a",
    "mailto:a@example.org",
    "internal:A1",
    "12",
    "1e5",
    "TRUE",
    "#REF!",
    "<b>&amp;</b>",
    "]]>",
    "a\x00b\x0bc\x1f",
    "\ud800suelto",
    "línea\r\notra\rmás",
    "_x0041_",
    "  con espacios  ",
    "emoji 😀",
    "' comilla",
)


def one_sheet(cells: dict[tuple[int, int], Cell], **more: object) -> Book:
    return Book((Sheet("Hoja", cells, **more),))  # type: ignore[arg-type]


def loaded(book: Book, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(book)), data_only=values)


def part(book: Book, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(render(book))) as archive:
        return archive.read(name).decode("utf-8")


def full_book() -> Book:
    """A book that uses every word of the vocabulary."""
    cells = {
        (0, column): Cell(header, Look.HEADER) for column, header in enumerate(("Unidad", "Meta", "Hecho"))
    }
    for row in range(1, 4):
        cells[row, 0] = Cell(f"Unidad {row}", Look.ROW_LINK, Link(sheet="Otra hoja", cell="B2", tip="Ir"))
        cells[row, 1] = Cell(Decimal(row) * 10, Look.ENTRY_AMOUNT)
        cells[row, 2] = Cell(
            Formula("=t_X[[#This Row],[Meta]]/2", Fraction(row * 10, 2)), Look.AMOUNT, fill="FFEEDD"
        )
    cells[5, 0] = Cell(
        RichText((Run("Total ", bold=True), Run("parcial", italic=True, colour="C0392B"))), Look.TEXT
    )
    cells[6, 0] = Cell("Detalle", Look.LINK, Link(sheet="UTD", cell="E7", file="libro.xlsx"))
    cells[7, 0] = Cell(0.5, Look.PERCENT, Link(url="https://example.org"), number_format="0.0 %")
    cells[8, 0] = Cell(value_true := True, Look.PLAIN)
    assert value_true
    sheet = Sheet(
        "Hoja",
        cells,
        tables=(
            Table(
                "t_X",
                Area(0, 0, 3, 2),
                (
                    TableColumn("Unidad"),
                    TableColumn("Meta"),
                    TableColumn("Hecho", "=t_X[[#This Row],[Meta]]/2"),
                ),
            ),
        ),
        merges=(Area(5, 0, 5, 2),),
        validations=(
            Validation(
                Area(1, 0, 3, 0), source="Lista", title="Elija", prompt="Elija uno.", error="No está."
            ),
            Validation(Area(1, 1, 3, 1), condition="=ISNUMBER(B2)", prompt="Escriba un número. " * 30),
            Validation(
                Area(1, 2, 3, 2), title="Un título que no cabe en treinta y dos", prompt="Se calcula."
            ),
        ),
        conditionals=(
            Conditional(Area(1, 1, 3, 1), "=B2>10", Accent("9C0006", "FFC7CE", bold=True), stop=True),
        ),
        columns={
            0: ColumnSpec(30),
            1: ColumnSpec(12, level=1, hidden=True),
            2: ColumnSpec(12, collapsed=True),
        },
        rows={0: RowSpec(30), 2: RowSpec(level=1)},
        frozen=(1, 1),
        page=Page(
            wide=2,
            tall=3,
            repeat_rows=(0, 0),
            repeat_columns=(0, 0),
            area=Area(0, 0, 8, 2),
            header="&L" + "x" * 300,
            footer="&C&P",
            centred=True,
        ),
        charts=tuple(
            Chart(
                kind,
                10,
                0,
                480,
                240,
                (
                    Series(
                        "=Serie",
                        "Hoja",
                        Area(1, 0, 3, 0),
                        Area(1, 1, 3, 1),
                        point_colours=("C0392B", "", "2E8B57"),
                        label_format="0 %",
                    ),
                ),
                title="=Título",
                description="Barras",
                number_format="0",
                minimum=0,
                maximum=40,
                legend=True,
            )
            for kind in ChartKind
        ),
        protected=True,
        tab="1F3864",
        zoom=90,
    )
    other = Sheet(
        "Otra hoja",
        {(1, 1): Cell("x", Look.PLAIN)},
        filtered=Area(0, 0, 3, 2),
        page=Page(landscape=False, wide=0),
    )
    hidden = (
        Sheet("Oculta", visibility=Visibility.HIDDEN),
        Sheet("Muy oculta", visibility=Visibility.DEEPLY_HIDDEN),
    )
    names = {"Lista": "'Otra hoja'!$B$2", "Abierta": "='Otra hoja'!$B$2:$B$3"}
    return Book((sheet, other, *hidden), names, Properties(title="Título\x00", author="Autora"), active=1)


def test_everything_in_the_vocabulary_makes_a_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "todo.xlsx"
    book = full_book()
    plain_links = {
        place: replace(cell, link=None)
        if (cell.link and not cell.link.sheet) or (cell.link and cell.link.file)
        else cell
        for place, cell in book.sheets[0].cells.items()
    }
    path.write_bytes(
        render(replace(book, sheets=(replace(book.sheets[0], cells=plain_links), *book.sheets[1:])))
    )
    assert check(path) == []


def test_the_same_book_is_the_same_bytes() -> None:
    assert render(full_book()) == render(full_book())


def test_created_is_the_date_that_is_given() -> None:
    book = replace(
        one_sheet({}), properties=Properties(created=dt.datetime(2021, 1, 29, 8, 0, tzinfo=dt.UTC))
    )
    assert "2021-01-29T08:00:00Z" in part(book, "docProps/core.xml")


def test_nothing_asks_for_a_calculation_at_opening() -> None:
    workbook = part(full_book(), "xl/workbook.xml")
    assert '<calcPr calcId="191029"/>' in workbook
    assert "fullCalcOnLoad" not in workbook


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    book = one_sheet({(0, 0): Cell(text, Look.ENTRY_TEXT), (0, 1): Cell(text, Look.LINK, Link(sheet="Hoja"))})
    sheet = loaded(book)["Hoja"]
    expected = newtext.clean(text)
    for address in ("A1", "B1"):
        assert sheet[address].value == expected
        assert sheet[address].data_type == "s"
    assert sheet["A1"].hyperlink is None
    assert "<f>" not in part(book, "xl/worksheets/sheet1.xml")


def test_text_too_long_is_cut_with_a_mark() -> None:
    book = one_sheet(
        {
            (0, 0): Cell("ñ" * 40_000, Look.TEXT),
            (1, 0): Cell("😀" * 20_000, Look.TEXT),
            (2, 0): Cell("a" * 32_767, Look.TEXT),
        }
    )
    sheet = loaded(book)["Hoja"]
    for address in ("A1", "A2"):
        assert sheet[address].value.endswith(newtext.CUT_MARK)
        assert newtext.units(sheet[address].value) <= newtext.LONGEST_TEXT
    assert sheet["A3"].value == "a" * 32_767


def test_formulas_keep_their_computed_values() -> None:
    stored = [Fraction(8, 11), Decimal("0.5"), "S.I.", "", "#VALUE!", True, 3, None]
    book = one_sheet(
        {(row, 0): Cell(Formula("=EFICACIA(B1,C1)", value), Look.PERCENT) for row, value in enumerate(stored)}
    )
    values = [cell.value for cell in loaded(book, values=True)["Hoja"]["A"]]
    assert values == [pytest.approx(8 / 11), 0.5, "S.I.", None, "#VALUE!", True, 3, None]
    text = part(book, "xl/worksheets/sheet1.xml")
    assert text.count("<f>EFICACIA(B1,C1)</f>") == len(stored)
    assert '<c r="A4" s="1" t="str"><f>EFICACIA(B1,C1)</f><v></v></c>' in text
    assert '<c r="A5" s="1" t="e">' in text


def test_numbers_beyond_a_float_become_text() -> None:
    values = [Decimal("1e400"), float("inf"), float("nan"), Fraction(10**400), 10**400]
    book = one_sheet({(row, 0): Cell(value, Look.AMOUNT) for row, value in enumerate(values)})
    assert all(isinstance(cell.value, str) for cell in loaded(book)["Hoja"]["A"])


def test_structured_references_are_the_same_in_cell_and_column() -> None:
    formula = "t_X[[#This Row],[Meta]]/2"
    assert f"<f>{formula}</f>" in part(full_book(), "xl/worksheets/sheet1.xml")
    assert f"<calculatedColumnFormula>{formula}</calculatedColumnFormula>" in part(
        full_book(), "xl/tables/table1.xml"
    )


def test_links_lead_where_they_say() -> None:
    sheet = loaded(full_book())["Hoja"]
    assert sheet["A2"].hyperlink.location == "'Otra hoja'!B2"
    assert sheet["A2"].hyperlink.tooltip == "Ir"
    assert sheet["A7"].hyperlink.target == "libro.xlsx"
    assert sheet["A7"].hyperlink.location == "UTD!E7"
    assert sheet["A8"].hyperlink.target == "https://example.org"
    assert sheet["A8"].value == 0.5


def test_links_end_where_the_format_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.hosts.newfile.MOST_LINKS", 2)
    cells = {(row, 0): Cell(f"fila {row}", Look.LINK, Link(sheet="Hoja", cell="B1")) for row in range(4)}
    sheet = loaded(one_sheet(cells))["Hoja"]
    assert [cell.hyperlink is not None for cell in sheet["A"]] == [True, True, False, False]
    assert sheet["A4"].value == "fila 3"


def test_messages_are_cut_to_what_the_format_takes() -> None:
    validations = loaded(full_book())["Hoja"].data_validations.dataValidation
    prompts = [validation.prompt for validation in validations]
    assert prompts[0] == "Elija uno."
    assert len(prompts[1]) == 255
    assert prompts[1].endswith("…")
    assert all(len(validation.promptTitle or "") <= 32 for validation in validations)


def test_sheets_are_hidden_grouped_frozen_and_printed_as_described() -> None:
    book = loaded(full_book())
    sheet = book["Hoja"]
    assert [one.sheet_state for one in book] == ["visible", "visible", "hidden", "veryHidden"]
    assert book.active.title == "Otra hoja"
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["B"].outlineLevel == 1
    assert sheet.column_dimensions["B"].hidden
    assert sheet.row_dimensions[3].outlineLevel == 1
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 3)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.protection.sheet
    assert not sheet.sheet_view.showGridLines
    assert [cell.protection.locked for cell in (sheet["B2"], sheet["C2"])] == [False, True]
    assert book["Otra hoja"].auto_filter.ref == "A1:C4"


def test_charts_hold_their_points_and_titles_are_no_formulas() -> None:
    chart = part(full_book(), "xl/charts/chart1.xml")
    assert "C0392B" in chart
    assert "2E8B57" in chart
    assert "<c:f>Título" not in chart
    assert "=Título" in chart
    assert "<c:v>30</c:v>" in chart


def test_bars_lie_in_the_order_of_their_rows_with_names_at_the_left() -> None:
    chart = part(full_book(), "xl/charts/chart1.xml")
    category, value = (re.search(f"<c:{axis}>.*?</c:{axis}>", chart) for axis in ("catAx", "valAx"))
    assert category is not None
    assert value is not None
    assert '<c:orientation val="maxMin"/>' in category[0]
    assert '<c:max val="40"/><c:min val="0"/>' in value[0]


def test_a_series_may_go_without_labels_and_a_sheet_without_a_page_to_fit() -> None:
    series = Series("S", "Hoja", Area(0, 0, 1, 0), Area(0, 1, 1, 1), labels=False)
    chart = Chart(ChartKind.COLUMN, 3, 0, 300, 200, (series,))
    book = one_sheet({(0, 1): Cell(1, Look.AMOUNT)}, charts=(chart,), page=Page(wide=0), gridlines=True)
    assert "<c:dLbls>" not in part(book, "xl/charts/chart1.xml")
    assert "fitToPage" not in part(book, "xl/worksheets/sheet1.xml")


def test_a_book_without_sheets_is_no_book_of_ours_but_does_not_fail() -> None:
    assert loaded(Book(())).sheetnames == ["Sheet1"]


def test_rich_text_of_one_run_is_plain() -> None:
    sheet = loaded(one_sheet({(0, 0): Cell(RichText((Run("=uno", bold=True), Run(""))), Look.TEXT)}))["Hoja"]
    assert sheet["A1"].value == "=uno"
    assert sheet["A1"].data_type == "s"


def test_every_look_has_a_style() -> None:
    assert set(looks.STYLES) == set(Look)


@pytest.mark.parametrize("module", [canvas.book, canvas.looks, canvas.rules, newtext])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_percentages_near_a_limit_get_rules_of_their_own() -> None:
    scale = Scale(
        (
            Band("A", Fraction(0), inclusive=True, colour="rojo", met=False),
            Band("B", Fraction("0.755"), inclusive=True, colour="", met=False),
        )
    )
    formulas = [rule.formula for rule in rules.percent_rules(Area(7, 9, 9, 9), scale)]
    assert "=AND(ISNUMBER(J8),J8<0.755,ROUND(J8,2)>=0.755)" in formulas
    assert "=AND(ISNUMBER(J8),J8>1,ROUND(J8,3)<=1)" in formulas
    shown = [rule.accent.number_format for rule in rules.percent_rules(Area(7, 9, 9, 9), DEFAULT_SCALE)]
    assert {'"74.9 %"', '"99.9 %"', '"100.1 %"', "0.0 %"} == set(shown)
