"""The table of targets below: units of several activities, of which some are below and others are not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from report.compose import compose
from report.verify.model import Severity
from report.verify.reviewed import reviewed
from report.verify.verify import Verdict, verify, verify_file
from report.word import write
from report.wordfile import WordFile
from workbook.domain.cells import Number
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Action, Activity, Framework, Objective, OrgUnit, Plan, Settings
from workbook.domain.results import Evaluation
from xlwings_addin import cli


def number(value: str) -> Number:
    return Number(Decimal(value))


def plan(*second: str) -> Plan:
    """Two units: one activity of each is below its target (25 of 60, 40 of 120), the other one is not."""
    actions = (Action("AEI.01.01", "Ordenar el archivo", "OEI.01"),)
    units = (OrgUnit("a", "Oficina de Archivo"), OrgUnit("b", "Gerencia de Obras"))
    framework = Framework(Settings(year=2021), (Objective("OEI.01", "Mejorar la gestión"),), actions, units)
    rows = (("a", "60", "35"), ("a", "1", "1"), ("b", "120", "80"), ("b", *(second or ("3", "3.5"))))
    return Plan(framework, tuple(Activity("AEI.01.01", u, number(p), number(e)) for u, p, e in rows))


def evaluated(one: Plan) -> Evaluation:
    return evaluate(one.framework, one.activities)


def errors(verdict: Verdict) -> list[str]:
    return [one.printed for one in verdict.observations if one.severity is Severity.ERROR]


def test_what_met_its_target_is_not_in_the_table_and_no_error() -> None:
    verdict = verify("informe.docx", write(compose(evaluated(plan()), None)))
    assert errors(verdict) == []
    assert {one.text for one in verdict.unchecked} >= {"25 de 60", "40 de 120"}
    assert errors(verify("informe.docx", write(compose(evaluated(plan()), None)), evaluated(plan()))) == []


@pytest.mark.parametrize(
    ("old", "new"), [("25 de 60", "24 de 60"), ("25 de 60", "25 de 62"), ("40 de 120", "39 de 120")]
)
def test_what_cannot_be_is_an_error(old: str, new: str) -> None:
    document = docx.Document(io.BytesIO(write(compose(evaluated(plan()), None))))
    texts = [t for t in document.element.body.iter() if t.tag.endswith("}t") and t.text == old]
    assert len(texts) == 1
    texts[0].text = new
    buffer = io.BytesIO()
    document.save(buffer)
    assert errors(verify("informe.docx", buffer.getvalue())) == [new]


def test_a_commented_copy_against_a_workbook_that_changed() -> None:
    report = WordFile("informe.docx", write(compose(evaluated(plan()), None)))
    later = plan()
    rows = list(later.activities)
    rows[2] = dataclasses.replace(rows[2], executed=number("84"))
    verdict = verify_file(report, evaluated(Plan(later.framework, tuple(rows))))
    assert "40 de 120" in errors(verdict)
    body = report.tree(report.document)
    places = [one.place.paragraph for one in verdict.observations if one.place.paragraph is not None]
    assert all(place.element.getroottree().getroot() is body for place in places)
    assert reviewed(report, verdict, dt.datetime(2021, 1, 4, tzinfo=dt.UTC))


def test_nothing_to_compare_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "carta.docx"
    document = docx.Document()
    document.add_paragraph("Me es grato saludarlo.")
    document.save(path)
    assert cli.main(["verificar", str(path)]) == 2
    assert "no se encontró ninguna tabla ni frase que se pueda comparar" in capsys.readouterr().out
