"""What a cell makes of what enters it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from tests.support.fakebook.com import ERROR_NUMBERS

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d+(?:[eE][+-]?\d+)?")
_DATE: Final = re.compile(
    r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d{1,2}:\d{2}|[a-z]{3}[-. ]\d{1,4}", re.IGNORECASE
)


@dataclass(frozen=True)
class Entered:
    """A text that Excel took for a formula."""

    formula: str
    value: Any


def entered_text(value: Any) -> Any:
    """What a cell formatted as text makes of what enters it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    return f"{value:g}" if isinstance(value, int | float) else value


def entered(value: Any) -> Any:  # noqa: PLR0911 - a trap a line
    """What any other cell makes of it."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        raise TypeError(type(value))
    if value.startswith("'"):
        return value[1:]
    if value[0] in "=+-@" and len(value) > 1 and not _NUMBER.fullmatch(value):
        return Entered(f"={value.lstrip('=')}", ERROR_NUMBERS["#NAME?"])
    text = value.strip()
    if text.upper() in ERROR_NUMBERS:
        return ERROR_NUMBERS[text.upper()]
    if text.upper() in ("VERDADERO", "FALSO", "TRUE", "FALSE"):
        return text.upper() in ("VERDADERO", "TRUE")
    if _NUMBER.fullmatch(text.rstrip("% ")):
        return float(text.rstrip("% ").replace(",", "")) / (100 if "%" in text else 1)
    return 43831.0 if _DATE.fullmatch(text) else value
