"""The paragraph under every AEI table: facts into Spanish, by the decision table of the narrative spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.assessment import State
from workbook.domain.efficacy import Method
from workbook.domain.facts import ActionFacts, Side, UnitFacts
from workbook.domain.periods import PeriodKind
from workbook.spanish.calendar import period_phrase
from workbook.spanish.grammar import of_the, sentence_case
from workbook.spanish.numbers import amount, percent
from workbook.spanish.pairs import pair
from workbook.spanish.phrases import (
    Phrases,
    Units,
    count,
    named,
    plural,
    quoted,
    shortened,
    total_clause,
    unit_noun,
    verb,
)

if TYPE_CHECKING:
    from workbook.domain.periods import Period
    from workbook.domain.scale import Scale

Span = tuple[str, bool]
"""A stretch of text, and whether it is bold."""

_SEVERAL = 3
_NO_LABEL = "por lo que no se asigna un indicador de eficacia"
_NOBODY_REPORTED = f"ninguna unidad orgánica remitió información a la fecha de corte, {_NO_LABEL}"
_PROGRAMMED = "unidades orgánicas que programaron metas en esta Acción Estratégica Institucional"


def paragraph(facts: ActionFacts, scale: Scale, period: Period) -> tuple[Span, ...]:
    """Return the paragraph of an AEI as spans; empty where the table row says all there is.

    The same facts give the same sentences, always.
    """
    sentences = _without_label(facts)
    if sentences is not None:
        return ((_prose(sentences, period), False),) if sentences else ()
    writer = _Writer(facts, scale)
    main = writer.case()
    if facts.silent:
        main = [writer.silence(), *main]
    return _closed([*main, *writer.remarks()], writer.total(), facts, period, attached=len(main))


def text_of(spans: tuple[Span, ...]) -> str:
    """Return the spans' text."""
    return "".join(text for text, _ in spans)


def _without_label(facts: ActionFacts) -> list[str] | None:
    """Return the sentences of an AEI without label, or None where it has one."""
    match facts.state:
        case State.NOT_PROGRAMMED:
            return []
        case State.NO_TARGET:
            return [f"{_executed_without_target(facts)}, {_NO_LABEL}"]
        case State.NOT_REPORTED:
            return [_NOBODY_REPORTED, *_extra(facts)]
        case State.UNUSABLE:
            return [
                f"{_not_evaluated(facts)}, por lo que no se asigna un indicador de eficacia",
                *_untargeted(facts),
            ]
    return None


def _closed(
    sentences: list[str], total: str, facts: ActionFacts, period: Period, *, attached: int
) -> tuple[Span, ...]:
    """Put the label at the end: after the total, or after the only clause there is."""
    assert facts.band is not None  # noqa: S101 - states without a label were told before
    ending = [total] if total else []
    joined = bool(total) or (len(sentences) == attached and "por lo que" not in sentences[-1])
    text = _prose([*sentences, *ending], period)
    link = f"{text.removesuffix('.')}, por lo que la acción" if joined else f"{text} La acción"
    provisional = " (provisional)" if facts.provisional else ""
    return (
        (f"{link} obtiene un indicador de eficacia de ", False),
        (facts.band.label, True),
        (f"{provisional}.", False),
    )


def _prose(sentences: list[str], period: Period) -> str:
    first = sentences[0]
    if period.kind is not PeriodKind.YEAR or period.cutoff is not None:
        first = f"{period_phrase(period)}, {first}"
    return " ".join(f"{sentence_case(sentence)}." for sentence in (first, *sentences[1:]))


class _Writer:
    """Writes the sentences of one AEI that has a label."""

    def __init__(self, facts: ActionFacts, scale: Scale) -> None:
        self.facts = facts
        self.scale = scale
        self.say = Phrases(scale, mixed_measures=facts.mixed_measures, in_lowest_band=facts.in_lowest_band)
        self.below = facts.on_side(Side.BELOW)
        self.exact = facts.on_side(Side.EXACT)
        self.above = facts.on_side(Side.ABOVE)

    def case(self) -> list[str]:
        """Return the sentences of the first case that matches."""
        reported = self.facts.reported
        if len(reported) == 1:
            return [self.alone(reported[0])]
        if len(reported) < _SEVERAL:
            return [pair(self.below + self.exact + self.above, self.say)]
        if not (self.below or self.above):
            return [f"{self.everyone()} ejecutaron el 100\u00a0% de lo programado"]
        if self.below and self.above:
            return self.on_both_sides()
        return [self.only_below() if self.below else self.only_above()]

    def silence(self) -> str:
        """Return how many of those that programmed targets reported, and who did not."""
        silent, reported = self.facts.silent, self.facts.reported
        told = "solo una remitió" if len(reported) == 1 else f"{count(len(reported))} remitieron"
        absent = (
            f"{self.say.listed(silent, percentages=False)} no la {plural(silent, 'remitió', 'remitieron')}"
        )
        counted = plural(silent, "se considera sin ejecución", "se consideran sin ejecución")
        number = count(len(silent) + len(reported))
        return f"de las {number} {_PROGRAMMED}, {told} información; {absent} y {counted}"

    def everyone(self) -> str:
        """Return the subject that stands for all units that reported."""
        number = count(len(self.facts.reported))
        if self.facts.silent:
            return f"las {number} que informaron"
        return f"las {number} {_PROGRAMMED}"

    def alone(self, fact: UnitFacts) -> str:
        """Case 3: one unit."""
        if fact.idle:
            return f"{named(fact)} no {verb(fact, 'registró', 'registraron')} ejecución de lo programado"
        advice = ", por lo que conviene revisar su meta" if fact.excessive else ""
        share = f"{self.say.percentage(fact)} de lo programado{self.say.amounts(fact)}"
        did = verb(fact, "ejecutó", "ejecutaron")
        return f"{named(fact)} {did}{self.say.only(fact)} el {share}{advice}"

    def on_both_sides(self) -> list[str]:
        """Case 6: some below, some above."""
        intro = f"de {self.everyone()}, "
        if len(self.exact) > 1:
            exact = f"{count(len(self.exact))} ejecutaron el 100\u00a0%"
            return [f"{intro}{exact}; {self.say.below(self.below)}, y {self.say.above(self.above)}"]
        sentences = [intro + self._who_is_below(), self.say.above(self.above)]
        if self.exact:
            sentences.append(self._met())
        return sentences

    def _met(self) -> str:
        return f"{named(self.exact[0])} {verb(self.exact[0], 'cumplió', 'cumplieron')} el 100\u00a0%"

    def _who_is_below(self) -> str:
        if len(self.below) > 1:
            return self.say.below(self.below, " de lo programado")
        fact = self.below[0]
        if fact.idle:
            return f"solo {self.say.without_execution(self.below)}"
        stayed = verb(fact, "quedó", "quedaron")
        return f"solo {named(fact)} {stayed} por debajo de lo programado ({self.say.percentage(fact)})"

    def only_below(self) -> str:
        """Case 7: some below, the others exact."""
        intro = f"de {self.everyone()}, "
        if not self.exact:
            return intro + self._none_met()
        if len(self.exact) == 1:
            return f"{intro}{self._who_is_below()}; {self._met()}"
        return f"{intro}{self._who_is_below()}; las otras {count(len(self.exact))} ejecutaron el 100\u00a0%"

    def _none_met(self) -> str:
        short: Units = tuple(fact for fact in self.below if not fact.idle)
        idle: Units = tuple(fact for fact in self.below if fact.idle)
        if not short:
            return "ninguna registró ejecución"
        rest = f"; {self.say.without_execution(idle)}" if idle else ""
        return f"ninguna alcanzó lo programado: {self.say.listed(short)}{rest}"

    def only_above(self) -> str:
        """Case 8: some above, the others exact."""
        start = f"{self.everyone()} alcanzaron el 100\u00a0% o más de lo programado"
        if len(self.above) == 1:
            fact = self.above[0]
            advice = ", por lo que conviene revisarla" if fact.excessive else ""
            exceeded = verb(fact, "superó", "superaron")
            return f"{start}; solo {named(fact)} {exceeded} su meta ({self.say.percentage(fact)}){advice}"
        return f"{start}; {self.say.above(self.above)}"

    def remarks(self) -> list[str]:
        """Return what else must be said before the total."""
        several = tuple(
            u for u in self.facts.reported if u.activities > 1 and u.below and u.side is not Side.BELOW
        )
        return [*(_activities_below(fact) for fact in several), *_extra(self.facts)]

    def total(self) -> str:
        """Return the sentence of the total, or "" where the units already said it."""
        facts = self.facts
        assert facts.total is not None  # noqa: S101 - states without a label were told before
        all_exact = not self.below and not self.above and facts.total == 1
        one_ratio = len(facts.reported) == 1 and facts.method is Method.RATIO
        if not facts.silent and (all_exact or one_ratio):
            return ""
        points = percent(facts.total, self.scale)
        clause = total_clause(facts.method, points)
        if facts.method is Method.RATIO:
            return f"en conjunto {clause}{self._without_excess()}"
        return clause

    def _without_excess(self) -> str:
        capped = self.facts.without_excess
        return "" if capped is None else f" ({percent(capped, self.scale)} sin contar los excesos)"


def _extra(facts: ActionFacts) -> list[str]:
    return [*_partial(facts), *_unusable(facts), *_untargeted(facts), *_on_demand(facts)]


def _partial(facts: ActionFacts) -> list[str]:
    if not facts.partial:
        return []
    names = shortened([of_the(unit_noun(fact.unit)) for fact in facts.partial], "de ")
    return [f"la información {names} es parcial"]


def _unusable(facts: ActionFacts) -> list[str]:
    return [f"{_not_evaluated(facts)}"] if facts.unusable else []


def _not_evaluated(facts: ActionFacts) -> str:
    names = shortened([named(fact) for fact in facts.unusable])
    return f"no se pudo evaluar lo registrado por {names} (ver Observaciones)"


def _untargeted(facts: ActionFacts) -> list[str]:
    return [f"{_executed_without_target(facts)}, que no entra en el total"] if facts.untargeted else []


def _executed_without_target(facts: ActionFacts) -> str:
    who = shortened([f"{named(fact)} ({amount(fact.untargeted)})" for fact in facts.untargeted])
    return f"{who} {plural(facts.untargeted, 'registró', 'registraron')} ejecución sin meta programada"


def _activities_below(fact: UnitFacts) -> str:
    verb = "quedó" if fact.below == 1 else "quedaron"
    return (
        f"de las {count(fact.activities)} actividades {of_the(unit_noun(fact.unit))}, "
        f"{count(fact.below)} {verb} por debajo de lo programado"
    )


def _on_demand(facts: ActionFacts) -> list[str]:
    return [_demand(fact) for fact in facts.units if fact.on_demand and fact.side is not Side.EXACT]


def _demand(fact: UnitFacts) -> str:
    start = f"la meta {of_the(unit_noun(fact.unit))} depende de la demanda"
    if not fact.informs:
        return start
    return f"{start}; la unidad informa: {quoted(fact.informs)}"
