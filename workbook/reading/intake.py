"""What all sheets of a workbook share while their rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.domain.codes import MOST_SUGGESTIONS, CodeBook, code_of, split_code
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.model import OrgUnit
from workbook.domain.places import address
from workbook.domain.unitnames import UnitBook, spelt_otherwise
from workbook.layouts.tables import two_names
from workbook.reading.caches import Facts, Texts
from workbook.reading.digest import Digest

if TYPE_CHECKING:
    from workbook.domain.places import Columns
    from workbook.host import Aspect
    from workbook.reading.repeats import Repeats


@dataclass
class Intake:
    """Codes, units, caches, findings; `open_codes` and `open_units` tell to learn names, not to ask."""

    codes: CodeBook
    units: UnitBook
    open_codes: bool = False
    open_units: bool = False
    default_scale: bool = True
    digest: Digest = field(default_factory=Digest)
    findings: list[Finding] = field(default_factory=list)
    blind: dict[str, frozenset[Aspect]] = field(default_factory=dict)
    repeats: Repeats | None = None
    facts: Facts = field(default_factory=Facts)
    texts: Texts = field(default_factory=Texts)
    actions: dict[str, str] = field(default_factory=dict)
    learnt: dict[str, str] = field(default_factory=dict)
    _units: dict[str, str] = field(default_factory=dict)
    _suggested: dict[str, str] = field(default_factory=dict)
    _unknown: int = 0

    @property
    def units_named(self) -> frozenset[str]:
        """The keys of the units that cells named so far."""
        return frozenset(self._units.values())

    def nearest(self, text: str) -> str:
        """Return the code most like a strange one; "" where none is, or where enough were looked for."""
        if text and text not in self._suggested and len(self._suggested) < MOST_SUGGESTIONS:
            self._suggested[text] = self.codes.nearest(text)
        return self._suggested.get(text, "")

    def action(self, text: str) -> str | None:
        """Return the code that the content of an AEI cell means; None where the PEI has none such."""
        code = self.actions.get(text) or self.codes.find(text)
        if code is None and self.open_codes and text:
            code, name = code_of(text), split_code(text)[1]
            self.codes.add(code, name)
            self.learnt[code] = name
        if code is not None:
            self.actions[text] = code
        return code

    def unit(self, text: str, columns: Columns, row: int, column: int) -> str:
        """Return the key of the unit that a cell names; one that is not known is found once and kept."""
        key = self._units.get(text)
        if key is None:
            key = self._units[text] = self._new_unit(text, columns.sheet, row, column)
        return key

    def unnamed(self, sheet: str) -> str:
        """Return the key of the unit that stands for rows that name none: it is called as their sheet."""
        unit = self.units.find(sheet)
        if unit is None:
            unit = OrgUnit(sheet, sheet)
            self.units.add(unit)
        return unit.key

    def _new_unit(self, text: str, sheet: str, row: int, column: int) -> str:
        place, suggest = (sheet, row, column), self._unknown < MOST_SUGGESTIONS
        unit, problems = settle_unit(self.units, text, place, known=not self.open_units, suggest=suggest)
        self._unknown += any(one.code is Code.UNKNOWN_UNIT for one in problems)
        self.findings += problems
        return unit.key


def settle_unit(
    units: UnitBook, text: str, place: tuple[str, int, int], *, known: bool, suggest: bool = True
) -> tuple[OrgUnit, list[Finding]]:
    """Return the unit of a name, added to `units` if it is new.

    `known` says that Unidades should list it, `suggest` to look for the name most like it (that is slow).
    """
    unit = units.find(text)
    if unit is not None:
        return unit, list(two_names(text, unit, place)) if spelt_otherwise(text, unit) else []
    findings: list[Finding] = []
    if known:
        sheet, row, column = place
        findings.append(
            finding(
                Code.UNKNOWN_UNIT,
                sheet=sheet,
                cell=address(row, column),
                subject=text,
                unit=text,
                name=text,
                nearest=units.nearest(text) if suggest else "",
            )
        )
    findings += two_names(text, units.alike(text), place)
    unit = OrgUnit(text, text)
    units.add(unit)
    return unit, findings
