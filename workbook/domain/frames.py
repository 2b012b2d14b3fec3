"""What changed in the frame of a plan: how it is evaluated, its PEI, its units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from workbook.domain.efficacy import Method
    from workbook.domain.periods import Period
    from workbook.domain.results import Evaluation
    from workbook.domain.scale import Scale

    Spelling = Callable[[str], str]
    Told = str | int | None | Period | Method | Scale


class FramePart(Enum):
    """What of the frame; the value is what planners and JSON read."""

    YEAR = "anio"
    PERIOD = "periodo"
    METHOD = "metodo"
    SCALE = "escala"
    OBJECTIVE = "oei"
    ACTION = "aei"
    ACTION_OBJECTIVE = "oei_de_la_aei"
    UNIT = "unidad"


@dataclass(frozen=True, slots=True)
class FrameChange:
    """One thing of the frame; `code` tells which. None where it was not there before, or is gone."""

    part: FramePart
    code: str
    before: Told
    after: Told


def frame_changes(
    before: Evaluation, after: Evaluation, unit: Spelling, code: Spelling
) -> tuple[FrameChange, ...]:
    """Return what changed, in the order of `FramePart`.

    `unit` and `code` give the keys and codes of the later one as the earlier one writes them.
    """
    return tuple(_changes(before, after, unit, code))


def _changes(before: Evaluation, after: Evaluation, unit: Spelling, code: Spelling) -> Iterator[FrameChange]:
    old, new = before.framework, after.framework
    how: tuple[tuple[FramePart, Told, Told], ...] = (
        (FramePart.YEAR, old.settings.year, new.settings.year),
        (FramePart.PERIOD, before.period, after.period),
        (FramePart.METHOD, before.method, after.method),
        (FramePart.SCALE, old.scale, new.scale),
    )
    yield from (FrameChange(part, "", left, right) for part, left, right in how if left != right)
    yield from _named(
        FramePart.OBJECTIVE,
        {one.code: one.name for one in old.objectives},
        ((code(one.code), one.name) for one in new.objectives),
    )
    yield from _named(
        FramePart.ACTION,
        {one.code: one.name for one in old.actions},
        ((code(one.code), one.name) for one in new.actions),
    )
    parents = {one.code: one.objective for one in old.actions}
    for action in new.actions:
        mine, parent = code(action.code), code(action.objective)
        if mine in parents and parents[mine] != parent:
            yield FrameChange(FramePart.ACTION_OBJECTIVE, mine, parents[mine], parent)
    yield from _named(
        FramePart.UNIT,
        {one.key: one.name for one in old.units},
        ((unit(one.key), one.name) for one in new.units),
    )


def _named(part: FramePart, old: Mapping[str, str], new: Iterable[tuple[str, str]]) -> Iterator[FrameChange]:
    left = dict(old)
    for code, name in new:
        before = left.pop(code, None)
        if before != name:
            yield FrameChange(part, code, before, name)
    yield from (FrameChange(part, code, name, None) for code, name in left.items())
