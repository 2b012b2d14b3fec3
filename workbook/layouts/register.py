"""The export of the planning register (Aplicativo CEPLAN V.01), as its page or pasted in a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout, Skip
from workbook.domain.equivalence import Belonging
from workbook.domain.periods import MONTHS, TargetKind
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts.activities import Header
from workbook.layouts.form import Form, Naming
from workbook.layouts.grid import text_of, words_of
from workbook.layouts.headers import header_key
from workbook.spanish.labels import TARGET_KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.account import Skips
    from workbook.domain.cells import Raw
    from workbook.layouts.form import NumberedRow

    Head = Sequence[Sequence[Raw]]

_FIELDS: Final = {
    Field.CODE: "Actividad Operativa ID",
    Field.ACTION: "AEI",
    Field.UNIT: "Centro Costo ID",
    Field.NAME: "Actividad Operativa",
    Field.MEASURE: "Unidad de Medida",
    Field.KIND: "Acumulado",
    Field.ANNUAL: "F(RE) Total",
}
_PROGRAMMED: Final = "F(RE) {:02d}"
_EXECUTED: Final = "F(SE) {:02d}"
_CAUSE: Final = "Motivo(SE) {:02d}"
_ACTIVE: Final = "Activo AO"
_NAMES: Final = (
    "OEI",
    "Objetivo Estrategico Institucional",
    "Acción Estratégica Institucional",
    "Centro de Costo",
    "UE",
    "POI",
)
"""What names the OEI, the AEI, the unit; the entity and the year."""
_NEEDED: Final = (Field.CODE, Field.ACTION, Field.UNIT)
_FEWEST: Final = len(_FIELDS) + 2 * len(MONTHS) - 4  # Acumulado, Unidad de Medida and such may be missing
_NO: Final = "no"
_KINDS: Final = {
    "si": TARGET_KIND_NAMES[TargetKind.CUMULATIVE],
    "no": TARGET_KIND_NAMES[TargetKind.NOT_CUMULATIVE],
}
"""What Acumulado says, in our words."""


def find_register(head: Head) -> Header | None:
    """Return the header of the register's columns among the first rows of a sheet, if there is one."""
    for number, row in enumerate(head):
        if sum(raw.__class__ is str and raw != "" for raw in row) < _FEWEST:
            continue
        columns: dict[str, int] = {}
        for column, raw in enumerate(row):
            columns.setdefault(header_key(raw), column)
        header = _header(number, columns)
        if header is not None:
            return header
    return None


def _header(number: int, columns: Mapping[str, int]) -> Header | None:
    fields = {what: columns[key] for what, name in _FIELDS.items() if (key := header_key(name)) in columns}
    programmed, executed = _months(columns, _PROGRAMMED), _months(columns, _EXECUTED)
    if not all(what in fields for what in _NEEDED) or not programmed or not executed:
        return None
    causes = _months(columns, _CAUSE)
    if causes:
        fields[Field.CAUSE] = causes[0]
    names = [columns.get(header_key(name)) for name in _NAMES]
    rows = _Rows(fields, causes, columns.get(header_key(_ACTIVE)))
    told = zip(names, (*(what.value for what in Belonging), "unit name"), strict=False)
    form = Form(rows, naming=Naming(*names), told=tuple((c, what) for c, what in told if c is not None))
    return Header(number, fields, programmed, executed, (), Layout.REGISTER, form)


def _months(columns: Mapping[str, int], pattern: str) -> tuple[int, ...]:
    found = [columns.get(header_key(pattern.format(month))) for month in MONTHS]
    return () if None in found else tuple(column for column in found if column is not None)


class _Rows:
    """Leaves out inactive activities, puts Acumulado in our words and the months' reasons in one cell."""

    def __init__(self, fields: Mapping[Field, int], causes: Sequence[int], active: int | None) -> None:
        self._causes, self._active = causes, active
        self._kind = fields.get(Field.KIND)
        self._ids = [fields[what] for what in (Field.UNIT, Field.CODE)]
        self._width = 1 + max((*fields.values(), *causes, active or 0))

    def __call__(self, rows: Iterator[NumberedRow], skips: Skips) -> Iterator[NumberedRow]:
        """Give the rows of active activities."""
        for number, row in rows:
            cells = [*row, *[None] * (self._width - len(row))]
            if self._active is not None and plain(words_of(cells[self._active])) == _NO:
                skips.note(Skip.INACTIVE, number)
                continue
            for column in self._ids:
                cells[column] = text_of(cells[column]).removeprefix("'") or None
            if self._kind is not None:
                kind = cells[self._kind]
                cells[self._kind] = _KINDS.get(plain(words_of(kind)), kind)
            if self._causes:
                cells[self._causes[0]] = _reasons(cells[column] for column in self._causes)
            yield number, cells


def _reasons(cells: Iterator[Raw]) -> str | None:
    """Return what the months say, each thing once, in order."""
    said = {plain(text): text for raw in cells if (text := words_of(raw))}
    return "; ".join(said.values()) or None
