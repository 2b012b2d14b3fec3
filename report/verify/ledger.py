"""Where checks write down what they observe, what they checked, and what they could not check."""

from __future__ import annotations

from collections import Counter

from report.verify.catalogue import CATALOGUE, Rule
from report.verify.model import Observation, Place, Severity, Unchecked


class Ledger:
    """Collects observations; an observation of the same rule at the same words is kept once."""

    def __init__(self) -> None:
        self.observations: list[Observation] = []
        self.checked: Counter[str] = Counter()
        self.unchecked: list[Unchecked] = []
        self._seen: set[tuple[object, ...]] = set()
        self._faulty: dict[tuple[int, int], Place] = {}

    def observe(
        self,
        rule: Rule,
        place: Place,
        printed: str,
        expected: str,
        message: str,
        root: Place | None = None,
    ) -> None:
        """Write an observation down; one that follows from another (`root`) is a notice."""
        number = 0 if place.paragraph is None else place.paragraph.order
        key = (rule, number, place.start, place.end, place.table, place.row, printed)
        if key in self._seen:
            return
        self._seen.add(key)
        severity = Severity.NOTICE if root is not None else CATALOGUE[rule].severity
        self.observations.append(Observation(rule.value, severity, place, printed, expected, message, root))
        if severity is Severity.ERROR and place.table:
            self._faulty.setdefault((place.table, place.row), place)

    def check(self, what: str, number: int = 1) -> None:
        """Count things that were compared."""
        self.checked[what] += number

    def leave(self, place: Place, text: str, why: str) -> None:
        """Write down what could not be checked."""
        self.unchecked.append(Unchecked(place, " ".join(text.split()), why))

    def fault_at(self, place: Place) -> Place | None:
        """Return the place of the error that a row of a table has, None where it has none."""
        return self._faulty.get((place.table, place.row))
