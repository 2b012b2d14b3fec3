"""What the functions answer, without xlwings: every host calls these, and no rule is written here.

Arguments are what hosts hand over: a value, a row or rows of values; OMITTED is one that was left out.
An answer is rows of cells, in the shape of its arguments. That of a bad argument is one cell: its error.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Final, ParamSpec

from udfs.arguments import (
    OMITTED,
    VALUE_ERROR,
    BadArgument,
    aligned,
    cells,
    in_rows,
    is_single,
    matrix,
    zero_if_blank,
)
from udfs.programmes import NUMBER_ERROR, listed_by_unit, number, outcome_of, programme, statement_of
from udfs.scales import scale_of
from udfs.totals import action_rows, to_frame
from workbook.domain.cells import CellError, Mark, Number, read_amount, read_percentage
from workbook.domain.efficacy import CellAnswer, Method, cell_efficacy
from workbook.domain.facts import action_facts
from workbook.domain.model import DEFAULT_OVER_THRESHOLD
from workbook.domain.periods import YEAR
from workbook.domain.plain import plain
from workbook.layouts.grid import text_of
from workbook.spanish import narrative
from workbook.spanish.labels import parse_method

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.domain.cells import Raw
    from workbook.domain.scale import Scale

    Answer = float | str | CellError
    Answers = tuple[tuple[Answer, ...], ...]

P = ParamSpec("P")

_REMEMBERED: Final = 1 << 14
_ERRORS: Final = frozenset((CellAnswer.NUMBER_ERROR, CellAnswer.VALUE_ERROR))
_PASSING: Final = {
    Mark.NOT_PROGRAMMED: CellAnswer.NOT_PROGRAMMED.value,
    Mark.NOT_REPORTED: CellAnswer.NOT_REPORTED.value,
}
_NO_TARGET: Final = plain(CellAnswer.NO_TARGET.value)


def _answering(function: Callable[P, Answers]) -> Callable[P, Answers]:
    """Make a bad argument the answer: one cell with its error."""

    @wraps(function)
    def answer(*arguments: P.args, **named: P.kwargs) -> Answers:
        try:
            return function(*arguments, **named)
        except BadArgument as bad:
            return ((bad.error,),)

    return answer


@_answering
def efficacy(programmed: object, executed: object) -> Answers:
    """EFICACIA: the ratio of each pair of cells, or what stands instead of it (method, section 3).

    >>> efficacy(22, 16), efficacy([10.0, 0.0], [None, 3.0])
    (((0.7272727272727273,),), ((0.0, 'Sin meta'),))
    """
    first, second = aligned(matrix(programmed), matrix(executed))
    return in_rows(map(_efficacy, cells(first), cells(second)), len(first[0]))


@_answering
def band(efficacies: object, scale: object = OMITTED) -> Answers:
    """BANDA, INDICADOR: the label of each efficacy; EFICACIA's texts pass, and a blank cell gives "".

    >>> band(0.8), band([["Sin meta"], [None]])
    ((('META PARCIALMENTE CUMPLIDA, ACEPTABLE',),), (('Sin meta',), ('',)))
    """
    bands = scale_of(scale)
    return tuple(tuple(_label(cell, bands) for cell in row) for row in matrix(efficacies))


@_answering
def total_efficacy(programmed: object, executed: object, method: object = OMITTED) -> Answers:
    """EFICACIA_TOTAL: the efficacy of all activities together; a header above the amounts is passed over.

    >>> total_efficacy([[10], [5]], [[20], [0]]), total_efficacy([[10], [5]], [[20], [0]], "razon_topada")
    (((1.3333333333333333,),), ((0.6666666666666666,),))
    """
    chosen = _method(method)
    pairs = programme(matrix(programmed), zero_if_blank(matrix(executed)))
    outcome = outcome_of(pairs, chosen).outcome
    if outcome.efficacy is None:
        return ((statement_of(outcome.state),),)
    return ((number(outcome.efficacy),),)


@_answering
def action_paragraph(units: object, programmed: object, executed: object, scale: object = OMITTED) -> Answers:
    """PARRAFO_AEI: what the report says of an AEI with these units; "" where nothing was programmed."""
    bands = scale_of(scale)
    rows = listed_by_unit(matrix(units), matrix(programmed), zero_if_blank(matrix(executed)))
    result = outcome_of(rows, Method.RATIO, bands)
    facts = action_facts(result, Method.RATIO, bands, DEFAULT_OVER_THRESHOLD)
    return ((narrative.text_of(narrative.paragraph(facts, bands, YEAR)),),)


@_answering
def action_totals(table: object) -> Answers:
    """TOTALES_AEI: a table of the AEI of a table, with its header; an error stays with its own AEI."""
    frame = to_frame(action_rows(matrix(table)))
    return (tuple(frame.columns), *frame.itertuples(index=False, name=None))


_fact = lru_cache(maxsize=_REMEMBERED, typed=True)(read_amount)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _efficacy(programmed: Raw, executed: Raw) -> Answer:
    answer = cell_efficacy(_fact(programmed), _fact(executed))
    if isinstance(answer, Fraction):
        return number(answer)
    if isinstance(answer, CellError):
        return answer
    return CellError(answer.value) if answer in _ERRORS else answer.value


def _label(cell: Raw, scale: Scale) -> Answer:
    if cell is None:
        return ""
    fact = read_percentage(cell)
    if isinstance(fact, Number):
        return scale.band(Fraction(fact.value)).label if fact.value >= 0 else NUMBER_ERROR
    if isinstance(fact, CellError):
        return fact
    if isinstance(fact, Mark):
        return _PASSING.get(fact, "")
    return CellAnswer.NO_TARGET.value if plain(text_of(cell)) == _NO_TARGET else VALUE_ERROR


def _method(value: object) -> Method:
    """Return the method that a cell names; the usual one where it names none (a blank may come as 0)."""
    if value is OMITTED:
        return Method.RATIO
    named = matrix(value)
    if not is_single(named):
        raise BadArgument
    cell = named[0][0]
    if isinstance(cell, CellError):
        raise BadArgument(cell)
    text = text_of(cell)
    if text in ("", "0"):
        return Method.RATIO
    method = parse_method(text)
    if method is None:
        raise BadArgument
    return method
