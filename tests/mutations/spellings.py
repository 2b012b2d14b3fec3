"""Harmless changes of spelling: headers, codes, names, and amounts that say the same."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction

from tests.mutations.catalogue import a_row, a_table, an_amount, harmless, is_export_file
from tests.mutations.model import Cell, ErrorValue, Line, Workbook
from tests.mutations.tables import bare, headers, is_text
from tests.support.tally import NP, SI

_NBSP = "\u00a0"


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
            if known and is_text(cell) and rng.random() < 0.3:
                blank = rng.choice((" ", "  ", _NBSP))
                cell.value = rng.choice(
                    (f"{cell.value}{blank}", f"{blank}{cell.value}", f"{blank}{cell.value} ")
                )
    return True


@harmless
def lost_accents(book: Workbook, rng: random.Random) -> bool:
    """Headers without accents."""
    return _change_headers(book, rng, bare)


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
    for line in headers(sheet):
        for cell in line.cells:
            if is_text(cell) and rng.random() < 0.6:
                cell.value = change(str(cell.value))
    return True


def _is_code(cell: Cell) -> bool:
    return is_text(cell) and str(cell.value).startswith("AEI")


@harmless
def spelt_codes(book: Workbook, rng: random.Random) -> bool:
    """AEI codes in small letters, with a blank for the dot, with an apostrophe before."""
    rows = [line for _, line, _ in book.rows() if (cell := line.at("action")) and _is_code(cell)]
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
        if cell.role == "unit_title" and is_text(cell)
    ]
    if not cells or not book.framed:
        return False
    cell = rng.choice(cells)
    cell.value = bare(str(cell.value)).upper()
    return True


def _grouped(amount: Fraction) -> str:
    return f"{float(amount):,.2f}".removesuffix(".00") if amount.denominator > 1 else f"{int(amount):,}"


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
