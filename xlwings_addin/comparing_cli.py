"""`eficacia comparar ANTES DESPUÉS`: what changed from one workbook to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.comparison import Presence
from workbook.domain.levels import Level
from workbook.spanish.changes import (
    PART_NAMES,
    PRESENCE_NAMES,
    amounts_text,
    change_texts,
    comparison_counts,
    result_texts,
    told_text,
    what_changed,
)
from xlwings_addin import comparing, screen
from xlwings_addin.arguments import evaluation_options, json_option, request_of
from xlwings_addin.optionvalues import file_named, file_to_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbook.domain.comparison import ActivityChange, Comparison
    from workbook.domain.levels import LevelChange

NOTHING: Final = "No hay ninguna diferencia."
_MOST_TOLD: Final = 40


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the words of `eficacia comparar`."""
    parser.add_argument(
        "antes", metavar="ANTES", type=file_to_read, help="el libro de antes, o una exportación"
    )
    parser.add_argument(
        "despues", metavar="DESPUÉS", type=file_to_read, help="el libro de ahora, o una exportación"
    )
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="ARCHIVO.xlsx",
        type=file_named(".xlsx"),
        help="escribe la comparación completa en un libro",
    )
    json_option(parser)
    evaluation_options(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 whether there are differences or not."""
    request = request_of(options)
    with screen.progress() as step:
        made = comparing.compare_files(options.antes, options.despues, options.salida, request, step)
    if options.json:
        from xlwings_addin.comparison_json import comparison_as_json

        screen.show_json(comparison_as_json(made.comparison))
    else:
        for line in lines(made.comparison):
            screen.say(line)
    if made.saved is not None and options.json:
        screen.warn_displaced([made.saved])
    elif made.saved is not None:
        screen.show_files([made.saved])
    return 0


def lines(comparison: Comparison) -> Iterator[str]:
    """Yield what is shown of a comparison: counts, the frame, results, activities (the first of many)."""
    yield f"Antes: «{comparison.before.source}». Después: «{comparison.after.source}»."
    if not comparison.differs:
        yield NOTHING
        return
    yield from (f"{label}: {count:,}" for label, count in comparison_counts(comparison) if count)
    for change in comparison.frame:
        before, after = told_text(change, after=False), told_text(change, after=True)
        yield f"- {' '.join(filter(None, (PART_NAMES[change.part], change.code)))}: {before} → {after}"
    changed = [one for one in comparison.levels if one.differs and one.level is not Level.PLAN]
    if changed:
        yield ""
        yield "Resultados:"
        yield from (_result(one, comparison) for one in changed)
    yield from _activities(comparison)


def _result(change: LevelChange, comparison: Comparison) -> str:
    name = change.name if change.level is Level.UNIT else change.code or "Sin OEI"
    return f"- {name}: {' → '.join(result_texts(change, comparison))}"


def _activities(comparison: Comparison) -> Iterator[str]:
    if not comparison.activities:
        return
    yield ""
    yield "Actividades:"
    for change in comparison.activities[:_MOST_TOLD]:
        yield from _activity(change, comparison)
    rest = len(comparison.activities) - _MOST_TOLD
    if rest > 0:
        yield f"… y {rest:,} más. Para verlas todas, agregue -o comparacion.xlsx"


def _activity(change: ActivityChange, comparison: Comparison) -> Iterator[str]:
    shown = change.shown
    where = shown.where
    at = f" (hoja «{where.columns.sheet}», fila {where.row + 1})" if where else ""
    head = " ".join(filter(None, (shown.code, shown.name))) or shown.action
    yield f"- {PRESENCE_NAMES[change.presence]}: {head}{at}"
    if change.presence is Presence.BOTH:
        for one in change.changes:
            before, after = change_texts(one, comparison)
            yield f"    {what_changed(one)}: {before} → {after}"
    else:
        side = comparison.before if change.presence is Presence.GONE else comparison.after
        yield f"    {amounts_text(shown, side.period.evaluated)}"
