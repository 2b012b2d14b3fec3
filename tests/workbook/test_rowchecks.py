from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.assessment import assess
from workbook.domain.cells import BLANK, Number, Raw, read_amount, read_percentage
from workbook.domain.findings import Code, Finding
from workbook.domain.model import Activity, Monthly
from workbook.domain.periods import TargetKind
from workbook.domain.places import Columns, Field, RowPlace
from workbook.rowchecks import agrees, check_row

COLUMNS = Columns(
    "UTD", {Field.ACTION: 1, Field.ANNUAL: 4, Field.PROGRAMMED: 5, Field.EXECUTED: 6, Field.EFFICACY: 7}
)


def row(programmed: Raw, executed: Raw, shown: Raw) -> Activity:
    return Activity(
        "AEI.01.01",
        "UTD",
        read_amount(programmed),
        read_amount(executed),
        code="AO-1",
        shown_efficacy=read_percentage(shown),
        where=RowPlace(COLUMNS, 6),
    )


def findings(activity: Activity, months: tuple[int, ...] = tuple(range(1, 13))) -> list[Finding]:
    return list(check_row(activity, assess(activity, months)))


@pytest.mark.parametrize(
    "shown", ["73 %", "73%", 0.73, 73, 0.727272727272727, 72.7, "0.727", None, "", "S.I.", "No programada"]
)
def test_a_percentage_that_agrees(shown: Raw) -> None:
    assert findings(row(22, 16, shown)) == []


@pytest.mark.parametrize("shown", ["74 %", 0.74, 74, 0.7, 1, 7.3, 0.728, "72 %", 0])
def test_a_percentage_that_disagrees(shown: Raw) -> None:
    (found,) = findings(row(22, 16, shown))
    assert (found.code, found.sheet, found.cell) == (Code.PERCENTAGE_DISAGREES, "UTD", "H7")
    assert dict(found.data)["expected"] == Fraction(8, 11)


@pytest.mark.parametrize(
    ("programmed", "executed", "shown", "count"),
    [
        (0, 0, 0, 0),
        (0, 0, 1, 1),
        (0, 5, "Sin meta", 0),
        (0, 5, 1, 1),
        (10, None, 0, 0),
        (10, None, 0.5, 1),
        (10, "x", 0.5, 0),
        (-1, 1, 0.5, 0),
    ],
)
def test_a_percentage_where_there_is_no_efficacy(
    programmed: Raw, executed: Raw, shown: Raw, count: int
) -> None:
    assert len(findings(row(programmed, executed, shown))) == count


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_what_a_formula_stores_agrees(programmed: int, executed: int) -> None:
    assert agrees(Decimal(str(executed / programmed)), Fraction(executed, programmed))
    assert agrees(Decimal(round(100 * executed / programmed)) / 100, Fraction(executed, programmed))


def monthly(kind: TargetKind = TargetKind.CUMULATIVE) -> Activity:
    amounts = tuple(Number(Decimal(month)) for month in range(1, 13))
    return replace(row(6, 6, 1), kind=kind, monthly=Monthly(amounts, amounts), annual=Number(Decimal(78)))


def test_sum_columns_that_agree_with_the_months_evaluated() -> None:
    assert findings(monthly(), (1, 2, 3)) == []
    last = replace(
        monthly(TargetKind.NOT_CUMULATIVE),
        programmed=read_amount(3),
        executed=read_amount(3),
        annual=read_amount(12),
    )
    assert findings(last, (1, 2, 3)) == []


def test_sum_columns_that_disagree() -> None:
    wrong = replace(monthly(), programmed=read_amount(7), annual=read_amount(77))
    found = findings(wrong, (1, 2, 3))
    assert [(one.code, one.cell) for one in found] == [
        (Code.TOTAL_DISAGREES, "F7"),
        (Code.TOTAL_DISAGREES, "E7"),
    ]
    assert dict(found[0].data) | {"activity": ""} == {
        "activity": "",
        "printed": Decimal(7),
        "expected": Decimal(6),
        "field": "programmed",
    }
    assert len({one.key for one in found}) == 2


def test_sum_columns_that_say_nothing_are_not_compared() -> None:
    assert (
        findings(replace(monthly(), programmed=BLANK, executed=read_amount("S.I."), annual=BLANK), (1, 2, 3))
        == []
    )


def test_a_row_without_place_can_be_checked() -> None:
    (found,) = findings(replace(row(22, 16, 0.1), where=None))
    assert (found.sheet, found.cell) == ("", "")
