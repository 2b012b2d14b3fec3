"""Blocks of the outline written for an existing document: in its styles, with ids that are free in it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.anchors import anchors_of
from report.charts import chart_part, height
from report.outline import Heading, Table
from report.stylesheet import ensure_styles
from report.wordblocks import BlockWriter, places
from report.wordfile import W_NAMESPACE, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from report.outline import Chart, Document, Row
    from report.wordblocks import Place
    from report.wordfile import WordFile

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOC_PR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_A4_TEXT: Final = 9070


class NewBlocks:
    """Writes blocks of a document for a file that has a report already; `own` has the styles it may lack."""

    def __init__(self, file: WordFile, document: Document, own: Path) -> None:
        self._file = file
        self._document = document
        self._anchors = anchors_of(document)
        blocks = tuple(document.blocks())
        self._headings = [block for block in blocks if isinstance(block, Heading)]
        self.places: dict[str, Place] = {self._anchors.tags[p.block.key]: p for p in places(blocks)}
        body = file.tree(file.document).find(f"{W}body")
        assert body is not None  # noqa: S101 - a WordFile has one
        self._root = body
        self.styles = ensure_styles(file, own)
        """The id of each style of the report, by name."""
        self._writer = BlockWriter(self.styles, self._anchors, text_width(body), self._place_chart)

    def style(self, name: str) -> str:
        """Return the id of a style by its name."""
        return self.styles[name]

    def control(self, tag: str) -> etree._Element:
        """Return a block in its control, ready to be put into the body."""
        control = _parsed("".join(self._writer.control(self.places[tag], self._headings)))
        self._make_free(control)
        return control

    def table(self, tag: str, rows: Sequence[Row]) -> etree._Element:
        """Return a table of some rows of the one with that tag."""
        block = self.places[tag].block
        assert isinstance(block, Table)  # noqa: S101 - the caller knows
        some = Table(block.key, block.columns, tuple(rows), block.caption, block.description, block.sources)
        return _parsed("".join(self._writer.rows(some)))

    def _place_chart(self, chart: Chart) -> tuple[str, int]:
        file = self._file
        xml, workbook = chart_part(chart)
        part = file.free_name("word/charts/chart{}.xml")
        data = file.free_name("word/embeddings/Datos{}.xlsx")
        file.put(part, xml, CHART_TYPE)
        file.put(data, workbook, WORKBOOK_TYPE)
        file.relate(data, "package", part)
        return file.relate(part, "chart"), height(chart)

    def _make_free(self, control: etree._Element) -> None:
        """Give bookmarks, drawings and the control numbers that the document does not use."""
        root = self._root
        names = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
        marks = _numbers(root, f"{W}bookmarkStart", f"{W}id")
        for start in list(control.iter(f"{W}bookmarkStart")):
            end = next(e for e in control.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id"))
            if start.get(f"{W}name") in names:
                for mark in (start, end):
                    _drop(mark)
                continue
            number = next(marks)
            for mark in (start, end):
                mark.set(f"{W}id", number)
        drawings = _numbers(root, _DOC_PR, "id")
        for drawing in control.iter(_DOC_PR):
            drawing.set("id", next(drawings))
        taken = {number.get(f"{W}val") for number in root.iterfind(f".//{W}sdtPr/{W}id")}
        own = control.find(f"{W}sdtPr/{W}id")
        if own is not None and own.get(f"{W}val") in taken:
            own.set(f"{W}val", next(str(n) for n in count(1) if str(n) not in taken))


def text_width(body: etree._Element) -> int:
    """Return the width of the text of the last section, in twentieths of a point."""
    section = body.find(f"{W}sectPr")
    size = None if section is None else section.find(f"{W}pgSz")
    if section is None or size is None or not (whole := _measure(size, "w")):
        return _A4_TEXT
    margins = section.find(f"{W}pgMar")
    return whole if margins is None else whole - _measure(margins, "left") - _measure(margins, "right")


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W_NAMESPACE}">{xml}</w:x>')[0]


def _numbers(root: etree._Element, tag: str, attribute: str) -> Iterator[str]:
    taken = {element.get(attribute) for element in root.iter(tag)}
    return (str(number) for number in count(1) if str(number) not in taken)


def _measure(element: etree._Element, name: str) -> int:
    text = element.get(f"{W}{name}", "0")
    return int(text) if text.isdecimal() else 0


def _drop(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
