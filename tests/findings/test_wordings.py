"""What the wordings read of a finding's data is what the program puts there: no name is misspelt."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.findings.test_findings import ALMOST, FIRING, LATER, made
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import Request
from workbook.domain.findings import Code, Datum, Finding
from workbook.domain.periods import PeriodKind, named
from workbook.hosts.file import open_file
from workbook.layouts.equivalences import parse_toml
from workbook.service import evaluate_book
from workbook.spanish.details import Details
from workbook.spanish.messages import WORDINGS

SAID = """
[[hoja]]
nombre = "UCOB"
[hoja.columnas]
"AEI" = "AEI"
"Programadas" = "Programadas"
"Ejecutadas" = "Ejecutadas"
"Nota" = "Motivo"
[[hoja]]
nombre = "No está"
"""
REQUESTS = (
    Request(),
    Request(equivalence=parse_toml(SAID)),
    Request(cutoff=1),
    Request(period=named(PeriodKind.SECOND_SEMESTER), cutoff=1),
)
"""What the workbook says; what a workbook without months, and what no workbook, can give."""

TOLD = [code for code in Code if code.value not in LATER]


@cache
def produced() -> dict[Code, list[Finding]]:
    """Return the findings of all cases by their code."""
    found: dict[Code, list[Finding]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "poi.xlsx")
        for one in (*FIRING, *ALMOST):
            path.write_bytes(made(one.values[0]).file)
            for each in (each for request in REQUESTS for each in _findings(path, request)):
                found[each.code].append(each)
    return found


def _findings(path: Path, request: Request) -> tuple[Finding, ...]:
    with open_file(path) as book:
        try:
            return evaluate_book(book, request).findings
        except UnusablePlan as error:
            return error.findings


class Seen(dict[str, Datum]):
    """The data of a finding, which notes every name that is asked for."""

    def __init__(self, finding: Finding, asked: set[str]) -> None:
        super().__init__(finding.data)
        self._asked = asked

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self._asked.add(key)
        return super().get(key, default)


def asked_of(found: Finding) -> set[str]:
    """Return the names that a finding's message asks for."""
    asked: set[str] = set()
    details = Details(found)
    details._data = Seen(found, asked)
    wording = WORDINGS[found.code]
    assert wording.observed(details)
    assert wording.repair(details)
    return asked


@pytest.mark.parametrize("code", TOLD)
def test_a_wording_reads_what_findings_hold(code: Code) -> None:
    findings = produced()[code]
    held = {key for found in findings for key, _ in found.data}
    asked = set().union(*map(asked_of, (*findings, Finding(code))))
    assert sorted(asked - held) == []
