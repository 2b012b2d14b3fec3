"""The output workbook: every figure where it belongs, looked up in the file that comes out."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
import zipfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.support.libreoffice import Office
from tests.support.ooxml import check
from workbook.canvas import Book, Cell, heights
from workbook.domain.cells import BLANK, CellError, Fact, Number, read_amount
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.findings import Code, Severity, finding
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Settings
from workbook.domain.periods import PeriodKind, named
from workbook.domain.places import Columns, Field, RowPlace
from workbook.domain.results import Evaluation
from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.service import evaluate_book
from workbook.sheets import (
    board,
    by_unit,
    consolidated,
    dashboard,
    figures,
    findings_sheet,
    frame,
    links,
    output_workbook,
)
from workbook.spanish.messages import repair, what
from workbook.spanish.narrative import text_of
from workbook.template import planning_workbook

DAY = dt.date(2021, 1, 29)
SOURCE = "poi-satcaj-2020.xlsx"
CASES = Path(__file__).parents[1] / "cases"
HOSTILE = ("=1+1", "-A1", "@SUM(A1)", "Unidad <b>&\"'</b>", "Ñandú\x00 😀", "N" * 400)


# --- evaluations ---------------------------------------------------------------------------------


@cache
def example_source() -> bytes:
    """The example as a file, as the planner has it."""
    return render(planning_workbook(example_plan()))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The example, read back from its file."""
    path = tmp_path_factory.mktemp("libro") / SOURCE
    path.write_bytes(example_source())
    with open_file(path) as book:
        return evaluate_book(book)


def place(sheet: str, row: int) -> RowPlace:
    fields = {Field.PROGRAMMED: 7, Field.EXECUTED: 8, Field.CAUSE: 11}
    return RowPlace(Columns(sheet, fields), row)


def row(action: str, unit: str, programmed: Any, executed: Any, number: int = 7, **more: Any) -> Activity:
    amounts = (_fact(programmed), _fact(executed))
    values: dict[str, Any] = {"code": f"AO-{number}", "name": f"Actividad {number}", "measure": "Informe"}
    return Activity(action, unit, *amounts, **(values | {"where": place(unit, number)} | more))


def _fact(value: Any) -> Fact:
    return value if isinstance(value, CellError) else read_amount(value)


def months(text: str) -> tuple[Fact, ...]:
    given = tuple(BLANK if word == "-" else Number(Decimal(word)) for word in text.split())
    return given + (BLANK,) * (12 - len(given))


def framework(units: int = 6, actions: int = 9, **settings: Any) -> Framework:
    return Framework(
        Settings(entity="Municipalidad", acronym="MP", year=2024, **settings),
        (Objective("OEI.01", "Servir mejor"), Objective("OEI.02", "Administrar mejor")),
        tuple(
            Action(f"AEI.0{1 + n // 5}.0{n % 5 + 1}", f"Acción {n}", f"OEI.0{1 + n // 5}")
            for n in range(actions)
        ),
        tuple(OrgUnit(f"U{n}", f"Unidad {n}", acronym=f"U{n}") for n in range(units)),
    )


def every_state(**settings: Any) -> Evaluation:
    """One AEI in each state, a percentage next to a limit, an AEI without units."""
    rows = [
        row("AEI.01.01", "U0", 10_000, 9_997, 1, cause="Hubo menos demanda."),
        row("AEI.01.01", "U1", 3, "0.5", 2),
        row("AEI.01.02", "U0", 5, None, 3),
        row("AEI.01.02", "U1", 4, "S.I.", 4),
        row("AEI.01.03", "U2", None, 12, 5),
        row("AEI.01.04", "U3", "NP", None, 6),
        row("AEI.01.05", "U4", CellError("#DIV/0!"), 4, 7),
        row("AEI.01.05", "U4", "1.234", 4, 8),
        row("AEI.02.01", "U5", 10, 2, 9, cause="Memorando N° 3"),
        row("AEI.02.01", "U4", 10, None, 10),
        row("AEI.02.02", "U5", 1000, "1000.3", 11, annual=Number(Decimal(4000))),
    ]
    return evaluate(framework(**settings), rows)


def by_months() -> Evaluation:
    """A plan with months, evaluated to the third quarter; one unit reported until August."""
    plan = replace(framework(period=named(PeriodKind.TO_THIRD_QUARTER)), monthly=True)
    rows = [
        row(
            "AEI.01.01", "U0", None, None, 1, monthly=Monthly(months("5 " * 12), months("5 4 5 5 6 5 5 5 5"))
        ),
        row("AEI.01.01", "U1", None, None, 2, monthly=Monthly(months("1 " * 12), months("1 1 1 1 1 1 1 1"))),
    ]
    return evaluate(plan, rows)


def nothing() -> Evaluation:
    return evaluate(Framework(Settings(), (), (), ()), [])


def wide(units: int, per_unit: int = 1) -> Evaluation:
    plan = framework(units, 1)
    rows = [row("AEI.01.01", f"U{n}", 10, n % 12, k + 1) for n in range(units) for k in range(per_unit)]
    return evaluate(plan, rows)


# --- reading back --------------------------------------------------------------------------------


def made(evaluation: Evaluation, source: str = SOURCE, **more: Any) -> Book:
    return output_workbook(evaluation, source=source, **({"consolidated_on": DAY} | more))


def loaded(book: Book) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(book)))


def saved(book: Book, folder: Path) -> Path:
    path = folder / "salida.xlsx"
    path.write_bytes(render(book))
    return path


def header_row(sheet: Any, title: str) -> int:
    return next(cell.row for column in sheet.iter_cols() for cell in column if cell.value == title)


def table(sheet: Any, first_title: str) -> list[dict[str, Any]]:
    """The rows under the header that holds a title, as cells by title."""
    start = header_row(sheet, first_title)
    titles = [cell.value for cell in sheet[start]]
    return [dict(zip(titles, cells, strict=True)) for cells in sheet.iter_rows(min_row=start + 1)]


def shown(cell: Any) -> str:
    """What a spreadsheet program shows of a number in its format, half up: worked out anew."""
    value, form = cell.value, cell.number_format
    if not isinstance(value, int | float):
        return value or ""
    if form.startswith('"'):
        return form.strip('"')
    number = Decimal(repr(value)) * (100 if form.endswith("%") else 1)
    decimals = len(form.partition(".")[2].rstrip(" %"))
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    return f"{rounded:,f}{' %' if form.endswith('%') else ''}"


# --- Consolidado ---------------------------------------------------------------------------------


def test_every_figure_of_the_2020_report_is_in_consolidado(example: Evaluation) -> None:
    rows = table(loaded(made(example))[own.CONSOLIDATED], "Programadas")
    report = tomllib.loads((CASES / "satcaj_2020.toml").read_text(encoding="utf-8"))
    found = {
        (one["OEI"].value, one["AEI"].value, one["Área"].value): [
            shown(one[title]) for title in ("Programadas", "Ejecutadas", "Eficacia")
        ]
        for one in rows
    }
    labels = {one["AEI"].value: one["Indicador"].value for one in rows if one["Párrafo del informe"].value}
    expected = {}
    for one in report["oei"]:
        expected[one["code"], None, one["name"]] = [one[key] for key in ("programmed", "executed", "percent")]
    for one in report["aei"]:
        objective = f"OEI.{one['code'][4:6]}"
        for line in ({**one, "unit": one["name"]}, *one["rows"]):
            figures_of = [line.get(key, "") for key in ("programmed", "executed", "percent")]
            expected[objective, one["code"], line["unit"]] = figures_of
    assert found == expected
    assert labels == {one["code"]: one["label"] for one in report["aei"] if "label" in one}
    assert len(labels) == 15


def test_consolidado_carries_the_paragraph_with_the_label_in_bold(example: Evaluation) -> None:
    sheet = next(sheet for sheet in made(example).sheets if sheet.name == own.CONSOLIDATED)
    texts = [
        cell.content
        for (_, column), cell in sheet.cells.items()
        if column == consolidated.TEXT and not isinstance(cell.content, str | None)
    ]
    assert len(texts) == 15
    assert "".join(run.text for run in texts[1].runs).endswith("META CUMPLIDA.")
    assert [run.text for run in texts[1].runs if run.bold] == ["META CUMPLIDA"]


def test_rows_without_figures_say_why() -> None:
    rows = table(loaded(made(every_state()))[own.CONSOLIDATED], "Programadas")
    told = {
        one["AEI"].value: [
            one[t].value for t in ("Programadas", "Ejecutadas", "Eficacia", "Indicador", "Estado")
        ]
        for one in rows
        if one["AEI"].value and one["Origen"].value is None
    }
    assert told["AEI.01.02"] == [9, "S.I.", "S.I.", "Sin información", "Sin información"]
    assert told["AEI.01.03"] == [None, 12, None, "Sin meta programada", "Sin meta"]
    assert told["AEI.01.04"][3:] == ["No programada para el periodo en evaluación", "No programada"]
    assert told["AEI.01.05"][3:] == ["No se pudo evaluar: ver Observaciones", "No se pudo evaluar"]
    assert told["AEI.02.01"][3] == "META INSUFICIENTE (provisional)"
    assert told["AEI.02.03"] == [None, None, None, *told["AEI.01.04"][3:]]
    alone = [one["Párrafo del informe"].value for one in rows if one["AEI"].value == "AEI.02.03"]
    assert alone == [frame.NO_UNITS]


def test_percentages_near_a_limit_are_shown_on_their_side() -> None:
    rows = table(loaded(made(every_state()))[own.CONSOLIDATED], "Programadas")
    units = {(one["AEI"].value, one["Área"].value): one for one in rows}
    assert shown(units["AEI.01.01", "Unidad 0"]["Eficacia"]) == "99.9 %"
    assert units["AEI.01.01", "Unidad 0"]["Eficacia"].value == 0.9997
    assert shown(units["AEI.02.02", "Unidad 5"]["Eficacia"]) == "100.1 %"
    assert shown(units["AEI.01.01", "Unidad 1"]["Ejecutadas"]) == "0.5"


def test_labels_stand_on_the_colour_of_their_band(example: Evaluation) -> None:
    rows = table(loaded(made(example))[own.CONSOLIDATED], "Programadas")
    fills = {one["Indicador"].value: one["Indicador"].fill.fgColor.rgb[2:] for one in rows}
    for band in DEFAULT_SCALE.bands:
        assert fills[band.label] == figures.band_fill(band)


def test_the_annual_target_shows_where_it_is_known() -> None:
    sheet = loaded(made(every_state()))[own.CONSOLIDATED]
    rows = table(sheet, "Programadas")
    line = next(one for one in rows if one["AEI"].value == "AEI.02.02")
    assert (line["Meta anual"].value, shown(line["% anual"])) == (4000, "25 %")
    assert not sheet.column_dimensions["H"].hidden
    without = loaded(made(wide(2)))[own.CONSOLIDATED]
    assert without.column_dimensions["H"].hidden
    assert without.column_dimensions["I"].hidden


def test_units_can_be_collapsed_under_their_aei_and_aei_under_their_oei(example: Evaluation) -> None:
    sheet = loaded(made(example))[own.CONSOLIDATED]
    start = header_row(sheet, "Programadas")
    levels = [sheet.row_dimensions[n].outlineLevel for n in range(start + 1, start + 5)]
    assert levels == [0, 1, 2, 2]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert sheet.auto_filter.ref == f"A{start}:L{sheet.max_row}"
    assert sheet.freeze_panes == f"D{start + 1}"
    assert sheet.print_title_rows == f"${start}:${start}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_no_cell_holds_a_formula() -> None:
    for evaluation in (every_state(), hostile()):
        for sheet in loaded(made(evaluation)):
            kinds = {cell.data_type for cells in sheet.iter_rows() for cell in cells}
            assert kinds <= {"n", "s"}


def test_the_units_column_has_the_entitys_name_for_it() -> None:
    sheet = loaded(made(every_state(unit_noun="Centro de costo")))[own.CONSOLIDATED]
    assert sheet.cell(header_row(sheet, "Programadas"), 3).value == "Centro de costo"


# --- links ---------------------------------------------------------------------------------------


def targets(book: Book) -> list[tuple[str, str]]:
    """(file, place) of every link of the output."""
    found = []
    for sheet in loaded(book):
        linked = (cell.hyperlink for cells in sheet.iter_rows() for cell in cells)
        found += [(link.target, link.location) for link in linked if link is not None]
    return found


def test_links_lead_to_cells_of_the_planning_workbook(example: Evaluation) -> None:
    source = openpyxl.load_workbook(io.BytesIO(example_source()))
    found = targets(made(example))
    assert len(found) > 37
    for file, where in found:
        sheet, cell = where.replace("'", "").split("!")
        assert file == SOURCE
        assert source[sheet][cell].row > 1
    executed = [where.split("!")[1] for _, where in found]
    assert source["UTD"][executed[0]].value is not None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("POI 2020.xlsx", "POI%202020.xlsx"),
        ("avance 100% #2.xlsx", "avance%20100%25%20%232.xlsx"),
        ("uno%20dos.xlsx", "uno%2520dos.xlsx"),
        ("d'Año [3].xlsx", "d'Año%20%5B3%5D.xlsx"),
    ],
)
def test_links_take_any_file_name(source: str, name: str) -> None:
    found = {file for file, _ in targets(made(every_state(), source))}
    assert found == {name}
    assert unquote(name) == source


def test_links_quote_the_names_of_sheets() -> None:
    rows = [row("AEI.01.01", "U0", 2, 1, 6, where=place("Of. d'Arte #1", 6))]
    assert (SOURCE, "'Of. d''Arte #1'!I7") in targets(made(evaluate(framework(), rows)))


def test_without_a_source_there_are_no_links() -> None:
    assert targets(made(every_state(), "")) == []


def test_rows_from_months_lead_to_the_last_month() -> None:
    columns = Columns("U0", {}, tuple(range(12)), tuple(range(12, 24)))
    plan = replace(framework(period=named(PeriodKind.TO_FIRST_QUARTER)), monthly=True)
    monthly = Monthly(months("1 1 1"), months("1 1 1"))
    rows = [
        row("AEI.01.01", "U0", None, None, monthly=monthly, where=RowPlace(columns, n)) for n in (6, 8, 9)
    ]
    book = made(evaluate(plan, rows))
    assert (SOURCE, "'U0'!O7") in targets(book)
    told = [one["Origen"].value for one in table(loaded(book)[own.CONSOLIDATED], "Programadas")]
    assert "U0, filas 7 y 9 a 10" in told


# --- Por unidad ----------------------------------------------------------------------------------


def test_each_unit_has_its_total_by_the_method_and_its_aei() -> None:
    rows = [row("AEI.01.01", "U0", 10, 5, 1), row("AEI.01.02", "U0", 100, 100, 2)]
    evaluation = evaluate(framework(), rows, Request(method=Method.MEAN))
    sheet = loaded(made(evaluation))[own.BY_UNIT]
    lines = table(sheet, "Actividades")
    assert shown(lines[0]["Eficacia"]) == "75 %"
    assert [one["Actividades"].value for one in lines if one["Actividades"].value] == [2, 1, 1]
    texts = [cell.value for cells in sheet.iter_rows(max_row=6, max_col=1) for cell in cells if cell.value]
    assert any("promedio de actividades" in text for text in texts)


def test_activities_below_are_listed_with_their_cause_or_marked() -> None:
    lines = table(loaded(made(every_state()))[own.BY_UNIT], "Actividades")
    told = {one["Código"].value: one for one in lines}
    assert told["AO-1"]["Motivo"].value == "Hubo menos demanda."
    assert shown(told["AO-1"]["Eficacia"]) == "99.9 %"
    assert told["AO-2"]["Motivo"].value == by_unit.MISSING_CAUSE
    assert told["AO-2"]["Motivo"].fill.fgColor.rgb.endswith(figures.MISSING_FILL)
    assert told["AO-9"]["Motivo"].value == "Falta explicar: «Memorando N° 3» no dice la causa."
    assert told["AO-3"]["Motivo"].value == "No remitió información."
    assert told["AO-3"]["Ejecutadas"].value == "S.I."
    unit = next(one for one in lines if one["Código"].value is None and one["Área"].value == "U2")
    assert unit["Ejecutadas"].value == 12
    unit = next(one for one in lines if one["Código"].value is None and one["Área"].value == "U1")
    assert [unit[title].value for title in ("Actividades", "Por debajo", "Sin explicar")] == [2, 2, 1]


def test_long_lists_are_cut_and_say_so() -> None:
    evaluation = evaluate(framework(), [row("AEI.01.01", "U0", 100, n, n + 1) for n in range(60)])
    lines = table(loaded(made(evaluation))[own.BY_UNIT], "Actividades")
    listed = [one["Código"].value for one in lines if str(one["Código"].value).startswith("AO")]
    assert listed == [f"AO-{n + 1}" for n in range(by_unit.MOST_LISTED)]
    names = [one["AEI o actividad por debajo de su meta"].value for one in lines]
    assert names[-1] == "Y otras 35 actividades por debajo de su meta."
    one_more = evaluate(framework(), [row("AEI.01.01", "U0", 100, n, n + 1) for n in range(26)])
    names = [
        one["AEI o actividad por debajo de su meta"].value
        for one in table(loaded(made(one_more))[own.BY_UNIT], "Actividades")
    ]
    assert names[-1] == "Y otra actividad por debajo de su meta."


# --- Tablero -------------------------------------------------------------------------------------


def dashboard_texts(evaluation: Evaluation) -> list[Any]:
    sheet = loaded(made(evaluation))[own.DASHBOARD]
    return [
        cell.value
        for cells in sheet.iter_rows(max_col=board.LAST + 1)
        for cell in cells
        if cell.value is not None
    ]


def test_the_key_figures_add_up(example: Evaluation) -> None:
    texts = dashboard_texts(example)
    at = texts.index("AEI evaluadas (de 17)")
    assert texts[at - 4 : at] == [15, 8, 7, 2]
    other = dashboard_texts(every_state())
    assert "AEI evaluadas (de 9)" in other
    assert (
        "Otras AEI: 1 sin información a la fecha de corte, 1 con ejecución y sin meta programada "
        "y 1 que no se pudo evaluar (ver Observaciones)."
    ) in other


def test_the_widest_shortfalls_come_first(example: Evaluation) -> None:
    sheet = loaded(made(example))[own.DASHBOARD]
    start = header_row(sheet, "Faltan")
    rows = [
        [cell for cell in cells if cell.value is not None] for cells in sheet.iter_rows(start + 1, start + 10)
    ]
    first = [shown(cell) for cell in rows[0]]
    assert first == ["AEI.06.02", "Unidad de Planeamiento y Presupuesto", "3", "0.5", "2.5", "17 %"]
    shares = [cells[5].value for cells in rows]
    assert shares == sorted(shares)
    assert sheet.cell(start + 11, 1).value == "Y 1 más: ver la hoja Consolidado."


def test_thousands_of_millions_fit_the_page() -> None:
    evaluation = evaluate(framework(), [row("AEI.01.01", "U0", 30_000_000_000, 1_500_000_000)])
    sheet = loaded(made(evaluation))[own.DASHBOARD]
    cells = [c for cells in sheet.iter_rows() for c in cells if c.value == 30_000_000_000]
    assert [cell.number_format for cell in cells] == ['#,##0.0,," mill."']


def test_many_units_leave_room_for_the_rest() -> None:
    texts = dashboard_texts(wide(45))
    assert "Otras 26 unidades" in texts
    assert sum(str(text).startswith("Unidad ") for text in texts) == 10 + 19


def test_met_is_what_the_scale_counts_as_met() -> None:
    bands = (
        Band("MAL", Fraction(0), inclusive=True, colour="C0392B", met=False),
        Band("BIEN", Fraction(9, 10), inclusive=True, colour="no es color", met=True),
    )
    plan = replace(framework(), scale=Scale(bands))
    texts = dashboard_texts(evaluate(plan, [row("AEI.01.01", "U0", 10, 9), row("AEI.01.02", "U0", 10, 8)]))
    at = texts.index("AEI evaluadas (de 9)")
    assert texts[at - 4 : at] == [2, 1, 1, 7]


def charts(book: Book) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(render(book))) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [ET.fromstring(package.read(name)) for name in names]


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def cached(chart: ET.Element, kind: str) -> list[str]:
    return [value.text or "" for value in chart.findall(f".//{C}{kind}//{C}pt/{C}v")]


def test_charts_hold_their_numbers_and_the_colours_of_the_bands(example: Evaluation) -> None:
    bands, objectives = charts(made(example))
    assert cached(bands, "val") == ["4", "3", "4", "4", "2"]
    assert cached(bands, "cat") == [*(band.label for band in DEFAULT_SCALE.bands), "No programadas"]
    assert cached(objectives, "val") == ["113", "81", "46", "124", "48", "80", "96"]
    assert [text[:6] for text in cached(objectives, "cat")] == [f"OEI.0{n}" for n in range(1, 8)]
    colours = [one.get("val") for one in objectives.findall(f".//{C}dPt//{A}srgbClr")]
    labels = {result.objective.code: result.outcome.band for result in example.objectives}
    assert colours == [band.colour for band in labels.values() if band]


def test_the_first_oei_stands_on_top(example: Evaluation) -> None:
    for chart in charts(made(example)):
        category = chart.find(f".//{C}catAx")
        assert category is not None
        assert category.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"
        assert category.find(f"{C}delete") is None or category.find(f"{C}delete").get("val") == "0"


def test_what_charts_are_drawn_from_is_shown_beyond_the_page(example: Evaluation) -> None:
    sheet = loaded(made(example))[own.DASHBOARD]
    assert sheet.print_area.endswith(f"$AA${sheet.max_row}")
    assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
    assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())


def test_a_plan_without_figures_has_a_dashboard() -> None:
    texts = dashboard_texts(nothing())
    assert "El libro no tiene objetivos estratégicos." in texts
    assert "Ninguna unidad quedó por debajo de lo programado en una AEI." in texts
    assert len(charts(made(nothing()))) == 1
    (_, objectives) = charts(made(evaluate(framework(), [])))
    assert cached(objectives, "cat") == ["OEI.01: no programada", "OEI.02: no programada"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["example", "states", "months", "nothing", "hostile", "wide"])
def test_the_dashboard_is_one_page(
    office: Office, tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    evaluation = request.getfixturevalue("example") if name == "example" else OTHERS[name]()
    book = made(evaluation)
    path = saved(replace(book, sheets=(book.sheets[0],)), tmp_path)
    pdf = office.to_pdf(path, tmp_path / "tablero.pdf")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes())) == 1


# --- Observaciones -------------------------------------------------------------------------------


def test_findings_stand_by_unit_and_severity_with_link_message_and_key() -> None:
    evaluation = every_state()
    sheet = loaded(made(evaluation))[own.FINDINGS]
    rows = table(sheet, "Clave")
    assert [cell.value for cell in sheet[header_row(sheet, "Clave")]] == list(own.FINDINGS_HEADERS)
    told = {one.key: one for one in evaluation.findings}
    assert {one["Clave"].value for one in rows} == set(told)
    for one in rows:
        found = told[one["Clave"].value]
        assert one["Qué se observa"].value == what(found)
        assert one["Cómo corregirlo"].value == repair(found)
        assert (one["Hoja"].value or "", one["Celda"].value or "") == (found.sheet, found.cell)
        if found.cell:
            assert one["Celda"].hyperlink.location in (
                f"{found.sheet}!{found.cell}",
                f"'{found.sheet}'!{found.cell}",
            )
    units = [one["Unidad"].value for one in rows]
    assert units[0] == findings_sheet.WHOLE_BOOK
    assert units == sorted(units, key=lambda name: (name != findings_sheet.WHOLE_BOOK, name))
    unit_4 = [told[one["Clave"].value].severity.rank for one in rows if one["Unidad"].value == "Unidad 4"]
    assert unit_4 == sorted(unit_4)
    assert len(unit_4) > 2


def test_the_key_is_the_last_column_and_hidden() -> None:
    sheet = loaded(made(every_state()))[own.FINDINGS]
    assert sheet.column_dimensions["J"].hidden
    assert sheet.cell(header_row(sheet, "Clave"), 10).value == "Clave"
    assert sheet.max_column == 10
    start = header_row(sheet, "Clave")
    assert sheet.freeze_panes == f"A{start + 1}"
    assert sheet.auto_filter.ref == f"A{start}:J{sheet.max_row}"


def test_states_are_offered_from_a_list_of_the_sheet_itself() -> None:
    sheet = loaded(made(every_state()))[own.FINDINGS]
    state = sheet.data_validations.dataValidation[0]
    assert (state.type, state.formula1) == ("list", "$J$2:$J$4")
    assert [sheet[f"J{n}"].value for n in (2, 3, 4)] == list(findings_sheet.STATES)
    start = header_row(sheet, "Clave")
    assert str(state.sqref) == f"H{start + 1}:H{sheet.max_row}"


def test_the_planners_notes_are_kept() -> None:
    evaluation = every_state()
    key, gone = evaluation.findings[0].key, "falta_causa|UTD|UTD:AEI.09.01:AO-1"
    notes = {
        key: ("Justificado", "=Se explicó"),
        gone: ("Corregido", "Se explicó."),
        "otra|X|": ("Corregido", ""),
    }
    rows = table(loaded(made(evaluation, notes=notes))[own.FINDINGS], "Clave")
    kept = {one["Clave"].value: (one["Estado"].value, one["Descargo"].value) for one in rows}
    assert kept[key] == ("Justificado", "=Se explicó")
    assert kept[gone] == ("Corregido", "Se explicó.")
    assert [one["Severidad"].value for one in rows if one["Clave"].value == gone] == [findings_sheet.GONE]
    assert "otra|X|" not in kept
    assert {note for found, note in kept.items() if found not in (key, gone)} == {(None, None)}


def test_how_sheets_were_read_stands_below_and_whole(example: Evaluation) -> None:
    sheet = loaded(made(example))[own.FINDINGS]
    below = next(cell.row for cell in sheet["A"] if cell.value == findings_sheet.READING)
    heights = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    assert all(heights[row] is None for row in range(1, below + 1))  # rows to write in grow with their text
    read = next(row for row in sheet.iter_rows(min_row=below + 1) if row[0].value == "OAJ")
    assert read[2].value == "Actividades de una unidad"
    assert heights[read[0].row] > 50  # four lines


def test_without_findings_a_sentence_says_so() -> None:
    sheet = loaded(made(nothing()))[own.FINDINGS]
    texts = [cell.value for cells in sheet.iter_rows() for cell in cells if cell.value]
    assert findings_sheet.NOTHING in texts
    assert sheet.auto_filter.ref is None


def test_a_finding_of_an_unknown_unit_or_without_a_cell_keeps_its_place() -> None:
    findings = (
        finding(Code.MISSING_COLUMN, sheet="Hoja 2", text="x"),
        finding(Code.UNKNOWN_UNIT, sheet="U9", cell="B2", unit="Nadie", text="Nadie"),
    )
    evaluation = replace(wide(1), findings=findings)
    rows = table(loaded(made(evaluation))[own.FINDINGS], "Clave")
    assert [one["Unidad"].value for one in rows] == [findings_sheet.WHOLE_BOOK, "Nadie"]
    assert rows[0]["Hoja"].hyperlink.location == "'Hoja 2'!A1"
    assert {one["Severidad"].value for one in rows} == {"Error"}
    assert findings[0].severity is Severity.ERROR


# --- the whole -----------------------------------------------------------------------------------


def hostile() -> Evaluation:
    """Names that would be formulas, markup, or too long."""
    units = tuple(OrgUnit(name, name, acronym=name[:4]) for name in HOSTILE)
    plan = Framework(
        Settings(entity="=Entidad & Co", acronym="<x>", note="=HYPERLINK()" + " palabra" * 90),
        (Objective("=OEI", "=1+1"), Objective("O" * 60, "OBJETIVO " * 40)),
        (Action("=AEI", "+nombre", "=OEI"), Action("A" * 60, "ACCIÓN " * 60, "O" * 60)),
        units,
        Scale((Band("=MALO & <peor>", Fraction(0), inclusive=True, colour="", met=False),)),
    )
    rows = [
        row(action, name, 10, n, n + 1, name="=ACTIVIDAD " * 30, cause="=CAUSA porque falta " * 50)
        for action in ("=AEI", "A" * 60)
        for n, name in enumerate(HOSTILE)
    ]
    return evaluate(plan, rows)


OTHERS = {
    "states": every_state,
    "months": by_months,
    "nothing": nothing,
    "hostile": hostile,
    "wide": lambda: wide(60, 30),
}


@pytest.mark.parametrize("name", ["example", *OTHERS])
def test_the_file_is_sound_and_the_same_twice(
    tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    evaluation = request.getfixturevalue("example") if name == "example" else OTHERS[name]()
    book = made(evaluation)
    path = saved(book, tmp_path)
    assert check(path) == []
    assert path.read_bytes() == render(made(evaluation))


@pytest.mark.parametrize("name", list(OTHERS))
def test_every_sheet_says_in_a1_that_it_is_generated(name: str) -> None:
    book = loaded(made(OTHERS[name]()))
    assert book.sheetnames == [own.DASHBOARD, own.CONSOLIDATED, own.BY_UNIT, own.FINDINGS]
    assert {sheet["A1"].value for sheet in book} == {own.GENERATED_NOTICE}
    assert book.active.title == own.DASHBOARD


def test_titles_tell_entity_year_period_and_day(example: Evaluation) -> None:
    sheet = loaded(made(example))[own.CONSOLIDATED]
    texts = [sheet.cell(row=n, column=1).value for n in range(1, 5)]
    assert texts[1] == "Servicio de Administración Tributaria de Cajamarca (SATCAJ)"
    assert texts[2] == "Consolidado del POI 2020 – Anual"
    assert texts[3].startswith("Consolidado el 29 de enero de 2021")
    assert SOURCE in texts[3]
    undated = loaded(made(nothing(), consolidated_on=None))[own.CONSOLIDATED]
    assert undated["A3"].value == "Consolidado del POI – Anual"
    assert undated["A4"].value.startswith("Libro de origen")


def test_a_period_that_nobody_chose_is_told() -> None:
    plan = replace(framework(), monthly=True)
    monthly = Monthly(months("1 1 1 1"), months("1 1"))
    evaluation = evaluate(plan, [row("AEI.01.01", "U0", None, None, monthly=monthly)])
    sheet = loaded(made(evaluation))[own.CONSOLIDATED]
    told = [sheet.cell(row=n, column=1).value for n in range(1, 7)]
    assert "El libro no fija un periodo: se evaluaron los meses con información (enero y febrero)." in told


def test_what_no_program_shows_is_not_rounded_away() -> None:
    values = [cell.content for cell in cells_of(every_state()) if isinstance(cell.content, Fraction)]
    assert Fraction(9997, 10000) in values


def cells_of(evaluation: Evaluation) -> list[Cell]:
    return [cell for sheet in made(evaluation).sheets for cell in sheet.cells.values()]


@pytest.mark.parametrize("module", [board, dashboard, figures, heights, links])
def test_examples_in_docstrings(module: Any) -> None:
    import doctest

    assert doctest.testmod(module).failed == 0


def test_the_paragraph_is_the_reports(example: Evaluation) -> None:
    from workbook.domain.facts import action_facts
    from workbook.spanish.narrative import paragraph

    rows = table(loaded(made(example))[own.CONSOLIDATED], "Programadas")
    told = {
        one["AEI"].value: one["Párrafo del informe"].value for one in rows if one["Párrafo del informe"].value
    }
    for result in example.actions():
        facts = action_facts(result, example.method, example.framework.scale, Decimal("1.5"))
        text = text_of(paragraph(facts, example.framework.scale, example.period))
        assert told.get(result.action.code, "") == text
