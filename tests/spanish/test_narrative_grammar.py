"""Rules of grammar and typography, held by rule over many paragraphs."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.support.claims import read_claims
from tests.support.plans import paragraph_of
from tests.support.situations import ALL, METHODS, PEOPLE, seeded, truth_of
from tests.support.truth import Row, Truth, Unit
from workbook.domain.periods import YEAR, PeriodKind, named

VERBS = (
    "(?:quedó|ejecutó|alcanzó|cumplió|superó|registró|(?:qued|ejecut|alcanz|super|registr)aron|cumplieron)"
)
NAMED = "|".join(re.escape(name) for name, _ in PEOPLE)
RULES = {
    "two spaces": r"\s\s",
    "de el, a el": r"\b(?:de|a) el\b",
    "doubled marks": r"[,.;:]\s*[,.;]",
    "space before a mark": r"\s[,.;:)]",
    "space after a bracket": r"\(\s",
    "mark without space": r"[,;:](?![\s\d])",
    "percentage without no-break space": r"\d%|\d %|%\d",
    "comma between subject and verb": rf"(?:{NAMED}|\)), (?:no )?{VERBS}\b",
    "doubled word": r"(?i)\b(\w+) \1\b",
    "y before i": r"(?i)\by h?i(?![aeo])",
    "e before another sound": r"(?i)(?<!\w)e (?!h?i(?![aeo]))",
    "accent on esta": r"\b[ée]sta acción|\bésta",
    "the 2020 report's word": r"contribuyeron",
    "not a number": r"\bnan\b|\bNone\b|\binf\b|Fraction|Decimal",
    "article and noun": r"\b(?:el la|la el|los las|el las)\b",
}


def faults(text: str) -> list[str]:
    """Return the rules that a paragraph breaks."""
    found = [name for name, rule in RULES.items() if re.search(rule, text)]
    if text and not (text[0].isupper() and text.endswith(".")):
        found.append("begins small or has no full stop")
    if re.search(r"(?<=[.]) [a-záéíóú]", text):
        found.append("small letter after a full stop")
    return found


@cache
def paragraphs(seed: str, count: int, size: int) -> list[str]:
    """Return many paragraphs of all kinds."""
    choose = seeded(seed)
    periods = (YEAR, YEAR, named(PeriodKind.FIRST_SEMESTER), YEAR.until(4))
    truths = (
        truth_of(tuple(choose.choices(tuple(ALL), k=choose.randint(1, size))), choose.choice(METHODS))
        for _ in range(count)
    )
    return [paragraph_of(truth, choose.choice(periods)) for truth in truths]


@pytest.mark.parametrize(
    "rule", [*RULES, "begins small or has no full stop", "small letter after a full stop"]
)
def test_rules_of_grammar(rule: str) -> None:
    broken = sorted({text for text in paragraphs("rules", 2500, 9) if rule in faults(text)}, key=len)
    assert not broken, f"{len(broken)}\n" + "\n".join(broken[:5])


def test_the_rules_find_what_they_are_for() -> None:
    wrong = {
        "two spaces": "La  unidad.",
        "de el, a el": "La información de el Área.",
        "doubled marks": "Así,.",
        "percentage without no-break space": "El 60 %.",
        "comma between subject and verb": "El Comité de Gestión, ejecutó todo.",
        "y before i": "Rentas y Imagen.",
        "e before another sound": "Rentas e Hielo.",
        "doubled word": "La la unidad.",
        "article and noun": "El la unidad: el la.",
        "begins small or has no full stop": "así",
    }
    assert {rule: rule in faults(text) for rule, text in wrong.items()} == dict.fromkeys(wrong, True)


def test_numbers_of_units_have_their_word_up_to_ten() -> None:
    for size in (3, 10, 11, 21):
        units = [Unit(f"Oficina {n} de Zona", "la", (Row(5, 5),)) for n in range(size)]
        text = paragraph_of(Truth(tuple(units)))
        word = {3: "tres", 10: "diez"}.get(size, str(size))
        assert text.startswith(f"Las {word} unidades orgánicas")


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("Gerencia de Rentas", "la"), ("Subgerencia de Obras", "la"), ("Oficina General", "la"),
        ("Dirección de Salud", "la"),
        ("Procuraduría Pública", "la"), ("Secretaría General", "la"), ("Jefatura de Caja", "la"),
        ("División Médica", "la"),
        ("Defensoría del Vecino", "la"), ("Intendencia Norte", "la"), ("Coordinación Legal", "la"),
        ("Alcaldía", "la"),
        ("Comisión de Obras", "la"), ("Presidencia", "la"), ("Área de Salud", "el"),
        ("Departamento de Caja", "el"),
        ("Órgano de Control", "el"), ("Equipo Técnico", "el"), ("Centro de Cómputo", "el"),
        ("Comité Electoral", "el"),
        ("Concejo Municipal", "el"), ("Consejo Directivo", "el"), ("Despacho", "el"),
        ("Programa Social", "el"),
        ("Instituto Vial", "el"), ("Servicio de Limpieza", "el"), ("Comités de Apoyo", "los"),
        ("Gerencias Zonales", "las"),
    ],
)  # fmt: skip
def test_article_and_verb_follow_the_head_noun(name: str, article: str) -> None:
    for rows in (
        (Row(10, 4),),
        (Row(10, 0),),
        (Row(10, 10),),
        (Row(10, 30),),
        (Row(0, 3),),
        (Row(9, 9), Row(1, None)),
    ):
        unit = Unit(name, article, rows)
        for others in ((), (Unit("Oficina Zonal", "la", (Row(8, 6),)),)):
            text = paragraph_of(Truth((unit, *others)))
            claims = read_claims(text, [name, "Oficina Zonal"])
            assert not claims.disagreements, text
            assert {found for found, who in claims.articles if who == name} <= {article}, text


def test_plural_areas_are_feminine() -> None:
    text = paragraph_of(Truth((Unit("Áreas de Apoyo", "las", (Row(10, 4),)),)))
    assert text.startswith("Las Áreas de Apoyo ejecutaron")
