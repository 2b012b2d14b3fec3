"""A report against its workbook: clean as it is; after one cell changes, the places that depend on it."""

from __future__ import annotations

import dataclasses
import random
from decimal import Decimal
from functools import lru_cache

import pytest

from report.compose import compose
from report.outline import Document, Heading, Paragraph, Table, plain_text
from report.verify.model import Severity
from report.verify.verify import Verdict, verify
from report.word import write
from workbook.domain.cells import Number
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Plan
from workbook.domain.results import Evaluation
from workbook.example import example_plan

Places = set[tuple[object, ...]]


@lru_cache(maxsize=1)
def today() -> tuple[Evaluation, Document, bytes]:
    plan = example_plan()
    evaluation = evaluate(plan.framework, plan.activities)
    document = compose(evaluation, None)
    return evaluation, document, write(document)


def changed(number: int, executed: Decimal) -> Evaluation:
    plan = example_plan()
    activities = list(plan.activities)
    activities[number] = dataclasses.replace(activities[number], executed=Number(executed))
    plan = Plan(plan.framework, tuple(activities))
    return evaluate(plan.framework, plan.activities)


def blocks(document: Document) -> dict[tuple[object, ...], str]:
    """What every paragraph and row of a table says, by its key; charts, headings and contents apart."""
    found: dict[tuple[object, ...], str] = {}
    tables = 0
    for block in document.blocks():
        if isinstance(block, Paragraph):
            found["p", block.key] = plain_text(block.content)
        elif isinstance(block, Table):
            tables += 1
            for place, row in enumerate(block.rows, 2):
                texts = " | ".join(plain_text(cell.content) for cell in row.cells)
                found["t", tables, place, block.key, row.key] = texts
        else:
            assert not isinstance(block, Heading) or block.text
    return found


def dependent(old: Document, new: Document) -> Places:
    """The paragraphs and rows of the old report that the program would write otherwise today."""
    after = {key if key[0] == "p" else key[3:]: text for key, text in blocks(new).items()}
    found: Places = set()
    for key, text in blocks(old).items():
        if after.get(key if key[0] == "p" else key[3:]) != text:
            found.add(("p", text) if key[0] == "p" else key[:3])
    return found


def told(verdict: Verdict) -> Places:
    """The places of errors: texts of paragraphs, rows of tables."""
    found: Places = set()
    for one in verdict.observations:
        if one.severity is Severity.ERROR:
            text = one.place.paragraph.text if one.place.paragraph else ""
            found.add(
                ("t", one.place.table, one.place.row)
                if one.place.table
                else ("p", text.removeprefix("Borrador por confirmar. "))  # which only the file prints
            )
    return found


def test_a_report_of_today_is_clean_with_its_workbook() -> None:
    evaluation, _, file = today()
    verdict = verify("informe.docx", file, evaluation)
    assert [one for one in verdict.observations if one.severity is not Severity.NOTICE] == []
    assert verdict.checked["cifras con el libro"] > 200


CASES = [(number, step) for number in range(len(example_plan().activities)) for step in (1, -1)]


def check_change(number: int, step: int) -> tuple[Places, Places]:
    _, document, file = today()
    before = example_plan().activities[number].executed
    if not isinstance(before, Number):
        return set(), set()
    amount = max(before.value + step * max(1, before.value // 7), Decimal(0))
    evaluation = changed(number, amount)
    expected = dependent(document, compose(evaluation, None))
    return expected, told(verify("informe.docx", file, evaluation))


@pytest.mark.parametrize(("number", "step"), random.Random("cells").sample(CASES, 4))  # noqa: S311 - a sample
def test_after_one_cell_changes_exactly_the_places_that_depend_on_it_are_told(number: int, step: int) -> None:
    expected, found = check_change(number, step)
    assert found == expected


@pytest.mark.sweep
@pytest.mark.parametrize(("number", "step"), CASES)
def test_every_cell(number: int, step: int) -> None:
    expected, found = check_change(number, step)
    assert found == expected
