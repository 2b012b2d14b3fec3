"""The frame of a workbook: settings, scale, PEI, units, comments, and which sheets to read."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from workbook.domain.account import Layout
from workbook.domain.closing import NO_CLOSINGS
from workbook.domain.codes import CodeBook, objective_of
from workbook.domain.equivalence import EVERY_SHEET
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.model import Action, Framework, Objective
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.domain.unitnames import UnitBook
from workbook.layouts import own
from workbook.layouts.actiontables import action_tables
from workbook.layouts.closings import read_register
from workbook.layouts.grid import HEAD_ROWS, Grid
from workbook.layouts.parameters import looks_like_settings, read_settings, setting_cells
from workbook.layouts.recognise import Kind, Recognised, is_generated, is_output, recognise
from workbook.layouts.scaletable import looks_like_scale, read_scale
from workbook.layouts.tables import (
    CommentTable,
    FrameworkTable,
    UnitTable,
    read_comments,
    read_framework_table,
    read_units,
)
from workbook.reading.accounts import other_accounts
from workbook.reading.digest import Digest
from workbook.reading.intake import Intake
from workbook.reading.named import Names, read_names
from workbook.reading.repeats import row_marks
from workbook.reading.rows import ActivitySheet, SheetRows
from workbook.reading.sheets import SheetChoice, is_left_out, no_data, repeated_sheet
from workbook.spanish.names import presentable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbook.domain.account import SheetAccount
    from workbook.domain.cells import Raw
    from workbook.domain.closing import Register
    from workbook.domain.equivalence import Equivalence
    from workbook.domain.model import Settings
    from workbook.domain.places import Columns
    from workbook.domain.scale import Scale
    from workbook.host import Book
    from workbook.layouts.activities import Header
    from workbook.reading.summaries import Content

    Head = Sequence[Sequence[Raw]]


_SETTINGS: Final = plain(own.SETTINGS)
_HEADING: Final = "encabezado"


@dataclass(frozen=True)
class Reading:
    """A workbook's frame, and where its rows stand.

    Where a finding of severity STOP is among `findings`, the frame holds defaults in its place.
    `digest` covers the input cells read so far; `units_listed` tells whether the workbook lists its units;
    `unread` says of listed units that they have no sheet, which matters where no row names them either.
    `accounts` tell of the sheets that are not read as activities.
    """

    framework: Framework
    tables: tuple[ActivitySheet, ...]
    findings: tuple[Finding, ...]
    digest: str = ""
    units_listed: bool = False
    unread: tuple[Finding, ...] = ()
    accounts: tuple[SheetAccount, ...] = ()

    @property
    def sheets(self) -> tuple[Columns, ...]:
        """The sheets of activities to read, in the order of their units, then of the book."""
        return tuple(table.columns for table in self.tables)


class Frame:
    """Reads the frame of one workbook, step by step."""

    def __init__(self, book: Book, said: Equivalence | None = None) -> None:
        self._book = book
        self._findings: list[Finding] = []
        self._heads = {name: tuple(islice(book.rows(name), HEAD_ROWS)) for name in book.sheet_names()}
        self._said = said or self._equivalences()
        self._found: Recognised = recognise(self._heads, self._said)
        self._digest = Digest()
        self._setting_cells: dict[str, tuple[str, str]] = {}
        self._names = Names()

    def _equivalences(self) -> Equivalence | None:
        """Return what a table of the workbook itself says of its columns."""
        for name, head in self._heads.items():
            rows = self._book.rows(name) if plain(name) == _SETTINGS else head
            if any(_heads_equivalences(row) for row in rows):
                return self._equivalence_table(Grid(name, self._book.rows(name)))
        return None

    def _equivalence_table(self, grid: Grid) -> Equivalence | None:
        from workbook.layouts.equivalences import TABLE, UnusableEquivalence, read_equivalences

        settings = next((name for name, head in self._heads.items() if looks_like_settings(head)), None)
        year = None if settings is None else read_settings(Grid(settings, self._book.rows(settings)))[0].year
        try:
            return read_equivalences(grid, year)
        except UnusableEquivalence as problem:
            data = {"parameter": TABLE, "value": problem.what, "accepted": problem.wanted}
            self._findings.append(finding(Code.INVALID_PARAMETER, sheet=grid.sheet, subject=TABLE, **data))
        return None

    def proposal(self) -> str:
        """Return a draft of what the columns hold of the sheets that no layout recognises."""
        from workbook.layouts.proposal import propose

        known = {*self._found.known.values(), *(sheet for sheet, _ in self._found.copies)}
        known |= {sheet for sheet, header in self._found.activities.items() if not header.missing}
        unknown = {s: head for s, head in self._heads.items() if s not in known and not is_generated(head)}
        return propose(unknown)

    def reading(self) -> Reading:
        """Read it all."""
        settings, scale = self._settings()
        table = self._table()
        units = self._units()
        listed = bool(units.units)
        choice = self._sheets(UnitBook(units.units), listed=listed)
        unread = choice.without_sheet(units.cells, self._read_heads())
        tables = tuple(choice.in_order())
        self._learn(tables, table, choice.units, listed=listed)
        settings = self._named_settings(settings)
        comments = self._comments(table)
        framework = Framework(
            settings,
            tuple(table.objectives.values()),
            tuple(table.actions.values()),
            choice.units.units,
            scale,
            comments.texts,
            comment_cells=comments.cells,
            action_cells=table.cells,
            setting_cells=self._setting_cells,
            closings=self._closings(),
            monthly=any(one.columns.programmed_months for one in tables),
        )
        repeated = (one for one in self._findings if is_left_out(one))
        read = (one.columns.sheet for one in tables)
        accounts = tuple(other_accounts(self._heads, self._found, repeated, read))
        return Reading(
            framework, tables, tuple(self._findings), self._digest.hexdigest(), listed, unread, accounts
        )

    def _grid(self, kind: Kind) -> Grid | None:
        sheet = self._found.known.get(kind)
        return None if sheet is None else Grid(sheet, self._book.rows(sheet))

    def _settings(self) -> tuple[Settings, Scale]:
        """Read Parámetros, and Escala there or on a sheet of its own."""
        grid = self._grid(Kind.SETTINGS) or Grid("", ())
        others = (name for name, head in self._heads.items() if name != grid.sheet and looks_like_scale(head))
        grids = [grid, *(Grid(name, self._book.rows(name)) for name in others)]
        settings, problems = read_settings(grid)
        self._setting_cells = setting_cells(grid)
        scale, faults = read_scale(grids)
        self._findings += [*problems, *faults]
        for one in grids:
            self._digest.add_table(one.sheet, one.inputs())
        return settings, scale

    def _table(self) -> FrameworkTable:
        grid = self._grid(Kind.FRAMEWORK)
        if grid is None:
            return FrameworkTable()
        table = read_framework_table(grid)
        self._findings += table.findings
        self._digest.add_table(grid.sheet, grid.inputs())
        return table

    def _units(self) -> UnitTable:
        grid = self._grid(Kind.UNITS)
        if grid is None:
            return UnitTable()
        units = read_units(grid)
        self._findings += units.findings
        self._digest.add_table(grid.sheet, grid.inputs())
        return units

    def _read_heads(self) -> dict[str, Head]:
        """Return the first rows of the sheets that are no table of the frame and no output."""
        frame = {*self._found.known.values(), *(sheet for sheet, _ in self._found.copies)}
        return {s: head for s, head in self._heads.items() if s not in frame and not is_generated(head)}

    def _comments(self, table: FrameworkTable) -> CommentTable:
        grid = self._grid(Kind.COMMENTS)
        if grid is None:
            return CommentTable()
        named = [(o.code, o.name) for o in table.objectives.values()]
        codes = CodeBook([*named, *((a.code, a.name) for a in table.actions.values())])
        comments = read_comments(grid, codes)
        self._findings += comments.findings
        self._digest.add_table(grid.sheet, grid.inputs())
        return comments

    def _closings(self) -> Register:
        """Read what was kept of closed periods: written by this program, no input."""
        grids = {
            name: Grid(name, self._book.rows(name))
            for name in (own.CLOSINGS, own.CLOSED_ROWS)
            if is_generated(self._heads.get(name, ()))
        }
        return read_register(grids) if own.CLOSINGS in grids else NO_CLOSINGS

    def _sheets(self, units: UnitBook, *, listed: bool) -> SheetChoice:
        choice = SheetChoice(units, listed)
        for sheet, header in self._found.activities.items():
            for one in self._headers(sheet, header):
                choice.add(sheet, self._heads[sheet], one)
        choice.leave_out_copies(self._marks)
        choice.leave_out_summaries(self._heads, lambda sheet: self._content(sheet, choice.units))
        if not choice.sheets:
            frame = self._found.known.values()
            others = {sheet: head for sheet, head in self._heads.items() if sheet not in frame}
            choice.findings.append(no_data(others or self._heads))
        choice.findings += self._lost(choice)
        choice.findings += self._not_there()
        self._findings += [repeated_sheet(sheet, used) for sheet, used in self._found.copies]
        self._findings += choice.findings
        return choice

    def _not_there(self) -> list[Finding]:
        """Find the sheets that an equivalence names and the workbook does not have."""
        known = {plain(name) for name in self._heads} | {EVERY_SHEET}
        said = self._said.sheets if self._said is not None else ()
        return [
            finding(Code.MISSING_COLUMN, subject=one.sheet, no_sheet=one.sheet)
            for one in said
            if one.sheet != EVERY_SHEET and plain(one.sheet) not in known
        ]

    def _lost(self, choice: SheetChoice) -> list[Finding]:
        """Find the sheets that seem to hold activities and are not read, nor told of."""
        told = {one.columns.sheet for one in choice.sheets} | {one.sheet for one in choice.findings}
        known = {*self._found.known.values(), *self._found.unwanted, *map(itemgetter(0), self._found.copies)}
        looked = {
            s: head for s, head in self._heads.items() if s not in told | known and not is_output(s, head)
        }
        if not looked or not choice.sheets:
            return []
        from workbook.reading.lost import lost_table

        tables = (lost_table(sheet, self._book.rows(sheet), choice.units) for sheet in looked)
        return [found for found in tables if found is not None]

    def _headers(self, sheet: str, header: Header) -> list[Header]:
        """Return the headers of a sheet: of AEI tables all of them, else the one that was found."""
        if header.layout is Layout.ACTION_TABLES:
            return action_tables(sheet, self._book.rows(sheet))
        return [header]

    def _marks(self, sheet: ActivitySheet) -> frozenset[int]:
        """Return what the rows of a sheet say, to compare it with another one."""
        intake = Intake(CodeBook(), UnitBook(), open_codes=True, open_units=True)
        return row_marks(SheetRows(self._book, sheet, intake))

    def _content(self, sheet: ActivitySheet, units: UnitBook) -> Content:
        """Return what the rows of a sheet hold, to compare it with other ones."""
        from workbook.reading.summaries import content

        intake = Intake(CodeBook(), UnitBook(), open_codes=True, open_units=True)
        own_unit = "" if Field.UNIT in sheet.columns.fields else sheet.columns.unit
        rows = list(SheetRows(self._book, sheet, intake))
        names = {unit.key: unit.name for unit in intake.units.units}
        return content(rows, units, own_unit, names)

    def _learn(
        self, tables: Sequence[ActivitySheet], table: FrameworkTable, units: UnitBook, *, listed: bool
    ) -> None:
        """Take from the rows the AEI and units that no sheet lists."""
        self._names = names = read_names(self._book, tables)
        if not listed:
            for unit in names.org_units():
                if units.find(unit.key) is None:
                    units.add(unit)
        unit_columns = any(Field.UNIT in one.columns.fields for one in tables)
        if table.actions and (listed or not unit_columns):
            return
        codes = CodeBook((action.code, action.name) for action in table.actions.values())
        intake = Intake(codes, units, open_codes=not table.actions, open_units=not listed)
        for one in tables:
            deque(SheetRows(self._book, one, intake), maxlen=0)
        self._findings += [found for found in intake.findings if _is_two_names(found)]
        for code, name in intake.learnt.items():
            objective = names.belongs.get(code) or objective_of(code)
            table.objectives.setdefault(objective, Objective(objective, names.objectives.get(objective, "")))
            table.actions[code] = Action(code, names.actions.get(code) or name, objective)
        _sort(table)

    def _named_settings(self, settings: Settings) -> Settings:
        """Return the settings with what the register's own columns say, where there is no Parámetros."""
        names = self._names
        if Kind.SETTINGS in self._found.known or not (names.entity or names.year):
            return settings
        entity = presentable(names.entity) or settings.entity
        return replace(settings, entity=entity, year=names.year or settings.year, unit_noun=own.UNIT_NOUNS[2])


def _heads_equivalences(row: Sequence[Raw]) -> bool:
    """Tell at little cost whether a row may head an equivalence of columns."""
    return any(raw.__class__ is str and raw[:10].lower() == _HEADING for raw in row)


def _is_two_names(found: Finding) -> bool:
    """Tell whether it is about units that look alike (those that read alike are found again later)."""
    names = dict(found.data)
    return found.code is Code.UNIT_WITH_TWO_NAMES and plain(str(names["name"])) != plain(str(names["other"]))


def _sort(table: FrameworkTable) -> None:
    """Put learnt AEI and OEI in the order of their codes."""
    table.actions = dict(sorted(table.actions.items()))
    table.objectives = dict(sorted(table.objectives.items()))
