"""What other methods and other scales would say: the labels that hang on those choices."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.outline import Align, Block, Column, Paragraph, Row, Table, Text
from report.tables import row
from workbook.domain.efficacy import Method
from workbook.domain.scale import DEFAULT_SCALE, InvalidScale, Scale
from workbook.spanish.labels import METHOD_SHORT_NAMES
from workbook.spanish.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import ActionResult, Evaluation, ObjectiveResult

    Result = tuple[str, ObjectiveResult | ActionResult]

_LIMITS: Final = tuple(Fraction(points, 100) for points in (60, 70, 75, 80, 85, 90))
"""Where the first band could end instead."""


def labels_by_method(evaluation: Evaluation) -> Iterator[Block]:
    """Yield a table of the OEI and AEI whose label another method changes; a sentence where there is none."""
    scale = evaluation.framework.scale
    rows = [
        _row(code, METHOD_SHORT_NAMES[method], percent(efficacy, scale), scale.band(efficacy).label, result)
        for code, result in _results(evaluation)
        for method in Method
        if scale.band(efficacy := result.outcome.totals.efficacy(method)) is not result.outcome.band
    ]
    yield from _told("metodos:cambios", "Con el método", rows, "Ningún método cambiaría un indicador.")


def labels_by_scale(evaluation: Evaluation) -> Iterator[Block]:
    """Yield a table of the OEI and AEI whose label another scale changes; a sentence where there is none."""
    rows = [
        _row(code, name, percent(efficacy, other), other.band(efficacy).label, result)
        for code, result in _results(evaluation)
        for name, other in _other_scales(evaluation.framework.scale)
        if (efficacy := result.outcome.efficacy) is not None
        and result.outcome.band is not None
        and other.band(efficacy).label != result.outcome.band.label
    ]
    yield from _told(
        "escalas:cambios", "Con la escala", rows, "Ninguna de esas escalas cambiaría un indicador."
    )


def _results(evaluation: Evaluation) -> Iterator[Result]:
    for objective in evaluation.objectives:
        if objective.outcome.efficacy is not None:
            yield objective.objective.code, objective
        for result in objective.actions:
            if result.outcome.efficacy is not None:
                yield result.action.code, result


def _other_scales(scale: Scale) -> Iterator[tuple[str, Scale]]:
    """Yield the published scale, if it is another one, and this one with its first limit elsewhere."""
    if scale.bands != DEFAULT_SCALE.bands:
        yield "del informe de 2020", DEFAULT_SCALE
    for limit in _LIMITS:
        if len(scale.bands) > 1 and limit != scale.bands[1].lower:
            first, second, *others = scale.bands
            try:
                moved = Scale((first, replace(second, lower=limit), *others))
            except InvalidScale:  # the next limit is below that
                continue
            yield f"con límite en {percent(limit, moved)}", moved


def _row(code: str, how: str, share: str, label: str, result: ObjectiveResult | ActionResult) -> Row:
    band = result.outcome.band
    return row(f"{code}:{how}", code, how, share, label, band.label if band is not None else "–")


def _told(key: str, how: str, rows: list[Row], none: str) -> Iterator[Block]:
    if not rows:
        yield Paragraph(f"{key}:ninguno", (Text(none),))
        return
    columns = (
        Column("Código", 2.1),
        Column(how, 3.6),
        Column("Eficacia", 2.0, Align.RIGHT),
        Column("Indicador sería", 4.2),
        Column("Indicador del informe", 4.2),
    )
    caption = f"{how} que se indica, cambiaría el indicador"
    yield Table(key, columns, tuple(rows), caption, f"{caption}.")
