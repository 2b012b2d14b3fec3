"""The scale that a report prints: labels and from where to where each reaches."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from report.verify.folding import fold
from workbook.domain.scale import DEFAULT_SCALE, Band, InvalidScale, Scale
from workbook.spanish.readings import points_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.model import OtherTable, Place

_SHORTEST_LABEL: Final = 3
_FEWEST: Final = 2  # bands of a scale, the first from 0
_MET_FROM: Final = 100
_NUMBER: Final = r"(\d+(?:[.,]\d+)?)\s*(?:%|por ciento)?"
_UP_TO: Final = re.compile(
    rf"^(?:(menos de|menor(?:es)? (?:a|al|que|de)|inferior(?:es)? al?|<)|(hasta|<=|≤|menor o igual a))\s*(?:el |un )?{_NUMBER}$"
)
_FROM: Final = re.compile(
    rf"^(?:(mas de|mayor(?:es)? (?:a|al|que|de)|superior(?:es)? al?|>)|(desde|de|>=|≥|a partir de(?:l)?|mayor o igual a))\s*(?:el |un )?{_NUMBER}(?: a mas| o mas| en adelante)?$"
)
_OR_MORE: Final = re.compile(rf"^{_NUMBER}(?: a mas| o mas| en adelante)$")
_BETWEEN: Final = re.compile(
    rf"^(?:(mas de|mayor (?:a|que)|>)|(?:entre|de|desde)(?: el)?)?\s*{_NUMBER}\s*(?:-|a|al|y|hasta)\s*(?:(?:el|hasta|al) )?(?:(menos de|menor (?:a|que)|<))?\s*(?:el |del )?{_NUMBER}$"
)
_ONE: Final = re.compile(rf"^(?:igual (?:a|al) |=\s*)?(?:el )?{_NUMBER}$")


@dataclass(frozen=True, slots=True)
class Reach:
    """From where to where a label reaches, in points; None for no end. Inclusive at each end or not."""

    label: str
    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool
    place: Place


def printed_scale(tables: Sequence[OtherTable]) -> tuple[Scale | None, list[Reach]]:
    """Return the scale that a report prints (None where it prints none that can be used), and its reaches."""
    for table in tables:
        if table.kind != "scale":
            continue
        reaches = [found for row in table.rows if (found := _row(row.texts, row.places)) is not None]
        if len(reaches) < _FEWEST or all(one.low for one in reaches):
            continue
        reaches.sort(key=lambda one: (one.low or 0, not one.low_in, one.high or 0))
        bands = tuple(
            Band(
                one.label,
                (one.low or Fraction(0)) / 100,
                one.low_in or not one.low,
                "",
                one.label in _MET or (one.low or 0) >= _MET_FROM,
            )
            for one in reaches
        )
        try:
            return Scale(bands), reaches
        except InvalidScale:
            return None, reaches
    return None, []


_MET: Final = frozenset(band.label for band in DEFAULT_SCALE.bands if band.met)


def broken_limits(reaches: Sequence[Reach]) -> list[tuple[Reach, Reach]]:
    """Return the neighbours of a scale where one does not begin where the other ends."""
    found = []
    for lower, upper in pairwise(reaches):
        if lower.high is None or upper.low is None:
            continue
        gap = upper.low - lower.high
        whole = lower.high_in and upper.low_in and 0 < gap <= 1
        if gap and not whole:
            found.append((lower, upper))
    return found


def _row(texts: Sequence[str], places: Sequence[Place]) -> Reach | None:
    for place, text in enumerate(texts):
        for other, reach in enumerate(texts):
            if (
                other == place
                or sum(letter.isalpha() for letter in text) < _SHORTEST_LABEL
                or "total" in fold(text)
            ):
                continue
            ends = _reach(" ".join(fold(reach).strip(" .").split()))
            if ends is not None and not _reach(" ".join(fold(text).split())):
                return Reach(" ".join(text.split()), *ends, places[other])
    return None


def _reach(words: str) -> tuple[Fraction | None, bool, Fraction | None, bool] | None:
    if found := _UP_TO.match(words):
        return None, True, _points(found[3]), found[1] is None
    if found := _OR_MORE.match(words):
        return _points(found[1]), True, None, False
    if found := _BETWEEN.match(words):
        return _points(found[2]), found[1] is None, _points(found[4]), found[3] is None
    if found := _FROM.match(words):
        return _points(found[3]), found[1] is None, None, False
    if (found := _ONE.match(words)) and ("%" in words or "por ciento" in words):
        return _points(found[1]), True, _points(found[1]), True
    return None


def _points(text: str) -> Fraction:
    reading = points_reading(text)
    return Fraction(reading.value) if reading is not None else Fraction(0)
