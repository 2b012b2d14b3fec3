"""The sheet Consolidado: OEI, their AEI with the paragraph of each, units linked to their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, ColumnSpec, Grid, Look, RichText, RowSpec, Run, Sheet
from workbook.canvas.heights import height_of
from workbook.domain.efficacy import Method
from workbook.domain.exact import total
from workbook.domain.facts import action_facts
from workbook.layouts import own
from workbook.sheets.figures import GROUP, ROW, TOTAL, Family, Pen, knows_annual, label_of
from workbook.sheets.frame import FIGURES_TAB, NO_UNITS, page, put_head
from workbook.sheets.links import origin_link, relative_name, rows_text
from workbook.spanish.labels import METHOD_NAMES, STATE_NAMES
from workbook.spanish.narrative import paragraph, text_of

if TYPE_CHECKING:
    from workbook.domain.results import ActionResult, ObjectiveResult, Outcome, UnitInAction
    from workbook.sheets.frame import Context
    from workbook.spanish.narrative import Span

HEADERS: Final = (
    "OEI", "AEI", "", "Programadas", "Ejecutadas", "Eficacia", "Indicador", "Meta anual", "% anual", "Estado",
    "Origen", "Párrafo del informe",
)  # fmt: skip
"""The empty one is what the entity calls its units."""

OBJECTIVE, ACTION, NAME, PROGRAMMED, LABEL, ANNUAL, STATE, ORIGIN, TEXT = 0, 1, 2, 3, 6, 7, 9, 10, 11
NOTHING: Final = "El libro no tiene objetivos ni acciones estratégicas que consolidar."
_WIDTHS: Final = (8.5, 11.5, 38, 12.5, 12.5, 9, 24, 12.5, 9, 13, 17, 68)


def consolidated_sheet(context: Context) -> Sheet:
    """Return the sheet: AEI × unit, subtotals above the rows that they sum, units in an outline."""
    writer = _Writer(context)
    for objective in context.evaluation.objectives:
        writer.objective(objective)
    return writer.sheet()


class _Writer:
    """Writes the rows one after the other."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._evaluation = context.evaluation
        self._file = relative_name(context.source)
        self._grid = Grid()
        self._pen = Pen(self._grid, context.scale)
        self._rows: dict[int, RowSpec] = {}
        self._wrapped: list[tuple[str, int]] = []
        self._title = context.title("Consolidado")
        self._header = put_head(self._grid, context, self._title, _method_note(context))
        self._row = self._header + 1
        headers = [header or context.noun for header in HEADERS]
        self._grid.put_row(self._header, 0, headers, Look.HEADER)

    def sheet(self) -> Sheet:
        """Return what was written."""
        if self._row == self._header + 1:
            self._grid.put(self._row, 0, NOTHING, Look.PLAIN)
        used = Area(self._header, 0, max(self._row - 1, self._header + 1), len(HEADERS) - 1)
        return Sheet(
            own.CONSOLIDATED,
            self._grid.cells,
            columns=self._columns(),
            rows=self._rows,
            frozen=(self._header + 1, PROGRAMMED),
            filtered=used,
            page=page(self._title, self._header, Area(0, 0, used.last_row, used.last_column)),
            tab=FIGURES_TAB,
            summary_below=False,
        )

    def objective(self, result: ObjectiveResult) -> None:
        """Write an OEI with all that hangs under it."""
        objective = result.objective
        parts = tuple(part for action in result.actions for part in action.units)
        self._line((objective.code, "", objective.name), result.outcome, TOTAL, parts)
        self._grid.put_row(self._row, ORIGIN, (None, None), TOTAL.text)
        self._next(0)
        for action in result.actions:
            self._action(objective.code, action)

    def _action(self, objective: str, result: ActionResult) -> None:
        code, name = result.action.code, result.action.name
        self._line((objective, code, name), result.outcome, GROUP, result.units)
        self._grid.put(self._row, ORIGIN, None, GROUP.text)
        spans = self._paragraph(result)
        runs = RichText(tuple(Run(text, bold=bold) for text, bold in spans))
        self._grid.put(self._row, TEXT, runs if spans else None, ROW.text)
        self._next(1, (text_of(spans), TEXT))
        for part in result.units:
            self._line((objective, code, part.unit.shown), part.outcome, ROW, (part,))
            self._origin(part)
            self._grid.put(self._row, TEXT, None, ROW.text)
            self._next(2, (rows_text(part.origins), ORIGIN))

    def _line(
        self, names: tuple[str, str, str], outcome: Outcome, family: Family, parts: tuple[UnitInAction, ...]
    ) -> None:
        self._grid.put_row(self._row, OBJECTIVE, (name or None for name in names), family.text)
        self._wrapped = [*zip(names, (OBJECTIVE, ACTION, NAME), strict=True), (label_of(outcome), LABEL)]
        self._pen.figures(self._row, PROGRAMMED, outcome, family, total(part.untargeted for part in parts))
        self._pen.amount(self._row, ANNUAL, outcome.totals.annual, family.amount)
        self._pen.percent(self._row, ANNUAL + 1, outcome.annual_share, family.percent)
        self._grid.put(self._row, STATE, STATE_NAMES[outcome.state], family.center)

    def _origin(self, part: UnitInAction) -> None:
        link = origin_link(self._file, part.origins, self._evaluation.period)
        look = Look.ROW_LINK if link else ROW.text
        self._grid.put(self._row, ORIGIN, rows_text(part.origins) or None, look, link=link)

    def _paragraph(self, result: ActionResult) -> tuple[Span, ...]:
        if not result.units:
            return ((NO_UNITS, False),)
        threshold = self._evaluation.framework.settings.over_threshold
        facts = action_facts(result, self._evaluation.method, self._context.scale, threshold)
        return paragraph(facts, self._context.scale, self._evaluation.period)

    def _next(self, level: int, *more: tuple[str, int]) -> None:
        """Close a row: its level in the outline, its height by what wraps in it."""
        texts = (*self._wrapped, *more)
        height = height_of((text, _WIDTHS[column]) for text, column in texts)
        if level or height is not None:
            self._rows[self._row] = RowSpec(height, level)
        self._row += 1

    def _columns(self) -> dict[int, ColumnSpec]:
        columns = {column: ColumnSpec(width) for column, width in enumerate(_WIDTHS)}
        if not knows_annual(result.outcome for result in self._evaluation.actions()):
            columns |= {column: ColumnSpec(_WIDTHS[column], hidden=True) for column in (ANNUAL, ANNUAL + 1)}
        return columns


def _method_note(context: Context) -> str:
    """Return what the percentages of totals are, where they are no quotient of the amounts beside them."""
    method = context.evaluation.method
    if method is Method.RATIO:
        return ""
    return (
        f"La eficacia de cada AEI y OEI es: {METHOD_NAMES[method].lower()}; "
        "no es el cociente de las cantidades de su fila."
    )
