"""What one update works with: the file, the old and the new blocks, what is to be told and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from report.changes import Change, ChangeKind
from report.comments import Commenter
from report.memory import Remembered, read
from report.newblocks import NewBlocks
from report.printed import Kind, printed
from report.templatemarks import arranged
from report.wordblocks import places
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from report.comments import Author
    from report.located import Found
    from report.outline import Document
    from report.printed import Printed
    from report.wordfile import WordFile

_OWN_TEMPLATE: Final = Path(__file__).parent / "templates" / "predeterminada.docx"


class Work:
    """The state of one update; `new` and `base` are the blocks by tag, in order."""

    def __init__(self, file: WordFile, document: Document, author: Author) -> None:
        self.file = file
        self.memory = read(file)
        self.document = document if self.memory is None else arranged(document, self.memory.parts)
        document = self.document
        self.body = body_of(file)
        self.new = {block.tag: block for block in printed(document)}
        self.places = dict(zip(self.new, places(tuple(document.blocks())), strict=True))
        self.base: Mapping[str, Remembered] = {} if self.memory is None else self.memory.blocks
        self.remembered: dict[str, Remembered] = {}
        self.changes: list[Change] = []
        self.headings_changed = False
        self._commenter = Commenter(file, author)
        self._blocks: NewBlocks | None = None
        known = (one.printed for one in self.base.values() if one.printed is not None)
        self._headings = _headings(known) | _headings(self.new.values())

    @property
    def blocks(self) -> NewBlocks:
        """The writer of new blocks, made when it is first needed: it may have to add styles."""
        if self._blocks is None:
            self._blocks = NewBlocks(self.file, self.document, _OWN_TEMPLATE)
        return self._blocks

    def content(self, tag: str) -> list[etree._Element]:
        """Return what a newly written block holds."""
        content = self.blocks.control(tag).find(f"{W}sdtContent")
        assert content is not None  # noqa: S101 - the writer makes one
        return list(content)

    def remember(self, tag: str, block: Printed | None, told: str = "") -> None:
        """Keep what was written in a block."""
        self.remembered[tag] = Remembered(tag, block, told)

    def tell(self, kind: ChangeKind, block: Printed, count: int = 1) -> None:
        """Note a change."""
        now = block.texts()[0] if block.lines else ""
        place = self._headings.get(block.tag, "")
        self.changes.append(Change(kind, block.tag, place, block.kind.value, now, count))

    def comment(self, paragraph: etree._Element, text: str) -> None:
        """Add a comment to a paragraph."""
        self._commenter.add(paragraph, text)

    def comment_block(self, found: Found, text: str) -> bool:
        """Add a comment to the first paragraph of a block; return whether there is one."""
        shown = found.paragraphs() or [p for atom in found.atoms for p in atom.iter(f"{W}p")]
        if shown:
            self.comment(shown[0], text)
        return bool(shown)


def body_of(file: WordFile) -> etree._Element:
    """Return the body of a document."""
    body = file.tree(file.document).find(f"{W}body")
    assert body is not None  # noqa: S101 - a WordFile has one
    return body


def _headings(blocks: Iterable[Printed]) -> dict[str, str]:
    """Return the heading that each block stands under."""
    found, heading = {}, ""
    for block in blocks:
        if block.kind is Kind.HEADING and block.lines:
            heading = block.texts()[0]
        found[block.tag] = heading
    return found
