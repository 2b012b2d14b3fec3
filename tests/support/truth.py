"""What is true of one AEI, by arithmetic of its own: fractions from the inputs, never the code under test."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

Amount = int | float | str | None
SI = "S.I."


@dataclass(frozen=True)
class Row:
    """One activity as a planner fills it in."""

    programmed: Amount
    executed: Amount
    measure: str = "Informe"
    demand: bool = False
    cause: str = ""


@dataclass(frozen=True)
class Unit:
    """One unit with its activities in the AEI; `article` is the grammar's truth, given by hand."""

    name: str
    article: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Limits:
    """A scale as plain values: (lower limit, whether it belongs to the band, label), ascending."""

    bands: tuple[tuple[Fraction, bool, str], ...]

    def label(self, ratio: Fraction) -> str:
        """Return the label of an exact ratio."""
        return [
            text for lower, inclusive, text in self.bands if ratio > lower or (inclusive and ratio == lower)
        ][-1]


PUBLISHED = Limits(
    (
        (Fraction(0), True, "META INSUFICIENTE"),
        (Fraction(3, 4), True, "META PARCIALMENTE CUMPLIDA, ACEPTABLE"),
        (Fraction(1), True, "META CUMPLIDA"),
        (Fraction(1), False, "META SUBVALUADA"),
    )
)


def points(ratio: Fraction, limits: Limits) -> Decimal:
    """Return the percentage that must be printed: a whole one unless that would mislead."""
    whole = floor(ratio * 100 + Fraction(1, 2))
    if _honest(Fraction(whole, 100), ratio, limits):
        return Decimal(whole)
    near = floor(ratio * 1000 + Fraction(1, 2))
    choices = (near, floor(ratio * 1000), ceil(ratio * 1000))
    honest = [tenths for tenths in choices if _honest(Fraction(tenths, 1000), ratio, limits)]
    in_band = [tenths for tenths in choices if limits.label(Fraction(tenths, 1000)) == limits.label(ratio)]
    return Decimal([*honest, *in_band][0]) / 10


def _honest(shown: Fraction, ratio: Fraction, limits: Limits) -> bool:
    return limits.label(shown) == limits.label(ratio) and _sign(shown - 1) == _sign(ratio - 1)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def rounded(value: Fraction) -> Decimal:
    """Return an amount to two decimals, half up."""
    cents = Decimal(floor(value * 100 + Fraction(1, 2)))
    return (cents / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _number(cell: Amount) -> Fraction | None:
    """Read a cell; any text but the marks of `row_truth` is unreadable here."""
    if cell is None or cell == "":
        return Fraction(0)
    return None if isinstance(cell, str) else Fraction(str(cell))


@dataclass(frozen=True)
class RowTruth:
    """One activity: its state and exact amounts."""

    state: str
    programmed: Fraction = Fraction(0)
    executed: Fraction = Fraction(0)


def row_truth(row: Row) -> RowTruth:
    """Return the state of an activity (method, section 2)."""
    silent = row.executed in (None, "", SI)
    target = Fraction(0) if row.programmed == "NP" else _number(row.programmed)
    done = Fraction(0) if silent or row.executed == "NP" else _number(row.executed)
    if target is None or done is None or target < 0 or done < 0 or (target > 0 and row.executed == "NP"):
        return RowTruth("inutilizable")
    if target == 0:
        return RowTruth("sin_meta", executed=done) if done else RowTruth("no_programada")
    return RowTruth("sin_informacion" if silent else "programada", target, done)


def _combined(states: list[str]) -> str:
    summed = {state for state in states if state in ("programada", "sin_informacion", "parcial")}
    if summed == {"sin_informacion"}:
        return "sin_informacion"
    if summed:
        return "parcial" if {"parcial", "sin_informacion", "inutilizable"} & set(states) else "programada"
    return next((state for state in ("inutilizable", "sin_meta") if state in states), "no_programada")


@dataclass(frozen=True)
class UnitTruth:
    """One unit in the AEI."""

    unit: Unit
    rows: tuple[RowTruth, ...]

    @cached_property
    def counted(self) -> list[RowTruth]:
        """Activities that are part of sums."""
        return [row for row in self.rows if row.state in ("programada", "sin_informacion")]

    @cached_property
    def state(self) -> str:
        """State of the unit in the AEI."""
        return _combined([row.state for row in self.rows])

    @cached_property
    def programmed(self) -> Fraction:
        """Sum programmed."""
        return sum((row.programmed for row in self.counted), Fraction(0))

    @cached_property
    def executed(self) -> Fraction:
        """Sum executed."""
        return sum((row.executed for row in self.counted), Fraction(0))

    @cached_property
    def untargeted(self) -> Fraction:
        """Executed without a target."""
        return sum((row.executed for row in self.rows if row.state == "sin_meta"), Fraction(0))

    @cached_property
    def ratio(self) -> Fraction | None:
        """Exact efficacy where the unit reported."""
        return self.executed / self.programmed if self.state in ("programada", "parcial") else None

    @property
    def idle(self) -> bool:
        """Whether it reported and executed nothing."""
        return self.ratio == 0

    @cached_property
    def below(self) -> int:
        """How many of its activities are known to be under their target."""
        reported = (row for row in self.counted if row.state != "sin_informacion")
        return sum(row.executed < row.programmed for row in reported)

    @cached_property
    def measures(self) -> set[str]:
        """Units of measure added up."""
        return {
            row.measure for row, found in zip(self.unit.rows, self.rows, strict=True) if found in self.counted
        }

    @property
    def demand(self) -> tuple[str, ...] | None:
        """What it informs of its targets on demand; None where it has none."""
        rows = [
            row
            for row, found in zip(self.unit.rows, self.rows, strict=True)
            if row.demand and found in self.counted
        ]
        return tuple(dict.fromkeys(row.cause for row in rows if row.cause)) if rows else None


@dataclass(frozen=True)
class Truth:
    """One AEI by one method and scale; `threshold` is the ratio above which a target deserves review."""

    units: tuple[Unit, ...]
    method: str = "razon"
    limits: Limits = PUBLISHED
    threshold: Fraction = Fraction(3, 2)
    parts: tuple[UnitTruth, ...] = field(init=False)

    def __post_init__(self) -> None:
        parts = tuple(UnitTruth(unit, tuple(map(row_truth, unit.rows))) for unit in self.units)
        object.__setattr__(self, "parts", parts)

    @cached_property
    def state(self) -> str:
        """State of the AEI."""
        return _combined([part.state for part in self.parts])

    @cached_property
    def reported(self) -> list[UnitTruth]:
        """Units with a programme that reported."""
        return [part for part in self.parts if part.ratio is not None]

    @cached_property
    def silent(self) -> list[UnitTruth]:
        """Units with a programme that did not."""
        return self.in_state("sin_informacion")

    def in_state(self, state: str) -> list[UnitTruth]:
        """Return the units in a state."""
        return [part for part in self.parts if part.state == state]

    def sided(self, sign: int) -> list[UnitTruth]:
        """Return the units below (-1), exactly at (0) or above (1) their target."""
        return [part for part in self.reported if part.ratio is not None and _sign(part.ratio - 1) == sign]

    @cached_property
    def activities(self) -> list[RowTruth]:
        """All activities that are part of sums."""
        return [row for part in self.parts for row in part.counted]

    def total(self, method: str) -> Fraction:
        """Return the efficacy of the AEI by a method."""
        capped = method.endswith(("topada", "topado"))
        pairs = [
            (min(a.executed, a.programmed) if capped else a.executed, a.programmed) for a in self.activities
        ]
        if method.startswith("razon"):
            return sum((e for e, _ in pairs), Fraction(0)) / sum((p for _, p in pairs), Fraction(0))
        return sum((e / p for e, p in pairs), Fraction(0)) / len(pairs)

    @cached_property
    def without_excess(self) -> Fraction | None:
        """The total without excesses, where compensation must be told."""
        if self.method != "razon" or not self.sided(-1) or not self.sided(1):
            return None
        total, capped = self.total("razon"), self.total("razon_topada")
        telling = self.limits.label(total) != self.limits.label(capped) or total - capped >= Fraction(5, 100)
        return capped if telling else None

    @cached_property
    def mixed(self) -> bool:
        """Whether units of measure differ."""
        return len(set().union(*(part.measures for part in self.parts))) > 1

    def telling(self, parts: list[UnitTruth]) -> list[UnitTruth]:
        """Return the units of a list that must be named: all up to five, else the three that matter most."""
        if len(parts) <= 5:
            return parts
        return sorted(parts, key=self._weight, reverse=True)[:3]

    def _weight(self, part: UnitTruth) -> Fraction:
        ratio = part.ratio or Fraction(0)
        return abs(ratio - 1) if self.mixed else abs(part.executed - part.programmed)
