"""`eficacia periodo LIBRO "II Semestre"`: the next period, what made room for it, what to update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.newperiod import NotClosed
from workbook.spanish.calendar import MONTH_NAMES, period_name
from workbook.spanish.grammar import agree, join
from workbook.spanish.previous import against
from xlwings_addin import newperiod, screen
from xlwings_addin.arguments import BOOK_TO_COPY, PROGRAM, book_argument
from xlwings_addin.newperiod import NewPeriod, NoSettings
from xlwings_addin.optionvalues import file_named, month, period

if TYPE_CHECKING:
    import argparse

    from workbook.domain.closing import Closing
    from workbook.domain.model import Plan

NO_SETTINGS: Final = (
    "El libro no tiene la hoja Parámetros, donde se escribe el periodo.\n"
    "Pase su plan a un libro POI con «{program} nuevo LIBRO.xlsx --desde {name}» y repita el comando."
)
NOT_CLOSED: Final = (
    "El libro no tiene meses: lo programado y lo ejecutado son del periodo {period}, que no se ha cerrado (o "
    "cambió después de cerrarse), y se perderían. No se escribió nada.\n"
    "Ciérrelo primero con «{program} cerrar {name}» y use el libro que resulte."
)


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the words of `eficacia periodo`."""
    book_argument(parser, BOOK_TO_COPY)
    parser.add_argument(
        "nuevo", metavar="PERIODO", type=period, help="periodo que sigue: «II Semestre», «Al III Trimestre»…"
    )
    parser.add_argument(
        "--hasta",
        metavar="MES",
        type=month,
        help="último mes que se cuenta (si no se indica, todo el periodo)",
    )
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.xlsx",
        type=file_named(".xlsx", ".xlsm"),
        help="libro que se escribe (si no se indica, <libro>-<periodo>.xlsx, junto al libro)",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; 2 where the workbook cannot take another period."""
    wanted, until = options.nuevo, options.hasta
    if until is not None and until < wanted.months[0]:
        months = join([MONTH_NAMES[number - 1] for number in wanted.months])
        screen.warn(f"«{MONTH_NAMES[until - 1]}» no está en el periodo. Elija uno de sus meses: {months}.")
        return 2
    try:
        with screen.progress() as step:
            asked = newperiod.asked_period(wanted, until)
            made = newperiod.new_period(options.libro, asked, options.salida, step)
    except NoSettings:
        screen.warn(NO_SETTINGS.format(program=PROGRAM, name=options.libro.name))
        return 2
    except NotClosed as problem:
        screen.warn(
            NOT_CLOSED.format(
                period=f"«{period_name(problem.period)}»", program=PROGRAM, name=options.libro.name
            )
        )
        return 2
    for line in told(made):
        screen.say(line)
    screen.show_files([made.saved])
    return 0


def told(made: NewPeriod) -> list[str]:
    """Return what is said of the new workbook."""
    said = lines(made.plan, made.before, made.emptied)
    if made.refused:
        cells = join([f"{one.sheet}, fila {one.position[0] + 1}" for one in made.refused[:5]])
        count = f"{len(made.refused):,} {agree(len(made.refused), 'celda', 'celdas')}"
        said.append(f"No se pudo escribir en {count} con fórmula ({cells}): revíselas.")
    return said


def lines(plan: Plan, before: Closing | None, emptied: int) -> list[str]:
    """Return what a workbook evaluates now, what it is compared with, what to bring up to date."""
    settings = plan.framework.settings
    assert settings.period is not None  # noqa: S101 - a period is what was asked for
    shown = settings.period if settings.cutoff is None else settings.period.until(settings.cutoff)
    said = [f"El libro evalúa ahora: {period_name(shown)}."]
    if before is None:
        said.append("No hay un periodo cerrado con el cual compararlo.")
    else:
        said.append(f"La sección II lo comparará frente {against(before.period)}.")
    if emptied:
        rows = f"{emptied:,} {agree(emptied, 'fila', 'filas')}"
        said.append(
            f"Se dejaron en blanco Programadas, Ejecutadas, Motivo y Medio de verificación de {rows}: "
            "eran del periodo cerrado, que quedó en la hoja Cierres y en su copia fechada."
        )
    else:
        said.append("Motivo, Medio de verificación y Comentarios siguen como estaban: póngalos al día.")
    return said
