"""Parts of the tables in a workbook, and what several mutations do to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from fractions import Fraction

from tests.mutations.looks_foreign import total_line
from tests.mutations.model import Area, Cell, Expected, Line, Sheet, Workbook


def headers(sheet: Sheet) -> list[Line]:
    return sheet.of_kind("header")


def first_header(sheet: Sheet) -> int:
    return next(n for n, line in enumerate(sheet.lines) if line.kind == "header")


def is_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(cell.value) and not cell.formula


def is_data(sheet: Sheet, cell: Cell) -> bool:
    return sheet.lines[sheet.place(cell)[0]].kind == "data"


def bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def inside_merge(sheet: Sheet, place: int) -> bool:
    """Tell whether a new row at a place would fall into a merged cell."""
    spans = [(sheet.place(first)[0], sheet.place(last)[0]) for first, last in sheet.merges]
    return any(top < place <= bottom for top, bottom in spans)


def outside_groups(sheet: Sheet, place: int) -> int:
    """Move a column's place out of merged cells that span columns, and from between a label and its text."""
    while place > 0 and any(
        sheet.place(first)[1] < place <= sheet.place(last)[1] for first, last in sheet.merges
    ):
        place -= 1
    labels = [cell for line in sheet.lines for cell in line.cells if cell.role == "unit_title"]
    if any(sheet.place(cell)[1] >= place for cell in labels):
        return 0 if place < 2 else place
    return place


def insert_column(sheet: Sheet, place: int, make: Callable[[Line], Cell]) -> None:
    sheet.pad()
    for line in sheet.lines:
        line.cells.insert(place, make(line))


def merged_rows(sheet: Sheet) -> bool:
    return any(sheet.place(a)[0] != sheet.place(b)[0] for a, b in sheet.merges if is_data(sheet, a))


def row_in_merge(sheet: Sheet, line: Line) -> bool:
    row = sheet.lines.index(line)
    return any(sheet.place(a)[0] <= row <= sheet.place(b)[0] for a, b in sheet.merges)


def side_by_side(sheet: Sheet) -> bool:
    cells = headers(sheet)[0].cells
    places = [n for n, cell in enumerate(cells) if cell.role in ("head:programmed", "head:executed")]
    return len(places) == 2 and places[1] - places[0] == 1 and not merged_rows(sheet)


def summable(rows: list[Line]) -> bool:
    """Tell whether a spreadsheet program would sum the cells as they are: no text, no errors."""
    cells = [cell for line in rows for side in ("programmed", "executed") for cell in line.all_of(side)]
    return bool(rows) and all(
        cell.value is None or cell.value in ("NP", "S.I.") or isinstance(cell.value, int | float)
        for cell in cells
    )


def total(rows: list[Line], label: str) -> Line:
    line = total_line(rows, label)
    line.table = rows[0].table
    named = next((cell for cell in line.cells if cell.value == label), None)
    text = line.at("name") or line.at("area")
    if text is not None and named is not None and text is not named:
        named.value, text.value = None, label
    return line


def linked(sheet: Sheet) -> bool:
    return any(cell.role == "linked" for line in sheet.lines for cell in line.cells)


def plain_units(book: Workbook, least: int = 1) -> list[Sheet]:
    """Return sheets of units whose rows can be moved, with cells that a spreadsheet program would sum."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(one.data) >= least and summable(one.data)
    ]
    return [one for one in sheets if not merged_rows(one) and not one.of_kind("total") and not linked(one)]


def copied_sheet(sheet: Sheet, name: str) -> Sheet:
    """Return a copy whose rows do not count; its formulas name its own cells."""
    twins = {id(cell): cell.copied() for line in sheet.lines for cell in line.cells}
    for cell in twins.values():
        cell.formula = tuple(twin_part(part, twins) for part in cell.formula)
    lines = [
        Line([twins[id(cell)] for cell in line.cells], line.kind, None, line.table, line.hidden)
        for line in sheet.lines
    ]
    merges = [(twins[id(a)], twins[id(b)]) for a, b in sheet.merges if id(a) in twins and id(b) in twins]
    return Sheet(name, lines, "copy", merges=merges)


def twin_part(part: str | Cell | Area, twins: dict[int, Cell]) -> str | Cell | Area:
    if isinstance(part, Cell):
        return twins.get(id(part), part)
    if isinstance(part, Area):
        return Area(twins.get(id(part.first), part.first), twins.get(id(part.last), part.last))
    return part


def expect(
    book: Workbook, code: str, sheet: Sheet | None, cell: Cell | None = None, *, row: bool = False
) -> None:
    book.expected.append(Expected(code, sheet, cell, row))


def positive(amount: object) -> bool:
    return isinstance(amount, Fraction) and amount > 0


def clear_percent(line: Line) -> None:
    percent = line.at("percent")
    if percent is not None:
        percent.types(None)
    band = line.at("band")
    if band is not None:
        band.types(None)
