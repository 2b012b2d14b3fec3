"""Use cases over any workbook: what every door calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS, Request, evaluate, in_order
from workbook.domain.findings import Severity, numbered
from workbook.domain.model import OrgUnit, Plan
from workbook.reader import ActivityReader, read_framework
from workbook.rowchecks import check_row
from workbook.spanish.comments import review_comments
from workbook.spanish.names import presentable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbook.domain.comparison import Side
    from workbook.domain.findings import Finding
    from workbook.domain.model import Activity
    from workbook.domain.results import Evaluation
    from workbook.host import Book


def evaluate_book(book: Book, request: Request = AS_THE_WORKBOOK_SAYS) -> Evaluation:
    """Read, check and roll up a workbook.

    Raises UnusablePlan with its findings where nothing can be evaluated, UnusableBook where the
    host cannot read it.
    """
    return _evaluated(book, request, kept=None)


def read_side(book: Book, request: Request = AS_THE_WORKBOOK_SAYS) -> Side:
    """Read, check and roll up a workbook, and keep its activities. Raises as `evaluate_book`."""
    from workbook.domain.comparison import Side

    activities: list[Activity] = []
    evaluation = _evaluated(book, request, kept=activities)
    return Side(Plan(evaluation.framework, tuple(activities)), evaluation)


def _evaluated(book: Book, request: Request, *, kept: list[Activity] | None) -> Evaluation:
    reading = read_framework(book, request.equivalence)
    if any(found.severity is Severity.STOP for found in reading.findings):
        raise UnusablePlan(in_order(reading.findings), reading.accounts)
    rows = ActivityReader(book, reading)
    framework = replace(reading.framework, units=tuple(map(presented, reading.framework.units)))
    if kept is None and framework.closings.closings:
        kept = []
    told = rows if kept is None else _keeping(rows, kept)
    evaluation = evaluate(framework, told, request, check_row, unlisted)
    changed = _closed_changes(evaluation, kept or ()) if framework.closings.closings else ()
    read = (*reading.findings, *rows.findings)
    found = (*read, *evaluation.findings, *changed, *review_comments(evaluation))
    findings = with_unit_names(found, evaluation)
    if any(found.severity is Severity.STOP for found in rows.findings):
        raise UnusablePlan(in_order((*reading.findings, *rows.findings)), rows.accounts)
    return replace(
        evaluation,
        findings=numbered(in_order(findings)),
        digest=rows.digest,
        source=book.name,
        accounts=rows.accounts,
    )


def _closed_changes(evaluation: Evaluation, activities: Iterable[Activity]) -> Iterable[Finding]:
    from workbook.domain.closedmonths import closed_changes  # most workbooks have closed nothing yet

    framework = evaluation.framework
    return closed_changes(framework.closings, tuple(activities), evaluation.period, framework.settings.year)


def with_unit_names(findings: Iterable[Finding], evaluation: Evaluation) -> list[Finding]:
    """Return findings that tell the name of a unit whose key is another thing, as the register's ids are."""
    named = {one.unit.key: one.unit.shown for one in evaluation.units if one.unit.key != one.unit.name}
    return [replace(one, unit_name=named[one.unit]) if one.unit in named else one for one in findings]


def _keeping(rows: Iterable[Activity], kept: list[Activity]) -> Iterator[Activity]:
    for activity in rows:
        kept.append(activity)
        yield activity


def presented(unit: OrgUnit) -> OrgUnit:
    """Return a unit whose name the report prints well: one typed in capitals gets normal case and accents."""
    name = presentable(unit.name)
    return unit if unit.report_name or name == unit.name else replace(unit, report_name=name)


def unlisted(name: str) -> OrgUnit:
    """Return the unit that only rows name."""
    return presented(OrgUnit(name, name))
