"""The register of closed periods, read back from its two sheets. Only this program writes them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.domain.assessment import State
from workbook.domain.cells import ZERO, Number, read_amount
from workbook.domain.closing import ClosedResult, Closing, MonthTotal, Register
from workbook.domain.efficacy import Method
from workbook.domain.levels import Level
from workbook.domain.model import Activity, Monthly
from workbook.domain.periods import TargetKind
from workbook.layouts import own
from workbook.layouts.grid import text_of
from workbook.layouts.parameters import read_flag
from workbook.spanish.calendar import parse_month, parse_period
from workbook.spanish.labels import STATE_NAMES, TARGET_KIND_NAMES, parse_method

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from workbook.domain.cells import Raw
    from workbook.layouts.grid import Grid

    Row = Sequence[Raw]

_KINDS: Final = {name: kind for kind, name in TARGET_KIND_NAMES.items()}
_STATES: Final = {state.value: state for state in State} | {
    name: state for state, name in STATE_NAMES.items()
}
"""States by their name, and by the code that stood in the register before."""
_FIRST_MONTH: Final = len(own.CLOSED_ROW_HEADERS)
_WIDTH: Final = _FIRST_MONTH + 24


def read_register(grids: Mapping[str, Grid]) -> Register:
    """Return the register; a closing that cannot be read is left out."""
    grid = grids[own.CLOSINGS]
    results: dict[int, list[ClosedResult]] = {}
    for row in _table(grid, own.CLOSED_RESULT_HEADERS):
        number = _number(row[0])
        with suppress(KeyError, ValueError, ZeroDivisionError):
            results.setdefault(number, []).append(_result(row))
    closings = [
        closing
        for row in _table(grid, own.CLOSING_HEADERS)
        if (closing := _closing(row, tuple(results.get(_number(row[0]), ())))) is not None
    ]
    totals = tuple(map(_total, _table(grid, own.CLOSED_TOTAL_HEADERS)))
    detail = grids.get(own.CLOSED_ROWS)
    rows = () if detail is None else tuple(map(_row, _table(detail, own.CLOSED_ROW_HEADERS, _WIDTH)))
    return Register(tuple(closings), rows, totals)


def _table(grid: Grid, headers: Sequence[str], width: int = 0) -> Iterator[Row]:
    """Yield the rows below a header up to the first blank one, each as wide as the table."""
    wide = max(width, len(headers))
    start = next((n for n, row in enumerate(grid.rows) if _texts(row, len(headers)) == list(headers)), None)
    if start is None:
        return
    for row in grid.rows[start + 1 :]:
        if not any(_texts(row, wide)):
            return
        yield [*row[:wide], *[None] * (wide - len(row))]


def _texts(row: Row, width: int) -> list[str]:
    return [text_of(cell) for cell in row[:width]]


def _number(raw: Raw) -> int:
    fact = read_amount(raw)
    return int(fact.value) if isinstance(fact, Number) else 0


def _amount(raw: Raw) -> Decimal:
    fact = read_amount(raw)
    return fact.value if isinstance(fact, Number) else ZERO


def _closing(row: Row, results: tuple[ClosedResult, ...]) -> Closing | None:
    number, year, name, scale, until, day, method, copy, copy_digest, digest = row[: len(own.CLOSING_HEADERS)]
    period, last = parse_period(text_of(name)), parse_month(text_of(until))
    closed_on = _day(day)
    if period is None or last is None or closed_on is None or last < period.months[0]:
        return None
    return Closing(
        _number(number),
        _number(year) or None,
        period.until(last),
        closed_on,
        parse_method(text_of(method)) or Method.RATIO,
        text_of(scale),
        text_of(copy),
        text_of(copy_digest),
        text_of(digest),
        results,
    )


def _day(raw: Raw) -> dt.date | None:
    if isinstance(raw, dt.datetime):
        return raw.date()
    with suppress(ValueError):
        return dt.date.fromisoformat(text_of(raw))
    return None


def _result(row: Row) -> ClosedResult:
    level, code, name, programmed, executed, _, label, state, exact = row[1 : len(own.CLOSED_RESULT_HEADERS)]
    said = text_of(exact)
    return ClosedResult(
        Level(text_of(level).lower()),
        text_of(code),
        text_of(name),
        _STATES[text_of(state)],
        _amount(programmed),
        _amount(executed),
        Fraction(said) if said else None,
        text_of(label),
    )


def _total(row: Row) -> MonthTotal:
    unit, month, programmed, executed, digest = row[: len(own.CLOSED_TOTAL_HEADERS)]
    return MonthTotal(text_of(unit), _number(month), _amount(programmed), _amount(executed), text_of(digest))


def _row(row: Row) -> Activity:
    unit, code, name, action, measure, kind, monthly, programmed, executed = row[:_FIRST_MONTH]
    months = tuple(map(read_amount, row[_FIRST_MONTH:_WIDTH]))
    return Activity(
        text_of(action),
        text_of(unit),
        read_amount(programmed),
        read_amount(executed),
        text_of(code),
        text_of(name),
        text_of(measure),
        _KINDS.get(text_of(kind), TargetKind.CUMULATIVE),
        monthly=Monthly(months[:12], months[12:]) if read_flag(monthly) else None,
    )
