"""Changes that must not change any figure, nor bring an error."""

from __future__ import annotations

import math
import random
import string
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from tests.mutations.catalogue import a_row, a_table, an_amount, harmless, is_export_file
from tests.mutations.looks_foreign import total_line
from tests.mutations.model import Area, Cell, ErrorValue, Line, Sheet, Workbook
from tests.support.tally import NP, SI

_NBSP = "\u00a0"
_HEADER_LIMIT = 26
"""A header must stay within the first 30 rows of its sheet."""


def _headers(sheet: Sheet) -> list[Line]:
    return sheet.of_kind("header")


def _first_header(sheet: Sheet) -> int:
    return next(n for n, line in enumerate(sheet.lines) if line.kind == "header")


def _is_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(cell.value) and not cell.formula


@harmless
def moved_header(book: Workbook, rng: random.Random) -> bool:
    """Rows above the table."""
    sheet = a_table(book, rng, "unit")
    if sheet is None:
        return False
    room = _HEADER_LIMIT - _first_header(sheet)
    if room < 1:
        return False
    place = rng.randint(0, _first_header(sheet))
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
    first = _first_header(sheet) + len(_headers(sheet))
    for _ in range(rng.randint(1, 3)):
        place = rng.randint(first, len(sheet.lines))
        if not _inside_merge(sheet, place):
            sheet.lines.insert(place, Line([Cell() for _ in range(sheet.width)], "blank"))
    return True


def _inside_merge(sheet: Sheet, place: int) -> bool:
    """Tell whether a new row at a place would fall into a merged cell."""
    spans = [(sheet.place(first)[0], sheet.place(last)[0]) for first, last in sheet.merges]
    return any(top < place <= bottom for top, bottom in spans)


@harmless
def blank_columns(book: Workbook, rng: random.Random) -> bool:
    """Blank columns between others."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    _insert_column(sheet, _outside_groups(sheet, rng.randint(0, sheet.width)), lambda _: Cell())
    return True


def _outside_groups(sheet: Sheet, place: int) -> int:
    """Move a column's place out of merged cells that span columns, and out of a label and what is right of it."""
    while place > 0 and any(
        sheet.place(first)[1] < place <= sheet.place(last)[1] for first, last in sheet.merges
    ):
        place -= 1
    labels = [cell for line in sheet.lines for cell in line.cells if cell.role == "unit_title"]
    if any(sheet.place(cell)[1] >= place for cell in labels):
        return 0 if place < 2 else place
    return place


def _insert_column(sheet: Sheet, place: int, make: Callable[[Line], Cell]) -> None:
    sheet.pad()
    for line in sheet.lines:
        line.cells.insert(place, make(line))


@harmless
def extra_column(book: Workbook, rng: random.Random) -> bool:
    """A column of the planner's own, with numbers or texts."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    headers = (
        "Presupuesto S/",
        "Prioridad",
        "Responsable",
        "Teléfono",
        "Fecha de inicio",
        "Meta 2025 (ref.)",
        "Peso",
    )
    header, numbers = rng.choice(headers), rng.random() < 0.6
    top = _headers(sheet)[0]

    def make(line: Line) -> Cell:
        if line.kind == "header" and (line is top or line.table != top.table):
            return Cell(header)
        if line.kind == "data":
            return Cell(rng.randint(1, 9_999) if numbers else "R. Inventado")
        return Cell()

    _insert_column(sheet, _outside_groups(sheet, rng.randint(1, sheet.width)), make)
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
    if sheet is None or any(first is not last and _is_data(sheet, first) for first, last in sheet.merges):
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


def _is_data(sheet: Sheet, cell: Cell) -> bool:
    return sheet.lines[sheet.place(cell)[0]].kind == "data"


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
def spaced_texts(book: Workbook, rng: random.Random) -> bool:
    """Blanks, no-break ones too, around headers, codes and names."""
    sheet = a_table(book, rng)
    if sheet is None:
        return False
    for line in sheet.lines:
        for cell in line.cells:
            known = cell.role.startswith(("head:", "unit")) or cell.role in (
                "action",
                "name",
                "measure",
                "area",
            )
            if known and _is_text(cell) and rng.random() < 0.3:
                blank = rng.choice((" ", "  ", _NBSP))
                cell.value = rng.choice(
                    (f"{cell.value}{blank}", f"{blank}{cell.value}", f"{blank}{cell.value} ")
                )
    return True


@harmless
def lost_accents(book: Workbook, rng: random.Random) -> bool:
    """Headers without accents."""
    return _change_headers(book, rng, _bare)


@harmless
def other_case(book: Workbook, rng: random.Random) -> bool:
    """Headers in capitals, small letters."""
    return _change_headers(book, rng, rng.choice((str.upper, str.lower, str.capitalize)))


@harmless
def broken_headers(book: Workbook, rng: random.Random) -> bool:
    """Line breaks in headers."""
    return _change_headers(book, rng, lambda text: text.replace(" ", "\n", 1))


@harmless
def dotted_headers(book: Workbook, rng: random.Random) -> bool:
    """A dot or colon after headers."""
    mark = rng.choice((".", ":", " :"))
    return _change_headers(book, rng, lambda text: text + mark if text[-1].isalpha() else text)


def _change_headers(book: Workbook, rng: random.Random, change: Callable[[str], str]) -> bool:
    sheet = a_table(book, rng)
    if sheet is None:
        return False
    for line in _headers(sheet):
        for cell in line.cells:
            if _is_text(cell) and rng.random() < 0.6:
                cell.value = change(str(cell.value))
    return True


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


@harmless
def spelt_codes(book: Workbook, rng: random.Random) -> bool:
    """AEI codes in small letters, with a blank for the dot, with an apostrophe before."""
    rows = [line for _, line, _ in book.rows() if (cell := line.at("action")) and _is_text(cell)]
    if not rows:
        return False
    spellings = (
        str.lower,
        lambda text: text.replace("AEI.", "AEI ", 1),
        lambda text: text.replace("AEI.", "AEI. ", 1),
        lambda text: f"'{text}",
        lambda text: f" {text} ",
    )
    spell = rng.choice(spellings)
    for line in rng.sample(rows, rng.randint(1, len(rows))):
        cell = line.the("action")
        code, rest = str(cell.value)[:9], str(cell.value)[9:]
        cell.value = spell(code) + rest
    return True


@harmless
def unit_in_other_case(book: Workbook, rng: random.Random) -> bool:
    """A unit's name in capitals without accents, above its table."""
    cells = [
        cell
        for sheet in book.tables
        for line in sheet.lines
        for cell in line.cells
        if cell.role == "unit_title" and _is_text(cell)
    ]
    if not cells or not book.framed:
        return False
    cell = rng.choice(cells)
    cell.value = _bare(str(cell.value)).upper()
    return True


def _grouped(amount: Fraction) -> str:
    return f"{float(amount):,.2f}".removesuffix(".00") if amount.denominator > 1 else f"{int(amount):,}"


def _reads_one_way(text: str) -> bool:
    """Tell whether a number's text reads one way (method, section 1): no point before exactly three digits."""
    whole, point, decimals = text.partition(".")
    return not (point and len(decimals) == 3 and "," not in whole and len(whole) <= 3 and whole != "0")


@harmless
def text_numbers(book: Workbook, rng: random.Random) -> bool:
    """Amounts typed as text, with commas for thousands, blanks around, soles before."""
    spellings: tuple[Callable[[str], str], ...] = (
        lambda text: text,
        lambda text: f" {text} ",
        lambda text: f"{text}{_NBSP}",
        lambda text: f"S/ {text}",
    )
    done = False
    for _ in range(rng.randint(1, 4)):
        taken = an_amount(book, rng, lambda amount: isinstance(amount, Fraction) and amount >= 0)
        if taken is None:
            break
        *_, record, side, position, cell = taken
        text = rng.choice(spellings)(_grouped(getattr(record, side)[position]))
        cell.types(text)
        done = True
    return done


@harmless
def drifted_floats(book: Workbook, rng: random.Random) -> bool:
    """Amounts as calculation leaves them: 0.30000000000000004."""
    done = False
    for _ in range(rng.randint(1, 5)):
        taken = an_amount(book, rng, lambda amount: isinstance(amount, Fraction) and amount.denominator > 1)
        if taken is None:
            break
        cell = taken[-1]
        value = float(cell.value) if isinstance(cell.value, int | float) else 0.0
        drifted = math.nextafter(value, rng.choice((math.inf, -math.inf)))
        if f"{drifted:.15g}" == f"{value:.15g}":
            cell.types(drifted)
            done = True
    return done


@harmless
def number_formats(book: Workbook, rng: random.Random) -> bool:
    """Amounts shown otherwise."""
    sheet = a_table(book, rng)
    if sheet is None or is_export_file(book):
        return False
    shape = rng.choice(("#,##0", "0.00", "0%", "#,##0.00", '"S/" #,##0.00', "0.0E+00", "[Red]#,##0"))
    for line in sheet.data:
        for cell in (*line.all_of("programmed"), *line.all_of("executed")):
            if rng.random() < 0.5:
                cell.number_format = shape
    return True


@harmless
def calculated_amounts(book: Workbook, rng: random.Random) -> bool:
    """Amounts that are sums typed into the cell, with their stored values."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, lambda amount: isinstance(amount, Fraction) and amount > 1)
    if taken is None:
        return False
    *_, record, side, position, cell = taken
    amount = getattr(record, side)[position]
    part = rng.randint(1, int(amount))
    cell.formula = (f"={part}+{float(amount - part):.10g}",)
    return True


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
def total_rows(book: Workbook, rng: random.Random) -> bool:
    """A TOTAL that agrees, below the rows, by formula or typed."""
    sheet = a_table(book, rng, "unit", "action")
    if sheet is None:
        return False
    table = rng.choice(sorted({line.table for line in sheet.data}))
    rows = [line for line in sheet.data if line.table == table]
    if any(line.kind == "total" and line.table == table for line in sheet.lines) or not _summable(rows):
        return False
    label = rng.choice(("TOTAL", "Total general", "TOTALES", "Suma total", "total"))
    line = _total(rows, label)
    if rng.random() < 0.5:
        for cell in line.cells:
            cell.formula = ()
    last = max(n for n, one in enumerate(sheet.lines) if one.kind == "data" and one.table == table)
    sheet.lines.insert(last + 1, line)
    return True


def _total(rows: list[Line], label: str) -> Line:
    line = total_line(rows, label)
    line.table = rows[0].table
    named = next((cell for cell in line.cells if cell.value == label), None)
    text = line.at("name") or line.at("area")
    if text is not None and named is not None and text is not named:
        named.value, text.value = None, label
    return line


def _summable(rows: list[Line]) -> bool:
    """Tell whether a spreadsheet program would sum the cells as they are: no text, no errors."""
    cells = [cell for line in rows for side in ("programmed", "executed") for cell in line.all_of(side)]
    return bool(rows) and all(
        cell.value is None or cell.value in ("NP", "S.I.") or isinstance(cell.value, int | float)
        for cell in cells
    )


@harmless
def subtotals(book: Workbook, rng: random.Random) -> bool:
    """A subtotal after the rows of each AEI."""
    sheets = [one for one in book.tables if one.kind == "unit" and _summable(one.data)]
    sheets = [one for one in sheets if not one.of_kind("total") and not _merged_rows(one)]
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
        sheet.lines.insert(sheet.lines.index(group[-1]) + 1, _total(group, label))
    return True


def _merged_rows(sheet: Sheet) -> bool:
    return any(sheet.place(a)[0] != sheet.place(b)[0] for a, b in sheet.merges if _is_data(sheet, a))


@harmless
def repeated_header(book: Workbook, rng: random.Random) -> bool:
    """The header once more inside the table, as where a page ends."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(_headers(one)) == 1 and len(one.data) > 1
    ]
    sheets = [one for one in sheets if not _merged_rows(one) and not one.of_kind("total")]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    again = Line([cell.copied() for cell in _headers(sheet)[0].cells], "header")
    sheet.lines.insert(sheet.lines.index(rng.choice(sheet.data[1:])), again)
    return True


@harmless
def two_level_header(book: Workbook, rng: random.Random) -> bool:
    """ "Metas" merged over Programadas and Ejecutadas, the other headers merged down."""
    sheets = [
        one for one in book.tables if one.kind == "unit" and len(_headers(one)) == 1 and not book.monthly
    ]
    sheets = [one for one in sheets if _side_by_side(one)]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    upper = _headers(sheet)[0]
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
    return True


def _side_by_side(sheet: Sheet) -> bool:
    cells = _headers(sheet)[0].cells
    places = [n for n, cell in enumerate(cells) if cell.role in ("head:programmed", "head:executed")]
    return len(places) == 2 and places[1] - places[0] == 1 and not _merged_rows(sheet)


@harmless
def quarters_above_months(book: Workbook, rng: random.Random) -> bool:
    """ "I Trimestre" merged over three months, in a row above the header."""
    sheets = [one for one in book.tables if one.kind == "unit" and len(_headers(one)) == 1 and book.monthly]
    if not sheets:
        return False
    sheet = rng.choice(sheets)
    header = _headers(sheet)[0]
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
def merged_actions(book: Workbook, rng: random.Random) -> bool:
    """The AEI of rows with the same, merged down."""
    sheets = [one for one in book.tables if one.kind == "unit" and not _merged_rows(one)]
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


@harmless
def not_programmed_spelt(book: Workbook, rng: random.Random) -> bool:
    """Another spelling where nothing was programmed."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, lambda amount: amount == NP, ("programmed",))
    if taken is None:
        return False
    taken[-1].types(
        rng.choice(("NP", "N.P.", "No programada", "NO PROGRAMADO", "S.P.", "Sin programación", "np"))
    )
    return True


@harmless
def not_reported_spelt(book: Workbook, rng: random.Random) -> bool:
    """Another spelling where nothing was reported."""
    if is_export_file(book):
        return False
    taken = an_amount(book, rng, lambda amount: amount in (SI, None), ("executed",))
    if taken is None:
        return False
    _, line, record, _, position, cell = taken
    if not isinstance(record.programmed[position], Fraction) or not record.programmed[position]:
        return False
    cell.types(rng.choice(("S.I.", "S. I.", "Sin información", "SIN INFORMACION", "s.i.", "   ", "")))
    _keep_percent(line)
    return True


def _keep_percent(line: Line) -> None:
    percent = line.at("percent")
    if percent is not None and percent.formula and line.at("band") is None:
        percent.value = ""


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
    notice = "Hoja generada por eficacia: se reescribe completa en cada corrida y nunca se lee como dato de entrada."
    lines = [
        Line([Cell(notice)]),
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
def percent_as_text(book: Workbook, rng: random.Random) -> bool:
    """A row's percentage typed as people round it."""
    if is_export_file(book) or book.monthly:
        return False
    taken = a_row(book, rng, lambda record: _whole_percent(record) is not None, "percent")
    if taken is None:
        return False
    whole = _whole_percent(taken[2])
    taken[1].the("percent").types(rng.choice((f"{whole} %", f"{whole}%")))
    return True


def _whole_percent(record: object) -> int | None:
    programmed, executed = record.programmed[0], record.executed[0]  # type: ignore[attr-defined]
    if not isinstance(programmed, Fraction) or not programmed or not isinstance(executed, Fraction):
        return None
    return math.floor(100 * executed / programmed + Fraction(1, 2))


@harmless
def division_by_zero(book: Workbook, rng: random.Random) -> bool:
    """#DIV/0! in the percentage of a row without programme, as a plain division gives it."""
    if is_export_file(book) or book.monthly:
        return False
    taken = a_row(book, rng, lambda r: r.programmed[0] == 0 and not r.executed[0], "percent")
    if taken is None:
        return False
    line = taken[1]
    percent = line.the("percent")
    percent.formula = ("=", line.the("executed"), "/", line.the("programmed"))
    percent.value = ErrorValue("#DIV/0!")
    return True


@harmless
def sum_beside(book: Workbook, rng: random.Random) -> bool:
    """A sum of a column in a cell without a label, a row below the table and one blank row."""
    sheet = a_table(book, rng, "unit")
    if sheet is None or book.monthly or sheet.of_kind("total") or not _summable(sheet.data):
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
