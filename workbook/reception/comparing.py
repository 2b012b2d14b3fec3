"""A row of a form against its activity: which cells it fills in, and whatever else it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import Mark, Number, read_amount
from workbook.domain.codes import code_of
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.domain.reception import Change, Notice, Told
from workbook.layouts.grid import error_of, text_of
from workbook.reception.layout import fact_of, fact_text, month_name, row_label
from workbook.template.stored import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from workbook.domain.cells import Fact
    from workbook.domain.model import Activity
    from workbook.host import Position
    from workbook.reception.contents import FormRow

    Place = tuple[Field, int | None]

_TEXTS: Final = (Field.CODE, Field.NAME, Field.MEASURE)


@dataclass(frozen=True)
class Terms:
    """By what a form is compared.

    The months that are evaluated and those that are filled in; the cells of the workbook, by sheet, that are
    never written (formulas, what a merged cell covers); whether the workbook has months.
    """

    monthly: bool
    months: tuple[int, ...]
    opened: frozenset[int]
    fixed: Mapping[str, frozenset[Position]]


def compared(
    row: FormRow, activity: Activity, sent: Mapping[str, str] | None, terms: Terms
) -> Iterator[Change | Notice]:
    """Yield the cells that a row fills in and what it says otherwise than its activity.

    `sent` is what the row held when the form was sent, by header; None where that is not known.
    """
    pair = _Pair(row, activity, sent, terms)
    yield from pair.texts()
    yield from pair.targets()
    yield from pair.executed()
    yield from pair.entry(Field.CAUSE, activity.cause)
    yield from pair.entry(Field.EVIDENCE, activity.evidence)


@dataclass(frozen=True)
class _Pair:
    row: FormRow
    activity: Activity
    sent: Mapping[str, str] | None
    terms: Terms

    @property
    def label(self) -> str:
        return row_label(self.activity.code, self.activity.name or self.row.text(Field.NAME))

    def texts(self) -> Iterator[Notice]:
        """Yield the words that the form has otherwise: code, name, unit of measure, AEI."""
        own = {
            Field.CODE: self.activity.code,
            Field.NAME: self.activity.name,
            Field.MEASURE: self.activity.measure,
        }
        for what in _TEXTS:
            place = (what, None)
            if place not in self.row.columns or self.row.text(what) == own[what]:
                continue
            if plain(self.row.text(what)) != plain(own[what]):
                yield self._notice(Told.TEXT, place, own[what], self.row.text(what))
        said = self.row.text(Field.ACTION)
        if (Field.ACTION, None) in self.row.columns and (
            plain(code_of(said)) != plain(self.activity.action) and plain(said) != plain(self.activity.action)
        ):
            yield self._notice(Told.TEXT, (Field.ACTION, None), self.activity.action, said)

    def targets(self) -> Iterator[Notice]:
        """Yield the targets that the form has otherwise."""
        for place in self.row.columns:
            what, month = place
            if what is Field.PROGRAMMED and (month is not None) == self.terms.monthly:
                fact = fact_of(self.activity, what, month)
                if self._given(place) != fact:
                    yield from self._target(place, fact)
        total = (Field.PROGRAMMED, None)
        if (
            self.terms.monthly
            and total in self.row.columns
            and not self._untouched(total, self._given(total))
        ):
            yield from self._target(total, amounts(self.activity, self.terms.months)[0])

    def _target(self, place: Place, fact: Fact) -> Iterator[Notice]:
        given = self._given(place)
        if self._says_the_same(given, fact):
            return
        since = self.sent is not None and self._was_sent(place) == fact_text(given)
        yield self._notice(
            Told.TARGET_SINCE if since else Told.TARGET, place, fact_text(fact), self._shown(place)
        )

    def executed(self) -> Iterator[Change | Notice]:
        """Yield the executions that the form fills in, month by month or in one."""
        whole = (Field.EXECUTED, None)
        if not self.terms.monthly:
            for place in self.row.columns:
                if place[0] is Field.EXECUTED and place[1] and self._given(place) is not Mark.BLANK:
                    yield self._notice(Told.NO_PLACE, place, "", self._shown(place))
            if whole in self.row.columns:
                yield from self._amount(whole)
            return
        months = [month for what, month in self.row.columns if what is Field.EXECUTED and month is not None]
        for month in sorted(months):
            place = (Field.EXECUTED, month)
            if self._given(place) != fact_of(self.activity, *place):
                yield from self._amount(place)
        if whole in self.row.columns:
            yield from self._total(whole, months)

    def _total(self, place: Place, months: list[int]) -> Iterator[Notice]:
        """Yield that a total is typed which its months do not make; it is never written."""
        given = self._given(place)
        if place in self.row.formulas or given is Mark.BLANK or given is Mark.NOT_REPORTED:
            return
        if not months:
            done = amounts(self.activity, self.terms.months)[1]
            if not self._says_the_same(given, done):
                yield self._notice(Told.NO_PLACE, place, fact_text(done), self._shown(place))
            return
        facts = [self._given((Field.EXECUTED, month)) for month in months]
        reported = [fact.value for fact in facts if isinstance(fact, Number)]
        if not (isinstance(given, Number) and given.value in (sum(reported), *reported[-1:])):
            yield self._notice(Told.TOTAL, place, f"{sum(reported):f}", self._shown(place))

    def _amount(self, place: Place) -> Iterator[Change | Notice]:
        given, fact = self._given(place), fact_of(self.activity, *place)
        if self._says_the_same(given, fact):
            return
        if given is Mark.BLANK:
            if self.sent is None or self._was_sent(place):
                yield self._notice(Told.EMPTIED, place, fact_text(fact), "")
            return
        if place[1] is not None and place[1] not in self.terms.opened:
            if self._untouched(place, given):
                return
            yield self._notice(Told.CLOSED_MONTH, place, fact_text(fact), self._shown(place))
            return
        if not _is_usable(given):
            yield self._notice(Told.UNREADABLE, place, fact_text(fact), self._shown(place))
            return
        value = given.value if isinstance(given, Number) else fact_text(given)
        yield from self._written(place, fact_text(fact), value)
        if isinstance(given, Number) and given.from_text:
            yield self._notice(Told.TYPED_TEXT, place, "", self._shown(place))

    def entry(self, what: Field, own: str) -> Iterator[Change | Notice]:
        """Yield a cause or an evidence that the form fills in."""
        place: Place = (what, None)
        if place not in self.row.columns:
            return
        raw = self.row.cells.get(place)
        said = self.row.text(what)
        if _same_text(said, own):
            return
        if not said:
            if self.sent is None or self._was_sent(place):
                yield self._notice(Told.EMPTIED, place, own, "")
            return
        if error_of(raw):
            yield self._notice(Told.UNREADABLE, place, own, said)
            return
        yield from self._written(place, own, said)

    def _written(self, place: Place, before: str, value: Decimal | str) -> Iterator[Change | Notice]:
        """Yield the change of a cell, or why it has no place in the workbook."""
        where = self.activity.where
        column = None if where is None else where.columns.column(*place)
        text = value if isinstance(value, str) else fact_text(Number(value))
        if where is None or column is None:
            yield self._notice(Told.NO_PLACE, place, before, text)
            return
        position = (where.row, column)
        sheet = where.columns.sheet
        if self._untouched_text(place, text):
            return  # the form still says what was sent; the workbook has gone on since
        if position in self.terms.fixed.get(sheet, ()):
            yield self._notice(Told.BOOK_FORMULA, place, before, text)
            return
        if self.sent is not None and not _same_text(self._was_sent(place), before):
            yield self._notice(Told.CHANGED_SINCE, place, before, text)
        if place in self.row.formulas:
            yield self._notice(Told.FORMULA, place, self.row.formulas[place], text)
        yield Change(sheet, position, self.label, place[0], place[1], before, value, self.row.cell(place))

    def _given(self, place: Place) -> Fact:
        return _fact(self.row.cells.get(place))

    def _shown(self, place: Place) -> str:
        return text_of(self.row.cells.get(place))

    def _was_sent(self, place: Place) -> str:
        return (self.sent or {}).get(month_name(*place), "")

    def _untouched(self, place: Place, given: Fact) -> bool:
        return self.sent is not None and self._was_sent(place) == fact_text(given)

    def _untouched_text(self, place: Place, text: str) -> bool:
        was = self._was_sent(place)
        return self.sent is not None and bool(was) and _same_text(was, text)

    def _says_the_same(self, given: Fact, own: Fact) -> bool:
        if isinstance(given, Number) and isinstance(own, Number):
            return given.value == own.value
        return given == own or fact_text(given) == fact_text(own)

    def _notice(self, told: Told, place: Place, before: str, after: str) -> Notice:
        return Notice(told, self.label, place[0], place[1], before, after, self.row.cell(place))


_fact = lru_cache(maxsize=1 << 14, typed=True)(read_amount)
"""The same few amounts come back thousands of times."""


def _is_usable(fact: Fact) -> bool:
    if isinstance(fact, Number):
        return fact.value >= 0
    return fact is Mark.NOT_REPORTED


def _same_text(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
