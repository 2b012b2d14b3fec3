import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.spanish.grammar import (
    Gender,
    agree,
    both,
    inflect,
    join,
    noun,
    number_word,
    of_the,
    sentence_case,
    the,
    to_the,
)

M, F = Gender.MASCULINE, Gender.FEMININE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # the units of the 2020 report
        ("Oficina de Informática", "la"),
        ("Gerencia de Operaciones", "la"),
        ("Departamento de Atención y Servicios", "el"),
        ("Unidad de Defensoría del Contribuyente y Administrado", "la"),
        # every head of the specification
        ("Subgerencia de Obras", "la"),
        ("Dirección General", "la"),
        ("Procuraduría Pública Municipal", "la"),
        ("Secretaría General", "la"),
        ("Jefatura de Logística", "la"),
        ("División de Estudios", "la"),
        ("Defensoría Municipal", "la"),
        ("Intendencia", "la"),
        ("Coordinación de Salud Mental", "la"),
        ("Alcaldía", "la"),
        ("Comisión de Regidores", "la"),
        ("Presidencia", "la"),
        ("Órgano de Control Institucional", "el"),
        ("Equipo de Proyectos", "el"),
        ("Centro de Salud Baños del Inca", "el"),
        ("Comité de Gestión", "el"),
        ("Concejo Municipal", "el"),
        ("Consejo Regional", "el"),
        ("Despacho Ministerial", "el"),
        ("Programa de Vaso de Leche", "el"),
        ("Instituto Vial Provincial", "el"),
        ("Servicio de Cirugía", "el"),
        # other heads
        ("Subdirección de Personal", "la"),
        ("Sección de Tesorería", "la"),
        ("Escuela de Posgrado", "la"),
        ("Facultad de Ingeniería", "la"),
        ("Biblioteca", "la"),
        ("Red de Salud", "la"),
        ("Microrred Huambocancha", "la"),
        ("Superintendencia", "la"),
        ("Administración", "la"),
        ("Agencia Agraria", "la"),
        ("Municipalidad de Centro Poblado", "la"),
        ("Sede Central", "la"),
        ("UGEL Cajamarca", "la"),
        ("Proyecto Especial", "el"),
        ("Laboratorio de Suelos", "el"),
        ("Hospital Regional", "el"),
        ("Puesto de Salud", "el"),
        ("Tribunal de Tributos", "el"),
        ("Módulo de Justicia", "el"),
        ("Almacén Central", "el"),
        ("Archivo Central", "el"),
        ("Establecimiento de Salud", "el"),
        # capitals and missing accents do not matter
        ("DIRECCION REGIONAL", "la"),
        ("ORGANO DE CONTROL", "el"),
        # the word after Sub, Vice, a number
        ("Sub Gerencia de Obras", "la"),
        ("Sub-Gerencia de Obras", "la"),
        ("Gran Unidad Ejecutora", "la"),
        ("Vice Ministerio", "el"),
        ("1.ª Fiscalía Penal", "la"),
        ("Sub", "el"),
        # el before a stressed a
        ("Área de Sistemas", "el"),
        ("AREA DE SISTEMAS", "el"),
        ("Aula de Innovación", "el"),
        ("Sub Área de Sistemas", "la"),
        ("Áreas Verdes", "las"),
        # by the end of the word
        ("Recaudación", "la"),
        ("Tesorería", "la"),
        ("Calidad Educativa", "la"),
        ("Juventud", "la"),
        ("Niñez", "la"),
        ("Salud Ambiental", "la"),
        ("Infraestructura", "la"),
        ("Custodia", "la"),
        ("Sistema de Focalización", "el"),
        ("Organigrama", "el"),
        ("Mapa de Riesgos", "el"),
        ("Juez de Paz", "el"),
        ("Camal", "el"),
        ("SAT", "el"),
        ("", "el"),
        # plurals
        ("Servicios Generales", "los"),
        ("Recursos Humanos", "los"),
        ("Sistemas", "los"),
        ("Planes y Proyectos", "los"),
        ("Operaciones", "las"),
        ("Relaciones Públicas", "las"),
        ("Redes", "las"),
        ("Finanzas", "las"),
        ("Unidades Mineras", "las"),
        ("Crisis", "el"),
        ("Campus", "el"),
        ("SIS", "el"),
        ("DIRIS Lima Norte", "la"),
        ("SERUMS", "el"),
    ],
)
def test_article_from_the_head_noun(name: str, expected: str) -> None:
    assert noun(name).article == expected


@pytest.mark.parametrize(
    ("name", "article", "expected", "gender"),
    [
        ("Sistemas", "el", "el", M),
        ("Sistemas", " LA\n", "la", F),
        ("Oficina de Compras", "EL", "el", M),
        ("Servicios Generales", "Los", "los", M),
        ("Rentas", "las", "las", F),
        ("Área de Compras", "el", "el", F),
        ("Área de Compras", "la", "la", F),
        ("", "el", "el", M),
        ("Oficina de Compras", "", "la", F),
        ("Oficina de Compras", "lo", "la", F),
        ("Oficina de Compras", "el/la", "la", F),
    ],
)
def test_the_planner_chooses_the_article(name: str, article: str, expected: str, gender: Gender) -> None:
    assert (noun(name, article).article, noun(name, article).gender) == (expected, gender)


@pytest.mark.parametrize(
    ("name", "article", "expected"),
    [
        (
            "Oficina de Informática",
            "",
            "la Oficina de Informática|de la Oficina de Informática|a la Oficina de Informática",
        ),
        (
            "Departamento de Reclamos",
            "",
            "el Departamento de Reclamos|del Departamento de Reclamos|al Departamento de Reclamos",
        ),
        ("Área de Sistemas", "", "el Área de Sistemas|del Área de Sistemas|al Área de Sistemas"),
        (
            "Servicios Generales",
            "",
            "los Servicios Generales|de los Servicios Generales|a los Servicios Generales",
        ),
        ("Rentas", "las", "las Rentas|de las Rentas|a las Rentas"),
    ],
)
def test_contractions(name: str, article: str, expected: str) -> None:
    unit = noun(name, article)
    assert f"{the(unit)}|{of_the(unit)}|{to_the(unit)}" == expected


def test_a_plural_name_says_so() -> None:
    assert noun("Servicios Generales").plural
    assert not noun("Oficina de Servicios Generales").plural


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Oficina de TI ejecutó", "La Oficina de TI ejecutó"),
        ("área", "Área"),
        ("«de sus metas»", "«De sus metas»"),
        ("(en conjunto)", "(En conjunto)"),
        ("11 unidades", "11 unidades"),
        ("Ya está", "Ya está"),
        ("…", "…"),
        ("", ""),
    ],
)
def test_sentence_case(text: str, expected: str) -> None:
    assert sentence_case(text) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a y b"),
        (["a", "b", "c"], "a, b y c"),
        (("la Unidad de Logística", "el Área de Imagen"), "la Unidad de Logística y el Área de Imagen"),
        (["a", ""], "a y "),
    ],
)
def test_lists(items: list[str], expected: str) -> None:
    assert join(items) == expected


@pytest.mark.parametrize(
    ("last", "conjunction"),
    [
        ("Instituto Vial", "e"),
        ("Imagen", "e"),
        ("imagen", "e"),
        ("Íntegra", "e"),
        ("ÍNDICE", "e"),
        ("Historia", "e"),
        ("hijos", "e"),
        ("Hípica", "e"),
        ("«Informe final»", "e"),
        ("IPD", "e"),
        ("Hielo", "y"),
        ("hiato", "y"),
        ("hioides", "y"),
        ("ion", "y"),
        ("Yauyos", "y"),
        ("Yquitos", "y"),
        ("Huancayo", "y"),
        ("Logística", "y"),
        ("II Semestre", "y"),
        ("I Semestre", "y"),
        ("IV Trimestre", "y"),
        ("11 unidades", "y"),
    ],
)
def test_y_becomes_e_before_the_sound_of_an_i(last: str, conjunction: str) -> None:
    assert join(["Obras", last]) == f"Obras {conjunction} {last}"


@pytest.mark.parametrize(
    ("n", "gender", "expected"),
    [
        (0, M, "ningún"),
        (0, F, "ninguna"),
        (1, M, "un"),
        (1, F, "una"),
        (2, M, "dos"),
        (3, F, "tres"),
        (4, M, "cuatro"),
        (5, F, "cinco"),
        (6, M, "seis"),
        (7, F, "siete"),
        (8, M, "ocho"),
        (9, F, "nueve"),
        (10, M, "diez"),
        (11, F, "11"),
        (21, F, "21"),
        (1200, M, "1,200"),
        (1267432, M, "1,267,432"),
    ],
)
def test_number_words(n: int, gender: Gender, expected: str) -> None:
    assert number_word(n, gender) == expected


@pytest.mark.parametrize(
    ("n", "gender", "expected"),
    [(0, M, "ninguno"), (0, F, "ninguna"), (1, M, "uno"), (1, F, "una"), (2, F, "dos"), (11, M, "11")],
)
def test_number_words_that_stand_alone(n: int, gender: Gender, expected: str) -> None:
    assert number_word(n, gender, before_noun=False) == expected


def test_both() -> None:
    assert (both(M), both(F)) == ("ambos", "ambas")


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "quedaron"), (1, "quedó"), (2, "quedaron"), (11, "quedaron")]
)
def test_verbs_agree(n: int, expected: str) -> None:
    assert agree(n, "quedó", "quedaron") == expected


@pytest.mark.parametrize(
    ("adjective", "expected"),
    [
        ("programado", "programado programada programados programadas"),
        ("suficiente", "suficiente suficiente suficientes suficientes"),
        ("total", "total total totales totales"),
    ],
)
def test_adjectives_agree(adjective: str, expected: str) -> None:
    forms = [inflect(adjective, gender, plural=plural) for plural in (False, True) for gender in (M, F)]
    assert forms == expected.split()


@given(st.lists(st.text(st.characters(exclude_characters="ey, "), min_size=1), min_size=1))
def test_a_list_keeps_its_items_in_order(items: list[str]) -> None:
    sentence = join(items)
    start = 0
    for item in items:
        start = sentence.index(item, start) + len(item)
    assert start == len(sentence)


@given(st.text(), st.sampled_from(["", "el", "La", " los", "LAS", "otro"]))
def test_article_gender_and_contractions_agree(name: str, article: str) -> None:
    unit = noun(name, article)
    assert unit.article in {M: ("el", "los"), F: ("la", "las", "el")}[unit.gender]
    assert of_the(unit) == f"de {the(unit)}".replace("de el ", "del ", 1)
    assert to_the(unit) == f"a {the(unit)}".replace("a el ", "al ", 1)
    assert unit.plural == (unit.article in ("los", "las"))


@given(st.text())
def test_sentence_case_changes_at_most_one_letter(text: str) -> None:
    changed = sentence_case(text)
    assert changed.casefold() == text.casefold()
    assert sentence_case(changed) == changed
