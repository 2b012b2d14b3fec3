"""How cells look: a closed set of looks, each a neutral style; one sober palette for every sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

NAVY: Final = "1F3864"
BLUE: Final = "2F5597"
SLATE: Final = "44546A"
GREY: Final = "5F6773"
LINE: Final = "C9CED6"
WHITE: Final = "FFFFFF"
ENTRY: Final = "FFFBEB"
COMPUTED: Final = "EEF1F5"
PALE: Final = "DCE4F2"

AMOUNT: Final = "#,##0.00"
"""Shows decimals wherever a program knows no better; rules take them away from whole amounts."""
WHOLE: Final = "#,##0"
PERCENT: Final = "0 %"


class Align(Enum):
    """Where content stands in its cell."""

    GENERAL = "general"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Style:
    """An appearance. Colours are six hexadecimal digits, "" for none; `border` is that of thin lines."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 10
    colour: str = "222B36"
    fill: str = ""
    border: str = ""
    align: Align = Align.GENERAL
    middle: bool = True
    wrap: bool = False
    indent: int = 0
    number_format: str = ""
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Accent:
    """What a conditional format changes; "" leaves a thing as it is."""

    colour: str = ""
    fill: str = ""
    bold: bool = False
    number_format: str = ""


class Look(Enum):
    """What a cell is, in the reader's eyes."""

    PLAIN = "plain"
    TITLE = "title"
    SUBTITLE = "subtitle"
    NOTE = "note"  # small print
    HELP = "help"  # what a cell beside it is for
    GUIDE = "guide"  # what to do
    NOTICE = "notice"  # this sheet is generated
    LABEL = "label"
    FACT = "fact"  # what stands beside a label
    LINK = "link"
    SECTION = "section"  # title of a block inside a sheet
    HEADER = "header"
    HEADER_COMPUTED = "header of a computed column"
    HEADER_PROGRAMMED = "header of a programmed month"
    HEADER_EXECUTED = "header of an executed month"
    ENTRY_TEXT = "text to fill in"
    ENTRY_CENTER = "short text to fill in"
    ENTRY_AMOUNT = "amount to fill in"
    ENTRY_PERCENT = "percentage to fill in"
    ENTRY_SHARE = "percentage to fill in, among texts"
    ENTRY_NUMBER = "bare number to fill in"
    TEXT = "computed text"
    CENTER = "computed short text"
    AMOUNT = "computed amount"
    PERCENT = "computed percentage"
    BAND = "label of a band"
    ROW_TEXT = "text of a row"
    ROW_CENTER = "short text of a row"
    ROW_AMOUNT = "amount of a row"
    ROW_PERCENT = "percentage of a row"
    ROW_COUNT = "count of a row"
    ROW_LINK = "link of a row"
    STEP = "number of a step"
    GROUP_TEXT = "text of a subtotal"
    GROUP_CENTER = "short text of a subtotal"
    GROUP_AMOUNT = "amount of a subtotal"
    GROUP_PERCENT = "percentage of a subtotal"
    TOTAL_TEXT = "text of a total"
    TOTAL_CENTER = "short text of a total"
    TOTAL_AMOUNT = "amount of a total"
    TOTAL_PERCENT = "percentage of a total"
    SWATCH = "a colour, shown"
    SWATCH_DARK = "a dark colour, shown"
    KEY_FIGURE = "key figure"
    KEY_LABEL = "what a key figure counts"

    __hash__ = object.__hash__  # members are single objects; Enum's own is slow


_CELL = Style(border=LINE)
_ENTRY = Style(border=LINE, fill=ENTRY, locked=False)
_COMPUTED = Style(border=LINE, fill=COMPUTED)
_GROUP = Style(border=LINE, fill=PALE, bold=True)
_TOTAL = Style(border=NAVY, fill=NAVY, bold=True, colour=WHITE)
_HEADER = Style(bold=True, colour=WHITE, fill=NAVY, border=WHITE, align=Align.CENTER, wrap=True)


def _family(base: Style) -> tuple[Style, Style, Style, Style]:
    return (
        replace(base, wrap=True, align=Align.LEFT, indent=1),
        replace(base, wrap=True, align=Align.CENTER),
        replace(base, align=Align.RIGHT, number_format=AMOUNT),
        replace(base, wrap=True, align=Align.CENTER, number_format=PERCENT),
    )


def _named(kinds: tuple[Look, Look, Look, Look], base: Style) -> dict[Look, Style]:
    return dict(zip(kinds, _family(base), strict=True))


STYLES: Final[dict[Look, Style]] = {
    Look.PLAIN: Style(),
    Look.TITLE: Style(bold=True, size=16, colour=NAVY),
    Look.SUBTITLE: Style(size=11, colour=GREY),
    Look.NOTE: Style(italic=True, size=9, colour=GREY, wrap=True, align=Align.LEFT),
    Look.HELP: Style(italic=True, size=9, colour=GREY, wrap=True, align=Align.LEFT, indent=1),
    Look.GUIDE: Style(wrap=True, middle=False, align=Align.LEFT),
    Look.NOTICE: Style(italic=True, size=9, colour="8A5A00"),
    Look.LABEL: Style(bold=True, colour=NAVY),
    Look.FACT: Style(bold=True, size=11, align=Align.LEFT),
    Look.LINK: Style(underline=True, colour=BLUE),
    Look.SECTION: Style(bold=True, size=12, colour=NAVY),
    Look.HEADER: _HEADER,
    Look.HEADER_COMPUTED: replace(_HEADER, fill=SLATE),
    Look.HEADER_PROGRAMMED: replace(_HEADER, fill=BLUE, size=9),
    Look.HEADER_EXECUTED: replace(_HEADER, fill="2E6B57", size=9),
    **_named((Look.ENTRY_TEXT, Look.ENTRY_CENTER, Look.ENTRY_AMOUNT, Look.ENTRY_PERCENT), _ENTRY),
    Look.ENTRY_SHARE: replace(_ENTRY, align=Align.LEFT, number_format=PERCENT, indent=1),
    Look.ENTRY_NUMBER: replace(_ENTRY, align=Align.LEFT, number_format="0", indent=1),
    **_named((Look.TEXT, Look.CENTER, Look.AMOUNT, Look.PERCENT), _COMPUTED),
    Look.BAND: replace(_COMPUTED, bold=True, size=9, align=Align.CENTER, wrap=True),
    **_named((Look.ROW_TEXT, Look.ROW_CENTER, Look.ROW_AMOUNT, Look.ROW_PERCENT), _CELL),
    Look.ROW_COUNT: replace(_CELL, align=Align.CENTER, number_format=WHOLE),
    Look.STEP: Style(bold=True, colour=NAVY, align=Align.CENTER, middle=False),
    Look.ROW_LINK: replace(_CELL, underline=True, colour=BLUE, wrap=True, align=Align.LEFT, indent=1),
    **_named((Look.GROUP_TEXT, Look.GROUP_CENTER, Look.GROUP_AMOUNT, Look.GROUP_PERCENT), _GROUP),
    **_named((Look.TOTAL_TEXT, Look.TOTAL_CENTER, Look.TOTAL_AMOUNT, Look.TOTAL_PERCENT), _TOTAL),
    Look.SWATCH: replace(_ENTRY, align=Align.CENTER),
    Look.SWATCH_DARK: replace(_ENTRY, align=Align.CENTER, colour=WHITE),
    Look.KEY_FIGURE: Style(bold=True, size=22, colour=NAVY, fill=COMPUTED, align=Align.CENTER),
    Look.KEY_LABEL: Style(size=9, colour=GREY, fill=COMPUTED, align=Align.CENTER, wrap=True),
}
"""The appearance of each look."""


def tint(colour: str, share: float = 0.82) -> str:
    """Return a colour mixed with white: `share` of white.

    >>> tint("C0392B", 0.5)
    'E09C95'
    """
    parts = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def shade(colour: str, share: float = 0.35) -> str:
    """Return a colour mixed with black: `share` of black.

    >>> shade("C0392B", 0.5)
    '601C16'
    """
    return "".join(f"{round(int(colour[i : i + 2], 16) * (1 - share)):02X}" for i in (0, 2, 4))


def readable_on(colour: str) -> str:
    """Return the text colour, white or near black, that reads better on a fill.

    >>> readable_on("1F3864"), readable_on("E0A100")
    ('FFFFFF', '222B36')
    """
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return WHITE if 0.299 * red + 0.587 * green + 0.114 * blue < 150 else Style().colour  # noqa: PLR2004 - luma
