"""What is to change in a workbook that exists: cells, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.canvas.book import Position, Value


@dataclass(frozen=True)
class Edits:
    """The changes of one sheet.

    `typed` are cells as a planner would type them (None empties one, text stays text); `results` what the
    formulas of cells come to now: the formula stays, its stored value is replaced.
    """

    typed: Mapping[Position, Value] = field(default_factory=dict)
    results: Mapping[Position, Value] = field(default_factory=dict)


class Obstacle(Enum):
    """Why a cell was left as it is."""

    FORMULA = "it holds a formula"
    SPILLED = "it belongs to the range of an array formula or a data table"
    MERGED = "it is covered by a merged cell"
    NO_FORMULA = "it holds no formula whose result could be renewed"


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that was not changed, and why."""

    sheet: str
    position: Position
    obstacle: Obstacle
