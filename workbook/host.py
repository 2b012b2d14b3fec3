"""The seam: a workbook is a set of grids, wherever it lives (closed file, live Excel, memory)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw

    Position = tuple[int, int]


class Aspect(Enum):
    """What a format may keep from us; the value names it in findings."""

    FORMULAS = "formulas"
    HIDDEN_ROWS = "hidden rows"
    FORMATS = "formats"


@dataclass(frozen=True)
class Details:
    """What a sheet holds besides values. Positions are (row, column) from 0, absolute.

    `formulas` gives the text of each formula, "=" first, shared formulas spelt out for each cell;
    `without_value` the formula cells that hold no stored value; `decimals_hidden` the numbers whose
    format hides decimals that they have; `hidden_rows` rows that are hidden or filtered out; `unseen` what
    could not be looked at in this format, so that nothing said of it means nothing. `untyped`: the format has
    texts only, so that a number written as text is nobody's slip.
    """

    formulas: Mapping[Position, str] = field(default_factory=dict)
    without_value: frozenset[Position] = frozenset()
    decimals_hidden: frozenset[Position] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    unseen: frozenset[Aspect] = frozenset()
    untyped: bool = False


class Book(Protocol):
    """A workbook to read. Every host answers alike; `tests/hosts/test_contract.py` holds them to it."""

    @property
    def name(self) -> str:
        """The workbook's name with its ending ("poi-2020.xlsx"), for messages."""
        ...

    def sheet_names(self) -> Sequence[str]:
        """Names of the worksheets, in order, hidden ones too; chart sheets are left out."""
        ...

    def hidden_sheets(self) -> frozenset[str]:
        """Names of the sheets that are hidden."""
        ...

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1, leading empty rows and columns included; rows may differ in length.

        A blank cell is None or "", an error value is a `CellError`, a number int or float.
        """
        ...

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges as (first row, first column, last row, last column), from 0."""
        ...

    def details(self, sheet: str) -> Details | None:
        """Formulas, hidden rows, formats; None where this host or format cannot tell."""
        ...


class UnusableBook(Exception):  # noqa: N818 - named as the condition it is
    """The workbook cannot be read at all. `reason` is one of REASONS; `name` its file name."""

    REASONS = ("missing", "format", "copy_format", "damaged", "protected", "too_large", "locked")

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason
