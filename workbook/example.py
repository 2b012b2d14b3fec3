"""The example plan: the 2020 figures of a tax administration, told as a planner would type them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from workbook.domain.cells import BLANK, Fact, Number, read_amount
from workbook.domain.efficacy import Method
from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Plan, Settings
from workbook.domain.periods import TargetKind
from workbook.spanish.calendar import parse_period

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE: Final = "poi_satcaj_2020"


@lru_cache(maxsize=1)
def example_plan() -> Plan:
    """Return the example, read from the file that comes with the program."""
    text = resources.files("workbook.examples").joinpath(f"{EXAMPLE}.toml").read_text(encoding="utf-8")
    return plan_from(tomllib.loads(text, parse_float=Decimal))


def plan_from(data: Mapping[str, Any]) -> Plan:
    """Return the plan that an example file holds; amounts as numbers, or as the words a planner types."""
    framework = Framework(
        settings=_settings(data["parametros"]),
        objectives=tuple(Objective(one["codigo"], one["nombre"]) for one in data["oei"]),
        actions=tuple(Action(one["codigo"], one["nombre"], one["objetivo"]) for one in data["aei"]),
        units=tuple(_unit(one) for one in data["unidad"]),
        comments=dict(data.get("comentarios", {})),
    )
    keys = {unit.acronym: unit.key for unit in framework.units}
    return Plan(framework, tuple(_activity(one, keys) for one in data["actividad"]))


def _settings(data: Mapping[str, Any]) -> Settings:
    return Settings(
        entity=data["entidad"],
        acronym=data.get("sigla", ""),
        title=data.get("titulo", ""),
        year=data["anio"],
        period=parse_period(data["periodo"]),
        method=Method(data["metodo"]),
        prepared_by=data.get("elaborado_por", ""),
        place_and_date=data.get("lugar_y_fecha", ""),
        note=data.get("nota", ""),
    )


def _unit(data: Mapping[str, str]) -> OrgUnit:
    name, acronym = data["nombre"], data["sigla"]
    return OrgUnit(name, name, acronym=acronym, sheet=acronym, responsible=data.get("responsable", ""))


def _activity(data: Mapping[str, Any], keys: Mapping[str, str]) -> Activity:
    return Activity(
        action=data["aei"],
        unit=keys[data["unidad"]],
        programmed=_amount(data.get("programadas")),
        executed=_amount(data.get("ejecutadas")),
        code=data.get("codigo", ""),
        name=data["nombre"],
        measure=data.get("medida", ""),
        kind=TargetKind(data.get("tipo", TargetKind.CUMULATIVE.value).lower()),
        on_demand=data.get("demanda", False),
        annual=_amount(data.get("meta_anual")),
        cause=data.get("motivo", ""),
        evidence=data.get("medio", ""),
    )


def _amount(value: Decimal | int | str | None) -> Fact:
    if value is None:
        return BLANK
    return read_amount(value) if isinstance(value, str) else Number(Decimal(value))
