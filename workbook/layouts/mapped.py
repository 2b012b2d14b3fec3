"""A table of activities whose columns an equivalence tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout
from workbook.domain.equivalence import Belonging
from workbook.domain.periods import MONTHS
from workbook.domain.places import Field, column_letters
from workbook.layouts import own
from workbook.layouts.activities import Header
from workbook.layouts.form import Form, Naming, says_total
from workbook.layouts.grid import words_of
from workbook.layouts.headers import header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.domain.equivalence import Assignment, SheetEquivalence, Target
    from workbook.layouts.form import NumberedRow

    Head = Sequence[Sequence[Raw]]

_LETTERS: Final = re.compile(r"columna ([A-Z]{1,3})", re.IGNORECASE)
_CODE_END: Final = ". \t"
_TWICE: Final = 2


def find_mapped(head: Head, said: SheetEquivalence, year: int | None) -> Header | None:
    """Return the header that an equivalence tells, which may lack columns; None where it is not there."""
    wanted = [one for one in said.columns if one.year is None or one.year == year]
    rows = range(len(head)) if said.header is None else range(said.header - 1, min(said.header, len(head)))
    best: tuple[int, dict[Assignment, int]] | None = None
    for number in rows:
        found = _found(head[number], wanted)
        if found and (best is None or len(found) > len(best[1])):
            best = number, found
    if best is None or len(best[1]) < min(_TWICE, len(wanted)):
        return None
    number, found = best
    header = _header(number, found, [one.header for one in wanted if one not in found], said)
    return replace(header, repeated=_repeated(head[number], found))


def nothing_mapped(said: SheetEquivalence) -> Header:
    """Return, lacking all, the header of a sheet that an equivalence names and that is not as it says."""
    missing = tuple(one.header for one in said.columns)
    return Header(0, {}, (), (), missing, Layout.MAPPED)


def _repeated(row: Sequence[Raw], found: Mapping[Assignment, int]) -> dict[Field, list[int]]:
    """Return the columns of the fields whose header stands more than once."""
    keys = [header_key(raw) for raw in row]
    columns = {
        one.target.what: [column for column, key in enumerate(keys) if key == keys[at]]
        for one, at in found.items()
        if isinstance(one.target.what, Field) and header_key(one.header) == keys[at]
    }
    return {what: places for what, places in columns.items() if len(places) > 1}


def _found(row: Sequence[Raw], wanted: Sequence[Assignment]) -> dict[Assignment, int]:
    columns: dict[str, int] = {}
    for column, raw in enumerate(row):
        columns.setdefault(header_key(raw), column)
        columns.setdefault(f"columna {column_letters(column).lower()}", column)
    return {one: columns[key] for one in wanted if (key := header_key(one.header)) in columns}


def _header(
    number: int, found: Mapping[Assignment, int], absent: Sequence[str], said: SheetEquivalence
) -> Header:
    rows = _Rows(1 + max(found.values()))
    places = _places(rows, found, said)
    fields = _fields(places, found)
    months = [_months(places, what) for what in (Field.PROGRAMMED, Field.EXECUTED)]
    monthly = all(months)
    lacking = [what for what in own.NEEDED if what not in fields]
    if monthly:
        lacking = [what for what in lacking if what is Field.ACTION]
    virtual = {
        target.what: at
        for target, at in places.items()
        if isinstance(target.what, Field) and not target.month and at >= rows.beyond and target.what in fields
    }
    return Header(
        number,
        fields,
        months[0] if monthly else (),
        months[1] if monthly else (),
        tuple(dict.fromkeys([*absent, *(own.HEADERS[what] for what in lacking)])),
        Layout.MAPPED,
        Form(
            rows,
            virtual,
            Naming(*(_belonging(places, what) for what in Belonging)),
            constants=frozenset(t.what for t, _ in said.constants if isinstance(t.what, Field)),
            merged=frozenset(column for one, column in found.items() if _is_held_down(one.target)),
            told=tuple(_told(found)),
        ),
        next((text for target, text in said.constants if target.what is Field.UNIT), ""),
    )


def _is_held_down(target: Target) -> bool:
    return isinstance(target.what, Belonging) or target.what in {Field.ACTION, Field.UNIT, Field.MEASURE}


def _told(found: Mapping[Assignment, int]) -> Iterator[tuple[int, str]]:
    """Yield the columns that name OEI and AEI."""
    for one, column in found.items():
        for target in (one.target, one.rest):
            if target is not None and isinstance(target.what, Belonging):
                yield column, target.what.value


def _places(rows: _Rows, found: Mapping[Assignment, int], said: SheetEquivalence) -> dict[Target, int]:
    """Return where the rows will hold what is said of them."""
    places: dict[Target, int] = {}
    for one, column in found.items():
        places[one.target] = column
        if one.rest is not None:
            places[one.target], places[one.rest] = rows.part(column, one.separator)
        if one.fill:
            rows.filled.append(column)
    for target, text in said.constants:
        places.setdefault(target, rows.constant(text))
    return places


def _fields(places: Mapping[Target, int], found: Mapping[Assignment, int]) -> dict[Field, int]:
    """Return the column of the sheet that each field is told with; of a constant the first one."""
    real = {one.target: column for one, column in found.items()}
    real |= {one.rest: column for one, column in found.items() if one.rest is not None}
    first = min(found.values())
    fields: dict[Field, int] = {}
    for target in places:
        if isinstance(target.what, Field) and not target.month:
            if target in real:
                fields[target.what] = real[target]
            elif target.what is not Field.UNIT:
                fields[target.what] = first
    return fields


def _belonging(places: Mapping[Target, int], what: Belonging) -> int | None:
    return next((column for target, column in places.items() if target.what is what), None)


def _months(places: Mapping[Target, int], what: Field) -> tuple[int, ...]:
    found = {
        target.month: column for target, column in places.items() if target.what is what and target.month
    }
    return tuple(found[month] for month in MONTHS) if len(found) == len(MONTHS) else ()


class _Rows:
    """Fills the columns beyond the sheet's own: parts of texts, and constants."""

    def __init__(self, beyond: int) -> None:
        self.beyond = self._next = beyond
        self._parts: list[tuple[int, str, int]] = []
        self._constants: list[tuple[int, str]] = []
        self.filled: list[int] = []

    def part(self, column: int, separator: str) -> tuple[int, int]:
        """Part the texts of a column in two; return where the parts go."""
        self._parts.append((column, separator, self._next))
        self._next += 2
        return self._next - 2, self._next - 1

    def constant(self, text: str) -> int:
        """Return where a text goes that is the same in every row."""
        self._constants.append((self._next, text))
        self._next += 1
        return self._next - 1

    def __call__(self, rows: Iterator[NumberedRow], _skips: Skips) -> Iterator[NumberedRow]:
        """Give the rows, wider."""
        above: dict[int, Raw] = {}
        for number, row in rows:
            cells: list[Raw] = [*row[: self.beyond], *[None] * (self.beyond - len(row))]
            blank = says_total(cells) or not any(words_of(cell) for cell in cells)
            cells += [None] * (self._next - self.beyond)
            for column in () if blank else self.filled:
                if words_of(cells[column]):
                    above[column] = cells[column]
                cells[column] = above.get(column)
            for column, separator, at in self._parts:
                cells[at], cells[at + 1] = _parts(words_of(cells[column]), separator)
            for at, text in () if blank else self._constants:
                cells[at] = text
            yield number, cells


def _parts(text: str, separator: str) -> tuple[str | None, str | None]:
    """Return code and name; a text without separator is both."""
    code, found, name = text.partition(separator)
    if not found:
        return text or None, text or None
    return code.strip(_CODE_END) or None, " ".join(name.split()) or None
