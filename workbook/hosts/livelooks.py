"""Looks of described cells as Excel's own properties, set by runs of cells that share a value."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from workbook.canvas import STYLES, Align, Cell, RichText
from workbook.domain.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbook.canvas import Position, Style
    from workbook.hosts.com import Com
    from workbook.hosts.live import Box

_LONGEST_ADDRESS: Final = 240  # Range("…") takes 255 characters
_ALIGNED: Final = {Align.LEFT: -4131, Align.CENTER: -4108, Align.RIGHT: -4152}
_MIDDLE, _TOP = -4108, -4160
_SINGLE, _CONTINUOUS, _THIN = 2, 1, 2
_BODY_SIZE: Final = 10
TEXT_FORMAT: Final = "@"
GENERAL: Final = "General"


def bgr(colour: str) -> int:
    """Return a colour as Excel numbers it: blue first.

    >>> hex(bgr("1F3864"))
    '0x64381f'
    """
    return int(colour[4:6] + colour[2:4] + colour[0:2], 16)


def number_format(cell: Cell) -> str:
    """Return the number format of a cell that holds no text."""
    return cell.number_format or STYLES[cell.look].number_format or GENERAL


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number or a truth value."""
    return cell.content is not None and not isinstance(cell.content, str | RichText)


def set_formats(sheet: Com, formats: Mapping[Position, str]) -> None:
    """Give cells their number formats."""
    groups: dict[str, list[Position]] = defaultdict(list)
    for at, code in formats.items():
        groups[code].append(at)
    for code, cells in groups.items():
        for part in addresses(cells):
            sheet.Range(part).NumberFormat = code


def set_looks(sheet: Com, cells: Mapping[Position, Cell], whole: str) -> None:
    """Give cells of the rectangle `whole`, cleared before, their appearance."""
    _set_common(sheet.Range(whole))
    groups: dict[tuple[str, str, object], list[Position]] = defaultdict(list)
    for at, cell in cells.items():
        for setting in _settings(STYLES[cell.look], cell.fill):
            groups[setting].append(at)
    for (owner, name, value), positions in groups.items():
        for part in addresses(positions):
            found = sheet.Range(part)
            setattr(getattr(found, owner) if owner else found, name, value)


def _set_common(whole: Com) -> None:
    whole.Font.Size = _BODY_SIZE
    whole.VerticalAlignment = _MIDDLE


def _settings(style: Style, fill: str) -> Iterator[tuple[str, str, object]]:
    """Yield what differs from a plain cell: whose property, its name, its value."""
    ground = fill or style.fill
    found: tuple[tuple[bool, tuple[str, str, object]], ...] = (
        (style.size != _BODY_SIZE, ("Font", "Size", style.size)),
        (True, ("Font", "Color", bgr(style.colour))),
        (style.bold, ("Font", "Bold", True)),
        (style.italic, ("Font", "Italic", True)),
        (style.underline, ("Font", "Underline", _SINGLE)),
        (bool(ground), ("Interior", "Color", bgr(ground) if ground else 0)),
        (not style.middle, ("", "VerticalAlignment", _TOP)),
        (style.wrap, ("", "WrapText", True)),
        (style.align in _ALIGNED, ("", "HorizontalAlignment", _ALIGNED.get(style.align))),
        (style.indent > 0, ("", "IndentLevel", style.indent)),
        (not style.locked, ("", "Locked", False)),
    )
    yield from (setting for wanted, setting in found if wanted)
    if style.border:
        yield "Borders", "LineStyle", _CONTINUOUS
        yield "Borders", "Weight", _THIN
        yield "Borders", "Color", bgr(style.border)


def addresses(cells: Iterable[Position]) -> Iterator[str]:
    """Yield the addresses of cells, joined as far as one call takes them.

    >>> list(addresses([(0, 0), (0, 1), (1, 0), (1, 1), (5, 3)]))
    ['A1:B2,D6']
    """
    return joined(_text(box) for box in boxes(cells))


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield addresses joined by commas, each as long as a call takes."""
    part = ""
    for text in texts:
        if part and len(part) + len(text) >= _LONGEST_ADDRESS:
            yield part
            part = ""
        part = f"{part},{text}" if part else text
    if part:
        yield part


def boxes(cells: Iterable[Position]) -> list[Box]:
    """Return rectangles that cover cells, each cell once: runs of a row, then equal runs of rows below."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        rows[row].append(column)
    whole: list[Box] = []
    open_runs: dict[tuple[int, int], tuple[int, int]] = {}
    for row in sorted(rows):
        current = dict.fromkeys(_runs(sorted(rows[row])), (row, row))
        for run, (first, last) in open_runs.items():
            if run in current and last == row - 1:
                current[run] = (first, row)
            else:
                whole.append((first, run[0], last, run[1]))
        open_runs = current
    whole += [(first, run[0], last, run[1]) for run, (first, last) in open_runs.items()]
    return sorted(whole)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of numbers that follow each other.

    >>> runs([7, 1, 2, 3])
    [(1, 3), (7, 7)]
    """
    return _runs(sorted(numbers))


def _text(box: Box) -> str:
    first, last = address(box[0], box[1]), address(box[2], box[3])
    return first if first == last else f"{first}:{last}"
