"""What the reader leaves out, or takes for something else, it tells."""

import time

import pytest

from tests.support.poi import (
    HEADER,
    PEI,
    SETTINGS,
    TITLES,
    UNITS,
    Row,
    activity,
    book,
    data_of,
    found,
    read,
    unit_sheet,
)
from workbook.domain import unitnames
from workbook.domain.cells import CellError, Mark, Number, Raw, read_amount
from workbook.domain.codes import MOST_SUGGESTIONS, CodeBook
from workbook.domain.efficacy import Method
from workbook.domain.findings import Code, finding
from workbook.domain.model import OrgUnit
from workbook.domain.periods import TargetKind
from workbook.hosts.memory import MemoryBook
from workbook.layouts import own
from workbook.reader import read_framework
from workbook.spanish.labels import METHOD_NAMES, TARGET_KIND_NAMES
from workbook.spanish.messages import message
from workbook.template import lists, settings

UL = ["Unidad de Logística", "", "UL", "la", "UL", "Luis"]
LISTED = [*UNITS[:2], UL]
STRANGE: Row = ["Cód", "Acción", "Tarea", "Meta", "Avance"]


def with_logistics(sheet: list[Row] | None, units: list[Row] | None = None) -> MemoryBook:
    sheets = {"UTD": unit_sheet(TITLES["UTD"], activity("AO-1"))}
    return book(sheets if sheet is None else {**sheets, "UL": sheet}, units=units or LISTED)


def told(read_from: MemoryBook, code: Code) -> str:
    return message(next(one for one in read(read_from)[1] if one.code is code))


# --- units without a table -----------------------------------------------------------------------------


def test_a_units_sheet_with_a_strange_header_is_told_with_that_header() -> None:
    strange = with_logistics([[own.UNIT_TITLE, UL[0]], [], STRANGE, ["AO-9", "AEI.01.01", "Comprar", 5, 5]])
    assert found(strange, Code.MISSING_COLUMN) == [("UL", "A3")]
    assert data_of(strange, Code.MISSING_COLUMN)["headers"] == tuple(STRANGE)
    text = told(strange, Code.MISSING_COLUMN)
    assert "«Unidad de Logística»" in text
    assert "«Avance»" in text
    assert len(read(strange)[0]) == 1


def test_a_units_sheet_under_another_name_is_known_by_its_title() -> None:
    sheets = {"UTD": unit_sheet(TITLES["UTD"], activity("AO-1")), "Hoja9": [[own.UNIT_TITLE, UL[0]], STRANGE]}
    assert found(book(sheets, units=LISTED), Code.MISSING_COLUMN) == [("Hoja9", "A2")]


def test_a_header_too_far_down_and_an_empty_sheet_are_told() -> None:
    far = with_logistics([[own.UNIT_TITLE, UL[0]], *([[]] * 30), HEADER, activity("AO-9")])
    assert found(far, Code.MISSING_COLUMN) == [("UL", "A32")]
    assert "primeras 30 filas" in told(far, Code.MISSING_COLUMN)
    assert found(with_logistics([]), Code.MISSING_COLUMN) == [("UL", "A1")]


def test_a_unit_whose_sheet_does_not_exist_is_told_where_it_is_listed() -> None:
    for unit in (UL, [UL[0], "", "UL", "", "", ""], [UL[0], "", "", "", "UL", ""]):
        absent = with_logistics(None, [*UNITS[:2], unit])
        assert found(absent, Code.MISSING_COLUMN) == [("Unidades", "A3")]
        assert "la unidad «Unidad de Logística» no tiene hoja en el libro" in told(
            absent, Code.MISSING_COLUMN
        )


def test_a_unit_without_sheet_is_not_told_where_nothing_says_that_it_has_one() -> None:
    assert read(with_logistics(None, [*UNITS[:2], [UL[0]]]))[1] == []


def test_a_unit_without_sheet_is_not_told_where_rows_name_it() -> None:
    header: Row = [*HEADER, "Unidad orgánica"]
    rows = unit_sheet(
        "", [*activity("AO-1"), "UTD"], [*activity("AO-2"), "Unidad de logistica"], header=header
    )
    assert found(book({"Todo": rows}, units=LISTED), Code.MISSING_COLUMN) == []
    one = unit_sheet("", [*activity("AO-1"), "UTD"], header=header)
    assert found(book({"Todo": one}, units=LISTED), Code.MISSING_COLUMN) == [("Unidades", "A3")]


def test_a_unit_without_sheet_is_not_told_where_no_unit_has_activities() -> None:
    blank = book({"UTD": unit_sheet(TITLES["UTD"])}, units=LISTED)
    assert [one.code for one in read(blank)[1]] == [Code.NO_DATA]
    assert "No hay ninguna actividad" in told(blank, Code.NO_DATA)


def test_a_sheet_that_lacks_a_column_is_told_once() -> None:
    header: Row = ["Avance" if cell == "Ejecutadas" else cell for cell in HEADER]
    lacking = with_logistics(unit_sheet(UL[0], activity("AO-9"), header=header))
    assert found(lacking, Code.MISSING_COLUMN) == [("UL", "A3")]


# --- totals known by arithmetic ------------------------------------------------------------------------


@pytest.mark.parametrize("column", [0, 2, 3, 9])
def test_a_row_that_says_something_is_no_total_whatever_its_amounts(column: int) -> None:
    row: Row = ["", "", "", "", "", 20, 16, "", "", ""]
    row[column] = "Algo dicho"
    rows = book({"UTD": unit_sheet(TITLES["UTD"], activity("AO-1"), activity("AO-2"), row)})
    assert found(rows, Code.UNKNOWN_ACTION) == [("UTD", "B6")]
    assert len(read(rows)[0]) == 2


def test_a_row_like_the_only_one_above_is_no_total() -> None:
    bare: Row = ["", "", "", "", "", 10, 8]
    alone = book({"UTD": unit_sheet(TITLES["UTD"], activity("AO-1"), bare)})
    assert found(alone, Code.UNKNOWN_ACTION) == [("UTD", "B5")]
    two = [activity("AO-1"), activity("AO-2"), ["", "TOTAL", "", "", "", 20, 16]]
    grand: Row = ["", "", "", "", "", 30, 24]
    sums = [*two, activity("AO-3", "AEI.02.01"), ["", "TOTAL", "", "", "", 10, 8], grand]
    assert read(book({"UTD": unit_sheet(TITLES["UTD"], *sums)}))[1] == []
    last = [*two, activity("AO-3", "AEI.02.01"), bare]
    assert found(book({"UTD": unit_sheet(TITLES["UTD"], *last)}), Code.UNKNOWN_ACTION) == [("UTD", "B8")]


# --- error values instead of words ---------------------------------------------------------------------


@pytest.mark.parametrize("error", [CellError("#REF!"), "#REF!", " #N/A ", "#¡REF!", "#N/D", "#¿NOMBRE?"])
def test_an_error_in_a_text_is_blank_and_told_once_a_column(error: Raw) -> None:
    rows = [activity(f"AO-{n}", cause=error) for n in range(3)]
    rows[0][3] = error
    wrong = book({"UTD": unit_sheet(TITLES["UTD"], *rows)})
    assert sorted(found(wrong, Code.CELL_ERROR)) == [("UTD", "D4"), ("UTD", "J4")]
    causes = [dict(one.data) for one in read(wrong)[1] if one.cell == "J4"]
    assert [(one["count"], one["cells"], one["field"]) for one in causes] == [
        (3, ("J4", "J5", "J6"), "cause")
    ]
    assert {(one.cause, one.measure) for one in read(wrong)[0]} == {("", ""), ("", "Informe")}


def test_texts_with_a_number_sign_are_texts() -> None:
    row = activity("AO-1", name="Caso #1", cause="#")
    assert [(one.name, one.cause) for one in read(book({"UTD": unit_sheet("UTD", row)}))[0]] == [
        ("Caso #1", "#")
    ]


def test_an_error_as_aei_is_told_with_its_amounts() -> None:
    wrong = book({"UTD": unit_sheet("UTD", activity("AO-1"), activity("AO-2", CellError("#N/A"), 5, 4))})
    assert found(wrong, Code.CELL_ERROR) == found(wrong, Code.UNKNOWN_ACTION) == [("UTD", "B5")]
    assert len(read(wrong)[0]) == 1


def test_an_error_as_unit_is_told() -> None:
    title = book({"UTD": unit_sheet("", activity("AO-1"))}).sheets["UTD"]
    wrong = book({"UTD": [[own.UNIT_TITLE, CellError("#N/A")], *title[1:]]})
    assert found(wrong, Code.CELL_ERROR) == [("UTD", "B1")]
    assert [one.unit for one in read(wrong)[0]] == [TITLES["UTD"]]
    listed = book(units=[*UNITS[:2], [CellError("#N/A"), "", "X", "", "", ""]])
    assert found(listed, Code.CELL_ERROR) == [("Unidades", "A3")]
    assert len(read_framework(listed).framework.units) == 1


def test_errors_in_the_frame_are_told_at_their_cells() -> None:
    wrong = book(
        settings=[*SETTINGS[:1], ["Entidad", CellError("#REF!"), ""]],
        pei=[*PEI, ["OEI.03", CellError("#NAME?"), "AEI.03.01", "#REF!"]],
        comments=[[*own.COMMENTS_HEADERS], ["OEI.01", CellError("#VALUE!")]],
    )
    assert sorted(found(wrong, Code.CELL_ERROR)) == [
        ("Comentarios", "B2"),
        ("PEI", "B5"),
        ("PEI", "D5"),
        ("Parámetros", "B2"),
    ]
    framework = read_framework(wrong).framework
    assert (framework.settings.entity, framework.comments) == ("", {})
    assert (framework.objectives[-1].name, framework.actions[-1].name) == ("", "")
    texts = [message(one) for one in read(wrong)[1] if one.code is Code.CELL_ERROR]
    assert any(
        "celda B2: la celda de Entidad muestra el error #¡REF!; se lee en blanco" in one for one in texts
    )


def test_an_error_in_a_parameter_that_decides_stops() -> None:
    wrong = book(settings=[*SETTINGS, ["Método", CellError("#REF!"), ""]])
    assert found(wrong, Code.INVALID_PARAMETER) == [("Parámetros", "B5")]


def test_the_digest_tells_an_error_from_a_blank() -> None:
    digests = {
        read(book({"UTD": unit_sheet("UTD", activity("A", cause=c))}))[2] for c in ("", CellError("#REF!"))
    }
    assert len(digests) == 2


# --- comments ------------------------------------------------------------------------------------------


def test_a_comment_without_code_is_told_at_its_cell() -> None:
    lost = book(comments=[[*own.COMMENTS_HEADERS], ["", "Faltó personal."], ["OEI.01", "Bien"]])
    assert found(lost, Code.UNKNOWN_ACTION) == [("Comentarios", "B2")]
    assert "el comentario «Faltó personal.» no dice de qué OEI o AEI es" in told(lost, Code.UNKNOWN_ACTION)
    assert read_framework(lost).framework.comments == {"OEI.01": "Bien"}


def test_comments_of_one_code_are_kept_unless_they_are_equal() -> None:
    rows: list[Row] = [["OEI.01", "Se avanzó bien"], ["OEI 1", "Se avanzó"], ["OEI.01", "Se avanzó bien"]]
    comments = read_framework(book(comments=[[*own.COMMENTS_HEADERS], *rows])).framework.comments
    assert comments == {"OEI.01": "Se avanzó bien\nSe avanzó"}


# --- words of few -------------------------------------------------------------------------------------


def kinds(*rows: tuple[Raw, Raw]) -> MemoryBook:
    header: Row = [*HEADER, "Tipo de meta", "A demanda"]
    typed = [[*activity(f"AO-{n}"), *row] for n, row in enumerate(rows)]
    return book({"UTD": unit_sheet("UTD", *typed, header=header)})


def test_known_kinds_of_target_and_demand() -> None:
    known: list[tuple[Raw, Raw]] = [
        (TARGET_KIND_NAMES[TargetKind.CUMULATIVE], "Sí"),
        (TARGET_KIND_NAMES[TargetKind.NOT_CUMULATIVE], "X"),
        ("NO ACUMULABLE", True),
        ("no acumulativa", "no"),
        ("", ""),
        (None, None),
        ("-", "–"),
    ]
    plan = kinds(*known)
    assert read(plan)[1] == []
    read_kinds = [(one.kind is TargetKind.CUMULATIVE, one.on_demand) for one in read(plan)[0]]
    assert read_kinds == [
        (True, True), (False, True), (False, True), (False, False),
        (True, False), (True, False), (True, False),
    ]  # fmt: skip


def test_unknown_words_are_told_once_a_column_with_what_was_taken() -> None:
    strange = kinds(("Último valor", "a veces"), ("Promedio", ""), ("Acumulable", "quizá"))
    assert found(strange, Code.UNREADABLE_AMOUNT) == [("UTD", "K4"), ("UTD", "L4")]
    texts = [message(one) for one in read(strange)[1]]
    assert "no se reconoce «Último valor» en Tipo de meta (K4 y K5); se tomó «Acumulable»" in texts[0]
    assert "no se reconoce «a veces» en A demanda (L4 y L6); se tomó «No»" in texts[1]
    assert {one.kind for one in read(strange)[0]} == {TargetKind.CUMULATIVE}


# --- many units, many stray codes ----------------------------------------------------------------------


def test_units_alike_are_found_as_if_all_were_compared() -> None:
    names = [
        "Unidad de Trámite Documentario", "Unidad Trámite Documentaria", "Oficina de Cobranza I",
        "Oficina de Cobranza II", "Oficina Cobranzas I", "Gerencia Regional", "Gerensia Regionl", "de la", "",
        "Gerencia de la Regional", "OFICINA DE COBRANZA I", "Area 51", "Área  52",
        "Administracion Tributaria",
        "Administración Tributarias", "Administracion",
    ]  # fmt: skip
    added: list[OrgUnit] = []
    units = unitnames.UnitBook()
    for name in names:
        expected = next(
            (
                u
                for u in added
                if unitnames.plain(u.name) != unitnames.plain(name) and unitnames.alike(u.name, name)
            ),
            None,
        )
        assert units.alike(name) is expected, name
        unit = OrgUnit(name, name)
        units.add(unit)
        added.append(unit)


def test_many_units_are_read_in_little_time() -> None:
    rows: list[Row] = [[f"Unidad Operativa Zonal {n}", "", "", "", "", ""] for n in range(4_000)]
    many = book(units=[*UNITS[:2], *rows])
    begun = time.perf_counter()
    assert len(read_framework(many).framework.units) == 4_001
    assert time.perf_counter() - begun < 3


def test_names_alike_many_times_over_are_still_found() -> None:
    words = ["documentario", "documentaria", "documentarias", "documentarios"]
    units = unitnames.UnitBook(OrgUnit(f"{a} {b}", f"{a} {b}") for a in words[:2] for b in words[:2])
    found_unit = units.alike(f"{words[2]} {words[3]}")
    assert found_unit is not None
    assert found_unit.key == "documentario documentario"


def test_a_code_alike_is_looked_for_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(CodeBook, "nearest", lambda _, text: asked.append(text) or "AEI.01.01")
    strays = [activity(f"AO-{n}", f"AEI.77.{n:02d}") for n in range(80)]
    halves = {"UTD": unit_sheet("UTD", *strays[:60]), "OINF": unit_sheet("OINF", *strays[40:])}
    wrong = [one for one in read(book(halves))[1] if one.code is Code.UNKNOWN_ACTION]
    assert len(wrong) == 100
    assert len(asked) == len(set(asked)) == MOST_SUGGESTIONS
    asked.clear()
    comments: list[Row] = [[*own.COMMENTS_HEADERS], *([f"AEI.77.{n:02d}", "x"] for n in range(80))]
    assert len(found(book(comments=comments), Code.UNKNOWN_ACTION)) == 80
    assert len(asked) == MOST_SUGGESTIONS


def test_a_unit_alike_is_looked_for_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(unitnames.UnitBook, "nearest", lambda _, text: asked.append(text) or "")
    header: Row = [*HEADER, "Unidad orgánica"]
    rows = unit_sheet("", *([*activity(f"AO-{n}"), f"Gerencia {n}"] for n in range(80)), header=header)
    assert len(found(book({"Todo": rows}), Code.UNKNOWN_UNIT)) == 80
    assert len(asked) == MOST_SUGGESTIONS
    asked.clear()
    sheets = {f"G{n}": unit_sheet(f"Gerencia {n}", activity(f"AO-{n}")) for n in range(80)}
    assert len(found(book(sheets), Code.UNKNOWN_UNIT)) == 80
    assert len(asked) == MOST_SUGGESTIONS


# --- one place for each word ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [*(m.value for m in Method), *METHOD_NAMES.values(), "Razón topada", "PROMEDIO"]
)
def test_methods_are_read_as_their_labels_are(text: str) -> None:
    assert found(book(settings=[*SETTINGS, ["Método", text, ""]]), Code.INVALID_PARAMETER) == []


@pytest.mark.parametrize(("year", "good"), [(1989, False), (1990, True), (2100, True), (2101, False)])
def test_reader_and_template_take_the_same_years(year: int, good: bool) -> None:
    read_year = book(settings=[*SETTINGS[:1], ["Año", year, ""]])
    assert (found(read_year, Code.INVALID_PARAMETER) == []) is good
    assert (own.FIRST_YEAR <= year <= own.LAST_YEAR) is good
    assert settings._year_condition("$B$8") == "=AND(ISNUMBER($B$8),$B$8>=1990,$B$8<=2100)"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *((text, Mark.NOT_PROGRAMMED) for text in lists._NOT_PROGRAMMED_MARKS),
        *((text, Mark.NOT_REPORTED) for text in lists._NOT_REPORTED_MARKS),
    ],
)
def test_each_word_of_the_lists_reads_as_its_mark(text: str, mark: Mark) -> None:
    endings = ("", "as", " por norma") if text.endswith("*") else ("",)
    for ending in endings:
        for letter in ("o", "ó") if "?" in text else ("",):
            typed = text.replace("?", letter).replace("*", ending or "a" * text.endswith("d*"))
            assert read_amount(typed) is mark, typed
            assert read_amount(typed.upper()) is mark


def test_a_word_that_says_yes_is_no_mark() -> None:
    for text in ("SI", "SI.", "Sí"):
        assert text not in lists._NOT_REPORTED_MARKS
        assert not isinstance(read_amount(text), Mark | Number)


def test_the_messages_of_units_say_something_without_data() -> None:
    for data in ({"absent": "sí"}, {"unread": "sí"}):
        assert "na unidad" in message(finding(Code.MISSING_COLUMN, **data))
