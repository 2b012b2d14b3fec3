"""Sheets are read quicker for a list of merged cells at their beginning, and the same is read."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from workbook.host import UnusableBook
from workbook.hosts.checksum import joined
from workbook.hosts.file import open_file
from workbook.hosts.mergesfirst import NO_MERGES
from workbook.hosts.package import Package
from workbook.hosts.sheetxml import SheetXml

ROWS = 3_000
MERGES = [(0, 0, 0, 3), (ROWS, 0, ROWS + 2, 1)]
FIRST = "xl/worksheets/sheet1.xml"


@given(st.binary(max_size=300), st.binary(max_size=3000))
def test_a_checksum_is_that_of_both_contents(first: bytes, second: bytes) -> None:
    assert joined(first, zlib.crc32(second), len(second)) == zlib.crc32(first + second)


def test_a_checksum_of_much() -> None:
    second = random.Random(7).randbytes(3_000_001)  # noqa: S311 - any bytes
    assert joined(b"uno", zlib.crc32(second), len(second)) == zlib.crc32(b"uno" + second)


@pytest.fixture(params=["merged", "not merged"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook with a large sheet and a small one."""
    path = tmp_path / "libro.xlsx"
    workbook = xlsxwriter.Workbook(path)
    large, small = workbook.add_worksheet("Grande"), workbook.add_worksheet("Chica")
    for number in range(1, ROWS):
        large.write_row(number, 0, (f"AO-{number:05d}", number, number / 4, "ñ & <>"))
    if request.param == "merged":
        large.merge_range(*MERGES[0], "Título")
        large.merge_range(*MERGES[1], "Pie")
    small.merge_range(1, 1, 2, 2, "chica")
    workbook.close()
    return path


def again(path: Path, compression: int, change: Callable[[bytes], bytes] = bytes) -> Path:
    """Write a workbook otherwise compressed, the XML of its first sheet changed."""
    other = path.with_name(f"otro-{compression}.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", compression) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == FIRST else part)
    return other


def copy_of(path: Path) -> zipfile.ZipFile | None:
    copied = SheetXml(Package(path.name, path.read_bytes())).merges_first()
    return None if copied is None else zipfile.ZipFile(io.BytesIO(copied))


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_copy_is_a_sound_zip_that_begins_with_the_list(book: Path, compression: int) -> None:
    path = again(book, compression)
    copied = copy_of(path)
    assert copied is not None
    assert copied.testzip() is None
    with zipfile.ZipFile(path) as given_parts:
        for name in given_parts.namelist():
            before, after = given_parts.read(name), copied.read(name)
            merges = re.search(rb"<mergeCells.*</mergeCells>", before)
            wanted = merges[0] if merges else NO_MERGES
            assert after == (wanted + before if name == FIRST else before)


def test_the_same_is_read(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Grande"]
    merges = sorted(
        (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
        for one in sheet.merged_cells.ranges
    )
    with open_file(book) as opened:
        assert sorted(opened.merged("Grande")) == merges
        rows = [[cell or None for cell in row] for row in opened.rows("Grande")]
        assert sorted(opened.merged("Chica")) == [(1, 1, 2, 2)]
    awaited = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[1:ROWS] == awaited[1:ROWS]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"<sheetData>", b"<!-- <mergeCells></mergeCells> --><sheetData>"),
        lambda xml: xml.replace(
            b"</sheetData>", b"</sheetData><mergeCells></mergeCells><mergeCells></mergeCells>"
        ),
        lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="0"/>'),
    ],
    ids=["a comment", "two lists", "an empty element"],
)
def test_a_sheet_written_otherwise_stays_as_it_is(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "libro.xlsx"
    workbook = xlsxwriter.Workbook(path)
    workbook.add_worksheet("Grande").write_column(0, 0, [f"fila {number}" for number in range(ROWS)])
    workbook.close()
    assert copy_of(path) is not None
    assert copy_of(again(path, zipfile.ZIP_DEFLATED, change)) is None


def test_a_sheet_that_speaks_of_merged_cells_everywhere_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "libro.xlsx"
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})  # texts stand in the sheet itself
    sheet = workbook.add_worksheet("Grande")
    for number in range(20_000):
        sheet.write_string(number, 0, f"mergeCell {number} {'x' * 60}")
    sheet.merge_range(20_000, 2, 20_001, 3, "unida")
    workbook.close()
    assert copy_of(path) is None
    with open_file(path) as opened:
        assert list(opened.merged("Grande")) == [(20_000, 2, 20_001, 3)]


def test_small_sheets_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "libro.xlsx"
    workbook = xlsxwriter.Workbook(path)
    workbook.add_worksheet("Chica").write_row(0, 0, ("AEI", 3))
    workbook.close()
    assert copy_of(path) is None


def test_a_broken_sheet_is_told_when_it_is_read(book: Path) -> None:
    path = again(book, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b'<row r="9"', b'<row r="8"', 1))
    with open_file(path) as opened:
        assert [list(row) for row in opened.rows("Chica")][1][1] == "chica"
        with pytest.raises(UnusableBook, match=path.name):
            list(opened.rows("Grande"))
