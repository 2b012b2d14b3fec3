"""Labels that hang on the method or on the scale."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from report.alternatives import labels_by_method, labels_by_scale
from report.outline import Block, Paragraph, Table, plain_text
from tests.support.plans import activity_of, framework_of
from workbook.domain.evaluation import evaluate
from workbook.domain.results import Evaluation
from workbook.domain.scale import DEFAULT_SCALE, Scale


def evaluated(*amounts: tuple[int, int], scale: Scale = DEFAULT_SCALE) -> Evaluation:
    framework = replace(framework_of({"OEI.01": ["AEI.01.01"]}, ["u1"]), scale=scale)
    rows = [activity_of("AEI.01.01", "u1", programmed, executed) for programmed, executed in amounts]
    return evaluate(framework, rows)


def shown(blocks: list[Block]) -> list[list[str]]:
    (table,) = blocks
    assert isinstance(table, Table)
    return [[plain_text(cell.content).replace("\u00a0", " ") for cell in one.cells] for one in table.rows]


def test_methods_that_change_a_label() -> None:
    # 100 of 100 and 1 of 10: 91.8 % of the total, 55 % on average
    rows = shown(list(labels_by_method(evaluated((100, 100), (10, 1)))))
    assert [
        "AEI.01.01",
        "Promedio",
        "55 %",
        "META INSUFICIENTE",
        "META PARCIALMENTE CUMPLIDA, ACEPTABLE",
    ] in rows
    assert {row[1] for row in rows} == {"Promedio", "Promedio con tope"}


def test_no_method_changes_a_label() -> None:
    (told,) = labels_by_method(evaluated((10, 10)))
    assert isinstance(told, Paragraph)


def test_scales_that_change_a_label() -> None:
    rows = shown(list(labels_by_scale(evaluated((100, 78)))))
    assert [row[1:] for row in rows if row[0] == "AEI.01.01"] == [
        ["con límite en 80 %", "78 %", "META INSUFICIENTE", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"],
        ["con límite en 85 %", "78 %", "META INSUFICIENTE", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"],
        ["con límite en 90 %", "78 %", "META INSUFICIENTE", "META PARCIALMENTE CUMPLIDA, ACEPTABLE"],
    ]


def test_an_own_scale_is_compared_with_the_published_one() -> None:
    first, second, *others = DEFAULT_SCALE.bands
    strict = Scale((first, replace(second, lower=Fraction(9, 10)), *others))
    rows = shown(list(labels_by_scale(evaluated((100, 78), scale=strict))))
    assert ["AEI.01.01", "del informe de 2020", "78 %"] in [row[:3] for row in rows]


def test_a_scale_of_one_band_has_no_limit_to_move() -> None:
    one = Scale(DEFAULT_SCALE.bands[:1])
    rows = shown(list(labels_by_scale(evaluated((100, 78), scale=one))))
    assert {row[1] for row in rows} == {"del informe de 2020"}
    close = Scale((*DEFAULT_SCALE.bands[:2], replace(DEFAULT_SCALE.bands[2], lower=Fraction(8, 10))))
    names = {row[1] for row in shown(list(labels_by_scale(evaluated((100, 72), scale=close))))}
    assert "con límite en 90 %" not in names


def test_no_scale_changes_a_label() -> None:
    (told,) = labels_by_scale(evaluated((100, 98)))
    assert isinstance(told, Paragraph)
