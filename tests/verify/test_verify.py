"""The checker against planted errors and harmless variety, as a black box."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verify import campaigns
from tests.verify.score import Tally

SEEDS = int(os.environ.get("EFICACIA_VERIFY_SEEDS", "22"))
"""How many reports typed by hand the sweep plants in."""


def judge(
    tally: Tally, record: Callable[[str, object], None], *, least: int, kinds: int, recall: float = 0.99
) -> None:
    print(f"\n{tally.table()}")  # noqa: T201 - shown with -s, or where the test fails
    record("recall by kind", tally.table())
    assert tally.planted.total() >= least
    assert len(tally.planted) >= kinds
    assert tally.recall >= recall, tally.examples()
    assert tally.outside.total() <= tally.planted.total() // 1000, tally.examples()


def test_a_sample_of_planted_errors(record_property: Callable[[str, object], None]) -> None:
    tally = campaigns.hand_typed(["sample 1", "sample 2"], each=1)
    judge(tally, record_property, least=60, kinds=30, recall=0.97)


def test_a_sample_of_errors_in_our_own_report(record_property: Callable[[str, object], None]) -> None:
    judge(campaigns.own(["sample"], each=1), record_property, least=20, kinds=15, recall=0.95)


def test_a_sample_of_true_reports() -> None:
    result = campaigns.harmless([f"true {number}" for number in range(15)])
    assert not result.wrong, "\n".join(result.wrong)
    assert result.reading.share >= 0.95, result.reading.unread[:20]


@pytest.mark.sweep
def test_planted_errors(record_property: Callable[[str, object], None]) -> None:
    tally = campaigns.hand_typed([f"sweep {number}" for number in range(SEEDS)])
    judge(tally, record_property, least=5000, kinds=40)


@pytest.mark.sweep
def test_planted_errors_in_our_own_reports(record_property: Callable[[str, object], None]) -> None:
    seeds = ["example", *(f"own {number}" for number in range(4))]
    judge(campaigns.own(seeds), record_property, least=1200, kinds=20)


@pytest.mark.sweep
def test_true_reports_in_harmless_variety() -> None:
    result = campaigns.harmless([f"variety {number}" for number in range(1000)])
    print(  # noqa: T201 - the same
        f"\n{result.tried} reports, precision {result.precision:.4f}, {result.reading.claims} claims, "
        f"read {result.reading.share:.4f}"
    )
    assert result.precision >= 0.99, "\n".join(result.wrong[:20])
    assert result.reading.share >= 0.95, result.reading.unread[:20]


@pytest.mark.sweep
def test_our_own_reports_in_harmless_variety() -> None:
    result = campaigns.harmless_own(["example", *(f"own {number}" for number in range(60))])
    assert not result.wrong, "\n".join(result.wrong)


@pytest.mark.sweep
@pytest.mark.libreoffice
def test_true_reports_saved_by_libreoffice(tmp_path: Path) -> None:
    result = campaigns.saved_by_libreoffice([f"saved {number}" for number in range(60)], tmp_path)
    assert result.precision >= 0.98, "\n".join(result.wrong)
    assert result.reading.share >= 0.95, result.reading.unread[:20]
