from __future__ import annotations

import pytest

from workbook.domain.places import Field
from workbook.domain.reception import (
    DOUBTFUL,
    HARMLESS,
    REFUSING,
    Change,
    Notice,
    Standing,
    Submission,
    Told,
)
from workbook.spanish import reception


@pytest.mark.parametrize("told", list(Told))
def test_every_difference_has_its_words(told: Told) -> None:
    text = reception.notice_text(Notice(told, "AO-1", Field.EXECUTED, None, "1", "2", "I9"), "Ejecutadas")
    assert text.startswith(f"{reception.told_name(told)}: AO-1, Ejecutadas (I9): 1 → 2. ")
    assert text.endswith(".")


def test_the_gravest_is_said_first() -> None:
    told = [Told.OTHER_PROGRAM, Told.TARGET, Told.OLD_ISSUE, Told.OTHER_PERIOD]
    ordered = reception.in_order(map(Notice, told))
    assert [one.told for one in ordered] == [
        Told.OTHER_PERIOD,
        Told.OLD_ISSUE,
        Told.TARGET,
        Told.OTHER_PROGRAM,
    ]


@pytest.mark.parametrize("told", list(Told))
def test_what_a_difference_means_for_its_file(told: Told) -> None:
    expected = (
        Standing.REFUSED if told in REFUSING else Standing.DOUBTFUL if told in DOUBTFUL else Standing.READY
    )
    assert Submission("x.xlsx", notices=(Notice(told),)).standing is expected
    assert not (told in DOUBTFUL and told in HARMLESS)


def test_a_change_as_a_text() -> None:
    from decimal import Decimal

    change = Change("UTD", (7, 8), "AO-1", Field.EXECUTED, None, "3", Decimal("2.5"))
    assert change.after == "2.5"
    assert Change("UTD", (7, 8), "AO-1", Field.CAUSE, None, "", "Faltó").after == "Faltó"
