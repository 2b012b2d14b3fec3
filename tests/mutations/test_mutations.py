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
    """Print what was tried; nothing may be wrong."""
    with capsys.disabled():
        print(f"\n{tally}")  # noqa: T201 - the counts of a search are its result
    failures = [f"{trial}\n    {line}" for trial, verdict in tally.failures for line in verdict.lines()[:3]]
    assert not failures, "\n".join(failures)
    assert tally.silent == 0


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
