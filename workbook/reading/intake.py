"""What all sheets of a workbook share while their rows are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbook.domain.codes import CodeBook, code_of, split_code
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.model import OrgUnit
from workbook.domain.places import address
from workbook.domain.unitnames import UnitBook, spelt_otherwise
from workbook.layouts.tables import two_names
from workbook.reading.caches import Facts, Texts
from workbook.reading.digest import Digest

if TYPE_CHECKING:
    from workbook.domain.places import Columns
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
    blind: list[str] = field(default_factory=list)
    repeats: Repeats | None = None
    facts: Facts = field(default_factory=Facts)
    texts: Texts = field(default_factory=Texts)
    actions: dict[str, str] = field(default_factory=dict)
    learnt: dict[str, str] = field(default_factory=dict)
    _units: dict[str, str] = field(default_factory=dict)

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

    def _new_unit(self, text: str, sheet: str, row: int, column: int) -> str:
        unit, problems = settle_unit(self.units, text, (sheet, row, column), known=not self.open_units)
        self.findings += problems
        return unit.key


def settle_unit(
    units: UnitBook, text: str, place: tuple[str, int, int], *, known: bool
) -> tuple[OrgUnit, list[Finding]]:
    """Return the unit of a name, added to `units` if it is new; `known` says that Unidades should list it."""
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
                nearest=units.nearest(text),
            )
        )
    findings += two_names(text, units.alike(text), place)
    unit = OrgUnit(text, text)
    units.add(unit)
    return unit, findings
