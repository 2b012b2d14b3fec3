"""A new period in a copy of the workbook: Parámetros says it, and every value that hangs on it is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.canvas.edits import Edits
from workbook.domain.closing import Closing, previous
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import in_order
from workbook.domain.findings import Severity
from workbook.domain.newperiod import EMPTIED, with_period
from workbook.hosts.formulas import position
from workbook.reception.results import results_after
from workbook.spanish.calendar import MONTH_NAMES, period_name
from xlwings_addin.closing import refuse_other_formats
from xlwings_addin.commands import in_silence, target_of
from xlwings_addin.output import Saved, save
from xlwings_addin.yearnames import period_path

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.canvas import Position, Value
    from workbook.canvas.edits import Refused
    from workbook.domain.model import Activity, Plan
    from workbook.domain.periods import Period
    from workbook.host import Book
    from xlwings_addin.commands import Progress

    Typed = dict[str, dict[Position, Value]]


class NoSettings(Exception):  # noqa: N818 - named as the condition it is
    """The workbook has no Parámetros where a period could be written."""


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """The workbook of a new period. `before` is the closing that it will be compared with, if there is one.

    `emptied` counts the rows whose amounts made room; `refused` are the cells that could not be written.
    """

    saved: Saved
    plan: Plan
    before: Closing | None
    emptied: int
    refused: tuple[Refused, ...]


def new_period(book: Path, period: Period, out: Path | None, progress: Progress = in_silence) -> NewPeriod:
    """Write a copy of a workbook that evaluates another period; no file that exists is replaced.

    Raises UnusableBook, UnusablePlan, CouldNotSave, NoSettings, NotClosed.
    """
    from workbook.hosts.file import open_file
    from workbook.hosts.patch import patch

    refuse_other_formats(book)
    usual = period_path(book, period)
    target = usual if out is None else target_of(out, usual, book)
    progress(f"Leyendo {book.name}…")
    with open_file(book) as opened:
        before = read_to_change(opened)
        after = with_period(before, period)
        typed, emptied = cells_of(before, after)
        results = results_after(opened, before, after, typed)
    edits = {
        sheet: Edits(typed.get(sheet, {}), results.get(sheet, {}))
        for sheet in dict.fromkeys([*typed, *results])
    }
    patched = patch(book.name, book.read_bytes(), edits)
    progress(f"Guardando {target.name}…")
    framework = after.framework
    return NewPeriod(
        save(target, patched.data, replace=False),
        after,
        previous(framework.closings.closings, period, framework.settings.year),
        emptied,
        patched.refused,
    )


def read_to_change(book: Book) -> Plan:
    """Read a workbook whose period is to change. Raises UnusablePlan or NoSettings."""
    from workbook.reader import read_plan

    plan, findings, _ = read_plan(book)
    stops = [one for one in findings if one.severity is Severity.STOP]
    if stops:
        raise UnusablePlan(in_order(stops))
    if "period" not in plan.framework.setting_cells:
        raise NoSettings
    return plan


def cells_of(before: Plan, after: Plan) -> tuple[Typed, int]:
    """Return the cells to write, by sheet, and how many rows are emptied."""
    settings, cells = after.framework.settings, after.framework.setting_cells
    assert settings.period is not None  # noqa: S101 - a period is what was asked for
    texts: dict[str, str | None] = {
        "period": period_name(settings.period),
        "cutoff": MONTH_NAMES[settings.cutoff - 1].capitalize() if settings.cutoff else None,
    }
    typed: Typed = {}
    for name, text in texts.items():
        if name in cells:
            sheet, cell = cells[name]
            typed.setdefault(sheet, {})[position(cell)] = text
    rows = [old for old, new in zip(before.activities, after.activities, strict=True) if old != new]
    for activity in rows:
        for sheet, at in _emptied_cells(activity):
            typed.setdefault(sheet, {})[at] = None
    return typed, len(rows)


def _emptied_cells(activity: Activity) -> list[tuple[str, Position]]:
    where = activity.where
    if where is None:
        return []
    columns = where.columns
    return [(columns.sheet, (where.row, columns.fields[what])) for what in EMPTIED if what in columns.fields]


def asked_period(period: Period, cutoff: int | None) -> Period:
    """Return the period up to a month, where one is given."""
    return replace(period, cutoff=None) if cutoff is None else period.until(cutoff)
