from __future__ import annotations

import dataclasses
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import pytest

from report.charts import chart_part, height
from report.outline import Chart, ChartKind
from tests.report.rich import chart
from tests.support.ooxml import check

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def drawn(source: Chart) -> ET.Element:
    return ET.fromstring(chart_part(source)[0])


def points(root: ET.Element, what: str) -> dict[int, str]:
    return {int(p.get("idx")): p.findtext(f"{C}v") for p in root.iterfind(f".//{C}{what}//{C}pt")}


def value(root: ET.Element, path: str) -> str:
    return root.find("/".join((".", *(f"{C}{step}" for step in path.split("/"))))).get("val")


def test_the_points_are_stored_in_the_chart() -> None:
    root = drawn(chart())
    assert points(root, "cat") == {0: "OEI.01 & <primero>", 1: "OEI.02", 2: "OEI.03"}
    assert points(root, "val") == {0: "1.98", 2: "0.46"}
    assert points(root, "tx") == {0: "Eficacia"}


def test_the_workbook_holds_the_same_data(tmp_path: Path) -> None:
    _, workbook = chart_part(chart())
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert book.sheetnames == ["Datos"]
    assert list(book["Datos"].iter_rows(values_only=True)) == [
        ("Categoría", "Eficacia"),
        ("OEI.01 & <primero>", 1.98),
        ("OEI.02", None),
        ("OEI.03", 0.46),
    ]
    assert book["Datos"]["B2"].number_format == '0" "%'
    assert book.properties.created.year == 2000
    path = tmp_path / "datos.xlsx"
    path.write_bytes(workbook)
    assert check(path) == []


def test_the_chart_leads_to_its_workbook_in_the_order_of_the_schema() -> None:
    root = drawn(chart())
    assert [child.tag.removeprefix(C) for child in root] == [
        "lang",
        "roundedCorners",
        "chart",
        "spPr",
        "externalData",
    ]
    assert root.find(f"{C}externalData").get(f"{R}id") == "rId1"


def test_bars_begin_at_the_top_and_columns_at_the_left() -> None:
    bars, columns = drawn(chart()), drawn(chart(kind=ChartKind.COLUMNS))
    assert value(bars, "/chart/plotArea/barChart/barDir".strip("/")) == "bar"
    assert value(bars, "chart/plotArea/catAx/scaling/orientation") == "maxMin"
    assert value(bars, "chart/plotArea/valAx/scaling/orientation") == "minMax"
    assert value(bars, "chart/plotArea/valAx/crosses") == "max"
    assert value(columns, "chart/plotArea/barChart/barDir") == "col"
    assert value(columns, "chart/plotArea/catAx/scaling/orientation") == "minMax"


def test_each_point_has_its_colour_and_its_label() -> None:
    root = drawn(chart())
    colours = {value(point, "idx"): point.find(f".//{A}srgbClr").get("val") for point in root.iter(f"{C}dPt")}
    assert colours == {"0": "2E8B57", "2": "C0392B"}
    labels = root.find(f".//{C}dLbls")
    assert {e.tag.removeprefix(C): e.get("val") for e in labels if e.tag.startswith(f"{C}show")} == {
        "showLegendKey": "0",
        "showVal": "1",
        "showCatName": "0",
        "showSerName": "0",
        "showPercent": "0",
        "showBubbleSize": "0",
    }
    assert labels.find(f"{C}numFmt").get("formatCode") == '0" "%'


def test_a_point_without_a_value_is_a_gap_without_a_label() -> None:
    root = drawn(chart())
    assert value(root, "chart/dispBlanksAs") == "gap"
    (silent,) = root.iter(f"{C}dLbl")
    assert (value(silent, "idx"), value(silent, "delete")) == ("1", "1")


@pytest.mark.parametrize(
    ("values", "unit"),
    [((0.2, 0.4, 0.1), "1"), ((1.98, None, 0.4), "1"), ((8.0, 1.0, 0.5), "2"), ((48.0, 1, 1), "20")],
)
def test_the_axis_reaches_past_the_longest_bar_and_past_the_target(
    values: tuple[float | None, ...], unit: str
) -> None:
    root = drawn(dataclasses.replace(chart(), values=values))
    longest = max(v for v in values if v is not None)
    highest = float(value(root, "chart/plotArea/valAx/scaling/max"))
    assert highest > max(longest, 1.0) * 1.1
    assert value(root, "chart/plotArea/valAx/majorUnit") == unit


def test_counts_have_no_axis_to_read() -> None:
    root = drawn(dataclasses.replace(chart(), number_format="0", values=(4, 3, 0)))
    assert value(root, "chart/plotArea/valAx/tickLblPos") == "none"
    assert root.find(f".//{C}majorGridlines") is None
    empty = drawn(dataclasses.replace(chart(), number_format="0", values=(None, None, None)))
    assert empty.find(f".//{C}valAx/{C}scaling/{C}max") is None


@pytest.mark.parametrize("title", ["=1+1", "=Datos!A1", "a & <b> ]]>\x00\x0b", "Eficacia"])
def test_a_title_is_only_text(title: str) -> None:
    root = drawn(chart(title=title))
    printed = "".join(node.text or "" for node in root.find(f".//{C}title").iter(f"{A}t"))
    assert printed.strip() == title.replace("\x00", "").replace("\x0b", "")
    assert drawn(chart(title="")).find(f".//{C}title") is None


def test_hostile_texts_do_not_become_formulas() -> None:
    hostile = dataclasses.replace(
        chart(), series="=1+1", categories=("=1+1", "\x01\ud800mal", "http://x"), colours=('"/>', "zz", "")
    )
    xml, workbook = chart_part(hostile)
    root = ET.fromstring(xml)
    assert points(root, "tx") == {0: "=1+1"}
    assert points(root, "cat") == {0: "=1+1", 1: "mal", 2: "http://x"}
    assert root.find(f".//{C}dPt") is None
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["Datos"]
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 4
    assert sheet["B1"].value == "=1+1"


def test_texts_that_look_like_the_xml_stay_as_they_are() -> None:
    texts = ("_", 'lang="en-US"', "</c:title>")
    for title in ("", "_", "Eficacia"):
        assert (
            tuple(points(drawn(dataclasses.replace(chart(title=title), categories=texts)), "cat").values())
            == texts
        )


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    root = drawn(dataclasses.replace(chart(), categories=(), values=(), colours=()))
    assert points(root, "val") == {}


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert chart_part(chart()) == chart_part(chart())


def test_height_follows_the_number_of_bars() -> None:
    few, many = chart(), dataclasses.replace(chart(), categories=tuple("abcdefghij"), values=(1.0,) * 10)
    endless = dataclasses.replace(chart(), categories=tuple(map(str, range(200))))
    assert height(few) < height(many) < height(endless) == 21 * 360_000
    assert height(chart(kind=ChartKind.COLUMNS)) == 7.5 * 360_000
