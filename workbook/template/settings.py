"""The sheet Parámetros: what is evaluated and how, and the table Escala."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import (
    Accent,
    Area,
    Cell,
    ColumnSpec,
    Conditional,
    Grid,
    Look,
    RowSpec,
    Severity,
    Sheet,
    TableColumn,
    Validation,
    Value,
    absolute,
    readable_on,
)
from workbook.canvas.looks import WHITE
from workbook.canvas.rules import usable_colour
from workbook.domain.model import ALL_PARTS, Part
from workbook.domain.places import qualified
from workbook.layouts import own
from workbook.spanish.labels import METHOD_NAMES
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbook.canvas import Table
    from workbook.domain.model import Framework, PartChoice
    from workbook.domain.scale import Scale
    from workbook.template.timing import Timing

HEADER_ROW: Final = 3
SCALE_COLUMN: Final = 4
BAND_NAME: Final = "Banda_{number}"
YEAR: Final = "ParametroAnio"
ENTITY: Final = "ParametroEntidad"

_HELP: Final = {
    "entity": "Nombre completo de la entidad, como debe figurar en el informe.",
    "acronym": "Sigla de la entidad.",
    "title": "Título de la portada; en blanco, se forma con el año y el periodo.",
    "year": "Año del plan operativo.",
    "period": "Elija el periodo o escriba los meses, por ejemplo: Enero a abril. En blanco y con meses: "
    "hasta el último mes con datos.",
    "cutoff": "Último mes que se toma en cuenta; en blanco, todo el periodo.",
    "method": "Cómo se obtiene la eficacia de cada AEI y de cada OEI.",
    "method_warning": "Una línea bajo la tabla de la AEI cuando se suman unidades de medida distintas y otro "
    "método daría otro indicador.",
    "over_threshold": "Por encima de qué eficacia se pide revisar la meta (150 %: vez y media lo previsto).",
    "prepared_by": "Unidad o persona que elabora el informe.",
    "place_and_date": "Como debe figurar en la carátula, por ejemplo: Cajamarca, 22 de enero de 2021.",
    "report_number": "Número del informe, si lleva cabecera de INFORME.",
    "addressee": "A quién se dirige.",
    "sender": "Quién lo remite.",
    "reference": "Documento de referencia.",
    "parts": "En blanco, todas. Para elegirlas u ordenarlas: "
    + own.PART_SEPARATOR.join(part.value for part in Part),
    "unit_noun": "Cómo se llama en las tablas a quien ejecuta.",
    "note": "Se muestra en la portada del informe y en cada hoja de este libro.",
    "template": "Documento de Word con el membrete y los estilos de la entidad (.docx o .dotx), junto a este "
    "libro. En blanco, la del programa.",
}

_SCALE_HELP: Final = (
    "Desde qué eficacia empieza la banda, por ejemplo 75 %. La primera empieza en 0 %.",
    "Sí: el límite pertenece a esta banda. No: la banda empieza después del límite.",
    "Nombre que se imprime. No lo repita.",
    "Seis cifras hexadecimales (RRVVAA), por ejemplo 2E8B57.",
    "Sí: con este indicador la meta se considera cumplida.",
)


def settings_sheet(framework: Framework, timing: Timing) -> tuple[Sheet, dict[str, str]]:
    """Return the sheet and the defined names that point into it."""
    grid = Grid()
    put_head(grid, own.SETTINGS, "Complete las celdas de color crema; cada una se explica a su derecha.")
    grid.put_row(HEADER_ROW, 0, own.SETTINGS_HEADER, Look.HEADER)
    values = dict(_values(framework, timing))
    at = {name: row for row, name in enumerate(own.PARAMETERS, HEADER_ROW + 1)}
    for name, row in at.items():
        content, look = values[name]
        grid.put(row, 0, own.PARAMETERS[name], Look.ROW_TEXT)
        grid.put(row, 1, content, look)
        grid.put(row, 2, _HELP[name], Look.HELP)
    grid.put(HEADER_ROW - 1, SCALE_COLUMN, "Escala: indicador de eficacia según el porcentaje", Look.SECTION)
    table = _put_scale(grid, framework.scale)
    names = {
        lists.PERIOD: _cell(at["period"]),
        lists.CUTOFF: _cell(at["cutoff"]),
        YEAR: _cell(at["year"]),
        ENTITY: _cell(at["entity"]),
    } | {
        BAND_NAME.format(number=n): qualified(own.SETTINGS, absolute(HEADER_ROW + n, SCALE_COLUMN + 2))
        for n in range(1, len(framework.scale.bands) + 1)
    }
    sheet = Sheet(
        own.SETTINGS,
        grid.cells,
        tables=(table,),
        validations=(*_validations(at), *_scale_validations(table)),
        conditionals=(_unknown_period(at["period"]),),
        columns={n: ColumnSpec(width) for n, width in enumerate((34, 46, 52, 3, 10, 11, 36, 11, 13))},
        rows={HEADER_ROW: RowSpec(HEADER_HEIGHT)},
        frozen=(HEADER_ROW + 1, 0),
        page=page(framework.settings.entity, HEADER_ROW, tall=1),
        tab=SETTINGS_TAB,
        selected=(HEADER_ROW + 1, 1),
    )
    return sheet, names


def band_names(scale: Scale) -> list[str]:
    """Return the defined names of the cells that hold the labels."""
    return [BAND_NAME.format(number=n) for n in range(1, len(scale.bands) + 1)]


def _cell(row: int) -> str:
    return qualified(own.SETTINGS, absolute(row, 1))


def _values(framework: Framework, timing: Timing) -> Iterator[tuple[str, tuple[Value, Look]]]:
    settings = framework.settings
    for name in own.PARAMETERS:
        value = getattr(settings, name)
        yield name, (value if isinstance(value, str) and value else None, Look.ENTRY_TEXT)
    yield "year", (settings.year, Look.ENTRY_NUMBER)
    yield "period", (timing.period or None, Look.ENTRY_TEXT)
    yield "cutoff", (timing.cutoff or None, Look.ENTRY_TEXT)
    yield "method", (METHOD_NAMES[settings.method], Look.ENTRY_TEXT)
    yield "method_warning", (own.YES if settings.method_warning else own.NO, Look.ENTRY_TEXT)
    yield "over_threshold", (settings.over_threshold, Look.ENTRY_SHARE)
    yield "parts", (_parts_text(settings.parts) or None, Look.ENTRY_TEXT)


def _parts_text(parts: Iterable[PartChoice]) -> str:
    chosen = tuple(parts)
    if chosen == ALL_PARTS:
        return ""
    return own.PART_SEPARATOR.join(
        f"{one.part.value}{own.PART_TITLE}{one.title.replace(';', ',')}" if one.title else one.part.value
        for one in chosen
    )


def _validations(at: dict[str, int]) -> tuple[Validation, ...]:
    def cell(name: str) -> Area:
        return Area(at[name], 1, at[name], 1)

    year = cell("year")
    return (
        Validation(
            year,
            condition=_year_condition(absolute(at["year"], 1)),
            title="Año",
            prompt="Escriba el año con cuatro cifras, por ejemplo 2020.",
            error="Escriba el año con cuatro cifras, por ejemplo 2020.",
        ),
        choice(
            cell("period"),
            lists.PERIODS,
            "También puede escribir los meses, por ejemplo: Enero a abril.",
            "No está en la lista. Si escribió meses, por ejemplo Enero a abril, elija Sí para conservarlo.",
        ),
        choice(
            cell("cutoff"), lists.MONTH_LIST, "Elija el mes, o deje en blanco.", "Elija un mes de la lista."
        ),
        choice(
            cell("method"),
            lists.METHODS,
            "Elija el método de la lista.",
            "Elija un método de la lista.",
            Severity.STOP,
        ),
        choice(cell("method_warning"), lists.YES_NO, "Elija Sí o No.", "Elija Sí o No.", Severity.STOP),
        choice(
            cell("unit_noun"), lists.NOUNS, "Elija o escriba el título de la columna.", "No está en la lista."
        ),
        prompt(cell("over_threshold"), "Umbral", "Escriba un porcentaje, por ejemplo 150 %."),
        prompt(
            cell("parts"),
            "Partes del informe",
            "Sepárelas con punto y coma. Para otro título: resumen: Síntesis",
        ),
    )


def _year_condition(cell: str) -> str:
    return f"=AND(ISNUMBER({cell}),{cell}>={own.FIRST_YEAR},{cell}<={own.LAST_YEAR})"


def _unknown_period(row: int) -> Conditional:
    cell = absolute(row, 1)
    return Conditional(
        Area(row, 1, row, 1),
        f'=AND({cell}<>"",SUM({lists.EVALUATED})=0)',
        Accent(colour="9C0006", fill="FFC7CE"),
    )


def _put_scale(grid: Grid, scale: Scale) -> Table:
    columns = [TableColumn(header) for header in own.SCALE_HEADERS]
    table = put_table(grid, (HEADER_ROW, SCALE_COLUMN), own.SCALE_TABLE, columns, len(scale.bands))
    for row, band in enumerate(scale.bands, HEADER_ROW + 1):
        colour = usable_colour(band.colour)
        decimals = "" if (band.lower * 100).denominator == 1 else "0.0 %"
        grid.place(row, SCALE_COLUMN, Cell(band.lower, Look.ENTRY_PERCENT, number_format=decimals))
        grid.put(row, SCALE_COLUMN + 1, own.YES if band.inclusive else own.NO, Look.ENTRY_CENTER)
        grid.put(row, SCALE_COLUMN + 2, band.label, Look.ENTRY_TEXT)
        look = Look.SWATCH_DARK if readable_on(colour) == WHITE else Look.SWATCH
        grid.place(row, SCALE_COLUMN + 3, Cell(band.colour, look, fill=colour))
        grid.put(row, SCALE_COLUMN + 4, own.YES if band.met else own.NO, Look.ENTRY_CENTER)
    return table


def _scale_validations(table: Table) -> Iterator[Validation]:
    first = body(table, 0)
    yield Validation(
        first,
        condition=f"=AND(ISNUMBER(E{first.first_row + 1}),E{first.first_row + 1}>=0)",
        title=own.SCALE_HEADERS[0],
        prompt=_SCALE_HELP[0],
        error="Escriba un porcentaje de 0 % a más.",
    )
    for column in (1, 4):
        yield choice(body(table, column), lists.YES_NO, _SCALE_HELP[column], "Elija Sí o No.", Severity.STOP)
    for column in (2, 3):
        yield prompt(body(table, column), own.SCALE_HEADERS[column], _SCALE_HELP[column])
