"""A planning office's year, with files only: forms out and back, report, closing, next period, next year."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.support import ooxml, people, year
from workbook.canvas.edits import Edits
from workbook.domain.cells import BLANK, Number
from workbook.domain.model import Plan
from workbook.domain.places import Field
from workbook.hosts.file import open_file
from workbook.hosts.patch import patch
from workbook.layouts import own
from workbook.reader import read_plan
from xlwings_addin import cli

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's

OWN_PARTS = ("xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "xl/comments1.xml")
"""What the planner put into the workbook: a picture, a shape, a chart, a comment."""


def run(*words: str | Path) -> int:
    return cli.main([str(word) for word in words])


def read(path: Path) -> Plan:
    with open_file(path) as book:
        return read_plan(book)[0]


def text_of(path: Path) -> str:
    """All paragraphs of a document, those inside controls and tables too."""
    body = docx.Document(str(path)).element.body
    paragraphs = (node for node in body.iter() if node.tag.endswith("}p"))
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for paragraph in paragraphs
    )


def half(plan: Plan, action: str, months: range) -> Fraction | None:
    """Efficacy of an AEI in months, by hand: what was executed of what was programmed."""
    programmed = executed = Fraction(0)
    for one in plan.activities:
        if one.action != action or one.monthly is None:
            continue
        for month in months:
            target, done = one.monthly.programmed[month - 1], one.monthly.executed[month - 1]
            programmed += Fraction(target.value) if isinstance(target, Number) else 0
            executed += Fraction(done.value) if isinstance(done, Number) else 0
    return executed / programmed if programmed else None


def report_second_half(path: Path) -> Path:
    """Type into every unit's sheet what was done from July on: all that was programmed, twice in December."""
    edits: dict[str, dict[tuple[int, int], object]] = {}
    for one in read(path).activities:
        assert one.where is not None
        assert one.monthly is not None
        columns = one.where.columns
        for month in range(7, 13):
            target = one.monthly.programmed[month - 1]
            if isinstance(target, Number):
                at = (one.where.row, columns.column(Field.EXECUTED, month))
                edits.setdefault(columns.sheet, {})[at] = target.value * (2 if month == 12 else 1)  # type: ignore[index]
    made = patch(path.name, path.read_bytes(), {sheet: Edits(typed=cells) for sheet, cells in edits.items()})  # type: ignore[arg-type]
    assert not made.refused
    path.write_bytes(made.data)
    return path


def test_a_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: PLR0915 - one story
    book = tmp_path / "poi.xlsx"
    book.write_bytes(year.planners_workbook(year.plan_with_months()))
    first = book.read_bytes()

    # forms out, filled in as people do, and back
    assert run("formatos", "preparar", book, "-o", tmp_path) == 0
    forms = {path.name.split("-")[2]: path for path in tmp_path.glob("*-envio-*.xlsx")}
    assert len(forms) == 16
    back = people.as_people_do(book, forms)
    run("formatos", "recibir", book, *back.files, "--aceptar", "todo")
    received = tmp_path / "poi-recibido.xlsx"
    assert book.read_bytes() == first
    accepted = read(received)
    assert sum(fact is not BLANK for one in accepted.activities for fact in one.monthly.executed) > sum(  # type: ignore[union-attr]
        fact is not BLANK
        for one in read(book).activities
        for fact in one.monthly.executed  # type: ignore[union-attr]
    )

    # the report of the half-year, which has nothing to be compared with
    assert run("informe", received, "--fecha", "2020-07-20") in (0, 1)
    assert "Frente a" not in text_of(tmp_path / "informe-poi-recibido.docx")

    # closed: a dated copy, months marked, a later change told
    assert run("cerrar", received, "--fecha", "2020-07-21") in (0, 1)
    archive, closed = tmp_path / "poi-cierre-i-semestre-2020-07-21.xlsx", tmp_path / "poi-cerrado.xlsx"
    assert archive.read_bytes() == received.read_bytes()
    (closing,) = read(closed).framework.closings.closings
    assert closing.copy_digest == hashlib.sha256(received.read_bytes()).hexdigest()
    assert [(one.monthly, one.cause) for one in read(closed).activities] == [
        (one.monthly, one.cause) for one in accepted.activities
    ]
    capsys.readouterr()
    run("revisar", closed)
    assert "mes_cerrado_modificado" not in capsys.readouterr().out
    where = accepted.activities[0].where
    assert where is not None
    cell = where.cell(Field.EXECUTED, 2)
    changed = tmp_path / "cambiado.xlsx"
    at = (where.row, where.columns.column(Field.EXECUTED, 2))
    changed.write_bytes(
        patch("c.xlsx", closed.read_bytes(), {where.columns.sheet: Edits(typed={at: 12345})}).data  # type: ignore[dict-item]
    )
    run("revisar", changed)
    shown = capsys.readouterr().out
    assert shown.count("mes_cerrado_modificado") == 1
    assert f"En la hoja «{where.columns.sheet}», celda {cell}: cambió Ejecutadas de febrero" in shown

    # forms ask only for months that are open
    assert run("formatos", "preparar", closed, "-o", tmp_path / "nada") != 0

    # the next period, reported; section II against the closed one
    assert run("periodo", closed, "II Semestre") == 0
    second = report_second_half(tmp_path / "poi-ii-semestre.xlsx")
    assert run("informe", second, "--fecha", "2021-01-22") in (0, 1)
    told = text_of(tmp_path / "informe-poi-ii-semestre.docx").replace("\u00a0", " ")
    plan = read(second)
    sentences = [line for line in told.splitlines() if ". Frente al I semestre, la eficacia " in line]
    compared = 0
    for action in plan.framework.actions:
        before, after = half(plan, action.code, range(1, 7)), half(plan, action.code, range(7, 13))
        said = [line for line in sentences if line.startswith(f"{action.code}. ")]
        assert len(said) == (before is not None and after is not None)
        if said and before is not None and after is not None:
            compared += 1
            verb = "subió" if after > before else "bajó" if after < before else "se mantuvo"
            assert f"la eficacia {verb} " in said[0] or "varió en menos de un punto" in said[0]
    assert compared > 10

    # closed again, compared, and the next year
    assert run("cerrar", second, "--fecha", "2021-01-25") in (0, 1)
    again = tmp_path / "poi-cerrado (2).xlsx"
    assert [one.number for one in read(again).framework.closings.closings] == [1, 2]
    assert read(again).framework.closings.months == frozenset(range(1, 13))
    capsys.readouterr()
    assert run("comparar", received, again, "--json") == 0
    differences = json.loads(capsys.readouterr().out)
    kinds = {datum["dato"] for one in differences["actividades"] for datum in one["datos"]}
    assert kinds == {"Ejecutadas"}
    assert {one["cambio"] for one in differences["actividades"]} == {"cambio"}
    assert [one["dato"] for one in differences["marco"]] == ["periodo"]
    following = tmp_path / "poi-2021.xlsx"
    assert run("nuevo", following, "--desde", again) == 0
    new = read(following)
    assert new.framework.settings.year == plan.framework.settings.year + 1  # type: ignore[operator]
    assert not new.framework.closings.closings
    assert len(new.activities) == len(plan.activities)
    assert {fact for one in new.activities for fact in one.monthly.executed} == {BLANK}  # type: ignore[union-attr]

    # what the planner put into the workbook is in the last copy as it was in the first
    packed, last = year.packed(first), year.packed(again.read_bytes())
    assert {name for name in OWN_PARTS if packed[name] == last[name]} == set(OWN_PARTS)
    assert "Mis apuntes" in openpyxl.load_workbook(again).sheetnames
    assert openpyxl.load_workbook(again)[own.CLOSED_ROWS].sheet_state == "hidden"
    assert ooxml.check(again) == ooxml.check(book)
    assert Decimal(12345) not in {  # the trial of a change was in a file of its own
        fact.value
        for one in plan.activities
        for fact in one.monthly.executed
        if isinstance(fact, Number)  # type: ignore[union-attr]
    }
