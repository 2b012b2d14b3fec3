"""The commands of the year on the workbook that is open in Excel: closing, next period or year, comparing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.domain.closedmonths import register_with
from workbook.domain.closing import Archived, previous
from workbook.domain.comparison import compare
from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS
from workbook.domain.newperiod import with_period
from workbook.domain.places import address
from workbook.hosts.live import LiveBook
from workbook.hosts.livewrite import ProtectedPart, write_sheets
from workbook.layouts import own
from workbook.service import read_side
from xlwings_addin.closing import ClosingWanted, closed_marks, refuse_changes, register_sheets
from xlwings_addin.commands import in_silence
from xlwings_addin.comparing import read_side_of, save_comparison
from xlwings_addin.live_units import put_text
from xlwings_addin.livestate import undisturbed
from xlwings_addin.newperiod import cells_of, read_to_change
from xlwings_addin.output import refuse_taken
from xlwings_addin.renewing import Renewal, Wanted, from_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workbook.canvas import Position, Value
    from workbook.domain.closing import Closing, Register
    from workbook.domain.comparison import Comparison, Side
    from workbook.domain.model import Plan
    from workbook.domain.periods import Period
    from workbook.hosts.com import Com, XlBook
    from xlwings_addin.output import Saved

_HIDDEN = 0


@dataclass(frozen=True, slots=True)
class LivePeriod:
    """A new period in the open workbook; `emptied` counts the rows whose amounts made room."""

    plan: Plan
    before: Closing | None
    emptied: int


def side_of(book: XlBook) -> Side:
    """Read and evaluate the workbook as it is in Excel now."""
    with undisturbed(book) as (progress, _):
        progress("Leyendo y revisando el libro…")
        return read_side(LiveBook(book))


def close_period(book: XlBook, side: Side, archive: Path, wanted: ClosingWanted) -> Register:
    """Close the period of the open workbook: a copy at `archive`, the register, the marks.

    Nothing is changed before the copy stands. Raises ClosedMonthsChanged, ProtectedPart, ForeignSheet.
    """
    refuse_changes(side, wanted)
    with undisturbed(book) as (progress, place):
        framework = side.plan.framework
        months = {*side.evaluation.period.evaluated, *framework.closings.months}
        marks = closed_marks(LiveBook(book), months)
        for name in marks:
            _refuse_protected(book.api, [name])
        progress("Guardando la copia fechada…")
        book.api.SaveCopyAs(str(archive))
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        archived = Archived(archive.name, digest, wanted.day)
        register = register_with(framework.closings, side.plan.activities, side.evaluation, archived)
        progress("Escribiendo el registro de cierres…")
        sheets = register_sheets(side, register)
        write_sheets(book, sheets, notice=own.CLOSINGS_NOTICE)
        book.api.Worksheets(own.CLOSED_ROWS).Visible = _HIDDEN
        for name, edits in marks.items():
            _type(book.api, name, edits.typed)
        place.sheet, place.cells = own.CLOSINGS, "A1"
    return register


def new_period(book: XlBook, period: Period) -> LivePeriod:
    """Let the open workbook evaluate another period. Raises NoSettings, NotClosed, ProtectedPart."""
    with undisturbed(book) as (progress, place):
        progress("Leyendo el libro…")
        before = read_to_change(LiveBook(book))
        after = with_period(before, period)
        typed, emptied = cells_of(before, after)
        _refuse_protected(book.api, typed)
        progress("Escribiendo el periodo…")
        for sheet, cells in typed.items():
            _type(book.api, sheet, cells)
        place.sheet, place.cells = before.framework.setting_cells["period"]
    framework = after.framework
    closing = previous(framework.closings.closings, period, framework.settings.year)
    return LivePeriod(after, closing, emptied)


def new_year(book: XlBook, path: Path) -> Renewal:
    """Write the workbook of the next year and open it; this one stays as it is."""
    refuse_taken(path)
    with undisturbed(book) as (progress, _):
        made = from_book(LiveBook(book), path, Wanted(), progress)
    book.app.api.Workbooks.Open(str(made.saved.path))
    return made


def compare_with(book: XlBook, other: Path, out: Path) -> tuple[Comparison, Saved]:
    """Compare the open workbook with an earlier file; the comparison is written and opened."""
    with undisturbed(book) as (progress, _):
        before = read_side_of(other, AS_THE_WORKBOOK_SAYS, progress)
        progress("Leyendo y revisando el libro…")
        comparison = compare(before, read_side(LiveBook(book)))
    saved = save_comparison(comparison, out, in_silence)
    book.app.api.Workbooks.Open(str(saved.path))
    return comparison, saved


def _refuse_protected(api: Com, sheets: Iterable[str]) -> None:
    for name in sheets:
        if api.Worksheets(name).ProtectContents:
            raise ProtectedPart(name)


def _type(api: Com, sheet: str, cells: Mapping[Position, Value]) -> None:
    """Enter contents as a planner would; a cell that holds a formula is left as it is."""
    for position, value in cells.items():
        cell = api.Worksheets(sheet).Range(address(*position))
        if cell.HasFormula:
            continue
        if value is None:
            cell.ClearContents()
        elif isinstance(value, str):
            put_text(cell, value)
        else:
            cell.Value2 = value
