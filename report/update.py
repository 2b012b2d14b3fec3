"""Bringing an existing report up to date: what people wrote stays, what nobody touched becomes current.

The table of the specification (informe, section 3) is decided block by block: `mergeblocks` has the blocks
that are in the document and in the new outline, `placing` those that come, go or were deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.changes import TELLING_ONLY, Change, ChangeKind, Update
from report.fields import refill_contents, renumber
from report.located import Found, locate
from report.lost import Searcher
from report.memory import Memory, store
from report.mergeblocks import merge
from report.placing import free_copy, gone, missing
from report.unusable import UnusableReport
from report.updating import Work
from report.wordblocks import alias_of
from report.wordfile import W, WordFile
from report.wordxml import clean

if TYPE_CHECKING:
    from report.comments import Author
    from report.outline import Document


def update(name: str, data: bytes, document: Document, author: Author) -> Update:
    """Return the report `data` brought up to date with a new outline; `author` signs the comments.

    Raises:
        UnusableReport: the file cannot be read or changed.
    """
    work = Work(WordFile(name, data), document, author)
    if _is_another(work):
        raise UnusableReport(name, "another")
    kinds = {tag: one.printed.kind for tag, one in work.base.items() if one.printed is not None}
    kinds |= {tag: block.kind for tag, block in work.new.items()}
    located = locate(work.body, kinds)
    for tag, control in located.copies:
        free_copy(work, tag, control)
    known = [one.printed for one in work.base.values() if one.printed is not None]
    Searcher(located).search(known or list(work.new.values()))
    for tag, new in work.new.items():
        if (found := located.found.get(tag)) is None:
            missing(work, new, located.found)
        else:
            _retitle(work, found)
            merge(work, found, new)
    for tag, remembered in work.base.items():
        if tag not in work.new:
            gone(work, remembered, located.found.get(tag))
    return _finished(work)


def _is_another(work: Work) -> bool:
    """Tell whether a document is ours and no report: a unit's sheet, or a sustento (it has that heading)."""
    written = {tag for tag in work.base if not tag.startswith("cabecera:")}
    return bool(written) and written.isdisjoint(work.new)


def _retitle(work: Work, found: Found) -> None:
    """Let a control's title tell where the figures come from now."""
    alias = None if found.control is None else found.control.find(f"{W}sdtPr/{W}alias")
    wanted = " ".join(clean(alias_of(work.places[found.tag].block)).split())
    if alias is not None and work.memory is not None and alias.get(f"{W}val") != wanted:
        alias.set(f"{W}val", wanted)


def _finished(work: Work) -> Update:
    changed = any(change.kind not in TELLING_ONLY for change in work.changes)
    if not changed and work.memory is not None:
        return Update(None, tuple(work.changes))
    if not changed:
        work.changes.append(Change(ChangeKind.REMEMBERED, ""))
    else:
        _settle(work)
    parts = () if work.memory is None else work.memory.parts
    store(work.file, Memory(work.document.digest, parts, work.remembered))
    work.file.touch(work.file.document)
    return Update(work.file.save(), tuple(work.changes))


def _settle(work: Work) -> None:
    """Number captions again, and fill the contents anew where headings have changed."""
    renumber(work.body)
    if work.headings_changed and refill_contents(work.body, work.blocks.styles):
        work.changes.append(Change(ChangeKind.CONTENTS, "", what="indice"))
