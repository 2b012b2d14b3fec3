"""The sheet of a unit: on one page its AEI, percentages, labels, and the causes that are still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Section,
    Table,
    Text,
)
from report.tables import figures, label, row, sources_of, text
from report.templatedata import template_data
from workbook.domain.causes import is_explanation
from workbook.spanish.calendar import period_name
from workbook.spanish.numbers import amount

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from workbook.domain.results import Evaluation, UnitResult

_TITLES: Final = ("AEI", "Nombre", "Programadas", "Ejecutadas", "Eficacia", "Indicador")
_WIDTHS: Final = (1.9, 5.0, 2.2, 2.2, 1.6, 3.6)
_ALIGNS: Final = (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT)
_ASKED: Final = "Escriba el motivo en la hoja de la unidad, columna Motivo, y vuelva a generar la ficha."


def compose_sheets(evaluation: Evaluation, units: Sequence[UnitResult], day: dt.date | None) -> Document:
    """Return the sheets of some units, each on a page of its own."""
    settings = evaluation.framework.settings
    period = period_name(evaluation.period)
    sections = tuple(
        Section(f"ficha:{result.unit.key}", tuple(_blocks(result, evaluation, first=number == 0)))
        for number, result in enumerate(units)
    )
    title = f"Ficha por unidad, {period}{f' {settings.year}' if settings.year else ''}"
    return Document(
        title=title,
        subject=f"Evaluación del POI, periodo {period}",
        author=settings.prepared_by or settings.entity,
        header=" · ".join(filter(None, (settings.acronym or settings.entity, title))),
        sections=sections,
        created=day.isoformat() if day else "",
        digest=evaluation.digest,
        data=template_data(settings, title, period, day),
    )


def _blocks(result: UnitResult, evaluation: Evaluation, *, first: bool) -> Iterator[Block]:
    key = result.unit.key
    if not first:
        yield PageBreak(f"ficha:{key}:pagina")
    yield Heading(f"ficha:{key}:titulo", 1, result.unit.shown)
    settings = evaluation.framework.settings
    when = f"{period_name(evaluation.period)}{f' {settings.year}' if settings.year else ''}"
    told = (Text("Periodo evaluado: ", bold=True), Text(" · ".join(filter(None, (when, settings.entity)))))
    yield Paragraph(f"ficha:{key}:periodo", told, Role.FACTS)
    if result.unit.responsible:
        content = (Text("Responsable: ", bold=True), Text(result.unit.responsible))
        yield Paragraph(f"ficha:{key}:responsable", content, Role.FACTS)
    if not result.actions:
        yield Paragraph(
            f"ficha:{key}:nada", (Text("La unidad no tiene actividades en el periodo."),), Role.NOTE
        )
        return
    yield _table(result, evaluation)
    yield from _causes(result)


def _table(result: UnitResult, evaluation: Evaluation) -> Table:
    rows = []
    for action, part in result.actions:
        cells = figures(part.outcome, evaluation, sources_of((part,), evaluation.period))
        shown = label(part.outcome) if part.outcome.band else text("–")
        rows.append(row(action.code, action.code, action.name, *cells, shown))
    return Table(
        f"ficha:{result.unit.key}:tabla",
        tuple(Column(*column) for column in zip(_TITLES, _WIDTHS, _ALIGNS, strict=True)),
        tuple(rows),
        caption=f"{result.unit.shown}. Resultado por acción estratégica",
        description="Metas programadas y ejecutadas, eficacia e indicador de la unidad en cada AEI.",
    )


def _causes(result: UnitResult) -> Iterator[Block]:
    """Yield the activities below their target that lack a cause, or that there is none."""
    key = result.unit.key
    missing = [
        (action.code, short)
        for action, part in result.actions
        for short in part.shortfalls
        if short.reported and not is_explanation(short.cause)
    ]
    if not missing:
        told = Text("No falta explicar ninguna meta por debajo de lo programado.")
        yield Paragraph(f"ficha:{key}:causas", (told,), Role.NOTE)
        return
    yield Heading(f"ficha:{key}:pendientes", 2, "Falta explicar")
    for number, (code, short) in enumerate(missing, 1):
        name = " ".join(filter(None, (short.code, short.name)))
        figures_ = f"{amount(short.executed)} de {amount(short.programmed)} {short.measure.lower()}".strip()
        content = (Text(f"{code}. ", bold=True), Text(f"{name}: {figures_}."))
        yield Paragraph(f"ficha:{key}:pendiente:{number}", content, Role.BULLET)
    yield Paragraph(f"ficha:{key}:pedido", (Text(_ASKED),), Role.NOTE)
