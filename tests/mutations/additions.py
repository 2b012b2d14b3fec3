"""Harmless additions: notes, totals that agree, sheets about something else."""

from __future__ import annotations

import random
import string
from fractions import Fraction
from itertools import groupby

from tests.mutations.catalogue import a_row, a_table, harmless, is_export_file
from tests.mutations.model import Area, Cell, Line, Sheet, Workbook, shown
from tests.mutations.tables import merged_rows, plain_units, summable, total
from workbook.layouts.own import GENERATED_NOTICE


@harmless
def notes_below(book: Workbook, rng: random.Random) -> bool:
    """Notes under a table, with numbers in them."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    texts = (
        "Nota: incluye 25 expedientes de 2025.",
        "(1) Meta modificada con Resolución N° 014-2026.",
        "Elaborado por: Oficina de Planeamiento",
        "Fuente: registro de la oficina",
        "* Total de visitas según el aplicativo",
    )
    column = rng.randint(0, max(sheet.width - 1, 0))
    for _ in range(rng.randint(1, 3)):
        line = Line([Cell() for _ in range(sheet.width)], "note")
        line.cells[column].value = rng.choice(texts)
        sheet.lines.append(line)
    return True


@harmless
def signature_below(book: Workbook, rng: random.Random) -> bool:
    """Names, a date and a stray figure far below a table."""
    sheet = a_table(book, rng, "unit")
    if sheet is None:
        return False
    sheet.lines += [Line([Cell() for _ in range(sheet.width)], "blank") for _ in range(rng.randint(2, 6))]
    line = Line([Cell() for _ in range(sheet.width)], "note")
    line.cells[min(1, sheet.width - 1)].value = "_______________________"
    other = Line([Cell() for _ in range(sheet.width)], "note")
    other.cells[min(1, sheet.width - 1)].value = "Jefe de la unidad"
    sheet.lines += [line, other]
    return True


@harmless
def total_rows(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL that agrees, below the rows, by formula or typed."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    table = rng.choice(sorted({line.table for line in sheet.data}))
    rows = [line for line in sheet.data if line.table == table]
    if any(line.kind == "total" and line.table == table for line in sheet.lines) or not summable(rows):
        return False
    label = rng.choice(("TOTAL", "Total general", "TOTALES", "Suma total", "total"))
    line = total(rows, label)
    if rng.random() < 0.5:
        for cell in line.cells:
            cell.formula = ()
    last = max(n for n, one in enumerate(sheet.lines) if one.kind == "data" and one.table == table)
    sheet.lines.insert(last + 1, line)
    return True


@harmless
def subtotals(book: Workbook, rng: random.Random) -> bool:
    """A subtotal after the rows of each AEI."""
    sheets = [one for one in book.tables if one.kind == "unit" and summable(one.data)]
    sheets = [one for one in sheets if not one.of_kind("total") and not merged_rows(one)]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    groups: list[list[Line]] = []
    for line in sheet.data:
        if groups and groups[-1][-1].record.action == line.record.action:  # type: ignore[union-attr]
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        code = group[0].record.action  # type: ignore[union-attr]
        label = rng.choice((f"Subtotal {code}", "SUBTOTAL", "Sub total", f"Total {code}"))
        sheet.lines.insert(sheet.lines.index(group[-1]) + 1, total(group, label))
    return True


@harmless
def group_rows(book: Workbook, rng: random.Random) -> bool:
    """Above the activities of an AEI a row with its code, its name and their sums: known by arithmetic."""
    sheets = plain_units(book, 2)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    if not any(len(group) > 1 for group in _groups(sheet)):
        return False
    for group in _groups(sheet):
        record = group[0].record
        assert record is not None
        line = total(group, "")
        line.kind = "total"
        line.the("action").value = record.action
        sheet.lines.insert(sheet.lines.index(group[0]), line)
    book.claim(*sheet.data)
    return True


def _groups(sheet: Sheet) -> list[list[Line]]:
    lines = [line for line in sheet.lines if line.record is not None]
    return [
        list(group) for _, group in groupby(lines, key=lambda line: (line.record.unit, line.record.action))
    ]  # type: ignore[union-attr]


@harmless
def total_in_the_middle(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL of the rows above it, and activities that were added below."""
    sheets = plain_units(book, 3)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    cut = rng.randint(1, len(rows) - 1)
    sheet.lines.insert(
        sheet.lines.index(rows[cut - 1]) + 1, total(rows[:cut], rng.choice(("TOTAL", "Sub total")))
    )
    book.claim(*rows)
    return True


@harmless
def total_above(book: Workbook, rng: random.Random) -> bool:
    """The TOTAL right below the header."""
    sheets = plain_units(book, 2)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    sheet.lines.insert(sheet.lines.index(rows[0]), total(rows, "TOTAL"))
    book.claim(*rows)
    return True


@harmless
def total_in_another_column(book: Workbook, rng: random.Random) -> bool:
    """The word TOTAL where another column's content stands."""
    sheets = plain_units(book)
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    line = total(sheet.data, "TOTAL")
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
    sheets = [one for one in plain_units(book, 3) if not book.monthly]
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
def sum_beside(book: Workbook, rng: random.Random) -> bool:
    """A sum of a column in a cell without a label, a row below the table and one blank row."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or book.monthly or sheet.of_kind("total") or not summable(sheet.data):
        return False
    rows = sheet.data
    place = rows[0].cells.index(rows[0].the("programmed"))
    line = Line([Cell() for _ in range(sheet.width)], "total")
    amounts = [row.record.programmed[0] for row in rows]  # type: ignore[union-attr]
    total = sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0))
    line.cells[place].value = float(total)
    line.cells[place].formula = ("=SUM(", Area(rows[0].cells[place], rows[-1].cells[place]), ")")
    last = max(n for n, one in enumerate(sheet.lines) if one.kind == "data")
    sheet.lines.insert(last + 1, Line([Cell() for _ in range(sheet.width)], "blank"))
    sheet.lines.insert(last + 2, line)
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


@harmless
def split_sheet(book: Workbook, rng: random.Random) -> bool:
    """A unit's activities on two sheets, the second named like a copy: both count."""
    sheets = [one for one in plain_units(book, 2) if not one.named_by_sheet and len(one.name) < 20]
    sheets = [
        one for one in sheets if any(c.role.startswith("unit_") for line in one.lines for c in line.cells)
    ]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    rows = sheet.data
    if not all(map(book.is_free, rows)):
        return False  # the second sheet keeps no formulas, on which another mutation may rest
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


@harmless
def output_sheet(book: Workbook, rng: random.Random) -> bool:
    """An output sheet of ours left in the book, under its own name or another."""
    if is_export_file(book):
        return False
    name = rng.choice(
        ("Consolidado", "Consolidado (2)", "Copia de Consolidado", "Resumen enero", "Por unidad")
    )
    if any(one.name == name for one in book.sheets):
        return False
    lines = [
        Line([Cell(GENERATED_NOTICE)]),
        Line([Cell("Consolidado el 15/01/2027")]),
        Line(
            [
                Cell(text)
                for text in ("OEI", "AEI", "Unidad orgánica", "Programadas", "Ejecutadas", "Eficacia")
            ]
        ),
    ]
    lines += [
        Line(
            [
                Cell(f"OEI.{action[4:6]}"),
                Cell(action),
                Cell(unit),
                Cell(float(one.programmed)),
                Cell(float(one.executed)),
            ]
        )
        for (unit, action), one in book.shares().items()
    ]
    sheet = Sheet(name, lines, "output")
    sheet.pad()
    book.sheets.insert(rng.randint(0, len(book.sheets)), sheet)
    return True


@harmless
def foreign_sheet(book: Workbook, rng: random.Random) -> bool:
    """A sheet about something else."""
    if is_export_file(book):
        return False
    name = rng.choice(("Instrucciones", "Hoja2", "Presupuesto", "Contactos", "Gráfico datos"))
    if any(one.name.casefold() == name.casefold() for one in book.sheets):
        return False
    heads = rng.choice((
        ("Clasificador", "PIA", "PIM", "Devengado"),
        ("N°", "Nombre", "Cargo", "Teléfono"),
        ("Mes", "Visitas", "Quejas", "%"),
    ))  # fmt: skip
    lines = [Line([Cell(name.upper())]), Line([Cell(text) for text in heads])]
    for number in range(rng.randint(1, 8)):
        texts = [Cell(f"{rng.choice(string.ascii_uppercase)}-{number}")]
        lines.append(Line([*texts, *(Cell(rng.randint(1, 999)) for _ in heads[1:])]))
    sheet = Sheet(name, lines, "extra")
    sheet.pad()
    book.sheets.insert(rng.randint(0, len(book.sheets)), sheet)
    return True


@harmless
def blank_sheet(book: Workbook, rng: random.Random) -> bool:
    """An empty sheet, as Excel adds them."""
    if is_export_file(book) or any(one.name == "Hoja3" for one in book.sheets):
        return False
    book.sheets.insert(rng.randint(0, len(book.sheets)), Sheet("Hoja3", [], "extra"))
    return True
