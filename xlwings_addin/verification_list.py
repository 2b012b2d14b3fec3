"""The list of a verification as a workbook: every observation, with a link to its words in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.verify.catalogue import CATALOGUE, Rule
from report.verify.model import Severity
from report.verify.reviewed import bookmark_of
from report.verify.told import SEVERITIES, counted, where
from workbook.canvas import Area, Book, Cell, ColumnSpec, Grid, Link, Look, Properties, Sheet
from workbook.hosts.newfile import render
from workbook.sheets.frame import FINDINGS_TAB, page
from workbook.sheets.links import relative_name

if TYPE_CHECKING:
    from report.verify.verify import Verdict

SHEET: Final = "Verificación"
_HEADERS: Final = ("Gravedad", "Dónde", "Impreso", "Esperado", "Qué se observa", "Cómo se corrige", "Regla")
_LEFT_HEADERS: Final = ("Sin comprobar", "Dónde", "Texto", "", "Por qué")
_WIDTHS: Final = (13, 34, 26, 26, 60, 48, 20)
_FILLS: Final = {Severity.ERROR: "F9DFDB", Severity.WARNING: "FDF1D6", Severity.NOTICE: "E8EEF6"}
_FOLLOWS: Final = "Se corrige al corregir lo anterior."
_GUIDE: Final = (
    "Cada lugar es un vínculo a las palabras en la copia comentada del informe. "
    "Lo que no se pudo comprobar está al final: revíselo a mano."
)
_LONGEST: Final = 300


def list_of(name: str, verdict: Verdict, reviewed: str) -> bytes:
    """Return the list as an .xlsx; `reviewed` is the file name of the commented copy beside it."""
    grid, title = Grid(), f"Verificación de «{name}»"
    grid.put(0, 0, title, Look.TITLE)
    grid.put(1, 0, counted(verdict), Look.SUBTITLE)
    grid.put(2, 0, _GUIDE, Look.SUBTITLE)
    header = 4
    grid.put_row(header, 0, _HEADERS, Look.HEADER)
    file = relative_name(reviewed)
    for position, one in enumerate(verdict.observations, 1):
        row = header + position
        link = Link(cell=bookmark_of(position), file=file, tip="Abrir el informe en estas palabras")
        kind = SEVERITIES[one.severity][0].capitalize()
        grid.place(row, 0, Cell(kind, Look.ROW_CENTER, fill=_FILLS[one.severity]))
        linked = one.place.paragraph is not None
        grid.put(
            row, 1, where(one.place), Look.ROW_LINK if linked else Look.ROW_TEXT, link if linked else None
        )
        repair = CATALOGUE[Rule(one.rule)].repair if one.root is None else _FOLLOWS
        texts = (one.printed[:_LONGEST], one.expected[:_LONGEST], one.message, repair, one.rule)
        grid.put_row(row, 2, [text or None for text in texts], Look.ROW_TEXT)
    last = header + len(verdict.observations)
    if verdict.unchecked:
        grid.put_row(last + 2, 0, _LEFT_HEADERS, Look.HEADER)
        for row, left in enumerate(verdict.unchecked, last + 3):
            contents = (None, where(left.place), left.text[:_LONGEST], None, left.why)
            grid.put_row(row, 0, contents, Look.ROW_TEXT)
    bottom = last + (3 + len(verdict.unchecked) if verdict.unchecked else 0)
    sheet = Sheet(
        SHEET,
        grid.cells,
        columns={column: ColumnSpec(width) for column, width in enumerate(_WIDTHS)},
        frozen=(header + 1, 0),
        page=page(title, header, Area(0, 0, bottom, len(_HEADERS) - 1)),
        tab=FINDINGS_TAB,
        selected=(header + 1, 0),
    )
    return render(Book((sheet,), properties=Properties(title=title)))
