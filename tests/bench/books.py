"""Planning workbooks to measure with: the example, and made-up ones of any size, always the same.

    python tests/bench/books.py grande.xlsx --size large

An area row is one unit in one AEI; each has one activity. About a third fall short of their target (most
of these say why), a fifth go past it; some are not programmed, some report nothing.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbook.domain.cells import Fact
    from workbook.domain.model import Action, Activity, Plan


@dataclass(frozen=True)
class Size:
    """How much a plan holds; `rows` are area rows."""

    objectives: int
    actions: int
    units: int
    rows: int


SIZES: Final = {"small": Size(30, 300, 30, 3_000), "large": Size(200, 2_000, 60, 40_000)}

_SEED: Final = 2020
_MEASURES: Final = ("Informe", "Documento", "Persona", "Taller", "Visita", "Expediente", "Resolución")
_SUBJECTS: Final = ("los procesos de atención", "la cartera de cobranza", "los expedientes en trámite")
_VERBS: Final = ("Supervisar", "Actualizar", "Atender", "Fortalecer", "Ordenar y digitalizar")
_CAUSES: Final = (
    "Las restricciones de desplazamiento impidieron las visitas programadas para el segundo trimestre.",
    "El presupuesto se recibió en setiembre, de modo que la contratación quedó para el año siguiente.",
    "Ingresaron menos solicitudes que las previstas; todas las recibidas fueron atendidas en su plazo.",
    "El sistema estuvo fuera de servicio seis semanas y el trabajo manual avanzó más despacio.",
)


def write_example(path: Path) -> None:
    """Write the program's own example workbook."""
    from workbook.example import example_plan

    _write(example_plan(), path)


def write_book(path: Path, size: Size, *, changed: bool = False) -> None:
    """Write a made-up workbook; `changed` is the same with one execution corrected."""
    from dataclasses import replace

    from workbook.domain.cells import Number

    plan = made_up_plan(size)
    if changed:
        place = next(n for n, one in enumerate(plan.activities) if isinstance(one.executed, Number))
        corrected = replace(plan.activities[place], executed=Number(Decimal(17)))
        plan = replace(plan, activities=(*plan.activities[:place], corrected, *plan.activities[place + 1 :]))
    _write(plan, path)


def _write(plan: Plan, path: Path) -> None:
    from workbook.hosts.newfile import render
    from workbook.template import planning_workbook

    path.write_bytes(render(planning_workbook(plan)))


def made_up_plan(size: Size) -> Plan:
    """Return a plan of that size, the same at every call."""
    from workbook.domain.model import Action, Framework, Objective, OrgUnit, Plan, Settings
    from workbook.domain.periods import YEAR

    objectives = tuple(
        Objective(f"OEI.{n:02d}", f"Mejorar la prestación del servicio municipal {n} en la jurisdicción")
        for n in range(1, size.objectives + 1)
    )
    each = size.actions // size.objectives
    actions = tuple(
        Action(
            f"AEI.{o:02d}.{n:02d}",
            f"Servicio {n} brindado de manera oportuna a la población del sector {o}",
            f"OEI.{o:02d}",
        )
        for o in range(1, size.objectives + 1)
        for n in range(1, each + 1)
    )
    units = tuple(
        OrgUnit(
            f"U{n:02d}",
            f"Oficina de Gestión & Desarrollo Territorial {n:02d}",
            acronym=f"U{n:02d}",
            sheet=f"U{n:02d}",
        )
        for n in range(1, size.units + 1)
    )
    settings = Settings(
        entity="Municipalidad Provincial de Ejemplo",
        acronym="MPE",
        year=2024,
        period=YEAR,
        prepared_by="Oficina de Planeamiento",
        place_and_date="Cajamarca, 22 de enero de 2025",
    )
    comments = {
        one.code: f"El resultado del {one.code} responde al avance de sus unidades."
        for one in objectives[::5]
    }
    framework = Framework(settings, objectives, actions, units, comments=comments)
    activities = sorted(_activities(size, actions), key=lambda activity: activity.unit)
    return Plan(framework, tuple(activities))


def _activities(size: Size, actions: tuple[Action, ...]) -> Iterator[Activity]:
    from workbook.domain.model import Activity

    rng = random.Random(_SEED)  # noqa: S311 - the same figures every time
    for number in range(size.rows):
        position, place = divmod(number, size.rows // size.actions)
        programmed, executed, short = _amounts(rng)
        yield Activity(
            action=actions[position].code,
            unit=f"U{(position * 7 + place) % size.units + 1:02d}",
            programmed=programmed,
            executed=executed,
            code=f"AO-{number + 1:05d}",
            name=f"{rng.choice(_VERBS)} {rng.choice(_SUBJECTS)} de la zona {number % 97 + 1}",
            measure=rng.choice(_MEASURES),
            cause=rng.choice(_CAUSES) if short and rng.random() < 0.8 else "",
            evidence="Registro de la unidad",
        )


def _amounts(rng: random.Random) -> tuple[Fact, Fact, bool]:
    """Return programmed, executed, and whether the target was missed."""
    from workbook.domain.cells import BLANK, Mark, Number

    target = rng.choice((rng.randint(1, 30), rng.randint(31, 900), rng.randint(901, 400_000)))
    kind = rng.choices(("met", "short", "over", "none", "silent", "part"), (40, 32, 20, 3, 2, 3))[0]
    if kind == "none":
        return Mark.NOT_PROGRAMMED, BLANK, False
    if kind == "silent":
        return Number(Decimal(target)), BLANK, False
    done = {
        "met": Decimal(target),
        "short": Decimal(int(target * rng.uniform(0.1, 0.99))),
        "over": Decimal(int(target * rng.uniform(1.01, 2.2)) + 1),
        "part": Decimal(target) - Decimal("0.5"),
    }[kind]
    return Number(Decimal(target)), Number(done), done < target


def _main() -> None:
    parser = argparse.ArgumentParser(description=write_book.__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--size", choices=(*SIZES, "example"), default="small")
    chosen = parser.parse_args()
    if chosen.size == "example":
        write_example(chosen.path)
    else:
        write_book(chosen.path, SIZES[chosen.size])


if __name__ == "__main__":
    _main()
