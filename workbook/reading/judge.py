"""Rows that are not plainly an activity: spare rows, notes, repeated headers, TOTAL rows, a strange AEI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Skip
from workbook.domain.cells import BLANK, CellError, Fact, Number, Unreadable, read_amount
from workbook.domain.codes import code_of, is_patterned
from workbook.domain.findings import Code, finding
from workbook.domain.places import Columns, Field, address
from workbook.domain.plain import plain
from workbook.layouts.activities import is_header, table_header, unit_title
from workbook.layouts.grid import error_of, words_of
from workbook.reading.notes import CellErrors, Strays
from workbook.reading.totals import is_subtotal, is_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.domain.findings import Finding
    from workbook.reading.intake import Intake
    from workbook.reading.sheetchecks import RowsRead
    from workbook.reading.totals import RunningTotals

_MOST_DISAGREEMENTS: Final = 2
_ENOUGH_ROWS: Final = 2
_SAYING: Final = (
    Field.CODE, Field.NAME, Field.MEASURE, Field.CAUSE, Field.EVIDENCE, Field.KIND, Field.ON_DEMAND,
)  # fmt: skip
"""What a row of sums leaves blank."""
_NEEDED: Final = (Field.ACTION, Field.PROGRAMMED, Field.EXECUTED)
_TOTAL: Final = re.compile(r"(?:sub)?total(?:es)?\b|suma\b")


class Judge:
    """Decides what such a row is; what it found is told at the end of the sheet."""

    def __init__(
        self,
        columns: Columns,
        fields: Mapping[Field, int],
        intake: Intake,
        totals: RunningTotals,
        read: RowsRead,
        skips: Skips,
    ) -> None:
        self._columns, self._intake, self._totals, self._read = columns, intake, totals, read
        self._skips = skips
        self._action = fields[Field.ACTION]
        self.astray = False
        self._retitled: tuple[int, int, str] | None = None
        self._unit = ""
        self._strays: dict[str, Strays] = {}
        self._disagreeing: list[Finding] = []
        self._block = 0
        self._sums = [fields.get(what) for what in (Field.PROGRAMMED, Field.EXECUTED)]
        self._sums += [*columns.programmed_months, *columns.executed_months]
        self._errors = CellErrors()
        self._texts = [fields.get(what) for what in (Field.CODE, Field.NAME)]
        self._saying = [fields[what] for what in _SAYING if what in fields]

    def action(self, number: int, cells: Sequence[Raw]) -> str | None:
        """Return the code of the AEI of a row (from 0) that is an activity; None for a row to be left out."""
        if self.astray or not any(cells):
            self._skips.note(Skip.NOTE if self.astray else Skip.BLANK, number)
            return None
        raw = cells[self._action]
        text, facts = words_of(raw), self._facts(cells)
        known = self._intake.codes.find(text) is not None
        label = self._total_label(cells, known=known)
        if label:
            self._skips.note(Skip.TOTAL, number)
            self._total(number, facts, part=is_subtotal(label))
            return None
        if not text:
            self._without_action(number, cells, facts)
            return None
        if not known:
            return self._unknown(number, cells, text, facts)
        return self._intake.action(raw if isinstance(raw, str) else text)

    @property
    def unit(self) -> str:
        """The key of the unit whose title stands below another one's table; "" where none does."""
        if self._retitled is not None:
            row, column, name = self._retitled
            self._retitled = None
            self._unit = self._intake.unit(name, self._columns, row, column)
        return self._unit

    def findings(self) -> Iterator[Finding]:
        """Yield what was found in the sheet."""
        yield from self._disagreeing
        yield from self._errors.findings(self._columns.sheet, self._columns.unit)
        for text, strays in self._strays.items():
            yield strays.finding(self._columns.sheet, self._columns.unit, text, self._intake.nearest(text))

    def _facts(self, cells: Sequence[Raw]) -> list[Fact]:
        return [read_amount(None if column is None else cells[column]) for column in self._sums]

    def _total_label(self, cells: Sequence[Raw], *, known: bool) -> str:
        """Return the label of a TOTAL row; with an AEI only code or name can be one."""
        anywhere = () if known else range(len(cells))
        columns = [*anywhere, *(column for column in (*self._texts, *self._sums[:2]) if column is not None)]
        texts = (words_of(cells[column]) for column in columns if isinstance(cells[column], str))
        return next((text for text in texts if is_total(text)), "")

    def _amounts(self, facts: Sequence[Fact]) -> tuple[Sequence[Fact], Sequence[Fact]]:
        """Return programmed and executed amounts: of the months where there are any."""
        if not self._columns.programmed_months:
            return facts[:1], facts[1:2]
        return facts[2:14], facts[14:]

    def _has_amounts(self, facts: Sequence[Fact]) -> bool:
        programmed, executed = self._amounts(facts)
        return any(
            (isinstance(fact, Number) and fact.value != 0) or isinstance(fact, Unreadable)
            for fact in (*programmed, *executed)
        )

    def _name(self, cells: Sequence[Raw]) -> str:
        code, name = (words_of(cells[column]) if column is not None else "" for column in self._texts)
        return name or code

    def _without_action(self, number: int, cells: Sequence[Raw], facts: Sequence[Fact]) -> None:
        """Leave out spare rows and notes; keep in mind amounts that belong nowhere."""
        column = self._columns.fields[Field.ACTION]
        error, name = error_of(cells[self._action]), self._name(cells)
        unknown = bool(error) or any(isinstance(fact, CellError) for fact in facts)
        said = self._is_title(cells, facts) or self._is_remark(cells, name, facts)
        if said or (not self._has_amounts(facts) and not (name and unknown)):
            self._remark(number, cells)
            return
        if self._sums_up(cells, name, _values(facts)):
            self._skips.note(Skip.TOTAL, number)
            self._close(number)
            return
        self._skips.note(Skip.WITHOUT_ACTION, number)
        if error:
            self._errors.note(Field.ACTION, error, address(number, column))
        self._stray(number, cells, "", facts)

    def _is_title(self, cells: Sequence[Raw], facts: Sequence[Fact]) -> bool:
        """Tell whether a row says whose the rows below are, and holds no amount, wherever its texts stand."""
        if Field.UNIT in self._columns.fields or any(isinstance(fact, Number | CellError) for fact in facts):
            return False
        return unit_title([cells]) is not None

    def _is_remark(self, cells: Sequence[Raw], name: str, facts: Sequence[Fact]) -> bool:
        """Tell whether a row says nothing but a text that reaches into the columns of amounts."""
        if name or not all(isinstance(fact, Unreadable) or fact is BLANK for fact in facts):
            return False
        return sum(bool(words_of(cell)) for cell in cells) == 1

    def _sums_up(self, cells: Sequence[Raw], name: str, amounts: Sequence[Decimal | None]) -> bool:
        """Tell whether a row says that it is a TOTAL, or says nothing, and its amounts are sums."""
        if _TOTAL.match(plain(name)):
            return self._totals.agrees(amounts)
        says = any(cells[column] not in (None, "") and str(cells[column]).strip() for column in self._saying)
        return not says and self._totals.agrees(amounts, least=_ENOUGH_ROWS)

    def _unknown(self, number: int, cells: Sequence[Raw], text: str, facts: Sequence[Fact]) -> str | None:
        if is_header(cells):
            self._skips.note(Skip.HEADER, number)
            self._check_columns(number, cells)
            self._totals.begin_section()
            return None
        if not is_patterned(text) and not self._has_amounts(facts) and not self._is_described(cells):
            self._remark(number, cells)
            return None
        learnt = self._intake.action(text)
        if learnt is None:
            self._stray(number, cells, text, facts)
        return learnt or code_of(text)

    def _remark(self, number: int, cells: Sequence[Raw]) -> None:
        """Leave out a row of text; the title of another unit tells whose the rows below are."""
        title = unit_title([cells]) if Field.UNIT not in self._columns.fields else None
        if title is not None:
            self._retitled = number, title[1], title[2]
            self._totals.restart()
        self._skips.note(Skip.NOTE if title is None else Skip.TITLE, number)

    def _check_columns(self, number: int, cells: Sequence[Raw]) -> None:
        """Read no further where a table begins whose columns stand elsewhere."""
        header = table_header(number, cells)
        here = self._columns
        known = (here.programmed_months, here.executed_months, *(here.fields.get(what) for what in _NEEDED))
        assert header is not None  # noqa: S101 - asked before
        found = (header.programmed_months, header.executed_months, *map(header.fields.get, _NEEDED))
        if found != known:
            self.astray = True
            first = min(header.fields.values())
            self._disagreeing.append(
                finding(
                    Code.MISSING_COLUMN,
                    sheet=here.sheet,
                    cell=address(number, first),
                    subject=f"{here.sheet}:{number}",
                    unit=here.unit,
                    moved="sí",
                )
            )

    def _is_described(self, cells: Sequence[Raw]) -> bool:
        """Tell whether a row names an activity with its code or its unit of measure."""
        measure = self._columns.fields.get(Field.MEASURE)
        code, name = (words_of(cells[column]) if column is not None else "" for column in self._texts)
        return bool(name and (code or (measure is not None and words_of(cells[measure]))))

    def _stray(self, number: int, cells: Sequence[Raw], text: str, facts: Sequence[Fact]) -> None:
        strays = self._strays.setdefault(text, Strays())
        cell = address(number, self._columns.fields[Field.ACTION])
        strays.add(cell, self._name(cells), *self._amounts(facts))

    def _total(self, number: int, facts: Sequence[Fact], *, part: bool) -> None:
        found = self._totals.disagreements(_values(facts), part=part)
        for position, printed, expected in found[:_MOST_DISAGREEMENTS]:
            column = self._sums[position]
            assert column is not None  # noqa: S101 - only what stands in a column was compared
            self._disagreeing.append(
                finding(
                    Code.TOTAL_DISAGREES,
                    sheet=self._columns.sheet,
                    cell=address(number, column),
                    unit=self._columns.unit,
                    printed=printed,
                    expected=expected,
                    field=self._side(position).value,
                )
            )
        self._close(number)

    def _side(self, position: int) -> Field:
        return Field.PROGRAMMED if position == 0 or 2 <= position < 14 else Field.EXECUTED  # noqa: PLR2004 - months

    def _close(self, number: int) -> None:
        self._read.totals.append((number, self._block))
        self._block = number + 1
        self._totals.close()


def _values(facts: Sequence[Fact]) -> list[Decimal | None]:
    return [fact.value if isinstance(fact, Number) else None for fact in facts]
