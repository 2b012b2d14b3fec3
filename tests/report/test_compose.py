"""The composed report: the 2020 figures, every part, every state, keys and provenance."""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from report.compose import compose
from report.outline import Contents, Document, Heading, Paragraph, Role, Table, plain_text
from report.plaintext import to_text
from tests.support.outlines import NO_BREAK_SPACE, paragraphs, tables, texts
from workbook.domain.cells import BLANK, Mark, read_amount
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.model import (
    Action,
    Activity,
    Framework,
    Monthly,
    Objective,
    OrgUnit,
    Part,
    PartChoice,
    Settings,
)
from workbook.domain.periods import PeriodKind, named
from workbook.domain.results import Evaluation
from workbook.example import example_plan

TRUTH = tomllib.loads((Path(__file__).parents[1] / "cases" / "satcaj_2020.toml").read_text(encoding="utf-8"))
ACTIONS = TRUTH["aei"]


@pytest.fixture(scope="module")
def example() -> Evaluation:
    plan = example_plan()
    return evaluate(plan.framework, plan.activities)


@pytest.fixture(scope="module")
def report(example: Evaluation) -> Document:
    return compose(example, None)


def test_outline_of_the_example(report: Document, golden: Callable[[str, str], None]) -> None:
    golden("informe-ejemplo.txt", to_text(report))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action["code"])
def test_section_one_prints_the_figures_of_the_2020_report(report: Document, action: dict) -> None:
    rows = texts(tables(report)[f"aei:{action['code']}:tabla"])
    printed = {row[1]: row[2:] for row in rows if row[0] != "TOTAL"}
    assert list(printed) == [row["unit"] for row in action["rows"]]
    if action["state"] == "no_programada":
        assert all(cells == ["No programada para el periodo en evaluación"] for cells in printed.values())
        assert f"aei:{action['code']}:parrafo" not in paragraphs(report)
        return
    for row in action["rows"]:
        assert printed[row["unit"]] == [row["programmed"], row["executed"], row["percent"]]
    assert rows[-1] == ["TOTAL", action["programmed"], action["executed"], action["percent"]]
    paragraph = paragraphs(report)[f"aei:{action['code']}:parrafo"]
    assert paragraph.endswith(f" acción obtiene un indicador de eficacia de {action['label']}.")


def test_section_two_prints_the_figures_of_the_2020_report(report: Document) -> None:
    printed = {}
    for key, table in tables(report).items():
        if key.startswith("oei:"):
            printed |= {row.key: cells for row, cells in zip(table.rows, texts(table), strict=True)}
    actions = {action["code"]: action for action in ACTIONS if action["state"] == "programada"}
    for one in [*TRUTH["oei"], *actions.values()]:
        assert printed[one["code"]][2:5] == [one["programmed"], one["executed"], one["percent"]], one["code"]
    for code, action in actions.items():
        assert printed[code][5] == action["label"]


def test_label_is_bold_and_alone_in_bold(report: Document) -> None:
    for block in report.blocks():
        if isinstance(block, Paragraph) and block.key.endswith(":parrafo"):
            bold = [item.text for item in block.content if item.bold]
            assert len(bold) == 1
            assert bold[0].startswith("META ")


def test_every_key_is_there_once(report: Document) -> None:
    keys = Counter(block.key for block in report.blocks())
    assert [key for key, times in keys.items() if times > 1] == []


def test_parts_come_in_the_planners_order_with_the_planners_titles(example: Evaluation) -> None:
    choices = (
        PartChoice(Part.METHOD, "Cómo se calculó"),
        PartChoice(Part.UNITS),
        PartChoice(Part.BY_AREA, "4. Por áreas"),
        PartChoice(Part.CONCLUSIONS),
    )
    settings = replace(example.framework.settings, parts=choices)
    document = compose(replace(example, framework=replace(example.framework, settings=settings)), None)
    assert [section.name for section in document.sections] == [
        "metodo",
        "tabla_unidades",
        "seccion_I",
        "conclusiones",
    ]
    titles = [block.text for block in document.blocks() if isinstance(block, Heading) and block.level == 1]
    assert titles == [
        "Cómo se calculó",
        "I. Resultados por unidad orgánica",
        "4. Por áreas",
        "II. Conclusiones y recomendaciones",
    ]


def test_default_parts_and_date(example: Evaluation) -> None:
    document = compose(example, dt.date(2021, 1, 29))
    assert [section.name for section in document.sections] == [part.value for part in Part]
    assert isinstance(document.sections[1].blocks[0], Contents)
    assert paragraphs(document)["cabecera:fecha"] == "Fecha: 29 de enero de 2021"
    assert document.created == "2021-01-29"


def test_every_missing_explanation_is_marked(report: Document) -> None:
    marks = [block for block in report.blocks() if isinstance(block, Paragraph) and block.role is Role.MARK]
    assert [mark.key for mark in marks] == ["aei:AEI.03.02:comentario"]
    assert "96" in plain_text(marks[0].content)
    matrix = texts(tables(report)["metas_por_debajo:tabla"])
    assert [row[:2] for row in matrix if row[3] == "Falta explicar"] == [
        ["AEI.03.02", "Departamento de Gestión de Cobranza"]
    ]


def test_drafts_are_quoted_attributed_and_marked(report: Document) -> None:
    drafts = [b for b in report.blocks() if isinstance(b, Paragraph) and b.role is Role.DRAFT]
    assert [draft.key for draft in drafts] == ["aei:AEI.06.01:comentario"]
    words = plain_text(drafts[0].content)
    assert "La Unidad de Contabilidad informa: «" in words
    assert "La Unidad de Logística informa: «" in words


_DEFAULTS = Settings()


def _plan(
    *rows: Activity, settings: Settings = _DEFAULTS, monthly: bool = False
) -> tuple[Framework, tuple[Activity, ...]]:
    units = tuple(OrgUnit(name, name) for name in dict.fromkeys(row.unit for row in rows))
    codes = dict.fromkeys(row.action for row in rows)
    actions = tuple(Action(code, f"Nombre de {code}", "OEI.01") for code in codes)
    return Framework(settings, (Objective("OEI.01", "Objetivo"),), actions, units, monthly=monthly), rows


def _row(action: str, unit: str, programmed: object, executed: object, **more: object) -> Activity:
    return Activity(action, unit, read_amount(programmed), read_amount(executed), **more)


@pytest.fixture(scope="module")
def states() -> Document:
    framework, rows = _plan(
        _row("AEI.01.01", "Oficina A", 10, 5, measure="Informe"),
        _row("AEI.01.01", "Oficina B", 4, None),
        _row("AEI.01.01", "Oficina C", "x", 3),
        _row("AEI.01.01", "Oficina D", 0, 7),
        _row("AEI.01.02", "Oficina A", 10, "S.I."),
        _row("AEI.01.03", "Oficina A", 0, 3),
        _row("AEI.01.04", "Oficina A", "#REF!", 3),
        _row("AEI.01.05", "Oficina A", "NP", None),
        settings=Settings(unit_noun="Centro de costo"),
    )
    return compose(evaluate(framework, rows), None)


def test_every_state_has_its_row(states: Document) -> None:
    shown = {key: texts(table) for key, table in tables(states).items() if key.startswith("aei:")}
    assert shown["aei:AEI.01.01:tabla"] == [
        ["1", "Oficina A", "10", "5", "50 %"],
        ["2", "Oficina B", "4", "S.I.", "S.I."],
        ["3", "Oficina C", "No se pudo evaluar: ver Observaciones"],
        ["4", "Oficina D", "Sin meta", "7", "–"],
        ["TOTAL", "14", "5", "36 %"],
    ]
    assert shown["aei:AEI.01.02:tabla"] == [
        ["1", "Oficina A", "10", "S.I.", "S.I."],
        ["TOTAL", "10", "S.I.", "S.I."],
    ]
    assert shown["aei:AEI.01.03:tabla"] == [["1", "Oficina A", "Sin meta", "3", "–"]]
    assert shown["aei:AEI.01.04:tabla"] == [["1", "Oficina A", "No se pudo evaluar: ver Observaciones"]]
    assert shown["aei:AEI.01.05:tabla"] == [["1", "Oficina A", "No programada para el periodo en evaluación"]]


def test_every_state_has_its_label_in_section_two(states: Document) -> None:
    shown = {row[1].split(":")[0]: row[2:] for row in texts(tables(states)["oei:OEI.01:tabla"])}
    assert shown["OEI.01"] == ["24", "5", "21 %", "META INSUFICIENTE (provisional)"]
    assert shown["AEI.01.01"][-1] == "META INSUFICIENTE (provisional)"
    assert shown["AEI.01.02"] == ["10", "S.I.", "S.I.", "–"]
    assert shown["AEI.01.03"] == ["Sin meta programada", "–"]


def test_notes_tell_what_the_total_leaves_out(states: Document) -> None:
    notes = [text for key, text in paragraphs(states).items() if key.startswith("aei:AEI.01.01:nota")]
    assert notes == [
        "Ejecución sin meta programada, que el TOTAL no incluye: Oficina D: 7.",
        "Hay filas que no se pudieron evaluar y que el TOTAL no incluye: ver la hoja Observaciones.",
    ]


def test_the_units_column_is_named_by_the_planner(states: Document) -> None:
    assert tables(states)["aei:AEI.01.01:tabla"].columns[1].title == "Centro de costo"


@pytest.mark.parametrize(("method", "words"), [(Method.MEAN, "promedio"), (Method.CAPPED_RATIO, "tope")])
def test_a_note_says_what_the_total_is_by_another_method(method: Method, words: str) -> None:
    framework, rows = _plan(_row("AEI.01.01", "Oficina A", 10, 20), _row("AEI.01.01", "Oficina B", 10, 5))
    document = compose(evaluate(framework, rows, Request(method=method)), None)
    assert words in paragraphs(document)["aei:AEI.01.01:nota:1"]


def test_line_about_other_methods_can_be_switched_off() -> None:
    rows = (
        _row("AEI.01.01", "Oficina A", 10, 20, measure="Informe"),
        _row("AEI.01.01", "Oficina B", 10, 5, measure="Taller"),
    )
    told = paragraphs(compose(evaluate(*_plan(*rows)), None))
    assert "META PARCIALMENTE CUMPLIDA, ACEPTABLE" in told["aei:AEI.01.01:nota:1"]
    silent = paragraphs(compose(evaluate(*_plan(*rows, settings=Settings(method_warning=False))), None))
    assert "aei:AEI.01.01:nota:1" not in silent
    same = tuple(replace(row, measure="Informe") for row in rows)
    assert "aei:AEI.01.01:nota:1" not in paragraphs(compose(evaluate(*_plan(*same)), None))


def _month_row(programmed: list[object], executed: list[object]) -> Activity:
    fill = [None] * (12 - len(programmed))
    monthly = Monthly(
        tuple(read_amount(v) for v in [*programmed, *fill]),
        tuple(read_amount(v) for v in [*executed, *[None] * (12 - len(executed))]),
    )
    return Activity("AEI.01.01", "Oficina A", BLANK, BLANK, name="Actividad", monthly=monthly)


def test_annual_target_stands_beside_the_period() -> None:
    settings = Settings(period=named(PeriodKind.FIRST_QUARTER), year=2026)
    framework, rows = _plan(_month_row([10] * 12, [10, 10, 10]), settings=settings, monthly=True)
    table = tables(compose(evaluate(framework, rows), None))["oei:OEI.01:tabla"]
    assert [column.title for column in table.columns][-2:] == ["Meta anual", "% anual"]
    assert texts(table)[1][2:] == ["30", "30", "100 %", "META CUMPLIDA", "120", "25 %"]


def test_cover_says_which_months_were_taken_where_no_period_is_given() -> None:
    framework, rows = _plan(_month_row([10] * 12, [10, 10]), settings=Settings(year=2026), monthly=True)
    cover = paragraphs(compose(evaluate(framework, rows), None))["cabecera:periodo"]
    assert cover.startswith("Periodo evaluado: Anual, con corte a febrero de 2026")
    assert "enero y febrero" in cover


def test_memorandum_head() -> None:
    settings = Settings(
        entity="Entidad",
        addressee="Gerencia General",
        sender="Planeamiento",
        report_number="012-2026",
        reference="Oficio 1",
    )
    framework, rows = _plan(_row("AEI.01.01", "Oficina A", 10, 20), settings=settings)
    head = paragraphs(compose(evaluate(framework, rows), None))
    assert head["cabecera:numero"] == "Informe N°: 012-2026"
    assert head["cabecera:a"] == "A: Gerencia General"
    assert head["cabecera:asunto"].startswith("Asunto: Informe de evaluación")


def test_an_aei_without_units_is_told() -> None:
    framework, rows = _plan(_row("AEI.01.01", "Oficina A", 10, 20))
    framework = replace(framework, actions=(*framework.actions, Action("AEI.01.09", "Sola", "OEI.01")))
    document = compose(evaluate(framework, rows), None)
    assert (
        paragraphs(document)["aei:AEI.01.09:sin_unidades"] == "Ninguna unidad orgánica registró actividades."
    )


def test_nothing_below_target_says_so() -> None:
    document = compose(evaluate(*_plan(_row("AEI.01.01", "Oficina A", 10, 10))), None)
    assert "metas_por_debajo:ninguna" in paragraphs(document)
    assert paragraphs(document)["conclusiones:1"] == "Una AEI obtuvo indicador de eficacia: META CUMPLIDA."


def test_a_plan_in_which_nothing_can_be_labelled() -> None:
    document = compose(evaluate(*_plan(_row("AEI.01.01", "Oficina A", "NP", None))), None)
    assert (
        paragraphs(document)["conclusiones:1"] == "Ninguna AEI obtuvo un indicador de eficacia en el periodo."
    )
    assert not any(isinstance(b, Heading) and b.key == "resumen:atencion" for b in document.blocks())


def test_percentages_carry_a_no_break_space(report: Document) -> None:
    for text in paragraphs(report).values():
        assert text.count("%") == text.count(f"{NO_BREAK_SPACE}%")


def test_tables_are_rectangular(report: Document, states: Document) -> None:
    for document in (report, states):
        for block in document.blocks():
            if isinstance(block, Table):
                assert {sum(cell.span for cell in row.cells) for row in block.rows} == {len(block.columns)}, (
                    block.key
                )
                assert len({row.key for row in block.rows}) == len(block.rows), block.key


def test_causes_that_are_only_a_source_are_not_published() -> None:
    framework, rows = _plan(
        _row("AEI.01.01", "Oficina A", 10, 5, cause="CORREO ELECTRONICO JUAN PEREZ", name="Act")
    )
    document = compose(evaluate(framework, rows), None)
    assert "JUAN PEREZ" not in to_text(document)
    assert texts(tables(document)["metas_por_debajo:tabla"])[0][3] == "Falta explicar"


def test_mark_enum_is_not_printed(states: Document) -> None:
    assert not any(str(mark) in to_text(states) for mark in Mark)
