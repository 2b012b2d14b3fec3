"""The argument `escala`: the table Escala of a workbook, with or without its header, or limits and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from udfs.arguments import OMITTED, BadArgument, cells, matrix, refuse_errors
from workbook.domain.scale import DEFAULT_SCALE
from workbook.layouts import own
from workbook.layouts.grid import Grid
from workbook.layouts.scaletable import looks_like_scale, read_scale

if TYPE_CHECKING:
    from udfs.arguments import Matrix, Row
    from workbook.domain.scale import Scale

_LOWER, _INCLUSIVE, _LABEL, *_ = own.SCALE_HEADERS
_WHOLE: Final = len(own.SCALE_HEADERS)
_PAIR: Final = 2


def scale_of(value: object) -> Scale:
    """Return the scale that an argument gives: the default one only where it was left out.

    Two columns are limits and labels: a limit belongs to its band, but the second time it stands it does
    not. Raises BadArgument for a scale that cannot be used (never replaced in silence), and for an error
    among its cells with that error.
    """
    if value is OMITTED:
        return DEFAULT_SCALE
    table = matrix(value)
    refuse_errors(cells(table))
    scale, faults = read_scale([Grid("", _with_header(table))])
    if faults:
        raise BadArgument
    return scale


def _with_header(table: Matrix) -> Matrix:
    if looks_like_scale(table):
        return table
    if len(table[0]) == _PAIR:
        return (own.SCALE_HEADERS, *_bands(table))
    if len(table[0]) == _WHOLE:
        return (own.SCALE_HEADERS, *table)
    raise BadArgument


def _bands(table: Matrix) -> list[Row]:
    """Return limits and labels as rows of Escala; whether a band counts as met is not asked in a cell."""
    headed = looks_like_scale([(table[0][0], _INCLUSIVE, table[0][1])])
    bands: list[Row] = []
    before = None
    for lower, label in table[1:] if headed else table:
        inclusive = own.NO if lower == before else own.YES
        bands.append((lower, inclusive, label, None, own.NO))
        before = lower
    return bands
