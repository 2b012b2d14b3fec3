"""How a sheet that is open in Excel prints. Without a printer Excel refuses some of it: no reason to fail."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from workbook.hosts.newtext import clean

if TYPE_CHECKING:
    from workbook.canvas import Page
    from workbook.hosts.com import Com

_A4, _STANDING, _LYING = 9, 1, 2
_POINTS: Final = 72
_LONGEST: Final = 255
_SIDES: Final = {"L": "Left", "C": "Center", "R": "Right"}
_SIDE: Final = re.compile(r"&([LCR])(.*?)(?=(?<!&)&[LCR]|$)", re.DOTALL)


def set_page(setup: Com, page: Page) -> None:
    """Set the page of a sheet, as far as Excel lets it."""
    left, right, top, bottom = (inches * _POINTS for inches in page.margins)
    settings: dict[str, object] = {
        "PaperSize": _A4,
        "Orientation": _LYING if page.landscape else _STANDING,
        "LeftMargin": left,
        "RightMargin": right,
        "TopMargin": top,
        "BottomMargin": bottom,
        "CenterHorizontally": page.centred,
        "PrintTitleRows": _rows(page.repeat_rows),
        "PrintArea": page.area.text if page.area else "",
    }
    if page.wide or page.tall:
        settings |= {
            "Zoom": False,
            "FitToPagesWide": page.wide or False,
            "FitToPagesTall": page.tall or False,
        }
    for kind, text in (("Header", page.header), ("Footer", page.footer)):
        settings |= {f"{side}{kind}": part for side, part in sides(text).items()}
    for name, value in settings.items():
        with suppress(Exception):
            setattr(setup, name, value)


def sides(text: str) -> dict[str, str]:
    """Return a header or footer in the three parts that Excel sets one by one.

    >>> sides("&LPlan&RPágina &P")
    {'Left': 'Plan', 'Center': '', 'Right': 'Página &P'}
    """
    found = {_SIDES[code]: part for code, part in _SIDE.findall(clean(text, _LONGEST, "…"))}
    return {side: found.get(side, "") for side in _SIDES.values()}


def _rows(rows: tuple[int, int] | None) -> str:
    return "" if rows is None else f"${rows[0] + 1}:${rows[1] + 1}"
