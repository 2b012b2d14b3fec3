"""A copy of a report with a Word comment at the words of every observation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.comments import Author, Commenter
from report.verify.catalogue import CATALOGUE, Rule
from report.verify.model import Severity
from report.wordfile import W

if TYPE_CHECKING:
    import datetime as dt

    from lxml import etree

    from report.verify.model import Observation
    from report.verify.verify import Verdict
    from report.wordfile import WordFile

AUTHOR: Final = "Verificar informe"
_INITIALS: Final = "VI"
_ANCHOR, _START, _END = f"{W}commentRangeStart", f"{W}bookmarkStart", f"{W}bookmarkEnd"
_HEADS: Final = {Severity.ERROR: "Error", Severity.WARNING: "Advertencia", Severity.NOTICE: "Aviso"}


def reviewed(file: WordFile, verdict: Verdict, when: dt.datetime | None = None) -> bytes:
    """Return the report that `verdict` is about, commented; `file` is the one that was verified.

    The words of observation `n` (from 1) get the bookmark `bookmark_of(n)` too, for links to lead there.
    """
    commenter = Commenter(file, Author(AUTHOR, _INITIALS, when))
    body = file.tree(file.document)
    taken = [int(mark.get(f"{W}id", "")) for mark in body.iter(_START) if mark.get(f"{W}id", "").isdecimal()]
    number = max(taken, default=0)
    for position, observation in enumerate(verdict.observations, 1):
        place = observation.place
        if place.paragraph is None:
            continue
        paragraph, text = place.paragraph.element, comment_of(observation)
        if place.end is not None and place.end > place.start:
            made = commenter.add(paragraph, text, place.start, place.end)
        else:
            made = commenter.add(paragraph, text)
        number += 1
        _bookmark(body, made, number, bookmark_of(position))
    return file.save()


def bookmark_of(position: int) -> str:
    """Return the name of the bookmark at the words of an observation.

    >>> bookmark_of(3)
    'Verificar_3'
    """
    return f"Verificar_{position}"


def _bookmark(body: etree._Element, comment: int, number: int, name: str) -> None:
    """Put a bookmark where a comment begins."""
    anchor = next(mark for mark in body.iter(_ANCHOR) if mark.get(f"{W}id") == str(comment))
    start = anchor.makeelement(_START, {f"{W}id": str(number), f"{W}name": name})
    end = anchor.makeelement(_END, {f"{W}id": str(number)})
    anchor.addprevious(start)
    start.addnext(end)


def comment_of(observation: Observation) -> str:
    """Return what the comment of an observation says."""
    entry = CATALOGUE[Rule(observation.rule)]
    head = f"{_HEADS[observation.severity]}: {entry.title}."
    follows = "\nSe corrige al corregir lo anterior." if observation.root is not None else f"\n{entry.repair}"
    return f"{head}\n{observation.message}{follows}"
