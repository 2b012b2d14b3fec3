"""What every output sheet shares: the notice in A1, the title block, page and tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Look, Page
from workbook.layouts import own
from workbook.spanish.calendar import long_date, month_span, period_name
from workbook.spanish.labels import METHOD_NAMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from workbook.canvas import Grid
    from workbook.domain.results import Evaluation
    from workbook.domain.scale import Scale


DASHBOARD_TAB: Final = "1F3864"
FIGURES_TAB: Final = "2F5597"
FINDINGS_TAB: Final = "7F6000"

NO_UNITS: Final = "Ninguna unidad orgánica registró actividades."
"""What stands for units where there are none, in the plan or in an AEI."""

_FOOTER: Final = "&L&8{title}&C&8&A&R&8Página &P de &N"
_LONGEST_FOOTER_TITLE: Final = 120
_BETWEEN: Final = "  ·  "


@dataclass(frozen=True, slots=True)
class Context:
    """What the sheets are made from: the evaluation, its source workbook's file name, notes, the day."""

    evaluation: Evaluation
    source: str
    notes: Mapping[str, tuple[str, str]]
    consolidated_on: dt.date | None

    @property
    def scale(self) -> Scale:
        """The scale of the evaluation."""
        return self.evaluation.framework.scale

    @property
    def noun(self) -> str:
        """What the entity calls its units ("Área")."""
        return self.evaluation.framework.settings.unit_noun

    def title(self, what: str) -> str:
        """Return a title with the year and the period ("Consolidado del POI 2020 – Anual")."""
        year = self.evaluation.framework.settings.year
        return f"{what} del POI{'' if year is None else f' {year}'} – {period_name(self.evaluation.period)}"

    @property
    def entity(self) -> str:
        """The entity with its acronym."""
        settings = self.evaluation.framework.settings
        if settings.entity and settings.acronym:
            return f"{settings.entity} ({settings.acronym})"
        return settings.entity or settings.acronym

    def stamp(self) -> str:
        """Return when, from which workbook and how the sheets were made, in one line."""
        day = self.consolidated_on
        parts = [
            f"Consolidado el {long_date(day)}" if day else "",
            f"Libro de origen: {self.source}" if self.source else "",
            f"Método: {METHOD_NAMES[self.evaluation.method]}",
        ]
        return _BETWEEN.join(part for part in parts if part)

    def chosen_period(self) -> str:
        """Return the sentence that tells how the period was found, where the planner gave none; else ""."""
        evaluation = self.evaluation
        if evaluation.period_given or evaluation.reported_until is None:
            return ""
        months = month_span(evaluation.period.evaluated)
        return f"El libro no fija un periodo: se evaluaron los meses con información ({months})."


def put_head(grid: Grid, context: Context, title: str, *more: str) -> int:
    """Set notice, entity, title, stamp and further lines; return the row (from 0) after a blank one."""
    grid.put(0, 0, own.GENERATED_NOTICE, Look.NOTICE)
    grid.put(1, 0, context.entity or None, Look.SUBTITLE)
    grid.put(2, 0, title, Look.TITLE)
    row = 3
    for line in (context.stamp(), context.chosen_period(), *more):
        if line:
            grid.put(row, 0, line, Look.SUBTITLE)
            row += 1
    return row + 1


def page(title: str, header: int, used: Area) -> Page:
    """Return the page of a list: A4 lying, one page wide, its header repeated, numbered."""
    return Page(
        repeat_rows=(header, header), area=used, footer=footer(title), margins=(0.35, 0.35, 0.45, 0.6)
    )


def footer(title: str) -> str:
    """Return the codes of a footer with a title, the sheet's name, the page's number."""
    return _FOOTER.format(title=title[:_LONGEST_FOOTER_TITLE].replace("&", "&&"))
