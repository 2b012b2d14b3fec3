"""The figures of a report as one flat table, for open data: a line for each cell that says something."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.located import TBL, P, body_atoms
from report.updating import body_of
from report.wordcells import cell_text, cells_of, rows_of, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from report.wordfile import WordFile

HEADER: Final = ("tabla", "codigo", "fila", "columna", "texto", "numero", "unidad")
_CODE: Final = re.compile(r"\b(?:AEI|OEI)\.\d+(?:\.\d+)*")
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")
_FORMULA: Final = ("=", "+", "-", "@")


def as_csv(file: WordFile) -> bytes | None:
    """Return the tables of a report as CSV (UTF-8 with a mark, so that Excel reads it); None without any."""
    lines = [[_safe(value) for value in line] for line in _lines(file)]
    if not lines:
        return None
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(lines)
    return ("\ufeff" + buffer.getvalue()).encode()


def _lines(file: WordFile) -> Iterator[tuple[str, ...]]:
    above = ""
    for atom in body_atoms(body_of(file)):
        if atom.tag == P:
            above = " ".join(text_of(atom).split()) or above
        elif atom.tag == TBL:
            yield from _table(atom, above)


def _table(table: etree._Element, caption: str) -> Iterator[tuple[str, ...]]:
    rows = rows_of(table)
    if len(rows) < 2:  # noqa: PLR2004 - a header and something below
        return
    titles = [cell_text(cell) for cell in cells_of(rows[0]) for _ in range(span_of(cell))]
    in_caption = _codes((caption,))
    for row in rows[1:]:
        cells, place = [], 0
        for cell in cells_of(row):
            cells.append((titles[place] if place < len(titles) else "", cell_text(cell)))
            place += span_of(cell)
        name = next((text for _, text in cells if any(map(str.isalpha, text))), "")
        codes = _codes(text for _, text in cells) or in_caption
        code = min(codes) if len(codes) == 1 else ""
        for title, text in cells:
            if text and text != name:
                yield (caption, code, name, title, text, *_number(text))


def _codes(texts: Iterable[str]) -> set[str]:
    """Return the codes of OEI and AEI in texts; a row that speaks of several is of none of them."""
    return {code for text in texts for code in _CODE.findall(text)}


def _number(text: str) -> tuple[str, str]:
    """Return the number that a text is, and "%" for a percentage.

    >>> _number("1,234.5"), _number("94 %"), _number("No programada")
    (('1234.5', ''), ('94', '%'), ('', ''))
    """
    bare = text.removesuffix("%").strip()
    if _NUMBER.fullmatch(bare) is None:
        return "", ""
    return bare.replace(",", ""), "%" if text.endswith("%") else ""


def _safe(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and _NUMBER.fullmatch(text) is None else text
