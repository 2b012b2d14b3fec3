"""The command «Verificar informe»: no printing, no clock, no questions."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.verify.verify import Verdict, verify_file
from report.wordfile import WordFile
from xlwings_addin.commands import in_silence, review
from xlwings_addin.output import CouldNotSave, Saved, save
from xlwings_addin.worddoor import read_document

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from workbook.domain.results import Evaluation
    from xlwings_addin.commands import Progress


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
    file = WordFile(report.name, read_document(report))
    progress(f"Verificando {report.name}…")
    verdict = verify_file(file, evaluation)
    if reviewed is None:
        return Verified(verdict)
    from report.verify.reviewed import reviewed as commented

    return Verified(verdict, save(reviewed, commented(file, verdict, when)))
