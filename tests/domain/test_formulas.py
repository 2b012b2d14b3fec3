import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.formulas import (
    band_without_scale,
    deviation,
    form_of,
    linked_file,
    linked_function,
    skipped_rows,
)


@given(st.integers(0, 9000), st.integers(0, 600), st.integers(0, 9000))
def test_a_formula_filled_down_keeps_its_form(row: int, column: int, other: int) -> None:
    text = "=IF($B{0}=\"B7\",SUM(C{0}:E{0}),'Hoja A1'!D{0}*$K$2)"
    form = form_of(text.format(row + 1), row, column)
    assert form == form_of(text.format(other + 1), other, column)
    assert form.at(row, column) == text.format(row + 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=E7/D7", "=E7/D8"),
        ("=SUM(D7:O7)", "=SUM(D7:N7)"),
        ("=D$7", "=D7"),
        ('="a1"', '="b1"'),
        ("=Hoja1!D7", "=Hoja2!D7"),
        ("=t_A[[#This Row],[Programadas]]", "=t_A[[#This Row],[Ejecutadas]]"),
    ],
)
def test_different_formulas_have_different_forms(one: str, other: str) -> None:
    assert form_of(one, 6, 5) != form_of(other, 6, 5)


@pytest.mark.parametrize(
    ("one", "other"),
    [("=e7/d7", "= E7 / D7"), ("=LOG10(A1)", "=log10(A1)"), ('=A1&"x y"', '=a1 & "x y"')],
)
def test_blanks_and_case_do_not_matter(one: str, other: str) -> None:
    assert form_of(one, 6, 5) == form_of(other, 6, 5)


def test_a_function_that_looks_like_a_cell_is_none() -> None:
    assert form_of("=LOG10(A1)", 0, 1) != form_of("=LOG11(A2)", 1, 1)
    assert form_of("=EFICACIA(A1,B1)", 0, 2) == form_of("=EFICACIA(A9,B9)", 8, 2)


def test_the_formula_unlike_the_majority_is_found_wherever_it_stands() -> None:
    good = [(row, f"=F{row + 1}/E{row + 1}") for row in range(10, 20)]
    odd = [*good[:3], (13, "=F13/E14"), *good[4:]]
    found = deviation(odd, 7)
    assert found is not None
    assert found.rows == (13,)
    assert found.form.at(13, 7) == "=F14/E14"
    first = deviation([(10, "=F11/E12"), *good[1:]], 7)
    assert first is not None
    assert first.rows == (10,)


def test_no_majority_no_deviation() -> None:
    assert deviation([(6, "=F7/E7"), (7, "=F9/E9")], 7) is None
    assert deviation([(6, "=Hoja!F70"), (7, "=Hoja!F12"), (8, "=Hoja!F3")], 7) is None
    assert deviation([], 7) is None


def test_structured_references_are_alike_row_by_row() -> None:
    text = "=EFICACIA(t_A[[#This Row],[Programadas]],t_A[[#This Row],[Ejecutadas]])"
    assert deviation([(row, text) for row in range(5)], 7) is None


@pytest.mark.parametrize(
    ("formula", "bare"),
    [
        ("=BANDA(F7)", True),
        ("=BANDA(EFICACIA(D7,E7))", True),
        ('=IF(D7="","",BANDA(F7))', True),
        ("=[1]!BANDA(F7)", True),
        ("=BANDA(F7,Escala[#All])", False),
        ("=BANDA(F7;Escala)", False),
        ('=BANDA("a,b)",E)', False),
        ("=MIBANDA(F7)", False),
        ("=BANDA(F7,{1,2})", False),
        ("=BANDA(F7", True),
    ],
)
def test_banda_without_a_scale(formula: str, bare: bool) -> None:
    assert band_without_scale(formula) is bare


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("=[1]!EFICACIA(D7,E7)", "EFICACIA"),
        ("='C:\\Users\\ana\\[eficacia.xlam]Hoja'!BANDA(F7)", "BANDA"),
        ("='C:\\Mis datos\\eficacia.xlam'!EFICACIA(D7,E7)", "EFICACIA"),
        ("=EFICACIA(Hoja!D7,E7)", ""),
        ("=[1]Hoja!D7", ""),
        ("=[1]!OTRA(D7)", ""),
    ],
)
def test_a_function_of_ours_through_a_link(formula: str, name: str) -> None:
    assert linked_function(formula) == name


@pytest.mark.parametrize(
    ("formula", "skipped"),
    [
        ("=SUM(D7:D9)", (9,)),
        ("=SUBTOTAL(9,D7:D9)", (9,)),
        ("=SUM(D7:D10)", ()),
        ("=SUM(D1:D99)", ()),
        ("=SUM(D50:D60)", ()),
        ("=D7+D8", (8, 9)),
        ("=+D$7 + sum(D8; d9)", (9,)),
        ("=SUM(D7,D9:D10)", (7,)),
        ("=SUBTOTAL(9,D7:D8)+D10", (8,)),
        ("=D7+D8+D9+D10", ()),
        ("=D50+D60", ()),
        ("=D7-D8", ()),
        ("=D7+D8*2", ()),
        ("=D7+Hoja2!D8", ()),
        ("=SUM(D7:E9)", ()),
        ("=D7+E8", ()),
    ],
)
def test_a_sum_that_skips_rows(formula: str, skipped: tuple[int, ...]) -> None:
    assert skipped_rows(formula, range(6, 10)) == skipped


@pytest.mark.parametrize(
    ("formula", "file"),
    [
        (r"='C:\Users\ana\[eficacia.xlam]Hoja'!BANDA(F7)", r"C:\Users\ana\eficacia.xlam"),
        (r"='C:\Mis datos\eficacia.xlam'!EFICACIA(D7,E7)", r"C:\Mis datos\eficacia.xlam"),
        ("='/Users/d''ana/EFICACIA.XLAM'!BANDA(F7)", "/Users/d'ana/EFICACIA.XLAM"),
        ("=[1]!EFICACIA(D7,E7)", ""),
        ("=EFICACIA('Hoja 1'!D7,E7)", ""),
        ("=EFICACIA(D7,E7)", ""),
    ],
)
def test_the_file_of_a_link(formula: str, file: str) -> None:
    assert linked_file(formula) == file
