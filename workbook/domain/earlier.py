"""A result now against the same one when the period before was closed: what can be compared, and what not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from workbook.domain.closing import earlier, previous, scale_key
from workbook.domain.levels import Level

if TYPE_CHECKING:
    from fractions import Fraction

    from workbook.domain.assessment import State
    from workbook.domain.closing import ClosedResult, Closing
    from workbook.domain.results import Evaluation, Outcome
    from workbook.domain.scale import Band


class Obstacle(Enum):
    """Why nothing is compared, or only a part."""

    NO_PERIOD = "there are earlier closings, none of which can be compared"
    METHOD = "it was closed by another method"
    SCALE = "the scale has changed: percentages are compared, labels are not"


@dataclass(frozen=True, slots=True)
class Versus:
    """An OEI or AEI with an efficacy on both sides; `before_label` is "" where labels are not compared."""

    code: str
    before: Fraction
    after: Fraction
    before_label: str
    band: Band
    before_provisional: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """One whose efficacy is known on one side only: the state of the other, None where it was not there."""

    code: str
    state: State | None
    was_rated: bool


@dataclass(frozen=True, slots=True)
class AgainstPrevious:
    """An evaluation against the closing before it; `closing` is None where there is none to compare with."""

    closing: Closing | None = None
    obstacle: Obstacle | None = None
    results: tuple[tuple[Level, Versus | Alone], ...] = ()

    def of(self, level: Level, code: str) -> Versus | Alone | None:
        """Return what is said of an OEI or AEI; None where neither side has an efficacy."""
        return next((one for at, one in self.results if (at, one.code) == (level, code)), None)


def against_previous(evaluation: Evaluation) -> AgainstPrevious:
    """Compare an evaluation with the closing of the period before it."""
    framework = evaluation.framework
    closings, year = framework.closings.closings, framework.settings.year
    closing = previous(closings, evaluation.period, year)
    if closing is None:
        unlike = earlier(closings, evaluation.period, year)
        return AgainstPrevious(obstacle=Obstacle.NO_PERIOD if unlike else None)
    if closing.method is not evaluation.method:
        return AgainstPrevious(closing, Obstacle.METHOD)
    same_scale = closing.scale == scale_key(framework.scale)
    found = [
        *((Level.OBJECTIVE, one.objective.code, one.outcome) for one in evaluation.objectives),
        *((Level.ACTION, one.action.code, one.outcome) for one in evaluation.actions()),
    ]
    results = (
        (level, _one(code, closing.result(level, code), outcome, same_scale=same_scale))
        for level, code, outcome in found
    )
    told = tuple((level, one) for level, one in results if one is not None)
    return AgainstPrevious(closing, None if same_scale else Obstacle.SCALE, told)


def _one(
    code: str, before: ClosedResult | None, after: Outcome, *, same_scale: bool
) -> Versus | Alone | None:
    was = None if before is None else before.efficacy
    if before is None or was is None:
        state = None if before is None else before.state
        return None if after.efficacy is None else Alone(code, state, was_rated=False)
    if after.efficacy is None or after.band is None:
        return Alone(code, after.state, was_rated=True)
    return Versus(
        code,
        was,
        after.efficacy,
        before.label if same_scale else "",
        after.band,
        before.provisional,
        after.provisional,
    )
