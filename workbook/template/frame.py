"""What every sheet of the planning workbook shares: title, way back, table, page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Link, Look, Page, Position, Severity, Table, TableColumn, Validation
from workbook.layouts import own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.canvas import Grid

INDEX_TAB: Final = "1F3864"
SETTINGS_TAB: Final = "7F6000"
UNIT_TAB: Final = "2E6B57"
HEADER_HEIGHT: Final = 30

_FOOTER: Final = "&L&8{title}&C&8&A&R&8Página &P de &N"
_LONGEST_FOOTER_TITLE: Final = 120


def put_head(grid: Grid, title: str, guide: str) -> None:
    """Set title, guidance and the link back to the index in the first rows."""
    grid.put(0, 0, title, Look.TITLE)
    grid.put(1, 0, guide, Look.SUBTITLE)
    put_back(grid, 2, 0)


def put_back(grid: Grid, row: int, column: int) -> None:
    """Set the link back to the index."""
    link = Link(sheet=own.INDEX, tip="Volver a la lista de unidades")
    grid.put(row, column, f"← {own.INDEX}", Look.LINK, link=link)


def put_table(grid: Grid, at: Position, name: str, columns: Sequence[TableColumn], rows: int) -> Table:
    """Set the header cells of a table at a corner and return it; its `rows` of data are the caller's."""
    row, column = at
    grid.put_row(row, column, [one.header for one in columns], Look.HEADER)
    return Table(name, Area(row, column, row + rows, column + len(columns) - 1), tuple(columns))


def page(title: str, header_row: int, **more: object) -> Page:
    """Return the page of a sheet: A4 lying, one page wide, the header repeated, numbered."""
    shown = title[:_LONGEST_FOOTER_TITLE].replace("&", "&&")
    return Page(repeat_rows=(header_row, header_row), footer=_FOOTER.format(title=shown), **more)  # type: ignore[arg-type]


def choice(
    area: Area, source: str, prompt: str, error: str, severity: Severity = Severity.WARNING
) -> Validation:
    """Return a list to choose from, with its messages."""
    return Validation(
        area, source=source, title="Elija de la lista", prompt=prompt, error=error, severity=severity
    )


def prompt(area: Area, title: str, text: str) -> Validation:
    """Return a message that is shown where a cell is chosen."""
    return Validation(area, title=title, prompt=text)


def body(table: Table, column: int) -> Area:
    """Return the data cells of a column of a table (counted from 0 in the table)."""
    area = table.area
    at = area.first_column + column
    return Area(area.first_row + 1, at, area.last_row, at)
