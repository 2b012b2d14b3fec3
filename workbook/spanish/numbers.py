"""Amounts and percentages as Spanish (es-PE) text and back: the only place where anything is rounded."""

from __future__ import annotations

import decimal
import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbook.domain.scale import Scale

NO_BREAK_SPACE: Final = "\u00a0"

_ROUND: Final = decimal.Context(prec=700, rounding=decimal.ROUND_HALF_UP)
_CENTS: Final = Decimal("0.01")
_ONE: Final = Fraction(1)
_HALF: Final = Fraction(1, 2)
_PERCENTAGE: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*%")


def amount(value: Decimal) -> str:
    """Return an amount with comma thousands, decimals only where there are any, at most two, half up.

    >>> amount(Decimal(1267432)), amount(Decimal("977.5")), amount(Decimal("2.999")), amount(Decimal("0.125"))
    ('1,267,432', '977.5', '3.00', '0.13')
    """
    rounded = value.quantize(_CENTS, context=_ROUND)
    text = f"{rounded:,f}"
    if value == rounded.to_integral_value():
        return text[:-3]
    return text if text.endswith("00") else text.rstrip("0")


def parse_amount(text: str) -> Decimal:
    """Return the amount that `amount` printed.

    >>> parse_amount("1,267,432"), parse_amount("977.5")
    (Decimal('1267432'), Decimal('977.5'))
    """
    return Decimal(text.replace(",", ""))


def percent_points(ratio: Fraction, scale: Scale) -> Decimal:
    """Return a ratio (≥ 0) as the percentage points that are printed, never on the wrong side of a limit.

    An integer, half up; one decimal where the integer would fall in another band of the scale or
    change its side of 100 % (method, section 7).

    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> ratios = ("0.9996", "0.9997", "1.0003", "1.004", "0.475")
    >>> [str(percent_points(Fraction(ratio), DEFAULT_SCALE)) for ratio in ratios]
    ['99.9', '99.9', '100.1', '100.4', '48']
    """
    numerator, denominator = 100 * ratio.numerator, ratio.denominator
    whole = (2 * numerator + denominator) // (2 * denominator)
    if (
        whole * denominator == numerator
        or whole not in scale.delicate_points
        or _agrees(Fraction(whole, 100), ratio, scale, side=True)
    ):
        return Decimal(whole)
    return Decimal(_tenths(ratio, scale)).scaleb(-1, _ROUND)


def _tenths(ratio: Fraction, scale: Scale) -> int:
    tenths = ratio * 1000
    candidates = (floor(tenths + _HALF), floor(tenths), ceil(tenths))
    honest = (
        candidate
        for side in (True, False)
        for candidate in candidates
        if _agrees(Fraction(candidate, 1000), ratio, scale, side=side)
    )
    return next(honest)


def _agrees(shown: Fraction, ratio: Fraction, scale: Scale, *, side: bool) -> bool:
    same_side = (shown < _ONE) == (ratio < _ONE) and (shown > _ONE) == (ratio > _ONE)
    return scale.band(shown) is scale.band(ratio) and (same_side or not side)


def percent(ratio: Fraction, scale: Scale) -> str:
    """Return a ratio as a printed percentage, with a no-break space before its sign.

    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> percent(Fraction(16, 22), DEFAULT_SCALE).split(NO_BREAK_SPACE)
    ['73', '%']
    """
    return f"{percent_points(ratio, scale):,f}{NO_BREAK_SPACE}%"


def parse_percent(text: str) -> Decimal | None:
    """Return the points of a printed percentage; None where the text is none.

    >>> parse_percent("1,200.5 %")
    Decimal('1200.5')
    """
    match = _PERCENTAGE.fullmatch(text.strip())
    return Decimal(match[1].replace(",", "") + (match[2] or "")) if match else None
