"""Tables without header, methods that are only guessed, units that a table lacks: what is told, and what not."""

# ruff: noqa: E501 - paragraphs of a report are long

from __future__ import annotations

from report.verify.model import Severity
from report.verify.verify import Verdict, verify
from tests.report.verify.typed import typed_report

BARE = """
I. CONTRIBUCIÓN POR ÁREAS
OEI.01 Mejorar la limpieza pública
AEI.01.01 Ampliar la recolección
1	Secretaría General	84,219.00	160,728.00	191
2	Oficina de Logística	6,196.00	1,600.00	26
Total general		90,415.00	162,328.00	180
AEI.01.02 Renovar los contenedores
1	Oficina de Logística	40.00	30.00	75
2	Gerencia de Ambiente	60.00	60.00	100
Total general		100.00	90.00	90
AEI.01.03 Podar los árboles
1	Subgerencia de Limpieza	80.00	60.00	75
2	Gerencia de Ambiente	20.00	20.00	100
3	Oficina de Logística	100.00	20.00	20
Total general		200.00	100.00	50
II. OBJETIVOS
1	OEI.01: Mejorar la limpieza pública	90,715.00	162,518.00	179
1.1	AEI.01.01: Ampliar la recolección	90,415.00	162,328.00	180
1.2	AEI.01.02: Renovar los contenedores	100.00	90.00	90
1.3	AEI.01.03: Podar los árboles	200.00	100.00	50
Conclusiones
El presente informe evalúa 3 Acciones Estratégicas Institucionales, en las que participan 4 unidades orgánicas.
"""

ALONE = """
I. CONTRIBUCIÓN POR ÁREAS
AEI.01.01 Ampliar la recolección
1	Secretaría General	84,219.00	160,728.00	191
2	Oficina de Logística	620.00	1,600.00	26
Total general		90,415.00	162,328.00	180
II. OBJETIVOS
N°	OEI / AEI	Programado	Ejecutado	Porcentaje	Indicador
1	OEI.01: Mejorar la limpieza pública	90,415.00	162,328.00	180 %	META SUBVALUADA
1.1	AEI.01.01: Ampliar la recolección	90,415.00	162,328.00	180 %	META SUBVALUADA
Conclusiones
El presente informe evalúa 1 Acciones Estratégicas Institucionales. Falta la AEI.01.02.
"""

CAPPED = """
I. CONTRIBUCIÓN POR ÁREAS
AEI.01.01 Ampliar la recolección
N°	Área	Programadas	Ejecutadas	%
1	Secretaría General	400	400	100 %
2	Oficina de Logística	92	92	100 %
TOTAL		492	492	100 %
AEI.01.02 Renovar los contenedores
N°	Área	Programadas	Ejecutadas	%
1	Gerencia de Rentas	40	40	100 %
2	Oficina de Logística	50	50	100 %
TOTAL		90	90	100 %
AEI.02.01 Podar los árboles
N°	Área	Programadas	Ejecutadas	%
1	Gerencia de Rentas	4	5	125 %
TOTAL		4	5	125 %
"""

NAMED = """
I. CONTRIBUCIÓN POR ÁREAS
AEI.01.01 Ampliar la recolección
N°	Área	Programadas	Ejecutadas	%
1	Gerencia de Rentas (GR)	100	120	120 %
2	Departamento de Licencias (DL)	100	130	130 %
3	Subgerencia de Catastro (SC)	100	140	140 %
TOTAL		300	390	130 %
{}
"""


def read(text: str) -> Verdict:
    return verify("x.docx", typed_report(text))


def errors(verdict: Verdict) -> list[tuple[str, str, str]]:
    return [
        (one.rule, one.place.code, one.printed)
        for one in verdict.observations
        if one.severity is Severity.ERROR
    ]


def test_a_wrong_figure_does_not_hide_a_table_without_header() -> None:
    assert errors(read(BARE)) == []
    for old, new in (("84,219.00", "8,422.00"), ("\t191", "\t190"), ("\t6,196.00", "\t620.00")):
        found = errors(read(BARE.replace(old, new, 1)))
        assert {(rule, code) for rule, code, _ in found} <= {
            ("fila_porcentaje", "AEI.01.01"),
            ("total_suma", "AEI.01.01"),
        }
        assert found


def test_a_table_that_is_not_recognised_makes_no_errors_elsewhere() -> None:
    verdict = read(ALONE)
    assert errors(verdict) == []
    assert "no se reconoce qué dice la tabla" in {one.why for one in verdict.unchecked}
    assert any(one.text == "AEI.01.02" for one in verdict.unchecked)


def test_one_wrong_total_does_not_turn_the_method() -> None:
    assert errors(read(CAPPED)) == []
    wrong = CAPPED.replace("TOTAL\t\t492\t492", "TOTAL\t\t94\t492")
    assert errors(read(wrong)) == [("total_suma", "AEI.01.01", "94")]


def test_a_unit_without_row_is_told_in_lists_and_pairs() -> None:
    listed = (
        "Las tres unidades superaron lo programado. Se trata de la GR (120 %), {} (130 %) y la SC (140 %)."
    )
    assert errors(read(NAMED.format(listed.format("el DL")))) == []
    assert errors(read(NAMED.format(listed.format("el OCI")))) == [("frase_unidad", "AEI.01.01", "OCI")]
    pair = "La Gerencia de Rentas y la {} ejecutaron el 120 % y 140 %, respectivamente."
    assert errors(read(NAMED.format(pair.format("Subgerencia de Catastro")))) == []
    stranger = errors(read(NAMED.format(pair.format("Unidad de Almacén"))))
    assert stranger == [("frase_unidad", "AEI.01.01", "Unidad de Almacén")]


def test_an_acronym_outside_the_tables_is_said_to_be_unchecked() -> None:
    verdict = read(NAMED.format("Lo programado por la SG se ejecutó en 120 %."))
    assert errors(verdict) == []
    assert "la sigla no está en las tablas" in {one.why for one in verdict.unchecked}


def test_a_longer_name_is_not_passed_as_the_shorter_one() -> None:
    verdict = read(NAMED.format("El Departamento de Licencias de Edificación ejecutó el 130 %."))
    assert "nombre_parecido" in {one.rule for one in verdict.observations}


def test_lines_without_figures_about_execution_are_not_listed_as_unchecked() -> None:
    lines = (
        "Periodo evaluado: Anual 2020",
        "Lugar y fecha: Cajamarca, 22 de enero de 2021",
        "Informe de evaluación del Plan Operativo Institucional 2020",
        "La reunión se realizó el 15/01/2021 a las 10:30 horas.",
    )
    unread = ("La inversión fue de 12 millones de soles.", "En 2021 se cumplió casi todo lo previsto.")
    verdict = read("\n".join(lines) + CAPPED + "Conclusiones\n" + "\n".join(unread))
    assert [one.text for one in verdict.unchecked] == list(unread)
