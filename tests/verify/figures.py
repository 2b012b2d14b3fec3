"""Plans as figures: objectives, actions, units with their amounts, by arithmetic of their own."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from tests.support.truth import PUBLISHED, points
from tests.verify.spelling import UNITS

SITUATIONS: Final = ("below", "far below", "idle", "exact", "exact", "above", "far above")
_OBJECTIVES: Final = (
    "Ampliar la cobertura de los servicios municipales",
    "Modernizar la administración de los tributos",
    "Promover el desarrollo económico del distrito",
    "Reducir la vulnerabilidad ante desastres",
    "Fortalecer la participación vecinal",
    "Ordenar el tránsito y el transporte urbano",
)
_ACTIONS: Final = (
    "Atender las solicitudes de los vecinos en el plazo",
    "Depurar el padrón de contribuyentes",
    "Publicar la información de las obras",
    "Capacitar a los comerciantes de los mercados",
    "Inspeccionar los locales con licencia",
    "Mantener las áreas verdes",
    "Renovar los equipos de las oficinas",
    "Emitir las cuponeras antes del vencimiento",
    "Conciliar las cuentas por cobrar",
    "Organizar los talleres de prevención",
    "Digitalizar los expedientes del archivo",
    "Señalizar las vías del centro histórico",
    "Supervisar las rutas de transporte",
    "Elaborar los estudios de preinversión",
    "Difundir el presupuesto participativo",
    "Actualizar los instrumentos de gestión",
    "Verificar las declaraciones de predios",
    "Recuperar los espacios públicos",
)


@dataclass(frozen=True)
class Share:
    """One unit in an AEI: amounts of the period; None where nothing was programmed."""

    unit: str
    programmed: Decimal | None
    executed: Decimal | None

    @property
    def percent(self) -> Decimal:
        """The percentage that is printed."""
        return percent_of(self.executed or Decimal(0), self.programmed or Decimal(1))


@dataclass(frozen=True)
class Action:
    """An AEI."""

    code: str
    name: str
    shares: tuple[Share, ...]

    @cached_property
    def active(self) -> tuple[Share, ...]:
        """The units that programmed something."""
        return tuple(share for share in self.shares if share.programmed is not None)

    @cached_property
    def programmed(self) -> Decimal:
        """Sum programmed."""
        return sum((share.programmed or Decimal(0) for share in self.active), Decimal(0))

    @cached_property
    def executed(self) -> Decimal:
        """Sum executed."""
        return sum((share.executed or Decimal(0) for share in self.active), Decimal(0))

    @property
    def percent(self) -> Decimal:
        """The percentage of the total."""
        return percent_of(self.executed, self.programmed)

    @property
    def label(self) -> str:
        """The label of the total."""
        return PUBLISHED.label(Fraction(self.executed) / Fraction(self.programmed))

    @property
    def capped(self) -> Decimal:
        """The percentage of the total without excesses, from the units' amounts."""
        return percent_of(capped_sum(self.active), self.programmed)


@dataclass(frozen=True)
class Objective:
    """An OEI with its actions."""

    code: str
    name: str
    actions: tuple[Action, ...]

    @cached_property
    def active(self) -> tuple[Action, ...]:
        """The actions that were programmed."""
        return tuple(action for action in self.actions if action.active)

    @property
    def programmed(self) -> Decimal:
        """Sum programmed."""
        return sum((action.programmed for action in self.active), Decimal(0))

    @property
    def executed(self) -> Decimal:
        """Sum executed."""
        return sum((action.executed for action in self.active), Decimal(0))

    @property
    def percent(self) -> Decimal:
        """The percentage of the objective."""
        return percent_of(self.executed, self.programmed)

    @property
    def label(self) -> str:
        """The label of the objective."""
        return PUBLISHED.label(Fraction(self.executed) / Fraction(self.programmed))


def percent_of(executed: Decimal, programmed: Decimal) -> Decimal:
    """Return the percentage that method, section 7, prints."""
    return points(Fraction(executed) / Fraction(programmed), PUBLISHED)


def capped_sum(shares: Iterable[Share]) -> Decimal:
    """Return what was executed, no unit counting for more than it programmed."""
    return sum((min(s.programmed or Decimal(0), s.executed or Decimal(0)) for s in shares), Decimal(0))


def share(unit: str, situation: str, choose: random.Random, largest: int = 10**6) -> Share:
    """Make up the amounts of a unit in a situation."""
    programmed = choose.randint(3, 10 ** choose.randint(1, len(str(largest)) - 1))
    low, high = {
        "below": (0.55, 0.97),
        "far below": (0.05, 0.54),
        "idle": (0, 0),
        "exact": (1, 1),
        "above": (1.04, 1.45),
        "far above": (1.6, 3.2),
    }[situation]
    executed = round(programmed * choose.uniform(low, high))
    if situation in ("below", "far below"):
        executed = max(1, min(executed, programmed - 1))
    if situation in ("above", "far above"):
        executed = max(executed, programmed + 1)
    return Share(unit, Decimal(programmed), Decimal(executed))


def action(code: str, name: str, choose: random.Random, size: int | None = None) -> Action:
    """Make up an AEI of one to eight units, each in some situation."""
    size = size or choose.choices(range(1, 9), (5, 6, 4, 3, 2, 1, 1, 1))[0]
    units = choose.sample(UNITS, size)
    if choose.random() < 0.25:
        kinds = [choose.choice(("exact", "below", "above"))] * size
    else:
        kinds = choose.choices(SITUATIONS, k=size)
    return Action(code, name, tuple(share(u.name, k, choose) for u, k in zip(units, kinds, strict=True)))


def objectives(choose: random.Random, count: int = 3, most: int = 4) -> tuple[Objective, ...]:
    """Make up objectives with one to `most` actions each; here and there one that was not programmed."""
    names = iter(choose.sample(_ACTIONS, count * most))
    made = []
    for number, title in enumerate(choose.sample(_OBJECTIVES, count), 1):
        actions: list[Action] = []
        for place in range(1, choose.randint(1, most) + 1):
            code = f"AEI.{number:02d}.{place:02d}"
            if place > 1 and choose.random() < 0.15:
                unit = choose.choice(UNITS).name
                actions.append(Action(code, next(names), (Share(unit, None, None),)))
            else:
                actions.append(action(code, next(names), choose))
        made.append(Objective(f"OEI.{number:02d}", title, tuple(actions)))
    return tuple(made)
