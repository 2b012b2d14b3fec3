"""Phrases about units: who, how much, on which side; the bricks of the paragraph under an AEI's table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.efficacy import Method
from workbook.domain.facts import Side, UnitFacts, most_telling
from workbook.spanish.grammar import Gender, Noun, join, noun, number_word, the
from workbook.spanish.numbers import amount, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.model import OrgUnit
    from workbook.domain.scale import Scale

PAIR: Final = 2
LONGEST_LIST: Final = 5
_TOLD_OF_A_LONG_LIST: Final = 3

Units = tuple[UnitFacts, ...]


def unit_noun(unit: OrgUnit) -> Noun:
    """Return a unit as a noun with its article and gender."""
    return noun(unit.shown, unit.article)


def named(fact: UnitFacts) -> str:
    """Return "la Oficina de Informática"."""
    return the(unit_noun(fact.unit))


class Phrases:
    """Phrases for one AEI: percentages by the scale, long lists cut by what matters."""

    def __init__(self, scale: Scale, *, mixed_measures: bool, in_lowest_band: bool) -> None:
        self._scale = scale
        self._mixed = mixed_measures
        self._in_lowest_band = in_lowest_band

    def percentage(self, fact: UnitFacts) -> str:
        """Return a unit's percentage as printed."""
        assert fact.efficacy is not None  # noqa: S101 - only units that reported have a side to tell
        return percent(fact.efficacy, self._scale)

    def with_percentage(self, fact: UnitFacts) -> str:
        """Return "la Oficina de Informática (200 %)"."""
        return f"{named(fact)} ({self.percentage(fact)})"

    def amounts(self, fact: UnitFacts) -> str:
        """Return " (487 de 813)" where the unit is off its target enough and shares one measure, else ""."""
        if fact.amounts is None or not (fact.side is Side.BELOW or fact.excessive):
            return ""
        executed, programmed = fact.amounts
        return f" ({amount(executed)} de {amount(programmed)})"

    def only(self, fact: UnitFacts) -> str:
        """Return " solamente" for a unit below target where the AEI's label, and its own, is the lowest."""
        lowest = self._in_lowest_band and fact.band is self._scale.lowest
        return " solamente" if lowest and fact.side is Side.BELOW else ""

    def listed(self, units: Units, *, percentages: bool = True) -> str:
        """Return names joined; of more than five, the three that matter most and how many others."""
        say = self.with_percentage if percentages else named
        if len(units) <= LONGEST_LIST:
            return join([say(fact) for fact in units])
        told, others = most_telling(units, _TOLD_OF_A_LONG_LIST, mixed_measures=self._mixed)
        return join([*(say(fact) for fact in told), f"otras {count(others)} unidades"])

    def last_listed(self, units: Units) -> UnitFacts | None:
        """Return the unit that a list names last; None where the list ends in others."""
        return units[-1] if len(units) <= LONGEST_LIST else None

    def below(self, units: Units, complement: str = "") -> str:
        """Return who stayed below, those without any execution apart; `complement` follows "por debajo"."""
        short = tuple(fact for fact in units if not fact.idle)
        idle = tuple(fact for fact in units if fact.idle)
        clauses = []
        if short:
            clauses.append(
                f"{self.listed(short)} {plural(short, 'quedó', 'quedaron')} por debajo{complement}"
            )
        if idle:
            clauses.append(self.without_execution(idle))
        return join(clauses) if len(clauses) == 1 else f"{clauses[0]}, y {clauses[1]}"

    def without_execution(self, idle: Units) -> str:
        """Return "la Unidad de Logística no registró ejecución"."""
        return (
            f"{self.listed(idle, percentages=False)} no {plural(idle, 'registró', 'registraron')} ejecución"
        )

    def above(self, units: Units) -> str:
        """Return who went over the target, and whose target deserves review."""
        if len(units) == 1:
            advice = ", por lo que conviene revisar su meta" if units[0].excessive else ""
            reached = verb(units[0], "alcanzó", "alcanzaron")
            return f"{named(units[0])} {reached} el {self.percentage(units[0])}{advice}"
        return f"{self.listed(units)} superaron su meta{self.advice(units)}"

    def advice(self, units: Units) -> str:
        """Return the clause that advises to review targets among several units above theirs."""
        excessive = tuple(fact for fact in units if fact.excessive)
        if not excessive:
            return ""
        if len(excessive) == len(units):
            cases = "en ambos casos" if len(units) == PAIR else "en todos estos casos"
            return f"; {cases} conviene revisar lo programado"
        if excessive == (self.last_listed(units),):
            return "; en este último caso conviene revisar lo programado"
        return f"; conviene revisar lo programado por {self.listed(excessive, percentages=False)}"


def shortened(names: Sequence[str], before_others: str = "") -> str:
    """Return names joined; of more than five, the first three and how many other units."""
    if len(names) <= LONGEST_LIST:
        return join(names)
    others = f"{before_others}otras {count(len(names) - _TOLD_OF_A_LONG_LIST)} unidades"
    return join([*names[:_TOLD_OF_A_LONG_LIST], others])


def quoted(texts: Iterable[str]) -> str:
    r"""Return what units wrote, each text in quotation marks, on one line.

    >>> quoted(["Faltó\n personal.", "Hubo «menos» pedidos"])
    '«Faltó personal» y «Hubo “menos” pedidos»'
    """
    inner = str.maketrans("«»", "“”")
    return join([f"«{' '.join(text.split()).removesuffix('.').translate(inner)}»" for text in texts])


def total_clause(method: Method, points: str) -> str:
    """Return what is said of the efficacy of an AEI or OEI by a method; `points` is its percentage."""
    capped = "con tope de 100\u00a0% por actividad, "
    if method.is_mean:
        mean = f"el promedio de eficacia de las actividades es de {points}"
        return capped + mean if method is Method.CAPPED_MEAN else mean
    executed = f"se ejecutó el {points} de lo programado"
    return capped + executed if method is Method.CAPPED_RATIO else executed


def plural(units: Sequence[UnitFacts], one: str, many: str) -> str:
    """Return the form of a verb that agrees with the units named; a name may be plural by itself."""
    return one if len(units) == 1 and not unit_noun(units[0].unit).plural else many


def verb(fact: UnitFacts, one: str, many: str) -> str:
    """Return the form of a verb that agrees with one unit's name."""
    return plural((fact,), one, many)


def count(number: int) -> str:
    """Return how many units ("dos", "once" is 11), feminine as «unidades» is."""
    return number_word(number, Gender.FEMININE)
