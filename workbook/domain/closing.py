"""Periods that were closed: what they came to then, and which of them a later one is compared with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.cells import ZERO
from workbook.domain.levels import Level, results_of

if TYPE_CHECKING:
    from workbook.domain.efficacy import Method
    from workbook.domain.model import Activity
    from workbook.domain.periods import Period
    from workbook.domain.results import Evaluation
    from workbook.domain.scale import Scale


@dataclass(frozen=True, slots=True)
class ClosedResult:
    """What the plan, an OEI, an AEI or a unit had come to when the period was closed."""

    level: Level
    code: str
    name: str
    state: State
    programmed: Decimal = ZERO
    executed: Decimal = ZERO
    efficacy: Fraction | None = None
    label: str = ""

    @property
    def provisional(self) -> bool:
        """Whether it was provisional."""
        return self.state is State.PARTIAL


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed period. `scale` is its text; `copy` the file that was kept, with its SHA-256 (`copy_digest`).

    `digest` is that of the input cells that were evaluated.
    """

    number: int
    year: int | None
    period: Period
    closed_on: dt.date
    method: Method
    scale: str
    copy: str
    copy_digest: str
    digest: str
    results: tuple[ClosedResult, ...]

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it closed."""
        return self.period.evaluated

    def result(self, level: Level, code: str) -> ClosedResult | None:
        """Return what was closed of an OEI, AEI or unit."""
        return next((one for one in self.results if (one.level, one.code) == (level, code)), None)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What one unit's closed rows add up to in a month (0 stands for the period of rows without months)."""

    unit: str
    month: int
    programmed: Decimal
    executed: Decimal
    digest: str


@dataclass(frozen=True, slots=True)
class Register:
    """All closings in their order, the rows as they were closed, and their sums by unit and month.

    Of a row's months only those that are closed say anything; a row without months holds the amounts of
    the last closing.
    """

    closings: tuple[Closing, ...] = ()
    rows: tuple[Activity, ...] = ()
    totals: tuple[MonthTotal, ...] = ()

    @property
    def months(self) -> frozenset[int]:
        """The months (1 to 12) that are closed."""
        return frozenset(month for one in self.closings for month in one.months)

    @property
    def last(self) -> Closing | None:
        """The last closing."""
        return self.closings[-1] if self.closings else None


NO_CLOSINGS: Final = Register()


@dataclass(frozen=True, slots=True)
class Archived:
    """The copy that was kept of the workbook: its name, its SHA-256, the day."""

    name: str
    digest: str
    day: dt.date


def scale_key(scale: Scale) -> str:
    """Return a scale as a text that differs where limits or labels do.

    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> scale_key(DEFAULT_SCALE).split("; ")[1]
    '>= 3/4 META PARCIALMENTE CUMPLIDA, ACEPTABLE'
    """
    return "; ".join(f"{'>=' if one.inclusive else '>'} {one.lower} {one.label}" for one in scale.bands)


def closing_of(evaluation: Evaluation, archived: Archived, number: int) -> Closing:
    """Return the closing of the period that was evaluated."""
    return Closing(
        number,
        evaluation.framework.settings.year,
        evaluation.period,
        archived.day,
        evaluation.method,
        scale_key(evaluation.framework.scale),
        archived.name,
        archived.digest,
        evaluation.digest,
        tuple(
            ClosedResult(
                level,
                code,
                name,
                outcome.state,
                outcome.totals.programmed,
                outcome.totals.executed,
                outcome.efficacy,
                outcome.band.label if outcome.band else "",
            )
            for level, code, name, outcome in results_of(evaluation)
        ),
    )


def previous(closings: tuple[Closing, ...], period: Period, year: int | None) -> Closing | None:
    """Return the closing that a period is compared with: the latest of the year that ends before it does.

    Two periods can be compared where they begin with the same month (a cut and a later cut), or where the
    earlier one is over when the later one begins. Of two that end alike the one closed last counts.

    >>> from workbook.domain.periods import PeriodKind, named
    >>> previous((), named(PeriodKind.SECOND_SEMESTER), 2026) is None
    True
    """
    found = [one for one in earlier(closings, period, year) if _comparable(one.period, period)]
    return max(found, key=lambda one: (one.months[-1], one.number), default=None)


def earlier(closings: tuple[Closing, ...], period: Period, year: int | None) -> tuple[Closing, ...]:
    """Return the closings of a year that end before a period does, comparable or not."""
    return tuple(one for one in closings if one.year == year and one.months[-1] < period.last)


def _comparable(before: Period, after: Period) -> bool:
    first = after.evaluated[0]
    return before.evaluated[0] == first or before.last < first
