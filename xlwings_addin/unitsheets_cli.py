"""`eficacia ficha LIBRO [--unidad X]`: one page for each unit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from workbook.domain.findings import Severity, worst
from workbook.domain.plain import plain
from workbook.spanish.details import quote
from xlwings_addin import commands, screen
from xlwings_addin.arguments import book_argument, evaluation_options, request_of
from xlwings_addin.optionvalues import date, file_named
from xlwings_addin.output import save

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from workbook.domain.results import Evaluation, UnitResult

_FINE, _ERRORS, _UNUSABLE = 0, 1, 2


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    book_argument(parser)
    parser.add_argument(
        "--unidad", metavar="UNIDAD", default="", help="nombre o sigla (si no se indica, todas)"
    )
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.docx",
        type=file_named(".docx"),
        help="archivo que se escribe (si no se indica, ficha-<libro>.docx, junto al libro)",
    )
    parser.add_argument(
        "--fecha", metavar="AAAA-MM-DD", type=date, help="fecha del documento (si no se indica, hoy)"
    )
    evaluation_options(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; 2 where no unit has that name."""
    from report.unitsheet import compose_sheets
    from xlwings_addin.entity_template import on_letterhead

    with screen.progress() as step:
        evaluation = commands.review(options.libro, request_of(options), step)
    units = chosen(evaluation, options.unidad)
    if not units:
        names = "; ".join(result.unit.shown for result in evaluation.units)
        screen.warn(f"Ninguna unidad se llama {quote(options.unidad)}. Las del libro son: {names}.")
        return _UNUSABLE
    day = options.fecha or dt.datetime.now().astimezone().date()
    name = f"ficha-{options.libro.stem}.docx"
    target = options.salida or options.libro.with_name(name)
    template = commands.named_template(evaluation.framework.settings, options.libro.parent)
    document = on_letterhead(compose_sheets(evaluation, units, day), template)
    saved = save(target / name if target.is_dir() else target, document)
    screen.show_files([saved])
    return _ERRORS if worst(evaluation.findings) in (Severity.ERROR, Severity.STOP) else _FINE


def chosen(evaluation: Evaluation, wanted: str) -> Sequence[UnitResult]:
    """Return the units of a name or acronym; all of them where none is asked for."""
    if not wanted.strip():
        return evaluation.units
    name = plain(wanted)
    exact = [
        one
        for one in evaluation.units
        if name in map(plain, (one.unit.name, one.unit.acronym, one.unit.sheet))
    ]
    return exact or [one for one in evaluation.units if name in plain(one.unit.name)]
