"""A report as data: headings, tables and paragraphs, every word and figure in its place.

A *place* is a heading, a table row or a paragraph; its key says where it stands, whatever is printed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tests.verify.claims import Atom, Prose
from tests.verify.voice import Style


@dataclass(frozen=True)
class Line:
    """A table row or a heading: atoms by role.

    Roles: number, unit, programmed, executed, percent, label, code, name, note ("No programada…").
    """

    key: str
    cells: Mapping[str, Atom]

    def __getitem__(self, role: str) -> Atom:
        return self.cells[role]

    @property
    def programmed(self) -> bool:
        """Whether the row has amounts."""
        return "programmed" in self.cells

    def with_cell(self, role: str, atom: Atom) -> Line:
        """Return the row with one cell changed."""
        return replace(self, cells={**self.cells, role: atom})


@dataclass(frozen=True)
class ActionPart:
    """An AEI in section I; `total` is missing where the table has no such row."""

    heading: Line
    rows: tuple[Line, ...]
    total: Line | None
    prose: tuple[Prose, ...]

    @property
    def active(self) -> tuple[Line, ...]:
        """The rows with amounts."""
        return tuple(row for row in self.rows if row.programmed)

    @property
    def code(self) -> str:
        """The code that is printed."""
        return str(self.heading["code"].value)


@dataclass(frozen=True)
class ObjectivePart:
    """An OEI in section I."""

    heading: Line
    actions: tuple[ActionPart, ...]


@dataclass(frozen=True)
class ResultTable:
    """The table of an OEI in section II: the objective first, then its actions."""

    key: str
    rows: tuple[Line, ...]
    prose: tuple[Prose, ...]


@dataclass(frozen=True)
class Report:
    """The whole."""

    title: str
    overview: tuple[Prose, ...]
    objectives: tuple[ObjectivePart, ...]
    results: tuple[ResultTable, ...]
    style: Style

    def actions(self) -> Iterator[ActionPart]:
        """Yield the actions of section I."""
        for objective in self.objectives:
            yield from objective.actions

    def prose(self) -> Iterator[Prose]:
        """Yield every paragraph that has claims."""
        yield from self.overview
        for action in self.actions():
            yield from action.prose
        for table in self.results:
            yield from table.prose

    def lines(self) -> Iterator[Line]:
        """Yield every heading and row."""
        for objective in self.objectives:
            yield objective.heading
            for action in objective.actions:
                yield action.heading
                yield from action.rows
                if action.total:
                    yield action.total
        for table in self.results:
            yield from table.rows

    # -- changes

    def with_prose(self, changed: Prose) -> Report:
        """Return the report with one paragraph changed (by key)."""

        def swap(group: tuple[Prose, ...]) -> tuple[Prose, ...]:
            return tuple(changed if one.key == changed.key else one for one in group)

        return replace(
            self,
            overview=swap(self.overview),
            objectives=tuple(
                replace(o, actions=tuple(replace(a, prose=swap(a.prose)) for a in o.actions))
                for o in self.objectives
            ),
            results=tuple(replace(t, prose=swap(t.prose)) for t in self.results),
        )

    def with_line(self, key: str, *new: Line) -> Report:
        """Return the report with one row or heading replaced by others (none: dropped)."""

        def swap(rows: tuple[Line, ...]) -> tuple[Line, ...]:
            return tuple(kept for row in rows for kept in (new if row.key == key else (row,)))

        def action(part: ActionPart) -> ActionPart:
            total = part.total
            if total is not None and total.key == key:
                total = new[0] if new else None
            heading = new[0] if part.heading.key == key else part.heading
            return replace(part, heading=heading, rows=swap(part.rows), total=total)

        return replace(
            self,
            objectives=tuple(
                replace(
                    o,
                    heading=new[0] if o.heading.key == key else o.heading,
                    actions=tuple(map(action, o.actions)),
                )
                for o in self.objectives
            ),
            results=tuple(replace(t, rows=swap(t.rows)) for t in self.results),
        )
