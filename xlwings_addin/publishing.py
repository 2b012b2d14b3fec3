"""«Versión para publicar»: what is still in the way, or the clean copy, its PDF and its figures."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.obstacles import obstacles
from report.opendata import as_csv
from report.publish import publish
from report.wordfile import WordFile
from xlwings_addin.output import CouldNotSave, Saved, save
from xlwings_addin.worddoor import read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report.obstacles import Obstacle


@dataclass(frozen=True, slots=True)
class Published:
    """The files, or what is in the way of them; `figures` and `pdf` tell whether there are such.

    There are no figures where the report has no tables, no PDF where no program was there to make one.
    """

    files: tuple[Saved, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    figures: bool = False
    pdf: bool = False


def publish_report(
    report: Path, out: Path | None, to_pdf: Callable[[Path], bytes | None] | None
) -> Published:
    """Write the version to publish beside a report, its PDF and its figures as CSV.

    Raises UnusableReport or CouldNotSave; nothing is written while something is in the way.
    """
    file = WordFile(report.name, read_document(report))
    if found := obstacles(file):
        return Published(obstacles=tuple(found))
    usual = report.with_name(f"{report.stem}-publicar.docx")
    target = usual if out is None else out / usual.name if os.path.isdir(out) else out
    if os.path.normcase(target.absolute()) == os.path.normcase(report.absolute()):
        raise CouldNotSave(target, "input")
    figures = as_csv(file)
    saved = save(target, publish(file))
    files = [saved]
    if figures is not None:
        files.append(save(saved.path.with_suffix(".csv"), figures))
    made = to_pdf(saved.path) if to_pdf is not None else None
    if made is not None:
        files.append(save(saved.path.with_suffix(".pdf"), made))
    return Published(tuple(files), figures=figures is not None, pdf=made is not None)
