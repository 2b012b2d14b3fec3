"""What the buttons of the group Unidades run: what to ask before, what to say after."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbook.domain.reception import Standing
from workbook.spanish.calendar import parse_day
from xlwings_addin import formats, live_formats
from xlwings_addin.formats_cli import NO_ACTIVITIES, NOTHING_OPEN, lines_of, state_line, unit_name
from xlwings_addin.live_commands import folder_of

if TYPE_CHECKING:
    from workbook.domain.reception import Submission
    from workbook.hosts.com import XlBook
    from xlwings_addin.dialogs import Dialogs

_SHOWN_LINES: Final = 9
_SHOWN_UNITS: Final = 24
_LINE: Final = 130


def prepare(book: XlBook, say: Dialogs, today: dt.date) -> None:
    """Preparar formatos."""
    folder = folder_of(book)
    where = (
        folder / f"{Path(str(book.api.Name)).stem}{formats.FORMS}"
        if folder is not None
        else say.folder("Elija la carpeta donde se guardarán los formatos")
    )
    if where is None:
        return
    asked = say.text(
        "¿Hasta qué día deben devolver los formatos? Escríbalo como 15/07/2026, o escriba «sin fecha».",
        "sin fecha",
    )
    if asked is None:
        return
    until = parse_day(asked)
    if until is None and asked.casefold() != "sin fecha":
        say.warn(f"«{asked}» no es una fecha. Escriba día, mes y año, por ejemplo 15/07/2026.")
        return
    try:
        made = live_formats.prepare(book, where, (), (today, until))
    except formats.NothingOpen:
        say.warn(NOTHING_OPEN)
        return
    if not made.files:
        say.warn(NO_ACTIVITIES)
        return
    say.tell(
        f"Se escribieron {len(made.files):,} formatos (envío N.° {made.issue}) en:\n{where}\n\n"
        "Envíe a cada unidad el suyo. Cuando los devuelvan, presione «Recibir formatos»."
    )


def receive(book: XlBook, say: Dialogs, today: dt.date) -> None:
    """Recibir formatos."""
    chosen = _files(say, Path(str(book.api.FullName)))
    if not chosen:
        return
    made = live_formats.read(book, chosen)
    accepted = _accepted(say, made)
    if not accepted:
        say.tell("No se aceptó ningún formato. El libro no cambió.")
        return
    done = live_formats.accept(book, made, accepted, today)
    if done.nothing_new:
        say.tell("El libro ya tiene todo lo de estos formatos. No cambió.")
        return
    text = f"Se escribieron {done.changes:,} celdas. Todo lo demás que decían los formatos está en Recepción."
    if done.refused:
        text += f"\n\n{formats.refused_text(done.refused)}"
    say.tell(text)


def _files(say: Dialogs, book: Path) -> list[Path]:
    """Return the files that the planner chooses: some, or all of a folder."""
    if say.agrees(
        "¿Los formatos recibidos están todos en una carpeta?\n\nSí: elegir la carpeta. No: elegir archivos."
    ):
        folder = say.folder("Elija la carpeta con los formatos recibidos")
        return formats.listed([folder], book) if folder is not None else []
    return say.files("Formatos recibidos", formats.ENDINGS)


def _accepted(say: Dialogs, made: formats.Received) -> frozenset[int]:
    """Show each file and ask whether it is taken; of two of one unit, one at most."""
    accepted: set[int] = set()
    for number, one in enumerate(made.files):
        if any(made.files[n].unit == one.unit for n in accepted if one.unit):
            continue
        text = summary(one, made)
        if one.standing is Standing.REFUSED:
            say.tell(f"{text}\n\nEste archivo no se puede recibir.")
            continue
        doubt = "Tiene dudas por resolver. " if one.standing is Standing.DOUBTFUL else ""
        if say.agrees(f"{text}\n\n{doubt}¿Aceptar lo de este formato?"):
            accepted.add(number)
    return frozenset(accepted)


def summary(one: Submission, made: formats.Received) -> str:
    """Return what a file says, as much as a dialog shows."""
    lines = list(lines_of(one))
    others = len(lines) - _SHOWN_LINES
    if others > 0:
        lines = [*lines[:_SHOWN_LINES], f"… y {others:,} líneas más: si acepta, quedan todas en Recepción."]
    return "\n".join([f"{unit_name(one, made)}\n«{one.file}»", *(_short(line) for line in lines)])


def _short(line: str) -> str:
    return line if len(line) <= _LINE else f"{line[: _LINE - 1]}…"


def pending(book: XlBook, say: Dialogs, today: dt.date) -> None:
    """Pendientes."""
    found = live_formats.pending(book)
    owing = found.owing
    if not found.states:
        say.tell(NO_ACTIVITIES)
        return
    if not owing:
        say.tell("Todas las unidades están conformes: no hay nada que recordar.")
        return
    lines = [state_line(one) for one in owing[:_SHOWN_UNITS]]
    more = [f"… y {len(owing) - _SHOWN_UNITS} más"] if len(owing) > _SHOWN_UNITS else []
    text = "\n".join(_short(line) for line in (*lines, *more))
    if say.agrees(f"{text}\n\n¿Redactar el memorando múltiple para recordarles?"):
        _write_memo(book, say, found, today)


def _write_memo(book: XlBook, say: Dialogs, found: formats.Pending, today: dt.date) -> None:
    from xlwings_addin.word_app import open_updated

    name = f"memorando-{Path(str(book.api.Name)).stem}.docx"
    folder = folder_of(book)
    target = folder / name if folder is not None else say.where_to_save(name, "Documento de Word", ".docx")
    if target is None:
        return
    saved = formats.write_memo(Path(str(book.api.FullName)), target, found, (today, None), folder)
    if not open_updated(saved.path):
        say.tell(f"Se guardó el memorando:\n{saved.path}")
