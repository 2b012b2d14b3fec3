"""Formulas of the add-in that stopped working, and copies of a workbook that need no add-in."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from udfs.catalogue import FUNCTIONS
from workbook.domain.places import address
from workbook.hosts.live import LiveBook
from workbook.hosts.livelooks import boxes
from xlwings_addin.livestate import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbook.host import Position
    from workbook.hosts.com import CellValues, Com, XlBook

ADDIN: Final = "eficacia.xlam"
_NAMES: Final = "|".join(one.name for one in FUNCTIONS)
_OURS: Final = re.compile(rf"(?<![\w.])(?:{_NAMES})\(", re.IGNORECASE)
_LINKED: Final = re.compile(rf"(?:'[^']*eficacia\.xlam'|eficacia\.xlam)!(?=(?:{_NAMES})\()", re.IGNORECASE)
_EXCEL_LINKS: Final = 1
_PASTE_VALUES: Final = -4163


@dataclass(frozen=True, slots=True)
class Repaired:
    """Links pointed to this add-in, formulas entered again, and the protected sheets that were left alone."""

    links: int
    formulas: int
    protected: tuple[str, ...]


def repair_links(book: XlBook) -> Repaired:
    """Point links to the add-in at this computer's, and enter the formulas that call it again."""
    with undisturbed(book) as (progress, _):
        progress("Reparando vínculos y fórmulas…")
        api = book.api
        links = _redirect(api)
        formulas, protected = 0, []
        for name, cells in _ours(book):
            sheet = api.Worksheets(name)
            if sheet.ProtectContents:
                protected.append(name)
                continue
            for box in boxes(cells):
                part = sheet.Range(f"{address(*box[:2])}:{address(*box[2:])}")
                _enter_again(part)
            formulas += len(cells)
    return Repaired(links, formulas, tuple(protected))


def _redirect(api: Com) -> int:
    """Point links to a file called as the add-in to the one that is open."""
    stray = [link for link in api.LinkSources(_EXCEL_LINKS) or () if _file(link) == ADDIN]
    if not stray:
        return 0
    here = api.Application.Workbooks(ADDIN).FullName
    stray = [link for link in stray if link.casefold() != here.casefold()]
    for link in stray:
        api.ChangeLink(link, here, _EXCEL_LINKS)
    return len(stray)


def _enter_again(cells: Com) -> None:
    """Enter formulas as they are: Excel looks their functions up anew. Excel 2019 and older lack Formula2."""
    try:
        formulas = cells.Formula2
    except Exception:  # noqa: BLE001 - whatever the version raises
        cells.Formula = _unlinked(cells.Formula)
    else:
        cells.Formula2 = _unlinked(formulas)


def _unlinked(formulas: CellValues) -> CellValues:
    r"""Return formulas without the path of an add-in, where a link could not be redirected.

    >>> _unlinked((("='C:\\old\\eficacia.xlam'!EFICACIA(D7,E7)",),))
    (('=EFICACIA(D7,E7)',),)
    """
    if isinstance(formulas, tuple):
        return tuple(_unlinked(one) for one in formulas)
    return _LINKED.sub("", formulas)


def _ours(book: XlBook) -> Iterator[tuple[str, list[Position]]]:
    """Yield the cells of each sheet whose formulas call the add-in."""
    live = LiveBook(book)
    for name in live.sheet_names():
        details = live.details(name)
        cells = [at for at, text in details.formulas.items() if _OURS.search(text)] if details else []
        if cells:
            yield name, cells


def plain_copy(book: XlBook, target: Path) -> int:
    """Save a copy in which the add-in's formulas are the values that they show; return how many they were."""
    with undisturbed(book) as (progress, _):
        progress(f"Guardando {target.name}…")
        book.api.SaveCopyAs(str(target))
        with _opened(book, target) as copy:
            changed = _without_formulas(copy)
            copy.api.Save()
    return changed


def _without_formulas(copy: _Open) -> int:
    api, changed = copy.api, 0
    for name, cells in _ours(copy):
        sheet = api.Worksheets(name)
        for box in boxes(cells):
            part = sheet.Range(f"{address(*box[:2])}:{address(*box[2:])}")
            part.Copy()
            part.PasteSpecial(_PASTE_VALUES)  # keeps errors and texts, which entering them again would not
        changed += len(cells)
    api.Application.CutCopyMode = False
    for link in api.LinkSources(_EXCEL_LINKS) or ():
        if _file(link) == ADDIN:
            api.BreakLink(link, _EXCEL_LINKS)
    return changed


@dataclass(frozen=True, slots=True)
class _Open:
    """A workbook opened for a moment, with the one property of xlwings' Book that is needed."""

    api: Com


@contextmanager
def _opened(book: XlBook, path: Path) -> Iterator[_Open]:
    made = book.api.Application.Workbooks.Open(str(path))
    try:
        yield _Open(made)
    finally:
        with suppress(Exception):
            made.Close(False)  # noqa: FBT003 - Excel's order: save
        book.api.Activate()


def _file(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].casefold()
