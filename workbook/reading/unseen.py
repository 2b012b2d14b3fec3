"""What a host or a format does not let us see, and the sheets that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.findings import Code, finding
from workbook.reading.notes import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.findings import Finding
    from workbook.host import Book


def unseen(book: Book, sheets: Sequence[str], blind: Sequence[str]) -> Iterator[Finding]:
    """Yield that the details of `blind` sheets could not be looked at, and which sheets read are hidden."""
    if blind:
        told, count = tuple(blind[:TOLD]), len(blind)
        yield finding(Code.NOT_CHECKED, subject=book.name, name=book.name, sheets=told, count=count)
    hidden = book.hidden_sheets()
    for sheet in sheets:
        if sheet in hidden:
            yield finding(Code.HIDDEN_ROWS, sheet=sheet, subject=f"{sheet}:hoja", whole_sheet=1)
