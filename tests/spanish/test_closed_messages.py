"""What is said of a closed month that changed."""

from decimal import Decimal

import pytest

from workbook.domain.findings import Code, Datum, finding
from workbook.spanish.messages import message


def told(sheet: str = "UTD", cell: str = "", **data: Datum) -> str:
    return message(finding(Code.CLOSED_MONTH_CHANGED, sheet=sheet, cell=cell, unit="Trámite", **data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {
                "field": "executed",
                "month": 3,
                "before": Decimal(4),
                "after": Decimal(1200),
                "activity": "AO-1",
            },
            "cambió Ejecutadas de marzo de «AO-1» (antes 4, ahora 1,200) después de cerrado marzo.",
        ),
        (
            {"field": "programmed", "month": 0, "before": "", "after": "S.I.", "activity": "AO-1"},
            "cambió Programadas de «AO-1» (antes en blanco, ahora S.I.) después de cerrado el periodo.",
        ),
        (
            {"field": "executed", "month": 3, "before": Decimal("0.001"), "after": Decimal("0.002")},
            "cambió Ejecutadas de marzo después de cerrado marzo.",
        ),
        ({}, "cambió un importe después de cerrado el periodo."),
        ({"others": 1}, "1 celda más cambió después de cerrado el mes."),
        ({"others": 12}, "12 celdas más cambiaron después de cerrado el mes."),
    ],
)
def test_amounts(data: dict[str, Datum], expected: str) -> None:
    assert told(cell="Q8", **data) == (
        f"En la hoja «UTD», celda Q8: {expected} Devuelva lo anterior, o deje constancia en «Descargo» de "
        "por qué cambió."
    )


def test_a_row_that_is_gone() -> None:
    assert told(sheet="", gone="sí", activity="AO-1", months=("1", "2", "3")) == (
        "Ya no está la actividad «AO-1», que tenía importes en el periodo cerrado (enero a marzo). Vuelva a "
        "poner la fila, o deje constancia en «Descargo» de por qué se retiró."
    )
    assert told(sheet="", gone="sí").startswith(
        "Ya no está una actividad, que tenía importes en el periodo cerrado."
    )


def test_a_changed_register() -> None:
    assert told(sheet="", register="sí") == (
        "El registro de cierres de «Trámite» no es el que se guardó: alguien lo cambió. Vuelva al "
        "libro tal como quedó al cerrar («…-cerrado»), o cierre otra vez el periodo."
    )
    nobody = message(finding(Code.CLOSED_MONTH_CHANGED, register="sí"))
    assert nobody.startswith("El registro de cierres de una unidad no es")
