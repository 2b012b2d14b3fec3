"""Whether the results in a workbook still belong to its data: the digest kept, and the yellow bar."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from workbook.hosts.livelooks import bgr
from workbook.layouts import own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.hosts.com import Com, XlBook

NAME: Final = "eficacia_huella"
CHANGED: Final = "LOS DATOS CAMBIARON DESPUÉS DE CONSOLIDAR: presione Consolidar para actualizar.  ·  "
STAMP: Final = "A4"
_YELLOW: Final = "FFE699"
_NO_FILL: Final = -4142
_TEXT: Final = "@"
_RESULTS: Final = (own.CONSOLIDATED, own.BY_UNIT, own.DASHBOARD)


@contextmanager
def remembering(book: XlBook, digest: str) -> Iterator[None]:
    """Keep, in a hidden name of the workbook, which data its results are made from; not if that fails."""
    before = remembered(book)
    try:
        _remember(book, digest)
        yield
    except BaseException:
        with suppress(Exception):
            _remember(book, before)
        raise


def _remember(book: XlBook, digest: str) -> None:
    book.api.Names.Add(NAME, f'="{digest}"', False)  # noqa: FBT003 - Excel's order: name, content, visible


def remembered(book: XlBook) -> str:
    """Return the digest of the data that the results were made from; "" where nobody consolidated."""
    with suppress(Exception):  # Excel raises where there is no such name
        return str(book.api.Names.Item(NAME).RefersTo).strip('="')
    return ""


def mark_changes(book: XlBook, digest: str) -> bool:
    """Put the yellow bar on the results if the data are others now, take it away if they are not.

    Returns whether the results are out of date. Protected sheets are left as they are, and no other
    refusal of Excel's stops the command that asks.
    """
    before = remembered(book)
    if not before:
        return False
    changed = before != digest
    with suppress(Exception):
        for sheet in _results(book):
            _mark(sheet, changed=changed)
    return changed


def _mark(sheet: Com, *, changed: bool) -> None:
    stamp = sheet.Range(STAMP)
    text = str(stamp.Value2 or "")
    if text.startswith(CHANGED) != changed and not sheet.ProtectContents:
        _put(stamp, CHANGED + text if changed else text.removeprefix(CHANGED), yellow=changed)


def _results(book: XlBook) -> Iterator[Com]:
    """Yield the result sheets that are there and ours."""
    sheets = book.api.Worksheets
    for number in range(1, sheets.Count + 1):
        sheet = sheets(number)
        if sheet.Name in _RESULTS and str(sheet.Range("A1").Value2 or "").startswith(own.GENERATED_NOTICE):
            yield sheet


def _put(stamp: Com, text: str, *, yellow: bool) -> None:
    shown = stamp.NumberFormat
    stamp.NumberFormat = _TEXT
    stamp.Value2 = text
    stamp.NumberFormat = shown
    row = stamp.Worksheet.Range(f"{STAMP}:L4")
    if yellow:
        row.Interior.Color = bgr(_YELLOW)
    else:
        row.Interior.Pattern = _NO_FILL
