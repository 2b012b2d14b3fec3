"""The sheet Recepción: how far each unit is, and everything that its files said; kept between receptions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from workbook.canvas import Accent, Area, ColumnSpec, Conditional, Grid, Link, Look, Page, Sheet
from workbook.domain.places import address
from workbook.domain.plain import plain
from workbook.domain.quick import quickly_made
from workbook.domain.reception import Progress
from workbook.layouts import own
from workbook.layouts.grid import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.host import Book

SHEET: Final = "Recepción"
SENT: Final = "Formato enviado"
_STATUS_HEADERS: Final = (
    "Unidad", "Siglas", "Estado", "Envío", "Archivo", "Fecha", "Filas con dato", "Por completar",
)  # fmt: skip
_LOG_HEADERS: Final = (
    "Unidad", "Fecha", "Resultado", "Envío", "Archivo", "Qué", "Actividad", "Dato", "En el libro",
    "En el formato", "Guardado por", "Celda", "Registro",
)  # fmt: skip
_WIDTHS: Final = (34, 12, 20, 8, 34, 26, 38, 21, 30, 30, 18, 14, 14)
_TAB: Final = "7F6000"
_COLOURS: Final = {
    Progress.PENDING: Accent(colour="5F6773", fill="EEF1F5"),
    Progress.RECEIVED: Accent(colour="1F3864", fill="DCE4F2"),
    Progress.OBSERVED: Accent(colour="7A4B00", fill="FFE9BF", bold=True),
    Progress.SETTLED: Accent(colour="1E5B3A", fill="D9F0E3", bold=True),
}
_TITLES: Final = 4
_FOOTER: Final = "&C&8&A&R&8Página &P de &N"


@dataclass(frozen=True, slots=True)
class Status:
    """How far a unit is: its state, the last sending or file, how many rows are filled in and lack data."""

    unit: str
    acronym: str
    state: Progress = Progress.PENDING
    issue: str = ""
    file: str = ""
    day: str = ""
    filled: str = ""
    missing: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log; texts all of them. `cell` is one of the workbook ("UTD!I9") or of the form."""

    unit: str
    day: str
    outcome: str
    issue: str
    file: str
    what: str
    row: str = ""
    datum: str = ""
    before: str = ""
    after: str = ""
    author: str = ""
    cell: str = ""
    mark: str = ""


def mark_of(*parts: str) -> str:
    """Return by what a line is known again, so that it is not written twice."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Log:
    """What Recepción holds: the state of each unit by its name, and all lines, the oldest first."""

    statuses: Mapping[str, Status]
    entries: tuple[Entry, ...]

    def status(self, unit: str) -> Status | None:
        """Return the state of a unit by its name."""
        return self.statuses.get(plain(unit))

    def last_issues(self) -> dict[str, int]:
        """Return the last number sent to or received of each unit, by its name."""
        found: dict[str, int] = {}
        for entry in self.entries:
            if entry.issue.isdecimal():
                found[entry.unit] = max(found.get(entry.unit, 0), int(entry.issue))
        return found

    def has(self, mark: str) -> bool:
        """Tell whether a line of that mark is there."""
        return any(entry.mark == mark for entry in self.entries)


def read_log(book: Book) -> Log:
    """Return what the sheet Recepción of a workbook holds; nothing where there is none."""
    sheet = next((name for name in book.sheet_names() if plain(name) == plain(SHEET)), None)
    statuses: dict[str, Status] = {}
    entries: list[Entry] = []
    block: tuple[str, ...] = ()
    for row in book.rows(sheet) if sheet is not None else ():
        texts = _texts(row)
        if tuple(texts[: len(_LOG_HEADERS)]) == _LOG_HEADERS:
            block = _LOG_HEADERS
        elif tuple(texts[: len(_STATUS_HEADERS)]) == _STATUS_HEADERS:
            block = _STATUS_HEADERS
        elif block == _LOG_HEADERS and any(texts):
            entries.append(Entry(*texts[: len(_LOG_HEADERS)]))
        elif block == _STATUS_HEADERS and texts[0]:
            one = _status(texts)
            statuses[plain(one.unit)] = one
    return Log(statuses, tuple(reversed(entries)))


def _status(texts: Sequence[str]) -> Status:
    state = next((one for one in Progress if one.value == texts[2]), Progress.PENDING)
    return Status(texts[0], texts[1], state, *texts[3 : len(_STATUS_HEADERS)])


def _texts(row: Sequence[Raw]) -> list[str]:
    texts = [text_of(raw) for raw in row]
    return texts + [""] * (len(_LOG_HEADERS) - len(texts))


def log_sheet(entity: str, period: str, statuses: Iterable[Status], entries: Sequence[Entry]) -> Sheet:
    """Return the sheet: the units above, the log below, the newest line first."""
    grid, listed = Grid(), list(statuses)
    grid.put(0, 0, own.GENERATED_NOTICE, Look.NOTICE)
    grid.put(1, 0, entity or None, Look.SUBTITLE)
    grid.put(2, 0, f"Recepción de formatos – {period}", Look.TITLE)
    header = _TITLES
    grid.put_row(header, 0, _STATUS_HEADERS, Look.HEADER)
    for row, one in enumerate(listed, header + 1):
        texts = [
            one.unit,
            one.acronym,
            one.state.value,
            one.issue,
            one.file,
            one.day,
            one.filled,
            one.missing,
        ]
        grid.put_row(row, 0, [text or None for text in texts], Look.ROW_TEXT)
    states = Area(header + 1, 2, header + max(1, len(listed)), 2)
    log = header + len(listed) + 3
    grid.put(log - 1, 0, "Registro: todo lo que se recibió, lo más reciente primero", Look.SECTION)
    grid.put_row(log, 0, _LOG_HEADERS, Look.HEADER)
    for row, entry in enumerate(reversed(entries), log + 1):
        for column, name in enumerate(_NAMES):
            text = getattr(entry, name)
            link = _link(text) if name == "cell" else None
            if text:
                grid.put(row, column, text, Look.ROW_LINK if link else Look.ROW_TEXT, link)
    last = log + max(1, len(entries))
    columns = {column: ColumnSpec(width) for column, width in enumerate(_WIDTHS)}
    return Sheet(
        SHEET,
        grid.cells,
        conditionals=_rules(states),
        columns=columns | {len(_WIDTHS) - 1: ColumnSpec(_WIDTHS[-1], hidden=True)},
        page=Page(
            area=Area(0, 0, last, len(_LOG_HEADERS) - 2), footer=_FOOTER, margins=(0.35, 0.35, 0.45, 0.6)
        ),
        filtered=Area(log, 0, last, len(_LOG_HEADERS) - 1),
        tab=_TAB,
        selected=(header + 1, 0),
    )


_NAMES: Final = tuple(field.name for field in fields(Entry))


def _link(text: str) -> Link | None:
    sheet, mark, cell = text.rpartition("!")
    if not mark:
        return None
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Link(sheet=name, cell=cell)


def _rules(area: Area) -> tuple[Conditional, ...]:
    cell = address(area.first_row, area.first_column)
    return tuple(Conditional(area, f'={cell}="{state.value}"', look) for state, look in _COLOURS.items())
