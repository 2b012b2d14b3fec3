"""The table of informe.md, section 3: a named test for each of its cells."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree

from report.update import update
from report.word import write
from report.wordfile import WordFile
from tests.report.evolving import (
    START,
    WHO,
    Action,
    Facts,
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
from tests.report.typed import NS, W, edited, findings, fragment, parts

PARAGRAPH, TABLE = "aei:AEI.01.01:parrafo", "aei:AEI.01.01:tabla"
CHANGED = START.with_units("AEI.01.01", Caja=100, Fiscalización=92)


@pytest.fixture(scope="module")
def old() -> bytes:
    return write(report(START))


def stays(content: bytes, facts: Facts) -> None:
    """Nothing changes when it runs again, and the file is sound."""
    assert update("x", content, report(facts), WHO).content is None
    assert findings(content) == []


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


# ---- untouched


def test_untouched_and_facts_unchanged_nothing_happens(old: bytes) -> None:
    assert update("x", old, report(START), WHO) == update("x", old, report(START), WHO)
    assert run(old, START) == (old, [])


def test_untouched_and_facts_changed_it_is_as_written_anew(old: bytes) -> None:
    new, kinds = run(old, CHANGED)
    fresh = write(report(CHANGED))
    assert texts(new, PARAGRAPH) == ["La meta se cumplió al 96 %, es decir, META CUMPLIDA."]
    for tag in set(all_tags(fresh)) - {"indice"}:
        ours, theirs = (control(body(content), tag).find("w:sdtContent", NS) for content in (new, fresh))
        if tag != "g":
            assert canonical(ours) == canonical(theirs), tag
    assert comments(new) == []
    assert set(kinds) == {"CHART", "CELLS", "REPLACED"}
    stays(new, CHANGED)


def test_what_nobody_touched_and_has_the_same_facts_is_left_alone(old: bytes) -> None:
    new, _ = run(old, CHANGED)
    same = set(all_tags(old)) - {PARAGRAPH, TABLE, "g", "matriz"}
    for tag in same:
        assert canonical(control(body(new), tag)) == canonical(control(body(old), tag)), tag
    before, after = parts(old), parts(new)
    assert {name for name in after if after[name] != before.get(name)} == {
        "word/document.xml",
        "word/charts/chart.xml" if "word/charts/chart.xml" in before else "word/charts/chart1.xml",
        "word/embeddings/Datos1.xlsx",
        "customXml/item1.xml",
    }


# ---- a paragraph rewritten by a person


def test_rewritten_and_facts_unchanged_it_is_kept(old: bytes) -> None:
    mine = type_over(old, PARAGRAPH, "La meta se cumplió casi del todo (94 %).")
    assert run(mine, START) == (mine, [])


def test_rewritten_and_facts_changed_it_is_kept_with_a_comment(old: bytes) -> None:
    mine = type_over(old, PARAGRAPH, "Casi del todo.")
    new, kinds = run(mine, CHANGED)
    assert texts(new, PARAGRAPH) == ["Casi del todo."]
    (comment,) = comments(new)
    assert "antes «87 %», ahora «96 %»" in comment
    assert "antes «INSUFICIENTE», ahora «CUMPLIDA»" in comment
    assert "Texto propuesto: La meta se cumplió al 96 %, es decir, META CUMPLIDA." in comment
    assert "COMMENTED" in kinds
    stays(new, CHANGED)
    again, _ = run(new, CHANGED.with_units("AEI.01.01", Caja=98))
    assert len(comments(again)) == 2


def test_rewritten_into_what_the_book_says_now_no_comment(old: bytes) -> None:
    mine = type_over(old, PARAGRAPH, "La meta se cumplió al 96 %, es decir, META CUMPLIDA.")
    new, _ = run(mine, CHANGED)
    assert comments(new) == []


# ---- only its formatting changed


def make_red(root: etree._Element) -> None:
    for one in control(root, PARAGRAPH).iter(f"{W}r"):
        look = one.find("w:rPr", NS)
        if look is None:
            look = etree.Element(f"{W}rPr")
            one.insert(0, look)
        look.append(fragment('<w:color w:val="FF0000"/>'))


def test_formatted_and_facts_unchanged_it_is_kept(old: bytes) -> None:
    mine = edited(old, make_red)
    assert run(mine, START) == (mine, [])


def test_formatted_and_facts_changed_its_text_is_replaced_and_its_formatting_kept(old: bytes) -> None:
    new, _ = run(edited(old, make_red), CHANGED)
    assert texts(new, PARAGRAPH) == ["La meta se cumplió al 96 %, es decir, META CUMPLIDA."]
    runs = [one for one in control(body(new), PARAGRAPH).iter(f"{W}r") if one.find("w:t", NS) is not None]
    assert all(one.find("w:rPr/w:color", NS).get(f"{W}val") == "FF0000" for one in runs)
    bold = "".join(t.text for one in runs if one.find("w:rPr/w:b", NS) is not None for t in one.iter(f"{W}t"))
    assert bold == "META CUMPLIDA"
    assert comments(new) == []
    stays(new, CHANGED)


def test_a_formatted_cell_keeps_its_formatting(old: bytes) -> None:
    def highlight(root: etree._Element) -> None:
        cell = control(root, TABLE).findall(".//w:tr", NS)[1].findall("w:tc", NS)[3]
        cell.find(".//w:r", NS).insert(0, fragment('<w:rPr><w:highlight w:val="yellow"/></w:rPr>'))

    new, _ = run(edited(old, highlight), CHANGED)
    cell = control(body(new), TABLE).findall(".//w:tr", NS)[1].findall("w:tc", NS)[3]
    assert cell.find(".//w:t", NS).text == "100"
    assert cell.find(".//w:highlight", NS) is not None


# ---- a figure in a table typed over


def test_a_figure_typed_over_and_facts_unchanged_the_workbook_wins_with_a_comment(old: bytes) -> None:
    new, kinds = run(type_over(old, TABLE, "2,081", cell=(1, 3)), START)
    assert cells(new, TABLE)[1] == ["1", "Caja", "100", "94", "94 %"]
    assert comments(new) == ["En el libro: 94. Aquí decía: 2,081."]
    assert kinds == ["CELLS", "TYPED_OVER"]
    stays(new, START)


def test_a_figure_typed_over_and_facts_changed_the_workbook_wins_with_a_comment(old: bytes) -> None:
    new, _ = run(type_over(old, TABLE, "2,081", cell=(1, 3)), CHANGED)
    assert cells(new, TABLE)[1] == ["1", "Caja", "100", "100", "100 %"]
    assert comments(new) == ["En el libro: 100. Aquí decía: 2,081."]
    stays(new, CHANGED)


def test_words_in_a_table_rewritten_are_kept(old: bytes) -> None:
    mine = type_over(old, "matriz", "Faltó personal calificado", cell=(2, 2))
    mine = type_over(mine, TABLE, "Caja central", cell=(1, 1))
    assert run(mine, START) == (mine, [])
    changed = replace(START, causes={"Informática": "Faltaron dos técnicos"})
    new, _ = run(mine, changed)
    assert cells(new, "matriz")[2][2] == "Faltó personal calificado"
    assert "antes «personal», ahora «dos técnicos»" not in comments(new)[0]
    assert "Texto propuesto: Faltaron dos técnicos" in comments(new)[0]
    stays(new, changed)


# ---- rows or columns added by a person


def add_row(root: etree._Element) -> None:
    rows = control(root, TABLE).findall(".//w:tr", NS)
    own = deepcopy(rows[1])
    for place, text in enumerate(("", "De ellos, en línea", "10", "9", "90 %")):
        put_text(own.findall("w:tc", NS)[place].find("w:p", NS), text)
    rows[1].addnext(own)


def add_column(root: etree._Element) -> None:
    table = control(root, TABLE).find(".//w:tbl", NS)
    grid = table.find("w:tblGrid", NS)
    grid.append(deepcopy(grid[-1]))
    for number, row in enumerate(table.findall("w:tr", NS)):
        own = deepcopy(row.findall("w:tc", NS)[-1])
        put_text(own.find("w:p", NS), f"mío {number}")
        row.append(own)


MORE = CHANGED.with_units("AEI.01.01", Archivo=99)


def test_a_row_added_and_facts_unchanged_it_is_kept(old: bytes) -> None:
    mine = edited(old, add_row)
    assert run(mine, START) == (mine, [])


def test_a_row_added_and_facts_changed_it_is_refreshed_around(old: bytes) -> None:
    new, _ = run(edited(old, add_row), MORE)
    assert cells(new, TABLE)[1:] == [
        ["1", "Caja", "100", "100", "100 %"],
        ["", "De ellos, en línea", "10", "9", "90 %"],
        ["2", "Fiscalización", "100", "92", "92 %"],
        ["3", "Archivo", "100", "99", "99 %"],
        ["TOTAL", "–", "–", "97 %"],
    ]
    assert comments(new) == []
    stays(new, MORE)


def test_a_column_added_and_facts_unchanged_it_is_kept(old: bytes) -> None:
    mine = edited(old, add_column)
    assert run(mine, START) == (mine, [])


def test_a_column_added_and_facts_changed_it_is_refreshed_around(old: bytes) -> None:
    new, _ = run(edited(old, add_column), MORE)
    assert cells(new, TABLE) == [
        ["N°", "Área", "Programadas", "Ejecutadas", "%", "mío 0"],
        ["1", "Caja", "100", "100", "100 %", "mío 1"],
        ["2", "Fiscalización", "100", "92", "92 %", "mío 2"],
        ["3", "Archivo", "100", "99", "99 %", ""],
        ["TOTAL", "–", "–", "97 %", "mío 3"],
    ]
    stays(new, MORE)


def test_a_table_that_cannot_be_refreshed_gets_a_comment_once(old: bytes) -> None:
    def merge_cells(root: etree._Element) -> None:
        row = control(root, TABLE).findall(".//w:tr", NS)[1].findall("w:tc", NS)
        row[2].find("w:tcPr", NS).append(fragment('<w:gridSpan w:val="3"/>'))
        for cell in row[3:]:
            cell.getparent().remove(cell)

    mine = edited(old, merge_cells)
    assert run(mine, START) == (mine, [])
    new, kinds = run(mine, CHANGED)
    assert comments(new)[0].startswith("No se pudo actualizar aquí, porque la tabla cambió de forma.")
    assert "Ejecutadas: 100" in comments(new)[0]
    assert "STUCK" in kinds
    stays(new, CHANGED)


def test_a_table_torn_apart_gets_a_comment_once(old: bytes) -> None:
    def tear(root: etree._Element) -> None:
        table = control(root, TABLE).find(".//w:tbl", NS)
        table.getparent().replace(table, fragment("<w:p><w:r><w:t>convertida en texto</w:t></w:r></w:p>"))

    mine = edited(old, tear)
    assert run(mine, START) == (mine, [])
    new, _ = run(mine, CHANGED)
    assert "no se pudo actualizar" in comments(new)[0]
    stays(new, CHANGED)


# ---- deleted


def delete(*tags: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        for tag in tags:
            found = control(root, tag)
            found.getparent().remove(found)

    return change


def test_deleted_and_facts_unchanged_it_stays_deleted_and_is_listed(old: bytes) -> None:
    mine = edited(old, delete(PARAGRAPH))
    assert run(mine, START) == (mine, ["DELETED"])


def test_deleted_and_facts_changed_it_stays_deleted_and_is_listed_as_out_of_date(old: bytes) -> None:
    new, kinds = run(edited(old, delete(PARAGRAPH, TABLE)), CHANGED)
    assert PARAGRAPH not in all_tags(new)
    assert kinds.count("STALE") == 2
    stays(new, CHANGED)


def test_a_deleted_row_stays_deleted_and_is_listed(old: bytes) -> None:
    def drop(root: etree._Element) -> None:
        row = control(root, TABLE).findall(".//w:tr", NS)[1]
        row.getparent().remove(row)

    mine = edited(old, drop)
    assert run(mine, START) == (mine, ["ROW_DELETED"])
    new, kinds = run(mine, CHANGED)
    assert [row[0] for row in cells(new, TABLE)] == ["N°", "2", "TOTAL"]
    assert "ROW_DELETED" in kinds
    stays(new, CHANGED)


# ---- copied


def copy(root: etree._Element) -> None:
    found = control(root, PARAGRAPH)
    root[0].insert(0, deepcopy(found))
    table = control(root, TABLE)
    table.addnext(deepcopy(table))


@pytest.mark.parametrize("facts", [START, CHANGED], ids=["facts_unchanged", "facts_changed"])
def test_copied_the_first_is_kept_and_the_second_set_free_and_listed(old: bytes, facts: Facts) -> None:
    new, kinds = run(edited(old, copy), facts)
    assert kinds.count("FREED") == 2
    assert all_tags(new).count(PARAGRAPH) == all_tags(new).count(TABLE) == 1
    first, second = [
        text for text in shown(new) if text.startswith("La meta se cumplió al") and "META" in text
    ][:2]
    expected = "96 %" if facts is CHANGED else "87 %"
    assert expected in first
    assert "87 %" in second
    stays(new, facts)


# ---- split by Enter, tracked changes inside


def split_by_enter(root: etree._Element) -> None:
    first = control(root, PARAGRAPH).find("w:sdtContent/w:p", NS)
    second = deepcopy(first)
    first.addnext(second)
    put_text(first, "La meta se cumplió al 87 %,")
    put_text(second, "es decir, META INSUFICIENTE.")


def track(root: etree._Element) -> None:
    first = control(root, PARAGRAPH).find("w:sdtContent/w:p", NS)
    first.append(fragment('<w:ins w:id="900" w:author="Ana"><w:r><w:t> Añadido.</w:t></w:r></w:ins>'))


@pytest.mark.parametrize("change", [split_by_enter, track])
def test_split_or_tracked_and_facts_unchanged_it_is_kept(old: bytes, change) -> None:  # noqa: ANN001
    mine = edited(old, change)
    assert run(mine, START) == (mine, [])


@pytest.mark.parametrize("change", [split_by_enter, track])
def test_split_or_tracked_and_facts_changed_it_gets_a_comment(old: bytes, change) -> None:  # noqa: ANN001
    mine = edited(old, change)
    new, _ = run(mine, CHANGED)
    assert texts(new, PARAGRAPH) == texts(mine, PARAGRAPH)
    assert len(comments(new)) == 1
    stays(new, CHANGED)


# ---- AEI that come and go

WITH_NEW = replace(
    START,
    actions={
        "AEI.01.01": START.actions["AEI.01.01"],
        "AEI.01.02": START.actions["AEI.01.02"],
        "AEI.01.03": Action("Nueva", {"Caja": 50}),
        "AEI.01.04": START.actions["AEI.01.04"],
    },
)


def test_a_new_aei_is_inserted_at_its_place(old: bytes) -> None:
    def write_after(root: etree._Element) -> None:
        control(root, "aei:AEI.01.02:parrafo").addnext(fragment("<w:p><w:r><w:t>Mi nota</w:t></w:r></w:p>"))

    new, kinds = run(edited(old, write_after), WITH_NEW)
    assert kinds.count("INSERTED") == 3
    tags = all_tags(new)
    place = tags.index("aei:AEI.01.03:titulo")
    assert tags[place - 1 : place + 4] == [
        "aei:AEI.01.02:parrafo",
        "aei:AEI.01.03:titulo",
        "aei:AEI.01.03:tabla",
        "aei:AEI.01.03:parrafo",
        "aei:AEI.01.04:titulo",
    ]
    lines = shown(new)
    heading = next(
        n for n, text in enumerate(lines) if n > lines.index("Mi nota") and text.startswith("AEI.01.03")
    )
    assert heading > lines.index("Mi nota")
    assert texts(new, "aei:AEI.01.03:tabla") == ["Tabla 3. AEI.01.03. Metas por área"]
    assert texts(new, "aei:AEI.01.04:tabla") == ["Tabla 4. AEI.01.04. Metas por área"]
    assert "AEI.01.03 Nueva" in texts(new, "indice")
    assert ["AEI.01.03", "Caja", "Falta explicar", ""] in cells(new, "matriz")
    stays(new, WITH_NEW)


GONE = replace(START, actions={k: v for k, v in START.actions.items() if k != "AEI.01.01"})


def test_an_aei_that_is_gone_is_removed_if_untouched(old: bytes) -> None:
    new, kinds = run(old, GONE)
    assert not [tag for tag in all_tags(new) if "AEI.01.01" in tag]
    assert kinds.count("REMOVED") == 3
    assert texts(new, "aei:AEI.01.02:tabla") == ["Tabla 1. AEI.01.02. Metas por área"]
    assert comments(new) == []


def test_an_aei_that_is_gone_is_kept_with_a_comment_if_edited(old: bytes) -> None:
    mine = type_over(old, PARAGRAPH, "Lo que escribí.")
    facts = replace(GONE, actions={**GONE.actions})
    new, _ = run(mine, facts)
    assert texts(new, PARAGRAPH) == ["Lo que escribí."]
    assert TABLE not in all_tags(new)
    assert any("ya no sale del libro" in text for text in comments(new))
    again = update("x", new, report(facts), WHO)
    assert again.content is None


# ---- tags lost


def lose_tags(root: etree._Element) -> None:
    from report.located import unwrap

    for found in list(root.iter(f"{W}sdt")):
        unwrap(found)


def test_tags_lost_and_facts_unchanged_nothing_happens(old: bytes) -> None:
    mine = edited(old, lose_tags)
    new, kinds = run(mine, START)
    assert new == mine
    assert set(kinds) <= {"DELETED"}
    assert kinds == []


def test_tags_lost_and_facts_changed_blocks_are_found_by_heading_and_table(old: bytes) -> None:
    mine = type_over(old, "aei:AEI.01.02:parrafo", "La meta se cumplió al 85 %: bien, META PARCIAL.")
    new, kinds = run(edited(mine, lose_tags), MORE.with_units("AEI.01.02", Caja=50))
    lines = shown(new)
    assert "La meta se cumplió al 97 %, es decir, META CUMPLIDA." in lines
    assert "La meta se cumplió al 85 %: bien, META PARCIAL." in lines
    assert len(comments(new)) == 1
    assert "NOT_FOUND" not in kinds
    assert lines.count("99 %") == 1
    again = update("x", new, report(MORE.with_units("AEI.01.02", Caja=50)), WHO)
    assert again.content is None


def pasted_elsewhere(content: bytes) -> bytes:
    """The body pasted into another document: no tags, no memory."""
    return write_without_memory(edited(content, lose_tags))


def write_without_memory(content: bytes) -> bytes:
    file = WordFile("x", content)
    number = next(r.id for r in file.relations(file.document) if r.kind.endswith("/customXml"))
    file.unrelate([number])
    file.remove("customXml/item1.xml")
    file.remove("customXml/itemProps1.xml")
    return file.save()


def test_pasted_into_another_document_what_is_found_is_updated_and_the_rest_listed(old: bytes) -> None:
    mine = pasted_elsewhere(
        edited(old, delete("aei:AEI.01.04:titulo", "aei:AEI.01.04:parrafo", "aei:AEI.01.04:tabla"))
    )
    new, kinds = run(mine, CHANGED)
    lines = shown(new)
    assert kinds.count("NOT_FOUND") == 3
    assert "92" in lines
    assert any("Texto propuesto: La meta se cumplió al 96 %" in text for text in comments(new))
    again = update("x", new, report(CHANGED), WHO)
    assert again.content is None
    assert findings(new) == []


def test_memory_lost_and_tags_there(old: bytes) -> None:
    mine = write_without_memory(type_over(old, PARAGRAPH, "Mi texto."))
    new, kinds = run(mine, START)
    assert texts(new, PARAGRAPH) == ["Mi texto."]
    assert len(comments(new)) == 1
    stays(new, START)
    same, kinds = run(write_without_memory(old), START)
    assert kinds == ["REMEMBERED"]
    stays(same, START)


# ---- cells and lists made to be filled


def fill(content: bytes) -> bytes:
    mine = type_over(content, "matriz", "Contratar dos técnicos", cell=(2, 3))
    return type_over(mine, "recomendacion:1", "Reforzar Informática.")


def test_filled_cells_and_lists_are_kept_with_the_same_facts(old: bytes) -> None:
    mine = fill(old)
    assert run(mine, START) == (mine, [])


def test_filled_cells_follow_their_row_when_rows_move(old: bytes) -> None:
    facts = replace(START, actions=dict(reversed(START.actions.items()))).with_units("AEI.01.01", Caja=60)
    new, _ = run(fill(old), facts)
    assert cells(new, "matriz")[1:] == [
        ["AEI.01.04", "Trámite", "Falta explicar", ""],
        ["AEI.01.02", "Informática", "Faltó personal", "Contratar dos técnicos"],
        ["AEI.01.01", "Caja", "Falta explicar", ""],
        ["AEI.01.01", "Fiscalización", "Falta explicar", ""],
    ]
    assert texts(new, "recomendacion:1") == ["Reforzar Informática."]
    stays(new, facts)


def test_a_filled_row_that_is_gone_is_kept_with_a_comment(old: bytes) -> None:
    facts = START.with_units("AEI.01.02", Informática=100)
    new, _ = run(fill(old), facts)
    assert ["AEI.01.02", "Informática", "Faltó personal", "Contratar dos técnicos"] in cells(new, "matriz")
    assert any("ya no sale del libro" in text for text in comments(new))
    stays(new, facts)


# ---- rows of another shape


def test_a_unit_that_is_no_longer_programmed_and_one_that_is_now(old: bytes) -> None:
    facts = START.with_units("AEI.01.01", Caja=None).with_units("AEI.01.02", Archivo=33)
    new, _ = run(type_over(old, TABLE, "Caja central", cell=(1, 1)), facts)
    assert cells(new, TABLE)[1] == ["1", "Caja central", "No programada"]
    assert cells(new, "aei:AEI.01.02:tabla")[3] == ["3", "Archivo", "100", "33", "33 %"]
    stays(new, facts)


def test_an_aei_without_figures_and_back(old: bytes) -> None:
    facts = START.with_units("AEI.01.04", Trámite=None)
    new, _ = run(old, facts)
    assert cells(new, "aei:AEI.01.04:tabla")[1:] == [["1", "Trámite", "No programada"]]
    assert "aei:AEI.01.04:parrafo" not in all_tags(new)
    back, _ = run(new, START)
    assert cells(back, "aei:AEI.01.04:tabla") == cells(old, "aei:AEI.01.04:tabla")
    assert shown(back) == shown(old)
    stays(back, START)


# ---- the chart


def test_the_chart_and_its_workbook_are_refreshed(old: bytes) -> None:
    import io

    import openpyxl

    new, _ = run(old, WITH_NEW)
    content = parts(new)
    chart = etree.fromstring(content["word/charts/chart1.xml"])
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    values = [v.text for v in chart.find(f".//{c}val").iter(f"{c}v")]
    sheet = openpyxl.load_workbook(io.BytesIO(content["word/embeddings/Datos1.xlsx"])).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [code for code, _ in rows] == list(WITH_NEW.actions)
    assert [float(v) for v in values] == [value for _, value in rows] == [0.87, 0.85, 0.5, 0.45]
    assert (
        b'descr="AEI.01.01 87 %; AEI.01.02 85 %; AEI.01.03 50 %; AEI.01.04 45 %"'
        in content["word/document.xml"]
    )
    extents = [
        content["word/document.xml"].split(b"cy=")[1][:12],
        parts(write(report(WITH_NEW)))["word/document.xml"].split(b"cy=")[1][:12],
    ]
    assert extents[0] == extents[1]
