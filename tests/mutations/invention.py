"""Invented plans: units, strategy, activities and amounts, from a seed. Nothing of a real body."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tests.mutations.model import Record
from tests.support.tally import NP, SI, Amount

UNIT_NAMES = (
    ("Oficina de Riego Tecnificado", "ORT"),
    ("Subgerencia de Áreas Verdes", "SAV"),
    ("Unidad de Archivo y Custodia", "UAC"),
    ("Gerencia de Comercio", "GCA"),
    ("Oficina de Imagen y Protocolo", "OIP"),
    ("Área de Mantenimiento Vial", "AMV"),
    ("Unidad de Tesorería Menor", "UTM"),
    ("Dirección de Bibliotecas", "DBP"),
)
_VERBS = ("Mejorar", "Ampliar", "Ordenar", "Renovar", "Supervisar", "Capacitar", "Mantener", "Difundir")
_THINGS = (
    "los canales de riego", "el arbolado urbano", "la atención en ventanilla", "los puestos del mercado",
    "las vías vecinales", "los fondos bibliográficos", "el archivo central", "los comités vecinales",
)  # fmt: skip
_MEASURES = ("Informe", "Visita", "Persona", "Kilómetro", "Taller", "Expediente")


@dataclass(frozen=True)
class Invention:
    """A plan: units with their short names, OEI and AEI with their names, and activities unit by unit."""

    units: dict[str, str]
    objectives: dict[str, str]
    actions: dict[str, str]
    records: list[Record]
    monthly: bool
    reported: int
    """The last month with an execution, 12 where amounts are of the year."""

    def of_unit(self, unit: str) -> list[Record]:
        """Return a unit's activities."""
        return [record for record in self.records if record.unit == unit]


def invent(
    rng: random.Random,
    *,
    monthly: bool = False,
    clean: bool | None = None,
    rows: tuple[int, int] = (2, 7),
    one_row_each: bool = False,
) -> Invention:
    """Make up a plan; a `clean` one has neither blanks nor anything executed without a target."""
    clean = rng.random() < 0.6 if clean is None else clean
    names = rng.sample(UNIT_NAMES, rng.randint(2, 4))
    objectives = {f"OEI.{n:02d}": _phrase(rng, n) for n in range(1, rng.randint(1, 3) + 1)}
    actions = {
        f"AEI.{code[-2:]}.{n:02d}": _phrase(rng, int(code[-2:]) * 7 + n)
        for code in objectives
        for n in range(1, rng.randint(1, 3) + 1)
    }
    reported = rng.randint(5, 11) if monthly else 12
    records = []
    for unit, short in names:
        count = rng.randint(*rows)
        chosen = sorted(rng.choice(list(actions)) for _ in range(count))
        if one_row_each:
            chosen = sorted(set(chosen))
        for number, action in enumerate(chosen, 1):
            measure = rng.choice(_MEASURES)
            amounts = _months(rng, reported, clean=clean) if monthly else _amounts(rng, clean=clean)
            records.append(
                Record(
                    unit,
                    action,
                    *amounts,
                    cumulative=not (monthly and rng.random() < 0.2),
                    code=f"{short}-{number:03d}",
                    name=f"{rng.choice(_VERBS)} {rng.choice(_THINGS)} de la zona {number}",
                    measure=measure,
                )
            )
    return Invention(dict(names), objectives, actions, records, monthly, reported)


def _phrase(rng: random.Random, number: int) -> str:
    return f"{rng.choice(_VERBS)} {rng.choice(_THINGS)} del sector {number}"


def amount(rng: random.Random) -> Fraction:
    """Make up an amount above 0."""
    whole = rng.choice((rng.randint(1, 12), rng.randint(13, 900), rng.randint(1000, 400_000)))
    parts = rng.choice((0, 0, 0, 0, 5, rng.randint(1, 99)))
    return whole + Fraction(parts, 10 if parts == 5 else 100)


def _done(rng: random.Random, target: Fraction) -> Fraction:
    share = rng.choice(
        (Fraction(1), Fraction(rng.randint(0, 100), 100), Fraction(rng.randint(100, 180), 100))
    )
    done = target * share
    return Fraction(int(done * 100), 100) if target.denominator > 1 else Fraction(int(done))


def _amounts(rng: random.Random, *, clean: bool) -> tuple[list[Amount], list[Amount]]:
    target = amount(rng)
    done = _done(rng, target)
    if clean or rng.random() < 0.7:
        return [target], [done]
    return rng.choice((
        ([target], [None]),
        ([target], [SI]),
        ([Fraction(0)], [Fraction(0)]),
        ([NP], [None]),
        ([None], [None]),
        ([Fraction(0)], [done + 1]),
        ([NP], [done + 1]),
    ))  # fmt: skip


def _months(rng: random.Random, reported: int, *, clean: bool) -> tuple[list[Amount], list[Amount]]:
    size = amount(rng)
    pattern = rng.choice(("every", "some", "late"))
    first = 0 if pattern == "every" else rng.randint(1, 6)
    programmed: list[Amount] = []
    executed: list[Amount] = []
    for month in range(12):
        target = size if month >= first and (pattern != "some" or rng.random() < 0.6) else Fraction(0)
        programmed.append(target or rng.choice((Fraction(0), None)))
        done: Amount = _done(rng, target) if target else None
        if month >= reported:
            done = None
        elif not clean and rng.random() < 0.1:
            done = None if target else Fraction(2)
        executed.append(done)
    if not any(programmed):
        programmed[first] = size
        executed[first] = size if first < reported else None
    return programmed, executed
