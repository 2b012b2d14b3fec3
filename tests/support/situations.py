"""The situations in which a unit can stand, as rows a planner might have filled in."""

from __future__ import annotations

import random

from tests.support.claims import read_claims
from tests.support.plans import paragraph_of
from tests.support.truth import PUBLISHED, SI, Limits, Row, Truth, Unit
from tests.support.witness import discrepancies
from workbook.domain.periods import YEAR, Period

PEOPLE = (
    ("Gerencia de Operaciones", "la"),
    ("Departamento de Reclamos", "el"),
    ("Unidad de Informática e Imagen", "la"),
    ("Órgano de Control Institucional", "el"),
    ("Área de Rentas", "el"),
    ("Imagen Institucional", "la"),
    ("Subgerencia de Registro Civil", "la"),
    ("Comité de Gestión", "el"),
    ("Oficina de Logística", "la"),
)

BASE = {
    "below": (Row(100, 62),),
    "idle": (Row(50, 0),),
    "exact": (Row(7, 7),),
    "above": (Row(100, 117),),
    "far above": (Row(100, 260),),
    "S.I.": (Row(40, SI),),
    "partial": (Row(100, 40), Row(30, None)),
    "unusable": (Row("abc", 3),),
    "without target": (Row(0, 7),),
    "not programmed": (Row(0, 0),),
    "exact, one activity below": (Row(10, 8), Row(10, 12)),
    "above, one activity below": (Row(100, 110), Row(20, 19)),
}
MORE = {
    "far below": (Row(340336, 59091),),
    "just below": (Row(1000, 996),),
    "just above": (Row(10000, 10003),),
    "at the threshold": (Row(20, 30),),
    "blank": (Row(40, None),),
    "marked not programmed": (Row("NP", None),),
    "one of two unusable": (Row(10, 10), Row("1.234", 3)),
    "below, two measures": (Row(10, 5, "Taller"), Row(3, 1, "Informe")),
    "far above, two measures": (Row(10, 25, "Taller"), Row(3, 3, "Informe")),
    "below, and more without target": (Row(10, 5), Row(0, 4)),
    "idle twice": (Row(4, 0), Row(0.5, 0)),
    "executed not programmed": (Row(5, "NP"),),
    "decimals": (Row(3, 0.5),),
}
ALL = BASE | MORE
METHODS = ("razon", "razon_topada", "promedio", "promedio_topado")


def seeded(name: str) -> random.Random:
    """Return choices that are the same at every run."""
    return random.Random(name)  # noqa: S311 - nothing secret


def truth_of(names: tuple[str, ...], method: str = "razon", limits: Limits = PUBLISHED) -> Truth:
    """Return the truth of an AEI whose units stand as named."""
    units = (
        Unit(name, article, ALL[situation]) for (name, article), situation in zip(PEOPLE, names, strict=False)
    )
    return Truth(tuple(units), method, limits)


def wrong(truth: Truth, period: Period = YEAR) -> list[str]:
    """Return all that is wrong with the paragraph that the program writes; nothing where it is right."""
    return wrong_text(paragraph_of(truth, period), truth)


def wrong_text(text: str, truth: Truth) -> list[str]:
    """Return all that is wrong with a paragraph about an AEI (raises UnreadSentence)."""
    if truth.state == "no_programada":
        return [text] if text else []
    return discrepancies(read_claims(text, [unit.name for unit in truth.units]), truth)
