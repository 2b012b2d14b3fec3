"""Formats other than .xlsx: told by content, errors told from blanks, hostile files refused."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from pyxlsbwriter import XlsbWriter

from tests.hosts.handmade import zipped
from tests.support.libreoffice import convert
from workbook.domain.cells import CellError, Raw
from workbook.host import Aspect, Details, UnusableBook
from workbook.hosts.file import open_file
from workbook.hosts.package import Limits

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def saved(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read_all(path: Path, limits: Limits | None = None) -> None:
    with open_file(path, limits) as book:
        for name in book.sheet_names():
            for _ in book.rows(name):
                pass


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnusableBook) as caught:
        read_all(path, limits)
    assert caught.value.name == path.name
    return caught.value.reason


def cells(path: Path, sheet: str) -> dict[tuple[int, int], Raw]:
    with open_file(path) as book:
        return {
            (number, column): value
            for number, row in enumerate(book.rows(sheet))
            for column, value in enumerate(row)
            if value not in (None, "")
        }


# ---------------------------------------------------------------- .xlsb


def record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    sizes = bytes([length]) if length < 128 else bytes([length & 0x7F | 0x80, length >> 7])
    return number + sizes + body


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIH", number, 0, 300) + bytes([0, 0x10 if hidden else 0, 0]) + bytes(4))


def xlsb(folder: Path, data: bytes) -> Path:
    """A workbook of one sheet `Hoja` whose cells are these records."""
    path = folder / "libro.xlsb"
    with XlsbWriter(str(path)) as book:
        book.add_sheet("Hoja")
        book.write_sheet([[1]])
    extent = record(148, struct.pack("<4I", 0, 100, 0, 100))
    sheet = record(129) + extent + record(145) + data + record(146)
    merges = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<4I", 2, 4, 1, 1)) + record(178)
    return with_part(path, "xl/worksheets/sheet1.bin", sheet + merges + record(130))


def with_part(path: Path, part: str, content: bytes) -> Path:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    path.write_bytes(zipped({**parts, part: content}))
    return path


def test_errors_hidden_rows_and_merged_cells_of_an_xlsb(tmp_path: Path) -> None:
    number = record(5, struct.pack("<IId", 0, 0, 2.5))
    error = record(3, struct.pack("<IIB", 1, 0, 0x07))
    computed = record(11, struct.pack("<IIBHI", 3, 0, 0x2A, 0, 0) + bytes(4))
    path = xlsb(tmp_path, row(2) + number + error + row(4, hidden=True) + computed)
    assert cells(path, "Hoja") == {
        (2, 0): 2.5,
        (2, 1): CellError("#DIV/0!"),
        (4, 3): CellError("#N/A"),
    }
    with open_file(path) as book:
        assert book.merged("Hoja") == [(2, 1, 4, 1)]
        assert book.details("Hoja") == Details(
            hidden_rows=frozenset({4}), unseen=frozenset({Aspect.FORMULAS, Aspect.FORMATS})
        )


def test_an_xlsb_whose_cells_lie_far_apart(tmp_path: Path) -> None:
    far = record(5, struct.pack("<IId", 16_000, 0, 1))
    path = xlsb(tmp_path, row(0) + record(5, struct.pack("<IId", 0, 0, 1)) + row(1_000_000) + far)
    assert refused(path) == "too_large"


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
def test_an_xlsb_cut_short(tmp_path: Path, part: str) -> None:
    path = xlsb(tmp_path, row(0) + record(5, struct.pack("<IId", 0, 0, 1)))
    with zipfile.ZipFile(path) as source:
        whole = source.read(part)
    for length in range(0, len(whole), 3):
        with suppress(UnusableBook), open_file(with_part(path, part, whole[:length])) as book:
            for name in book.sheet_names():
                list(book.rows(name))


# ---------------------------------------------------------------- .ods


def ods(folder: Path, rows: str, more: str = "", name: str = "Hoja") -> Path:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}" '
        f'xmlns:calcext="{CALC}"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{rows}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # the kind of file stands first, not compressed
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return saved(folder, out.getvalue(), "libro.ods")


def cell(attributes: str, text: str = "") -> str:
    inside = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


NUMBER = cell('office:value-type="float" office:value="3"', "3")


def test_errors_of_an_ods_by_their_text_or_their_kind(tmp_path: Path) -> None:
    by_text = cell('table:formula="of:=1/0" office:value-type="string"', "#DIV/0!")
    by_kind = cell('table:formula="of:=A" office:value-type="string" calcext:value-type="error"', "Err:502")
    typed = cell('office:value-type="string"', "#1 de la lista")
    path = ods(tmp_path, f"<table:table-row>{by_text}{by_kind}{typed}{NUMBER}</table:table-row>")
    assert cells(path, "Hoja") == {
        (0, 0): CellError("#DIV/0!"),
        (0, 1): CellError("#VALUE!"),
        (0, 2): "#1 de la lista",
        (0, 3): 3.0,
    }


ROW = "<table:table-row"


def test_repeated_rows_and_what_is_hidden_in_an_ods(tmp_path: Path) -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="3">{NUMBER}</table:table-row>'
        f'{ROW} table:number-rows-repeated="2" table:visibility="filter">{NUMBER}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048571" table:visibility="collapse"/>'
    )
    with open_file(ods(tmp_path, rows)) as book:
        details = book.details("Hoja")
    assert details == Details(hidden_rows=frozenset({3, 4}), unseen=frozenset({Aspect.FORMATS}))


def test_the_copy_of_another_file_that_an_ods_keeps_is_no_sheet(tmp_path: Path) -> None:
    copy = "<table:table table:name=\"'file:///otro.ods'#$UTD\"><table:table-source/>"
    more = f"{copy}<table:table-row>{NUMBER}</table:table-row></table:table>"
    with open_file(ods(tmp_path, f"<table:table-row>{NUMBER}</table:table-row>", more)) as book:
        assert book.sheet_names() == ("Hoja",)


def test_an_ods_formula_never_calculated(tmp_path: Path) -> None:
    formula = cell('table:formula="of:=SUM([.A1:.B1])"')
    with open_file(ods(tmp_path, f"<table:table-row>{NUMBER}{NUMBER}{formula}</table:table-row>")) as book:
        details = book.details("Hoja")
    assert details is not None
    assert (details.formulas, details.without_value) == ({(0, 2): "=SUM(A1:B1)"}, {(0, 2)})


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (f'<table:table-row table:number-rows-repeated="999999999">{NUMBER}</table:table-row>', "too_large"),
        (f'{ROW} table:number-rows-repeated="1000000">{NUMBER * 40}</table:table-row>', "too_large"),
        (f'{ROW}><table:table-cell table:number-columns-repeated="99999"/></table:table-row>', "too_large"),
        ("<table:table-row>", "damaged"),
    ],
)  # fmt: skip
def test_hostile_ods(tmp_path: Path, rows: str, reason: str) -> None:
    assert refused(ods(tmp_path, rows)) == reason


def test_an_ods_with_entities(tmp_path: Path) -> None:
    with_dtd = '<!DOCTYPE x [<!ENTITY a "aaaa">]><a>&a;</a>'
    assert refused(saved(tmp_path, zipped({"content.xml": with_dtd}), "libro.ods")) == "damaged"


def test_an_ods_with_password(tmp_path: Path) -> None:
    parts = {"content.xml": b"\x01\x02", "META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}
    assert refused(saved(tmp_path, zipped(parts), "libro.ods")) == "protected"


def test_a_text_document_is_no_workbook(tmp_path: Path) -> None:
    content = f'<office:document-content xmlns:office="{OFFICE}"><office:body/></office:document-content>'
    assert refused(saved(tmp_path, zipped({"content.xml": content}), "libro.ods")) == "damaged"


# ---------------------------------------------------------------- .xls


@pytest.fixture(scope="module")
def xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("xls")
    source = folder / "libro.csv"
    source.write_text("Actividad,Programadas\nUno,=1/0\nDos,3\n", encoding="utf-8")
    return convert(source, "xls", folder).read_bytes()


@pytest.mark.libreoffice
def test_an_error_in_a_formula_of_an_xls(tmp_path: Path, xls: bytes) -> None:
    found = cells(saved(tmp_path, xls, "libro.xls"), "libro")
    assert (found[1, 1], found[2, 1]) == (CellError("#DIV/0!"), 3)


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["libro.xlsx", "LIBRO.XLS", "libro.ods"])
def test_the_content_tells_the_format(tmp_path: Path, xls: bytes, name: str) -> None:
    assert cells(saved(tmp_path, xls, name), "libro")[2, 0] == "Dos"


@pytest.mark.libreoffice
def test_a_damaged_xls_is_refused_or_read_never_worse(tmp_path: Path, xls: bytes) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    for _ in range(150):
        data = bytearray(xls[: chance.choice([len(xls), chance.randrange(len(xls))])])
        for _ in range(chance.randrange(1, 12)):
            if data:
                data[chance.randrange(min(len(data), chance.choice([600, 20_000])))] = chance.randrange(256)
        path = saved(tmp_path, bytes(data), "libro.xls")
        with suppress(UnusableBook), open_file(path) as book:
            for name in book.sheet_names():
                list(book.rows(name))
                book.details(name)


def test_a_compound_file_of_something_else(tmp_path: Path) -> None:
    header = bytearray(512 + 1024)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<4I", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<I", header, 56, 4096)
    struct.pack_into("<109I", header, 76, 1, *[0xFFFFFFFF] * 108)
    struct.pack_into("<128I", header, 1024, 0xFFFFFFFE, 0xFFFFFFFD, *[0xFFFFFFFF] * 126)
    assert refused(saved(tmp_path, bytes(header), "libro.xls")) == "format"


def test_a_zip_written_without_compression(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("nada.txt", "nada")
    assert refused(saved(tmp_path, out.getvalue(), "libro.xlsb")) == "format"
