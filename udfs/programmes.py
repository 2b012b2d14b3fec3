"""Lists of amounts as activities of one AEI, evaluated by the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from udfs.arguments import VALUE_ERROR, BadArgument, lists, refuse_errors
from workbook.domain.assessment import State
from workbook.domain.cells import CellError, read_amount
from workbook.domain.efficacy import CellAnswer, cell_efficacy
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Settings
from workbook.domain.places import Field
from workbook.domain.scale import DEFAULT_SCALE
from workbook.domain.unitnames import UnitBook
from workbook.layouts.activities import find_header
from workbook.layouts.grid import text_of
from workbook.reading.totals import is_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from udfs.arguments import Matrix, Row
    from workbook.domain.assessment import Assessment
    from workbook.domain.cells import Raw
    from workbook.domain.efficacy import Method
    from workbook.domain.findings import Finding
    from workbook.domain.results import ActionResult
    from workbook.domain.scale import Scale

OBJECTIVE: Final = Objective("OEI", "")
_ACTION: Final = Action("AEI", "", OBJECTIVE.code)
NUMBER_ERROR: Final = CellError(CellAnswer.NUMBER_ERROR.value)
_STATEMENTS: Final = {
    State.NOT_PROGRAMMED: CellAnswer.NOT_PROGRAMMED,
    State.NO_TARGET: CellAnswer.NO_TARGET,
    State.NOT_REPORTED: CellAnswer.NOT_REPORTED,
}


def programme(programmed: Matrix, executed: Matrix) -> list[Activity]:
    """Return pairs of amounts as activities of one unit."""
    rows = _below_header(lists(programmed, executed))
    return [activity_of(_ACTION.code, "", *row) for row in rows]


def listed_by_unit(units: Matrix, programmed: Matrix, executed: Matrix) -> list[Activity]:
    """Return rows of unit and amounts as activities; blank rows and TOTAL rows are none.

    Raises BadArgument for amounts without a unit.
    """
    book = UnitBook()
    activities: list[Activity] = []
    for raw, *amounts in _below_header(lists(units, programmed, executed)):
        name = text_of(raw)
        if is_total(name) or (not name and not any(map(text_of, amounts))):
            continue
        if not name:
            raise BadArgument
        unit = book.find(name)
        if unit is None:
            unit = OrgUnit(name, name)
            book.add(unit)
        activities.append(activity_of(_ACTION.code, unit.key, *amounts))
    return activities


def activity_of(action: str, unit: str, programmed: Raw, executed: Raw) -> Activity:
    """Return a row of amounts as an activity."""
    return Activity(action, unit, read_amount(programmed), read_amount(executed))


def outcome_of(activities: Sequence[Activity], method: Method, scale: Scale = DEFAULT_SCALE) -> ActionResult:
    """Return the result of the one AEI. Raises BadArgument with the error of the first unusable row."""
    units = tuple(OrgUnit(key, key) for key in dict.fromkeys(activity.unit for activity in activities))
    framework = Framework(Settings(), (OBJECTIVE,), (_ACTION,), units, scale)
    return next(evaluate(framework, activities, Request(method), _refuse).actions())


def statement_of(state: State) -> str:
    """Return what a cell says of a state that has no efficacy, as EFICACIA does."""
    return _STATEMENTS[state].value


def number(exact: Fraction | Decimal) -> float | CellError:
    """Return a figure as a cell holds it; #NUM! where it is too large for one."""
    numerator, denominator = exact.as_integer_ratio()
    try:
        return numerator / denominator
    except OverflowError:
        return NUMBER_ERROR


def unusable(activity: Activity) -> CellError:
    """Return the error that EFICACIA gives for the amounts of an unusable row."""
    answer = cell_efficacy(activity.programmed, activity.executed)
    if isinstance(answer, CellError):
        return answer
    return NUMBER_ERROR if answer is CellAnswer.NUMBER_ERROR else VALUE_ERROR


def _refuse(activity: Activity, found: Assessment) -> Iterable[Finding]:
    if found.state is State.UNUSABLE:
        raise BadArgument(unusable(activity))
    return ()


def _below_header(rows: list[Row]) -> list[Row]:
    """Return rows without the header that a whole column brings along. Errors among them come first."""
    for row in rows:
        refuse_errors(row)
    header = find_header(rows[:1])
    headed = header is not None and {Field.PROGRAMMED, Field.EXECUTED} <= set(header.fields)
    return rows[1:] if headed else rows
