"""What a cell of a table says: an amount, a percentage, a mark instead of figures, a code."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report.verify.folding import fold
from report.verify.model import Amount, Mark, Place, Share
from workbook.domain.codes import is_patterned, split_code
from workbook.spanish.readings import amount_readings, points_reading, words_value

if TYPE_CHECKING:
    from report.tree import Cell
    from workbook.spanish.readings import Reading

_SIGN: Final = re.compile(r"\s*(?:%|por\s?ciento|por\s?cien|puntos porcentuales)\s*$")
_MARKS: Final = (
    (re.compile(r"(?:no\s+(?:fue\s+|se\s+)?program(?:ad|o\b|ar)|sin programaci|no programo|np$|n\.p\.?$|s\.p\.?$|sp$)"), Mark.NOT_PROGRAMMED),
    (re.compile(r"(?:s\.?\s?i\.?$|sin informaci|no (?:remitio|informo|reporto))"), Mark.NOT_REPORTED),
    (re.compile(r"sin meta"), Mark.NO_TARGET),
    (re.compile(r"no se pudo evaluar|no evaluad"), Mark.NOT_EVALUATED),
)  # fmt: skip
_BEFORE_CODE: Final = re.compile(
    r"^[\W_]*(?:(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])(?:[.)\-]+\s*|\s+)(?=\S))?"
    r"(?:(?:objetivo|accion|acciones|objetivos) estrategic\w+ institucional\w*(?: \(\w+\))?[\s:.\-]*(?=[ao]ei))?"
)
_DIGITS: Final = re.compile(r"\d+")


def place_of(cell: Cell, code: str, table: int, row: int) -> Place:
    """Return the place of what a cell shows."""
    full = next((one for one in cell.paragraphs if one.text.strip()), None)
    paragraph = full or (cell.paragraphs[0] if cell.paragraphs else None)
    if paragraph is None:
        return Place(code, table, row)
    lead = len(paragraph.text) - len(paragraph.text.lstrip())
    return Place(code, table, row, paragraph, lead, max(len(paragraph.text.rstrip()), lead))


def amount_in(text: str, place: Place) -> Amount | None:
    """Return the amount that a cell prints."""
    found = amount_readings(text)
    if not found:
        value = words_value(fold(text)) if text.strip() else None
        return None if value is None else Amount(text, amount_readings(str(value))[0], place)
    return Amount(text, found[0], place, found[1] if len(found) > 1 else None)


def share_in(text: str, place: Place) -> Share | None:
    """Return the percentage that a cell prints with its sign or in words."""
    folded = fold(text).strip()
    sign = _SIGN.search(folded)
    if sign is None:
        return None
    body = folded[: sign.start()].strip()
    reading = points_reading(body) or _in_words(body)
    return None if reading is None else Share(text.strip(), reading.value, reading.half, place)


def ratio_as_share(amount: Amount, *, as_ratio: bool) -> Share:
    """Return the percentage that a number without sign means: points, or a ratio ("0.73")."""
    reading = points_reading(amount.text) or amount.reading
    factor = 2 if as_ratio else 0
    return Share(amount.text.strip(), reading.value.scaleb(factor), reading.half.scaleb(factor), amount.place)


def mark_in(text: str) -> Mark | None:
    """Return what a cell says instead of a figure."""
    folded = fold(text).strip()
    if not folded or folded[0].isdigit():
        return None
    return next((mark for pattern, mark in _MARKS if pattern.match(folded)), None)


def code_in(text: str) -> tuple[str, str, str]:
    """Return the code of an OEI or AEI at the beginning of a text, its name, and the code as typed.

    Three empty texts where there is none. Codes come in one form, whatever was typed.

    >>> code_in("1.1 AEI. 06.03: Atender"), code_in("OEI 2 – Mejorar"), code_in("Unidad")
    (('AEI.06.03', 'Atender', 'AEI. 06.03'), ('OEI.02', 'Mejorar', 'OEI 2'), ('', '', ''))
    """
    folded = fold(text)
    before = _BEFORE_CODE.match(folded)
    start = before.end() if before else 0
    rest = text[start:]
    if not (is_patterned(rest) and fold(rest[:2]) in ("oe", "ae")):
        return "", "", ""
    code, name = split_code(rest)
    typed = rest[: len(rest) - len(name)].rstrip(" :.–—-\t\n") if name else rest.strip()
    return canonical(code), " ".join(name.split()), " ".join(typed.split())


def canonical(code: str) -> str:
    """Return a code with its letters in full and its numbers in two digits.

    >>> canonical("AE.1.2"), canonical("OEI.7"), canonical("AEI.010.1")
    ('AEI.01.02', 'OEI.07', 'AEI.10.01')
    """
    kind, *numbers = code.split(".")
    padded = [(found[0].lstrip("0") or "0").zfill(2) for n in numbers if (found := _DIGITS.search(n))]
    return ".".join([kind[0] + "EI", *padded])


def _in_words(body: str) -> Reading | None:
    value = words_value(body)
    return None if value is None else points_reading(str(value))
