"""A report typed by hand: tables with many headers or none, merged, split, styled or not."""

# ruff: noqa: E501 - lists of wordings read best on one line

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.support.situations import seeded
from tests.verify.claims import Part, Prose
from tests.verify.model import ActionPart, Line, Report, ResultTable
from tests.verify.wordfile import Cell, Place, WordFile

HEADERS: Final = {
    "number": ("N°", "Nº", "Nro.", "No.", "#", "Ítem", "N"),
    "unit": ("Área", "Unidad Orgánica", "Unidad", "Órgano o unidad", "Área responsable", "Unidad responsable", "ÁREAS"),
    "programmed": ("Programadas", "Programado", "Prog.", "Meta programada", "Metas programadas", "PROGRAMADAS"),
    "executed": ("Ejecutadas", "Ejecutado", "Ejec.", "Meta ejecutada", "Metas ejecutadas", "EJECUTADAS"),
    "percent": ("%", "Ejecución", "% de ejecución", "Eficacia", "% Ejecución", "Eficacia (%)", "% de avance"),
    "item": (
        "Objetivo / Acción Estratégica Institucional",
        "OEI / AEI",
        "Objetivo Estratégico Institucional Acción Estratégica Institucional",
        "Objetivos y acciones estratégicas",
        "Descripción",
    ),
    "label": ("Indicador", "Indicador de eficacia", "Calificación"),
}  # fmt: skip
_FIRST: Final = (
    "I. Contribución por áreas a los OEI y AEI",
    "I. CONTRIBUCIÓN DE LAS ÁREAS A LOS OEI Y AEI",
    "1. Resultados de las AEI por unidad orgánica",
    "I. Avance por áreas",
)
_SECOND: Final = (
    "II. Objetivos Estratégicos Institucionales y Acciones Estratégicas Institucionales",
    "II. OBJETIVOS Y ACCIONES ESTRATÉGICAS",
    "2. Resultados por objetivo estratégico institucional",
    "II. Resumen por OEI y AEI",
)
_FILLERS: Final = (
    "Fuente: Reportes de las unidades orgánicas.",
    "Elaboración propia.",
    "Fuente: Sistema de seguimiento del POI 2021.",
)


@dataclass(frozen=True)
class Habits:
    """How one typist lays out a document."""

    styles: str
    header: str  # "row", "none", "two rows"
    numbers: bool
    title_row: bool
    total: str
    total_merged: bool
    split: float
    captions: bool
    sources: bool
    cut: float
    controls: float
    gap: str
    note_merged: bool
    numbered: bool  # "1.1." before a heading
    glued: bool  # the first AEI's heading in the paragraph of its OEI
    prose_first: bool
    broken: bool  # a paragraph goes on in the next
    one_table: bool  # section II in one table
    remarks: bool  # a last column for observations

    @staticmethod
    def any(choose: random.Random) -> Habits:
        """Choose habits."""
        return Habits(
            styles=choose.choice(("headings", "headings", "bold", "plain")),
            header=choose.choices(("row", "none", "two rows"), (7, 1, 1))[0],
            numbers=choose.random() < 0.8,
            title_row=choose.random() < 0.15,
            total=choose.choice(("TOTAL", "TOTAL", "Total", "Total general", "TOTALES", "Total AEI")),
            total_merged=choose.random() < 0.6,
            split=choose.choice((0.0, 0.0, 0.3)),
            captions=choose.random() < 0.3,
            sources=choose.random() < 0.3,
            cut=choose.choice((0.0, 0.0, 0.2, 0.5)),
            controls=choose.choice((0.0, 0.0, 0.0, 0.5)),
            gap=choose.choice((" ", ": ", " - ", ". ", " – ")),
            note_merged=choose.random() < 0.7,
            numbered=choose.random() < 0.15,
            glued=choose.random() < 0.15,
            prose_first=choose.random() < 0.15,
            broken=choose.random() < 0.15,
            one_table=choose.random() < 0.2,
            remarks=choose.random() < 0.15,
        )


@dataclass(frozen=True)
class Typed:
    """A file and the key of what stands at each place of it."""

    file: bytes
    places: dict[Place, str]


def typed(report: Report, seed: str, habits: Habits | None = None) -> Typed:
    """Type a report; the same seed gives the same layout, whatever the words."""
    choose = seeded(seed)
    typist = _Typist(habits or Habits.any(choose), choose)
    typist.type(report)
    return Typed(typist.word.save(), typist.word.places)


class _Typist:
    def __init__(self, habits: Habits, choose: random.Random) -> None:
        self.habits, self.choose = habits, choose
        self.layout = seeded(f"{choose.random()}")  # choices that the words must not move
        self.word = WordFile(seeded(f"{choose.random()}"), habits.cut, habits.controls)
        self.headers = {role: choose.choice(words) for role, words in HEADERS.items()}
        self.sections = choose.choice(_FIRST), choose.choice(_SECOND)
        self.captions = 0

    def type(self, report: Report) -> None:
        word = self.word
        word.paragraph([report.title], bold=True)
        word.paragraph([""])
        self._heading(1, ["Resumen"], "")
        for prose in report.overview:
            self._prose(prose)
        self._heading(1, [self.sections[0]], "")
        for number, objective in enumerate(report.objectives, 1):
            glued = self.habits.glued and bool(objective.actions)
            self._titled(2, f"{number}.", objective.heading, objective.actions[0].heading if glued else None)
            for place, action in enumerate(objective.actions, 1):
                if place > 1 or not glued:
                    self._titled(3, f"{number}.{place}.", action.heading)
                self._action(action)
        self._heading(1, [self.sections[1]], "")
        if self.habits.one_table:
            self._results(report.results)
            return
        for table in report.results:
            self._results([table])

    def _heading(self, level: int, parts: Sequence[Part], place: str) -> None:
        styles = self.habits.styles
        style = f"Ttulo{level}" if styles == "headings" else ""
        self.word.paragraph(parts, place, style=style, bold=styles == "bold")

    def _titled(self, level: int, number: str, heading: Line, glued: Line | None = None) -> None:
        gap = self.habits.gap
        lead = [f"{number} "] if self.habits.numbered else []
        parts, place = [*lead, heading["code"], gap, heading["name"]], heading.key
        if glued is not None:
            parts += ["\n", glued["code"], gap, glued["name"]]
            place = f"{place}|{glued.key}"
        self._heading(level, parts, place)

    def _prose(self, prose: Prose) -> None:
        parts = list(prose.parts)
        ends = [n for n, part in enumerate(parts) if isinstance(part, str) and part.startswith(". ")]
        if not self.habits.broken or not ends:
            self.word.paragraph(parts, prose.key)
            return
        at = ends[-1]
        rest = str(parts[at])[2:]
        self.word.paragraph([*parts[:at], "."], prose.key)
        self.word.paragraph([*([rest] if rest else []), *parts[at + 1 :]], prose.key)

    def _caption(self, words: str) -> None:
        self.captions += 1
        if self.habits.captions:
            self.word.paragraph([f"Tabla N° {self.captions}: {words}"], style="Descripcin")

    def _after(self) -> None:
        if self.habits.sources:
            self.word.paragraph([self.layout.choice(_FILLERS)])
        elif self.layout.random() < 0.5:
            self.word.paragraph([""])

    # -- section I

    def _action(self, action: ActionPart) -> None:
        if self.habits.prose_first:
            for prose in action.prose:
                self._prose(prose)
        self._caption("metas por área")
        width = 4 + self.habits.numbers + self.habits.remarks
        top = self._header(("unit",))
        if self.habits.title_row:
            title = Cell([action.heading["code"].text, self.habits.gap, action.heading["name"].text], width)
            top.insert(0, (action.heading.key, [title]))
        rows = [(row.key, self._row(row, row["unit"])) for row in action.rows]
        if action.total is not None:
            rows.append((action.total.key, self._total(action.total)))
        self._table(top, rows, width)
        self._after()
        if not self.habits.prose_first:
            for prose in action.prose:
                self._prose(prose)

    def _header(self, roles: Sequence[str], *, label: bool = False) -> list[tuple[str, list[Cell]]]:
        names = self.headers
        if self.habits.header == "none":
            return []
        lead = [Cell([names["number"]], bold=True)] if self.habits.numbers else []
        lead += [Cell([names[role]], bold=True) for role in roles]
        tail = [Cell([names["percent"]], bold=True)]
        if label:
            tail.append(Cell([names["label"]], bold=True))
        if self.habits.remarks:
            tail.append(Cell(["Observaciones"], bold=True))
        pair = [Cell([names["programmed"]], bold=True), Cell([names["executed"]], bold=True)]
        if self.habits.header == "row":
            return [("", [*lead, *pair, *tail])]

        def tall(cells: Sequence[Cell], vertical: str) -> list[Cell]:
            empty = vertical == "continue"
            return [Cell([] if empty else cell.parts, vertical=vertical, bold=True) for cell in cells]

        upper = [*tall(lead, "restart"), Cell(["Metas"], 2, bold=True), *tall(tail, "restart")]
        lower = [*tall(lead, "continue"), *pair, *tall(tail, "continue")]
        return [("", upper), ("", lower)]

    def _row(self, row: Line, *middle: Part, label: bool = False) -> list[Cell]:
        cells = [Cell([row["number"]])] if self.habits.numbers else []
        cells.append(Cell(middle))
        width = 4 if label else 3
        last = [Cell([])] if self.habits.remarks else []
        if "note" in row.cells:
            if self.habits.note_merged:
                return [*cells, Cell([row["note"]], width), *last]
            return [*cells, Cell([row["note"]]), *[Cell([])] * (width - 1), *last]
        cells += [Cell([row[role]]) for role in ("programmed", "executed", "percent")]
        if label:
            cells.append(Cell([row["label"]] if "label" in row.cells else []))
        return [*cells, *last]

    def _total(self, total: Line) -> list[Cell]:
        figures = [Cell([total[role]], bold=True) for role in ("programmed", "executed", "percent")]
        figures += [Cell([])] if self.habits.remarks else []
        word = Cell([self.habits.total], bold=True)
        if not self.habits.numbers:
            return [word, *figures]
        if self.habits.total_merged:
            return [Cell([self.habits.total], 2, bold=True), *figures]
        return [Cell([]), word, *figures]

    def _table(
        self, top: list[tuple[str, list[Cell]]], rows: list[tuple[str, list[Cell]]], width: int
    ) -> None:
        divided, again = self.layout.random() < self.habits.split, self.layout.random() < 0.5
        if not divided or len(rows) < 4:
            self.word.table([*top, *rows], width)
            return
        middle = 2
        self.word.table([*top, *rows[:middle]], width)
        self.word.paragraph([""])
        self.word.table([*(top if again else []), *rows[middle:]], width)

    # -- section II

    def _results(self, tables: Sequence[ResultTable]) -> None:
        self._caption("resultado de los objetivos")
        label = any("label" in row.cells for table in tables for row in table.rows)
        width = 4 + self.habits.numbers + label + self.habits.remarks
        top = self._header(("item",), label=label)
        gap = self.habits.gap
        rows = [
            (row.key, self._row(row, row["code"], gap, row["name"], label=label))
            for table in tables
            for row in table.rows
        ]
        self.word.table([*top, *rows], width)
        self._after()
        for table in tables:
            for prose in table.prose:
                self._prose(prose)
