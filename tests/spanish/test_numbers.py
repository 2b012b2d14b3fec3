"""Method, section 7: how amounts and percentages are printed, and read back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.spanish.numbers import (
    NO_BREAK_SPACE,
    amount,
    parse_amount,
    parse_percent,
    percent,
    percent_points,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1267432", "1,267,432"), ("977.5", "977.5"), ("3066.5", "3,066.5"), ("0", "0"), ("0.5", "0.5"),
        ("3.00", "3"), ("1E+3", "1,000"),
        ("2.999", "3.00"), ("2.994", "2.99"), ("2.995", "3.00"), ("0.125", "0.13"), ("0.115", "0.12"),
        ("0.004", "0.00"), ("12.30", "12.3"),
        ("999.999", "1,000.00"), ("1E+30", "1" + ",000" * 10), ("999999999999.99", "999,999,999,999.99"),
        ("-1234.5", "-1,234.5"),
    ],
)  # fmt: skip
def test_amounts(value: str, text: str) -> None:
    assert amount(Decimal(value)) == text


def test_an_amount_is_read_back() -> None:
    assert [parse_amount(text) for text in ("1,267,432", "3.00", "0.5")] == [1267432, 3, Decimal("0.5")]


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        ("0", "0"), ("0.004", "0"), ("0.005", "1"), ("0.5", "50"), ("0.475", "48"), ("0.4749", "47"),
        ("0.7272", "73"), ("0.745", "74.5"),
        ("0.7496", "74.9"), ("0.74999", "74.9"), ("0.75", "75"), ("0.7549", "75"), ("0.744", "74"),
        ("0.7449", "74"), ("0.99", "99"),
        ("0.994", "99"), ("0.995", "99.5"), ("0.996", "99.6"), ("0.9994", "99.9"), ("0.9997", "99.9"),
        ("0.9999999999", "99.9"), ("1", "100"),
        ("1.0000000001", "100.1"), ("1.0003", "100.1"), ("1.0006", "100.1"), ("1.004", "100.4"),
        ("1.0049", "100.5"), ("1.005", "101"),
        ("1.0149", "101"), ("1.98", "198"), ("12.345", "1,235"), ("12.344", "1,234"), ("0.1666666", "17"),
    ],
)  # fmt: skip
def test_percentages_never_contradict_the_label(ratio: str, text: str) -> None:
    assert percent(Fraction(ratio), DEFAULT_SCALE) == f"{text}{NO_BREAK_SPACE}%"


def scale(*limits: tuple[str, bool]) -> Scale:
    bands = [Band("B", Fraction(0), inclusive=True, colour="", met=False)]
    bands += [
        Band(f"B{n}", Fraction(lower), inclusive=on, colour="", met=False)
        for n, (lower, on) in enumerate(limits)
    ]
    return Scale(tuple(bands))


@pytest.mark.parametrize(
    ("limits", "ratio", "points"),
    [
        ([("0.9", True)], "0.896", "89.6"),
        ([("0.9", False)], "0.9004", "90.1"),
        ([("0.9", False)], "0.9", "90"),
        ([("0.9", True)], "0.9004", "90"),
        ([("0.755", True)], "0.7549", "75"),
        ([("0.755", True)], "0.755", "76"),
        ([("0.753", True)], "0.753", "75.3"),
        ([("0.753", True)], "0.7531", "75.3"),
        ([("0.753", False)], "0.7531", "75.4"),
        ([("0.753", True), ("0.755", False)], "0.7550001", "76"),
        ([("0.753", True), ("0.755", False)], "0.755", "75.5"),
        ([], "0.9999", "99.9"),
        ([], "1.00001", "100.1"),
        ([("0.999", False)], "0.9995", "100.0"),
        ([("1.001", True)], "1.0005", "100.0"),
        ([("0", False)], "0.0001", "0.1"),
    ],
)  # fmt: skip
def test_other_scales(limits: list[tuple[str, bool]], ratio: str, points: str) -> None:
    assert str(percent_points(Fraction(ratio), scale(*limits))) == points


@pytest.mark.parametrize(
    ("text", "points"),
    [("73 %", 73), ("73\u00a0%", 73), ("1,200.5 %", Decimal("1200.5")), ("100.0%", 100),
     ("73", None), ("12,00 %", None), ("a %", None), ("-3 %", None)],
)  # fmt: skip
def test_a_printed_percentage_is_read_back(text: str, points: object) -> None:
    assert parse_percent(text) == points
