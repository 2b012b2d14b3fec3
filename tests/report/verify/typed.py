"""A report typed by hand: plain text with tabs into a plain .docx, without styles or controls of ours."""

from __future__ import annotations

import io
import re
from itertools import groupby

import docx

_MARKS = re.compile(r"\*\*|</?i>")


def typed_report(text: str) -> bytes:
    """Lines with tabs become rows of tables, others paragraphs, text between ** bold."""
    document = docx.Document()
    lines = [line for line in text.splitlines() if line.strip()]
    for is_row, group in groupby(lines, lambda line: "\t" in line):
        found = list(group)
        if is_row:
            _table(document, [_MARKS.sub("", line).split("\t") for line in found])
            continue
        for line in found:
            paragraph = document.add_paragraph()
            for number, piece in enumerate(re.sub(r"</?i>", "", line).split("**")):
                paragraph.add_run(piece).bold = bool(number % 2)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(document: docx.document.Document, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells
        merged = row[0].upper().startswith("TOTAL") and len(row) < width
        shift = width - len(row) if merged else 0
        for place, text in enumerate(row):
            cells[place + (shift if place else 0)].text = text
        if merged:
            cells[0].merge(cells[shift])
        if any("No programada" in text for text in row):
            start = next(place for place, text in enumerate(row) if "No programada" in text)
            cells[start].merge(cells[width - 1])
