"""A block that is in the document and in the new outline: replaced, refreshed, or kept with a comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from report.changes import ChangeKind
from report.inlines import text_of
from report.mergechart import refresh_chart
from report.mergetable import TableMerger
from report.outline import Chart, Role, Table
from report.printed import Kind, normal
from report.rewrite import is_as_written, is_tracked, rewrite
from report.wordfile import W
from report.wordstyles import ROLES
from workbook.spanish.revisions import facts_changed, facts_differ, table_not_updated

if TYPE_CHECKING:
    from report.located import Found
    from report.printed import Printed
    from report.updating import Work

_STYLES: Final = {role.value: ROLES[role] for role in Role}


def merge(work: Work, found: Found, new: Printed) -> None:
    """Bring a block up to date around what a person has done to it."""
    remembered = work.base.get(new.tag)
    base = remembered.printed if remembered is not None else None
    told = remembered.told if remembered is not None else ""
    if new.kind in (Kind.FILL, Kind.CONTENTS) or (base is not None and base.kind is not new.kind):
        work.remember(new.tag, new)
    elif new.kind is Kind.TABLE:
        _table(work, found, base, new, told)
    elif new.kind is Kind.CHART:
        _chart(work, found, base, new)
    else:
        _text(work, found, base, new, told)


def _text(work: Work, found: Found, base: Printed | None, new: Printed, told: str) -> None:
    shown = found.texts()
    tracked = any(map(is_tracked, found.atoms))
    if shown == new.texts() and not tracked:
        work.remember(new.tag, new)
    elif base is not None and (base.lines, base.facts) == (new.lines, new.facts):
        work.remember(new.tag, base, told)
    elif base is not None and shown == base.texts() and not tracked and len(found.paragraphs()) == 1:
        _replace(work, found, base, new)
        work.remember(new.tag, new)
        work.headings_changed |= new.kind is Kind.HEADING
        work.tell(ChangeKind.REPLACED, new)
    else:
        now = " ".join(new.texts())
        text = facts_differ(now) if base is None else facts_changed(" ".join(base.texts()), now)
        _comment_once(work, found, base, new, told, text, ChangeKind.COMMENTED)


def _comment_once(  # noqa: PLR0913, PLR0917 - what a comment needs
    work: Work, found: Found, base: Printed | None, new: Printed, told: str, text: str, kind: ChangeKind
) -> None:
    """Tell of new facts beside what a person has changed, once for the same facts."""
    digest = new.digest()
    work.remember(new.tag, base, digest)
    if told != digest and work.comment_block(found, text):
        work.tell(kind, new)


def _replace(work: Work, found: Found, base: Printed, new: Printed) -> None:
    """Write a paragraph anew if it is as it was written; else change its words and keep its formatting."""
    (paragraph,) = found.paragraphs()
    if base.facts in _STYLES and len(found.atoms) == 1:
        style = work.blocks.style(_STYLES[base.facts])
        holder = paragraph.getparent()
        if is_as_written(paragraph, base.lines[0], style) and holder is not None:
            wrapped = found.is_wrapped
            holder.replace(paragraph, work.content(new.tag)[0] if wrapped else work.blocks.control(new.tag))
            return
    rewrite(paragraph, text_of(work.content(new.tag)[0]))


def _table(work: Work, found: Found, base: Printed | None, new: Printed, told: str) -> None:
    outline, table = work.places[new.tag].block, found.table()
    assert isinstance(outline, Table)  # noqa: S101 - of that kind
    merger = TableMerger(base, new, outline, lambda rows: work.blocks.table(new.tag, rows), work.comment)
    rows = None if table is None else merger.merge(table)
    changes = merger.changes
    if rows is None:
        if base is not None and base.digest() == new.digest():
            work.remember(new.tag, base, told)
        else:
            _comment_once(work, found, base, new, told, table_not_updated(), ChangeKind.STUCK)
        return
    for kind, count in (
        (ChangeKind.CELLS, changes.cells + changes.added + changes.removed),
        (ChangeKind.TYPED_OVER, changes.typed),
        (ChangeKind.STUCK, changes.comments - changes.typed),
        (ChangeKind.ROW_DELETED, changes.deleted),
    ):
        if count > 0:
            work.tell(kind, new, count)
    _captions(work, found, base, new)
    work.remember(new.tag, replace(new, rows=rows))


def _chart(work: Work, found: Found, base: Printed | None, new: Printed) -> None:
    outline, reference = work.places[new.tag].block, found.chart()
    assert isinstance(outline, Chart)  # noqa: S101 - of that kind
    stale = base is None or base.facts != new.facts
    if reference is not None and stale and refresh_chart(work.file, reference, outline):
        work.tell(ChangeKind.CHART, new)
    _captions(work, found, base, new)
    work.remember(new.tag, new)


def _captions(work: Work, found: Found, base: Printed | None, new: Printed) -> None:
    """Bring captions and legends up to date that nobody has rewritten."""
    shown = found.paragraphs()
    if base is None or base.lines == new.lines or not len(shown) == len(base.lines) == len(new.lines):
        return
    fresh = [text_of(one) for one in work.content(new.tag) if one.tag == f"{W}p" and text_of(one).strip()]
    for paragraph, was, now in zip(shown, base.texts(), fresh, strict=False):
        if normal(text_of(paragraph)) == was != normal(now) and not is_tracked(paragraph):
            rewrite(paragraph, now)
            work.tell(ChangeKind.REPLACED, new)
