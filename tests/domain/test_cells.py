"""Method, section 1: what a cell holds and the fact it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.cells import (
    BLANK,
    CellError,
    Fact,
    Mark,
    Number,
    Unreadable,
    amount_text,
    exact,
    read_amount,
    read_percentage,
)

NUMBERS = [
    (5, "5"), (0, "0"), (-3, "-3"), (0.5, "0.5"), (0.1 + 0.2, "0.3"), (1.1 + 2.2, "3.3"), (977.5, "977.5"),
    (1e22, "1e22"),
    (1267432.0, "1267432"), (0.30000000000000004, "0.3"), (2.675, "2.675"), (1e-9, "1e-9"),
    (123456789012345.6, "123456789012346"),
    (999999999999999.9, "1e15"), (4.35 * 100, "435"), (1.0 - 0.9, "0.1"),
    (12345678901234567, "12345678901234600"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), NUMBERS)
def test_a_number_has_fifteen_significant_digits(raw: float, value: str) -> None:
    assert read_amount(raw) == Number(Decimal(value))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,267,432", "1267432"), (" 16 ", "16"), ("12.5", "12.5"), ("S/ 1,200.00", "1200"), ("S/. 5", "5"),
        ("s/7", "7"),
        ("0.125", "0.125"), ("1234.567", "1234.567"), ("1,234.567", "1234.567"), ("-4", "-4"),
        ("1,234", "1234"), ("16.", None),
        (".5", "0.5"), ("12.25", "12.25"), ("0", "0"), ("1.2345", "1.2345"), ("+3", "3"),
        ("12345.678", "12345.678"),
    ],
)  # fmt: skip
def test_text_that_reads_one_way_is_a_number_with_a_notice(raw: str, value: str | None) -> None:
    found = read_amount(raw)
    if value is None:
        assert isinstance(found, Unreadable)
    else:
        assert found == Number(Decimal(value), from_text=True)


@pytest.mark.parametrize(
    "raw",
    ["1.234", "12.345", "999.000", "1,5", "1.234,5", "12,34", "1,2345", "1.234.567", "-1.234", "S/ 1.234"],
)
def test_text_that_reads_two_ways_is_never_guessed(raw: str) -> None:
    assert read_amount(raw) == Unreadable(raw, ambiguous=True)


@pytest.mark.parametrize("raw", [None, "", "   ", "\t\n", "\u00a0"])
def test_blank(raw: str | None) -> None:
    assert read_amount(raw) is BLANK


MARKS = [
    ("No programada", Mark.NOT_PROGRAMMED), ("NO PROGRAMADO", Mark.NOT_PROGRAMMED),
    ("no programada en el periodo", Mark.NOT_PROGRAMMED),
    ("NP", Mark.NOT_PROGRAMMED), ("N.P.", Mark.NOT_PROGRAMMED), ("S.P.", Mark.NOT_PROGRAMMED),
    ("sp", Mark.NOT_PROGRAMMED),
    ("Sin programación", Mark.NOT_PROGRAMMED), ("S.I.", Mark.NOT_REPORTED), ("s.i", Mark.NOT_REPORTED),
    ("S. I.", Mark.NOT_REPORTED),
    ("Sin información", Mark.NOT_REPORTED), ("SIN INFORMACION", Mark.NOT_REPORTED),
    ("Sin información a la fecha", Mark.NOT_REPORTED),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "mark"), MARKS)
def test_marks(raw: str, mark: Mark) -> None:
    assert read_amount(raw) is mark


@pytest.mark.parametrize(
    "raw", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", " #N/A "]
)
def test_an_error_is_never_a_blank(raw: str) -> None:
    assert read_amount(raw) == CellError(raw.strip())
    assert read_amount(CellError(raw)) == CellError(raw)


@pytest.mark.parametrize(
    "raw",
    [
        True, False, dt.date(2020, 1, 2), dt.datetime(2020, 1, 2, 3, tzinfo=dt.UTC), dt.time(3),
        dt.timedelta(1),
        "pendiente", "-", "—", "3 informes", "1/2", "12%", "#", "1e5", "S/", "²", "S.I. 3", float("nan"),
        float("inf"), "si", "Sí",
    ],
)  # fmt: skip
def test_the_rest_is_unreadable(raw: object) -> None:
    found = read_amount(raw)
    assert isinstance(found, Unreadable)
    assert not found.ambiguous


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("85 %", "0.85"),
        ("85%", "0.85"),
        ("12.5 %", "0.125"),
        (0.85, "0.85"),
        ("0.85", "0.85"),
        ("1,200%", "12"),
    ],
)
def test_a_percentage_where_one_is_expected(raw: object, value: str) -> None:
    found = read_percentage(raw)
    assert isinstance(found, Number)
    assert found.value == Decimal(value)
    assert found.from_text == isinstance(raw, str)


class Odd(float):
    """A float of a library's own class."""


def test_a_float_of_another_class_is_a_number() -> None:
    assert read_amount(Odd(2.5)) == Number(Decimal("2.5"))


@given(
    st.one_of(
        st.text(), st.floats(), st.integers(), st.text("0123456789.,%-+S/ NPI#"), st.booleans(), st.none()
    )
)
def test_nothing_that_a_cell_can_hold_raises(raw: float | str | None) -> None:
    facts: tuple[Fact, ...] = (read_amount(raw), read_percentage(raw))
    assert all(isinstance(fact, Number | Mark | CellError | Unreadable) for fact in facts)
    assert isinstance(amount_text(raw), str)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_is_the_float_to_fifteen_digits(value: float) -> None:
    assert exact(value) == Decimal(f"{value:.14e}")


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_a_number_typed_as_text_is_the_number(cents: int, places: int) -> None:
    value = Decimal(cents).scaleb(-places)
    text = f"{value:,f}"
    found = read_amount(text)
    if isinstance(found, Number):
        assert found.value == value
    else:  # "1.234" reads two ways
        assert found == Unreadable(text, ambiguous=True)
        assert places == 3
        assert abs(value) < 1000


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""), ("", ""), (" a ", " a "), (0.1 + 0.2, "0.3"), (3.0, "3"), (True, "TRUE"),
        (False, "FALSE"), (CellError("#N/A"), "#N/A"),
        (dt.date(2020, 1, 2), "2020-01-02"), (dt.timedelta(hours=1), "1:00:00"),
        (float("inf"), "inf"), (12, "12"),
    ],
)  # fmt: skip
def test_the_canonical_text_of_a_cell(raw: object, text: str) -> None:
    assert amount_text(raw) == text


def test_a_number_nobody_means_is_no_number() -> None:
    assert read_amount("9" * 800) == Unreadable("9" * 800)
    assert read_amount("0." + "0" * 700 + "1") == Unreadable("0." + "0" * 700 + "1")
    assert read_amount("9" * 40) == Number(Decimal("9" * 40), from_text=True)
