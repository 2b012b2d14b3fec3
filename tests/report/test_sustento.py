"""The supporting document: findings, origins, methods side by side, digest."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from report.outline import Document, plain_text
from report.plaintext import to_text
from report.sustento import compose_sustento
from tests.support.outlines import paragraphs, tables, texts
from workbook.domain.evaluation import evaluate
from workbook.domain.findings import Code, finding
from workbook.domain.places import Columns, Field, RowPlace
from workbook.example import example_plan


@pytest.fixture(scope="module")
def sustento() -> Document:
    plan = example_plan()
    columns = Columns("Hoja 1", {Field.PROGRAMMED: 7, Field.EXECUTED: 8})
    rows = [replace(row, where=RowPlace(columns, number)) for number, row in enumerate(plan.activities, 6)]
    evaluation = evaluate(plan.framework, rows)
    extra = finding(Code.NEGATIVE_AMOUNT, sheet="UTD", cell="I7", text="-5", field="executed")
    return compose_sustento(
        replace(evaluation, findings=(extra, *evaluation.findings), digest="abc123", source="poi.xlsx"), None
    )


def test_outline_of_the_sustento(sustento: Document, golden: Callable[[str, str], None]) -> None:
    golden("sustento-ejemplo.txt", to_text(sustento))


def test_findings_stand_by_severity_with_their_place(sustento: Document) -> None:
    errors = texts(tables(sustento)["observaciones:error"])
    assert "UTD" in errors[0][1]
    assert "I7" in errors[0][1]
    assert len(texts(tables(sustento)["observaciones:advertencia"])) == 1


def test_every_figure_names_its_cells(sustento: Document) -> None:
    origins = texts(tables(sustento)["origen:tabla"])
    assert len(origins) == 37
    assert {row[-1].split("!")[0] for row in origins} == {"'Hoja 1'"}
    first = next(row for row in origins if row[:2] == ["AEI.06.03", "Oficina de Asesoría Jurídica"])
    assert first[2:] == ["71", "71", "'Hoja 1'!H7; 'Hoja 1'!I7"]


def test_methods_side_by_side_mark_the_labels_they_change(sustento: Document) -> None:
    table = tables(sustento)["metodos:tabla"]
    row = next(row for row in table.rows if row.key == "AEI.01.01")
    shown = [plain_text(cell.content).replace("\u00a0", " ") for cell in row.cells]
    # 5 activities: 1, 16/22, 1599240/1267432, 9265225/8618788, 819559/414317
    assert shown[1:5] == ["113 %", "99.9 % *", "95 % *", "121 %"]


def test_digest_is_told(sustento: Document) -> None:
    assert "abc123" in paragraphs(sustento)["integridad:resumen"]
    assert sustento.digest == "abc123"


def test_no_findings_says_so() -> None:
    plan = example_plan()
    evaluation = replace(evaluate(plan.framework, plan.activities), findings=())
    assert "observaciones:ninguna" in paragraphs(compose_sustento(evaluation, None))
