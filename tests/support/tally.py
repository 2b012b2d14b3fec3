"""Figures from rows by a small calculation of its own (method, sections 2, 4, 5): Fractions, nothing of ours.

A row has one programmed and one executed amount, or one a month of the period. An amount is a Fraction, None
(blank), "NP", "SI", or "?" (an error value, a text that is no amount).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

Amount = Fraction | None | str
Key = TypeVar("Key", bound=Hashable)

NP, SI, BAD = "NP", "SI", "?"
ZERO = Fraction(0)
SUMMED = ("programada", "parcial", "sin_informacion")


@dataclass(frozen=True)
class Row:
    """What one row says of the period."""

    programmed: Sequence[Amount]
    executed: Sequence[Amount]
    cumulative: bool = True

    def tally(self) -> Tally:
        """Return its state and amounts."""
        pairs = list(zip(self.programmed, self.executed, strict=True))
        if any(_is_bad(programmed, executed) for programmed, executed in pairs):
            return Tally(Counter(inutilizable=1))
        targets = [p for p, _ in pairs if isinstance(p, Fraction) and p > 0]
        told = [e for p, e in pairs if isinstance(e, Fraction) and (e > 0 or _above_zero(p))]
        silent = sum(1 for p, e in pairs if _above_zero(p) and not isinstance(e, Fraction))
        target, done = self._of_period(targets), self._of_period(told)
        if not target:
            return Tally(Counter(sin_meta=1), untargeted=done) if done else Tally(Counter(no_programada=1))
        state = "sin_informacion" if not told else "parcial" if silent else "programada"
        ratio = done / target
        return Tally(Counter({state: 1}), target, done, min(done, target), ratio, min(ratio, Fraction(1)), 1)

    def _of_period(self, amounts: Sequence[Fraction]) -> Fraction:
        if not amounts:
            return ZERO
        return sum(amounts, ZERO) if self.cumulative else amounts[-1]


@dataclass(frozen=True)
class Tally:
    """Rows together: how many in each state, sums of those that count, what was executed without target."""

    states: Counter[str] = field(default_factory=Counter)
    programmed: Fraction = ZERO
    executed: Fraction = ZERO
    capped: Fraction = ZERO
    ratios: Fraction = ZERO
    capped_ratios: Fraction = ZERO
    counted: int = 0
    untargeted: Fraction = ZERO

    def __add__(self, other: Tally) -> Tally:
        """Add up two."""
        return Tally(
            self.states + other.states,
            self.programmed + other.programmed,
            self.executed + other.executed,
            self.capped + other.capped,
            self.ratios + other.ratios,
            self.capped_ratios + other.capped_ratios,
            self.counted + other.counted,
            self.untargeted + other.untargeted,
        )

    @property
    def state(self) -> str:
        """The state of the parent of these rows."""
        present = {state for state, count in self.states.items() if count}
        summed = present.intersection(SUMMED)
        if summed == {"sin_informacion"}:
            return "sin_informacion"
        if summed:
            incomplete = present & {"parcial", "sin_informacion", "inutilizable"}
            return "parcial" if incomplete else "programada"
        return next((state for state in ("inutilizable", "sin_meta") if state in present), "no_programada")

    def efficacy(self, method: str = "razon") -> Fraction | None:
        """Return the exact efficacy by a method; None where the state gives none."""
        if self.state not in ("programada", "parcial"):
            return None
        return {
            "razon": self.executed / self.programmed,
            "razon_topada": self.capped / self.programmed,
            "promedio": self.ratios / self.counted,
            "promedio_topado": self.capped_ratios / self.counted,
        }[method]

    def label(self, method: str = "razon") -> str | None:
        """Return the label of the default scale; None where there is none."""
        efficacy = self.efficacy(method)
        if efficacy is None:
            return None
        if efficacy < Fraction(3, 4):
            return "META INSUFICIENTE"
        if efficacy < 1:
            return "META PARCIALMENTE CUMPLIDA, ACEPTABLE"
        return "META CUMPLIDA" if efficacy == 1 else "META SUBVALUADA"


def tallies(rows: Iterable[tuple[Key, Row]]) -> dict[Key, Tally]:
    """Add up rows by key."""
    found: dict[Key, Tally] = {}
    for key, row in rows:
        found[key] = found.get(key, Tally()) + row.tally()
    return found


def regrouped(parts: Mapping[Key, Tally], keys: Mapping[Key, str]) -> dict[str, Tally]:
    """Add up tallies by another key."""
    found: dict[str, Tally] = {}
    for key, tally in parts.items():
        found[keys[key]] = found.get(keys[key], Tally()) + tally
    return found


def _above_zero(amount: Amount) -> bool:
    return isinstance(amount, Fraction) and amount > 0


def _is_bad(programmed: Amount, executed: Amount) -> bool:
    negative = any(isinstance(amount, Fraction) and amount < 0 for amount in (programmed, executed))
    contradictory = _above_zero(programmed) and executed == NP
    return negative or contradictory or programmed in (BAD, SI) or executed == BAD
