"""How many data a unit still owes: executions that are not reported, causes that are not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.cells import Number
from workbook.template.stored import amounts, missing_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import Activity


def lacking(activities: Sequence[Activity], months: Sequence[int], *, monthly: bool) -> int | str:
    """Return how many data are missing in the activities of a unit; "Revisar" where one cannot be used."""
    missing = missing_data(activities, months, monthly=monthly)
    if isinstance(missing, str):
        return missing
    return missing + sum(1 for one in activities if not one.cause and _is_short(one, months))


def _is_short(activity: Activity, months: Sequence[int]) -> bool:
    """Tell whether an activity reports less than its target."""
    programmed, executed = amounts(activity, months)
    if not (isinstance(programmed, Number) and isinstance(executed, Number)):
        return False
    return 0 <= executed.value < programmed.value
