"""`eficacia informe LIBRO --sobre INFORME.docx [--simular]`: its options, and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbook.domain.findings import Severity, worst
from xlwings_addin import screen
from xlwings_addin.arguments import request_of

if TYPE_CHECKING:
    import argparse

    from report.changes import Change
    from xlwings_addin.commands import When
    from xlwings_addin.living import Applied

_FINE, _ERRORS, _UNUSABLE = 0, 1, 2
NOTHING = "El informe ya está al día con el libro: no se cambió nada."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options to the command `informe`."""
    parser.add_argument(
        "--sobre",
        metavar="INFORME.docx",
        type=Path,
        help="actualiza ese informe, ya editado por personas, sin perder lo que escribieron",
    )
    parser.add_argument(
        "--simular", action="store_true", help="con --sobre: dice qué cambiaría y no escribe nada"
    )


def update_report(options: argparse.Namespace, when: When) -> int:
    """Bring a report up to date, or tell what that would change."""
    from report.wordfile import UnusableReport
    from workbook.spanish.reportmessages import unusable_report
    from xlwings_addin import living

    try:
        with screen.progress() as step:
            prepared = living.prepare(options.libro, options.sobre, when, request_of(options), step)
            applied = None if options.simular else living.apply(prepared, options.salida, when, step)
    except UnusableReport as problem:
        screen.warn(unusable_report(problem))
        return _UNUSABLE
    show(prepared.update.changes)
    if options.simular:
        screen.say("Es una simulación: no se escribió nada.")
    elif applied is not None:
        show_where(applied)
    grave = worst(prepared.evaluation.findings) in (Severity.ERROR, Severity.STOP)
    return _ERRORS if grave else _FINE


def show(changes: tuple[Change, ...]) -> None:
    """Print the list of changes."""
    from report.changes import TELLING_ONLY
    from workbook.spanish.reportmessages import changes_told

    if all(change.kind in TELLING_ONLY for change in changes):
        screen.say(NOTHING)
    for line in changes_told(changes):
        screen.say(line)


def show_where(applied: Applied) -> None:
    """Print where the updated report is, and the copy of the old one."""
    if applied.saved is not None:
        screen.show_files([applied.saved])
    if applied.copy is not None:
        screen.say(f"El informe anterior quedó como «{applied.copy.path.name}».")
