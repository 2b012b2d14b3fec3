"""Small exports of the planning register, written by hand: a page named .xls, or rows for a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

MONTHS = [f"{month:02d}" for month in range(1, 13)]
HEADER = [
    "POI", "UE", "Centro Costo ID", "Centro de Costo", "Acción Estratégica",
    "OEI", "Objetivo Estrategico Institucional", "AEI", "Acción Estratégica Institucional",
    "Actividad Operativa ID", "Actividad Operativa", "Unidad de Medida", "Acumulado",
    *(f"F(RE_P) {month}" for month in MONTHS),
    *(f"F(RE) {month}" for month in MONTHS), "F(RE) Total",
    *(f"F(SE) {month}" for month in MONTHS), "F(SE) Total",
    *(f"Fn(RE) {month}" for month in MONTHS),
    *(f"Motivo(SE) {month}" for month in MONTHS),
    "Activo AO",
]  # fmt: skip
USUAL = {
    "POI": "2026",
    "UE": "INSTITUTO DE PRUEBA",
    "Acción Estratégica": "DEL SECTOR",
    "OEI": "OEI.01",
    "Objetivo Estrategico Institucional": "ATENDER",
    "AEI": "AEI.01.01",
    "Acción Estratégica Institucional": "ATENDER BIEN",
    "Unidad de Medida": "PERSONA",
    "Acumulado": "SI",
    "Activo AO": "SI",
}


def line(
    code: str,
    unit: tuple[str, str],
    programmed: Mapping[int, str],
    executed: Mapping[int, str],
    **more: str,
) -> list[str]:
    """One row: amounts by month, other cells by their header ("_" for a blank, e.g. Activo_AO)."""
    cells = dict(USUAL) | {"Centro Costo ID": unit[0], "Centro de Costo": unit[1]}
    cells |= {"Actividad Operativa ID": code, "Actividad Operativa": f"ACTIVIDAD {code}"}
    cells |= {f"F(RE) {month:02d}": programmed.get(month, "0.00") for month in range(1, 13)}
    cells |= {f"F(SE) {month:02d}": amount for month, amount in executed.items()}
    cells |= {name.replace("_", " "): text for name, text in more.items()}
    return [cells.get(name, "") for name in HEADER]


def page(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    """The page that the register gives: data rows have one cell more than the header."""
    lines = [_line(header, "TEAL"), *(_line([*row, ""], "") for row in rows)]
    return f"<!DOCTYPE HTML><html><style>.num {{}}</style><table>{''.join(lines)}</table></html>".encode()


def _line(cells: Sequence[str], colour: str) -> str:
    return "<tr>" + "".join(f'<td bgcolor="{colour}">{escape(cell)}</td>' for cell in cells) + "</tr>"
