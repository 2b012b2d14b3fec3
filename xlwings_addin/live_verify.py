"""The button «Verificar informe…»: a report is chosen, checked, commented in a copy, and listed in Excel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report.unusable import UnusableReport
from workbook.hosts.live import LiveBook
from workbook.layouts import own
from workbook.service import evaluate_book
from workbook.spanish.reportmessages import unusable_report
from xlwings_addin.output import save
from xlwings_addin.verification import verify_against
from xlwings_addin.verification_list import list_of

if TYPE_CHECKING:
    import datetime as dt

    from report.verify.verify import Verdict
    from workbook.hosts.com import XlApp, XlBook
    from xlwings_addin.dialogs import Dialogs

COMPARE: Final = (
    "¿Desea comparar el informe también con el libro «{name}»?\n\n"
    "Elija No para verificar solo que el informe no se contradiga."
)
CLEAN: Final = "No se encontró ningún error en «{name}».\n\n{counted}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A verdict, the commented copy and the list."""

    verdict: Verdict
    reviewed: Path
    listing: Path


def verify_report(app: XlApp, book: XlBook | None, say: Dialogs, now: dt.datetime) -> None:
    """Ask for a report, verify it, and open the list of what was observed."""
    from report.verify.told import compared, counted

    chosen = say.which_file("Documento de Word", ".docx")
    if chosen is None:
        return
    against = book if book is not None and _is_plan(book) and say.agrees(_question(book)) else None
    try:
        done = verify_into(chosen, against, now)
    except UnusableReport as problem:
        say.warn(unusable_report(problem))
        return
    app.api.Workbooks.Open(str(done.listing))
    if not compared(done.verdict):
        say.warn(f"«{chosen.name}»: {counted(done.verdict)}")
    elif not done.verdict.observations:
        say.tell(CLEAN.format(name=chosen.name, counted=counted(done.verdict)))


def verify_into(report: Path, book: XlBook | None, now: dt.datetime) -> Listed:
    """Verify a report; write the commented copy and the list beside it."""
    evaluation = evaluate_book(LiveBook(book)) if book is not None else None
    target = report.with_name(f"{report.stem}-revisado.docx")
    done = verify_against(report, evaluation, target, now)
    assert done.reviewed is not None  # noqa: S101 - it was asked for
    listing = report.with_name(f"{report.stem}-verificacion.xlsx")
    saved = save(listing, list_of(report.name, done.verdict, done.reviewed.path.name))
    return Listed(done.verdict, done.reviewed.path, saved.path)


def _is_plan(book: XlBook) -> bool:
    """Tell whether a workbook is a planning workbook, by its sheets."""
    names = set(LiveBook(book).sheet_names())
    return {own.FRAMEWORK, own.UNITS} <= names


def _question(book: XlBook) -> str:
    return COMPARE.format(name=Path(str(book.api.Name)).name)
