"""What a content means, worked out once: whole numbers and codes repeat thousands of times in a workbook."""

from __future__ import annotations

import datetime as dt
from types import NoneType
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import NOT_CALCULATED, Fact, amount_text, read_amount

if TYPE_CHECKING:
    from workbook.domain.cells import Raw

PLAIN_KINDS: Final = frozenset((int, float, NoneType))
"""Types whose values are amounts as they are (a bool is none: ask for the type itself)."""

_MOST: Final = 65536


class Facts(dict["int | float | None", Fact]):
    """The fact of each number or blank that was met."""

    def __missing__(self, raw: float | None) -> Fact:
        if len(self) >= _MOST:
            self.clear()
        fact = self[raw] = read_amount(raw)
        return fact


class Texts(dict["Raw", str]):
    """The canonical text of each content that is neither text nor truth value."""

    def __missing__(self, raw: Raw) -> str:
        if len(self) >= _MOST:
            self.clear()
        text = self[raw] = _text(raw)
        return text


def _text(raw: Raw) -> str:
    if raw is NOT_CALCULATED:
        return ""
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    return amount_text(raw)
