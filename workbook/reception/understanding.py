"""Files that came back, understood: whose each is, what it fills in, whatever else it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import Mark, Number, read_amount
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.domain.reception import REFUSING, Change, Notice, Submission, Told
from workbook.layouts.grid import text_of
from workbook.reception.comparing import compared
from workbook.reception.contents import FormContents, read_form
from workbook.reception.layout import month_name, row_label
from workbook.reception.matching import match_rows, owner
from workbook.spanish.calendar import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.host import Book
    from workbook.reception.contents import FormRow
    from workbook.reception.desk import Desk

_PROGRAM: Final = "microsoft excel"


@dataclass(frozen=True)
class Incoming:
    """A file that came back: its name, the digest of its bytes, who saved it with which program.

    `book` is None where it cannot be read; `problem` says why.
    """

    file: str
    digest: str = ""
    book: Book | None = None
    problem: str = ""
    author: str = ""
    program: str = ""


def understood(files: Sequence[Incoming], desk: Desk, issues: Mapping[str, int]) -> tuple[Submission, ...]:
    """Return each file as it was understood. `issues` is the last number sent to or received of each unit."""
    return _against_each_other([_one(file, desk) for file in files], issues)


def _one(file: Incoming, desk: Desk) -> Submission:
    blank = Submission(file.file, file.digest, author=file.author)
    if file.book is None:
        return replace(blank, notices=(Notice(Told.UNUSABLE, after=file.problem),))
    contents = read_form(file.book)
    if contents is None:
        return replace(blank, notices=(Notice(Told.UNKNOWN_UNIT),))
    unit, notices = _recognised(contents, desk)
    if file.program and _PROGRAM not in file.program.lower():
        notices.append(Notice(Told.OTHER_PROGRAM, after=file.program))
    stamp = contents.stamp
    known = replace(blank, unit=unit, issue=stamp.issue if stamp else None)
    if any(notice.told in REFUSING for notice in notices):  # what its rows say does not matter
        return replace(known, notices=tuple(notices), rows=len(contents.rows))
    return _filled_in(known, contents, desk, notices)


def _recognised(contents: FormContents, desk: Desk) -> tuple[str, list[Notice]]:
    """Return the unit of a form ("" for none), and what is to be said of how it was known."""
    stamp, notices = contents.stamp, []
    votes = Counter(found for row in contents.rows if (found := owner(row, desk.owners)))
    most, count = votes.most_common(1)[0] if votes else ("", 0)
    majority = most if 2 * count > len(contents.rows) else ""
    if stamp is None:
        notices.append(Notice(Told.BY_CONTENT))
        titled = desk.unit_book.find(contents.title) if contents.title else None
        by_sheet = desk.unit_book.by_sheet(contents.sheet) or desk.unit_book.find(contents.sheet)
        named = titled or by_sheet
        said = named.key if named is not None else ""
        unit = majority or said
    else:
        if not stamp.genuine:
            notices.append(Notice(Told.ALTERED))
        sent = desk.unit_book.find(stamp.unit) or (
            desk.unit_book.find(stamp.acronym) if stamp.acronym else None
        )
        said = unit = sent.key if sent is not None else majority
    if unit and said and majority and said != majority:
        notices.append(Notice(Told.OTHER_UNIT, before=_name(desk, said), after=_name(desk, majority)))
        unit = said
    if not unit:
        notices.append(Notice(Told.UNKNOWN_UNIT, after=contents.title or contents.sheet))
    return unit, [*notices, *_of_another(contents, desk), *_of_the_sheet(contents)]


def _of_another(contents: FormContents, desk: Desk) -> Iterator[Notice]:
    """Yield that a form is of another plan or period than the workbook."""
    stamp, settings = contents.stamp, desk.plan.framework.settings
    if stamp is None:
        period = parse_period(contents.period) if contents.period else None
        if period is not None and set(period.months) != set(desk.period.months):
            yield Notice(Told.OTHER_PERIOD, before=desk.period_name, after=contents.period)
        return
    year = "" if settings.year is None else str(settings.year)
    if (stamp.year and year and stamp.year != year) or (
        stamp.entity and settings.entity and plain(stamp.entity) != plain(settings.entity)
    ):
        yield Notice(
            Told.OTHER_PLAN,
            before=f"{settings.entity} {year}".strip(),
            after=f"{stamp.entity} {stamp.year}".strip(),
        )
    elif stamp.months != desk.period.evaluated:
        yield Notice(Told.OTHER_PERIOD, before=desk.period_name, after=stamp.period)


def _of_the_sheet(contents: FormContents) -> Iterator[Notice]:
    for sent, found in contents.retyped:
        yield Notice(Told.HEADER, before=sent, after=found)
    if contents.others:
        yield Notice(Told.MORE_SHEETS, before=contents.sheet, after=", ".join(contents.others))


def _filled_in(known: Submission, contents: FormContents, desk: Desk, notices: list[Notice]) -> Submission:
    """Return a submission of a known unit with all that its rows say."""
    activities, keys = desk.by_unit.get(known.unit, []), desk.keys.get(known.unit, [])
    matching = match_rows(contents.rows, activities, keys)
    stamp = contents.stamp
    sent = stamp.rows if stamp is not None and stamp.genuine else None
    changes: list[Change] = []
    for row, number in matching.pairs:
        was = None if sent is None else sent.get(keys[number])
        for found in compared(row, activities[number], was, desk.terms):
            (changes if isinstance(found, Change) else notices).append(found)  # type: ignore[arg-type]
    notices += [_stranger(row, desk, known.unit) for row in matching.strangers]
    notices += [
        Notice(Told.REPEATED, _label(row), cell=row.cell((Field.NAME, None)), after=_said(row))
        for row, _ in matching.repeated
    ]
    for number in matching.absent:
        if sent is None or keys[number] in sent:
            notices.append(Notice(Told.DELETED, row_label(activities[number].code, activities[number].name)))
    filled = sum(1 for row, _ in matching.pairs if _has_execution(row))
    return replace(
        known, rows=len(matching.pairs), filled=filled, changes=tuple(changes), notices=tuple(notices)
    )


def _stranger(row: FormRow, desk: Desk, unit: str) -> Notice:
    """Return that a row is of no activity of the unit: of another unit's, or a new one."""
    theirs = owner(row, desk.owners)
    cell = row.cell((Field.NAME, None)) or row.cell((Field.CODE, None))
    if theirs and theirs != unit:
        return Notice(Told.FOREIGN, _label(row), before=_name(desk, theirs), after=_said(row), cell=cell)
    return Notice(Told.ADDED, _label(row), after=_said(row), cell=cell)


def _said(row: FormRow) -> str:
    """Return what a row says of its amounts and its cause, in one line."""
    parts = []
    for place in row.columns:
        text = text_of(row.cells.get(place))
        if text and place[0] in (Field.PROGRAMMED, Field.EXECUTED, Field.CAUSE, Field.EVIDENCE):
            parts.append(f"{month_name(*place)}: {text}")
    return "; ".join(parts)


def _label(row: FormRow) -> str:
    return row_label(row.text(Field.CODE), row.text(Field.NAME))


def _has_execution(row: FormRow) -> bool:
    facts = (read_amount(raw) for (what, _), raw in row.cells.items() if what is Field.EXECUTED)
    return any(isinstance(fact, Number) or fact is Mark.NOT_REPORTED for fact in facts)


def _name(desk: Desk, key: str) -> str:
    unit = next((unit for unit in desk.plan.framework.units if unit.key == key), None)
    return (unit.acronym or unit.name) if unit is not None else key


def _against_each_other(found: Sequence[Submission], issues: Mapping[str, int]) -> tuple[Submission, ...]:
    """Add what files of one unit say of each other: an earlier number, the same twice, two that differ."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        if one.unit:
            groups[one.unit].append(number)
    told = list(found)
    for unit, numbers in groups.items():
        last = max([issues.get(unit, 0), *(found[n].issue or 0 for n in numbers)])
        current: list[int] = []
        for number in numbers:
            issue = found[number].issue
            if issue is not None and issue < last:
                told[number] = _with(told[number], Notice(Told.OLD_ISSUE, before=str(last), after=str(issue)))
            else:
                current.append(number)
        _twins(told, current)
    return tuple(told)


def _twins(told: list[Submission], numbers: Sequence[int]) -> None:
    different: list[int] = []
    for number in numbers:
        twin = next((n for n in different if _alike(told[n], told[number])), None)
        if twin is None:
            different.append(number)
        else:
            told[number] = _with(told[number], Notice(Told.SAME_FILE, after=told[twin].file))
    if len(different) > 1:
        names = {number: told[number].file for number in different}
        for number in different:
            others = ", ".join(name for other, name in names.items() if other != number)
            told[number] = _with(told[number], Notice(Told.TWO_FILES, after=others))


def _alike(one: Submission, other: Submission) -> bool:
    return one.digest == other.digest or (one.changes, one.notices) == (other.changes, other.notices)


def _with(one: Submission, notice: Notice) -> Submission:
    return replace(one, notices=(notice, *one.notices))
