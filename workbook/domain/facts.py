"""Facts of an AEI: what its paragraph may say, and what any paragraph about it is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.causes import is_explanation
from workbook.domain.efficacy import Method

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.domain.model import Action, OrgUnit
    from workbook.domain.results import ActionResult, UnitInAction
    from workbook.domain.scale import Band, Scale

_ONE: Final = Fraction(1)
_WORTH_TELLING: Final = Fraction(5, 100)


class Side(Enum):
    """Where a unit stands against its target."""

    BELOW = "below"
    EXACT = "exact"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What one unit did. `efficacy` and `side` are None where it reported nothing.

    `amounts` (executed, programmed) are given where all its activities share one unit of measure;
    `activities` count those with a target, `below` those of them that reported and stay under it.
    """

    unit: OrgUnit
    state: State
    efficacy: Fraction | None
    side: Side | None
    band: Band | None
    executed: Decimal
    programmed: Decimal
    amounts: tuple[Decimal, Decimal] | None
    excessive: bool
    activities: int
    below: int
    untargeted: Decimal
    on_demand: bool
    informs: tuple[str, ...]

    @property
    def idle(self) -> bool:
        """Whether it reported that nothing was executed."""
        return self.side is Side.BELOW and self.executed == 0

    @property
    def gap(self) -> Decimal:
        """How far from its target, in units of measure, on either side."""
        return abs(self.executed - self.programmed)


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What is true of one AEI in the period. Units come in the order of Unidades.

    `total` is the exact efficacy by `method` (None where the state gives none); `without_excess` the
    total with each activity capped at its target, where excesses hide shortfalls enough to be told.
    """

    action: Action
    state: State
    method: Method
    total: Fraction | None
    band: Band | None
    in_lowest_band: bool
    without_excess: Fraction | None
    mixed_measures: bool
    units: tuple[UnitFacts, ...]

    def on_side(self, side: Side) -> tuple[UnitFacts, ...]:
        """Return the units that reported and stand on that side."""
        return tuple(unit for unit in self.units if unit.side is side)

    @property
    def reported(self) -> tuple[UnitFacts, ...]:
        """The units with a target that reported (r of them)."""
        return tuple(unit for unit in self.units if unit.side is not None)

    @property
    def silent(self) -> tuple[UnitFacts, ...]:
        """The units with a target that reported nothing."""
        return tuple(unit for unit in self.units if unit.state is State.NOT_REPORTED)

    @property
    def unusable(self) -> tuple[UnitFacts, ...]:
        """The units none of whose rows could be used."""
        return tuple(unit for unit in self.units if unit.state is State.UNUSABLE)

    @property
    def partial(self) -> tuple[UnitFacts, ...]:
        """The units that reported only in part."""
        return tuple(unit for unit in self.units if unit.state is State.PARTIAL)

    @property
    def untargeted(self) -> tuple[UnitFacts, ...]:
        """The units that executed something without a target."""
        return tuple(unit for unit in self.units if unit.untargeted)

    @property
    def provisional(self) -> bool:
        """Whether the label is provisional."""
        return self.state is State.PARTIAL


def side_of(efficacy: Fraction) -> Side:
    """Return the side of an exact efficacy.

    >>> side_of(Fraction(999, 1000))
    <Side.BELOW: 'below'>
    """
    above = efficacy.numerator - efficacy.denominator
    return Side.EXACT if not above else Side.BELOW if above < 0 else Side.ABOVE


def action_facts(result: ActionResult, method: Method, scale: Scale, over_threshold: Decimal) -> ActionFacts:
    """Return the facts of an AEI; `over_threshold` is the ratio above which a target deserves review."""
    units = tuple(_unit_facts(unit, Fraction(over_threshold)) for unit in result.units)
    outcome = result.outcome
    return ActionFacts(
        action=result.action,
        state=outcome.state,
        method=method,
        total=outcome.efficacy,
        band=outcome.band,
        in_lowest_band=outcome.band is scale.lowest,
        without_excess=_without_excess(result, method, scale, units),
        mixed_measures=len(result.measures) > 1,
        units=units,
    )


def is_excessive(efficacy: Fraction | None, threshold: Fraction) -> bool:
    """Tell whether a target was passed by so much that it deserves review."""
    return efficacy is not None and efficacy > threshold


def _unit_facts(part: UnitInAction, threshold: Fraction) -> UnitFacts:
    outcome, totals = part.outcome, part.outcome.totals
    efficacy = outcome.efficacy
    return UnitFacts(
        unit=part.unit,
        state=outcome.state,
        efficacy=efficacy,
        side=None if efficacy is None else side_of(efficacy),
        band=outcome.band,
        executed=totals.executed,
        programmed=totals.programmed,
        amounts=(totals.executed, totals.programmed) if part.one_measure else None,
        excessive=is_excessive(efficacy, threshold),
        activities=totals.activities,
        below=sum(row.reported for row in part.shortfalls),
        untargeted=part.untargeted,
        on_demand=part.on_demand,
        informs=tuple(cause for cause in part.demand_causes if is_explanation(cause)),
    )


def _without_excess(
    result: ActionResult, method: Method, scale: Scale, units: tuple[UnitFacts, ...]
) -> Fraction | None:
    sides = {unit.side for unit in units}
    total = result.outcome.efficacy
    if method is not Method.RATIO or total is None or not {Side.BELOW, Side.ABOVE} <= sides:
        return None
    capped = result.outcome.totals.efficacy(Method.CAPPED_RATIO)
    telling = scale.band(capped) is not result.outcome.band or total - capped >= _WORTH_TELLING
    return capped if telling else None


def most_telling(
    units: tuple[UnitFacts, ...], count: int, *, mixed_measures: bool
) -> tuple[tuple[UnitFacts, ...], int]:
    """Return the `count` units that matter most, and how many others there are.

    By distance of the percentage from 100 where units of measure differ, else by amount; ties keep
    the order of Unidades.
    """
    key: Callable[[UnitFacts], Fraction] = _distance if mixed_measures else _amount
    chosen = tuple(sorted(units, key=key, reverse=True)[:count])
    return chosen, len(units) - len(chosen)


def _distance(unit: UnitFacts) -> Fraction:
    return abs((_ONE if unit.efficacy is None else unit.efficacy) - _ONE)


def _amount(unit: UnitFacts) -> Fraction:
    return Fraction(unit.gap)
