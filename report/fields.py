"""Fields that depend on the rest of a document: captions' numbers, references to them, the contents."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.inlines import RUN, TEXT, runs_of, text_of
from report.located import P, body_atoms
from report.wordblocks import CONTENTS_FIELD
from report.wordfile import W_NAMESPACE, W
from report.wordstyles import CONTENTS, HEADINGS, SPACER
from report.wordxml import FIELD_END, field_begin, link, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CAPTIONS: Final = ("Tabla", "Gráfico")
_CHAR: Final = f"{W}fldChar"
_KIND: Final = f"{W}fldCharType"


def renumber(body: etree._Element) -> None:
    """Number captions in the order they stand in, and let references say what they refer to, as Word does."""
    numbers = dict.fromkeys(_CAPTIONS, 0)
    fields = list(_fields(body))
    for words, result in fields:
        if words[:1] == ["SEQ"] and len(words) > 1 and words[1] in numbers and "\\r" not in words:
            numbers[words[1]] += 1
            _say(result, str(numbers[words[1]]))
    names = {words[1] for words, _ in fields if words[:1] == ["REF"] and len(words) > 1}
    labels = _bookmarked(body, {name for name in names if name.startswith("_Ref")})
    for words, result in fields:
        if words[:1] == ["REF"] and len(words) > 1 and labels.get(words[1]):
            _say(result, labels[words[1]])


def refill_contents(body: etree._Element, styles: Mapping[str, str]) -> bool:
    """Write the entries of the contents anew, from the headings that stand in the document.

    `styles` are ids by name. Return whether there are contents, and they have changed.
    """
    begin = next(
        (code for code in body.iter(f"{W}instrText") if (code.text or "").split()[:1] == ["TOC"]), None
    )
    first = next(begin.iterancestors(P), None) if begin is not None else None
    if first is None:
        return False
    old = _field_paragraphs(first)
    levels = {styles[name]: level for level, name in HEADINGS.items()}
    entries = []
    for heading in body_atoms(body):
        level = levels.get(_style(heading))
        if heading.tag == P and level and (text := " ".join(text_of(heading).split())):
            entries.append((level, text, _mark(heading, body)))
    shown = [" ".join(text_of(one).split()) for one in old]
    if [text for text in shown if text] == [text for _, text, _ in entries]:
        return False
    for element in _written(entries, styles):
        old[0].addprevious(element)
    for element in old:
        holder = element.getparent()
        if holder is not None:
            holder.remove(element)
    return True


def _written(entries: list[tuple[int, str, str]], styles: Mapping[str, str]) -> list[etree._Element]:
    pieces = []
    begin = field_begin(CONTENTS_FIELD)
    for level, text, mark in entries:
        pieces.append(paragraph(styles[CONTENTS[level]], begin + link(mark, run(text))))
        begin = ""
    pieces.append(paragraph(styles[SPACER], begin + FIELD_END))
    return list(etree.fromstring(f'<w:x xmlns:w="{W_NAMESPACE}">{"".join(pieces)}</w:x>'))


def _field_paragraphs(first: etree._Element) -> list[etree._Element]:
    """Return the paragraphs from the one where a field begins to the one where it ends."""
    found: list[etree._Element] = []
    depth = 0
    one: etree._Element | None = first
    while one is not None:
        found.append(one)
        for sign in one.iter(_CHAR):
            depth += {"begin": 1, "end": -1}.get(sign.get(_KIND, ""), 0)
        if depth <= 0:
            break
        one = one.getnext()
    return found if depth <= 0 else [first]


def _style(element: etree._Element) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _mark(heading: etree._Element, body: etree._Element) -> str:
    """Return the bookmark of a heading that contents can lead to, a new one where it has none."""
    for mark in heading.iter(f"{W}bookmarkStart"):
        if (name := mark.get(f"{W}name", "")).startswith("_Toc"):
            return name
    taken = {mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")}
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    number = next(str(n) for n in count(1) if str(n) not in taken)
    name = next(name for n in count(1) if (name := f"_Toc{n:09}") not in names)
    start = heading.makeelement(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name})
    heading.insert(1 if len(heading) and heading[0].tag == f"{W}pPr" else 0, start)
    heading.append(heading.makeelement(f"{W}bookmarkEnd", {f"{W}id": number}))
    return name


def _fields(body: etree._Element) -> Iterator[tuple[list[str], list[etree._Element]]]:
    """Yield the words of each field's instruction, and the runs of its result, which lie in one paragraph."""
    for holder in {id(p): p for code in body.iter(f"{W}instrText") for p in code.iterancestors(P)}.values():
        open_fields: list[tuple[list[str], list[etree._Element], bool]] = []
        for one in runs_of(holder):
            sign = one.find(_CHAR)
            kind = "" if sign is None else sign.get(_KIND, "")
            if kind == "begin":
                open_fields.append(([], [], False))
            elif not open_fields:
                continue
            elif kind == "separate":
                words, result, _ = open_fields.pop()
                open_fields.append((" ".join(words).split(), result, True))
            elif kind == "end":
                words, result, _ = open_fields.pop()
                yield words, result
            else:
                words, result, shown = open_fields[-1]
                if shown:
                    result.append(one)
                else:
                    words.extend(code.text or "" for code in one.iter(f"{W}instrText"))


def _say(result: list[etree._Element], text: str) -> None:
    """Let a field's result read `text`, in the look that it has."""
    letters = [node for one in result for node in one.iter(TEXT)]
    if not letters or "".join(node.text or "" for node in letters) == text:
        return
    letters[0].text = text
    for node in letters[1:]:
        node.text = ""


def _bookmarked(body: etree._Element, names: set[str]) -> dict[str, str]:
    """Return the text between the two ends of each bookmark, which lie in one paragraph."""
    found = {}
    for start in body.iter(f"{W}bookmarkStart"):
        name = start.get(f"{W}name", "")
        holder = next(start.iterancestors(P), None)
        if name not in names or holder is None:
            continue
        inside = False
        letters = []
        for node in holder.iter():
            if node is start:
                inside = True
            elif node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id"):
                break
            elif inside and node.tag == TEXT and next(node.iterancestors(RUN), None) is not None:
                letters.append(node.text or "")
        found[name] = "".join(letters)
    return found
