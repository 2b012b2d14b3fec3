"""The sheet of a unit: one page, its AEI, and the causes that are still missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from report.outline import Heading, PageBreak, Paragraph, Table
from report.plaintext import to_text
from report.unitsheet import compose_sheets
from report.word import write
from tests.report.typed import findings
from workbook.domain.evaluation import evaluate
from workbook.domain.model import OrgUnit
from workbook.domain.results import Evaluation
from workbook.example import example_plan
from xlwings_addin.unitsheets_cli import chosen

DAY = dt.date(2021, 1, 22)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    plan = example_plan()
    activities = [replace(one, cause="") if one.action == "AEI.02.03" else one for one in plan.activities]
    idle = OrgUnit("nada", "Unidad sin actividades")
    framework = replace(plan.framework, units=(*plan.framework.units, idle))
    return evaluate(framework, activities)


def test_one_page_for_each_unit_with_its_actions(evaluation: Evaluation) -> None:
    document = compose_sheets(evaluation, evaluation.units, DAY)
    blocks = list(document.blocks())
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [result.unit.shown for result in evaluation.units]
    assert sum(isinstance(block, PageBreak) for block in blocks) == len(headings) - 1
    tables = {block.key: block for block in blocks if isinstance(block, Table)}
    for result in evaluation.units:
        if result.actions:
            codes = [row.key for row in tables[f"ficha:{result.unit.key}:tabla"].rows]
            assert codes == [action.code for action, _ in result.actions]
    assert findings(write(document)) == []


def test_each_page_says_whose_and_of_when_it_is(evaluation: Evaluation) -> None:
    """The first page has no header."""
    text = to_text(compose_sheets(evaluation, evaluation.units, DAY))
    entity = evaluation.framework.settings.entity
    assert text.count(f"Anual 2020 · {entity}") == len(evaluation.units)


def test_causes_that_are_missing_are_listed(evaluation: Evaluation) -> None:
    (complaints,) = chosen(evaluation, "Departamento de Reclamos")
    text = to_text(compose_sheets(evaluation, [complaints], DAY))
    assert "Falta explicar" in text
    assert "**AEI.02.03. **" in text
    assert "487 de 813" in text
    others = chosen(evaluation, "Oficina de Informática")
    assert "No falta explicar ninguna meta" in to_text(compose_sheets(evaluation, others, DAY))


def test_a_unit_without_activities(evaluation: Evaluation) -> None:
    units = chosen(evaluation, "sin actividades")
    if units:
        blocks = list(compose_sheets(evaluation, units, None).blocks())
        assert any(isinstance(b, Paragraph) and "no tiene actividades" in b.content[0].text for b in blocks)


def test_units_are_found_by_name_acronym_or_part_of_it(evaluation: Evaluation) -> None:
    first = evaluation.units[0]
    assert chosen(evaluation, "") == evaluation.units
    assert chosen(evaluation, first.unit.name.upper()) == [first]
    assert first in chosen(evaluation, first.unit.acronym)
    assert len(chosen(evaluation, "departamento")) > 1
    assert chosen(evaluation, "Astronautas") == []
