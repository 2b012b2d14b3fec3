"""Months, periods and dates in Spanish, both ways."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Final

from workbook.domain.periods import Period, PeriodKind, named, of_months
from workbook.domain.plain import plain

MONTH_NAMES: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
_MONTHS: Final = {name: n for n, name in enumerate(MONTH_NAMES, 1)} | {"septiembre": 9}
_ABBREVIATIONS: Final = {name[:3]: n for name, n in _MONTHS.items()}

PERIOD_NAMES: Final = {
    PeriodKind.YEAR: "Anual",
    PeriodKind.FIRST_SEMESTER: "I Semestre",
    PeriodKind.SECOND_SEMESTER: "II Semestre",
    PeriodKind.FIRST_QUARTER: "I Trimestre",
    PeriodKind.SECOND_QUARTER: "II Trimestre",
    PeriodKind.THIRD_QUARTER: "III Trimestre",
    PeriodKind.FOURTH_QUARTER: "IV Trimestre",
    PeriodKind.TO_FIRST_QUARTER: "Al I Trimestre",
    PeriodKind.TO_SECOND_QUARTER: "Al II Trimestre",
    PeriodKind.TO_THIRD_QUARTER: "Al III Trimestre",
}
"""What planners choose from; any months can be given too ("Enero a abril")."""

_BY_NAME: Final = {plain(name): kind for kind, name in PERIOD_NAMES.items()}
_OTHER_NAMES: Final = {
    "ano": PeriodKind.YEAR,
    "enero a diciembre": PeriodKind.YEAR,
    "al i semestre": PeriodKind.FIRST_SEMESTER,
    "al iv trimestre": PeriodKind.YEAR,
    "al ii semestre": PeriodKind.YEAR,
}
_ORDINALS: Final = {
    "1": "i", "2": "ii", "3": "iii", "4": "iv", "1er": "i", "2do": "ii", "3er": "iii", "4to": "iv",
    "primer": "i", "segundo": "ii", "tercer": "iii", "cuarto": "iv",
}  # fmt: skip
_RANGE: Final = re.compile(r"(?:de )?(\S+) (?:a|al|hasta) (\S+)")

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)


def parse_day(text: str) -> dt.date | None:
    """Return the day that a planner types: 2026-07-15, 15/07/2026, 15-7-2026; None for anything else.

    >>> parse_day("15/7/2026"), parse_day("2026-07-15") == parse_day("15-07-2026"), parse_day("julio")
    (datetime.date(2026, 7, 15), True, None)
    """
    typed = text.strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, found.groups())
    else:
        return None
    with suppress(ValueError):  # there is no such day
        return dt.date(year, month, day)
    return None


def parse_month(text: str) -> int | None:
    """Return the month (1 to 12) of a name or abbreviation, or of its number; None for anything else.

    >>> parse_month("Set"), parse_month("Septiembre"), parse_month("ene."), parse_month("13")
    (9, 9, 1, None)
    """
    word = plain(text)
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None  # noqa: PLR2004 - months of a year
    return _MONTHS.get(word) or _ABBREVIATIONS.get(word)


def parse_period(text: str) -> Period | None:
    """Return the period that a planner's text names; None where it names none.

    >>> parse_period("al III trimestre").months[-1], parse_period("Enero a abril").months
    (9, (1, 2, 3, 4))
    >>> parse_period("1er semestre") == parse_period("I Semestre")
    True
    """
    words = " ".join(_ORDINALS.get(word, word) for word in plain(text).split())
    kind = _BY_NAME.get(words) or _OTHER_NAMES.get(words)
    if kind is not None:
        return named(kind)
    between = _RANGE.fullmatch(plain(text))
    if between is not None:
        return _from_to(parse_month(between[1]), parse_month(between[2]))
    months = [parse_month(word) for word in plain(text).split() if word != "y"]
    known = tuple(month for month in months if month is not None)
    return of_months(known) if known and len(known) == len(months) else None


def _from_to(first: int | None, last: int | None) -> Period | None:
    if first is None or last is None or first > last:
        return None
    return of_months(tuple(range(first, last + 1)))


def period_name(period: Period) -> str:
    """Return the period as a title says it, with its cut-off.

    >>> period_name(parse_period("Al II Trimestre")), period_name(parse_period("Anual").until(2))
    ('Al II Trimestre', 'Anual, con corte a febrero')
    """
    name = PERIOD_NAMES.get(period.kind) or month_span(period.months).capitalize()
    return name if period.cutoff is None else f"{name}, con corte a {MONTH_NAMES[period.cutoff - 1]}"


def month_span(months: tuple[int, ...]) -> str:
    """Return months as words: a run by its ends, others one by one.

    >>> month_span((1, 2, 3)), month_span((5,)), month_span((1, 3)), month_span((1, 3, 4))
    ('enero a marzo', 'mayo', 'enero y marzo', 'enero, marzo y abril')
    """
    names = [MONTH_NAMES[m - 1] for m in months]
    if len(names) > 2 and months == tuple(range(months[0], months[-1] + 1)):  # noqa: PLR2004 - a run
        return f"{names[0]} a {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} y {names[-1]}"


_IN_SENTENCES: Final = {
    PeriodKind.YEAR: "en el año",
    PeriodKind.FIRST_SEMESTER: "al I semestre",
    PeriodKind.SECOND_SEMESTER: "en el II semestre",
    PeriodKind.FIRST_QUARTER: "en el I trimestre",
    PeriodKind.SECOND_QUARTER: "en el II trimestre",
    PeriodKind.THIRD_QUARTER: "en el III trimestre",
    PeriodKind.FOURTH_QUARTER: "en el IV trimestre",
    PeriodKind.TO_FIRST_QUARTER: "al I trimestre",
    PeriodKind.TO_SECOND_QUARTER: "al II trimestre",
    PeriodKind.TO_THIRD_QUARTER: "al III trimestre",
}


def period_phrase(period: Period) -> str:
    """Return the period as a sentence says it.

    >>> period_phrase(parse_period("I Semestre")), period_phrase(parse_period("Anual").until(2))
    ('al I semestre', 'de enero a febrero')
    >>> period_phrase(parse_period("Anual")), period_phrase(parse_period("enero, marzo"))
    ('en el año', 'en enero y marzo')
    """
    if period.cutoff is None and period.kind in _IN_SENTENCES:
        return _IN_SENTENCES[period.kind]
    months = period.evaluated
    run = len(months) > 1 and months == tuple(range(months[0], months[-1] + 1))
    return (
        f"de {MONTH_NAMES[months[0] - 1]} a {MONTH_NAMES[months[-1] - 1]}"
        if run
        else f"en {month_span(months)}"
    )


def long_date(day: dt.date) -> str:
    """Return a date as documents print it.

    >>> import datetime as dt
    >>> long_date(dt.date(2021, 1, 29))
    '29 de enero de 2021'
    """
    return f"{day.day} de {MONTH_NAMES[day.month - 1]} de {day.year}"
