"""What the template's formulas come to in a workbook that exists: the values to store after a change.

The workbook is taken as it is: rows moved, sheets renamed, columns in another order. Cells that hold no
formula any more are none of ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from workbook.domain.periods import MONTHS
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import Grid, text_of
from workbook.template import lists
from workbook.template.naming import unit_sheets
from workbook.template.stored import missing_data, row_values, state_text
from workbook.template.timing import timing_of
from workbook.template.unit import period_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbook.canvas import Position, Value
    from workbook.domain.model import Activity, Plan
    from workbook.domain.places import RowPlace
    from workbook.host import Book
    from workbook.template.stored import RowValues
    from workbook.template.timing import Timing

    Results = dict[str, dict[Position, Value]]

_PERIOD_SHOWN: Final = f"={lists.PERIOD}&"
_OTHER_SHEET: Final = re.compile(r"=IF\((?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")
_ROW_FIELDS: Final = (
    (Field.PROGRAMMED, "programmed", lists.EVALUATED),
    (Field.EXECUTED, "executed", lists.EVALUATED),
    (Field.EFFICACY, "efficacy", "EFICACIA("),
    (Field.BAND, "band", "BANDA("),
)
"""What a row's formulas give, and what tells that they are the template's."""


def refreshed(book: Book, plan: Plan) -> Results:
    """Return what every formula of the template comes to by a plan that was read from `book` and changed.

    The plan's activities know their rows. Only cells with a formula are given.
    """
    timing = timing_of(plan, unit_sheets(plan))
    formulas = {sheet: _formulas(book, sheet) for sheet in book.sheet_names()}
    found: Results = defaultdict(dict)
    for sheet, cells in formulas.items():
        shown = (at for at, text in cells.items() if text.replace(" ", "").startswith(_PERIOD_SHOWN))
        found[sheet].update(dict.fromkeys(shown, period_text(timing)))
    for activity in plan.activities:
        if activity.where is not None:
            sheet = activity.where.columns.sheet
            values = row_values(activity, timing.months, plan.framework.scale)
            found[sheet].update(_row(activity.where, values, formulas[sheet]))
    sheets = {plain(name): name for name in book.sheet_names()}
    if plain(own.LISTS) in sheets:
        lists_sheet = sheets[plain(own.LISTS)]
        found[lists_sheet].update(_lists(Grid(lists_sheet, book.rows(lists_sheet)), timing))
    if plain(own.INDEX) in sheets:
        index = sheets[plain(own.INDEX)]
        grid = Grid(index, book.rows(index))
        found[index].update(_index(grid, formulas[index], plan, timing))
    return {
        sheet: kept
        for sheet, cells in found.items()
        if (kept := {at: value for at, value in cells.items() if at in formulas[sheet]})
    }


def _formulas(book: Book, sheet: str) -> Mapping[Position, str]:
    details = book.details(sheet)
    return {} if details is None else details.formulas


def _row(
    where: RowPlace, values: RowValues, formulas: Mapping[Position, str]
) -> Iterator[tuple[Position, Value]]:
    for what, name, mark in _ROW_FIELDS:
        at = (where.row, where.columns.fields.get(what, -1))
        if mark in formulas.get(at, ""):
            yield at, getattr(values, name)


def _lists(grid: Grid, timing: Timing) -> Iterator[tuple[Position, Value]]:
    """Yield the helper cells of Listas, each beside its label, and the months that are evaluated."""
    for row, cells in enumerate(grid.rows):
        for column, raw in enumerate(cells):
            label = text_of(raw)
            if label in timing.helpers and isinstance(grid.peek(row, column + 1), int | float | str):
                yield (row, column + 1), timing.helpers[label]
            elif label == own.EVALUATED_LABEL:
                yield from (((row, column + month), int(month in timing.months)) for month in MONTHS)


def _index(
    grid: Grid, formulas: Mapping[Position, str], plan: Plan, timing: Timing
) -> Iterator[tuple[Position, Value]]:
    """Yield what Índice tells of each unit, and its last row."""
    header = next((n for n, row in enumerate(grid.rows) if _is_header(row)), None)
    if header is None:
        return
    texts = [text_of(cell) for cell in grid.rows[header]]
    missing_at, state_at = (texts.index(own.INDEX_HEADERS[n]) for n in (4, 5))
    rows = _rows_by_sheet(plan.activities)
    counts: list[int | str] = []
    states: list[str] = []
    for row in range(header + 1, len(grid.rows)):
        sheet = _sheet_of((text for (at, _), text in formulas.items() if at == row))
        if sheet is not None:
            activities = rows.get(sheet, ())
            counts.append(missing_data(activities, timing.months, monthly=plan.framework.monthly))
            states.append(state_text(len(activities), counts[-1]))
            yield (row, missing_at), counts[-1]
            yield (row, state_at), states[-1]
        elif formulas.get((row, missing_at), "").startswith("=SUM("):
            yield (row, missing_at), sum(count for count in counts if isinstance(count, int))
            yield (row, state_at), f"{states.count(state_text(1, 0))} de {len(states)} completas"


def _is_header(row: Iterable[object]) -> bool:
    return {*own.INDEX_HEADERS} <= {cell for cell in row if isinstance(cell, str)}


def _sheet_of(texts: Iterable[str]) -> str | None:
    """Return the sheet that a row of Índice speaks of, by the formula that shows its unit."""
    found = next((match for text in texts if (match := _OTHER_SHEET.match(text))), None)
    if found is None:
        return None
    return found[1].replace("''", "'") if found[1] else found[2]


def _rows_by_sheet(activities: Iterable[Activity]) -> dict[str, list[Activity]]:
    rows: dict[str, list[Activity]] = {}
    for activity in activities:
        if activity.where is not None:
            rows.setdefault(activity.where.columns.sheet, []).append(activity)
    return rows
