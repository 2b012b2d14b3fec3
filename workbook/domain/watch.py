"""What is told once a unit, not once a row: who reported nothing, or not every month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import Assessment, State
from workbook.domain.cells import Number
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.model import Activity
    from workbook.domain.periods import Period
    from workbook.domain.places import RowPlace

_TOLD: Final = 10


@dataclass(slots=True)
class _Silence:
    """Rows of one unit that lack a report: the first cell, how many, a few addresses, which months."""

    sheet: str
    cell: str
    rows: int = 0
    cells: list[str] = field(default_factory=list)
    months: set[int] = field(default_factory=set)

    def add(self, cell: str, missing: Sequence[int]) -> None:
        self.rows += 1
        self.months.update(missing)
        if len(self.cells) < _TOLD:
            self.cells.append(cell)


class Watch:
    """Looks at every row as it passes and tells at the end."""

    def __init__(self) -> None:
        self._silent: dict[tuple[str, str], _Silence] = {}
        self._partial: dict[tuple[str, str], _Silence] = {}
        self._programmed: set[int] = set()
        self._reported: set[int] = set()

    @property
    def reported_until(self) -> int | None:
        """The last month of the period in which any row reports an amount."""
        return max(self._reported, default=None)

    def see(self, activity: Activity, found: Assessment, months: Sequence[int]) -> None:
        """Look at one row with its state in the months evaluated."""
        if activity.monthly is not None:
            self._see_months(activity, months)
        if found.state is State.NOT_REPORTED:
            self._note(self._silent, activity, found)
        elif found.state is State.PARTIAL:
            self._note(self._partial, activity, found)

    def findings(self, period: Period, cutoff_at: tuple[str, str] = ("", "")) -> list[Finding]:
        """Return what was seen; `cutoff_at` is the sheet and cell where the cut-off is set."""
        silent = [_told(Code.NOT_REPORTED, unit, seen) for (unit, _), seen in self._silent.items()]
        partial = [_told(Code.MONTH_NOT_REPORTED, unit, seen) for (unit, _), seen in self._partial.items()]
        return [*silent, *partial, *self._earlier_cutoff(period, cutoff_at)]

    def _see_months(self, activity: Activity, months: Sequence[int]) -> None:
        monthly = activity.monthly
        assert monthly is not None  # noqa: S101 - the caller looked
        for month in months:
            programmed, executed = monthly.programmed[month - 1], monthly.executed[month - 1]
            if isinstance(programmed, Number) and programmed.value > 0:
                self._programmed.add(month)
            if isinstance(executed, Number):
                self._reported.add(month)

    def _note(self, seen: dict[tuple[str, str], _Silence], activity: Activity, found: Assessment) -> None:
        place = activity.where
        sheet = place.columns.sheet if place else ""
        cell = _first_missing(place, found) if place else ""
        silence = seen.setdefault((activity.unit, sheet), _Silence(sheet, cell))
        silence.add(cell, [month for month in found.missing if month])

    def _earlier_cutoff(self, period: Period, cutoff_at: tuple[str, str]) -> list[Finding]:
        empty = sorted(self._programmed - self._reported)
        if not empty:
            return []
        sheet, cell = cutoff_at
        return [
            finding(
                Code.EARLIER_CUTOFF,
                sheet=sheet,
                cell=cell,
                subject="corte",
                months=tuple(str(month) for month in empty),
                until=self.reported_until or 0,
                asked=period.last,
            )
        ]


def _first_missing(place: RowPlace, found: Assessment) -> str:
    month = found.missing[0] if found.missing and found.missing[0] else None
    return place.cell(Field.EXECUTED, month) or place.cell(Field.EXECUTED) or ""


def _told(code: Code, unit: str, seen: _Silence) -> Finding:
    return finding(
        code,
        sheet=seen.sheet,
        cell=seen.cell,
        subject=unit,
        unit=unit,
        rows=seen.rows,
        cells=tuple(seen.cells),
        months=tuple(str(month) for month in sorted(seen.months)),
    )
