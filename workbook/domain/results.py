"""What an evaluation says: frozen results of units, AEI and OEI, with where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.amounts import Amounts
from workbook.domain.assessment import State
from workbook.domain.cells import ZERO
from workbook.domain.efficacy import Method, ratio
from workbook.domain.quick import quickly_made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding
    from workbook.domain.model import Action, Framework, Objective, OrgUnit
    from workbook.domain.periods import Period
    from workbook.domain.places import Origin, RowPlace
    from workbook.domain.scale import Band

_NO_AMOUNTS: Final = Amounts()


@quickly_made
@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the activities that count (state in sums), in their units of measure.

    `activities` counts them; `annual` is the target of the year, None unless every one tells it; `each` has
    the amounts of each.
    """

    programmed: Decimal = ZERO
    executed: Decimal = ZERO
    activities: int = 0
    annual: Decimal | None = None
    each: Amounts = _NO_AMOUNTS

    def efficacy(self, method: Method) -> Fraction:
        """Return the exact efficacy by a method; there is at least one activity."""
        match method:
            case Method.RATIO:
                return ratio(self.executed, self.programmed)
            case Method.CAPPED_RATIO:
                return ratio(self.each.capped(), self.programmed)
            case Method.MEAN:
                return self.each.ratios() / self.activities
            case _:
                return self.each.capped_ratios() / self.activities


@quickly_made
@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of a unit, AEI or OEI. No efficacy and no band where the state gives none."""

    state: State
    totals: Totals
    efficacy: Fraction | None
    band: Band | None

    @property
    def provisional(self) -> bool:
        """Whether its label is printed as provisional."""
        return self.state is State.PARTIAL

    @property
    def annual_share(self) -> Fraction | None:
        """What was executed of the target of the year; None where one of them is not known."""
        if not self.totals.annual or self.efficacy is None:
            return None
        return ratio(self.totals.executed, self.totals.annual)


@quickly_made
@dataclass(frozen=True, slots=True)
class Shortfall:
    """An activity below its target: the row, its amounts, whether it reported, what it says of it."""

    code: str
    name: str
    measure: str
    programmed: Decimal
    executed: Decimal
    reported: bool
    cause: str
    where: RowPlace | None

    @property
    def missing(self) -> Decimal:
        """What is missing to the target."""
        return self.programmed - self.executed


@quickly_made
@dataclass(frozen=True, slots=True)
class UnitInAction:
    """What one unit did for one AEI; its efficacy is always executed / programmed.

    `measures` are the units of measure of its activities in sums (`measure_cells`: sheet and cell where
    each comes first; `one_measure`: they share one), `untargeted` what it executed without a target
    (`untargeted_at`: the first such row, and `untargeted_month` its first month with an amount),
    `on_demand` whether a target of it depends on demand (`demand_causes`: what it says of those),
    `rows` its activities, `unusable` how many of them could not be used.
    """

    unit: OrgUnit
    outcome: Outcome
    measures: tuple[str, ...]
    measure_cells: tuple[tuple[str, str], ...]
    one_measure: bool
    rows: int
    shortfalls: tuple[Shortfall, ...]
    untargeted: Decimal
    untargeted_at: RowPlace | None
    untargeted_month: int | None
    on_demand: bool
    demand_causes: tuple[str, ...]
    unusable: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class ActionResult:
    """An AEI with its units, in the order of Unidades."""

    action: Action
    outcome: Outcome
    units: tuple[UnitInAction, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The units of measure added up in its total, each once."""
        return tuple(dict.fromkeys(m for unit in self.units for m in unit.measures))


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An OEI with its AEI, in the order of the PEI."""

    objective: Objective
    outcome: Outcome
    actions: tuple[ActionResult, ...]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit with what it did for each AEI."""

    unit: OrgUnit
    outcome: Outcome
    actions: tuple[tuple[Action, UnitInAction], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole evaluation. `digest` is of the input cells; `reported_until` the last month with data.

    `period_given` tells whether the planner chose the period or the program took what has data; `accounts`
    how each sheet of the workbook was read.
    """

    framework: Framework
    period: Period
    period_given: bool
    method: Method
    objectives: tuple[ObjectiveResult, ...]
    units: tuple[UnitResult, ...]
    findings: tuple[Finding, ...]
    digest: str = ""
    source: str = ""
    reported_until: int | None = None
    accounts: tuple[SheetAccount, ...] = ()

    def actions(self) -> Iterator[ActionResult]:
        """All AEI in order."""
        for objective in self.objectives:
            yield from objective.actions
