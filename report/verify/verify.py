"""Verify a report: read it, check it, and say what is wrong, what was checked and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.tree import tree_of
from report.verify.check_form import check_form
from report.verify.check_others import check_others
from report.verify.check_sections import check_sections
from report.verify.check_sentences import check_sentences
from report.verify.check_summary import check_summary
from report.verify.check_units import check_units
from report.verify.facts import Facts
from report.verify.folding import fold
from report.verify.ledger import Ledger
from report.verify.methods import find_method
from report.verify.read import read_report
from report.verify.scales import printed_scale
from report.wordfile import W, WordFile
from workbook.domain.scale import DEFAULT_SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.model import Observation, Severity, Unchecked
    from workbook.domain.results import Evaluation
    from workbook.domain.scale import Scale


@dataclass(frozen=True)
class Verdict:
    """What verifying found: observations in the report's order, counts of what was compared, the rest."""

    observations: tuple[Observation, ...]
    checked: dict[str, int]
    unchecked: tuple[Unchecked, ...]

    def count(self, severity: Severity) -> int:
        """Return how many observations have a severity."""
        return sum(one.severity is severity for one in self.observations)


def verify(name: str, data: bytes, evaluation: Evaluation | None = None) -> Verdict:
    """Verify a Word report, against the evaluation of its workbook too where one is given.

    Raises:
        UnusableReport: it is no Word file that can be read.
    """
    return verify_file(WordFile(name, data), evaluation)


def verify_file(file: WordFile, evaluation: Evaluation | None = None) -> Verdict:
    """Verify a report that is open already."""
    body = file.tree(file.document).find(f"{W}body")
    assert body is not None  # noqa: S101 - an open file has one
    tree = tree_of(body)
    known = evaluation.framework.scale if evaluation is not None else DEFAULT_SCALE
    report = read_report(tree, _labels(known))
    printed, reaches = printed_scale(report.others)
    scale = printed or known
    labels = _labels(scale)
    if printed is not None and labels != _labels(known):
        report = read_report(tree, labels)
    facts = Facts.of(report, scale)
    find_method(facts)
    ledger = Ledger()
    check_units(facts, ledger)
    check_sections(facts, ledger)
    check_others(facts, ledger, reaches)
    check_sentences(facts, ledger, labels)
    check_summary(facts, ledger, labels)
    check_form(facts, ledger)
    if evaluation is not None:
        from report.verify.check_book import check_book

        check_book(facts, ledger, evaluation, labels)
    _pictures(facts, ledger)
    ordered = sorted(ledger.observations, key=_order)
    return Verdict(tuple(ordered), dict(sorted(ledger.checked.items())), tuple(ledger.unchecked))


def _labels(scale: Scale) -> Sequence[str]:
    return [" ".join(fold(band.label).split()) for band in scale.bands]


def _order(observation: Observation) -> tuple[int, int]:
    paragraph = observation.place.paragraph
    return (0 if paragraph is None else paragraph.order, observation.place.start)


def _pictures(facts: Facts, ledger: Ledger) -> None:
    from report.verify.model import Place

    if facts.report.pictures:
        ledger.leave(Place(), f"{facts.report.pictures}", "imágenes y gráficos: no se leen")
