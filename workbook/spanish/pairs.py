"""The sentence about two units (case 4 of the decision table)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.facts import Side, UnitFacts
from workbook.spanish.grammar import Gender
from workbook.spanish.phrases import Phrases, named, unit_noun, verb

if TYPE_CHECKING:
    from workbook.spanish.phrases import Units

_OF_TARGET = " de lo programado"


def pair(units: Units, say: Phrases) -> str:
    """Return the sentence about two units that reported, given below first, then exact, then above."""
    first, second = units
    if first.side is not second.side:
        return (
            f"{_clause(first, say, _OF_TARGET)}, mientras que {_clause(second, say)}{_advice(first, second)}"
        )
    if first.side is Side.EXACT:
        return f"{named(first)} y {named(second)} ejecutaron el 100\u00a0% de lo programado"
    if first.idle and second.idle:
        return f"ni {named(first)} ni {named(second)} registraron ejecución"
    if first.idle or second.idle:
        busy, idle = (second, first) if first.idle else (first, second)
        return f"{_clause(busy, say, _OF_TARGET)}, y {_clause(idle, say)}"
    rest = f"{named(second)}, el {say.percentage(second)}{say.amounts(second)}"
    return f"{_clause(first, say, _OF_TARGET)} y {rest}{_advice(first, second)}"


def _clause(fact: UnitFacts, say: Phrases, complement: str = "") -> str:
    if fact.idle:
        return f"{named(fact)} no {verb(fact, 'registró', 'registraron')} ejecución"
    if fact.side is Side.EXACT:
        return f"{named(fact)} {verb(fact, 'cumplió', 'cumplieron')} el 100\u00a0%{complement}"
    above = fact.side is Side.ABOVE
    did = (
        verb(fact, "alcanzó", "alcanzaron") if above else verb(fact, "ejecutó", "ejecutaron") + say.only(fact)
    )
    return f"{named(fact)} {did} el {say.percentage(fact)}{complement}{say.amounts(fact)}"


def _advice(first: UnitFacts, second: UnitFacts) -> str:
    if first.excessive and second.excessive:
        return ", por lo que conviene revisar ambas metas"
    if second.excessive:
        feminine = unit_noun(second.unit).gender is Gender.FEMININE
        return f", por lo que conviene revisar la meta de {'esta última' if feminine else 'este último'}"
    if first.excessive:
        feminine = unit_noun(first.unit).gender is Gender.FEMININE
        return f", por lo que conviene revisar la meta {'de la primera' if feminine else 'del primero'}"
    return ""
