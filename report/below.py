"""The matrix of commitments: every target below what was programmed, why, and a column to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import Align, Block, Cell, Column, Heading, Paragraph, Role, Row, Table, Text
from report.tables import row, sources_of, text
from workbook.domain.causes import is_explanation
from workbook.domain.exact import total
from workbook.spanish.numbers import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import Evaluation, UnitInAction

MISSING_CAUSE: Final = "Falta explicar"
_GUIDE: Final = (
    "Actividades que informaron y quedaron por debajo de su meta, sumadas por AEI y unidad; las que no "
    "informaron (S.I.) no están en esta tabla. La última columna se llena a mano."
)
_DESCRIPTION: Final = (
    "De cada AEI y unidad con metas por debajo: lo que falta, motivo informado y compromiso por llenar."
)
_WIDTHS: Final = (2.1, 2.8, 3.0, 4.7, 3.4)
_TITLES: Final = ("AEI", "", "Faltan", "Motivo", "Compromiso")
_ALIGNS: Final = (Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT)


def below_target(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of the part."""
    yield Heading("metas_por_debajo:titulo", 1, title)
    rows = tuple(
        _row(result.action.code, part, evaluation)
        for result in evaluation.actions()
        for part in result.units
        if any(one.reported for one in part.shortfalls)
    )
    if not rows:
        yield Paragraph(
            "metas_por_debajo:ninguna", (Text("Ninguna meta quedó por debajo de lo programado."),)
        )
        return
    noun = evaluation.framework.settings.unit_noun
    titles = [heading or noun for heading in _TITLES]
    yield Table(
        key="metas_por_debajo:tabla",
        columns=tuple(Column(*column) for column in zip(titles, _WIDTHS, _ALIGNS, strict=True)),
        rows=rows,
        caption="Metas por debajo de lo programado y compromisos",
        description=_DESCRIPTION,
    )
    yield Paragraph(
        "metas_por_debajo:guia",
        (Text(_GUIDE),),
        Role.NOTE,
    )


def _row(code: str, part: UnitInAction, evaluation: Evaluation) -> Row:
    programmed, executed = sources_of((part,), evaluation.period)
    shortfall = text(_shortfall(part), sources=programmed + executed)
    return row(f"{code}:{part.unit.key}", code, part.unit.shown, shortfall, _cause(part), Cell(to_fill=True))


def _shortfall(part: UnitInAction) -> str:
    """Return how much is missing of how much, over the activities that reported and stay below target."""
    short = [one for one in part.shortfalls if one.reported]
    missing, programmed = total(one.missing for one in short), total(one.programmed for one in short)
    return f"{amount(missing)} de {amount(programmed)}"


def _cause(part: UnitInAction) -> Cell:
    causes = dict.fromkeys(one.cause.strip() for one in part.shortfalls if is_explanation(one.cause))
    return text(" ".join(causes)) if causes else text(MISSING_CAUSE, bold=True)
