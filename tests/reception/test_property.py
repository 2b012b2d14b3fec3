"""Random edits of forms: what is accepted is in the workbook, what is not is told, the two are everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import year
from tests.support.memory import memory_of, with_sheet, written
from tests.support.months import Row, monthly_plan
from workbook.domain.cells import Mark, Raw, read_amount
from workbook.domain.model import Plan
from workbook.domain.periods import TargetKind
from workbook.domain.places import Field, address
from workbook.domain.plain import plain
from workbook.domain.reception import Submission, Told
from workbook.hosts.memory import MemoryBook
from workbook.reception.contents import FormRow
from workbook.reception.desk import Desk, open_desk
from workbook.reception.form import HEADER_ROW, Sending, unit_form
from workbook.reception.layout import fact_text, form_columns
from workbook.reception.log import read_log
from workbook.reception.settling import settle
from workbook.reception.understanding import Incoming, understood
from workbook.template import planning_workbook

DAY = dt.date(2020, 7, 1)
ROW_LEVEL = {Told.ADDED, Told.FOREIGN, Told.REPEATED}
CONTENTS: st.SearchStrategy[Raw] = st.one_of(
    st.integers(-2, 30),
    st.sampled_from([0.1, 2.5, 1e12]),
    st.sampled_from(
        ["", " 5 ", "5,5", "S.I.", "NP", "12 actas", "=1+1", "Faltó personal", "x" * 300, "1.234"]
    ),
)


@cache
def office(kind: str) -> tuple[MemoryBook, Desk, MemoryBook]:
    """A workbook, read, and the form of one of its units as it is sent."""
    plan = year.plan_with_months() if kind == "months" else _yearly() if kind == "year" else _uncoded()
    book = memory_of(planning_workbook(plan, monthly=plan.framework.monthly))
    desk = open_desk(book)
    unit = max(desk.units, key=lambda one: len(desk.by_unit[one.key]))
    sending = Sending(desk.period, desk.opened, 1, DAY)
    return book, desk, memory_of(unit_form(unit, tuple(desk.by_unit[unit.key]), desk.plan.framework, sending))


def _yearly() -> Plan:
    from workbook.example import example_plan

    return example_plan()


def _uncoded() -> Plan:
    from dataclasses import replace

    rows = (
        Row("1 2 3 4 5 6", "1 2"),
        Row("5 5 5 5 5 5", "5"),
        Row("2 - 2 - 2", "", TargetKind.NOT_CUMULATIVE),
    )
    plan = monthly_plan(rows * 2, year.FIRST_SEMESTER)
    names = (
        "Notificar",
        "Atender pedidos",
        "Emitir informes",
        "Custodiar",
        "Capacitar al personal",
        "Notificar",
    )
    activities = [replace(one, code="", name=name) for one, name in zip(plan.activities, names, strict=True)]
    return Plan(plan.framework, tuple(activities))


@dataclass(frozen=True)
class Edited:
    """A form with edits: its rows now, and for each which row it was (-1 for a new one)."""

    book: MemoryBook
    was: tuple[int, ...]


@st.composite
def edits(draw: st.DrawFn, form: MemoryBook) -> Edited:
    """Type into cells, then delete, repeat, add and sort rows."""
    name = next(iter(form.sheets))
    rows = [list(row) for row in form.sheets[name]]
    width = len(rows[HEADER_ROW])
    count = sum(1 for row in rows[HEADER_ROW + 1 :] if row[width - 1])
    body = rows[HEADER_ROW + 1 : HEADER_ROW + 1 + count]
    for row, column, raw in draw(
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, width - 2), CONTENTS), max_size=8)
    ):
        body[row][column] = raw
    order = list(range(count))
    for row in draw(st.lists(st.integers(0, count - 1), max_size=1)):
        order.remove(row)
    order += draw(st.lists(st.sampled_from(order or [0]), max_size=1))
    order = draw(st.permutations(order))
    new = draw(st.lists(st.lists(CONTENTS, min_size=width, max_size=width), max_size=1))
    held = [*([*body[row]] for row in order), *new]
    rows[HEADER_ROW + 1 : HEADER_ROW + 1 + count] = held
    sheets: dict[str, Any] = {**form.sheets, name: rows}
    changed = MemoryBook(form.name, sheets, form.hidden, held={})
    return Edited(changed, (*order, *([-1] * len(new))))


def receive(desk: Desk, form: MemoryBook) -> Submission:
    (found,) = understood([Incoming("form.xlsx", "digest", form)], desk, {})
    return found


@pytest.mark.parametrize("kind", ["months", "year", "uncoded"])
@settings(max_examples=15)
@given(data=st.data())
def test_accepted_and_told_are_everything(kind: str, data: st.DataObject) -> None:
    book, desk, form = office(kind)
    edited = data.draw(edits(form))
    one = receive(desk, edited.book)
    told_cells = {notice.cell for notice in one.notices} | {change.cell for change in one.changes}
    told_rows = {number_of(notice.cell) for notice in one.notices if notice.told in ROW_LEVEL}
    sheet = next(iter(form.sheets))
    columns = form_columns(
        monthly=desk.plan.framework.monthly, months=desk.period.evaluated, opened=desk.opened
    )
    for offset, was in enumerate(edited.was):
        row = HEADER_ROW + 1 + offset
        if was < 0 or str(row + 1) in told_rows:
            continue
        now = edited.book.sheets[sheet][row]
        sent = form.sheets[sheet][HEADER_ROW + 1 + was]
        blank = FormRow(row, {(Field.CODE, None): now[0], (Field.NAME, None): now[2]})
        if not (blank.text(Field.CODE) or blank.text(Field.NAME)):
            continue  # nothing names it: told as a row that is missing
        for column, described in enumerate(columns):
            if described.field in (None, Field.EFFICACY) or (
                described.field is Field.EXECUTED and described.month is None and desk.plan.framework.monthly
            ):
                continue
            if says_the_same(described.field, now[column], sent[column]):
                continue
            assert address(row, column) in told_cells, (address(row, column), sent[column], now[column])

    settled = settle(desk, [one], {0}, read_log(book), DAY)
    typed = {name: cells.typed for name, cells in settled.edits.items()}
    assert sum(map(len, typed.values())) == settled.changes <= len(one.changes)
    after = written(book, typed)
    if settled.sheet is not None:
        after = with_sheet(after, settled.sheet)
    log = read_log(after)
    assert len(log.entries) >= len(
        {(n.told, n.row, n.field, n.month, n.before, n.after) for n in one.notices}
    )
    later = open_desk(after)
    again = receive(later, edited.book)
    assert again.changes == ()
    assert settle(later, [again], {0}, log, dt.date(2020, 7, 2)).nothing_new


def number_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def says_the_same(field: Field | None, now: Raw, sent: Raw) -> bool:
    if field in (Field.PROGRAMMED, Field.EXECUTED):
        given, before = read_amount(now), read_amount(sent)
        return fact_text(given) == fact_text(before) or (given is Mark.BLANK is before)
    words, before_words = " ".join(str(now or "").split()), " ".join(str(sent or "").split())
    if field in (Field.CAUSE, Field.EVIDENCE):
        return words == before_words
    return plain(words) == plain(before_words)


@pytest.mark.parametrize("kind", ["months", "year", "uncoded"])
def test_a_form_that_nobody_touched_says_nothing(kind: str) -> None:
    book, desk, form = office(kind)
    one = receive(desk, form)
    assert (one.changes, one.notices, one.issue) == ((), (), 1)
    assert one.rows == len(desk.by_unit[one.unit])
    settled = settle(desk, [one], {0}, read_log(book), DAY)
    assert settled.edits == {}
