"""Another text for a paragraph of a document, in the formatting that it has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.inlines import PRESERVE, RUN, TEXT, cut, letters_of, run_text, runs_of, text_of
from report.printed import BOLD, ITALIC
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report.printed import Line

_WORDS: Final = re.compile(r"\w+|\W")
_BREAKS: Final = re.compile("([\t\n])")
_BREAK_TAGS: Final = {"\t": f"{W}tab", "\n": f"{W}br"}
_OFF: Final = ("0", "false", "off")
_NO_LOOK: Final = frozenset(f"{W}{name}" for name in ("bCs", "iCs", "szCs", "lang", "noProof", "webHidden"))
_PLAIN_PROPERTIES: Final = frozenset(
    f"{W}{name}"
    for name in (
        "pStyle",
        "keepNext",
        "pageBreakBefore",
        "rPr",
        "widowControl",
        "bidi",
        "suppressAutoHyphens",
    )
)
_PLAIN_NODES: Final = frozenset(
    f"{W}{name}"
    for name in (
        "p pPr r rPr t tab br fldChar instrText lastRenderedPageBreak bookmarkStart bookmarkEnd proofErr "
        "sdt sdtPr sdtEndPr sdtContent"
    ).split()
)
_NOT_LOOKED_INTO: Final = frozenset((f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr"))
_TRACKED: Final = tuple(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_FOREIGN: Final = re.compile(r"\}(drawing|pict|object|footnoteReference|endnoteReference|oMath)$")
_NUMBER: Final = re.compile(r"(Tabla|Gráfico)[\d#]+")


def rewrite(paragraph: etree._Element, text: str) -> None:
    """Change what a paragraph shows into `text`, word by word.

    Words that stay keep their runs; what takes the place of others gets their formatting. Pictures, notes,
    bookmarks and the ends of comments stay where they are.
    """
    old, new = _WORDS.findall(text_of(paragraph)), _WORDS.findall(text)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, first, last, from_, to in reversed(changes):
        if kind != "equal":
            exchange(paragraph, starts[first], starts[last], "".join(new[from_:to]))
    _join(paragraph)


def exchange(paragraph: etree._Element, start: int, end: int, text: str) -> None:
    """Put `text` in the place of the letters from `start` to `end`, in the look of the first of them."""
    if start == end:
        _insert(paragraph, start, text)
        return
    runs = cut(paragraph, start, end)
    for number, run in enumerate(runs):
        place = next(place for place, node in enumerate(run) if letters_of(node))
        for node in [node for node in run if letters_of(node)]:
            run.remove(node)
        if number == 0 and text:
            _put(run, place, text)
        elif all(node.tag == f"{W}rPr" for node in run):
            _drop(run)


def _insert(paragraph: etree._Element, place: int, text: str) -> None:
    before, after = cut(paragraph, max(place - 1, 0), place), cut(paragraph, place, place + 1)
    if before:
        run = before[-1]
        last = max(at for at, node in enumerate(run) if letters_of(node))
        _put(run, last + 1, text)
    elif after:
        first = next(at for at, node in enumerate(after[0]) if letters_of(node))
        _put(after[0], first, text)
    else:
        _put(etree.SubElement(paragraph, RUN), 0, text)


def _put(run: etree._Element, place: int, text: str) -> None:
    for piece in filter(None, _BREAKS.split(text)):
        node = etree.Element(_BREAK_TAGS.get(piece, TEXT))
        if node.tag == TEXT:
            node.text = piece
            node.set(PRESERVE, "preserve")
        run.insert(place, node)
        place += 1


def _drop(run: etree._Element) -> None:
    holder = run.getparent()
    if holder is not None:
        holder.remove(run)


def _join(paragraph: etree._Element) -> None:
    """Join neighbouring runs of plain letters that look alike: what cutting has left."""
    for run in list(runs_of(paragraph)):
        before = run.getprevious()
        if before is None or before.tag != RUN or not _is_letters(run) or not _is_letters(before):
            continue
        if _canonical_look(run) == _canonical_look(before):
            before[-1].text = (before[-1].text or "") + (run[-1].text or "")
            before[-1].set(PRESERVE, "preserve")
            _drop(run)


def _is_letters(run: etree._Element) -> bool:
    return [node.tag for node in run if node.tag != f"{W}rPr"] == [TEXT]


def _canonical_look(run: etree._Element) -> bytes:
    look = run.find(f"{W}rPr")
    return b"" if look is None or not len(look) else etree.tostring(look, method="c14n", exclusive=True)


def is_tracked(element: etree._Element) -> bool:
    """Tell whether there are tracked changes in an element."""
    return next(element.iter(*_TRACKED), None) is not None


def has_foreign(element: etree._Element) -> bool:
    """Tell whether somebody has put a picture, an object, a note or a formula into an element."""
    return any(_FOREIGN.search(str(node.tag)) for node in element.iter("{*}*"))


def is_as_written(paragraph: etree._Element, line: Line, style: str) -> bool:
    """Tell whether a paragraph has the style and the looks of a line, and nothing that the line has not."""
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        if any(node.tag not in _PLAIN_PROPERTIES for node in properties):
            return False
        own = properties.find(f"{W}pStyle")
        if own is None or own.get(f"{W}val") != style:
            return False
    marks = paragraph.iter(f"{W}bookmarkStart")
    if not _is_plain(paragraph) or not all(mark.get(f"{W}name", "").startswith("_") for mark in marks):
        return False
    shown = ((run_text(run), _look(run)) for run in runs_of(paragraph))
    return _merged(shown) == _merged((span.text, span.look) for span in line)


def _is_plain(element: etree._Element) -> bool:
    return all(
        node.tag in _PLAIN_NODES and (node.tag in _NOT_LOOKED_INTO or _is_plain(node)) for node in element
    )


def _look(run: etree._Element) -> str:
    look = ""
    others = []
    properties = run.find(f"{W}rPr")
    for node in () if properties is None else properties:
        on = node.get(f"{W}val") not in _OFF
        if node.tag == f"{W}b":
            look += BOLD * on
        elif node.tag == f"{W}i":
            look += ITALIC * on
        elif node.tag not in _NO_LOOK:
            others.append(str(node.tag))
    return look + "".join(others)


def _merged(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text, look in pieces:
        letters = "".join(text.split())
        if not letters:
            continue
        if found and found[-1][1] == look:
            letters = found.pop()[0] + letters
        found.append((letters, look))
    return [(_NUMBER.sub(r"\1", letters), look) for letters, look in found]
