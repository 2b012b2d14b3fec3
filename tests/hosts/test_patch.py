from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.hosts import handmade
from tests.support import ooxml
from workbook.canvas import (
    Accent,
    Area,
    Book,
    Cell,
    Conditional,
    Link,
    Look,
    Page,
    RowSpec,
    Sheet,
    Visibility,
)
from workbook.canvas.edits import Edits, Obstacle
from workbook.host import UnusableBook
from workbook.hosts.newfile import render
from workbook.hosts.patch import patch
from workbook.hosts.patchrows import divided

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's

PICTURE = (
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
)
PICTURE += struct.pack(">I", zlib.crc32(PICTURE[12:29]))
_PIXEL = zlib.compress(b"\0\xff\0\0")
PICTURE += struct.pack(">I", len(_PIXEL)) + b"IDAT" + _PIXEL + struct.pack(">I", zlib.crc32(b"IDAT" + _PIXEL))
PICTURE += struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A workbook with all that a planner puts into one and that libraries lose."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    bold, odd = (
        workbook.add_format({"bold": True, "bg_color": "#FFEE00"}),
        workbook.add_format({"italic": True}),
    )
    sheet, other = workbook.add_worksheet("UTD"), workbook.add_worksheet("Mi hoja")
    sheet.set_column(6, 6, 20, odd)
    sheet.write_row(0, 0, ["Código", "Meta", "Hecho", "Motivo"], bold)
    for row in range(1, 6):
        sheet.write_row(row, 0, [f"AO{row}", 10 * row, row, "texto & más"])
        sheet.write_formula(row, 4, f"=C{row + 1}/B{row + 1}", bold, 0.1)
    sheet.write_array_formula("H2:H4", "{=B2:B4*2}", None, 20)
    sheet.merge_range("J2:K3", "unido", bold)
    sheet.set_row(8, 30, bold)
    sheet.insert_image("M2", "p.png", {"image_data": io.BytesIO(PICTURE)})
    sheet.insert_textbox("M8", "Una forma")
    sheet.insert_button("M14", {"caption": "Un botón"})
    sheet.write_comment("A2", "Un comentario")
    sheet.add_sparkline("L2", {"range": "UTD!B2:C2"})
    sheet.conditional_format("C2:C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("D2:D6", {"validate": "list", "source": ["a", "b"]})
    sheet.add_table("A20:B22", {"name": "Propia"})
    sheet.repeat_rows(0)
    other.write(0, 0, "Lo mío")
    other.autofilter("A1:B2")
    other.write_formula(1, 1, "=UTD!C2", None, 1)
    chart: Any = workbook.add_chart({"type": "pie"})
    chart.add_series({"values": "=UTD!$B$2:$B$4"})
    other.insert_chart("D2", chart)
    workbook.define_name("'Mi hoja'!Aqui", "='Mi hoja'!$A$1")
    workbook.close()
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(data: bytes) -> dict[str, bytes]:
    """The bytes of each entry as compressed, without a library's help beyond the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {}
        for entry in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
            start = entry.header_offset + 30 + name + extra
            found[entry.filename] = data[start : start + entry.compress_size]
        return found


def sound(data: bytes, folder: Path) -> list[str]:
    path = folder / "libro.xlsx"
    path.write_bytes(data)
    return ooxml.check(path)


def values(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()


CHANGES = Edits(
    typed={
        (1, 2): 7,
        (2, 2): Decimal("2.5"),
        (3, 2): None,
        (4, 2): "=1+1",
        (1, 3): " con espacios\ny línea ",
        (2, 3): "_x0041_ <b> & \"'",
        (8, 1): 3,
        (15, 6): "nueva",
        (30, 30): True,
    },
    results={(1, 4): 0.7, (2, 4): "S.I.", (3, 4): "#VALUE!", (4, 4): ""},
)


def test_cells_that_change_are_read_by_others(rich: bytes, tmp_path: Path) -> None:
    done = patch("libro.xlsx", rich, {"UTD": CHANGES})
    assert done.refused == ()
    assert sound(done.data, tmp_path) == sound(rich, tmp_path)
    found = values(done.data, "UTD")
    assert found[1][:5] == ["AO1", 10.0, 7.0, " con espacios\ny línea ", 0.7]
    assert found[2][1:5] == [20.0, 2.5, "_x0041_ <b> & \"'", "S.I."]
    assert found[3][1:5] == [30.0, "", "texto & más", ""]
    assert found[4][2] == "=1+1"
    assert (found[8][1], found[15][6], found[30][30]) == (3.0, "nueva", True)

    plain = openpyxl.load_workbook(io.BytesIO(done.data))["UTD"]
    stored = openpyxl.load_workbook(io.BytesIO(done.data), data_only=True)["UTD"]
    assert plain["E2"].value == "=C2/B2"
    assert [stored.cell(row, 5).value for row in (2, 3, 4, 6)] == [0.7, "S.I.", "#VALUE!", 0.1]
    assert plain["C5"].data_type in ("s", "inlineStr")
    assert plain["E3"].font.bold
    assert plain["E3"].fill.fgColor.rgb == "FFFFEE00"
    assert plain["B9"].font.bold, "the style of the row"
    assert plain["G16"].font.italic, "the style of the column"
    assert stored["AE31"].value is True


def test_every_other_part_is_the_same_compressed_bytes(rich: bytes) -> None:
    done = patch("libro.xlsx", rich, {"UTD": CHANGES}).data
    before, after = packed(rich), packed(done)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    assert any(name.startswith("xl/media/") for name in before)
    assert any(name.startswith("xl/charts/") for name in before)


def test_in_the_sheet_only_the_wanted_cells_differ(rich: bytes) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    before = parts(rich)[sheet].decode()
    after = parts(patch("l.xlsx", rich, {"UTD": Edits({(1, 2): 7})}).data)[sheet].decode()
    assert after == before.replace('<c r="C2"><v>1</v></c>', '<c r="C2"><v>7</v></c>')
    assert after != before
    assert "x14:sparkline" in after


def test_formulas_and_covered_cells_are_refused(rich: bytes) -> None:
    wanted = Edits({(1, 4): 1, (2, 7): 1, (1, 7): 1, (2, 10): 1, (1, 9): "otro"}, {(1, 2): 5, (40, 1): 5})
    done = patch("l.xlsx", rich, {"UTD": wanted})
    assert {one.position: one.obstacle for one in done.refused} == {
        (1, 4): Obstacle.FORMULA,
        (1, 7): Obstacle.FORMULA,
        (2, 7): Obstacle.SPILLED,
        (2, 10): Obstacle.MERGED,
        (1, 2): Obstacle.NO_FORMULA,
        (40, 1): Obstacle.NO_FORMULA,
    }
    assert values(done.data, "UTD")[1][9] == "otro"
    assert values(done.data, "UTD")[1][2] == 1.0


def test_nothing_to_change_gives_the_same_file(rich: bytes) -> None:
    assert patch("l.xlsx", rich, {"UTD": Edits()}).data == rich
    assert patch("l.xlsx", rich, {"UTD": Edits({(50, 50): None}, {(1, 4): 0.1})}).data == rich
    with pytest.raises(KeyError):
        patch("l.xlsx", rich, {"No hay": Edits()})


def test_the_same_changes_give_the_same_bytes(rich: bytes) -> None:
    first, second = (patch("l.xlsx", rich, {"UTD": CHANGES}, [report()]).data for _ in range(2))
    assert first == second


def report(text: str = "Recibido") -> Sheet:
    cells = {
        (0, 0): Cell("Recepción", Look.TITLE),
        (1, 0): Cell("Unidad", Look.HEADER),
        (2, 0): Cell("UTD", Look.ROW_LINK, Link(sheet="UTD", cell="C2")),
        (1, 1): Cell("Estado", Look.HEADER),
        (2, 1): Cell(text, Look.ROW_TEXT),
        (3, 1): Cell(12.5, Look.ROW_AMOUNT),
    }
    rule = Conditional(Area(2, 1, 3, 1), '=B3="Recibido"', Accent(fill="FFE3A3"))
    page = Page(repeat_rows=(1, 1))
    return Sheet("Recepción", cells, filtered=Area(1, 0, 3, 1), page=page, conditionals=(rule,))


def test_a_sheet_is_put_last(rich: bytes, tmp_path: Path) -> None:
    done = patch("l.xlsx", rich, {}, [report()]).data
    assert sound(done, tmp_path) == sound(rich, tmp_path)
    before, after = packed(rich), packed(done)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "[Content_Types].xml", "docProps/app.xml",
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(done))
    assert book.sheetnames == ["UTD", "Mi hoja", "Recepción"]
    sheet = book["Recepción"]
    assert sheet["A1"].font.size == 16
    assert sheet["B4"].number_format == "#,##0.00"
    assert sheet["A3"].hyperlink.location == "UTD!C2"
    assert sheet.print_title_rows == "$2:$2"
    assert book["UTD"].print_title_rows == "$1:$1"
    assert book["Mi hoja"].defined_names["Aqui"].value == "'Mi hoja'!$A$1"
    (rules,) = sheet.conditional_formatting
    assert rules.rules[0].dxf.fill.bgColor.rgb == "FFFFE3A3"
    assert book["UTD"]["E3"].fill.fgColor.rgb == "FFFFEE00"
    assert re.search(rb"<vt:i4>3</vt:i4>", parts(done)["docProps/app.xml"])


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (Visibility.SHOWN, "visible"),
        (Visibility.HIDDEN, "hidden"),
        (Visibility.DEEPLY_HIDDEN, "veryHidden"),
    ],
)
def test_a_new_sheet_is_seen_as_it_says(rich: bytes, tmp_path: Path, seen: Visibility, state: str) -> None:
    path = tmp_path / "con.xlsx"
    path.write_bytes(
        patch("p.xlsx", rich, {}, [Sheet("Nueva", {(0, 0): Cell("x", Look.PLAIN)}, visibility=seen)]).data
    )
    book = openpyxl.load_workbook(path)
    assert (book.sheetnames[-1], book["Nueva"].sheet_state) == ("Nueva", state)
    shown = openpyxl.load_workbook(io.BytesIO(rich))
    assert book.active.title == shown.active.title
    assert ooxml.check(path) == []


def test_a_sheet_of_that_name_is_written_anew_and_styles_do_not_grow(rich: bytes, tmp_path: Path) -> None:
    first = patch("l.xlsx", rich, {}, [report()]).data
    again = patch("l.xlsx", first, {}, [report()]).data
    assert again == first
    second = patch("l.xlsx", first, {}, [report("Conforme")]).data
    assert sound(second, tmp_path) == sound(rich, tmp_path)
    before, after = packed(first), packed(second)
    assert [name for name in after if before[name] != after[name]] == ["xl/worksheets/sheet3.xml"]
    assert values(second, "Recepción")[2][1] == "Conforme"


WORDS = [
    "Motivo",
    " con blanco ",
    "dos\nlíneas",
    "I+D & <más>",
    "tab\taquí",
    '"citas"',
    "",
    "=1+1",
    "ñ\U0001f600",
]


def many_texts(rows: int = 40) -> Sheet:
    """A log of lines in several looks, with links, heights, merged cells and numbers among them."""
    cells = {
        (0, 0): Cell("Título", Look.TITLE),
        (1, 0): Cell("unida", Look.NOTE),
        (1, 4): Cell("aparte", Look.NOTE),
    }
    for row in range(3, 3 + rows):
        cells |= {(row, column): Cell(WORDS[(row + column) % 9], Look.ROW_TEXT) for column in (0, 2, 4)}
        cells[row, 1] = Cell(row, Look.ROW_AMOUNT)
        cells[row, 3] = Cell(f"UTD!C{row}", Look.ROW_LINK, Link(sheet='Mi "hoja"', cell=f"C{row}"))
        cells[row, 5] = Cell("color", Look.ROW_TEXT, fill="FFE3A3" if row % 2 else "D9F0E3")
        cells[row, 6] = Cell("afuera", Look.ROW_LINK, Link(url="https://example.org/a?b=1&c=2", tip="Ir"))
    heights = {5: RowSpec(40.0), 50: RowSpec(33.0)}
    return Sheet("Recepción", cells, rows=heights, merges=(Area(1, 0, 1, 3),))


def described(data: bytes) -> list[tuple[object, ...]]:
    """All that openpyxl reads of the cells of Recepción."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Recepción"]
    heights = [(at, row.height) for at, row in sorted(sheet.row_dimensions.items()) if row.height]
    return [(sheet.dimensions, sorted(map(str, sheet.merged_cells.ranges)), heights)] + [
        (
            cell.coordinate, cell.value, cell.data_type, cell.font.b, cell.font.color and cell.font.color.rgb,
            cell.font.sz, cell.fill.fgColor.rgb, cell.border.left.style, cell.alignment.wrap_text,
            cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target, cell.hyperlink.tooltip),
        )
        for row in sheet.iter_rows()
        for cell in row
    ]  # fmt: skip


def test_texts_are_put_in_as_a_library_would_draw_them(rich: bytes, tmp_path: Path) -> None:
    sheet = many_texts()
    done = patch("l.xlsx", rich, {}, [sheet]).data
    assert sound(done, tmp_path) == sound(rich, tmp_path)
    assert described(done) == described(render(Book((sheet,))))
    assert patch("l.xlsx", done, {}, [sheet]).data == done


def test_few_cells_of_a_log_are_drawn() -> None:
    drawn, rest = divided(many_texts(1000))
    amounts, links, blanks = 1000, 1000, 1000 / 3
    assert len(drawn.cells) <= amounts + links + blanks + 10
    assert drawn.cells.keys() | rest.cells.keys() == many_texts(1000).cells.keys()
    assert not drawn.cells.keys() & rest.cells.keys()


def test_links_of_texts_end_where_the_format_ends(rich: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.hosts.patchrows.MOST_LINKS", 3)
    cells = {(row, 0): Cell(f"fila {row}", Look.LINK, Link(sheet="UTD", cell="B1")) for row in range(5)}
    sheet = openpyxl.load_workbook(io.BytesIO(patch("l.xlsx", rich, {}, [Sheet("S", cells)]).data))["S"]
    assert [cell.hyperlink is not None for cell in sheet["A"]] == [True, True, True, False, False]
    assert sheet["A5"].value == "fila 4"


def test_formulas_of_a_sheet_written_anew_leave_the_chain(tmp_path: Path) -> None:
    chain = f'{handmade.DECLARATION}<calcChain xmlns="{handmade.MAIN}"><c r="A1" i="1"/></calcChain>'
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("Recepción")
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write(1, 0, "texto")
    workbook.close()
    held = parts(buffer.getvalue())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    added = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(b"</Types>", added.encode())
    link = f'<Relationship Id="rId99" Type="{handmade.OFFICE}/calcChain" Target="calcChain.xml"/>'
    relations = "xl/_rels/workbook.xml.rels"
    held[relations] = held[relations].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    held["xl/calcChain.xml"] = chain.encode()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    done = patch("l.xlsx", data.getvalue(), {}, [report()]).data
    assert "xl/calcChain.xml" not in parts(done)
    assert b"calcChain" not in parts(done)[relations] + parts(done)["[Content_Types].xml"]
    assert sound(done, tmp_path) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<row><c><v>1</v></c><c t='s'><v>0</v></c></row>",
         "<row><c r=\"A1\"><v>9</v></c><c t='s'><v>0</v></c></row>"),
        ("<row r='1'/>", '<row r="1"><c r="A1"><v>9</v></c></row>'),
        ("<row r='3'/>", '<row r="1"><c r="A1"><v>9</v></c></row><row r=\'3\'/>'),
        ("", '<row r="1"><c r="A1"><v>9</v></c></row>'),
        ("<!-- <row r='1'> --><row r='1' spans='2:3'><c r='B1'/></row>",
         '<row r="1" spans="1:3"><c r="A1"><v>9</v></c><c r=\'B1\'/></row>'),
        ("<row r='1'><c r='A1' t='inlineStr'><is><t><![CDATA[a<c r='A1'>]]></t></is></c></row>",
         '<row r="1"><c r="A1"><v>9</v></c></row>'),
        ("<row r='1'><c r='A1' s='1' cm='1' vm='2' t='str'><v>x</v><extLst><ext/></extLst></c></row>",
         '<row r="1"><c r="A1" s="1" cm="1"><v>9</v><extLst><ext/></extLst></c></row>'),
    ],
)  # fmt: skip
def test_xml_as_others_write_it(rows: str, expected: str) -> None:
    done = patch("l.xlsx", handmade.package(rows), {handmade.SHEET: Edits({(0, 0): 9})}).data
    sheet = parts(done)["xl/worksheets/sheet1.xml"].decode()
    assert f"<sheetData>{expected}</sheetData>" in sheet


def test_prefixed_elements_keep_their_prefix() -> None:
    xml = handmade.worksheet(
        '<x:row r="2"><x:c r="A2" a:b="1" xmlns:a="u"><x:v>1</x:v></x:c></x:row>', prefix="x"
    )
    data = handmade.package(sheet=xml)
    done = patch("l.xlsx", data, {handmade.SHEET: Edits({(1, 0): "a", (0, 1): 2})}).data
    sheet = parts(done)["xl/worksheets/sheet1.xml"].decode()
    assert '<x:row r="1"><x:c r="B1"><x:v>2</x:v></x:c></x:row><x:row r="2">' in sheet
    assert '<x:c r="A2" a:b="1" xmlns:a="u" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>' in sheet


@pytest.mark.parametrize(
    "sheet",
    [
        handmade.worksheet("", before='<!DOCTYPE a [<!ENTITY b "c">]>'),
        handmade.worksheet("<row r='x'/>"),
        handmade.worksheet("<row>"),
        handmade.worksheet("").encode("utf-16"),
        handmade.worksheet("").replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    ],
)
def test_strange_sheets_are_refused(sheet: str | bytes) -> None:
    with pytest.raises(UnusableBook):
        patch("l.xlsx", handmade.package(sheet=sheet), {handmade.SHEET: Edits({(0, 0): 9})})


CONTENTS = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text("aZ &<>\"'=+ñ€\n_x0041", max_size=12), st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(cells=st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 5)), CONTENTS, max_size=12))
def test_any_cells_are_read_back_and_the_others_stay(
    rich: bytes, cells: dict[tuple[int, int], int | float | str | bool | None]
) -> None:
    done = patch("l.xlsx", rich, {"UTD": Edits(cells)})
    sheet = openpyxl.load_workbook(io.BytesIO(done.data))["UTD"]
    before = openpyxl.load_workbook(io.BytesIO(rich))["UTD"]
    refused = {one.position for one in done.refused}
    for row in range(45):
        for column in range(8):
            held = sheet.cell(row + 1, column + 1)
            if (row, column) in cells and (row, column) not in refused:
                wanted = cells[row, column]
                if isinstance(wanted, str):
                    assert (held.value or "").replace("_x005F_x0041_", "_x0041_") == wanted
                else:
                    assert held.value == wanted
            else:
                assert held.value == before.cell(row + 1, column + 1).value or row == 1
    assert {position[1] for position in refused} <= {4}


@pytest.mark.libreoffice
def test_libreoffice_reads_it(rich: bytes, tmp_path: Path, office: Any) -> None:
    path = tmp_path / "libro.xlsx"
    path.write_bytes(patch("libro.xlsx", rich, {"UTD": CHANGES}, [report()]).data)
    document = office.open(path)
    try:
        sheet = document.Sheets.getByName("UTD")
        assert sheet.getCellByPosition(2, 1).Value == 7
        assert sheet.getCellByPosition(2, 4).String == "=1+1"
        assert document.Sheets.getByName("Recepción").getCellByPosition(1, 2).String == "Recibido"
    finally:
        office.close(document)


def test_entries_with_descriptors_after_their_data_are_kept(rich: bytes) -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: Any) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    streamed = Unseekable()
    with zipfile.ZipFile(streamed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(rich).items():
            archive.writestr(name, content)
    done = patch("l.xlsx", streamed.getvalue(), {"UTD": CHANGES}).data
    expected = parts(patch("l.xlsx", rich, {"UTD": CHANGES}).data)
    assert {name: hashlib.sha256(content).digest() for name, content in parts(done).items()} == {
        name: hashlib.sha256(content).digest() for name, content in expected.items()
    }
