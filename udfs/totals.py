"""The totals of each AEI of a table: found by its headers, evaluated by the core, handed on with pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from udfs.arguments import BadArgument
from udfs.programmes import OBJECTIVE, activity_of, number, statement_of, unusable
from workbook.domain.assessment import State
from workbook.domain.cells import CellError
from workbook.domain.codes import CodeBook, code_of
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Action, Framework, Settings
from workbook.domain.places import Field
from workbook.layouts import own
from workbook.layouts.activities import find_header, is_header
from workbook.layouts.grid import HEAD_ROWS, text_of
from workbook.reading.totals import is_total
from workbook.spanish.outcomes import label_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from udfs.arguments import Matrix, Row
    from workbook.domain.assessment import Assessment
    from workbook.domain.findings import Finding
    from workbook.domain.model import Activity
    from workbook.domain.results import ActionResult

    TotalRow = tuple[str, float | CellError, float | CellError, float | str | CellError, str | CellError]

COLUMNS: Final = tuple(
    own.HEADERS[what] for what in (Field.ACTION, Field.PROGRAMMED, Field.EXECUTED, Field.EFFICACY, Field.BAND)
)
WITHOUT_ACTION: Final = "(sin AEI)"
"""Stands for the AEI of rows that have amounts and name none: seen, never dropped."""


def action_rows(table: Matrix) -> list[TotalRow]:
    """Return code, programmed, executed, efficacy and label of each AEI, in the order they appear.

    Amounts are those of the rows that count; a row that cannot be used makes its error that of its AEI.
    Raises BadArgument where a header is missing, or where the cell of an AEI holds an error.
    """
    header = find_header(table[:HEAD_ROWS])
    if header is None or not {Field.ACTION, Field.PROGRAMMED, Field.EXECUTED} <= set(header.fields):
        raise BadArgument
    activities = list(_activities(table[header.row + 1 :], header.fields))
    codes = dict.fromkeys(activity.action for activity in activities)
    framework = Framework(
        Settings(), (OBJECTIVE,), tuple(Action(code, "", OBJECTIVE.code) for code in codes), ()
    )
    errors: dict[str, CellError] = {}

    def note(activity: Activity, found: Assessment) -> Iterable[Finding]:
        if found.state is State.UNUSABLE:
            errors.setdefault(activity.action, unusable(activity))
        return ()

    evaluation = evaluate(framework, activities, check=note)
    return [_row(result, errors.get(result.action.code)) for result in evaluation.actions()]


def to_frame(rows: Sequence[TotalRow]) -> pd.DataFrame:
    """Return the rows as a table with COLUMNS. Loads pandas, which takes 0.4 s the first time."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _activities(rows: Matrix, columns: Mapping[Field, int]) -> Iterator[Activity]:
    """Yield the rows that are activities, by the code of their AEI as it stood first."""
    book = CodeBook()
    places = columns[Field.ACTION], columns[Field.PROGRAMMED], columns[Field.EXECUTED]
    for row in rows:
        action, programmed, executed = (row[place] for place in places)
        if isinstance(action, CellError):
            raise BadArgument(action)
        if is_header(row) or _says_total(row, columns):
            continue
        text = text_of(action)
        if not text and not (_tells(programmed) or _tells(executed)):
            continue
        yield activity_of(_code(text, book), "", programmed, executed)


def _code(text: str, book: CodeBook) -> str:
    if not text:
        return WITHOUT_ACTION
    known = book.find(text)
    if known is None:
        known = code_of(text)
        book.add(known)
    return known


def _says_total(row: Row, columns: Mapping[Field, int]) -> bool:
    """Tell whether a row is a TOTAL: by its AEI, code or name, or by any text where it names no AEI."""
    named = [row[columns[what]] for what in (Field.ACTION, Field.CODE, Field.NAME) if what in columns]
    texts = named if text_of(row[columns[Field.ACTION]]) else row
    return any(isinstance(cell, str) and is_total(cell) for cell in texts)


def _tells(cell: object) -> bool:
    return cell not in (None, 0, "")


def _row(result: ActionResult, error: CellError | None) -> TotalRow:
    code, outcome = result.action.code, result.outcome
    if error is not None:
        return code, error, error, error, error
    totals = number(outcome.totals.programmed), number(outcome.totals.executed)
    if outcome.efficacy is None:
        statement = statement_of(outcome.state)
        return code, *totals, statement, statement
    return code, *totals, number(outcome.efficacy), label_text(outcome)
