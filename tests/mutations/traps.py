"""Meaner changes: what looks like a total and is none, what looks like a copy and is none, books laid out askew.

Where the specification asks for the figures, they are wanted; where it says nothing, the program may take the
workbook in or refuse it, but a wrong figure must never be silent (`tolerant`).
"""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from itertools import groupby

from tests.mutations.catalogue import a_row, a_table, an_amount, harmful, harmless, is_export_file
from tests.mutations.harmless import _insert_column, _merged_rows, _summable, _total
from tests.mutations.model import Cell, Expected, Line, Sheet, Workbook, shown


def _plain_units(book: Workbook, least: int = 1) -> list[Sheet]:
    """Return sheets of units whose rows can be moved about, with cells that a spreadsheet program would sum."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(one.data) >= least and _summable(one.data)
    ]
    return [one for one in sheets if not _merged_rows(one) and not one.of_kind("total") and not _linked(one)]


def _linked(sheet: Sheet) -> bool:
    return any(cell.role == "linked" for line in sheet.lines for cell in line.cells)


def _groups(sheet: Sheet) -> list[list[Line]]:
    lines = [line for line in sheet.lines if line.record is not None]
    return [
        list(group) for _, group in groupby(lines, key=lambda line: (line.record.unit, line.record.action))
    ]  # type: ignore[union-attr]


@harmless
def group_rows(book: Workbook, rng: random.Random) -> bool:
    """Above the activities of an AEI a row with its code, its name and their sums: known by arithmetic."""
    sheets = _plain_units(book, 2)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    if not any(len(group) > 1 for group in _groups(sheet)):
        return False
    for group in _groups(sheet):
        record = group[0].record
        assert record is not None
        line = _total(group, "")
        line.kind = "total"
        line.the("action").value = record.action
        sheet.lines.insert(sheet.lines.index(group[0]), line)
    book.claim(*sheet.data)
    return True


@harmless
def total_in_the_middle(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL of the rows above it, and activities that were added below."""
    sheets = _plain_units(book, 3)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    cut = rng.randint(1, len(rows) - 1)
    sheet.lines.insert(
        sheet.lines.index(rows[cut - 1]) + 1, _total(rows[:cut], rng.choice(("TOTAL", "Sub total")))
    )
    book.claim(*rows)
    return True


@harmless
def total_above(book: Workbook, rng: random.Random) -> bool:
    """The TOTAL right below the header."""
    sheets = _plain_units(book, 2)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    sheet.lines.insert(sheet.lines.index(rows[0]), _total(rows, "TOTAL"))
    book.claim(*rows)
    return True


@harmless
def total_in_another_column(book: Workbook, rng: random.Random) -> bool:
    """The word TOTAL where another column's content stands."""
    sheets = _plain_units(book)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    line = _total(sheet.data, "TOTAL")
    for cell in line.cells:
        cell.value = None if cell.value == "TOTAL" else cell.value
    roles = [role for role in ("number", "code", "action", "measure", "objective", "name") if line.at(role)]
    line.the(rng.choice(roles)).value = rng.choice(("TOTAL", "TOTAL GENERAL", "Total:"))
    sheet.lines.insert(sheet.lines.index(sheet.data[-1]) + 1, line)
    return True


@harmless
def total_in_a_name(book: Workbook, rng: random.Random) -> bool:
    """An activity whose name begins with a word of totals."""
    taken = a_row(book, rng, lambda _: True, "name")
    if taken is None:
        return False
    names = ("Total de expedientes resueltos", "Totalización de actas vecinales", "Suma asegurada renovada",
             "Sumarios concluidos", "Sub-total de obras por impuestos visitadas")  # fmt: skip
    taken[1].the("name").types(rng.choice(names[:4]))
    return True


@harmless
def coincidental_sum(book: Workbook, rng: random.Random) -> bool:
    """An activity with code and name whose amounts happen to be the sum of those above it."""
    sheets = [one for one in _plain_units(book, 3) if not book.monthly]
    sheets = [one for one in sheets if all(book.is_free(line) for line in one.data)]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    place = rng.randint(1, len(sheet.data) - 1)
    above, line = sheet.data[:place], sheet.data[place]
    assert line.record is not None
    sums = [_sum_of(above, side) for side in ("programmed", "executed")]
    if not all(sums):
        return False
    for side, amount in zip(("programmed", "executed"), sums, strict=True):
        setattr(line.record, side, [amount])
        line.the(side).types(shown(amount))
    for role in ("percent", "band"):
        cell = line.at(role)
        if cell is not None:
            cell.types(None)
    book.claim(*sheet.data)
    return True


def _sum_of(lines: list[Line], side: str) -> Fraction:
    amounts = [getattr(line.record, side)[0] for line in lines]
    return sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0))


@harmless
def quarter_columns(book: Workbook, rng: random.Random) -> bool:
    """Sums of each quarter between the months."""
    sheets = [one for one in _plain_units(book) if book.monthly and not one.merges]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
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

            _insert_column(sheet, place + 1, make)
    return True


@harmless
def financial_block(book: Workbook, rng: random.Random) -> bool:
    """ "META FINANCIERA" beside "META FÍSICA", with the same headers below, on either side."""
    return _with_twin_block(
        book, rng, ("META FINANCIERA (S/)", "EJECUCIÓN FINANCIERA", "PRESUPUESTO"), "META FÍSICA"
    )


@harmful
def twin_columns(book: Workbook, rng: random.Random) -> bool:
    """The headers of the amounts twice, and nothing that tells which are meant."""
    if not _with_twin_block(book, rng, ("",), ""):
        return False
    book.tolerant = True
    return True


def _with_twin_block(book: Workbook, rng: random.Random, titles: tuple[str, ...], own: str) -> bool:
    sheets = [one for one in book.tables if one.kind == "unit" and not book.monthly and not _merged_rows(one)]
    sheets = [one for one in sheets if len(one.of_kind("header")) == 1]
    sheets = [one for one in sheets if _adjacent(one)]
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

        _insert_column(sheet, place, make)
    if own:
        above = Line([Cell() for _ in header.cells], "title")
        for first, text in ((added[1], rng.choice(titles)), (header.the(_first_head(header)), own)):
            start = header.cells.index(first)
            above.cells[start].value = text
            sheet.merges.append((above.cells[start], above.cells[start + 1]))
        sheet.lines.insert(sheet.lines.index(header), above)
    book.claim(*sheet.data)
    return True


def _first_head(header: Line) -> str:
    return next(cell.role for cell in header.cells if cell.role in ("head:programmed", "head:executed"))


def _adjacent(sheet: Sheet) -> bool:
    cells = sheet.of_kind("header")[0].cells
    places = [n for n, cell in enumerate(cells) if cell.role in ("head:programmed", "head:executed")]
    return len(places) == 2 and places[1] - places[0] == 1


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


@harmless
def split_sheet(book: Workbook, rng: random.Random) -> bool:
    """A unit's activities on two sheets, the second named like a copy: both count."""
    sheets = [one for one in _plain_units(book, 2) if not one.named_by_sheet and len(one.name) < 20]
    sheets = [
        one for one in sheets if any(c.role.startswith("unit_") for line in one.lines for c in line.cells)
    ]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    moved = rows[rng.randint(1, len(rows) - 1) :]
    name = rng.choice((f"{sheet.name} (2)", f"{sheet.name} II", f"{sheet.name} parte 2"))
    if any(one.name.casefold() == name.casefold() for one in book.sheets):
        return False
    above = [line for line in sheet.lines if line.kind in ("title", "header")]
    twins = [Line([cell.copied() for cell in line.cells], line.kind) for line in above]
    second = Sheet(name, [*twins, *moved], sheet.kind)
    pairs = {
        id(a): b
        for line, twin in zip(above, twins, strict=True)
        for a, b in zip(line.cells, twin.cells, strict=True)
    }
    second.merges = [
        (pairs[id(a)], pairs[id(b)]) for a, b in sheet.merges if id(a) in pairs and id(b) in pairs
    ]
    sheet.lines = [line for line in sheet.lines if line not in moved]
    for line in moved:
        for cell in line.cells:
            cell.formula = ()
    book.sheets.insert(book.sheets.index(sheet) + 1, second)
    book.claim(*rows)
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
    """AEI codes with hyphens, without zeros, with a dot at the end, with a sign that nobody sees."""
    rows = [one for one in book.free_rows() if (cell := one[1].at("action")) and isinstance(cell.value, str)]
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


@harmless
def merged_units(book: Workbook, rng: random.Random) -> bool:
    """In a column of units, each unit's name merged down."""
    sheets = [
        one for one in book.tables if one.data and one.data[0].at("unit") is not None and one.kind == "unit"
    ]
    sheets = [one for one in sheets if not _merged_rows(one) and not one.of_kind("total")]
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


@harmful
def blank_unit(book: Workbook, rng: random.Random) -> bool:
    """In a column of units, none in a row."""
    rows = [one for one in book.free_rows() if one[1].at("unit") is not None and one[0].kind == "unit"]
    rows = [one for one in rows if one[1].the("unit").value is not None and not _in_any_merge(one[0], one[1])]
    if not rows or book.framed:
        return False
    _, line, _ = rng.choice(rows)
    book.claim(line)
    line.the("unit").types(None)
    book.tolerant = True
    return True


def _in_any_merge(sheet: Sheet, line: Line) -> bool:
    row = sheet.lines.index(line)
    return any(sheet.place(a)[0] <= row <= sheet.place(b)[0] for a, b in sheet.merges)


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
    if cell.value in ("\u00a0", "\t"):
        getattr(record, side)[position] = None
    else:
        getattr(record, side)[position] = "?"
    return True


@harmless
def huge_and_tiny(book: Workbook, rng: random.Random) -> bool:
    """An amount of fifteen digits, or of a few millionths."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, lambda amount: isinstance(amount, Fraction) and amount > 0)
    if taken is None:
        return False
    _, line, record, side, position, cell = taken
    value = rng.choice((123456789012345.0, 999999999999.25, 0.000001, 1e-7, 0.30000000000000004))
    cell.types(value)
    getattr(record, side)[position] = Fraction(f"{value:.15g}")
    for role in ("percent", "band"):
        shown_cell = line.at(role)
        if shown_cell is not None:
            shown_cell.types(None)
    return True


@harmful
def copy_of_everything(book: Workbook, rng: random.Random) -> bool:
    """All sheets of activities copied, the copies hidden."""
    sheets = [one for one in book.tables if len(one.name) < 22 and one.data]
    if is_export_file(book) or len(sheets) != len(book.tables):
        return False
    from tests.mutations.harms import _copied_sheet

    for sheet in sheets:
        copy = _copied_sheet(sheet, f"Copia de {sheet.name}")
        copy.hidden = rng.random() < 0.5
        book.sheets.append(copy)
    if all(sheet.hidden for sheet in book.sheets[:1]):
        book.sheets[0].hidden = False
    book.expected.append(Expected("hoja_repetida"))
    return True


@harmful
def last_years_sheet(book: Workbook, rng: random.Random) -> bool:
    """A unit's sheet of the year before, left in the book: the same activities with other amounts."""
    sheets = [one for one in book.tables if one.kind == "unit" and len(one.name) < 22 and len(one.data) > 2]
    sheets = [one for one in sheets if not one.named_by_sheet]
    if not sheets or is_export_file(book):
        return False
    from tests.mutations.harms import _copied_sheet

    sheet = rng.choice(sheets)
    copy = _copied_sheet(sheet, f"{sheet.name} 2025")
    places = [sheet.lines.index(line) for line in sheet.data]
    for place in places:
        for cell in (*copy.lines[place].all_of("programmed"), *copy.lines[place].all_of("executed")):
            if isinstance(cell.value, int | float) and not cell.formula:
                cell.types(cell.value + rng.randint(1, 50))
    book.sheets.insert(rng.randint(0, len(book.sheets)), copy)
    book.tolerant = True
    return True


@harmless
def unused_rows_of_codes(book: Workbook, rng: random.Random) -> bool:
    """Rows prepared with a number or an AEI, and nothing else yet."""
    sheets = [one for one in book.tables if one.kind == "unit" and not one.of_kind("total")]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    model = sheet.data[-1] if sheet.data else None
    if model is None or model.record is None:
        return False
    last = sheet.lines.index(model)
    for number in range(rng.randint(1, 4)):
        line = Line([Cell(role=cell.role) for cell in model.cells], "blank")
        for role, value in (("number", len(sheet.data) + number + 1), ("action", model.record.action)):
            cell = line.at(role)
            if cell is not None and rng.random() < 0.6:
                cell.value = value
        sheet.lines.insert(last + 1, line)
    return True
