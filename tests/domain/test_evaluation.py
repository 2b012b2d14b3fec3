"""The period of an evaluation, its cut-off, what is refused, and the findings of rows and of the whole."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from tests.support.plans import activity_of, framework_of, monthly_of
from workbook.domain.assessment import State
from workbook.domain.cells import NOT_CALCULATED, CellError, Raw
from workbook.domain.efficacy import Method
from workbook.domain.errors import UnusablePlan
from workbook.domain.evaluation import Request, evaluate
from workbook.domain.findings import SEVERITY, Code, Finding, Severity, finding, worst
from workbook.domain.model import Activity, Framework, Settings
from workbook.domain.periods import YEAR, Period, PeriodKind, named
from workbook.domain.places import Columns, Field, RowPlace
from workbook.domain.results import Evaluation

AEI = "AEI.01.01"
HALF = named(PeriodKind.FIRST_SEMESTER)
COLUMNS = Columns(
    "UTD",
    {Field.PROGRAMMED: 7, Field.EXECUTED: 8, Field.CAUSE: 11},
    tuple(range(20, 32)),
    tuple(range(32, 44)),
)
WHOLE = Columns("UTD", {Field.PROGRAMMED: 7, Field.EXECUTED: 8, Field.CAUSE: 11})
CAUSE = "Ingresaron menos expedientes que los previstos"


def framework(*, monthly: bool = False, **settings: object) -> Framework:
    return framework_of({"OEI.01": [AEI]}, ["a", "b"], settings=Settings(**settings), monthly=monthly)


def months(programmed: dict[int, Raw], executed: dict[int, Raw], unit: str = "a", row: int = 6) -> Activity:
    return Activity(
        AEI,
        unit,
        code=f"AO-{row}",
        monthly=monthly_of(programmed, executed),
        cause=CAUSE,
        where=RowPlace(COLUMNS, row),
    )


def found(evaluation: Evaluation, code: Code) -> list[Finding]:
    return [one for one in evaluation.findings if one.code is code]


EVERY: dict[int, Raw] = dict.fromkeys(range(1, 13), 1)


def test_without_a_period_it_goes_up_to_the_last_reported_month() -> None:
    evaluation = evaluate(
        framework(monthly=True), [months(EVERY, {1: 1, 3: 1}), months(EVERY, {2: 1, 4: "S.I."}, "b", 7)]
    )
    assert (evaluation.period, evaluation.period_given) == (YEAR.until(3), False)
    assert evaluation.reported_until == 3
    assert evaluation.objectives[0].outcome.totals.programmed == 6
    assert not found(evaluation, Code.EARLIER_CUTOFF)


def test_without_a_period_and_without_reports_it_is_the_year() -> None:
    evaluation = evaluate(framework(monthly=True), [months(EVERY, {})])
    assert (evaluation.period, evaluation.period_given, evaluation.reported_until) == (YEAR, False, None)
    assert evaluation.objectives[0].outcome.state is State.NOT_REPORTED


@pytest.mark.parametrize(
    ("settings", "request_", "awaited"),
    [
        ({"period": HALF}, Request(), HALF),
        ({"period": HALF}, Request(period=named(PeriodKind.FIRST_QUARTER)), named(PeriodKind.FIRST_QUARTER)),
        ({"period": HALF, "cutoff": 4}, Request(), HALF.until(4)),
        ({"period": HALF, "cutoff": 4}, Request(cutoff=2), HALF.until(2)),
        ({"cutoff": 2}, Request(), YEAR.until(2)),
        ({}, Request(cutoff=5), YEAR.until(5)),
        ({"period": HALF}, Request(cutoff=9), HALF),
    ],
)
def test_what_is_asked_goes_before_what_the_workbook_says(
    settings: dict[str, object], request_: Request, awaited: Period
) -> None:
    evaluation = evaluate(framework(monthly=True, **settings), [months(EVERY, EVERY)], request_)
    assert (evaluation.period, evaluation.period_given) == (awaited, True)
    assert evaluation.objectives[0].outcome.totals.programmed == len(awaited.evaluated)


@pytest.mark.parametrize(
    ("monthly", "settings", "request_"),
    [
        (False, {}, Request(period=HALF)),
        (False, {"period": HALF}, Request(period=YEAR)),
        (False, {}, Request(cutoff=3)),
        (True, {"period": named(PeriodKind.SECOND_SEMESTER)}, Request(cutoff=3)),
    ],
)
def test_a_period_that_cannot_be_had_is_refused(
    monthly: bool, settings: dict[str, object], request_: Request
) -> None:
    with pytest.raises(UnusablePlan) as raised:
        evaluate(framework(monthly=monthly, **settings), [activity_of(AEI, "a", 1, 1)], request_)
    assert [one.severity for one in raised.value.findings] == [Severity.STOP]
    assert "parametro_invalido" in str(raised.value)


def test_a_workbook_without_months_gives_the_period_it_states() -> None:
    stated = framework(period=HALF)
    for request in (Request(), Request(period=HALF)):
        assert evaluate(stated, [activity_of(AEI, "a", 1, 1)], request).period == HALF
    assert evaluate(framework(), [activity_of(AEI, "a", 1, 1)], Request(period=YEAR)).period == YEAR


def test_the_method_asked_for_goes_before_the_workbooks() -> None:
    rows = [activity_of(AEI, "a", 10, 20), activity_of(AEI, "a", 1, 0)]
    assert evaluate(framework(method=Method.MEAN), rows).objectives[0].outcome.efficacy == 1
    asked = Request(method=Method.RATIO)
    assert evaluate(framework(method=Method.MEAN), rows, asked).objectives[0].outcome.efficacy == Fraction(
        20, 11
    )


def test_a_cut_off_before_the_end_is_told_and_the_label_is_provisional() -> None:
    rows = [months(EVERY, {1: 1, 2: 1}), months({1: 3}, {1: 3}, "b", 7)]
    evaluation = evaluate(framework(monthly=True), rows, Request(period=YEAR))
    (told,) = found(evaluation, Code.EARLIER_CUTOFF)
    assert dict(told.data) == {"months": tuple(map(str, range(3, 13))), "until": 2, "asked": 12}
    assert evaluation.objectives[0].outcome.provisional
    cut = evaluate(framework(monthly=True), rows, Request(cutoff=2))
    assert not found(cut, Code.EARLIER_CUTOFF)
    assert cut.objectives[0].outcome.state is State.PROGRAMMED


def test_one_row_that_reports_the_month_is_data_enough() -> None:
    rows = [months(EVERY, EVERY), months(EVERY, {1: 1, 2: 1}, "b", 7)]
    evaluation = evaluate(framework(monthly=True), rows, Request(period=YEAR))
    assert not found(evaluation, Code.EARLIER_CUTOFF)
    (partial,) = found(evaluation, Code.MONTH_NOT_REPORTED)
    assert (partial.unit, dict(partial.data)["months"]) == ("b", tuple(map(str, range(3, 13))))


def test_a_month_without_programme_need_not_be_reported() -> None:
    rows = [months({1: 2, 2: 2}, {1: 2, 2: 1})]
    evaluation = evaluate(framework(monthly=True), rows, Request(period=YEAR))
    assert not evaluation.findings
    assert evaluation.objectives[0].outcome.efficacy == Fraction(3, 4)


def test_units_that_sent_nothing_are_told_once_each() -> None:
    rows = [activity_of(AEI, "a", 5, None, where=RowPlace(WHOLE, row)) for row in range(6, 20)]
    rows += [activity_of(AEI, "b", 5, "S.I.", where=RowPlace(WHOLE, 30)), activity_of(AEI, "b", 5, 5)]
    told = found(evaluate(framework(), rows), Code.NOT_REPORTED)
    assert [(one.unit, one.cell, dict(one.data)["rows"]) for one in told] == [
        ("a", "I7", 14),
        ("b", "I31", 1),
    ]
    assert len(dict(told[0].data)["cells"]) == 10


def test_the_first_missing_month_is_the_cell_told() -> None:
    evaluation = evaluate(
        framework(monthly=True), [months({3: 1, 4: 1}, {3: 1}, row=8)], Request(period=YEAR)
    )
    (told,) = found(evaluation, Code.MONTH_NOT_REPORTED)
    assert (told.sheet, told.cell, dict(told.data)["months"]) == ("UTD", "AJ9", ("4",))


@pytest.mark.parametrize(
    ("programmed", "executed", "code", "cell"),
    [
        ("pendiente", 1, Code.UNREADABLE_AMOUNT, "H7"),
        (5, "1.234", Code.AMBIGUOUS_AMOUNT, "I7"),
        (5, -1, Code.NEGATIVE_AMOUNT, "I7"),
        (CellError("#REF!"), 1, Code.CELL_ERROR, "H7"),
        ("S.I.", 1, Code.UNREADABLE_AMOUNT, "H7"),
        (5, "NP", Code.UNREADABLE_AMOUNT, "I7"),
    ],
)
def test_a_cell_that_cannot_be_used_is_an_error_with_its_cell(
    programmed: Raw, executed: Raw, code: Code, cell: str
) -> None:
    row = activity_of(AEI, "a", programmed, executed, code="AO-1", name="Atender", where=RowPlace(WHOLE, 6))
    (told,) = evaluate(framework(), [row]).findings
    assert (told.code, told.sheet, told.cell, told.severity, told.unit) == (
        code,
        "UTD",
        cell,
        Severity.ERROR,
        "a",
    )
    good = activity_of(AEI, "a", 5, 5, where=RowPlace(WHOLE, 6))
    assert not evaluate(framework(), [good]).findings


def test_a_cell_of_a_month_is_told_with_its_month() -> None:
    (told,) = evaluate(framework(monthly=True), [months({2: "x"}, {})], Request(period=YEAR)).findings
    assert (told.cell, dict(told.data)["month"]) == ("V7", 2)
    assert not evaluate(
        framework(monthly=True), [months({2: "x"}, {})], Request(period=named(PeriodKind.SECOND_SEMESTER))
    ).findings


def test_execution_without_a_target() -> None:
    row = activity_of(AEI, "a", 0, 7, where=RowPlace(WHOLE, 6))
    (told,) = evaluate(framework(), [row]).findings
    assert (told.code, told.cell, told.unit, dict(told.data)["executed"]) == (
        Code.EXECUTED_WITHOUT_TARGET,
        "I7",
        "a",
        7,
    )
    (nowhere,) = evaluate(framework(), [activity_of(AEI, "a", "NP", 7)]).findings
    assert (nowhere.sheet, nowhere.cell) == ("", "")
    assert not evaluate(framework(), [activity_of(AEI, "a", 0, 0)]).findings


def test_the_cell_of_execution_without_a_target_is_that_rows() -> None:
    rows = [
        activity_of(AEI, "a", 5, 5, where=RowPlace(WHOLE, 6)),
        activity_of(AEI, "a", 0, 7, where=RowPlace(WHOLE, 9)),
    ]
    (told,) = evaluate(framework(), rows).findings
    assert told.cell == "I10"


def test_measures_that_differ_are_told_once_an_action() -> None:
    rows = [
        activity_of(AEI, unit, 5, 5, measure=measure) for unit in "ab" for measure in ("Informe", "Taller")
    ]
    (told,) = evaluate(framework(), rows).findings
    assert (told.code, told.severity, dict(told.data)["measures"]) == (
        Code.MIXED_MEASURES,
        Severity.NOTICE,
        ("Informe", "Taller"),
    )
    same = [activity_of(AEI, "a", 5, 5, measure=measure) for measure in ("Informe", "INFORME ", "informe.")]
    assert not evaluate(framework(), same).findings
    unused = [activity_of(AEI, "a", 5, 5), activity_of(AEI, "b", 0, 0, measure="Taller")]
    assert not evaluate(framework(), unused).findings


def test_an_action_without_units() -> None:
    (told,) = evaluate(framework(), []).findings
    assert (told.code, dict(told.data)["action"]) == (Code.ACTION_WITHOUT_UNITS, AEI)


@pytest.mark.parametrize(
    ("executed", "cause", "codes"),
    [
        (3, "", [Code.MISSING_CAUSE]),
        (3, "   ", [Code.MISSING_CAUSE]),
        (3, "Memorando N° 12-2020-UTD", [Code.INSUFFICIENT_CAUSE]),
        (3, CAUSE, []),
        (5, "", []),
        (9, "", []),
        (0, "", [Code.MISSING_CAUSE]),
        (None, "", [Code.NOT_REPORTED]),
    ],
)
def test_a_missed_target_is_explained(executed: Raw, cause: str, codes: list[Code]) -> None:
    row = activity_of(AEI, "a", 5, executed, cause=cause, where=RowPlace(WHOLE, 6))
    told = evaluate(framework(), [row]).findings
    assert [one.code for one in told] == codes
    assert all(one.cell == ("L7" if one.code is not Code.NOT_REPORTED else "I7") for one in told)


def test_rows_without_a_cause_are_told_once_a_unit_and_action() -> None:
    rows = [activity_of(AEI, unit, 5, 3) for unit in "aab"]
    told = found(evaluate(framework(), rows), Code.MISSING_CAUSE)
    assert [(one.unit, dict(one.data)["rows"]) for one in told] == [("a", 2), ("b", 1)]


def test_what_is_outside_the_pei_is_not_reviewed_twice() -> None:
    told = evaluate(framework(), [activity_of(AEI, "a", 5, 5), activity_of("AEI.99", "a", 5, 3)]).findings
    assert not told


def test_findings_come_with_the_gravest_first() -> None:
    rows = [
        activity_of(AEI, "a", 5, 3),
        activity_of(AEI, "a", 0, 3),
        activity_of(AEI, "b", 5, -1),
        activity_of(AEI, "b", 5, 5, measure="T"),
    ]
    told = evaluate(
        framework(), rows, check=lambda activity, _: [finding(Code.NUMBER_AS_TEXT, unit=activity.unit)]
    ).findings
    assert [one.severity for one in told] == sorted(
        (one.severity for one in told), key=lambda severity: severity.rank
    )
    assert Counter(one.code for one in told)[Code.NUMBER_AS_TEXT] == 4
    assert worst(told) is Severity.ERROR
    assert worst([]) is None


def test_a_finding_is_known_again() -> None:
    one = finding(Code.CELL_ERROR, sheet="UTD", cell="E7", subject="AO-1")
    assert one.key == finding(Code.CELL_ERROR, sheet="UTD", cell="E9", subject="AO-1").key
    assert finding(Code.NO_DATA, cell=None).cell == ""


SPEC = {
    Severity.STOP: ("sin_datos escala_invalida parametro_invalido"),
    Severity.ERROR: (
        "columna_faltante importe_ilegible importe_ambiguo importe_negativo celda_con_error "
        "aei_desconocida unidad_desconocida aei_repetida"
    ),
    Severity.WARNING: (
        "total_no_cuadra sin_informacion mes_sin_reporte ejecutado_sin_meta actividad_repetida "
        "hoja_repetida unidad_dos_nombres formula_desviada acumulados_en_meses "
        "porcentaje_distinto corte_anterior falta_causa causa_insuficiente comentario_contradice "
        "sin_calcular banda_sin_escala vinculo_ajeno mes_cerrado_modificado marcador_desconocido"
    ),
    Severity.NOTICE: (
        "numero_como_texto unidades_mezcladas decimal_oculto filas_ocultas aei_sin_unidades no_comprobado"
    ),
}


def test_every_code_has_the_severity_of_the_table() -> None:
    table = {code: severity for severity, codes in SPEC.items() for code in codes.split()}
    assert {code.value: SEVERITY[code] for code in Code} == table


def test_formulas_never_calculated_are_told_once_a_sheet() -> None:
    columns = Columns("UTD", {Field.PROGRAMMED: 7, Field.EXECUTED: 8})
    rows = [
        Activity(
            "AEI.01.01", "a", NOT_CALCULATED, NOT_CALCULATED, code=f"AO-{row}", where=RowPlace(columns, row)
        )
        for row in (6, 7, 8)
    ]
    evaluation = evaluate(framework(), rows)
    assert [one.cell for one in found(evaluation, Code.CELL_ERROR)] == ["H7"]
    assert evaluation.objectives[0].outcome.state is State.UNUSABLE
