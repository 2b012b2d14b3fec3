"""What `sheetxml` and its helpers find in a package, mostly in XML written by hand."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from tests.hosts.handmade import MAIN, SHEET, STRICT, package, with_declared_size, worksheet, zipped
from workbook.domain.cells import CellError, exact
from workbook.domain.places import column_letters, column_number
from workbook.host import Details, UnusableBook
from workbook.hosts.formats import Hiding, hiding
from workbook.hosts.formulas import SharedFormula, position
from workbook.hosts.package import Limits, Package, sheet_parts
from workbook.hosts.sheetxml import SheetXml
from workbook.hosts.survey import whole_tags

BOTH = Hiding(positive=True, negative=True)
NEITHER = Hiding(positive=False, negative=False)


def sheet_xml(rows: str = "", **given_parts: object) -> SheetXml:
    return SheetXml(Package("libro.xlsx", package(rows, **given_parts)))  # type: ignore[arg-type]


def details(rows: str = "", **given_parts: object) -> Details:
    return sheet_xml(rows, **given_parts).details(SHEET)


def reason(call: object) -> str:
    with pytest.raises(UnusableBook) as caught:
        call()  # type: ignore[operator]
    assert caught.value.name == "libro.xlsx"
    return caught.value.reason


# ---------------------------------------------------------------- shared formulas

MOVED_ALIKE = [
    "A1+B2",
    "$A1+B$2-$C$3",
    "SUM(A1:B10)/SUM($A$1:$B$10)",
    "SUM(A:A)+SUM($B:C)",
    "SUM(1:1)+SUM($2:3)",
    "Hoja2!A1+'Hoja dos'!$B2",
    "'O''Higgins'!C3*2",
    'IF(A1="A1","B2 ""C3""",D4)',
    "LOG10(A1)+ATAN2(B1,C1)",
    "BIN2DEC(A1)",
    "Tabla[Programadas]+A1",
    "SUM(Tabla[[#This Row],[Ene]:[Dic]])/B2",
    "EFICACIA(F12,G12)",
    "_xlfn.CONCAT(A1,B1)",
    "Meta_2020+A1",
    "1E5+A1",
    "{1,2;3,4}+A1",
    "A1%+-B1^2",
    "$XFD$1048576",
    "SUM(A1,B1) (C1:D1)",
    "TRUE+A1&B1",
]


@pytest.mark.parametrize("text", MOVED_ALIKE)
@pytest.mark.parametrize(("row", "column"), [(7, 3), (8, 3), (7, 4), (500, 40)])
def test_a_shared_formula_moves_as_openpyxl_moves_it(text: str, row: int, column: int) -> None:
    target = f"{column_letters(column)}{row + 1}"
    witness = Translator(f"={text}", origin="D8").translate_formula(target)
    assert f"={SharedFormula(text, 7, 3).at(row, column)}" == witness


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("[1]Hoja1!A1", "[1]Hoja1!B3"),
        ("'[Libro A1.xlsx]Hoja A1'!A1", "'[Libro A1.xlsx]Hoja A1'!B3"),
        ("Tabla[[#This Row],[A1]]", "Tabla[[#This Row],[A1]]"),
        ("Tabla['[A1']]+A1", "Tabla['[A1']]+B3"),
        ("T1[A1]+T1!A1", "T1[A1]+T1!B3"),
        ("Ene:Dic!A1", "Ene:Dic!B3"),
        ("T1:T3!A1", "T1:T3!B3"),
        ("Año1+Z.A1+A1.B+A_1", "Año1+Z.A1+A1.B+A_1"),
        ("ABCD1+XFE1+A1048577+A0", "ABCD1+XFE1+A1048577+A0"),
        ("a1+$b$2", "B3+$B$2"),
        ("A1#", "B3#"),
        ("A1:INDEX(B1:B5,2)", "B3:INDEX(C3:C7,2)"),
        ("A1", "B3"),
        ("", ""),
    ],
)
def test_what_openpyxl_does_not_know_of_shared_formulas(text: str, moved: str) -> None:
    assert SharedFormula(text, 0, 0).at(2, 1) == moved


def test_a_reference_that_leaves_the_sheet_is_lost() -> None:
    assert SharedFormula("A1+A:A+1:1+$A$1", 5, 5).at(4, 5) == "#REF!+A:A+#REF!:#REF!+$A$1"
    assert SharedFormula("A1+B1", 5, 5).at(5, 4) == "#REF!+A1"
    assert SharedFormula("XFD1048576", 0, 0).at(1, 0) == "#REF!"


@given(st.integers(0, 16_383), st.integers(0, 1_048_575))
def test_columns_and_addresses_there_and_back(column: int, row: int) -> None:
    assert column_number(column_letters(column)) == column
    assert position(f"{column_letters(column)}{row + 1}") == (row, column)
    assert column_letters(column) == openpyxl.utils.get_column_letter(column + 1)


@pytest.mark.parametrize("address", ["12", "", "$A$1", "ÑA1", "A", "A1:B2"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ValueError):
        position(address)


# ---------------------------------------------------------------- formulas


def test_formulas_of_every_kind() -> None:
    found = details(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1</f><v>1</v></c>'
        '<c r="B1"><f>IF(C1&lt;2,"a &amp; b","")</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c>'
        '<c r="B2"><f t="array" ref="B2:B3">SUM(C1:C2*D1:D2)</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"></f><v>1</v></c><c r="B3"><v>2</v></c>'
        '<c r="C3"><f t="dataTable" ref="C3:C4" dt2D="0" r1="A1"/><v>4</v></c>'
        '<c r="D3"><f t="shared" si="0">Z9</f><v>4</v></c><c r="E3"><f ca="1"/><v>4</v></c></row>'
    )
    assert found.formulas == {
        (0, 0): "=B1*$C$1",
        (0, 1): '=IF(C1<2,"a & b","")',
        (1, 0): "=B2*$C$1",
        (1, 1): "=SUM(C1:C2*D1:D2)",
        (2, 0): "=B3*$C$1",
        (2, 3): "=Z9",
    }
    assert found.without_value == frozenset()


def test_a_shared_formula_told_after_its_first_cell() -> None:
    found = details(
        '<row r="1"><c r="A1"><f t="shared" si="4"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A1:A2" si="4">B2</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="5"/><v>1</v></c></row>'
    )
    assert found.formulas == {(0, 0): "=B1", (1, 0): "=B2"}


def test_formulas_without_stored_value() -> None:
    found = details(
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>"a"</f><v>a</v></c>'
        '<c r="F1" t="b"><f>TRUE</f><v>1</v></c><c r="G1"><f>0</f><v>0</v></c>'
        '<c r="H1" t="str"><f>""</f></c></row>'
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><f>1</f></c></row>'
    )
    assert found.without_value == {(0, 0), (0, 1), (0, 2), (0, 7), (1, 1)}


def test_the_last_cell_of_a_sheet_counts_too() -> None:
    assert details('<row r="1"><c r="A1"><f>1+1</f></c></row>').without_value == {(0, 0)}
    sheet = sheet_xml('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    assert sheet.errors(SHEET) == {0: {0: CellError("#N/A")}}


# ---------------------------------------------------------------- errors, rows, positions


def test_error_cells_of_any_code() -> None:
    codes = [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#ERROR!",
    ]
    cells = "".join(f'<c r="{column_letters(at)}3" t="e"><v>{code}</v></c>' for at, code in enumerate(codes))
    found = sheet_xml(f'<row r="3">{cells}<c r="Z3" t="e"/><c r="AA3" t="e"><v></v></c></row>').errors(SHEET)
    assert found == {2: {at: CellError(code) for at, code in enumerate(codes)}}


@pytest.mark.parametrize("written", ['t="e"', "t='e'", 't = "e"', 't="&#101;"', 's="0" t="e"'])
def test_an_error_however_its_type_is_written(written: str) -> None:
    assert sheet_xml(f'<row r="1"><c r="A1" {written}><v>#N/A</v></c></row>').errors(SHEET)


def test_hidden_rows() -> None:
    found = details(
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row hidden="true"/><row r="9" hidden="0"/>'
        '<row r="11" ht="0" customHeight="1"/><row r="12" hidden="1"/>'
    )
    assert found.hidden_rows == {1, 2, 11}


def test_cells_without_address_follow_the_one_before() -> None:
    rows = (
        '<row><c><v>1</v></c><c><f>A1</f><v>1</v></c></row><row r="4"><c r="C4"><v>1</v></c>'
        '<c><f>A2</f><v>1</v></c></row><row><c t="e"><v>#N/A</v></c></row>'
    )
    sheet = sheet_xml(rows)
    assert sheet.details(SHEET).formulas == {(0, 1): "=A1", (3, 3): "=A2"}
    assert sheet.errors(SHEET) == {4: {0: CellError("#N/A")}}


def test_a_cell_without_address_among_cells_that_have_one() -> None:
    assert details('<row r="1"><c r="A1"><v>1</v></c><c><f>A1</f><v>1</v></c></row>').formulas == {
        (0, 1): "=A1"
    }


ONE_OF_EACH = (
    '<{0}row r="2" hidden="1"><{0}c r="B2" s="1"><{0}f>A1</{0}f><{0}v>0.5</{0}v></{0}c>'
    '<{0}c r="C2" t="e"><{0}v>#N/A</{0}v></{0}c><{0}c r="D2"><{0}f>A2</{0}f></{0}c></{0}row>'
)


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet(ONE_OF_EACH.format("")),
        worksheet(ONE_OF_EACH.format("x:"), prefix="x"),
        worksheet(ONE_OF_EACH.format(""), space=STRICT),
        worksheet(ONE_OF_EACH.format(""), before="<!-- a comment -->"),
        worksheet(ONE_OF_EACH.format("").replace(">A1<", "><![CDATA[A1]]><")),
        worksheet(ONE_OF_EACH.format("").replace("><", ">\n  <").replace(' r="', '\n r="')),
        worksheet(ONE_OF_EACH.format("").replace('"', "'")),
        worksheet(ONE_OF_EACH.format("")).replace("worksheet xmlns", f'worksheet xmlns:y="{MAIN}" xmlns'),
        "\ufeff" + worksheet(ONE_OF_EACH.format("")),
        worksheet(ONE_OF_EACH.format("")).replace(' encoding="UTF-8"', ""),
    ],
)
def test_the_same_sheet_in_many_spellings(sheet: str) -> None:
    found = sheet_xml(sheet=sheet, formats=["0"])
    assert found.errors(SHEET) == {1: {2: CellError("#N/A")}}
    assert found.details(SHEET) == Details(
        {(1, 1): "=A1", (1, 3): "=A2"}, frozenset({(1, 3)}), frozenset({(1, 1)}), frozenset({1})
    )


CELLS = st.one_of(
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["texto", "=A1+1", '=IF(B2="","S.I.",1)', "#DIV/0!", "<f>", 't="e"', "=SUM(A1:B2)"]),
    st.booleans(),
)


@settings(max_examples=60)
@given(
    st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 30)), CELLS, max_size=40),
    st.sets(st.integers(1, 30), max_size=3),
    st.sampled_from(["General", "0", "#,##0", "0.0", "0%"]),
)
def test_cutting_out_what_says_nothing_changes_nothing(
    cells: dict[tuple[int, int], object], hidden: set[int], number_format: str
) -> None:
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for (row, column), value in cells.items():
        book.active.cell(row, column, value).number_format = number_format
    for row in hidden:
        book.active.row_dimensions[row].hidden = True
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    plain = Package("libro.xlsx", data)
    part = sheet_parts(plain)[SHEET]
    odd = plain.with_part(part, plain.read(part).replace(b"<sheetData", b"<!-- --><sheetData"))
    fast, slow = SheetXml(plain), SheetXml(Package("libro.xlsx", odd))
    assert fast.details(SHEET) == slow.details(SHEET)
    assert fast.errors(SHEET) == slow.errors(SHEET)
    assert fast.details(SHEET).formulas == {
        (row - 1, column - 1): value
        for (row, column), value in cells.items()
        if isinstance(value, str) and value.startswith("=")
    }
    assert fast.details(SHEET).hidden_rows == {row - 1 for row in hidden}


@given(
    st.lists(st.sampled_from(["<c>", "<v>1.5", "</v>", "</c>", ">", "x", "<row hidden='1'>"])),
    st.integers(1, 9),
)
def test_pieces_are_cut_before_a_tag(parts: list[str], size: int) -> None:
    text = "".join(parts).encode()
    pieces = list(whole_tags(text[at : at + size] for at in range(0, len(text), size)))
    assert b"".join(pieces) == text
    assert all(piece.startswith(b"<") for piece in pieces[1:])


def test_a_text_without_tags_is_not_gathered_for_ever() -> None:
    pieces = list(whole_tags([b"x" * 1_000_000] * 5))
    assert max(map(len, pieces)) <= 2_000_000
    assert b"".join(pieces) == b"x" * 5_000_000


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", NEITHER),
        ("0", BOTH),
        ("#,##0", BOTH),
        ("0.", BOTH),
        ("#,##0.0", NEITHER),
        ("0.##", NEITHER),
        ("0%", NEITHER),
        ("0.0%", NEITHER),
        ("0E+00", NEITHER),
        ("# ?/?", NEITHER),
        ("@", NEITHER),
        ("dd/mm/yyyy", NEITHER),
        ("[h]:mm", NEITHER),
        ("hh:mm:ss", NEITHER),
        (";;;", NEITHER),
        ('"texto"', NEITHER),
        ('"S/" #,##0', BOTH),
        ('"S/." #,##0.00', NEITHER),
        ("[$S/-280A] #,##0", BOTH),
        ("[$S/.-280A]\\ #,##0.00", NEITHER),
        ('_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', BOTH),
        ('_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', NEITHER),
        ("#,##0_);[Red]\\(#,##0\\)", BOTH),
        ("0;-0.00", Hiding(positive=True, negative=False)),
        ("0.00;-0", Hiding(positive=False, negative=True)),
        ('0" personas"', BOTH),
        ('General" días"', NEITHER),
        ("[<1]0.00;0", NEITHER),
        ('[=1]0" día";0" días"', BOTH),
        ('[=0]"-";#,##0', BOTH),
        ("", NEITHER),
    ],
)
def test_formats_that_hide_decimals(code: str, expected: Hiding) -> None:
    assert hiding(code) == expected


def test_numbers_whose_decimals_are_hidden() -> None:
    formats = ["0", "0.0", "0;-0.00", 3, 2, 9]
    numbers = ["0.5", "3", "3.0", "5E-1", "1E3", "-0.5", "3.0000000000000004", "1E-300", "12345678901234.5"]
    rows = "".join(
        f'<row r="{row + 1}">'
        + "".join(
            f'<c r="{column_letters(style)}{row + 1}" s="{style}"><v>{number}</v></c>' for style in range(7)
        )
        + "</row>"
        for row, number in enumerate(numbers)
    )
    hidden = details(rows, formats=formats).decimals_hidden
    with_decimals = {0, 3, 5, 7, 8}
    assert all(
        (exact(float(number)) % 1 != Decimal(0)) == (at in with_decimals) for at, number in enumerate(numbers)
    )
    assert hidden == (
        {(row, style) for row in with_decimals for style in (1, 4)}
        | {(row, 3) for row in with_decimals if not numbers[row].startswith("-")}
    )


def test_texts_and_truths_have_no_decimals() -> None:
    found = details(
        '<row r="1"><c r="A1" s="1" t="str"><f>A2</f><v>0.5</v></c><c r="B1" s="1" t="b"><v>1</v></c>'
        '<c r="C1" s="1" t="inlineStr"><is><t>0.5</t></is></c><c r="D1" s="1"><f>1/2</f><v>0.5</v></c>'
        '<c r="E1" s="99"><v>0.5</v></c></row>',
        formats=["0"],
    )
    assert found.decimals_hidden == {(0, 3)}


def test_a_package_without_styles_hides_nothing() -> None:
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>',
        "xl/_rels/workbook.xml.rels": '<R xmlns="a"/>',
    }
    assert SheetXml(Package("libro.xlsx", zipped(parts))).sheet_names() == ()


# ---------------------------------------------------------------- where parts are


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("Worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("/hojas/uno.xml", "hojas/uno.xml"),
    ],
)
def test_the_part_of_a_sheet(target: str, part: str) -> None:
    rows = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>'
    assert details(rows, target=target, part=part).formulas == {(0, 0): "=B1"}


def test_a_sheet_whose_part_is_not_there() -> None:
    assert reason(lambda: details(target="worksheets/otra.xml")) == "damaged"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet(
            '<row r="1"><c r="A1"><v>&a;</v></c></row>', before='<!DOCTYPE worksheet [<!ENTITY a "5">]>'
        ),
        worksheet("").replace("<worksheet", '<!DOCTYPE worksheet SYSTEM "file:///a"><worksheet'),
        worksheet('<row r="1"><c r="A1"><f>1</f>')[:-40],
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
        worksheet('<row r="1"><c r="A1"><f>1</v></c></row>'),
        worksheet('<row r="x"><c r="A1"><f>1</f></c></row>'),
        worksheet('<row r="1"><c r="A"><f>1</f></c></row>'),
        worksheet('<row r="1"><c r="1"><f>1</f></c></row>'),
        worksheet('<row r="1"><c r="A1" s="1"><v>1.2.3</v></c></row>'),
    ],
)
def test_a_sheet_that_is_broken_or_has_a_dtd(sheet: str) -> None:
    assert reason(lambda: details(sheet=sheet, formats=["0"])) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1"])
def test_a_sheet_in_another_encoding(encoding: str) -> None:
    sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", encoding).encode(encoding)
    assert reason(lambda: details(sheet=sheet)) == "format"


def test_a_workbook_with_a_dtd() -> None:
    workbook = f'<!DOCTYPE workbook [<!ENTITY a "b">]><workbook xmlns="{MAIN}"/>'
    assert reason(lambda: sheet_xml(more={"xl/workbook.xml": workbook})) == "damaged"


def test_parts_that_together_are_too_large() -> None:
    data = package(more={"xl/media/image1.png": "x" * 5000})
    assert reason(lambda: Package("libro.xlsx", data, Limits(total_bytes=5000))) == "too_large"


def test_a_part_compressed_beyond_belief() -> None:
    data = package(more={"xl/sharedStrings.xml": "x" * 50_000})
    assert reason(lambda: Package("libro.xlsx", data, Limits(ratio_from=10_000, ratio=100))) == "too_large"
    assert Package("libro.xlsx", data).has("xl/sharedStrings.xml")


def test_parts_that_lie_about_their_size() -> None:
    strings = "xl/sharedStrings.xml"
    bomb = with_declared_size(package(more={strings: "x" * 3_000_000}), strings, 10)
    assert reason(lambda: Package("libro.xlsx", bomb, Limits(total_bytes=100_000))) == "damaged"
    part = "xl/worksheets/sheet1.xml"
    bomb = with_declared_size(package('<row r="1"><c r="A1"><v>1</v></c></row>' * 1000), part, 100)
    assert reason(lambda: SheetXml(Package("libro.xlsx", bomb)).errors(SHEET)) == "damaged"
    short = with_declared_size(package(), part, 100_000)
    assert reason(lambda: SheetXml(Package("libro.xlsx", short)).errors(SHEET)) == "damaged"


def far(*addresses: str) -> str:
    return "".join(f'<row><c r="{address}"><v>1</v></c></row>' for address in addresses)


@pytest.mark.parametrize(
    ("rows", "fits"),
    [
        (far("A1", "XFD1048576"), False),
        (far("XFD1048576", "A1"), False),
        (far("XFD1048576"), True),
        (far("A1", "Z1048576"), True),
        (far("A1", "AZ1048576"), False),
        (far("A1", "AZ99999"), True),
        (far("A1", "XFD1"), True),
        (far("A1", "ABC9999"), True),
        (far("A1") + '<row><c r="XFD1048576" s="1"/></row>', True),
        ("<row><c><v>1</v></c></row>" + far("XFD1048576"), False),
        (far("A1") + '<row><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>', False),
        ("", True),
    ],
)
def test_values_too_far_apart(rows: str, fits: bool) -> None:
    sheet = sheet_xml(rows)
    if fits:
        sheet.check_extent(SHEET)
    else:
        assert reason(lambda: sheet.check_extent(SHEET)) == "too_large"
