"""The output workbook, put together."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from workbook.canvas import Book, Properties
from workbook.sheets.by_unit import by_unit_sheet
from workbook.sheets.consolidated import consolidated_sheet
from workbook.sheets.dashboard import dashboard_sheet
from workbook.sheets.findings_sheet import findings_sheet
from workbook.sheets.frame import Context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from workbook.domain.results import Evaluation

NO_NOTES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({})


def output_workbook(
    evaluation: Evaluation,
    *,
    source: str,
    notes: Mapping[str, tuple[str, str]] = NO_NOTES,
    consolidated_on: dt.date | None,
) -> Book:
    """Return the output workbook: Tablero, Consolidado, Por unidad, Observaciones.

    `source` is the file name of the planning workbook, in the same folder: links lead there by relative
    name ("" makes none). `notes` are the planner's (Estado, Descargo) by the key of their finding.
    `consolidated_on` is the day of the stamp, None for no stamp.
    """
    context = Context(evaluation, source, notes, consolidated_on)
    settings = evaluation.framework.settings
    return Book(
        sheets=(
            dashboard_sheet(context),
            consolidated_sheet(context),
            by_unit_sheet(context),
            findings_sheet(context),
        ),
        properties=Properties(
            title=context.title("Consolidado"),
            subject="Evaluación del Plan Operativo Institucional (POI)",
            author=settings.prepared_by,
            company=settings.entity,
        ),
    )
