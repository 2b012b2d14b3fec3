"""Bringing a report up to date that people have edited: read, compare, a dated copy, save."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS
from xlwings_addin.commands import in_silence, review
from xlwings_addin.output import CouldNotSave, Saved, free_names, save
from xlwings_addin.worddoor import read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report.changes import Update
    from workbook.domain.evaluation import Request
    from workbook.domain.results import Evaluation
    from xlwings_addin.commands import When

    Progress = Callable[[str], None]

AUTHOR: Final = "eficacia"
INITIALS: Final = "EF"
_DATE: Final = "cabecera:fecha"
_NOON: Final = dt.time(12)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an update would do to a report, before anything is written."""

    evaluation: Evaluation
    report: Path
    before: bytes
    update: Update


@dataclass(frozen=True, slots=True)
class Applied:
    """Where the updated report is, and the copy of the old one; None where nothing was written."""

    saved: Saved | None
    copy: Saved | None


def prepare(
    book: Path,
    report: Path,
    when: When,
    request: Request = AS_THE_WORKBOOK_SAYS,
    progress: Progress = in_silence,
) -> Prepared:
    """Evaluate a workbook and compare a report with it.

    Raises UnusableBook, UnusablePlan or UnusableReport.
    """
    before = read_document(report)
    return prepare_with(review(book, request, progress), report, before, when, progress)


def prepare_with(
    evaluation: Evaluation, report: Path, before: bytes, when: When, progress: Progress = in_silence
) -> Prepared:
    """Compare a report with an evaluation; that the day is another is no reason to change a report."""
    progress(f"Comparando {report.name} con el libro…")
    from report.changes import TELLING_ONLY, Update
    from report.comments import Author
    from report.compose import compose
    from report.update import update

    author = Author(AUTHOR, INITIALS, dt.datetime.combine(when.today, _NOON))
    outline = compose(evaluation, when.for_report(evaluation))
    made = update(report.name, before, outline, author)
    if when.asked is None and {change.tag for change in made.changes if change.kind not in TELLING_ONLY} == {
        _DATE
    }:
        made = Update(None, tuple(change for change in made.changes if change.tag != _DATE))
    return Prepared(evaluation, report, before, made)


def apply(prepared: Prepared, out: Path | None, when: When, progress: Progress = in_silence) -> Applied:
    """Write an updated report: in its place, the old one kept as a dated copy, or to another file.

    Nothing is written where nothing changes, unless another file was asked for. A report that is open in Word
    stays as it is, and the result is beside it. Raises CouldNotSave.
    """
    content, report = prepared.update.content, prepared.report
    if out is not None and not _is_same(out, report):
        target = out / report.name if os.path.isdir(out) else out
        return Applied(save(target, content or prepared.before), None)
    if content is None:
        return Applied(None, None)
    progress(f"Guardando {report.name}…")
    copy = save(_copy_name(report, when.today), prepared.before, replace=False)
    try:
        saved = save(report, content)
    except CouldNotSave:
        _forget(copy)
        raise
    if saved.displaced:  # the old one is where it was
        _forget(copy)
        return Applied(saved, None)
    return Applied(saved, copy)


def _copy_name(report: Path, today: dt.date) -> Path:
    """Return a free name for the copy of the old report: "informe (anterior al 2021-02-01).docx"."""
    wanted = report.with_name(f"{report.stem} (anterior al {today.isoformat()}){report.suffix}")
    return next(name for name in chain([wanted], free_names(wanted)) if not os.path.lexists(name))


def _forget(copy: Saved) -> None:
    with suppress(OSError):
        copy.path.unlink()


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
