"""The first rows of a large sheet are those of the whole sheet, and come without loading it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from workbook.hosts import beginnings
from workbook.hosts.file import FileBook, open_file

ROWS = 12_000


def write(path: Path, *, top: int = 0, left: int = 0, gap: int = 0) -> Path:
    """Write a large sheet that begins at a place, with a gap after its fifth row, and a small one."""
    book = xlsxwriter.Workbook(path)
    large, small = book.add_worksheet("Grande"), book.add_worksheet("Chica")
    for number in range(ROWS):
        row = top + number + (gap if number >= 5 else 0)
        large.write_row(row, left, (f"AO-{number:05d}", number, number / 4, "Informe"))
    small.write_row(0, 0, ("AEI", 3))
    book.close()
    return path


def edited(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the XML of the first sheet."""
    other = path.with_name("otro.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, change(part) if item.filename.endswith("sheet1.xml") else part)
    return other


def as_openpyxl(path: Path, count: int) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path)["Grande"]
    return [[cell.value for cell in row] for row in islice(sheet.iter_rows(), count)]


def plain(rows: list[list[object]]) -> list[list[object]]:
    """Blanks at the end of a row, and "" for a blank, do not matter."""
    whole = [[None if cell == "" else cell for cell in row] for row in rows]
    return [row[: max((n for n, cell in enumerate(row, 1) if cell is not None), default=0)] for row in whole]


@pytest.fixture(autouse=True)
def _nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take these workbooks for ones that are too large to stay in memory."""
    monkeypatch.setattr(beginnings, "_KEPT", 0)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the sheets that were loaded whole, in order."""
    names: list[str] = []
    read = FileBook._read

    def noted(self: FileBook, sheet: str) -> object:
        names.append(sheet)
        return read(self, sheet)

    monkeypatch.setattr(FileBook, "_read", noted)
    return names


@pytest.mark.parametrize("place", [{}, {"top": 3}, {"left": 2}, {"gap": 40}, {"top": 2, "left": 1, "gap": 3}])
def test_head_and_rest_are_the_sheet(place: dict[str, int], tmp_path: Path, loaded: list[str]) -> None:
    path = write(tmp_path / "libro.xlsx", **place)
    with open_file(path) as book:
        head = [list(row) for row in islice(book.rows("Grande"), 30)]
        assert loaded == []
        whole = [list(row) for row in book.rows("Grande")]
        assert loaded == ["Grande"]
        again = [list(row) for row in islice(book.rows("Grande"), 30)]
    wanted = plain(as_openpyxl(path, ROWS + 60))
    assert plain(head) == plain(again) == wanted[:30]
    assert plain(whole) == wanted


def test_sheets_that_stay_in_memory_are_loaded_at_once(
    tmp_path: Path, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    read = FileBook._read
    monkeypatch.setattr(FileBook, "_read", lambda book, sheet: loaded.append(sheet) or read(book, sheet))
    with open_file(write(tmp_path / "libro.xlsx")) as book:
        head = [list(row) for row in islice(book.rows("Grande"), 30)]
        assert loaded == ["Grande"]
        assert [list(row) for row in islice(book.rows("Grande"), 30)] == head
    assert loaded == ["Grande"]


def test_a_small_sheet_is_read_as_ever(tmp_path: Path) -> None:
    with open_file(write(tmp_path / "libro.xlsx")) as book:
        assert [list(row) for row in book.rows("Chica")] == [["AEI", 3]]


def _swapped(xml: bytes) -> bytes:
    first, second = re.search(rb'<row r="3".*?</row>', xml), re.search(rb'<row r="4".*?</row>', xml)
    assert first is not None
    assert second is not None
    return xml.replace(first[0] + second[0], second[0] + first[0])


@pytest.mark.parametrize(
    "change",
    [
        _swapped,
        lambda xml: re.sub(rb'<row r="\d+"', b"<row", xml),
        lambda xml: xml.replace(b"<sheetData>", b"<!-- <row r='1'> --><sheetData>"),
        lambda xml: xml.replace(b'<c r="B2"><v>1</v>', b'<c r="B2" t="e"><v>#REF!</v>'),
    ],
    ids=["rows out of order", "rows without number", "a comment", "an error value"],
)
def test_a_sheet_written_otherwise_is_loaded_whole(
    change: Callable[[bytes], bytes], tmp_path: Path, loaded: list[str]
) -> None:
    path = edited(write(tmp_path / "libro.xlsx"), change)
    with open_file(path) as book:
        head = [list(row) for row in islice(book.rows("Grande"), 30)]
        assert loaded == ["Grande"]
        assert [list(row) for row in islice(book.rows("Grande"), 30)] == head


def test_texts_of_the_head_are_those_of_the_shared_table(tmp_path: Path) -> None:
    with open_file(write(tmp_path / "libro.xlsx")) as book:
        assert [row[0] for row in islice(book.rows("Grande"), 3)] == ["AO-00000", "AO-00001", "AO-00002"]


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.replace(b"<si>", b"<!-- <si> --><si>", 1),
        lambda table: table.replace(b"<si>", b"<si >", 1),
        lambda table: table.replace(b"<si>", b"<si xml:space='preserve'>", 3),
        lambda table: table + b"\n",
    ],
)
def test_texts_of_a_table_written_otherwise_are_those_of_the_cells(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = write(tmp_path / "libro.xlsx")
    other = path.with_name("tabla.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item.filename, change(part) if item.filename.endswith("sharedStrings.xml") else part)
    with open_file(other) as book:
        head = [list(row) for row in islice(book.rows("Grande"), 20)]
    assert plain(head) == as_openpyxl(path, 20)
