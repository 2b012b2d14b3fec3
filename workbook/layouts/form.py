"""What a layout adds to a table of activities: rows made ready, texts that no column holds, names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.domain.places import Field

    NumberedRow = tuple[int, Sequence[Raw]]


_TOTAL: Final = re.compile(r"(?:sub ?|gran )?total(?:es)?\b|suma\b|sumatoria\b")


def says_total(cells: Sequence[Raw]) -> bool:
    """Tell whether a row's texts begin like the label of a TOTAL: such a row gets no AEI from elsewhere."""
    return any(isinstance(cell, str) and cell and _TOTAL.match(plain(cell)) for cell in cells)


class Adapt(Protocol):
    """Makes the rows below a header ready: leaves some out (and notes why), rewrites cells of others."""

    def __call__(self, rows: Iterator[NumberedRow], skips: Skips, /) -> Iterator[NumberedRow]:
        """Give the rows to read, with their numbers (from 0)."""
        ...


@dataclass(frozen=True)
class Naming:
    """Columns (from 0) that name what a row belongs to: its OEI, that one's name, the AEI's, the unit's.

    `entity` and `year` are the plan's.
    """

    objective: int | None = None
    objective_name: int | None = None
    action_name: int | None = None
    unit_name: int | None = None
    entity: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Form:
    """How a table that is not laid out as ours becomes one.

    `virtual` are columns beyond those of the sheet that `adapt` fills, by what they hold: they are read in
    place of the sheet's own, which stay where findings lead to. `constants` are held by no column. A cell of
    the columns `merged` that reaches down over rows counts for all of them. `told` are columns that hold
    something else than fields, for the account. `last` is the last row (from 0) of the table.
    """

    adapt: Adapt | None = None
    virtual: Mapping[Field, int] = field(default_factory=dict)
    naming: Naming | None = None
    constants: frozenset[Field] = frozenset()
    merged: frozenset[int] = frozenset()
    told: tuple[tuple[int, str], ...] = ()
    last: int | None = None
