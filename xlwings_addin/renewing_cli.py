"""`eficacia nuevo LIBRO.xlsx --desde ANTERIOR`: what was taken over, what was not, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.findings import Severity, worst
from workbook.spanish.grammar import agree
from xlwings_addin import renewing, screen
from xlwings_addin.renewing import Renewal, Wanted

if TYPE_CHECKING:
    import argparse


def new_from(options: argparse.Namespace) -> int:
    """Run the command; 1 where rows of the earlier workbook could not be taken as they are."""
    wanted = Wanted(options.entidad, options.anio, options.meses, options.equivalencia)
    with screen.progress() as step:
        made = renewing.new_from(options.libro, options.desde, wanted, step)
    screen.show_findings(made.findings)
    if made.findings:
        screen.say(f"«{options.desde.name}»: {screen.count_by_severity(made.findings)} al leerlo.")
    screen.say(told(made, options.desde.name))
    screen.show_files([made.saved])
    return int(worst(made.findings) in (Severity.ERROR, Severity.STOP))


def told(made: Renewal, name: str) -> str:
    """Return what the new workbook holds of the one of that name."""
    taken = f"De «{name}» se tomaron {_counted(made)}."
    year = made.plan.framework.settings.year
    if made.earlier is None:
        shown = f" ({year})" if year is not None else ""
        return f"{taken} Es el mismo plan{shown}: metas, ejecución y motivos quedaron como estaban."
    return (
        f"{taken} El libro nuevo es del {year} y empieza sin ejecución, motivos, comentarios ni meses "
        f"cerrados.\nLas metas son las del {made.earlier}, como punto de partida: revíselas antes de usarlo."
    )


def _counted(made: Renewal) -> str:
    framework = made.plan.framework
    counts = (
        (len(framework.objectives), "OEI", "OEI"),
        (len(framework.actions), "AEI", "AEI"),
        (len(framework.units), "unidad", "unidades"),
        (len(made.plan.activities), "actividad", "actividades"),
    )
    parts = [f"{number:,} {agree(number, one, many)}" for number, one, many in counts]
    return f"{', '.join(parts[:-1])} y {parts[-1]}"
