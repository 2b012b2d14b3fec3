"""One form for each thing that a unit, or the planner meanwhile, can have done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.support import year
from tests.support.memory import memory_of, written
from workbook.domain.cells import CellError, Raw
from workbook.domain.model import Plan
from workbook.domain.places import Field
from workbook.domain.reception import Standing, Submission, Told
from workbook.example import example_plan
from workbook.host import Details
from workbook.hosts.memory import MemoryBook
from workbook.layouts import own
from workbook.reception.desk import Desk, open_desk
from workbook.reception.form import HEADER_ROW, Sending, unit_form
from workbook.reception.log import read_log
from workbook.reception.settling import settle
from workbook.reception.understanding import Incoming, understood
from workbook.template import planning_workbook

DAY = dt.date(2020, 7, 1)
FIRST = HEADER_ROW + 1


class Office:
    """A workbook and the form of a unit: `book` and `form` may be typed into."""

    def __init__(self, plan: Plan, acronym: str) -> None:
        self.book = memory_of(planning_workbook(plan, monthly=plan.framework.monthly))
        desk = open_desk(self.book)
        unit = next(one for one in desk.units if one.acronym == acronym)
        self.sheet = acronym
        sending = Sending(desk.period, desk.opened, 3, DAY)
        self.form = memory_of(unit_form(unit, tuple(desk.by_unit[unit.key]), desk.plan.framework, sending))
        self.headers = [str(raw) for raw in self.form.sheets[acronym][HEADER_ROW]]

    def type(self, header: str, value: Raw, row: int = FIRST) -> None:
        """Type into the form."""
        self.form = written(self.form, {self.sheet: {(row, self.headers.index(header)): value}})  # type: ignore[dict-item]

    def plan_on(self, cell: tuple[int, int], value: Raw) -> None:
        """Type into the workbook, after the form was sent."""
        self.book = written(self.book, {self.sheet: {cell: value}})  # type: ignore[dict-item]

    def desk(self) -> Desk:
        return open_desk(self.book)

    def understood(self, *forms: MemoryBook, issues: int = 0) -> tuple[Submission, ...]:
        files = [Incoming(f"{n}.xlsx", str(n), form) for n, form in enumerate(forms or (self.form,))]
        desk = self.desk()
        return understood(files, desk, {unit.key: issues for unit in desk.units})

    def only(self) -> Submission:
        (found,) = self.understood()
        return found

    def told(self) -> list[tuple[Told, str, str]]:
        return [(one.told, one.before, one.after) for one in self.only().notices]


@pytest.fixture
def whole() -> Office:
    return Office(example_plan(), "UTD")


@pytest.fixture
def months() -> Office:
    return Office(year.plan_with_months(), "DAS")


BOOK_EXECUTED, BOOK_PROGRAMMED, BOOK_CAUSE = (7, 8), (7, 7), (7, 11)


def test_what_the_planner_changed_since_is_not_undone(whole: Office) -> None:
    whole.plan_on(BOOK_EXECUTED, 70)
    assert (whole.only().changes, whole.told()) == ((), [])


def test_what_both_changed_is_said_and_shown(whole: Office) -> None:
    whole.plan_on(BOOK_EXECUTED, 70)
    whole.type("Ejecutadas", 71)
    assert [(c.before, c.after) for c in whole.only().changes] == [("70", "71")]
    assert whole.told() == [(Told.CHANGED_SINCE, "70", "71")]


def test_a_target_that_the_planner_changed_is_not_the_units_doing(whole: Office) -> None:
    sent = str(whole.form.sheets["UTD"][FIRST][4]).removesuffix(".0")
    whole.plan_on(BOOK_PROGRAMMED, 5)
    assert whole.told() == [(Told.TARGET_SINCE, "5", sent)]
    assert whole.only().standing is Standing.READY


@pytest.mark.parametrize(("header", "own_column"), [("Ejecutadas", 8), ("Motivo", 11)])
def test_a_blank_never_erases(whole: Office, header: str, own_column: int) -> None:
    whole.type(header, None)
    held = whole.book.sheets["UTD"][7][own_column]
    assert whole.only().changes == ()
    shown = f"{held:g}" if isinstance(held, float) else str(held)
    assert whole.told() == [(Told.EMPTIED, shown, "")]


def test_a_cell_with_a_formula_is_left(whole: Office) -> None:
    held = dict(whole.book.held or {})
    formulas = dict(held["UTD"].formulas) | {BOOK_EXECUTED: "=SUM(A1:A2)"}
    whole.book = replace(whole.book, held=held | {"UTD": Details(formulas)})
    whole.type("Ejecutadas", 1)
    assert whole.only().changes == ()
    assert [told for told, _, _ in whole.told()] == [Told.BOOK_FORMULA]


@pytest.mark.parametrize("value", [-1, "12 actas", "1.234", "NP", CellError("#REF!")])
def test_what_is_no_amount_is_told(whole: Office, value: Raw) -> None:
    whole.type("Ejecutadas", value)
    assert whole.only().changes == ()
    assert [told for told, _, _ in whole.told()] == [Told.UNREADABLE]


def test_a_number_typed_as_text_counts(whole: Office) -> None:
    whole.type("Ejecutadas", " 1,200 ")
    assert [c.after for c in whole.only().changes] == ["1200"]
    assert whole.told() == [(Told.TYPED_TEXT, "", "1,200")]


def test_an_error_is_no_cause(whole: Office) -> None:
    whole.type("Motivo", "#REF!")
    assert [told for told, _, _ in whole.told()] == [Told.UNREADABLE]


def test_a_sheet_without_such_a_column(whole: Office) -> None:
    sheets: dict[str, Any] = dict(whole.book.sheets)
    sheets["UTD"] = [[raw for n, raw in enumerate(row) if n != BOOK_CAUSE[1]] for row in sheets["UTD"]]
    whole.book = replace(whole.book, sheets=sheets, held={})
    whole.type("Motivo", "Otro motivo")
    assert (Told.NO_PLACE, "", "Otro motivo") in whole.told()


def test_a_wrong_total_over_months(months: Office) -> None:
    months.type("Ejecutadas", 5)
    form = dict(months.form.held or {})
    formulas = {at: text for at, text in form["DAS"].formulas.items() if at[0] != FIRST}
    months.form = replace(months.form, held=form | {"DAS": Details(formulas)})
    assert [told for told, _, _ in months.told()] == [Told.TOTAL]


def test_totals_without_months_have_no_place(months: Office) -> None:
    rows = months.form.sheets["DAS"]
    keep = [n for n, header in enumerate(months.headers) if not header.startswith(("Prog. ", "Ejec. "))]
    sheets: dict[str, Any] = {"DAS": [[row[n] for n in keep if n < len(row)] for row in rows]}
    column = [months.headers[n] for n in keep].index("Ejecutadas")
    sheets["DAS"][FIRST][column] = 5
    months.form = MemoryBook("resumen.xlsx", sheets)
    kinds = [told for told, _, _ in months.told()]
    assert kinds.count(Told.NO_PLACE) == 1
    assert months.only().changes == ()


def test_months_where_the_workbook_has_none(whole: Office) -> None:
    header = [*whole.headers[:-1], "Ejec. Ene"]
    rows: list[Any] = [list(row) for row in whole.form.sheets["UTD"]]
    rows[HEADER_ROW] = header
    rows[FIRST][len(header) - 1] = 4
    whole.form = MemoryBook("meses.xlsx", {"UTD": rows})
    assert (Told.NO_PLACE, "", "4") in whole.told()


def test_a_form_of_another_year_or_with_another_mark(whole: Office) -> None:
    control = [list(row) for row in whole.form.sheets["Control"]]
    line = next(n for n, row in enumerate(control) if row[0] == "Año")
    control[line][1] = "2019"
    whole.form = replace(whole.form, sheets={**whole.form.sheets, "Control": control})
    one = whole.only()
    assert {notice.told for notice in one.notices} == {Told.ALTERED, Told.OTHER_PLAN}
    assert one.standing is Standing.REFUSED


def test_a_hidden_sheet_that_says_nothing_is_none(whole: Office) -> None:
    for lines in ([["Formato de eficacia: no modifique esta hoja"]],
                  [["Formato de eficacia: no modifique esta hoja"], ["Huella", "x"], ["Versión", "1"],
                   ["Unidad", "UTD"], ["Envío", "dos"], ["Filas"]]):  # fmt: skip
        whole.form = replace(whole.form, sheets={**whole.form.sheets, "Control": lines})
        assert [told for told, _, _ in whole.told()] == [Told.BY_CONTENT]


def test_anothers_rows_under_a_units_name(whole: Office) -> None:
    other = Office(example_plan(), "DREC")
    rows = [list(row) for row in whole.form.sheets["UTD"]]
    theirs = other.form.sheets["DREC"]
    whole.form = replace(whole.form, sheets={**whole.form.sheets, "UTD": [*rows[:FIRST], *theirs[FIRST:]]})
    one = whole.only()
    assert one.standing is Standing.DOUBTFUL
    assert Told.OTHER_UNIT in {notice.told for notice in one.notices}
    assert {Told.FOREIGN, Told.DELETED} <= {notice.told for notice in one.notices}
    assert one.changes == ()


def test_a_retyped_sheet_of_another_period(months: Office) -> None:
    rows = [list(row) for row in months.form.sheets["DAS"]]
    rows[2][1] = "II Semestre"
    months.form = MemoryBook("retipeado.xlsx", {"Hoja1": rows})
    assert [told for told, _, _ in months.told()] == [Told.BY_CONTENT, Told.OTHER_PERIOD]


def test_headers_that_nobody_knows_are_taken_by_their_place(whole: Office) -> None:
    for header, retyped in (
        ("Ejecutadas", "Lo hecho"),
        ("Programadas", "Lo previsto"),
        ("AEI", "¿A qué sirve?"),
    ):
        whole.type(header, retyped, HEADER_ROW)
    whole.type("Ejecutadas", 9)
    assert [c.after for c in whole.only().changes] == ["9"]
    assert {told for told, _, _ in whole.told()} == {Told.HEADER}


def test_two_sheets_with_activities(whole: Office) -> None:
    whole.form = replace(whole.form, sheets={**whole.form.sheets, "Copia": whole.form.sheets["UTD"]})
    assert whole.told() == [(Told.MORE_SHEETS, "UTD", "Copia")]


def test_the_same_twice_is_taken_once(whole: Office) -> None:
    whole.type("Ejecutadas", 9)
    first, second = whole.understood(whole.form, whole.form)
    assert first.standing is Standing.READY
    assert second.standing is Standing.REFUSED
    assert [notice.told for notice in second.notices] == [Told.SAME_FILE]


def test_a_number_before_the_last_one_sent(whole: Office) -> None:
    (one,) = whole.understood(issues=4)
    assert [(n.told, n.before, n.after) for n in one.notices] == [(Told.OLD_ISSUE, "4", "3")]


def test_what_is_no_workbook_of_ours(whole: Office) -> None:
    desk = whole.desk()
    headers = ["Código AO", "Actividad operativa", "AEI", "Programadas", "Ejecutadas"]
    strange = MemoryBook("x.xlsx", {"Hoja": [headers, ["Z-1", "Algo", "AEI.09.09", 1, 1]]})
    files = [
        Incoming("x.xlsx", "a", strange),
        Incoming("y.xls", problem="no"),
        Incoming("z.xlsx", "b", MemoryBook("z", {"A": []})),
    ]
    found = understood(files, desk, {})
    assert [one.notices[-1].told for one in found] == [Told.UNKNOWN_UNIT, Told.UNUSABLE, Told.UNKNOWN_UNIT]
    settled = settle(desk, found, (), read_log(whole.book), DAY)
    assert settled.edits == {}
    assert settled.sheet is not None


def test_generated_sheets_are_no_forms(whole: Office) -> None:
    rows = [[own.GENERATED_NOTICE], *whole.form.sheets["UTD"]]
    whole.form = MemoryBook("salida.xlsx", {"Consolidado": rows})
    assert [told for told, _, _ in whole.told()] == [Told.UNKNOWN_UNIT]


def test_a_row_repeated_with_its_code(whole: Office) -> None:
    rows = [list(row) for row in whole.form.sheets["UTD"]]
    rows.insert(FIRST + 1, [*rows[FIRST]])
    whole.form = replace(whole.form, sheets={**whole.form.sheets, "UTD": rows}, held={})
    (told,) = whole.only().notices
    assert told.told is Told.REPEATED
    assert "Ejecutadas: 59091" in told.after
    assert told.field is None
    assert Field.EXECUTED not in {change.field for change in whole.only().changes}
