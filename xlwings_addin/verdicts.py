"""What a check says: a verdict, what was found, and how to repair it, in Spanish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How a checked thing is."""

    FINE = "bien"
    WARNING = "atención"
    WRONG = "mal"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a diagnosis; `repair` is empty where there is nothing to do."""

    verdict: Verdict
    subject: str
    what: str
    repair: str = ""


def fine(subject: str, what: str) -> Check:
    """Return a check that is passed."""
    return Check(Verdict.FINE, subject, what)


def warning(subject: str, what: str, repair: str) -> Check:
    """Return a check of something that may cause trouble."""
    return Check(Verdict.WARNING, subject, what, repair)


def wrong(subject: str, what: str, repair: str) -> Check:
    """Return a check of something that keeps the add-in from working."""
    return Check(Verdict.WRONG, subject, what, repair)


def worst(checks: list[Check]) -> Verdict:
    """Return the worst of some verdicts.

    >>> worst([fine("Python", "3.11"), warning("Excel", "abierto dos veces", "ciérrelo")])
    <Verdict.WARNING: 'atención'>
    """
    order = list(Verdict)
    return max((check.verdict for check in checks), key=order.index, default=Verdict.FINE)
