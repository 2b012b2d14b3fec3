"""What a reader sees of a paragraph, letter by letter, and the runs that hold some of its letters."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

RUN: Final = f"{W}r"
TEXT: Final = f"{W}t"
PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{W}softHyphen": "\N{SOFT HYPHEN}",
}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SEEN: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}p", _FALLBACK}
)


def runs_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph in order: those in links, fields and controls too.

    What tracked changes have deleted is left out; text boxes are paragraphs of their own.
    """
    for child in paragraph:
        if child.tag == RUN:
            yield child
        elif child.tag not in _NOT_SEEN:
            yield from runs_of(child)


def letters_of(node: etree._Element) -> str:
    """Return what a child of a run shows."""
    if node.tag == TEXT:
        return node.text or ""
    return _SIGNS.get(str(node.tag), "")


def run_text(run: etree._Element) -> str:
    """Return what a run shows: breaks as newlines, tabs as tabs."""
    return "".join(letters_of(node) for node in run)


def text_of(paragraph: etree._Element) -> str:
    """Return what a paragraph shows; offsets into it are what `cut` takes."""
    return "".join(run_text(run) for run in runs_of(paragraph))


def cut(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """Return the runs that hold exactly the letters from `start` to `end`, splitting runs at both ends.

    Each half of a run that is split keeps its formatting. Runs without letters belong to what they follow.
    """
    found: list[etree._Element] = []
    place = 0
    for run in list(runs_of(paragraph)):
        length = len(run_text(run))
        first, last = max(start - place, 0), min(end - place, length)
        place += length
        if first >= last:
            continue
        piece = split(run, first) if first else run
        if last < length:
            split(piece, last - first)
        found.append(piece)
    return found


def split(run: etree._Element, offset: int) -> etree._Element:
    """Move what a run shows from `offset` on into a run of its own after it, formatted alike; return that."""
    rest = run.makeelement(run.tag, {str(name): str(value) for name, value in run.items()})
    if (look := run.find(f"{W}rPr")) is not None:
        rest.append(deepcopy(look))
    place, moving = 0, False
    for node in [node for node in run if node.tag != f"{W}rPr"]:
        length = len(letters_of(node))
        moving = moving or (place >= offset and length > 0)
        if moving:
            rest.append(node)
        elif place < offset < place + length:
            rest.append(_split_text(node, offset - place))
        place += length
    run.addnext(rest)
    return rest


def _split_text(node: etree._Element, offset: int) -> etree._Element:
    letters = node.text or ""
    rest = deepcopy(node)
    node.text, rest.text = letters[:offset], letters[offset:]
    for half in (node, rest):
        half.set(PRESERVE, "preserve")
    return rest
