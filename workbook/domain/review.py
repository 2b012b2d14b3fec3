"""What surprises in the rolled-up plan: mixed measures, execution without target, missing explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.causes import is_explanation
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.places import Field, qualified
from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbook.domain.findings import Datum
    from workbook.domain.model import Framework
    from workbook.domain.results import ActionResult, ObjectiveResult, Shortfall, UnitInAction

_TOLD: Final = 10


def review(framework: Framework, objectives: Iterable[ObjectiveResult]) -> list[Finding]:
    """Return the findings that only the whole plan shows."""
    listed = {action.code for action in framework.actions}
    return [
        found
        for objective in objectives
        for result in objective.actions
        for found in _review_action(framework, objective, result, listed=result.action.code in listed)
    ]


def _review_action(
    framework: Framework, objective: ObjectiveResult, result: ActionResult, *, listed: bool
) -> Iterator[Finding]:
    code = result.action.code
    if not result.units:
        sheet, cell = framework.action_cells.get(code, ("", ""))
        yield finding(Code.ACTION_WITHOUT_UNITS, sheet=sheet, cell=cell, subject=code, action=code)
    if not listed:
        return
    yield from _mixed_measures(result)
    unexplained = _is_below(result) and not _has_comment(framework, objective.objective.code, code)
    for part in result.units:
        if part.untargeted:
            yield _without_target(code, part)
        if part.outcome.state in (State.PROGRAMMED, State.PARTIAL):
            yield from _review_causes(code, part, needed=unexplained)


def _is_below(result: ActionResult) -> bool:
    return result.outcome.efficacy is not None and result.outcome.efficacy < 1


def _has_comment(framework: Framework, *codes: str) -> bool:
    return any(framework.comments.get(code, "").strip() for code in codes)


def _mixed_measures(result: ActionResult) -> Iterator[Finding]:
    """Yield the finding of a total over different units of measure, at the first unlike the one before."""
    places: dict[str, tuple[str, tuple[str, str]]] = {}
    for part in result.units:
        for measure, place in zip(part.measures, part.measure_cells, strict=True):
            places.setdefault(plain(measure), (measure, place))
    if len(places) > 1:
        measures, cells = zip(*places.values(), strict=True)
        sheet, cell = cells[1]
        code = result.action.code
        yield finding(
            Code.MIXED_MEASURES, sheet=sheet, cell=cell, subject=code, action=code, measures=measures
        )


def _without_target(code: str, part: UnitInAction) -> Finding:
    place = part.untargeted_at
    return finding(
        Code.EXECUTED_WITHOUT_TARGET,
        sheet=place.columns.sheet if place else "",
        cell=place.cell(Field.EXECUTED, part.untargeted_month) if place else "",
        subject=f"{part.unit.key}:{code}",
        unit=part.unit.key,
        action=code,
        executed=part.untargeted,
    )


def _review_causes(code: str, part: UnitInAction, *, needed: bool) -> Iterator[Finding]:
    """Yield one finding for the rows without a cause if it is needed, one for each that explains nothing."""
    reported = [row for row in part.shortfalls if row.reported]
    empty = [row for row in reported if not row.cause.strip()]
    if empty and needed:
        cells = _cause_cells(empty)
        yield _cause_finding(Code.MISSING_CAUSE, code, part, empty[0], rows=len(empty), cells=cells)
    for row in reported:
        if row.cause.strip() and not is_explanation(row.cause):
            yield _cause_finding(Code.INSUFFICIENT_CAUSE, code, part, row, text=row.cause)


def _cause_cells(rows: Iterable[Shortfall]) -> tuple[str, ...]:
    """Return the cells to write in, those of other sheets than the first row's with their sheet."""
    places = [(row.where.columns.sheet, _cause_cell(row)) for row in rows if row.where is not None][:_TOLD]
    return tuple(cell if sheet == places[0][0] else qualified(sheet, cell) for sheet, cell in places)


def _cause_cell(row: Shortfall) -> str:
    """Return where a row's cause stands; where the sheet has no such column, the cell of its AEI."""
    place = row.where
    return (place.cell(Field.CAUSE) or place.cell(Field.ACTION) or "") if place else ""


def _cause_finding(code: Code, action: str, part: UnitInAction, row: Shortfall, **data: Datum) -> Finding:
    place = row.where
    return finding(
        code,
        sheet=place.columns.sheet if place else "",
        cell=_cause_cell(row),
        subject=f"{part.unit.key}:{action}:{row.code or row.name}",
        unit=part.unit.key,
        action=action,
        activity=row.name or row.code,
        **data,
    )
