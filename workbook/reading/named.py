"""Names that the rows of a table say: of OEI, AEI and units, where no sheet lists them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbook.domain.codes import code_of, is_patterned, objective_of, split_code
from workbook.domain.model import OrgUnit
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts.grid import words_of
from workbook.spanish.names import presentable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.cells import Raw
    from workbook.host import Book
    from workbook.reading.rows import ActivitySheet

_LONGEST_YEAR: Final = 4


@dataclass
class Names:
    """Names by code; `belongs` gives the OEI of each AEI, `units` the name of each unit by its key."""

    objectives: dict[str, str] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)
    belongs: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    entity: str = ""
    year: int | None = None

    def org_units(self) -> list[OrgUnit]:
        """Return the units; of two with the same name each says its key too."""
        shown = {key: presentable(name) for key, name in self.units.items()}
        counts = Counter(map(plain, shown.values()))
        return [
            OrgUnit(key, f"{name} ({key})", f"{shown[key]} ({key})")
            if counts[plain(shown[key])] > 1
            else OrgUnit(key, name)
            for key, name in sorted(self.units.items())
        ]


def read_names(book: Book, tables: Iterable[ActivitySheet]) -> Names:
    """Read the names that tables say in columns of their own."""
    from workbook.reading.rows import prepared_rows

    names = Names()
    for table in tables:
        naming = table.form.naming if table.form is not None else None
        if naming is None:
            continue
        sources = table.sources()
        for _, row in prepared_rows(book, table):
            action = _action(names, _text(row, sources[Field.ACTION]), _text(row, naming.action_name))
            stated, name = _coded(_text(row, naming.objective))
            objective = stated or (objective_of(action) if is_patterned(action) else "")
            _keep(names.objectives, objective, _text(row, naming.objective_name) or name)
            if action and objective:
                names.belongs.setdefault(action, objective)
            if naming.unit_name is not None:
                _keep(names.units, _text(row, sources.get(Field.UNIT)), _text(row, naming.unit_name))
            names.entity = names.entity or _text(row, naming.entity)
            names.year = names.year or _year(_text(row, naming.year))
    return names


def _action(names: Names, text: str, name: str) -> str:
    code, rest = _coded(text)
    _keep(names.actions, code, name or rest)
    return code


def _coded(text: str) -> tuple[str, str]:
    return (code_of(text), split_code(text)[1] if is_patterned(text) else "")


def _keep(names: dict[str, str], key: str, name: str) -> None:
    """Keep the first name of a key that says something."""
    if key and not names.get(key):
        names[key] = name


def _text(row: Sequence[Raw], column: int | None) -> str:
    return "" if column is None or column >= len(row) else words_of(row[column])


def _year(text: str) -> int | None:
    return int(text) if len(text) == _LONGEST_YEAR and text.isdecimal() else None
