"""The look of a town's follow-up workbook, with the equivalence of columns that makes it readable.

Titles over the header, a component merged down over its programmes, four years side by side, percentages by
capped formulas, the same header text twice, a summary at the right of the first rows, years with target 0.
"""

from __future__ import annotations

import random
from fractions import Fraction

from tests.mutations.invention import Invention, invent
from tests.mutations.looks_foreign import merge_down
from tests.mutations.model import Cell, Line, Record, Sheet, Workbook, shown

YEARS = (2024, 2025, 2026, 2027)
_BEFORE = (
    "COMPONENTE",
    "PROGRAMA",
    "CÓDIGO DE PRODUCTO ",
    "INDICADOR DE PRODUCTO",
    "UNIDAD DE MEDIDA",
    "TENDENCIA",
)
_ROLES = ("action", "name", "code", "product", "measure", "trend")
_FORM = """
anio = {year}

[[hoja]]
nombre = [{names}]

[hoja.columnas]
"COMPONENTE" = {{ campo = "AEI", separar = "código↵nombre" }}
"PROGRAMA" = {{ campo = "Actividad operativa", separar = "código↵nombre" }}
"UNIDAD DE MEDIDA" = "Unidad de medida"
{columns}
"""


def town(rng: random.Random) -> Workbook:
    """Make one: a sheet a secretaría, and a summary whose name ends in a blank."""
    plan = invent(rng)
    year = rng.choice(YEARS[:2])
    for number, record in enumerate(plan.records, 1):
        record.code = f"{number:02d}"
        record.action = record.action[4:6] + record.action[-2:]
        if isinstance(record.programmed[0], str) or record.programmed[0] is None:
            record.programmed = [Fraction(0)]
    sheets = [_secretaria(rng, unit, plan, year) for unit in plan.units]
    columns = "\n".join(
        f'"{header} {one}" = {{ campo = "{field}", anio = {one} }}'
        for one in YEARS[:2]
        for header, field in (("META", "Programadas"), ("AVANCE META", "Ejecutadas"))
    )
    names = ", ".join(f'"{unit}"' for unit in plan.units)
    return Workbook(
        "pueblo",
        [*sheets, _summary(plan)],
        {unit: unit for unit in plan.units},
        equivalence=_FORM.format(year=year, names=names, columns=columns),
    )


def _secretaria(rng: random.Random, unit: str, plan: Invention, year: int) -> Sheet:
    heads = [Cell(text, f"head:{role}") for text, role in zip(_BEFORE, _ROLES, strict=True)]
    for one in YEARS:
        told = one == year
        heads += [
            Cell(f"META {one}", "head:programmed" if told else ""),
            Cell(f"AVANCE \nMETA {one}", "head:executed" if told else ""),
            Cell(f"% CUMPLIMIENTO P.A {one if one < YEARS[-1] else YEARS[-2]}"),
        ]
    heads.append(Cell("AVANCE PLAN DE DESARROLLO HASTA LA FECHA"))
    title = Line([Cell("AVANCE PLAN DE DESARROLLO «CERRO INVENTADO CRECE» 2024-2027")], "title")
    sheet = Sheet(unit, [title, Line(heads, "header")], "unit", named_by_sheet=True)
    rows = [_line(rng, record, plan, year) for record in plan.of_unit(unit)]
    sheet.lines += rows
    merge_down(sheet, rows)
    sheet.lines.append(_foot(rows, year))
    for line, texts in zip(
        rows, (("LÍNEA ESTRATÉGICA ", "NUMERO DE PROGRAMAS"), ("01. CRECER", len(rows))), strict=False
    ):
        line.cells += [Cell(text) for text in texts]
    sheet.pad()
    sheet.merges.append((title.cells[0], title.cells[-1]))
    return sheet


def _line(rng: random.Random, record: Record, plan: Invention, year: int) -> Line:
    component = plan.actions[f"AEI.{record.action[:2]}.{record.action[2:]}"]
    texts = (
        rng.choice(("{}\n{}", "{} \n{}", "{}\n {}")).format(record.action, component),
        f"{record.action}{record.code}\n{record.name}",
        str(rng.randint(10**8, 10**9)),
        "Estrategias implementadas",
        record.measure,
        "Incremento",
    )
    line = Line([Cell(text, role) for text, role in zip(texts, _ROLES, strict=True)], "data", record)
    for one in YEARS:
        if one == year:
            target = Cell(shown(record.programmed[0]), "programmed")
            done = Cell(shown(record.executed[0]), "executed")
        else:
            target, done = Cell(rng.randint(0, 50)), Cell(0 if one > year else rng.randint(0, 50))
        capped = Cell(
            _capped(target, done), formula=("=IF(", done, ">=", target, ",1,", done, "/", target, ")")
        )
        capped.number_format = "0%"
        line.cells += [target, done, capped if target.value else Cell()]
    return line


def _capped(target: Cell, done: Cell) -> float | None:
    if not isinstance(target.value, int | float) or not target.value:
        return None
    return min(1.0, (done.value if isinstance(done.value, int | float) else 0) / target.value)


def _foot(rows: list[Line], year: int) -> Line:
    """Return the last row: "TOTAL 2025" beside the mean of the year's percentages."""
    line = Line([Cell(role=cell.role) for cell in rows[0].cells] if rows else [], "total")
    for place, one in enumerate(YEARS):
        shares = [row.cells[8 + 3 * place].value for row in rows]
        known = [share for share in shares if isinstance(share, float)]
        line.cells[7 + 3 * place].value = f"TOTAL {one}"
        line.cells[8 + 3 * place].value = sum(known) / len(known) if known and one <= year else 0
    return line


def _summary(plan: Invention) -> Sheet:
    lines = [
        Line([Cell("AVANCE PLAN DE DESARROLLO")]),
        Line([Cell("LÍNEA ESTRATÉGICA "), Cell("NUMERO DE PROGRAMAS"), Cell("% AVANCE A LA FECHA P.D. ")]),
        *(
            Line([Cell(f" {n:02d}. {unit.upper()}"), Cell(4), Cell(0.45)])
            for n, unit in enumerate(plan.units, 1)
        ),
        Line([Cell("TOTAL"), Cell(4 * len(plan.units)), Cell(0.45)]),
    ]
    sheet = Sheet("CONSOLIDADO AVANCE ", lines, "extra")
    sheet.pad()
    return sheet
