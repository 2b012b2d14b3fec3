"""What a paragraph about one AEI can claim, as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Side(Enum):
    """Where a sentence says that a unit stands."""

    BELOW = "below"
    EXACT = "exact"
    ABOVE = "above"
    IDLE = "idle"


class Kind(Enum):
    """What a total is said to be."""

    RATIO = "en conjunto"
    CAPPED_RATIO = "con tope"
    MEAN = "promedio"
    CAPPED_MEAN = "promedio con tope"


class Universal(Enum):
    """What is said of all units at once."""

    ALL_EXACT = "all executed 100 %"
    ALL_REACHED = "all reached 100 % or more"
    NONE_REACHED = "none reached its target"
    NONE_EXECUTED = "none executed anything"
    NONE_REPORTED = "none sent information"


@dataclass
class UnitClaim:
    """All that a paragraph says of one unit."""

    percent: Decimal | None = None
    sides: set[Side] = field(default_factory=set)
    amounts: tuple[Decimal, Decimal] | None = None
    solely: bool = False
    only: set[Side] = field(default_factory=set)
    review: bool = False
    silent: bool = False
    partial: bool = False
    unusable: bool = False
    untargeted: Decimal | None = None
    demand: bool = False
    informs: tuple[str, ...] = ()
    activities: tuple[int, int] | None = None


@dataclass
class Claims:
    """All that a paragraph says. `others` are "otras N unidades", `counts` "dos ejecutaron el 100 %"."""

    units: dict[str, UnitClaim] = field(default_factory=dict)
    programmed: set[int] = field(default_factory=set)
    reported: set[int] = field(default_factory=set)
    counts: list[tuple[Side, int]] = field(default_factory=list)
    others: list[tuple[Side | str, int]] = field(default_factory=list)
    review_others: bool = False
    review_more: int = 0
    universals: list[Universal] = field(default_factory=list)
    totals: list[tuple[Kind, Decimal]] = field(default_factory=list)
    without_excess: list[Decimal] = field(default_factory=list)
    label: str | None = None
    provisional: bool = False
    no_label: int = 0
    outside_total: bool = False
    period: str | None = None
    contrasts: int = 0
    disagreements: list[str] = field(default_factory=list)
    articles: list[tuple[str, str]] = field(default_factory=list)
    pointed: list[tuple[str, str]] = field(default_factory=list)
