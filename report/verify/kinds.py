"""What a paragraph can mention, as records: kinds, percentages, amounts, groups, sides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.spanish.readings import Reading


class Kind(Enum):
    """What a mention is."""

    UNIT = "unit"
    SHARE = "share"
    AMOUNTS = "amounts"
    GROUP = "group"
    TOTAL = "total"
    CODE = "code"
    LABEL = "label"
    SIDE = "side"
    SILENT = "silent"
    ACTIVITIES = "activities"
    CAP = "cap"


class Side(Enum):
    """How a percentage stands against a bound."""

    BELOW = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    ABOVE = ">"
    EXACT = "="
    ZERO = "0"


class Group(Enum):
    """Which units a count or quantifier speaks of."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    OTHERS = "others"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Percentage:
    """Points of a percentage and half of its last digit; `capped` where excesses are left out."""

    points: Decimal
    half: Decimal
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Executed of programmed."""

    executed: Reading
    programmed: Reading


@dataclass(frozen=True, slots=True)
class Counted:
    """A group of units, and how many it says they are (None where it does not say)."""

    group: Group
    number: int | None
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A side of a bound in points (100 where none is told)."""

    side: Side
    bound: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text and what it says; `misspelt` of a unit whose name is only like one."""

    kind: Kind
    start: int
    end: int
    value: object
    misspelt: bool = False
