"""Our own planning workbook: made by the program's template, taken apart into the model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tests.mutations.invention import Invention, invent
from tests.mutations.model import Cell, ErrorValue, Line, Record, Sheet, Workbook
from tests.support.tally import NP, SI, Amount
from workbook import canvas
from workbook.domain.cells import BLANK, Fact, Mark, Number
from workbook.domain.efficacy import Method
from workbook.domain.model import Action, Activity, Framework, Monthly, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import TargetKind
from workbook.spanish.calendar import parse_period
from workbook.template import planning_workbook

_MONTHS = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set", "Oct", "Nov", "Dic")
_ROLES = {
    "Código AO": "code",
    "AEI": "action",
    "Actividad operativa": "name",
    "Unidad de medida": "measure",
    "Tipo de meta": "kind",
    "A demanda": "demand",
    "Meta anual": "annual",
    "Programadas": "programmed",
    "Ejecutadas": "executed",
    "Eficacia": "percent",
    "Indicador": "band",
    "Motivo": "cause",
    "Medio de verificación": "evidence",
    **{f"Prog. {name}": f"programmed.{n}" for n, name in enumerate(_MONTHS, 1)},
    **{f"Ejec. {name}": f"executed.{n}" for n, name in enumerate(_MONTHS, 1)},
}
_FRAME = ("Índice", "Parámetros", "PEI", "Unidades", "Comentarios", "Listas")
_PERIODS = {
    "": (),
    "Anual": (1, 12),
    "I Semestre": (1, 6),
    "Al III Trimestre": (1, 9),
    "II Trimestre": (4, 6),
}
METHODS = ("razon", "razon_topada", "promedio_topado", "promedio")


def template(rng: random.Random, *, monthly: bool | None = None) -> Workbook:
    """Make a workbook of our template, with or without months, by any method."""
    monthly = rng.random() < 0.5 if monthly is None else monthly
    plan = invent(rng, monthly=monthly)
    period = rng.choice(list(_PERIODS)) if monthly else "Anual"
    if period == "II Trimestre":
        period = "I Semestre" if plan.reported < 6 else period
    method = rng.choice(METHODS)
    made = planning_workbook(_plan(plan, period, method), monthly=monthly)
    records = {record.code: record for record in plan.records}
    sheets = [_sheet(one, records, monthly=monthly) for one in made.sheets]
    months = _PERIODS[period]
    return Workbook(
        "plantilla con meses" if monthly else "plantilla",
        sheets,
        {unit: unit for unit in plan.units},
        monthly=monthly,
        period=tuple(range(months[0], months[1] + 1)) if months and monthly else (),
        framed=True,
        method=method,
    )


def _plan(plan: Invention, period: str, method: str) -> Plan:
    framework = Framework(
        Settings(
            entity="Municipalidad Distrital de Cerro Inventado",
            year=2026,
            period=parse_period(period) if period else None,
            method=Method(method),
        ),
        tuple(Objective(code, name) for code, name in plan.objectives.items()),
        tuple(Action(code, name, f"OEI.{code[4:6]}") for code, name in plan.actions.items()),
        tuple(OrgUnit(name, name, acronym=short, sheet=short) for name, short in plan.units.items()),
    )
    return Plan(framework, tuple(_activity(record, monthly=plan.monthly) for record in plan.records))


def _activity(record: Record, *, monthly: bool) -> Activity:
    programmed, executed = (tuple(map(_fact, side)) for side in (record.programmed, record.executed))
    amounts = (
        {"monthly": Monthly(programmed, executed)}
        if monthly
        else {"programmed": programmed[0], "executed": executed[0]}
    )
    return Activity(
        record.action,
        record.unit,
        code=record.code,
        name=record.name,
        measure=record.measure,
        kind=TargetKind.CUMULATIVE if record.cumulative else TargetKind.NOT_CUMULATIVE,
        **amounts,  # type: ignore[arg-type]
    )


def _fact(amount: Amount) -> Fact:
    if isinstance(amount, Fraction):
        return Number(Decimal(amount.numerator) / Decimal(amount.denominator))
    return {None: BLANK, NP: Mark.NOT_PROGRAMMED, SI: Mark.NOT_REPORTED}[amount]


def taken_apart(made: canvas.Sheet) -> list[Line]:
    """Return the lines of a sheet of the canvas, formulas as they are written."""
    height = max((row for row, _ in made.cells), default=-1) + 1
    width = max((column for _, column in made.cells), default=-1) + 1
    rows: list[Line] = [Line([Cell() for _ in range(width)]) for _ in range(height)]
    for (row, column), cell in made.cells.items():
        rows[row].cells[column] = _cell(cell.content)
    return rows


def _cell(content: object) -> Cell:
    if isinstance(content, canvas.Formula):
        value = _value(content.value)
        error = isinstance(value, str) and value.startswith("#")
        return Cell(ErrorValue(str(value)) if error else value, formula=(content.text,))
    if isinstance(content, canvas.RichText):
        return Cell("".join(run.text for run in content.runs))
    return Cell(_value(content))


def _value(raw: object) -> bool | int | float | str | None:
    if raw is None or isinstance(raw, bool | int | float | str):
        return raw
    assert isinstance(raw, Decimal | Fraction)
    return int(raw) if raw == int(raw) else float(raw)


def _sheet(made: canvas.Sheet, records: dict[str, Record], *, monthly: bool) -> Sheet:
    lines = taken_apart(made)
    hidden = made.visibility is not canvas.Visibility.SHOWN
    if made.name in _FRAME:
        return Sheet(made.name, lines, f"frame:{made.name}", hidden)
    header = next(n for n, line in enumerate(lines) if "AEI" in _texts(line.cells))
    roles = [_role(cell.value, monthly=monthly) for cell in lines[header].cells]
    for number, line in enumerate(lines):
        if number < header:
            line.kind = "title"
            continue
        line.kind = "header" if number == header else "blank"
        for cell, role in zip(line.cells, roles, strict=True):
            cell.role = f"head:{role}" if number == header and role else role
        code = line.at("code")
        if number > header and code is not None and code.value in records:
            line.kind, line.record = "data", records[str(code.value)]
    for line in lines[:header]:
        for label, name in zip(line.cells, line.cells[1:], strict=False):
            if label.value == "Unidad orgánica":
                name.role = "unit_title"
    return Sheet(made.name, lines, "unit", hidden)


def _texts(cells: Sequence[Cell]) -> list[object]:
    return [cell.value for cell in cells]


def _role(header: object, *, monthly: bool) -> str:
    role = _ROLES.get(str(header), "")
    return f"sum.{role}" if monthly and role in ("programmed", "executed", "annual") else role
