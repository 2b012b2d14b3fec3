"""The roll-up: activity → unit in AEI → AEI → OEI, and by unit (method, sections 2 and 5)."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from workbook.domain.assessment import IN_SUMS, Assessment, State, annual_target, combine
from workbook.domain.cells import ZERO
from workbook.domain.efficacy import Method
from workbook.domain.exact import EXACT, Ratios
from workbook.domain.model import Action, Objective, OrgUnit
from workbook.domain.places import Columns, Field, Origin, Runs
from workbook.domain.plain import plain
from workbook.domain.results import (
    ActionResult,
    ObjectiveResult,
    Outcome,
    Shortfall,
    Totals,
    UnitInAction,
    UnitResult,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from workbook.domain.model import Activity, Framework
    from workbook.domain.places import RowPlace
    from workbook.domain.scale import Scale


class _Sums:
    """Totals while they are gathered."""

    __slots__ = ("activities", "annual", "excess", "executed", "programmed", "ratios", "without_annual")

    def __init__(self) -> None:
        self.programmed = self.executed = self.excess = ZERO
        self.ratios = Ratios()
        self.activities = 0
        self.annual: Decimal | None = None
        self.without_annual = False

    def add(self, programmed: Decimal, executed: Decimal) -> None:
        add = EXACT.add
        self.programmed = add(self.programmed, programmed)
        self.executed = add(self.executed, executed)
        self.activities += 1
        self.ratios.add(executed, programmed)
        if executed > programmed:
            self.excess = add(self.excess, EXACT.subtract(executed, programmed))

    def add_annual(self, target: Decimal | None, *, needed: bool) -> None:
        """Add a year's target; one activity in sums that tells none leaves the whole without."""
        if target is not None:
            self.annual = target if self.annual is None else EXACT.add(self.annual, target)
        elif needed:
            self.without_annual = True

    def merge(self, other: _Sums) -> None:
        add = EXACT.add
        self.programmed = add(self.programmed, other.programmed)
        self.executed = add(self.executed, other.executed)
        self.excess = add(self.excess, other.excess)
        self.ratios.merge(other.ratios)
        self.activities += other.activities
        self.add_annual(other.annual, needed=False)
        self.without_annual = self.without_annual or other.without_annual

    def frozen(self) -> Totals:
        return Totals(
            self.programmed,
            self.executed,
            EXACT.subtract(self.executed, self.excess),
            self.ratios,
            self.activities,
            None if self.without_annual else self.annual,
        )


class _Share:
    """One unit in one AEI while its rows are gathered."""

    __slots__ = (
        "_result",
        "causes",
        "measures",
        "on_demand",
        "rows",
        "runs",
        "shortfalls",
        "states",
        "sums",
        "unit",
        "untargeted",
        "untargeted_at",
        "untargeted_month",
        "unusable",
    )  # fmt: skip

    def __init__(self, unit: OrgUnit) -> None:
        self.unit = unit
        self.sums = _Sums()
        self.states: frozenset[State] = frozenset()
        self.rows = self.unusable = 0
        self.measures: dict[str, tuple[str, tuple[str, str]]] = {}
        self.runs: list[tuple[Columns, Runs]] = []
        self.shortfalls: list[Shortfall] = []
        self.untargeted = ZERO
        self.untargeted_at: RowPlace | None = None
        self.untargeted_month: int | None = None
        self.on_demand = False
        self.causes: dict[str, None] = {}
        self._result: UnitInAction | None = None

    def add(self, activity: Activity, found: Assessment) -> None:
        state = found.state
        self.rows += 1
        if state not in self.states:
            self.states = _with(self.states, state)
        if state is State.UNUSABLE:
            self.unusable += 1
        elif not self.sums.without_annual:
            self.sums.add_annual(annual_target(activity), needed=state in IN_SUMS)
        place = activity.where
        if place is not None:
            runs = self.runs[-1] if self.runs else None
            if runs is None or runs[0] is not place.columns:
                runs = self._runs_of(place.columns)
            runs[1].add(place.row)
        if state in IN_SUMS:
            self._add_amounts(activity, found)
        elif state is State.NO_TARGET:
            self.untargeted = EXACT.add(self.untargeted, found.executed)
            if self.untargeted_at is None:
                self.untargeted_at, self.untargeted_month = place, found.first_reported

    def _runs_of(self, columns: Columns) -> tuple[Columns, Runs]:
        """Return the rows of a sheet, or of a table of it."""
        known = next((one for one in self.runs if one[0] is columns), None)
        if known is None:
            known = (columns, Runs())
            self.runs.append(known)
        return known

    def _add_amounts(self, activity: Activity, found: Assessment) -> None:
        programmed, executed = found.programmed, found.executed
        self.sums.add(programmed, executed)
        measure = plain(activity.measure)
        if measure not in self.measures:
            self.measures[measure] = (activity.measure, _measure_cell(activity))
        if activity.on_demand:
            self.on_demand = True
            if activity.cause:
                self.causes[activity.cause] = None
        if executed < programmed:
            self.shortfalls.append(
                Shortfall(
                    activity.code,
                    intern(activity.name),  # the same few texts come back thousands of times
                    intern(activity.measure),
                    programmed,
                    executed,
                    found.state is not State.NOT_REPORTED,
                    intern(activity.cause),
                    activity.where,
                )
            )

    def result(self, scale: Scale) -> UnitInAction:
        """Return the frozen result; its efficacy is executed / programmed by any method."""
        if self._result is None:
            self._result = UnitInAction(
                unit=self.unit,
                outcome=_outcome(combine(self.states), self.sums, Method.RATIO, scale),
                measures=tuple(text for text, _ in self.measures.values() if text),
                measure_cells=tuple(cell for text, cell in self.measures.values() if text),
                one_measure=len(self.measures) == 1
                and ("" not in self.measures or self.sums.activities == 1),
                rows=self.rows,
                shortfalls=tuple(self.shortfalls),
                untargeted=self.untargeted,
                untargeted_at=self.untargeted_at,
                untargeted_month=self.untargeted_month,
                on_demand=self.on_demand,
                demand_causes=tuple(self.causes),
                unusable=self.unusable,
                origins=tuple(Origin(columns, tuple(runs.spans)) for columns, runs in self.runs),
            )
            for gathered in (self.measures, self.shortfalls, self.causes, self.runs):
                gathered.clear()
        return self._result


@lru_cache(maxsize=64)
def _with(states: frozenset[State], state: State) -> frozenset[State]:
    """Return a set of states with one more: the same object for all that hold the same."""
    return states | {state}


def _measure_cell(activity: Activity) -> tuple[str, str]:
    place = activity.where
    return (place.columns.sheet, place.cell(Field.MEASURE) or "") if place else ("", "")


def named_as_typed(name: str) -> OrgUnit:
    """Return the record of a unit that is known by its name only."""
    return OrgUnit(name, name)


class Rollup:
    """Gathers assessed activities; `objectives` and `units` freeze what was gathered."""

    def __init__(
        self, framework: Framework, method: Method, unlisted: Callable[[str], OrgUnit] = named_as_typed
    ) -> None:
        self._framework = framework
        self._unlisted = unlisted
        self._method = method
        self._units = {unit.key: unit for unit in framework.units}
        self._shares: dict[str, dict[str, _Share]] = {}
        self._last: tuple[str, str] = ("", "")
        self._share: _Share

    def add(self, activity: Activity, found: Assessment) -> None:
        """Add one activity with its state in the period."""
        action, unit = activity.action, activity.unit
        if action is not self._last[0] or unit is not self._last[1]:  # else it follows one of its own
            self._last, self._share = (action, unit), self._share_of(action, unit)
        self._share.add(activity, found)

    def _share_of(self, action: str, unit: str) -> _Share:
        shares = self._shares.setdefault(action, {})
        share = shares.get(unit)
        if share is None:
            if unit not in self._units:
                self._units[unit] = self._unlisted(unit)
            share = shares[unit] = _Share(self._units[unit])
        return share

    def objectives(self) -> tuple[ObjectiveResult, ...]:
        """Return every OEI of the framework with its AEI and units; codes outside it come last."""
        return tuple(self._objective(objective, actions) for objective, actions in self._tree())

    def units(self) -> tuple[UnitResult, ...]:
        """Return every unit that has activities, in the order of the framework."""
        actions = [action for _, group in self._tree() for action in group]
        return tuple(
            self._unit(
                unit, [(a, self._shares[a.code][key]) for a in actions if key in self._shares.get(a.code, ())]
            )
            for key, unit in self._units.items()
            if any(key in shares for shares in self._shares.values())
        )

    def _tree(self) -> list[tuple[Objective, list[Action]]]:
        known = {objective.code for objective in self._framework.objectives}
        groups: dict[str, list[Action]] = {code: [] for code in known}
        listed = {action.code for action in self._framework.actions}
        strays = [Action(code, "", "") for code in self._shares if code not in listed]
        for action in (*self._framework.actions, *strays):
            groups.setdefault(action.objective, []).append(action)
        lost = [Objective(code, "") for code in groups if code not in known]
        return [(objective, groups[objective.code]) for objective in (*self._framework.objectives, *lost)]

    def _objective(self, objective: Objective, actions: Sequence[Action]) -> ObjectiveResult:
        gathered = [self._action(action) for action in actions]
        sums = _merged(sums for _, sums in gathered)
        state = combine(result.outcome.state for result, _ in gathered)
        outcome = _outcome(state, sums, self._method, self._framework.scale)
        return ObjectiveResult(objective, outcome, tuple(result for result, _ in gathered))

    def _action(self, action: Action) -> tuple[ActionResult, _Sums]:
        shares = self._in_order(self._shares.get(action.code, {}))
        sums = _merged(share.sums for share in shares)
        units = tuple(share.result(self._framework.scale) for share in shares)
        state = combine(unit.outcome.state for unit in units)
        outcome = _outcome(state, sums, self._method, self._framework.scale)
        return ActionResult(action, outcome, units), sums

    def _unit(self, unit: OrgUnit, shares: list[tuple[Action, _Share]]) -> UnitResult:
        scale = self._framework.scale
        parts = tuple((action, share.result(scale)) for action, share in shares)
        state = combine(part.outcome.state for _, part in parts)
        outcome = _outcome(state, _merged(share.sums for _, share in shares), self._method, scale)
        return UnitResult(unit, outcome, parts)

    def _in_order(self, shares: Mapping[str, _Share]) -> list[_Share]:
        return [shares[key] for key in self._units if key in shares]


def _merged(parts: Iterable[_Sums]) -> _Sums:
    whole = _Sums()
    for part in parts:
        whole.merge(part)
    return whole


def _outcome(state: State, sums: _Sums, method: Method, scale: Scale) -> Outcome:
    totals = sums.frozen()
    if state not in (State.PROGRAMMED, State.PARTIAL):
        return Outcome(state, totals, None, None)
    efficacy = totals.efficacy(method)
    return Outcome(state, totals, efficacy, scale.band(efficacy))
