"""What a host or a format does not let us see, and the sheets that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.findings import Code, finding
from workbook.host import Aspect
from workbook.reading.notes import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.findings import Finding
    from workbook.host import Book


def unseen(book: Book, sheets: Sequence[str], blind: Mapping[str, frozenset[Aspect]]) -> Iterator[Finding]:
    """Yield what could not be looked at in `blind` sheets, once a book, and which sheets read are hidden."""
    if blind:
        told, count = tuple(blind)[:TOLD], len(blind)
        unseen = frozenset().union(*blind.values())
        aspects = tuple(aspect.value for aspect in Aspect if aspect in unseen)
        yield finding(
            Code.NOT_CHECKED, subject=book.name, name=book.name, sheets=told, count=count, aspects=aspects
        )
    hidden = book.hidden_sheets()
    for sheet in sheets:
        if sheet in hidden:
            yield finding(Code.HIDDEN_ROWS, sheet=sheet, subject=f"{sheet}:hoja", whole_sheet=1)
