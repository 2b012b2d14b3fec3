"""Harmless changes of shape: headers, columns, rows and sheets elsewhere, merged, hidden."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import groupby

from tests.mutations.catalogue import a_row, a_table, harmless, is_export_file
from tests.mutations.model import Cell, ErrorValue, Line, Sheet, Workbook
from tests.mutations.tables import (
    first_header,
    headers,
    insert_column,
    inside_merge,
    is_data,
    merged_rows,
    outside_groups,
    plain_units,
    side_by_side,
)

_HEADER_LIMIT = 26
"""A header must stay within the first 30 rows of its sheet."""


@harmless
def moved_header(book: Workbook, rng: random.Random) -> bool:
    """Rows above the table."""
    sheet = a_table(book, rng, "unit")
    if sheet is None:
        return False
    room = _HEADER_LIMIT - first_header(sheet)
    if room < 1:
        return False
    place = rng.randint(0, first_header(sheet))
    texts = ("", "Aprobado con Resolución N° 099-2026", "Corte al 31/12/2026", "Página 1")
    added = [Line([Cell(rng.choice(texts) or None)], "title") for _ in range(rng.randint(1, room))]
    sheet.lines[place:place] = added
    sheet.pad()
    return True


@harmless
def blank_rows(book: Workbook, rng: random.Random) -> bool:
    """Blank rows anywhere in a table, or below."""
    sheet = a_table(book, rng)
    if sheet is None or is_export_file(book):
        return False
    first = first_header(sheet) + len(headers(sheet))
    for _ in range(rng.randint(1, 3)):
        place = rng.randint(first, len(sheet.lines))
        if not inside_merge(sheet, place):
            sheet.lines.insert(place, Line([Cell() for _ in range(sheet.width)], "blank"))
    return True


@harmless
def blank_columns(book: Workbook, rng: random.Random) -> bool:
    """Blank columns between others."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    insert_column(sheet, outside_groups(sheet, rng.randint(0, sheet.width)), lambda _: Cell())
    return True


@harmless
def extra_column(book: Workbook, rng: random.Random) -> bool:
    """A column of the planner's own, with numbers or texts."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    titles = (
        "Presupuesto S/",
        "Prioridad",
        "Responsable",
        "Teléfono",
        "Fecha de inicio",
        "Meta 2025 (ref.)",
        "Peso",
    )
    header, numbers = rng.choice(titles), rng.random() < 0.6
    top = headers(sheet)[0]

    def make(line: Line) -> Cell:
        if line.kind == "header" and (line is top or line.table != top.table):
            return Cell(header)
        if line.kind == "data":
            return Cell(rng.randint(1, 9_999) if numbers else "R. Inventado")
        return Cell()

    insert_column(sheet, outside_groups(sheet, rng.randint(1, sheet.width)), make)
    return True


@harmless
def moved_columns(book: Workbook, rng: random.Random) -> bool:
    """Columns in another order."""
    sheet = a_table(book, rng, "unit", "export")
    if sheet is None or any(sheet.place(a)[1] != sheet.place(b)[1] for a, b in sheet.merges):
        return False
    if is_export_file(book):
        return False
    sheet.pad()
    table = [line for line in sheet.lines if line.kind != "title"]
    order = list(range(sheet.width))
    movable = [n for n in order if n]
    one, other = rng.sample(movable, 2) if len(movable) > 1 else (0, 0)
    order[one], order[other] = order[other], order[one]
    for line in table:
        line.cells = [line.cells[n] for n in order]
    return True


@harmless
def moved_rows(book: Workbook, rng: random.Random) -> bool:
    """Activities in another order (where nothing hangs on their order)."""
    sheet = a_table(book, rng)
    if sheet is None or any(first is not last and is_data(sheet, first) for first, last in sheet.merges):
        return False
    if any(line.kind == "total" or any(c.role == "linked" for c in line.cells) for line in sheet.lines):
        return False
    tables = {line.table for line in sheet.data}
    table = rng.choice(sorted(tables))
    places = [n for n, line in enumerate(sheet.lines) if line.kind == "data" and line.table == table]
    lines = [sheet.lines[n] for n in places]
    rng.shuffle(lines)
    for place, line in zip(places, lines, strict=True):
        sheet.lines[place] = line
    return True


@harmless
def moved_sheets(book: Workbook, rng: random.Random) -> bool:
    """Sheets in another order."""
    if is_export_file(book) or len(book.sheets) < 2:
        return False
    rng.shuffle(book.sheets)
    return True


@harmless
def renamed_sheet(book: Workbook, rng: random.Random) -> bool:
    """Another name for a sheet whose unit (or AEI) stands above its table."""
    sheets = [one for one in book.sheets if not one.named_by_sheet and one.kind in ("unit", "action")]
    if not sheets or is_export_file(book):
        return False
    sheet = rng.choice(sheets)
    name = rng.choice(("Hoja", "Datos ", "final", "v2 definitivo")) + str(rng.randint(3, 99))
    if any(one.name.casefold() == name.casefold() for one in book.sheets):
        return False
    sheet.name = name
    return True


@harmless
def spaces_in_sheet_name(book: Workbook, rng: random.Random) -> bool:
    """A blank at the end of a sheet's name."""
    sheet = a_table(book, rng)
    if sheet is None or len(sheet.name) > 29 or is_export_file(book):
        return False
    sheet.name += " "
    return True


@harmless
def repeated_header(book: Workbook, rng: random.Random) -> bool:
    """The header once more inside the table, as where a page ends."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(headers(one)) == 1 and len(one.data) > 1
    ]
    sheets = [one for one in sheets if not merged_rows(one) and not one.of_kind("total")]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    again = Line([cell.copied() for cell in headers(sheet)[0].cells], "header")
    sheet.lines.insert(sheet.lines.index(rng.choice(sheet.data[1:])), again)
    return True


@harmless
def two_level_header(book: Workbook, rng: random.Random) -> bool:
    """The word Metas merged over Programadas and Ejecutadas, the other headers merged down."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(headers(one)) == 1 and not book.monthly
    ]
    sheets = [one for one in sheets if side_by_side(one) and all(map(book.is_free, one.data))]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    upper = headers(sheet)[0]
    lower = Line([Cell() for _ in upper.cells], "header", table=upper.table)
    for place, cell in enumerate(upper.cells):
        if cell.role in ("head:programmed", "head:executed"):
            lower.cells[place] = cell
            upper.cells[place] = Cell()
        elif cell.value is not None:
            sheet.merges.append((cell, lower.cells[place]))
    places = [n for n, cell in enumerate(lower.cells) if cell.role in ("head:programmed", "head:executed")]
    upper.cells[places[0]].value = rng.choice(("Metas", "META FÍSICA", "Avance físico", "Periodo 2026"))
    sheet.merges.append((upper.cells[places[0]], upper.cells[places[-1]]))
    sheet.lines.insert(sheet.lines.index(upper) + 1, lower)
    book.tolerant = book.tolerant or bool(book.equivalence)  # it names headers as they were
    return True


@harmless
def quarters_above_months(book: Workbook, rng: random.Random) -> bool:
    """Quarters merged, each over its three months, in a row above the header."""
    sheets = [one for one in book.tables if one.kind == "unit" and len(headers(one)) == 1 and book.monthly]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    header = headers(sheet)[0]
    above = Line([Cell() for _ in header.cells], "title")
    names = ("I Trimestre", "II Trimestre", "III Trimestre", "IV Trimestre")
    by_role = {cell.role: n for n, cell in enumerate(header.cells)}
    for side in ("programmed", "executed"):
        for quarter, name in enumerate(names):
            places = [by_role.get(f"head:{side}.{3 * quarter + k}") for k in (1, 2, 3)]
            if None in places or places != list(range(places[0], places[0] + 3)):  # type: ignore[arg-type,operator]
                continue
            first, last = above.cells[places[0]], above.cells[places[2]]  # type: ignore[index]
            first.value = name
            sheet.merges.append((first, last))
    sheet.lines.insert(sheet.lines.index(header), above)
    return True


@harmless
def quarter_columns(book: Workbook, rng: random.Random) -> bool:
    """Sums of each quarter between the months."""
    sheets = [one for one in plain_units(book) if book.monthly and not one.merges]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    if not all(
        any(line.at(f"head:{side}.{month}") is not None for line in sheet.lines)
        for side in ("programmed", "executed")
        for month in range(3, 13, 3)
    ):
        return False  # half of the year was taken away
    for side in ("programmed", "executed"):
        for quarter, name in enumerate(("I", "II", "III", "IV")):
            header = next(
                line for line in sheet.lines if line.at(f"head:{side}.{3 * quarter + 3}") is not None
            )
            place = header.cells.index(header.the(f"head:{side}.{3 * quarter + 3}"))
            text = rng.choice(("{} TRIM.", "{} Trimestre", "Total {} Trim")).format(name)

            def make(
                line: Line, quarter: int = quarter, side: str = side, header: Line = header, text: str = text
            ) -> Cell:
                if line is header:
                    return Cell(text)
                if line.record is None:
                    return Cell()
                amounts = getattr(line.record, side)[3 * quarter : 3 * quarter + 3]
                return Cell(float(sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0))))

            insert_column(sheet, place + 1, make)
    return True


@harmless
def merged_actions(book: Workbook, rng: random.Random) -> bool:
    """The AEI of rows with the same, merged down."""
    sheets = [one for one in book.tables if one.kind == "unit" and not merged_rows(one)]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    group: list[Line] = []
    groups = [group]
    for line in sheet.lines:
        if line.kind == "data" and group and _action(group[-1]) == _action(line):
            group.append(line)
        else:
            group = [line] if line.kind == "data" else []
            groups.append(group)
    groups = [one for one in groups if len(one) > 1 and all(line.at("action") for line in one)]
    groups = [one for one in groups if all(map(book.is_free, one))]
    if not groups:
        return False
    chosen = rng.choice(groups)
    for line in chosen[1:]:
        line.the("action").types(None)
    sheet.merges.append((chosen[0].the("action"), chosen[-1].the("action")))
    book.claim(*chosen)
    return True


def _action(line: Line) -> tuple[str, str]:
    assert line.record is not None
    return line.record.unit, line.record.action


@harmless
def merged_units(book: Workbook, rng: random.Random) -> bool:
    """In a column of units, each unit's name merged down."""
    sheets = [
        one for one in book.tables if one.data and one.data[0].at("unit") is not None and one.kind == "unit"
    ]
    sheets = [one for one in sheets if not merged_rows(one) and not one.of_kind("total")]
    if not sheets or is_export_file(book):
        return False
    sheet = rng.choice(sheets)
    places = [sheet.lines.index(line) for line in sheet.data]
    if places != list(range(places[0], places[0] + len(places))):
        return False
    for _, group in groupby(sheet.data, key=lambda line: line.record.unit):  # type: ignore[union-attr]
        same = list(group)
        if len(same) > 1:
            for line in same[1:]:
                line.the("unit").types(None)
            sheet.merges.append((same[0].the("unit"), same[-1].the("unit")))
    book.claim(*sheet.data)
    return True


@harmless
def merged_title(book: Workbook, rng: random.Random) -> bool:
    """The title merged across."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None or sheet.width < 3:
        return False
    titles = [line for line in sheet.of_kind("title") if not any(c.value for c in line.cells[1:])]
    titles = [line for line in titles if line.cells and not _in_merge(sheet, line)]
    if not titles:
        return False
    line = rng.choice(titles)
    sheet.merges.append((line.cells[0], line.cells[-1]))
    return True


def _in_merge(sheet: Sheet, line: Line) -> bool:
    return any(cell in (a, b) for a, b in sheet.merges for cell in line.cells)


@harmless
def hidden_rows(book: Workbook, rng: random.Random) -> bool:
    """Rows hidden or filtered: they count, with a notice."""
    if is_export_file(book):
        return False
    taken = a_row(book, rng)
    if taken is None:
        return False
    taken[1].hidden = True
    return True


@harmless
def hidden_sheet(book: Workbook, rng: random.Random) -> bool:
    """A hidden sheet of activities: it counts, with a notice."""
    shown = [one for one in book.sheets if not one.hidden]
    sheet = a_table(book, rng)
    if sheet is None or is_export_file(book) or len(shown) < 2 or shown[0] is sheet:
        return False
    sheet.hidden = True
    return True


@harmless
def far_cell(book: Workbook, rng: random.Random) -> bool:
    """A forgotten cell far to the right."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    line = rng.choice(sheet.lines)
    line.cells += [*(Cell() for _ in range(rng.randint(20, 60))), Cell(rng.choice((1, "x", "ojo")))]
    return True


@harmless
def error_beside(book: Workbook, rng: random.Random) -> bool:
    """An error value in a cell that says nothing to anybody, right of the table or below."""
    sheet = a_table(book, rng, "unit")
    if sheet is None:
        return False
    sheet.pad()
    line = rng.choice(sheet.lines)
    line.cells += [Cell(), Cell(ErrorValue(rng.choice(("#REF!", "#DIV/0!", "#N/A"))))]
    sheet.pad()
    return True
