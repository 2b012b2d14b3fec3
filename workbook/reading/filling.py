"""Rows made whole: merged cells filled down, formulas never calculated told from blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.cells import NOT_CALCULATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.cells import Raw


def filled_down(
    rows: Iterator[tuple[int, Sequence[Raw]]], merged: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, Sequence[Raw]]]:
    """Give every row of a merged cell the content that stands in its first."""
    below = {(row, column): (top, column) for top, bottom, column in merged for row in range(top, bottom + 1)}
    held: dict[tuple[int, int], Raw] = {}
    columns = {column for _, _, column in merged}
    for number, row in rows:
        cells = [*row, *[None] * (max(columns) + 1 - len(row))]
        for column in columns:
            first = below.get((number, column))
            if first is not None:
                cells[column] = held.setdefault(first, cells[column])
        yield number, cells


def uncalculated(
    rows: Iterator[tuple[int, Sequence[Raw]]], unknown: dict[int, list[int]], width: int
) -> Iterator[tuple[int, Sequence[Raw]]]:
    """Put a mark where a formula has no stored value, so that it does not read as a blank."""
    for number, row in rows:
        if number in unknown:
            cells: list[Raw] = [*row, *[None] * (width - len(row))]
            for column in unknown[number]:
                cells[column] = NOT_CALCULATED if cells[column] in (None, "") else cells[column]
            yield number, cells
        else:
            yield number, row
