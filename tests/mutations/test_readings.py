"""The real files through the program: its figures against the independent calculation."""

from __future__ import annotations

from tests.support.realfiles import EXPORT_NAME, export_actions, export_objectives, export_tallies, real_file
from workbook.domain.account import Skip
from workbook.domain.efficacy import Method
from workbook.domain.results import Evaluation, Outcome
from workbook.hosts.file import open_file
from workbook.service import evaluate_book

from tests.support.tally import Tally  # isort: skip


def evaluated(name: str) -> Evaluation:
    with open_file(real_file(name)) as book:
        return evaluate_book(book)


def assert_same(outcome: Outcome, tally: Tally) -> None:
    assert outcome.state.value == tally.state
    assert outcome.totals.programmed == tally.programmed
    assert outcome.totals.executed == tally.executed
    for method in Method:
        expected = tally.efficacy(method.value)
        found = outcome.totals.efficacy(method) if outcome.efficacy is not None else None
        assert found == expected, method


def test_the_export_of_the_register() -> None:
    path = real_file(EXPORT_NAME)
    evaluation = evaluated(EXPORT_NAME)
    expected = export_actions(path)
    assert {one.action.code for one in evaluation.actions()} == set(expected)
    for action in evaluation.actions():
        assert_same(action.outcome, expected[action.action.code])
    objectives = export_objectives(path)
    assert {one.objective.code for one in evaluation.objectives} == set(objectives)
    for objective in evaluation.objectives:
        assert_same(objective.outcome, objectives[objective.objective.code])


def test_the_units_of_the_export() -> None:
    expected = export_tallies(real_file(EXPORT_NAME))
    evaluation = evaluated(EXPORT_NAME)
    parts = {(one.action.code, part.unit.key): part for one in evaluation.actions() for part in one.units}
    assert parts.keys() == expected.keys()
    for key, part in parts.items():
        tally = expected[key]
        assert part.outcome.state.value == tally.state
        assert part.outcome.totals.programmed == tally.programmed
        assert part.outcome.totals.executed == tally.executed
        assert part.untargeted == tally.untargeted


def test_the_account_of_the_export() -> None:
    (account,) = evaluated(EXPORT_NAME).accounts
    assert account.rows == 204
    assert account.header == "M1"
    assert [(one.reason, one.count) for one in account.skipped] == [(Skip.INACTIVE, 64)]
    columns = dict(account.columns)
    assert (columns["M"], columns["AJ"], columns["EB"], columns["FC"]) == (
        "unit", "action", "programmed 1", "executed 2",
    )  # fmt: skip
