"""Number formats: which of them show a whole number whatever the cell holds.

The rule: a format hides decimals where it shows digits, and none after the point: 0.5 shown as 1. One that
shows some ("0.0") hides none of what matters here; General shows all; a percentage, a fraction, a scientific
format, a date and a text are about something else; a format without digits (";;;") shows no wrong number.
Positive and negative numbers may have formats of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.hosts.package import STYLES, feed, new_parser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.hosts.package import Attributes, Package

# Formats that files name by number alone: "0", "#,##0", currency and accounting without decimals.
_BUILT_IN_WHOLE: Final = frozenset({1, 3, 5, 6, 37, 38, 41, 42})

_TOKENS: Final = re.compile(
    r"""
      (?P<literal>"[^"]*"?|\\.|_.|\*.)
    | (?P<condition>\[[<>=][^\]]*\])
    | (?P<elapsed>\[(?:h+|m+|s+)\])
    | (?P<bracket>\[[^\]]*\])
    | (?P<general>General)
    | (?P<end>;)
    | (?P<code>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"[0#?]")
_SHOWS_OTHERWISE: Final = re.compile(r"\.[0#?]|[%/@ymdhse]", re.IGNORECASE)
_KEPT: Final = {"elapsed": "h", "general": "@"}


@dataclass(frozen=True, slots=True)
class Hiding:
    """Whether a format hides the decimals of positive and of negative numbers."""

    positive: bool
    negative: bool

    def __bool__(self) -> bool:
        return self.positive or self.negative


def hiding(code: str) -> Hiding:
    """Tell which numbers lose their decimals under the format `code`.

    >>> hiding("#,##0")
    Hiding(positive=True, negative=True)
    >>> hiding("0;-0.00")
    Hiding(positive=True, negative=False)
    >>> hiding('"S/" #,##0.00')
    Hiding(positive=False, negative=False)
    """
    sections, conditional = _sections(code)
    if conditional:
        shown = [_whole(section) for section in sections[:3] if section.strip()]
        return Hiding(positive=bool(shown) and all(shown), negative=bool(shown) and all(shown))
    return Hiding(positive=_whole(sections[0]), negative=_whole(sections[1 if len(sections) > 1 else 0]))


def _sections(code: str) -> tuple[list[str], bool]:
    """Return the sections of a format without their literals, and whether conditions choose among them."""
    sections = [""]
    conditional = False
    for match in _TOKENS.finditer(code):
        kind = match.lastgroup or ""
        conditional = conditional or kind == "condition"
        if kind == "end":
            sections.append("")
        else:
            sections[-1] += match[0] if kind == "code" else _KEPT.get(kind, "")
    return sections, conditional


def _whole(section: str) -> bool:
    return _DIGITS.search(section) is not None and _SHOWS_OTHERWISE.search(section) is None


def hiding_styles(package: Package) -> Mapping[str, Hiding]:
    """Return the cell styles that hide decimals, by the number that cells name them with."""
    if not package.has(STYLES):
        return {}
    reader = _StylesReader()
    feed(package.name, reader.parser, package.chunks(STYLES))
    return reader.styles


class _StylesReader:
    """Collects the number formats of the styles; those of conditional formats do not count."""

    def __init__(self) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.styles: dict[str, Hiding] = {}
        self._formats = {str(number): Hiding(positive=True, negative=True) for number in _BUILT_IN_WHOLE}
        self._within = ""
        self._count = 0

    def _on_start(self, name: str, attributes: Attributes) -> None:
        tag = name.rpartition("}")[2]
        if tag in {"numFmts", "cellXfs"}:
            self._within = tag
        elif tag == "numFmt" and self._within == "numFmts":
            self._formats[attributes.get("numFmtId", "")] = hiding(attributes.get("formatCode", ""))
        elif tag == "xf" and self._within == "cellXfs":
            if style := self._formats.get(attributes.get("numFmtId", "0")):
                self.styles[str(self._count)] = style
            self._count += 1

    def _on_end(self, name: str) -> None:
        if name.rpartition("}")[2] == self._within:
            self._within = ""
