"""What our formulas come to once cells are written: the values that a copy of the workbook stores.

A formula is ours where it calls our functions or our defined names, or where it stands word for word where
the template puts it. What the planner's own formulas come to is for a spreadsheet program to compute.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.canvas import Formula
from workbook.domain.cells import CellError, exact
from workbook.domain.places import Field, address
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.template import lists
from workbook.template.formulas import TableFormulas
from workbook.template.index import index_sheet, state_formula
from workbook.template.lists import lists_sheet
from workbook.template.naming import unit_sheets
from workbook.template.stored import missing_data, row_values, state_text
from workbook.template.timing import timing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbook.canvas import Sheet, Value
    from workbook.domain.cells import Raw
    from workbook.domain.model import Activity, Plan
    from workbook.domain.scale import Scale
    from workbook.host import Book, Position

    Results = dict[str, dict[Position, Value]]

_CALLS: Final = {
    Field.PROGRAMMED: lists.EVALUATED,
    Field.EXECUTED: lists.EVALUATED,
    Field.EFFICACY: "EFICACIA(",
    Field.BAND: "BANDA(",
}


def results_after(
    book: Book, before: Plan, after: Plan, written: Mapping[str, Mapping[Position, Value]]
) -> Results:
    """Return, by sheet, the cells whose stored result is another one now that `written` are in them.

    `book` is the workbook as it was; `before` and `after` its plan without and with what is written.
    """
    found: Results = defaultdict(dict)
    timings = [timing_of(plan, unit_sheets(plan)) for plan in (before, after)]
    moved = timings[0].months != timings[1].months
    rows = {sheet: {row for row, _ in cells} for sheet, cells in written.items()}
    for activity in after.activities:
        where = activity.where
        if where is not None and (moved or where.row in rows.get(where.columns.sheet, ())):
            for position, value in _of_row(book, activity, timings[1].months, after.framework.scale):
                found[where.columns.sheet][position] = value
    for sheet, position, value in _of_the_frame(book, after):
        found[sheet][position] = value
    return {sheet: news for sheet, cells in found.items() if (news := _news(book, sheet, cells))}


def _of_row(
    book: Book, activity: Activity, months: tuple[int, ...], scale: Scale
) -> Iterator[tuple[Position, Value]]:
    where = activity.where
    if where is None:
        return
    details = book.details(where.columns.sheet)
    values = row_values(activity, months, scale)
    shown = {
        Field.PROGRAMMED: values.programmed,
        Field.EXECUTED: values.executed,
        Field.EFFICACY: values.efficacy,
        Field.BAND: values.band,
    }
    for what, call in _CALLS.items():
        column = where.columns.fields.get(what)
        position = (where.row, -1 if column is None else column)
        if details is not None and call in details.formulas.get(position, ""):
            yield position, shown[what]


def _of_the_frame(book: Book, plan: Plan) -> Iterator[tuple[str, Position, Value]]:
    """Yield what the formulas of Índice and Listas come to, where they stand as the template puts them."""
    units = unit_sheets(plan)
    timing = timing_of(plan, units)
    for described in (index_sheet(units, plan.framework, timing), lists_sheet(plan, units, timing)[0]):
        sheet = next((name for name in book.sheet_names() if plain(name) == plain(described.name)), None)
        details = book.details(sheet) if sheet is not None else None
        if sheet is not None and details is not None:
            for position, value in _where_they_stand(described, details.formulas):
                yield sheet, position, value
            if described.name == own.INDEX:
                for position, value in _of_moved_rows(plan, details.formulas):
                    yield sheet, position, value


def _where_they_stand(described: Sheet, formulas: Mapping[Position, str]) -> Iterator[tuple[Position, Value]]:
    for position, cell in described.cells.items():
        if isinstance(cell.content, Formula) and formulas.get(position) == cell.content.text:
            yield position, cell.content.value


def _of_moved_rows(plan: Plan, formulas: Mapping[Position, str]) -> Iterator[tuple[Position, Value]]:
    """Yield rows, missing data and state of units whose row in Índice stands elsewhere."""
    units = unit_sheets(plan)
    months = timing_of(plan, units).months
    at = {text: position for position, text in formulas.items()}
    for unit in units:
        texts = TableFormulas(unit.table, monthly=plan.framework.monthly)
        rows, missing = at.get(texts.rows), at.get(texts.missing)
        if rows is None or missing is None:
            continue
        count = sum(1 for one in unit.activities if one.action or one.name)
        lacking = missing_data(unit.activities, months, monthly=plan.framework.monthly)
        yield rows, count
        yield missing, lacking
        state = at.get(state_formula(address(*rows), address(*missing)))
        if state is not None:
            yield state, state_text(count, lacking)


def _news(book: Book, sheet: str, cells: Mapping[Position, Value]) -> dict[Position, Value]:
    """Return those cells that hold something else now."""
    wanted: dict[int, dict[int, Value]] = defaultdict(dict)
    for (at, column), value in cells.items():
        wanted[at][column] = value
    found: dict[Position, Value] = {}
    for number, row in enumerate(book.rows(sheet)):
        for column, value in wanted.pop(number, {}).items():
            if not _is(row[column] if column < len(row) else None, value):
                found[number, column] = value
    return found | {(at, column): value for at, rest in wanted.items() for column, value in rest.items()}


def _is(raw: Raw, value: Value) -> bool:
    """Tell whether a cell holds a value already."""
    if isinstance(raw, CellError):
        return raw.code == value
    if value is None or isinstance(value, str):
        return (raw or "") == (value or "") if raw is None or isinstance(raw, str) else False
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    return exact(raw) == exact(float(Fraction(value)))
