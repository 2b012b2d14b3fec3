"""Reading outlines in tests: the texts of tables and paragraphs, by key."""

from __future__ import annotations

from report.outline import Document, Paragraph, Table, plain_text

NO_BREAK_SPACE = "\u00a0"


def tables(document: Document) -> dict[str, Table]:
    """Return the tables of a document by key."""
    return {block.key: block for block in document.blocks() if isinstance(block, Table)}


def paragraphs(document: Document) -> dict[str, str]:
    """Return the texts of the paragraphs of a document by key."""
    return {
        block.key: plain_text(block.content) for block in document.blocks() if isinstance(block, Paragraph)
    }


def texts(table: Table) -> list[list[str]]:
    """Return the texts of a table's rows, with plain spaces."""
    return [
        [plain_text(cell.content).replace(NO_BREAK_SPACE, " ") for cell in row.cells] for row in table.rows
    ]
