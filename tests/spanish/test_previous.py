"""«Frente al periodo anterior»: every claim of a sentence, read back from its words, is true."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.assessment import State
from workbook.domain.earlier import Alone, Versus
from workbook.domain.periods import Period
from workbook.domain.scale import DEFAULT_SCALE
from workbook.spanish.calendar import parse_period
from workbook.spanish.previous import against, alone_note, comparison_sentence

LIMITS = (
    ("META SUBVALUADA", lambda e: e > 1),
    ("META CUMPLIDA", lambda e: e == 1),
    ("META PARCIALMENTE CUMPLIDA, ACEPTABLE", lambda e: e >= Fraction(3, 4)),
    ("META INSUFICIENTE", lambda _: True),
)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def label(efficacy: Fraction) -> str:
    return next(name for name, holds in LIMITS if holds(efficacy))


def versus(
    before: Fraction, after: Fraction, *, was: bool = False, now: bool = False, labels: bool = True
) -> Versus:
    band = DEFAULT_SCALE.band(after)
    return Versus("AEI.01.01", before, after, label(before) if labels else "", band, was, now)


def sentence(one: Versus, text: str = "I Semestre") -> str:
    return comparison_sentence(one, period(text), DEFAULT_SCALE).replace("\u00a0", " ")


HALF, ALMOST = Fraction(1, 2), Fraction(9999, 10000)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            versus(Fraction(73, 100), Fraction(94, 100)),
            (
                "la eficacia subió de 73 % a 94 %; el indicador pasó de META INSUFICIENTE a META "
                "PARCIALMENTE CUMPLIDA, ACEPTABLE."
            ),
        ),
        (
            versus(Fraction(1), HALF),
            "la eficacia bajó de 100 % a 50 %; el indicador pasó de META CUMPLIDA a META INSUFICIENTE.",
        ),
        (versus(HALF, HALF), "la eficacia se mantuvo en 50 %; el indicador sigue siendo META INSUFICIENTE."),
        (
            versus(HALF, HALF + Fraction(1, 1000)),
            (
                "la eficacia varió en menos de un punto porcentual y sigue en 50 %; el indicador sigue "
                "siendo META INSUFICIENTE."
            ),
        ),
        (
            versus(ALMOST, Fraction(1)),
            (
                "la eficacia subió de 99.9 % a 100 %; el indicador pasó de META PARCIALMENTE CUMPLIDA, "
                "ACEPTABLE a META CUMPLIDA."
            ),
        ),
        (
            versus(HALF, Fraction(2), was=True, now=True),
            (
                "la eficacia subió de 50 % a 200 %; el indicador pasó de META INSUFICIENTE (provisional) a "
                "META SUBVALUADA (provisional)."
            ),
        ),
        (
            versus(HALF, HALF, was=True, now=True),
            "la eficacia se mantuvo en 50 %; el indicador sigue siendo META INSUFICIENTE (provisional).",
        ),
        (versus(HALF, Fraction(2), labels=False), "la eficacia subió de 50 % a 200 %."),
    ],
)
def test_sentences(one: Versus, told: str) -> None:
    assert sentence(one) == f"Frente al I semestre, {told}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("I Semestre", "al I semestre"),
        ("IV Trimestre", "al IV trimestre"),
        ("Al I Trimestre", "al corte del I trimestre"),
        ("Al II Trimestre", "al corte del II trimestre"),
        ("enero y marzo", "a los meses de enero y marzo"),
        ("mayo", "al mes de mayo"),
    ],
)
def test_what_it_is_compared_with(name: str, told: str) -> None:
    assert against(period(name)) == told


def test_a_period_cut_short_is_told_by_its_months() -> None:
    assert against(period("Anual").until(6)) == "a los meses de enero a junio"
    assert against(period("Anual")) == "a los meses de enero a diciembre"
    assert against(period("Al III Trimestre").until(1)) == "al mes de enero"


# ------------------------------------------------------------ claims, read back

MOVED = re.compile(r"la eficacia (subió|bajó) de ([\d.,]+) % a ([\d.,]+) %")
KEPT = re.compile(r"la eficacia se mantuvo en ([\d.,]+) %")
BARELY = re.compile(r"la eficacia varió en menos de un punto porcentual y sigue en ([\d.,]+) %")
LABELS = re.compile(r"; el indicador (?:pasó de (.+) a (.+)|sigue siendo (.+))\.$")

ratios = st.one_of(
    st.fractions(0, 3, max_denominator=2000),
    st.builds(
        lambda n, d: Fraction(n, 1000) + d,
        st.integers(0, 2500),
        st.sampled_from([Fraction(0), Fraction(1, 10**6)]),
    ),
    st.sampled_from([Fraction(0), Fraction(3, 4), Fraction(1), ALMOST, Fraction(7499, 10000)]),
)


def is_printed(text: str, efficacy: Fraction) -> bool:
    """Whether a percentage is within half of its last digit, or a digit on the right side of a limit."""
    points = Fraction(text.replace(",", ""))
    step = Fraction(1, 10) if "." in text else Fraction(1)
    return abs(points - efficacy * 100) <= (step / 2 if step == 1 else step)


@given(ratios, ratios, st.booleans(), st.booleans())
def test_what_a_sentence_claims_is_true(before: Fraction, after: Fraction, was: bool, now: bool) -> None:
    told = sentence(versus(before, after, was=was, now=now))
    if moved := MOVED.search(told):
        assert (moved[1] == "subió") == (after > before)
        assert before != after
        assert is_printed(moved[2], before)
        assert is_printed(moved[3], after)
        first, second = (Fraction(moved[n].replace(",", "")) for n in (2, 3))
        assert (second > first) == (after > before)
    elif kept := KEPT.search(told):
        assert before == after
        assert is_printed(kept[1], after)
    else:
        barely = BARELY.search(told)
        assert barely is not None
        assert before != after
        assert abs(after - before) * 100 < 1
        assert is_printed(barely[1], after)
        assert is_printed(barely[1], before)
    labels = LABELS.search(told)
    assert labels is not None
    suffix = {True: " (provisional)", False: ""}
    if labels[3]:
        assert label(before) == label(after)
        assert labels[3] == label(after) + suffix[now]
    else:
        assert label(before) != label(after)
        assert (labels[1], labels[2]) == (label(before) + suffix[was], label(after) + suffix[now])


# ------------------------------------------------------------ what cannot be compared


def test_who_has_no_partner() -> None:
    alone = [
        Alone("OEI.01", State.NOT_PROGRAMMED, was_rated=False),
        Alone("AEI.01.01", State.NOT_REPORTED, was_rated=True),
        Alone("AEI.01.02", State.NO_TARGET, was_rated=False),
        Alone("AEI.01.03", State.UNUSABLE, was_rated=True),
        Alone("AEI.01.04", None, was_rated=False),
    ]
    assert alone_note(alone, period("Al I Trimestre")) == (
        "No se comparan con el periodo anterior (corte del I trimestre): OEI.01 (entonces no tuvo metas "
        "programadas); AEI.01.01 (ahora no se tuvo información); AEI.01.02 (entonces hubo ejecución sin meta "
        "programada); AEI.01.03 (ahora no se pudo evaluar); AEI.01.04 (entonces no figuraba en el plan)."
    )
    assert alone_note([], period("I Semestre")) == ""
