"""The sheet Índice: each unit with its link and how far it is filled, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import (
    Accent,
    Area,
    ColumnSpec,
    Conditional,
    Formula,
    Grid,
    Link,
    Look,
    RowSpec,
    Sheet,
    absolute,
)
from workbook.domain.places import address, qualified
from workbook.layouts import own
from workbook.template.formulas import TableFormulas
from workbook.template.frame import HEADER_HEIGHT, INDEX_TAB, page
from workbook.template.settings import ENTITY, YEAR
from workbook.template.stored import missing_data, state_text
from workbook.template.unit import UNIT_CELL, period_formula, period_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import Framework
    from workbook.template.naming import UnitSheet
    from workbook.template.timing import Timing

HEADER_ROW: Final = 6
_NUMBER, _UNIT, _ACRONYM, _ROWS, _MISSING, _STATE = range(6)
_STEPS: Final = (
    (
        "En Parámetros, complete la entidad, el año y el periodo; en PEI, los OEI y las AEI; en Unidades, "
        "las unidades orgánicas."
    ),
    "En la hoja de cada unidad, escriba sus actividades: elija la AEI y complete lo programado y ejecutado.",
    "Donde no se alcanzó la meta, explique el motivo: la celda queda de color ámbar hasta que lo haga.",
    "En Comentarios, explique los resultados de cada OEI o AEI para la sección II del informe.",
    (
        "Para agregar una unidad, copie la hoja de otra (clic derecho en su pestaña, Mover o copiar, "
        "Crear una copia), borre sus datos y anótela en Unidades."
    ),
    (
        "Eficacia e Indicador usan las funciones EFICACIA y BANDA del complemento eficacia. En una "
        "computadora sin el complemento se ven los últimos valores calculados; si allí cambia un dato, esas "
        "celdas mostrarán #¿NOMBRE? hasta abrir el libro donde sí esté instalado."
    ),
)
_LINE: Final = 155  # characters that fit a line across the sheet
_ROW_HEIGHT: Final = 19
_WHERE: Final = (own.SETTINGS, own.FRAMEWORK, own.UNITS, own.COMMENTS)


def index_sheet(units: Sequence[UnitSheet], framework: Framework, timing: Timing) -> Sheet:
    """Return the index of a planning workbook."""
    grid = Grid()
    _put_head(grid, framework, timing)
    grid.put_row(HEADER_ROW, 0, own.INDEX_HEADERS, Look.HEADER)
    missing = [missing_data(unit.activities, timing.months, monthly=framework.monthly) for unit in units]
    for number, (unit, lacking) in enumerate(zip(units, missing, strict=True), 1):
        _put_unit(grid, HEADER_ROW + number, unit, lacking, monthly=framework.monthly)
    last = HEADER_ROW + len(units)
    _put_total(grid, last + 1, units, missing)
    steps = last + 3
    grid.put(steps, 0, "Cómo usar este libro", Look.SECTION)
    for number, step in enumerate(_STEPS, 1):
        grid.put(steps + number, 0, number, Look.STEP)
        grid.put(steps + number, 1, step, Look.GUIDE)
    merged = [Area(steps + number, 1, steps + number, _STATE) for number in range(1, len(_STEPS) + 1)]
    note = framework.settings.note
    heights = {steps + n: RowSpec(17.0 + 13.5 * (len(step) // _LINE)) for n, step in enumerate(_STEPS, 1)}
    heights |= {row: RowSpec(_ROW_HEIGHT) for row in range(HEADER_ROW + 1, last + 2)}
    heights[HEADER_ROW] = RowSpec(HEADER_HEIGHT)
    if note:
        grid.put(3, 0, note, Look.NOTE)
        merged.append(Area(3, 0, 3, _STATE))
        heights[3] = RowSpec(4 + 12.5 * (1 + len(note) // _LINE))
    return Sheet(
        own.INDEX,
        grid.cells,
        merges=tuple(merged),
        conditionals=_state_rules(Area(HEADER_ROW + 1, _STATE, last, _STATE)),
        columns={n: ColumnSpec(width) for n, width in enumerate((6, 62, 15, 15, 16, 22))},
        rows=heights,
        frozen=(HEADER_ROW + 1, 0),
        page=page(framework.settings.entity, HEADER_ROW, landscape=False),
        tab=INDEX_TAB,
        selected=(HEADER_ROW + 1, _UNIT),
    )


def _put_head(grid: Grid, framework: Framework, timing: Timing) -> None:
    settings = framework.settings
    year = "" if settings.year is None else settings.year
    title = "Plan Operativo Institucional"
    grid.put(0, 0, Formula(f'=TRIM("{title} "&{YEAR})', f"{title} {year}".strip()), Look.TITLE)
    grid.put(1, 0, Formula(f'={ENTITY}&""', settings.entity), Look.FACT)
    grid.put(2, 0, Formula(period_formula(), period_text(timing)), Look.SUBTITLE)
    for column, sheet in enumerate(_WHERE, 1):
        grid.put(4, column, f"→ {sheet}", Look.LINK, link=Link(sheet=sheet, tip=f"Ir a la hoja {sheet}"))
    grid.put(4, 0, "Ir a", Look.LABEL)


def _put_unit(grid: Grid, row: int, unit: UnitSheet, missing: int | str, *, monthly: bool) -> None:
    formulas = TableFormulas(unit.table, monthly=monthly)
    rows = sum(1 for activity in unit.activities if activity.action or activity.name)
    name = qualified(unit.sheet, absolute(*UNIT_CELL))
    shown = unit.unit.name or unit.sheet
    label = f'"{unit.sheet.replace(chr(34), chr(34) * 2)}"'
    grid.put(row, _NUMBER, row - HEADER_ROW, Look.ROW_CENTER)
    grid.put(
        row,
        _UNIT,
        Formula(f'=IF({name}="",{label},{name})', shown),
        Look.ROW_LINK,
        link=Link(sheet=unit.sheet, tip=f"Ir a la hoja {unit.sheet}"),
    )
    grid.put(row, _ACRONYM, unit.unit.acronym or None, Look.ROW_CENTER)
    grid.put(row, _ROWS, Formula(formulas.rows, rows), Look.ROW_COUNT)
    grid.put(row, _MISSING, Formula(formulas.missing, missing), Look.ROW_COUNT)
    state = state_formula(address(row, _ROWS), address(row, _MISSING))
    grid.put(row, _STATE, Formula(state, state_text(rows, missing)), Look.ROW_CENTER)


def state_formula(rows: str, missing: str) -> str:
    """Return the formula of a unit's state, from the cells of its rows and of its missing data."""
    many = f'IF({missing}=1,"Falta 1 dato","Faltan "&{missing}&" datos")'
    return (
        f'=IF({rows}=0,"Sin actividades",IF(ISNUMBER({missing}),IF({missing}=0,"Completa",{many}),{missing}))'
    )


def _put_total(grid: Grid, row: int, units: Sequence[UnitSheet], missing: Sequence[int | str]) -> None:
    grid.put_row(row, 0, ["", "Total", ""], Look.TOTAL_TEXT)
    rows = sum(1 for unit in units for one in unit.activities if one.action or one.name)
    counted = sum(count for count in missing if isinstance(count, int))
    for column, value in ((_ROWS, rows), (_MISSING, counted)):
        span = f"{address(HEADER_ROW + 1, column)}:{address(row - 1, column)}"
        grid.put(row, column, Formula(f"=SUM({span})", value), Look.TOTAL_CENTER)
    states = f"{address(HEADER_ROW + 1, _STATE)}:{address(row - 1, _STATE)}"
    ready = sum(1 for unit, count in zip(units, missing, strict=True) if unit.activities and count == 0)
    text = f'=COUNTIF({states},"Completa")&" de "&ROWS({states})&" completas"'
    grid.put(row, _STATE, Formula(text, f"{ready} de {len(units)} completas"), Look.TOTAL_CENTER)


def _state_rules(area: Area) -> tuple[Conditional, ...]:
    cell = address(area.first_row, area.first_column)
    return (
        Conditional(area, f'={cell}="Completa"', Accent(colour="1E5B3A", fill="D9F0E3", bold=True)),
        Conditional(area, f'={cell}="Sin actividades"', Accent(colour="5F6773", fill="EEF1F5")),
        Conditional(area, f'={cell}="{own.TO_REVIEW}"', Accent(colour="9C0006", fill="FFC7CE", bold=True)),
        Conditional(area, f'=LEFT({cell},4)="Falt"', Accent(colour="7A4B00", fill="FFE9BF", bold=True)),
    )
