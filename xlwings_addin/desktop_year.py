"""What the buttons of the year run: closing, next period, next year, comparing."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from workbook.domain.newperiod import NotClosed, following
from workbook.spanish.calendar import PERIOD_NAMES, month_span, parse_period, period_name
from workbook.spanish.changes import comparison_counts
from xlwings_addin import newperiod_cli, renewing_cli
from xlwings_addin.live_commands import folder_of
from xlwings_addin.output import free_names

if TYPE_CHECKING:
    import datetime as dt

    from workbook.domain.comparison import Side
    from workbook.hosts.com import XlApp, XlBook
    from xlwings_addin.dialogs import Dialogs

_CHANGED: Final = (
    "Hay meses cerrados que cambiaron después de su cierre: «Revisar datos» dice cuáles.\n\n"
    "¿Cerrar de todos modos? Quedarán cerrados como están ahora."
)
_SURE: Final = (
    "Se cerrará {period} ({months}).\n\nSe guarda una copia fechada del libro, los meses se marcan como "
    "cerrados y sus cifras quedan en la hoja Cierres. Los datos no cambian. ¿Continuar?"
)
_NO_SETTINGS: Final = (
    "El libro no tiene la hoja Parámetros, donde se escribe el periodo.\n\nPase su plan a un libro POI con "
    "«Nuevo libro POI», «Desde un archivo…», y vuelva a presionar el botón en ese libro."
)
_NOT_CLOSED: Final = (
    "El libro no tiene meses: lo programado y lo ejecutado son del periodo «{period}», que no se ha cerrado "
    "(o cambió después de cerrarse), y se perderían. No se escribió nada.\n\n"
    "Presione primero «Cerrar periodo»."
)
_ANY_BOOK: Final = ("Libros de Excel y exportaciones", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def close_period(book: XlBook, say: Dialogs, day: dt.date) -> None:
    """Cerrar periodo."""
    from xlwings_addin import live_year
    from xlwings_addin.closing import ClosedMonthsChanged, ClosingWanted, refuse_changes

    side = live_year.side_of(book)
    period = side.evaluation.period
    if not say.agrees(_SURE.format(period=period_name(period), months=month_span(period.evaluated))):
        return
    try:
        refuse_changes(side, ClosingWanted(day))
    except ClosedMonthsChanged:
        if not say.agrees(_CHANGED):
            return
    archive = _archive(book, side, say, day)
    if archive is None:
        return
    wanted = ClosingWanted(day, accept_changes=True)
    register = live_year.close_period(book, side, archive, wanted)
    say.tell(
        f"Se cerró {period_name(period)}; actividades: {len(register.rows):,}.\n\n"
        f"La copia fechada es:\n{archive}\n\n"
        "Guárdela sin tocarla. Guarde también este libro (Ctrl+G) para conservar el cierre."
    )


def _archive(book: XlBook, side: Side, say: Dialogs, day: dt.date) -> Path | None:
    """Return where the dated copy goes; None for nowhere."""
    from xlwings_addin.yearnames import archive_path

    name = PurePath(str(book.api.Name))
    ending = name.suffix or ".xlsx"
    wanted = archive_path(Path(f"{name.stem}{ending}"), side.evaluation.period, day)
    target = _beside(book, say, wanted.name, ending)
    return None if target is None else _free(target)


def new_period(book: XlBook, say: Dialogs) -> None:
    """Nuevo periodo."""
    from workbook.hosts.live import LiveBook
    from workbook.reader import read_framework
    from xlwings_addin import live_year
    from xlwings_addin.newperiod import NoSettings

    now = read_framework(LiveBook(book)).framework.settings.period
    after = following(now)
    typed = say.text("Periodo que sigue:", "" if after is None else period_name(after))
    if typed is None:
        return
    period = parse_period(typed)
    if period is None:
        names = ", ".join(f"«{one}»" for one in PERIOD_NAMES.values())
        say.warn(f"«{typed}» no es un periodo. Escriba {names}, o meses como «enero a abril».")
        return
    try:
        made = live_year.new_period(book, period)
    except NoSettings:
        say.warn(_NO_SETTINGS)
    except NotClosed as problem:
        say.warn(_NOT_CLOSED.format(period=period_name(problem.period)))
    else:
        say.tell("\n\n".join(newperiod_cli.lines(made.plan, made.before, made.emptied)))


def new_year(book: XlBook, say: Dialogs) -> None:
    """Nuevo año: the next year's workbook, from the one that is open."""
    from xlwings_addin import live_year

    target = say.where_to_save("poi-nuevo.xlsx", "Libro de Excel", ".xlsx")
    if target is not None:
        made = live_year.new_year(book, target)
        say.tell(renewing_cli.told(made, str(book.api.Name)))


def new_from(app: XlApp, say: Dialogs) -> None:
    """Nuevo libro POI from a file: last year's, the CEPLAN export, another layout."""
    from xlwings_addin.renewing import Wanted
    from xlwings_addin.renewing import new_from as make

    source = say.which_file(*_ANY_BOOK, title="Elija el libro del año anterior, o la exportación")
    target = say.where_to_save("poi.xlsx", "Libro de Excel", ".xlsx") if source else None
    if source is not None and target is not None:
        made = make(target, source, Wanted())
        app.api.Workbooks.Open(str(made.saved.path))
        say.tell(renewing_cli.told(made, source.name))


def compare_with(book: XlBook, say: Dialogs) -> None:
    """Comparar con…: what changed since an earlier workbook or cut."""
    from xlwings_addin import live_year

    source = say.which_file(*_ANY_BOOK, title="Elija el libro o la exportación de antes")
    if source is None:
        return
    name = f"comparacion-{PurePath(str(book.api.Name)).stem}.xlsx"
    target = _beside(book, say, name, ".xlsx")
    if target is None:
        return
    comparison, saved = live_year.compare_with(book, source, target)
    counts = [f"{label.strip()}: {count:,}" for label, count in comparison_counts(comparison) if count]
    head = f"Antes: «{source.name}». Después: «{book.api.Name}».\nLa comparación está en:\n{saved.path}"
    say.tell("\n".join([head, "", *(counts if comparison.differs else ["No hay ninguna diferencia."])]))


def _beside(book: XlBook, say: Dialogs, name: str, ending: str) -> Path | None:
    """Return where a file goes: beside the workbook, or where the planner says; None for nowhere."""
    folder = folder_of(book)
    return folder / name if folder is not None else say.where_to_save(name, "Libro de Excel", ending)


def _free(target: Path) -> Path:
    """Return the target, or a name beside it that no file has."""
    return target if not target.exists() else next(name for name in free_names(target) if not name.exists())
