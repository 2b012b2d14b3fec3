"""Messages about the figures: missing reports, execution without target, causes, comments, mixed measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.efficacy import Method
from workbook.domain.findings import Code
from workbook.spanish.details import quote
from workbook.spanish.grammar import agree
from workbook.spanish.labels import METHOD_NAMES
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details


def _who(details: Details) -> str:
    return details.unit() or "una unidad"


def _not_reported(details: Details) -> str:
    rows = details.rows("actividad", "actividades", "rows")
    told = f" de {rows}" if rows else ""
    effect = "mientras falte, en los totales cuenta como 0"
    return f"{_who(details)} no informó lo ejecutado{told}{details.listed('rows')}; {effect}"


def _month_not_reported(details: Details) -> str:
    rows, months = details.rows("actividad", "actividades", "rows"), details.months("months")
    when = f" de {months}" if months else " de todos los meses programados"
    told = f" en {rows}" if rows else ""
    return (
        f"{_who(details)} no informó lo ejecutado{when}{told}; "
        "se evalúa con lo informado y el resultado es provisional"
    )


def _without_target(details: Details) -> str:
    amount, action = details.text("executed"), details.text("action")
    done = f"ejecutó {amount}" if amount else "registró ejecución"
    where = f" en {action}" if action else ""
    return f"{_who(details)} {done}{where} sin tener meta programada; ese importe no entra en el total"


def _earlier_cutoff(details: Details) -> str:
    until, months = details.month("until"), details.months("months")
    has = f"el libro tiene datos hasta {until}" if until else "el libro no tiene ningún dato del periodo"
    empty = f"; nadie informó {months}" if months else ""
    return f"{has}{empty}, por lo que los indicadores son provisionales"


def _repair_cutoff(details: Details) -> str:
    until = details.month("until")
    if not until:
        return "Complete lo ejecutado de los meses del periodo."
    return (
        f"Complete los meses que faltan, o evalúe hasta {until}: agregue «--hasta {until}» al comando "
        "o escriba ese mes en «Corte» de la hoja Parámetros."
    )


def _running_totals(details: Details) -> str:
    where = f" en {details.rows()}{details.listed()}" if details.number("count") > 1 else ""
    return f"lo ejecutado crece mes a mes{where} y parece acumulado, no lo de cada mes"


def _activity(details: Details) -> str:
    said, action = details.quoted("activity"), details.text("action")
    what = f"la actividad {said}" if said else "una actividad"
    return f"{what}{f' ({action})' if action else ''}"


def _missing_cause(details: Details) -> str:
    number, action = details.number("rows"), details.text("action")
    if number > 1:
        where = f" de {action}" if action else ""
        cells = details.listed("rows")
        return f"{number:,} actividades{where}{cells} quedaron por debajo de su meta y no dicen el motivo"
    return f"{_activity(details)} quedó por debajo de su meta y no dice el motivo"


def _repair_cause(details: Details) -> str:
    which = agree(max(details.number("rows"), 1), "esa actividad", "cada una de esas actividades")
    return f"Escriba en «Motivo» por qué no se llegó a la meta en {which}."


def _insufficient_cause(details: Details) -> str:
    said, why = details.quoted("text"), "explica por qué no se llegó a la meta"
    subject = f"el motivo de {_activity(details)}{f' dice {said}' if said else ''}"
    names = ": nombra un documento" if _names_something(details) else ""
    return f"{subject}{names}, pero no {why}"


def _names_something(details: Details) -> bool:
    return any(char.isalpha() for char in details.text("text"))


def _repair_insufficient_cause(details: Details) -> str:
    source = ", y pase el documento a «Medio de verificación»" if _names_something(details) else ""
    return f"Escriba en «Motivo» qué lo impidió{source}."


def _comment(details: Details) -> str:
    action = details.text("action") or "una AEI"
    if details.text("why") == "praise":
        bands, names = " o ".join(map(quote, details.items("band"))), details.codes("names")
        whose = f"el indicador de {names}" if names else "su indicador"
        told = f", pero {whose} es {bands}" if bands else ", pero las cifras no lo dicen"
        return f"el comentario de {action} felicita por el resultado{told}"
    units = details.listing("names") or "las unidades que más pesan"
    return f"el comentario de {action} no nombra a quienes explican la mayor parte de lo que faltó ({units})"


def _repair_comment(details: Details) -> str:
    if details.text("why") == "praise":
        return "Corrija el comentario para que diga lo mismo que las cifras."
    return "Diga en el comentario qué unidades dejaron de ejecutar más, y por qué."


def _mixed(details: Details) -> str:
    action, measures = details.text("action") or "una AEI", details.listing("measures")
    told = f" ({measures})" if measures else ""
    return f"el total de {action} suma unidades de medida distintas{told}"


def _without_units(details: Details) -> str:
    return f"ninguna unidad tiene actividades en {details.text('action') or 'una AEI del PEI'}"


FIGURE_WORDINGS: Final = {
    Code.NOT_REPORTED: Wording(
        "Sin información",
        _not_reported,
        always("Pida a la unidad lo ejecutado y escríbalo; escriba 0 si no ejecutó nada."),
    ),
    Code.MONTH_NOT_REPORTED: Wording(
        "Meses sin reporte",
        _month_not_reported,
        always("Pida a la unidad lo que falta y escríbalo; escriba 0 en los meses en que no ejecutó."),
    ),
    Code.EXECUTED_WITHOUT_TARGET: Wording(
        "Ejecución sin meta",
        _without_target,
        always("Programe la meta que corresponde, o revise si lo ejecutado pertenece a otra fila."),
    ),
    Code.RUNNING_TOTALS: Wording(
        "Acumulados en los meses",
        _running_totals,
        always(
            "Si son acumulados, escriba en cada mes solo lo de ese mes; si no, deje los importes como están."
        ),
    ),
    Code.EARLIER_CUTOFF: Wording("Datos hasta un mes anterior", _earlier_cutoff, _repair_cutoff),
    Code.MISSING_CAUSE: Wording("Falta el motivo", _missing_cause, _repair_cause),
    Code.INSUFFICIENT_CAUSE: Wording(
        "Motivo insuficiente",
        _insufficient_cause,
        _repair_insufficient_cause,
    ),
    Code.CONTRADICTORY_COMMENT: Wording("Comentario que contradice las cifras", _comment, _repair_comment),
    Code.MIXED_MEASURES: Wording(
        "Unidades de medida mezcladas",
        _mixed,
        always(
            "Tome con cuidado el porcentaje de ese total; "
            f"el método {quote(METHOD_NAMES[Method.CAPPED_MEAN])} no suma unidades de medida distintas."
        ),
    ),
    Code.ACTION_WITHOUT_UNITS: Wording(
        "AEI sin unidades",
        _without_units,
        always("Agregue sus actividades, o no haga nada si la AEI no corresponde a este año."),
    ),
}
"""How each code about the figures is said."""
