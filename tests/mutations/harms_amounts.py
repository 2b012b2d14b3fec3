"""Amounts, codes and formulas spoilt: the finding must stand at the cell."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction

from tests.mutations.catalogue import a_row, a_table, an_amount, harmful, is_export_file
from tests.mutations.model import Cell, ErrorValue, Record, Sheet, Workbook, shown
from tests.mutations.tables import clear_percent, expect, positive
from tests.support.tally import BAD, Amount


def _spoil(book: Workbook, rng: random.Random, code: str, value: object) -> bool:
    """Put something that is no amount into an amount's cell; its row can no longer be used."""
    taken = an_amount(book, rng)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    cell.types(value)  # type: ignore[arg-type]
    getattr(record, side)[position] = BAD
    expect(book, code, sheet, cell)
    return True


@harmful
def ambiguous_text(book: Workbook, rng: random.Random) -> bool:
    """A text that reads two ways."""
    return _spoil(
        book, rng, "importe_ambiguo", rng.choice(("1.234", "1,5", "1.234,5", "12,75", "999.000", "1,23"))
    )


@harmful
def unreadable_text(book: Workbook, rng: random.Random) -> bool:
    """A text that is no amount."""
    texts = (
        "doce", "aprox. 30", "30 informes", "-", "en proceso", "1 000", "12..5", "--", "X", "1/2", "30 %",
        "(5)", "1e3", "1_000", "5-", "0x10", "∞", "٣٠", "1\n2", "=5+5", "+-3", "NaN", "Infinity",
    )  # fmt: skip
    return _spoil(book, rng, "importe_ilegible|importe_ambiguo", rng.choice(texts))


@harmful
def number_as_date(book: Workbook, rng: random.Random) -> bool:
    """A number that Excel took for a date, or TRUE."""
    if is_export_file(book):
        return False
    return _spoil(book, rng, "importe_ilegible", rng.choice((dt.datetime(2026, 5, 12), True)))  # noqa: DTZ001


@harmful
def error_cell(book: Workbook, rng: random.Random) -> bool:
    """An error value in an amount's cell."""
    code = rng.choice(("#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?"))
    return _spoil(book, rng, "celda_con_error", ErrorValue(code))


@harmful
def negative_amount(book: Workbook, rng: random.Random) -> bool:
    """A negative amount, as a number or as a text."""
    taken = an_amount(book, rng, positive)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    value = -rng.randint(1, 99)
    cell.types(value if rng.random() < 0.7 else f"{value}")
    getattr(record, side)[position] = Fraction(value)
    expect(book, "importe_negativo", sheet, cell)
    return True


@harmful
def missing_execution(book: Workbook, rng: random.Random) -> bool:
    """An execution left blank where something was programmed."""
    if book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: positive(r.programmed[0]) and isinstance(r.executed[0], Fraction), "executed"
    )
    if taken is None:
        return False
    sheet, line, record = taken
    line.the("executed").types(rng.choice((None, "S.I.", "  ")))
    record.executed[0] = None
    clear_percent(line)
    expect(book, "sin_informacion", sheet, line.the("executed"), row=True)
    return True


@harmful
def missing_month(book: Workbook, rng: random.Random) -> bool:
    """A month left blank in which something was programmed."""
    if not book.monthly:
        return False
    rows = []
    for sheet, line, record in book.free_rows():
        told = [
            m
            for m in book.months
            if positive(record.programmed[m - 1]) and isinstance(record.executed[m - 1], Fraction)
        ]
        rows += [(sheet, line, record, month) for month in told[:-1]]
    if not rows:
        return False
    sheet, line, record, month = rng.choice(rows)
    book.claim(line)
    line.the(f"executed.{month}").types(None)
    record.executed[month - 1] = None
    expect(book, "mes_sin_reporte", None)
    return True


@harmful
def executed_without_target(book: Workbook, rng: random.Random) -> bool:
    """Something executed where nothing was programmed."""
    if book.monthly:
        return False
    told = {  # once a unit in an AEI, at the first such row
        (r.unit, r.action)
        for _, _, r in book.rows()
        if positive(r.executed[0]) and not positive(r.programmed[0])
    }
    taken = a_row(
        book, rng, lambda r: positive(r.executed[0]) and (r.unit, r.action) not in told, "programmed"
    )
    if taken is None:
        return False
    sheet, line, record = taken
    record.programmed[0] = rng.choice((Fraction(0), None, "NP"))
    line.the("programmed").types(shown(record.programmed[0]))
    clear_percent(line)
    expect(book, "ejecutado_sin_meta", sheet, line.the("executed"), row=True)
    return True


@harmful
def not_programmed_but_reported(book: Workbook, rng: random.Random) -> bool:
    """NP among the executed, where something was programmed."""
    taken = an_amount(book, rng, lambda _: True, ("executed",))
    if taken is None:
        return False
    sheet, _, record, _, position, cell = taken
    if not positive(record.programmed[position]):
        return False
    cell.types(rng.choice(("NP", "No programada")))
    record.executed[position] = "NP"
    expect(book, "importe_ilegible", sheet, cell)
    return True


@harmful
def unreported_target(book: Workbook, rng: random.Random) -> bool:
    """S.I. among the programmed."""
    taken = an_amount(book, rng, lambda _: True, ("programmed",))
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    cell.types("S.I.")
    getattr(record, side)[position] = "SI"
    expect(book, "importe_ilegible", sheet, cell)
    return True


@harmful
def unknown_action(book: Workbook, rng: random.Random) -> bool:
    """A code that the PEI does not have."""
    if not book.framed:
        return False
    taken = a_row(book, rng, lambda _: True, "action")
    if taken is None:
        return False
    sheet, line, record = taken
    line.the("action").types(rng.choice(("AEI.09.99", "AEI.77.01 – Otra acción", "OEI.01", "por definir")))
    record.counted = False
    book.strays = True
    expect(book, "aei_desconocida", sheet, line.the("action"), row=True)
    return True


@harmful
def no_action(book: Workbook, rng: random.Random) -> bool:
    """A row without AEI."""
    taken = a_row(book, rng, lambda r: _some(r.programmed) or _some(r.executed), "action")
    if taken is None or any(taken[1].the("action") in merge for merge in taken[0].merges):
        return False
    sheet, line, record = taken
    if line.the("action").value is None:
        return False
    line.the("action").types(None)
    record.counted = False
    expect(book, "aei_desconocida", sheet, line.the("action"), row=True)
    return True


def _some(amounts: list[Amount]) -> bool:
    return any(positive(one) for one in amounts)


def _is_known_by_content(sheet: Sheet) -> bool:
    """Tell whether only what stands in the column says that it holds percentages: "Ejecución"."""
    heads = (line.at("head:percent") for line in sheet.of_kind("header"))
    return any(head is not None and str(head.value).casefold() == "ejecución" for head in heads)


@harmful
def wrong_percentage(book: Workbook, rng: random.Random) -> bool:
    """A typed percentage that disagrees with its amounts."""
    if is_export_file(book) or book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: positive(r.programmed[0]) and isinstance(r.executed[0], Fraction), "percent"
    )
    if taken is None:
        return False
    sheet, line, record = taken
    if _is_known_by_content(sheet):
        return False
    percent = record.executed[0] / record.programmed[0]  # type: ignore[operator]
    line.the("percent").types(round(float(percent), 2) + rng.choice((0.1, 0.25, 1)))
    expect(book, "porcentaje_distinto", sheet, line.the("percent"))
    return True


@harmful
def neighbours_formula(book: Workbook, rng: random.Random) -> bool:
    """A percentage computed from the row below or above."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or book.monthly or len(sheet.data) < 4 or _is_known_by_content(sheet):
        return False
    formulas = [line for line in sheet.data if (cell := line.at("percent")) and len(cell.formula) > 1]
    free = [line for line in formulas if book.is_free(line)]
    if len(formulas) < 4 or not free:
        return False
    line = rng.choice(free)
    other = rng.choice([one for one in formulas if one is not line])
    percent = line.the("percent")
    percent.formula = tuple(
        other.cells[line.cells.index(part)] if isinstance(part, Cell) else part for part in percent.formula
    )
    percent.value = other.the("percent").value
    book.claim(line, other)
    expect(book, "formula_desviada", sheet, percent)
    return True


@harmful
def neighbours_amount(book: Workbook, rng: random.Random) -> bool:
    """Of formulas that repeat another column, one takes the row below: the figure is as it is stored."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or book.monthly or len(sheet.data) < 5 or is_export_file(book):
        return False
    rows = sheet.data
    if not all(book.is_free(line) for line in rows) or any(line.at("linked") for line in sheet.lines):
        return False
    if any(not isinstance(line.the("executed").value, int | float) for line in rows):
        return False
    sheet.pad()
    for line in sheet.lines:
        line.cells.append(Cell(role="linked"))
    for line in rows:
        line.the("linked").value = line.the("executed").value
        line.the("executed").formula = ("=", line.the("linked"), "*1")
    place = rng.randrange(1, len(rows) - 1)
    line, other = rows[place], rows[place + 1]
    line.the("executed").formula = ("=", other.the("linked"), "*1")
    line.the("executed").value = other.the("linked").value
    assert line.record is not None
    assert other.record is not None
    line.record.executed[0] = other.record.executed[0]
    for one in rows:
        if one.at("percent") is not None:
            clear_percent(one)
    book.claim(*rows)
    expect(book, "formula_desviada", sheet, line.the("executed"))
    return True


@harmful
def running_totals(book: Workbook, rng: random.Random) -> bool:
    """Months that hold running totals."""
    if not book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: r.cumulative and sum(map(positive, r.programmed[: len(book.months)])) >= 5
    )
    if taken is None:
        return False
    sheet, line, record = taken
    if any(line.at(f"executed.{month}") is None for month in range(1, 13)):
        return False
    until = max((m for m in range(1, 13) if isinstance(record.executed[m - 1], Fraction)), default=0)
    if until < 5:
        return False
    total = Fraction(0)
    for month in range(1, until + 1):
        target = record.programmed[month - 1]
        total += target if isinstance(target, Fraction) else 0
        record.executed[month - 1] = total
        line.the(f"executed.{month}").types(shown(total))
    if sum((one for one in record.executed if isinstance(one, Fraction)), Fraction(0)) < 2 * total:
        return False
    expect(book, "acumulados_en_meses", sheet, line.the("executed.1"), row=True)
    return True


@harmful
def without_values(book: Workbook, rng: random.Random) -> bool:
    """An amount that is a formula nobody computed."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, positive)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    cell.formula, cell.lost = ("=1+1",), True
    getattr(record, side)[position] = BAD
    expect(book, "sin_calcular", sheet)
    expect(book, "celda_con_error", sheet, row=True)
    return True


@harmful
def mixed_measures(book: Workbook, rng: random.Random) -> bool:
    """Another unit of measure in an AEI."""
    if is_export_file(book):
        return False
    rows = [one for one in book.free_rows() if one[1].at("measure") is not None and _counts(one[2], book)]
    pairs = [one for one in rows if sum(other[2].action == one[2].action for other in rows) > 1]
    if not pairs:
        return False
    _sheet, line, record = rng.choice(pairs)
    book.claim(*(other[1] for other in pairs if other[2].action == record.action))
    line.the("measure").types("Metro cúbico inventado")
    record.measure = "Metro cúbico inventado"
    expect(book, "unidades_mezcladas", None)
    return True


def _counts(record: Record, book: Workbook) -> bool:
    return record.of(book.months).tally().state in ("programada", "parcial", "sin_informacion")
