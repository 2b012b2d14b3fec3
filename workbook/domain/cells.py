"""From what a cell holds to a fact: one contract for every door (method, section 1)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Final

from workbook.domain.plain import plain


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value of a spreadsheet (#DIV/0!, #REF!, #N/A…): both what a cell holds and its fact."""

    code: str


Raw = None | bool | int | float | str | dt.date | dt.time | dt.timedelta | CellError


@dataclass(frozen=True, slots=True)
class Number:
    """An exact amount: 15 significant digits of what the cell holds; `from_text` if it was typed as text."""

    value: Decimal
    from_text: bool = False


class Mark(Enum):
    """What a cell without an amount says."""

    BLANK = "blank"
    NOT_PROGRAMMED = "not programmed"
    NOT_REPORTED = "not reported"

    __hash__ = object.__hash__  # members are single objects; Enum's own is slow


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A content that is no amount; `ambiguous` if it reads as two different numbers."""

    text: str
    ambiguous: bool = False


Fact = Number | Mark | CellError | Unreadable

BLANK: Final = Mark.BLANK
ZERO: Final = Decimal(0)

_SIGNIFICANT_DIGITS: Final = 15
_LONGEST_NUMBER: Final = 40  # characters; nobody means such an amount
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?", re.ASCII)
_TWO_READINGS = re.compile(r"[+-]?[\d.,]*\d[\d.,]*", re.ASCII)
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?(?!0\.)\d{1,3}\.\d{3}", re.ASCII)
_CURRENCY = re.compile(r"S/\.?\s*", re.IGNORECASE)
NOT_CALCULATED: Final = CellError("sin calcular")
"""Stands for the result of a formula that no spreadsheet program has calculated yet."""

_ERROR_CODES = re.compile(
    r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!)"
)

_MARKS: Final = {
    "": Mark.BLANK,
    "np": Mark.NOT_PROGRAMMED,
    "n p": Mark.NOT_PROGRAMMED,
    "sp": Mark.NOT_PROGRAMMED,
    "s p": Mark.NOT_PROGRAMMED,
    "s i": Mark.NOT_REPORTED,
}
_MARK_BEGINNINGS: Final = {
    "no programad": Mark.NOT_PROGRAMMED,
    "sin programacion": Mark.NOT_PROGRAMMED,
    "sin informacion": Mark.NOT_REPORTED,
}


def exact(value: float) -> Decimal:
    """Return `value` with Excel's own precision of 15 significant digits, exactly.

    >>> exact(0.1 + 0.2)
    Decimal('0.3')
    >>> exact(18.0)
    Decimal('18')
    """
    if abs(value) < 1e15 and value == int(value):  # noqa: PLR2004 - the precision of the format
        return Decimal(int(value))
    number = Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    return number.to_integral_value() if number == number.to_integral_value() else number


def read_amount(raw: Raw) -> Fact:
    """Read an amount of a cell.

    >>> read_amount("1,267,432")
    Number(value=Decimal('1267432'), from_text=True)
    >>> read_amount("1.234")
    Unreadable(text='1.234', ambiguous=True)
    >>> read_amount("S.I.")
    <Mark.NOT_REPORTED: 'not reported'>
    >>> read_amount(CellError("#DIV/0!"))
    CellError(code='#DIV/0!')
    """
    return _read(raw, percent=False)


def read_percentage(raw: Raw) -> Fact:
    """Read a ratio where a percentage is expected: "85 %" is 0.85, a number is taken as the ratio it is.

    >>> read_percentage("85 %")
    Number(value=Decimal('0.85'), from_text=True)
    """
    return _read(raw, percent=True)


def _read(raw: Raw, *, percent: bool) -> Fact:
    if raw is None:
        return BLANK
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return Number(exact(raw)) if isfinite(raw) else Unreadable(str(raw))
    if isinstance(raw, str):
        return _read_text(raw, percent=percent)
    if isinstance(raw, CellError):
        return raw
    return Unreadable({True: "VERDADERO", False: "FALSO"}[raw] if isinstance(raw, bool) else amount_text(raw))


def _read_text(text: str, *, percent: bool) -> Fact:
    stripped = text.strip()
    if _ERROR_CODES.fullmatch(stripped):
        return CellError(stripped)
    body = _CURRENCY.sub("", stripped, count=1) if stripped[:2].upper() == "S/" else stripped
    divisor = Decimal(1)
    if percent and body.endswith("%"):
        body, divisor = body[:-1].rstrip(), Decimal(100)
    if any(c.isdigit() for c in body):
        return _read_digits(stripped, body, divisor)
    return (
        _read_mark(stripped) if any(c.isalpha() for c in stripped) or not stripped else Unreadable(stripped)
    )


def _read_digits(text: str, body: str, divisor: Decimal) -> Fact:
    if _THOUSANDS_OR_DECIMALS.fullmatch(body):
        return Unreadable(text, ambiguous=True)
    if len(body) > _LONGEST_NUMBER:
        return Unreadable(text)
    if _PLAIN_NUMBER.fullmatch(body):
        value = Decimal(body.replace(",", ""))
        return Number(value / divisor if divisor != 1 else value, from_text=True)
    return Unreadable(text, ambiguous=_TWO_READINGS.fullmatch(body) is not None)


def _read_mark(text: str) -> Fact:
    words = plain(text)
    if words in _MARKS:
        return _MARKS[words]
    for beginning, mark in _MARK_BEGINNINGS.items():
        if words.startswith(beginning):
            return mark
    return Unreadable(text)


def amount_text(raw: Raw) -> str:
    """Return the canonical text of a cell's content, the same from every host (for digests and messages).

    >>> amount_text(0.1 + 0.2), amount_text(" a "), amount_text(None), amount_text(3.0)
    ('0.3', ' a ', '', '3')
    """
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        return str(exact(raw)) if isfinite(raw) else str(raw)
    if isinstance(raw, CellError):
        return raw.code
    return str(raw) if isinstance(raw, dt.timedelta) else raw.isoformat()
