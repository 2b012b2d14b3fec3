"""«Frente al periodo anterior»: what section II says of an OEI or AEI against the period closed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.earlier import Alone, Obstacle
from workbook.domain.periods import PeriodKind
from workbook.spanish.calendar import MONTH_NAMES, PERIOD_NAMES, month_span
from workbook.spanish.labels import METHOD_NAMES
from workbook.spanish.numbers import percent
from workbook.spanish.outcomes import PROVISIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.earlier import AgainstPrevious, Versus
    from workbook.domain.periods import Period
    from workbook.domain.scale import Scale

_CUTS: Final = {
    PeriodKind.TO_FIRST_QUARTER: "al corte del I trimestre",
    PeriodKind.TO_SECOND_QUARTER: "al corte del II trimestre",
    PeriodKind.TO_THIRD_QUARTER: "al corte del III trimestre",
}
_ALONE: Final = {
    State.NOT_PROGRAMMED: "no tuvo metas programadas",
    State.NOT_REPORTED: "no se tuvo información",
    State.NO_TARGET: "hubo ejecución sin meta programada",
    State.UNUSABLE: "no se pudo evaluar",
}


def against(period: Period) -> str:
    """Return a period as what something is compared with.

    >>> from workbook.spanish.calendar import parse_period
    >>> [against(parse_period(name)) for name in ("I Semestre", "Al III Trimestre", "Enero a abril", "mayo")]
    ['al I semestre', 'al corte del III trimestre', 'a los meses de enero a abril', 'al mes de mayo']
    """
    if period.cutoff is None and period.kind in _CUTS:
        return _CUTS[period.kind]
    if period.cutoff is None and period.kind in PERIOD_NAMES and period.kind is not PeriodKind.YEAR:
        number, _, kind = PERIOD_NAMES[period.kind].partition(" ")
        return f"al {number} {kind.lower()}"
    months = period.evaluated
    if len(months) == 1:
        return f"al mes de {MONTH_NAMES[months[0] - 1]}"
    return f"a los meses de {month_span(months)}"


def comparison_sentence(versus: Versus, period: Period, scale: Scale) -> str:
    """Return how efficacy and label compare with those of the period before."""
    before, after = percent(versus.before, scale), percent(versus.after, scale)
    return f"Frente {against(period)}, la eficacia {_moved(versus, before, after)}{_label(versus)}."


def _moved(versus: Versus, before: str, after: str) -> str:
    if versus.before == versus.after:
        return f"se mantuvo en {after}"
    if before == after:
        return f"varió en menos de un punto porcentual y sigue en {after}"
    return f"{'subió' if versus.after > versus.before else 'bajó'} de {before} a {after}"


def _label(versus: Versus) -> str:
    if not versus.before_label:
        return ""
    now = versus.band.label + (PROVISIONAL if versus.provisional else "")
    if versus.before_label == versus.band.label:
        return f"; el indicador sigue siendo {now}"
    was = versus.before_label + (PROVISIONAL if versus.before_provisional else "")
    return f"; el indicador pasó de {was} a {now}"


def alone_note(alone: Iterable[Alone], period: Period) -> str:
    """Return the note of those that have an efficacy on one side only; "" where there is none.

    >>> from workbook.spanish.calendar import parse_period
    >>> alone_note([Alone("AEI.01.02", None, was_rated=False)], parse_period("I Semestre"))
    'No se comparan con el periodo anterior (I semestre): AEI.01.02 (entonces no figuraba en el plan).'
    """
    said = [f"{one.code} ({_why(one)})" for one in alone]
    if not said:
        return ""
    shown = against(period).partition(" ")[2]
    return f"No se comparan con el periodo anterior ({shown}): {'; '.join(said)}."


def _why(alone: Alone) -> str:
    if alone.state is None:
        return "entonces no figuraba en el plan"
    return f"{'ahora' if alone.was_rated else 'entonces'} {_ALONE[alone.state]}"


def obstacle_note(found: AgainstPrevious) -> str:
    """Return why a whole section is not compared, or only in part; "" where nothing stands in the way."""
    match found.obstacle:
        case Obstacle.NO_PERIOD:
            return (
                "No se compara con un periodo anterior: los que se cerraron ni terminan antes de que este "
                "empiece ni empiezan en el mismo mes."
            )
        case None:
            return ""
    assert found.closing is not None  # noqa: S101 - the other obstacles are those of a closing
    name = against(found.closing.period).partition(" ")[2]
    if found.obstacle is Obstacle.METHOD:
        method = METHOD_NAMES[found.closing.method]
        return f"No se compara con el periodo anterior ({name}): se cerró con otro método ({method})."
    return (
        f"La escala cambió desde que se cerró el periodo anterior ({name}): "
        "se comparan los porcentajes, no los indicadores."
    )
