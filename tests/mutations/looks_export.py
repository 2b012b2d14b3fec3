"""The look of the planning register's export: an HTML table named .xls, or its columns pasted in a sheet."""

from __future__ import annotations

import random

from tests.mutations.invention import Invention, invent
from tests.mutations.model import Cell, Line, Record, Sheet, Workbook, shown


def _priority(name: str, long: str) -> list[str]:
    return [name, long, f"{name} Prioridad", f"Eje ID {name}", f"Eje {name}", f"Lineamiento ID {name}",
            f"Lineamiento {name}"]  # fmt: skip


def _twelve(name: str) -> list[str]:
    return [*(f"{name} {month:02d}" for month in range(1, 13)), f"{name} Total"]


COLUMNS = [
    "POI", "Etapa", "NG", "Nivel de Gobierno", "Sector ID", "Sector", "Pliego ID", "Pliego", "UE ID", "UE",
    "CC Responsable ID", "CC Responsable", "Centro Costo ID", "Centro de Costo",
    *_priority("OE", "Objetivo Estrategico"), *_priority("AE", "Acción Estratégica"),
    *_priority("OEI", "Objetivo Estrategico Institucional"),
    *_priority("AEI", "Acción Estratégica Institucional"),
    "Categoria ID", "Categoria", "Producto ID", "Producto", "Funcion ID", "Funcion", "Division Funcional ID",
    "Division Funcional", "Grupo Funcional ID", "Grupo Funcional", "Nota", "Actividad Presupuestal ID",
    "Actividad Presupuestal", "Nro Registro POI", "Actividad Operativa ID", "Actividad Operativa",
    "Actividad Operativa Sectorial ID", "Actividad Operativa Sectorial", "Eje ID AO", "Eje AO",
    "Lineamiento ID AO", "Lineamiento AO", "Prioridad", "UM ID", "Unidad de Medida", "Acumulado", "Tipo",
    "Cons PIA", "Cons PIM", "Dep. UBIGEO", "Departamento Nombre UBIGEO", "Prov. UBIGEO",
    "Provincia Nombre UBIGEO", "Dis. UBIGEO", "Distrito Nombre UBIGEO", "Tipo Financiamiento(PIA)",
    "Tipo Financiamiento(PIM)",
    *(name for kind in ("A", "AJ", "CS", "RE_P", "RE", "SE_P", "SE") for name in _twelve(f"F({kind})")),
    *(name for kind in ("A", "AJ", "CS", "RE_P", "RE", "SE_P", "SE") for name in _twelve(f"Fn({kind})")),
    *(f"Motivo(SE) {month:02d}" for month in range(1, 13)),
    "Estado(SE)", "Incorporado", "Codigo Externo", "Activo AO",
]  # fmt: skip
_DECOYS = ("F(A)", "F(AJ)", "F(CS)", "F(RE_P)", "Fn(RE)", "Fn(SE)")
_ROLES = {
    "Actividad Operativa ID": "code",
    "Actividad Operativa": "name",
    "AEI": "action",
    "Centro Costo ID": "unit_id",
    "Centro de Costo": "unit",
    "Unidad de Medida": "measure",
    "Acumulado": "kind",
    "Activo AO": "active",
    **{f"F(RE) {n:02d}": f"programmed.{n}" for n in range(1, 13)},
    **{f"F(SE) {n:02d}": f"executed.{n}" for n in range(1, 13)},
}


def export(rng: random.Random, *, pasted: bool | None = None) -> Workbook:
    """Make an export: some activities inactive, two cost centres of one name, months not reported empty."""
    pasted = rng.random() < 0.4 if pasted is None else pasted
    plan = invent(rng, monthly=True, rows=(3, 9))
    ids = {unit: f"{number:02d}.{rng.randint(1, 9):02d}" for number, unit in enumerate(plan.units, 4)}
    names = {unit: _glued(rng, unit, short) for unit, short in plan.units.items()}
    if rng.random() < 0.4:
        one, other, *_ = plan.units
        names[other] = names[one]
    lines = [Line([Cell(name, f"head:{_ROLES.get(name, '')}") for name in COLUMNS], "header")]
    records = list(plan.records)
    rng.shuffle(records)
    for number, record in enumerate(records, 1):
        record.code = f"AOI0009{number:06d}"
        record.counted = rng.random() < 0.8
        lines.append(_line(rng, record, plan, ids, names))
    if not pasted:
        for line in lines[1:]:
            line.cells.append(Cell())
    sheet = Sheet("Hoja1" if pasted else "Sheet1", lines, "export")
    units = {identity: unit for unit, identity in ids.items()}
    ending = ".xlsx" if pasted else ".xls"
    look = "exportación pegada" if pasted else "exportación"
    return Workbook(look, [sheet], units, monthly=True, ending=ending)


def _glued(rng: random.Random, unit: str, short: str) -> str:
    return f"{short}{unit.upper()}" if rng.random() < 0.5 else unit.upper()


def _line(
    rng: random.Random, record: Record, plan: Invention, ids: dict[str, str], names: dict[str, str]
) -> Line:
    objective = f"OEI.{record.action[4:6]}"
    values: dict[str, object] = {
        "POI": "2026",
        "Etapa": "SEGUIMIENTO",
        "NG": "E",
        "Sector ID": "'99",
        "Pliego ID": "'099",
        "UE ID": "'000999",
        "CC Responsable ID": f"'{ids[record.unit][:2]}",
        "CC Responsable": "GERENCIA INVENTADA",
        "Centro Costo ID": f"'{ids[record.unit]}",
        "Centro de Costo": names[record.unit],
        "OE": "OES.09",
        "AE": "AES.09.01",
        "Acción Estratégica": "MEJORAR EL SECTOR",
        "OEI": objective,
        "Objetivo Estrategico Institucional": plan.objectives[objective].upper(),
        "AEI": record.action,
        "Acción Estratégica Institucional": plan.actions[record.action].upper(),
        "Producto ID": "3000001",
        "Nro Registro POI": f"'2026{rng.randint(10**9, 10**10 - 1)}",
        "Actividad Operativa ID": record.code,
        "Actividad Operativa": record.name.upper(),
        "Prioridad": "1 : Muy Alta",
        "UM ID": "036",
        "Unidad de Medida": record.measure.upper(),
        "Acumulado": "SI" if record.cumulative else "NO",
        "Tipo": "ANUAL",
        "Estado(SE)": "APROBADO" if record.counted else "",
        "Incorporado": "NO",
        "Activo AO": "SI" if record.counted else "NO",
    }
    for name in _DECOYS:
        values |= dict.fromkeys(_twelve(name), rng.randint(1, 9_999))
    for side, amounts in (("F(RE)", record.programmed), ("F(SE)", record.executed)):
        for month, amount in enumerate(amounts, 1):
            values[f"{side} {month:02d}"] = shown(amount)
    return Line([Cell(values.get(name), _ROLES.get(name, "")) for name in COLUMNS], "data", record)  # type: ignore[arg-type]
