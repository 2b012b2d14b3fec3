"""Verifying reports: typed by hand, our own, hostile; what is told and at which words."""

# ruff: noqa: E501 - a case reads best on one line

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import docx
import pytest

from report.compose import compose
from report.unusable import UnusableReport
from report.verify import catalogue
from report.verify.model import Observation, Severity
from report.verify.told import as_json
from report.verify.verify import Verdict, verify
from report.word import write
from tests.report.verify.typed import OWN, typed_report
from tests.support.ooxml import check
from tests.support.plans import evaluation_of
from tests.support.situations import ALL, METHODS, seeded, truth_of
from workbook.domain.evaluation import evaluate
from workbook.example import example_plan
from xlwings_addin import cli

ROOT = Path(__file__).parents[3]


def errors(verdict: Verdict) -> list[Observation]:
    return [one for one in verdict.observations if one.severity is Severity.ERROR]


def told(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    return [
        (one.rule, one.place.code, one.printed.replace("\u00a0", " "), one.expected.replace("\u00a0", " "))
        for one in errors(verdict)
    ]


def changed(old: str, new: str) -> Verdict:
    assert OWN.count(old) == 1, old
    return verify("x.docx", typed_report(OWN.replace(old, new)))


def test_a_report_typed_by_hand_has_its_three_errors_and_no_other() -> None:
    verdict = verify("informe.docx", typed_report(OWN))
    assert [(rule, code) for rule, code, _, _ in told(verdict)] == [
        ("frase_lado", "AEI.01.02"),
        ("frase_porcentaje", "AEI.01.02"),
        ("fila_porcentaje", "AEI.02.01"),
    ]
    side, share, row = errors(verdict)
    assert side.place.words.startswith("Las dos Unidades orgánicas")
    assert side.place.words.endswith("inferior al esperado")
    assert (share.place.words, share.printed, share.expected) == ("50%", "50%", "200%")
    assert (row.place.table, row.place.row, row.printed) == (3, 2, "13%")
    assert "0.5 ejecutadas" in row.message
    rest = {one.rule for one in verdict.observations if one.severity is not Severity.ERROR}
    assert rest == {"redaccion", "formato_codigo", "formato_miles"}


def test_the_report_of_2020_has_exactly_three_errors() -> None:
    folder = os.environ.get("EFICACIA_DATOS")
    if not folder:
        pytest.skip("EFICACIA_DATOS is not set")
    text = Path(folder, "seed", "informe-satcaj-2020.txt").read_text(encoding="utf-8")
    verdict = verify("informe.docx", typed_report(text))
    assert [(rule, code, printed) for rule, code, printed, _ in told(verdict)] == [
        ("frase_lado", "AEI.05.04", errors(verdict)[0].printed),
        ("frase_porcentaje", "AEI.05.04", "60%"),
        ("fila_porcentaje", "AEI.06.02", "17%"),
    ]
    assert all(one.severity is Severity.NOTICE for one in verdict.observations if one not in errors(verdict))


@pytest.mark.parametrize(
    ("old", "new", "rule", "printed"),
    [
        ("1,240\t1,302\t105 %", "1,240\t1,302\t150 %", "fila_porcentaje", "150 %"),
        ("TOTAL\t\t1,288\t1,348\t105 %", "TOTAL\t\t1,298\t1,348\t104 %", "total_suma", "1,298"),
        ("TOTAL\t\t1,288\t1,348\t105 %", "TOTAL\t\t1,288\t1,348\t115 %", "total_porcentaje", "115 %"),
        ("2\tOficina de Logística\t8\t6", "2\tGerencia de Ambiente\t8\t6", "unidad_repetida", "Gerencia de Ambiente"),
        ("contribuido 3 unidades", "contribuido 4 unidades", "frase_cuenta", "4 unidades orgánicas"),
        ("solamente la Oficina de Logística ha", "solamente la Gerencia de Ambiente ha", "frase_lado", "menor al 100%"),
        ("ejecución del 105%", "ejecución del 150%", "frase_total", "150%"),
        ("**META SUBVALUADA**", "**META CUMPLIDA**", "frase_indicador", "META CUMPLIDA"),
        ("para la Oficina de Logística el 50%", "para la Gerencia de Ambiente el 200%", "frase_unidad", "Gerencia de Ambiente"),
        ("1.1\tAEI.01.01: Ampliar la recolección de residuos\t1,288", "1.1\tAEI.01.01: Ampliar la recolección de residuos\t1,289", "seccion_ii", "1,289"),
        ("31,292\t13,656", "31,292\t13,665", "objetivo_suma", "13,665"),
        ("AEI.02.02 Capacitar", "AEI.01.03 Capacitar", "codigo_objetivo", "AEI.01.03"),
        ("Respecto a la AEI.02.01,", "Respecto a la AEI.02.09,", "codigo_sin_par", "AEI.02.09"),
    ],
)  # fmt: skip
def test_one_change_is_told(old: str, new: str, rule: str, printed: str) -> None:
    verdict = changed(old, new)
    assert (rule, printed) in [(one[0], one[2]) for one in told(verdict)]


def test_a_wrong_amount_is_told_once_and_the_total_hangs_under_it() -> None:
    verdict = changed(
        "2\tSubgerencia de Limpieza\t30,000\t12,300", "2\tSubgerencia de Limpieza\t30,000\t13,200"
    )
    assert ("fila_porcentaje", "AEI.01.02", "41%", "44 %") in told(verdict)
    (total,) = [one for one in verdict.observations if one.rule == "total_suma"]
    assert total.severity is Severity.NOTICE
    assert total.root is not None
    assert "12,300, cuadrarían la fila y el TOTAL" in total.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("105 %\n2", "1.05\n2"),
        ("105 %\n2", "ciento cinco por ciento\n2"),
        ("1\tSubgerencia de Limpieza\t1,240\t1,302", "1\tSUBGERENCIA DE LIMPIEZA\t1240\tS/ 1,302.00"),
        ("1\tSubgerencia de Limpieza\t1,240", "1\tSubgerencia de  Limpieza\t1.240"),
        ("contribuido 3 unidades orgánicas", "contribuido tres unidades"),
        ("para la Oficina de Logística el 50%", "el doscientos por ciento la Of. de Logística"),
    ],
)
def test_another_spelling_is_no_error(old: str, new: str) -> None:
    before = {(one[0], one[1]) for one in told(verify("x.docx", typed_report(OWN)))}
    assert {(one[0], one[1]) for one in told(changed(old, new))} <= before


def test_our_own_report_is_clean() -> None:
    plan = example_plan()
    verdict = verify("x.docx", write(compose(evaluate(plan.framework, plan.activities), None)))
    assert [one for one in verdict.observations if one.severity is not Severity.NOTICE] == []
    assert sum(verdict.checked.values()) > 500
    assert verdict.unchecked


def clean(seed: str, number: int) -> None:
    choose = seeded(seed)
    for _ in range(number):
        names = tuple(choose.choice(list(ALL)) for _ in range(choose.choice((1, 2, 2, 3, 4, 5, 7, 9))))
        evaluation = evaluation_of(truth_of(names, choose.choice(METHODS)))
        file = write(compose(evaluation, None))
        for against in (None, evaluation):
            verdict = verify("x.docx", file, against)
            wrong = [
                one.message for one in verdict.observations if one.severity is not Severity.NOTICE or one.root
            ]
            assert wrong == [], (names, evaluation.method)


def test_our_reports_are_clean_in_any_state_and_by_any_method() -> None:
    clean("clean", 6)


@pytest.mark.sweep
def test_many_of_our_reports_are_clean() -> None:
    clean("clean sweep", 400)


def test_the_document_of_rules_is_current() -> None:
    assert (ROOT / "docs" / "reglas-de-verificacion.md").read_text(encoding="utf-8") == catalogue.document()
    assert set(catalogue.CATALOGUE) == set(catalogue.Rule)


def test_a_table_in_a_text_box_in_a_layout_table_and_in_a_control_is_read() -> None:
    document = docx.Document(io.BytesIO(typed_report(OWN)))
    outer = docx.Document()
    cell = outer.add_table(1, 2).rows[0].cells[1]
    for element in list(document.element.body)[:-1]:
        cell._tc.append(element)
    buffer = io.BytesIO()
    outer.save(buffer)
    assert [one[0] for one in told(verify("x.docx", buffer.getvalue()))] == [
        "frase_lado",
        "frase_porcentaje",
        "fila_porcentaje",
    ]


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<a>",
    ],
)
def test_a_hostile_document_is_refused(xml: str) -> None:
    source = io.BytesIO(typed_report(OWN))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    with pytest.raises(UnusableReport):
        verify("x.docx", target.getvalue())


def test_an_empty_document_says_that_nothing_was_compared() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    verdict = verify("x.docx", buffer.getvalue())
    assert verdict.observations == ()
    assert sum(verdict.checked.values()) == 0


def new_faults(before: Path, after: Path) -> list[str]:
    """What the validator finds in a copy and did not find in the original; its old styles part apart."""
    known = set(check(before))
    return [fault for fault in check(after) if fault not in known and "stylesWithEffects" not in fault]


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "informe.docx"
    report.write_bytes(typed_report(OWN))
    copy = tmp_path / "revisado.docx"
    assert cli.main(["verificar", str(report), "--revisado", str(copy)]) == 1
    said = capsys.readouterr().out
    assert "3 errores" in said
    assert "No se pudo comprobar" in said
    assert new_faults(report, copy) == []
    assert cli.main(["verificar", str(report), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert {"observaciones", "comprobado", "no_comprobado"} <= set(data)
    keys = {"regla", "severidad", "lugar", "texto", "impreso", "esperado", "mensaje"}
    assert all(keys <= set(one) for one in data["observaciones"])
    assert cli.main(["verificar", str(tmp_path / "no.docx")]) == 2
    assert "No se encontró" in capsys.readouterr().err
    assert cli.main(["verificar", str(report), "--revisado", str(report)]) == 3


def test_the_comments_stand_at_the_words(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(typed_report(OWN))
    copy = tmp_path / "c.docx"
    cli.main(["verificar", str(path), "--revisado", str(copy)])
    document = docx.Document(str(copy))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words == [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    commented = commented_words(document)
    verdict = verify("r.docx", path.read_bytes())
    assert sorted(commented) == sorted(one.place.words for one in verdict.observations)
    names = [
        mark.get(docx.oxml.ns.qn("w:name"))
        for mark in document.element.body.iter(docx.oxml.ns.qn("w:bookmarkStart"))
    ]
    assert {f"Verificar_{n}" for n in range(1, len(verdict.observations) + 1)} <= set(names)


def commented_words(document: docx.document.Document) -> list[str]:
    """The words between the ends of every comment, read from the XML alone."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    open_: dict[str, str] = {}
    found = []
    for element in document.element.body.iter():
        if element.tag == f"{w}commentRangeStart":
            open_[element.get(f"{w}id")] = ""
        elif element.tag == f"{w}commentRangeEnd":
            found.append(open_.pop(element.get(f"{w}id")))
        elif element.tag == f"{w}t":
            open_ = {key: text + (element.text or "") for key, text in open_.items()}
    return found


def test_json_has_places_as_numbers() -> None:
    data = as_json("x.docx", verify("x.docx", typed_report(OWN)))
    (row,) = [one for one in data["observaciones"] if one["regla"] == "fila_porcentaje"]
    assert (row["tabla"], row["fila"], row["parrafo"]) == (2, 1, None)
    document = docx.Document(io.BytesIO(typed_report(OWN)))
    assert document.tables[2].rows[1].cells[4].text == "13%"
    (share,) = [one for one in data["observaciones"] if one["regla"] == "frase_porcentaje"]
    assert document.paragraphs[share["parrafo"]].text[share["inicio"] : share["fin"]] == "50%"
