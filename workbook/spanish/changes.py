"""What changed between two plans, in words: which datum, what it said before and what it says now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State, assess
from workbook.domain.cells import CellError, Mark, Number, Unreadable
from workbook.domain.comparison import TARGETS, Presence
from workbook.domain.efficacy import Method
from workbook.domain.frames import FramePart
from workbook.domain.levels import Level
from workbook.domain.periods import Period, TargetKind
from workbook.domain.places import Field
from workbook.domain.scale import Scale
from workbook.spanish.calendar import MONTH_NAMES, period_name
from workbook.spanish.labels import FIELD_NAMES, METHOD_NAMES, STATE_NAMES, TARGET_KIND_NAMES
from workbook.spanish.numbers import amount
from workbook.spanish.outcomes import NOT_REPORTED, executed_text, label_text, percent_text, programmed_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.comparison import Change, Comparison, Said
    from workbook.domain.frames import FrameChange, Told
    from workbook.domain.levels import LevelChange
    from workbook.domain.model import Activity
    from workbook.domain.results import Outcome
    from workbook.domain.scale import Band

BLANK: Final = "en blanco"
"""What stands for a cell that says nothing."""

PRESENCE_NAMES: Final = {Presence.ADDED: "Nueva", Presence.GONE: "Ya no está", Presence.BOTH: "Cambió"}
LEVEL_NAMES: Final = {
    Level.PLAN: "Todo el plan",
    Level.OBJECTIVE: "OEI",
    Level.ACTION: "AEI",
    Level.UNIT: "Unidad",
}
PART_NAMES: Final = {
    FramePart.YEAR: "Año",
    FramePart.PERIOD: "Periodo evaluado",
    FramePart.METHOD: "Método",
    FramePart.SCALE: "Escala",
    FramePart.OBJECTIVE: "Nombre del OEI",
    FramePart.ACTION: "Nombre de la AEI",
    FramePart.ACTION_OBJECTIVE: "OEI al que pertenece la AEI",
    FramePart.UNIT: "Nombre de la unidad",
}
_MARKS: Final = {Mark.BLANK: BLANK, Mark.NOT_PROGRAMMED: "No programada", Mark.NOT_REPORTED: "S.I."}
_MONTHLY: Final = {Field.PROGRAMMED: "Programado de {month}", Field.EXECUTED: "Ejecutado de {month}"}
_WORDS: Final = frozenset((Field.CODE, Field.NAME, Field.MEASURE))
ABSENT: Final = "no estaba"
NO_MORE: Final = "ya no está"


def what_changed(change: Change) -> str:
    """Return which datum of an activity changed.

    >>> from workbook.domain.comparison import Change
    >>> what_changed(Change(Field.EXECUTED, "", "", 3)), what_changed(Change(Field.MEASURE, "", ""))
    ('Ejecutado de marzo', 'Unidad de medida')
    """
    if change.month is None:
        return FIELD_NAMES[change.what]
    return _MONTHLY[change.what].format(month=MONTH_NAMES[change.month - 1])


def said_text(said: Said) -> str:
    """Return what a field says, as a planner reads it.

    >>> from workbook.domain.cells import read_amount
    >>> said_text(read_amount(1200)), said_text(read_amount(None)), said_text(True), said_text("")
    ('1,200', 'en blanco', 'Sí', 'en blanco')
    """
    match said:
        case bool():
            return "Sí" if said else "No"
        case str():
            return said or BLANK
        case TargetKind():
            return TARGET_KIND_NAMES[said]
        case Mark():
            return _MARKS[said]
    return _amount_text(said)


def change_texts(change: Change, comparison: Comparison) -> tuple[str, str]:
    """Return what a datum said before and what it says now; units by their names."""
    before, after = (
        comparison.unit_name(said) if change.what is Field.UNIT and isinstance(said, str) else said
        for said in (change.before, change.after)
    )
    return said_text(before), said_text(after)


def amounts_text(activity: Activity, months: Sequence[int]) -> str:
    """Return what an activity that came or went has programmed and executed in some months.

    >>> from workbook.domain.model import Activity
    >>> amounts_text(Activity("AEI.01.01", "UTD", Number(Decimal(1200)), Number(Decimal("7.5"))), (1,))
    'Programadas: 1,200; ejecutadas: 7.5'
    """
    found = assess(activity, months)
    if not found.state.in_sums:
        return STATE_NAMES[found.state]
    done = NOT_REPORTED if found.state is State.NOT_REPORTED else exact_amount(found.executed)
    return f"Programadas: {exact_amount(found.programmed)}; ejecutadas: {done}"


def result_texts(change: LevelChange, comparison: Comparison) -> tuple[str, str]:
    """Return a result before and after; with its amounts where it looks the same without."""
    sides = (
        (change.before, comparison.before.framework.scale, ABSENT),
        (change.after, comparison.after.framework.scale, NO_MORE),
    )
    before, after = (_result_text(*side) for side in sides)
    if before != after or not change.differs or change.before is None or change.after is None:
        return before, after
    amounts = tuple(map(_of_total, (change.before, change.after)))
    if amounts[0] == amounts[1]:
        return before, f"{after}, con otra meta anual u otras actividades"
    return f"{before} ({amounts[0]})", f"{after} ({amounts[1]})"


def _result_text(outcome: Outcome | None, scale: Scale, absent: str) -> str:
    if outcome is None:
        return absent
    if outcome.efficacy is None:
        return label_text(outcome)
    return f"{percent_text(outcome, scale)} {label_text(outcome)}"


def _of_total(outcome: Outcome) -> str:
    return f"{executed_text(outcome)} de {programmed_text(outcome)}"


def _amount_text(said: Number | CellError | Unreadable | Decimal) -> str:
    match said:
        case Number():
            return exact_amount(said.value)
        case CellError():
            return said.code
        case Unreadable():
            return f"«{said.text}»"
    return exact_amount(said)


def exact_amount(value: Decimal) -> str:
    """Return an amount with all its decimals: two that differ never look alike.

    >>> exact_amount(Decimal("1200.50")), exact_amount(Decimal("0.001")), exact_amount(Decimal("-3"))
    ('1,200.5', '0.001', '-3')
    """
    if value == value.to_integral_value():
        return amount(value)
    return f"{value.normalize():,f}"


def told_text(change: FrameChange, *, after: bool) -> str:
    """Return what the frame says on one side of a change."""
    told = change.after if after else change.before
    if told is None:
        return (NO_MORE if after else ABSENT) if change.code else BLANK
    return _told(told)


def _told(told: Told) -> str:
    match told:
        case Period():
            return period_name(told)
        case Method():
            return METHOD_NAMES[told]
        case Scale():
            return scale_text(told)
    return str(told) or BLANK


def scale_text(scale: Scale) -> str:
    """Return a scale in one line.

    >>> from workbook.domain.scale import DEFAULT_SCALE
    >>> scale_text(DEFAULT_SCALE).partition(";")[0]
    'META INSUFICIENTE desde 0 %'
    """
    return "; ".join(
        f"{band.label} {'desde' if band.inclusive else 'más de'} {_points(band)} %" for band in scale.bands
    )


def _points(band: Band) -> str:
    """Return a lower limit in points; limits are multiples of a tenth."""
    return exact_amount(Decimal(int(band.lower * 1000)) / 10)


def comparison_counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """Return how many activities and results changed in which way, each with its label."""
    both = comparison.of(Presence.BOTH)
    fields = [{change.what for change in one.changes} for one in both]
    labels = {
        level: sum(one.label_differs for one in comparison.levels if one.level is level) for level in Level
    }
    return (
        ("Actividades nuevas", len(comparison.of(Presence.ADDED))),
        ("Actividades que ya no están", len(comparison.of(Presence.GONE))),
        ("Actividades con cambios", len(both)),
        ("   con otra meta", sum(bool(TARGETS & one) for one in fields)),
        ("   con otra ejecución", sum(Field.EXECUTED in one for one in fields)),
        ("   con otra AEI", sum(Field.ACTION in one for one in fields)),
        ("   en otra unidad", sum(Field.UNIT in one for one in fields)),
        ("   con otro texto, código o unidad de medida", sum(bool(_WORDS & one) for one in fields)),
        ("Actividades sin cambios", comparison.same),
        ("OEI con otro indicador", labels[Level.OBJECTIVE]),
        ("AEI con otro indicador", labels[Level.ACTION]),
        ("Unidades con otro indicador", labels[Level.UNIT]),
        ("Cambios en parámetros, PEI y unidades", len(comparison.frame)),
    )
