"""The summary: what was evaluated, AEI by band, chart of the OEI, the three AEI that need attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Heading,
    Paragraph,
    Reference,
    Role,
    RowKind,
    Table,
    Text,
)
from report.tables import NO_OBJECTIVE, row, text
from workbook.domain.assessment import State
from workbook.domain.standing import by_label, colour_of
from workbook.spanish.calendar import period_phrase
from workbook.spanish.comments import weightiest
from workbook.spanish.grammar import Gender, join, number_word, the
from workbook.spanish.labels import group_name
from workbook.spanish.numbers import amount, percent, percent_points
from workbook.spanish.outcomes import PROVISIONAL, label_text, percent_text
from workbook.spanish.phrases import total_clause, unit_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import ActionResult, Evaluation, Outcome, Totals

_ATTENTION: Final = 3
_NO_COLOUR: Final = "9AA3AD"
_WITHOUT_FIGURES: Final = {
    State.NOT_REPORTED: "ninguna unidad remitió información a la fecha de corte",
    State.UNUSABLE: "no se pudo evaluar: ver Observaciones",
}


def summary(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of the summary."""
    yield Heading("resumen:titulo", 1, title)
    yield Paragraph("resumen:alcance", (Text(_scope(evaluation)),))
    yield Paragraph("resumen:guia", _guide())
    yield _bands(evaluation)
    yield _chart(evaluation)
    worst = attention(evaluation)
    if worst:
        yield Heading("resumen:atencion", 2, "Acciones estratégicas que requieren atención")
        for result in worst:
            spans = (
                Text(f"{result.action.code} {result.action.name}".strip(), bold=True),
                Text(f": {_sentence(result, evaluation)}"),
            )
            yield Paragraph(f"resumen:atencion:{result.action.code}", spans, Role.BULLET)


def _scope(evaluation: Evaluation) -> str:
    results = list(evaluation.actions())
    objectives, units = len(evaluation.objectives), len(evaluation.units)
    one, many = "Acción Estratégica Institucional", "Acciones Estratégicas Institucionales"
    actions = f"{_count(len(results), one, many)} (AEI)"
    of = _count(
        objectives,
        "Objetivo Estratégico Institucional",
        "Objetivos Estratégicos Institucionales",
        Gender.MASCULINE,
    )
    by = _count(units, "unidad orgánica", "unidades orgánicas")
    verb = "Se evaluó" if len(results) == 1 else "Se evaluaron"
    return (
        f"{verb} {actions} de {of} (OEI), a cargo de {by}, {period_phrase(evaluation.period)}"
        f"{_year(evaluation)}.{_not_programmed(results)}"
    )


def _year(evaluation: Evaluation) -> str:
    year = evaluation.framework.settings.year
    return "" if year is None else (f" {year}" if evaluation.period.is_year else f" de {year}")


def _not_programmed(results: list[ActionResult]) -> str:
    idle = sum(result.outcome.state is State.NOT_PROGRAMMED for result in results)
    if not idle:
        return ""
    verb = "no fue programada" if idle == 1 else "no fueron programadas"
    number = number_word(idle, Gender.FEMININE, before_noun=False).capitalize()
    whole = number_word(len(results), Gender.FEMININE)
    return f" {number} de las {whole} AEI {verb} para el periodo en evaluación."


def _count(number: int, one: str, many: str, gender: Gender = Gender.FEMININE) -> str:
    return f"{number_word(number, gender)} {one if number == 1 else many}"


def _guide() -> tuple[Text | Reference, ...]:
    return (
        Text("La "),
        Reference("resumen:bandas"),
        Text(" agrupa las AEI según el indicador que obtuvieron y el "),
        Reference("resumen:grafico"),
        Text(" muestra la eficacia de cada OEI."),
    )


def _bands(evaluation: Evaluation) -> Table:
    rows = []
    for group, found in by_label(evaluation):
        name = group_name(group)
        codes = (
            ", ".join(r.action.code + (PROVISIONAL if r.outcome.provisional else "") for r in found) or "–"
        )
        rows.append(row(name, Cell((Text(name),), colour=colour_of(group)), text(str(len(found))), codes))
    whole = str(sum(1 for _ in evaluation.actions()))
    rows.append(row("TOTAL", text("TOTAL"), text(whole), "", kind=RowKind.TOTAL))
    columns = (Column("Indicador de eficacia", 6.0), Column("AEI", 1.6, Align.RIGHT), Column("Códigos", 8.4))
    return Table(
        "resumen:bandas",
        columns,
        tuple(rows),
        caption="Acciones estratégicas según su indicador de eficacia",
        description="Número y códigos de las acciones estratégicas en cada banda del indicador de eficacia.",
    )


def _chart(evaluation: Evaluation) -> Chart:
    scale = evaluation.framework.scale
    outcomes = [result.outcome for result in evaluation.objectives]
    values = tuple(
        None if o.efficacy is None else float(percent_points(o.efficacy, scale) / 100) for o in outcomes
    )
    told = "; ".join(
        f"{result.objective.code} {percent_text(result.outcome, scale)}" for result in evaluation.objectives
    )
    return Chart(
        key="resumen:grafico",
        kind=ChartKind.BARS,
        title="Eficacia por objetivo estratégico institucional",
        series="Eficacia",
        categories=tuple(result.objective.code or NO_OBJECTIVE for result in evaluation.objectives),
        values=values,
        colours=tuple(o.band.colour if o.band else _NO_COLOUR for o in outcomes),
        number_format=_format(values),
        caption="Eficacia por objetivo estratégico institucional",
        description=f"Barras con la eficacia de cada objetivo: {told}.",
        legend=tuple((band.label, band.colour) for band in scale.bands),
    )


def _format(values: tuple[float | None, ...]) -> str:
    """Show one decimal where a printed percentage has one."""
    return '0" "%' if all(v is None or round(v * 100, 6) == round(v * 100) for v in values) else '0.0" "%'


def attention(evaluation: Evaluation) -> list[ActionResult]:
    """Return the AEI furthest below their target, three at most; then those without information."""
    results = list(evaluation.actions())
    below = [r for r in results if r.outcome.efficacy is not None and r.outcome.efficacy < 1]
    below.sort(key=lambda r: r.outcome.efficacy or 0)
    silent = [r for r in results if r.outcome.state in (State.NOT_REPORTED, State.UNUSABLE)]
    return (below + silent)[:_ATTENTION]


def _sentence(result: ActionResult, evaluation: Evaluation) -> str:
    outcome = result.outcome
    if outcome.efficacy is None:
        return f"{_WITHOUT_FIGURES[outcome.state]}."
    points = percent(outcome.efficacy, evaluation.framework.scale)
    return f"{total_clause(evaluation.method, points)} ({_label(outcome)}){_gap(result)}."


def _gap(result: ActionResult) -> str:
    """Return who makes most of what is missing, with how much of its target it executed."""
    units = weightiest(result.units)
    if not units or len(result.units) == 1:
        return ""
    parts = {part.unit.key: part.outcome.totals for part in result.units}
    names = join([f"{the(unit_noun(unit))} ({_executed_of(parts[unit.key])})" for unit in units[:_ATTENTION]])
    return f"; lo que más pesa es lo que falta en {names}"


def _executed_of(totals: Totals) -> str:
    return f"{amount(totals.executed)} de {amount(totals.programmed)}"


def _label(outcome: Outcome) -> str:
    """Return the label as it stands in brackets."""
    return label_text(outcome).replace(PROVISIONAL, f", {PROVISIONAL.strip(' ()')}")
