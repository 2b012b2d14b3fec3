"""The hidden sheet Listas: what lists offer, and which months are evaluated, by native formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, ColumnSpec, Formula, Grid, Look, Sheet, Visibility, absolute
from workbook.domain.periods import MONTHS
from workbook.domain.places import qualified
from workbook.layouts import own
from workbook.spanish.calendar import MONTH_NAMES, PERIOD_NAMES
from workbook.spanish.labels import METHOD_NAMES, TARGET_KIND_NAMES
from workbook.template.rows import framework_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.model import Plan
    from workbook.template.naming import UnitSheet
    from workbook.template.rows import FrameworkRow
    from workbook.template.timing import Timing

ACTIONS: Final = "ListaAEI"
UNITS: Final = "ListaUnidad"
PERIODS: Final = "ListaPeriodo"
MONTH_LIST: Final = "ListaMes"
METHODS: Final = "ListaMetodo"
KINDS: Final = "ListaTipoMeta"
YES_NO: Final = "ListaSiNo"
ARTICLES: Final = "ListaArticulo"
NOUNS: Final = "ListaColumna"
NOT_PROGRAMMED: Final = "MarcasNoProgramada"
NOT_REPORTED: Final = "MarcasSinInformacion"
EVALUATED: Final = "MesesEvaluados"
CLOSED: Final = "MesesCerrados"
ABBREVIATIONS: Final = "MesesAbreviados"
PERIOD: Final = "ParametroPeriodo"
CUTOFF: Final = "ParametroCorte"

_FREE_ROWS: Final = 60
_INITIALS: Final = ("{}.{}.", "{}.{}", "{}. {}.", "{}/{}", "{} {}")
_NOT_PROGRAMMED_MARKS: Final = (
    "No programad*",
    "Sin programaci?n*",
    "NP",
    "SP",
    *(form.format(*letters) for letters in ("NP", "SP") for form in _INITIALS),
)
_NOT_REPORTED_MARKS: Final = ("Sin informaci?n*", *(form.format("S", "I") for form in _INITIALS))
"""Texts as COUNTIF compares them (? and * stand for others); each means the mark that `read_amount` reads.

"SI" and "SI." are none of them: they say yes."""
_PERIOD_COLUMN, _HELPER_COLUMN, _MONTHS_COLUMN = 2, 14, 17
_HELPERS: Final = (
    "Última AEI",
    "Última unidad",
    "Periodo",
    "En la lista",
    "Separador",
    "Desde",
    "Hasta",
    "Corte",
)
_LAST_REPORTED_COLUMN: Final = 13


def lists_sheet(plan: Plan, units: Sequence[UnitSheet], timing: Timing) -> tuple[Sheet, dict[str, str]]:
    """Return the sheet and the defined names that point into it."""
    grid, names = Grid(), {}
    rows = framework_rows(plan.framework)
    size = max(len(rows), len(plan.framework.units), len(units)) + _FREE_ROWS
    for column, (header, name, contents) in enumerate(_columns(plan, rows, size)):
        grid.put(0, column, header, Look.LABEL)
        grid.put_column(1, column, contents, Look.PLAIN)
        if name:
            names[name] = _place(Area(1, column, len(contents), column))
    if plan.framework.monthly:
        _put_last_reported(grid, units, timing)
    _put_helpers(grid, size, timing)
    names |= _put_months(grid, timing, plan.framework.closings.months)
    names |= {ACTIONS: _open_ended(0, size, 1), UNITS: _open_ended(1, size, 2)}
    widths = {column: ColumnSpec(24) for column in range(_HELPER_COLUMN + 2)}
    return Sheet(own.LISTS, grid.cells, columns=widths, visibility=Visibility.HIDDEN, tab="8A8F98"), names


def action_text(code: str, name: str) -> str:
    """Return an AEI as lists offer it."""
    return f"{code}{own.ACTION_SEPARATOR}{name}" if name else code


def _columns(
    plan: Plan, rows: Sequence[FrameworkRow], size: int
) -> Iterable[tuple[str, str, Sequence[str | int | Formula]]]:
    periods = [(name, *kind.value[:2]) for kind, name in PERIOD_NAMES.items()]
    actions = [action_text(code, name) for _, _, code, name in rows]
    yield "AEI", "", [Formula(_action_formula(n), _at(actions, n)) for n in range(1, size + 1)]
    units = [unit.name for unit in plan.framework.units]
    yield "Unidad orgánica", "", [Formula(_unit_formula(n), _at(units, n)) for n in range(1, size + 1)]
    yield "Periodo", PERIODS, [name for name, _, _ in periods]
    yield "Desde el mes", "", [int(first) for _, first, _ in periods]
    yield "Hasta el mes", "", [int(last) for _, _, last in periods]
    yield "Mes", MONTH_LIST, [name.capitalize() for name in MONTH_NAMES]
    yield "Método", METHODS, list(METHOD_NAMES.values())
    yield "Tipo de meta", KINDS, list(TARGET_KIND_NAMES.values())
    yield "Sí o No", YES_NO, [own.YES, own.NO]
    yield "Artículo", ARTICLES, list(own.ARTICLES)
    yield "Columna de unidades", NOUNS, list(own.UNIT_NOUNS)
    yield "Marcas: no programada", NOT_PROGRAMMED, list(_NOT_PROGRAMMED_MARKS)
    yield "Marcas: sin información", NOT_REPORTED, list(_NOT_REPORTED_MARKS)


def _at(texts: Sequence[str], number: int) -> str:
    return texts[number - 1] if number <= len(texts) else ""


def _action_formula(number: int) -> str:
    table, name_header = own.FRAMEWORK_TABLE, own.FRAMEWORK_HEADERS[3]
    code, name = (
        f"INDEX({table}[{own.FRAMEWORK_HEADERS[2]}],{number})",
        f"INDEX({table}[{name_header}],{number})",
    )
    joined = f'{code}&IF({name}="","","{own.ACTION_SEPARATOR}"&{name})'
    return f'=IFERROR(IF({code}="","",{joined}),"")'


def _unit_formula(number: int) -> str:
    return f'=IFERROR(INDEX({own.UNITS_TABLE}[{own.UNITS_HEADERS[0]}],{number})&"","")'


def _put_last_reported(grid: Grid, units: Sequence[UnitSheet], timing: Timing) -> None:
    grid.put(0, _LAST_REPORTED_COLUMN, "Último mes con datos", Look.LABEL)
    executed = f"[[{own.EXECUTED_MONTH.format(month='Ene')}]:[{own.EXECUTED_MONTH.format(month='Dic')}]]"
    numbers = _place(Area(1, _MONTHS_COLUMN, 1, _MONTHS_COLUMN + 11))
    for row, unit in enumerate(units, 1):
        formula = f"=SUMPRODUCT(MAX(ISNUMBER({unit.table}{executed})*{numbers}))"
        grid.put(
            row,
            _LAST_REPORTED_COLUMN,
            Formula(formula, timing.last_reported_by_table[unit.table]),
            Look.PLAIN,
        )


def _put_helpers(grid: Grid, size: int, timing: Timing) -> None:
    """Set what the period and the cut-off come to; the answers stand beside their names."""
    at = {name: absolute(row, _HELPER_COLUMN + 1) for row, name in enumerate(_HELPERS, 1)}
    span = {n: _place(Area(1, n, size, n)) for n in (0, 1)}
    last = absolute(1, _LAST_REPORTED_COLUMN), absolute(size, _LAST_REPORTED_COLUMN)
    listed, between = at["En la lista"], at["Separador"]
    words = f'SUBSTITUTE(SUBSTITUTE(LOWER(TRIM({PERIOD}))," hasta "," a ")," al "," a ")'
    month = f'IFERROR(MATCH(SUBSTITUTE({{}},"sep","set"),{ABBREVIATIONS},0),{{}})'
    first = month.format(f"LEFT({at['Periodo']},3)", 1)
    until = month.format(f"MID({at['Periodo']},{between}+3,3)", 12)
    cut = month.format(f"LOWER(LEFT(TRIM({CUTOFF}),3))", 12)
    formulas = {
        "Última AEI": f'=MAX(1,SUMPRODUCT(MAX(({span[0]}<>"")*(ROW({span[0]})-1))))',
        "Última unidad": f'=MAX(1,SUMPRODUCT(MAX(({span[1]}<>"")*(ROW({span[1]})-1))))',
        "Periodo": f"={words}",
        "En la lista": f"=IFERROR(MATCH(TRIM({PERIOD}),{PERIODS},0),0)",
        "Separador": f'=IF({listed}>0,0,IFERROR(SEARCH(" a ",{at["Periodo"]}),0))',
        "Desde": f"=IF({listed}>0,{_of_period(1, listed)},IF({between}>0,{first},1))",
        "Hasta": f"=IF({listed}>0,{_of_period(2, listed)},IF({between}>0,{until},12))",
        "Corte": f'=IF({CUTOFF}<>"",IF(ISNUMBER({CUTOFF}),{CUTOFF},{cut}),'
        f'IF(AND({at["Periodo"]}="",MAX({":".join(last)})>0),MAX({":".join(last)}),12))',
    }
    grid.put(0, _HELPER_COLUMN, "Cálculo", Look.LABEL)
    for row, name in enumerate(_HELPERS, 1):
        grid.put(row, _HELPER_COLUMN, name, Look.PLAIN)
        grid.put(row, _HELPER_COLUMN + 1, Formula(formulas[name], timing.helpers[name]), Look.PLAIN)


def _of_period(column: int, position: str) -> str:
    area = Area(1, _PERIOD_COLUMN + column, len(PERIOD_NAMES), _PERIOD_COLUMN + column)
    return f"INDEX({area.text},{position})"


def _put_months(grid: Grid, timing: Timing, closed: frozenset[int]) -> dict[str, str]:
    at = {name: absolute(row, _HELPER_COLUMN + 1) for row, name in enumerate(_HELPERS, 1)}
    listed = f'OR({at["En la lista"]}>0,{at["Separador"]}>0,{at["Periodo"]}="")'
    for label, row in (("Mes", 0), ("Número", 1), (own.EVALUATED_LABEL, 2), (own.CLOSED_LABEL, 3)):
        grid.put(row, _MONTHS_COLUMN - 1, label, Look.LABEL)
    for month in MONTHS:
        column = _MONTHS_COLUMN + month - 1
        name, number = absolute(0, column), absolute(1, column)
        between = f"IF(AND({number}>={at['Desde']},{number}<={at['Hasta']}),1,0)"
        named = f"IF(ISNUMBER(SEARCH({name},{at['Periodo']})),1,0)"
        formula = f"=IF({number}>{at['Corte']},0,IF({listed},{between},{named}))"
        grid.put(0, column, own.MONTH_ABBREVIATIONS[month - 1], Look.LABEL)
        grid.put(1, column, month, Look.PLAIN)
        grid.put(2, column, Formula(formula, int(month in timing.months)), Look.PLAIN)
        grid.put(3, column, int(month in closed), Look.PLAIN)
    rows = {ABBREVIATIONS: 0, EVALUATED: 2, CLOSED: 3}
    return {name: _place(Area(row, _MONTHS_COLUMN, row, _MONTHS_COLUMN + 11)) for name, row in rows.items()}


def _open_ended(column: int, size: int, helper_row: int) -> str:
    """Return a list that ends at its last text."""
    whole, last = _place(Area(1, column, size, column)), _place(Area(*(helper_row, _HELPER_COLUMN + 1) * 2))
    return f"{_place(Area(1, column, 1, column))}:INDEX({whole},{last})"


def _place(area: Area) -> str:
    return qualified(own.LISTS, area.text)
