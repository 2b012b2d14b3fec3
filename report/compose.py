"""From an evaluation to the report's outline: which parts, in which order, under which titles."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from report.below import below_target
from report.by_area import by_area
from report.by_objective import by_objective
from report.conclusions import conclusions
from report.cover import cover, cover_period
from report.method import method
from report.outline import Contents, Document, Section
from report.summary import summary
from report.templatedata import template_data
from report.units import units
from workbook.domain.model import Part
from workbook.spanish.calendar import period_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from report.outline import Block
    from workbook.domain.model import PartChoice
    from workbook.domain.results import Evaluation

_NUMBERED: Final = {
    Part.BY_AREA: "Contribución por áreas a los OEI y AEI",
    Part.BY_OBJECTIVE: "Objetivos Estratégicos Institucionales y Acciones Estratégicas Institucionales",
    Part.UNITS: "Resultados por unidad orgánica",
    Part.BELOW_TARGET: "Metas por debajo de lo programado",
    Part.CONCLUSIONS: "Conclusiones y recomendaciones",
}
_PLAIN: Final = {
    Part.CONTENTS: "Contenido",
    Part.SUMMARY: "Resumen ejecutivo",
    Part.METHOD: "Anexo. Método y escala",
}
_WRITERS: Final[dict[Part, Callable[[Evaluation, str], Iterator[Block]]]] = {
    Part.SUMMARY: summary,
    Part.BY_AREA: by_area,
    Part.BY_OBJECTIVE: by_objective,
    Part.UNITS: units,
    Part.BELOW_TARGET: below_target,
    Part.CONCLUSIONS: conclusions,
    Part.METHOD: method,
}
_OWN_NUMBER: Final = re.compile(r"(?:[IVXLC]+|\d+)[.)]\s")


def compose(evaluation: Evaluation, day: dt.date | None) -> Document:
    """Return the report of an evaluation; `day` is the date it carries, None for the workbook's own."""
    settings = evaluation.framework.settings
    title = settings.title or default_title(evaluation)
    sections = tuple(
        Section(choice.part.value, tuple(_blocks(choice.part, heading, evaluation, day)))
        for choice, heading in _titled(settings.parts)
    )
    return Document(
        title=title,
        subject=f"Evaluación del POI, periodo {period_name(evaluation.period)}",
        author=settings.prepared_by or settings.entity,
        header=" · ".join(filter(None, (settings.acronym or settings.entity, title))),
        sections=sections,
        keywords="POI; evaluación; eficacia",
        digest=evaluation.digest,
        created=day.isoformat() if day else "",
        data=template_data(settings, title, cover_period(evaluation), day),
    )


def default_title(evaluation: Evaluation) -> str:
    """Return the title of a report whose workbook gives none."""
    year = evaluation.framework.settings.year
    return f"Informe de evaluación del Plan Operativo Institucional{f' {year}' if year else ''}"


def _titled(parts: Iterable[PartChoice]) -> Iterator[tuple[PartChoice, str]]:
    """Yield each part with its title, numbered in Roman in the order they come."""
    number = count(1)
    for choice in parts:
        title = choice.title or _NUMBERED.get(choice.part) or _PLAIN.get(choice.part, "")
        if choice.part in _NUMBERED and not _OWN_NUMBER.match(title):
            title = f"{_roman(next(number))}. {title}"
        yield choice, title


def _blocks(part: Part, title: str, evaluation: Evaluation, day: dt.date | None) -> Iterator[Block]:
    if part is Part.HEADER:
        return cover(evaluation, evaluation.framework.settings.title or default_title(evaluation), day)
    if part is Part.CONTENTS:
        return iter((Contents("indice", title),))
    return _WRITERS[part](evaluation, title)


def _roman(number: int) -> str:
    """Return a small number in Roman numerals.

    >>> [_roman(n) for n in (1, 4, 5, 9)]
    ['I', 'IV', 'V', 'IX']
    """
    numerals = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        numerals += letters * times
    return numerals
