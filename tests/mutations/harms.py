"""Changes that must be told: the finding's code, at its cell; and what the figures are after them."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction

from tests.mutations.catalogue import a_row, a_table, an_amount, harmful, is_export_file
from tests.mutations.harmless import _summable, _total
from tests.mutations.model import Area, Cell, ErrorValue, Expected, Line, Record, Sheet, Workbook, shown
from tests.support.tally import BAD, Amount


def _expect(
    book: Workbook, code: str, sheet: Sheet | None, cell: Cell | None = None, *, row: bool = False
) -> None:
    book.expected.append(Expected(code, sheet, cell, row))


def _positive(amount: object) -> bool:
    return isinstance(amount, Fraction) and amount > 0


def _spoil(book: Workbook, rng: random.Random, code: str, value: object) -> bool:
    """Put something that is no amount into an amount's cell; its row can no longer be used."""
    taken = an_amount(book, rng)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    cell.types(value)  # type: ignore[arg-type]
    getattr(record, side)[position] = BAD
    _expect(book, code, sheet, cell)
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
    texts = ("doce", "aprox. 30", "30 informes", "-", "en proceso", "1 000", "12..5", "--", "X", "1/2", "30 %", "(5)",
             "1e3", "1_000", "5-", "0x10", "∞", "٣٠", "1\n2", "=5+5", "+-3", "NaN", "Infinity")  # fmt: skip
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
    taken = an_amount(book, rng, _positive)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    value = -rng.randint(1, 99)
    cell.types(value if rng.random() < 0.7 else f"{value}")
    getattr(record, side)[position] = Fraction(value)
    _expect(book, "importe_negativo", sheet, cell)
    return True


@harmful
def missing_execution(book: Workbook, rng: random.Random) -> bool:
    """An execution left blank where something was programmed."""
    if book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: _positive(r.programmed[0]) and isinstance(r.executed[0], Fraction), "executed"
    )
    if taken is None:
        return False
    sheet, line, record = taken
    line.the("executed").types(rng.choice((None, "S.I.", "  ")))
    record.executed[0] = None
    _clear_percent(line)
    _expect(book, "sin_informacion", sheet, line.the("executed"), row=True)
    return True


def _clear_percent(line: Line) -> None:
    percent = line.at("percent")
    if percent is not None:
        percent.types(None)
    band = line.at("band")
    if band is not None:
        band.types(None)


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
            if _positive(record.programmed[m - 1]) and isinstance(record.executed[m - 1], Fraction)
        ]
        rows += [(sheet, line, record, month) for month in told[:-1]]
    if not rows:
        return False
    sheet, line, record, month = rng.choice(rows)
    book.claim(line)
    line.the(f"executed.{month}").types(None)
    record.executed[month - 1] = None
    _expect(book, "mes_sin_reporte", None)
    return True


@harmful
def executed_without_target(book: Workbook, rng: random.Random) -> bool:
    """Something executed where nothing was programmed."""
    if book.monthly:
        return False
    taken = a_row(book, rng, lambda r: _positive(r.executed[0]), "programmed")
    if taken is None:
        return False
    sheet, line, record = taken
    record.programmed[0] = rng.choice((Fraction(0), None, "NP"))
    line.the("programmed").types(shown(record.programmed[0]))
    _clear_percent(line)
    _expect(book, "ejecutado_sin_meta", sheet, line.the("executed"), row=True)
    return True


@harmful
def not_programmed_but_reported(book: Workbook, rng: random.Random) -> bool:
    """NP among the executed, where something was programmed."""
    taken = an_amount(book, rng, lambda _: True, ("executed",))
    if taken is None:
        return False
    sheet, _, record, _, position, cell = taken
    if not _positive(record.programmed[position]):
        return False
    cell.types(rng.choice(("NP", "No programada")))
    record.executed[position] = "NP"
    _expect(book, "importe_ilegible", sheet, cell)
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
    _expect(book, "importe_ilegible", sheet, cell)
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
    _expect(book, "aei_desconocida", sheet, line.the("action"), row=True)
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
    _expect(book, "aei_desconocida", sheet, line.the("action"), row=True)
    return True


def _some(amounts: list[Amount]) -> bool:
    return any(_positive(one) for one in amounts)


@harmful
def wrong_total(book: Workbook, rng: random.Random) -> bool:
    """A typed TOTAL that disagrees with its rows."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    table = rng.choice(sorted({line.table for line in sheet.data}))
    rows = [line for line in sheet.data if line.table == table]
    if any(line.kind == "total" and line.table == table for line in sheet.lines) or not _summable(rows):
        return False
    line = _total(rows, rng.choice(("TOTAL", "Total general", "TOTALES")))
    sides = [cell for cell in line.cells if cell.role.startswith(("programmed", "executed"))]
    for cell in line.cells:
        cell.formula = ()
    wrong = rng.choice(sides)
    wrong.value = float(wrong.value or 0) + rng.choice((1, 10, 0.5, 1000))  # type: ignore[arg-type]
    last = max(n for n, one in enumerate(sheet.lines) if one.kind == "data" and one.table == table)
    sheet.lines.insert(last + 1, line)
    book.claim(*rows)
    _expect(book, "total_no_cuadra", sheet, wrong)
    return True


@harmful
def short_sum(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL whose SUM leaves out the last row."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or len(sheet.data) < 3 or sheet.of_kind("total") or not _summable(sheet.data):
        return False
    rows = sheet.data
    if [sheet.lines.index(line) for line in rows] != list(
        range(sheet.lines.index(rows[0]), sheet.lines.index(rows[-1]) + 1)
    ):
        return False
    line = _total(rows, "TOTAL")
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
    _expect(book, "formula_desviada", sheet, cell)
    return True


@harmful
def wrong_percentage(book: Workbook, rng: random.Random) -> bool:
    """A typed percentage that disagrees with its amounts."""
    if is_export_file(book) or book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: _positive(r.programmed[0]) and isinstance(r.executed[0], Fraction), "percent"
    )
    if taken is None:
        return False
    sheet, line, record = taken
    percent = record.executed[0] / record.programmed[0]  # type: ignore[operator]
    line.the("percent").types(round(float(percent), 2) + rng.choice((0.1, 0.25, 1)))
    _expect(book, "porcentaje_distinto", sheet, line.the("percent"))
    return True


@harmful
def neighbours_formula(book: Workbook, rng: random.Random) -> bool:
    """A percentage computed from the row below or above."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or book.monthly or len(sheet.data) < 4:
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
    _expect(book, "formula_desviada", sheet, percent)
    return True


@harmful
def neighbours_amount(book: Workbook, rng: random.Random) -> bool:
    """In a column of formulas that repeat another, one that takes the row below: the figure is as it is stored."""
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
            _clear_percent(one)
    book.claim(*rows)
    _expect(book, "formula_desviada", sheet, line.the("executed"))
    return True


@harmful
def repeated_activity(book: Workbook, rng: random.Random) -> bool:
    """A row copied below: it counts, and a warning says so."""
    taken = a_row(book, rng, lambda _: True, "name")
    if taken is None:
        return False
    sheet, line, record = taken
    if _in_merge(sheet, line) or sheet.of_kind("total") or any(c.role == "linked" for c in line.cells):
        return False
    again = Line([cell.copied() for cell in line.cells], "data", _twin(record), line.table)
    for cell in again.cells:
        cell.formula = tuple(
            again.cells[line.cells.index(part)] if isinstance(part, Cell) and part in line.cells else part
            for part in cell.formula
        )
    sheet.lines.insert(sheet.lines.index(line) + 1, again)
    book.claim(again)
    _expect(book, "actividad_repetida", sheet, again.the("name"), row=True)
    return True


def _in_merge(sheet: Sheet, line: Line) -> bool:
    row = sheet.lines.index(line)
    return any(sheet.place(a)[0] <= row <= sheet.place(b)[0] for a, b in sheet.merges)


def _twin(record: Record) -> Record:
    return Record(
        record.unit, record.action, list(record.programmed), list(record.executed), record.cumulative,
        record.code, record.name, record.measure, record.counted,
    )  # fmt: skip


def _copied_sheet(sheet: Sheet, name: str) -> Sheet:
    """Return a copy whose rows do not count; its formulas name its own cells."""
    twins = {id(cell): cell.copied() for line in sheet.lines for cell in line.cells}
    for cell in twins.values():
        cell.formula = tuple(_twin_part(part, twins) for part in cell.formula)
    lines = [
        Line([twins[id(cell)] for cell in line.cells], line.kind, None, line.table, line.hidden)
        for line in sheet.lines
    ]
    merges = [(twins[id(a)], twins[id(b)]) for a, b in sheet.merges if id(a) in twins and id(b) in twins]
    return Sheet(name, lines, "copy", merges=merges)


def _twin_part(part: str | Cell | Area, twins: dict[int, Cell]) -> str | Cell | Area:
    if isinstance(part, Cell):
        return twins.get(id(part), part)
    if isinstance(part, Area):
        return Area(twins.get(id(part.first), part.first), twins.get(id(part.last), part.last))
    return part


@harmful
def forgotten_copy(book: Workbook, rng: random.Random) -> bool:
    """A sheet copied within the book and left there, with an amount changed or not."""
    sheet = a_table(book, rng)
    if sheet is None or is_export_file(book) or len(sheet.name) > 18:
        return False
    name = rng.choice((f"{sheet.name} (2)", f"Copia de {sheet.name}", f"{sheet.name} - copia", "Hoja9"))
    if any(one.name == name for one in book.sheets) or (sheet.named_by_sheet and name == "Hoja9"):
        return False
    copy = _copied_sheet(sheet, name)
    if rng.random() < 0.4 and len(sheet.data) >= 4:
        places = [sheet.lines.index(line) for line in sheet.data]
        cell = copy.lines[rng.choice(places)].all_of("executed")[0]
        if isinstance(cell.value, int | float):
            cell.types(float(cell.value) + 1)
    book.sheets.insert(rng.randint(0, len(book.sheets)), copy)
    _expect(book, "hoja_repetida", None)
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
    _expect(book, "hoja_repetida", sheet)
    return True


@harmful
def running_totals(book: Workbook, rng: random.Random) -> bool:
    """Months that hold running totals."""
    if not book.monthly:
        return False
    taken = a_row(
        book, rng, lambda r: r.cumulative and sum(map(_positive, r.programmed[: len(book.months)])) >= 5
    )
    if taken is None:
        return False
    sheet, line, record = taken
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
    _expect(book, "acumulados_en_meses", sheet, line.the("executed.1"), row=True)
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
    _expect(book, "unidad_desconocida", sheet, cell)
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
    _expect(book, "unidad_dos_nombres", sheet)
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
    _expect(book, "columna_faltante" if others else "sin_datos", sheet if others else None)
    return True


@harmful
def without_values(book: Workbook, rng: random.Random) -> bool:
    """An amount that is a formula nobody computed."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, _positive)
    if taken is None:
        return False
    sheet, _, record, side, position, cell = taken
    cell.formula, cell.lost = ("=1+1",), True
    getattr(record, side)[position] = BAD
    _expect(book, "sin_calcular", sheet)
    _expect(book, "celda_con_error", sheet, row=True)
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
    _expect(book, "aei_repetida", sheet)
    return True


@harmful
def broken_scale(book: Workbook, rng: random.Random) -> bool:
    """A limit of the scale that is no number."""
    sheet = book.frame("Parámetros")
    cells = [c for line in (sheet.lines if sheet else []) for c in line.cells if c.value in (0.75, 75)]
    if sheet is None or not cells:
        return False
    cells[0].types(rng.choice(("mucho", -1, ErrorValue("#REF!"), "0.9x")))
    _expect(book, "escala_invalida", None)
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
    _expect(book, "parametro_invalido", None)
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
    sheet, line, record = rng.choice(pairs)
    book.claim(*(other[1] for other in pairs if other[2].action == record.action))
    line.the("measure").types("Metro cúbico inventado")
    record.measure = "Metro cúbico inventado"
    _expect(book, "unidades_mezcladas", None)
    return True


def _counts(record: Record, book: Workbook) -> bool:
    return record.of(book.months).tally().state in ("programada", "parcial", "sin_informacion")
