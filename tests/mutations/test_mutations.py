"""Generated workbooks, mutated at random: right figures, findings at their cells, no wrong figure in silence.

A sample runs always; `-m sweep` runs many more. A failure names its trial; `python -m tests.mutations.trying`
does it again.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.mutations.trying import ALL, LOOKS, Tally, Trials, alone, pairs

SEED = int(os.environ.get("EFICACIA_MUTATIONS", "2026"))
"""Another one tries other workbooks and other places."""

SPURIOUS = (
    "porcentaje_distinto", "total_no_cuadra", "formula_desviada", "actividad_repetida", "hoja_repetida",
    "unidad_dos_nombres", "acumulados_en_meses",
)  # fmt: skip
"""What a workbook in order must not be told of."""


_ONE_OF_TWO = "a sheet of two rows and its copy differ in one: two sheets, whose rows are told as repeated"
_COPY_IS_READ = "the copy is read and the original left out: the error is told there"
_NOT_CALCULATED = "a sum without a label, one amount of which nobody calculated, is told as a row without AEI"
_BROKEN_GROUP = "a row above a group is not its sum once a row of it has an unknown AEI, which is told"
_FROM_THE_LIST = (
    "the sheet of a unit lost a column, which is told: its rows are read from the list of all units"
)
EXPLAINED = {
    "foreign 2038 forgotten_copy 397645 unreported_target 556392": _ONE_OF_TWO,
    "foreign 2027 error_cell 986966 forgotten_copy 227044": _COPY_IS_READ,
    "foreign 2035 sum_beside 147748 without_values 742419": _NOT_CALCULATED,
    "template 2038 unknown_action 380137 group_rows 46989": _BROKEN_GROUP,
    "template 2071 unknown_action 824824 group_rows 398093": _BROKEN_GROUP,
    "town 2044 lost_column 926033 planners_summary 695064": _FROM_THE_LIST,
}
"""What two mutations do to each other: the figure is not what either alone gives, never without a finding."""


@pytest.fixture
def trials(tmp_path: Path) -> Trials:
    return Trials(tmp_path)


def workbooks(count: int) -> list[tuple[str, int]]:
    """Return so many workbooks of each look."""
    return [(look, SEED + number) for look in LOOKS for number in range(count)]


def check_clean(trials: Trials, count: int) -> None:
    wrong = []
    for look, seed in workbooks(count):
        read, verdict = trials.clean(look, seed)
        told = [one.code for one in read.told if one.severity == "error" or one.code in SPURIOUS]
        if verdict or told:
            wrong.append(f"{look} {seed}: {verdict.lines()} {told}")
    assert not wrong, "\n".join(wrong)


def report(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    """Print what was tried; no figure may be wrong in silence, and nothing wrong that is not explained."""
    with capsys.disabled():
        print(f"\n{tally}")  # noqa: T201 - the counts of a search are its result
    assert tally.silent == 0
    failures = [one for one in tally.failures if str(one[0]) not in EXPLAINED]
    told = [f"{trial}\n    {line}" for trial, verdict in failures for line in verdict.lines()[:3]]
    assert not told, "\n".join(told)


def test_workbooks_as_generated_are_read_right(trials: Trials) -> None:
    check_clean(trials, 4)


def test_mutations_alone(trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(SEED)  # noqa: S311 - seeded
    report(trials.run_all(alone(rng, workbooks(3), 1)), capsys)


def test_mutations_in_pairs(trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(SEED + 1)  # noqa: S311 - seeded
    report(trials.run_all(pairs(rng, workbooks(3)), 40), capsys)


@pytest.mark.sweep
def test_sweep_of_workbooks(trials: Trials) -> None:
    check_clean(trials, 250)


@pytest.mark.sweep
def test_sweep_alone(trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(SEED + 2)  # noqa: S311 - seeded
    tally = trials.run_all(alone(rng, workbooks(60), 30, 1_000))
    report(tally, capsys)
    assert set(tally.tried) == set(ALL), "a mutation never found a place"


@pytest.mark.sweep
def test_sweep_in_pairs(trials: Trials, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(SEED + 3)  # noqa: S311 - seeded
    report(trials.run_all(pairs(rng, workbooks(60)), 4_000), capsys)
