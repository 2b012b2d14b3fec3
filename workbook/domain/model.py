"""The plan as frozen records: what units do in a year for the institution's strategy."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from workbook.domain.cells import BLANK, Fact
from workbook.domain.closing import NO_CLOSINGS, Register
from workbook.domain.efficacy import Method
from workbook.domain.periods import TargetKind
from workbook.domain.quick import quickly_made
from workbook.domain.scale import DEFAULT_SCALE, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.domain.periods import Period
    from workbook.domain.places import RowPlace

DEFAULT_OVER_THRESHOLD = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Objective:
    """OEI, objetivo estratégico institucional."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Action:
    """AEI, acción estratégica institucional; `objective` is the code of its OEI."""

    code: str
    name: str
    objective: str


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """Unidad orgánica: who executes. `key` identifies it; `name` is what sheets say."""

    key: str
    name: str
    report_name: str = ""
    acronym: str = ""
    article: str = ""
    sheet: str = ""
    responsible: str = ""

    @property
    def shown(self) -> str:
        """The name that reports print."""
        return self.report_name or self.name


@dataclass(frozen=True, slots=True)
class Monthly:
    """Programmed and executed facts of the twelve months, January first."""

    programmed: tuple[Fact, ...]
    executed: tuple[Fact, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class Activity:
    """Actividad operativa: one row of a unit's sheet.

    With `monthly`, amounts come from the months, and `programmed` and `executed` are what the sum
    columns say (checked, never used). `shown_efficacy` is what the sheet's own percentage says.
    """

    action: str
    unit: str
    programmed: Fact = BLANK
    executed: Fact = BLANK
    code: str = ""
    name: str = ""
    measure: str = ""
    kind: TargetKind = TargetKind.CUMULATIVE
    on_demand: bool = False
    annual: Fact = BLANK
    monthly: Monthly | None = None
    cause: str = ""
    evidence: str = ""
    budget: Fact = BLANK
    accrued: Fact = BLANK
    shown_efficacy: Fact = BLANK
    where: RowPlace | None = None


class Part(Enum):
    """The parts of the report, by the names that planners switch them with, in the default order."""

    HEADER = "cabecera"
    CONTENTS = "indice"
    SUMMARY = "resumen"
    BY_AREA = "seccion_I"
    BY_OBJECTIVE = "seccion_II"
    UNITS = "tabla_unidades"
    BELOW_TARGET = "metas_por_debajo"
    CONCLUSIONS = "conclusiones"
    METHOD = "metodo"


@dataclass(frozen=True, slots=True)
class PartChoice:
    """One part of the report as the planner wants it: its title ("" keeps the default)."""

    part: Part
    title: str = ""


ALL_PARTS = tuple(PartChoice(part) for part in Part)


@dataclass(frozen=True, slots=True)
class Settings:
    """Parámetros. `period` is None where the planner gave none. `over_threshold` is a ratio."""

    entity: str = ""
    acronym: str = ""
    title: str = ""
    year: int | None = None
    period: Period | None = None
    cutoff: int | None = None
    method: Method = Method.RATIO
    over_threshold: Decimal = DEFAULT_OVER_THRESHOLD
    prepared_by: str = ""
    place_and_date: str = ""
    parts: tuple[PartChoice, ...] = ALL_PARTS
    unit_noun: str = "Área"
    method_warning: bool = True
    note: str = ""
    addressee: str = ""
    sender: str = ""
    report_number: str = ""
    reference: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A plan without its activities: settings, scale, PEI, units and comments, in the report's order.

    `comments` are by code of OEI or AEI. Sheet and cell are known of each comment, of each AEI in the
    PEI, and of each setting (by the name of its field), where a workbook was read.
    """

    settings: Settings
    objectives: tuple[Objective, ...]
    actions: tuple[Action, ...]
    units: tuple[OrgUnit, ...]
    scale: Scale = DEFAULT_SCALE
    comments: Mapping[str, str] = field(default_factory=dict)
    monthly: bool = False
    comment_cells: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    action_cells: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    setting_cells: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    closings: Register = NO_CLOSINGS


@dataclass(frozen=True, slots=True)
class Plan:
    """POI, plan operativo institucional: a framework and all its activities."""

    framework: Framework
    activities: tuple[Activity, ...]
