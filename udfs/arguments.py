"""What hosts hand over, brought to one shape: rows of cells, as a range has them.

A single cell is one row of one cell, blank if it is None; OMITTED is an optional argument that was left out
(a needed one counts as blank, as in Excel's own functions). Whatever cannot be brought to
the shape that a function needs is a BadArgument, which the cell shows as #VALUE!.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Final, TypeVar

from udfs.catalogue import com_error_code
from workbook.domain.cells import CellError, read_amount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.cells import Raw

    Row = tuple[Raw, ...]
    Matrix = tuple[Row, ...]

T = TypeVar("T")

OMITTED: Final = object()
"""Stands for an optional argument that was left out; None is a blank cell."""

VALUE_ERROR: Final = CellError("#VALUE!")
_ARRAYS: Final = frozenset((list, tuple))
_NUMBERS: Final = frozenset((float, NoneType))
"""Types of cells that are what they are."""
_PLAIN: Final = (str, bool, int, float, dt.date, dt.time, dt.timedelta, CellError)


class BadArgument(Exception):  # noqa: N818 - named as the condition it is
    """An argument that a function cannot take; the cell shows `error`."""

    def __init__(self, error: CellError = VALUE_ERROR) -> None:
        super().__init__(error.code)
        self.error = error


def matrix(value: object) -> Matrix:
    """Return an argument as rows of cells: a single value is one cell, a flat sequence one row.

    >>> matrix(3.0), matrix([1.0, None]), matrix(((1.0,), ("#N/A",)))
    (((3.0,),), ((1.0, None),), ((1.0,), (CellError(code='#N/A'),)))
    """
    if not isinstance(value, list | tuple):
        return ((_cell(value),),)
    rows = value if value and isinstance(value[0], list | tuple) else (value,)
    width = len(rows[0])
    if not width or not set(map(type, rows)) <= _ARRAYS or set(map(len, rows)) != {width}:
        raise BadArgument
    found = list(chain.from_iterable(rows))
    if set(map(type, found)) <= _NUMBERS:
        return tuple(map(tuple, rows))
    return in_rows([cell if cell.__class__ is float else _cell(cell) for cell in found], width)


def in_rows(found: Iterable[T], width: int) -> tuple[tuple[T, ...], ...]:
    """Return cells, row by row, as rows.

    >>> in_rows("abcdef", 3)
    (('a', 'b', 'c'), ('d', 'e', 'f'))
    """
    return tuple(zip(*[iter(found)] * width, strict=True))


def aligned(*arguments: Matrix) -> tuple[Matrix, ...]:
    """Return arguments of one size; a single cell goes with every cell of the others.

    >>> aligned(((1.0,), (2.0,)), ((5.0,),))
    (((1.0,), (2.0,)), ((5.0,), (5.0,)))
    """
    shapes = {_shape(argument) for argument in arguments} - {(1, 1)}
    if len(shapes) > 1:
        raise BadArgument
    rows, columns = shapes.pop() if shapes else (1, 1)
    return tuple(
        argument if _shape(argument) == (rows, columns) else (argument[0] * columns,) * rows
        for argument in arguments
    )


def lists(*arguments: Matrix) -> list[Row]:
    """Return what stands side by side in arguments of one size; columns go with rows of the same length.

    >>> lists((("A",), ("B",)), ((1.0, 2.0),))
    [('A', 1.0), ('B', 2.0)]
    """
    if len({_shape(argument) for argument in arguments}) > 1 and not all(map(_is_line, arguments)):
        raise BadArgument
    columns = [cells(argument) for argument in arguments]
    if len({len(column) for column in columns}) > 1:
        raise BadArgument
    return list(zip(*columns, strict=True))


def cells(argument: Matrix) -> Row:
    """Return all cells, row by row."""
    return tuple(chain.from_iterable(argument))


def is_single(argument: Matrix) -> bool:
    """Tell whether it is one cell."""
    return _shape(argument) == (1, 1)


def zero_if_blank(argument: Matrix) -> Matrix:
    """Return a single blank cell as 0, which is how some hosts pass it (method, section 3)."""
    return ((0.0,),) if is_single(argument) and argument[0][0] is None else argument


def refuse_errors(found: Iterable[Raw]) -> None:
    """Raise BadArgument with the first error among cells, if there is any: errors stay errors."""
    for cell in found:
        if isinstance(cell, CellError):
            raise BadArgument(cell)


def _shape(argument: Matrix) -> tuple[int, int]:
    return len(argument), len(argument[0])


def _is_line(argument: Matrix) -> bool:
    return 1 in _shape(argument)


def _cell(value: object) -> Raw:
    """Return what a cell holds; errors come as COM's numbers or, through xlwings, as text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        fact = read_amount(value) if value.startswith("#") else None
        return fact if isinstance(fact, CellError) else value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        code = com_error_code(value)
        return value if code is None else CellError(code)
    if isinstance(value, _PLAIN):
        return value
    raise BadArgument
