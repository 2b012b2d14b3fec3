"""What mutations found: a copied table of an AEI counts once; one row of an unread sheet is told."""

from __future__ import annotations

from decimal import Decimal

from workbook.domain.cells import Raw
from workbook.domain.evaluation import Request
from workbook.domain.findings import Code
from workbook.domain.results import Evaluation
from workbook.hosts.memory import MemoryBook
from workbook.service import evaluate_book

Rows = list[list[Raw]]


def evaluated(**sheets: Rows) -> Evaluation:
    return evaluate_book(MemoryBook("libro.xlsx", sheets), Request())


def table(second: Raw) -> Rows:
    """The table of an AEI in a report."""
    return [
        ["AEI.01.01 Ordenar los archivos"],
        ["N°", "Área", "Programadas", "Ejecutadas", "%"],
        [1, "Oficina de Archivo", 10, 10, 1],
        [2, "Oficina de Riego", 20, second, None],
    ]


def test_a_copied_table_of_an_aei_counts_once_though_an_amount_differs() -> None:
    evaluation = evaluated(**{"AEI.01.01": table(20), "Copia de AEI.01.01": table(19)})
    (action,) = evaluation.actions()
    assert (action.outcome.totals.programmed, action.outcome.totals.executed) == (Decimal(30), Decimal(30))
    told = [one.sheet for one in evaluation.findings if one.code is Code.REPEATED_SHEET]
    assert told == ["Copia de AEI.01.01"]


def unit(*, header: bool) -> Rows:
    head: Rows = [["AEI", "Actividad operativa", "Programadas", "Ejecutadas"]] if header else []
    return [*head, ["AEI.01.01", "Ordenar", 10, 8]]


def test_one_activity_below_no_header_is_told() -> None:
    evaluation = evaluated(
        **{"Oficina de Archivo": unit(header=True), "Oficina de Riego": unit(header=False)}
    )
    told = [(one.sheet, one.cell) for one in evaluation.findings if one.code is Code.MISSING_COLUMN]
    assert told == [("Oficina de Riego", "A1")]


def test_a_list_of_other_things_is_not() -> None:
    directory: Rows = [["N°", "Nombre", "Anexo"], [1, "Ana", 101], [2, "Juan", 102]]
    evaluation = evaluated(**{"Oficina de Archivo": unit(header=True), "Directorio": directory})
    assert [one for one in evaluation.findings if one.code is Code.MISSING_COLUMN] == []
