"""The generator of wordings: what it says is true by the dependency rules, and it says it in many ways."""

from __future__ import annotations

from collections import Counter

from tests.verify.assemble import any_report
from tests.verify.dependencies import broken, rules


def test_every_generated_report_keeps_every_rule() -> None:
    for number in range(25):
        report = any_report(f"wordings {number}")
        assert rules(report)
        faults = [(one.name, sorted(one.places)) for one in broken(report)]
        assert not faults, (number, faults, [p.text for p in report.prose() if {p.key} & faults[0][1]])


def test_wordings_differ_and_every_kind_of_claim_is_made() -> None:
    texts, made = set(), Counter[str]()
    for number in range(40):
        for prose in any_report(f"wordings {number}").prose():
            texts.add(prose.text)
            made.update(claim.rule for claim in prose.claims)
    assert len(texts) > 250
    assert len(made) == 19, made
    assert min(made.values()) >= 1, made
