"""The head of the report: entity, title, period, cut-off, date; or the head of an INFORME to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.outline import Block, Paragraph, Role, Text
from workbook.spanish.calendar import long_date, month_span, period_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from workbook.domain.results import Evaluation


def cover(evaluation: Evaluation, title: str, day: dt.date | None) -> Iterator[Block]:
    """Yield the blocks of the part."""
    settings = evaluation.framework.settings
    entity = (
        f"{settings.entity} ({settings.acronym})" if settings.entity and settings.acronym else settings.entity
    )
    if entity:
        yield Paragraph("cabecera:entidad", (Text(entity),), Role.SUBTITLE)
    yield Paragraph("cabecera:titulo", (Text(title),), Role.TITLE)
    for key, name, value in _facts(evaluation, title, day):
        if value:
            yield Paragraph(f"cabecera:{key}", (Text(f"{name}: ", bold=True), Text(value)), Role.FACTS)
    if settings.note:
        yield Paragraph("cabecera:nota", (Text(settings.note),), Role.NOTE)


def _facts(evaluation: Evaluation, title: str, day: dt.date | None) -> Iterator[tuple[str, str, str]]:
    settings = evaluation.framework.settings
    yield "numero", "Informe N°", settings.report_number
    yield "a", "A", settings.addressee
    yield "de", "De", settings.sender
    if settings.addressee or settings.report_number:
        yield "asunto", "Asunto", title
    yield "referencia", "Referencia", settings.reference
    yield "periodo", "Periodo evaluado", cover_period(evaluation)
    yield "elaborado_por", "Elaborado por", settings.prepared_by
    yield "lugar_y_fecha", "Lugar y fecha", settings.place_and_date
    yield "fecha", "Fecha", long_date(day) if day else ""


def cover_period(evaluation: Evaluation) -> str:
    """Return the period as the cover tells it."""
    year = evaluation.framework.settings.year
    name = period_name(evaluation.period)
    whole = (
        f"{name} {year}"
        if year and evaluation.period.cutoff is None
        else f"{name}{f' de {year}' if year else ''}"
    )
    if evaluation.period_given:
        return whole
    if evaluation.reported_until is None:
        return whole
    until = month_span(evaluation.period.evaluated)
    return f"{whole} (el libro no fija un periodo: se evaluaron los meses con información, {until})"
