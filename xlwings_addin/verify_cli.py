"""`eficacia verificar`: words in, Spanish out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from xlwings_addin import screen
from xlwings_addin.optionvalues import file_named, file_to_read

if TYPE_CHECKING:
    import argparse

    from report.verify.model import Observation
    from report.verify.verify import Verdict

FINE: Final = 0
ERRORS: Final = 1
NOTHING: Final = 2
_SHOWN: Final = 20


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "informe", metavar="INFORME.docx", type=file_to_read, help="informe de Word que se verifica"
    )
    parser.add_argument(
        "--libro",
        metavar="LIBRO",
        type=file_to_read,
        help="libro de planeamiento con el que se compara (si no se indica, solo el informe consigo mismo)",
    )
    parser.add_argument(
        "--json", action="store_true", help="escribe el resultado como JSON, para otros programas"
    )
    parser.add_argument(
        "--revisado",
        metavar="ARCHIVO.docx",
        type=file_named(".docx"),
        help="escribe una copia del informe con un comentario en cada lugar observado",
    )


def run(options: argparse.Namespace) -> int:
    """Verify and show; 1 where something printed is wrong, 2 where nothing could be compared."""
    from report.verify.told import as_json
    from xlwings_addin.verification import verify_report

    target = options.revisado
    if target is not None and target.is_dir():
        target = target / f"{options.informe.stem}-revisado.docx"
    now = dt.datetime.now(dt.UTC)
    with screen.progress() as step:
        done = verify_report(options.informe, options.libro, target, now, step)
    if options.json:
        screen.show_json(as_json(options.informe.name, done.verdict))
    else:
        _show(options.informe.name, done.verdict)
    if done.reviewed is not None:
        if options.json:
            screen.warn_displaced([done.reviewed])
        else:
            screen.show_files([done.reviewed])
    return code_of(done.verdict)


def code_of(verdict: Verdict) -> int:
    """Return the exit code of a verdict."""
    from report.verify.told import compared

    if any(one.severity.value == "error" for one in verdict.observations):
        return ERRORS
    return FINE if compared(verdict) else NOTHING


def _show(name: str, verdict: Verdict) -> None:
    from report.verify.told import counted, where

    for one in verdict.observations:
        screen.say(_line(one))
    left = verdict.unchecked
    if left:
        screen.say("\nNo se pudo comprobar:")
        for item in left[:_SHOWN]:
            screen.say(f"  {where(item.place)}: {item.why}")
        if len(left) > _SHOWN:
            screen.say(f"  … y {len(left) - _SHOWN:,} más (véalos con --json).")
    screen.say(f"\n«{name}»: {counted(verdict)}")


def _line(one: Observation) -> str:
    from report.verify.catalogue import CATALOGUE, Rule
    from report.verify.told import SEVERITIES, where

    head = f"{SEVERITIES[one.severity][0].capitalize()} [{one.rule}] {where(one.place)}"
    repair = (
        "Se corrige al corregir lo anterior." if one.root is not None else CATALOGUE[Rule(one.rule)].repair
    )
    return f"{head}\n  {one.message}\n  {repair}"
