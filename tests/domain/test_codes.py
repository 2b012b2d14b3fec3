import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.codes import CodeBook, code_of, objective_of, split_code

SPELLINGS = [
    "AEI.06.01 – Mejorar la gestión",
    "AEI.06.01",
    "AEI 06.01",
    "AEI. 06.01",
    "aei.06.01",
    "AEI-06-01",
    "AEI – 06.01: Mejorar la gestión",
    "  AEI.06.01.  ",
    "AEI N° 06.01",
    "AEI 06 01",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_of_a_code_is_one_code(text: str) -> None:
    assert code_of(text) == "AEI.06.01"


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("AEI.06.01 – 2 talleres", "AEI.06.01", "2 talleres"),
        ("AEI.1 25 talleres", "AEI.1", "25 talleres"),
        ("OEI 2", "OEI.2", ""),
        ("OEI 02. Mejorar", "OEI.02", "Mejorar"),
        ("OEIOFICINA DE ALGO", "OEIOFICINA DE ALGO", ""),
        ("1.2 – Calles limpias", "1.2", "Calles limpias"),
        ("Eje: Salud", "Eje", "Salud"),
        ("AE.01.01", "AE.01.01", ""),
        ("AEI.01.02.03 x", "AEI.01.02.03", "x"),
        ("", "", ""),
    ],
)
def test_code_and_name_are_told_apart(text: str, code: str, name: str) -> None:
    assert split_code(text) == (code, name)


def test_digits_are_matched_whatever_their_padding() -> None:
    book = CodeBook([("AEI.06.01", "a"), ("OEI.02", "b")])
    assert book.find("AEI 6.1") == "AEI.06.01"
    assert book.find("oei 2") == "OEI.02"
    assert book.find("AEI.06.10") is None
    assert book.find("") is None


def test_opaque_codes_match_as_they_stand_or_before_a_dash_or_by_name() -> None:
    book = CodeBook([("1.1", "Calles limpias"), ("1.2", "Parques"), ("1.3", "Parques")])
    assert book.find("1.1") == book.find("1.1 – Calles") == book.find("CALLES LIMPIAS") == "1.1"
    assert book.find("Parques") is None  # two have that name
    assert book.find("1.4") is None


def test_nearest_code_by_digits_or_by_name() -> None:
    book = CodeBook([("AEI.06.01", "Mejorar la gestión"), ("AEI.07.01", "Capacitar")])
    assert book.nearest("AEI.06.07") == "AEI.06.01"
    assert book.nearest("Mejorar la gestion ") == "AEI.06.01"
    assert book.nearest("zzz") == ""


def test_objective_of_an_action() -> None:
    assert objective_of("AEI.06.01") == "OEI.06"
    assert objective_of("AE.06.01") == "OE.06"
    assert objective_of("x") == objective_of("OEI.06") == ""


@given(
    st.integers(1, 99),
    st.integers(1, 99),
    st.sampled_from([".", " . ", "-"]),
    st.sampled_from(["AEI.", "aei ", "AEI. "]),
)
def test_a_code_normalises_to_itself(first: int, second: int, dot: str, head: str) -> None:
    code = code_of(f"{head}{first}{dot}{second}")
    assert code == f"AEI.{first}.{second}"
    assert code_of(code) == code
