"""The form of a message: a short title, what is observed, how to repair it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.spanish.details import Details

    Say = Callable[[Details], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How one code is said.

    `observed` begins in lower case (a place may stand before it) and has no full stop; `repair` is whole
    sentences addressed to the planner.
    """

    title: str
    observed: Say
    repair: Say


def always(text: str) -> Say:
    """Say the same whatever the data."""
    return lambda _: text
