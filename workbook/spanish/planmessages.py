"""Messages about the frame of the plan: settings, scale, AEI, units, activities, the Word template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.findings import Code
from workbook.domain.formulas import linked_file
from workbook.domain.scale import ScaleFault
from workbook.spanish.details import quote
from workbook.spanish.grammar import join
from workbook.spanish.labels import METHOD_NAMES, parse_method
from workbook.spanish.wording import Wording, always

if TYPE_CHECKING:
    from workbook.spanish.details import Details

_MOST_ACCEPTED: Final = 20
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
_LIMIT_FAULTS: Final = frozenset(
    (ScaleFault.FIRST_NOT_ZERO, ScaleFault.NOT_ASCENDING, ScaleFault.NOT_TENTH, ScaleFault.TOO_CLOSE)
)
_SCALE_REPAIRS: Final = {
    ScaleFault.EMPTY: "Complete la tabla Escala: su primera fila empieza en 0 % con el límite incluido.",
    ScaleFault.FIRST_NOT_ZERO: "Escriba 0 % en «Desde» de la primera fila y «Sí» en «Incluye el límite».",
    ScaleFault.NOT_ASCENDING: (
        "Ordene los límites de menor a mayor; "
        "un límite solo puede repetirse si primero se incluye y después no."
    ),
    ScaleFault.NOT_TENTH: "Escriba el límite con un decimal como máximo, por ejemplo 75 % o 74.5 %.",
    ScaleFault.TOO_CLOSE: "Separe los límites al menos 0.2 puntos, o elimine una de las dos filas.",
    ScaleFault.LABEL_REPEATED: "Dé a cada fila un indicador distinto.",
    ScaleFault.LABEL_EMPTY: "Escriba el indicador de la fila, o elimine la fila.",
    ScaleFault.LIMIT_UNREADABLE: (
        "Escriba el límite como porcentaje, por ejemplo 75 %, y «Sí» o «No» en las columnas que lo piden."
    ),
}
_NOTHING: Final = "en blanco"
_METHOD: Final = "Método"
_THRESHOLD: Final = "Umbral de sobreejecución"
_REPAIRS_BY_PARAMETER: Final = {
    "periodo sin meses": (
        "Evalúe sin indicar periodo ni mes, o use un libro con meses (se crea con «eficacia nuevo --meses»)."
    ),
    "corte sin meses": (
        "Evalúe sin indicar hasta qué mes, o use un libro con meses (se crea con «eficacia nuevo --meses»)."
    ),
    "corte": "Elija un mes de corte que esté dentro del periodo, o cambie el periodo.",
    "Año": "Escriba el año con cuatro cifras, por ejemplo 2020.",
    _THRESHOLD: "Escriba un porcentaje de 100 % a 1,000 %, con su signo: por ejemplo, 150 %.",
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
    row = details.number("row")
    said = (details.percentage("text") if fault in _LIMIT_FAULTS else "") or details.quoted("text", "label")
    told = f": {said}" if said else ""
    where = f" (fila {row:,}{told})" if row and not missing else ""
    return f"la tabla Escala {what}{where}; sin una escala correcta no se evalúa nada"


def _repair_scale(details: Details) -> str:
    if details.items("missing"):
        return "Agregue a la tabla Escala las columnas que faltan, con los nombres de la plantilla."
    fault = _fault(details)
    return _SCALE_REPAIRS[fault] if fault else "Revise la tabla Escala fila por fila."


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
    said = details.percentage("value") if name == _THRESHOLD else details.quoted("value")
    value = f"dice {said}" if said else "tiene un valor"
    subject = f"el parámetro «{name}»" if name else "un parámetro"
    return f"{subject} {value}, que no se puede usar; no se evalúa nada hasta corregirlo"


def _repair_parameter(details: Details) -> str:
    name = details.text("parameter")
    known = _REPAIRS_BY_PARAMETER.get(name)
    accepted = details.listing("accepted", most=_MOST_ACCEPTED)
    if known or not accepted:
        return known or "Corrija el valor en la hoja Parámetros."
    if name == _METHOD:
        accepted = join([_method(value) for value in details.items("accepted")])
    return f"Los valores posibles son {accepted}. Escriba el que corresponda."


def _method(value: str) -> str:
    """Return a method as the list of the sheet shows it, and its short name."""
    method = parse_method(value)
    return f"{quote(METHOD_NAMES[method])} ({value})" if method else quote(value)


def _unknown_action(details: Details) -> str:
    said, number = details.quoted("text"), details.number("count")
    comment = details.quoted("comment")
    if comment and not said:
        return f"el comentario {comment} no dice de qué OEI o AEI es, y no aparece en el informe"
    if said and not number:
        return f"el código {said} no está en la hoja PEI; lo que se diga de él no aparece en el informe"
    several = number > 1
    subject, verb = (details.rows(), "dicen") if several else ("la fila", "dice")
    what = f"{subject} {verb} {said}, que no está en la hoja PEI" if said else f"{subject} no {verb} su AEI"
    programmed, executed = details.text("programmed"), details.text("executed")
    amounts = f" (programadas: {programmed}; ejecutadas: {executed})" if programmed and executed else ""
    return f"{what}; no {'suman' if several else 'suma'} a ningún OEI{amounts}"


def _nearest(details: Details) -> str:
    nearest = details.quoted("nearest")
    return f"¿Quiso decir {nearest}? " if nearest else ""


def _repair_unknown_action(details: Details) -> str:
    return f"{_nearest(details)}Elija el código de la lista, o agregue la AEI en la hoja PEI."


def _unknown_unit(details: Details) -> str:
    if details.text("blank"):
        rows = details.rows() or "una fila"
        return f"{rows} sin unidad{details.listed()}; se cuentan en una que se llama como la hoja"
    said = details.quoted("name") or details.unit()
    return f"la unidad {said or 'de la hoja'} no está en la hoja Unidades; se evalúa con el nombre que tiene"


def _repair_unknown_unit(details: Details) -> str:
    if details.text("blank"):
        return "Escriba la unidad en cada fila."
    return f"{_nearest(details)}Agregue la unidad en la hoja Unidades, o corrija el nombre."


def _repeated_action(details: Details) -> str:
    if details.text("objective"):
        names = f"{details.quoted('other')} y {details.quoted('name')}"
        return f"{details.quoted('objective')} tiene dos nombres en la hoja PEI, {names}; se usa el primero"
    said = details.quoted("action") or "de la fila"
    return f"la AEI {said} está más de una vez en la hoja PEI; se usa la primera"


def _repair_repeated_action(details: Details) -> str:
    if details.text("objective"):
        return "Escriba siempre el mismo nombre, o corrija el código si es otro OEI."
    return "Elimine la fila que sobra, o corrija su código si es otra AEI."


def _repeated_activity(details: Details) -> str:
    said, first = details.quoted("activity_code", "activity") or "de la fila", details.text("first")
    where = f" (está antes en {first})" if first else ""
    return f"la actividad {said} está repetida{where}; las dos filas se cuentan"


def _two_names(details: Details) -> str:
    name, other = details.quoted("name"), details.quoted("other")
    if name and other:
        return f"una unidad aparece con dos nombres: {name} y {other}"
    return "una unidad aparece escrita de dos maneras"


def _band_without_scale(details: Details) -> str:
    subject = details.rows("fórmula llama", "fórmulas llaman") or "hay fórmulas que llaman"
    return (
        f"{subject} a BANDA sin la escala{details.listed()}, y la del libro no es la predeterminada; "
        f"el indicador que {'muestra' if details.number('count') == 1 else 'muestran'} puede ser otro"
    )


def _repair_band(details: Details) -> str:
    them = "Cópiela" if details.number("count") == 1 else "Cópielas"
    return f"{them} de una fila de la plantilla, que lleva la tabla Escala como segundo dato."


def _foreign_link(details: Details) -> str:
    number, function = details.number("count"), details.text("function")
    formulas = details.rows("fórmula", "fórmulas") or "varias fórmulas"
    call = f" con {function}" if function else ""
    linked = "está vinculada" if number == 1 else "están vinculadas"
    file = linked_file(details.whole("formula"))
    told = f": {quote(file)}" if file else ""
    where = "a un complemento de otra carpeta o computadora"
    return f"{formulas}{call}{details.listed()} {linked} {where}{told}"


def _closed_month(details: Details) -> str:
    if details.text("register"):
        unit = details.unit() or "una unidad"
        return f"el registro de cierres de {unit} no es el que se guardó: alguien lo cambió"
    if details.number("others"):
        count = details.rows("celda más cambió", "celdas más cambiaron", "others")
        return f"{count} después de cerrado el mes"
    if details.text("gone"):
        return _closed_row_gone(details)
    column, month = details.column() or "un importe", details.month("month")
    before, after = details.text("before") or _NOTHING, details.text("after") or _NOTHING
    change = "" if before == after else f" (antes {before}, ahora {after})"
    when = f"de cerrado {month}" if month else "de cerrado el periodo"
    return f"cambió {column}{details.after('de', 'activity')}{change} después {when}"


def _closed_row_gone(details: Details) -> str:
    said, months = details.quoted("activity"), details.months("months")
    activity, when = f"la actividad {said}" if said else "una actividad", f" ({months})" if months else ""
    return f"ya no está {activity}, que tenía importes en el periodo cerrado{when}"


def _repair_closed(details: Details) -> str:
    if details.text("register"):
        return "Vuelva al libro tal como quedó al cerrar («…-cerrado»), o cierre otra vez el periodo."
    if details.text("gone"):
        return "Vuelva a poner la fila, o deje constancia en «Descargo» de por qué se retiró."
    return "Devuelva lo anterior, o deje constancia en «Descargo» de por qué cambió."


def _placeholder(details: Details) -> str:
    said = details.quoted("placeholder", "text", "name") or "que no se reconoce"
    where = details.text("where", "place", "part")
    at = f" en {where}" if where else ""
    return f"la plantilla Word tiene el marcador {said}{at}, que no existe; queda como está"


def _repair_placeholder(details: Details) -> str:
    return f"{_nearest(details)}Corrija el marcador en la plantilla, o bórrelo."


PLAN_WORDINGS: Final = {
    Code.UNKNOWN_ACTION: Wording("AEI desconocida", _unknown_action, _repair_unknown_action),
    Code.INVALID_SCALE: Wording("Escala no válida", _scale, _repair_scale),
    Code.INVALID_PARAMETER: Wording("Parámetro no válido", _parameter, _repair_parameter),
    Code.UNKNOWN_UNIT: Wording("Unidad desconocida", _unknown_unit, _repair_unknown_unit),
    Code.REPEATED_ACTION: Wording(
        "AEI repetida",
        _repeated_action,
        _repair_repeated_action,
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
    Code.BAND_WITHOUT_SCALE: Wording(
        "BANDA sin escala",
        _band_without_scale,
        _repair_band,
    ),
    Code.FOREIGN_LINK: Wording(
        "Vínculo ajeno",
        _foreign_link,
        always(
            "En Excel, use «Solucionar problemas» de la cinta «Evaluación POI» para reparar los vínculos."
        ),
    ),
    Code.CLOSED_MONTH_CHANGED: Wording("Mes cerrado modificado", _closed_month, _repair_closed),
    Code.UNKNOWN_PLACEHOLDER: Wording("Marcador desconocido", _placeholder, _repair_placeholder),
}
"""How each code about the frame of the plan is said."""
