"""The entity's own template: eleven of them, typed by hand, odd and generated."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from report.compose import compose
from report.entitytemplate import Prepared, prepare
from report.inlines import text_of
from report.outline import Document, Heading
from report.stylesheet import style_names
from report.unusable import UnusableReport
from report.update import update
from report.word import DEFAULT_TEMPLATE, write
from report.wordfile import WordFile
from report.wordstyles import NAMES
from tests.report import entity
from tests.report.evolving import WHO
from tests.report.typed import NS, W, findings, packed, parts
from tests.support.libreoffice import Office
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Activity, Framework
from workbook.example import example_plan

DATA = {
    "Entidad": "SAT <Cajamarca> & cía",
    "periodo": "Anual 2020",
    "titulo": "Informe",
    "fecha": "hoy",
    "elaborado_por": "Ana",
}


SOON = ("without_styles", "with_bookmarks_and_drawings")
"""Validating takes seconds: these in every run, the others in the sweep."""


@pytest.fixture(scope="module")
def outline() -> Document:
    return compose(evaluate(*small_plan()), dt.date(2021, 1, 22))


def small_plan() -> tuple[Framework, list[Activity]]:
    """Two OEI of the example: a report that is soon validated."""
    plan = example_plan()
    kept = {one.code for one in plan.framework.objectives[5:]}
    actions = tuple(one for one in plan.framework.actions if one.objective in kept)
    codes = {one.code for one in actions}
    objectives = tuple(one for one in plan.framework.objectives if one.code in kept)
    framework = replace(plan.framework, objectives=objectives, actions=actions)
    return framework, [one for one in plan.activities if one.action in codes]


def ready(name: str) -> Prepared:
    return prepare(f"{name}.docx", entity.TEMPLATES[name](), DATA, DEFAULT_TEMPLATE)


def everything(content: bytes) -> str:
    """All text of body, headers, footers and boxes."""
    file = WordFile("x", content)
    stories = [
        file.document,
        *(r.target for r in file.relations(file.document) if r.kind.endswith(("/header", "/footer"))),
    ]
    return "\n".join(text_of(p) for part in stories for p in file.tree(part).iter(f"{W}p"))


@pytest.mark.parametrize("name", entity.TEMPLATES)
def test_no_placeholder_is_left_and_the_same_bytes_come_twice(name: str, outline: Document) -> None:
    template = ready(name)
    content = write(outline, template)
    text = everything(content)
    left = {"mistaken": ["{{entidat}}", "{{nada que ver}}", "{{ }}", "{{resumen}}", "{{informe}}"]}.get(
        name, []
    )
    for placeholder in left:
        assert placeholder in text
        text = text.replace(placeholder, "")
    assert "{{" not in text
    assert b"<?eficacia" not in parts(content)["word/document.xml"]
    assert write(outline, ready(name)) == content
    docx.Document(io.BytesIO(content))
    assert update("x", content, outline, WHO).content is None


@pytest.mark.parametrize(
    "name",
    [name if name in SOON else pytest.param(name, marks=pytest.mark.sweep) for name in entity.TEMPLATES],
)
def test_the_file_is_as_sound_as_its_template(name: str, outline: Document) -> None:
    content = write(outline, ready(name))
    assert [found for found in findings(content) if found not in findings(entity.TEMPLATES[name]())] == []


def test_data_stands_in_body_header_and_footer(outline: Document) -> None:
    content = write(outline, ready("letterhead"))
    lines = everything(content).split("\n")
    assert "  SAT <Cajamarca> & cía" in lines
    assert "Informe · Anual 2020" in lines
    assert "Jr. Ejemplo 123, Cajamarca · hoy" in lines
    assert "Elaborado por Ana." in lines


def test_parts_go_where_the_template_wants_them(outline: Document) -> None:
    content = write(outline, ready("landscape"))
    headings = [
        text_of(p)
        for p in WordFile("x", content).tree("word/document.xml").iter(f"{W}p")
        if _level(p) == "Heading1"
    ]
    assert headings[0] == "Resumen ejecutivo"
    assert [heading.partition(" ")[0] for heading in headings[1:]] == ["II.", "III."]
    assert "Tabla\u00a02" in everything(content)
    whole = write(outline, ready("letterhead"))
    assert everything(whole).rstrip().split("\n")[-1] != ""
    lines = [line for line in everything(whole).split("\n") if line]
    assert (
        lines.index("Elaborado por Ana.")
        < lines.index("Contenido")
        < lines.index("Resumen ejecutivo", lines.index("Contenido"))
    )
    assert "Firma del responsable" in lines


def _level(paragraph: etree._Element) -> str:
    style = paragraph.find("w:pPr/w:pStyle", NS)
    return "" if style is None else style.get(f"{W}val")


def test_tables_are_as_wide_as_the_page_that_lies(outline: Document) -> None:
    root = WordFile("x", write(outline, ready("landscape"))).tree("word/document.xml")
    assert {table.find("w:tblPr/w:tblW", NS).get(f"{W}w") for table in root.iter(f"{W}tbl")} == {"8640"}


def test_the_entitys_styles_are_used_by_name(outline: Document) -> None:
    content = write(outline, ready("spanish"))
    root = WordFile("x", content).tree("word/document.xml")
    used = {style.get(f"{W}val") for style in root.iter(f"{W}pStyle")}
    assert {"Ttulo1", "Ttulo2", "Ttulo3", "Textoindependiente", "Descripcin", "Listaconvietas"} <= used
    assert not used & set(entity.SPANISH_IDS)
    fonts = WordFile("x", content).tree("word/styles.xml")
    heading = next(s for s in fonts.iter(f"{W}style") if s.get(f"{W}styleId") == "Ttulo1")
    assert heading.find("w:rPr/w:rFonts", NS).get(f"{W}ascii") == "Times New Roman"


def test_missing_styles_are_added_with_their_lists_and_what_they_rest_on(outline: Document) -> None:
    file = WordFile("x", write(outline, ready("without_styles")))
    assert {name.lower() for name in NAMES} <= set(style_names(file))
    ids = set(style_names(file).values())
    styles = file.tree("word/styles.xml")
    for lead in ("basedOn", "link", "next"):
        assert {one.get(f"{W}val") for one in styles.iter(f"{W}{lead}")} <= ids
    bullets = next(
        s for s in styles.iter(f"{W}style") if s.find("w:name", NS).get(f"{W}val") == "List Bullet"
    )
    number = bullets.find("w:pPr/w:numPr/w:numId", NS).get(f"{W}val")
    numbering = file.tree(file.related("numbering"))
    assert number in {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
    order = [child.tag.rpartition("}")[2] for child in numbering]
    assert order == sorted(order, key=["numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"].index)


def test_placeholders_split_over_runs_take_the_look_of_their_first_letter(outline: Document) -> None:
    content = write(outline, ready("split_runs"))
    assert "Sr. SAT <Cajamarca> & cía, saludos" in everything(content)
    template = ready("split_runs")
    assert template.parts[0] == "resumen"


def test_what_a_box_or_a_cell_holds_is_filled(outline: Document) -> None:
    assert "Informe" in everything(write(outline, ready("text_box"))).split("\n")
    word = docx.Document(io.BytesIO(write(outline, ready("in_a_table"))))
    assert [cell.text for cell in word.tables[0].rows[0].cells] == [DATA["Entidad"], "Anual 2020"]
    assert "V. Conclusiones" in "".join(word.tables[0].cell(1, 0)._tc.itertext())


def test_unknown_placeholders_are_told_with_place_and_nearest_name() -> None:
    told = [(one.name, one.place, one.nearest) for one in ready("mistaken").unknown]
    assert ("resumen", "el encabezado", "resumen") in told
    names = {name: (place, nearest) for name, place, nearest in told}
    assert names["entidat"][1] == "entidad"
    assert names["entidat"][0].startswith("el párrafo ")
    assert names["nada que ver"][1] == ""
    assert names["informe"][1] == "informe"


def test_a_new_document_of_word_becomes_no_empty_page(outline: Document) -> None:
    content = write(outline, ready("blank"))
    body = WordFile("x", content).tree("word/document.xml")[0]
    assert body[0].tag == f"{W}sdt"


def test_a_template_for_documents_becomes_a_document(outline: Document) -> None:
    file = WordFile("x", write(outline, ready("dotx")))
    assert file.content_type(file.document) == entity.MAIN


def test_ids_stay_apart_and_nothing_is_fetched_from_elsewhere(outline: Document) -> None:
    content = write(outline, ready("with_bookmarks_and_drawings"))
    file = WordFile("x", content)
    assert [r for name in file.names() for r in file.relations(name) if r.external] == []
    assert b"attachedTemplate" not in parts(content)["word/settings.xml"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed(parts(entity.letterhead()) | {"word/vbaProject.bin": b"x"}), "macros"),
        (b"hola", "format"),
    ],
)
def test_macros_and_other_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnusableReport) as problem:
        prepare("x.docm", data, DATA, DEFAULT_TEMPLATE)
    assert problem.value.reason == reason


def test_an_update_of_a_report_in_a_template_leaves_unnamed_parts_out(outline: Document) -> None:
    content = write(outline, ready("landscape"))
    framework, activities = small_plan()
    fewer = [one for one in activities if one.action != "AEI.07.02"]
    changed = compose(evaluate(framework, fewer), dt.date(2021, 1, 22))
    made = update("x", content, changed, WHO)
    assert made.content is not None
    assert "I. Contribución" not in everything(made.content).split("\n")
    wanted = [block.text for block in outline.blocks() if isinstance(block, Heading) and block.level == 1]
    assert wanted[1] not in everything(made.content)
    assert update("x", made.content, changed, WHO).content is None


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["letterhead", "without_styles"])
def test_libreoffice_opens_the_reports(name: str, outline: Document, office: Office, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(write(outline, ready(name)))
    pdf = office.to_pdf(path, tmp_path / f"{name}.pdf")
    assert pdf.stat().st_size > 10_000
