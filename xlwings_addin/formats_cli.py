"""`eficacia formatos preparar | recibir | pendientes`: words in, Spanish out."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbook.domain.reception import Progress, Standing
from workbook.reception.layout import month_name
from workbook.spanish.calendar import long_date
from workbook.spanish.grammar import agree
from workbook.spanish.reception import change_text, in_order, notice_text, shortened
from xlwings_addin import formats, screen
from xlwings_addin.arguments import ANY_BOOK, BOOK_TO_COPY, PROGRAM, add_verbs, book_argument
from xlwings_addin.optionvalues import date, file_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbook.domain.reception import Change, Submission
    from workbook.reception.pending import Owing

FINE: Final = 0
LEFT: Final = 1
"""Something was not accepted, or is not complete."""
UNUSABLE: Final = 2
_ROW: Final = 48
_YES: Final = frozenset(("s", "si", "sí", "y", "yes"))

_SUMMARIES: Final = {
    "preparar": "escribe el formato de cada unidad, para enviarlo",
    "recibir": "lee los formatos que devolvieron las unidades y escribe lo aceptado en una copia del libro",
    "pendientes": "dice qué unidades no han enviado su formato y redacta el memorando",
}


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the verbs of `eficacia formatos`."""
    add_verbs(parser, _register)


def run(options: argparse.Namespace) -> int:
    """Run the verb that was asked for."""
    return _HANDLERS[options.verb](options)


def _register(verbs: argparse._SubParsersAction[Any]) -> None:
    for verb, fill in (("preparar", _prepare), ("recibir", _receive), ("pendientes", _pending)):
        summary = _SUMMARIES[verb]
        parser = verbs.add_parser(verb, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        book_argument(parser, BOOK_TO_COPY if verb == "recibir" else ANY_BOOK)
        fill(parser)


def _prepare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        dest="carpeta",
        metavar="CARPETA",
        type=Path,
        help="carpeta donde se escriben (si no se indica, <libro>-formatos, junto al libro)",
    )
    parser.add_argument(
        "--unidad",
        metavar="UNIDAD",
        action="append",
        default=[],
        help="sigla o nombre de una unidad; se puede repetir (si no se indica, todas)",
    )
    parser.add_argument(
        "--hasta-el", metavar="AAAA-MM-DD", type=date, help="día hasta el que se pide devolver el formato"
    )


def _receive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "archivos", metavar="ARCHIVO", nargs="+", type=Path, help="formatos recibidos, o carpetas con ellos"
    )
    parser.add_argument("--simular", action="store_true", help="muestra lo que cambiaría y no escribe nada")
    parser.add_argument(
        "--aceptar",
        metavar="todo|SIGLA,…",
        action="append",
        default=[],
        help="acepta sin preguntar: todo (lo que no ofrece dudas) o las unidades que se nombran",
    )
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="LIBRO.xlsx",
        type=file_named(".xlsx", ".xlsm"),
        help="copia que se escribe (si no se indica, <libro>-recibido, junto al libro)",
    )


def _pending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        dest="salida",
        metavar="MEMORANDO.docx",
        type=file_named(".docx"),
        help="memorando múltiple en Word",
    )
    parser.add_argument(
        "--hasta-el", metavar="AAAA-MM-DD", type=date, help="día hasta el que se pide responder"
    )


def prepare(options: argparse.Namespace) -> int:
    """Write the forms."""
    try:
        made = formats.prepare(options.libro, options.carpeta, options.unidad, _today(), options.hasta_el)
    except formats.NoSuchUnit as problem:
        return _no_such_unit(problem)
    except formats.NothingOpen:
        screen.warn(NOTHING_OPEN)
        return UNUSABLE
    if not made.files:
        screen.warn(NO_ACTIVITIES)
        return UNUSABLE
    screen.show_files(made.files)
    _warn_of_past(options.hasta_el)
    count = len(made.files)
    screen.say(
        f"{agree(count, 'Es el formato', 'Son los formatos')} del envío N.° {made.issue}: "
        f"{agree(count, 'mándelo por correo. Cuando vuelva', 'mándelos por correo. Cuando vuelvan')}: "
        f"{PROGRAM} formatos recibir {screen.quoted(options.libro)} CARPETA"
    )
    return FINE


NOTHING_OPEN: Final = (
    "Todos los meses del periodo están cerrados: no queda nada que las unidades puedan llenar.\n"
    "Abra el periodo siguiente (Parámetros, Periodo) y repita el comando."
)
NO_ACTIVITIES: Final = (
    "El libro no tiene actividades de ninguna unidad: no hay formatos que enviar ni que esperar."
)


_NO_FORMS: Final = (
    "No hay ningún formato que leer: indique los archivos que devolvieron las unidades, "
    "o la carpeta donde están."
)


def receive(options: argparse.Namespace) -> int:
    """Show what came back, take what is accepted, write the copy."""
    made = _read(options)
    if made is None:
        return UNUSABLE
    for one in made.files:
        show_submission(one, made)
    words = [word.strip() for text in options.aceptar for word in text.split(",") if word.strip()]
    if options.simular:
        screen.say("Simulación: no se escribió nada.")
        return FINE if all(one.standing is Standing.READY for one in made.files) else LEFT
    try:
        accepted = formats.by_words(made, words) if words else _asked(made)
    except formats.NoSuchUnit as problem:
        return _no_such_unit(problem)
    if accepted is None:
        screen.warn(
            "No se aceptó nada y no se escribió nada. Para aceptar sin preguntas, agregue "
            "--aceptar todo, o --aceptar con las siglas de las unidades."
        )
        return LEFT
    return _taken(options, made, accepted)


def _read(options: argparse.Namespace) -> formats.Received | None:
    """Read what came back; None where there is nothing to read, which is said."""
    absent = [path for path in options.archivos if not os.path.exists(path)]
    if absent:
        screen.warn("\n".join(f"No se encontró «{path}». Revise el nombre y la carpeta." for path in absent))
        return None
    if not options.simular:
        formats.refuse_other_formats(options.libro)
    try:
        with screen.progress() as step:
            step("Leyendo el libro y los formatos…")
            made = formats.read_received(options.libro, options.archivos)
    except formats.FolderNotRead as problem:
        screen.warn(
            f"Usted no tiene permiso para ver la carpeta «{problem.folder}». "
            "Copie los formatos a una carpeta suya y reciba esa."
        )
        return None
    if not made.files:
        screen.warn(_NO_FORMS)
        return None
    return made


def _taken(options: argparse.Namespace, made: formats.Received, accepted: frozenset[int]) -> int:
    left = [one for number, one in enumerate(made.files) if number not in accepted and not _is_spare(one)]
    if not accepted:
        screen.warn("No se aceptó ningún formato: no se escribió nada.")
        return LEFT
    done = formats.take(options.libro, options.salida, made, accepted, _today())
    if done.saved is None:
        screen.say("El libro ya tiene todo lo de estos formatos: no se escribió nada.")
        return LEFT if left else FINE
    cells = agree(done.changes, "celda", "celdas")
    screen.say(
        f"Se {agree(done.changes, 'escribió', 'escribieron')} {done.changes:,} {cells} y la hoja Recepción."
    )
    if done.refused:
        screen.warn(formats.refused_text(done.refused))
    screen.show_files([done.saved])
    if done.changes:
        screen.say(RECALCULATE)
    if left:
        screen.warn(f"Quedaron sin aceptar: {', '.join(one.file for one in left)}.")
    return LEFT if left else FINE


RECALCULATE: Final = (
    "Las fórmulas del libro de planeamiento ya muestran los resultados nuevos. Si tiene fórmulas propias en "
    "otras hojas, al abrir la copia en Excel presione Ctrl+Alt+F9 para recalcularlas."
)


def _is_spare(one: Submission) -> bool:
    """Tell whether a file says the same as another one."""
    from workbook.domain.reception import Told

    return any(notice.told is Told.SAME_FILE for notice in one.notices)


def _asked(made: formats.Received) -> frozenset[int] | None:
    """Ask file by file what is accepted; None where nobody is there to answer."""
    if not screen.is_terminal(sys.stdin) or not screen.is_terminal(sys.stdout):
        return None
    accepted: set[int] = set()
    for number, one in enumerate(made.files):
        if one.standing is Standing.REFUSED or any(made.files[n].unit == one.unit for n in accepted):
            continue
        doubt = " Tiene dudas por resolver (vea arriba)." if one.standing is Standing.DOUBTFUL else ""
        changes = f"{len(one.changes):,} {agree(len(one.changes), 'cambio', 'cambios')}"
        screen.say(f"{unit_name(one, made)}, «{one.file}»: {changes}.{doubt}")
        if _agrees("¿Aceptar lo de este formato? [s/N] "):
            accepted.add(number)
    return frozenset(accepted)


def _agrees(question: str) -> bool:
    try:
        return input(question).strip().casefold() in _YES
    except EOFError:
        return False


def show_submission(one: Submission, made: formats.Received) -> None:
    """Print a file as it was understood: unit, rows, old → new, and what is only told."""
    issue = f", envío N.° {one.issue}" if one.issue is not None else ""
    screen.say(f"{unit_name(one, made)}  ·  «{one.file}»{issue}")
    for line in lines_of(one):
        screen.say(f"  {line}")
    screen.say()


def lines_of(one: Submission) -> Iterable[str]:
    """Return what is said of a file, line by line."""
    if one.unit:
        yield f"{one.rows:,} {agree(one.rows, 'fila', 'filas')}, {one.filled:,} con ejecución."
    if one.changes:
        yield f"Para escribir ({len(one.changes):,}):"
        yield from (f"  {_change_line(change)}" for change in one.changes)
    elif one.unit and one.standing is not Standing.REFUSED:
        yield "No trae datos nuevos."
    if one.notices:
        yield f"Para saber, no se escribe ({len(one.notices):,}):"
        for notice in in_order(one.notices):
            datum = "" if notice.field is None else month_name(notice.field, notice.month)
            yield f"  - {notice_text(notice, datum)}"


def _change_line(change: Change) -> str:
    where = f"{shortened(change.row, _ROW)}, {month_name(change.field, change.month)}"
    return f"{where}: {change_text(change.before, change.after)}"


def unit_name(one: Submission, made: formats.Received) -> str:
    """Return the unit of a file as it is shown."""
    unit = next((unit for unit in made.desk.plan.framework.units if unit.key == one.unit), None)
    if unit is None:
        return "Unidad no reconocida"
    return f"{unit.acronym} – {unit.name}" if unit.acronym else unit.name


def pending(options: argparse.Namespace) -> int:
    """Show who owes what; write the reminder if it is asked for."""
    found = formats.pending(options.libro)
    for one in found.states:
        screen.say(state_line(one))
    owing = found.owing
    if not found.states:
        screen.warn(NO_ACTIVITIES)
        return UNUSABLE
    if not owing:
        screen.say("Todas las unidades están conformes: no hay nada que recordar.")
        return FINE
    screen.say(f"{len(owing):,} de {len(found.states):,} unidades tienen algo pendiente.")
    if options.salida is not None:
        dates = (_today(), options.hasta_el)
        saved = formats.write_memo(options.libro, options.salida, found, dates, options.libro.parent)
        screen.show_files([saved])
        _warn_of_past(options.hasta_el)
    return FINE


def _warn_of_past(until: dt.date | None) -> None:
    """Tell that the day by which units are to answer is over."""
    if until is not None and until < _today():
        screen.warn(
            f"El {long_date(until)}, hasta el que se pide responder, ya pasó. "
            "Si no es el día que quería, repita el comando con --hasta-el y el correcto."
        )


def state_line(one: Owing) -> str:
    """Return how far a unit is, in one line."""
    status = one.status
    name = f"{one.unit.acronym} – {one.unit.name}" if one.unit.acronym else one.unit.name
    parts = [status.state.value]
    if status.file:
        parts.append(f"«{status.file}», {status.day}")
    elif status.issue:
        parts.append(f"envío N.° {status.issue}, {status.day}")
    if one.missing and status.state is not Progress.SETTLED:
        lacking = one.missing if isinstance(one.missing, str) else f"{one.missing:,}"
        parts.append(f"por completar: {lacking}")
    return f"{name}: {'; '.join(parts)}"


def _no_such_unit(problem: formats.NoSuchUnit) -> int:
    screen.warn(
        f"«{problem.name}» no es una unidad del libro con actividades. "
        f"Escriba una de estas: {', '.join(problem.known)}."
    )
    return UNUSABLE


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


_HANDLERS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "preparar": prepare,
    "recibir": receive,
    "pendientes": pending,
}
