"""From a figure of an output sheet to the cells that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.places import Field
from workbook.layouts import own
from workbook.sheets import by_unit, consolidated
from workbook.sheets.board import short
from xlwings_addin.live_commands import evaluate_live
from xlwings_addin.livestate import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbook.domain.places import Origin
    from workbook.domain.results import Evaluation, UnitInAction
    from workbook.hosts.com import XlBook

    Texts = Sequence[str]

_WIDTH: Final = 12
_MOST_PARTS: Final = 60
_SHEET, _CELL = own.FINDINGS_HEADERS.index("Hoja"), own.FINDINGS_HEADERS.index("Celda")
_TEXT: Final = str.maketrans({"\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a figure comes from: qualified ranges of cells; none where the row says nothing of that."""

    cells: tuple[str, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets they are on, each once."""
        return tuple(dict.fromkeys(_split(one)[0] for one in self.cells))


def show_origin(book: XlBook) -> Shown:
    """Go from the chosen figure to the cells that it comes from, on the first of their sheets."""
    with undisturbed(book) as (progress, place):
        progress("Buscando las celdas de origen…")
        shown = Shown(tuple(_origin(book)))
        if shown.cells:
            place.sheet = shown.sheets[0]
            parts = [cells for sheet, cells in map(_split, shown.cells) if sheet == place.sheet]
            place.cells = ";".join(parts[:_MOST_PARTS])
    return shown


def _origin(book: XlBook) -> Iterable[str]:
    """Return the qualified cells behind the row that is chosen."""
    api = book.api
    sheet, chosen = api.ActiveSheet, api.Application.Selection
    name, row, column = str(sheet.Name), int(chosen.Row), int(chosen.Column) - 1
    if name not in _FINDERS and name != own.FINDINGS:
        return ()
    (values,) = sheet.Range(f"A{row}:{'ABCDEFGHIJKL'[_WIDTH - 1]}{row}").Value2
    texts = [str(value).translate(_TEXT).strip() if isinstance(value, str) else "" for value in values]
    if name == own.FINDINGS:
        place = texts[_SHEET], texts[_CELL] or "A1"
        return (f"{_quoted(place[0])}!{place[1]}",) if place[0] else ()
    evaluation = evaluate_live(book)
    head, find = _FINDERS[name]
    return _cells(find(evaluation, texts), _fields(column - head), evaluation)


def _fields(column: int) -> tuple[Field, ...]:
    """Return which amounts a column shows, counted from Programadas."""
    if column == 0:
        return (Field.PROGRAMMED,)
    return (Field.EXECUTED,) if column == 1 else (Field.PROGRAMMED, Field.EXECUTED)


def _cells(origins: Iterable[Origin], fields: Sequence[Field], evaluation: Evaluation) -> list[str]:
    months = evaluation.period.evaluated
    return [cells for origin in origins for what in fields for cells in origin.cells(what, months)]


def _consolidated(evaluation: Evaluation, texts: Texts) -> list[Origin]:
    """Find the row of an OEI, of an AEI or of a unit in an AEI."""
    objective, action, name = texts[: consolidated.PROGRAMMED]
    parts = [
        part
        for one in evaluation.objectives
        if one.objective.code.strip() == objective
        for result in one.actions
        if action in ("", result.action.code.strip())
        for part in result.units
    ]
    narrowed = [part for part in parts if _text(part.unit.shown) == name] if action else []
    return _origins(narrowed or parts if objective or action else ())


def _by_unit(evaluation: Evaluation, texts: Texts) -> list[Origin]:
    """Find the row of a unit, of an AEI of it or of an activity."""
    unit, code, name = texts[: by_unit.PROGRAMMED]
    parts = [
        (action.code.strip(), part)
        for result in evaluation.units
        if unit in (_text(result.unit.shown), _text(result.unit.acronym))
        for action, part in result.actions
    ]
    if not code:
        return _origins(part for _, part in parts)
    found = [part for action, part in parts if action == code]
    return _origins(found) or _activity([part for _, part in parts], code, name)


def _activity(parts: Sequence[UnitInAction], code: str, name: str) -> list[Origin]:
    from workbook.domain.places import Origin

    return [
        Origin(row.where.columns, ((row.where.row, row.where.row),))
        for part in parts
        for row in part.shortfalls
        if row.where is not None and row.code.strip() == code and name.startswith(_text(row.name))
    ]


def _dashboard(evaluation: Evaluation, texts: Texts) -> list[Origin]:
    """Find a row of the widest shortfalls."""
    code, unit = texts[0], texts[3]
    return _origins(
        part
        for result in evaluation.actions()
        if code and short(result.action.code, _CODE) == code
        for part in result.units
        if short(part.unit.shown, _UNIT) == unit
    )


_CODE, _UNIT = 13, 53
_FINDERS: Final[dict[str, tuple[int, Callable[[Evaluation, Texts], list[Origin]]]]] = {
    own.CONSOLIDATED: (consolidated.PROGRAMMED, _consolidated),
    own.BY_UNIT: (by_unit.PROGRAMMED, _by_unit),
    own.DASHBOARD: (14, _dashboard),
}


def _origins(parts: Iterable[UnitInAction]) -> list[Origin]:
    return [origin for part in parts for origin in part.origins]


def _text(text: str) -> str:
    return text.translate(_TEXT).strip()


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _split(cells: str) -> tuple[str, str]:
    """Return sheet and address of a qualified range.

    >>> _split("'Of. d''Arte'!E7:E9"), _split("UTD!E7")
    (("Of. d'Arte", 'E7:E9'), ('UTD', 'E7'))
    """
    sheet, _, at = cells.rpartition("!")
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet), at
