"""What the placeholders of the entity's template stand for: the same names in every document of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.spanish.calendar import long_date

if TYPE_CHECKING:
    import datetime as dt

    from workbook.domain.model import Settings


def template_data(
    settings: Settings, title: str, period: str, day: dt.date | None
) -> tuple[tuple[str, str], ...]:
    """Return names of placeholders with their texts; without `day`, the place and date of Parámetros."""
    return (
        ("entidad", settings.entity),
        ("sigla", settings.acronym),
        ("periodo", period),
        ("titulo", title),
        ("fecha", long_date(day) if day else settings.place_and_date),
        ("elaborado_por", settings.prepared_by),
    )
