"""What the ribbon's buttons run: a dialog before, a command, a dialog after; never an English traceback."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Final

from xlwings_addin import dialogs
from xlwings_addin.dialogs import Dialogs, explained

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbook.domain.results import Evaluation
    from workbook.hosts.com import XlApp, XlBook

_ATTEMPTS: Final = 2_000
"""How often xlwings asks a busy Excel again (for ever, if nobody tells it): a second or two."""


def _button(run: Callable[[XlBook, Dialogs], None], *, needs_book: bool = True) -> Callable[[], None]:
    """Make of a function over a workbook what a button runs; whatever happens becomes a dialog."""

    @wraps(run)
    def pressed() -> None:
        _limit_patience()
        book = _caller()
        app = _running() if book is None else book.app
        say = Dialogs(app)
        try:
            if book is None and needs_book:
                say.tell(dialogs.NO_BOOK)
            else:
                run(book, say)
        except Exception as problem:  # noqa: BLE001 - the last door: a planner never sees an English traceback
            say.warn(explained(problem))

    del pressed.__wrapped__  # it takes no arguments
    return pressed


def _button_without_book(run: Callable[[XlBook, Dialogs], None]) -> Callable[[], None]:
    """Make of a function what a button runs that needs no workbook (None where there is none)."""
    return _button(run, needs_book=False)


@_button
def review(book: XlBook, say: Dialogs) -> None:
    """Revisar datos."""
    from xlwings_addin import live_commands

    if _may_write(book, say):
        evaluation = live_commands.review(book)
        counted = _counted(evaluation)
        say.tell(dialogs.FOUND.format(counted=counted) if evaluation.findings else dialogs.NOTHING_FOUND)


@_button
def consolidate(book: XlBook, say: Dialogs) -> None:
    """Consolidar."""
    from xlwings_addin import live_commands

    if _may_write(book, say):
        evaluation = live_commands.consolidate(book, _today())
        text = "Se escribieron las hojas Consolidado, Por unidad y Tablero."
        if evaluation.findings:
            text += f"\n\nHay {_counted(evaluation)}: «Revisar datos» dice qué corregir y dónde."
        say.tell(text)


@_button
def report(book: XlBook, say: Dialogs) -> None:
    """Generar informe Word."""
    from xlwings_addin import live_commands
    from xlwings_addin.commands import When

    name = live_commands.report_name(book)
    target = _beside(book, say, name, "Documento de Word", ".docx")
    if target is None:
        return
    made = live_commands.report(book, target, When(_today()))
    saved = made.saved
    if unknown := dialogs.placeholders(made.evaluation.findings):
        say.warn(unknown)
    if saved.displaced:
        say.warn(_displaced(saved.wanted.name, saved.path.name, edited=saved.edited))
    _open_in_word(say, saved.path)


@_button_without_book
def verify_report(book: XlBook, say: Dialogs) -> None:
    """Verificar informe…: a Word report is chosen, commented in a copy, and listed."""
    from xlwings_addin import live_verify

    app = _running() if book is None else book.app
    live_verify.verify_report(app, book, say, dt.datetime.now(dt.UTC))


@_button
def update_report(book: XlBook, say: Dialogs) -> None:
    """Actualizar un informe existente: choose it, see what changes, apply."""
    from xlwings_addin import live_report
    from xlwings_addin.commands import When

    target = say.which_file("Documento de Word", ".docx")
    if target is None:
        return
    when = When(_today())
    prepared = live_report.prepare(book, target, when)
    if prepared.update.content is None:
        say.tell(live_report.preview(prepared))
    elif say.agrees(live_report.preview(prepared)):
        applied = live_report.apply(prepared, when)
        if applied.saved is None:
            return
        if applied.saved.displaced:
            say.warn(_displaced(target.name, applied.saved.path.name, edited=False))
        elif applied.copy is not None:
            say.tell(f"El informe anterior quedó como «{applied.copy.path.name}».")
        _open_in_word(say, applied.saved.path)


@_button
def show_origin(book: XlBook, say: Dialogs) -> None:
    """Ver origen de la cifra."""
    from xlwings_addin.live_origin import show_origin as show

    shown = show(book)
    if not shown.cells:
        say.tell(
            "Aquí no hay una cifra con origen.\n\nElija una cifra de Consolidado, Por unidad o Tablero, o "
            "una fila de Observaciones, y vuelva a presionar el botón."
        )
    elif len(shown.sheets) > 1:
        say.tell(
            "La cifra sale de varias hojas; se muestran las celdas de la primera:\n\n"
            + "\n".join(shown.cells)
        )


@_button_without_book
def new_book(book: XlBook, say: Dialogs) -> None:
    """Nuevo libro POI: a blank one, saved and opened."""
    from xlwings_addin import live_units

    target = say.where_to_save("poi.xlsx", "Libro de Excel", ".xlsx")
    if target is not None:
        monthly = say.agrees("¿Desea columnas para programar y ejecutar mes por mes?")
        live_units.new_book(_running() if book is None else book.app, target, monthly=monthly)


@_button
def add_unit(book: XlBook, say: Dialogs) -> None:
    """Agregar unidad."""
    from xlwings_addin import live_units

    if not _may_write(book, say):
        return
    name = say.text("Nombre de la unidad orgánica:")
    acronym = say.text(f"Sigla de «{name}»: será el nombre de su hoja.") if name else None
    if name and acronym:
        made = live_units.add_unit(book, name, acronym)
        say.tell(f"Se agregó la hoja «{made}» y se anotó la unidad en Unidades.")


@_button
def prepare_forms(book: XlBook, say: Dialogs) -> None:
    """Preparar formatos."""
    from xlwings_addin import desktop_formats

    if _may_write(book, say):
        desktop_formats.prepare(book, say, _today())


@_button
def receive_forms(book: XlBook, say: Dialogs) -> None:
    """Recibir formatos."""
    from xlwings_addin import desktop_formats

    if _may_write(book, say):
        desktop_formats.receive(book, say, _today())


@_button
def pending_forms(book: XlBook, say: Dialogs) -> None:
    """Pendientes."""
    from xlwings_addin import desktop_formats

    desktop_formats.pending(book, say, _today())


@_button
def close_period(book: XlBook, say: Dialogs) -> None:
    """Cerrar periodo."""
    from xlwings_addin import desktop_year

    if _may_write(book, say):
        desktop_year.close_period(book, say, _today())


@_button
def new_period(book: XlBook, say: Dialogs) -> None:
    """Nuevo periodo."""
    from xlwings_addin import desktop_year

    if _may_write(book, say):
        desktop_year.new_period(book, say)


@_button
def new_year(book: XlBook, say: Dialogs) -> None:
    """Nuevo año: the next year's workbook, from the one that is open."""
    from xlwings_addin import desktop_year

    desktop_year.new_year(book, say)


@_button_without_book
def new_from(book: XlBook, say: Dialogs) -> None:
    """Nuevo libro POI from a file: last year's, the CEPLAN export, another layout."""
    from xlwings_addin import desktop_year

    desktop_year.new_from(_running() if book is None else book.app, say)


@_button
def compare_with(book: XlBook, say: Dialogs) -> None:
    """Comparar con…: what changed since an earlier workbook or cut."""
    from xlwings_addin import desktop_year

    desktop_year.compare_with(book, say)


@_button
def repair_links(book: XlBook, say: Dialogs) -> None:
    """Reparar vínculos y fórmulas."""
    from xlwings_addin import live_links

    done = live_links.repair_links(book)
    text = dialogs.NOTHING_TO_REPAIR
    if done.links or done.formulas or done.protected:
        text = f"Vínculos reparados: {done.links:,}. Fórmulas ingresadas otra vez: {done.formulas:,}."
    if done.protected:
        text += (
            f"\n\nNo se tocaron las hojas protegidas: {', '.join(done.protected)}. Quite su protección "
            "(clic derecho en la pestaña, «Desproteger hoja») y vuelva a presionar el botón."
        )
    say.tell(text)


@_button
def plain_copy(book: XlBook, say: Dialogs) -> None:
    """Copia sin fórmulas del complemento."""
    from pathlib import PurePath

    from xlwings_addin import live_links

    name = PurePath(str(book.api.Name))
    ending = name.suffix or ".xlsx"
    target = _beside(book, say, f"{name.stem}-sin-complemento{ending}", "Libro de Excel", ending)
    if target is not None:
        target = _free(target)
        count = live_links.plain_copy(book, target)
        say.tell(
            f"Se guardó la copia:\n{target}\n\nFórmulas del complemento que en ella son valores fijos: "
            f"{count:,}. Se ve igual en cualquier computadora, y no se recalcula. Este libro no cambió."
        )


@_button_without_book
def guide(_book: XlBook, say: Dialogs) -> None:
    """Guía: the page, or its gist where no program opens pages."""
    from xlwings_addin.guide import guide_page, open_page

    page = guide_page()
    if page is None or not open_page(page):
        say.tell(dialogs.GUIDE)


@_button_without_book
def diagnose(book: XlBook, say: Dialogs) -> None:
    """Diagnóstico de la instalación."""
    from xlwings_addin.live_diagnosis import verdicts

    say.tell(verdicts(book))


def _limit_patience() -> None:
    """Let xlwings give up on an Excel that stays busy, so that the planner is told why."""
    module = sys.modules.get("xlwings._xlwindows")
    if module is not None:
        module.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]


def _caller() -> XlBook:
    """Return the workbook whose button was pressed, or the active one."""
    import xlwings

    with suppress(Exception):  # it raises a bare one where nobody called
        return xlwings.Book.caller()
    with suppress(Exception):  # the same where no workbook is open
        return xlwings.books.active
    return None


def _running() -> XlApp:
    import xlwings

    return xlwings.apps.active


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _may_write(book: XlBook, say: Dialogs) -> bool:
    """Tell whether to write into a workbook: one that is read-only only if the planner says so."""
    return not book.api.ReadOnly or say.agrees(dialogs.READ_ONLY)


def _beside(book: XlBook, say: Dialogs, name: str, kind: str, ending: str) -> Path | None:
    """Return where a file goes: beside the workbook, or where the planner says; None for nowhere."""
    from xlwings_addin.live_commands import folder_of

    folder = folder_of(book)
    return folder / name if folder is not None else say.where_to_save(name, kind, ending)


def _free(target: Path) -> Path:
    """Return the target, or a name beside it that no file has."""
    from xlwings_addin.output import free_names

    return target if not target.exists() else next(name for name in free_names(target) if not name.exists())


def _counted(evaluation: Evaluation) -> str:
    from xlwings_addin.screen import count_by_severity

    return count_by_severity(evaluation.findings)


def _displaced(wanted: str, shown: str, *, edited: bool) -> str:
    reason = "tiene cambios hechos a mano" if edited else "está abierto en otro programa o es de solo lectura"
    return f"«{wanted}» {reason} y no se reemplazó.\n\nEl resultado quedó a su lado, como «{shown}»."


def _open_in_word(say: Dialogs, path: Path) -> None:
    """Open the report with its fields up to date; say where it is where there is no Word."""
    from xlwings_addin.word_app import open_updated

    if not open_updated(path):
        say.tell(
            f"Se guardó el informe:\n{path}\n\nÁbralo en Word y presione Ctrl+E y luego F9 para actualizar "
            "el índice y los números de página."
        )
