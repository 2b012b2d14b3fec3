"""Word, where it is installed: a report opened with its table of contents and page numbers up to date."""

from __future__ import annotations

import importlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.hosts.com import Com


def open_updated(path: Path) -> bool:
    """Open a document in Word and update its fields; False where there is no Word to do it.

    The document is not saved: what was written stays as it was until the planner saves it.
    """
    with suppress(Exception):  # no Word, no pywin32, or a Word that is busy: the planner is told where it is
        word: Com = importlib.import_module("win32com.client").Dispatch("Word.Application")
        word.Visible = True
        document = word.Documents.Open(str(path))
        _update(document)
        document.Saved = True  # closing it asks nothing
        word.Activate()
        return True
    return False


def _update(document: Com) -> None:
    """Update fields; what is protected or odd in a template of the planner's must not stop the rest."""
    with suppress(Exception):
        document.Fields.Update()
    with suppress(Exception):
        for number in range(1, document.TablesOfContents.Count + 1):
            document.TablesOfContents(number).Update()
