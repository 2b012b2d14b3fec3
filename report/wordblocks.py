"""The blocks of the outline as WordprocessingML, each inside its content control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.outline import Chart, Contents, Heading, PageBreak, Paragraph, Role, Table, Text
from report.wordstyles import CAPTION, CHART, CONTENTS, CONTENTS_TITLE, COVER, HEADINGS, LEGEND, ROLES, SPACER
from report.wordtable import TableWriter
from report.wordxml import (
    BOLD,
    CONTROL_END,
    FIELD_END,
    ITALIC,
    attribute,
    bookmark,
    colour,
    control_begin,
    field,
    field_begin,
    link,
    paragraph,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from report.anchors import Anchors
    from report.outline import Block, Inline

_KINDS: dict[type, str] = {
    Heading: "Título",
    Paragraph: "Párrafo",
    Table: "Tabla",
    Chart: "Gráfico",
    Contents: "Índice",
}
_ALIAS_LONGEST = 255
_KEEP, _ON_NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
DRAFT_LABEL = "Borrador por confirmar. "
_EMU = 635  # in a twentieth of a point
LEGEND_MARK, LEGEND_GAP = "■\N{NO-BREAK SPACE}", "   "
CONTENTS_FIELD = r'TOC \o "1-3" \n \h \z \u'
_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class UnknownReference(ValueError):  # noqa: N818 - named as the condition it is
    """A cross-reference names `key`, which no table or chart with a caption has."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Place:
    """A block that is shown, and what its neighbours ask of it."""

    block: Block
    following: Block | None
    on_new_page: bool
    is_cover: bool


def places(blocks: Sequence[Block]) -> Iterator[Place]:
    """Yield the blocks that are shown; a page break is a property of the next one."""
    cover = _cover(blocks)
    shown = [number for number, block in enumerate(blocks) if not isinstance(block, PageBreak)]
    for place, number in enumerate(shown):
        following = blocks[shown[place + 1]] if place + 1 < len(shown) else None
        broken = place > 0 and shown[place - 1] != number - 1
        yield Place(blocks[number], following, broken, blocks[number] is cover)


class BlockWriter:
    """Writes the blocks of one document, in order.

    `width` is the text's, in twentieths of a point; `place` puts a chart into the package and returns its
    relation and height (EMU). Drawings are numbered from `first` on.
    """

    def __init__(
        self,
        styles: Mapping[str, str],
        anchors: Anchors,
        width: int,
        place: Callable[[Chart], tuple[str, int]],
        first: int = 1,
    ) -> None:
        self._styles = styles
        self._anchors = anchors
        self._width = width
        self._place = place
        self._tables = TableWriter(styles, width, self.inlines)
        self._drawings = first - 1

    def control(self, place: Place, headings: Sequence[Heading]) -> Iterator[str]:
        """Yield a block inside its control; joined, the pieces are well-formed."""
        block = place.block
        before = _ON_NEW_PAGE if place.on_new_page else ""
        yield control_begin(self._anchors.tags[block.key], self._anchors.ids[block.key], alias_of(block))
        match block:
            case Heading():
                yield self._heading(block, before)
            case Paragraph():
                yield self._paragraph(block, before, cover=place.is_cover)
            case Table():
                yield from self._table(block, before, place.following)
            case Chart():
                yield self._chart(block, before)
            case Contents():
                yield self._contents(block, headings, before)
        yield CONTROL_END

    def rows(self, table: Table) -> Iterator[str]:
        """Yield a table alone, without caption and control."""
        return self._tables.rows(table)

    def inlines(self, content: Sequence[Inline], look: str = "") -> str:
        """Return content as runs; `look` is added to each one's own."""
        if len(content) == 1 and isinstance(only := content[0], Text):
            return run(only.text, _look(only, look))
        return "".join(
            run(item.text, _look(item, look)) if isinstance(item, Text) else self._reference(item.key, look)
            for item in content
        )

    def _heading(self, block: Heading, before: str) -> str:
        mark = self._anchors.headings[block.key]
        content = bookmark(mark.number, mark.name, run(block.text))
        return paragraph(self._styles[HEADINGS[block.level]], content, before)

    def _paragraph(self, block: Paragraph, before: str, *, cover: bool) -> str:
        style = self._styles[COVER if cover else ROLES[block.role]]
        content = self.inlines(block.content)
        if block.role is Role.DRAFT:
            content = run(DRAFT_LABEL, ITALIC) + content
        elif block.role is Role.FILL:
            content += "<w:r><w:tab/></w:r>"  # its leader draws the line to write on
        return paragraph(style, content, before)

    def _table(self, block: Table, before: str, following: Block | None) -> Iterator[str]:
        if block.caption:
            yield self._caption(block, _KEEP + before)
        elif before:
            yield self._spacer(0, before)
        if block.columns:
            yield from self._tables.rows(block)
        # Word joins two tables with nothing in between, and wants a paragraph at the end.
        note = isinstance(following, Paragraph) and following.role is Role.NOTE
        yield self._spacer(60 if note else 200)

    def _spacer(self, height: int, properties: str = "") -> str:
        line = f'<w:spacing w:before="0" w:after="0" w:line="{height or 20}" w:lineRule="exact"/>'
        return paragraph(self._styles[SPACER], "", properties + line)

    def _caption(self, block: Table | Chart, properties: str) -> str:
        caption = self._anchors.captions[block.key]
        label = run(f"{caption.kind}\N{NO-BREAK SPACE}", BOLD)
        label += field(rf"SEQ {caption.kind} \* ARABIC", str(caption.number), BOLD)
        content = bookmark(caption.bookmark.number, caption.bookmark.name, label)
        return paragraph(self._styles[CAPTION], content + run(". ", BOLD) + run(block.caption), properties)

    def _reference(self, key: str, look: str) -> str:
        if (caption := self._anchors.captions.get(key)) is None:
            raise UnknownReference(key)
        return field(rf"REF {caption.bookmark.name} \h", caption.label, look)

    def _chart(self, block: Chart, before: str) -> str:
        relation, height = self._place(block)
        self._drawings += 1
        drawing = _drawing(block, self._drawings, relation, self._width * _EMU, height)
        parts = [paragraph(self._styles[CHART], drawing, before)]
        if block.legend:
            parts.append(paragraph(self._styles[LEGEND], _legend(block), _KEEP if block.caption else ""))
        if block.caption:
            parts.append(self._caption(block, ""))
        return "".join(parts)

    def _contents(self, block: Contents, headings: Sequence[Heading], before: str) -> str:
        parts = [paragraph(self._styles[CONTENTS_TITLE], run(block.title), before)] if block.title else []
        begin = field_begin(CONTENTS_FIELD)
        for heading in headings:
            entry = link(self._anchors.headings[heading.key].name, run(heading.text.replace("\n", " ")))
            parts.append(paragraph(self._styles[CONTENTS[heading.level]], begin + entry))
            begin = ""
        parts.append(paragraph(self._styles[SPACER], begin + FIELD_END))
        return "".join(parts)


def alias_of(block: Block) -> str:
    """Return what the control shows when a person clicks into it: its kind, where its figures come from."""
    kind = _KINDS.get(type(block), "")
    sources: tuple[str, ...] = getattr(block, "sources", ())
    if not sources:
        return kind
    kept = list(sources[:_ALIAS_LONGEST])  # more could not fit
    while True:
        rest = f" y {len(sources) - len(kept)} más" if len(kept) < len(sources) else ""
        alias = f"{kind} · Origen: {'; '.join(kept)}{rest}"
        if len(alias) <= _ALIAS_LONGEST:
            return alias
        if len(kept) == 1:
            return f"{alias[: _ALIAS_LONGEST - 1]}…"
        kept.pop()


def _cover(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the title that stands on a page of its own with its facts, and so has room above."""
    for block in blocks:
        if isinstance(block, PageBreak):
            first = blocks[0]
            return first if isinstance(first, Paragraph) and first.role is Role.TITLE else None
        if not isinstance(block, Paragraph):
            return None
    return None


def _look(text: Text, look: str) -> str:
    bold = BOLD if text.bold and BOLD not in look else ""
    return bold + look + (ITALIC if text.italic else "")


def _legend(chart: Chart) -> str:
    entries = (
        run(LEGEND_MARK, f'<w:color w:val="{colour(ink) or "auto"}"/>') + run(label)
        for label, ink in chart.legend
    )
    return run(LEGEND_GAP).join(entries)


def _drawing(chart: Chart, number: int, relation: str, width: int, height: int) -> str:
    told = attribute(chart.description or chart.caption or chart.title)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWINGS}/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Gráfico {number}" descr="{told}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWINGS}/main"><a:graphicData uri="{_DRAWINGS}/chart">'
        f'<c:chart xmlns:c="{_DRAWINGS}/chart" xmlns:r="{_RELATIONS}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
