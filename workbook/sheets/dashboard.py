"""The sheet Tablero: the whole plan on one A4 page, with native charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbook.canvas import Area, Look, Page, Sheet, tint
from workbook.domain.assessment import State
from workbook.domain.standing import Standing, at_a_glance, standing, widest
from workbook.layouts import own
from workbook.sheets.board import LAST, RIGHT, Board, columns, pixels, quarter, short
from workbook.sheets.dashboard_charts import band_chart, data_columns, objective_chart
from workbook.sheets.figures import Pen, band_fill
from workbook.sheets.frame import DASHBOARD_TAB, NO_UNITS, footer
from workbook.spanish.grammar import join
from workbook.spanish.outcomes import percent_text

if TYPE_CHECKING:
    from workbook.canvas import Chart
    from workbook.domain.results import UnitInAction, UnitResult
    from workbook.sheets.board import Span
    from workbook.sheets.frame import Context

MOST_SHORTFALLS: Final = 10
MOST_UNITS: Final = 20

_MET, _BELOW = tint("2E8B57"), tint("C0392B")
_CHART_ROWS, _CHART_ROW = 14, 15.5
_ROW: Final = 16.0
_ALL: Final = (0, LAST)
_LEFT: Final = (0, RIGHT - 2)
_RIGHT: Final = (RIGHT, LAST)

_SHORTFALL_HEADERS: Final = (
    ("AEI", (0, 2)),
    ("", (3, 13)),
    ("Programadas", (14, 16)),
    ("Ejecutadas", (17, 20)),
    ("Faltan", (21, 24)),
    ("%", (25, LAST)),
)
_UNIT_HEADERS: Final = (
    ("", (0, 10)),
    ("AEI con meta", (11, 12)),
    ("Cumplidas", (13, 15)),
    ("Por debajo", (16, 17)),
    ("AEI por debajo de su meta", (18, LAST)),
)
_LONGEST_CODE, _LONGEST_UNIT, _LONGEST_TOLD, _LONGEST_NOTE = 13, 53, 46, 420
_NOTE_LINE: Final = 150


def dashboard_sheet(context: Context) -> Sheet:
    """Return the sheet: key figures, charts of bands and OEI, widest shortfalls, units."""
    layout = _Layout(context)
    layout.head()
    layout.key_figures()
    layout.charts()
    layout.shortfalls()
    layout.units()
    layout.note()
    return layout.sheet()


class _Layout:
    """Lays the page out from top to bottom."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._evaluation = context.evaluation
        self._board = Board()
        self._pen = Pen(self._board.grid, context.scale)
        self._row = 0
        self._drawn: list[Chart] = []

    def sheet(self) -> Sheet:
        """Return what was laid out."""
        board = self._board
        return Sheet(
            own.DASHBOARD,
            board.grid.cells,
            merges=tuple(board.merges),
            columns=columns() | data_columns(),
            rows=board.rows,
            page=Page(
                landscape=False,
                wide=1,
                tall=1,
                area=Area(0, 0, self._row - 1, LAST),
                margins=(0.4, 0.4, 0.4, 0.55),
                footer=footer(self._context.title("Tablero")),
                centred=True,
            ),
            charts=tuple(self._drawn),
            tab=DASHBOARD_TAB,
        )

    def head(self) -> None:
        """Write notice, entity, title, stamp."""
        context = self._context
        lines = [
            (own.GENERATED_NOTICE, Look.NOTICE, 14.0),
            (short(context.entity, 90) or None, Look.SUBTITLE, 17.0),
            (context.title("Tablero"), Look.TITLE, 24.0),
            (short(context.stamp(), 125), Look.SUBTITLE, 16.0),
            (short(context.chosen_period(), 125), Look.SUBTITLE, 16.0),
        ]
        for content, look, height in lines:
            if content != "":
                self._line(content, look, height)
        self._gap()

    def key_figures(self) -> None:
        """Write the four figures in large type, and what they leave out."""
        whole = standing(result.outcome for result in self._evaluation.actions())
        tiles = (
            (whole.evaluated, f"AEI evaluadas (de {whole.whole:,})", ""),
            (whole.met, "Cumplieron su meta", _MET),
            (whole.below, "Por debajo de su meta", _BELOW),
            (whole.not_programmed, "No programadas en el periodo", ""),
        )
        for number, (figure, label, fill) in enumerate(tiles):
            self._board.put(self._row, quarter(number), figure, Look.KEY_FIGURE, fill=fill)
            self._board.put(self._row + 1, quarter(number), label, Look.KEY_LABEL, fill=fill)
        self._board.height(self._row, 36)
        self._board.height(self._row + 1, 18)
        self._row += 2
        left_out = _left_out(whole)
        if left_out:
            self._line(left_out, Look.SUBTITLE, 17)
        self._gap()

    def charts(self) -> None:
        """Draw bands on the left and OEI on the right; their data stand beyond the page."""
        self._board.put(self._row, _LEFT, "AEI por indicador de eficacia", Look.SECTION)
        self._board.put(self._row, _RIGHT, "Eficacia por objetivo (OEI)", Look.SECTION)
        self._board.height(self._row, 20)
        self._row += 1
        height = pixels(_CHART_ROWS * _CHART_ROW)
        self._drawn.append(band_chart(self._board.grid, self._evaluation, self._row, height))
        objectives = objective_chart(self._board.grid, self._evaluation, self._row, height)
        if objectives is None:
            self._board.put(self._row, _RIGHT, "El libro no tiene objetivos estratégicos.", Look.PLAIN)
        else:
            self._drawn.append(objectives)
        for row in range(self._row, self._row + _CHART_ROWS):
            self._board.height(row, _CHART_ROW)
        self._row += _CHART_ROWS
        self._gap()

    def shortfalls(self) -> None:
        """Write the table of those furthest below their target."""
        found = widest(self._evaluation)
        self._line("Brechas más amplias: lo que falta, de menor a mayor eficacia", Look.SECTION, 20)
        if not found:
            self._line("Ninguna unidad quedó por debajo de lo programado en una AEI.", Look.PLAIN, _ROW)
        else:
            self._headers(_SHORTFALL_HEADERS, 18)
        for code, part in found[:MOST_SHORTFALLS]:
            self._shortfall(code, part)
        others = len(found) - MOST_SHORTFALLS
        if others > 0:
            self._line(f"Y {others:,} más: ver la hoja {own.CONSOLIDATED}.", Look.NOTE, 14)
        self._gap()

    def _shortfall(self, code: str, part: UnitInAction) -> None:
        spans = [span for _, span in _SHORTFALL_HEADERS]
        totals, efficacy = part.outcome.totals, part.outcome.efficacy
        assert efficacy is not None  # noqa: S101 - only those with an efficacy have a shortfall
        self._board.put(self._row, spans[0], short(code, _LONGEST_CODE), Look.ROW_TEXT)
        self._board.put(self._row, spans[1], short(part.unit.shown, _LONGEST_UNIT), Look.ROW_TEXT)
        amounts = (totals.programmed, totals.executed, totals.programmed - totals.executed)
        for span, value in zip(spans[2:5], amounts, strict=True):
            self._board.amount(self._pen, self._row, span, value)
        self._board.percent(self._pen, self._row, spans[5], efficacy, band_fill(part.outcome.band))
        self._next(_ROW)

    def units(self) -> None:
        """Write the table of units: AEI with a target, met, below, and which."""
        lines, others = at_a_glance(self._evaluation, MOST_UNITS)
        self._line(f"Resultados por {self._context.noun.lower()}", Look.SECTION, 20)
        if not lines:
            self._line(NO_UNITS, Look.PLAIN, _ROW)
            return
        self._headers(_UNIT_HEADERS, 29)
        for unit, counts in lines:
            self._unit(short(unit.unit.shown, _LONGEST_UNIT), counts, self._told(unit))
        if others:
            whole = Standing(
                evaluated=sum(one.evaluated for one in others),
                silent=sum(one.silent for one in others),
                met=sum(one.met for one in others),
                below=sum(one.below for one in others),
            )
            self._unit(f"Otras {len(others):,} unidades", whole, f"Ver la hoja {own.BY_UNIT}")

    def _unit(self, name: str, counts: Standing, told: str) -> None:
        spans = [span for _, span in _UNIT_HEADERS]
        self._board.put(self._row, spans[0], name, Look.ROW_TEXT)
        numbers = (counts.programmed, counts.met, counts.below)
        for span, number, fill in zip(spans[1:4], numbers, ("", "", _BELOW), strict=True):
            self._board.put(self._row, span, number, Look.ROW_COUNT, fill=fill if number else "")
        self._board.put(self._row, spans[4], told or None, Look.ROW_TEXT)
        self._next(_ROW)

    def _told(self, unit: UnitResult) -> str:
        """Return the AEI that the unit did not meet with their percentages, as many as there is room for."""
        found = [
            f"{short(action.code, _LONGEST_CODE)} ({percent_text(part.outcome, self._context.scale)})"
            for action, part in unit.actions
            if part.outcome.band is not None and not part.outcome.band.met
        ]
        silent = sum(part.outcome.state is State.NOT_REPORTED for _, part in unit.actions)
        if silent:
            found.append(f"{silent} sin información")
        return fitting(found, _LONGEST_TOLD)

    def note(self) -> None:
        """Write the planner's note on the whole workbook, where there is one."""
        text = short(self._evaluation.framework.settings.note, _LONGEST_NOTE)
        if text:
            self._gap()
            lines = -(-len(text) // _NOTE_LINE)
            self._line(text, Look.NOTE, 12.5 * lines + 2)

    def _headers(self, headers: tuple[tuple[str, Span], ...], height: float) -> None:
        for header, span in headers:
            self._board.put(self._row, span, header or self._context.noun, Look.HEADER)
        self._next(height)

    def _line(self, content: str | None, look: Look, height: float) -> None:
        self._board.put(self._row, _ALL, content, look)
        self._next(height)

    def _gap(self) -> None:
        self._next(8)

    def _next(self, height: float) -> None:
        self._board.height(self._row, height)
        self._row += 1


def fitting(parts: list[str], longest: int) -> str:
    """Return parts joined by commas, as many as fit, and how many more there are.

    >>> fitting(["AEI.01.01 (17 %)", "AEI.02.01 (48 %)", "AEI.02.03 (60 %)"], 45)
    'AEI.01.01 (17 %), AEI.02.01 (48 %) y 1 más'
    """
    for shown in range(len(parts), 0, -1):
        rest = len(parts) - shown
        text = ", ".join(parts[:shown]) + (f" y {rest} más" if rest else "")
        if len(text) <= longest or shown == 1:
            return text
    return ""


def _left_out(whole: Standing) -> str:
    """Return how many AEI are in none of the key figures, and why."""
    unusable = "que no se pudo evaluar" if whole.unusable == 1 else "que no se pudieron evaluar"
    reasons = (
        (whole.silent, "sin información a la fecha de corte"),
        (whole.untargeted, "con ejecución y sin meta programada"),
        (whole.unusable, f"{unusable} (ver {own.FINDINGS})"),
    )
    told = [f"{number:,} {words}" for number, words in reasons if number]
    return f"Otras AEI: {join(told)}." if told else ""
