"""A copy of a report with a Word comment at the words of every observation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.comments import Author, Commenter
from report.verify.catalogue import CATALOGUE, Rule
from report.verify.model import Severity

if TYPE_CHECKING:
    import datetime as dt

    from report.verify.model import Observation
    from report.verify.verify import Verdict
    from report.wordfile import WordFile

AUTHOR: Final = "Verificar informe"
_INITIALS: Final = "VI"
_HEADS: Final = {Severity.ERROR: "Error", Severity.WARNING: "Advertencia", Severity.NOTICE: "Aviso"}


def reviewed(file: WordFile, verdict: Verdict, when: dt.datetime | None = None) -> bytes:
    """Return the report that `verdict` is about, commented; `file` is the one that was verified.

    Comments go in from the end of the document, so that words keep their places while it happens.
    """
    commenter = Commenter(file, Author(AUTHOR, _INITIALS, when))
    for observation in reversed(verdict.observations):
        place = observation.place
        if place.paragraph is None:
            continue
        if place.end is not None and place.end > place.start:
            commenter.add(place.paragraph.element, comment_of(observation), place.start, place.end)
        else:
            commenter.add(place.paragraph.element, comment_of(observation))
    return file.save()


def comment_of(observation: Observation) -> str:
    """Return what the comment of an observation says."""
    entry = CATALOGUE[Rule(observation.rule)]
    head = f"{_HEADS[observation.severity]}: {entry.title}."
    follows = "\nSe corrige al corregir lo anterior." if observation.root is not None else f"\n{entry.repair}"
    return f"{head}\n{observation.message}{follows}"
