"""Whatever is in the cells: no traceback, the shape of the arguments, and the core's own answer."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.winstub import cell_error
from udfs import functions
from udfs.catalogue import ERROR_NUMBERS, MARK, error_code
from workbook.domain.cells import read_amount
from workbook.domain.efficacy import cell_efficacy
from workbook.domain.scale import DEFAULT_SCALE

WORDS = (
    "S.I.", "NP", "Sin meta", "No programada", "1,200", "1.234", "85 %", "x", "", "TOTAL", "AEI",
    "Programadas", "Ejecutadas", "Desde", "Incluye", "Indicador", "Cuenta como cumplida", "Sí", "No", "razon",
    "AEI.01.01", "#N/A", f"{MARK}2007", "Unidad de Caja", "9" * 39,
)  # fmt: skip
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 50).map(float)
CELLS = (
    NUMBERS
    | st.none()
    | st.booleans()
    | st.sampled_from(WORDS)
    | st.text(max_size=8)
    | st.sampled_from([cell_error(code) for code in ERROR_NUMBERS])
    | st.dates()
)


@st.composite
def ranges(draw: st.DrawFn) -> Any:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    return tuple(tuple(draw(CELLS) for _ in range(columns)) for _ in range(rows))


ARGUMENTS = CELLS | ranges()


def sound(answer: Any) -> bool:
    """Tell whether an answer can stand in cells: rows of one length, of numbers, texts and known errors."""
    cells = [cell for row in answer for cell in row]
    marked = [cell for cell in cells if isinstance(cell, str) and MARK in cell]
    return (
        len({len(row) for row in answer}) == 1
        and all(isinstance(cell, str | float) for cell in cells)
        and all(error_code(cell) in ERROR_NUMBERS for cell in marked)
    )


@given(ARGUMENTS, ARGUMENTS, ARGUMENTS, ARGUMENTS)
def test_no_argument_raises(first: Any, second: Any, third: Any, fourth: Any) -> None:
    for answer in (
        functions.EFICACIA(first, second),
        functions.BANDA(first),
        functions.BANDA(first, second),
        functions.INDICADOR(first, second),
        functions.EFICACIA_TOTAL(first, second),
        functions.EFICACIA_TOTAL(first, second, third),
        functions.PARRAFO_AEI(first, second, third),
        functions.PARRAFO_AEI(first, second, third, fourth),
        functions.TOTALES_AEI(first),
    ):
        assert sound(answer)


@st.composite
def tables(draw: st.DrawFn) -> Any:
    headers = draw(st.permutations(["AEI", "Programadas", "Ejecutadas", "Actividad"]))
    row = st.tuples(*[CELLS] * len(headers))
    return (tuple(headers), *draw(st.lists(row, max_size=6)))


@given(tables())
def test_no_table_raises(table: Any) -> None:
    answer = functions.TOTALES_AEI(table)
    assert sound(answer)
    assert len(answer[0]) in (1, 5)


AMOUNTS = st.tuples(st.integers(1, 10**6).map(float), st.integers(0, 10**6).map(float))


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_ranges_say_what_single_cells_say(rows: list[tuple[float, float]]) -> None:
    targets, done = tuple((target,) for target, _ in rows), tuple((one,) for _, one in rows)
    column = functions.EFICACIA(targets, done)
    assert [row[0] for row in column] == [functions.EFICACIA(*row)[0][0] for row in rows]
    assert [row[0] for row in functions.BANDA(tuple(map(tuple, column)))] == [
        DEFAULT_SCALE.band(cell_efficacy(read_amount(target), read_amount(one))).label for target, one in rows
    ]
    total = functions.EFICACIA_TOTAL(targets, done)[0][0]
    table = (("AEI", "Programadas", "Ejecutadas"), *(("AEI.01.01", *row) for row in rows))
    sums = [sum(target for target, _ in rows), sum(one for _, one in rows), total]
    assert functions.TOTALES_AEI(table)[1][1:4] == sums
