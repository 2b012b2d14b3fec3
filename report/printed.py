"""What a block prints, apart from its appearance: the program remembers it, and compares it with a file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from report.anchors import tag_of
from report.outline import Chart, Contents, Heading, PageBreak, Paragraph, Reference, Role, Table
from report.wordblocks import DRAFT_LABEL, LEGEND_GAP, LEGEND_MARK
from report.wordxml import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.outline import Block, Document, Inline
    from report.outline import Row as OutlineRow

BOLD, ITALIC = "b", "i"
_NUMBERED: Final = re.compile(r"\b(Tabla|Gráfico) \d+")
_LABELS: Final = {Table: "Tabla #", Chart: "Gráfico #"}


class Kind(Enum):
    """What a block of the report is."""

    HEADING = "titulo"
    PARAGRAPH = "parrafo"
    FILL = "llenar"  # left to a person
    TABLE = "tabla"
    CHART = "grafico"
    CONTENTS = "indice"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look: "", "b", "i" or "bi"."""

    text: str
    look: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row's texts; `spans` of its cells (none where each is one column wide), `looks` where any has one.

    `told` is the digest of what a comment has told of a row that a person has changed.
    """

    key: str
    cells: tuple[str, ...]
    spans: tuple[int, ...] = ()
    looks: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a block prints: lines (of a table or chart its caption), rows, and facts that are drawn."""

    tag: str
    kind: Kind
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[PrintedRow, ...] = ()
    facts: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return the lines as plain texts."""
        return tuple(line_text(line) for line in self.lines)

    def digest(self) -> str:
        """Return a short digest of everything that is printed."""
        return _digest(repr((self.kind.value, self.lines, self.columns, self.rows, self.facts)))


def row_digest(row: PrintedRow) -> str:
    """Return a short digest of a row's texts."""
    return _digest(repr(row.cells))


def normal(text: str) -> str:
    r"""Return a text as it is compared: one space for any white space, captions' numbers left out.

    >>> normal(" La\xa0Tabla\xa03  muestra ")
    'La Tabla # muestra'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    if "Tabla" in text or "Gráfico" in text:
        text = _NUMBERED.sub(r"\1 #", text)
    return text


def line_text(line: Line) -> str:
    """Return a line as one plain text."""
    return normal("".join(span.text for span in line))


def printed(document: Document) -> Iterator[Printed]:
    """Yield what each block of a document prints, in order; page breaks print nothing."""
    captions = {block.key: _LABELS.get(type(block), "") for block in document.blocks()}
    for block in document.blocks():
        if not isinstance(block, PageBreak):
            yield _printed(block, captions)


def _printed(block: Block, labels: dict[str, str]) -> Printed:
    tag = tag_of(block.key)
    match block:
        case Heading():
            return Printed(tag, Kind.HEADING, ((Span(clean(block.text)),),))
        case Paragraph():
            if block.role is Role.FILL:
                return Printed(tag, Kind.FILL)
            first = (Span(DRAFT_LABEL, ITALIC),) if block.role is Role.DRAFT else ()
            return Printed(
                tag, Kind.PARAGRAPH, ((*first, *_line(block.content, labels)),), facts=block.role.value
            )
        case Table():
            titles = tuple(normal(clean(column.title)) for column in block.columns)
            rows = tuple(_row(row, labels, len(titles)) for row in block.rows)
            return Printed(tag, Kind.TABLE, _caption(block), titles, rows)
        case Chart():
            legend = LEGEND_GAP.join(LEGEND_MARK + label for label, _ in block.legend)
            lines = ((Span(clean(legend)),), *_caption(block)) if legend else _caption(block)
            drawn = (
                block.kind.value,
                block.title,
                block.series,
                block.categories,
                block.values,
                block.colours,
                block.number_format,
                block.description,
                block.legend,
            )
            return Printed(tag, Kind.CHART, lines, facts=_digest(repr(drawn)))
        case Contents():
            return Printed(tag, Kind.CONTENTS, ((Span(clean(block.title)),),) if block.title else ())
        case PageBreak():
            raise AssertionError


def _caption(block: Table | Chart) -> tuple[Line, ...]:
    if not block.caption:
        return ()
    return ((Span(f"{_LABELS[type(block)]}. ", BOLD), Span(clean(block.caption))),)


def _line(content: Sequence[Inline], labels: dict[str, str]) -> Iterator[Span]:
    for inline in content:
        if isinstance(inline, Reference):
            yield Span(labels.get(inline.key, ""))
        elif text := clean(inline.text):
            yield Span(text, BOLD * inline.bold + ITALIC * inline.italic)


def _row(row: OutlineRow, labels: dict[str, str], width: int) -> PrintedRow:
    cells, spans, looks = [], [], []
    for cell in row.cells:
        content = cell.content
        if len(content) == 1 and not isinstance(only := content[0], Reference):
            cells.append(normal(clean(only.text)))
            looks.append(BOLD * only.bold + ITALIC * only.italic)
        else:
            cells.append(normal("".join(span.text for span in _line(content, labels))))
            looks.append("")
        spans.append(cell.span)
    if not cells:
        cells, spans = [""], [width]
    wide = tuple(spans) if any(span != 1 for span in spans) else ()
    return PrintedRow(
        " ".join(clean(row.key).split()), tuple(cells), wide, tuple(looks) if any(looks) else ()
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
