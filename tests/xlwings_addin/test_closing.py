"""`eficacia cerrar`: a dated copy, months marked, and what changed in them later."""

import hashlib
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.support import ooxml
from tests.support.cuts import first_cut, seeded
from workbook.canvas.edits import Edits
from workbook.domain.closing import Register
from workbook.domain.model import Plan
from workbook.hosts.file import open_file
from workbook.hosts.newfile import render
from workbook.hosts.patch import patch
from workbook.layouts import own
from workbook.reader import read_plan
from workbook.template import planning_workbook
from xlwings_addin import cli, closing, output


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def register(path: Path) -> Register:
    with open_file(path) as book:
        return read_plan(book)[0].framework.closings


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def plan() -> Plan:
    return first_cut(seeded(11), rows=24, units=3)


@pytest.fixture
def book(plan: Plan, tmp_path: Path) -> Path:
    path = tmp_path / "poi-2026.xlsx"
    path.write_bytes(render(planning_workbook(plan, monthly=True)))
    return path


def close(book: Path, *words: str) -> int:
    return run("cerrar", book, "--periodo", "I Semestre", "--fecha", "2026-07-10", *words)


def typed(path: Path, sheet: str, cells: dict[tuple[int, int], object]) -> None:
    done = patch(path.name, path.read_bytes(), {sheet: Edits(typed=cells)})  # type: ignore[arg-type]
    assert not done.refused
    path.write_bytes(done.data)


def month_cell(path: Path, header: str) -> tuple[str, tuple[int, int]]:
    """The first cell of a month's column in the first unit's sheet."""
    sheet = openpyxl.load_workbook(path)["CC0"]
    column = next(cell.column for cell in sheet[7] if cell.value == header)
    return f"{sheet.cell(8, column).coordinate}", (7, column - 1)


def test_what_closing_makes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert close(book) == 0
    shown = capsys.readouterr().out
    archive, closed = (
        book.with_name("poi-2026-cierre-i-semestre-2026-07-10.xlsx"),
        book.with_name("poi-2026-cerrado.xlsx"),
    )
    assert book.read_bytes() == archive.read_bytes() == before
    assert ooxml.check(closed) == []
    digest = hashlib.sha256(before).hexdigest()
    assert f"Huella de la copia (SHA-256): {digest}" in shown
    assert "Se cerró I Semestre (enero a junio): 24 actividades" in shown
    (closing,) = register(closed).closings
    assert (closing.copy, closing.copy_digest) == (archive.name, digest)
    marks = next(
        row
        for row in openpyxl.load_workbook(closed)[own.LISTS].iter_rows(values_only=True)
        if own.CLOSED_LABEL in row
    )
    assert list(marks[marks.index(own.CLOSED_LABEL) + 1 :][:12]) == [1] * 6 + [0] * 6


def test_every_other_part_stays_byte_for_byte(book: Path) -> None:
    close(book)
    old, new = parts(book), parts(book.with_name("poi-2026-cerrado.xlsx"))
    changed = {name for name in old if new.get(name) != old[name]}
    units = {f"xl/worksheets/sheet{n}.xml" for n in range(1, 9)}
    assert len(units & set(old)) == 8
    assert not changed & units
    assert {name for name in new if name not in old and name.startswith("xl/worksheets/sheet")} == {
        "xl/worksheets/sheet10.xml",
        "xl/worksheets/sheet11.xml",
    }


def test_a_closed_book_has_nothing_to_tell(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close(book)
    capsys.readouterr()
    run("revisar", book.with_name("poi-2026-cerrado.xlsx"))
    assert "mes_cerrado_modificado" not in capsys.readouterr().out


def test_a_later_change_is_told_with_its_cell(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close(book)
    closed = book.with_name("poi-2026-cerrado.xlsx")
    cell, position = month_cell(closed, "Ejec. Mar")
    open_cell, open_position = month_cell(closed, "Ejec. Ago")
    typed(closed, "CC0", {position: 777, open_position: 778})
    capsys.readouterr()
    run("revisar", closed)
    shown = capsys.readouterr().out
    lines = [line for line in shown.splitlines() if "mes_cerrado_modificado" in line]
    assert len(lines) == 1
    assert f"En la hoja «CC0», celda {cell}: cambió Ejecutadas de marzo de «AOI" in lines[0]
    assert lines[0].endswith(", ahora 777) después de cerrado marzo.")
    assert open_cell not in lines[0]


def test_closing_again_asks_whether_changes_are_right(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close(book)
    closed = book.with_name("poi-2026-cerrado.xlsx")
    _, position = month_cell(closed, "Ejec. Mar")
    typed(closed, "CC0", {position: 777})
    before = sorted(book.parent.iterdir())
    words = ("cerrar", closed, "--periodo", "Anual", "--fecha", "2027-01-10")
    assert run(*words) == 1
    shown = capsys.readouterr()
    assert "mes_cerrado_modificado" in shown.out
    assert "agregando --aceptar-cambios" in shown.err
    assert sorted(book.parent.iterdir()) == before
    assert run(*words, "--aceptar-cambios") == 0
    again = book.with_name("poi-2026-cerrado (2).xlsx")
    kept = register(again)
    assert [one.number for one in kept.closings] == [1, 2]
    capsys.readouterr()
    run("revisar", again)
    assert "mes_cerrado_modificado" not in capsys.readouterr().out


def test_copies_are_never_replaced(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close(book)
    assert capsys.readouterr().err == ""
    close(book)
    assert "«poi-2026-cerrado.xlsx» ya existe, y este comando no reemplaza" in capsys.readouterr().err
    names = sorted(path.name for path in book.parent.glob("poi-2026*"))
    assert names == [
        "poi-2026-cerrado (2).xlsx",
        "poi-2026-cerrado.xlsx",
        "poi-2026-cierre-i-semestre-2026-07-10 (2).xlsx",
        "poi-2026-cierre-i-semestre-2026-07-10.xlsx",
        "poi-2026.xlsx",
    ]
    (closing,) = register(book.with_name("poi-2026-cerrado (2).xlsx")).closings
    assert closing.copy == "poi-2026-cierre-i-semestre-2026-07-10 (2).xlsx"


def test_the_result_goes_where_it_is_wanted_and_never_onto_the_book(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "otro" / "cerrado.xlsx"
    assert close(book, "-o", str(out)) == 0
    assert out.exists()
    before = book.read_bytes()
    assert close(book, "-o", str(book)) == 3
    assert book.read_bytes() == before
    assert close(book, "-o", str(tmp_path / "otro")) == 0
    assert (tmp_path / "otro" / "poi-2026-cerrado.xlsx").exists()


def test_other_peoples_workbooks_are_closed_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = openpyxl.Workbook()
    made.active.title = "Logística"
    made.active.append(["AEI", "Actividad operativa", "Programadas", "Ejecutadas"])
    made.active.append(["AEI.06.01", "Comprar", 10, 7])
    path = tmp_path / "logistica.xlsx"
    made.save(path)
    assert run("cerrar", path) == 0
    assert "no tiene dónde sombrear los meses cerrados" in capsys.readouterr().out
    closed = tmp_path / "logistica-cerrado.xlsx"
    assert openpyxl.load_workbook(closed).sheetnames == ["Logística", own.CLOSINGS, own.CLOSED_ROWS]
    assert [row.programmed for row in register(closed).rows]
    typed(closed, "Logística", {(1, 3): 8})
    assert run("cerrar", closed) == 1


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsb"])
def test_other_formats_are_told_to_be_saved_as_xlsx(
    book: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = book.with_suffix(ending)
    other.write_bytes(b"<html><table></table></html>")
    for words in (("cerrar", other), ("periodo", other, "II Semestre")):
        assert run(*words) == 2
        assert "guárdelo como «Libro de Excel (.xlsx)»" in capsys.readouterr().err
    assert run("cerrar", book.with_name("no-hay.xls")) == 2
    assert "No se encontró el libro" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Cierres", "CIERRESDETALLE"])
def test_a_sheet_of_the_planners_of_that_name_is_never_replaced(
    book: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = openpyxl.load_workbook(book)
    made.create_sheet(name).append(["Lo mío"])
    made.save(book)
    assert close(book) == 2
    assert f"una hoja «{name}» que no hizo este programa" in capsys.readouterr().err
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_where_the_closed_book_cannot_be_saved_no_copy_stays(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = closing.save

    def full(target: Path, data: bytes, *, replace: bool = True) -> output.Saved:
        if target.name.endswith("-cerrado.xlsx"):
            raise output.CouldNotSave(target, "full")
        return real(target, data, replace=replace)

    monkeypatch.setattr(closing, "save", full)
    assert close(book) == 3
    assert "no queda espacio" in capsys.readouterr().err
    assert [path.name for path in book.parent.iterdir()] == [book.name]
