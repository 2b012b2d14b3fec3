"""«Frente al periodo anterior» in section II: a sentence for each OEI and AEI, and what is not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.outline import Paragraph, Role, Text
from workbook.domain.earlier import Alone, Versus
from workbook.domain.levels import Level
from workbook.spanish.previous import alone_note, comparison_sentence, obstacle_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.earlier import AgainstPrevious
    from workbook.domain.results import Evaluation, ObjectiveResult


def obstacle(earlier: AgainstPrevious) -> Iterator[Paragraph]:
    """Yield the note that tells why the whole section is not compared, or only in part."""
    text = obstacle_note(earlier)
    if text:
        yield Paragraph("seccion_II:anterior", (Text(text),), Role.NOTE)


def versus_previous(
    objective: ObjectiveResult, earlier: AgainstPrevious, evaluation: Evaluation
) -> Iterator[Paragraph]:
    """Yield a paragraph for an OEI and each of its AEI, then the note of those that cannot be compared."""
    if earlier.closing is None:
        return
    period, alone = earlier.closing.period, []
    places = [(Level.OBJECTIVE, objective.objective.code)]
    places += [(Level.ACTION, one.action.code) for one in objective.actions]
    for level, code in places:
        found = earlier.of(level, code)
        if isinstance(found, Versus):
            sentence = comparison_sentence(found, period, evaluation.framework.scale)
            content = (Text(f"{code}. ", bold=True), Text(sentence))
            yield Paragraph(f"{level.value}:{code}:anterior", content)
        elif isinstance(found, Alone):
            alone.append(found)
    note = alone_note(alone, period)
    if note:
        yield Paragraph(f"oei:{objective.objective.code}:anterior:nota", (Text(note),), Role.NOTE)
