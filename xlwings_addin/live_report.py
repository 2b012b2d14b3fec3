"""«Actualizar un informe existente…» over a workbook that is open in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.spanish.reportmessages import changes_told
from xlwings_addin import living
from xlwings_addin.live_commands import evaluate_live
from xlwings_addin.livestate import undisturbed
from xlwings_addin.worddoor import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.hosts.com import XlBook
    from xlwings_addin.commands import When
    from xlwings_addin.living import Applied, Prepared

UP_TO_DATE: Final = "El informe «{name}» ya está al día con el libro: no hay nada que cambiar."
QUESTION: Final = (
    "¿Actualizar «{name}»? El informe anterior queda guardado al lado, con la fecha en su nombre."
)
_LINES: Final = 18
"""Of the list of changes, those that fit in a message box."""


def prepare(book: XlBook, report: Path, when: When) -> Prepared:
    """Compare a report with the workbook as it is in Excel now. Raises UnusablePlan or UnusableReport."""
    before = read_document(report)
    with undisturbed(book) as (progress, _):
        progress("Leyendo y revisando el libro…")
        return living.prepare_with(evaluate_live(book), report, before, when, progress)


def preview(prepared: Prepared) -> str:
    """Return what a planner is shown before anything is written: the question, or that there is nothing."""
    told = list(changes_told(prepared.update.changes))
    shown = told[:_LINES]
    if len(told) > _LINES:
        shown.append(
            f"… y {len(told) - _LINES} líneas más. La lista completa, en una consola, con --simular."
        )
    last = UP_TO_DATE if prepared.update.content is None else QUESTION
    return "\n".join([last.format(name=prepared.report.name), "", *shown]).strip()


def apply(prepared: Prepared, when: When) -> Applied:
    """Write the updated report in its place, the old one kept as a dated copy."""
    return living.apply(prepared, None, when)
