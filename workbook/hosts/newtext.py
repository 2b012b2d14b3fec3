"""Text and numbers as an .xlsx can hold them: no control characters, cut with a visible mark."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from workbook.canvas import Value

LONGEST_TEXT: Final = 32_767
MOST_LINKS: Final = 65_530
"""So many links a sheet may have."""
CUT_MARK: Final = " […texto cortado]"
_LIKE_A_CODE: Final = re.compile(r"(_x[0-9A-Fa-f]{4}_)")  # the format would read a character in it
_WITHOUT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str, longest: int = LONGEST_TEXT, mark: str = CUT_MARK) -> str:
    """Return a text that a file can hold: without control characters, cut with a visible mark.

    >>> clean("uno" + chr(0)), clean("uno dos", 6, "…")
    ('uno', 'uno d…')
    """
    if len(text) * 2 <= longest and text.isprintable():
        return text  # nearly all
    kept = _WITHOUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(kept) * 2 <= longest or units(kept) <= longest:
        return kept
    room = longest - units(mark)
    kept = kept[:room]
    while units(kept) > room:
        kept = kept[: -max(1, (units(kept) - room) // 2)]
    return kept + mark


def as_xml(text: str) -> bytes:
    """Return a text that a file can hold as the content of an element.

    >>> as_xml("I+D & co. _x000D_")
    b'I+D &amp; co. _x005F_x000D_'
    """
    return escape(_LIKE_A_CODE.sub(r"_x005F\1", text) if "_x" in text else text).encode()


def blanks_count(text: str) -> bool:
    """Tell whether a reader of XML must be told to keep the blanks of a text."""
    return text != text.strip() or "\n" in text


def units(text: str) -> int:
    """Return the length of a text as the format counts it: characters beyond the first plane count twice."""
    return len(text) + sum(1 for c in text if c > "\uffff")


def stored(value: Value) -> float | str | bool | None:
    """Return a value as the file holds it; a number beyond a float's reach becomes text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return clean(value)
    try:
        number = float(value)
    except OverflowError:
        return clean(str(value))
    return number if isfinite(number) else clean(str(value))
