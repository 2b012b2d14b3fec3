"""The columns of a form: which there are, what each holds, which of them the unit fills in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import CellError, Mark, Number, Unreadable
from workbook.domain.places import Field
from workbook.layouts import own
from workbook.spanish.labels import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.cells import Fact
    from workbook.domain.model import Activity

KEY_HEADER: Final = "Clave"
PERCENT_HEADER: Final = "Eficacia"
SIGNATURE_LINE: Final = "_" * 38
SIGNATURE: Final = "Responsable – firma y sello"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: its field (None for the key), the month of a monthly amount, whether the unit fills it in."""

    header: str
    field: Field | None
    month: int | None = None
    entry: bool = False


def form_columns(
    *, monthly: bool, months: tuple[int, ...], opened: tuple[int, ...]
) -> tuple[FormColumn, ...]:
    """Return the columns of a form over `months`, of which those `opened` are filled in."""
    return tuple(_columns(monthly=monthly, months=months, opened=opened))


def _columns(*, monthly: bool, months: tuple[int, ...], opened: tuple[int, ...]) -> Iterator[FormColumn]:
    for field in (Field.CODE, Field.ACTION, Field.NAME, Field.MEASURE):
        yield FormColumn(FIELD_NAMES[field], field)
    if monthly:
        for month in months:
            name = own.MONTH_ABBREVIATIONS[month - 1]
            yield FormColumn(own.PROGRAMMED_MONTH.format(month=name), Field.PROGRAMMED, month)
            yield FormColumn(own.EXECUTED_MONTH.format(month=name), Field.EXECUTED, month, month in opened)
    yield FormColumn(FIELD_NAMES[Field.PROGRAMMED], Field.PROGRAMMED)
    yield FormColumn(FIELD_NAMES[Field.EXECUTED], Field.EXECUTED, entry=not monthly)
    yield FormColumn(PERCENT_HEADER, Field.EFFICACY)
    for field in (Field.CAUSE, Field.EVIDENCE):
        yield FormColumn(FIELD_NAMES[field], field, entry=True)
    yield FormColumn(KEY_HEADER, None)


def month_name(field: Field, month: int | None) -> str:
    """Return what a cell is called: its field, or the header of its month.

    >>> month_name(Field.EXECUTED, 2), month_name(Field.CAUSE, None)
    ('Ejec. Feb', 'Motivo')
    """
    if month is None:
        return FIELD_NAMES[field]
    pattern = own.PROGRAMMED_MONTH if field is Field.PROGRAMMED else own.EXECUTED_MONTH
    return pattern.format(month=own.MONTH_ABBREVIATIONS[month - 1])


def fact_of(activity: Activity, field: Field, month: int | None) -> Fact:
    """Return an amount of an activity as its workbook has it."""
    if month is None:
        return activity.programmed if field is Field.PROGRAMMED else activity.executed
    assert activity.monthly is not None  # noqa: S101 - only monthly forms have months
    side = activity.monthly.programmed if field is Field.PROGRAMMED else activity.monthly.executed
    return side[month - 1]


def fact_text(fact: Fact) -> str:
    """Return an amount as one text, the same for equal amounts.

    >>> from decimal import Decimal
    >>> fact_text(Number(Decimal("2.50"))), fact_text(Number(Decimal(100))), fact_text(Mark.NOT_REPORTED)
    ('2.5', '100', 'S.I.')
    """
    if isinstance(fact, Number):
        text = f"{fact.value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(fact, CellError):
        return fact.code
    if isinstance(fact, Unreadable):
        return fact.text
    return {Mark.BLANK: "", Mark.NOT_PROGRAMMED: own.NOT_PROGRAMMED, Mark.NOT_REPORTED: own.NOT_REPORTED}[
        fact
    ]


def row_label(code: str, name: str) -> str:
    """Return what a row is called: its code and the beginning of its name.

    >>> row_label("AO-1", "Atender"), row_label("", "Atender")
    ('AO-1 Atender', 'Atender')
    """
    return " ".join(f"{code} {name}".split())[:80].rstrip()
