"""What the printed tables of a report say, ready to be asked: by AEI, by unit, by OEI."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

from report.verify.folding import fold, key_of
from report.verify.model import FigureRow, RowKind, UnitTable
from report.verify.names import UnitNames
from workbook.domain.codes import objective_of
from workbook.domain.efficacy import Method
from workbook.spanish.numbers import percent, percent_points

if TYPE_CHECKING:
    from decimal import Decimal

    from report.verify.kinds import Percentage
    from report.verify.model import OtherTable, Prose, Report, Share
    from report.verify.names import Key
    from workbook.domain.scale import Band, Scale

_HUNDRED: Final = 100
_HALF: Final = Fraction(1, 2)


@dataclass
class Facts:
    """The facts of a report. `declared` tells whether the report names its method."""

    report: Report
    scale: Scale
    method: Method = Method.RATIO
    declared: bool = False
    names: UnitNames = field(default_factory=UnitNames)
    tables: dict[str, UnitTable] = field(default_factory=dict)
    lines: dict[str, FigureRow] = field(default_factory=dict)
    below: list[OtherTable] = field(default_factory=list)

    @classmethod
    def of(cls, report: Report, scale: Scale) -> Facts:
        """Gather the facts of a report."""
        facts = cls(report, scale, below=[table for table in report.others if table.kind == "below"])
        doubtful: set[str] = set()
        for table in report.units:
            for row in table.rows:
                if row.unit:
                    facts.names.add(row.name)
            known = facts.tables.get(table.code)
            if known is None or (known.misplaced and not table.misplaced):
                facts.tables[table.code] = table
        for objective in report.objectives:
            owner = ""
            for row in objective.rows:
                owner = row.code if row.kind is RowKind.OBJECTIVE else owner
                wrong = row.kind is RowKind.ACTION and objective_of(row.code) not in ("", owner) and owner
                if row.code not in facts.lines or (row.code in doubtful and not wrong):
                    facts.lines[row.code] = row
                    (doubtful.add if wrong else doubtful.discard)(row.code)
        return facts

    def whole(self, code: str) -> FigureRow | None:
        """Return the row that speaks for an AEI or OEI: the TOTAL of its table, or its row in section II."""
        table = self.tables.get(code)
        own = table.whole if table is not None else None
        return own or self.lines.get(code)

    def row_of(self, code: str, unit: Key) -> FigureRow | None:
        """Return the row of a unit in the table of an AEI."""
        table = self.tables.get(code)
        return None if table is None else next((row for row in table.rows if row.unit == unit), None)

    def table_at(self, prose: Prose) -> UnitTable | None:
        """Return the table that stands with a paragraph under one heading, else that of its code."""
        near = [one for one in self.report.units if one.heading == prose.heading and one.code == prose.code]
        return near[-1] if near and prose.heading else self.tables.get(prose.code)

    @cached_property
    def complete(self) -> bool:
        """Whether every table with figures was understood, so that what there is can be counted."""
        others = [table for table in self.report.others if not table.kind]
        return not any(_has_figures(table) for table in others)

    @cached_property
    def code_names(self) -> dict[str, Key]:
        """The codes of the report, each with its name as names are compared."""
        found: dict[str, Key] = dict.fromkeys((*self.tables, *self.lines), ())
        found.pop("", None)
        for code, name in self._titled():
            found[code] = found.get(code) or key_of(name)
        return found

    def code_title(self, code: str) -> str:
        """Return the name of an OEI or AEI as its first title prints it."""
        return next((name for one, name in self._titled() if one == code and name), "")

    def _titled(self) -> list[tuple[str, str]]:
        titles = [(title.code, title.name) for title in self.report.titles]
        return titles + [(row.code, row.name) for row in self.lines.values()]

    def codes(self) -> list[str]:
        """Return the codes of all AEI, in order."""
        known = [code for code in self.tables if code.startswith("A")]
        known += [row.code for row in self.lines.values() if row.kind is RowKind.ACTION]
        return list(dict.fromkeys(known))

    def bands_of(self, row: FigureRow) -> set[Band]:
        """Return the bands that a row may have: of its printed percentage, and of its exact one."""
        found = set()
        if row.share is not None:
            found.add(self.scale.band(row.share.ratio))
        if self.method is Method.RATIO or row.kind is RowKind.UNIT:
            ratio = row.ratio
            if ratio is not None and (row.share is None or fits(row, self.scale)):
                found.add(self.scale.band(ratio))
        return found

    def band_named(self, text: str) -> Band | None:
        """Return the band that a text names as its label, None where it names none."""
        words = _label(text)
        exact = next((band for band in self.scale.bands if _label(band.label) == words), None)
        if exact is not None or not words:
            return exact
        short = [band for band in self.scale.bands if _label(band.label).split(",")[0] == words.split(",")[0]]
        bare = [
            b
            for b in self.scale.bands
            if _label(b.label).removeprefix("meta ") == words.removeprefix("meta ")
        ]
        found = short or bare
        return found[0] if len(found) == 1 else None


def _has_figures(table: OtherTable) -> bool:
    rows = [sum(any(c.isdigit() for c in text) for text in row.texts) for row in table.rows]
    return any(figures > 1 for figures in rows)


def fits(row: FigureRow, scale: Scale) -> bool:
    """Tell whether the percentage of a row agrees with its amounts, within what printing hides."""
    share, programmed, executed = row.share, row.programmed, row.executed
    if share is None or programmed is None or executed is None:
        return True
    return share_fits(share.points, share.half, row, scale)


def share_fits(points: Decimal, half: Decimal, row: FigureRow, scale: Scale) -> bool:
    """Tell whether a percentage is what the printed amounts of a row give."""
    if row.programmed is None or row.executed is None or row.ratio is None:
        return False
    said, around = Fraction(points), Fraction(half)
    if abs(_HUNDRED * row.ratio - said) <= around:
        return True
    (p_low, p_high), (e_low, e_high) = row.programmed.range, row.executed.range
    low = _HUNDRED * e_low / p_high
    high = _HUNDRED * e_high / p_low if p_low > 0 else Fraction(10**12)
    if low - around <= said <= high + around:
        return True
    return row.ratio >= 0 and percent_points(row.ratio, scale) == points


def says(said: Percentage | Share, row: FigureRow, scale: Scale, *, by_amounts: bool = True) -> bool:
    """Tell whether a sentence's percentage is the one that a row prints, perhaps rounded further.

    Where `by_amounts`, one with more digits than the row prints may come from the row's amounts.
    """
    share = row.share
    if share is not None:
        apart = abs(Fraction(said.points) - Fraction(share.points))
        if not apart or (said.half > share.half and apart <= Fraction(said.half)):
            return True
        finer = said.half < share.half and apart <= Fraction(share.half)
        wrong = not fits(row, scale)
        return by_amounts and (finer or wrong) and share_fits(said.points, said.half, row, scale)
    return by_amounts and share_fits(said.points, said.half, row, scale)


def points_of(row: FigureRow) -> Fraction | None:
    """Return the percentage points of a row: as printed, else by its amounts."""
    if row.share is not None:
        return Fraction(row.share.points)
    return None if row.ratio is None else row.ratio * _HUNDRED


def shown(row: FigureRow, scale: Scale) -> str:
    """Return the percentage of a row as a message shows it."""
    if row.share is not None:
        return row.share.text
    return "" if row.ratio is None else percent(row.ratio, scale)


def _label(text: str) -> str:
    words = fold(text).replace("(provisional)", "").replace("(", ", ").replace(")", "")
    return " ".join(words.replace(" ,", ",").split()).strip(" .,")
