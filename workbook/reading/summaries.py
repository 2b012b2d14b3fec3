"""Sheets that say again what other sheets say: the same amounts of the same units in the same AEI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import ZERO, Number
from workbook.domain.exact import EXACT
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts.grid import words_of
from workbook.reading.repeats import same_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from workbook.domain.cells import Fact, Raw
    from workbook.domain.model import Activity
    from workbook.domain.unitnames import UnitBook
    from workbook.reading.rows import ActivitySheet

    Head = Sequence[Sequence[Raw]]
    Amounts = tuple[Decimal, Decimal]
    Pair = tuple[str, str]
    Row = tuple[str, str, str, Amounts]

_SAME: Final = 0.8


@dataclass
class Content:
    """What a sheet holds: rows with their amounts, and sums by unit and AEI."""

    rows: list[tuple[Row, Row]] = field(default_factory=list)
    known: set[Row] = field(default_factory=set)
    sums: dict[Pair, Amounts] = field(default_factory=dict)

    def add(self, unit: str, activity: Activity) -> None:
        """Add a row that has amounts."""
        amounts = _amounts(activity)
        if any(amounts):
            pair = unit, activity.action
            code, name = (
                (*pair, plain(text), amounts) for text in (activity.code, activity.name or activity.code)
            )
            self.rows.append((code, name))
            self.known |= {code, name}
            self.sums[pair] = _added(self.sums.get(pair, (ZERO, ZERO)), amounts)

    def merge(self, other: Content) -> None:
        """Add what another sheet holds."""
        self.rows += other.rows
        self.known |= other.known
        for pair, amounts in other.sums.items():
            self.sums[pair] = _added(self.sums.get(pair, (ZERO, ZERO)), amounts)

    def units_within(self, others: Content) -> frozenset[str]:
        """Return the units four in five of whose rows are those of other sheets."""
        known: dict[str, list[bool]] = {}
        for code, name in self.rows:
            told = (bool(code[2]) and code in others.known) or (bool(name[2]) and name in others.known)
            known.setdefault(name[0], []).append(told)
        return frozenset(unit for unit, rows in known.items() if sum(rows) >= _SAME * len(rows))

    def repeats(self, others: Content, elsewhere: Sequence[Content] = ()) -> bool:
        """Tell whether four in five of its rows, or of its sums, are those of other sheets.

        `elsewhere` are sheets of units that it does not name, or calls otherwise: it repeats one of them
        where the rows of one of its own units are the same.
        """
        renamed = self._called_otherwise(elsewhere)
        rows = sum(
            (bool(code[2]) and code in others.known) or name in others.known or name[0] in renamed
            for code, name in self.rows
        )
        sums = sum(others.sums.get(pair) == amounts for pair, amounts in self.sums.items())
        return bool(self.rows) and (rows >= _SAME * len(self.rows) or sums >= _SAME * len(self.sums))

    def by_unit(self) -> dict[str, set[Row]]:
        """Return the rows of each unit, without their unit."""
        found: dict[str, set[Row]] = {}
        for _, name in self.rows:
            found.setdefault(name[0], set()).add(("", *name[1:]))
        return found

    def _called_otherwise(self, elsewhere: Sequence[Content]) -> set[str]:
        there: list[AbstractSet[object]] = [rows for sheet in elsewhere for rows in sheet.by_unit().values()]
        return {
            unit
            for unit, rows in (self.by_unit() if there else {}).items()
            if len(rows) > 1 and any(same_rows(rows, other) for other in there)
        }


def content(
    activities: Iterable[Activity], units: UnitBook, own_unit: str, told: Mapping[str, str]
) -> Content:
    """Return what the rows of a sheet hold; units by their keys, else by their names as typed."""
    found = Content()
    for one in activities:
        name = own_unit or told.get(one.unit, one.unit)
        known = units.find(name)
        found.add(plain(known.key if known is not None else name), one)
    return found


def summaries(
    sheets: Sequence[ActivitySheet],
    heads: Mapping[str, Head],
    units: UnitBook,
    read: Callable[[ActivitySheet], Content],
) -> Iterator[tuple[str, tuple[str, ...], frozenset[str] | None]]:
    """Yield the sheets that repeat others, with those others; smaller ones are looked at first.

    The third are the units (compared as `plain`) whose rows only are repeated; None for a whole sheet. Only
    the sheets of units are asked for that: two lists with the same rows of a unit may be of two periods.

    Only a sheet with its units in a column can be one, and only if its first rows name units of others.
    """
    names = {name: _units_named(name, sheets, heads, units) for name in dict.fromkeys(_names(sheets))}
    listed = {one.columns.sheet for one in sheets if Field.UNIT in one.columns.fields}
    listing = [
        name
        for name in names
        if name in listed and any(names[name] & other for sheet, other in names.items() if sheet != name)
    ]
    if not listing:
        return
    contents: dict[str, Content] = {name: Content() for name in names}
    for one in sheets:
        contents[one.columns.sheet].merge(read(one))
    for name in sorted(listing, key=lambda sheet: len(contents[sheet].rows)):
        others, elsewhere, used = Content(), [], []
        of_units = Content()
        for sheet, other in contents.items():
            if sheet != name and names[sheet] & names[name]:
                others.merge(other)
                used.append(sheet)
                if sheet not in listed:
                    of_units.merge(other)
            elif sheet != name:
                elsewhere.append(other)
        if contents[name].repeats(others, elsewhere):
            del contents[name]
            yield name, tuple(used), None
        elif units_within := contents[name].units_within(of_units):
            yield name, tuple(sheet for sheet in used if sheet not in listed), units_within


def _names(sheets: Iterable[ActivitySheet]) -> Iterator[str]:
    return (one.columns.sheet for one in sheets)


def _units_named(
    name: str, sheets: Iterable[ActivitySheet], heads: Mapping[str, Head], units: UnitBook
) -> frozenset[str]:
    """Return the units that a sheet is of, or that its first rows name."""
    found: set[str] = set()
    for one in (one for one in sheets if one.columns.sheet == name):
        column = one.columns.fields.get(Field.UNIT)
        if one.columns.unit:
            found.add(plain(one.columns.unit))
        if column is not None:
            rows = (row for row in heads[name][one.header + 1 :] if column < len(row))
            texts = (words_of(row[column]) for row in rows)
            known = ((units.find(text), text) for text in texts if text)
            found |= {plain(unit.key if unit is not None else text) for unit, text in known}
    return frozenset(found)


def _amounts(activity: Activity) -> Amounts:
    if activity.monthly is None:
        return _value(activity.programmed), _value(activity.executed)
    return _sum(activity.monthly.programmed), _sum(activity.monthly.executed)


def _value(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact, Number) else ZERO


def _sum(facts: Iterable[Fact]) -> Decimal:
    total = ZERO
    for fact in facts:
        total = EXACT.add(total, _value(fact))
    return total


def _added(one: Amounts, other: Amounts) -> Amounts:
    return EXACT.add(one[0], other[0]), EXACT.add(one[1], other[1])
