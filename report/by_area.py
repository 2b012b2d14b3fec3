"""Section I: for every OEI and AEI the table of its units, notes, and the paragraph with the label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import Align, Block, Cell, Column, Heading, Paragraph, Role, Row, RowKind, Table, Text
from report.tables import NO_OBJECTIVE, figures, row, sources_of, text
from workbook.domain.assessment import State
from workbook.domain.efficacy import Method
from workbook.domain.facts import action_facts
from workbook.spanish.labels import METHOD_NAMES, STATE_NAMES
from workbook.spanish.narrative import paragraph
from workbook.spanish.numbers import amount
from workbook.spanish.outcomes import instead_of_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import ActionResult, Evaluation, UnitInAction

_WIDTHS: Final = (1.1, 7.6, 2.7, 2.7, 1.9)


def by_area(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of section I."""
    yield Heading("seccion_I:titulo", 1, title)
    for objective in evaluation.objectives:
        code = objective.objective.code
        yield Heading(f"oei:{code}:titulo", 2, f"{code} {objective.objective.name}".strip() or NO_OBJECTIVE)
        for action in objective.actions:
            yield from _action(action, evaluation)


def _action(result: ActionResult, evaluation: Evaluation) -> Iterator[Block]:
    code = result.action.code
    yield Heading(f"aei:{code}:titulo", 3, f"{code} {result.action.name}".strip())
    if not result.units:
        yield Paragraph(
            f"aei:{code}:sin_unidades", (Text("Ninguna unidad orgánica registró actividades."),), Role.NOTE
        )
        return
    yield _table(result, evaluation)
    for number, note in enumerate(_notes(result, evaluation), 1):
        yield Paragraph(f"aei:{code}:nota:{number}", (Text(note),), Role.NOTE)
    settings = evaluation.framework.settings
    facts = action_facts(result, evaluation.method, evaluation.framework.scale, settings.over_threshold)
    spans = paragraph(facts, evaluation.framework.scale, evaluation.period)
    if spans:
        content = tuple(Text(words, bold=bold) for words, bold in spans if words)
        yield Paragraph(f"aei:{code}:parrafo", content, sources=_all_sources(result, evaluation))


def _all_sources(result: ActionResult, evaluation: Evaluation) -> tuple[str, ...]:
    programmed, executed = sources_of(result.units, evaluation.period)
    return programmed + executed


def _table(result: ActionResult, evaluation: Evaluation) -> Table:
    code = result.action.code
    noun = evaluation.framework.settings.unit_noun
    titles = ("N°", noun, "Programadas", "Ejecutadas", "%")
    aligns = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
    rows = [_unit_row(number, part, evaluation) for number, part in enumerate(result.units, 1)]
    if not instead_of_figures(result.outcome):
        rows.append(_total(result, evaluation))
    return Table(
        key=f"aei:{code}:tabla",
        columns=tuple(Column(*column) for column in zip(titles, _WIDTHS, aligns, strict=True)),
        rows=tuple(rows),
        caption=f"{code}. Metas programadas y ejecutadas por {noun.lower()}",
        description=f"Metas programadas, ejecutadas y eficacia de cada unidad en la {code}, con el total.",
        sources=_all_sources(result, evaluation),
    )


def _unit_row(number: int, part: UnitInAction, evaluation: Evaluation) -> Row:
    sources = sources_of((part,), evaluation.period)
    if part.outcome.state is State.NO_TARGET:
        cells: tuple[Cell, ...] = (
            text(STATE_NAMES[State.NO_TARGET], sources=sources[0]),
            text(amount(part.untargeted), sources=sources[1]),
            text("–"),
        )
    else:
        cells = figures(part.outcome, evaluation, sources)
    return row(part.unit.key, str(number), part.unit.shown, *cells)


def _total(result: ActionResult, evaluation: Evaluation) -> Row:
    heading = Cell((Text("TOTAL"),), span=2, align=Align.LEFT)
    cells = figures(result.outcome, evaluation, sources_of(result.units, evaluation.period))
    return row("TOTAL", heading, *cells, kind=RowKind.TOTAL)


def _notes(result: ActionResult, evaluation: Evaluation) -> Iterator[str]:
    outcome = result.outcome
    if outcome.efficacy is not None and evaluation.method is not Method.RATIO:
        yield (
            f"El porcentaje del TOTAL es: {METHOD_NAMES[evaluation.method].lower()}; "
            "no es el cociente de las cantidades de la fila."
        )
    untargeted = [part for part in result.units if part.untargeted]
    if untargeted and outcome.state is not State.NO_TARGET:
        amounts = "; ".join(f"{part.unit.shown}: {amount(part.untargeted)}" for part in untargeted)
        yield f"Ejecución sin meta programada, que el TOTAL no incluye: {amounts}."
    if any(part.unusable for part in result.units):
        left_out = " y que el TOTAL no incluye" if not instead_of_figures(outcome) else ""
        yield f"Hay filas que no se pudieron evaluar{left_out}: ver la hoja Observaciones."
    if evaluation.framework.settings.method_warning:
        yield from _other_methods(result, evaluation)


def _other_methods(result: ActionResult, evaluation: Evaluation) -> Iterator[str]:
    """Tell where the label hangs on the method, in a total of different units of measure."""
    outcome = result.outcome
    if outcome.band is None or len(result.measures) < 2:  # noqa: PLR2004 - two measures differ
        return
    scale = evaluation.framework.scale
    others: dict[str, list[str]] = {}
    for method in Method:
        band = scale.band(outcome.totals.efficacy(method))
        if method is not evaluation.method and band is not outcome.band:
            others.setdefault(band.label, []).append(METHOD_NAMES[method].lower())
    if others:
        changes = "; ".join(f"{labelled} ({'; '.join(methods)})" for labelled, methods in others.items())
        yield (
            "Este total suma unidades de medida distintas y su indicador depende del método de cálculo. "
            f"Con otro método sería: {changes}."
        )
