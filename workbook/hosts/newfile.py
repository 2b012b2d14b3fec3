"""New workbooks as files: a described book becomes the bytes of an .xlsx (the only door to XlsxWriter).

Formulas carry their computed values and nothing asks for a recalculation at opening: a computer without the
add-in keeps showing what was computed. Text is always text. The same book gives the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from workbook.canvas import (
    STYLES,
    Accent,
    Align,
    Book,
    Cell,
    Conditional,
    Formula,
    Link,
    Look,
    Page,
    RichText,
    Sheet,
    Style,
    Table,
    Validation,
    Visibility,
)
from workbook.domain.places import qualified
from workbook.hosts.newcharts import insert_chart
from workbook.hosts.newtext import LONGEST_TEXT, MOST_LINKS, clean, stored, units

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from workbook.canvas import Area, ColumnSpec, RowSpec

CALCULATION_ID: Final = 191029
"""The calculation engine of Excel 2019 and later: newer or equal files are not recalculated at opening."""

_LONGEST_HEADER: Final = 255
_LONGEST_MESSAGE: Final = 255
_LONGEST_TITLE: Final = 32
_LONGEST_TIP: Final = 255
_A4: Final = 9
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


def render(book: Book) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    workbook.set_calc_mode("auto", CALCULATION_ID)
    workbook.calc_on_load = False
    _describe(workbook, book)
    formats = _Formats(workbook)
    sheets = [workbook.add_worksheet(sheet.name) for sheet in book.sheets]
    for sheet, worksheet in zip(book.sheets, sheets, strict=True):
        _SheetWriter(workbook, worksheet, formats).write(sheet)
    if sheets:
        sheets[book.active].activate()
        sheets[book.active].set_first_sheet()
    for name, formula in book.names.items():
        workbook.define_name(name, formula if formula.startswith("=") else f"={formula}")
    workbook.close()
    return buffer.getvalue()


def _describe(workbook: Workbook, book: Book) -> None:
    properties = book.properties
    texts = {
        name: clean(getattr(properties, name), 255, "…") for name in ("title", "subject", "author", "company")
    }
    workbook.set_properties({**texts, "created": properties.created})


class _EmptyText(str):
    """The empty text as what a formula gives: XlsxWriter takes a plain "" for a value not computed yet."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _EmptyText)

    def __hash__(self) -> int:
        return hash("")


class _Formats:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._styles: dict[tuple[Look, str, str], Format] = {}
        self._accents: dict[Accent, Format] = {}
        self._runs: dict[tuple[object, ...], Format] = {}

    def of_cell(self, cell: Cell) -> Format:
        key = (cell.look, cell.fill, cell.number_format)
        if key not in self._styles:
            settings = _style_settings(STYLES[cell.look])
            settings |= {"bg_color": _rgb(cell.fill)} if cell.fill else {}
            settings |= {"num_format": cell.number_format} if cell.number_format else {}
            self._styles[key] = self._workbook.add_format(settings)
        return self._styles[key]

    def of_accent(self, accent: Accent) -> Format:
        if accent not in self._accents:
            wanted = {
                "font_color": accent.colour and _rgb(accent.colour),
                "bg_color": accent.fill and _rgb(accent.fill),
                "bold": accent.bold,
                "num_format": accent.number_format,
            }
            self._accents[accent] = self._workbook.add_format({k: v for k, v in wanted.items() if v})
        return self._accents[accent]

    def of_run(self, style: Style, *, bold: bool, italic: bool, colour: str) -> Format:
        key = (style.size, style.bold or bold, style.italic or italic, colour or style.colour)
        if key not in self._runs:
            names = ("font_size", "bold", "italic", "font_color")
            self._runs[key] = self._workbook.add_format(
                dict(zip(names, (*key[:3], _rgb(str(key[3]))), strict=True))
            )
        return self._runs[key]


def _style_settings(style: Style) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "font_size": style.size,
        "font_color": _rgb(style.colour),
        "valign": "vcenter" if style.middle else "top",
        "locked": style.locked,
    }
    optional = {
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "bg_color": style.fill and _rgb(style.fill),
        "text_wrap": style.wrap,
        "indent": style.indent,
        "num_format": style.number_format,
        "align": "" if style.align is Align.GENERAL else style.align.value,
    }
    if style.border:
        optional |= {"border": 1, "border_color": _rgb(style.border)}
    return settings | {name: value for name, value in optional.items() if value}


def _rgb(colour: str) -> str:
    return f"#{colour}"


class _SheetWriter:
    """Writes one described sheet into one of the workbook's."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, formats: _Formats) -> None:
        self._workbook = workbook
        self._worksheet = worksheet
        self._formats = formats
        self._links = 0

    def write(self, sheet: Sheet) -> None:
        _set_up(self._worksheet, sheet)
        _print_set_up(self._worksheet, sheet.page)
        for table in sheet.tables:
            self._worksheet.add_table(*_corners(table.area), _table_options(table))
        for area in sheet.merges:
            look = sheet.cells.get((area.first_row, area.first_column), Cell(None, Look.PLAIN))
            self._worksheet.merge_range(*_corners(area), "", self._formats.of_cell(look))
        for (row, column), cell in sheet.cells.items():
            self._write_cell(row, column, cell)
        for rule in sheet.conditionals:
            self._worksheet.conditional_format(*_corners(rule.area), self._conditional(rule))
        for validation in sheet.validations:
            self._worksheet.data_validation(*_corners(validation.area), _validation_options(validation))
        for chart in sheet.charts:
            insert_chart(self._workbook, self._worksheet, chart)

    def _write_cell(self, row: int, column: int, cell: Cell) -> None:
        form = self._formats.of_cell(cell)
        if cell.link is not None and self._links < MOST_LINKS:
            self._links += 1
            shown = clean(cell.content) if isinstance(cell.content, str) else ""
            refused = self._worksheet.write_url(
                row, column, _target(cell.link), form, shown or " ", _tip(cell.link)
            )
            if shown and refused == 0:
                return
        if isinstance(cell.content, Formula):
            value = stored(cell.content.value)
            computed = _EmptyText() if value in (None, "") else value
            self._worksheet.write_formula(row, column, cell.content.text, form, computed)
        elif isinstance(cell.content, RichText):
            self._write_rich(row, column, cell.content, cell.look)
        else:
            self._write_value(row, column, stored(cell.content), form)

    def _write_value(self, row: int, column: int, value: float | str | bool | None, form: Format) -> None:  # noqa: FBT001
        if isinstance(value, bool):
            self._worksheet.write_boolean(row, column, value, form)
        elif isinstance(value, str) and value:
            self._worksheet.write_string(row, column, value, form)
        elif value is None or isinstance(value, str):
            self._worksheet.write_blank(row, column, None, form)
        else:
            self._worksheet.write_number(row, column, value, form)

    def _write_rich(self, row: int, column: int, rich: RichText, look: Look) -> None:
        form, style = self._formats.of_cell(Cell(None, look)), STYLES[look]
        runs = [(run, clean(run.text)) for run in rich.runs]
        runs = [(run, text) for run, text in runs if text]
        whole = "".join(text for _, text in runs)
        if len(runs) < 2 or units(whole) > LONGEST_TEXT:  # noqa: PLR2004 - rich text has two runs at least
            self._write_value(row, column, clean(whole), form)
            return
        parts: list[Format | str] = []
        for run, text in runs:
            parts += [self._formats.of_run(style, bold=run.bold, italic=run.italic, colour=run.colour), text]
        self._worksheet.write_rich_string(row, column, *parts, form)

    def _conditional(self, rule: Conditional) -> dict[str, Any]:
        return {
            "type": "formula",
            "criteria": rule.formula,
            "format": self._formats.of_accent(rule.accent),
            "stop_if_true": rule.stop,
        }


def _set_up(worksheet: Worksheet, sheet: Sheet) -> None:
    if not sheet.gridlines:
        worksheet.hide_gridlines(2)
    worksheet.set_zoom(sheet.zoom)
    if sheet.tab:
        worksheet.set_tab_color(_rgb(sheet.tab))
    if sheet.frozen is not None:
        worksheet.freeze_panes(*sheet.frozen)
    if sheet.filtered is not None:
        worksheet.autofilter(*_corners(sheet.filtered))
    if sheet.visibility is not Visibility.SHOWN:
        (worksheet.hide if sheet.visibility is Visibility.HIDDEN else worksheet.very_hidden)()
    if sheet.protected:
        worksheet.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})
    worksheet.outline_settings(
        visible=True, symbols_below=sheet.summary_below, symbols_right=sheet.summary_right
    )
    worksheet.set_selection(*sheet.selected, *sheet.selected)
    for column, spec in sheet.columns.items():
        worksheet.set_column(column, column, spec.width, None, _group(spec))
    for row, height in sheet.rows.items():
        worksheet.set_row(row, height.height, None, _group(height))


def _group(spec: ColumnSpec | RowSpec) -> dict[str, Any]:
    return {"level": spec.level, "hidden": spec.hidden, "collapsed": spec.collapsed}


def _print_set_up(worksheet: Worksheet, page: Page) -> None:
    worksheet.set_paper(_A4)
    if page.landscape:
        worksheet.set_landscape()
    if page.wide or page.tall:
        worksheet.fit_to_pages(page.wide, page.tall)
    if page.repeat_rows is not None:
        worksheet.repeat_rows(*page.repeat_rows)
    if page.repeat_columns is not None:
        worksheet.repeat_columns(*page.repeat_columns)
    if page.area is not None:
        worksheet.print_area(*_corners(page.area))
    if page.centred:
        worksheet.center_horizontally()
    worksheet.set_margins(*page.margins)
    if page.header:
        worksheet.set_header(clean(page.header, _LONGEST_HEADER, "…"))
    if page.footer:
        worksheet.set_footer(clean(page.footer, _LONGEST_HEADER, "…"))


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column


def _table_options(table: Table) -> dict[str, Any]:
    columns = [
        {"header": column.header, "formula": column.formula} if column.formula else {"header": column.header}
        for column in table.columns
    ]
    options = {"name": table.name, "columns": columns, "autofilter": table.filtered}
    return options | {"style": None, "banded_rows": False}


def _validation_options(validation: Validation) -> dict[str, Any]:
    options: dict[str, Any] = {"validate": "any"}
    if validation.source:
        options = {"validate": "list", "source": f"={validation.source}"}
    elif validation.condition:
        options = {"validate": "custom", "value": validation.condition}
    prompt, error = (clean(text, _LONGEST_MESSAGE, "…") for text in (validation.prompt, validation.error))
    title = clean(validation.title, _LONGEST_TITLE, "…")
    options |= {"error_type": validation.severity.value, "show_input": bool(prompt)}
    options |= {"input_title": title, "input_message": prompt} if prompt else {}
    options |= {"error_title": title, "error_message": error} if error else {}
    return options


def _target(link: Link) -> str:
    if link.url:
        return clean(link.url)
    place = qualified(link.sheet, link.cell) if link.sheet else link.cell
    return clean(f"external:{link.file}#{place}" if link.file else f"internal:{place}")


def _tip(link: Link) -> str | None:
    return clean(link.tip, _LONGEST_TIP, "…") or None
