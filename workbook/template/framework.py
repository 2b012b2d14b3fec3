"""The sheets PEI, Unidades and Comentarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, ColumnSpec, Formula, Grid, Look, RowSpec, Sheet, TableColumn
from workbook.layouts import own
from workbook.template import lists
from workbook.template.frame import (
    HEADER_HEIGHT,
    SETTINGS_TAB,
    body,
    choice,
    page,
    prompt,
    put_head,
    put_table,
)
from workbook.template.rows import comment_rows, framework_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import Framework
    from workbook.template.naming import UnitSheet

HEADER_ROW: Final = 3
_SPARE: Final = 3
_NEW: Final = 20


def framework_sheet(framework: Framework) -> Sheet:
    """Return PEI: a row for each AEI with its OEI, in the report's order."""
    grid, rows = Grid(), framework_rows(framework)
    put_head(
        grid,
        "Plan Estratégico Institucional (PEI)",
        "Escriba una fila por cada acción estratégica institucional (AEI), en el orden del informe.",
    )
    columns = [TableColumn(header) for header in own.FRAMEWORK_HEADERS]
    table = put_table(grid, (HEADER_ROW, 0), own.FRAMEWORK_TABLE, columns, _size(len(rows)))
    _put_rows(grid, table.area, rows, centred=(0, 2))
    return Sheet(
        own.FRAMEWORK,
        grid.cells,
        tables=(table,),
        validations=(
            prompt(
                body(table, 0), "OEI", "Escriba el código del objetivo, por ejemplo OEI.01, en cada fila."
            ),
            prompt(
                body(table, 2), "AEI", "Escriba el código de la acción, por ejemplo AEI.01.01. No lo repita."
            ),
        ),
        columns=_widths(13, 62, 14, 72),
        frozen=(HEADER_ROW + 1, 0),
        rows={HEADER_ROW: RowSpec(HEADER_HEIGHT)},
        page=page(framework.settings.entity, HEADER_ROW),
        tab=SETTINGS_TAB,
        selected=(HEADER_ROW + 1, 0),
    )


def units_sheet(framework: Framework, sheets: Sequence[UnitSheet]) -> Sheet:
    """Return Unidades: a row for each unit in the report's order, with the sheet it fills."""
    grid = Grid()
    named = {one.unit.key: one.sheet for one in sheets}
    rows = [
        (unit.name, unit.report_name, unit.acronym, unit.article, named[unit.key], unit.responsible)
        for unit in framework.units
    ]
    put_head(
        grid,
        "Unidades orgánicas",
        "Escriba una fila por cada unidad orgánica, en el orden en que debe aparecer en el informe.",
    )
    columns = [TableColumn(header) for header in own.UNITS_HEADERS]
    table = put_table(grid, (HEADER_ROW, 0), own.UNITS_TABLE, columns, _size(len(rows)))
    _put_rows(grid, table.area, rows, centred=(2, 3, 4))
    unit, report, acronym, article, sheet = (body(table, column) for column in range(5))
    return Sheet(
        own.UNITS,
        grid.cells,
        tables=(table,),
        validations=(
            prompt(unit, "Unidad orgánica", "Escriba el nombre tal como figura en la hoja de la unidad."),
            prompt(report, "Nombre en el informe", "Déjelo en blanco si es el mismo nombre."),
            prompt(acronym, "Sigla", "Escriba la sigla, por ejemplo UTD."),
            choice(
                article,
                lists.ARTICLES,
                "Elija el artículo que precede al nombre: la Unidad, el Departamento. En blanco, se deduce.",
                "Elija la, el, las o los.",
            ),
            prompt(sheet, "Hoja", "Escriba el nombre de la pestaña de este libro que llena la unidad."),
        ),
        columns=_widths(52, 46, 12, 11, 30, 36),
        frozen=(HEADER_ROW + 1, 1),
        rows={HEADER_ROW: RowSpec(HEADER_HEIGHT)},
        page=page(framework.settings.entity, HEADER_ROW),
        tab=SETTINGS_TAB,
        selected=(HEADER_ROW + 1, 0),
    )


def comments_sheet(framework: Framework) -> Sheet:
    """Return Comentarios: a row for each OEI and AEI, with what the planner says of it in section II."""
    grid, rows = Grid(), comment_rows(framework)
    put_head(
        grid,
        "Comentarios para la sección II del informe",
        "Explique los resultados de cada OEI o AEI. Lo que deje en blanco no se imprime.",
    )
    code, comment = own.COMMENTS_HEADERS
    columns = [TableColumn(code), TableColumn(own.COMMENTS_NAME, _name_formula()), TableColumn(comment)]
    table = put_table(grid, (HEADER_ROW, 0), own.COMMENTS_TABLE, columns, _size(len(rows)))
    for offset in range(table.area.last_row - HEADER_ROW):
        shown = rows[offset] if offset < len(rows) else ("", "", "")
        row = HEADER_ROW + 1 + offset
        grid.put(row, 0, shown[0] or None, Look.ENTRY_CENTER)
        grid.put(row, 1, Formula(_name_formula(), shown[1]), Look.TEXT)
        grid.put(row, 2, shown[2] or None, Look.ENTRY_TEXT)
    grid.put(HEADER_ROW, 1, own.COMMENTS_NAME, Look.HEADER_COMPUTED)
    return Sheet(
        own.COMMENTS,
        grid.cells,
        tables=(table,),
        validations=(
            prompt(body(table, 0), "Código", "Escriba el código del OEI o de la AEI, por ejemplo AEI.01.01."),
            prompt(
                body(table, 2),
                "Comentario",
                "Escriba por qué se obtuvo el resultado y qué se hará. Se imprime tal como está.",
            ),
        ),
        columns=_widths(14, 56, 100),
        frozen=(HEADER_ROW + 1, 1),
        rows={HEADER_ROW: RowSpec(HEADER_HEIGHT)},
        page=page(framework.settings.entity, HEADER_ROW),
        tab=SETTINGS_TAB,
        selected=(HEADER_ROW + 1, 2),
    )


def _name_formula() -> str:
    table, (oei, objective, aei, action) = own.FRAMEWORK_TABLE, own.FRAMEWORK_HEADERS
    code = f"{own.COMMENTS_TABLE}[[#This Row],[{own.COMMENTS_HEADERS[0]}]]"
    found = [
        f"INDEX({table}[{name}],MATCH({code},{table}[{key}],0))"
        for key, name in ((aei, action), (oei, objective))
    ]
    return f'=IF({code}="","",IFERROR({found[0]}&"",IFERROR({found[1]}&"","")))'


def _size(rows: int) -> int:
    return rows + _SPARE if rows else _NEW


def _put_rows(grid: Grid, area: Area, rows: Sequence[Sequence[str]], centred: Sequence[int]) -> None:
    """Set the rows of a table of texts, and empty ones down to its end."""
    for row in range(area.first_row + 1, area.last_row + 1):
        number = row - area.first_row - 1
        for column in range(area.last_column + 1):
            text = rows[number][column] if number < len(rows) else ""
            grid.put(row, column, text or None, Look.ENTRY_CENTER if column in centred else Look.ENTRY_TEXT)


def _widths(*sizes: float) -> dict[int, ColumnSpec]:
    return {column: ColumnSpec(width) for column, width in enumerate(sizes)}
