"""The diagnosis of the installation, as a dialog tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.hosts.com import XlBook
    from xlwings_addin.verdicts import Check

_MARKS: Final = {"bien": "✓", "atención": "!", "mal": "✗"}


def verdicts(book: XlBook) -> str:
    """Return what is wrong with the installation and how to repair it."""
    from pathlib import Path

    from xlwings_addin.diagnosis import diagnose
    from xlwings_addin.windows import here

    path = Path(str(book.api.FullName)) if book is not None and book.api.Path else None
    return told(diagnose(here(), path))


def told(checks: Sequence[Check]) -> str:
    """Return checks in a few lines: those that need something first, with what to do."""
    from xlwings_addin.verdicts import Verdict

    lines = [
        f"{_MARKS[check.verdict.value]} {check.subject}: {check.what}\n   {check.repair}".rstrip()
        for check in checks
        if check.verdict is not Verdict.FINE
    ]
    good = sum(check.verdict is Verdict.FINE for check in checks)
    summary = f"Comprobaciones correctas: {good} de {len(checks)}."
    return "\n\n".join([summary, *lines]) if lines else f"{summary}\n\nLa instalación está bien."
