"""The rows of the tables PEI and Comentarios, in the report's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.domain.model import Framework

FrameworkRow = tuple[str, str, str, str]
"""OEI, its objective, AEI, its name."""


def framework_rows(framework: Framework) -> tuple[FrameworkRow, ...]:
    """Return the rows of PEI: each objective with its actions (or alone), then actions without one."""
    return tuple(_framework_rows(framework))


def _framework_rows(framework: Framework) -> Iterator[FrameworkRow]:
    known = {objective.code for objective in framework.objectives}
    for objective in framework.objectives:
        own = [action for action in framework.actions if action.objective == objective.code]
        if not own:
            yield objective.code, objective.name, "", ""
        for action in own:
            yield objective.code, objective.name, action.code, action.name
    for action in framework.actions:
        if action.objective not in known:
            yield action.objective, "", action.code, action.name


def comment_rows(framework: Framework) -> tuple[tuple[str, str, str], ...]:
    """Return code, name and comment of every OEI and AEI, then of the codes that only comments know."""
    names: dict[str, str] = {}
    for objective, objective_name, action, action_name in framework_rows(framework):
        for code, name in ((objective, objective_name), (action, action_name)):
            if code:
                names.setdefault(code, name)
    strangers = {code: "" for code in framework.comments if code not in names}
    return tuple((code, name, framework.comments.get(code, "")) for code, name in (names | strangers).items())
