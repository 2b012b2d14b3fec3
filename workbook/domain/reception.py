"""What a unit's form brings back: cells to write, and whatever else differs, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from workbook.domain.places import Field
from workbook.domain.quick import quickly_made

ENTRIES: Final = (Field.EXECUTED, Field.CAUSE, Field.EVIDENCE)
"""What a form may change in the workbook; everything else it only tells."""


class Told(Enum):
    """What is told of a form besides the cells that it fills in."""

    TARGET = "meta_cambiada"
    TARGET_SINCE = "meta_cambiada_en_el_libro"
    TEXT = "texto_cambiado"
    ADDED = "fila_agregada"
    DELETED = "fila_eliminada"
    FOREIGN = "fila_de_otra_unidad"
    REPEATED = "fila_repetida"
    CLOSED_MONTH = "mes_no_solicitado"
    TOTAL = "total_distinto"
    UNREADABLE = "importe_ilegible"
    EMPTIED = "dato_borrado"
    NO_PLACE = "sin_columna"
    BOOK_FORMULA = "formula_en_el_libro"
    CHANGED_SINCE = "cambiado_en_el_libro"
    FORMULA = "importe_con_formula"
    TYPED_TEXT = "numero_como_texto"
    HEADER = "encabezado_cambiado"
    MORE_SHEETS = "otras_hojas"
    OTHER_PROGRAM = "otro_programa"
    BY_CONTENT = "sin_identificacion"
    ALTERED = "identificacion_alterada"
    OLD_ISSUE = "envio_anterior"
    SAME_FILE = "archivo_repetido"
    TWO_FILES = "dos_archivos"
    OTHER_UNIT = "otra_unidad"
    OTHER_PERIOD = "otro_periodo"
    OTHER_PLAN = "otro_plan"
    UNKNOWN_UNIT = "unidad_no_reconocida"
    UNUSABLE = "archivo_ilegible"


REFUSING: Final = frozenset(
    {Told.OTHER_PERIOD, Told.OTHER_PLAN, Told.UNKNOWN_UNIT, Told.UNUSABLE, Told.SAME_FILE}
)
"""With one of these a file is never taken."""

DOUBTFUL: Final = frozenset({Told.ALTERED, Told.OLD_ISSUE, Told.TWO_FILES, Told.OTHER_UNIT})
"""With one of these a file is taken only by who names its unit, never among all."""

HARMLESS: Final = frozenset(
    {Told.OTHER_PROGRAM, Told.FORMULA, Told.TYPED_TEXT, Told.BY_CONTENT, Told.SAME_FILE, Told.TARGET_SINCE}
)
"""These ask nothing of the unit."""


class Standing(Enum):
    """Whether a file may be taken."""

    READY = "ready"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class Progress(Enum):
    """How far a unit is."""

    PENDING = "Pendiente"
    RECEIVED = "Recibido"
    OBSERVED = "Observado"
    SETTLED = "Conforme"


@quickly_made
@dataclass(frozen=True, slots=True)
class Notice:
    """Something that differs and is not written.

    `row` names the activity, `cell` is where it stands in the form; `before` is what the workbook says,
    `after` what the form does, both as texts.
    """

    told: Told
    row: str = ""
    field: Field | None = None
    month: int | None = None
    before: str = ""
    after: str = ""
    cell: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Change:
    """A cell of the workbook to write: where (row and column from 0), what it held, what it gets."""

    sheet: str
    position: tuple[int, int]
    row: str
    field: Field
    month: int | None
    before: str
    value: Decimal | str
    cell: str = ""

    @property
    def after(self) -> str:
        """The new content as a text."""
        return self.value if isinstance(self.value, str) else f"{self.value:f}"


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as it was understood.

    `unit` is the key of its unit ("" where none was recognised), `issue` the number of the form that was
    sent (None where it does not say), `digest` that of the file's bytes, `author` who saved it last.
    `rows` are those of the unit that the form holds, `filled` those with an execution in them.
    """

    file: str
    digest: str = ""
    unit: str = ""
    issue: int | None = None
    author: str = ""
    rows: int = 0
    filled: int = 0
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def standing(self) -> Standing:
        """Whether it may be taken."""
        told = {notice.told for notice in self.notices}
        if told & REFUSING:
            return Standing.REFUSED
        return Standing.DOUBTFUL if told & DOUBTFUL else Standing.READY
