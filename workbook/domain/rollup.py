"""The roll-up: activity → unit in AEI → AEI → OEI, and by unit (method, sections 2 and 5)."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

from workbook.domain.amounts import Amounts
from workbook.domain.assessment import IN_SUMS, Assessment, State, annual_target, combine
from workbook.domain.cells import ZERO
from workbook.domain.efficacy import Method
from workbook.domain.exact import EXACT, total
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
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from workbook.domain.model import Activity, Framework
    from workbook.domain.places import RowPlace
    from workbook.domain.scale import Scale


class _Sums:
    """Totals of a unit's activities in an AEI, or of a whole of such parts."""

    __slots__ = ("activities", "annual", "each", "executed", "programmed", "without_annual")

    def __init__(self) -> None:
        self.programmed = self.executed = ZERO
        self.activities = 0
        self.annual: Decimal | None = None
        self.without_annual = False
        self.each = Amounts()

    def take(self, pairs: Sequence[Decimal]) -> None:
        """Take the amounts of all activities: executed and programmed by turns."""
        self.executed, self.programmed = total(pairs[::2]), total(pairs[1::2])
        self.activities = len(pairs) // 2
        self.each = Amounts(pairs)

    def add_annual(self, target: Decimal | None, *, needed: bool) -> None:
        """Add a year's target; one activity in sums that tells none leaves the whole without."""
        if target is not None:
            self.annual = target if self.annual is None else EXACT.add(self.annual, target)
        elif needed:
            self.without_annual = True

    @classmethod
    def of(cls, parts: Sequence[_Sums]) -> _Sums:
        """Return the sums of a whole."""
        whole = cls()
        whole.programmed = total(part.programmed for part in parts)
        whole.executed = total(part.executed for part in parts)
        whole.activities = sum(part.activities for part in parts)
        whole.each = Amounts(parts=[part.each for part in parts])
        whole.without_annual = any(part.without_annual for part in parts)
        for part in parts:
            whole.add_annual(part.annual, needed=False)
        return whole

    def frozen(self) -> Totals:
        annual = None if self.without_annual else self.annual
        return Totals(self.programmed, self.executed, self.activities, annual, self.each)


class _Share:
    """One unit in one AEI while its rows are gathered; its sums are there once its result is."""

    __slots__ = (
        "_result",
        "add_row",
        "causes",
        "columns",
        "measures",
        "on_demand",
        "pairs",
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
        self.pairs: list[Decimal] = []
        self.measures: dict[str, tuple[str, str]] = {}
        self.runs: list[tuple[Columns, Runs]] = []
        self.columns: Columns | None = None
        self.add_row: Callable[[int], None]
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
            if place.columns is not self.columns:
                self._go_to(place.columns)
            self.add_row(place.row)
        if state in IN_SUMS:
            self._add_amounts(activity, found)
        elif state is State.NO_TARGET:
            self.untargeted = EXACT.add(self.untargeted, found.executed)
            if self.untargeted_at is None:
                self.untargeted_at, self.untargeted_month = place, found.first_reported

    def _go_to(self, columns: Columns) -> None:
        """Gather from now on the rows of a sheet, or of a table of it."""
        runs = next((runs for known, runs in self.runs if known is columns), None)
        if runs is None:
            runs = Runs()
            self.runs.append((columns, runs))
        self.columns, self.add_row = columns, runs.add

    def _add_amounts(self, activity: Activity, found: Assessment) -> None:
        programmed, executed = found.programmed, found.executed
        self.pairs += (executed, programmed)
        if activity.measure not in self.measures:
            self.measures[activity.measure] = _measure_cell(activity)
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
            self.sums.take(self.pairs)
            spelt = {plain(text): text for text in reversed(self.measures)}  # as it was written first
            measures = [text for text in self.measures if text and spelt[plain(text)] == text]
            self._result = UnitInAction(
                unit=self.unit,
                outcome=_outcome(combine(self.states), self.sums, Method.RATIO, scale),
                measures=tuple(measures),
                measure_cells=tuple(map(self.measures.__getitem__, measures)),
                one_measure=len(spelt) == 1 and ("" not in spelt or self.sums.activities == 1),
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
        sums = _Sums.of([sums for _, sums in gathered])
        state = combine(result.outcome.state for result, _ in gathered)
        outcome = _outcome(state, sums, self._method, self._framework.scale)
        return ObjectiveResult(objective, outcome, tuple(result for result, _ in gathered))

    def _action(self, action: Action) -> tuple[ActionResult, _Sums]:
        shares = self._in_order(self._shares.get(action.code, {}))
        units = tuple(share.result(self._framework.scale) for share in shares)
        sums = _Sums.of([share.sums for share in shares])
        state = combine(unit.outcome.state for unit in units)
        outcome = _outcome(state, sums, self._method, self._framework.scale)
        return ActionResult(action, outcome, units), sums

    def _unit(self, unit: OrgUnit, shares: list[tuple[Action, _Share]]) -> UnitResult:
        scale = self._framework.scale
        parts = tuple((action, share.result(scale)) for action, share in shares)
        state = combine(part.outcome.state for _, part in parts)
        outcome = _outcome(state, _Sums.of([share.sums for _, share in shares]), self._method, scale)
        return UnitResult(unit, outcome, parts)

    def _in_order(self, shares: Mapping[str, _Share]) -> list[_Share]:
        return [shares[key] for key in self._units if key in shares]


def _outcome(state: State, sums: _Sums, method: Method, scale: Scale) -> Outcome:
    totals = sums.frozen()
    if state not in (State.PROGRAMMED, State.PARTIAL):
        return Outcome(state, totals, None, None)
    efficacy = totals.efficacy(method)
    return Outcome(state, totals, efficacy, scale.band(efficacy))
