"""What surprises in the rolled-up plan: mixed measures, execution without target, missing explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.domain.assessment import State
from workbook.domain.causes import is_explanation
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbook.domain.model import Framework
    from workbook.domain.results import ActionResult, ObjectiveResult, Shortfall, UnitInAction


def review(framework: Framework, objectives: Iterable[ObjectiveResult]) -> list[Finding]:
    """Return the findings that only the whole plan shows."""
    listed = {action.code for action in framework.actions}
    return [
        found
        for objective in objectives
        for result in objective.actions
        for found in _review_action(result, listed=result.action.code in listed)
    ]


def _review_action(result: ActionResult, *, listed: bool) -> Iterator[Finding]:
    code = result.action.code
    if not result.units:
        yield finding(Code.ACTION_WITHOUT_UNITS, subject=code, action=code)
    if not listed:
        return
    if len(result.measures) > 1:
        yield finding(Code.MIXED_MEASURES, subject=code, action=code, measures=result.measures)
    for part in result.units:
        yield from _review_part(code, part)


def _review_part(code: str, part: UnitInAction) -> Iterator[Finding]:
    if part.untargeted:
        yield _without_target(code, part)
    if part.outcome.state in (State.PROGRAMMED, State.PARTIAL):
        yield from _review_causes(code, part)


def _without_target(code: str, part: UnitInAction) -> Finding:
    sheet, cell = _first_cell(part)
    return finding(
        Code.EXECUTED_WITHOUT_TARGET,
        sheet=sheet,
        cell=cell,
        subject=f"{part.unit.key}:{code}",
        unit=part.unit.key,
        action=code,
        executed=part.untargeted,
    )


def _first_cell(part: UnitInAction) -> tuple[str, str]:
    if part.untargeted_at is None:
        return "", ""
    return part.untargeted_at.columns.sheet, part.untargeted_at.cell(Field.EXECUTED) or ""


def _review_causes(code: str, part: UnitInAction) -> Iterator[Finding]:
    """Yield one finding for the rows without a cause, one for each cause that explains nothing."""
    reported = [row for row in part.shortfalls if row.reported]
    empty = [row for row in reported if not row.cause.strip()]
    if empty:
        yield _cause_finding(Code.MISSING_CAUSE, code, part, empty[0], rows=len(empty))
    for row in reported:
        if row.cause.strip() and not is_explanation(row.cause):
            yield _cause_finding(Code.INSUFFICIENT_CAUSE, code, part, row, text=row.cause)


def _cause_finding(code: Code, action: str, part: UnitInAction, row: Shortfall, **data: str | int) -> Finding:
    place = row.where
    return finding(
        code,
        sheet=place.columns.sheet if place else "",
        cell=place.cell(Field.CAUSE) if place else "",
        subject=f"{part.unit.key}:{action}:{row.code or row.name}",
        unit=part.unit.key,
        action=action,
        activity=row.name or row.code,
        **data,
    )
