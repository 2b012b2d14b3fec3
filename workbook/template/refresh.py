"""What our formulas come to in a workbook that exists: the values to store once something in it has changed.

A formula is ours where it calls our functions or our defined names, or where it says word for word what the
template writes. What the planner's own formulas come to is for a spreadsheet program to compute.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from workbook.canvas import Formula
from workbook.domain.periods import MONTHS
from workbook.domain.places import Field, address
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.grid import text_of
from workbook.template import lists
from workbook.template.formulas import TableFormulas
from workbook.template.index import index_sheet, state_formula
from workbook.template.lists import lists_sheet
from workbook.template.naming import unit_sheets
from workbook.template.stored import missing_data, row_values, state_text
from workbook.template.timing import timing_of
from workbook.template.unit import period_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from workbook.canvas import Position, Sheet, Value
    from workbook.domain.model import Plan
    from workbook.domain.places import RowPlace
    from workbook.host import Book
    from workbook.template.naming import UnitSheet
    from workbook.template.stored import RowValues
    from workbook.template.timing import Timing

    Formulas = Mapping[Position, str]
    Results = dict[str, dict[Position, Value]]

_PERIOD_SHOWN: Final = f"={lists.PERIOD}&"
_ROW_FIELDS: Final = (
    (Field.PROGRAMMED, "programmed", lists.EVALUATED),
    (Field.EXECUTED, "executed", lists.EVALUATED),
    (Field.EFFICACY, "efficacy", "EFICACIA("),
    (Field.BAND, "band", "BANDA("),
)
"""What a row's formulas give, and what tells that they are the template's."""


def refreshed(book: Book, plan: Plan, rows: Mapping[str, AbstractSet[int]] | None = None) -> Results:
    """Return, by sheet, what our formulas come to by a plan that was read from `book` and changed since.

    The plan's activities know their rows; with `rows` only those of each sheet are told (all without).
    """
    units = unit_sheets(plan)
    timing = timing_of(plan, units)
    formulas = {sheet: _formulas(book, sheet) for sheet in book.sheet_names()}
    found: Results = defaultdict(dict)
    for sheet, cells in formulas.items():
        shown = (at for at, text in cells.items() if text.replace(" ", "").startswith(_PERIOD_SHOWN))
        found[sheet].update(dict.fromkeys(shown, period_text(timing)))
    for activity in plan.activities:
        where = activity.where
        if where is not None and (rows is None or where.row in rows.get(where.columns.sheet, ())):
            values = row_values(activity, timing.months, plan.framework.scale)
            sheet = where.columns.sheet
            found[sheet].update(_row(where, values, formulas[sheet]))
    for described in (index_sheet(units, plan.framework, timing), lists_sheet(plan, units, timing)[0]):
        there = next((name for name in formulas if plain(name) == plain(described.name)), None)
        if there is not None:
            found[there].update(_as_written(described, formulas[there]))
            if described.name == own.INDEX:
                found[there].update(_moved_units(units, plan, timing, formulas[there]))
            else:
                found[there].update(_labelled(book, there, timing, formulas[there]))
    return {sheet: cells for sheet, cells in found.items() if cells}


def _formulas(book: Book, sheet: str) -> Formulas:
    details = book.details(sheet)
    return {} if details is None else details.formulas


def _row(where: RowPlace, values: RowValues, formulas: Formulas) -> Iterator[tuple[Position, Value]]:
    for what, name, mark in _ROW_FIELDS:
        at = (where.row, where.columns.fields.get(what, -1))
        if mark in formulas.get(at, ""):
            yield at, getattr(values, name)


def _as_written(described: Sheet, formulas: Formulas) -> Iterator[tuple[Position, Value]]:
    """Yield the formulas that stand where the template puts them, word for word."""
    for position, cell in described.cells.items():
        if isinstance(cell.content, Formula) and formulas.get(position) == cell.content.text:
            yield position, cell.content.value


def _moved_units(
    units: tuple[UnitSheet, ...], plan: Plan, timing: Timing, formulas: Formulas
) -> Iterator[tuple[Position, Value]]:
    """Yield rows, missing data and state of units whose row in Índice stands elsewhere."""
    at = {text: position for position, text in formulas.items()}
    monthly = plan.framework.monthly
    for unit in units:
        texts = TableFormulas(unit.table, monthly=monthly)
        rows, missing = at.get(texts.rows), at.get(texts.missing)
        if rows is None or missing is None:
            continue
        count = sum(1 for one in unit.activities if one.action or one.name)
        lacking = missing_data(unit.activities, timing.months, monthly=monthly)
        yield rows, count
        yield missing, lacking
        state = at.get(state_formula(address(*rows), address(*missing)))
        if state is not None:
            yield state, state_text(count, lacking)


def _labelled(book: Book, sheet: str, timing: Timing, formulas: Formulas) -> Iterator[tuple[Position, Value]]:
    """Yield the helper cells of Listas, each right of its label, and the months that are evaluated."""
    for row, cells in enumerate(book.rows(sheet)):
        for column, raw in enumerate(cells):
            label, beside = text_of(raw), (row, column + 1)
            if label in timing.helpers and beside in formulas:
                yield beside, timing.helpers[label]
            elif label == own.EVALUATED_LABEL:
                yield from (((row, column + month), int(month in timing.months)) for month in MONTHS)
