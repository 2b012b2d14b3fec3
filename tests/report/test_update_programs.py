"""Reports that other programs have saved, and outlines that change their shape."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from report.changes import ChangeKind
from report.located import unwrap
from report.outline import Align, Chart, Column, Document, Heading, Paragraph, Section, Table, Text
from report.update import update
from report.word import write
from report.wordfile import WordFile
from tests.report.evolving import (
    START,
    WHO,
    all_tags,
    body,
    cells,
    comments,
    control,
    put_text,
    report,
    run,
    shown,
    texts,
    type_over,
)
from tests.report.test_update import CHANGED, GONE, WITH_NEW, delete, lose_tags, stays, write_without_memory
from tests.report.typed import NS, W, edited, findings, fragment, parts
from tests.support.libreoffice import Office, load_uno


def inline_controls(root: etree._Element) -> None:
    """As LibreOffice saves: each control is inside one paragraph of its block, around its first run."""
    for found in list(root.iter(f"{W}sdt")):
        content = found.find("w:sdtContent", NS)
        paragraphs = [p for p in content.findall("w:p", NS) if p.find("w:r/w:t", NS) is not None]
        tables = content.findall("w:tbl//w:p", NS)
        runs = (p.find(".//w:r", NS) for p in (paragraphs or tables or content.findall("w:p", NS)))
        first = next((one for one in runs if one is not None), None)
        inner = fragment("<w:sdt><w:sdtContent/></w:sdt>")
        inner.insert(0, deepcopy(found.find("w:sdtPr", NS)))
        unwrap(found)
        if first is not None:
            first.addprevious(inner)
            inner[1].append(first)


@pytest.fixture(scope="module")
def foreign() -> bytes:
    return edited(write(report(START)), inline_controls)


def test_controls_inside_paragraphs_stand_for_their_blocks(foreign: bytes) -> None:
    assert update("x", foreign, report(START), WHO).content is None
    new, kinds = run(foreign, CHANGED)
    lines = shown(new)
    assert "La meta se cumplió al 96 %, es decir, META CUMPLIDA." in lines
    assert {"92 %", "96 %"} <= set(lines)
    assert set(kinds) == {"CHART", "CELLS", "REPLACED"}
    stays(new, CHANGED)


def test_an_aei_comes_and_goes_between_such_controls(foreign: bytes) -> None:
    new, _ = run(foreign, WITH_NEW)
    lines = shown(new)
    assert lines.index("AEI.01.03 Nueva", 12) < lines.index("AEI.01.04 Atender", 12)
    stays(new, WITH_NEW)
    less, kinds = run(new, GONE)
    assert kinds.count("REMOVED") == 6
    assert "Tabla 1. AEI.01.01. Metas por área" not in shown(less)
    stays(less, GONE)


def test_a_copy_of_such_a_control_is_set_free(foreign: bytes) -> None:
    def copy(root: etree._Element) -> None:
        paragraph = next(control(root, "aei:AEI.01.01:parrafo").iterancestors(f"{W}p"))
        paragraph.addnext(deepcopy(paragraph))

    new, kinds = run(edited(foreign, copy), START)
    assert kinds == ["FREED"]
    assert all_tags(new).count("aei:AEI.01.01:parrafo") == 1


def with_sections(*changes: tuple[str, tuple[object, ...]]) -> Document:
    """The report, some of its parts with other blocks."""
    made = report(START)
    wanted = dict(changes)
    sections = tuple(
        replace(section, blocks=wanted[section.name]) if section.name in wanted else section
        for section in made.sections
    )
    return replace(made, sections=sections)


def test_a_chart_that_is_gone_takes_its_parts_along_and_comes_back() -> None:
    old = write(report(START))
    without = with_sections(("resumen", (Heading("R", 1, "Resumen"),)))
    made = update("x", old, without, WHO)
    assert made.content is not None
    assert not [name for name in parts(made.content) if "chart" in name or "Datos" in name]
    assert findings(made.content) == []
    back = update("x", made.content, report(START), WHO)
    assert back.content is not None
    assert [name for name in parts(back.content) if "/chart" in name]
    assert shown(back.content) == shown(old)
    assert findings(back.content) == []


def chart_of(document: Document) -> Chart:
    return next(block for block in document.blocks() if isinstance(block, Chart))


def test_a_chart_changed_by_hand_keeps_its_looks_and_gets_its_data() -> None:
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    old = write(report(START))

    def recolour(root: etree._Element) -> None:
        root.find(f".//{c}gapWidth").set("val", "200")
        for gone in root.findall(f".//{c}dLbls"):
            gone.getparent().remove(gone)

    mine = edited(old, recolour, "word/charts/chart1.xml")
    new, kinds = run(mine, CHANGED)
    assert "CHART" in kinds
    root = etree.fromstring(parts(new)["word/charts/chart1.xml"])
    assert root.find(f".//{c}gapWidth").get("val") == "200"
    assert next(v.text for v in root.find(f".//{c}val").iter(f"{c}v")) == "0.96"
    stays(new, CHANGED)


def test_a_chart_that_lost_its_workbook_gets_one() -> None:
    file = WordFile("x", write(report(START)))
    part = "word/charts/chart1.xml"
    file.unrelate([relation.id for relation in file.relations(part)], part)
    file.remove("word/embeddings/Datos1.xlsx")
    root = file.tree(part)
    link = next(root.iter("{*}externalData"))
    root.remove(link)
    file.touch(part)
    new, _ = run(file.save(), CHANGED)
    again = WordFile("x", new)
    assert again.has(again.related("package", part))
    assert findings(new) == []


def test_a_chart_that_leads_nowhere_is_left_alone() -> None:
    def cut(root: etree._Element) -> None:
        for chart in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
            chart.attrib.clear()

    _, kinds = run(edited(write(report(START)), cut), CHANGED)
    assert "CHART" not in kinds


# ---- columns and captions of another kind


def table_of(*titles: str, caption: str = "Resultados", rows: int = 2) -> Document:
    from report.outline import Row
    from tests.report.evolving import _cells

    columns = tuple(Column(title, 3, Align.LEFT if n == 0 else Align.RIGHT) for n, title in enumerate(titles))
    made = tuple(
        Row(f"r{n}", _cells(f"Unidad {n}", *(f"{n}{m}" for m in range(1, len(titles))))) for n in range(rows)
    )
    section = Section("s", (Heading("h", 1, "H"), Table("t", columns, made, caption)))
    return Document("T", "", "", "", (section,))


def test_a_table_with_other_columns_is_written_anew_if_untouched() -> None:
    old = write(table_of("Unidad", "Meta"))
    made = update("x", old, table_of("Unidad", "Meta", "% anual"), WHO)
    assert made.content is not None
    assert cells(made.content, "t")[0] == ["Unidad", "Meta", "% anual"]
    assert findings(made.content) == []


def test_a_table_with_other_columns_is_kept_with_a_comment_if_edited() -> None:
    old = type_over(write(table_of("Unidad", "Meta")), "t", "Mi unidad", cell=(1, 0))
    wanted = table_of("Unidad", "Meta", "% anual")
    made = update("x", old, wanted, WHO)
    assert made.content is not None
    assert cells(made.content, "t")[1][0] == "Mi unidad"
    assert "no se pudo actualizar" in comments(made.content)[0]
    assert update("x", made.content, wanted, WHO).content is None


def test_captions_follow_unless_somebody_rewrote_them() -> None:
    old = write(table_of("Unidad", "Meta"))
    made = update("x", old, table_of("Unidad", "Meta", caption="Metas"), WHO)
    assert made.content is not None
    assert texts(made.content, "t") == ["Tabla 1. Metas"]
    mine = type_over(old, "t", "Mi título de tabla")
    assert update("x", mine, table_of("Unidad", "Meta", caption="Metas"), WHO).content is None


def test_a_deleted_column_stays_deleted_and_new_rows_fit() -> None:
    def drop(root: etree._Element) -> None:
        table = control(root, "t").find(".//w:tbl", NS)
        table.find("w:tblGrid", NS).remove(table.find("w:tblGrid", NS)[1])
        for row in table.findall("w:tr", NS):
            row.remove(row.findall("w:tc", NS)[1])

    old = edited(write(table_of("Unidad", "Meta", "Avance")), drop)
    assert update("x", old, table_of("Unidad", "Meta", "Avance"), WHO).content is None
    made = update("x", old, table_of("Unidad", "Meta", "Avance", rows=3), WHO)
    assert made.content is not None
    assert cells(made.content, "t") == [
        ["Unidad", "Avance"], ["Unidad 0", "02"], ["Unidad 1", "12"], ["Unidad 2", "22"],
    ]  # fmt: skip
    assert findings(made.content) == []


def test_a_column_in_the_middle_gets_an_empty_cell_in_new_rows() -> None:
    def add(root: etree._Element) -> None:
        table = control(root, "t").find(".//w:tbl", NS)
        grid = table.find("w:tblGrid", NS)
        grid.insert(1, deepcopy(grid[0]))
        for row in table.findall("w:tr", NS):
            first = row.findall("w:tc", NS)[0]
            own = deepcopy(first)
            put_text(own.find("w:p", NS), "mío")
            first.addnext(own)

    old = edited(write(table_of("Unidad", "Meta")), add)
    made = update("x", old, table_of("Unidad", "Meta", rows=3), WHO)
    assert made.content is not None
    assert cells(made.content, "t")[-1] == ["Unidad 2", "", "21"]
    assert cells(made.content, "t")[1] == ["Unidad 0", "mío", "01"]
    assert findings(made.content) == []


def test_a_renamed_title_of_a_column_is_still_that_column() -> None:
    old = type_over(write(table_of("Unidad", "Meta")), "t", "Meta física", cell=(0, 1))
    assert update("x", old, table_of("Unidad", "Meta"), WHO).content is None
    made = update("x", type_over(old, "t", "99", cell=(1, 1)), table_of("Unidad", "Meta"), WHO)
    assert made.content is not None
    assert cells(made.content, "t")[1] == ["Unidad 0", "01"]


def test_a_figure_with_tracked_changes_is_left_with_a_comment() -> None:
    def track(root: etree._Element) -> None:
        cell = control(root, "aei:AEI.01.01:tabla").findall(".//w:tr", NS)[1].findall("w:tc", NS)[3]
        cell.find("w:p", NS).append(
            fragment('<w:ins w:id="900" w:author="Ana"><w:r><w:t>5</w:t></w:r></w:ins>')
        )

    old = edited(write(report(START)), track)
    assert update("x", old, report(START), WHO).content is None
    new, _ = run(old, CHANGED)
    assert cells(new, "aei:AEI.01.01:tabla")[1] == ["1", "Caja", "100", "945", "100 %"]
    assert "Ejecutadas: 100" in comments(new)[0]
    stays(new, CHANGED)


def test_a_cell_of_several_paragraphs_is_typed_over_as_one() -> None:
    def enter(root: etree._Element) -> None:
        cell = control(root, "aei:AEI.01.01:tabla").findall(".//w:tr", NS)[1].findall("w:tc", NS)[3]
        cell.append(deepcopy(cell.find("w:p", NS)))

    new, _ = run(edited(write(report(START)), enter), START)
    assert cells(new, "aei:AEI.01.01:tabla")[1][3] == "94"
    assert comments(new) == ["En el libro: 94. Aquí decía: 94 94."]


# ---- found again


def test_a_renamed_heading_without_control_is_found_by_its_code() -> None:
    mine = type_over(write(report(START)), "aei:AEI.01.02:titulo", "AEI.01.02 Recaudar mucho mejor")
    new, kinds = run(edited(mine, lose_tags), CHANGED)
    assert "DELETED" not in kinds
    assert "AEI.01.02 Recaudar mucho mejor" in shown(new)


def test_without_memory_a_table_is_found_in_its_stretch() -> None:
    def rename(root: etree._Element) -> None:
        put_text(control(root, "aei:AEI.01.02:tabla").find("w:sdtContent/w:p", NS), "Cuadro de metas")

    mine = write_without_memory(edited(edited(write(report(START)), rename), lose_tags))
    new, kinds = run(mine, START.with_units("AEI.01.02", Caja=55))
    assert "55 %" in shown(new)
    assert "NOT_FOUND" not in kinds


def test_an_empty_document_lists_everything() -> None:
    blank = edited(
        write_without_memory(write(report(START))),
        lambda root: [root[0].remove(one) for one in list(root[0]) if one.tag != f"{W}sectPr"],
    )
    made = update("x", blank, report(START), WHO)
    assert {change.kind for change in made.changes} == {ChangeKind.NOT_FOUND, ChangeKind.REMEMBERED}


def test_new_blocks_where_everything_was_deleted_stand_at_the_end() -> None:
    tags = all_tags(write(report(START)))
    bare = edited(write(report(START)), delete(*tags))
    new, kinds = run(bare, WITH_NEW)
    assert kinds.count("INSERTED") == 3
    assert findings(new) == []
    assert "AEI.01.03 Nueva" in shown(new)


def test_a_paragraph_that_was_emptied_is_commented_when_its_facts_change() -> None:
    mine = edited(
        write(report(START)),
        lambda root: [
            run_.getparent().remove(run_)
            for run_ in list(control(root, "aei:AEI.01.01:parrafo").iter(f"{W}r"))
        ],
    )
    new, kinds = run(mine, CHANGED)
    assert "COMMENTED" in kinds
    stays(new, CHANGED)


def test_a_picture_in_a_paragraph_stays_when_its_words_change() -> None:
    picture = (
        '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt"/></w:pict></w:r>'
    )
    mine = edited(
        write(report(START)),
        lambda root: control(root, "aei:AEI.01.01:parrafo").find(".//w:p", NS).append(fragment(picture)),
    )
    new, _ = run(mine, CHANGED)
    assert texts(new, "aei:AEI.01.01:parrafo") == ["La meta se cumplió al 96 %, es decir, META CUMPLIDA."]
    assert control(body(new), "aei:AEI.01.01:parrafo").find(".//w:pict", NS) is not None
    less, _ = run(new, GONE)
    assert control(body(less), "aei:AEI.01.01:parrafo").find(".//w:pict", NS) is not None


def test_a_paragraph_of_another_role_takes_its_style_with_it() -> None:
    def one(text: str, role: object) -> Document:
        blocks = (Heading("h", 1, "H"), Paragraph("p", (Text(text),), role))  # type: ignore[arg-type]
        return Document("T", "", "", "", (Section("s", blocks),))

    from report.outline import Role

    old = write(one("Falta explicar.", Role.MARK))
    made = update("x", old, one("Se explicó.", Role.BODY), WHO)
    assert made.content is not None
    style = control(body(made.content), "p").find(".//w:pStyle", NS).get(f"{W}val")
    assert style == "BodyText"


@pytest.mark.libreoffice
def test_a_report_that_libreoffice_has_saved(office: Office, tmp_path: Path) -> None:
    path, saved = tmp_path / "informe.docx", tmp_path / "guardado.docx"
    path.write_bytes(type_over(write(report(START)), "aei:AEI.01.02:parrafo", "Mi párrafo."))
    document = office.open(path)
    setting = load_uno().createUnoStruct(
        "com.sun.star.beans.PropertyValue", "FilterName", 0, "MS Word 2007 XML", 0
    )
    document.storeToURL(saved.as_uri(), (setting,))
    office.close(document)
    content = saved.read_bytes()
    assert update("x", content, report(START), WHO).content is None
    facts = WITH_NEW.with_units("AEI.01.01", Caja=100, Fiscalización=92).with_units("AEI.01.02", Caja=10)
    new, _ = run(content, facts)
    lines = shown(new)
    assert "Mi párrafo." in lines
    assert "La meta se cumplió al 96 %, es decir, META CUMPLIDA." in lines
    assert "AEI.01.03 Nueva" in lines
    assert len(comments(new)) == 1
    assert update("x", new, report(facts), WHO).content is None
    faults = [{re.sub(r"/word/\S+: ", "", found) for found in findings(one)} for one in (new, content)]
    assert faults[0] <= faults[1]  # only its own, wherever they stand now
    again = tmp_path / "otra.docx"
    again.write_bytes(new)
    office.close(office.open(again))
