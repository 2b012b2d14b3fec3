"""What a finding tells, as pieces of Spanish that can stand in any sentence, whatever its data holds."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.spanish.calendar import MONTH_NAMES, month_span
from workbook.spanish.grammar import agree, join
from workbook.spanish.labels import field_name
from workbook.spanish.numbers import NO_BREAK_SPACE, amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.findings import Datum, Finding

_LONGEST_QUOTE: Final = 80
_LONGEST_NUMBER: Final = 40
_TOO_MANY: Final = 10**12
_MOST_DIGITS: Final = 30
_MOST_LISTED: Final = 6
_RATIO: Final = re.compile(r"(?:\d|10)(?:\.\d{1,20})?", re.ASCII)
_PLAIN_QUOTES: Final = {ord("«"): '"', ord("»"): '"'}
_EXCEL_ERRORS: Final = {
    "#DIV/0!": "#¡DIV/0!",
    "#REF!": "#¡REF!",
    "#VALUE!": "#¡VALOR!",
    "#NUM!": "#¡NUM!",
    "#NULL!": "#¡NULO!",
    "#NAME?": "#¿NOMBRE?",
    "#N/A": "#N/D",
}
"""Errors as a Spanish Excel shows them."""


def clean(text: str, longest: int = _LONGEST_QUOTE) -> str:
    r"""Return a text fit for one line: no control characters, one space between words, cut where it is long.

    >>> clean(" Tres\n  líneas\x00 "), clean("a" * 9, 5)
    ('Tres líneas', 'aaaa…')
    """
    visible = "".join(" " if _unprintable(char) else char for char in text[: 10 * longest])
    words = " ".join(visible.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def quote(text: str) -> str:
    """Return a text between quotation marks, its own ones made plain.

    >>> quote("el «otro»")
    '«el "otro"»'
    """
    return f"«{clean(text).translate(_PLAIN_QUOTES)}»"


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char == "\ufeff"


class Details:
    """The data of one finding. What is missing, or is not what it should be, is ""."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        self._data: dict[str, Datum] = dict(finding.data)

    def text(self, *keys: str) -> str:
        """Return the first of these data that says something, fit for one line."""
        return next((said for key in keys if (said := clean(written(self._data.get(key))))), "")

    def whole(self, key: str) -> str:
        """Return a text just as it is, however long."""
        return _text(self._data.get(key))

    def quoted(self, *keys: str) -> str:
        """Return the first of these data between quotation marks, or ""."""
        said = self.text(*keys)
        return quote(said) if said else ""

    def after(self, words: str, *keys: str) -> str:
        """Return " words «datum»" where there is a datum, else ""."""
        said = self.quoted(*keys)
        return f" {words} {said}" if said else ""

    def number(self, *keys: str) -> int:
        """Return the first of these data that is a whole number above 0, or 0."""
        return next((number for key in keys if (number := _whole(self._data.get(key)))), 0)

    def month(self, *keys: str) -> str:
        """Return the name of a month, or ""."""
        number = self.number(*keys)
        return MONTH_NAMES[number - 1] if 1 <= number <= len(MONTH_NAMES) else ""

    def months(self, key: str) -> str:
        """Return months as words, or ""."""
        numbers = sorted({_whole(item) for item in self.items(key)})
        known = tuple(number for number in numbers if 1 <= number <= len(MONTH_NAMES))
        return month_span(known) if known else ""

    def items(self, *keys: str) -> tuple[str, ...]:
        """Return the first of these data that is a list, without empty items; () where none is."""
        for key in keys:
            value = self._data.get(key)
            listed = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
            said = tuple(text for item in listed if (text := clean(written(item))))
            if said:
                return said
        return ()

    def ratio(self, key: str) -> Fraction | None:
        """Return a number exactly; None where the datum is none."""
        value = self._data.get(key)
        if isinstance(value, Decimal):
            return Fraction(value) if value.is_finite() and value.adjusted() < _MOST_DIGITS else None
        return Fraction(value) if isinstance(value, int | Fraction) else None

    def unit(self) -> str:
        """Return the unit that the finding belongs to between quotation marks, or ""."""
        unit = clean(self.finding.unit_name or _text(self.finding.unit))
        return quote(unit) if unit else ""

    def listing(self, *keys: str, most: int = _MOST_LISTED) -> str:
        """Return a list between quotation marks as a sentence holds it; of a long one its beginning."""
        return _some([quote(item) for item in self.items(*keys)], most)

    def codes(self, key: str) -> str:
        """Return codes as a sentence holds them, without quotation marks."""
        return _some(self.items(key), _MOST_LISTED)

    def cells(self, key: str = "cells", count: str = "count") -> str:
        """Return addresses as a sentence holds them; there may be more of them than the finding names."""
        return _some(self.items(key), _MOST_LISTED, self.number(count))

    def listed(self, count: str = "count") -> str:
        """Return " (H9, I9 e I10)" where there are several cells, else ""."""
        several = self.number(count) > 1 and len(self.items("cells")) > 1
        return f" ({self.cells(count=count)})" if several else ""

    def rows(self, singular: str = "fila", plural: str = "filas", key: str = "count") -> str:
        """Return how many rows the finding speaks of ("3 filas"), or ""."""
        number = self.number(key)
        return f"{number:,} {agree(number, singular, plural)}" if number else ""

    def field(self) -> str:
        """Return the name of the column that the finding is about, or ""."""
        return field_name(self.text("field"))

    def column(self) -> str:
        """Return the column, and the month, that the finding is about: "Ejecutadas de marzo"."""
        name, month = self.field(), self.month("month")
        return f"{name} de {month}" if name and month else name

    def error(self) -> str:
        """Return an error value as a Spanish Excel shows it."""
        said = self.text("text")
        return _EXCEL_ERRORS.get(said.upper(), said)

    def percentage(self, key: str) -> str:
        """Return what a cell of percentages says between quotation marks: 0.7 as 70 %, a text as it is."""
        said = self.text(key)
        if _RATIO.fullmatch(said) is None:
            return quote(said) if said else ""
        return f"«{points(Fraction(said))}»"


def _some(items: Sequence[str], most: int, count: int = 0) -> str:
    """Join items; of many, or where there are more than those told, the first ones and how many more."""
    whole = max(len(items), count if items else 0)
    if whole <= most + 1 and whole == len(items):
        return join(items)
    shown = items[:most]
    return join([*shown, f"{whole - len(shown):,} más"])


def points(ratio: Fraction) -> str:
    """Return a ratio as a percentage with at most two decimals.

    >>> points(Fraction(3, 4)).split(NO_BREAK_SPACE)
    ['75', '%']
    """
    return f"{written(ratio * 100)}{NO_BREAK_SPACE}%"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def written(value: object) -> str:
    """Return a datum as text: numbers as reports print them."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return join([written(item) for item in value])
    return _number(value) if isinstance(value, int | Decimal | Fraction) else ""


def _number(value: int | Decimal | Fraction) -> str:
    try:
        exact = (
            Decimal(value.numerator) / Decimal(value.denominator)
            if isinstance(value, Fraction)
            else Decimal(value)
        )
        if exact.is_finite():
            return clean(amount(exact), _LONGEST_NUMBER)
    except ArithmeticError:  # too many digits
        pass
    return "un número que no se puede mostrar"


def _whole(value: object) -> int:
    """Return a whole number above 0 that a datum holds, as number or as text; else 0."""
    if isinstance(value, int):
        return int(value) if 0 < value < _TOO_MANY else 0
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < _LONGEST_NUMBER:
        return _whole(int(value))
    return 0
