"""Workbooks of other people: one sheet a unit in layouts of their own, one sheet an AEI as in a report."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from tests.mutations.invention import Invention, invent
from tests.mutations.model import Area, Cell, Line, Record, Sheet, Value, Workbook, shown
from tests.support.tally import Amount

_HEADS = {
    "number": ("N°", "Nro.", "#"),
    "code": ("Código AO", "Código", "Cód. AO", "CÓDIGO DE LA ACTIVIDAD OPERATIVA"),
    "sector": ("Acción Estratégica", "ACCIÓN ESTRATÉGICA SECTORIAL"),
    "objective": ("OEI", "Código OEI"),
    "action": ("AEI", "Código AEI", "Cód.\nAEI", "ACCIÓN ESTRATÉGICA INSTITUCIONAL"),
    "name": (
        "Actividad operativa",
        "Actividad",
        "ACTIVIDADES OPERATIVAS",
        "Nombre de la\nactividad operativa",
    ),
    "measure": ("Unidad de medida", "U.M.", "UNIDAD DE\nMEDIDA", "Unidad de Medida (UM)"),
    "unit": ("Unidad orgánica", "Área", "CENTRO DE COSTO", "Oficina"),
    "programmed": (
        "Programadas",
        "Programado",
        "META PROGRAMADA",
        "Cantidad\nprogramada",
        "Total programado",
    ),
    "executed": ("Ejecutadas", "Ejecutado", "META EJECUTADA", "Cantidad\nejecutada", "Total ejecutado"),
    "percent": ("%", "Eficacia", "% de eficacia", "Eficacia (%)", "EJECUCIÓN"),
    "cause": ("Motivo", "Causa", "MOTIVOS"),
    "evidence": ("Medio de verificación", "MEDIOS DE VERIFICACIÓN"),
    "remark": ("Responsable", "Observaciones de OPP", "Distrito"),
}
_MONTH_NAMES = (
    ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set", "Oct", "Nov", "Dic"),
    ("ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SETIEMBRE", "OCTUBRE",
     "NOVIEMBRE", "DICIEMBRE"),
    ("Ene.", "Feb.", "Mar.", "Abr.", "May.", "Jun.", "Jul.", "Ago.", "Sep.", "Oct.", "Nov.", "Dic."),
)  # fmt: skip
_TITLES = (
    "MUNICIPALIDAD DISTRITAL DE CERRO INVENTADO",
    "PLAN OPERATIVO INSTITUCIONAL 2026",
    "SEGUIMIENTO AL POI",
)


@dataclass(frozen=True)
class Layout:
    """How the sheets of a workbook look: columns in order, their headers, where the unit is told."""

    columns: tuple[str, ...]
    heads: dict[str, str]
    unit_in: str
    named_actions: bool
    merged: bool
    total: bool
    note: bool
    titles: int
    months: tuple[str, ...] = ()
    two_levels: bool = False


def foreign(rng: random.Random, *, monthly: bool | None = None) -> Workbook:
    """Make a workbook with one sheet a unit (or one sheet for all, with a column of units)."""
    monthly = rng.random() < 0.3 if monthly is None else monthly
    plan = invent(rng, monthly=monthly)
    for record in plan.records:
        record.cumulative = True
    layout = _layout(rng, monthly=monthly)
    if layout.unit_in == "column":
        whole = list(plan.records)
        sheets = [_unit_sheet(rng, "Matriz POI", whole, layout, plan)]
    else:
        sheets = [
            _unit_sheet(rng, unit if layout.unit_in == "sheet" else short, plan.of_unit(unit), layout, plan)
            for unit, short in plan.units.items()
        ]
    if rng.random() < 0.4:
        sheets.append(_directory(plan))
    units = {unit: unit for unit in plan.units}
    return Workbook(f"ajeno: unidad en {layout.unit_in}", sheets, units, monthly=monthly)


def _layout(rng: random.Random, *, monthly: bool) -> Layout:
    unit_in = rng.choice(("title", "title", "sheet", "column"))
    optional = [name for name in ("code", "objective", "sector", "measure", "remark") if rng.random() < 0.6]
    middle = ["action", "name", *optional, *(["unit"] if unit_in == "column" else [])]
    rng.shuffle(middle)
    amounts = [] if monthly else ["programmed", "executed", "percent"]
    if not monthly and rng.random() < 0.3:
        amounts = ["executed", "programmed", "percent"]
    if not monthly and rng.random() < 0.2:
        amounts = ["percent", "programmed", "executed"]
    ending = [name for name in ("cause", "evidence") if rng.random() < 0.6]
    columns = ["number", *middle, *amounts, *ending] if rng.random() < 0.8 else [*amounts, *middle, *ending]
    heads = {name: rng.choice(words) for name, words in _HEADS.items()}
    if heads["percent"] == "EJECUCIÓN" and rng.random() < 0.5:
        heads["percent"] = "Ejecución"
    merged = rng.random() < 0.3
    return Layout(
        tuple(columns),
        heads,
        unit_in,
        rng.random() < 0.4,
        merged,
        rng.random() < 0.5,
        rng.random() < 0.4,
        rng.randint(0, 3),
        rng.choice(_MONTH_NAMES) if monthly else (),
        monthly and rng.random() < 0.6,
    )


def _unit_sheet(
    rng: random.Random, name: str, records: Sequence[Record], layout: Layout, plan: Invention
) -> Sheet:
    lines = [Line([Cell(text)], "title") for text in _TITLES[: layout.titles]]
    if layout.unit_in == "title" and records:
        lines += _unit_title(rng, records[0].unit)
    if lines and rng.random() < 0.5:
        lines.append(Line([], "title"))
    sheet = Sheet(name, lines, "unit", named_by_sheet=layout.unit_in == "sheet")
    _add_header(sheet, layout)
    rows = [_data_line(n, record, layout, plan) for n, record in enumerate(records, 1)]
    sheet.lines += rows
    if layout.merged:
        merge_down(sheet, rows)
    if layout.total and rows:
        sheet.lines.append(total_line(rows, "TOTAL"))
    if layout.note:
        sheet.lines += [
            Line([], "note"),
            Line([Cell("Fuente: registros de la oficina, enero de 2027.")], "note"),
        ]
    sheet.pad()
    return sheet


def _unit_title(rng: random.Random, unit: str) -> list[Line]:
    label = rng.choice(("Unidad orgánica", "ÁREA", "Centro de costo", "Oficina"))
    if rng.random() < 0.5:
        return [Line([Cell(f"{label}: {unit}", "unit_line")], "title")]
    return [Line([Cell(label), Cell(unit, "unit_title")], "title")]


def _add_header(sheet: Sheet, layout: Layout) -> None:
    heads = [Cell(layout.heads[name], f"head:{name}") for name in layout.columns]
    if not layout.months:
        sheet.lines.append(Line(heads, "header"))
        return
    sides = (("programmed", "PROGRAMACIÓN", "Prog."), ("executed", "EJECUCIÓN", "Ejec."))
    if not layout.two_levels:
        heads += [
            Cell(f"{prefix} {month}", f"head:{side}.{n}")
            for side, _, prefix in sides
            for n, month in enumerate(layout.months, 1)
        ]
        sheet.lines.append(Line(heads, "header"))
        return
    lower = [Cell(role=head.role) for head in heads]
    sheet.merges += list(zip(heads, lower, strict=True))
    for side, title, _ in sides:
        above = [Cell(title if n == 1 else None, f"group:{side}") for n in range(1, 13)]
        sheet.merges.append((above[0], above[-1]))
        heads += above
        lower += [Cell(month, f"head:{side}.{n}") for n, month in enumerate(layout.months, 1)]
    sheet.lines += [Line(heads, "header"), Line(lower, "header")]


def _data_line(number: int, record: Record, layout: Layout, plan: Invention) -> Line:
    cells = {
        "number": number,
        "code": record.code,
        "sector": f"AES.{record.action[4:6]}.09",
        "objective": f"OEI.{record.action[4:6]}",
        "action": f"{record.action} – {plan.actions[record.action]}"
        if layout.named_actions
        else record.action,
        "name": record.name,
        "measure": record.measure,
        "unit": record.unit,
        "cause": "",
        "evidence": "Informe de la unidad",
        "remark": "Sin novedad",
    }
    line = Line([Cell(cells.get(name), name) for name in layout.columns], "data", record)
    if layout.months:
        for side, amounts in (("programmed", record.programmed), ("executed", record.executed)):
            line.cells += [Cell(shown(amount), f"{side}.{n}") for n, amount in enumerate(amounts, 1)]
        return line
    line.the("programmed").value = shown(record.programmed[0])
    line.the("executed").value = shown(record.executed[0])
    put_percent(line)
    return line


def put_percent(line: Line) -> None:
    """Write the row's own percentage as people do: a formula, 0 where nothing was programmed."""
    percent = line.at("percent")
    if percent is None or line.record is None:
        return
    programmed, executed = line.the("programmed"), line.the("executed")
    percent.formula = ("=IFERROR(", executed, "/", programmed, ',"")')
    percent.value = percent_of(line.record.programmed[0], line.record.executed[0])
    percent.number_format = "0%"


def percent_of(programmed: Amount, executed: Amount) -> Value:
    """Return what IFERROR(executed/programmed,"") comes to."""
    if not isinstance(programmed, Fraction) or not programmed or isinstance(executed, str):
        return ""
    return float((executed or Fraction(0)) / programmed)


def merge_down(sheet: Sheet, rows: Sequence[Line]) -> None:
    """Merge the AEI of rows that follow one another with the same."""
    for _, group in groupby(rows, key=lambda line: line.record and (line.record.unit, line.record.action)):
        same = list(group)
        if len(same) > 1:
            for line in same[1:]:
                line.the("action").value = None
            sheet.merges.append((same[0].the("action"), same[-1].the("action")))


def total_line(rows: Sequence[Line], label: str) -> Line:
    """Return the TOTAL of rows, by formulas."""
    first, last = rows[0], rows[-1]
    line = Line([Cell(role=cell.role) for cell in first.cells], "total")
    places = [cell for cell in line.cells if cell.role in ("name", "action", "number", "area")]
    places[0].value = label
    for position, cell in enumerate(line.cells):
        side, _, month = cell.role.partition(".")
        if side not in ("programmed", "executed"):
            continue
        amounts = [_amount(row.record, side, month) for row in rows]
        cell.formula = ("=SUM(", Area(first.cells[position], last.cells[position]), ")")
        cell.value = shown(sum((one for one in amounts if isinstance(one, Fraction)), Fraction(0)))
    return line


def _amount(record: Record | None, side: str, month: str) -> Amount:
    assert record is not None
    amounts = record.programmed if side == "programmed" else record.executed
    return amounts[int(month) - 1 if month else 0]


def _directory(plan: Invention) -> Sheet:
    """Return a sheet that has nothing to do with amounts."""
    lines = [Line([Cell("DIRECTORIO DE RESPONSABLES")]), Line([Cell("N°"), Cell("Área"), Cell("Anexo")])]
    lines += [Line([Cell(n), Cell(unit), Cell(100 + n)]) for n, unit in enumerate(plan.units, 1)]
    sheet = Sheet("Directorio", lines, "extra")
    sheet.pad()
    return sheet


def by_action(rng: random.Random) -> Workbook:
    """Make a workbook with one sheet an AEI (or one an OEI, its AEI one below the other), as in a report."""
    plan = invent(rng, one_row_each=True, clean=rng.random() < 0.7)
    heads = {
        "number": rng.choice(("N°", "Nro.")),
        "area": rng.choice(("Área", "ÁREA", "Unidad orgánica", "Áreas")),
        "programmed": rng.choice(("Programadas", "PROGRAMADAS", "Programado")),
        "executed": rng.choice(("Ejecutadas", "EJECUTADAS", "Ejecutado")),
        "percent": rng.choice(("%", "Eficacia", "% de eficacia")),
    }
    used = [action for action in plan.actions if any(r.action == action for r in plan.records)]
    together = rng.random() < 0.4
    style = rng.choice(("{} {}", "{} – {}", "{}: {}", "{}. {}"))
    spelt = rng.choice(
        (lambda code: code, lambda code: code.replace("AEI.", "AEI "), lambda code: f"AEI. {code[4:]}")
    )
    total = rng.random() < 0.7
    sheets: dict[str, Sheet] = {}
    for table, action in enumerate(used, 1):
        name = f"OEI {action[4:6]}" if together else action
        sheet = sheets.setdefault(name, Sheet(name, [], "action"))
        if sheet.lines:
            sheet.lines += [Line([], "blank", table=table) for _ in range(rng.randint(1, 3))]
        elif together:
            sheet.lines.append(
                Line([Cell(f"OEI.{action[4:6]} {plan.objectives[f'OEI.{action[4:6]}']}")], "title")
            )
        title = Cell(style.format(spelt(action), plan.actions[action]), "action_title")
        sheet.lines.append(Line([title], "title", table=table))
        if rng.random() < 0.3:
            sheet.lines.append(Line([], "title", table=table))
        sheet.lines += _table(table, [r for r in plan.records if r.action == action], heads, total=total)
    for sheet in sheets.values():
        sheet.pad()
    return Workbook("ajeno: una hoja por AEI", list(sheets.values()), {unit: unit for unit in plan.units})


def _table(table: int, records: Sequence[Record], heads: dict[str, str], *, total: bool) -> list[Line]:
    lines = [Line([Cell(text, f"head:{name}") for name, text in heads.items()], "header", table=table)]
    rows = []
    for number, record in enumerate(records, 1):
        values = {
            "number": number,
            "area": record.unit,
            "programmed": shown(record.programmed[0]),
            "executed": shown(record.executed[0]),
        }
        line = Line([Cell(values.get(name), name) for name in heads], "data", record, table)
        put_percent(line)
        rows.append(line)
    lines += rows
    if total:
        last = total_line(rows, "TOTAL")
        last.table = table
        last.cells[0].value, last.the("area").value = None, "TOTAL"
        lines.append(last)
    return lines
