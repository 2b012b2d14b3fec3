"""From the model to files: .xlsx by XlsxWriter (formulas keep their values), the register's HTML by hand."""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.mutations.model import Area, Cell, ErrorValue, Sheet, Workbook

_EMPTY = "_texto_vacio_"


def address(row: int, column: int) -> str:
    """Return the address of a cell, from 0."""
    return str(xl_rowcol_to_cell(row, column))


def written(book: Workbook) -> bytes:
    """Return the workbook as a file of its format."""
    return as_html(book.sheets[0]) if book.ending == ".xls" else as_xlsx(book)


def as_xlsx(book: Workbook) -> bytes:
    """Write an .xlsx."""
    buffer = io.BytesIO()
    file = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    formats = _Formats(file)
    for sheet in book.sheets:
        _write_sheet(file, sheet, formats)
    file.close()
    return _with_empty_results(buffer.getvalue())


def _with_empty_results(data: bytes) -> bytes:
    """Put in place what XlsxWriter cannot write: the text "" as a result, and no result at all."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename.startswith("xl/worksheets/"):
                part = part.replace(b"<v></v>", b"").replace(f"<v>{_EMPTY}</v>".encode(), b"<v></v>")
            new.writestr(item, part)
    return changed.getvalue()


class _Formats(dict[str, object]):
    def __init__(self, file: xlsxwriter.Workbook) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, number_format: str) -> object:
        made = self[number_format] = self._file.add_format({"num_format": number_format or "General"})
        return made


def _write_sheet(file: xlsxwriter.Workbook, sheet: Sheet, formats: _Formats) -> None:
    target = file.add_worksheet(sheet.name)
    places = sheet.places()
    for first, last in sheet.merges:
        if id(first) in places and id(last) in places and places[id(first)] != places[id(last)]:
            target.merge_range(*places[id(first)], *places[id(last)], "")
    for row, line in enumerate(sheet.lines):
        if line.hidden:
            target.set_row(row, None, None, {"hidden": True})
        for column, cell in enumerate(line.cells):
            _write_cell(target, (row, column), cell, places, formats)
    if sheet.hidden:
        target.hide()


def _write_cell(
    target: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    cell: Cell,
    places: dict[int, tuple[int, int]],
    formats: _Formats,
) -> None:
    value, look = cell.value, formats[cell.number_format]
    if cell.formula:
        stored = (
            value.code
            if isinstance(value, ErrorValue)
            else value or _EMPTY
            if isinstance(value, str | None)
            else value
        )
        target.write_formula(*place, _formula(cell, places), look, "" if cell.lost else stored)
    elif isinstance(value, ErrorValue):
        target.write_formula(*place, _PRODUCING.get(value.code, "=1/0"), look, value.code)
    elif isinstance(value, bool):
        target.write_boolean(*place, value, look)
    elif isinstance(value, int | float):
        target.write_number(*place, value, look)
    elif isinstance(value, dt.datetime):
        target.write_datetime(*place, value, formats[cell.number_format or "dd/mm/yyyy"])
    elif isinstance(value, str):
        target.write_string(*place, value, look)


_PRODUCING = {
    "#N/A": "=NA()",
    "#REF!": "=#REF!",
    "#DIV/0!": "=1/0",
    "#VALUE!": '="a"+1',
    "#NAME?": "=NOEXISTE()",
}


def _formula(cell: Cell, places: dict[int, tuple[int, int]]) -> str:
    def text(part: str | Cell | Area) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Cell):
            return address(*places[id(part)])
        return f"{address(*places[id(part.first)])}:{address(*places[id(part.last)])}"

    return "".join(map(text, cell.formula))


def as_html(sheet: Sheet) -> bytes:
    """Write a sheet as the register's export does: an HTML table."""
    lines = []
    for number, line in enumerate(sheet.lines):
        style = ' style="font-weight: bold;font-size: 12px;color: white;"' if number == 0 else ""
        shade = ' bgcolor="TEAL"' if number == 0 else ""
        cells = "".join(f"<td{shade}>{_html_text(cell)}</td>" for cell in line.cells)
        lines.append(f"<tr{style}>{cells}</tr>")
    head = (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html>  <head><title>x</title>'
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />  </head>'
        r" <style> .textmode { mso-number-format:\@; }  .num  { mso-number-format:General; } </style>"
    )
    return f"{head}<body><p><table>{''.join(lines)}  </table>".encode()


def _html_text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.2f}"
    return html.escape(str(value), quote=False)
