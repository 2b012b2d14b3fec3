"""Closing a period: a dated copy that is kept, the months marked, what they came to written down."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.canvas.edits import Edits
from workbook.domain.closedmonths import register_with
from workbook.domain.closing import Archived
from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS
from workbook.domain.findings import Code
from workbook.domain.plain import plain
from workbook.host import UnusableBook
from workbook.layouts import own
from workbook.layouts.grid import text_of
from workbook.layouts.recognise import is_generated
from workbook.template.closings import closing_sheets
from xlwings_addin.commands import in_silence, target_of
from xlwings_addin.output import CouldNotSave, Saved, save
from xlwings_addin.yearnames import archive_path, closed_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from workbook.canvas import Position, Sheet, Value
    from workbook.domain.closing import Register
    from workbook.domain.comparison import Side
    from workbook.domain.evaluation import Request
    from workbook.domain.findings import Finding
    from workbook.domain.results import Evaluation
    from workbook.host import Book
    from xlwings_addin.commands import Progress


_CHANGEABLE: Final = frozenset((".xlsx", ".xlsm"))


class ClosedMonthsChanged(Exception):  # noqa: N818 - named as the condition it is
    """Months closed before say something else now, and nobody said that this is right."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(len(findings))
        self.findings = findings


class SheetTaken(Exception):  # noqa: N818 - named as the condition it is
    """A sheet of the planner's has the name that one of the register has."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class ClosingWanted:
    """What is asked of a closing: the day, which period, and whether changes in closed months are right."""

    day: dt.date
    request: Request = AS_THE_WORKBOOK_SAYS
    accept_changes: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period: its evaluation, the register, the dated copy and the workbook with closed months.

    `marked` tells whether the months could be shaded (other people's workbooks have no place for it).
    """

    evaluation: Evaluation
    register: Register
    archive: Saved
    saved: Saved
    marked: bool


def close_file(
    book: Path, out: Path | None, wanted: ClosingWanted, progress: Progress = in_silence
) -> Closed:
    """Close the period of a workbook: the file itself stays as it is.

    The dated copy is the file byte for byte; the closed workbook is another copy in which only the marks of
    closed months and the register are new. No file that exists is replaced. Raises UnusableBook,
    UnusablePlan, CouldNotSave, ClosedMonthsChanged, SheetTaken.
    """
    from workbook.hosts.file import open_file
    from workbook.hosts.patch import patch
    from workbook.service import read_side

    refuse_other_formats(book)
    target = closed_path(book) if out is None else target_of(out, closed_path(book), book)
    progress(f"Leyendo y revisando {book.name}…")
    with open_file(book) as opened:
        refuse_taken_sheets(opened)
        side = read_side(opened, wanted.request)
        months = side.evaluation.period.evaluated
        marks = closed_marks(opened, {*months, *side.plan.framework.closings.months})
    refuse_changes(side, wanted)
    data = _bytes(book)
    digest = hashlib.sha256(data).hexdigest()
    progress("Guardando la copia fechada…")
    archive = save(archive_path(book, side.evaluation.period, wanted.day), data, replace=False)
    try:
        register = _register(side, Archived(archive.path.name, digest, wanted.day))
        patched = patch(book.name, data, marks, register_sheets(side, register))
        progress(f"Guardando {target.name}…")
        saved = save(target, patched.data, replace=False)
    except (CouldNotSave, UnusableBook):
        with suppress(OSError):
            archive.path.unlink()  # a copy of what was not closed would only mislead
        raise
    return Closed(side.evaluation, register, archive, saved, bool(marks) and not patched.refused)


def refuse_taken_sheets(book: Book) -> None:
    """Raise SheetTaken where a sheet that is not ours has the name of one of the register's."""
    ours = {plain(name) for name in (own.CLOSINGS, own.CLOSED_ROWS)}
    for name in book.sheet_names():
        if plain(name) in ours and not is_generated([next(iter(book.rows(name)), ())]):
            raise SheetTaken(name)


def refuse_other_formats(book: Path) -> None:
    """Raise UnusableBook for a file whose cells cannot be changed in a copy: an export, .xls, .xlsb, .ods."""
    if book.suffix.lower() not in _CHANGEABLE and os.path.isfile(book):
        raise UnusableBook(book.name, "copy_format")


def refuse_changes(side: Side, wanted: ClosingWanted) -> None:
    """Raise ClosedMonthsChanged where closed months changed and nobody said that this is right."""
    changed = tuple(one for one in side.evaluation.findings if one.code is Code.CLOSED_MONTH_CHANGED)
    if changed and not wanted.accept_changes:
        raise ClosedMonthsChanged(changed)


def _register(side: Side, archived: Archived) -> Register:
    return register_with(side.plan.framework.closings, side.plan.activities, side.evaluation, archived)


def register_sheets(side: Side, register: Register) -> tuple[Sheet, ...]:
    """Return the sheets that hold the register."""
    return closing_sheets(register, {unit.key: unit.shown for unit in side.plan.framework.units})


def closed_marks(book: Book, months: set[int]) -> dict[str, Edits]:
    """Return the cells of Listas by which closed months are shaded; none where the workbook has none."""
    sheet = next((name for name in book.sheet_names() if plain(name) == plain(own.LISTS)), None)
    cells = {} if sheet is None else _marks(book, sheet, months)
    return {sheet: Edits(typed=cells)} if sheet is not None and cells else {}


def _marks(book: Book, sheet: str, months: set[int]) -> Mapping[Position, Value]:
    for row, cells in enumerate(book.rows(sheet)):
        for column, raw in enumerate(cells):
            if text_of(raw) == own.CLOSED_LABEL:
                return {(row, column + month): int(month in months) for month in range(1, 13)}
    return {}


def _bytes(book: Path) -> bytes:
    try:
        return book.read_bytes()
    except OSError as problem:
        raise CouldNotSave(book, "denied") from problem
