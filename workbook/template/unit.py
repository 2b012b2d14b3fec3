"""The sheet of a unit: its activities, what was programmed and executed, how it comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from workbook.canvas import (
    Accent,
    Area,
    ColumnSpec,
    Conditional,
    Formula,
    Grid,
    Look,
    Position,
    RowSpec,
    Sheet,
    Table,
    TableColumn,
    Value,
    absolute,
)
from workbook.canvas.looks import WHOLE
from workbook.canvas.rules import amount_rules, band_rules, percent_rules
from workbook.domain.cells import ZERO, Mark, Number
from workbook.domain.places import Field, address
from workbook.layouts import own
from workbook.spanish.labels import TARGET_KIND_NAMES
from workbook.template import lists
from workbook.template.formulas import RowFormulas
from workbook.template.frame import HEADER_HEIGHT, UNIT_TAB, page, put_back
from workbook.template.naming import UnitSheet, month_headers
from workbook.template.settings import ENTITY, YEAR, band_names
from workbook.template.stored import RowValues, row_values, typed
from workbook.template.unit_entries import entry_validations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbook.domain.model import Activity, Framework
    from workbook.template.timing import Timing

HEADER_ROW: Final = 6
UNIT_CELL: Final[Position] = (1, 1)
_SPARE: Final = 3
_NEW: Final = 12
_FROZEN_COLUMNS: Final = 3
_OPTIONAL: Final = (Field.BUDGET, Field.ACCRUED)
_AMBER: Final = Accent(fill="FFE3A3")
_FAINT: Final = Accent(colour="9AA3AF")
_CLOSED: Final = Accent(fill="E3E6EB")

_WIDTHS: Final = {
    Field.CODE: 15,
    Field.ACTION: 26,
    Field.NAME: 38,
    Field.MEASURE: 15,
    Field.KIND: 13,
    Field.ON_DEMAND: 10,
    Field.ANNUAL: 13,
    Field.PROGRAMMED: 14,
    Field.EXECUTED: 13,
    Field.EFFICACY: 12,
    Field.BAND: 20,
    Field.CAUSE: 36,
    Field.EVIDENCE: 26,
    Field.BUDGET: 14,
    Field.ACCRUED: 14,
}
_MONTH_WIDTH: Final = 11
_CENTRED: Final = (Field.CODE, Field.KIND, Field.ON_DEMAND)
_AMOUNTS: Final = (Field.ANNUAL, Field.PROGRAMMED, Field.EXECUTED, Field.BUDGET, Field.ACCRUED)
_SHORT: Final = "NP"  # No programada, where a column is narrow
_LINE: Final = 150  # characters of a note that fit a printed line
_LINE_HEIGHT: Final = 12.5


@dataclass(frozen=True)
class UnitTable:
    """Where the parts of a unit's table stand. Months follow the fields: programmed, then executed."""

    sheet: UnitSheet
    fields: Mapping[Field, int]
    monthly: bool
    rows: int

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.fields) + (24 if self.monthly else 0)

    @property
    def months(self) -> int:
        """The column of Prog. Ene."""
        return len(self.fields)

    @property
    def area(self) -> Area:
        """Header and rows."""
        return Area(HEADER_ROW, 0, HEADER_ROW + self.rows, self.width - 1)

    def column(self, field: Field) -> Area:
        """Return the data cells of a field."""
        return self.block(self.fields[field], 1)

    def block(self, first: int, width: int) -> Area:
        """Return the data cells of columns that stand together."""
        return Area(HEADER_ROW + 1, first, HEADER_ROW + self.rows, first + width - 1)

    def first(self, field: Field, *, fixed_column: bool = False) -> str:
        """Return the address of a field's cell in the first row."""
        cell = address(HEADER_ROW + 1, self.fields[field])
        return f"${cell}" if fixed_column else cell

    @property
    def computed(self) -> frozenset[Field]:
        """Fields that hold formulas."""
        totals = (Field.ANNUAL, Field.PROGRAMMED, Field.EXECUTED) if self.monthly else ()
        return frozenset((Field.EFFICACY, Field.BAND, *totals))


def unit_sheet(unit: UnitSheet, framework: Framework, timing: Timing) -> Sheet:
    """Return the sheet of a unit."""
    table, grid = _table_of(unit, framework), Grid()
    named = {action.code: lists.action_text(action.code, action.name) for action in framework.actions}
    _put_head(grid, unit, framework, timing)
    _put_headers(grid, table)
    for offset in range(table.rows):
        given = offset < len(unit.activities)
        activity = unit.activities[offset] if given else None
        _put_row(grid, table, HEADER_ROW + 1 + offset, _shown(activity, named, framework, timing))
        if table.monthly:
            _put_months(grid, table, HEADER_ROW + 1 + offset, activity)
    note = framework.settings.note
    lines = 1 + len(note) // _LINE
    last = table.fields[Field.EVIDENCE]
    return Sheet(
        unit.sheet,
        grid.cells,
        tables=(_described(table),),
        merges=(Area(HEADER_ROW - 1, 0, HEADER_ROW - 1, last),) if note else (),
        validations=entry_validations(table),
        conditionals=_conditionals(table, framework),
        columns=_columns(table),
        rows={HEADER_ROW: RowSpec(HEADER_HEIGHT)}
        | ({HEADER_ROW - 1: RowSpec(lines * _LINE_HEIGHT + 3)} if note else {}),
        frozen=(HEADER_ROW + 1, _FROZEN_COLUMNS),
        page=page(
            unit.unit.name or unit.sheet, HEADER_ROW, area=Area(0, 0, table.area.last_row, table.months - 1)
        ),
        tab=UNIT_TAB,
        zoom=90,
        selected=(HEADER_ROW + 1, 1),
    )


def _table_of(unit: UnitSheet, framework: Framework) -> UnitTable:
    has_budget = any(
        fact is not Mark.BLANK for activity in unit.activities for fact in (activity.budget, activity.accrued)
    )
    wanted = [field for field in own.HEADERS if has_budget or field not in _OPTIONAL]
    rows = len(unit.activities) + _SPARE if unit.activities else _NEW
    return UnitTable(unit, {field: column for column, field in enumerate(wanted)}, framework.monthly, rows)


def _put_head(grid: Grid, unit: UnitSheet, framework: Framework, timing: Timing) -> None:
    settings = framework.settings
    year = "" if settings.year is None else settings.year
    title = "Plan Operativo Institucional"
    grid.put(0, 0, Formula(f'=TRIM("{title} "&{YEAR})', f"{title} {year}".strip()), Look.TITLE)
    grid.put(1, 0, own.UNIT_TITLE, Look.LABEL)
    grid.put(*UNIT_CELL, unit.unit.name or None, Look.FACT if unit.unit.name else Look.ENTRY_TEXT)
    grid.put(2, 0, own.UNIT_PERIOD, Look.LABEL)
    grid.put(2, 1, Formula(period_formula(), period_text(timing)), Look.PLAIN)
    grid.put(3, 0, own.UNIT_RESPONSIBLE, Look.LABEL)
    grid.put(3, 1, Formula(_responsible_formula(), unit.unit.responsible), Look.PLAIN)
    guide = "Complete las celdas de color crema; las de color gris se calculan solas."
    grid.put(4, 0, guide, Look.NOTICE)
    put_back(grid, 1, _FROZEN_COLUMNS)
    grid.put(0, _FROZEN_COLUMNS, Formula(f'={ENTITY}&""', settings.entity), Look.SUBTITLE)
    if settings.note:
        grid.put(HEADER_ROW - 1, 0, settings.note, Look.NOTE)


def period_formula() -> str:
    """Return the formula that shows period and cut-off."""
    return (
        f'={lists.PERIOD}&IF({lists.CUTOFF}="","",IF({lists.PERIOD}="","Hasta ",", hasta ")&{lists.CUTOFF})'
    )


def period_text(timing: Timing) -> str:
    """Return what that formula shows."""
    if not timing.cutoff:
        return timing.period
    return f"{timing.period}, hasta {timing.cutoff}" if timing.period else f"Hasta {timing.cutoff}"


def _responsible_formula() -> str:
    names = dict(zip(("unit", "responsible"), (own.UNITS_HEADERS[0], own.UNITS_HEADERS[-1]), strict=True))
    table, key = own.UNITS_TABLE, absolute(*UNIT_CELL)
    return f'=IFERROR(INDEX({table}[{names["responsible"]}],MATCH({key},{table}[{names["unit"]}],0))&"","")'


def _put_headers(grid: Grid, table: UnitTable) -> None:
    for field, column in table.fields.items():
        look = Look.HEADER_COMPUTED if field in table.computed else Look.HEADER
        grid.put(HEADER_ROW, column, own.HEADERS[field], look)
    if table.monthly:
        grid.put_row(HEADER_ROW, table.months, month_headers(own.PROGRAMMED_MONTH), Look.HEADER_PROGRAMMED)
        grid.put_row(HEADER_ROW, table.months + 12, month_headers(own.EXECUTED_MONTH), Look.HEADER_EXECUTED)


def _described(table: UnitTable) -> Table:
    formulas = RowFormulas(table.sheet.table)
    columns = [
        TableColumn(own.HEADERS[field], _formula(formulas, field) if field in table.computed else "")
        for field in table.fields
    ]
    if table.monthly:
        patterns = (own.PROGRAMMED_MONTH, own.EXECUTED_MONTH)
        columns += [TableColumn(header) for pattern in patterns for header in month_headers(pattern)]
    return Table(table.sheet.table, table.area, tuple(columns))


def _formula(formulas: RowFormulas, field: Field) -> str:
    return {
        Field.ANNUAL: formulas.annual,
        Field.PROGRAMMED: formulas.programmed,
        Field.EXECUTED: formulas.executed,
        Field.EFFICACY: formulas.efficacy,
        Field.BAND: formulas.band,
    }[field]


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the formula of a computed cell comes to."""

    value: Value = ""


Shown = dict[Field, Value | Formula | _Stored]


def _shown(
    activity: Activity | None, named: Mapping[str, str], framework: Framework, timing: Timing
) -> Shown:
    """Return what the cells of a row hold; for computed ones the value that is stored."""
    if activity is None:
        return {}
    without_months = framework.monthly and activity.monthly is None
    values = row_values(
        _as_computed(activity) if without_months else activity, timing.months, framework.scale
    )
    return {
        Field.CODE: activity.code,
        Field.ACTION: named.get(activity.action, activity.action),
        Field.NAME: activity.name,
        Field.MEASURE: activity.measure,
        Field.KIND: TARGET_KIND_NAMES[activity.kind],
        Field.ON_DEMAND: own.YES if activity.on_demand else own.NO,
        Field.EFFICACY: _Stored(values.efficacy),
        Field.BAND: _Stored(values.band),
        Field.CAUSE: activity.cause,
        Field.EVIDENCE: activity.evidence,
        Field.BUDGET: typed(activity.budget),
        Field.ACCRUED: typed(activity.accrued),
        **_shown_amounts(activity, values, framework),
    }


def _shown_amounts(activity: Activity, values: RowValues, framework: Framework) -> Shown:
    """Return the amounts: computed from the months, or as they were typed where the row has none."""
    facts = {
        Field.ANNUAL: activity.annual,
        Field.PROGRAMMED: activity.programmed,
        Field.EXECUTED: activity.executed,
    }
    given: Shown = {field: typed(fact) for field, fact in facts.items() if fact is not Mark.BLANK}
    amounts = {
        Field.ANNUAL: values.annual,
        Field.PROGRAMMED: values.programmed,
        Field.EXECUTED: values.executed,
    }
    if framework.monthly:
        computed: Shown = {field: _Stored(value) for field, value in amounts.items()}
        return computed if activity.monthly else computed | given
    return given if activity.monthly is None else {**amounts, Field.ANNUAL: typed(activity.annual)}


def _as_computed(activity: Activity) -> Activity:
    """Return a row without months as formulas over empty months see it."""
    return replace(activity, programmed=Number(ZERO)) if activity.programmed is Mark.BLANK else activity


def _put_row(grid: Grid, table: UnitTable, row: int, shown: Shown) -> None:
    formulas = RowFormulas(table.sheet.table)
    for field, column in table.fields.items():
        value = shown.get(field, _Stored() if field in table.computed else None)
        if isinstance(value, _Stored):
            grid.put(
                row, column, Formula(_formula(formulas, field), value.value), _look(field, computed=True)
            )
        else:
            grid.put(row, column, value, _look(field, computed=False))


def _look(field: Field, *, computed: bool) -> Look:
    if field is Field.BAND:
        return Look.BAND
    if field is Field.EFFICACY:
        return Look.PERCENT
    if field in _AMOUNTS:
        return Look.AMOUNT if computed else Look.ENTRY_AMOUNT
    return Look.ENTRY_CENTER if field in _CENTRED else Look.ENTRY_TEXT


def _put_months(grid: Grid, table: UnitTable, row: int, activity: Activity | None) -> None:
    monthly = activity.monthly if activity else None
    facts = (*monthly.programmed, *monthly.executed) if monthly else (Mark.BLANK,) * 24
    shown = [_SHORT if fact is Mark.NOT_PROGRAMMED else typed(fact) for fact in facts]
    grid.put_row(row, table.months, shown, Look.ENTRY_AMOUNT)


def _columns(table: UnitTable) -> dict[int, ColumnSpec]:
    columns = {column: ColumnSpec(_WIDTHS[field]) for field, column in table.fields.items()}
    if table.monthly:
        columns |= {column: ColumnSpec(_MONTH_WIDTH, level=1) for column in range(table.months, table.width)}
    return columns


def _conditionals(table: UnitTable, framework: Framework) -> tuple[Conditional, ...]:
    scale = framework.scale
    efficacy, band = table.column(Field.EFFICACY), table.column(Field.BAND)
    rules = [*percent_rules(efficacy, scale), *band_rules(band, band_names(scale), scale)]
    rules += _missing_rules(table, framework)
    for field in _AMOUNTS:
        if field in table.fields:
            rules += amount_rules(table.column(field))
    if table.monthly:
        rules += _month_rules(table)
    return tuple(rules)


def _missing_rules(table: UnitTable, framework: Framework) -> list[Conditional]:
    """Return what turns amber: a cause below the target, an execution that is not reported."""
    met = min((band.lower for band in framework.scale.bands if band.met), default=1)
    efficacy, cause = (table.first(field, fixed_column=True) for field in (Field.EFFICACY, Field.CAUSE))
    unexplained = f'=AND(ISNUMBER({efficacy}),{efficacy}<{float(met):g},{cause}="")'
    rules = [Conditional(table.column(Field.CAUSE), unexplained, _AMBER)]
    if not table.monthly:
        programmed, executed = (
            table.first(field, fixed_column=True) for field in (Field.PROGRAMMED, Field.EXECUTED)
        )
        silent = f'=AND(ISNUMBER({programmed}),{programmed}>0,{executed}="")'
        rules.append(Conditional(table.column(Field.EXECUTED), silent, _AMBER))
    return rules


def _month_rules(table: UnitTable) -> list[Conditional]:
    """Return how months look: closed, out of the period, not reported; whole amounts have no decimals.

    One rule alone gives each appearance: LibreOffice applies only the first that is true.
    """
    row = HEADER_ROW + 1
    target, done = address(row, table.months), address(row, table.months + 12)
    rules: list[Conditional] = []
    for block, cell in ((table.block(table.months, 12), target), (table.block(table.months + 12, 12), done)):
        number = f"COLUMN()-{block.first_column}"
        whole = f"AND(ISNUMBER({cell}),{cell}=ROUND({cell},0))"
        silent = f'AND(INDEX({lists.EVALUATED},1,{number})=1,ISNUMBER({target}),{target}>0,{done}="")'
        states = [
            (f"INDEX({lists.CLOSED},1,{number})=1", _CLOSED),
            (f"INDEX({lists.EVALUATED},1,{number})=0", _FAINT),
        ]
        for state, accent in states:
            rules.append(Conditional(block, f"=AND({state},{whole})", replace(accent, number_format=WHOLE)))
            rules.append(Conditional(block, f"={state}", accent))
        if cell == done:
            rules.append(Conditional(block, f"={silent}", _AMBER))
        rules += amount_rules(block)
    return rules
