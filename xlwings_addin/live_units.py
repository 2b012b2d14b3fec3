"""A new planning workbook, and a new unit in the one that is open."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.places import address, qualified
from workbook.hosts.live import LiveBook
from workbook.hosts.livewrite import ProtectedPart
from workbook.layouts import own
from workbook.template.naming import Names, sheet_name, table_name
from xlwings_addin.livestate import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbook.host import Position
    from workbook.hosts.com import Com, XlApp, XlBook

_ROWS: Final = 12
_UP, _DOWN = -4162, -4121
_TEXT: Final = "@"
_HEAD: Final = 10
_LAST_OF_INDEX: Final = len(own.INDEX_HEADERS) - 1


class NotOurTemplate(Exception):  # noqa: N818 - named as the condition it is
    """The workbook has no sheet of a unit, or no table Unidades, as the template has them."""


def new_book(app: XlApp, path: Path, *, monthly: bool) -> None:
    """Write a blank planning workbook and open it. Raises CouldNotSave where there is a file of that name."""
    from xlwings_addin.commands import new_workbook

    saved = new_workbook(path, monthly=monthly)
    app.api.Workbooks.Open(str(saved.path))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit's sheet and its table."""

    sheet: str
    table: str
    acronym: str = ""


def add_unit(book: XlBook, name: str, acronym: str) -> str:
    """Copy the last unit's sheet, empty it, note the unit in Unidades, Índice and Listas; return its sheet.

    An error half-way takes all of it back. Raises NotOurTemplate or ProtectedPart.
    """
    with undisturbed(book) as (progress, place), ExitStack() as undo:
        progress(f"Agregando {name}…")
        api = book.api
        tables = dict(_tables(api))
        model, listed = _model(tables), tables.get(own.UNITS_TABLE)
        if model is None or listed is None:
            raise NotOurTemplate
        _check(api, listed)
        live = LiveBook(book)
        made = _Unit(
            Names((*live.sheet_names(), *own.GENERATED_SHEETS)).give(sheet_name(acronym) or "Unidad"),
            Names(tables).give(table_name(acronym)),
            acronym,
        )
        _copy_sheet(api, tables[model.table].Parent, made, name, undo)
        named, shortened, sheet = (own.UNITS_HEADERS[n] for n in (0, 2, 4))
        _note(listed, {named: name, shortened: acronym, sheet: made.sheet}, undo)
        _add_to_index(api, live, model, made, undo)
        _add_to_lists(api, live, model, made)
        undo.pop_all()
        place.sheet, place.cells = made.sheet, "A8"
    return made.sheet


def _tables(api: Com) -> Iterator[tuple[str, Com]]:
    sheets = api.Worksheets
    for number in range(1, sheets.Count + 1):
        found = sheets(number).ListObjects
        for place in range(1, found.Count + 1):
            table = found(place)
            yield str(table.Name), table


def _model(tables: dict[str, Com]) -> _Unit | None:
    """Return the last unit, whose sheet is copied."""
    units = [name for name in tables if name.startswith(own.UNIT_TABLE_PREFIX)]
    return _Unit(str(tables[units[-1]].Parent.Name), units[-1]) if units else None


def _check(api: Com, listed: Com) -> None:
    """Refuse before anything is changed."""
    if api.ProtectStructure:
        raise ProtectedPart
    if listed.Parent.ProtectContents:
        raise ProtectedPart(str(listed.Parent.Name))


def _copy_sheet(api: Com, source: Com, made: _Unit, name: str, undo: ExitStack) -> None:
    """Copy a unit's sheet and empty its table."""
    place = source.Index + 1
    source.Copy(After=source)
    undo.callback(lambda: _deleted(api.Sheets(place)))
    sheet = api.Sheets(place)
    sheet.Name = made.sheet
    table = sheet.ListObjects(1)
    table.Name = made.table
    for number in range(1, table.ListColumns.Count + 1):
        cells = table.ListColumns(number).DataBodyRange
        if cells.HasFormula is False:
            cells.ClearContents()
    body = table.DataBodyRange
    if body.Rows.Count > _ROWS:
        first, last = body.Row + _ROWS, body.Row + body.Rows.Count - 1
        left, right = body.Column - 1, body.Column + body.Columns.Count - 2
        sheet.Range(f"{address(first - 1, left)}:{address(last - 1, right)}").Delete(_UP)
    titles = sheet.Range(f"A1:A{_HEAD}").Value2
    row = next((n for n, (title,) in enumerate(titles, 1) if title == own.UNIT_TITLE), 2)
    put_text(sheet.Range(f"B{row}"), name)


def _deleted(thing: Com) -> None:
    with suppress(Exception):
        thing.Delete()


def _note(table: Com, contents: dict[str, str], undo: ExitStack) -> None:
    """Write a row of a table, in its first blank row or a new one."""
    (headers,) = table.HeaderRowRange.Value2
    body = table.DataBodyRange
    values = body.Value2
    blank = next((n for n, row in enumerate(values) if not any(row)), None)
    if blank is None:
        table.ListRows.Add()
        undo.callback(_deleted, table.ListRows(len(values) + 1))
        blank = len(values)
    sheet = table.Parent
    for column, header in enumerate(headers):
        if header in contents:
            cell = sheet.Range(address(body.Row - 1 + blank, body.Column - 1 + column))
            undo.callback(_set_back, cell, cell.NumberFormat)
            put_text(cell, contents[header])


def _set_back(cell: Com, shown: str) -> None:
    """Leave a cell blank, in the format that it had."""
    with suppress(Exception):
        cell.ClearContents()
        cell.NumberFormat = shown


def _add_to_index(api: Com, live: LiveBook, model: _Unit, made: _Unit, undo: ExitStack) -> None:
    """Add a row below the model's: a copy of that row with the other names in its formulas.

    The copy goes above, so that the totals, which end at the model's row, take in both.
    """
    found = _calling(live, own.INDEX, model)
    sheet = api.Worksheets(own.INDEX) if found else None
    if sheet is None or sheet.ProtectContents:
        return
    row = max(found)[0] + 1
    sheet.Range(f"{row}:{row}").Insert(_DOWN)
    added = [f"{row}:{row}"]
    undo.callback(lambda: _taken_out(sheet, added[-1]))
    sheet.Range(f"{row + 1}:{row + 1}").Copy(sheet.Range(f"{row}:{row}"))
    added.append(f"{row + 1}:{row + 1}")
    _rename_row(sheet, row, model, made)


def _taken_out(sheet: Com, rows: str) -> None:
    with suppress(Exception):
        sheet.Range(rows).Delete(_UP)


def _rename_row(sheet: Com, row: int, model: _Unit, made: _Unit) -> None:
    """Make of a row of Índice (from 0) that of another unit."""
    (formulas,) = sheet.Range(f"A{row + 1}:{address(row, _LAST_OF_INDEX)}").Formula
    for column, formula in enumerate(formulas):
        if str(formula).startswith("="):
            sheet.Range(address(row, column)).Formula = _renamed(formula, model, made)
    number = sheet.Range(f"A{row + 1}")
    number.Value2 = float(number.Value2 or 0) + 1
    put_text(sheet.Range(f"C{row + 1}"), made.acronym)
    link = sheet.Range(f"B{row + 1}").Hyperlinks
    if link.Count:
        link(1).SubAddress = qualified(made.sheet, "A1")


def _add_to_lists(api: Com, live: LiveBook, model: _Unit, made: _Unit) -> None:
    """Let the months of the new unit count where the last month with data is looked for."""
    found = _calling(live, own.LISTS, model)
    if found:
        (row, column), formula = max(found.items())
        api.Worksheets(own.LISTS).Range(address(row + 1, column)).Formula = _renamed(formula, model, made)


def _calling(live: LiveBook, sheet: str, model: _Unit) -> dict[Position, str]:
    """Return the formulas of a sheet that look into the model's table."""
    details = live.details(sheet) if sheet in live.sheet_names() else None
    return {at: text for at, text in details.formulas.items() if f"{model.table}[" in text} if details else {}


def _renamed(formula: str, model: _Unit, made: _Unit) -> str:
    """Return a formula of the model's as it reads for the new unit."""
    names = (
        (f"{model.table}[", f"{made.table}["),
        (qualified(model.sheet, ""), qualified(made.sheet, "")),
        (_literal(model.sheet), _literal(made.sheet)),
    )
    for old, new in names:
        formula = formula.replace(old, new)
    return formula


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def put_text(cell: Com, text: str) -> None:
    """Enter a text that stays a text, whatever it begins with; the cell keeps its format."""
    shown = cell.NumberFormat
    cell.NumberFormat = _TEXT
    cell.Value2 = text
    cell.NumberFormat = shown
