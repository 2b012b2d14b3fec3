"""Method, section 4: periods, months and cut-off."""

from __future__ import annotations

import pytest

from workbook.domain.periods import MONTHS, YEAR, Period, PeriodKind, TargetKind, named, of_months

SPANS = {
    PeriodKind.YEAR: (1, 12),
    PeriodKind.FIRST_SEMESTER: (1, 6),
    PeriodKind.SECOND_SEMESTER: (7, 12),
    PeriodKind.FIRST_QUARTER: (1, 3),
    PeriodKind.SECOND_QUARTER: (4, 6),
    PeriodKind.THIRD_QUARTER: (7, 9),
    PeriodKind.FOURTH_QUARTER: (10, 12),
    PeriodKind.TO_FIRST_QUARTER: (1, 3),
    PeriodKind.TO_SECOND_QUARTER: (1, 6),
    PeriodKind.TO_THIRD_QUARTER: (1, 9),
}


@pytest.mark.parametrize(("kind", "span"), SPANS.items())
def test_the_months_of_each_period(kind: PeriodKind, span: tuple[int, int]) -> None:
    period = named(kind)
    assert period.months == period.evaluated == tuple(range(span[0], span[1] + 1))
    assert period.last == span[1]
    assert period.kind is kind


def test_any_months() -> None:
    assert of_months((3, 1, 3)) == Period(PeriodKind.MONTHS, (1, 3))
    assert of_months(MONTHS) == YEAR
    assert of_months((1, 2, 3)) == named(PeriodKind.FIRST_QUARTER)
    assert of_months(tuple(range(1, 10))).months == tuple(range(1, 10))


def test_a_cut_off_leaves_the_months_up_to_it() -> None:
    cut = YEAR.until(2)
    assert (cut.evaluated, cut.last, cut.cutoff, cut.is_year) == ((1, 2), 2, 2, False)
    assert YEAR.until(12) == YEAR
    assert YEAR.is_year
    assert named(PeriodKind.FIRST_SEMESTER).until(9) == named(PeriodKind.FIRST_SEMESTER)


def test_kinds_of_target() -> None:
    assert [kind.value for kind in TargetKind] == ["acumulable", "no acumulable"]
