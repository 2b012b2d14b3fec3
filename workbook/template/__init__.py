"""From a plan to a planning workbook: every sheet that a planner fills, formulas with their values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.canvas import Book, Properties
from workbook.template.closings import closing_sheets
from workbook.template.framework import comments_sheet, framework_sheet, units_sheet
from workbook.template.index import index_sheet
from workbook.template.lists import lists_sheet
from workbook.template.naming import unit_sheets
from workbook.template.settings import settings_sheet
from workbook.template.timing import timing_of
from workbook.template.unit import unit_sheet

if TYPE_CHECKING:
    from workbook.domain.model import Plan, Settings

__all__ = ["planning_workbook"]


def planning_workbook(plan: Plan, *, monthly: bool = False) -> Book:
    """Return the workbook of a plan: Índice, Parámetros, PEI, Unidades, one sheet a unit, Comentarios.

    With `monthly`, Programadas and Ejecutadas are computed from columns for the twelve months. A plan
    without units gets one unit's sheet to fill and copy.
    """
    framework = replace(plan.framework, monthly=monthly)
    timed = replace(plan, framework=framework)
    units = unit_sheets(timed)
    timing = timing_of(timed, units)
    settings, settings_names = settings_sheet(framework, timing)
    lists, lists_names = lists_sheet(timed, units, timing)
    sheets = (
        index_sheet(units, framework, timing),
        settings,
        framework_sheet(framework),
        units_sheet(framework, units),
        *(unit_sheet(unit, framework, timing) for unit in units),
        comments_sheet(framework),
        lists,
        *closing_sheets(framework.closings, {unit.key: unit.shown for unit in framework.units}),
    )
    return Book(sheets, settings_names | lists_names, _properties(framework.settings))


def _properties(settings: Settings) -> Properties:
    year = "" if settings.year is None else f" {settings.year}"
    return Properties(
        title=settings.title or f"Plan Operativo Institucional{year}",
        subject="Libro de planeamiento (POI)",
        author=settings.prepared_by,
        company=settings.entity,
    )
