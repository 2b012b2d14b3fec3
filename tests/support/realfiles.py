"""What the two real files of EFICACIA_DATOS say: computed with lxml, openpyxl, Fractions, nothing of ours.

The export of the planning register (an HTML table named .xls) and a town's follow-up workbook.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from tests.support.tally import Amount, Row, Tally, tallies

EXPORT_NAME = "POI_PORACTIVIDADOPERATIVA_ANUAL_000127_20260509085453.xls"
TOWN_NAME = "AVANCE_PLAN_DE_DESARROLLO_2024_2027_POR_SECRETARIA.xlsx"
REPORTED_UNTIL = 2
"""The last month with an execution in the export."""


def real_file(name: str) -> Path:
    """Return the path of a real file; the test that asks is skipped where there is none."""
    folder = os.environ.get("EFICACIA_DATOS")
    path = Path(folder, "cases", name) if folder else None
    if path is None or not path.is_file():
        pytest.skip(f"EFICACIA_DATOS names no folder with cases/{name}")
    return path


@dataclass(frozen=True)
class ExportRow:
    """One operative activity of the export, as it is written (the apostrophe before ids taken off)."""

    code: str
    objective: str
    action: str
    unit_id: str
    unit: str
    measure: str
    active: bool
    cumulative: bool
    programmed: tuple[Amount, ...]
    executed: tuple[Amount, ...]

    def until(self, month: int) -> Row:
        """Return what it says from January to a month."""
        return Row(self.programmed[:month], self.executed[:month], self.cumulative)


@cache
def export_rows(path: Path) -> tuple[ExportRow, ...]:
    """Return all rows of the export, inactive ones too."""
    table = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    lines = [
        [str(cell.xpath("string()")).strip() for cell in row.iterchildren("td")] for row in table.iter("tr")
    ]
    header, *body = lines
    named = [dict(zip(header, line, strict=False)) for line in body]
    return tuple(map(_export_row, named))


def _export_row(cells: dict[str, str]) -> ExportRow:
    return ExportRow(
        cells["Actividad Operativa ID"],
        cells["OEI"],
        cells["AEI"],
        cells["Centro Costo ID"].lstrip("'"),
        cells["Centro de Costo"],
        cells["Unidad de Medida"],
        cells["Activo AO"] == "SI",
        cells["Acumulado"] == "SI",
        tuple(_amount(cells[f"F(RE) {month:02d}"]) for month in range(1, 13)),
        tuple(_amount(cells[f"F(SE) {month:02d}"]) for month in range(1, 13)),
    )


def _amount(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def export_tallies(path: Path, until: int = REPORTED_UNTIL) -> dict[tuple[str, str], Tally]:
    """Return the figures of each (AEI, id of the cost centre), January to a month, active rows only."""
    rows = export_rows(path)
    return tallies(((row.action, row.unit_id), row.until(until)) for row in rows if row.active)


def export_actions(path: Path, until: int = REPORTED_UNTIL) -> dict[str, Tally]:
    """Return the figures of each AEI."""
    return tallies((row.action, row.until(until)) for row in export_rows(path) if row.active)


def export_objectives(path: Path, until: int = REPORTED_UNTIL) -> dict[str, Tally]:
    """Return the figures of each OEI."""
    return tallies((row.objective, row.until(until)) for row in export_rows(path) if row.active)


@dataclass(frozen=True)
class TownRow:
    """One product of the town's workbook; `component` and `programme` as written, merged cells filled."""

    sheet: str
    row: int
    component: str
    programme: str
    product: str
    name: str
    measure: str
    targets: dict[int, Amount]
    done: dict[int, Amount]

    @property
    def component_code(self) -> str:
        """What stands before the line break: "0201"; "010402" for "010402."."""
        return _code(self.component)

    @property
    def programme_code(self) -> str:
        """The same of its programme."""
        return _code(self.programme)

    def of(self, year: int) -> Row:
        """Return what it says of a year."""
        return Row((self.targets[year],), (self.done[year],))


def _code(text: str) -> str:
    return text.partition("\n")[0].strip().rstrip(".").strip()


@cache
def town_rows(path: Path) -> tuple[TownRow, ...]:
    """Return the products of all sheets that have them, in order; TOTAL rows are none."""
    book = openpyxl.load_workbook(path, data_only=True)
    found = []
    for sheet in book.worksheets:
        header = [_heading(cell.value) for cell in sheet[2]]
        if "PROGRAMA" in header:
            found += list(_town_rows(sheet.title, header, list(sheet.iter_rows(min_row=3, values_only=True))))
    return tuple(found)


def _town_rows(sheet: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[TownRow]:
    component = ""
    for number, cells in enumerate(rows, 3):
        row = dict(
            zip(reversed(header), reversed(cells), strict=True)
        )  # the first of two columns of one name
        component = str(row["COMPONENTE"]) if row["COMPONENTE"] is not None else component
        if row["PROGRAMA"] is None:
            continue
        yield TownRow(
            sheet,
            number,
            component,
            str(row["PROGRAMA"]),
            str(row["CÓDIGO DE PRODUCTO"]).strip(),
            str(row["INDICADOR DE PRODUCTO"]).strip(),
            str(row["UNIDAD DE MEDIDA"]).strip(),
            {year: _stored(row[f"META {year}"]) for year in range(2024, 2028)},
            {year: _stored(row[f"AVANCE META {year}"]) for year in range(2024, 2028)},
        )


def _heading(raw: object) -> str:
    return " ".join(str(raw).split()) if raw is not None else ""


def _stored(raw: object) -> Fraction | None:
    """Read a stored number with Excel's 15 digits."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise TypeError(raw)
    return Fraction(f"{raw:.15g}")


def town_tallies(path: Path, year: int, *, by: str = "component") -> dict[tuple[str, str], Tally]:
    """Return the figures of each (sheet, code of its component or programme) in a year."""
    rows = town_rows(path)
    return tallies(((row.sheet, getattr(row, f"{by}_code")), row.of(year)) for row in rows)


def town_units(path: Path, year: int) -> dict[str, Tally]:
    """Return the figures of each secretaría (sheet) in a year."""
    return tallies((row.sheet, row.of(year)) for row in town_rows(path))
