"""Rows, totals, sheets and settings spoilt: the finding must be there."""

from __future__ import annotations

import random

from tests.mutations.catalogue import a_row, a_table, harmful, is_export_file
from tests.mutations.model import Area, Cell, ErrorValue, Expected, Line, Record, Sheet, Workbook
from tests.mutations.tables import copied_sheet, expect, row_in_merge, summable, total


@harmful
def wrong_total(book: Workbook, rng: random.Random) -> bool:
    """A typed TOTAL that disagrees with its rows."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    table = rng.choice(sorted({line.table for line in sheet.data}))
    rows = [line for line in sheet.data if line.table == table]
    if any(line.kind == "total" and line.table == table for line in sheet.lines) or not summable(rows):
        return False
    line = total(rows, rng.choice(("TOTAL", "Total general", "TOTALES")))
    sides = [cell for cell in line.cells if cell.role.startswith(("programmed", "executed"))]
    for cell in line.cells:
        cell.formula = ()
    wrong = rng.choice(sides)
    wrong.value = float(wrong.value or 0) + rng.choice((1, 10, 0.5, 1000))  # type: ignore[arg-type]
    last = max(n for n, one in enumerate(sheet.lines) if one.kind == "data" and one.table == table)
    sheet.lines.insert(last + 1, line)
    book.claim(*rows)
    expect(book, "total_no_cuadra", sheet, wrong)
    return True


@harmful
def short_sum(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL whose SUM leaves out the last row."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or len(sheet.data) < 3 or sheet.of_kind("total") or not summable(sheet.data):
        return False
    rows = sheet.data
    if [sheet.lines.index(line) for line in rows] != list(
        range(sheet.lines.index(rows[0]), sheet.lines.index(rows[-1]) + 1)
    ):
        return False
    line = total(rows, "TOTAL")
    sides = [
        n for n, cell in enumerate(line.cells) if cell.role.partition(".")[0] in ("programmed", "executed")
    ]
    sides = [n for n in sides if rows[-1].cells[n].value not in (None, 0, "NP", "S.I.")]
    if not sides:
        return False
    place = rng.choice(sides)
    cell = line.cells[place]
    cell.formula = ("=SUM(", Area(rows[0].cells[place], rows[-2].cells[place]), ")")
    cell.value = float(cell.value or 0) - float(rows[-1].cells[place].value)  # type: ignore[arg-type]
    sheet.lines.insert(sheet.lines.index(rows[-1]) + 1, line)
    book.claim(*rows)
    expect(book, "formula_desviada", sheet, cell)
    return True


@harmful
def repeated_activity(book: Workbook, rng: random.Random) -> bool:
    """A row copied below: it counts, and a warning says so."""
    taken = a_row(book, rng, lambda _: True, "name")
    if taken is None:
        return False
    sheet, line, record = taken
    if row_in_merge(sheet, line) or sheet.of_kind("total") or any(c.role == "linked" for c in line.cells):
        return False
    again = Line([cell.copied() for cell in line.cells], "data", _twin(record), line.table)
    for cell in again.cells:
        cell.formula = tuple(
            again.cells[line.cells.index(part)] if isinstance(part, Cell) and part in line.cells else part
            for part in cell.formula
        )
    sheet.lines.insert(sheet.lines.index(line) + 1, again)
    book.claim(again)
    expect(book, "actividad_repetida", sheet, again.the("name"), row=True)
    return True


def _twin(record: Record) -> Record:
    return Record(
        record.unit, record.action, list(record.programmed), list(record.executed), record.cumulative,
        record.code, record.name, record.measure, record.counted,
    )  # fmt: skip


def _counts(sheet: Sheet) -> bool:
    return any(line.record is not None and line.record.counted for line in sheet.data)


@harmful
def forgotten_copy(book: Workbook, rng: random.Random) -> bool:
    """A sheet copied within the book and left there, with an amount changed or not."""
    sheet = a_table(book, rng)
    if sheet is None or is_export_file(book) or len(sheet.name) > 18 or not _counts(sheet):
        return False
    name = rng.choice((f"{sheet.name} (2)", f"Copia de {sheet.name}", f"{sheet.name} - copia", "Hoja9"))
    if any(one.name == name for one in book.sheets) or (sheet.named_by_sheet and name == "Hoja9"):
        return False
    copy = copied_sheet(sheet, name)
    if name != "Hoja9" and rng.random() < 0.4 and len(sheet.data) >= 5:
        places = [sheet.lines.index(line) for line in sheet.data]
        cell = copy.lines[rng.choice(places)].all_of("executed")[0]
        if isinstance(cell.value, int | float):
            cell.types(float(cell.value) + 1)
    book.sheets.insert(rng.randint(0, len(book.sheets)), copy)
    expect(book, "hoja_repetida", None)
    return True


@harmful
def copy_of_everything(book: Workbook, rng: random.Random) -> bool:
    """All sheets of activities copied, the copies hidden."""
    sheets = [one for one in book.tables if len(one.name) < 22 and one.data]
    if is_export_file(book) or len(sheets) != len(book.tables) or not all(map(_counts, sheets)):
        return False
    for sheet in sheets:
        copy = copied_sheet(sheet, f"Copia de {sheet.name}")
        copy.hidden = rng.random() < 0.5
        book.sheets.append(copy)
    if all(sheet.hidden for sheet in book.sheets[:1]):
        book.sheets[0].hidden = False
    book.expected.append(Expected("hoja_repetida"))
    return True


@harmful
def planners_summary(book: Workbook, rng: random.Random) -> bool:
    """A sheet of the planner's own that repeats the rows of all units: never counted twice."""
    sheets = [one for one in book.tables if one.kind == "unit" and one.data]
    if len(sheets) < 2 or book.monthly or any(one.name == "RESUMEN" for one in book.sheets):
        return False
    heads = ("N°", "Unidad orgánica", "AEI", "Actividad operativa", "Programadas", "Ejecutadas")
    lines = [Line([Cell("RESUMEN GENERAL")]), Line([Cell(text) for text in heads])]
    rows = [(sheet, line) for sheet in sheets for line in sheet.data]
    for number, (_, line) in enumerate(rows, 1):
        assert line.record is not None
        values = (number, line.record.unit, line.record.action, line.record.name,
                  line.the("programmed").value, line.the("executed").value)  # fmt: skip
        lines.append(Line([Cell(value) for value in values]))
        book.claim(line)
    sheet = Sheet("RESUMEN", lines, "copy")
    sheet.pad()
    book.sheets.insert(rng.randint(0, len(book.sheets)), sheet)
    expect(book, "hoja_repetida", sheet)
    return True


@harmful
def unknown_unit(book: Workbook, rng: random.Random) -> bool:
    """Above a table, a unit that Unidades does not list."""
    cells = [
        (sheet, cell)
        for sheet in book.tables
        for line in sheet.lines
        for cell in line.cells
        if cell.role == "unit_title" and book.is_free(sheet)
    ]
    if not cells or not book.framed:
        return False
    sheet, cell = rng.choice(cells)
    book.claim(sheet)
    cell.types("Comité de Vigilancia Vecinal")
    book.units["Comité de Vigilancia Vecinal"] = "Comité de Vigilancia Vecinal"
    for line in sheet.data:
        assert line.record is not None
        line.record.unit = "Comité de Vigilancia Vecinal"
    expect(book, "unidad_desconocida", sheet, cell)
    return True


@harmful
def unit_spelt_two_ways(book: Workbook, rng: random.Random) -> bool:
    """In a column of units, one of them with a letter changed."""
    if book.framed:
        return False
    rows = [one for one in book.free_rows() if one[1].at("unit") is not None and one[0].kind == "unit"]
    several = [one for one in rows if sum(other[2].unit == one[2].unit for other in rows) > 1]
    if not several:
        return False
    sheet, line, record = rng.choice(several)
    book.claim(line)
    cell = line.the("unit")
    words = record.unit.split()
    long = max(range(len(words)), key=lambda n: len(words[n]))
    words[long] = words[long][:-2] + words[long][-1]
    spelt = " ".join(words)
    cell.types(spelt)
    record.unit = spelt
    book.units[spelt] = spelt
    expect(book, "unidad_dos_nombres", sheet)
    return True


@harmful
def lost_column(book: Workbook, rng: random.Random) -> bool:
    """A header of an amount that nobody can know."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or not all(book.is_free(line) for line in sheet.data):
        return False
    heads = [
        c
        for line in sheet.of_kind("header")
        for c in line.cells
        if c.role in ("head:programmed", "head:executed")
    ]
    if not heads or book.monthly or any(cell in merge for merge in sheet.merges for cell in heads):
        return False
    rng.choice(heads).types(rng.choice(("Columna X", None, "zzz", ErrorValue("#REF!"))))
    for line in sheet.data:
        assert line.record is not None
        line.record.counted = False
    book.claim(*sheet.data)
    others = [
        one
        for one in book.tables
        if one is not sheet and any(r.record and r.record.counted for r in one.data)
    ]
    expect(book, "columna_faltante" if others else "sin_datos", sheet if others else None)
    return True


@harmful
def repeated_in_framework(book: Workbook, rng: random.Random) -> bool:
    """An AEI twice in PEI, under another name."""
    sheet = book.frame("PEI")
    if sheet is None:
        return False
    rows = [line for line in sheet.lines if any(str(c.value).startswith("AEI.") for c in line.cells)]
    line = rng.choice(rows)
    again = Line([cell.copied() for cell in line.cells])
    for cell in again.cells:
        cell.formula = ()
    sheet.lines.insert(sheet.lines.index(rows[-1]) + 1, again)
    expect(book, "aei_repetida", sheet)
    return True


@harmful
def broken_scale(book: Workbook, rng: random.Random) -> bool:
    """A limit of the scale that is no number."""
    sheet = book.frame("Parámetros")
    cells = [c for line in (sheet.lines if sheet else []) for c in line.cells if c.value in (0.75, 75)]
    if sheet is None or not cells:
        return False
    cells[0].types(rng.choice(("mucho", -1, ErrorValue("#REF!"), "0.9x")))
    expect(book, "escala_invalida", None)
    return True


@harmful
def broken_parameter(book: Workbook, rng: random.Random) -> bool:
    """A method or a period that does not exist."""
    sheet = book.frame("Parámetros")
    if sheet is None:
        return False
    label = rng.choice(("Método", "Periodo"))
    line = next(one for one in sheet.lines if one.cells and one.cells[0].value == label)
    line.cells[1].types(rng.choice(("el de siempre", "V Trimestre", ErrorValue("#N/A"))))
    expect(book, "parametro_invalido", None)
    return True
