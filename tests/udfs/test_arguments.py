import datetime as dt
from decimal import Decimal

import pytest

from tests.support.winstub import cell_error
from udfs import arguments as a
from udfs.arguments import VALUE_ERROR, BadArgument
from workbook.domain.cells import CellError


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (None, ((None,),)),
        (5, ((5,),)),
        ("", ((None,),)),
        ("x", (("x",),)),
        ([1.0, 2.0], ((1.0, 2.0),)),
        ([[1.0], [2.0]], ((1.0,), (2.0,))),
        (((1.0, "a"), [None, True]), ((1.0, "a"), (None, True))),
        (cell_error("#N/A"), ((CellError("#N/A"),),)),
        ([cell_error("#SPILL!"), 3], ((CellError("#SPILL!"), 3),)),
        ("#DIV/0!", ((CellError("#DIV/0!"),),)),
        ("#1", (("#1",),)),
        (Decimal("2.5"), ((2.5,),)),
        (dt.date(2020, 1, 1), ((dt.date(2020, 1, 1),),)),
    ],
)
def test_any_argument_is_rows_of_cells(given: object, rows: object) -> None:
    assert a.matrix(given) == rows


@pytest.mark.parametrize(
    "given", [[], [[]], [[1.0], [1.0, 2.0]], [[1.0], 2.0], object(), [[1.0], [object()]]]
)
def test_what_is_no_range_is_a_bad_argument(given: object) -> None:
    with pytest.raises(BadArgument) as caught:
        a.matrix(given)
    assert caught.value.error == VALUE_ERROR


def test_a_single_cell_goes_with_every_cell() -> None:
    table = ((1.0, 2.0), (3.0, 4.0))
    assert a.aligned(table, ((9.0,),)) == (table, ((9.0, 9.0), (9.0, 9.0)))
    assert a.aligned(((1.0,),), ((2.0,),)) == (((1.0,),), ((2.0,),))
    with pytest.raises(BadArgument):
        a.aligned(((1.0, 2.0),), ((1.0,), (2.0,)))


def test_lists_are_of_one_length() -> None:
    assert a.lists(((1.0, 2.0), (3.0, 4.0)), ((5.0, 6.0), (7.0, 8.0)))[-1] == (4.0, 8.0)
    with pytest.raises(BadArgument):
        a.lists(((1.0, 2.0), (3.0, 4.0)), ((5.0,), (6.0,), (7.0,), (8.0,)))
    with pytest.raises(BadArgument):
        a.lists(((1.0,), (2.0,)), ((1.0,), (2.0,), (3.0,)))


def test_the_first_error_is_the_answer() -> None:
    a.refuse_errors((1.0, None, "x"))
    with pytest.raises(BadArgument) as caught:
        a.refuse_errors((1.0, CellError("#REF!"), CellError("#N/A")))
    assert caught.value.error == CellError("#REF!")


def test_a_single_blank_is_zero_as_in_some_hosts() -> None:
    assert a.zero_if_blank(((None,),)) == ((0.0,),)
    assert a.zero_if_blank(((None,), (None,))) == ((None,), (None,))
