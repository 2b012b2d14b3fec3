"""The catalogue of mutations: harmless ones change no figure and bring no error, harmful ones are found."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.mutations.model import Cell, Line, Record, Sheet, Workbook

Operation = Callable[[Workbook, random.Random], bool]


@dataclass(frozen=True)
class Mutation:
    """A change with a name; it gives False where the workbook has no place for it, and leaves it as it is."""

    name: str
    operation: Operation
    harmful: bool


HARMLESS: list[Mutation] = []
HARMFUL: list[Mutation] = []


def harmless(operation: Operation) -> Operation:
    """Add a harmless mutation."""
    HARMLESS.append(Mutation(operation.__name__, operation, harmful=False))
    return operation


def harmful(operation: Operation) -> Operation:
    """Add a harmful one: it adds to `expected` what must be found."""
    HARMFUL.append(Mutation(operation.__name__, operation, harmful=True))
    return operation


def a_row(
    book: Workbook, rng: random.Random, fits: Callable[[Record], bool] = lambda _: True, *needs: str
) -> tuple[Sheet, Line, Record] | None:
    """Take a free row whose record fits and that has cells of some roles; None where there is none."""
    rows = [
        one for one in book.free_rows() if fits(one[2]) and all(one[1].at(role) is not None for role in needs)
    ]
    if not rows:
        return None
    chosen = rng.choice(rows)
    book.claim(chosen[1])
    return chosen


def an_amount(
    book: Workbook,
    rng: random.Random,
    fits: Callable[[object], bool] = lambda _: True,
    sides: tuple[str, ...] = ("programmed", "executed"),
) -> tuple[Sheet, Line, Record, str, int, Cell] | None:
    """Take an amount of a free row: sheet, row, record, side, position among the side's amounts, cell."""
    months = book.months
    found = []
    for sheet, line, record in book.free_rows():
        for side in sides:
            amounts = getattr(record, side)
            for position, cell in enumerate(line.all_of(side)):
                inside = len(amounts) == 1 or position + 1 in months
                if inside and not cell.formula and fits(amounts[position]):
                    found.append((sheet, line, record, side, position, cell))
    if not found:
        return None
    chosen = rng.choice(found)
    book.claim(chosen[1])
    return chosen


def a_table(book: Workbook, rng: random.Random, *kinds: str) -> Sheet | None:
    """Choose a sheet of activities (of some kinds)."""
    sheets = [one for one in book.tables if one.data and (not kinds or one.kind in kinds)]
    return rng.choice(sheets) if sheets else None


def is_export_file(book: Workbook) -> bool:
    """Tell whether the workbook is the register's HTML, in which people change little."""
    return book.ending == ".xls"
