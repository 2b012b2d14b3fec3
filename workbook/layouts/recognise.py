"""What each sheet of a workbook is: by its notice, by its name, by its headers. Further layouts join here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from workbook.domain.equivalence import EVERY_SHEET, Equivalence
from workbook.domain.plain import plain
from workbook.domain.unitnames import without_copy_mark
from workbook.layouts import own
from workbook.layouts.actiontables import action_tables
from workbook.layouts.activities import Header, find_header, unit_title
from workbook.layouts.grid import text_of
from workbook.layouts.parameters import looks_like_settings
from workbook.layouts.register import find_register
from workbook.layouts.tables import looks_like_comments, looks_like_framework, looks_like_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbook.domain.cells import Raw

    Head = Sequence[Sequence[Raw]]


class Kind(Enum):
    """What a sheet is for."""

    SETTINGS = own.SETTINGS
    FRAMEWORK = own.FRAMEWORK
    UNITS = own.UNITS
    COMMENTS = own.COMMENTS
    ACTIVITIES = "activities"
    GENERATED = "generated"
    OTHER = "other"


KNOWN: Final = {
    Kind.SETTINGS: looks_like_settings,
    Kind.FRAMEWORK: looks_like_framework,
    Kind.UNITS: looks_like_units,
    Kind.COMMENTS: looks_like_comments,
}
"""The sheets that a workbook has once, each with what tells it when it was renamed."""

_OURS: Final = frozenset(plain(name) for name in (own.INDEX, own.LISTS))
_OUTPUTS: Final = frozenset(plain(name) for name in own.GENERATED_SHEETS)
_NOTICES: Final = (plain(own.GENERATED_NOTICE), plain(own.CLOSINGS_NOTICE))


@dataclass(frozen=True)
class Recognised:
    """The sheets of a workbook by what they are; `copies` are (sheet, the sheet used instead of it).

    `unwanted` are those that an equivalence says not to read.
    """

    known: Mapping[Kind, str]
    activities: Mapping[str, Header]
    copies: tuple[tuple[str, str], ...]
    unwanted: frozenset[str] = frozenset()


def recognise(heads: Mapping[str, Head], said: Equivalence | None = None) -> Recognised:
    """Return what each sheet is, from its first rows; sheets of activities may lack columns.

    `said` tells of sheets what their columns hold, or that they are not to be read.
    """
    inputs = {
        sheet: head for sheet, head in heads.items() if not is_generated(head) and plain(sheet) not in _OURS
    }
    mapped, unwanted = _mapped(inputs, said or Equivalence())
    inputs = {sheet: head for sheet, head in inputs.items() if sheet not in unwanted}
    registers = mapped | {
        sheet: one
        for sheet, head in inputs.items()
        if sheet not in mapped and (one := find_register(head)) is not None
    }
    known, copies = _known({sheet: head for sheet, head in inputs.items() if sheet not in registers})
    taken = {*known.values(), *(sheet for sheet, _ in copies)}
    rest = {sheet: head for sheet, head in inputs.items() if sheet not in taken}
    found = {
        sheet: header
        for sheet, head in rest.items()
        if (header := registers.get(sheet) or _table(sheet, head)) is not None
    }
    ours = {
        sheet: header for sheet, header in found.items() if plain(without_copy_mark(sheet)) not in _OUTPUTS
    }
    return Recognised(known, ours or found, copies, frozenset(unwanted))


def _table(sheet: str, head: Head) -> Header | None:
    """Return the header of a table of activities, or of the first table of an AEI."""
    header = find_header(head)
    if header is not None and not header.missing:
        return header
    return next(iter(action_tables(sheet, head)), header)


def _mapped(heads: Mapping[str, Head], said: Equivalence) -> tuple[dict[str, Header], set[str]]:
    """Return the headers that an equivalence tells, and the sheets that it says not to read."""
    found: dict[str, Header] = {}
    unwanted: set[str] = set()
    if not said.sheets:
        return found, unwanted
    from workbook.layouts.mapped import find_mapped, nothing_mapped

    for sheet, head in heads.items():
        one = said.of(sheet)
        if one is not None and not one.read:
            unwanted.add(sheet)
        elif one is not None and (header := find_mapped(head, one, said.year)) is not None:
            found[sheet] = header
        elif one is not None and one.columns and one.sheet != EVERY_SHEET:
            found[sheet] = nothing_mapped(one)
    return found, unwanted


def is_output(sheet: str, head: Head) -> bool:
    """Tell whether a sheet is output of this program, by notice or name, or holds no input of ours."""
    name = plain(without_copy_mark(sheet))
    return is_generated(head) or name in _OUTPUTS or name in _OURS


def is_generated(head: Head) -> bool:
    """Tell whether a sheet is written by this program and holds no data of the plan, whatever its name."""
    return bool(head and head[0]) and plain(text_of(head[0][0])).startswith(_NOTICES)


def is_unit_sheet(head: Head, header: Header) -> bool:
    """Tell whether a unit's name stands above the table."""
    return unit_title(head[: header.row]) is not None


def _known(heads: Mapping[str, Head]) -> tuple[dict[Kind, str], tuple[tuple[str, str], ...]]:
    known: dict[Kind, str] = {}
    copies: list[tuple[str, str]] = []
    for kind, looks_right in KNOWN.items():
        alike = [sheet for sheet, head in heads.items() if looks_right(head)]
        named = [sheet for sheet in heads if plain(sheet) == plain(kind.value)]
        copied = [s for s in alike if s not in named and plain(without_copy_mark(s)) == plain(kind.value)]
        used = next(iter((*named, *(s for s in alike if s not in copied), *copied)), None)
        if used is not None:
            known[kind] = used
            copies += [(sheet, used) for sheet in copied if sheet != used]
    return known, tuple(copies)
