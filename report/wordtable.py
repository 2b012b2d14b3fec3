"""Tables of the outline as WordprocessingML: rows are joined as text, for they may be tens of thousands."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from report.outline import Align, Cell, Row, RowKind, Table, Text, plain_text
from report.wordstyles import CELL, FIGURE, TABLE
from report.wordxml import BOLD, attribute, colour, escape, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from report.outline import Inline

KEPT_WHOLE = 12  # rows up to which a table stays on one page,
KEPT_TEXT = 1500  # if it holds no more letters than that
_HEAD_KEPT, _TAIL_KEPT = 2, 2  # rows of a longer one that stay with its header, with its last row
_KEEP = "<w:keepNext/>"
_ACCENT, _GROUP_FILL, _DOTS = "1F3A5F", "F1F5F9", "6F7D8C"
_LETTER, _MARGIN = 103, 105  # a letter of the header row, a cell's side margin: twentieths of a point
_FILL_HEIGHT = '<w:trHeight w:val="482" w:hRule="atLeast"/>'  # of rows in which a person writes
_TINT = 0.14  # share of a band's colour in the ground of its cell
_TOTAL_RULE = f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{_ACCENT}"/>'
_JUSTIFIED = {Align.LEFT: '<w:jc w:val="left"/>', Align.CENTER: '<w:jc w:val="center"/>', Align.RIGHT: ""}


class TableWriter:
    """Writes the tables of one document.

    `inlines` turns content that is more than one plain text into runs: content, look of its runs -> XML.
    """

    def __init__(
        self,
        styles: Mapping[str, str],
        width: int,
        inlines: Callable[[Sequence[Inline], str], str],
    ) -> None:
        self._styles = styles
        self._width = width
        self._inlines = inlines

    def rows(self, table: Table) -> Iterator[str]:
        """Yield the table in pieces that make one `w:tbl` when joined."""
        widths = column_widths(table, self._width)
        yield self._opening(table, widths)
        yield self._header(table, widths)
        columns = list(zip(widths, (column.align for column in table.columns), strict=True))
        loose, kept = (
            [self._plain_cell(width, align, keep) for width, align in columns] for keep in ("", _KEEP)
        )
        last = len(table.rows) - 1
        whole = last < KEPT_WHOLE and _letters(table) <= KEPT_TEXT
        for number, row in enumerate(table.rows):
            keep = number < last and (whole or number < _HEAD_KEPT or number >= last - _TAIL_KEPT)
            fast = _plain_row(row, kept if keep else loose) if row.kind is RowKind.BODY else None
            yield fast or self._row(table, row, widths, keep=keep)
        yield "</w:tbl>"

    def _opening(self, table: Table, widths: Sequence[int]) -> str:
        title = f'<w:tblCaption w:val="{attribute(table.caption)}"/>' if table.caption else ""
        told = f'<w:tblDescription w:val="{attribute(table.description)}"/>' if table.description else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles[TABLE]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="0" w:noVBand="1"/>{title}{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _header(self, table: Table, widths: Sequence[int]) -> str:
        keep = _KEEP if table.rows else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f"{self._paragraph(column.align, keep)}</w:pPr>{run(column.title)}</w:p></w:tc>"
            for width, column in zip(widths, table.columns, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _paragraph(self, align: Align, keep: str) -> str:
        style = self._styles[FIGURE if align is Align.RIGHT else CELL]
        centred = _JUSTIFIED[align] if align is Align.CENTER else ""
        return f'<w:pStyle w:val="{style}"/>{keep}{centred}'

    def _plain_cell(self, width: int, align: Align, keep: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f'{self._paragraph(align, keep)}</w:pPr><w:r><w:t xml:space="preserve">'
        )

    def _row(self, table: Table, row: Row, widths: Sequence[int], *, keep: bool) -> str:
        cells = row.cells or (Cell(span=len(widths)),)
        starts = accumulate((cell.span for cell in cells), initial=0)
        body = "".join(
            self._cell(
                cell,
                sum(widths[start : start + cell.span]),
                cell.align or _column_align(table, cell, start),
                row.kind,
                _KEEP if keep else "",
            )
            for cell, start in zip(cells, starts, strict=False)
        )
        tall = _FILL_HEIGHT if any(cell.to_fill for cell in cells) else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{tall}</w:trPr>{body}</w:tr>"

    def _cell(self, cell: Cell, width: int, align: Align, kind: RowKind, keep: str) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        look = "" if kind is RowKind.BODY else BOLD
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_ground(cell, kind)}</w:tcPr>'
            f"<w:p><w:pPr>{self._paragraph(align, keep)}</w:pPr>"
            f"{self._inlines(cell.content, look)}</w:p></w:tc>"
        )


def column_widths(table: Table, total: int) -> list[int]:
    """Return the widths of the columns, `total` in all, each wide enough for the words of its title."""
    wanted = scaled([column.width for column in table.columns], total)
    least = [
        max(map(len, column.title.split()), default=0) * _LETTER + 2 * _MARGIN for column in table.columns
    ]
    if all(width >= low for width, low in zip(wanted, least, strict=True)) or sum(least) >= total:
        return wanted
    spare = [max(width - low, 0) for width, low in zip(wanted, least, strict=True)]
    shared = scaled(spare, total - sum(least))
    return [low + more for low, more in zip(least, shared, strict=True)]


def scaled(shares: Sequence[float], total: int) -> list[int]:
    """Return whole widths in the proportion of `shares` that add up to `total`.

    >>> scaled([1, 1, 1], 100)
    [33, 34, 33]
    """
    whole = sum(shares) or 1
    edges = [round(total * edge / whole) for edge in accumulate(shares, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def tinted(ink: str, share: float = _TINT) -> str:
    """Return `share` of a colour (RRGGBB) on white.

    >>> tinted("000000", 0.5)
    '808080'
    """
    parts = (int(ink[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def _plain_row(row: Row, opening: Sequence[str]) -> str | None:
    """Return a body row of plain texts, or None where a cell is anything more."""
    pieces = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
    if len(row.cells) != len(opening):
        return None
    for cell, start in zip(row.cells, opening, strict=True):
        if cell.colour or cell.to_fill or cell.align or len(cell.content) != 1:
            return None
        (inline,) = cell.content
        if type(inline) is not Text or inline.bold or inline.italic:
            return None
        text = escape(inline.text)
        if not text or "\n" in text or "\t" in text:  # these need more than text, or less
            return None
        pieces += (start, text, "</w:t></w:r></w:p></w:tc>")
    pieces.append("</w:tr>")
    return "".join(pieces)


def _column_align(table: Table, cell: Cell, start: int) -> Align:
    return table.columns[start].align if cell.span == 1 and start < len(table.columns) else Align.LEFT


def _ground(cell: Cell, kind: RowKind) -> str:
    """Return borders and shading of a cell: the bar and tint of a band, dots where a person writes."""
    borders = _TOTAL_RULE if kind is RowKind.TOTAL else ""
    fill = _GROUP_FILL if kind is RowKind.GROUP else ""
    if cell.to_fill:
        borders += "".join(
            f'<w:{side} w:val="dotted" w:sz="8" w:space="0" w:color="{_DOTS}"/>' for side in ("left", "right")
        )
    elif band := colour(cell.colour):
        borders += f'<w:left w:val="single" w:sz="36" w:space="0" w:color="{band}"/>'
        fill = tinted(band)
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "") + shading


def _letters(table: Table) -> int:
    return sum(len(plain_text(cell.content)) for row in table.rows for cell in row.cells)
