"""The dependency rules: which printed places must agree, whether they do, what hangs on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from tests.verify.claims import Prose
from tests.verify.figures import Share, capped_sum
from tests.verify.model import ActionPart, Line, Report, ResultTable
from tests.verify.tolerance import label_of, percent_fits, sum_fits


@dataclass(frozen=True)
class Rule:
    """One agreement: its name, where its breach may be told, and whether it holds."""

    name: str
    places: frozenset[str]
    holds: bool
    atoms: frozenset[int] = frozenset()  # of a sentence: those that the claim speaks of


def rules(report: Report) -> list[Rule]:
    """Return every agreement that a report must keep."""
    return [
        *(rule for action in report.actions() for rule in _area_table(action)),
        *(rule for action in report.actions() for prose in action.prose for rule in _prose(report, prose)),
        *(rule for table in report.results for rule in _result_table(table)),
        *(rule for table in report.results for prose in table.prose for rule in _prose(report, prose)),
        *(rule for prose in report.overview for rule in _prose(report, prose)),
        *_sections(report),
        *_codes(report),
    ]


def broken(report: Report) -> list[Rule]:
    """Return the agreements that do not hold."""
    return [rule for rule in rules(report) if not rule.holds]


def _rule(name: str, holds: bool, *places: Line | Prose | str) -> Rule:
    return Rule(name, frozenset(p if isinstance(p, str) else p.key for p in places), holds)


# -- tables


def _amounts(row: Line) -> tuple[Decimal, Decimal, Decimal]:
    return row["programmed"].value, row["executed"].value, row["percent"].value


def _row(row: Line) -> Iterator[Rule]:
    if row.programmed:
        programmed, executed, percent = _amounts(row)
        yield _rule("porcentaje de la fila", percent_fits(executed, programmed, percent), row)
        if "label" in row.cells:
            yield _rule("etiqueta de la fila", label_of(percent) == row["label"].value, row)


def _area_table(action: ActionPart) -> Iterator[Rule]:
    for row in action.rows:
        yield from _row(row)
    names = Counter(row["unit"].value for row in action.rows)
    for row in action.rows:
        yield _rule("unidad repetida", names[row["unit"].value] == 1, *action.rows)
    if action.total is not None:
        yield from _row(action.total)
        for column in ("programmed", "executed"):
            parts = [row[column].value for row in action.active]
            holds = bool(parts) and sum_fits(parts, action.total[column].value)
            yield _rule(f"total de {column}", holds, action.total)


def _result_table(table: ResultTable) -> Iterator[Rule]:
    for row in table.rows:
        yield from _row(row)
    head, rest = table.rows[0], table.rows[1:]
    active = [row for row in rest if row.programmed]
    if head.programmed:
        for column in ("programmed", "executed"):
            holds = sum_fits([row[column].value for row in active], head[column].value)
            yield _rule(f"OEI de sus AEI, {column}", holds, head)
    else:
        yield _rule("OEI no programado", not active, head)


def _total(action: ActionPart) -> Line | None:
    return action.total or (action.active[0] if len(action.active) == 1 else None)


def _result_row(row: Line, action: ActionPart) -> Iterator[Rule]:
    total = _total(action)
    yield _rule("nombre en II", row["name"].value == action.heading["name"].value, row, action.heading)
    yield _rule("programada en II", row.programmed == (total is not None), row)
    if total is not None and row.programmed:
        for column in ("programmed", "executed", "percent"):
            yield _rule(f"II contra I, {column}", row[column].value == total[column].value, row)


def _sections(report: Report) -> Iterator[Rule]:
    """Section II against section I."""
    told = Counter(row["code"].value for table in report.results for row in table.rows)
    for table in report.results:
        for row in table.rows[1:]:
            same = [action for action in report.actions() if action.code == row["code"].value]
            yield _rule("AEI que no está en I", bool(same), row)
            if told[row["code"].value] == 1:
                for action in same:
                    yield from _result_row(row, action)
    for action in report.actions():
        places = [table.rows[0] for table in report.results]
        yield _rule("AEI que falta en II", told[action.code] > 0, action.heading, *places)
    objectives = {o.heading["code"].value: o for o in report.objectives}
    for table in report.results:
        head = table.rows[0]
        part = objectives.get(head["code"].value)
        yield _rule("OEI que no está en I", part is not None, head)
        if part is not None:
            yield _rule(
                "nombre del OEI", part.heading["name"].value == head["name"].value, head, part.heading
            )


def _codes(report: Report) -> Iterator[Rule]:
    first = Counter(action.code for action in report.actions())
    for objective in report.objectives:
        number = objective.heading["code"].value.partition(".")[2]
        for action in objective.actions:
            within = action.code.split(".")[1] == number
            yield _rule("AEI bajo otro OEI", within, action.heading, objective.heading)
            yield _rule("código repetido en I", first[action.code] == 1, action.heading)
    heads = Counter(o.heading["code"].value for o in report.objectives)
    for objective in report.objectives:
        yield _rule("OEI repetido", heads[objective.heading["code"].value] == 1, objective.heading)
    told = Counter(row["code"].value for table in report.results for row in table.rows)
    for table in report.results:
        number = table.rows[0]["code"].value.partition(".")[2]
        for row in table.rows:
            yield _rule("código repetido en II", told[row["code"].value] == 1, row)
        for row in table.rows[1:]:
            yield _rule("AEI de otro OEI", row["code"].value.split(".")[1] == number, row, table.rows[0])


# -- sentences


class _Facts:
    """What the tables print about the AEI (or OEI) that a paragraph speaks of."""

    def __init__(self, report: Report, prose: Prose) -> None:
        self.report = report
        self.action = next((a for a in report.actions() if prose.key.startswith(a.heading.key)), None)

    @property
    def rows(self) -> tuple[Line, ...]:
        return self.action.active if self.action else ()

    def of(self, unit: str) -> Line | None:
        return next((row for row in self.rows if row["unit"].value == unit), None)

    def on(self, side: tuple[Any, Decimal | None]) -> set[str]:
        """The units on a side."""
        return {r["unit"].value for r in self.rows if side[0].holds(r["percent"].value, side[1] or 100)}

    def total(self) -> Line | None:
        return _total(self.action) if self.action else None

    def result(self, code: str) -> list[Line]:
        """The rows that print the result of a code."""
        found = [row for table in self.report.results for row in table.rows if row["code"].value == code]
        found += [total for a in self.report.actions() if a.code == code and (total := _total(a))]
        return [row for row in found if row.programmed]


def _prose(report: Report, prose: Prose) -> Iterator[Rule]:
    facts = _Facts(report, prose)
    for claim in prose.claims:
        values = {role: [prose.atoms[one].value for one in ids] for role, ids in claim.atoms.items()}
        atoms = frozenset(one for ids in claim.atoms.values() for one in ids)
        yield Rule(f"frase: {claim.rule}", frozenset({prose.key}), _CLAIMS[claim.rule](facts, values), atoms)


Values = dict[str, list[Any]]


def _share(facts: _Facts, said: Values) -> bool:
    rows = [facts.of(unit) for unit in said["units"]]
    return all(row is not None and row["percent"].value == said["percent"][0] for row in rows)


def _side(facts: _Facts, said: Values) -> bool:
    return set(said["units"]) <= facts.on(said["side"][0])


def _exclusive(facts: _Facts, said: Values) -> bool:
    return set(said["units"]) == facts.on(said["side"][0])


def _all(facts: _Facts, said: Values) -> bool:
    return len(facts.on(said["side"][0])) == len(facts.rows)


def _count(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == len(facts.rows))


def _counted(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == len(facts.on(said["side"][0])))


def _both(facts: _Facts, said: Values) -> bool:
    return len(facts.rows) == {"both": 2}.get(said["quantifier"][0], 0)


def _total_claim(facts: _Facts, said: Values) -> bool:
    total = facts.total()
    return total is not None and total["percent"].value == said["percent"][0]


def _label(facts: _Facts, said: Values) -> bool:
    total = facts.total()
    return total is not None and label_of(total["percent"].value) == said["label"][0]


def _capped(facts: _Facts, said: Values) -> bool:
    """Activities within a unit may lower the true figure, never raise it: only too much is wrong."""
    shares = [Share("", row["programmed"].value, row["executed"].value) for row in facts.rows]
    programmed = sum((s.programmed or Decimal(0) for s in shares), Decimal(0))
    return said["percent"][0] <= 100 * capped_sum(shares) / programmed + Decimal("0.5")


def _amounts_claim(facts: _Facts, said: Values) -> bool:
    row = facts.of(said["unit"][0])
    return row is not None and (row["executed"].value, row["programmed"].value) == (
        said["executed"][0],
        said["programmed"][0],
    )


def _actions(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == len(list(facts.report.actions())))


def _objectives(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == len(facts.report.objectives))


def _units(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == len({r["unit"].value for a in facts.report.actions() for r in a.rows}))


def _idle(facts: _Facts, said: Values) -> bool:
    return bool(said["count"][0] == sum(not action.active for action in facts.report.actions()))


def _labelled(facts: _Facts, said: Values) -> bool:
    totals = [total for action in facts.report.actions() if (total := _total(action))]
    return bool(said["count"][0] == sum(label_of(t["percent"].value) == said["label"][0] for t in totals))


def _result(facts: _Facts, said: Values) -> bool:
    rows = facts.result(said["code"][0])
    return bool(rows) and all(row["percent"].value == said["percent"][0] for row in rows)


def _result_label(facts: _Facts, said: Values) -> bool:
    rows = facts.result(said["code"][0])
    return bool(rows) and all(label_of(row["percent"].value) == said["label"][0] for row in rows)


def _named(facts: _Facts, said: Values) -> bool:
    named = {row["code"].value: row["name"].value for row in facts.report.lines() if "name" in row.cells}
    return bool(named.get(said["code"][0]) == said["name"][0])


_CLAIMS: Final[dict[str, Callable[[_Facts, Values], bool]]] = {
    "share": _share,
    "side": _side,
    "exclusive": _exclusive,
    "all": _all,
    "count": _count,
    "counted": _counted,
    "both": _both,
    "total": _total_claim,
    "label": _label,
    "capped": _capped,
    "amounts": _amounts_claim,
    "actions": _actions,
    "objectives": _objectives,
    "units": _units,
    "idle": _idle,
    "labelled": _labelled,
    "result": _result,
    "result label": _result_label,
    "named": _named,
}
"""What each kind of claim means, against the printed rows."""
