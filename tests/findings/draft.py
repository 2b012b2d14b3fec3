"""A planning workbook that a planner changes, cell by cell, before it is saved."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from openpyxl.utils.cell import coordinate_to_tuple

from workbook.canvas import Cell, Formula, Look, RowSpec, Sheet, Value, Visibility
from workbook.hosts.newfile import render
from workbook.template import planning_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workbook.domain.model import Plan

_FORMULA_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*)><f>([^<]*)</f><v>[^<]*</v></c>')
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
_PATH_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
_LINK_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Case:
    """A workbook with one finding: where it must be, what its message must say.

    `sheet` and `cell` are "" where the finding has none. `also` are the codes of other findings that the
    change brings with it: no others may appear. A case that must not fire has only the file and `also`.
    """

    file: bytes
    sheet: str = ""
    cell: str = ""
    says: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Draft:
    """A workbook of the template, open for changes. Each change gives the draft back."""

    def __init__(self, plan: Plan, *, monthly: bool = False) -> None:
        self._book = planning_workbook(plan, monthly=monthly)
        self._sheets = {sheet.name: sheet for sheet in self._book.sheets}
        self._edits: list[Callable[[dict[str, bytes]], None]] = []

    def put(self, sheet: str, contents: Mapping[str, Value | Formula], number_format: str = "") -> Self:
        """Type contents into cells, whatever they hold; their look stays."""
        cells = dict(self._sheets[sheet].cells)
        for cell, content in contents.items():
            place = _place(cell)
            old = cells.get(place, Cell(None, Look.PLAIN))
            cells[place] = replace(old, content=content, number_format=number_format or old.number_format)
        return self._change(sheet, cells=cells)

    def comes_to(self, sheet: str, values: Mapping[str, Value]) -> Self:
        """Give the formulas of cells the values that Excel would compute after a change."""
        cells = dict(self._sheets[sheet].cells)
        for cell, value in values.items():
            content = cells[_place(cell)].content
            assert isinstance(content, Formula), f"{sheet}!{cell} holds no formula"
            cells[_place(cell)] = replace(cells[_place(cell)], content=replace(content, value=value))
        return self._change(sheet, cells=cells)

    def row(self, sheet: str, number: int, *contents: Value | Formula) -> Self:
        """Type a row from column A; None leaves a cell as it is."""
        named = {f"{'ABCDEFGHIJKLM'[n]}{number}": one for n, one in enumerate(contents) if one is not None}
        return self.put(sheet, named)

    def rename_column(self, sheet: str, cell: str, header: str) -> Self:
        """Type another header over a table's."""
        (table,) = self._sheets[sheet].tables
        column = _place(cell)[1]
        columns = tuple(
            replace(one, header=header) if n == column else one for n, one in enumerate(table.columns)
        )
        self._change(sheet, tables=(replace(table, columns=columns),))
        return self.put(sheet, {cell: header})

    def hide_rows(self, sheet: str, *numbers: int) -> Self:
        """Hide rows."""
        rows = self._sheets[sheet].rows
        hidden = {number - 1: replace(rows.get(number - 1, RowSpec()), hidden=True) for number in numbers}
        return self._change(sheet, rows={**rows, **hidden})

    def hide(self, sheet: str) -> Self:
        """Hide a sheet."""
        return self._change(sheet, visibility=Visibility.HIDDEN)

    def copy(self, sheet: str, name: str) -> Self:
        """Copy a sheet as "Mover o copiar" does: its table gets a new name, in its formulas too."""
        original = self._sheets[sheet]
        (table,) = original.tables
        other = f"{table.name}_2"
        cells = {place: _renamed(cell, table.name, other) for place, cell in original.cells.items()}
        tables = (replace(table, name=other),)
        self._sheets[name] = replace(original, name=name, cells=cells, tables=tables)
        return self

    def sheet(self, name: str, *rows: Sequence[Value]) -> Self:
        """Add a sheet of the planner's own: rows from A1."""
        cells = {
            (row, column): Cell(text, Look.PLAIN)
            for row, one in enumerate(rows)
            for column, text in enumerate(one)
        }
        self._sheets[name] = Sheet(name, cells)
        return self

    def delete(self, *sheets: str) -> Self:
        """Delete sheets."""
        for sheet in sheets:
            del self._sheets[sheet]
        return self

    def without_values(self, sheet: str, rows: Iterable[int], columns: str = "") -> Self:
        """Take the stored values out of formulas, as a program does that writes formulas and computes none.

        All columns, unless some are named by their letters.
        """
        part = f"xl/worksheets/sheet{list(self._sheets).index(sheet) + 1}.xml"
        wanted = set(rows)

        def strip(found: re.Match[str]) -> str:
            letters, number, style, formula = found.groups()
            if int(number) not in wanted or (columns and letters not in columns):
                return found[0]
            return f'<c r="{letters}{number}"{re.sub(" t=.[a-z]+.", "", style)}><f>{formula}</f></c>'

        def edit(parts: dict[str, bytes]) -> None:
            before = parts[part].decode()
            after = _FORMULA_CELL.sub(strip, before)
            assert after != before, "nothing was taken out"
            parts[part] = after.encode()

        self._edits.append(edit)
        return self

    def with_link(self, path: str) -> Self:
        """Add the link [1] to a file, as Excel keeps it."""
        self._edits.append(lambda parts: _add_link(parts, path))
        return self

    def file(self) -> bytes:
        """Save."""
        names = {
            name: formula
            for name, formula in self._book.names.items()
            if not any(s.name not in self._sheets and s.name in formula for s in self._book.sheets)
        }
        data = render(replace(self._book, sheets=tuple(self._sheets.values()), names=names))
        if not self._edits:
            return data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for edit in self._edits:
            edit(parts)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return target.getvalue()

    def _change(self, sheet: str, **changes: object) -> Self:
        changed: Sheet = replace(self._sheets[sheet], **changes)  # type: ignore[arg-type]
        self._sheets[sheet] = changed
        return self


def _place(cell: str) -> tuple[int, int]:
    row, column = coordinate_to_tuple(cell)
    return row - 1, column - 1


def _renamed(cell: Cell, table: str, other: str) -> Cell:
    content = cell.content
    if not isinstance(content, Formula):
        return cell
    return replace(cell, content=replace(content, text=content.text.replace(f"{table}[", f"{other}[")))


def _add_link(parts: dict[str, bytes], path: str) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_RELATIONS}" r:id="rId1"/></externalLink>'
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_PATH_TYPE}" '
        f'Target="{path}" TargetMode="External"/></Relationships>'
    ).encode()
    _insert(
        parts, "[Content_Types].xml", "</Types>",
        f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{_LINK_CONTENT}"/>',
    )  # fmt: skip
    _insert(
        parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
        f'<Relationship Id="rId999" Type="{_LINK_TYPE}" Target="externalLinks/externalLink1.xml"/>',
    )  # fmt: skip
    _insert(
        parts, "xl/workbook.xml", "<definedNames>",
        '<externalReferences><externalReference r:id="rId999"/></externalReferences>',
    )  # fmt: skip


def _insert(parts: dict[str, bytes], part: str, before: str, text: str) -> None:
    content = parts[part].decode()
    assert before in content
    parts[part] = content.replace(before, text + before, 1).encode()
