"""What was read of a report: figures with their places, rows, tables, paragraphs; and what is observed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from workbook.spanish.readings import ZERO, Reading

if TYPE_CHECKING:
    from report.tree import Paragraph
    from report.verify.names import Key

_HUNDRED: Final = 100


class Severity(Enum):
    """How much an observation matters; the value is what JSON says."""

    ERROR = "error"
    WARNING = "advertencia"
    NOTICE = "aviso"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: under which code, in which table and row or paragraph, which letters."""

    code: str = ""
    table: int = 0
    row: int = 0
    paragraph: Paragraph | None = None
    start: int = 0
    end: int | None = None

    def narrowed(self, start: int, end: int) -> Place:
        """Return the place of some letters of the same paragraph."""
        return replace(self, start=start, end=end)

    @property
    def words(self) -> str:
        """The words that stand there."""
        return "" if self.paragraph is None else self.paragraph.text[self.start : self.end]


class Mark(Enum):
    """What stands in a row instead of figures."""

    NOT_PROGRAMMED = "no programada"
    NOT_REPORTED = "sin información"
    NO_TARGET = "sin meta"
    NOT_EVALUATED = "no se pudo evaluar"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed; `other` is what else it may read as ("1.234")."""

    text: str
    reading: Reading
    place: Place
    other: Reading | None = None

    @property
    def value(self) -> Decimal:
        """The amount."""
        return self.reading.value

    @property
    def range(self) -> tuple[Fraction, Fraction]:
        """From where to where the exact amount may lie."""
        return Fraction(self.value - self.reading.half), Fraction(self.value + self.reading.half)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage as printed: points, and half of the last printed digit."""

    text: str
    points: Decimal
    half: Decimal
    place: Place

    @property
    def ratio(self) -> Fraction:
        """The percentage as a ratio."""
        return Fraction(self.points) / _HUNDRED


class RowKind(Enum):
    """What a row of figures is about."""

    UNIT = "unit"
    TOTAL = "total"
    ACTION = "action"
    OBJECTIVE = "objective"


@dataclass(frozen=True)
class FigureRow:
    """A row of figures. `unit` is the key of its name, `code` that of its AEI or OEI ("" for a unit)."""

    kind: RowKind
    name: str
    place: Place
    unit: Key = ()
    code: str = ""
    number: str = ""
    programmed: Amount | None = None
    executed: Amount | None = None
    share: Share | None = None
    label: str = ""
    label_place: Place | None = None
    mark: Mark | None = None
    annual: Amount | None = None
    annual_share: Share | None = None

    @property
    def counted(self) -> bool:
        """Whether its amounts belong in the total."""
        return (
            self.programmed is not None
            and (self.programmed.value > 0 or (self.share is not None and self.share.points > 0))
            and self.mark in (None, Mark.NOT_REPORTED)
        )

    @property
    def reported(self) -> bool:
        """Whether it has a percentage to speak of."""
        return self.counted and self.mark is None

    @property
    def ratio(self) -> Fraction | None:
        """Executed / programmed by the printed amounts."""
        if self.programmed is None or self.executed is None or not self.programmed.value:
            return None
        return Fraction(self.executed.value) / Fraction(self.programmed.value)

    @property
    def done(self) -> Decimal:
        """What it adds to the executed total."""
        return self.executed.value if self.executed is not None else ZERO


@dataclass(frozen=True)
class UnitTable:
    """The units of one AEI and their total (None where the table has none).

    `heading` tells under which title it stands (0 for none), `misplaced` whether that is below the title
    of an OEI that is not its own by its code.
    """

    code: str
    rows: tuple[FigureRow, ...]
    total: FigureRow | None
    place: Place
    heading: int = 0
    misplaced: bool = False

    @property
    def counted(self) -> tuple[FigureRow, ...]:
        """The rows with a target."""
        return tuple(row for row in self.rows if row.counted)

    @property
    def reported(self) -> tuple[FigureRow, ...]:
        """The rows with a percentage."""
        return tuple(row for row in self.rows if row.reported)

    @property
    def whole(self) -> FigureRow | None:
        """What the table says of the AEI: its total, or its only row."""
        if self.total is not None:
            return self.total
        return self.rows[0] if len(self.rows) == 1 and self.rows[0].reported else None


@dataclass(frozen=True)
class ObjectiveTable:
    """A table of an OEI and its AEI (several where one table holds all)."""

    rows: tuple[FigureRow, ...]
    place: Place


@dataclass(frozen=True)
class TextCells:
    """A row of a table that is no table of figures: its texts and their places, by column."""

    texts: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class OtherTable:
    """Any other table, by its kind."""

    kind: str
    rows: tuple[TextCells, ...]
    header: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of text and what it is about: an AEI, an OEI, or nothing known ("").

    A `comment` is a person's explanation under a table of section II.
    """

    text: str
    code: str
    place: Place
    comment: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    """The code and name of an OEI or AEI as a heading prints them."""

    code: str
    name: str
    place: Place
    typed: str = ""


@dataclass
class Report:
    """All that was read of a report, in its order."""

    units: list[UnitTable] = field(default_factory=list)
    objectives: list[ObjectiveTable] = field(default_factory=list)
    others: list[OtherTable] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """Something observed: the rule's code, how much it matters, where, what is printed and what was expected.

    `root` is the place of the observation that this one follows from (None where it stands by itself).
    """

    rule: str
    severity: Severity
    place: Place
    printed: str
    expected: str
    message: str
    root: Place | None = None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that could not be checked, and why."""

    place: Place
    text: str
    why: str
