"""The outline as a Word document: python-docx holds the package, the body is written as XML text."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ParserCreate

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from report.anchors import anchors_of
from report.charts import WORKBOOK_RELATION, chart_part, height
from report.memory import CONTENT_TYPE as MEMORY_TYPE
from report.memory import PART, PROPERTIES, PROPERTIES_PART, PROPERTIES_TYPE, as_xml, remember
from report.outline import Heading
from report.package import save
from report.printed import printed
from report.templatemarks import MARK, WHOLE, arranged
from report.wordblocks import BlockWriter, places
from report.wordstyles import style_ids
from report.wordxml import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as WordDocument

    from report.entitytemplate import Prepared
    from report.outline import Chart, Document

DEFAULT_TEMPLATE = Path(__file__).parent / "templates" / "predeterminada.docx"
LANGUAGE = "es-PE"
HEADER_MARK, FOOTER_MARK = "{{encabezado}}", "{{pie}}"
_FIXED_DATE = "2000-01-01"
_EMU = 635  # in a twentieth of a point
_A4_TEXT = 9070  # twentieths of a point between margins of 2.5 cm
_PROPERTY_LONGEST = 255  # characters


def write(document: Document, template: Prepared | None = None) -> bytes:
    """Return the document as the bytes of a .docx; the same outline and template give the same bytes.

    The parts go where the template has their marks; without any, after what its body holds already.

    Raises:
        RepeatedKey: two blocks have the same key.
        UnknownReference: a cross-reference leads nowhere.
    """
    word = docx.Document(BytesIO(DEFAULT_TEMPLATE.read_bytes() if template is None else template.content))
    first = 1 if template is None else template.first_id
    document = document if template is None else arranged(document, template.parts)
    charts = _Charts(word)
    writer = BlockWriter(
        style_ids(word.styles), anchors_of(document, first), _text_width(word), charts.place, first
    )
    body = _with_body(word, _pieces(document, writer), () if template is None else template.parts)
    _fill(word, {HEADER_MARK: document.header, FOOTER_MARK: document.footer})
    _describe(word, document)
    _remember(word, document, () if template is None else template.parts)
    return save(word.part.package, {word.part: body})


def _pieces(document: Document, writer: BlockWriter) -> Iterator[tuple[str, str]]:
    """Yield the pieces of the body, each with the name of its part."""
    blocks = tuple(document.blocks())
    headings = [block for block in blocks if isinstance(block, Heading)]
    of_part = {block.key: section.name for section in document.sections for block in section.blocks}
    for place in places(blocks):
        for piece in writer.control(place, headings):
            yield of_part[place.block.key], piece


class _Charts:
    """Puts charts into the package of a document."""

    def __init__(self, word: WordDocument) -> None:
        self._part = word.part
        self._taken = {str(part.partname) for part in word.part.package.iter_parts()}

    def place(self, chart: Chart) -> tuple[str, int]:
        """Add the chart's part and its workbook; return its relation and its height (EMU)."""
        xml, workbook = chart_part(chart)
        package = self._part.package
        data = Part(self._free("/word/embeddings/Datos{}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package)
        part = Part(self._free("/word/charts/chart{}.xml"), CONTENT_TYPE.DML_CHART, xml, package)
        part.load_rel(RELATIONSHIP_TYPE.PACKAGE, data, WORKBOOK_RELATION)
        return self._part.relate_to(part, RELATIONSHIP_TYPE.CHART), height(chart)

    def _free(self, pattern: str) -> PackURI:
        number = 1
        while (name := pattern.format(number)) in self._taken:
            number += 1
        self._taken.add(name)
        return PackURI(name)


def _text_width(word: WordDocument) -> int:
    """Return the width of the text of the section that holds the report, in twentieths of a point."""
    breaks = 0
    for node in word.element.body.iter():
        if node.tag is etree.ProcessingInstruction and node.target == MARK:
            break
        breaks += node.tag == qn("w:sectPr")
    section = word.sections[min(breaks, len(word.sections) - 1)]
    if not section.page_width:
        return _A4_TEXT
    return round((section.page_width - (section.left_margin or 0) - (section.right_margin or 0)) / _EMU)


def _with_body(word: WordDocument, pieces: Iterable[tuple[str, str]], parts: Sequence[str]) -> bytes:
    """Return the document part with the pieces at the marks of their parts, checked to be well-formed.

    The text goes in as it is: moving parsed elements from tree to tree takes time that grows with the
    square of a table's length.
    """
    if not parts:
        parts = (WHOLE,)
        word.element.body.sectPr.addprevious(etree.ProcessingInstruction(MARK, WHOLE))
    rest = word.part.blob
    texts: dict[str, list[bytes]] = {part: [] for part in parts}
    for name, piece in pieces:
        texts[name if name in texts else WHOLE].append(piece.encode())
    written: list[bytes] = []
    for mark in sorted(parts, key=lambda part: rest.index(_mark(part))):
        before, rest = rest.split(_mark(mark))
        written += (before, *texts[mark])
    content = b"".join((*written, rest))
    ParserCreate().Parse(content, True)  # noqa: FBT003 - positional only
    return content


def _mark(part: str) -> bytes:
    return etree.tostring(etree.ProcessingInstruction(MARK, part), with_tail=False)


def _fill(word: WordDocument, texts: dict[str, str]) -> None:
    """Put the short texts of every page where the template's headers and footers have their marks."""
    for part in word.part.package.iter_parts():
        if part.content_type not in (CONTENT_TYPE.WML_HEADER, CONTENT_TYPE.WML_FOOTER):
            continue
        for element in part.element.iter(qn("w:t")):
            for mark, text in texts.items():
                if mark in (element.text or ""):
                    element.text = element.text.replace(mark, " ".join(clean(text).split()))


def _describe(word: WordDocument, document: Document) -> None:
    date = dt.datetime.fromisoformat(document.created or _FIXED_DATE).replace(tzinfo=None)
    properties = word.core_properties
    properties.title = _short(document.title)
    properties.subject = _short(document.subject)
    properties.author = properties.last_modified_by = _short(document.author)
    properties.keywords = _short(document.keywords)
    properties.identifier = _short(document.digest)
    properties.created = properties.modified = date
    properties.language = LANGUAGE
    properties.revision = 1


def _remember(word: WordDocument, document: Document, parts: tuple[str, ...]) -> None:
    """Keep in the file what the program wrote, so that it can tell later what people changed."""
    memory = remember(printed(document), document.digest, parts)
    package = word.part.package
    taken = {str(one.partname).lower() for one in package.iter_parts()}
    number = next(
        n for n in count(1) if not {PART.format(n).lower(), PROPERTIES_PART.format(n).lower()} & taken
    )
    part = Part(PackURI(PART.format(number)), MEMORY_TYPE, as_xml(memory), package)
    properties = Part(PackURI(PROPERTIES_PART.format(number)), PROPERTIES_TYPE, PROPERTIES, package)
    part.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _short(text: str) -> str:
    return " ".join(clean(text).split())[:_PROPERTY_LONGEST]
