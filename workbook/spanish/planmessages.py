"""Messages about the plan: settings, codes, units, reports that are missing, causes, comments, formulas of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code
from workbook.domain.periods import PeriodKind
from workbook.domain.scale import ScaleFault
from workbook.spanish.calendar import PERIOD_NAMES
from workbook.spanish.grammar import agree
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_SCALE_FAULTS: Final = {
    ScaleFault.EMPTY: "no tiene ninguna fila",
    ScaleFault.FIRST_NOT_ZERO: "no empieza en 0 % con el límite incluido",
    ScaleFault.NOT_ASCENDING: "tiene límites que no van de menor a mayor",
    ScaleFault.NOT_TENTH: "tiene un límite con más de un decimal de porcentaje",
    ScaleFault.TOO_CLOSE: "tiene dos límites con menos de 0.2 puntos de diferencia",
    ScaleFault.LABEL_REPEATED: "repite un indicador",
    ScaleFault.LABEL_EMPTY: "tiene una fila sin indicador",
    ScaleFault.LIMIT_UNREADABLE: "tiene un dato que no se puede leer",
}
_SCALE_REPAIRS: Final = {
    ScaleFault.EMPTY: "Complete la tabla Escala: al menos una fila que empiece en 0 % con el límite incluido.",
    ScaleFault.FIRST_NOT_ZERO: "Escriba 0 % en «Desde» de la primera fila y «Sí» en «Incluye el límite».",
    ScaleFault.NOT_ASCENDING: (
        "Ordene los límites de menor a mayor; un límite solo puede repetirse si primero se incluye y después no."
    ),
    ScaleFault.NOT_TENTH: "Escriba el límite con un decimal como máximo, por ejemplo 75 % o 74.5 %.",
    ScaleFault.TOO_CLOSE: "Separe los límites al menos 0.2 puntos, o elimine una de las dos filas.",
    ScaleFault.LABEL_REPEATED: "Dé a cada fila un indicador distinto.",
    ScaleFault.LABEL_EMPTY: "Escriba el indicador de la fila, o elimine la fila.",
    ScaleFault.LIMIT_UNREADABLE: (
        "Escriba el límite como porcentaje, por ejemplo 75 %, y «Sí» o «No» en las columnas que lo piden."
    ),
}


def _fault(details: Details) -> ScaleFault | None:
    said = details.text("fault")
    return next((fault for fault in ScaleFault if said in (fault.value, fault.name)), None)


def _scale(details: Details) -> str:
    fault = _fault(details)
    what = _SCALE_FAULTS[fault] if fault else "no se puede usar"
    missing = details.listing("missing")
    if missing:
        what = f"no tiene {missing}"
    row, said = details.number("row"), details.quoted("text", "label")
    where = f" (fila {row:,}{f': {said}' if said else ''})" if row else ""
    return f"la tabla Escala {what}{where}; sin una escala correcta no se evalúa nada"


def _repair_scale(details: Details) -> str:
    if details.items("missing"):
        return "Agregue a la tabla Escala las columnas que faltan, con los nombres de la plantilla."
    fault = _fault(details)
    return _SCALE_REPAIRS[fault] if fault else "Revise la tabla Escala fila por fila."


_PERIODS: Final = ", ".join(name for kind, name in PERIOD_NAMES.items() if kind is not PeriodKind.MONTHS)


def _parameter(details: Details) -> str:
    name = details.text("parameter")
    match name:
        case "periodo sin meses":
            return (
                "el libro no tiene datos por mes, por lo que no se puede evaluar un periodo distinto del suyo"
            )
        case "corte sin meses":
            return "el libro no tiene datos por mes, por lo que no se puede evaluar hasta un mes determinado"
        case "corte":
            month = details.month("value")
            return f"el corte{f' a {month}' if month else ''} es anterior al primer mes del periodo"
    value = details.after("dice", "value", "text") or " tiene un valor"
    subject = f"el parámetro «{name}»" if name else "un parámetro"
    return f"{subject}{value}, que no se puede usar; no se evalúa nada hasta corregirlo"


def _repair_parameter(details: Details) -> str:
    match details.text("parameter"):
        case "periodo sin meses" | "corte sin meses":
            return (
                "Evalúe sin indicar periodo ni mes, o cree el libro con meses («eficacia nuevo … --meses»)."
            )
        case "corte":
            return "Elija un mes de corte que esté dentro del periodo, o cambie el periodo."
    accepted = details.listing("accepted")
    return (
        f"Escriba uno de estos valores: {accepted}."
        if accepted
        else "Corrija el valor en la hoja Parámetros."
    )


def _unknown_action(details: Details) -> str:
    said, several = details.quoted("text", "action", "code"), details.number("count", "rows") > 1
    subject, verb = (details.rows(), "dicen") if several else ("la fila", "dice")
    what = f"{subject} {verb} {said}, que no está en la hoja PEI" if said else f"{subject} no {verb} su AEI"
    programmed, executed = details.text("programmed"), details.text("executed")
    amounts = f" (programadas: {programmed}; ejecutadas: {executed})" if programmed and executed else ""
    return f"{what}; {'no suman' if several else 'no suma'} a ningún OEI{amounts}"


def _repair_unknown_action(details: Details) -> str:
    nearest = details.quoted("nearest", "suggestion")
    if nearest:
        return f"¿Quiso decir {nearest}? Elija el código de la lista, o agregue la AEI en la hoja PEI."
    return "Elija el código de la lista, o agregue la AEI en la hoja PEI."


def _unknown_unit(details: Details) -> str:
    said = details.quoted("name", "text", "unit") or (details.finding.unit and f"«{details.finding.unit}»")
    return f"la unidad {said or 'de la hoja'} no está en la hoja Unidades; se evalúa con el nombre que tiene"


def _repair_unknown_unit(details: Details) -> str:
    nearest = details.quoted("nearest", "suggestion")
    question = f"¿Quiso decir {nearest}? " if nearest else ""
    return f"{question}Agregue la unidad en la hoja Unidades, o corrija el nombre."


def _repeated_action(details: Details) -> str:
    return f"la AEI {details.quoted('action', 'code') or 'de la fila'} está más de una vez en la hoja PEI; se usa la primera"


def _who(details: Details) -> str:
    return details.quoted("unit_name", "unit") or (
        f"«{details.finding.unit}»" if details.finding.unit else ""
    )


def _not_reported(details: Details) -> str:
    who, rows = _who(details), details.rows("actividad", "actividades")
    subject = f"la unidad {who}" if who else "una unidad"
    cells = details.cells("cells")
    told = f" en {rows}" if rows else ""
    where = f" ({cells})" if cells and details.number("rows") > 1 else ""
    return f"{subject} no informó lo ejecutado{told}{where}; se cuenta como 0 y el indicador es provisional"


def _month_not_reported(details: Details) -> str:
    who, rows = _who(details), details.rows("actividad", "actividades")
    subject = f"la unidad {who}" if who else "una unidad"
    months = details.months("months")
    when = f" de {months}" if months else " de todos los meses programados"
    told = f" en {rows}" if rows else ""
    return f"{subject} no informó lo ejecutado{when}{told}; se evalúa con lo informado y el indicador es provisional"


def _without_target(details: Details) -> str:
    who, action = _who(details), details.text("action")
    subject = f"la unidad {who}" if who else "una unidad"
    amount = details.text("executed")
    done = f"ejecutó {amount}" if amount else "registró ejecución"
    where = f" en la {action}" if action else ""
    return f"{subject} {done}{where} sin tener meta programada; ese importe no entra en el total"


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


def _row_of(details: Details) -> str:
    activity, action = details.quoted("activity"), details.text("action")
    what = f"la actividad {activity}" if activity else "una actividad"
    return f"{what}{f' ({action})' if action else ''}"


def _missing_cause(details: Details) -> str:
    number = details.number("rows")
    if number > 1:
        action = details.text("action")
        where = f" de la {action}" if action else ""
        return f"{number:,} actividades{where} quedaron por debajo de su meta y no dicen el motivo"
    return f"{_row_of(details)} quedó por debajo de su meta y no dice el motivo"


def _insufficient_cause(details: Details) -> str:
    said = details.quoted("text")
    return (
        f"el motivo de {_row_of(details)}{f' dice {said}' if said else ''}: nombra un documento, "
        "pero no explica por qué no se llegó a la meta"
    )


def _comment(details: Details) -> str:
    action = details.text("action", "code") or "una AEI"
    if details.text("why") == "praise":
        band = details.quoted("band")
        return f"el comentario de {action} felicita por el resultado{f', pero su indicador es {band}' if band else ''}"
    units = details.listing("units")
    who = f" de {units}" if units else " de las unidades que más pesan"
    return f"el comentario de {action} no menciona el incumplimiento{who}, que explica la mayor parte de lo que faltó"


def _repair_comment(details: Details) -> str:
    if details.text("why") == "praise":
        return "Corrija el comentario para que diga lo mismo que las cifras."
    return "Mencione en el comentario a quienes dejaron de ejecutar más, y por qué."


def _repeated_activity(details: Details) -> str:
    code, first = details.quoted("code", "activity", "text"), details.text("first", "other", "used")
    where = f" (está antes en {first})" if first else ""
    return f"la actividad {code or 'de la fila'} está repetida{where}; las dos filas se cuentan"


def _two_names(details: Details) -> str:
    name, other = details.quoted("name", "text"), details.quoted("other", "used")
    if name and other:
        return f"la unidad aparece con dos nombres: {name} y {other}"
    return "una misma unidad aparece escrita de dos maneras"


def _running_totals(details: Details) -> str:
    columns = details.column()
    where = f" de {columns}" if columns else ""
    rows = details.rows()
    told = f" en {rows}" if details.number("rows") > 1 else ""
    return f"los importes mensuales{where} crecen siempre{told} y parecen acumulados, no lo de cada mes"


def _mixed(details: Details) -> str:
    action, measures = details.text("action") or "una AEI", details.listing("measures")
    told = f" ({measures})" if measures else ""
    return f"el total de {action} suma unidades de medida distintas{told}; el porcentaje de un total así dice poco"


def _without_units(details: Details) -> str:
    return f"ninguna unidad tiene actividades en {details.text('action') or 'una AEI del PEI'}"


def _band_without_scale(details: Details) -> str:
    subject = details.rows("fórmula llama", "fórmulas llaman") or "hay fórmulas que llaman"
    return f"{subject} a BANDA sin la escala, y la del libro no es la predeterminada; el indicador puede ser otro"


def _foreign_link(details: Details) -> str:
    subject = details.rows("fórmula está vinculada", "fórmulas están vinculadas") or "hay fórmulas vinculadas"
    said = details.quoted("path", "link", "formula", "text")
    return f"{subject} a un complemento de otra carpeta o computadora{f': {said}' if said else ''}"


def _closed_month(details: Details) -> str:
    column = details.column() or "el importe"
    before, after = details.text("before", "old"), details.text("after", "now", "new")
    change = f" (antes {before}, ahora {after})" if before and after else ""
    return f"cambió {column}{change} después de cerrado el mes"


def _placeholder(details: Details) -> str:
    said = details.quoted("placeholder", "text", "name") or "que no se reconoce"
    where = details.text("where", "place", "part")
    return f"la plantilla Word tiene el marcador {said}{f' en {where}' if where else ''}, que no existe; queda como está"


def _repair_placeholder(details: Details) -> str:
    nearest = details.quoted("nearest", "suggestion")
    if nearest:
        return f"¿Quiso decir {nearest}? Corrija el marcador en la plantilla."
    return "Corrija el marcador en la plantilla, o bórrelo."


def _cause_place(details: Details) -> str:
    many = agree(max(details.number("rows"), 1), "esa actividad", "esas actividades")
    return f"Escriba en «Motivo» por qué no se llegó a la meta en {many}."


PLAN_WORDINGS: Final = {
    Code.UNKNOWN_ACTION: Wording("AEI desconocida", _unknown_action, _repair_unknown_action),
    Code.INVALID_SCALE: Wording("Escala no válida", _scale, _repair_scale),
    Code.INVALID_PARAMETER: Wording("Parámetro no válido", _parameter, _repair_parameter),
    Code.UNKNOWN_UNIT: Wording("Unidad desconocida", _unknown_unit, _repair_unknown_unit),
    Code.REPEATED_ACTION: Wording(
        "AEI repetida",
        _repeated_action,
        always("Elimine una de las dos filas, o corrija su código si es otra AEI."),
    ),
    Code.NOT_REPORTED: Wording(
        "Sin información",
        _not_reported,
        always("Pida a la unidad lo ejecutado y escríbalo; escriba 0 si no ejecutó nada."),
    ),
    Code.MONTH_NOT_REPORTED: Wording(
        "Meses sin reporte",
        _month_not_reported,
        always(
            "Pida a la unidad los meses que faltan y escríbalos; escriba 0 en los meses en que no ejecutó."
        ),
    ),
    Code.EXECUTED_WITHOUT_TARGET: Wording(
        "Ejecución sin meta",
        _without_target,
        always("Programe la meta que corresponde, o revise si lo ejecutado pertenece a otra fila."),
    ),
    Code.REPEATED_ACTIVITY: Wording(
        "Actividad repetida",
        _repeated_activity,
        always("Elimine la fila que sobra; si son actividades distintas, corrija su código."),
    ),
    Code.UNIT_WITH_TWO_NAMES: Wording(
        "Unidad con dos nombres",
        _two_names,
        always("Escriba el nombre siempre igual, como está en la hoja Unidades."),
    ),
    Code.RUNNING_TOTALS: Wording(
        "Acumulados en los meses",
        _running_totals,
        always(
            "Si son acumulados, escriba en cada mes solo lo de ese mes; si no lo son, no hay nada que corregir."
        ),
    ),
    Code.EARLIER_CUTOFF: Wording("Datos hasta un mes anterior", _earlier_cutoff, _repair_cutoff),
    Code.MISSING_CAUSE: Wording("Falta el motivo", _missing_cause, _cause_place),
    Code.INSUFFICIENT_CAUSE: Wording(
        "Motivo insuficiente",
        _insufficient_cause,
        always("Escriba en «Motivo» qué lo impidió, y pase el documento a «Medio de verificación»."),
    ),
    Code.CONTRADICTORY_COMMENT: Wording("Comentario que contradice las cifras", _comment, _repair_comment),
    Code.BAND_WITHOUT_SCALE: Wording(
        "BANDA sin escala",
        _band_without_scale,
        always("Agregue la escala a la fórmula: BANDA(eficacia, Escala)."),
    ),
    Code.FOREIGN_LINK: Wording(
        "Vínculo ajeno",
        _foreign_link,
        always(
            "En Excel, use «Solucionar problemas» de la cinta «Evaluación POI» para reparar los vínculos."
        ),
    ),
    Code.CLOSED_MONTH_CHANGED: Wording(
        "Mes cerrado modificado",
        _closed_month,
        always("Devuelva el importe anterior, o deje constancia en «Descargo» de por qué cambió."),
    ),
    Code.UNKNOWN_PLACEHOLDER: Wording("Marcador desconocido", _placeholder, _repair_placeholder),
    Code.MIXED_MEASURES: Wording(
        "Unidades de medida mezcladas",
        _mixed,
        always("Revise si conviene el método «promedio_topado», que no suma unidades de medida distintas."),
    ),
    Code.ACTION_WITHOUT_UNITS: Wording(
        "AEI sin unidades",
        _without_units,
        always(
            "Si la AEI no corresponde a este año, no hay nada que corregir; si corresponde, agregue sus actividades."
        ),
    ),
}
"""How each code about the plan is said."""
