"""The case table of the functions, `tests/cases/functions.toml`, for every way of calling them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import chain
from math import isclose
from pathlib import Path
from typing import Any

from udfs.arguments import OMITTED
from udfs.catalogue import ERROR_NUMBERS
from workbook.domain.cells import CellError

PATH = Path(__file__).parents[1] / "cases" / "functions.toml"
BLANK, LEFT_OUT = "(vacía)", "(omitido)"
SINGLE_BLANK = "vacía"
"""What a host tells that passes a single blank cell as blank, not as 0."""

DATE, BOOLEAN, ERROR_IN_RANGE, NEW_ERROR = "fecha", "lógico", "error en rango", "error nuevo"
ALL = frozenset((SINGLE_BLANK, DATE, BOOLEAN, ERROR_IN_RANGE, NEW_ERROR))
"""All that a host may be able to tell."""


@dataclass(frozen=True)
class Case:
    """One call. Ranges are rows of cells; None is a blank cell, OMITTED an argument left out.

    `expected` is one cell or rows of cells. A host that cannot tell all of `tells` gets `otherwise`
    instead, or is not asked where that is None.
    """

    name: str
    function: str
    arguments: tuple[Any, ...]
    expected: Any
    tells: frozenset[str]
    otherwise: Any

    def __str__(self) -> str:
        return f"{self.function}: {self.name}"

    def expected_of(self, told: frozenset[str]) -> Any:
        """Return what a host answers that can tell `told`; None where it is not asked."""
        return self.expected if self.tells <= told else self.otherwise


def cases() -> tuple[Case, ...]:
    """Return every case."""
    return tuple(_case(one) for one in tomllib.loads(PATH.read_text(encoding="utf-8"))["caso"])


def rows_of(answer: Any) -> tuple[tuple[Any, ...], ...]:
    """Return an answer as rows of cells, also one cell, and the flat row that CallUDF gives for one row."""
    if not isinstance(answer, list | tuple):
        return ((answer,),)
    rows = answer if isinstance(answer[0], list | tuple) else (answer,)
    return tuple(tuple(row) for row in rows)


def same(answer: Any, expected: Any) -> bool:
    """Tell whether an answer is the expected one: shape, texts, errors, and numbers to twelve digits."""
    given, wanted = rows_of(answer), rows_of(expected)
    if [len(row) for row in given] != [len(row) for row in wanted]:
        return False
    pairs = zip(chain.from_iterable(given), chain.from_iterable(wanted), strict=True)
    return all(_same_cell(one, other) for one, other in pairs)


def _same_cell(given: Any, wanted: Any) -> bool:
    if isinstance(given, str) and isinstance(wanted, str):
        return given.replace("\u00a0", " ") == wanted
    if isinstance(given, float | int) and isinstance(wanted, float | int):
        return isclose(given, wanted, rel_tol=1e-12, abs_tol=1e-15)
    return bool(given == wanted)


def _case(entry: dict[str, Any]) -> Case:
    times = entry.get("repite", 1)
    return Case(
        entry["nombre"],
        entry["funcion"],
        tuple(_value(one, times) for one in entry["argumentos"]),
        _value(entry["espera"], times),
        frozenset(entry.get("distingue", ())),
        _value(entry["si_no"], times) if "si_no" in entry else None,
    )


def _value(written: Any, times: int) -> Any:
    if isinstance(written, list):
        return tuple(tuple(_cell(cell) for cell in row) for row in written) * times
    return OMITTED if written == LEFT_OUT else _cell(written)


def _cell(written: Any) -> Any:
    if isinstance(written, int) and not isinstance(written, bool):
        return float(written)
    if written in ERROR_NUMBERS:
        return CellError(written)
    return None if written == BLANK else written
