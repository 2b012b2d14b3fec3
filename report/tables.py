"""Cells and rows that the report's tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.outline import Align, Cell, Row, RowKind, Text
from workbook.domain.places import Field
from workbook.spanish.outcomes import (
    executed_text,
    instead_of_figures,
    label_text,
    percent_text,
    programmed_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.periods import Period
    from workbook.domain.results import Evaluation, Outcome, UnitInAction

NO_OBJECTIVE: Final = "Sin OEI"
"""Stands for the objective of AEI that name none."""


def text(content: str, *, bold: bool = False, sources: tuple[str, ...] = ()) -> Cell:
    """Return a cell of one text."""
    return Cell((Text(content, bold=bold),), sources=sources)


def row(key: str, *cells: Cell | str, kind: RowKind = RowKind.BODY) -> Row:
    """Return a row; plain texts become cells."""
    return Row(key, tuple(text(cell) if isinstance(cell, str) else cell for cell in cells), kind)


def figures(
    outcome: Outcome, evaluation: Evaluation, sources: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[Cell, ...]:
    """Return the cells programadas, ejecutadas, %: three, or one across them where there are no figures.

    `sources` are the cells of the programmed and of the executed amounts.
    """
    instead = instead_of_figures(outcome)
    if instead:
        return (
            Cell((Text(instead, italic=True),), align=Align.CENTER, span=3, sources=sources[0] + sources[1]),
        )
    scale = evaluation.framework.scale
    return (
        text(programmed_text(outcome), sources=sources[0]),
        text(executed_text(outcome), sources=sources[1]),
        text(percent_text(outcome, scale), sources=sources[0] + sources[1]),
    )


def label(outcome: Outcome) -> Cell:
    """Return the cell of the label, in the colour of its band."""
    return Cell((Text(label_text(outcome)),), colour=outcome.band.colour if outcome.band else "")


def sources_of(parts: Iterable[UnitInAction], period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cells of the programmed and of the executed amounts of some units."""
    origins, months = [origin for part in parts for origin in part.origins], period.evaluated
    programmed = tuple(c for origin in origins for c in origin.cells(Field.PROGRAMMED, months))
    executed = tuple(c for origin in origins for c in origin.cells(Field.EXECUTED, months))
    return programmed, executed
