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


def test_a_file_that_cannot_be_read_says_why_in_whole_sentences() -> None:
    why = (
        "El libro «x.xlsx» está dañado. Ábralo en Excel, guárdelo y recíbalo de nuevo; antes, haga una copia."
    )
    text = reception.notice_text(Notice(Told.UNUSABLE, after=why), "")
    assert text == f"No se pudo leer el archivo. {why}"
    bare = reception.notice_text(Notice(Told.UNUSABLE), "")
    assert bare.startswith("No se pudo leer el archivo. Ábralo y guárdelo")


@pytest.mark.parametrize("told", [told for told in Told if told is not Told.UNUSABLE])
def test_every_difference_has_its_words(told: Told) -> None:
    text = reception.notice_text(Notice(told, "AO-1", Field.EXECUTED, None, "1", "2", "I9"), "Ejecutadas")
    assert text.startswith(f"{reception.told_name(told)}: AO-1, Ejecutadas (I9): 1 → 2. ")
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("field", "after", "asked"),
    [
        (Field.EXECUTED, "12 actas", "Pida un número, o S.I."),
        (Field.EXECUTED, "sin calcular", "guárdelo y recíbalo de nuevo; o pida que escriban el número"),
        (Field.CAUSE, "sin calcular", "guárdelo y recíbalo de nuevo; o pida que escriban el texto"),
        (Field.EVIDENCE, "#REF!", "pida que escriban el texto"),
    ],
)
def test_what_cannot_be_read_is_asked_for_as_what_it_is(field: Field, after: str, asked: str) -> None:
    text = reception.notice_text(Notice(Told.UNREADABLE, "AO-1", field, None, "", after, "I9"), "x")
    assert asked in text
    assert ("número" in text) is (field is Field.EXECUTED)


def test_a_row_or_file_that_was_nowhere_is_not_called_blank() -> None:
    text = reception.notice_text(Notice(Told.ADDED, "AO-9 Nueva", after="Ejec. Abr: 7", cell="C11"), "")
    assert text.startswith("Fila agregada: AO-9 Nueva (C11): Ejec. Abr: 7. ")
    text = reception.notice_text(Notice(Told.HEADER, before="Ejec. May", after="Avance mayo"), "")
    assert text.startswith("Encabezado cambiado: Ejec. May → Avance mayo. ")


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
