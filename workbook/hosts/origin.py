"""Who saved a file last, and with which program, as its properties say; nothing where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.host import UnusableBook
from workbook.hosts.package import Package, feed, new_parser

if TYPE_CHECKING:
    from workbook.hosts.package import Attributes

_PARTS: Final = {"docProps/app.xml": "Application", "docProps/core.xml": "lastModifiedBy"}
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Origin:
    """The program that wrote a file and who saved it last; "" where the file does not say."""

    program: str = ""
    author: str = ""


def origin_of(name: str, data: bytes) -> Origin:
    """Return what the properties of an .xlsx or .xlsm say; of any other file, nothing."""
    try:
        package = Package(name, data)
        found = [_text(package, part, wanted) for part, wanted in _PARTS.items()]
    except UnusableBook:
        return Origin()
    return Origin(*found)


def _text(package: Package, part: str, wanted: str) -> str:
    """Return the text of an element of a part, on one line."""
    if not package.has(part):
        return ""
    inside: list[bool] = [False]
    texts: list[str] = []

    def on_start(name: str, _: Attributes) -> None:
        inside[0] = name.rpartition("}")[2] == wanted

    def on_end(_: str) -> None:
        inside[0] = False

    def on_text(text: str) -> None:
        if inside[0]:
            texts.append(text)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = on_text
    feed(package.name, parser, package.chunks(part))
    return " ".join("".join(texts).split())[:_LONGEST]
