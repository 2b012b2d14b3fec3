"""A comparison as JSON: what `comparar --json` prints, as docs/el-anio-del-planificador.md tells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook.domain.cells import Mark, Number
from workbook.domain.comparison import Presence
from workbook.domain.places import Field
from workbook.spanish.calendar import MONTH_NAMES, period_name
from workbook.spanish.changes import change_texts, said_text, told_text
from workbook.spanish.labels import FIELD_NAMES
from xlwings_addin.evaluation_json import figures_as_json, number

if TYPE_CHECKING:
    from workbook.domain.comparison import ActivityChange, Change, Comparison, Said
    from workbook.domain.frames import FrameChange
    from workbook.domain.levels import LevelChange
    from workbook.domain.results import Evaluation

    Json = dict[str, Any]

_PRESENCE = {Presence.ADDED: "nueva", Presence.GONE: "ya_no_esta", Presence.BOTH: "cambio"}


def comparison_as_json(comparison: Comparison) -> Json:
    """Return a comparison as plain objects, in the order of the later workbook."""
    return {
        "antes": _side(comparison.before),
        "despues": _side(comparison.after),
        "sin_cambios": comparison.same,
        "actividades": [_activity(one, comparison) for one in comparison.activities],
        "resultados": [_level(one) for one in comparison.levels],
        "marco": [_frame(one) for one in comparison.frame],
    }


def _side(evaluation: Evaluation) -> Json:
    return {
        "libro": evaluation.source,
        "anio": evaluation.framework.settings.year,
        "periodo": period_name(evaluation.period),
        "metodo": evaluation.method.value,
        "huella": evaluation.digest,
    }


def _activity(change: ActivityChange, comparison: Comparison) -> Json:
    shown = change.shown
    where = shown.where
    return {
        "cambio": _PRESENCE[change.presence],
        "unidad": comparison.unit_name(shown.unit),
        "codigo": shown.code,
        "nombre": shown.name,
        "aei": shown.action,
        "hoja": where.columns.sheet if where else "",
        "fila": where.row + 1 if where else None,
        "datos": [_datum(one, comparison) for one in change.changes],
    }


def _datum(change: Change, comparison: Comparison) -> Json:
    before, after = _value(change.before), _value(change.after)
    if change.what is Field.UNIT:
        before, after = change_texts(change, comparison)
    return {
        "dato": FIELD_NAMES[change.what],
        "mes": MONTH_NAMES[change.month - 1] if change.month else None,
        "antes": before,
        "despues": after,
    }


def _value(said: Said) -> str | int | float | bool | None:
    """Return an amount as a number, a blank as null, anything else as its text."""
    match said:
        case Number():
            return number(said.value)
        case Decimal():
            return number(said)
        case Mark.BLANK | "":
            return None
        case bool():
            return said
    return said_text(said)


def _level(change: LevelChange) -> Json:
    return {
        "nivel": change.level.value,
        "codigo": change.code,
        "nombre": change.name,
        "cambia": change.differs,
        "antes": None if change.before is None else figures_as_json(change.before),
        "despues": None if change.after is None else figures_as_json(change.after),
    }


def _frame(change: FrameChange) -> Json:
    return {
        "dato": change.part.value,
        "codigo": change.code,
        "antes": None if change.before is None else told_text(change, after=False),
        "despues": None if change.after is None else told_text(change, after=True),
    }
