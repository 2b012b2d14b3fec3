"""Equivalencia de columnas: what a planner says that the columns of somebody's workbook hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from workbook.domain.places import Field

EVERY_SHEET = "*"


class Belonging(Enum):
    """What a row belongs to, besides its AEI and unit."""

    OBJECTIVE = "objective"
    OBJECTIVE_NAME = "objective name"
    ACTION_NAME = "action name"


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds; `month` (1 to 12) of an amount, 0 for the whole period."""

    what: Field | Belonging
    month: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """One column: its header, what it holds, and how.

    `separator` parts its texts in two, the second part being what `rest` says; `year` is the year that the
    column is of, None for any; `fill` repeats the last text in the blank cells below.
    """

    header: str
    target: Target
    separator: str = ""
    rest: Target | None = None
    year: int | None = None
    fill: bool = False


@dataclass(frozen=True, slots=True)
class SheetEquivalence:
    """What is said of a sheet ("*" for every one): its header's row (from 1), its columns, its constants."""

    sheet: str
    columns: tuple[Assignment, ...]
    constants: tuple[tuple[Target, str], ...] = ()
    header: int | None = None
    read: bool = True


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What is said of a workbook; of columns that are of a year, those of `year` are read."""

    sheets: tuple[SheetEquivalence, ...] = ()
    year: int | None = None

    def of(self, sheet: str) -> SheetEquivalence | None:
        """Return what is said of a sheet: by its name, else of every sheet.

        >>> every = SheetEquivalence("*", ())
        >>> Equivalence((every,)).of("UTD") is every, Equivalence().of("UTD")
        (True, None)
        """
        named = {plain(one.sheet): one for one in self.sheets if one.sheet != EVERY_SHEET}
        every = next((one for one in self.sheets if one.sheet == EVERY_SHEET), None)
        return named.get(plain(sheet), every)
