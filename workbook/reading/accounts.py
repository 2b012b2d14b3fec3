"""The account of the sheets that are no tables of activities: those of the frame, output, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout, SheetAccount
from workbook.layouts.recognise import Kind, is_generated
from workbook.layouts.scaletable import looks_like_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.domain.findings import Finding
    from workbook.layouts.recognise import Recognised

    Head = Sequence[Sequence[Raw]]

_FRAME: Final = {
    Kind.SETTINGS: Layout.SETTINGS,
    Kind.FRAMEWORK: Layout.FRAMEWORK,
    Kind.UNITS: Layout.UNITS,
    Kind.COMMENTS: Layout.COMMENTS,
}


def other_accounts(
    heads: Mapping[str, Head], found: Recognised, left_out: Iterable[Finding], read: Iterable[str]
) -> Iterator[SheetAccount]:
    """Yield the account of each sheet that is not read as activities; `left_out` tells the repeated ones."""
    kinds = {sheet: _FRAME[kind] for kind, sheet in found.known.items()}
    instead = {one.sheet: dict(one.data) for one in left_out}
    activities = frozenset(read)
    for sheet, head in heads.items():
        if sheet in activities:
            continue
        if sheet in instead:
            data = instead[sheet]
            layout = Layout.SUMMARY if data.get("summary") else Layout.COPY
            yield SheetAccount(sheet, layout, instead=str(data["used"]))
        elif sheet in kinds:
            yield SheetAccount(sheet, kinds[sheet])
        elif is_generated(head):
            yield SheetAccount(sheet, Layout.GENERATED)
        else:
            yield SheetAccount(sheet, Layout.SCALE if looks_like_scale(head) else Layout.UNREAD)
