import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.spanish import lexicon
from workbook.spanish.names import plain, presentable, split_acronym

CAPITALS = st.text(alphabet="ABCDEFGHIJKLMNÑOPQRSTUVWXYZÁÉÍÓÚÜ0123456789 .,-/()º°", max_size=60)
REGISTER_WORDS = """
OFICINA UNIDAD OEIOFICINA DE LA Y E A DEL GESTION SAT TI II JURIDICA LIBERTAD 05 UGEL - (OGC) S.A. SALUD
"""
REGISTER = st.lists(st.sampled_from(REGISTER_WORDS.split()), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # accents and connectors
        ("OFICINA DE ASESORIA JURIDICA", "Oficina de Asesoría Jurídica"),
        ("OFICINA DE ESTADÍSTICA E INFORMÁTICA", "Oficina de Estadística e Informática"),
        ("UNIDAD DE LOGISTICA Y ALMACEN", "Unidad de Logística y Almacén"),
        ("UNIDAD DE TRAMITE DOCUMENTARIO", "Unidad de Trámite Documentario"),
        ("UNIDAD DE TESORERIA", "Unidad de Tesorería"),
        ("DEPARTAMENTO DE FISCALIZACION", "Departamento de Fiscalización"),
        ("GERENCIA DE ADMINISTRACION", "Gerencia de Administración"),
        ("PROCURADURIA PUBLICA MUNICIPAL", "Procuraduría Pública Municipal"),
        ("SECRETARIA TECNICA DE SEGURIDAD CIUDADANA", "Secretaría Técnica de Seguridad Ciudadana"),
        ("ORGANO DE CONTROL INSTITUCIONAL", "Órgano de Control Institucional"),
        ("AREA DE AUDITORIA MEDICA", "Área de Auditoría Médica"),
        ("OFICINA DE TECNOLOGIAS DE LA INFORMACION", "Oficina de Tecnologías de la Información"),
        ("DEPARTAMENTO DE OBSTETRICIA Y PERINATOLOGIA", "Departamento de Obstetricia y Perinatología"),
        ("SERVICIO DE PATOLOGIA CLINICA", "Servicio de Patología Clínica"),
        ("DEPARTAMENTO DE DIAGNOSTICO POR IMAGENES", "Departamento de Diagnóstico por Imágenes"),
        ("SERVICIO DE NEUROCIRUGIA", "Servicio de Neurocirugía"),
        ("UNIDAD FUNCIONAL DE INGENIERIA BIOMÉDICA", "Unidad Funcional de Ingeniería Biomédica"),
        (
            "DEPARTAMENTO DE ANESTESIA, ANALGESIA Y REANIMACION",
            "Departamento de Anestesia, Analgesia y Reanimación",
        ),
        (
            "JEFATURA DE OFICINA EJECUTIVA DE APOYO A LA INVESTIGACIÓN Y DOCENCIA ESPECIALIZADA",
            "Jefatura de Oficina Ejecutiva de Apoyo a la Investigación y Docencia Especializada",
        ),
        ("GERENCIA DE LA NIÑEZ Y LOS NIÑOS", "Gerencia de la Niñez y los Niños"),
        ("PROGRAMA PARA EL DISENO CON ENSENANZA BILINGUE", "Programa para el Diseño con Enseñanza Bilingüe"),
        ("SERVICIO DE LINGÜISTICA", "Servicio de Lingüística"),
        ("EL ARCHIVO", "El Archivo"),
        ("SUB-GERENCIA DE CATASTRO", "Sub-Gerencia de Catastro"),
        # acronyms, numerals, letters, numbers
        ("OFICINA DE TI", "Oficina de TI"),
        ("SAT DE CAJAMARCA", "SAT de Cajamarca"),
        ("CONTROL DE TBC-VIH/SIDA", "Control de TBC-VIH/SIDA"),
        ("EQUIPO DE CRED", "Equipo de CRED"),
        ("OFICINA DE RRHH", "Oficina de RRHH"),
        ("UTD", "UTD"),
        ("OEA", "OEA"),
        ("GAF", "GAF"),
        ("ORRHH", "ORRHH"),
        ("HOSPITAL ESSALUD II", "Hospital EsSalud II"),
        ("ESTABLECIMIENTO DE NIVEL III-1", "Establecimiento de Nivel III-1"),
        ("UGEL Nº 05", "UGEL Nº 05"),
        ("UGEL N° 05", "UGEL N° 05"),
        ("COMPAÑIA B-123", "Compañía B-123"),
        ("1RA Y 2DA DIVISION", "1ra y 2da División"),
        ("PISO 3B", "Piso 3B"),
        ("HEPATITIS A", "Hepatitis A"),
        ("U.E. GERENCIA S.A.", "U.E. Gerencia S.A."),
        ("EL(LA) EESS", "El(la) EESS"),
        ("COMPORTAMIENTO Y/O PROBLEMAS", "Comportamiento y/o Problemas"),
        ("CLUB DE LA UNION", "Club de la Unión"),
        ("CASA DE LA JUVENTUD DE", "Casa de la Juventud De"),
        # acronyms written after the name
        ("OFICINA GENERAL DE TRAMITE - OGT", "Oficina General de Trámite - OGT"),
        ("UNIDAD FUNCIONAL DE ALMACEN (UFA)", "Unidad Funcional de Almacén (UFA)"),
        ("AGENCIA DE COBRANZA - OTUZCO", "Agencia de Cobranza - Otuzco"),
        # places
        ("GERENCIA REGIONAL DE LA LIBERTAD", "Gerencia Regional de La Libertad"),
        ("MUNICIPALIDAD DE VILLA EL SALVADOR", "Municipalidad de Villa El Salvador"),
        ("RED DE SALUD JUNIN", "Red de Salud Junín"),
        # an acronym glued to the front
        ("OEIOFICINA DE ESTADÍSTICA E INFORMÁTICA", "Oficina de Estadística e Informática (OEI)"),
        ("ORRHHOFICINA DE RECURSOS HUMANOS", "Oficina de Recursos Humanos (ORRHH)"),
        # spaces; only connectors in lower case
        ("  OFICINA \n DE\u00a0OBRAS ", "Oficina de Obras"),
        ("SALUD SEXUAL y VIH/SIDA", "Salud Sexual y VIH/SIDA"),
        ("ASESORI\u0301A", "Asesoría"),
        # somebody chose these
        ("Oficina de Informatica", "Oficina de Informatica"),
        (" Unidad  de TI ", "Unidad de TI"),
        ("OFICINA DE OBRAS (ex Estudios)", "OFICINA DE OBRAS (ex Estudios)"),
        ("oficina", "oficina"),
        ("de la", "de la"),
        ("2020", "2020"),
        ("º", "º"),
        ("", ""),
    ],
)
def test_presentable(name: str, expected: str) -> None:
    assert presentable(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OEIOFICINA DE ESTADÍSTICA E INFORMÁTICA", ("OEI", "OFICINA DE ESTADÍSTICA E INFORMÁTICA")),
        ("DSCDEPARTAMENTO DE SERVICIOS", ("DSC", "DEPARTAMENTO DE SERVICIOS")),
        ("DPDEPARTAMENTO DE PATOLOGIA", ("DP", "DEPARTAMENTO DE PATOLOGIA")),
        ("ORRHHOFICINA DE RECURSOS HUMANOS", ("ORRHH", "OFICINA DE RECURSOS HUMANOS")),
        ("UFSUNIDAD DE SEGUROS", ("UFS", "UNIDAD DE SEGUROS")),
        ("UPUNIDAD", ("UP", "UNIDAD")),
        ("DEDIRECCIÓN EJECUTIVA", ("DE", "DIRECCIÓN EJECUTIVA")),
        # words that only look glued
        ("SUBGERENCIA DE OBRAS", ("", "SUBGERENCIA DE OBRAS")),
        ("SUBSECRETARIA DE OBRAS", ("", "SUBSECRETARIA DE OBRAS")),
        ("PREPROYECTO", ("", "PREPROYECTO")),
        ("COMUNIDAD NATIVA", ("", "COMUNIDAD NATIVA")),
        ("INMUNIDAD", ("", "INMUNIDAD")),
        ("OOFICINA", ("", "OOFICINA")),
        ("O1OFICINA", ("", "O1OFICINA")),
        ("OEI-OFICINA DE ESTADISTICA", ("", "OEI-OFICINA DE ESTADISTICA")),
        ("O½OFICINA", ("", "O½OFICINA")),
        ("OEIOficina de Estadística", ("", "OEIOficina de Estadística")),
        ("", ("", "")),
    ],
)
def test_split_acronym(name: str, expected: tuple[str, str]) -> None:
    assert split_acronym(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unidad de Medida", "unidad de medida"),
        ("  ACCIÓN\nESTRATÉGICA  Institucional. ", "accion estrategica institucional"),
        ("Año", "ano"),
        ("DESAGÜE", "desague"),
        ("N°", "n"),
        ("Nº", "n"),
        ("N.º", "n"),
        ("№ 5", "n 5"),
        ("N° 1.1", "n 1 1"),
        ("AEI.01.01", "aei 01 01"),
        ("F(RE) 01", "f re 01"),
        ("Meta_anual", "meta anual"),
        ("100 %", "100"),
        ("Programadas\u00a0(2020)", "programadas 2020"),
        ("Asesori\u0301a", "asesoria"),
        ("«Motivo» – causa", "motivo causa"),
        ("Straße ﬁn ²", "strasse fin 2"),
        ("Ωμέγα", "ωμεγα"),
        ("…", ""),
        ("", ""),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text() | CAPITALS | REGISTER)
def test_presentable_twice_is_presentable_once(name: str) -> None:
    assert presentable(presentable(name)) == presentable(name)


@given(CAPITALS | REGISTER)
def test_presentable_changes_nothing_that_matching_sees(name: str) -> None:
    acronym, rest = split_acronym(" ".join(name.split()))
    assert plain(presentable(name)) == plain(f"{rest} {acronym}")


@given(st.text() | CAPITALS)
def test_plain_twice_is_plain_once(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@given(st.text() | CAPITALS)
def test_plain_holds_only_letters_digits_and_single_spaces(text: str) -> None:
    assert all(word.isalnum() and word == word.casefold() for word in plain(text).split(" ") if word)
    assert "  " not in plain(text)


@given(CAPITALS)
def test_plain_does_not_hang_on_case_accents_or_composition(text: str) -> None:
    assert plain(text.lower()) == plain(unicodedata.normalize("NFD", text)) == plain(text)


def test_no_two_entries_of_the_lexicon_disagree() -> None:
    words = [*lexicon._WORDS.split(), *lexicon._inflected(lexicon._STEMS)]
    words += [noun + plural for noun in lexicon._NOUNS.split() for plural in ("", "s")]
    assert len(words) == len(lexicon.accented())
    assert len(words) > 1000


@pytest.mark.parametrize("text", [lexicon._WORDS, lexicon._NOUNS, lexicon._STEMS, lexicon._ACRONYMS])
def test_the_lists_of_the_lexicon_are_in_order(text: str) -> None:
    keys = [lexicon.unmarked(word.lower()) for word in text.split()]
    assert keys == sorted(set(keys))


def test_the_lexicon_restores_its_own_words() -> None:
    for key, word in lexicon.accented().items():
        assert lexicon.restored(key) == lexicon.restored(word.lower()) == word


def test_no_head_noun_has_two_genders() -> None:
    assert not lexicon.feminine_heads() & lexicon.masculine_heads()
