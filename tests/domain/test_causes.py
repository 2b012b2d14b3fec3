"""Narrative, section II: a Motivo that is only a source explains nothing."""

from __future__ import annotations

import pytest

from workbook.domain.causes import is_explanation
from workbook.domain.plain import plain


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "-", "...", "2020", "12/03/2020", "CORREO ELECTRONICO JUAN PEREZ",
        "Correo electrónico del 12/03",
        "Memorando N°", "Memorando N° 123-2020-UTD", "MEMORANDO N° 045-2021/GM", "Informe N° 045",
        "Informe N.° 12-2020-OAJ/SATCAJ",
        "Oficio Múltiple N° 3", "reporte enviado", "Reporte enviado por la unidad", "Según informe N° 4-2020",
        "e-mail de la jefatura",
        "Correo", "Acta N° 3", "Memorando UTD/GM", "Ver informe adjunto",
        "Informe remitido por correo electrónico",
    ],
)  # fmt: skip
def test_only_a_source(text: str) -> None:
    assert not is_explanation(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ingresaron menos expedientes que los previstos", "La pandemia suspendió las visitas",
        "Falta de personal", "No se elaboró el informe",
        "Informe N° 12: no hubo solicitudes", "El informe se presentará en enero", "Menor demanda",
        "Sin presupuesto",
        "Correo electrónico: la capacitación se suspendió debido al estado de emergencia",
        "Los reportes se atrasaron por falla del servidor",
        "Se priorizó la cobranza", "COVID-19 impidió las visitas",
    ],
)  # fmt: skip
def test_an_explanation(text: str) -> None:
    assert is_explanation(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Ejecución\nN° (%) ", "ejecucion n"),
        ("S.I.", "s i"),
        ("ÁÉÍÓÚ ñ", "aeiou n"),
        ("1ª", "1"),
        ("", ""),
        ("straße", "strasse"),
    ],
)
def test_the_comparable_form_of_a_text(text: str, form: str) -> None:
    assert plain(text) == form
