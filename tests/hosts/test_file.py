"""What `open_file` refuses and why, and what python-calamine alone would get wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import PasswordError

from tests.hosts.handmade import MAIN, SHEET, package, worksheet, zipped
from workbook.domain.cells import CellError
from workbook.host import UnusableBook
from workbook.hosts import file
from workbook.hosts.file import FileBook, open_file
from workbook.hosts.package import Limits

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def saved(folder: Path, data: bytes, name: str = "libro.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(call: Callable[[], object], name: str = "libro.xlsx") -> str:
    with pytest.raises(UnusableBook) as caught:
        call()
    assert caught.value.name == name
    assert caught.value.reason in UnusableBook.REASONS
    return caught.value.reason


def read_all(path: Path) -> list[object]:
    with open_file(path) as book:
        return [(list(book.rows(name)), book.merged(name), book.details(name)) for name in book.sheet_names()]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(lambda: open_file(tmp_path / "libro.xlsx")) == "missing"
    inside_a_file = saved(tmp_path, b"", "carpeta") / "libro.xlsx"
    assert refused(lambda: open_file(inside_a_file)) == "missing"


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "libro.xlsx").mkdir()
    assert refused(lambda: open_file(tmp_path / "libro.xlsx")) == "format"


@pytest.mark.parametrize("name", ["libro.csv", "libro.docx", "libro", "libro.xls.txt"])
def test_another_ending(tmp_path: Path, name: str) -> None:
    assert refused(lambda: open_file(saved(tmp_path, package(ONE), name)), name) == "format"


@pytest.mark.parametrize("name", ["libro.XLSX", "Libro.xlsm"])
def test_the_endings_that_are_read(tmp_path: Path, name: str) -> None:
    with open_file(saved(tmp_path, package(ONE), name)) as book:
        assert book.name == name
        assert list(book.rows(SHEET)) == [[1.0]]


@pytest.mark.parametrize("data", [b"", b"PK", b"no es un libro", b"<xml></xml>", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_zip(tmp_path: Path, data: bytes) -> None:
    assert refused(lambda: open_file(saved(tmp_path, data))) == "damaged"


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    assert refused(lambda: open_file(saved(tmp_path, zipped({"word/document.xml": "<a/>"})))) == "format"


def test_a_password(tmp_path: Path) -> None:
    encrypted = COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert refused(lambda: open_file(saved(tmp_path, encrypted))) == "protected"


def test_an_old_workbook_with_a_new_ending(tmp_path: Path) -> None:
    assert refused(lambda: open_file(saved(tmp_path, COMPOUND))) == "damaged"


def test_a_zip_entry_with_a_password(tmp_path: Path) -> None:
    data = bytearray(package(ONE))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(lambda: open_file(saved(tmp_path, bytes(data)))) == "protected"


def test_another_compression(tmp_path: Path) -> None:
    data = bytearray(package(ONE))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    while b"worksheets" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 1)
    data[at + 10] = 12
    assert refused(lambda: read_all(saved(tmp_path, bytes(data)))) in {"format", "damaged"}


@pytest.mark.parametrize(
    ("problem", "reason"),
    [(PermissionError(13, "in use"), "locked"), (OSError(5, "input/output error"), "damaged")],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError, reason: str
) -> None:
    path = saved(tmp_path, package(ONE))

    def fail(_: Path) -> bytes:
        raise problem

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert refused(lambda: open_file(path)) == reason


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = saved(tmp_path, package(ONE))
    assert refused(lambda: open_file(path, Limits(file_bytes=100))) == "too_large"
    assert refused(lambda: open_file(path, Limits(total_bytes=100))) == "too_large"


def test_values_too_far_apart(tmp_path: Path) -> None:
    path = saved(tmp_path, package(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    with open_file(path) as book:
        assert refused(lambda: book.rows(SHEET)) == "too_large"
        assert refused(lambda: book.merged(SHEET)) == "too_large"


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
        worksheet(ONE)[:-30],
        worksheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
        worksheet(ONE)
        .replace("<worksheet", '<!DOCTYPE w [<!ENTITY a "5">]><worksheet')
        .replace(">1<", ">&a;<"),
    ],
)
def test_a_broken_sheet(tmp_path: Path, sheet: str) -> None:
    assert refused(lambda: read_all(saved(tmp_path, package(sheet=sheet)))) == "damaged"


def test_a_sheet_in_another_encoding(tmp_path: Path) -> None:
    data = package(sheet=worksheet(ONE).replace("UTF-8", "UTF-16").encode("utf-16"))
    assert refused(lambda: read_all(saved(tmp_path, data))) == "format"


def test_a_workbook_in_an_encoding_that_there_is_none(tmp_path: Path) -> None:
    workbook = f'<?xml version="1.0" encoding="U8F-8"?><workbook xmlns="{MAIN}"/>'
    data = package(ONE, more={"xl/workbook.xml": workbook})
    assert refused(lambda: open_file(saved(tmp_path, data))) == "damaged"


def test_a_file_cut_short_at_any_place(tmp_path: Path) -> None:
    data = package(ONE)
    for end in range(0, len(data), 7):
        assert refused(lambda end=end: read_all(saved(tmp_path, data[:end]))) in {"damaged", "format"}


@settings(max_examples=150)
@given(st.data())
def test_changed_bytes_give_the_same_book_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = package('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><v>12</v></c></row>')
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = saved(tmp_path_factory.getbasetemp(), bytes(changed), "cambiado.xlsx")
    with suppress(UnusableBook):
        assert read_all(path) in ([], read_all(saved(tmp_path_factory.getbasetemp(), whole)))


def test_rust_code_that_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Panics:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PanicException

    monkeypatch.setattr(file, "CalamineWorkbook", Panics)
    assert refused(lambda: open_file(saved(tmp_path, package(ONE)))) == "damaged"


def test_a_password_that_the_library_meets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Protected:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PasswordError

    monkeypatch.setattr(file, "CalamineWorkbook", Protected)
    assert refused(lambda: open_file(saved(tmp_path, package(ONE)))) == "protected"


def test_an_interruption_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(file, "CalamineWorkbook", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_file(saved(tmp_path, package(ONE)))


@pytest.mark.parametrize("code", ["#SPILL!", "#CALC!", "#ERROR!", "#GETTING_DATA", "#¿NOMBRE?"])
@pytest.mark.parametrize("prefix", ["", "x"])
def test_an_error_code_that_the_library_does_not_know(tmp_path: Path, code: str, prefix: str) -> None:
    p = f"{prefix}:" if prefix else ""
    rows = (
        f'<{p}row r="2"><{p}c r="B2" t="e"><{p}f>A1</{p}f><{p}v>{code}</{p}v></{p}c>'
        f'<{p}c r="C2"><{p}v>2</{p}v></{p}c><{p}c r="D2" t="e"><{p}v>#N/A</{p}v></{p}c></{p}row>'
    )
    with open_file(saved(tmp_path, package(sheet=worksheet(rows, prefix=prefix)))) as book:
        assert list(book.rows(SHEET)) == [(), [None, CellError(code), 2.0, CellError("#N/A")]]


def test_a_sheet_of_errors_only(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>'
    with open_file(saved(tmp_path, package(rows))) as book:
        assert [list(row) for row in book.rows(SHEET)] == [[], [], [None, None, CellError("#REF!")]]


def test_chart_sheets_are_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "libro.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_chartsheet("Gráfico").set_chart(chart := book.add_chart({"type": "bar"}))
    sheet = book.add_worksheet("Datos")
    sheet.write_column("A1", [1, 2])
    chart.add_series({"values": "=Datos!$A$1:$A$2"})
    book.close()
    with open_file(path) as read:
        assert read.sheet_names() == ("Datos",)
        assert [list(row) for row in read.rows("Datos")] == [[1.0], [2.0]]


def test_a_number_is_raw(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>'
    with open_file(saved(tmp_path, package(rows))) as book:
        assert list(book.rows(SHEET)) == [[0.1 + 0.2]]


def test_a_closed_book_gives_no_values(tmp_path: Path) -> None:
    book = open_file(saved(tmp_path, package(ONE)))
    with book:
        assert isinstance(book, FileBook)
    assert refused(lambda: book.rows(SHEET)) == "damaged"


def test_a_book_is_a_copy_of_the_file_as_it_was(tmp_path: Path) -> None:
    path = saved(tmp_path, package(ONE))
    with open_file(path) as book:
        path.unlink()
        assert list(book.rows(SHEET)) == [[1.0]]
