"""Figures as people type them in a document: every way an amount, a percentage or a number word reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

ZERO: Final = Decimal(0)
_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003\t\n", " "))
_CURRENCY: Final = re.compile(r"(?i)^(?:s/\.?|us\$|\$)\s*|\s*(?:nuevos soles|soles)$")
_POINT_GROUPS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", re.ASCII)
_ONE_GROUP: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_GROUPS: Final = re.compile(r"(\d{1,3}(?:[,' ’]\d{3})+|\d+)(\.\d+)?", re.ASCII)
_MIXED: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+),(\d+)", re.ASCII)
_LONGEST: Final = 40

_UNITS: Final = {
    "cero": 0, "ningun": 0, "ninguno": 0, "ninguna": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
    "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintiuna": 21,
    "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26,
    "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS: Final = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
_HUNDREDS: Final = {
    "cien": 100, "ciento": 100, "doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500,
    "seiscient": 600, "setecient": 700, "ochocient": 800, "novecient": 900,
}  # fmt: skip
_HUNDRED_FORMS: Final = {
    stem + ending: value
    for stem, value in _HUNDREDS.items()
    for ending in (("",) if stem in ("cien", "ciento") else ("os", "as"))
}
NUMBER_WORDS: Final = frozenset((*_UNITS, *_TENS, *_HUNDRED_FORMS, "mil"))
"""The words that numbers are made of, in lower case and without accents; "y" joins some of them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a printed figure says: its value, and half of its last printed digit (0 for a whole number).

    >>> amount_readings("12.5")[0].exact, amount_readings("12.5")[0].half
    (Fraction(25, 2), Decimal('0.05'))
    """

    value: Decimal
    half: Decimal = ZERO

    @property
    def exact(self) -> Fraction:
        """The value as a fraction."""
        return Fraction(self.value)


def amount_readings(text: str) -> tuple[Reading, ...]:
    """Return every way an amount reads, the usual one first; none where it is no amount.

    >>> def values(text):
    ...     return [str(reading.value) for reading in amount_readings(text)]
    >>> values("S/ 1,200.00"), values("1.234"), values("1 267 432"), values("12,5")
    (['1200.00'], ['1234', '1.234'], ['1267432'], ['12.5'])
    >>> values("1.234.567"), values("1.234,5"), values("1'267,432"), values("alto"), values("9" * 50)
    (['1234567'], ['1234.5'], ['1267432'], [], [])
    """
    bare = _CURRENCY.sub("", text.translate(_SPACES).strip()).strip()
    if not bare or len(bare) > _LONGEST:
        return ()
    if _POINT_GROUPS.fullmatch(bare):
        return (_reading(bare.replace(".", "").replace(",", ".")),)
    if _ONE_GROUP.fullmatch(bare):
        return _reading(bare.replace(".", "")), _reading(bare)
    if found := _GROUPS.fullmatch(bare):
        return (_reading(re.sub(r"\D", "", found[1]) + (found[2] or "")),)
    if found := _MIXED.fullmatch(bare):
        return (_reading(re.sub(r"\D", "", found[1]) + "." + found[2]),)
    return ()


def points_reading(text: str) -> Reading | None:
    """Return the percentage points of a number that stands before a percent sign.

    >>> points_reading("1,200.5").value, points_reading("73,4").half, points_reading("alto")
    (Decimal('1200.5'), Decimal('0.05'), None)
    """
    found = amount_readings(text)
    if not found:
        return None
    reading = found[-1] if "." in text and "," not in text else found[0]
    return Reading(reading.value, _half(reading.value))


def words_value(words: str) -> int | None:
    """Return the number that words say (lower case, without accents); None where they say none.

    >>> words_value("setenta y tres"), words_value("ciento trece"), words_value("dos mil diez")
    (73, 113, 2010)
    >>> words_value("y"), words_value(""), words_value("trescientas")
    (None, None, 300)
    """
    total = group = 0
    said = False
    for word in words.split():
        if word == "y" and said:
            continue
        if word == "mil":
            total, group = total + (group or 1) * 1000, 0
        else:
            value = _UNITS.get(word, _TENS.get(word, _HUNDRED_FORMS.get(word)))
            if value is None:
                return None
            group += value
        said = True
    return total + group if said else None


def _reading(digits: str) -> Reading:
    value = Decimal(digits)
    return Reading(value, ZERO if "." not in digits else _half(value))


def _half(value: Decimal) -> Decimal:
    """Return half of the last printed digit."""
    return Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
