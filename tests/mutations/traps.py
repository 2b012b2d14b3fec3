"""Workbooks laid out askew, most beyond the specification: taken in or refused, never wrong in silence."""

from __future__ import annotations

import datetime as dt
import random

from tests.mutations.catalogue import a_table, an_amount, harmful, harmless, is_export_file
from tests.mutations.model import Cell, Line, Workbook
from tests.mutations.tables import copied_sheet, insert_column, merged_rows, row_in_merge, side_by_side


@harmful
def stacked_tables(book: Workbook, rng: random.Random) -> bool:
    """The table of another unit, title and header too, below a unit's own."""
    sheets = [one for one in book.tables if one.kind == "unit" and not one.named_by_sheet and one.data]
    sheets = [
        one for one in sheets if any(c.role.startswith("unit_") for line in one.lines for c in line.cells)
    ]
    if len(sheets) < 2:
        return False
    one, other = rng.sample(sheets, 2)
    one.lines += [Line([], "blank"), *other.lines]
    one.merges += other.merges
    one.pad()
    book.sheets.remove(other)
    book.tolerant = True
    return True


@harmful
def deep_header(book: Workbook, rng: random.Random) -> bool:
    """A header below row 30: the sheet's figures may not be lost in silence."""
    sheet = a_table(book, rng, "unit")
    if sheet is None:
        return False
    sheet.lines[0:0] = [
        Line([Cell("Antecedentes") if n % 5 == 0 else Cell()], "title") for n in range(rng.randint(31, 45))
    ]
    sheet.pad()
    book.tolerant = True
    return True


@harmful
def no_header(book: Workbook, rng: random.Random) -> bool:
    """A sheet whose header was deleted."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    for line in sheet.of_kind("header"):
        for cell in line.cells:
            cell.types(None)
    book.tolerant = True
    return True


@harmful
def codes_spelt_oddly(book: Workbook, rng: random.Random) -> bool:
    """AEI codes with hyphens, without zeros, with a dot at the end, with a sign that nobody sees.

    Where no PEI lists the AEI, the first row that names one says how it is spelt.
    """
    rows = [one for one in book.free_rows() if (cell := one[1].at("action")) and str(cell.value)[:3] == "AEI"]
    if book.frame("PEI") is None:
        first = {record.action: id(line) for _, line, record in reversed(list(book.rows()))}
        rows = [one for one in rows if first[one[2].action] != id(one[1])]
    if not rows:
        return False
    spell = rng.choice((
        lambda text: text.replace(".", "-"),
        lambda text: text.replace(".0", "."),
        lambda text: f"{text}.",
        lambda text: f"{text}\u200b",
        lambda text: text.replace("AEI.", "AEI"),
        lambda text: text.replace("AEI.", "AEI.  "),
    ))  # fmt: skip
    for _, line, _ in rng.sample(rows, rng.randint(1, min(3, len(rows)))):
        cell = line.the("action")
        cell.types(spell(str(cell.value)[:9]) + str(cell.value)[9:])
        book.claim(line)
    book.tolerant = True
    return True


@harmful
def blank_unit(book: Workbook, rng: random.Random) -> bool:
    """In a column of units, none in a row."""
    rows = [one for one in book.free_rows() if one[1].at("unit") is not None and one[0].kind == "unit"]
    rows = [one for one in rows if one[1].the("unit").value is not None and not row_in_merge(one[0], one[1])]
    if not rows or book.framed:
        return False
    _, line, _ = rng.choice(rows)
    book.claim(line)
    line.the("unit").types(None)
    book.tolerant = True
    return True


@harmful
def date_headers(book: Workbook, rng: random.Random) -> bool:
    """Months as dates in the header, shown as ene-26."""
    sheets = [one for one in book.tables if one.kind == "unit" and book.monthly]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    for line in sheet.of_kind("header"):
        for cell in line.cells:
            month = cell.role.rpartition(".")[2]
            if cell.role.startswith("head:") and month.isdecimal():
                cell.types(dt.datetime(2026, int(month), 1))  # noqa: DTZ001
                cell.number_format = "mmm-yy"
    book.tolerant = True
    return True


@harmful
def half_a_year(book: Workbook, rng: random.Random) -> bool:
    """Columns for the first six months only."""
    sheets = [one for one in book.tables if one.kind == "unit" and book.monthly and not one.merges]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    gone = {f"{side}.{month}" for side in ("programmed", "executed") for month in range(7, 13)}
    for line in sheet.lines:
        line.cells = [cell for cell in line.cells if cell.role.removeprefix("head:") not in gone]
    sheet.pad()
    book.tolerant = True
    return True


@harmful
def text_that_looks_empty(book: Workbook, rng: random.Random) -> bool:
    """A no-break blank, a zero-width one, an apostrophe, a dash where an amount should stand."""
    taken = an_amount(book, rng)
    if taken is None:
        return False
    *_, record, side, position, cell = taken
    cell.types(rng.choice(("\u00a0", "\u200b", "'", "–", "\t", "…")))
    book.tolerant = True
    blank = ("\u00a0", "\t", "'") if is_export_file(book) else ("\u00a0", "\t")
    if cell.value in blank:  # the register writes an apostrophe before its texts, also before none
        getattr(record, side)[position] = None
    else:
        getattr(record, side)[position] = "?"
    return True


@harmful
def last_years_sheet(book: Workbook, rng: random.Random) -> bool:
    """A unit's sheet of the year before, left in the book: the same activities with other amounts."""
    sheets = [one for one in book.tables if one.kind == "unit" and len(one.name) < 22 and len(one.data) > 2]
    sheets = [one for one in sheets if not one.named_by_sheet]
    if not sheets or is_export_file(book):
        return False
    sheet = rng.choice(sheets)
    copy = copied_sheet(sheet, f"{sheet.name} 2025")
    places = [sheet.lines.index(line) for line in sheet.data]
    for place in places:
        for cell in (*copy.lines[place].all_of("programmed"), *copy.lines[place].all_of("executed")):
            if isinstance(cell.value, int | float) and not cell.formula:
                cell.types(cell.value + rng.randint(1, 50))
    book.sheets.insert(rng.randint(0, len(book.sheets)), copy)
    book.tolerant = True
    return True


@harmless
def financial_block(book: Workbook, rng: random.Random) -> bool:
    """A block META FINANCIERA beside META FÍSICA, with the same headers below, on either side."""
    return _with_twin_block(
        book, rng, ("META FINANCIERA (S/)", "EJECUCIÓN FINANCIERA", "PRESUPUESTO"), "META FÍSICA"
    )


def _with_twin_block(book: Workbook, rng: random.Random, titles: tuple[str, ...], own: str) -> bool:
    sheets = [one for one in book.tables if one.kind == "unit" and not book.monthly and not merged_rows(one)]
    sheets = [one for one in sheets if len(one.of_kind("header")) == 1]
    sheets = [one for one in sheets if side_by_side(one)]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    header = sheet.of_kind("header")[0]
    places = sorted(header.cells.index(header.the(f"head:{side}")) for side in ("programmed", "executed"))
    place = rng.choice((places[0], places[1] + 1))
    names = [header.cells[n].value for n in places]
    added: list[Cell] = []
    for offset in (1, 0):

        def make(line: Line, offset: int = offset) -> Cell:
            if line is header:
                added.append(Cell(names[offset]))
                return added[-1]
            return Cell(rng.randint(1_000, 90_000)) if line.record is not None else Cell()

        insert_column(sheet, place, make)
    if own:
        above = Line([Cell() for _ in header.cells], "title")
        for first, text in ((added[1], rng.choice(titles)), (header.the(_first_head(header)), own)):
            start = header.cells.index(first)
            above.cells[start].value = text
            sheet.merges.append((above.cells[start], above.cells[start + 1]))
        sheet.lines.insert(sheet.lines.index(header), above)
    book.tolerant = book.tolerant or bool(book.equivalence)  # it names headers, of which there are two now
    book.claim(*sheet.data)
    return True


def _first_head(header: Line) -> str:
    return next(cell.role for cell in header.cells if cell.role in ("head:programmed", "head:executed"))


@harmful
def twin_columns(book: Workbook, rng: random.Random) -> bool:
    """The headers of the amounts twice, and nothing that tells which are meant."""
    if not _with_twin_block(book, rng, ("",), ""):
        return False
    book.tolerant = True
    return True
