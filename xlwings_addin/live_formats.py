"""Unit forms over the workbook that is open in Excel: sent, received, and who owes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.domain.places import address
from workbook.hosts.live import LiveBook
from workbook.hosts.livecells import write_cells
from workbook.hosts.livewrite import write_sheets
from workbook.layouts import own
from workbook.reception.desk import open_desk
from workbook.reception.log import SHEET, read_log
from workbook.reception.settling import sent_sheet, settle
from workbook.sheets.links import relative_name
from xlwings_addin import formats
from xlwings_addin.livestate import undisturbed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from workbook.canvas import Sheet
    from workbook.canvas.edits import Refused
    from workbook.hosts.com import XlBook


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written into the open workbook: how many cells, and those that were not."""

    changes: int
    refused: tuple[Refused, ...]
    nothing_new: bool = False


def prepare(
    book: XlBook, folder: Path, units: tuple[str, ...], dates: tuple[dt.date, dt.date | None]
) -> formats.Prepared:
    """Write the forms of the workbook as it is in Excel now, and note in Recepción that they were sent."""
    with undisturbed(book) as (progress, place):
        progress("Escribiendo los formatos…")
        live = LiveBook(book)
        desk, log = open_desk(live), read_log(live)
        made = formats.write_forms(desk, log, folder, units, dates)
        sheet = sent_sheet(desk, made.units, made.issue, log, dates[0])
        if sheet is not None:
            _write(book, [sheet])
            place.sheet, place.cells = SHEET, address(*sheet.selected)
    return made


def read(book: XlBook, files: Iterable[Path]) -> formats.Received:
    """Return what files say, against the workbook as it is in Excel now; nothing is written."""
    with undisturbed(book) as (progress, _):
        progress("Leyendo los formatos…")
        return formats.received(LiveBook(book), [formats.incoming(path) for path in files])


def accept(book: XlBook, made: formats.Received, accepted: Collection[int], day: dt.date) -> Accepted:
    """Write what was accepted into the open workbook, then Recepción, and Observaciones where it has one."""
    with undisturbed(book) as (progress, place):
        progress("Escribiendo lo aceptado…")
        settled = settle(made.desk, made.files, accepted, made.log, day)
        if settled.nothing_new:
            return Accepted(0, (), nothing_new=True)
        sheets = [settled.sheet] if settled.sheet is not None else []
        if settled.changes:
            sheets += formats.findings(settled.after)
        refused = write_cells(book, {sheet: edits.typed for sheet, edits in settled.edits.items()})
        if sheets:
            _write(book, sheets)
            place.sheet, place.cells = SHEET, "A1"
        return Accepted(settled.changes - len(refused), refused)


def pending(book: XlBook) -> formats.Pending:
    """Return how far the units of the workbook are as it is in Excel now."""
    with undisturbed(book) as (progress, _):
        progress("Leyendo el libro…")
        return formats.pending_of(LiveBook(book))


def _write(book: XlBook, sheets: list[Sheet]) -> None:
    write_sheets(book, sheets, notice=own.GENERATED_NOTICE, itself=relative_name(str(book.api.Name)))
