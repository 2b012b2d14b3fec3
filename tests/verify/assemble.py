"""From figures to a true report: tables, headings and paragraphs in one typist's style."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from tests.support.situations import seeded
from tests.verify import spelling
from tests.verify.claims import Atom, Kind, Prose
from tests.verify.figures import Action, Objective, objectives
from tests.verify.model import ActionPart, Line, ObjectivePart, Report, ResultTable
from tests.verify.remarks import any_code, by_label, comment, overview, result, with_remark
from tests.verify.voice import Style
from tests.verify.wording import Writer

NOT_PROGRAMMED: Final = (
    "No programada para el periodo en evaluación",
    "No programada",
    "No se programó en el periodo",
)


@dataclass(frozen=True)
class Looks:
    """How the tables of one report are typed."""

    percent: str
    amount: str
    code: Callable[[str], str]
    labels: bool  # a column with the label in section II
    single_total: bool  # a TOTAL row also where there is one unit
    remarks: bool
    names: Callable[[str], str]

    @staticmethod
    def any(choose: random.Random) -> Looks:
        """Choose a look."""
        return Looks(
            choose.choice(list(spelling.CELL_PERCENTS)),
            choose.choice(list(spelling.AMOUNTS)),
            any_code(choose),
            choose.random() < 0.5,
            choose.random() < 0.7,
            choose.random() < 0.5,
            choose.choices((str, str.upper, spelling.bare, spelling.with_acronym), (6, 1, 1, 1))[0],
        )


class Assembler:
    """Builds one report."""

    def __init__(self, plan: Sequence[Objective], choose: random.Random) -> None:
        self.plan, self.choose = plan, choose
        self.looks, self.style = Looks.any(choose), Style.any(choose)
        if self.looks.names is spelling.with_acronym and choose.random() < 0.6:
            self.style = replace(self.style, name="acronym")
        self.not_programmed = choose.choice(NOT_PROGRAMMED)

    def report(self) -> Report:
        """Return the report."""
        choose, style = self.choose, self.style
        front = overview(self.plan, style, choose)
        if choose.random() < 0.7:
            front.append(by_label(self.plan, style, choose))
        return Report(
            "Informe de evaluación del Plan Operativo Institucional 2021",
            tuple(front),
            tuple(map(self._objective, self.plan)),
            tuple(self._results(number, objective) for number, objective in enumerate(self.plan, 1)),
            style,
        )

    def _objective(self, objective: Objective) -> ObjectivePart:
        heading = self._heading(f"I/{objective.code}", objective.code, objective.name)
        return ObjectivePart(heading, tuple(map(self._action, objective.actions)))

    def _heading(self, key: str, code: str, name: str) -> Line:
        return Line(
            key, {"code": Atom(Kind.CODE, code, self.looks.code), "name": Atom(Kind.NAME, name, lambda v: v)}
        )

    def _action(self, action: Action) -> ActionPart:
        key = f"I/{action.code}"
        rows = []
        for number, share in enumerate(action.shares, 1):
            cells = {
                "number": Atom(Kind.NUMBER, number),
                "unit": Atom(Kind.UNIT, share.unit, self.looks.names),
            }
            if share.programmed is None or share.executed is None:
                cells["note"] = Atom(Kind.NOT_PROGRAMMED, self.not_programmed)
            else:
                cells |= self._figures(share.programmed, share.executed, share.percent, Kind.PERCENT)
            rows.append(Line(f"{key}/{number}", cells))
        total = None
        if len(action.active) > 1 or (action.active and self.looks.single_total):
            total = Line(
                f"{key}/total", self._figures(action.programmed, action.executed, action.percent, Kind.TOTAL)
            )
        return ActionPart(
            self._heading(key, action.code, action.name), tuple(rows), total, self._paragraphs(action)
        )

    def _paragraphs(self, action: Action) -> tuple[Prose, ...]:
        if not action.active:
            return ()
        prose = Writer(action, self.style, self.choose).paragraph()
        if self.looks.remarks and self.choose.random() < 0.3:
            prose = with_remark(prose, self.choose)
        return (Prose(f"I/{action.code}/párrafo", prose.about, prose.parts, prose.claims),)

    def _figures(
        self, programmed: Decimal, executed: Decimal, percent: Decimal, kind: Kind
    ) -> dict[str, Atom]:
        amount = spelling.AMOUNTS[self.looks.amount]
        return {
            "programmed": Atom(Kind.AMOUNT, programmed, amount),
            "executed": Atom(Kind.AMOUNT, executed, amount),
            "percent": Atom(kind, percent, spelling.CELL_PERCENTS[self.looks.percent]),
        }

    def _results(self, number: int, objective: Objective) -> ResultTable:
        key = f"II/{objective.code}"
        rows = [self._result(f"{key}/{number}", str(number), objective)]
        rows += [
            self._result(f"{key}/{number}.{place}", f"{number}.{place}", action)
            for place, action in enumerate(objective.actions, 1)
        ]
        prose = []
        if objective.active and self.choose.random() < 0.5:
            prose.append(result(objective, self.style, self.choose))
        if objective.active and self.choose.random() < 0.6:
            prose.append(comment(self.choose.choice(objective.active), self.style, self.choose))
        return ResultTable(
            key,
            tuple(rows),
            tuple(Prose(f"{key}/{n}º", p.about, p.parts, p.claims) for n, p in enumerate(prose)),
        )

    def _result(self, key: str, number: str, item: Objective | Action) -> Line:
        cells = {
            "number": Atom(Kind.NUMBER, number),
            "code": Atom(Kind.CODE, item.code, self.looks.code),
            "name": Atom(Kind.NAME, item.name, lambda v: v),
        }
        if not item.active:
            return Line(key, {**cells, "note": Atom(Kind.NOT_PROGRAMMED, self.not_programmed)})
        cells |= self._figures(item.programmed, item.executed, item.percent, Kind.TOTAL)
        if self.looks.labels:
            cells["label"] = Atom(Kind.LABEL, item.label)
        return Line(key, cells)


def any_report(seed: str, count: int = 3, most: int = 3) -> Report:
    """Make up a true report."""
    choose = seeded(seed)
    return Assembler(objectives(choose, count, most), choose).report()
