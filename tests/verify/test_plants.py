"""The evidence itself: plants are of many kinds, each breaks a rule, reworks change no words."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.support import ooxml
from tests.support.situations import seeded
from tests.verify.assemble import any_report
from tests.verify.dependencies import broken
from tests.verify.figures import objectives
from tests.verify.harmless import REWORKS, reworked
from tests.verify.ownplants import own_plants
from tests.verify.ownreport import OwnReport, plan_of
from tests.verify.plants import plants
from tests.verify.typist import typed
from workbook.example import example_plan


def words(file: bytes) -> list[str]:
    """The words of body and tables, in order, read with python-docx's parser but not its model."""
    body = docx.Document(BytesIO(file)).element.body
    space = body.nsmap["w"]
    return [
        "".join(node.text or "" for node in paragraph.iter(f"{{{space}}}t"))
        for paragraph in body.iter(f"{{{space}}}p")
    ]


def test_plants_are_of_many_kinds_and_each_breaks_a_rule() -> None:
    kinds = Counter[str]()
    for number in range(2):
        report = any_report(f"plants {number}")
        for plant in plants(report, str(number), each=3):
            kinds[plant.kind] += 1
            assert plant.broken
            assert plant.changed <= plant.allowed
    assert len(kinds) >= 30, kinds
    assert kinds.total() >= 150


def test_a_change_that_rounding_hides_is_no_plant() -> None:
    report = any_report("rounding")
    row = next(row for action in report.actions() for row in action.active if row["programmed"].value > 10**4)
    assert not broken(report)
    near = row.with_cell("executed", row["executed"].saying(row["executed"].value + 1))
    rules = {rule.name for rule in broken(report.with_line(row.key, near))}
    assert "total de executed" in rules or "II contra I, executed" in rules
    assert "porcentaje de la fila" not in rules


def test_typed_files_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "informe.docx"
    path.write_bytes(typed(any_report("typed"), "typed").file)
    assert ooxml.check(path) == []


def test_what_stands_at_a_place_is_what_the_model_says() -> None:
    for number in range(6):
        report = any_report(f"places {number}")
        made = typed(report, f"places {number}")
        document = docx.Document(BytesIO(reworked(made.file, ("controls removed",), "x")))
        told = {prose.key: prose.text for prose in report.prose()}
        lines = {line.key: line for line in report.lines()}
        for place, key in made.places.items():
            if place[0] == "p":
                text = document.paragraphs[place[1]].text
                assert text in told.get(key, text)
            else:
                row = document.tables[place[1]].rows[place[2]]
                figures = [lines[key].cells[r].text for r in ("executed", "note") if r in lines[key].cells]
                printed = [cell.text for cell in row.cells]
                assert all(figure in printed for figure in figures) or len(set(printed)) == 1


@pytest.mark.parametrize("rework", REWORKS)
def test_a_rework_changes_no_words(rework: str) -> None:
    for file in (typed(any_report("rework"), "rework").file, OwnReport.of(example_plan()).file):
        changed = reworked(file, (rework,), "seed")
        assert words(changed) == words(file)
        assert changed != file or b"w:sdt" not in zipfile.ZipFile(BytesIO(file)).read("word/document.xml")


def test_a_plant_in_our_report_changes_its_place_only() -> None:
    own = OwnReport.of(plan_of(objectives(seeded("own"), 2, 1)))
    assert not broken(own.model)
    before = words(own.file)
    for plant in own_plants(own, seeded("own"), each=1):
        after = words(plant.file)
        if re.search("omitida|repetida", plant.kind):
            assert len(after) != len(before)
        else:
            changed = sum(one != two for one, two in zip(before, after, strict=True))
            assert 1 <= changed <= 2, plant.what
