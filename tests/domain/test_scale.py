"""Method, section 6: bands, limits, and scales that cannot be used."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workbook.domain.scale import DEFAULT_SCALE, Band, InvalidScale, Scale, ScaleFault


def band(label: str, lower: str, inclusive: bool = True) -> Band:
    return Band(label, Fraction(lower), inclusive=inclusive, colour="000000", met=False)


@pytest.mark.parametrize(
    ("ratio", "label"),
    [
        ("0", "META INSUFICIENTE"),
        ("0.601", "META INSUFICIENTE"),
        ("0.7499999", "META INSUFICIENTE"),
        ("0.75", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
        ("0.962", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
        ("0.9999999999", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
        ("1", "META CUMPLIDA"),
        ("1.0000000001", "META SUBVALUADA"),
        ("1.029", "META SUBVALUADA"),
        ("1000", "META SUBVALUADA"),
    ],
)
def test_the_default_scale(ratio: str, label: str) -> None:
    assert DEFAULT_SCALE.band(Fraction(ratio)).label == label


def test_the_default_counts_as_met_from_100() -> None:
    assert [one.met for one in DEFAULT_SCALE.bands] == [False, False, True, True]
    assert DEFAULT_SCALE.lowest.label == "META INSUFICIENTE"


def test_no_band_below_zero() -> None:
    with pytest.raises(ValueError, match="-1"):
        DEFAULT_SCALE.band(Fraction(-1))


FAULTS = [
    ([], ScaleFault.EMPTY, 0),
    ([band("A", "0.1")], ScaleFault.FIRST_NOT_ZERO, 0),
    ([band("A", "0", inclusive=False)], ScaleFault.FIRST_NOT_ZERO, 0),
    ([band("A", "0"), band("B", "0.5"), band("C", "0.4")], ScaleFault.NOT_ASCENDING, 2),
    ([band("A", "0"), band("B", "0.5"), band("C", "0.5")], ScaleFault.NOT_ASCENDING, 2),
    ([band("A", "0"), band("B", "0.5", inclusive=False), band("C", "0.5")], ScaleFault.NOT_ASCENDING, 2),
    (
        [band("A", "0"), band("B", "0.5", inclusive=False), band("C", "0.5", inclusive=False)],
        ScaleFault.NOT_ASCENDING,
        2,
    ),
    (
        [band("A", "0"), band("B", "1"), band("C", "1", inclusive=False), band("D", "1", inclusive=False)],
        ScaleFault.NOT_ASCENDING,
        3,
    ),
    ([band("A", "0"), band("B", "0.7505")], ScaleFault.NOT_TENTH, 1),
    ([band("A", "0"), band("B", "0.75"), band("C", "0.751")], ScaleFault.TOO_CLOSE, 2),
    ([band("A", "0"), band("B", "0.001")], ScaleFault.TOO_CLOSE, 1),
    ([band("A", "0"), band("a", "0.75")], ScaleFault.LABEL_REPEATED, 1),
    ([band("A", "0"), band("  ", "0.75")], ScaleFault.LABEL_EMPTY, 1),
    ([band("", "0")], ScaleFault.LABEL_EMPTY, 0),
]


@pytest.mark.parametrize(("bands", "fault", "position"), FAULTS)
def test_a_scale_that_cannot_be_used_names_its_row(
    bands: list[Band], fault: ScaleFault, position: int
) -> None:
    with pytest.raises(InvalidScale) as raised:
        Scale(tuple(bands))
    assert (raised.value.fault, raised.value.position) == (fault, position)


@pytest.mark.parametrize(
    "bands",
    [
        [band("A", "0")],
        [band("A", "0"), band("B", "0", inclusive=False)],
        [band("A", "0"), band("B", "0.002")],
        [band("A", "0"), band("B", "0.75"), band("C", "0.752"), band("D", "0.752", inclusive=False)],
        [band("A", "0"), band("B", "2.5", inclusive=False)],
    ],
)
def test_scales_that_can_be_used(bands: list[Band]) -> None:
    assert Scale(tuple(bands)).bands == tuple(bands)


def test_delicate_points_are_whole_percentages_near_a_limit() -> None:
    scale = Scale((band("A", "0"), band("B", "0.755"), band("C", "0.903")))
    assert sorted(scale.delicate_points) == [0, 75, 76, 90, 100]
