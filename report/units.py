"""The table of units: the AEI each serves, how many it met, its efficacy in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import Align, Block, Column, Heading, Row, Table
from report.tables import row, text
from workbook.domain.standing import standing
from workbook.spanish.outcomes import label_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.results import Evaluation, UnitResult

_WIDTHS: Final = (0.9, 4.6, 1.4, 1.6, 1.5, 6.0)


def units(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of the part."""
    yield Heading("tabla_unidades:titulo", 1, title)
    titles = (
        "N°",
        evaluation.framework.settings.unit_noun,
        "AEI con meta",
        "Cumplidas",
        "Por debajo",
        "Eficacia por AEI",
    )
    aligns = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT)
    yield Table(
        key="tabla_unidades:tabla",
        columns=tuple(Column(*column) for column in zip(titles, _WIDTHS, aligns, strict=True)),
        rows=tuple(_row(number, result, evaluation) for number, result in enumerate(evaluation.units, 1)),
        caption="Resultados por unidad orgánica",
        description="De cada unidad: AEI con meta, cumplidas y por debajo, y su eficacia en cada una.",
    )


def _row(number: int, result: UnitResult, evaluation: Evaluation) -> Row:
    outcomes = [(action.code, part.outcome) for action, part in result.actions]
    count = standing(outcome for _, outcome in outcomes)
    scale = evaluation.framework.scale
    told = "; ".join(
        f"{code}: {percent_text(o, scale) if o.state.in_sums else label_text(o).lower()}"
        for code, o in outcomes
    )
    return row(
        result.unit.key,
        str(number),
        result.unit.shown,
        *(text(str(n)) for n in (count.programmed, count.met, count.below)),
        told,
    )
