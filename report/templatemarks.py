"""Where a template wants the parts of a report: the marks that stand for them, and the parts in its order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.outline import Document, Section

WHOLE: Final = "informe"
MARK: Final = "eficacia"
"""The target of the processing instruction that marks where a part goes; its text is the part's name."""


def arranged(document: Document, parts: Sequence[str]) -> Document:
    """Return the document with the parts that a template names, in its order; whole where it names none."""
    if not parts:
        return document
    named = {section.name: section for section in document.sections}
    rest = tuple(section for section in document.sections if section.name not in parts)
    found: list[Section] = []
    for part in parts:
        found.extend(rest if part == WHOLE else [named[part]] if part in named else [])
    return replace(document, sections=tuple(found))
