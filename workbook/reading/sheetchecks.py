"""What formulas, formats and hidden rows of a sheet tell, after its rows were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code, Finding, finding
from workbook.domain.formulas import band_without_scale, deviation, linked_function, skipped_rows
from workbook.domain.places import Columns, Field, Runs, address
from workbook.reading.notes import TOLD, Cells, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.host import Details, Position

_COMPARED: Final = (Field.PROGRAMMED, Field.EXECUTED, Field.ANNUAL, Field.EFFICACY, Field.BAND)


@dataclass(slots=True)
class RowsRead:
    """Rows (from 0) of a sheet read as activities, and as TOTAL with the first row that each sums."""

    activities: Runs = field(default_factory=Runs)
    totals: list[tuple[int, int]] = field(default_factory=list)

    def has(self, row: int) -> bool:
        """Tell whether a row holds an activity."""
        return self.activities.has(row)

    def between(self, first: int, end: int) -> list[int]:
        """Return the rows of activities from `first` up to `end`, without it."""
        spans = self.activities.spans
        return [row for a, b in spans for row in range(max(a, first), min(b + 1, end))]


def check_details(
    columns: Columns, details: Details, rows: RowsRead, *, default_scale: bool
) -> Iterator[Finding]:
    """Yield what a sheet's details tell of the rows that were read."""
    yield from _not_calculated(columns, details, rows)
    yield from _formulas(columns, details, rows)
    yield from _calls(columns, details, default_scale=default_scale)
    yield from _formats(columns, details, rows)
    yield from _hidden(columns, details, rows)


def _amount_columns(columns: Columns) -> tuple[int, ...]:
    """Return the columns whose numbers the evaluation takes."""
    if columns.programmed_months:
        return (*columns.programmed_months, *columns.executed_months)
    wanted = (Field.ANNUAL, Field.PROGRAMMED, Field.EXECUTED)
    return tuple(columns.fields[what] for what in wanted if what in columns.fields)


def _compared(columns: Columns) -> list[int]:
    own = [columns.fields[what] for what in _COMPARED if what in columns.fields]
    return sorted({*own, *columns.programmed_months, *columns.executed_months})


def _here(positions: frozenset[Position], wanted: Sequence[int], rows: RowsRead) -> Cells:
    found = sorted((row, column) for row, column in positions if column in wanted and rows.has(row))
    return cells_of(address(*place) for place in found)


def _not_calculated(columns: Columns, details: Details, rows: RowsRead) -> list[Finding]:
    """Find formulas never calculated; a few computed cells without a value may only say nothing ("")."""
    cells = _here(details.without_value, _compared(columns), rows)
    amounts = _here(details.without_value, _amount_columns(columns), rows)
    if not amounts.count and cells.count < _here(frozenset(details.formulas), _compared(columns), rows).count:
        return []
    return cells.findings(Code.NOT_CALCULATED, columns.sheet, columns.unit, amounts=amounts.count)


def _formats(columns: Columns, details: Details, rows: RowsRead) -> list[Finding]:
    cells = _here(details.decimals_hidden, _amount_columns(columns), rows)
    return cells.findings(Code.HIDDEN_DECIMALS, columns.sheet, columns.unit)


def _hidden(columns: Columns, details: Details, rows: RowsRead) -> list[Finding]:
    found = sorted(row for row in details.hidden_rows if rows.has(row))
    cells = cells_of(address(row, columns.fields[Field.ACTION]) for row in found)
    numbers = tuple(str(row + 1) for row in found[:TOLD])
    return cells.findings(Code.HIDDEN_ROWS, columns.sheet, columns.unit, rows=numbers)


def _formulas(columns: Columns, details: Details, rows: RowsRead) -> Iterator[Finding]:
    by_column: dict[int, list[tuple[int, str]]] = {column: [] for column in _compared(columns)}
    for (row, column), text in details.formulas.items():
        if column in by_column and rows.has(row):
            by_column[column].append((row, text))
    for column, formulas in by_column.items():
        yield from _deviation(columns, column, formulas)
    yield from _skipping(columns, details, rows)


def _deviation(columns: Columns, column: int, formulas: list[tuple[int, str]]) -> Iterator[Finding]:
    formulas.sort()
    found = deviation(formulas, column)
    if found is not None:
        first = found.rows[0]
        yield from cells_of(address(row, column) for row in found.rows).findings(
            Code.DEVIANT_FORMULA,
            columns.sheet,
            columns.unit,
            formula=dict(formulas)[first],
            expected=found.form.at(first, column),
        )


def _skipping(columns: Columns, details: Details, rows: RowsRead) -> Iterator[Finding]:
    """Yield the TOTAL rows whose SUM leaves out rows of their table."""
    for row, first in rows.totals:
        wanted = rows.between(first, row)
        for column in _compared(columns):
            formula = details.formulas.get((row, column), "")
            skipped = skipped_rows(formula, wanted) if formula else ()
            if skipped:
                yield finding(
                    Code.DEVIANT_FORMULA,
                    sheet=columns.sheet,
                    cell=address(row, column),
                    unit=columns.unit,
                    formula=formula,
                    rows=tuple(str(one + 1) for one in skipped[:TOLD]),
                    cells=(address(row, column),),
                    count=len(skipped),
                )


def _calls(columns: Columns, details: Details, *, default_scale: bool) -> Iterator[Finding]:
    bare, linked = Cells(), Cells()
    formula = function = ""
    for place, text in details.formulas.items():
        if not default_scale and "BANDA(" in text.upper() and band_without_scale(text):
            bare.add(address(*place))
        if "!" in text and (called := linked_function(text)):
            linked.add(address(*place))
            formula, function = formula or text, function or called
    yield from bare.findings(Code.BAND_WITHOUT_SCALE, columns.sheet, columns.unit)
    data = {"formula": formula, "function": function}
    yield from linked.findings(Code.FOREIGN_LINK, columns.sheet, columns.unit, **data)
