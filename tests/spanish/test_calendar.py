"""Months, periods and dates, both ways."""

from __future__ import annotations

import datetime as dt

import pytest

from workbook.domain.periods import YEAR, Period, PeriodKind, named, of_months
from workbook.spanish.calendar import (
    MONTH_NAMES,
    PERIOD_NAMES,
    long_date,
    month_span,
    parse_day,
    parse_month,
    parse_period,
    period_name,
    period_phrase,
)


@pytest.mark.parametrize("text", ["2026-02-05", "5/2/2026", "05-02-2026", " 05/02/2026 ", "2026/2/5"])
def test_a_day_as_planners_type_it(text: str) -> None:
    assert parse_day(text) == dt.date(2026, 2, 5)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "2/15/2026", "5/2/26", "febrero", "", "2026-02", "0000-01-01"]
)
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("texts", "month"),
    [
        (("Ene", "ENERO", "ene.", "1", "01"), 1), (("Feb",), 2), (("Mar",), 3), (("Abr",), 4), (("May",), 5),
        (("Jun",), 6), (("Jul",), 7),
        (("Ago",), 8), (("Set", "Sep", "Setiembre", "septiembre", "SEP.", "9"), 9), (("Oct",), 10),
        (("Nov",), 11), (("Dic", "12"), 12),
        (("", "13", "0", "mes", "enero febrero", "en", "-1 a"), None),
    ],
)  # fmt: skip
def test_months_are_read(texts: tuple[str, ...], month: int | None) -> None:
    assert {parse_month(text) for text in texts} == {month}


@pytest.mark.parametrize("kind", PERIOD_NAMES)
def test_the_name_of_a_period_is_read_back(kind: PeriodKind) -> None:
    assert parse_period(PERIOD_NAMES[kind]) == named(kind)
    assert parse_period(PERIOD_NAMES[kind].upper()) == named(kind)
    assert period_name(named(kind)) == PERIOD_NAMES[kind]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Año", YEAR), ("Enero a diciembre", YEAR), ("Al IV Trimestre", YEAR),
        ("Al I Semestre", named(PeriodKind.FIRST_SEMESTER)),
        ("1er semestre", named(PeriodKind.FIRST_SEMESTER)),
        ("Segundo Semestre", named(PeriodKind.SECOND_SEMESTER)),
        ("3er trimestre", named(PeriodKind.THIRD_QUARTER)),
        ("al 3 trimestre", named(PeriodKind.TO_THIRD_QUARTER)),
        ("Enero a abril", of_months((1, 2, 3, 4))), ("de enero a marzo", named(PeriodKind.FIRST_QUARTER)),
        ("ene al jun", named(PeriodKind.FIRST_SEMESTER)),
        ("Enero, marzo y abril", of_months((1, 3, 4))), ("Mayo", of_months((5,))),
        ("enero hasta enero", of_months((1,))),
        ("marzo a enero", None), ("enero a brumario", None), ("brumario", None), ("", None),
        ("enero y brumario", None), ("V trimestre", None), ("y", None),
    ],
)  # fmt: skip
def test_periods_are_read(text: str, period: Period | None) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize("months", [(1, 2, 3, 4), (2,), (1, 3), (2, 3), (1, 3, 4, 12)])
def test_any_months_are_read_back_from_their_name(months: tuple[int, ...]) -> None:
    assert parse_period(period_name(of_months(months))) == of_months(months)


@pytest.mark.parametrize(
    ("period", "name", "phrase"),
    [
        (YEAR, "Anual", "en el año"),
        (YEAR.until(2), "Anual, con corte a febrero", "de enero a febrero"),
        (YEAR.until(1), "Anual, con corte a enero", "en enero"),
        (named(PeriodKind.FIRST_SEMESTER), "I Semestre", "al I semestre"),
        (named(PeriodKind.FOURTH_QUARTER), "IV Trimestre", "en el IV trimestre"),
        (named(PeriodKind.TO_SECOND_QUARTER), "Al II Trimestre", "al II trimestre"),
        (of_months((2, 3)), "Febrero y marzo", "de febrero a marzo"),
        (of_months((1, 3, 4)).until(3), "Enero, marzo y abril, con corte a marzo", "en enero y marzo"),
    ],
)
def test_how_titles_and_sentences_say_it(period: Period, name: str, phrase: str) -> None:
    assert (period_name(period), period_phrase(period)) == (name, phrase)


def test_months_as_words() -> None:
    assert [month_span(months) for months in ((9,), (1, 2), (1, 2, 3), (1, 3, 5))] == [
        "setiembre", "enero y febrero", "enero a marzo", "enero, marzo y mayo",
    ]  # fmt: skip
    assert len(MONTH_NAMES) == 12


def test_a_date_as_documents_print_it() -> None:
    assert long_date(dt.date(2021, 9, 1)) == "1 de setiembre de 2021"
