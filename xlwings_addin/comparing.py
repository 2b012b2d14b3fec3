"""Comparing two workbooks: read both, say what changed, write it to a third if asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.domain.comparison import Side, compare
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS
from xlwings_addin.commands import in_silence, target_of
from xlwings_addin.output import Saved, save

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.domain.comparison import Comparison
    from workbook.domain.evaluation import Request
    from xlwings_addin.commands import Progress


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed, and the file where it was written (None where none was asked for)."""

    comparison: Comparison
    saved: Saved | None


def compare_files(
    before: Path,
    after: Path,
    out: Path | None,
    request: Request = AS_THE_WORKBOOK_SAYS,
    progress: Progress = in_silence,
) -> Compared:
    """Compare two files. Raises UnusableBook, UnusablePlan or CouldNotSave."""
    default = after.with_name(f"comparacion-{after.stem}.xlsx")
    target = None if out is None else target_of(out, default, before, after)
    left = read_side_of(before, request, progress)
    right = read_side_of(after, request, progress)
    progress("Comparando…")
    comparison = compare(left, right)
    return Compared(comparison, None if target is None else save_comparison(comparison, target, progress))


def read_side_of(book: Path, request: Request, progress: Progress) -> Side:
    """Read and evaluate one of the two."""
    from workbook.hosts.file import open_file
    from workbook.service import read_side

    progress(f"Leyendo {book.name}…")
    with open_file(book) as opened:
        try:
            return read_side(opened, request)
        except UnusablePlan as problem:
            raise UnusablePlan(problem.findings, problem.accounts, book.name) from problem


def save_comparison(comparison: Comparison, out: Path, progress: Progress) -> Saved:
    """Write a comparison as a workbook; one that is there stays, and the new one goes beside it."""
    from workbook.hosts.newfile import render
    from workbook.sheets.comparison import comparison_workbook

    progress(f"Guardando {out.name}…")
    return save(out, render(comparison_workbook(comparison)), replace=False)
