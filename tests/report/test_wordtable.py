from __future__ import annotations

import io
import time
import xml.etree.ElementTree as ET

import docx
import pytest

from report.outline import (
    Cell,
    Column,
    Row,
    Table,
    Text,
)
from report.word import write
from report.wordtable import column_widths, scaled
from tests.report.readback import W, body_of, control, document, style_names, text_of
from tests.report.rich import COLUMNS, rich, table


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(rich())


@pytest.fixture(scope="module")
def body(content: bytes) -> ET.Element:
    return body_of(content)


def test_tables_read_back(content: bytes, body: ET.Element) -> None:
    xml = control(body, "tabla:larga").find(f"{W}tbl")
    rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in xml.iter(f"{W}tr")]
    assert rows == [
        ["N°", "Área", "%"],
        *([str(n), f"Unidad {n}", f"{n} %"] for n in range(1, 41)),
        ["TOTAL", "94 %"],
    ]
    properties = xml.find(f"{W}tblPr")
    assert style_names(content)[properties.find(f"{W}tblStyle").get(f"{W}val")] == "Eficacia Tabla"
    assert properties.find(f"{W}tblCaption").get(f"{W}val") == "Otra & <más>"
    assert properties.find(f"{W}tblDescription").get(f"{W}val") == "Lo programado por unidad"
    opened = docx.Document(io.BytesIO(content))
    assert len(list(opened.element.body.iter(f"{W}tbl"))) == 5


def test_rows_do_not_split_and_the_first_repeats(body: ET.Element) -> None:
    for xml in body.iter(f"{W}tbl"):
        first, *others = xml.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not [row for row in others if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))


def test_widths_fill_the_text_and_spans_add_up(body: ET.Element) -> None:
    for xml in body.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in xml.iterfind(f"{W}tblGrid/{W}gridCol")]
        assert sum(grid) == 11906 - 2 * 1418
        for row in xml.iter(f"{W}tr"):
            widths = [int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")]
            spans = [int(span.get(f"{W}val")) - 1 for span in row.iter(f"{W}gridSpan")]
            assert sum(widths) == sum(grid)
            assert len(widths) + sum(spans) == len(grid)


def test_a_column_is_wide_enough_for_its_title() -> None:
    narrow = Table("t", (Column("Programadas", 1), Column("Área", 15)), ())
    widths = column_widths(narrow, 9070)
    assert sum(widths) == 9070
    assert widths[0] > 1300
    assert scaled([1, 2, 1], 100) == [25, 50, 25]
    unfit = Table("t", tuple(Column("Programadas", 1) for _ in range(9)), ())
    assert sum(column_widths(unfit, 9070)) == 9070


def kept(xml: ET.Element) -> list[bool]:
    return [
        all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
        for row in xml.iter(f"{W}tr")
    ]


def test_what_belongs_together_stays_on_a_page(body: ET.Element) -> None:
    short, long = control(body, "tabla:corta"), control(body, "tabla:larga")
    assert short.find(f"{W}p/{W}pPr/{W}keepNext") is not None
    assert kept(short.find(f"{W}tbl")) == [True, True, True, True, False]
    assert kept(long.find(f"{W}tbl")) == [True, True, True, *[False] * 36, True, True, False]


def test_cells_look_as_they_should(body: ET.Element) -> None:
    xml = control(body, "tabla:rara").find(f"{W}tbl")
    _, group, coloured, to_fill, _, hostile, empty = xml.iter(f"{W}tr")
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in group.iter(f"{W}r"))
    borders = coloured.findall(f"{W}tc")[2].find(f"{W}tcPr/{W}tcBorders/{W}left")
    assert borders.get(f"{W}color") == "2E8B57"
    assert coloured.findall(f"{W}tc")[2].find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "E2EFE7"
    assert text_of(to_fill) == "2ver Tabla\u00a02"
    assert to_fill.findall(f"{W}tc")[2].find(f"{W}tcPr/{W}tcBorders/{W}left").get(f"{W}val") == "dotted"
    assert hostile.findall(f"{W}tc")[2].find(f"{W}tcPr/{W}shd") is None
    assert text_of(hostile.findall(f"{W}tc")[1]) == "línea uno\nlínea dos\nlínea tres\tcon tabulador"
    assert len(empty.findall(f"{W}tc")) == 1
    *_, total = control(body, "tabla:corta").find(f"{W}tbl").iter(f"{W}tr")
    assert all(cell.find(f"{W}tcPr/{W}tcBorders/{W}top") is not None for cell in total.iter(f"{W}tc"))


def test_a_paragraph_stands_between_tables(body: ET.Element) -> None:
    for xml in body.iter(f"{W}sdtContent"):
        if xml.find(f"{W}tbl") is not None:
            assert xml[-1].tag == f"{W}p"


def test_time_grows_with_the_rows_and_not_faster() -> None:
    def cost(count: int) -> float:
        outline = document(table("t", count))
        started = time.process_time()
        write(outline)
        return time.process_time() - started

    cost(100)
    assert min(cost(8000) for _ in range(2)) < 14 * max(min(cost(1000) for _ in range(3)), 0.005)


def test_plain_rows_and_others_mix_in_a_long_table() -> None:
    rows = [
        *table("t", 20).rows[:-1],
        Row("negrita", (Cell((Text("a", bold=True),)), Cell(), Cell())),
        Row("salto", (Cell((Text("a\tb"),)), Cell((Text("c"),)), Cell((Text("d"), Text("e"))))),
        Row("corta", (Cell((Text("f"),), span=3),)),
        *table("t", 20).rows,
    ]
    xml = body_of(write(document(Table("t", COLUMNS, tuple(rows))))).find(f".//{W}tbl")
    printed = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in xml.iter(f"{W}tr")]
    assert printed[21:24] == [["a", "", ""], ["a\tb", "c", "de"], ["f"]]
    assert len(printed) == 1 + 20 + 3 + 21
