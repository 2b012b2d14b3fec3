"""A new workbook from an earlier one: the next year's, or the same plan in a workbook of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import in_order
from workbook.domain.findings import Severity, numbered
from workbook.domain.renewal import is_renewable, renewed, transcribed
from xlwings_addin.commands import in_silence
from xlwings_addin.output import Saved, refuse_taken, save

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.domain.equivalence import Equivalence
    from workbook.domain.findings import Finding
    from workbook.domain.model import Plan
    from workbook.host import Book
    from xlwings_addin.commands import Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new workbook shall say whatever the earlier one says; with months if asked.

    `equivalence` tells what the columns of the earlier one hold.
    """

    entity: str = ""
    year: int | None = None
    monthly: bool = False
    equivalence: Equivalence | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """The new workbook and its plan; `earlier` is the year that it follows, None for the same plan."""

    saved: Saved
    plan: Plan
    earlier: int | None
    findings: tuple[Finding, ...]


def new_from(path: Path, since: Path, wanted: Wanted, progress: Progress = in_silence) -> Renewal:
    """Write the workbook of the year after that of `since`, where that says its year in Parámetros.

    Of anything else that can be read it writes the same plan. Raises UnusableBook, UnusablePlan, and
    CouldNotSave where there is a file of that name.
    """
    from workbook.hosts.file import open_file

    refuse_taken(path)
    progress(f"Leyendo {since.name}…")
    with open_file(since) as opened:
        return from_book(opened, path, wanted, progress)


def from_book(book: Book, path: Path, wanted: Wanted, progress: Progress = in_silence) -> Renewal:
    """Write the new workbook of one that is open already. Raises UnusablePlan or CouldNotSave."""
    from workbook.hosts.newfile import render
    from workbook.reader import read_plan
    from workbook.template import planning_workbook

    plan, findings, _ = read_plan(book, wanted.equivalence)
    told = numbered(in_order(findings))
    if any(found.severity is Severity.STOP for found in told):
        raise UnusablePlan(told)
    earlier = plan.framework.settings.year if is_renewable(plan) else None
    new = _entitled(_plan(plan, wanted), wanted.entity)
    progress(f"Guardando {path.name}…")
    described = planning_workbook(new, monthly=wanted.monthly or new.framework.monthly)
    return Renewal(save(path, render(described), replace=False), new, earlier, told)


def _plan(plan: Plan, wanted: Wanted) -> Plan:
    if is_renewable(plan):
        return renewed(plan, wanted.year, monthly=wanted.monthly)
    return transcribed(plan, wanted.year)


def _entitled(plan: Plan, entity: str) -> Plan:
    if not entity:
        return plan
    framework = plan.framework
    return replace(plan, framework=replace(framework, settings=replace(framework.settings, entity=entity)))
