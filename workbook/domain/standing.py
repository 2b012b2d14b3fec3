"""Where the plan stands: counts, groups by label, the widest shortfalls, the units at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from workbook.domain.assessment import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.results import ActionResult, Evaluation, Outcome, UnitInAction, UnitResult
    from workbook.domain.scale import Band

UnitLine: TypeAlias = "tuple[UnitResult, Standing]"

_WITHOUT_LABEL: Final = (State.NOT_PROGRAMMED, State.NOT_REPORTED, State.NO_TARGET, State.UNUSABLE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many there are (`whole`), got a label (`evaluated`), met their target by the scale, did not.

    `silent` programmed targets and reported nothing; `untargeted` executed without a target; `unusable`
    could not be evaluated. All but `met` and `below` add up to `whole`; those two to `evaluated`.
    """

    whole: int = 0
    evaluated: int = 0
    met: int = 0
    below: int = 0
    not_programmed: int = 0
    silent: int = 0
    untargeted: int = 0
    unusable: int = 0

    @property
    def programmed(self) -> int:
        """How many have a target."""
        return self.evaluated + self.silent


def standing(outcomes: Iterable[Outcome]) -> Standing:
    """Count outcomes by what became of them."""
    found = list(outcomes)
    labelled = [outcome.band for outcome in found if outcome.band is not None]
    met = sum(band.met for band in labelled)
    states = [outcome.state for outcome in found]
    return Standing(
        whole=len(found),
        evaluated=len(labelled),
        met=met,
        below=len(labelled) - met,
        not_programmed=states.count(State.NOT_PROGRAMMED),
        silent=states.count(State.NOT_REPORTED),
        untargeted=states.count(State.NO_TARGET),
        unusable=states.count(State.UNUSABLE),
    )


def by_label(evaluation: Evaluation) -> list[tuple[Band | State, list[ActionResult]]]:
    """Return the AEI of each band of the scale, then of each state without a label that there is."""
    results = list(evaluation.actions())
    groups: list[tuple[Band | State, list[ActionResult]]] = [
        (band, [result for result in results if result.outcome.band is band])
        for band in evaluation.framework.scale.bands
    ]
    groups += [(state, [r for r in results if r.outcome.state is state]) for state in _WITHOUT_LABEL]
    return [(group, found) for group, found in groups if found or not isinstance(group, State)]


def colour_of(group: Band | State) -> str:
    """Return the colour (RRGGBB) of a band; "" for a state."""
    return "" if isinstance(group, State) else group.colour


def widest(evaluation: Evaluation) -> list[tuple[str, UnitInAction]]:
    """Return (code of the AEI, unit in it) of all that stayed below target, the lowest efficacy first.

    Units of measure differ, so the percentage tells; among equals, the larger amount missing.
    """
    below = [
        (part.outcome.efficacy, -_missing(part), result.action.code, part)
        for result in evaluation.actions()
        for part in result.units
        if part.outcome.efficacy is not None and part.outcome.efficacy < 1
    ]
    below.sort(key=lambda one: one[:2])
    return [(code, part) for _, _, code, part in below]


def _missing(part: UnitInAction) -> float:
    return float(part.outcome.totals.programmed - part.outcome.totals.executed)


def at_a_glance(evaluation: Evaluation, most: int) -> tuple[list[UnitLine], list[Standing]]:
    """Return units with the standing of their AEI, and the standings of those for whom there is no room.

    Where there are more than `most`, those with most AEI below target stay, in the order of Unidades.
    """
    lines = [(unit, standing(part.outcome for _, part in unit.actions)) for unit in evaluation.units]
    if len(lines) <= most:
        return lines, []
    order = sorted(range(len(lines)), key=lambda n: (-lines[n][1].below, -lines[n][1].silent))
    kept = set(order[: most - 1])
    told = [line for number, line in enumerate(lines) if number in kept]
    return told, [line[1] for number, line in enumerate(lines) if number not in kept]
