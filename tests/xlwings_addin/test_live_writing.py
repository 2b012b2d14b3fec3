"""Output sheets in an open workbook are the file's, cell by cell; what goes wrong leaves nothing behind."""

from __future__ import annotations

import datetime as dt
import io
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from tests.support.fakebook import ComError, FakeBook, State, box_of
from workbook.canvas import (
    Area,
    Book,
    Cell,
    Chart,
    ChartKind,
    ColumnSpec,
    Formula,
    Link,
    Look,
    Page,
    RichText,
    Run,
    Series,
    Sheet,
    Validation,
)
from workbook.domain.evaluation import evaluate
from workbook.example import example_plan
from workbook.hosts import livewrite
from workbook.hosts.livelooks import bgr
from workbook.hosts.livepage import sides
from workbook.hosts.livewrite import ForeignSheet, ProtectedPart, write_sheets
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.sheets import output_workbook

NOTICE = own.GENERATED_NOTICE
HOSTILE = (
    "=1+1", "@x", "-A1", "+5", "'apóstrofo", "1/2", "1,234", "5 %", "TRUE", "#N/A", "12:30", "ene-20", "007",
    "x" * 9_000, "a\r\nb", "Ñandú 😀",
)  # fmt: skip


def book_with(*states: State) -> FakeBook:
    book = FakeBook("poi.xlsx", "C:\\poi")
    for state in states or (State("UTD", {(0, 0): "dato"}),):
        book.add(state)
    return book


def sheet(*contents: Any, name: str = "Tablero", **more: Any) -> Sheet:
    cells = {(0, 0): Cell(NOTICE, Look.NOTICE)}
    cells |= {(row, 1): Cell(content, Look.ROW_TEXT) for row, content in enumerate(contents, 1)}
    return Sheet(name, cells, **more)


def write(book: FakeBook, *sheets: Sheet) -> State:
    write_sheets(book, sheets, notice=NOTICE, itself="poi.xlsx")
    return book.states()[sheets[-1].name]


# ---------------------------------------------------------------- against the file


def output(units: dict[str, str] | None = None) -> Book:
    plan = example_plan()
    named = [replace(u, report_name=(units or {}).get(u.acronym, "")) for u in plan.framework.units]
    framework = replace(plan.framework, units=tuple(named))
    evaluation = evaluate(framework, plan.activities)
    notes = {found.key: ("Pendiente", "=1+1") for found in evaluation.findings[:3]}
    return output_workbook(evaluation, source="poi.xlsx", notes=notes, consolidated_on=dt.date(2021, 1, 29))


def of_file(worksheet: Any, at: tuple[int, int]) -> dict[str, Any]:
    cell = worksheet.cell(at[0] + 1, at[1] + 1)
    fill = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None
    border = cell.border.left.color
    return {
        "value": cell.value,
        "format": cell.number_format,
        "bold": bool(cell.font.b),
        "italic": bool(cell.font.i),
        "size": cell.font.sz,
        "colour": bgr(cell.font.color.rgb[2:]),
        "fill": fill and bgr(fill),
        "underline": bool(cell.font.u),
        "wrap": bool(cell.alignment.wrap_text),
        "indent": int(cell.alignment.indent),
        "align": cell.alignment.horizontal,
        "middle": cell.alignment.vertical == "center",
        "border": bgr(border.rgb[2:]) if cell.border.left.style else None,
        "locked": cell.protection.locked,
    }


def of_live(state: State, at: tuple[int, int]) -> dict[str, Any]:
    look = state.looks.get(at, {})
    aligned = {-4131: "left", -4108: "center", -4152: "right"}
    return {
        "value": state.values.get(at),
        "format": look.get("NumberFormat", "General"),
        "bold": look.get("Font.Bold", False),
        "italic": look.get("Font.Italic", False),
        "size": look.get("Font.Size"),
        "colour": look.get("Font.Color"),
        "fill": look.get("Interior.Color"),
        "underline": look.get("Font.Underline") == 2,
        "wrap": look.get("WrapText", False),
        "indent": look.get("IndentLevel", 0),
        "align": aligned.get(look.get("HorizontalAlignment")),
        "middle": look.get("VerticalAlignment") == -4108,
        "border": look.get("Borders.Color"),
        "locked": look.get("Locked", True),
    }


@pytest.mark.parametrize("units", [{}, {"UTD": "=1+1", "OINF": "@x", "OAJ": "1/2"}])
def test_cell_by_cell_as_the_file(units: dict[str, str]) -> None:
    described = output(units)
    file = openpyxl.load_workbook(io.BytesIO(render(described)))
    book = book_with()
    write(book, *described.sheets)
    for one in described.sheets:
        state, worksheet = book.states()[one.name], file[one.name]
        assert state.formulas == {}
        for at in one.cells:
            expected = of_file(worksheet, at)
            if isinstance(expected["value"], int | float):
                expected["value"] = pytest.approx(float(expected["value"]), rel=1e-15)
            assert of_live(state, at) == expected, (one.name, at)
        assert set(state.values) <= set(one.cells)


def test_lay_out_as_the_file() -> None:
    described = output()
    file = openpyxl.load_workbook(io.BytesIO(render(described)))
    book = book_with()
    write(book, *described.sheets)
    for one in described.sheets:
        state, worksheet = book.states()[one.name], file[one.name]
        merged = {
            (r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1)
            for r in worksheet.merged_cells.ranges
        }
        assert set(state.merges) == merged
        assert state.widths == {column: spec.width for column, spec in one.columns.items()}
        heights = {n - 1: line.height for n, line in worksheet.row_dimensions.items() if line.height}
        assert state.heights == pytest.approx(heights, abs=0.4)  # files hold whole pixels
        levels = {
            n - 1: line.outlineLevel for n, line in worksheet.row_dimensions.items() if line.outlineLevel
        }
        assert state.levels == levels
        assert state.hidden_columns == {column for column, spec in one.columns.items() if spec.hidden}
        assert state.filtered == (box_of(worksheet.auto_filter.ref) if worksheet.auto_filter.ref else None)
        assert state.window["FreezePanes"] is (one.frozen is not None)
        if one.frozen is not None:
            assert (state.window["SplitRow"], state.window["SplitColumn"]) == one.frozen
        assert state.tab == bgr(one.tab)
        assert state.summary == (1 if one.summary_below else 0)
        links = {(c.row - 1, c.column - 1) for row in worksheet.iter_rows() for c in row if c.hyperlink}
        assert set(state.links) == links
        assert all(target == "" and place for target, place, _ in state.links.values())
        assert len(state.charts) == len(one.charts)
        assert state.page["PrintTitleRows"] == (
            ""
            if one.page.repeat_rows is None
            else f"${one.page.repeat_rows[0] + 1}:${one.page.repeat_rows[1] + 1}"
        )
        assert state.page["Orientation"] == (2 if one.page.landscape else 1)
        assert state.page["CenterFooter"] == "&8&A"


def test_native_charts() -> None:
    book = book_with()
    described = output()
    state = write(book, described.sheets[0])
    band, objectives = state.charts
    chart = described.sheets[0].charts[1]
    assert objectives["ChartType"] == 57
    (series,) = objectives["series"]
    assert series["Values"] == chart.series[0].values.text
    assert series["XValues"] == chart.series[0].categories.text
    assert series["point1.Format.Fill.ForeColor.RGB"] == bgr(chart.series[0].point_colours[0])
    assert objectives["AlternativeText"] == chart.description
    assert objectives["axis1.ReversePlotOrder"] is True
    assert objectives["axis2.MinimumScale"] == 0
    assert band["place"] != objectives["place"]


def test_a_chart_with_everything() -> None:
    area = Area(1, 0, 2, 0)
    chart = Chart(
        ChartKind.STACKED_COLUMN, 3, 0, 400, 200,
        (Series("=A1", "Otra", area, area, point_colours=("", "C0392B"), labels=False),),
        title="=Título", number_format="0 %", legend=True, maximum=1.0, gridlines=True,
    )  # fmt: skip
    state = write(book_with(State("UTD", {(0, 0): "x"}), State("Otra")), sheet(charts=(chart,)))
    (drawn,) = state.charts
    assert drawn["ChartType"] == 52
    assert drawn["ChartTitle.Text"] == "\u200b=Título"
    assert drawn["series"][0]["Name"] == "\u200b=A1"
    assert drawn["axis2.MaximumScale"] == 1.0
    assert drawn["Legend.Position"] == -4107
    assert "point1.Format.Fill.ForeColor.RGB" not in drawn["series"][0]


# ---------------------------------------------------------------- text, numbers, the rest


def test_text_stays_text() -> None:
    state = write(book_with(), sheet(*HOSTILE))
    assert state.formulas == {}
    expected = [text.replace("\r\n", "\n") for text in HOSTILE]
    assert [state.values[row, 1] for row in range(1, len(HOSTILE) + 1)] == expected
    assert {state.look((row, 1), "NumberFormat") for row in range(1, len(HOSTILE) + 1)} == {"General"}


def test_the_fake_has_the_traps() -> None:
    book = book_with()
    cell = book.api.Worksheets("UTD").Range("A5")
    for text, kept in (("=1+1", -2146826259), ("1/2", 43831.0), ("007", 7.0), ("'x", "x"), ("TRUE", True)):
        cell.Value2 = text
        assert cell.Value2 == kept
    with pytest.raises(AttributeError):
        _ = cell.Colour
    with pytest.raises(AttributeError):
        cell.Colour = 1
    cell.NumberFormat = "@"
    cell.Value2 = 5
    assert cell.Value2 == "5"


def test_numbers_are_numbers() -> None:
    state = write(book_with(), sheet(Decimal("1.5"), Fraction(1, 3), True, 7, None, ""))
    assert [state.values.get((row, 1)) for row in range(1, 7)] == [1.5, 1 / 3, True, 7.0, None, None]


def test_rich_text_is_bold_where_it_says() -> None:
    rich = RichText((Run("😀 El "), Run("73 %", bold=True), Run(" de la meta.")))
    state = write(book_with(), sheet(rich))
    assert state.values[1, 1] == "😀 El 73 % de la meta."
    assert state.bold == {(1, 1): [(6, 10)]}  # Excel counts a character beyond the first plane twice


def test_links_inside_to_files_and_to_the_web() -> None:
    cells = {
        (0, 0): Cell(NOTICE, Look.NOTICE),
        (1, 0): Cell("a", Look.ROW_LINK, Link(sheet="Of. de Arte", cell="E7", file="poi.xlsx", tip="Ir")),
        (2, 0): Cell("b", Look.ROW_LINK, Link(sheet="UTD", cell="E7", file="otro.xlsx")),
        (3, 0): Cell("c", Look.ROW_LINK, Link(url="https://example.org")),
        (4, 0): Cell("d", Look.ROW_LINK, Link(cell="B2")),
    }
    state = write(book_with(), Sheet("Tablero", cells))
    assert list(state.links.values()) == [
        ("", "'Of. de Arte'!E7", "Ir"),
        ("otro.xlsx", "UTD!E7", ""),
        ("https://example.org", "", ""),
        ("", "B2", ""),
    ]


def test_validations() -> None:
    rules = (
        Validation(Area(1, 1, 2, 1), source="$J$2:$J$4", title="Elija", prompt="De la lista", error="No"),
        Validation(Area(3, 1, 3, 1), condition="=B4>0"),
        Validation(Area(4, 1, 4, 1), prompt="Escriba"),
    )
    state = write(book_with(), sheet("a", validations=rules))
    assert [rule["Type"] for rule in state.rules.values()] == [3, 7, 0]
    assert state.rules[1, 1, 2, 1]["Formula1"] == "=$J$2:$J$4"
    assert state.rules[1, 1, 2, 1]["ErrorMessage"] == "No"


def test_formulas_are_refused_and_nothing_stays() -> None:
    book = book_with()
    with pytest.raises(TypeError):
        write(book, sheet(Formula("=1")))
    assert list(book.states()) == ["UTD"]


def test_an_empty_sheet_and_hidden_columns() -> None:
    state = write(book_with(), Sheet("Tablero", columns={2: ColumnSpec(9, hidden=True)}))
    assert (state.values, state.hidden_columns) == ({}, {2})


def test_without_a_printer_the_sheet_is_written() -> None:
    book = book_with()
    book.api.Application._printer = False
    state = write(book, sheet("a", page=Page(wide=0, footer="&Lx&&y")))
    assert "PaperSize" not in state.page
    assert state.page["LeftFooter"] == "x&&y"
    assert "Zoom" not in state.page


def test_sides_of_a_footer() -> None:
    assert sides("") == {"Left": "", "Center": "", "Right": ""}


# ---------------------------------------------------------------- what is there already


def test_a_sheet_of_ours_is_rewritten_whole() -> None:
    book = book_with()
    write(book, sheet("uno", "dos", merges=(Area(5, 0, 5, 3),)))
    place = list(book.states()).index("Tablero")
    state = write(book, sheet("tres"))
    assert [value for at, value in sorted(state.values.items()) if at[1] == 1] == ["tres"]
    assert state.merges == []
    assert list(book.states()).index("Tablero") == place
    assert len(book.states()) == 2


def test_a_hidden_sheet_of_ours_is_shown_again() -> None:
    book = book_with(State("UTD", {(0, 0): "x"}), State("Tablero", {(0, 0): NOTICE}, visible=0))
    assert write(book, sheet("a")).visible == -1


def test_a_sheet_of_the_planner_is_not_touched() -> None:
    book = book_with(State("UTD"), State("tablero", {(0, 0): "Mi tablero"}))
    before = deepcopy(book.states())
    with pytest.raises(ForeignSheet, match="Tablero"):
        write(book, sheet("a"))
    assert book.states() == before


def test_protection_is_told_apart() -> None:
    book = book_with(State("UTD"), State("Tablero", {(0, 0): NOTICE}, protected=True))
    with pytest.raises(ProtectedPart) as caught:
        write(book, sheet("a"))
    assert caught.value.name == "Tablero"
    book.api._protected = True
    with pytest.raises(ProtectedPart) as caught:
        write(book, sheet("a"))
    assert caught.value.name == ""


def test_an_error_anywhere_leaves_the_sheets_as_they_were() -> None:
    def fresh() -> FakeBook:
        book = book_with()
        write(book, sheet("antes", name="Consolidado"))
        book.host.calls = 0
        return book

    new = (sheet("después", name="Consolidado"), sheet("nuevo"))
    whole = fresh()
    expected = deepcopy(whole.states())
    write_sheets(whole, new, notice=NOTICE)
    kept = 0
    for call in range(1, whole.host.calls + 1):
        book = fresh()
        book.host.fail_at = call
        try:
            write_sheets(book, new, notice=NOTICE)
        except ComError:
            assert book.states() == expected, call
            assert list(book.states()) == list(expected), call
        else:
            kept += 1  # a setting of the page, or what comes after everything was written
    assert kept < 45


def test_too_many_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livewrite, "_MOST_LINKS", 1)
    cells = {(row, 0): Cell("a", Look.LINK, Link(cell="B2")) for row in range(3)}
    assert len(write(book_with(), Sheet("Tablero", cells)).links) == 1
