"""From a plan to the form of one unit: its sheet alone, for any spreadsheet program, nothing but native."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from workbook.canvas import (
    Accent,
    Area,
    Book,
    ColumnSpec,
    Conditional,
    Formula,
    Grid,
    Look,
    Page,
    Properties,
    RowSpec,
    Sheet,
    Validation,
)
from workbook.canvas import Severity as Entry
from workbook.canvas.looks import WHOLE
from workbook.canvas.rules import amount_rules, percent_rules
from workbook.domain.cells import Mark, Number
from workbook.domain.periods import TargetKind
from workbook.domain.places import Field, address
from workbook.layouts import own
from workbook.reception.keys import row_keys
from workbook.reception.layout import KEY_HEADER, SIGNATURE, SIGNATURE_LINE, fact_of, fact_text, form_columns
from workbook.reception.stamp import SHEET, Stamp, stamp_sheet
from workbook.spanish.calendar import long_date, month_span, period_name, period_phrase
from workbook.template.frame import UNIT_TAB
from workbook.template.naming import Names, sheet_name
from workbook.template.stored import amounts, fact_value, typed

if TYPE_CHECKING:
    import datetime as dt

    from workbook.canvas import Value
    from workbook.domain.model import Activity, Framework, OrgUnit
    from workbook.domain.periods import Period
    from workbook.reception.layout import FormColumn

HEADER_ROW: Final = 6
_AMBER: Final = Accent(fill="FFE3A3")
_GREY: Final = Accent(fill="E3E6EB")
_WIDTHS: Final = {
    Field.CODE: 14,
    Field.ACTION: 13,
    Field.NAME: 40,
    Field.MEASURE: 15,
    Field.PROGRAMMED: 13,
    Field.EXECUTED: 13,
    Field.EFFICACY: 11,
    Field.CAUSE: 38,
    Field.EVIDENCE: 30,
}
_MONTH_WIDTH: Final = 9
_HEADER_HEIGHT: Final = 30
_LINE: Final = 140  # characters of the guide that fit a printed line
_NARROW: Final = "NP"  # No programada, where a column is narrow
_LOOKS: Final = {
    Field.CODE: Look.ROW_CENTER,
    Field.ACTION: Look.ROW_CENTER,
    Field.NAME: Look.ROW_TEXT,
    Field.MEASURE: Look.ROW_TEXT,
    Field.PROGRAMMED: Look.ROW_AMOUNT,
    Field.EXECUTED: Look.ROW_AMOUNT,
}
_EXECUTED: Final = "Escriba 0 si no ejecutó; deje en blanco si aún no tiene el dato."
_CAUSE: Final = "Si la eficacia es menor que 100 %, explique por qué en una o dos oraciones."
_EVIDENCE: Final = "Escriba el documento o registro que sustenta lo ejecutado."
_WRONG: Final = "Debe ser un número de 0 a más, o S.I. (sin información)."


@dataclass(frozen=True, slots=True)
class Sending:
    """What all forms of one sending share: period, months that are filled in, number, day, until when."""

    period: Period
    opened: tuple[int, ...]
    issue: int
    day: dt.date
    until: dt.date | None = None


@dataclass(frozen=True)
class _Form:
    """The parts of one form while its sheet is described."""

    unit: OrgUnit
    activities: tuple[Activity, ...]
    framework: Framework
    sending: Sending
    columns: tuple[FormColumn, ...]

    def at(self, field: Field, month: int | None = None) -> int:
        return next(n for n, one in enumerate(self.columns) if (one.field, one.month) == (field, month))

    @property
    def last_row(self) -> int:
        return HEADER_ROW + max(1, len(self.activities))

    @property
    def last_column(self) -> int:
        """The last column that is seen and printed."""
        return len(self.columns) - 2

    def area(self, column: int) -> Area:
        return Area(HEADER_ROW + 1, column, self.last_row, column)


def unit_form(
    unit: OrgUnit, activities: tuple[Activity, ...], framework: Framework, sending: Sending
) -> Book:
    """Return the form of a unit: a sheet to fill in, and the hidden one by which it is known again."""
    columns = form_columns(monthly=framework.monthly, months=sending.period.evaluated, opened=sending.opened)
    form = _Form(unit, activities, framework, sending, columns)
    title = f"Formato de ejecución del POI – {unit.acronym or unit.name}"
    properties = Properties(
        title=title, subject=period_name(sending.period), company=framework.settings.entity
    )
    return Book((_sheet(form), stamp_sheet(_stamp(form))), properties=properties)


def _stamp(form: _Form) -> Stamp:
    sending, settings = form.sending, form.framework.settings
    keys = row_keys(form.activities)
    return Stamp(
        entity=settings.entity,
        year="" if settings.year is None else str(settings.year),
        unit=form.unit.key,
        acronym=form.unit.acronym,
        period=period_name(sending.period),
        months=sending.period.evaluated,
        opened=sending.opened,
        issue=sending.issue,
        day=sending.day.isoformat(),
        headers=tuple(column.header for column in form.columns),
        rows={
            key: {
                column.header: _sent(form, activity, column)
                for column in form.columns
                if column.field is not None
            }
            for key, activity in zip(keys, form.activities, strict=True)
        },
    )


def _sent(form: _Form, activity: Activity, column: FormColumn) -> str:
    """Return what a cell of a form holds when it is sent, as a text."""
    if column.field in (Field.PROGRAMMED, Field.EXECUTED):
        if column.month is None and activity.monthly is not None:
            programmed = amounts(activity, form.sending.period.evaluated)[0]
            return fact_text(programmed) if column.field is Field.PROGRAMMED else ""
        return fact_text(fact_of(activity, column.field, column.month))
    return _text(activity, column.field)


def _text(activity: Activity, field: Field | None) -> str:
    return {
        Field.CODE: activity.code,
        Field.ACTION: activity.action,
        Field.NAME: activity.name,
        Field.MEASURE: activity.measure,
        Field.CAUSE: activity.cause,
        Field.EVIDENCE: activity.evidence,
    }.get(field, "") if field is not None else ""  # fmt: skip


def _sheet(form: _Form) -> Sheet:
    grid = Grid()
    _put_head(grid, form)
    grid.put_row(HEADER_ROW, 0, [column.header for column in form.columns], Look.HEADER)
    for column, one in enumerate(form.columns):
        if one.field is Field.EFFICACY or (one.field is Field.EXECUTED and not one.entry):
            grid.put(HEADER_ROW, column, one.header, Look.HEADER_COMPUTED)
    keys = row_keys(form.activities)
    for row, (activity, key) in enumerate(zip(form.activities, keys, strict=True), HEADER_ROW + 1):
        _put_row(grid, form, row, activity, key)
    _put_signature(grid, form)
    wide = form.last_column
    guide = Area(4, 0, 4, wide)
    return Sheet(
        _sheet_name(form.unit),
        grid.cells,
        merges=(guide,),
        validations=tuple(_validations(form)),
        conditionals=tuple(_conditionals(form)),
        columns=_widths(form),
        rows={HEADER_ROW: RowSpec(_HEADER_HEIGHT), 4: RowSpec(15.0 * (1 + len(_guide(form)) // _LINE))},
        frozen=(HEADER_ROW + 1, 3),
        page=_page(form),
        protected=True,
        tab=UNIT_TAB,
        selected=(HEADER_ROW + 1, next(n for n, one in enumerate(form.columns) if one.entry)),
    )


def _sheet_name(unit: OrgUnit) -> str:
    wanted = (sheet_name(text) for text in (unit.sheet, unit.acronym, unit.name, unit.key))
    return Names((SHEET,)).give(next((name for name in wanted if name), "Unidad"))


def _put_head(grid: Grid, form: _Form) -> None:
    settings = form.framework.settings
    year = "" if settings.year is None else f" {settings.year}"
    grid.put(0, 0, f"Plan Operativo Institucional{year} – Formato de ejecución", Look.TITLE)
    for row, (label, text) in enumerate(
        (
            (own.UNIT_TITLE, form.unit.name),
            (own.UNIT_PERIOD, f"{period_name(form.sending.period)} (envío N.° {form.sending.issue})"),
            (own.UNIT_RESPONSIBLE, form.unit.responsible),
        ),
        1,
    ):
        grid.put(row, 0, label, Look.LABEL)
        grid.put(row, 1, text or None, Look.FACT if row == 1 else Look.PLAIN)
    grid.put(4, 0, _guide(form), Look.GUIDE)
    grid.put(1, 3, settings.entity or None, Look.SUBTITLE)


def _guide(form: _Form) -> str:
    """Return the sentence that says what to do and until when."""
    sending = form.sending
    opened = month_span(sending.opened) if form.framework.monthly and sending.opened else ""
    year = form.framework.settings.year
    what = (
        f"{opened}{f' de {year}' if year else ''}"
        if opened
        else f"{period_phrase(sending.period)}{f' ({year})' if year else ''}"
    )
    until = f" hasta el {long_date(sending.until)}" if sending.until else ""
    return (
        f"Complete en las celdas de color crema lo ejecutado {'de ' if opened else ''}{what}; donde la "
        "eficacia es menor que 100 %, explique el motivo (la celda está en ámbar hasta que lo haga). No "
        "agregue, borre ni mueva filas: si algo debe cambiar, avise a la oficina de planeamiento. Guarde y "
        f"devuelva este archivo a la oficina de planeamiento{until}."
    )


def _put_row(grid: Grid, form: _Form, row: int, activity: Activity, key: str) -> None:
    for column, one in enumerate(form.columns):
        if one.header == KEY_HEADER:
            grid.put(row, column, key, Look.ROW_CENTER)
        elif one.field is Field.EFFICACY:
            grid.put(row, column, _percentage(form, row, activity), Look.PERCENT)
        elif one.field in (Field.PROGRAMMED, Field.EXECUTED):
            _put_amount(grid, form, (row, column), activity, one)
        else:
            look = Look.ENTRY_TEXT if one.entry else _LOOKS[one.field or Field.NAME]
            grid.put(row, column, _text(activity, one.field) or None, look)


def _put_amount(grid: Grid, form: _Form, at: tuple[int, int], activity: Activity, column: FormColumn) -> None:
    content: Value | Formula
    if column.month is None and form.framework.monthly:
        if column.field is Field.PROGRAMMED:
            content = fact_value(amounts(activity, form.sending.period.evaluated)[0])
        else:
            content = _executed(form, at[0], activity)
        grid.put(*at, content, Look.AMOUNT)
        return
    assert column.field is not None  # noqa: S101 - columns of amounts have a field
    fact = fact_of(activity, column.field, column.month)
    content = _NARROW if column.month and fact is Mark.NOT_PROGRAMMED else typed(fact)
    if isinstance(content, Formula):  # an error value: the unit sees what it is, and no formula
        content = content.value
    grid.put(*at, content, Look.ENTRY_AMOUNT if column.entry else Look.ROW_AMOUNT)


def _executed(form: _Form, row: int, activity: Activity) -> Formula:
    """Return what was executed over the months: their sum, or the last one that tells; "" where none does."""
    months = form.sending.period.evaluated
    cells = {month: address(row, form.at(Field.EXECUTED, month)) for month in months}
    done = amounts(activity, months)[1]
    value = fact_value(done) if isinstance(done, Number) else ""
    if activity.kind is TargetKind.NOT_CUMULATIVE:
        text = '""'
        for month, cell in cells.items():
            planned = activity.monthly is not None and _is_positive(activity.monthly.programmed[month - 1])
            tells = f"ISNUMBER({cell})" if planned else f"AND(ISNUMBER({cell}),{cell}>0)"
            text = f"IF({tells},{cell},{text})"
        return Formula(f"={text}", value)
    listed = ",".join(cells.values())
    return Formula(f'=IF(COUNT({listed})=0,"",SUM({listed}))', value)


def _is_positive(fact: object) -> bool:
    return isinstance(fact, Number) and fact.value > 0


def _percentage(form: _Form, row: int, activity: Activity) -> Formula:
    target, done = (address(row, form.at(field)) for field in (Field.PROGRAMMED, Field.EXECUTED))
    programmed, executed = amounts(activity, form.sending.period.evaluated)
    value: Value = ""
    if isinstance(programmed, Number) and isinstance(executed, Number) and programmed.value > 0:
        value = executed.value / programmed.value
    return Formula(
        f'=IF(AND(ISNUMBER({target}),ISNUMBER({done})),IF({target}>0,{done}/{target},""),"")', value
    )


def _put_signature(grid: Grid, form: _Form) -> None:
    row, first = form.last_row + 4, form.at(Field.NAME)
    grid.put(row, first, SIGNATURE_LINE, Look.PLAIN)
    grid.put(row + 1, first, SIGNATURE, Look.LABEL)
    if form.unit.responsible:
        grid.put(row + 2, first, form.unit.responsible, Look.PLAIN)


def _validations(form: _Form) -> list[Validation]:
    found: list[Validation] = []
    for column, one in enumerate(form.columns):
        if not one.entry:
            continue
        area = form.area(column)
        if one.field is Field.EXECUTED:
            cell = address(area.first_row, column)
            condition = f'=OR(AND(ISNUMBER({cell}),{cell}>=0),{cell}="{own.NOT_REPORTED}")'
            found.append(
                Validation(
                    area,
                    condition=condition,
                    title=one.header,
                    prompt=_EXECUTED,
                    error=_WRONG,
                    severity=Entry.STOP,
                )
            )
        else:
            prompt = _CAUSE if one.field is Field.CAUSE else _EVIDENCE
            found.append(Validation(area, title=one.header, prompt=prompt))
    return found


def _conditionals(form: _Form) -> list[Conditional]:
    efficacy, cause = form.at(Field.EFFICACY), form.at(Field.CAUSE)
    ratio, why = (f"${address(HEADER_ROW + 1, column)}" for column in (efficacy, cause))
    rules = [Conditional(form.area(cause), f'=AND(ISNUMBER({ratio}),{ratio}<1,{why}="")', _AMBER)]
    rules += percent_rules(form.area(efficacy), form.framework.scale)
    for column, one in enumerate(form.columns):
        if one.field in (Field.PROGRAMMED, Field.EXECUTED):
            if one.month is not None and one.month not in form.sending.opened:
                rules += _closed(form.area(column))
            rules += amount_rules(form.area(column))
    return rules


def _closed(area: Area) -> tuple[Conditional, ...]:
    """Return how a month looks that is not filled in (LibreOffice applies only the first true rule)."""
    cell = address(area.first_row, area.first_column)
    whole = f"=AND(ISNUMBER({cell}),{cell}=ROUND({cell},0))"
    return (
        Conditional(area, whole, replace(_GREY, number_format=WHOLE)),
        Conditional(area, "=TRUE", _GREY),
    )


def _widths(form: _Form) -> dict[int, ColumnSpec]:
    widths = {
        column: ColumnSpec(_MONTH_WIDTH if one.month else _WIDTHS.get(one.field or Field.CODE, 12))
        for column, one in enumerate(form.columns)
    }
    return widths | {len(form.columns) - 1: ColumnSpec(14, hidden=True)}


def _page(form: _Form) -> Page:
    shown = (form.unit.acronym or form.unit.name)[:100].replace("&", "&&")
    footer = f"&L&8{shown} – envío N.° {form.sending.issue}&R&8Página &P de &N"
    area = Area(0, 0, form.last_row + 6, form.last_column)
    return Page(repeat_rows=(HEADER_ROW, HEADER_ROW), area=area, footer=footer)
