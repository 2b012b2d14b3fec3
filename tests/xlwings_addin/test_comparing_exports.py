"""Two cuts of one export of the planning register: every difference found, none invented, labels right."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.support import register
from tests.support.cuts import seeded
from tests.support.exportcuts import Cells, edited, look_alike, read_cells, written
from tests.support.realfiles import EXPORT_NAME, export_actions, real_file
from workbook.domain.comparison import Comparison, Presence
from workbook.domain.evaluation import Request
from workbook.domain.levels import Level
from workbook.domain.periods import YEAR
from xlwings_addin.comparing import compare_files


def compared(header: list[str], rows: list[Cells], folder: Path, seed: int, edits: int) -> Comparison:
    """Compare a cut with an edited one, and hold the answer against the truth."""
    later, truth = edited(rows, seeded(seed), edits)
    old, new = written(header, rows, folder / "antes.xls"), written(header, later, folder / "despues.xls")
    found = compare_files(old, new, None, Request(period=YEAR)).comparison
    assert {one.shown.code for one in found.of(Presence.ADDED)} == truth.added
    assert {one.shown.code for one in found.of(Presence.GONE)} == truth.gone
    told = {
        (one.shown.code, change.what.value, change.month or 0)
        for one in found.of(Presence.BOTH)
        for change in one.changes
        if change.what.value not in ("annual", "cause")
    }
    assert told == truth.changes()
    assert found.same == sum(row["Activo AO"] == "SI" for row in rows) - len(truth.gone) - len(
        {c for c, _, _ in told}
    )
    check_labels(found, old, new)
    return found


def check_labels(found: Comparison, old: Path, new: Path) -> None:
    """Efficacy and label of each AEI are those that Fractions over the cells give."""
    limits = ((Fraction(1), "META CUMPLIDA"), (Fraction(3, 4), "META PARCIALMENTE CUMPLIDA, ACEPTABLE"))
    sides = [(export_actions(old, 12), "before"), (export_actions(new, 12), "after")]
    for one in found.levels:
        if one.level is not Level.ACTION:
            continue
        for tallies, name in sides:
            outcome = getattr(one, name)
            if outcome is None or outcome.band is None or one.code not in tallies:
                continue
            tally = tallies[one.code]
            efficacy = Fraction(tally.executed) / Fraction(tally.programmed)
            assert outcome.efficacy == efficacy, (one.code, name)
            wanted = "META SUBVALUADA" if efficacy > 1 else "META INSUFICIENTE"
            label = next((text for limit, text in limits if 1 >= efficacy >= limit), wanted)
            assert outcome.band.label == label


@pytest.mark.parametrize("seed", [1, 3])
def test_two_cuts_of_a_look_alike(tmp_path: Path, seed: int) -> None:
    found = compared(register.HEADER, look_alike(seeded(seed)), tmp_path, seed, 10 + 15 * seed)
    assert found.activities


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_cuts_of_a_look_alike_sweep(tmp_path: Path, seed: int) -> None:
    compared(register.HEADER, look_alike(seeded(seed)), tmp_path, seed, seed % 70)


def test_two_cuts_of_the_real_export(tmp_path: Path) -> None:
    header, rows = read_cells(real_file(EXPORT_NAME))
    found = compared(header, rows, tmp_path, 2026, 60)
    assert len(found.activities) > 30


def test_the_real_export_is_itself(tmp_path: Path) -> None:
    header, rows = read_cells(real_file(EXPORT_NAME))
    assert not compared(header, rows, tmp_path, 1, 0).differs
