"""The custom XML part of a report: what the program wrote in each block, and so what people changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report.printed import Kind, Printed, PrintedRow, Span
from report.unusable import UnusableReport
from report.wordxml import attribute, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from report.printed import Line
    from report.wordfile import WordFile

NAMESPACE: Final = "urn:eficacia:informe:1"
PART: Final = "/customXml/item{}.xml"
PROPERTIES_PART: Final = "/customXml/itemProps{}.xml"
CONTENT_TYPE: Final = "application/xml"
PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPERTIES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{6F1E0C0A-5A0B-4C53-9E0B-0E5F1CAC1A01}"'
    ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
_E: Final = f"{{{NAMESPACE}}}"
_KINDS: Final = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was written in a block; None where that is not known.

    `told` is the digest of the facts that a comment has told beside a text that a person has changed.
    """

    tag: str
    printed: Printed | None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was written in each block, by tag, in order; `digest` is of the workbook's cells behind it.

    `parts` are those that the entity's template names, where it names any: the others are not wanted.
    """

    digest: str = ""
    parts: tuple[str, ...] = ()
    blocks: dict[str, Remembered] = field(default_factory=dict)


def remember(blocks: Iterable[Printed], digest: str, parts: tuple[str, ...] = ()) -> Memory:
    """Return the memory of blocks that have just been written."""
    return Memory(digest, parts, {block.tag: Remembered(block.tag, block) for block in blocks})


def as_xml(memory: Memory) -> bytes:
    """Return the content of the part; the same memory gives the same bytes."""
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    parts = f' parts="{attribute(" ".join(memory.parts))}"' if memory.parts else ""
    pieces.append(f'<informe xmlns="{NAMESPACE}" digest="{attribute(memory.digest)}"{parts}>')
    for block in memory.blocks.values():
        pieces.extend(_block(block))
    pieces.append("</informe>")
    return "".join(pieces).encode()


def part_of(file: WordFile) -> str:
    """Return the name of the part that holds the memory of a document, or ""."""
    for relation in file.relations(file.document):
        if relation.kind.endswith("/customXml") and not relation.external and file.has(relation.target):
            try:
                root = file.tree(relation.target)
            except UnusableReport:  # somebody else's
                continue
            if root.tag == f"{_E}informe":
                return relation.target
    return ""


def read(file: WordFile) -> Memory | None:
    """Return the memory of a document; None where it has none."""
    if not (part := part_of(file)):
        return None
    root = file.tree(part)
    found = (_read_block(element) for element in root.iterchildren(f"{_E}b"))
    parts = tuple(root.get("parts", "").split())
    return Memory(root.get("digest", ""), parts, {block.tag: block for block in found})


def store(file: WordFile, memory: Memory) -> None:
    """Put the memory into a document, in its part or a new one."""
    content = as_xml(memory)
    if part := part_of(file):
        file.put(part, content)
        return
    part = file.free_name("customXml/item{}.xml")
    properties = file.free_name("customXml/itemProps{}.xml")
    file.put(part, content, CONTENT_TYPE)
    file.put(properties, PROPERTIES, PROPERTIES_TYPE)
    file.relate(part, "customXml")
    file.relate(properties, "customXmlProps", part)


def _block(block: Remembered) -> Iterator[str]:
    told = f' told="{block.told}"' if block.told else ""
    if (what := block.printed) is None:
        yield f'<b k="{attribute(block.tag)}"{told}/>'
        return
    facts = f' f="{attribute(what.facts)}"' if what.facts else ""
    yield f'<b k="{attribute(block.tag)}" t="{what.kind.value}"{facts}{told}>'
    for line in what.lines:
        yield f"<p>{''.join(map(_span, line))}</p>"
    if what.columns:
        yield f"<h>{escape(chr(9).join(what.columns))}</h>"
    for row in what.rows:
        spans = f' s="{" ".join(map(str, row.spans))}"' if row.spans else ""
        told = f' told="{row.told}"' if row.told else ""
        looks = f' l="{",".join(row.looks)}"' if row.looks else ""
        yield f'<r k="{attribute(row.key)}"{spans}{looks}{told}>{escape(chr(9).join(row.cells))}</r>'
    yield "</b>"


def _span(span: Span) -> str:
    look = f' l="{span.look}"' if span.look else ""
    return f"<t{look}>{escape(span.text)}</t>"


def _read_block(element: etree._Element) -> Remembered:
    tag, told = element.get("k", ""), element.get("told", "")
    kind = _KINDS.get(element.get("t", ""))
    if kind is None:
        return Remembered(tag, None, told)
    titles = element.findtext(f"{_E}h")
    return Remembered(
        tag,
        Printed(
            tag,
            kind,
            tuple(_read_line(line) for line in element.iterchildren(f"{_E}p")),
            tuple(titles.split("\t")) if titles is not None else (),
            tuple(_read_row(row) for row in element.iterchildren(f"{_E}r")),
            element.get("f", ""),
        ),
        told,
    )


def _read_line(element: etree._Element) -> Line:
    return tuple(Span(span.text or "", span.get("l", "")) for span in element.iterchildren(f"{_E}t"))


def _read_row(element: etree._Element) -> PrintedRow:
    spans = element.get("s", "").split()
    cells = tuple((element.text or "").split("\t"))
    wide = tuple(map(int, spans)) if all(span.isdecimal() for span in spans) else ()
    looks = tuple(element.get("l", "").split(",")) if element.get("l") else ()
    return PrintedRow(element.get("k", ""), cells, wide, looks, element.get("told", ""))
