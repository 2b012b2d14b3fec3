"""The outline as plain text, for a reviewer to read and for tests to compare."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from report.anchors import anchors_of
from report.outline import (
    Align,
    Chart,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    RowKind,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report.anchors import Caption
    from report.outline import Block, Inline, Row

_MARKS = {
    Role.TITLE: "[TÍTULO] ",
    Role.SUBTITLE: "[SUBTÍTULO] ",
    Role.FACTS: "[DATO] ",
    Role.ADDRESS: "[MEMORANDO] ",
    Role.SIGNATURE: "[FIRMA] ",
    Role.BODY: "",
    Role.NOTE: "[NOTA] ",
    Role.MARK: "[FALTA] ",
    Role.DRAFT: "[BORRADOR] ",
    Role.BULLET: "• ",
    Role.FILL: "[POR LLENAR] ",
}
_TO_FILL = "………"
_GAP = "  "


def to_text(document: Document) -> str:
    """Return the document as text: headings with #, tables in aligned columns, bold as **bold**."""
    captions = anchors_of(document).captions
    blocks = list(document.blocks())
    headings = [block for block in blocks if isinstance(block, Heading)]
    lines: list[str] = []
    for block in blocks:
        lines += _block(block, captions, headings)
        lines.append("")
    return "\n".join(line.rstrip() for line in lines)


def _block(block: Block, captions: Mapping[str, Caption], headings: Sequence[Heading]) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {block.text}"]
        case Paragraph():
            return [(_MARKS[block.role] + _inlines(block.content, captions)).rstrip()]
        case Table():
            return [*_caption(block, captions), *_table(block, captions)]
        case Chart():
            return [*_chart(block), *_caption(block, captions)]
        case Contents():
            return [f"[ÍNDICE] {block.title}", *(f"{'  ' * entry.level}{entry.text}" for entry in headings)]
        case PageBreak():
            return ["-----"]


def _inlines(content: Sequence[Inline], captions: Mapping[str, Caption]) -> str:
    return "".join(
        _marked(item)
        if isinstance(item, Text)
        else captions[item.key].label.replace("\N{NO-BREAK SPACE}", " ")
        for item in content
    )


def _marked(text: Text) -> str:
    if not text.text.strip():
        return text.text
    marks = ("**" if text.bold else "") + ("_" if text.italic else "")
    return f"{marks}{text.text}{marks[::-1]}"


def _caption(block: Table | Chart, captions: Mapping[str, Caption]) -> list[str]:
    if block.key not in captions:
        return []
    return [f"{captions[block.key].label}. {block.caption}".replace("\N{NO-BREAK SPACE}", " ")]


def _table(table: Table, captions: Mapping[str, Caption]) -> list[str]:
    texts = [[_cell_text(row, number, captions) for number in range(len(row.cells))] for row in table.rows]
    widths = [len(column.title) for column in table.columns]
    for row, cells in zip(table.rows, texts, strict=True):
        for start, cell, text in zip(_starts(row), row.cells, cells, strict=False):
            if cell.span == 1 and start < len(widths):
                widths[start] = max(widths[start], len(text))
    header = _GAP.join(
        _padded(column.title, width, column.align)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rule = _GAP.join("-" * width for width in widths)
    lines = [header, rule]
    for row, cells in zip(table.rows, texts, strict=True):
        if row.kind is RowKind.TOTAL:
            lines.append(rule)
        lines.append(_line(table, row, cells, widths))
    return lines


def _line(table: Table, row: Row, texts: Sequence[str], widths: Sequence[int]) -> str:
    pieces = []
    for start, cell, text in zip(_starts(row), row.cells, texts, strict=False):
        covered = widths[start : start + cell.span]
        align = cell.align or (table.columns[start].align if cell.span == 1 and covered else Align.LEFT)
        pieces.append(_padded(text, sum(covered) + len(_GAP) * (len(covered) - 1), align))
    return _GAP.join(pieces)


def _starts(row: Row) -> list[int]:
    return list(accumulate((cell.span for cell in row.cells), initial=0))


def _cell_text(row: Row, number: int, captions: Mapping[str, Caption]) -> str:
    cell = row.cells[number]
    text = " / ".join(_inlines(cell.content, captions).splitlines())
    if cell.to_fill and not text:
        return _TO_FILL
    return f"> {text}" if row.kind is RowKind.GROUP and number == 0 else text


def _padded(text: str, width: int, align: Align) -> str:
    if align is Align.RIGHT:
        return text.rjust(width)
    return text.center(width) if align is Align.CENTER else text.ljust(width)


def _chart(chart: Chart) -> list[str]:
    width = max(map(len, chart.categories), default=0)
    points = zip(chart.categories, chart.values, strict=True)
    return [
        f"Gráfico: {chart.title or chart.series}",
        *(f"  {name:<{width}}  {'—' if value is None else format(value, '.6g')}" for name, value in points),
    ]
