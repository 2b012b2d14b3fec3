"""The commands on a workbook that is open in Excel: what the command line does with files."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbook.domain.places import address
from workbook.hosts.live import LiveBook
from workbook.hosts.livewrite import write_sheets
from workbook.layouts import own
from workbook.service import evaluate_book
from workbook.sheets import output_workbook
from workbook.sheets.links import relative_name
from xlwings_addin.commands import named_template, save_report
from xlwings_addin.livestamp import mark_changes, remembering
from xlwings_addin.livestate import undisturbed
from xlwings_addin.notes import read_notes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from workbook.canvas import Sheet
    from workbook.domain.results import Evaluation
    from workbook.hosts.com import XlBook
    from xlwings_addin.commands import When
    from xlwings_addin.output import Saved

    Progress = Callable[[str], None]

RESULTS: Final = (own.CONSOLIDATED, own.BY_UNIT, own.DASHBOARD)


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was written, and what it tells."""

    evaluation: Evaluation
    saved: Saved


def evaluate_live(book: XlBook) -> Evaluation:
    """Read, check and evaluate the workbook as it is in Excel now. Raises UnusablePlan or UnusableBook."""
    return evaluate_book(LiveBook(book))


def review(book: XlBook) -> Evaluation:
    """Write Observaciones, Estado and Descargo kept, and leave the planner at the first one."""
    with undisturbed(book) as (progress, place):
        progress("Leyendo y revisando el libro…")
        evaluation = evaluate_live(book)
        progress("Escribiendo Observaciones…")
        (sheet,) = _sheets(book, evaluation, (own.FINDINGS,), None)
        _write(book, [sheet])
        mark_changes(book, evaluation.digest)
        place.sheet, place.cells = sheet.name, address(*sheet.selected)
    return evaluation


def consolidate(book: XlBook, today: dt.date) -> Evaluation:
    """Write Consolidado, Por unidad and Tablero, and leave the planner at Consolidado."""
    with undisturbed(book) as (progress, place):
        progress("Leyendo y revisando el libro…")
        evaluation = evaluate_live(book)
        progress("Escribiendo Consolidado, Por unidad y Tablero…")
        sheets = _sheets(book, evaluation, RESULTS, today)
        with remembering(book, evaluation.digest):
            _write(book, sheets)
        place.sheet, place.cells = own.CONSOLIDATED, "A1"
    return evaluation


def report(book: XlBook, target: Path, when: When) -> Reported:
    """Write the Word report of the workbook as it is in Excel now."""
    with undisturbed(book) as (progress, _):
        progress("Leyendo y revisando el libro…")
        evaluation = evaluate_live(book)
        mark_changes(book, evaluation.digest)
        made = save_report(
            evaluation, target, when, progress, named_template(evaluation.framework.settings, folder_of(book))
        )
        (saved,) = made.files
        return Reported(made.evaluation, saved)


def report_name(book: XlBook) -> str:
    """Return the name that the report of a workbook gets."""
    return f"informe-{Path(str(book.api.Name)).stem}.docx"


def folder_of(book: XlBook) -> Path | None:
    """Return the folder of a workbook on this computer; None where it has none that is known.

    A workbook never saved has no folder; one of OneDrive or SharePoint tells an address of the web, which is
    followed to the folder that this computer keeps in step with it.
    """
    if not book.api.Path:
        return None
    name = str(book.api.FullName)
    if "://" in name:
        return _synchronised(name)
    folder = Path(name).parent
    return folder if folder.is_dir() else None


def _synchronised(url: str) -> Path | None:
    from xlwings.utils import fullname_url_to_local_path

    with suppress(Exception):  # it raises what it pleases where it finds no such folder
        path = Path(fullname_url_to_local_path(url))
        if path.is_file():
            return path.parent
    return None


def _sheets(
    book: XlBook,
    evaluation: Evaluation,
    names: Sequence[str],
    today: dt.date | None,
) -> list[Sheet]:
    """Return the output sheets of these names."""
    notes = read_notes(LiveBook(book)) if own.FINDINGS in names else {}
    described = output_workbook(evaluation, source=str(book.api.Name), notes=notes, consolidated_on=today)
    return [sheet for name in names for sheet in described.sheets if sheet.name == name]


def _write(book: XlBook, sheets: Sequence[Sheet]) -> None:
    write_sheets(book, sheets, notice=own.GENERATED_NOTICE, itself=relative_name(str(book.api.Name)))
