"""The command line `eficacia`: words in, Spanish out, and a number that tells scripts how it went."""

from __future__ import annotations

import atexit
import datetime as dt
import errno
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report.unusable import UnusableReport
from workbook.domain.errors import UnusablePlan
from workbook.domain.findings import Severity, worst
from workbook.host import UnusableBook
from xlwings_addin import commands, screen
from xlwings_addin.arguments import LATE_COMMANDS, command_line, parse, request_of
from xlwings_addin.catalogue import argparse_in_spanish
from xlwings_addin.commands import When
from xlwings_addin.output import CouldNotSave

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding
    from workbook.domain.results import Evaluation

FINE: Final = 0
ERRORS: Final = 1
UNUSABLE: Final = 2
NOT_WRITTEN: Final = 3
UNEXPECTED: Final = 70
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return the code that the process ends with."""
    _open_closed_streams()
    screen.ready(sys.stdout, sys.stderr)
    with argparse_in_spanish():
        parser = command_line()
        try:
            options = parse(parser, argv)
        except SystemExit as done:
            return done.code if isinstance(done.code, int) else FINE
        if options.command is None:
            parser.print_help()
            return FINE
    atexit.register(gc.freeze)  # nothing is left to collect at the end either
    collecting = gc.isenabled()
    gc.disable()  # one command makes hundreds of thousands of records and drops none of them in cycles
    try:
        return _guarded(options)
    finally:
        if collecting:
            gc.enable()


def _open_closed_streams() -> None:
    """Give a program started without output (pythonw, `>&-`) a place to print to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())


def _guarded(options: argparse.Namespace) -> int:
    """Run a command; whatever happens becomes a sentence and a code."""
    try:
        code = _run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        screen.warn("Se interrumpió el comando; no quedó nada a medio escribir.")
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return NOBODY_READS
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            _report_unexpected(problem, options)
            return UNEXPECTED
        _forget_output()  # the screen's own stream is full: the results are where they were said to be
        return NOT_WRITTEN
    except Exception as problem:  # noqa: BLE001 - the last door: a planner never sees an English traceback
        _report_unexpected(problem, options)
        return UNEXPECTED
    return code


def _run(options: argparse.Namespace) -> int:
    try:
        return _HANDLERS[options.command](options)
    except UnusablePlan as problem:
        return _refuse_plan(problem, options)
    except UnusableBook as problem:
        return _refuse_book(problem, options)
    except UnusableReport as problem:
        from workbook.spanish.reportmessages import unusable_report

        screen.warn(unusable_report(problem))
        return UNUSABLE
    except CouldNotSave as problem:
        from workbook.spanish.messages import could_not_save

        screen.warn(could_not_save(str(problem.path), problem.reason))
        return NOT_WRITTEN


def _demo(options: argparse.Namespace) -> int:
    with screen.progress() as step:
        made = commands.demo(options.carpeta, _when(options), step)
    screen.show_results(made.evaluation)
    screen.show_files(made.files)
    return _code(made.evaluation)


def _new(options: argparse.Namespace) -> int:
    if options.desde is not None:
        from xlwings_addin.renewing_cli import new_from

        return new_from(options)
    saved = commands.new_workbook(options.libro, options.entidad, options.anio, monthly=options.meses)
    screen.show_files([saved])
    screen.say("Complete Parámetros, PEI y Unidades, y luego la hoja de cada unidad.")
    return FINE


def _review(options: argparse.Namespace) -> int:
    if options.proponer_equivalencia:
        from xlwings_addin.equivalence_cli import propose

        return propose(options.libro)
    with screen.progress() as step:
        evaluation = commands.review(options.libro, request_of(options), step)
    _show_review(options, evaluation.findings, evaluation.accounts)
    return _code(evaluation)


def _consolidate(options: argparse.Namespace) -> int:
    with screen.progress() as step:
        made = commands.consolidate(options.libro, options.salida, _when(options), request_of(options), step)
    if options.json:
        from xlwings_addin.evaluation_json import as_json

        screen.warn_displaced(made.files)
        screen.show_json(as_json(made.evaluation))
    else:
        screen.show_results(made.evaluation)
        screen.say(screen.summary(options, made.evaluation.findings))
        screen.show_files(made.files)
    return _code(made.evaluation)


def _report(options: argparse.Namespace) -> int:
    from xlwings_addin import report_cli

    return report_cli.run(options, _when(options), lambda found: screen.summary(options, found.findings))


def _run_late(options: argparse.Namespace) -> int:
    """Run a command of a module that is imported only now."""
    module = import_module(f"{__package__}.{LATE_COMMANDS[options.command][0]}")
    code: int = module.run(options)
    return code


_HANDLERS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "demo": _demo,
    "nuevo": _new,
    "revisar": _review,
    "consolidar": _consolidate,
    "informe": _report,
    **dict.fromkeys(LATE_COMMANDS, _run_late),
}


def _when(options: argparse.Namespace) -> When:
    return When(dt.datetime.now().astimezone().date(), getattr(options, "fecha", None))


def _code(evaluation: Evaluation) -> int:
    return ERRORS if worst(evaluation.findings) in (Severity.ERROR, Severity.STOP) else FINE


def _show_review(
    options: argparse.Namespace, findings: Sequence[Finding], accounts: Sequence[SheetAccount] = ()
) -> None:
    if options.json:
        from xlwings_addin.evaluation_json import review_as_json

        screen.show_json(review_as_json(options.libro.name, findings, accounts))
    else:
        if options.lectura:
            screen.show_accounts(accounts)
        screen.show_findings(findings)
        screen.say(f"«{options.libro.name}»: {screen.count_by_severity(findings)}.")


def _refuse_plan(problem: UnusablePlan, options: argparse.Namespace) -> int:
    """Show why nothing could be evaluated."""
    if options.command == "consolidar" and options.json:
        from xlwings_addin.evaluation_json import nothing_as_json

        screen.show_json(nothing_as_json(problem.findings))
    elif options.command == "revisar":
        _show_review(options, problem.findings, problem.accounts)
    else:
        screen.show_findings(problem.findings)
        which = f" «{problem.book}»" if problem.book else ""
        screen.warn(f"El libro{which} no se pudo evaluar; no se escribió nada.")
    return UNUSABLE


def _show_nothing(options: argparse.Namespace, why: str) -> None:
    """Print the object that the command always prints, with the one thing there is to tell."""
    from xlwings_addin.evaluation_json import nothing_as_json, review_as_json, unreadable_as_json

    told = unreadable_as_json(why)
    if options.command == "revisar":
        severity = told[0]["severidad"]
        empty = review_as_json(options.libro.name, ())
        screen.show_json({**empty, "resumen": {**empty["resumen"], severity: 1}, "observaciones": told})
    else:
        screen.show_json({**nothing_as_json(()), "observaciones": told})


def _refuse_book(problem: UnusableBook, options: argparse.Namespace) -> int:
    """Show why a workbook could not be read."""
    from workbook.spanish.messages import unusable_book

    text = unusable_book(problem)
    if getattr(options, "json", False):
        _show_nothing(options, text)
    screen.warn(text)
    return UNUSABLE


def _report_unexpected(problem: Exception, options: argparse.Namespace) -> None:
    """Tell of a fault of the program: what to send to whom; the English traceback only where asked for."""
    import platform
    import traceback

    screen.warn(
        f"El programa falló y no es por algo que usted hizo ({_name_of(problem)}).\n"
        "Envíe a soporte el libro, el comando que escribió y este mensaje.\n"
        f"Sistema: {platform.platform()}, Python {platform.python_version()}."
    )
    if options.depurar:
        screen.warn("".join(traceback.format_exception(problem)))
    else:
        screen.warn("Para incluir el detalle técnico, repita el comando agregando --depurar.")


def _name_of(problem: Exception) -> str:
    """Return the kind of a fault and the place of it, as support needs them."""
    import traceback

    frames = traceback.extract_tb(problem.__traceback__)
    place = f" en {Path(frames[-1].filename).name}, línea {frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{place}"


def _forget_output() -> None:
    """Point the output nowhere, so that Python does not complain at its end that nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
