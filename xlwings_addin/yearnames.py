"""What the workbooks of a year are called: the planner's name stays, what was done with it stands behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain
from workbook.spanish.calendar import period_name

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from workbook.domain.periods import Period

CLOSED: Final = "-cerrado"
_ADDED: Final = re.compile(
    r"(?: \(\d+\)|-cerrado|-recibido|-(?:al-)?(?:i|ii|iii|iv)-(?:semestre|trimestre)|-anual)+$", re.IGNORECASE
)


def base_name(stem: str) -> str:
    """Return the name of a workbook without what this program put behind it.

    >>> base_name("poi-2026-recibido-cerrado (2)"), base_name("poi-2026-ii-semestre"), base_name("-cerrado")
    ('poi-2026', 'poi-2026', '-cerrado')
    """
    return _ADDED.sub("", stem) or stem


def closed_path(book: Path) -> Path:
    """Return where the workbook with its months closed goes."""
    return book.with_name(f"{base_name(book.stem)}{CLOSED}{book.suffix}")


def period_path(book: Path, period: Period) -> Path:
    """Return where the workbook of a new period goes."""
    return book.with_name(f"{base_name(book.stem)}-{_dashed(period)}{book.suffix}")


def archive_path(book: Path, period: Period, day: dt.date) -> Path:
    """Return where the dated copy of a closed period goes."""
    return book.with_name(f"{base_name(book.stem)}-cierre-{_dashed(period)}-{day.isoformat()}{book.suffix}")


def _dashed(period: Period) -> str:
    return plain(period_name(period)).replace(" ", "-")
