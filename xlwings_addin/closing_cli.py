"""`eficacia cerrar LIBRO`: what was closed, where the copies are, what changed since the last closing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from workbook.domain.findings import Severity, worst
from workbook.domain.levels import Level
from workbook.spanish.calendar import month_span, period_name
from workbook.spanish.grammar import agree
from xlwings_addin import closing, screen
from xlwings_addin.arguments import BOOK_TO_COPY, book_argument, evaluation_options, request_of
from xlwings_addin.closing import Closed, ClosedMonthsChanged, ClosingWanted, SheetTaken
from xlwings_addin.optionvalues import date, file_named

if TYPE_CHECKING:
    import argparse

_CHANGED = (
    "Hay meses cerrados que cambiaron después de su cierre; no se cerró nada.\n"
    "Devuelva los importes anteriores o, si el cambio es correcto, repita el comando agregando "
    "--aceptar-cambios: quedarán cerrados como están ahora."
)

_TAKEN = (
    "El libro tiene una hoja «{name}» que no hizo este programa, y no se toca; no se cerró nada.\n"
    "Póngale otro nombre y repita el comando."
)
_NOT_MARKED = "El libro no tiene dónde sombrear los meses cerrados; el cierre quedó en la hoja Cierres."


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the words of `eficacia cerrar`."""
    book_argument(parser, BOOK_TO_COPY)
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.xlsx",
        type=file_named(".xlsx", ".xlsm"),
        help="libro con los meses cerrados (si no se indica, <libro>-cerrado.xlsx, junto al libro)",
    )
    parser.add_argument(
        "--fecha", metavar="AAAA-MM-DD", type=date, help="fecha del cierre (si no se indica, hoy)"
    )
    parser.add_argument(
        "--aceptar-cambios",
        action="store_true",
        help="cierra aunque meses cerrados antes hayan cambiado: quedan como están ahora",
    )
    evaluation_options(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; 1 where the data have errors, or nothing was closed because closed months changed."""
    day = options.fecha or dt.datetime.now().astimezone().date()
    wanted = ClosingWanted(day, request_of(options), options.aceptar_cambios)
    try:
        with screen.progress() as step:
            made = closing.close_file(options.libro, options.salida, wanted, step)
    except ClosedMonthsChanged as problem:
        screen.show_findings(problem.findings)
        screen.warn(_CHANGED)
        return 1
    except SheetTaken as problem:
        screen.warn(_TAKEN.format(name=problem.name))
        return 2
    screen.show_results(made.evaluation)
    screen.say(told(made))
    if not made.marked:
        screen.say(_NOT_MARKED)
    screen.say(screen.summary(options, made.evaluation.findings))
    screen.show_files([made.archive, made.saved])
    screen.say(f"Siga trabajando en «{made.saved.path.name}»; guarde «{made.archive.path.name}» sin tocarlo.")
    return int(worst(made.evaluation.findings) in (Severity.ERROR, Severity.STOP))


def told(made: Closed) -> str:
    """Return what was closed, and the fingerprint of the copy."""
    last = made.register.closings[-1]
    months, rows = month_span(last.months), len(made.register.rows)
    rated = sum(1 for one in last.results if one.level is Level.ACTION and one.efficacy is not None)
    return (
        f"Se cerró {period_name(last.period)} ({months}): "
        f"{rows:,} {agree(rows, 'actividad', 'actividades')}, {rated:,} AEI con resultado.\n"
        f"Huella de la copia (SHA-256): {last.copy_digest}"
    )
