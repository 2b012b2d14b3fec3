"""Described sheets written into a workbook that is open in Excel: whole, or the workbook stays as it was.

The order keeps text as text: a cell that gets one is formatted as text first, gets it as it is in the one
block of the sheet, and only then takes its number format; Excel reads a text as a formula, a number or a
date only while it enters a cell of another format.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from workbook.canvas import Formula, RichText
from workbook.domain.places import address, column_letters, qualified
from workbook.hosts.livecharts import insert_chart
from workbook.hosts.livelooks import (
    GENERAL,
    TEXT_FORMAT,
    bgr,
    is_number,
    joined,
    number_format,
    runs,
    set_formats,
    set_looks,
)
from workbook.hosts.livepage import set_page
from workbook.hosts.newtext import clean, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbook.canvas import Area, Cell, Link, Sheet, Validation
    from workbook.hosts.com import Com, XlBook

_LONGEST_IN_BLOCK: Final = 8_000
_MOST_LINKS: Final = 65_530
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
_LIST, _CUSTOM, _PROMPT = 3, 7, 0
_ALERTS: Final = {"stop": 1, "warning": 2, "information": 3}
_ABOVE, _BELOW = 0, 1
_SHOWN: Final = -1


class ForeignSheet(Exception):  # noqa: N818 - named as the condition it is
    """A sheet has the name of an output sheet and is the planner's: it is not touched."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ProtectedPart(Exception):  # noqa: N818 - named as the condition it is
    """The workbook's structure (`name` is "") or a sheet is protected, and would have to be changed."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name


def write_sheets(book: XlBook, sheets: Sequence[Sheet], *, notice: str, itself: str = "") -> None:
    """Write output sheets into xlwings' `book`; an error half-way leaves it as it was.

    `notice` is what A1 of an output sheet begins with: other sheets are not touched (ForeignSheet).
    Links to the file `itself` become links inside the workbook. Raises ProtectedPart.
    """
    api = book.api
    there = _places(api)
    _check(api, [(sheet.name, there.get(sheet.name.casefold())) for sheet in sheets], notice)
    with _draft(api) as draft:
        targets = [draft.sheet(sheet.name, there.get(sheet.name.casefold())) for sheet in sheets]
        for sheet, target in zip(sheets, targets, strict=True):
            _SheetWriter(book, target, itself).write(sheet)


def _places(api: Com) -> dict[str, int]:
    sheets = api.Worksheets
    return {str(sheets(number).Name).casefold(): number for number in range(1, sheets.Count + 1)}


def _check(api: Com, wanted: Iterable[tuple[str, int | None]], notice: str) -> None:
    """Refuse before anything is changed."""
    structure = bool(api.ProtectStructure)
    for name, place in wanted:
        if structure:
            raise ProtectedPart
        if place is None:
            continue
        sheet = api.Worksheets(place)
        if sheet.ProtectContents:
            raise ProtectedPart(name)
        used = sheet.UsedRange
        mark = sheet.Range("A1").Value2
        empty = used.Rows.Count == used.Columns.Count == 1 and mark is None
        if not empty and not str(mark or "").startswith(notice):
            raise ForeignSheet(name)


class _Draft:
    """What is made while sheets are written: new sheets, and copies of those that are rewritten."""

    def __init__(self, api: Com) -> None:
        self._api = api
        self._before = frozenset(_places(api))
        self._kept: list[tuple[Com, Com, str]] = []

    def sheet(self, name: str, place: int | None) -> Com:
        """Return the sheet to write: emptied, or new after all others."""
        if place is None:
            made = self._api.Worksheets.Add(After=self._last())
            made.Name = name
            return made
        sheet = self._api.Worksheets(place)
        sheet.Copy(After=self._last())
        self._kept.append((sheet, self._last(), name))
        _empty(sheet)
        return sheet

    def _last(self) -> Com:
        return self._api.Sheets(self._api.Sheets.Count)

    def commit(self) -> None:
        """Forget how it was: what is written stays, even if Excel refuses to delete a copy."""
        for _, copy, _ in self._kept:
            if not _deleted(copy):
                _deleted(copy)

    def roll_back(self) -> None:
        """Take everything back, as far as Excel still answers."""
        for sheet, copy, name in self._kept:
            with suppress(Exception):
                visible = sheet.Visible
                copy.Move(Before=sheet)
                sheet.Delete()
                copy.Name = name
                copy.Visible = visible
        with suppress(Exception):
            there = _places(self._api)
            for name in sorted(there.keys() - self._before, key=lambda one: -there[one]):
                _deleted(self._api.Worksheets(there[name]))


def _deleted(sheet: Com) -> bool:
    """Delete a sheet; whether that went well."""
    try:
        sheet.Delete()
    except Exception:  # noqa: BLE001 - whatever Excel says
        return False
    return True


@contextmanager
def _draft(api: Com) -> Iterator[_Draft]:
    draft, app = _Draft(api), api.Application
    alerts = app.DisplayAlerts
    app.DisplayAlerts = False
    try:
        yield draft
        draft.commit()
    except BaseException:
        draft.roll_back()
        raise
    finally:
        with suppress(Exception):
            app.DisplayAlerts = alerts


def _empty(sheet: Com) -> None:
    """Empty a sheet of ours of all that it holds."""
    if sheet.ChartObjects().Count:
        sheet.ChartObjects().Delete()
    sheet.AutoFilterMode = False
    cells = sheet.Cells
    cells.EntireRow.Hidden = False
    cells.EntireColumn.Hidden = False
    cells.ClearOutline()
    cells.Validation.Delete()
    cells.Hyperlinks.Delete()
    cells.Clear()
    cells.UseStandardHeight = True
    cells.UseStandardWidth = True


class _SheetWriter:
    """Writes one described sheet into one that is open and empty."""

    def __init__(self, book: XlBook, target: Com, itself: str) -> None:
        self._book = book
        self._sheet = target
        self._itself = itself

    def write(self, sheet: Sheet) -> None:
        """Write all of it."""
        if sheet.cells:
            rows, columns = zip(*sheet.cells, strict=True)
            self._fill(sheet.cells, max(rows), max(columns))
        for part in joined(_area(area) for area in sheet.merges):
            self._sheet.Range(part).Merge()
        self._set_columns(sheet)
        self._set_rows(sheet)
        for validation in sheet.validations:
            _validate(self._sheet.Range(_area(validation.area)), validation)
        for chart in sheet.charts:
            insert_chart(self._sheet, chart)
        if sheet.filtered is not None:
            self._sheet.Range(_area(sheet.filtered)).AutoFilter()
        if sheet.tab:
            self._sheet.Tab.Color = bgr(sheet.tab)
        self._show(sheet)
        set_page(self._sheet.PageSetup, sheet.page)

    def _fill(self, cells: Mapping[tuple[int, int], Cell], bottom: int, right: int) -> None:
        whole = f"A1:{address(bottom, right)}"
        self._sheet.Range(whole).NumberFormat = TEXT_FORMAT
        formats = {at: number_format(cell) for at, cell in cells.items()}
        set_formats(self._sheet, {at: formats[at] for at, cell in cells.items() if is_number(cell)})
        block: list[list[float | str | bool]] = [[""] * (right + 1) for _ in range(bottom + 1)]
        for (row, column), cell in cells.items():
            block[row][column] = _entered(cell)
        long = list(_cut_out(block))
        self._sheet.Range(whole).Value2 = tuple(map(tuple, block))
        for (row, column), text in long:
            self._sheet.Range(address(row, column)).Value2 = text
        texts = {at: formats[at] for at, cell in cells.items() if not is_number(cell)}
        set_formats(self._sheet, texts | dict.fromkeys(_blank(cells, bottom, right), GENERAL))
        self._finish(cells, whole)

    def _finish(self, cells: Mapping[tuple[int, int], Cell], whole: str) -> None:
        """Link cells, then give them their looks, which a link would change."""
        for (row, column), cell in _linked(cells):
            self._link(address(row, column), cell.link)
        set_looks(self._sheet, cells, whole)
        for (row, column), cell in cells.items():
            if isinstance(cell.content, RichText):
                self._set_runs(row, column, cell.content)

    def _link(self, at: str, link: Link | None) -> None:
        assert link is not None  # noqa: S101 - only linked cells come here
        target, place = clean(link.url), ""
        if not link.url:
            target = "" if link.file == self._itself else clean(link.file)
            place = clean(qualified(link.sheet, link.cell) if link.sheet else link.cell)
        tip = clean(link.tip, _LONGEST_MESSAGE, "…")
        self._sheet.Hyperlinks.Add(self._sheet.Range(at), target, place, tip)

    def _set_runs(self, row: int, column: int, rich: RichText) -> None:
        """Set the stretches of a text that look unlike the rest of it."""
        start = 0
        characters = self._book.sheets[self._sheet.Name].range((row + 1, column + 1)).characters
        for run in rich.runs:
            end = start + len(clean(run.text).encode("utf-16-le")) // 2
            if run.bold:
                characters[start:end].font.bold = True
            if run.italic:
                characters[start:end].font.italic = True
            if run.colour:
                characters[start:end].font.color = f"#{run.colour}"
            start = end

    def _set_columns(self, sheet: Sheet) -> None:
        for width, numbers in _grouped(sheet.columns.items(), lambda spec: spec.width).items():
            for part in joined(_columns(run) for run in runs(numbers)):
                self._sheet.Range(part).ColumnWidth = width
        hidden = [number for number, spec in sheet.columns.items() if spec.hidden]
        for part in joined(_columns(run) for run in runs(hidden)):
            self._sheet.Range(part).EntireColumn.Hidden = True

    def _set_rows(self, sheet: Sheet) -> None:
        self._sheet.Outline.SummaryRow = _BELOW if sheet.summary_below else _ABOVE
        for height, numbers in _grouped(sheet.rows.items(), lambda spec: spec.height).items():
            if height is not None:
                for part in joined(_rows(run) for run in runs(numbers)):
                    self._sheet.Range(part).RowHeight = height
        for level, numbers in _grouped(sheet.rows.items(), lambda spec: spec.level).items():
            if level:
                for part in joined(_rows(run) for run in runs(numbers)):
                    self._sheet.Range(part).EntireRow.OutlineLevel = level + 1

    def _show(self, sheet: Sheet) -> None:
        """Set what belongs to the window; it shows one sheet, so this one is made the active one."""
        if self._sheet.Visible != _SHOWN:
            self._sheet.Visible = _SHOWN
        self._sheet.Activate()
        window = self._sheet.Application.ActiveWindow
        window.FreezePanes = False
        window.ScrollRow = window.ScrollColumn = 1
        if sheet.frozen is not None:
            window.SplitRow, window.SplitColumn = sheet.frozen
            window.FreezePanes = True
        window.DisplayGridlines = sheet.gridlines
        window.Zoom = sheet.zoom
        self._sheet.Range(address(*sheet.selected)).Select()


def _entered(cell: Cell) -> float | str | bool:
    """Return what a cell gets; nothing is the empty text, which leaves it blank."""
    content = cell.content
    if isinstance(content, RichText):
        return clean("".join(run.text for run in content.runs))
    if isinstance(content, Formula):
        raise TypeError(content.text)  # output sheets hold values
    value: float | str | bool | None = stored(content)
    return "" if value is None else value


def _cut_out(block: list[list[Com]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Take out of a block the texts that are too long for one, and yield them."""
    for row, line in enumerate(block):
        for column, value in enumerate(line):
            if isinstance(value, str) and len(value) > _LONGEST_IN_BLOCK:
                line[column] = ""
                yield (row, column), value


def _linked(cells: Mapping[tuple[int, int], Cell]) -> list[tuple[tuple[int, int], Cell]]:
    """Return the cells with links, as many as a sheet can hold."""
    return [(at, cell) for at, cell in cells.items() if cell.link is not None][:_MOST_LINKS]


def _blank(cells: Mapping[tuple[int, int], Cell], bottom: int, right: int) -> list[tuple[int, int]]:
    """Return the places of the rectangle that nothing is said of."""
    whole = ((row, column) for row in range(bottom + 1) for column in range(right + 1))
    return [at for at in whole if at not in cells]


def _validate(cells: Com, validation: Validation) -> None:
    """Say what may be entered, and what is said there."""
    kind = _LIST if validation.source else _CUSTOM if validation.condition else _PROMPT
    rule = cells.Validation
    if kind == _PROMPT:
        rule.Add(_PROMPT)
    else:
        formula = validation.condition or f"={validation.source}"
        rule.Add(kind, _ALERTS[validation.severity.value], 1, formula)
    rule.IgnoreBlank = True
    rule.ShowInput, rule.ShowError = bool(validation.prompt), kind != _PROMPT
    title = clean(validation.title, _LONGEST_TITLE, "…")
    if validation.prompt:
        rule.InputTitle, rule.InputMessage = title, clean(validation.prompt, _LONGEST_MESSAGE, "…")
    if validation.error:
        rule.ErrorTitle, rule.ErrorMessage = title, clean(validation.error, _LONGEST_MESSAGE, "…")


def _grouped(items: Iterable[tuple[int, Any]], of: Callable[[Any], Any]) -> dict[Any, list[int]]:
    """Return numbers of rows or columns by what they have in common."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for number, spec in items:
        groups[of(spec)].append(number)
    return groups


def _columns(run: tuple[int, int]) -> str:
    return f"{column_letters(run[0])}:{column_letters(run[1])}"


def _rows(run: tuple[int, int]) -> str:
    return f"{run[0] + 1}:{run[1] + 1}"


def _area(area: Area) -> str:
    return area.text.replace("$", "")
