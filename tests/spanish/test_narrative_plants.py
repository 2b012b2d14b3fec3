"""The witness itself is tested: an error planted in a true paragraph must be caught, of every kind."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.support.claims import UnreadSentence, read_claims
from tests.support.plans import paragraph_of
from tests.support.situations import METHODS, PEOPLE, seeded, wrong_text
from tests.support.truth import PUBLISHED, SI, Row, Truth, Unit
from tests.support.words import NUMBERS

NAMES = [name for name, _ in PEOPLE]
PERCENT = re.compile(r"\d[\d,]*(?:\.\d+)?\u00a0%")
LABELS = [label for _, _, label in PUBLISHED.bands]
Plant = Callable[[str, random.Random], str]


def truth_with_differing_amounts(choose: random.Random) -> Truth:
    """Return units all of whose figures differ: no exchange of two of them can leave a sentence true."""
    units = []
    for name, article in choose.sample(PEOPLE, choose.choice([1, 2, 3, 4, 4, 5, 7, 8])):
        programmed = choose.randint(11, 400) * 10
        share = choose.choice(
            [0, 100, 100, choose.randint(5, 99), choose.randint(30, 99), choose.randint(101, 300)]
        )
        rows = [Row(programmed, programmed * share // 100)]
        if choose.random() < 0.15:
            rows = [Row(programmed, SI)]
        elif choose.random() < 0.1:
            rows = [Row(0, programmed + 1)]
        elif choose.random() < 0.1:
            rows.append(Row(choose.randint(11, 99), choose.choice([None, 5])))
        units.append(Unit(name, article, tuple(rows)))
    return Truth(tuple(units), choose.choice(METHODS))


def swap_percentages(text: str, choose: random.Random) -> str:
    found = list(PERCENT.finditer(text))
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[0] != b[0]]
    if not pairs:
        return text
    a, b = choose.choice(pairs)
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def change_percentage(text: str, choose: random.Random) -> str:
    found = list(PERCENT.finditer(text))
    if not found:
        return text
    one = choose.choice(found)
    points = one[0][:-2].replace(",", "")
    other = float(points) + choose.choice([-1, 1, 7]) if float(points) else 1
    return text[: one.start()] + f"{other:g}\u00a0%" + text[one.end() :]


def swap_units(text: str, choose: random.Random) -> str:
    said = [name for name in NAMES if name in text]
    told = [name for name in said if re.search(re.escape(name) + r" (?:\(\d|\w+ó el)", text)]
    if len(said) < 2 or not told:
        return text  # two of those who did nothing may change places
    a = choose.choice(told)
    b = choose.choice([name for name in said if name != a])
    return text.replace(a, "\0").replace(b, a).replace("\0", b)


def other_unit(text: str, choose: random.Random) -> str:
    said = [name for name in NAMES if name in text]
    unsaid = [name for name in NAMES if name not in text]
    return text.replace(choose.choice(said), choose.choice(unsaid), 1) if said and unsaid else text


OPPOSITE = {
    "quedó por debajo de lo programado": "superó su meta",
    "quedaron por debajo de lo programado": "superaron su meta",
    "superó su meta": "quedó por debajo de lo programado",
    "superaron su meta": "quedaron por debajo de lo programado",
    "no registró ejecución": "cumplió el 100\u00a0%",
    "no registraron ejecución": "ejecutaron el 100\u00a0%",
    "ninguna alcanzó lo programado": "ninguna registró ejecución",
    "ninguna registró ejecución": "ninguna alcanzó lo programado",
    "alcanzaron el 100\u00a0% o más": "ejecutaron el 100\u00a0%",
    "ejecutaron el 100\u00a0%": "alcanzaron el 100\u00a0% o más",
    "cumplió el": "alcanzó el",
    "alcanzó el": "cumplió el",
}


def change_side(text: str, choose: random.Random) -> str:
    found = [words for words in OPPOSITE if words in text]
    if not found:
        return text
    words = choose.choice(found)
    return text.replace(words, OPPOSITE[words], 1)


def change_count(text: str, choose: random.Random) -> str:
    words = "|".join(word for word, number in NUMBERS.items() if number > 1)
    found = list(re.finditer(rf"\b(?:{words})\b", text))
    if not found:
        return text
    one = choose.choice(found)
    other = choose.choice([word for word, number in NUMBERS.items() if number > 1 and word != one[0]])
    return text[: one.start()] + other + text[one.end() :]


def change_label(text: str, choose: random.Random) -> str:
    said = next((label for label in LABELS if f"eficacia de {label}" in text), None)
    return (
        text
        if said is None
        else text.replace(said, choose.choice([label for label in LABELS if label != said]))
    )


def change_provisional(text: str, _choose: random.Random) -> str:
    if "indicador de eficacia de" not in text:
        return text
    return text.replace(" (provisional)", "") if "(provisional)" in text else f"{text[:-1]} (provisional)."


def change_amount(text: str, choose: random.Random) -> str:
    found = list(re.finditer(r"(?<=\()[\d,.]+(?= de )|(?<= de )[\d,.]+(?=\))|(?<=\()\d+(?=\))", text))
    if not found:
        return text
    one = choose.choice(found)
    return text[: one.start()] + "9,876" + text[one.end() :]


def leave_out_a_sentence(text: str, choose: random.Random) -> str:
    parts = re.split(r"(?<=\.) (?=[A-Z])", text)
    if len(parts) < 2:
        return text
    parts.pop(choose.randrange(len(parts)))
    return " ".join(parts)


def leave_out_a_modifier(text: str, choose: random.Random) -> str:
    modifiers = (
        ", por lo que conviene revisar su meta", "; en este último caso conviene revisar lo programado",
        ", que no entra en el total", ", mientras que", " (ver Observaciones)",
        ", por lo que conviene revisar ambas metas",
    )  # fmt: skip
    found = [words for words in modifiers if words in text]
    return text.replace(choose.choice(found), "", 1) if found else text


def add_a_modifier(text: str, choose: random.Random) -> str:
    at = [
        match.end()
        for match in re.finditer(r"(?:alcanzó|ejecutó|cumplió) el \S+\u00a0%|superaron su meta", text)
    ]
    if not at:
        return text
    end = choose.choice(at)
    return text[:end] + ", por lo que conviene revisar su meta" + text[end:]


def exchange_method(text: str, _choose: random.Random) -> str:
    if "Con tope de" in text:
        return text.replace(
            "Con tope de 100\u00a0% por actividad, se ejecutó", "En conjunto se ejecutó"
        ).replace("Con tope de 100\u00a0% por actividad, el promedio", "El promedio")
    return text.replace("En conjunto se ejecutó", "Con tope de 100\u00a0% por actividad, se ejecutó")


def say_more(text: str, choose: random.Random) -> str:
    extra = choose.choice(["Todas las unidades cumplieron.", "Hubo demoras.", "La meta se reprogramará."])
    return f"{extra} {text}"


PLANTS = (
    swap_percentages, change_percentage, swap_units, other_unit, change_side, change_count, change_label,
    change_provisional, change_amount, leave_out_a_sentence, leave_out_a_modifier, add_a_modifier,
    exchange_method, say_more,
)  # fmt: skip


def caught(text: str, truth: Truth) -> bool:
    """Tell whether the witness objects to a paragraph."""
    try:
        return bool(wrong_text(text, truth))
    except UnreadSentence:
        return True


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_every_planted_error_is_caught(plant: Plant, record_property: Callable[[str, object], None]) -> None:
    choose = seeded(plant.__name__)
    tally: Counter[str] = Counter()
    missed = []
    while tally["planted"] < 60 and tally["tried"] < 4000:
        tally["tried"] += 1
        truth = truth_with_differing_amounts(choose)
        text = paragraph_of(truth)
        if not text or caught(text, truth):  # the program's own faults are held by the tests of claims
            tally["not sound"] += bool(text)
            continue
        changed = plant(text, choose)
        if changed == text:
            continue
        tally["planted"] += 1
        if not caught(changed, truth):
            missed.append(f"{text}\n  → {changed}")
    record_property("plants", dict(tally))
    assert not missed, "\n\n".join(missed)
    assert tally["planted"] >= 20, tally
    assert tally["not sound"] <= tally["tried"] // 20


@pytest.mark.parametrize(
    "text",
    [
        "La Gerencia de Operaciones ejecutó el 100\u00a0% de lo programado y bailó.",
        "La Gerencia de Operaciones ejecutó casi el 100\u00a0% de lo programado.",
        "La Gerencia de Operaciones ejecutó el 100\u00a0% de lo programado",
        "De las tres unidades orgánicas que programaron metas, dos ejecutaron el 90\u00a0%.",
        "Conviene revisar su meta.",
        "La Gerencia de Operaciones fue eficaz.",
        "¡La acción obtiene un indicador de eficacia de META CUMPLIDA.",
        "La acción obtiene un indicador de eficacia de META CUMPLIDA. Y algo más.",
    ],
)
def test_words_that_are_not_understood_are_an_error(text: str) -> None:
    with pytest.raises(UnreadSentence):
        read_claims(text, NAMES)
