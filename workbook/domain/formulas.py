"""Formulas compared as texts: which of a column is unlike its neighbours, which calls lack something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.places import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUR_FUNCTIONS: Final = ("EFICACIA", "BANDA")
"""Cell functions of the add-in that the planning workbook calls."""

_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*'!|(?:[\w.]*)\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
    r"""|(?P<cell>(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?![\w(.!\[]))"""
    r"""|(?P<word>[\w.$]+)|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)
_LINKED = re.compile(
    r"""(?:\[\d+\]|'(?:[^']|'')*\.xla[m]?\]?(?:[^']|'')*')!\s*({})\(""".format("|".join(OUR_FUNCTIONS))
)
_LINKED_FILE = re.compile(r"""'((?:[^'\[]|'')*)\[?([^'\[\]\\/]*\.xla[m]?)\]?""", re.IGNORECASE)
_CELLS = r"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?"
_CALL = rf"(?:SUM|SUBTOTAL)\((?:\d+[,;])?{_CELLS}(?:[,;]{_CELLS})*\)"
_SUM = re.compile(rf"=\+?(?:{_CALL}|{_CELLS})(?:\+(?:{_CALL}|{_CELLS}))*")
_SUMMED = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_BAND = re.compile(r"(?<![\w.])BANDA\(")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Form:
    """A formula without its place: texts, and between them cells told by their distance or absolutely.

    Each cell is (row, row absolute, column, column absolute); distances are from the formula's own cell.
    """

    texts: tuple[str, ...]
    cells: tuple[tuple[int, bool, int, bool], ...]

    def at(self, row: int, column: int) -> str:
        """Return the formula as it reads in a cell (from 0)."""
        if not self.cells:
            return self.texts[0]
        pieces = [self.texts[0]]
        for (down, fixed_row, right, fixed_column), text in zip(self.cells, self.texts[1:], strict=True):
            letters = column_letters(right if fixed_column else column + right)
            number = (down if fixed_row else row + down) + 1
            pieces.append(f"{'$' * fixed_column}{letters}{'$' * fixed_row}{number}{text}")
        return "".join(pieces)


def form_of(formula: str, row: int, column: int) -> Form:
    """Return the relative form of a formula that stands in a cell (from 0): blanks and case do not matter.

    >>> form_of("=E7/D7", 6, 5) == form_of("= e8 / d8", 7, 5)
    True
    >>> form_of("=E7/D7", 6, 5) == form_of("=E7/D8", 7, 5)
    False
    """
    texts, cells = [""], []
    for token in _TOKEN.finditer(formula):
        if token["cell"] is not None:
            fixed_column, letters, fixed_row, number = token.groups()[2:6]
            down, right = int(number) - 1, column_number(letters)
            cells.append(
                (
                    down - row * (not fixed_row),
                    bool(fixed_row),
                    right - column * (not fixed_column),
                    bool(fixed_column),
                )
            )
            texts.append("")
        elif token["kept"] is not None:
            texts[-1] += token["kept"]
        elif token["space"] is None:
            texts[-1] += token[0].upper()
    return Form(tuple(texts), tuple(cells))


@dataclass(frozen=True, slots=True)
class Deviation:
    """Formulas of a column unlike the form that most of it has: their rows, and that form."""

    rows: tuple[int, ...]
    form: Form


def deviation(formulas: Iterable[tuple[int, str]], column: int) -> Deviation | None:
    """Return which formulas (row, text) of one column differ from the form of most; None where none does.

    >>> deviation([(6, "=E7/D7"), (7, "=E8/D8"), (8, "=E8/D9")], 5).rows
    (8,)
    """
    rows: dict[Form, list[int]] = {}
    latest: Form | None = None
    for row, text in formulas:
        if latest is None or latest.at(row, column) != text:
            latest = form_of(text, row, column)
        rows.setdefault(latest, []).append(row)
    if len(rows) < 2:  # noqa: PLR2004 - all alike
        return None
    common = max(rows, key=lambda form: len(rows[form]))
    others = sorted(row for form, found in rows.items() if form != common for row in found)
    return Deviation(tuple(others), common) if len(rows[common]) > len(others) else None


def band_without_scale(formula: str) -> bool:
    """Tell whether a formula calls BANDA with one argument.

    >>> band_without_scale("=BANDA(F7)"), band_without_scale("=BANDA(F7,Escala[#All])")
    (True, False)
    """
    return any(_arguments(formula, call.end()) == 1 for call in _BAND.finditer(formula.upper()))


def _arguments(formula: str, start: int) -> int:
    """Return how many arguments a call has whose parenthesis opens before `start`."""
    count, closing = 1, [")"]
    for sign in _outside_strings(formula[start:]):
        if sign in _PAIRS:
            closing.append(_PAIRS[sign])
        elif sign == closing[-1]:
            closing.pop()
            if not closing:
                break
        elif sign in ",;" and len(closing) == 1:
            count += 1
    return count


def _outside_strings(text: str) -> Iterator[str]:
    quoted = False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            yield sign


def linked_function(formula: str) -> str:
    """Return which of our functions a formula calls through a link to another file; "" for none.

    >>> linked_function("=[1]!EFICACIA(D7,E7)"), linked_function("=EFICACIA(D7,E7)")
    ('EFICACIA', '')
    """
    found = _LINKED.search(formula) if "!" in formula else None
    return found[1] if found is not None else ""


def linked_file(formula: str) -> str:
    """Return the path of the add-in that a formula calls by its name; "" where it does not tell it.

    >>> linked_file("='C:/AddIns/[eficacia.xlam]Hoja'!BANDA(F7)"), linked_file("=[1]!BANDA(F7)")
    ('C:/AddIns/eficacia.xlam', '')
    """
    found = _LINKED_FILE.search(formula) if "!" in formula else None
    return (found[1] + found[2]).replace("''", "'") if found is not None else ""


def skipped_rows(formula: str, rows: Iterable[int]) -> tuple[int, ...]:
    """Return which rows (from 0) a sum over one column leaves out, if it adds up others of them.

    >>> skipped_rows("=SUM(D7:D8)", [6, 7, 8]), skipped_rows("=SUM(D7:D9)", [6, 7, 8])
    ((8,), ())
    >>> skipped_rows("=SUM(D7,D9)", [6, 7, 8]), skipped_rows("=D7+D9", [6, 7, 8])
    ((7,), (7,))
    """
    plain_text = formula.replace(" ", "").replace("$", "").upper()
    if _SUM.fullmatch(plain_text) is None:
        return ()
    parts = [
        (one[1], int(one[2]), one[3] or one[1], int(one[4] or one[2])) for one in _SUMMED.finditer(plain_text)
    ]
    if len({letters for first, _, last, _ in parts for letters in (first, last)}) > 1:
        return ()
    spans = [sorted((first - 1, last - 1)) for _, first, _, last in parts]
    wanted = list(rows)
    out = tuple(row for row in wanted if not any(first <= row <= last for first, last in spans))
    return out if len(out) < len(wanted) else ()
