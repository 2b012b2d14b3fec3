"""The scale: bands of efficacy, their limits and labels (method, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF = Fraction(1, 2)
_STEP = Fraction(1, 1000)
_APART = Fraction(2, 1000)


@dataclass(frozen=True, slots=True)
class Band:
    """One band: it reaches from `lower` (a ratio; part of it if `inclusive`) up to the next band."""

    label: str
    lower: Fraction
    inclusive: bool
    colour: str
    met: bool


class ScaleFault(Enum):
    """What can be wrong with a scale."""

    EMPTY = "empty"
    FIRST_NOT_ZERO = "first band does not start at 0 inclusive"
    NOT_ASCENDING = "limits do not ascend"
    NOT_TENTH = "limit is not a multiple of 0.1 %"
    TOO_CLOSE = "limits less than 0.2 points apart"
    LABEL_REPEATED = "label repeated"
    LABEL_EMPTY = "label empty"
    LIMIT_UNREADABLE = "limit unreadable"


class InvalidScale(ValueError):  # noqa: N818 - named as the condition it is
    """A scale that cannot be used: `fault`, and `position` of the offending band (from 0)."""

    def __init__(self, fault: ScaleFault, position: int) -> None:
        super().__init__(fault.value, position)
        self.fault = fault
        self.position = position


@dataclass(frozen=True)
class Scale:
    """Bands without gaps or overlaps: each reaches up to the next, the first starts at 0 inclusive."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        _validate(self.bands)

    def band(self, efficacy: Fraction) -> Band:
        """Return the band of an exact efficacy (a ratio ≥ 0).

        >>> DEFAULT_SCALE.band(Fraction(1)).label
        'META CUMPLIDA'
        >>> DEFAULT_SCALE.band(Fraction(1001, 1000)).label
        'META SUBVALUADA'
        """
        numerator, denominator = efficacy.numerator, efficacy.denominator
        for over, under, band in self._ladder:
            reach = numerator * under - over * denominator
            if reach > 0 or (reach == 0 and band.inclusive):
                return band
        raise ValueError(efficacy)

    @cached_property
    def _ladder(self) -> tuple[tuple[int, int, Band], ...]:
        """The bands from the highest, with their lower limits as whole numbers: a ratio compares slowly."""
        return tuple((band.lower.numerator, band.lower.denominator, band) for band in reversed(self.bands))

    @cached_property
    def lowest(self) -> Band:
        """The band that starts at 0."""
        return self.bands[0]

    @cached_property
    def delicate_points(self) -> frozenset[int]:
        """The whole percentages within half a point of a limit, or of 100: rounding to them may mislead.

        >>> sorted(DEFAULT_SCALE.delicate_points)
        [0, 75, 100]
        """
        limits = {band.lower * 100 for band in self.bands} | {Fraction(100)}
        return frozenset(
            k for limit in limits for k in (floor(limit), ceil(limit)) if abs(limit - k) <= _HALF
        )


def _validate(bands: Sequence[Band]) -> None:
    if not bands:
        raise InvalidScale(ScaleFault.EMPTY, 0)
    if bands[0].lower != 0 or not bands[0].inclusive:
        raise InvalidScale(ScaleFault.FIRST_NOT_ZERO, 0)
    seen: set[str] = set()
    for position, band in enumerate(bands):
        fault = _fault(band, bands[position - 1] if position else None, seen)
        if fault is not None:
            raise InvalidScale(fault, position)
        seen.add(band.label.casefold())


def _fault(band: Band, before: Band | None, seen: set[str]) -> ScaleFault | None:
    if not band.label.strip():
        return ScaleFault.LABEL_EMPTY
    if band.label.casefold() in seen:
        return ScaleFault.LABEL_REPEATED
    if band.lower % _STEP:
        return ScaleFault.NOT_TENTH
    if before is None or (band.lower == before.lower and before.inclusive and not band.inclusive):
        return None
    if band.lower <= before.lower:
        return ScaleFault.NOT_ASCENDING
    return ScaleFault.TOO_CLOSE if band.lower - before.lower < _APART else None


DEFAULT_SCALE = Scale(
    (
        Band("META INSUFICIENTE", Fraction(0), inclusive=True, colour="C0392B", met=False),
        Band(
            "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
            Fraction(3, 4),
            inclusive=True,
            colour="E0A100",
            met=False,
        ),
        Band("META CUMPLIDA", Fraction(1), inclusive=True, colour="2E8B57", met=True),
        Band("META SUBVALUADA", Fraction(1), inclusive=False, colour="2F6DB5", met=True),
    )
)
