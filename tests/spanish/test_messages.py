"""Every finding is told in Spanish, with its place and its repair, whatever its data holds."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.domain.findings import Code, Datum, Finding, Severity, finding
from workbook.domain.scale import ScaleFault
from workbook.host import UnusableBook
from workbook.spanish import labels
from workbook.spanish.details import Details
from workbook.spanish.messages import could_not_save, message, repair, title, unusable_book, what
from xlwings_addin.output import CouldNotSave

ENGLISH = re.compile(
    r"\b(the|of|is|are|not|and|sheet|cell|value|None|True|False|executed|programmed|unit|row|found|must)\b"
)
SENTENCE = re.compile(r"[¿A-ZÁÉÍÓÚÑ«0-9].*[.?]", re.DOTALL)

TYPICAL: dict[Code, dict[str, Datum]] = {
    Code.NO_DATA: {"headers": ("Hoja1: Nombre, Edad",), "sheets": ("Hoja1", "Hoja2")},
    Code.MISSING_COLUMN: {"missing": ("Ejecutadas",)},
    Code.UNREADABLE_AMOUNT: {
        "text": "por confirmar",
        "field": "executed",
        "month": 3,
        "activity": "Notificar",
    },
    Code.AMBIGUOUS_AMOUNT: {"text": "1.234", "field": "executed", "month": 0, "activity": "Notificar"},
    Code.NEGATIVE_AMOUNT: {"text": "-5", "field": "programmed", "month": 0, "activity": "Notificar"},
    Code.CELL_ERROR: {"text": "#DIV/0!", "field": "executed", "month": 0, "activity": "Notificar"},
    Code.UNKNOWN_ACTION: {
        "text": "AEI.06.10",
        "nearest": "AEI.06.01",
        "programmed": Decimal(1200),
        "executed": Decimal("12.5"),
        "count": 2,
    },
    Code.INVALID_SCALE: {"fault": ScaleFault.TOO_CLOSE.value, "row": 4, "text": "0.75", "label": "META"},
    Code.INVALID_PARAMETER: {"parameter": "Método", "value": "media", "accepted": ("razon", "promedio")},
    Code.UNKNOWN_UNIT: {"name": "Oficina Nueva", "nearest": "Oficina Nueva de Sistemas"},
    Code.REPEATED_ACTION: {"action": "AEI.01.01", "name": "Otra"},
    Code.TOTAL_DISAGREES: {"printed": Decimal(12), "expected": Decimal(10), "field": "programmed"},
    Code.NOT_REPORTED: {"rows": 3, "cells": ("I7", "I8", "I9"), "months": ()},
    Code.MONTH_NOT_REPORTED: {"rows": 1, "cells": ("AA7",), "months": ("2", "3")},
    Code.EXECUTED_WITHOUT_TARGET: {"action": "AEI.01.01", "executed": Decimal("12.5")},
    Code.REPEATED_ACTIVITY: {"activity": "Notificar", "activity_code": "AOI001", "first": "UTD!A7"},
    Code.REPEATED_SHEET: {"used": "UTD"},
    Code.UNIT_WITH_TWO_NAMES: {"name": "Tramite", "other": "Trámite"},
    Code.DEVIANT_FORMULA: {"formula": "=E7/D8", "expected": "=E7/D7", "cells": ("F7", "F9"), "count": 2},
    Code.RUNNING_TOTALS: {"cells": ("AA7",), "count": 1},
    Code.PERCENTAGE_DISAGREES: {"printed": Decimal("0.8"), "expected": Fraction(8, 11)},
    Code.EARLIER_CUTOFF: {"months": ("3", "4"), "until": 2, "asked": 12},
    Code.MISSING_CAUSE: {"action": "AEI.01.01", "activity": "Notificar", "rows": 1},
    Code.INSUFFICIENT_CAUSE: {"action": "AEI.01.01", "activity": "Notificar", "text": "Memorando N° 12"},
    Code.CONTRADICTORY_COMMENT: {
        "action": "AEI.01.01",
        "why": "names_none",
        "names": ("Trámite",),
        "band": (),
    },
    Code.NOT_CALCULATED: {"cells": ("I7", "I8"), "count": 2, "amounts": 2},
    Code.BAND_WITHOUT_SCALE: {"cells": ("K7",), "count": 1},
    Code.FOREIGN_LINK: {
        "cells": ("J7",),
        "count": 1,
        "formula": "=[1]!EFICACIA(H7,I7)",
        "function": "EFICACIA",
    },
    Code.CLOSED_MONTH_CHANGED: {"field": "executed", "month": 2, "before": Decimal(4), "after": Decimal(5)},
    Code.UNKNOWN_PLACEHOLDER: {
        "placeholder": "{{entidd}}",
        "where": "el encabezado",
        "nearest": "{{entidad}}",
    },
    Code.NUMBER_AS_TEXT: {"cells": ("I7", "I8"), "count": 2},
    Code.MIXED_MEASURES: {"action": "AEI.01.01", "measures": ("Informe", "Caso")},
    Code.HIDDEN_DECIMALS: {"cells": ("I7",), "count": 1},
    Code.HIDDEN_ROWS: {"cells": ("A7", "A8"), "count": 2, "rows": ("7", "8")},
    Code.ACTION_WITHOUT_UNITS: {"action": "AEI.01.01"},
    Code.NOT_CHECKED: {"name": "poi.xlsb", "sheets": ("UTD",), "count": 1},
}

HOSTILE: tuple[Datum, ...] = (
    "",
    "\x00\x1f\n\t",
    "{0} %s %(x)s {nombre}",
    "a" * 50_000,
    "«»\u202e\ud800",
    0,
    -7,
    10**5000,
    Decimal("NaN"),
    Decimal("Infinity"),
    Decimal("1E+999999"),
    Decimal("-1E-30"),
    Fraction(1, 3),
    (),
    ("", "\n"),
    tuple("abcdefghijkl"),
    ("13", "0", "99999999999999999999", "x"),
)
KEYS = sorted({key for data in TYPICAL.values() for key in data} | {"why", "whole_sheet", "path", "label"})


def told(code: Code, /, **data: Datum) -> Finding:
    return Finding(code, "UTD", "I7", "", "Unidad de Trámite Documentario", tuple(data.items()))


def check(found: Finding) -> None:
    text = message(found)
    assert "\n" not in text
    assert "  " not in text
    assert not ENGLISH.search(re.sub(r"«[^»]*»|\([^)]*\)", "", text)), text
    assert "None" not in text
    for one in (what(found), repair(found)):
        assert SENTENCE.fullmatch(one), one
        assert not one.endswith("..")
    if found.sheet and found.cell:
        assert text.startswith(f"En la hoja «{found.sheet}», celda {found.cell}: ")


@pytest.mark.parametrize("code", Code)
def test_typical_data(code: Code) -> None:
    check(told(code, **TYPICAL[code]))
    assert "«»" not in message(told(code, **TYPICAL[code]))


@pytest.mark.parametrize("code", Code)
def test_no_data_and_no_place(code: Code) -> None:
    check(told(code))
    check(finding(code))
    check(finding(code, sheet="UTD"))
    check(finding(code, cell="I7"))


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_data(code: Code, value: Datum) -> None:
    text = message(told(code, **dict.fromkeys(KEYS, value)))
    assert text.startswith("En la hoja «UTD», celda I7: ")
    assert text.isprintable() or "\u00a0" in text
    assert len(text) < 2_500


@pytest.mark.parametrize("code", Code)
def test_data_that_should_never_be(code: Code) -> None:
    wrong = Finding(code, "UTD", "I7", data=tuple((key, None) for key in KEYS))  # type: ignore[arg-type]
    check(wrong)


@given(
    st.sampled_from(Code),
    st.dictionaries(
        st.sampled_from(KEYS),
        st.one_of(
            st.text(),
            st.integers(),
            st.decimals(),
            st.fractions(),
            st.lists(st.text(), max_size=12).map(tuple),
        ),
    ),
    st.text(max_size=40),
)
def test_any_data_can_be_told(code: Code, data: dict[str, Datum], place: str) -> None:
    for text in (
        what(found := Finding(code, place, place, place, place, tuple(data.items()))),
        repair(found),
    ):
        assert text
        assert text[-1] in ".?"
        assert "\n" not in text


def test_every_code_has_a_title_of_its_own() -> None:
    titles = [title(code) for code in Code]
    assert len(set(titles)) == len(titles)
    assert all(one[0].isupper() and not one.endswith(".") for one in titles)


@pytest.mark.parametrize("fault", ScaleFault)
def test_every_fault_of_a_scale(fault: ScaleFault) -> None:
    check(told(Code.INVALID_SCALE, fault=fault.value, row=5, text="x"))
    assert fault.value not in message(told(Code.INVALID_SCALE, fault=fault.value, row=5))


@pytest.mark.parametrize(
    ("code", "data", "expected"),
    [
        (
            Code.UNREADABLE_AMOUNT,
            {"text": "S.I.", "field": "programmed"},
            "una meta no puede quedar sin información",
        ),
        (
            Code.UNREADABLE_AMOUNT,
            {"text": "No programada", "field": "executed"},
            "pero la fila tiene meta programada",
        ),
        (
            Code.UNREADABLE_AMOUNT,
            {"text": "x", "field": "budget"},
            "PIM dice «x», que no se puede leer como número.",
        ),
        (
            Code.UNREADABLE_AMOUNT,
            {"text": "x", "field": "executed", "month": 3},
            "Ejecutadas de marzo dice «x»",
        ),
        (Code.CELL_ERROR, {"text": "#N/A", "field": "executed"}, "muestra el error #N/D"),
        (
            Code.UNKNOWN_ACTION,
            {"text": "", "count": 3, "programmed": Decimal(1), "executed": Decimal(2)},
            "3 filas no dicen su AEI; no suman a ningún OEI (programadas: 1; ejecutadas: 2)",
        ),
        (Code.UNKNOWN_ACTION, {"text": "AEI.9"}, "lo que se diga de él no aparece en el informe"),
        (Code.PERCENTAGE_DISAGREES, {"printed": Decimal(80), "expected": Fraction(8, 11)}, "es 80 %, pero"),
        (Code.PERCENTAGE_DISAGREES, {"printed": Decimal(2), "expected": Fraction(1, 2)}, "es 2 %, pero"),
        (
            Code.PERCENTAGE_DISAGREES,
            {"printed": Decimal("0.5"), "expected": "no_programada"},
            "(«No programada»)",
        ),
        (
            Code.PERCENTAGE_DISAGREES,
            {"printed": Decimal(50), "expected": "otra"},
            "es 50 %, pero la fila no tiene",
        ),
        (
            Code.TOTAL_DISAGREES,
            {"printed": Decimal(3), "expected": Decimal(4), "activity": "Notificar", "field": "executed"},
            "Ejecutadas de la actividad «Notificar» dice 3, pero de los meses evaluados resulta 4",
        ),
        (Code.DEVIANT_FORMULA, {"formula": "=SUM(D7:D8)", "rows": ("9",), "count": 1}, "no suma la fila 9"),
        (
            Code.DEVIANT_FORMULA,
            {"formula": "=E7/D8", "expected": "=E7/D7", "count": 1},
            "; se esperaba «=E7/D7»",
        ),
        (Code.HIDDEN_ROWS, {"whole_sheet": 1}, "la hoja está oculta"),
        (
            Code.HIDDEN_ROWS,
            {"count": 1, "rows": ("7",)},
            "hay 1 fila oculta o filtrada (fila 7), que también se cuenta.",
        ),
        (
            Code.NUMBER_AS_TEXT,
            {"text": "12", "field": "executed", "count": 1},
            "Ejecutadas está escrito como texto («12»)",
        ),
        (Code.NO_DATA, {"sheets": ("A", "B")}, "tiene las hojas «A» y «B»"),
        (Code.EARLIER_CUTOFF, {"months": ("3",), "until": 0}, "no tiene ningún dato del periodo"),
        (Code.INVALID_PARAMETER, {"parameter": "corte", "value": "2"}, "el corte a febrero es anterior"),
        (Code.INVALID_PARAMETER, {"parameter": "periodo sin meses", "value": ""}, "no tiene datos por mes"),
        (Code.INVALID_PARAMETER, {"parameter": "corte sin meses", "value": ""}, "hasta un mes determinado"),
        (
            Code.INVALID_PARAMETER,
            {"parameter": "Año", "value": "dosmil", "accepted": ("1990", "2100")},
            "cuatro cifras",
        ),
        (Code.INVALID_SCALE, {"missing": ("Indicador",)}, "la tabla Escala no tiene «Indicador»"),
        (Code.MISSING_CAUSE, {"rows": 4, "action": "AEI.01.01"}, "4 actividades de AEI.01.01 quedaron"),
        (
            Code.CONTRADICTORY_COMMENT,
            {"why": "praise", "band": "META INSUFICIENTE"},
            "su indicador es «META INSUFICIENTE»",
        ),
        (
            Code.CONTRADICTORY_COMMENT,
            {"why": "praise", "names": ("AEI.01.01", "AEI.01.02"), "band": ("META INSUFICIENTE",)},
            "pero el indicador de AEI.01.01 y AEI.01.02 es «META INSUFICIENTE».",
        ),
        (
            Code.CELL_ERROR,
            {"text": "sin calcular", "field": "programmed", "month": 3},
            "la fórmula de Programadas de marzo no guarda su resultado; la fila no entra en los totales.",
        ),
        (
            Code.DEVIANT_FORMULA,
            {"formula": "=1", "expected": "=t_A[[#This Row],[AEI]]", "count": 1},
            "es distinta de las demás de su columna. Revise",
        ),
        (
            Code.DEVIANT_FORMULA,
            {"formula": "=1", "expected": "=D7" + "+D7" * 30, "count": 1},
            "es distinta de las demás de su columna. Revise",
        ),
        (
            Code.DEVIANT_FORMULA,
            {"formula": "=D7", "rows": tuple(map(str, range(8, 18))), "count": 30},
            "no suma las filas 8, 9, 10, 11, 12, 13 y 24 más. Amplíe la suma",
        ),
        (
            Code.TOTAL_DISAGREES,
            {"printed": Decimal(3), "expected": Decimal(4), "activity": "Notificar", "field": "annual"},
            "pero de los meses resulta 4; la evaluación usa los meses. Copie",
        ),
        (Code.INVALID_PARAMETER, {"parameter": "Umbral de sobreejecución", "value": "150"}, "dice «150»,"),
        (Code.INSUFFICIENT_CAUSE, {"text": "12/03"}, "dice «12/03», pero no explica"),
        (Code.MISSING_COLUMN, {"missing": ("Prog. Ene", "Ejec. Dic")}, "sus meses no se leyeron"),
        (Code.BAND_WITHOUT_SCALE, {"cells": ("K7",), "count": 1}, "el indicador que muestra puede ser otro"),
        (
            Code.MISSING_COLUMN,
            {"missing": ("AEI", "Ejecutadas")},
            "le faltan las columnas «AEI» y «Ejecutadas»",
        ),
    ],
)
def test_what_is_told(code: Code, data: dict[str, Datum], expected: str) -> None:
    check(told(code, **data))
    assert expected in message(told(code, **data)).replace("\u00a0", " ")


def test_the_message_joins_observation_and_repair() -> None:
    found = told(Code.NEGATIVE_AMOUNT, text="-5", field="executed")
    assert message(found) == (
        "En la hoja «UTD», celda I7: el importe de Ejecutadas es negativo (-5), y no puede ser menor "
        "que cero; la fila no entra en los totales. "
        "Corrija el importe; si es un ajuste, réstelo del importe que corrige."
    )


def test_long_lists_are_cut() -> None:
    found = told(Code.MIXED_MEASURES, action="AEI.01.01", measures=tuple(f"M{n}" for n in range(20)))
    assert "«M5» y 14 más)" in what(found)


def test_details_are_never_surprised() -> None:
    details = Details(finding(Code.NO_DATA, whole=True, bad=Decimal("NaN")))
    assert details.number("whole") == 1
    assert details.ratio("bad") is None
    assert details.text("bad") == "un número que no se puede mostrar"


@pytest.mark.parametrize("reason", [*UnusableBook.REASONS, "otra"])
def test_unusable_books(reason: str) -> None:
    text = unusable_book(UnusableBook("poi {book}.xlsx", reason))
    assert "«poi {book}.xlsx»" in text
    assert text.endswith(".")


@pytest.mark.parametrize("name", ["informe.docx", "INFORME.DOC"])
def test_a_word_file_is_no_book(name: str) -> None:
    assert unusable_book(UnusableBook(name, "format")).startswith(f"«{name}» es un documento de Word, y ")
    assert "dañado" in unusable_book(UnusableBook(name, "damaged"))


@pytest.mark.parametrize("reason", [*CouldNotSave.REASONS, "otra"])
def test_results_that_could_not_be_saved(reason: str) -> None:
    text = could_not_save("informe.docx", reason)
    assert text.startswith("No se pudo guardar «informe.docx»: ")
    assert text.endswith(".")


def test_reasons_have_a_sentence_of_their_own() -> None:
    assert len({unusable_book(UnusableBook("x", reason)) for reason in UnusableBook.REASONS}) == len(
        UnusableBook.REASONS
    )
    assert len({could_not_save("x", reason) for reason in CouldNotSave.REASONS}) == len(CouldNotSave.REASONS)


def test_every_closed_set_has_its_labels() -> None:
    for names in (
        labels.METHOD_NAMES,
        labels.METHOD_SENTENCES,
        labels.STATE_NAMES,
        labels.TARGET_KIND_NAMES,
        labels.SEVERITY_NAMES,
        labels.FIELD_NAMES,
    ):
        members = set(names)
        assert members == set(type(next(iter(members))))
        assert len(set(names.values())) == len(names)
    assert list(labels.SEVERITY_NAMES) == list(Severity)


def test_an_error_in_a_cell_of_words_is_told_in_one_cell_and_in_many() -> None:
    one = finding(Code.CELL_ERROR, sheet="UTD", cell="L8", field="cause", text="#REF!")
    many = finding(
        Code.CELL_ERROR, sheet="UTD", cell="L8", field="cause", text="#REF!", cells=("L8", "L9"), count=2
    )
    assert "la celda de Motivo muestra el error #¡REF!" in what(one)
    assert "2 celdas de Motivo muestran el error #¡REF!" in what(many)
