"""A period of a planning office, in files: forms out, forms filled in as people do, forms back."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.support import ooxml, people, year
from tests.support.libreoffice import Office, convert
from workbook.domain.reception import Standing, Told
from xlwings_addin import formats

TODAY = dt.date(2020, 7, 1)
UNTIL = dt.date(2020, 7, 15)
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planner's workbook, and beside it the forms of its 16 units."""
    folder = tmp_path_factory.mktemp("anio")
    book = folder / "poi.xlsx"
    book.write_bytes(year.planners_workbook(year.plan_with_months()))
    made = formats.prepare(book, None, (), TODAY, UNTIL)
    assert len(made.files) == 16
    return book


@pytest.fixture
def office_year(sent: Path, tmp_path: Path) -> tuple[Path, dict[str, Path]]:
    """A copy of it, and each unit's form by its acronym."""
    book = Path(shutil.copy(sent, tmp_path))
    forms = {}
    for path in sorted((sent.parent / "poi-formatos").iterdir()):
        copy = Path(shutil.copy(path, tmp_path))
        forms[path.name.split("-")[2]] = copy
    return book, forms


def take(book: Path, files: list[Path], *words: str) -> tuple[formats.Received, formats.Taken]:
    made = formats.read_received(book, files)
    return made, formats.take(book, None, made, formats.by_words(made, words), TODAY)


def told(made: formats.Received, name: str) -> list[tuple[Told, str, str]]:
    one = next(one for one in made.files if one.file == name)
    return [(notice.told, notice.before, notice.after) for notice in one.notices]


def test_forms_are_sound_and_carry_nothing_of_the_add_in(sent: Path) -> None:
    for number, path in enumerate((sent.parent / "poi-formatos").iterdir()):
        assert number % 4 or ooxml.check(path) == []
        book = openpyxl.load_workbook(path)
        sheet, control = book.worksheets
        assert control.sheet_state == "veryHidden"
        assert not book.defined_names
        assert sheet.protection.sheet
        assert not sheet.protection.password
        formulas = [c.value for row in sheet.iter_rows() for c in row if str(c.value).startswith("=")]
        assert formulas
        assert not any(name in text for text in formulas for name in ("EFICACIA", "BANDA", "[", "!"))
        at = year.columns(sheet)
        open_columns = {
            header
            for header, column in at.items()
            if not any(sheet.cell(row, column).protection.locked for row in year.rows(sheet))
        }
        assert open_columns == {
            "Ejec. Ene", "Ejec. Feb", "Ejec. Mar", "Ejec. Abr", "Ejec. May", "Ejec. Jun",
            "Motivo", "Medio de verificación",
        }  # fmt: skip
        assert "hasta el 15 de julio de 2020" in sheet["A5"].value
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert any("firma y sello" in str(c.value) for row in sheet.iter_rows() for c in row)


def test_a_period_as_people_send_it(office_year: tuple[Path, dict[str, Path]]) -> None:
    book, forms = office_year
    original = book.read_bytes()
    sent_back = people.as_people_do(book, forms)
    files, renamed, second = list(sent_back.files), sent_back.renamed, sent_back.second
    made, done = take(book, files, "todo")
    assert done.saved is not None
    assert done.refused == ()
    standings = {one.file: one.standing for one in made.files}
    assert {name for name, found in standings.items() if found is Standing.DOUBTFUL} == {
        forms["UCONT"].name,
        second.name,
    }
    assert {name for name, found in standings.items() if found is Standing.REFUSED} == {forms["UPAT"].name}

    assert told(made, forms["OAJ"].name) == []
    assert told(made, forms["DAS"].name) == []
    kinds = {name: {kind for kind, _, _ in told(made, name)} for name in standings}
    assert kinds[forms["UTD"].name] == {Told.ADDED, Told.DELETED}
    assert kinds[forms["GADM"].name] == {Told.TARGET, Told.TEXT}
    assert (Told.TARGET, "7", "1") in told(made, forms["GADM"].name)
    assert kinds[forms["UTES"].name] == {Told.HEADER}
    assert (Told.HEADER, "Motivo", "¿Por qué no se llegó?") in told(made, forms["UTES"].name)
    assert kinds[renamed.name] == {Told.BY_CONTENT}
    assert kinds[forms["UPAT"].name] == {Told.OTHER_PERIOD}
    assert kinds[forms["URH"].name] == {Told.FOREIGN}
    assert (Told.FORMULA, "=5+3", "8") in told(made, forms["GOPE"].name)
    assert kinds[second.name] == {Told.TWO_FILES}

    accepted = formats.by_words(made, ["todo"])
    expected = {
        (
            change.sheet,
            f"{openpyxl.utils.get_column_letter(change.position[1] + 1)}{change.position[0] + 1}",
        ): (change.value if isinstance(change.value, str) else float(change.value))
        for number in accepted
        for change in made.files[number].changes
    }
    assert len(expected) > 100
    assert done.changes == len(expected)
    written = done.saved.path.read_bytes()
    assert book.read_bytes() == original
    before, after = year.cells(original), year.cells(written)
    changed = {at: value for at, value in after.items() if before.get(at) != value and at[0] != "Recepción"}
    assert changed == expected
    assert not [at for at in before if at not in after]
    kept = [
        name for name in year.packed(original) if year.packed(original)[name] == year.packed(written)[name]
    ]
    assert {
        "xl/media/image1.png",
        "xl/drawings/drawing1.xml",
        "xl/charts/chart1.xml",
        "xl/comments1.xml",
    } <= set(kept)
    assert ooxml.check(done.saved.path) == ooxml.check(book)

    texts = {str(value) for (sheet, _), value in after.items() if sheet == "Recepción"}
    assert texts >= {
        "Fila agregada", "Fila que falta", "Meta distinta de la del libro", "Texto distinto al del libro",
        "Dos archivos de la misma unidad", "Formato de otro periodo", "Fila de otra unidad", "Conforme",
        "Encabezado cambiado", "Escrito con una fórmula", "Observado", "Escrito en el libro", "No aceptado",
    }  # fmt: skip

    again, nothing = take(done.saved.path, files, "todo")
    assert nothing.saved is None
    assert not [c for n in formats.by_words(again, ["todo"]) for c in again.files[n].changes]


@pytest.mark.libreoffice
def test_stored_results_are_those_that_a_spreadsheet_program_computes(
    office_year: tuple[Path, dict[str, Path]], office: Office
) -> None:
    book, forms = office_year
    for path in list(forms.values())[:6]:
        year.edit(path, year.fill)
    _, done = take(book, list(forms.values()), "todo")
    assert done.saved is not None
    stored = year.cells(done.saved.path.read_bytes(), results=True)
    before = year.cells(book.read_bytes(), results=True)
    by_months = {"DAS": "I", "DREC": "I"}  # the column of Ejecutadas: LibreOffice has no EFICACIA
    wanted = [
        (sheet, cell)
        for (sheet, cell), value in stored.items()
        if value != before.get((sheet, cell))
        and (sheet in ("Índice", "Listas") or cell.rstrip("0123456789") == by_months.get(sheet))
    ]
    assert {sheet for sheet, _ in wanted} == {"Índice", "Listas", "DAS", "DREC"}
    document = office.open(done.saved.path)
    try:
        office.recalculate(document)
        for sheet, cell in wanted:
            found = office.cell(document, sheet, cell)
            value = stored[sheet, cell]
            assert (found.value if isinstance(value, int | float) else found.text) == value, (sheet, cell)
    finally:
        office.close(document)


@pytest.mark.libreoffice
def test_forms_saved_by_another_program(office_year: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    book, forms = office_year
    year.edit(forms["DAS"], year.fill)
    wanted = formats.read_received(book, [forms["DAS"]]).files[0]
    (tmp_path / "otro").mkdir()
    saved = convert(forms["DAS"], "xlsx", tmp_path / "otro")
    found = formats.read_received(book, [saved]).files[0]
    assert [(c.position, c.value) for c in found.changes] == [(c.position, c.value) for c in wanted.changes]
    assert {notice.told for notice in found.notices} == {Told.OTHER_PROGRAM}
    old = convert(forms["DAS"], "xls", tmp_path / "otro")
    found = formats.read_received(book, [old]).files[0]
    assert [(c.position, c.value) for c in found.changes] == [(c.position, c.value) for c in wanted.changes]
