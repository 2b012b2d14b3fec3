"""What changed, in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from workbook.domain.cells import CellError, Mark, Number, Unreadable
from workbook.domain.comparison import Change, Comparison, Side, compare
from workbook.domain.efficacy import Method
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.frames import FrameChange, FramePart
from workbook.domain.levels import Level
from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import PeriodKind, TargetKind, named
from workbook.domain.places import Field
from workbook.domain.scale import DEFAULT_SCALE, Band, Scale
from workbook.spanish.changes import amounts_text, result_texts, said_text, told_text, what_changed


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


def activity(action: str, programmed: object, executed: object, annual: object = Mark.BLANK) -> Activity:
    facts = [Number(Decimal(one)) if isinstance(one, str) else one for one in (programmed, executed, annual)]
    return Activity(action, "UTD", facts[0], facts[1], name="x", annual=facts[2])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("programmed", "executed", "text"),
    [
        ("1200", "0.001", "Programadas: 1,200; ejecutadas: 0.001"),
        ("3", Mark.BLANK, "Programadas: 3; ejecutadas: S.I."),
        (Mark.NOT_PROGRAMMED, Mark.BLANK, "No programada"),
        (Mark.BLANK, "4", "Sin meta"),
        ("3", Unreadable("doce"), "No se pudo evaluar"),
    ],
)
def test_what_an_activity_that_came_or_went_has(programmed: object, executed: object, text: str) -> None:
    assert amounts_text(activity("AEI.01.01", programmed, executed), range(1, 13)) == text


def compared(before: list[Activity], after: list[Activity]) -> Comparison:
    sides = []
    for activities in (before, after):
        framework = Framework(
            Settings(),
            (Objective("OEI.01", "Objetivo"),),
            tuple(Action(code, code, "OEI.01") for code in sorted({one.action for one in activities})),
            (OrgUnit("UTD", "UTD"),),
        )
        plan = Plan(framework, tuple(activities))
        sides.append(Side(plan, evaluate(framework, plan.activities, Request())))
    return compare(*sides)


CUMPLIDA = "META CUMPLIDA"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("10", "10"), ("10", "5"), (f"100\u00a0% {CUMPLIDA}", "50\u00a0% META INSUFICIENTE")),
        (("10", "10"), ("20", "20"), tuple(f"100\u00a0% {CUMPLIDA} ({n} de {n})" for n in (10, 20))),
        (
            ("10", "10"),
            ("10", "10", "15"),
            (f"100\u00a0% {CUMPLIDA}", f"100\u00a0% {CUMPLIDA}, con otra meta anual u otras actividades"),
        ),
        (("10", "10"), ("10", "10"), (f"100\u00a0% {CUMPLIDA}", f"100\u00a0% {CUMPLIDA}")),
        (("10", "10"), (Mark.NOT_PROGRAMMED, Mark.BLANK), (f"100\u00a0% {CUMPLIDA}", "No programada")),
        (None, ("10", "10"), ("no estaba", f"100\u00a0% {CUMPLIDA}")),
        (("10", "10"), None, (f"100\u00a0% {CUMPLIDA}", "ya no está")),
    ],
)
def test_a_result_before_and_after(
    before: tuple[object, ...] | None, after: tuple[object, ...] | None, told: tuple[str, str]
) -> None:
    rest = activity("AEI.01.02", "1", "1")
    sides = [[rest, *([activity("AEI.01.01", *one)] if one else [])] for one in (before, after)]
    found = compared(*sides)
    (change,) = [one for one in found.levels if (one.level, one.code) == (Level.ACTION, "AEI.01.01")]
    assert result_texts(change, found) == told
