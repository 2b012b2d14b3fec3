"""Which months a plan is evaluated in, as the formulas of Listas find it: what they store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.domain.assessment import last_reported
from workbook.domain.periods import MONTHS, Period
from workbook.spanish.calendar import MONTH_NAMES, PERIOD_NAMES, period_name
from workbook.template.rows import framework_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.domain.model import Plan, Settings
    from workbook.template.naming import UnitSheet


@dataclass(frozen=True)
class Timing:
    """Period and cut-off as Parámetros shows them; evaluated months; values of the helper cells."""

    period: str
    cutoff: str
    months: tuple[int, ...]
    helpers: Mapping[str, int | str]
    last_reported_by_table: Mapping[str, int]


def timing_of(plan: Plan, units: Sequence[UnitSheet]) -> Timing:
    """Return the months of a plan's period up to its cut-off, or to the last report where none is given."""
    settings = plan.framework.settings
    reported = {unit.table: last_reported(unit.activities) or 0 for unit in units}
    latest = max(reported.values(), default=0) if plan.framework.monthly else 0
    asked = settings.cutoff or (settings.period.cutoff if settings.period else None)
    cutoff = asked or (latest if settings.period is None and latest else 12)
    wanted = settings.period.months if settings.period else MONTHS
    return Timing(
        period=_period_text(settings),
        cutoff=MONTH_NAMES[asked - 1].capitalize() if asked else "",
        months=tuple(month for month in wanted if month <= cutoff),
        helpers=_helpers(plan, cutoff),
        last_reported_by_table=reported,
    )


def _period_text(settings: Settings) -> str:
    period = settings.period
    return period_name(Period(period.kind, period.months)) if period else ""


def _helpers(plan: Plan, cutoff: int) -> dict[str, int | str]:
    text = _period_text(plan.framework.settings)
    words, names = text.lower(), list(PERIOD_NAMES.values())
    listed = names.index(text) + 1 if text in names else 0
    between = 0 if listed else words.find(" a ") + 1
    months = plan.framework.settings.period.months if plan.framework.settings.period else MONTHS
    run = listed or between
    return {
        "Última AEI": _last_filled(row[2] for row in framework_rows(plan.framework)),
        "Última unidad": _last_filled(unit.name for unit in plan.framework.units),
        "Periodo": words,
        "En la lista": listed,
        "Separador": between,
        "Desde": months[0] if run else 1,
        "Hasta": months[-1] if run else 12,
        "Corte": cutoff,
    }


def _last_filled(texts: Iterable[str]) -> int:
    return max((n for n, text in enumerate(texts, 1) if text), default=1)
