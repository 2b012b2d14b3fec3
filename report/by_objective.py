"""Section II: for every OEI the table of its AEI, and the planner's comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report.outline import Align, Block, Cell, Column, Heading, Paragraph, Role, Row, RowKind, Table, Text
from report.previous import obstacle, versus_previous
from report.tables import NO_OBJECTIVE, figures, label, row, sources_of, text
from workbook.domain.earlier import against_previous
from workbook.spanish.comments import Comment, CommentKind, comments_of
from workbook.spanish.numbers import amount, percent
from workbook.spanish.outcomes import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbook.domain.results import ActionResult, Evaluation, ObjectiveResult, Outcome

_WIDTHS: Final = (0.9, 5.8, 2.0, 2.0, 1.5, 3.8)
_WIDTHS_WITH_YEAR: Final = (1.0, 3.8, 1.9, 1.9, 1.4, 3.3, 1.7, 1.2)
_ROLES: Final = {
    CommentKind.DRAFT: Role.DRAFT,
    CommentKind.MISSING: Role.MARK,
    CommentKind.PLANNER: Role.BODY,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: the OEI, or one of its AEI."""

    number: str
    code: str
    name: str
    outcome: Outcome
    actions: Sequence[ActionResult]


def by_objective(evaluation: Evaluation, title: str) -> Iterator[Block]:
    """Yield the blocks of section II."""
    yield Heading("seccion_II:titulo", 1, title)
    earlier = against_previous(evaluation)
    yield from obstacle(earlier)
    for position, objective in enumerate(evaluation.objectives):
        yield _table(position, objective, evaluation)
        yield from versus_previous(objective, earlier, evaluation)
        for comment in comments_of(evaluation, position):
            yield _comment(comment, evaluation)


def _table(position: int, objective: ObjectiveResult, evaluation: Evaluation) -> Table:
    code = objective.objective.code
    with_year = not evaluation.period.is_year and _knows_annual(objective)
    titles = [
        "Nº",
        "Objetivo / Acción Estratégica Institucional",
        "Programadas",
        "Ejecutadas",
        "Eficacia",
        "Indicador",
    ]
    aligns = [Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT]
    if with_year:
        titles += ["Meta anual", "% anual"]
        aligns += [Align.RIGHT, Align.RIGHT]
    widths = _WIDTHS_WITH_YEAR if with_year else _WIDTHS
    lines = [_Line(str(position + 1), code, objective.objective.name, objective.outcome, objective.actions)]
    lines += [
        _Line(f"{position + 1}.{number}", result.action.code, result.action.name, result.outcome, (result,))
        for number, result in enumerate(objective.actions, 1)
    ]
    return Table(
        key=f"oei:{code}:tabla",
        columns=tuple(Column(*column) for column in zip(titles, widths, aligns, strict=True)),
        rows=tuple(_row(line, evaluation, with_year=with_year) for line in lines),
        caption=f"{code or NO_OBJECTIVE}. Resultado del objetivo y de sus acciones estratégicas",
        description=f"Metas, eficacia e indicador del {code or 'objetivo'} y de cada una de sus acciones.",
    )


def _knows_annual(objective: ObjectiveResult) -> bool:
    return any(result.outcome.totals.annual is not None for result in objective.actions)


def _row(line: _Line, evaluation: Evaluation, *, with_year: bool) -> Row:
    parts = [part for result in line.actions for part in result.units]
    cells = [*figures(line.outcome, evaluation, sources_of(parts, evaluation.period))]
    cells.append(label(line.outcome) if line.outcome.band else text("–"))
    if with_year:
        cells += _year(line.outcome, evaluation)
    kind = RowKind.BODY if "." in line.number else RowKind.GROUP
    name = ": ".join(filter(None, (line.code, line.name))) or NO_OBJECTIVE
    return row(line.code, line.number, name, *cells, kind=kind)


def _year(outcome: Outcome, evaluation: Evaluation) -> list[Cell]:
    """Return the annual target and what was executed of it."""
    annual, share = outcome.totals.annual, outcome.annual_share
    return [
        text(amount(annual) if annual else "–"),
        text("–" if share is None else percent(share, evaluation.framework.scale)),
    ]


def _comment(comment: Comment, evaluation: Evaluation) -> Paragraph:
    key = f"{comment.level}:{comment.code}:comentario"
    start = Text(f"{comment.code}. ", bold=True)
    if comment.kind is CommentKind.UNREPORTED:
        lacking = f"Falta la información {comment.text}; el indicador es provisional."
        return Paragraph(key, (start, Text(lacking)), Role.MARK)
    if comment.kind is CommentKind.MISSING:
        return Paragraph(key, (start, Text(_missing(comment.code, evaluation))), Role.MARK)
    return Paragraph(key, (start, Text(comment.text)), _ROLES[comment.kind])


def _missing(code: str, evaluation: Evaluation) -> str:
    outcome = next(result.outcome for result in evaluation.actions() if result.action.code == code)
    reached = percent_text(outcome, evaluation.framework.scale)
    return f"Falta explicar el incumplimiento: se alcanzó el {reached}."
