"""Conclusions that follow from the figures, and recommendations left to a person."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.outline import Block, Heading, Paragraph, Role, Text
from workbook.domain.assessment import State
from workbook.domain.facts import is_excessive
from workbook.domain.scale import Band
from workbook.domain.standing import by_label
from workbook.spanish.comments import weightiest
from workbook.spanish.grammar import Gender, join, number_word, of_the, sentence_case, the, to_the
from workbook.spanish.numbers import percent
from workbook.spanish.phrases import unit_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import Evaluation

_LINES_TO_FILL: Final = 3
_TOLD: Final = 5


def conclusions(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of the part."""
    yield Heading("conclusiones:titulo", 1, title)
    for number, sentence in enumerate(_sentences(evaluation), 1):
        yield Paragraph(f"conclusiones:{number}", (Text(f"{sentence_case(sentence)}."),), Role.BULLET)
    yield Heading("conclusiones:recomendaciones", 2, "Recomendaciones")
    for number in range(1, _LINES_TO_FILL + 1):
        yield Paragraph(f"conclusiones:recomendacion:{number}", (), Role.FILL)


def _sentences(evaluation: Evaluation) -> Iterator[str]:
    yield _bands(evaluation)
    yield from _heaviest(evaluation)
    yield from _to_review(evaluation)
    yield from _without_information(evaluation)


def _bands(evaluation: Evaluation) -> str:
    groups = [
        (group.label, len(found))
        for group, found in by_label(evaluation)
        if found and isinstance(group, Band)
    ]
    labelled = sum(number for _, number in groups)
    if not labelled:
        return "ninguna AEI obtuvo un indicador de eficacia en el periodo"
    each = [
        f"{number_word(number, Gender.FEMININE, before_noun=False)} como {name}" for name, number in groups
    ]
    told = "; y ".join(filter(None, ("; ".join(each[:-1]), each[-1])))
    if labelled == 1:
        return f"una AEI obtuvo indicador de eficacia: {groups[0][0]}"
    number = number_word(labelled, Gender.FEMININE)
    return f"de las {number} AEI con indicador de eficacia, se calificaron: {told}"


def _heaviest(evaluation: Evaluation) -> Iterator[str]:
    """Tell which OEI is furthest below its target, and which units weigh most in that."""
    named = [result for result in evaluation.objectives if result.objective.code]
    below = [r for r in named if r.outcome.efficacy is not None and r.outcome.efficacy < 1]
    if not below:
        return
    worst = min(below, key=lambda result: result.outcome.efficacy or 0)
    assert worst.outcome.efficacy is not None  # noqa: S101 - chosen among those that have one
    points = percent(worst.outcome.efficacy, evaluation.framework.scale)
    units = weightiest([part for action in worst.actions for part in action.units])
    names = join([to_the(unit_noun(unit)) for unit in units[:_TOLD]])
    weight = f"; la mayor parte de lo que falta corresponde {names}" if names else ""
    furthest = f"el objetivo más alejado de su meta es el {worst.objective.code}"
    yield f"{furthest}, con {points} de eficacia{weight}"


def _to_review(evaluation: Evaluation) -> Iterator[str]:
    threshold = Fraction(evaluation.framework.settings.over_threshold)
    excessive = [
        (part.unit, result.action.code)
        for result in evaluation.actions()
        for part in result.units
        if is_excessive(part.outcome.efficacy, threshold)
    ]
    if excessive:
        told = [f"{the(unit_noun(unit))} en la {code}" for unit, code in excessive[:_TOLD]]
        told += [f"{len(excessive) - _TOLD} casos más"] if len(excessive) > _TOLD else []
        yield f"conviene revisar las metas que se superaron con amplitud: {join(told)}"


def _without_information(evaluation: Evaluation) -> Iterator[str]:
    silent = [r.unit for r in evaluation.units if r.outcome.state in (State.NOT_REPORTED, State.PARTIAL)]
    if silent:
        names = join([of_the(unit_noun(unit)) for unit in silent])
        consequence = "los indicadores que dependen de ella son provisionales"
        yield f"está incompleta la información {names}; {consequence}"
