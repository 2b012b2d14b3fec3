"""Months, periods and kinds of target (method, section 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

MONTHS = tuple(range(1, 13))


class PeriodKind(Enum):
    """The periods that have a name; the value is the months that they cover."""

    YEAR = (1, 12)
    FIRST_SEMESTER = (1, 6)
    SECOND_SEMESTER = (7, 12)
    FIRST_QUARTER = (1, 3)
    SECOND_QUARTER = (4, 6)
    THIRD_QUARTER = (7, 9)
    FOURTH_QUARTER = (10, 12)
    TO_FIRST_QUARTER = (1, 3, "to")
    TO_SECOND_QUARTER = (1, 6, "to")
    TO_THIRD_QUARTER = (1, 9, "to")
    MONTHS = ()


class TargetKind(Enum):
    """How monthly amounts make the period's amount."""

    CUMULATIVE = "acumulable"
    NOT_CUMULATIVE = "no acumulable"


@dataclass(frozen=True, slots=True)
class Period:
    """The months that are evaluated; `cutoff` is the last month that counts, where it was asked for."""

    kind: PeriodKind
    months: tuple[int, ...]
    cutoff: int | None = None

    @property
    def evaluated(self) -> tuple[int, ...]:
        """The months of the period up to the cut-off."""
        return tuple(m for m in self.months if self.cutoff is None or m <= self.cutoff)

    @property
    def last(self) -> int:
        """The last evaluated month."""
        return self.evaluated[-1]

    @property
    def is_year(self) -> bool:
        """Whether all twelve months are evaluated."""
        return self.evaluated == MONTHS

    def until(self, month: int) -> Period:
        """Return the same period cut off after `month` (1 to 12)."""
        return replace(self, cutoff=month if month < self.months[-1] else None)


def named(kind: PeriodKind) -> Period:
    """Return the period that has a name of its own.

    >>> named(PeriodKind.TO_THIRD_QUARTER).evaluated
    (1, 2, 3, 4, 5, 6, 7, 8, 9)
    """
    first, last, *_ = kind.value
    return Period(kind, tuple(range(int(first), int(last) + 1)))


def of_months(months: tuple[int, ...]) -> Period:
    """Return the period of any months (1 to 12, at least one), under its own name where it has one."""
    ordered = tuple(sorted(set(months)))
    for kind in (k for k in PeriodKind if k.value and len(k.value) == 2):  # noqa: PLR2004
        if named(kind).months == ordered:
            return named(kind)
    return Period(PeriodKind.MONTHS, ordered)


YEAR = named(PeriodKind.YEAR)
