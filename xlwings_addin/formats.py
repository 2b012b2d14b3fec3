"""Unit forms on files: prepare them, receive them, tell who has not sent; no printing, no questions."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbook.domain.places import address, qualified
from workbook.domain.reception import Progress, Standing
from workbook.host import UnusableBook
from workbook.hosts.file import open_file
from workbook.reception.desk import Desk, open_desk
from workbook.reception.log import Log, read_log
from workbook.reception.understanding import Incoming, understood
from workbook.spanish.grammar import join
from xlwings_addin.output import Saved, save

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from workbook.canvas import Sheet
    from workbook.canvas.edits import Refused
    from workbook.domain.model import OrgUnit
    from workbook.domain.reception import Submission
    from workbook.host import Book
    from workbook.reception.overlay import Overlay
    from workbook.reception.pending import Owing

RECEIVED: Final = "-recibido"
FORMS: Final = "-formatos"
ENDINGS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST_PART: Final = 40
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_MOST_CELLS: Final = 10
_ISSUE: Final = re.compile(r"-envio-(\d+)(?: \(\d+\))?\.xlsx", re.IGNORECASE)


class NoSuchUnit(Exception):  # noqa: N818 - named as the condition it is
    """A unit that was named is none of the workbook; `known` are those that are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


class NothingOpen(Exception):  # noqa: N818 - named as the condition it is
    """All months of the period are closed: there is nothing that units could fill in."""


class FolderNotRead(Exception):  # noqa: N818 - named as the condition it is
    """What is in a folder may not be seen."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Prepared:
    """The forms that were written, and the number of the sending."""

    files: tuple[Saved, ...]
    issue: int
    units: tuple[OrgUnit, ...]


@dataclass(frozen=True)
class Received:
    """A workbook and files that came back, understood; nothing is written yet."""

    desk: Desk
    log: Log
    files: tuple[Submission, ...]


def prepare(
    book: Path,
    folder: Path | None,
    units: Sequence[str],
    day: dt.date,
    until: dt.date | None = None,
) -> Prepared:
    """Write the forms of a workbook, one a unit (those named, else all), into a folder.

    Forms of earlier sendings stay: each sending has a number of its own. Raises NoSuchUnit, NothingOpen.
    """
    with open_file(book) as opened:
        desk, log = open_desk(opened), read_log(opened)
        target = folder if folder is not None else book.with_name(f"{book.stem}{FORMS}")
        return write_forms(desk, log, target, units, (day, until))


def write_forms(
    desk: Desk, log: Log, folder: Path, units: Sequence[str], dates: tuple[dt.date, dt.date | None]
) -> Prepared:
    """Write the forms of a workbook that is read; `dates` are that of the sending and that of its return."""
    from workbook.hosts.newfile import render
    from workbook.reception.form import Sending, unit_form

    chosen = chosen_units(desk, units)
    if desk.plan.framework.monthly and not desk.opened:
        raise NothingOpen
    issue = 1 + max([*log.last_issues().values(), *_issues(folder)], default=0)
    sending = Sending(desk.period, desk.opened, issue, *dates)
    files = []
    for unit in chosen:
        form = unit_form(unit, tuple(desk.by_unit[unit.key]), desk.plan.framework, sending)
        files.append(save(folder / form_name(desk, unit, issue), render(form), replace=False))
    return Prepared(tuple(files), issue, chosen)


def chosen_units(desk: Desk, names: Sequence[str]) -> tuple[OrgUnit, ...]:
    """Return the units of these names or acronyms, in the workbook's order; all where none is named."""
    if not names:
        return desk.units
    wanted = set()
    for name in names:
        found = desk.unit_book.find(name)
        if found is None or found not in desk.units:
            raise NoSuchUnit(name, [unit.acronym or unit.name for unit in desk.units])
        wanted.add(found.key)
    return tuple(unit for unit in desk.units if unit.key in wanted)


def form_name(desk: Desk, unit: OrgUnit, issue: int) -> str:
    """Return the file name of a form, one that Windows takes too."""
    year = desk.plan.framework.settings.year
    words = ("POI", "" if year is None else str(year), unit.acronym or unit.name, desk.period_name)
    return f"{'-'.join(part for word in words if (part := _safe(word)))}-envio-{issue:02}.xlsx"


def _safe(text: str) -> str:
    """Return a text as part of a file name."""
    cut = " ".join(_NOT_IN_NAMES.sub(" ", text).split())[:_LONGEST_PART].strip(" .")
    return f"{cut}_" if _RESERVED.fullmatch(cut) else cut.replace(" ", "-")


def _issues(folder: Path) -> Iterator[int]:
    """Yield the numbers of the sendings whose forms are in a folder."""
    try:
        paths = list(folder.iterdir())
    except OSError:  # not there yet; or it may not be read, and writing into it will tell
        return
    for path in paths:
        if found := _ISSUE.search(path.name):
            yield int(found[1])


def refuse_other_formats(book: Path) -> None:
    """Raise UnusableBook for a workbook of which no copy with changes can be made."""
    from xlwings_addin.closing import refuse_other_formats as refuse

    refuse(book)


def read_received(book: Path, files: Iterable[Path]) -> Received:
    """Read a workbook and the files that came back. Raises UnusableBook (the workbook), FolderNotRead."""
    opened = open_file(book)
    return received(opened, [incoming(path) for path in listed(files, book)])


def received(book: Book, files: Sequence[Incoming]) -> Received:
    """Return what files say, against a workbook."""
    desk, log = open_desk(book), read_log(book)
    names = {unit.name: unit.key for unit in desk.plan.framework.units}
    issues = {names[name]: issue for name, issue in log.last_issues().items() if name in names}
    return Received(desk, log, understood(files, desk, issues))


def listed(paths: Iterable[Path], book: Path) -> list[Path]:
    """Return the files named, and those of the folders named, each once, in order; never the workbook.

    Raises FolderNotRead.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for one in _inside(path) if os.path.isdir(path) else [path]:
            if one.absolute() != book.absolute():
                found.setdefault(os.path.normcase(one.absolute()), one)
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """Return the workbooks of a folder by name, without what programs put beside an open one."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as problem:
        raise FolderNotRead(folder) from problem
    return [
        one for one in paths if one.suffix.lower() in ENDINGS and not one.name.startswith(("~$", ".~lock"))
    ]


def incoming(path: Path) -> Incoming:
    """Return a file that came back, opened; one that cannot be read with the reason."""
    from workbook.hosts.origin import origin_of
    from workbook.spanish.messages import unusable_book

    try:
        opened = open_file(path)
        data = path.read_bytes()
    except UnusableBook as problem:
        return Incoming(path.name, problem=unusable_book(problem))
    origin = origin_of(path.name, data)
    digest = hashlib.sha256(data).hexdigest()
    return Incoming(path.name, digest, opened, author=origin.author, program=origin.program)


def by_words(made: Received, words: Collection[str]) -> frozenset[int]:
    """Return the positions of the files that `--aceptar` means: «todo», or units by name or acronym.

    All means those without a doubt; a unit that is named gets its file even so. Raises NoSuchUnit.
    """
    chosen: set[int] = set()
    for word in words:
        if word.casefold() in ("todo", "todos", "toda", "todas"):
            chosen |= {n for n, one in enumerate(made.files) if one.standing is Standing.READY}
            continue
        unit = made.desk.unit_book.find(word)
        if unit is None:
            raise NoSuchUnit(word, [one.acronym or one.name for one in made.desk.units])
        theirs = [
            n
            for n, one in enumerate(made.files)
            if one.unit == unit.key and one.standing is not Standing.REFUSED
        ]
        ready = [n for n in theirs if made.files[n].standing is Standing.READY]
        chosen |= set(ready or (theirs if len(theirs) == 1 else ()))
    return frozenset(chosen)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reception wrote: the file (None where there was nothing new), how many cells, what was not."""

    saved: Saved | None
    changes: int
    refused: tuple[Refused, ...] = ()


def take(book: Path, out: Path | None, made: Received, accepted: Collection[int], day: dt.date) -> Taken:
    """Write the copy of a workbook with what was accepted: nothing else of it changes, byte for byte."""
    from workbook.canvas.edits import Obstacle
    from workbook.hosts.patch import patch
    from workbook.reception.settling import settle
    from xlwings_addin.commands import target_of

    target = target_of(out, book.with_name(f"{book.stem}{RECEIVED}{book.suffix}"), book)
    settled = settle(made.desk, made.files, accepted, made.log, day)
    if settled.nothing_new:
        return Taken(None, 0)
    sheets = [settled.sheet] if settled.sheet is not None else []
    if settled.changes:
        sheets += findings(settled.after)
    done = patch(book.name, book.read_bytes(), settled.edits, sheets)
    refused = tuple(one for one in done.refused if one.obstacle is not Obstacle.NO_FORMULA)
    return Taken(save(target, done.data), settled.changes - len(refused), refused)


def refused_text(refused: Sequence[Refused]) -> str:
    """Return which cells were left as they were although they were accepted, and what to do."""
    cells = [qualified(one.sheet, address(*one.position)) for one in refused[:_MOST_CELLS]]
    if len(refused) > _MOST_CELLS:
        cells.append(f"{len(refused) - _MOST_CELLS:,} más")
    return (
        f"No se escribió en {join(cells)}: ahí hay una fórmula o una celda combinada. "
        "Escriba el dato a mano; está en Recepción."
    )


def findings(after: Overlay) -> list[Sheet]:
    """Return Observaciones as it is now, where the workbook has that sheet; what the planner noted stays."""
    from workbook.domain.errors import UnusablePlan
    from workbook.layouts import own
    from workbook.service import evaluate_book
    from workbook.sheets import output_workbook
    from xlwings_addin.notes import read_notes

    held = [name for name in after.sheet_names() if name == own.FINDINGS]
    if not held or not _is_ours(after, own.FINDINGS):
        return []
    try:
        evaluation = evaluate_book(after)
    except UnusablePlan:
        return []
    described = output_workbook(evaluation, source=after.name, notes=read_notes(after), consolidated_on=None)
    return [_with_own_links(sheet) for sheet in described.sheets if sheet.name == own.FINDINGS]


def _is_ours(book: Book, sheet: str) -> bool:
    from workbook.layouts import own

    first = next(iter(book.rows(sheet)), ())
    return bool(first) and str(first[0] or "").startswith(own.GENERATED_NOTICE)


def _with_own_links(sheet: Sheet) -> Sheet:
    """Return a sheet whose links stay inside the workbook."""
    cells = {
        at: replace(cell, link=replace(cell.link, file="")) if cell.link is not None else cell
        for at, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


@dataclass(frozen=True)
class Pending:
    """How far every unit of a workbook is; `owing` are those that still owe something."""

    desk: Desk
    states: tuple[Owing, ...]

    @property
    def owing(self) -> tuple[Owing, ...]:
        """The units that have not sent, are observed, or lack data."""
        return tuple(one for one in self.states if one.status.state is not Progress.SETTLED)


def pending(book: Path) -> Pending:
    """Return how far the units of a workbook are. Raises UnusableBook."""
    with open_file(book) as opened:
        return pending_of(opened)


def pending_of(book: Book) -> Pending:
    """Return how far the units of a workbook that is open are."""
    from workbook.reception.pending import states

    desk = open_desk(book)
    return Pending(desk, states(desk, read_log(book)))


def write_memo(
    book: Path, out: Path, found: Pending, dates: tuple[dt.date, dt.date | None], folder: Path | None
) -> Saved:
    """Write the reminder, in the template that Parámetros names. Raises UnusableReport or CouldNotSave.

    `dates` are its own and the one by which units are asked to answer; `folder` is the workbook's, None
    where it has none.
    """
    from report.memo import compose_memo
    from xlwings_addin.commands import named_template, target_of
    from xlwings_addin.entity_template import on_letterhead

    settings = found.desk.plan.framework.settings
    document = compose_memo(settings, found.desk.period_name, found.owing, *dates)
    target = target_of(out, book.with_name(f"memorando-{book.stem}.docx"), book)
    return save(target, on_letterhead(document, named_template(settings, folder)), replace=False)
