"""The command «Verificar informe»: no printing, no clock, no questions."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.verify.verify import Verdict, verify_file
from report.wordfile import UnusableReport, WordFile
from xlwings_addin.commands import in_silence, review
from xlwings_addin.output import CouldNotSave, Saved, save

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from workbook.domain.results import Evaluation
    from xlwings_addin.commands import Progress

_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL)


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a report found, and the commented copy where one was asked for."""

    verdict: Verdict
    reviewed: Saved | None = None


def verify_report(
    report: Path,
    book: Path | None = None,
    reviewed: Path | None = None,
    when: dt.datetime | None = None,
    progress: Progress = in_silence,
) -> Verified:
    """Verify a report, against a workbook too where one is given.

    Raises:
        UnusableReport: it is no Word file that can be read.
        UnusableBook, UnusablePlan: the workbook cannot be read or evaluated.
        CouldNotSave: the commented copy could not be written, or would replace the report itself.
    """
    evaluation = review(book, progress=progress) if book is not None else None
    return verify_against(report, evaluation, reviewed, when, progress)


def verify_against(
    report: Path,
    evaluation: Evaluation | None,
    reviewed: Path | None = None,
    when: dt.datetime | None = None,
    progress: Progress = in_silence,
) -> Verified:
    """Verify a report against an evaluation that is known already (None for none)."""
    if reviewed is not None and os.path.exists(reviewed) and reviewed.samefile(report):
        raise CouldNotSave(reviewed, "input")
    progress(f"Leyendo {report.name}…")
    file = WordFile(report.name, content_of(report))
    progress(f"Verificando {report.name}…")
    verdict = verify_file(file, evaluation)
    if reviewed is None:
        return Verified(verdict)
    from report.verify.reviewed import reviewed as commented

    return Verified(verdict, save(reviewed, commented(file, verdict, when)))


def content_of(report: Path) -> bytes:
    """Return the bytes of a report. Raises UnusableReport where there is none to read."""
    try:
        return report.read_bytes()
    except OSError as problem:
        reason = "missing" if problem.errno in _MISSING else "locked"
        raise UnusableReport(report.name, reason) from problem
    except ValueError as problem:  # a name with a null character
        raise UnusableReport(report.name, "missing") from problem
