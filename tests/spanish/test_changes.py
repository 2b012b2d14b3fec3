"""What changed, in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from workbook.domain.cells import CellError, Mark, Number, Unreadable
from workbook.domain.comparison import Change
from workbook.domain.efficacy import Method
from workbook.domain.frames import FrameChange, FramePart
from workbook.domain.periods import PeriodKind, TargetKind, named
from workbook.domain.places import Field
from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.spanish.changes import said_text, told_text, what_changed


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (Number(Decimal(1200)), "1,200"),
        (Number(Decimal("0.001")), "0.001"),
        (Decimal("7.50"), "7.5"),
        (Mark.BLANK, "en blanco"),
        (Mark.NOT_PROGRAMMED, "No programada"),
        (Mark.NOT_REPORTED, "S.I."),
        (CellError("#REF!"), "#REF!"),
        (Unreadable("doce"), "«doce»"),
        (TargetKind.NOT_CUMULATIVE, "No acumulable"),
        (True, "Sí"),
        (False, "No"),
        ("Informe", "Informe"),
        ("", "en blanco"),
    ],
)
def test_what_a_field_says(said: object, text: str) -> None:
    assert said_text(said) == text


def test_which_datum() -> None:
    assert what_changed(Change(Field.PROGRAMMED, "", "", 9)) == "Programado de setiembre"
    assert what_changed(Change(Field.PROGRAMMED, "", "")) == "Programadas"


SCALE = Scale(
    (Band("BAJO", Fraction(0), True, "", met=False), Band("ALTO", Fraction("0.625"), False, "", met=True))
)


@pytest.mark.parametrize(
    ("part", "code", "told", "before", "after"),
    [
        (FramePart.YEAR, "", 2026, "2026", "2026"),
        (FramePart.YEAR, "", None, "en blanco", "en blanco"),
        (FramePart.PERIOD, "", named(PeriodKind.FIRST_SEMESTER), "I Semestre", "I Semestre"),
        (FramePart.METHOD, "", Method.MEAN, "Promedio de actividades", "Promedio de actividades"),
        (
            FramePart.SCALE,
            "",
            SCALE,
            "BAJO desde 0 %; ALTO más de 62.5 %",
            "BAJO desde 0 %; ALTO más de 62.5 %",
        ),
        (FramePart.UNIT, "u", "Oficina", "Oficina", "Oficina"),
        (FramePart.UNIT, "u", "", "en blanco", "en blanco"),
        (FramePart.UNIT, "u", None, "no estaba", "ya no está"),
    ],
)
def test_what_the_frame_says(part: FramePart, code: str, told: object, before: str, after: str) -> None:
    change = FrameChange(part, code, told, told)  # type: ignore[arg-type]
    assert told_text(change, after=False) == before
    assert told_text(change, after=True) == after


def test_the_default_scale_in_one_line() -> None:
    told = told_text(FrameChange(FramePart.SCALE, "", DEFAULT_SCALE, None), after=False)
    assert told == (
        "META INSUFICIENTE desde 0 %; META PARCIALMENTE CUMPLIDA, ACEPTABLE desde 75 %; "
        "META CUMPLIDA desde 100 %; META SUBVALUADA más de 100 %"
    )
