"""How the figures were made: method and scale in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.outline import Align, Block, Cell, Column, Heading, Paragraph, Role, Table, Text
from report.tables import row, text
from workbook.spanish.labels import METHOD_SENTENCES
from workbook.spanish.numbers import NO_BREAK_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import Evaluation
    from workbook.domain.scale import Band, Scale

_STATES = (
    "Una meta programada sin ejecución informada (S.I.) se cuenta con ejecución cero, y el indicador que "
    "depende de ella es provisional. Lo ejecutado sin meta programada y lo no programado no entran en los "
    "totales."
)
_LIMITS = (
    "Los límites de la escala son los que la entidad fijó en la hoja Parámetros de su libro de planeamiento."
)
_ROUNDING = (
    "Los porcentajes se calculan con las cantidades exactas y se imprimen sin decimales; llevan un decimal "
    "solo cuando el entero diría algo distinto del indicador."
)


def method(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of the part."""
    yield Heading("metodo:titulo", 1, title)
    yield Paragraph("metodo:metodo", (Text(METHOD_SENTENCES[evaluation.method]),))
    yield Paragraph("metodo:estados", (Text(_STATES),))
    yield Paragraph("metodo:redondeo", (Text(_ROUNDING),))
    yield _scale(evaluation.framework.scale)
    yield Paragraph(
        "metodo:limites",
        (Text(_LIMITS),),
        Role.NOTE,
    )


def _scale(scale: Scale) -> Table:
    rows = tuple(
        row(
            band.label,
            Cell((Text(band.label),), colour=band.colour),
            reach(scale, position),
            text("Sí" if band.met else "No"),
        )
        for position, band in enumerate(scale.bands)
    )
    columns = (
        Column("Indicador de eficacia", 7.0),
        Column("Eficacia", 6.0),
        Column("Cuenta como cumplida", 3.0, Align.CENTER),
    )
    return Table(
        "metodo:escala",
        columns,
        rows,
        "Escala del indicador de eficacia",
        "Bandas de la escala y sus límites.",
    )


def reach(scale: Scale, position: int) -> str:
    """Return from where to where a band reaches, in words.

    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> [reach(DEFAULT_SCALE, n).replace(chr(160), " ") for n in range(4)]
    ['menos de 75 %', 'de 75 % a menos de 100 %', '100 %', 'más de 100 %']
    """
    band = scale.bands[position]
    after = scale.bands[position + 1] if position + 1 < len(scale.bands) else None
    if after is None:
        return f"{_limit(band)} o más" if band.inclusive else f"más de {_limit(band)}"
    if band.lower == after.lower:
        return _limit(band)
    end = f"menos de {_limit(after)}" if after.inclusive else _limit(after)
    if not band.lower and band.inclusive:
        return end if after.inclusive else f"hasta {end}"
    start = f"de {_limit(band)}" if band.inclusive else f"más de {_limit(band)}"
    return f"{start} {'a' if band.inclusive else 'y hasta'} {end}"


def _limit(band: Band) -> str:
    points = band.lower * 100
    shown = f"{points.numerator}" if points.denominator == 1 else f"{float(points):.1f}"
    return f"{shown}{NO_BREAK_SPACE}%"
