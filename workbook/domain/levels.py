"""Results before and after: the whole plan, each OEI, each AEI, each unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from workbook.domain.amounts import Amounts
from workbook.domain.assessment import State, combine
from workbook.domain.exact import total
from workbook.domain.results import Outcome, Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbook.domain.results import Evaluation

    Spelling = Callable[[str], str]


class Level(Enum):
    """Whose result it is; the value is what planners and JSON read."""

    PLAN = "total"
    OBJECTIVE = "oei"
    ACTION = "aei"
    UNIT = "unidad"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A result before and after; None where there is none on that side."""

    level: Level
    code: str
    name: str
    before: Outcome | None
    after: Outcome | None

    @property
    def differs(self) -> bool:
        """Whether state, amounts, efficacy or label are others."""
        return _compared(self.before) != _compared(self.after)

    @property
    def label_differs(self) -> bool:
        """Whether the label is another, or is there on one side only."""
        return _label(self.before) != _label(self.after)


def whole(evaluation: Evaluation) -> Outcome:
    """Return the result of a whole plan: all its OEI together."""
    results = [one.outcome for one in evaluation.objectives]
    state = combine(one.state for one in results)
    totals = _added(one.totals for one in results)
    if state not in (State.PROGRAMMED, State.PARTIAL):
        return Outcome(state, totals, None, None)
    efficacy = totals.efficacy(evaluation.method)
    return Outcome(state, totals, efficacy, evaluation.framework.scale.band(efficacy))


def level_changes(
    before: Evaluation, after: Evaluation, unit: Spelling, code: Spelling
) -> tuple[LevelChange, ...]:
    """Return all results, those of the later evaluation first, then what is gone.

    `unit` and `code` give the keys and codes of the later one as the earlier one writes them.
    """
    old = {(level, key): (name, outcome) for level, key, name, outcome in results_of(before)}
    found = []
    for level, later, name, outcome in results_of(after):
        key = unit(later) if level is Level.UNIT else code(later)
        _, earlier = old.pop((level, key), ("", None))
        found.append(LevelChange(level, key, name, earlier, outcome))
    found += [LevelChange(level, key, name, outcome, None) for (level, key), (name, outcome) in old.items()]
    order = list(Level)
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def results_of(evaluation: Evaluation) -> Iterator[tuple[Level, str, str, Outcome]]:
    """Yield level, code or key, name and result: of the plan, of every OEI, AEI and unit."""
    yield Level.PLAN, "", "", whole(evaluation)
    for objective in evaluation.objectives:
        yield Level.OBJECTIVE, objective.objective.code, objective.objective.name, objective.outcome
    for action in evaluation.actions():
        yield Level.ACTION, action.action.code, action.action.name, action.outcome
    for one in evaluation.units:
        yield Level.UNIT, one.unit.key, one.unit.shown, one.outcome


def _compared(outcome: Outcome | None) -> tuple[object, ...] | None:
    if outcome is None:
        return None
    totals = outcome.totals
    amounts = (totals.programmed, totals.executed, totals.annual, totals.activities)
    return (outcome.state, *amounts, outcome.efficacy, _label(outcome))


def _label(outcome: Outcome | None) -> str:
    return outcome.band.label if outcome is not None and outcome.band is not None else ""


def _added(parts: Iterable[Totals]) -> Totals:
    added = tuple(parts)
    return Totals(
        total(one.programmed for one in added),
        total(one.executed for one in added),
        sum(one.activities for one in added),
        each=Amounts(parts=[one.each for one in added]),
    )
