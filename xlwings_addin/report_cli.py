"""`eficacia informe`: the report anew, or an existing one brought up to date; what either prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.findings import Code, Severity, worst
from xlwings_addin import screen
from xlwings_addin.arguments import request_of
from xlwings_addin.optionvalues import file_to_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from report.changes import Change
    from workbook.domain.results import Evaluation
    from xlwings_addin.commands import When
    from xlwings_addin.living import Applied

_FINE, _ERRORS, _UNUSABLE = 0, 1, 2
_NOTHING_TO_TRY = (
    "--simular dice qué cambiaría en un informe que ya existe: indíquelo con --sobre INFORME.docx. "
    "No se escribió nada."
)
NOTHING = "El informe ya está al día con el libro: no se cambió nada."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options to the command `informe`."""
    parser.add_argument(
        "--plantilla",
        metavar="PLANTILLA.docx",
        type=file_to_read,
        help="documento con el membrete y los estilos de la entidad (si no se indica, el de Parámetros)",
    )
    parser.add_argument(
        "--sobre",
        metavar="INFORME.docx",
        type=file_to_read,
        help="actualiza ese informe, ya editado por personas, sin perder lo que escribieron",
    )
    parser.add_argument(
        "--simular", action="store_true", help="con --sobre: dice qué cambiaría y no escribe nada"
    )


def run(options: argparse.Namespace, when: When, summary: Callable[[Evaluation], str]) -> int:
    """Write a report or update one; `summary` says how many findings there are."""
    if options.simular and options.sobre is None:
        screen.warn(_NOTHING_TO_TRY)
        return _UNUSABLE
    evaluation = (_new if options.sobre is None else _update)(options, when, summary)
    return _ERRORS if worst(evaluation.findings) in (Severity.ERROR, Severity.STOP) else _FINE


def _new(options: argparse.Namespace, when: When, summary: Callable[[Evaluation], str]) -> Evaluation:
    from xlwings_addin import commands

    with screen.progress() as step:
        made = commands.write_report(
            options.libro,
            options.salida,
            when,
            request_of(options),
            step,
            sustento=options.sustento,
            template=options.plantilla,
        )
    screen.show_findings(
        [found for found in made.evaluation.findings if found.code is Code.UNKNOWN_PLACEHOLDER]
    )
    screen.say(summary(made.evaluation))
    screen.show_files(made.files)
    return made.evaluation


def _update(options: argparse.Namespace, when: When, summary: Callable[[Evaluation], str]) -> Evaluation:
    from xlwings_addin import living

    with screen.progress() as step:
        prepared = living.prepare(options.libro, options.sobre, when, request_of(options), step)
        applied = None if options.simular else living.apply(prepared, options.salida, when, step)
    screen.say(summary(prepared.evaluation))
    show(prepared.update.changes)
    if applied is None:
        screen.say("Es una simulación: no se escribió nada.")
    else:
        show_where(applied)
    return prepared.evaluation


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
