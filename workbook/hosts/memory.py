"""A workbook in memory, for tests and for rows that never were a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.host import Details

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw


@dataclass(frozen=True)
class MemoryBook:
    """A workbook given as it is: `sheets` holds the rows of each sheet from A1, in order.

    `ranges` holds the merged ranges and `held` the details of the sheets that have any; `held` None stands
    for a host that cannot tell details.
    """

    name: str
    sheets: Mapping[str, Sequence[Sequence[Raw]]]
    hidden: frozenset[str] = frozenset()
    ranges: Mapping[str, Sequence[tuple[int, int, int, int]]] = field(default_factory=dict)
    held: Mapping[str, Details] | None = field(default_factory=dict)

    def sheet_names(self) -> Sequence[str]:
        """Names of the sheets, in order."""
        return tuple(self.sheets)

    def hidden_sheets(self) -> frozenset[str]:
        """Names of the sheets that are hidden."""
        return self.hidden

    def rows(self, sheet: str) -> Iterator[Sequence[Raw]]:
        """Values row by row from A1; KeyError where there is no such sheet."""
        return iter(self.sheets[sheet])

    def merged(self, sheet: str) -> Sequence[tuple[int, int, int, int]]:
        """Merged ranges of a sheet; KeyError where there is no such sheet."""
        self._check(sheet)
        return self.ranges.get(sheet, ())

    def details(self, sheet: str) -> Details | None:
        """What a sheet holds besides values; KeyError where there is no such sheet."""
        self._check(sheet)
        return None if self.held is None else self.held.get(sheet, Details())

    def _check(self, sheet: str) -> None:
        if sheet not in self.sheets:
            raise KeyError(sheet)
