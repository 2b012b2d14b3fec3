"""A .docx written by hand as XML: paragraphs, tables with merged cells, runs cut anywhere, content controls."""

# ruff: noqa: E501 - XML reads best on one line

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from xml.sax.saxutils import escape

import docx

from tests.verify.claims import Atom, Part

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPANISH: Final = {"Heading": "Ttulo", "Caption": "Descripcin"}
"""How the ids of styles differ in a Spanish Word."""


@cache
def _template() -> dict[str, bytes]:
    """The parts of python-docx's own template, its heading styles with the ids of a Spanish Word."""
    out = io.BytesIO()
    document = docx.Document()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("stylesWithEffects"):
            del document.part.rels[key]
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"].decode()
    for name, spanish in _SPANISH.items():
        styles = re.sub(rf'(w:(?:styleId|val)="){name}(\d?")', rf"\g<1>{spanish}\2", styles)
    return {**parts, "word/styles.xml": styles.encode()}


Place = tuple[str, int] | tuple[str, int, int]
"""("p", paragraph outside tables) or ("t", table, row), counted from 0 in document order."""


@dataclass(frozen=True)
class Cell:
    """A cell: its content, how many columns it spans, and whether it goes on from the row above."""

    parts: Sequence[Part]
    span: int = 1
    vertical: str = ""  # "restart", "continue"
    bold: bool = False


@dataclass
class WordFile:
    """Writes a document; `cut` is the chance that a run is cut, `controls` that a block sits in a control."""

    choose: random.Random
    cut: float = 0.0
    controls: float = 0.0
    places: dict[Place, str] = field(default_factory=dict)
    _body: list[str] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0

    def paragraph(
        self, parts: Sequence[Part], place: str = "", *, style: str = "", bold: bool = False
    ) -> None:
        """Add a paragraph; `place` is the key of what stands there."""
        if place:
            self.places["p", self._paragraphs] = place
        self._paragraphs += 1
        self._add(self._paragraph(parts, style=style, bold=bold))

    def table(self, rows: Sequence[tuple[str, Sequence[Cell]]], widths: int) -> None:
        """Add a table of rows, each with the key of its place (or nothing)."""
        out = ['<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>']
        out.append('<w:gridCol w:w="1500"/>' * widths + "</w:tblGrid>")
        for number, (place, cells) in enumerate(rows):
            if place:
                self.places["t", self._tables, number] = place
            out.append(f"<w:tr>{''.join(map(self._cell, cells))}</w:tr>")
        out.append("</w:tbl>")
        self._tables += 1
        self._add("".join(out))

    def _add(self, block: str) -> None:
        if self.choose.random() < self.controls:
            tag = f"bloque:{len(self._body)}"
            block = f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{block}</w:sdtContent></w:sdt>'
        self._body.append(block)

    def _cell(self, cell: Cell) -> str:
        merged = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        if cell.vertical:
            merged += '<w:vMerge w:val="restart"/>' if cell.vertical == "restart" else "<w:vMerge/>"
        body = self._paragraph(cell.parts, bold=cell.bold)
        return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{merged}</w:tcPr>{body}</w:tc>'

    def _paragraph(self, parts: Sequence[Part], *, style: str = "", bold: bool = False) -> str:
        head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        runs = []
        for part in parts:
            text, strong = (part.text, part.bold or bold) if isinstance(part, Atom) else (part, bold)
            for piece in self._pieces(text):
                looks = "<w:rPr><w:b/></w:rPr>" if strong else ""
                if piece == "\n":
                    runs.append("<w:r><w:br/></w:r>")
                    continue
                runs.append(f'<w:r>{looks}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
        return f"<w:p>{head}{''.join(runs)}</w:p>"

    def _pieces(self, text: str) -> list[str]:
        pieces = [text]
        while len(pieces[-1]) > 1 and self.choose.random() < self.cut:
            last = pieces.pop()
            at = self.choose.randrange(1, len(last))
            pieces += [last[:at], last[at:]]
        return pieces

    def save(self) -> bytes:
        """Return the file."""
        document = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>'
            f'{"".join(self._body)}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
        )
        parts = {**_template(), "word/document.xml": document.encode()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()
