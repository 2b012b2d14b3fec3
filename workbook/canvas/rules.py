"""Conditional formats that every sheet with amounts, percentages or labels needs (method, section 7)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.canvas.book import Area, Conditional
from workbook.canvas.looks import GREY, WHOLE, Accent, shade, tint
from workbook.domain.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.scale import Scale

_FINE: Final = "#,##0.0000"
_TENTHS: Final = "0.0 %"
_TENTH: Final = Fraction(1, 1000)
_COLOUR: Final = re.compile(r"#?([0-9A-Fa-f]{6})")


def usable_colour(text: str) -> str:
    """Return the colour that a planner's text gives; grey where it gives none.

    >>> usable_colour("#c0392b"), usable_colour("rojo")
    ('C0392B', '5F6773')
    """
    found = _COLOUR.fullmatch(text.strip())
    return found[1].upper() if found else GREY


def amount_rules(area: Area) -> tuple[Conditional, ...]:
    """Whole amounts lose their two decimals; amounts finer than cents show four: nothing is hidden."""
    cell = _first(area)
    return (
        Conditional(area, f"=AND(ISNUMBER({cell}),{cell}=ROUND({cell},0))", Accent(number_format=WHOLE)),
        Conditional(area, f"=AND(ISNUMBER({cell}),{cell}<>ROUND({cell},2))", Accent(number_format=_FINE)),
    )


def percent_rules(area: Area, scale: Scale) -> tuple[Conditional, ...]:
    """One decimal where the integer would fall in another band or on the other side of 100 %."""
    rules: list[Conditional] = []
    for limit in sorted({band.lower for band in scale.bands if band.lower} | {Fraction(1)}):
        inclusive = {band.inclusive for band in scale.bands if band.lower == limit} or {True, False}
        rules += _limit_rules(
            area, limit, below=limit == 1 or True in inclusive, above=limit == 1 or False in inclusive
        )
    return tuple(rules)


def _limit_rules(area: Area, limit: Fraction, *, below: bool, above: bool) -> Iterable[Conditional]:
    cell, at = _first(area), _decimal(limit)
    sides = (("<", ">=", limit - _TENTH, below), (">", "<=", limit + _TENTH, above))
    for side, reached, shown, wanted in sides:
        if wanted:
            near = f"ISNUMBER({cell}),{cell}{side}{at}"
            yield _number(area, f"=AND({near},ROUND({cell},3){reached}{at})", f'"{_points(shown)} %"')
            yield _number(area, f"=AND({near},ROUND({cell},2){reached}{at})", _TENTHS)


def band_rules(area: Area, names: Iterable[str], scale: Scale) -> tuple[Conditional, ...]:
    """The colour of each band where a cell equals its label; `names` are the names of the labels' cells."""
    cell = _first(area)
    return tuple(
        Conditional(area, f'=AND({cell}<>"",{cell}={name})', band_accent(band.colour))
        for name, band in zip(names, scale.bands, strict=True)
    )


def band_accent(colour: str) -> Accent:
    """Return a band's colour as it stands in a cell: dark letters on a light ground."""
    usable = usable_colour(colour)
    return Accent(colour=shade(usable), fill=tint(usable), bold=True)


def _number(area: Area, formula: str, number_format: str) -> Conditional:
    return Conditional(area, formula, Accent(number_format=number_format), stop=True)


def _first(area: Area) -> str:
    return address(area.first_row, area.first_column)


def _decimal(ratio: Fraction) -> str:
    return f"{float(ratio):g}"


def _points(ratio: Fraction) -> str:
    return f"{float(ratio * 100):.1f}"
