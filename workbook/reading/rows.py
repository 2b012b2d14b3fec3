"""The rows of one sheet of activities, streamed: the fast path of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout, SheetAccount, Skip, Skips
from workbook.domain.cells import (
    BLANK,
    NOT_CALCULATED,
    Number,
    Unreadable,
    amount_text,
    read_amount,
    read_percentage,
)
from workbook.domain.codes import CodeBook
from workbook.domain.findings import Code
from workbook.domain.model import Activity, Monthly
from workbook.domain.periods import TargetKind
from workbook.domain.places import Columns, Field, RowPlace, address, column_letters
from workbook.domain.plain import plain
from workbook.domain.unitnames import UnitBook
from workbook.host import Aspect
from workbook.layouts import own
from workbook.layouts.form import Form
from workbook.layouts.grid import error_of, words_of
from workbook.reading.caches import PLAIN_KINDS
from workbook.reading.choices import flag, target_kind
from workbook.reading.digest import is_input
from workbook.reading.filling import filled_down, uncalculated
from workbook.reading.grouprows import GroupRows
from workbook.reading.intake import Intake
from workbook.reading.judge import Judge
from workbook.reading.notes import (
    CellErrors,
    Cells,
    TypedNumbers,
    UnknownWords,
    UnreadableCells,
    looks_running,
)
from workbook.reading.sheetchecks import RowsRead, check_details
from workbook.reading.totals import RunningTotals, says_total
from workbook.spanish.labels import TARGET_KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.cells import Fact, Raw
    from workbook.host import Book, Details

_TEXTS: Final = (
    Field.CODE, Field.ACTION, Field.UNIT, Field.NAME, Field.MEASURE, Field.KIND, Field.ON_DEMAND,
    Field.CAUSE, Field.EVIDENCE,
)  # fmt: skip
_AMOUNTS: Final = (Field.ANNUAL, Field.PROGRAMMED, Field.EXECUTED, Field.BUDGET, Field.ACCRUED)
_SHOWN: Final = (Field.ANNUAL, Field.BUDGET, Field.ACCRUED)
_ABSENT: Final = -1
_ODD: Final = Unreadable("")
"""Stands for an amount that is a text, a date, an error: few rows have one."""
_TAKEN: Final = {Field.KIND: TARGET_KIND_NAMES[TargetKind.CUMULATIVE], Field.ON_DEMAND: own.NO}
"""What is taken where Tipo de meta or A demanda say something else."""


@dataclass(frozen=True)
class ActivitySheet:
    """A sheet, or a table of it, to read: its columns, the row (from 0) of its header, its layout.

    Rows of `repeated_units` (keys as `plain`) are left out: they stand in other sheets.
    """

    columns: Columns
    header: int
    layout: Layout = Layout.UNIT_SHEET
    form: Form | None = None
    repeated_units: frozenset[str] = frozenset()

    def sources(self) -> dict[Field, int]:
        """Return where the rows hold each field, once they are made ready."""
        fields = dict(self.columns.fields)
        return fields if self.form is None else {**fields, **self.form.virtual}


class SheetRows:
    """Iterating gives the activities of a sheet; its findings go to the intake at the end."""

    def __init__(self, book: Book, sheet: ActivitySheet, intake: Intake) -> None:
        columns = sheet.columns
        self._sheet, self._columns, self._intake = sheet, columns, intake
        self._book = book
        self._fields = sheet.sources()
        self._months = (*columns.programmed_months, *columns.executed_months)
        self._width = 1 + max((*self._fields.values(), *self._months))
        self._skips = Skips()
        self._typed, self._running, self._shown = TypedNumbers(columns), Cells(), UnreadableCells()
        self._errors, self._unknown = CellErrors(), UnknownWords()
        self._nameless = Cells()
        self._read = RowsRead()
        self._totals = RunningTotals(2 + len(self._months))
        self._judge = Judge(columns, self._fields, intake, self._totals, self._read, self._skips)
        self._numeric = self._numeric_columns()

    def account(self) -> SheetAccount:
        """Return how the sheet was read, once it has been."""
        columns, header = self._columns, self._sheet.header
        form = self._sheet.form or Form()
        named = [(at, what.value) for what, at in columns.fields.items() if what not in form.constants]
        for what, months in (
            (Field.PROGRAMMED, columns.programmed_months),
            (Field.EXECUTED, columns.executed_months),
        ):
            named += [(column, f"{what.value} {month}") for month, column in enumerate(months, 1)]
        named = sorted([*named, *form.told], key=itemgetter(0))
        first = named[0][0]
        spans = self._read.activities.spans
        return SheetAccount(
            columns.sheet,
            self._sheet.layout,
            address(header, first),
            tuple((column_letters(column), what) for column, what in named),
            sum(last - one + 1 for one, last in spans),
            tuple((one + 1, last + 1) for one, last in spans),
            self._skips.told(),
        )

    @property
    def any_read(self) -> bool:
        """Whether an activity was read."""
        return bool(self._read.activities.spans)

    def __iter__(self) -> Iterator[Activity]:
        details = self._book.details(self._columns.sheet)
        self._begin()
        code, name = (self._fields.get(what, _ABSENT) for what in (Field.CODE, Field.NAME))
        action = self._fields[Field.ACTION]
        padding = (None,) * (self._width + 1)
        known, judge = self._intake.actions, self._judge
        listed = _ABSENT if self._columns.unit else self._fields.get(Field.UNIT, _ABSENT)
        groups = GroupRows(self._fields, self._months, self._skips)
        for number, row in groups.left_out(self._rows(details)):
            cells = [*row, *padding]
            typed = cells[action]
            meant = known.get(typed) if typed.__class__ is str else None
            if meant is None or says_total(cells[name]) or says_total(cells[code]):
                meant = judge.action(number, cells)
                if meant is None:
                    continue
            elif judge.astray:
                continue
            if listed >= 0 and not cells[listed] and self._is_unused(cells):
                self._skips.note(Skip.BLANK, number)
                continue
            if self._sheet.repeated_units and self._is_repeated(cells):
                self._skips.note(Skip.REPEATED, number)
                continue
            yield self._activity(number, cells, meant)
        self._end(details)

    def _is_unused(self, cells: Sequence[Raw]) -> bool:
        """Tell whether a row of a list that names no unit names no activity either, and holds no amount."""
        wanted = (Field.NAME, Field.CODE, Field.PROGRAMMED, Field.EXECUTED)
        columns = [*(self._fields[what] for what in wanted if what in self._fields), *self._months]
        return not any(cells[column] not in (None, "") for column in columns)

    def _is_repeated(self, cells: Sequence[Raw]) -> bool:
        name = words_of(cells[self._fields[Field.UNIT]])
        known = self._intake.units.find(name)
        return plain(name if known is None else known.key) in self._sheet.repeated_units

    def prepared(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        """Give the rows below the header, made ready, as they are."""
        return self._rows(self._book.details(self._columns.sheet))

    def _begin(self) -> None:
        pick = [self._fields.get(what, _ABSENT) for what in _TEXTS]
        inputs = [what for what in _AMOUNTS if is_input(what, self._columns)]
        amounts = [self._fields.get(what, _ABSENT) for what in inputs]
        self._pick_texts = itemgetter(*pick, *amounts, *self._months)
        self._pick_amounts = itemgetter(
            *(self._fields.get(what, _ABSENT) for what in (*_AMOUNTS, Field.EFFICACY))
        )
        self._pick_months = itemgetter(*(self._months or (_ABSENT,)))
        self._intake.digest.begin_sheet(self._columns)
        if self._intake.repeats is not None:
            self._intake.repeats.begin_sheet(self._columns)

    def _rows(self, details: Details | None) -> Iterator[tuple[int, Sequence[Raw]]]:
        """Give the rows below the header with their numbers (from 0)."""
        rows = enumerate(self._book.rows(self._columns.sheet))
        below: Iterator[tuple[int, Sequence[Raw]]] = islice(rows, self._sheet.header + 1, None)
        merged = self._merged()
        if merged:
            below = filled_down(below, merged)
        if details is not None and details.without_value:
            below = uncalculated(below, self._unknown_cells(details), self._width)
        form = self._sheet.form
        if form is None:
            return below
        if form.last is not None:
            below = islice(below, form.last - self._sheet.header)
        return below if form.adapt is None else form.adapt(below, self._skips)

    def _merged(self) -> list[tuple[int, int, int]]:
        """Return the first row, last row and column of the merged cells of AEI and unit that span rows."""
        wanted = {self._columns.fields.get(what) for what in (Field.ACTION, Field.UNIT)}
        if self._sheet.form is not None:
            wanted |= self._sheet.form.merged
        return [
            (top, bottom, left)
            for top, left, bottom, _ in self._book.merged(self._columns.sheet)
            if bottom > top > self._sheet.header and left in wanted
        ]

    def _unknown_cells(self, details: Details) -> dict[int, list[int]]:
        """Return the columns of amounts without stored value, by row."""
        wanted = self._months or tuple(
            self._columns.fields[what] for what in _AMOUNTS if what in self._columns.fields
        )
        found: dict[int, list[int]] = {}
        for row, column in details.without_value:
            if column in wanted:
                found.setdefault(row, []).append(column)
        return found

    def _activity(self, number: int, cells: Sequence[Raw], action: str) -> Activity:
        intake = self._intake
        table = intake.texts
        texts = [
            cell.strip()
            if cell.__class__ is str
            else ""
            if cell is None
            else table[cell]
            if cell.__class__ is not bool
            else amount_text(cell)
            for cell in self._pick_texts(cells)
        ]
        if "#" in intake.digest.add_row(number, texts):
            texts = self._without_errors(number, texts)
        code, _, unit, name, measure, target, demand, cause, evidence = texts[:9]
        annual, programmed, executed, budget, accrued, shown = self._facts(number, self._pick_amounts(cells))
        monthly = self._monthly(number, cells) if self._months else None
        columns = self._columns
        activity = Activity(
            action,
            self._unit(unit, number) if unit or not columns.unit else self._judge.unit or columns.unit,
            programmed,
            executed,
            code,
            name,
            measure,
            self._kind(target, number) if target else TargetKind.CUMULATIVE,
            bool(demand) and self._is_yes(demand, number),
            annual,
            monthly,
            cause,
            evidence,
            budget,
            accrued,
            shown,
            RowPlace(columns, number),
        )
        self._note(number, activity)
        return activity

    def _facts(self, number: int, cells: Sequence[Raw]) -> list[Fact]:
        facts, odd = self._intake.facts, None
        read: list[Fact] = [
            BLANK
            if cell is None
            else facts[cell]  # type: ignore[index]
            if cell.__class__ in PLAIN_KINDS
            else BLANK
            if cell == ""
            else (odd := _ODD)
            for cell in cells
        ]
        if odd is None:
            return read
        return [
            self._odd(cell, number, what) if fact is _ODD else fact
            for what, (fact, cell) in enumerate(zip(read, cells, strict=True))
        ]

    def _without_errors(self, number: int, texts: list[str]) -> list[str]:
        """Return the texts of a row with "" for error values, which are told at the end."""
        said = list(texts)
        for position, what in enumerate(_TEXTS):
            error = error_of(texts[position])
            if error:
                said[position] = ""
                self._errors.note(what, error, self._cell(what, number))
        return said

    def _kind(self, text: str, number: int) -> TargetKind:
        kind = target_kind(text)
        if kind is None:
            self._unknown.note(Field.KIND, text, self._cell(Field.KIND, number))
        return kind or TargetKind.CUMULATIVE

    def _is_yes(self, text: str, number: int) -> bool:
        said = flag(text)
        if said is None:
            self._unknown.note(Field.ON_DEMAND, text, self._cell(Field.ON_DEMAND, number))
        return said is True

    def _cell(self, what: Field, number: int) -> str:
        return address(number, self._columns.fields[what])

    def _unit(self, text: str, number: int) -> str:
        """Return the key of the unit that a row names; without any, its sheet's name stands for it."""
        column = self._columns.fields.get(Field.UNIT, 0)
        if not text and Field.UNIT in self._columns.fields:
            self._nameless.add(address(number, column))
            return self._intake.unnamed(self._columns.sheet)
        return self._intake.unit(text or self._columns.sheet, self._columns, number, column)

    def _monthly(self, number: int, cells: Sequence[Raw]) -> Monthly:
        facts = self._intake.facts
        read = [
            facts[cell] if cell.__class__ in PLAIN_KINDS else self._odd_at(cell, number, column)
            for column, cell in zip(self._months, self._pick_months(cells), strict=True)
        ]
        return Monthly(tuple(read[:12]), tuple(read[12:]))

    def _note(self, number: int, activity: Activity) -> None:
        self._read.activities.add(number)
        monthly = activity.monthly
        if monthly is None:
            self._totals.add(activity.action, (activity.programmed, activity.executed))
        else:
            amounts = (activity.programmed, activity.executed, *monthly.programmed, *monthly.executed)
            self._totals.add(activity.action, amounts)
            if looks_running(activity):
                self._running.add(address(number, self._columns.executed_months[0]))
        if self._intake.repeats is not None:
            self._intake.repeats.note(activity, number)

    def _numeric_columns(self) -> tuple[int | None, ...]:
        """Return the column of each amount that is typed; None where it is computed or a percentage."""
        inputs = (self._columns.fields.get(w) if is_input(w, self._columns) else None for w in _AMOUNTS)
        return (*inputs, None)

    def _odd(self, cell: Raw, number: int, position: int) -> Fact:
        """Read an amount that is no plain number; the last position is a percentage."""
        if position == len(_AMOUNTS):
            return read_percentage(cell)
        column = self._numeric[position]
        if column is None:
            return read_amount(cell)
        fact = self._odd_at(cell, number, column)
        if _AMOUNTS[position] in _SHOWN and cell is not NOT_CALCULATED:
            self._shown.note(_AMOUNTS[position], fact, address(number, column))
        return fact

    def _odd_at(self, cell: Raw, number: int, column: int) -> Fact:
        fact = read_amount(cell)
        if fact is not BLANK and isinstance(fact, Number) and fact.from_text:
            self._typed.add(number, column, amount_text(cell))
        return fact

    def _end(self, details: Details | None) -> None:
        columns, findings = self._columns, self._intake.findings
        findings += self._judge.findings()
        findings += self._errors.findings(columns.sheet, columns.unit)
        findings += self._nameless.findings(
            Code.UNKNOWN_UNIT, columns.sheet, columns.unit, blank=columns.sheet
        )
        findings += self._unknown.findings(columns.sheet, columns.unit, _TAKEN)
        if details is None or not details.untyped:
            findings += self._typed.findings()
        findings += self._shown.findings(columns.sheet, columns.unit)
        findings += self._running.findings(Code.RUNNING_TOTALS, columns.sheet, columns.unit)
        unseen = frozenset(Aspect) if details is None else details.unseen
        if unseen:
            self._intake.blind[columns.sheet] = unseen
        if details is not None:
            findings += check_details(columns, details, self._read, default_scale=self._intake.default_scale)


def prepared_rows(book: Book, table: ActivitySheet) -> Iterator[tuple[int, Sequence[Raw]]]:
    """Give the rows of a table with their numbers (from 0), without reading them as activities."""
    return SheetRows(book, table, Intake(CodeBook(), UnitBook())).prepared()
