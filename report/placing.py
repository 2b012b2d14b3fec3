"""Blocks that come, go, were deleted, or stand there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.changes import ChangeKind
from report.located import Found, P, unwrap
from report.mergerow import is_touched
from report.mergetable import GONE
from report.printed import Kind
from report.wordcells import row_texts, rows_of
from report.wordfile import REFERENCE, W
from workbook.spanish.revisions import not_in_the_book

if TYPE_CHECKING:
    from lxml import etree

    from report.memory import Remembered
    from report.printed import Printed
    from report.updating import Work

_MARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


def free_copy(work: Work, tag: str, control: etree._Element) -> None:
    """Set a second block of the same tag free: it is a person's text from now on."""
    elsewhere = {
        mark.get(f"{W}name")
        for mark in work.body.iter(_MARKS[0])
        if control not in mark.iterancestors(control.tag)
    }
    for start in [mark for mark in control.iter(_MARKS[0]) if mark.get(f"{W}name") in elsewhere]:
        ends = [end for end in control.iter(_MARKS[1]) if end.get(f"{W}id") == start.get(f"{W}id")]
        for mark in (start, *ends[:1]):
            _remove(mark)
    unwrap(control)
    block = work.new.get(tag) or work.base[tag].printed
    if block is not None:
        work.tell(ChangeKind.FREED, block)


def missing(work: Work, new: Printed, found: dict[str, Found]) -> None:
    """Insert a block that is new; list one that was deleted, or that cannot be found."""
    remembered = work.base.get(new.tag)
    if remembered is not None:
        work.remembered[new.tag] = remembered
        stale = remembered.printed is not None and remembered.printed != new
        if new.kind not in (Kind.FILL, Kind.CONTENTS):
            work.tell(ChangeKind.STALE if stale else ChangeKind.DELETED, new)
    elif work.memory is None:
        work.remember(new.tag, new)
        if new.kind not in (Kind.FILL, Kind.CONTENTS):
            work.tell(ChangeKind.NOT_FOUND, new)
    else:
        control = work.blocks.control(new.tag)
        _put(work, new, found, control)
        content = control.find(f"{W}sdtContent")
        found[new.tag] = Found(new.tag, list(content) if content is not None else [], control)
        work.remember(new.tag, new)
        work.headings_changed |= new.kind is Kind.HEADING
        work.tell(ChangeKind.INSERTED, new)


def _put(work: Work, new: Printed, found: dict[str, Found], control: etree._Element) -> None:
    """Put a heading before the block that follows it, so after all a person has added to what precedes.

    Everything else goes after the block that precedes it.
    """
    tags = list(work.new)
    place = tags.index(new.tag)
    before = next((found[tag] for tag in reversed(tags[:place]) if tag in found), None)
    after = next((found[tag] for tag in tags[place + 1 :] if tag in found), None)
    if new.kind is Kind.HEADING and after is not None and (before is None or _precedes(before, after)):
        after.first().addprevious(control)
    elif before is not None:
        before.last().addnext(control)
    elif after is not None:
        after.first().addprevious(control)
    else:
        section = work.body.find(f"{W}sectPr")
        if section is None:
            work.body.append(control)
        else:
            section.addprevious(control)


def _precedes(one: Found, other: Found) -> bool:
    """Tell whether a block stands before another, side by side with it."""
    holder = one.last().getparent()
    if holder is None or other.first().getparent() is not holder:
        return False
    return holder.index(one.last()) < holder.index(other.first())


def gone(work: Work, remembered: Remembered, found: Found | None) -> None:
    """Take away a block that the outline has no more; one that a person has changed stays, with a comment."""
    block = remembered.printed
    if found is None or block is None:
        return
    if _is_untouched(found, block):
        _take_away(work, found)
        work.headings_changed |= block.kind is Kind.HEADING
        work.tell(ChangeKind.REMOVED, block)
        return
    work.remember(block.tag, block, GONE)
    if remembered.told != GONE and work.comment_block(found, not_in_the_book()):
        work.tell(ChangeKind.KEPT, block)


def _is_untouched(found: Found, block: Printed) -> bool:
    own_drawing = block.kind is Kind.CHART
    if any(
        is_touched(atom)
        for atom in found.atoms
        if not (own_drawing and atom.find(f".//{W}drawing") is not None)
    ):
        return False
    if block.kind is Kind.CONTENTS:
        return True
    table = found.table()
    if (table is None) is (block.kind is Kind.TABLE) or found.texts() != block.texts():
        return False
    if table is None:
        return True
    shown = [row_texts(row) for row in rows_of(table)]
    return shown == [block.columns, *(row.cells for row in block.rows)]


def _take_away(work: Work, found: Found) -> None:
    reference = found.chart()
    number = reference.get(f"{REFERENCE}id", "") if reference is not None else ""
    holder = found.first().getparent()
    if found.is_wrapped and found.control is not None:
        _remove(found.control)
    else:
        for atom in found.atoms:
            _remove(atom)
    if holder is not None and holder.tag == f"{W}tc" and (not len(holder) or holder[-1].tag != P):
        holder.append(holder.makeelement(P))  # a cell ends in a paragraph
    if number and not any(number in node.attrib.values() for node in work.body.iter("{*}chart", "{*}blip")):
        _drop_chart(work, number)


def _drop_chart(work: Work, number: str) -> None:
    """Take the parts of a chart away that nothing leads to any more."""
    file = work.file
    part = next((r.target for r in file.relations(file.document) if r.id == number), "")
    file.unrelate([number])
    if file.has(part):
        data = file.related("package", part)
        for name in filter(None, (data, part)):
            file.remove(name)


def _remove(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
