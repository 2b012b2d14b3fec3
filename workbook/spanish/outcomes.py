"""How figures stand in a table: amounts, percentage, label, or what stands instead of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.spanish.labels import STATE_NAMES
from workbook.spanish.numbers import amount, percent

if TYPE_CHECKING:
    from workbook.domain.results import Outcome
    from workbook.domain.scale import Scale

NOT_PROGRAMMED: Final = "No programada para el periodo en evaluación"
NOT_EVALUATED: Final = "No se pudo evaluar: ver Observaciones"
NOT_REPORTED: Final = "S.I."
PROVISIONAL: Final = " (provisional)"

_INSTEAD_OF_FIGURES: Final = {
    State.NOT_PROGRAMMED: NOT_PROGRAMMED,
    State.UNUSABLE: NOT_EVALUATED,
    State.NO_TARGET: "Sin meta programada",
}


def instead_of_figures(outcome: Outcome) -> str:
    """Return what a table says in place of all figures; "" where there are figures."""
    return _INSTEAD_OF_FIGURES.get(outcome.state, "")


def programmed_text(outcome: Outcome) -> str:
    """Return the programmed amount as printed."""
    return amount(outcome.totals.programmed)


def executed_text(outcome: Outcome) -> str:
    """Return the executed amount as printed, or that nothing was reported."""
    return NOT_REPORTED if outcome.state is State.NOT_REPORTED else amount(outcome.totals.executed)


def percent_text(outcome: Outcome, scale: Scale) -> str:
    """Return the efficacy as printed, or that nothing was reported."""
    return NOT_REPORTED if outcome.efficacy is None else percent(outcome.efficacy, scale)


def label_text(outcome: Outcome) -> str:
    """Return the label, marked where it is provisional, or what stands instead of one."""
    if outcome.band is None:
        return STATE_NAMES[outcome.state]
    return outcome.band.label + (PROVISIONAL if outcome.provisional else "")
