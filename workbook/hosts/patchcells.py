"""The cells of a sheet's XML changed in place: only the bytes of those cells are new.

A sheet is well-formed and without a DTD before it comes here (`patch` sees to that), so tags can be found by
searching; comments and CDATA sections, in which a tag could hide, are taken out first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from workbook.canvas.edits import Edits, Obstacle
from workbook.domain.places import address, column_number
from workbook.hosts.newtext import as_xml, blanks_count, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbook.canvas import Position, Value

    Range = tuple[int, int, int, int]

_HIDING: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ROOT: Final = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_ATTRIBUTE: Final = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_WITHIN: Final = rb"((?:[^>\"'/]|/(?!>)|\"[^\"]*\"|'[^']*')*+)"
_USUAL: Final = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="(?:n|s|b|e|str)")?'
    rb"(?:/>|>(<f>[^<]*</f>)?(?:<v>[^<]*</v>|<v/>)?</c>)"
)
_REFERENCE: Final = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")
_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_WHOLE: Final = 1e15

Attributes = dict[bytes, bytes]


class _Found(NamedTuple):
    """An element: where it begins and ends, its attributes, what it holds."""

    start: int
    end: int
    attributes: Attributes
    content: bytes


class _Tags:
    """How the elements of one sheet are written: with which prefix."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix

    def element(self, name: bytes) -> re.Pattern[bytes]:
        """Match a whole element that holds none of its own name: attributes, content (None where empty)."""
        tag = re.escape(self.prefix + name)
        pattern = rb"<%b(?=[\s/>])%b(?:/>|>(.*?)</%b\s*>)" % (tag, _WITHIN, tag)
        return re.compile(pattern, re.DOTALL)

    def opening(self, name: bytes) -> re.Pattern[bytes]:
        """Match a start tag, its attributes."""
        return re.compile(rb"<%b(?=[\s/>])%b/?>" % (re.escape(self.prefix + name), _WITHIN))

    def each(self, name: bytes, text: bytes) -> Iterator[_Found]:
        """Yield the elements of a name that hold none of their own name, however long they are."""
        opening, closing = self.opening(name), b"</" + self.prefix + name
        found = opening.search(text)
        while found is not None:
            end, content = found.end(), b""
            if not found[0].endswith(b"/>"):
                close = text.index(closing, end)
                content, end = text[end:close], text.index(b">", close) + 1
            yield _Found(found.start(), end, _attributes(found[1]), content)
            found = opening.search(text, end)

    def write(self, name: bytes, attributes: Attributes, content: bytes = b"") -> bytes:
        """Write an element."""
        tag = self.prefix + name
        head = b"".join(
            b' %b="%b"' % (key, value.replace(b'"', b"&quot;")) for key, value in attributes.items()
        )
        return b"<%b%b>%b</%b>" % (tag, head, content, tag) if content else b"<%b%b/>" % (tag, head)


def edited(sheet: bytes, edits: Edits) -> tuple[bytes, dict[Position, Obstacle]]:
    """Return the sheet with its cells changed, and the cells that could not be, each with its reason."""
    plain = _HIDING.sub(_shown, sheet) if b"<!" in sheet else sheet
    found = _ROOT.search(plain)
    prefix = b"" if found is None or found[1] is None else found[1] + b":"
    return _SheetEditor(plain, _Tags(prefix), edits).edited()


def _shown(hiding: re.Match[bytes]) -> bytes:
    return escape((hiding[1] or b"").decode()).encode()


class _SheetEditor:
    """Goes through the rows of one sheet in order and writes it anew."""

    def __init__(self, sheet: bytes, tags: _Tags, edits: Edits) -> None:
        self._sheet, self._tags, self._edits = sheet, tags, edits
        self._refused: dict[Position, Obstacle] = {}
        self._cell, self._formula = tags.element(b"c"), tags.element(b"f")
        self._values = re.compile(tags.element(b"v").pattern + b"|" + tags.element(b"is").pattern, re.DOTALL)
        self._areas = _Areas(sheet, tags)
        self._wanted: dict[int, set[int]] = {}
        for row, column in (*edits.typed, *edits.results):
            self._wanted.setdefault(row, set()).add(column)
        self._new_cells: list[Position] = []

    def edited(self) -> tuple[bytes, dict[Position, Obstacle]]:
        data = next(self._tags.each(b"sheetData", self._sheet), None)
        if data is None or not self._wanted:
            return self._sheet, self._refused
        rows = b"".join(self._rows(data.content))
        head = self._with_dimension(self._sheet[: data.start])
        body = self._tags.write(b"sheetData", data.attributes, rows)
        return head + body + self._sheet[data.end :], self._refused

    def _with_dimension(self, head: bytes) -> bytes:
        """Return what stands before the rows, the sheet's dimension large enough for new cells."""
        found = self._tags.opening(b"dimension").search(head)
        area = _range(_attributes(found[1]).get(b"ref", b"")) if found else None
        if found is None or area is None or not self._new_cells:
            return head
        rows, columns = zip(*self._new_cells, strict=True)
        first = address(min(area[0], *rows), min(area[1], *columns))
        last = address(max(area[2], *rows), max(area[3], *columns))
        reference = {b"ref": (first if first == last else f"{first}:{last}").encode()}
        return head[: found.start()] + self._tags.write(b"dimension", reference) + head[found.end() :]

    def _rows(self, body: bytes) -> Iterator[bytes]:
        """Give the rows, those that change anew and those that are wanted and missing where they belong."""
        waiting = sorted(self._wanted)
        at = number = 0
        for row in self._tags.each(b"row", body):
            number = int(row.attributes.get(b"r", b"%d" % (number + 1)))
            whole = body[row.start : row.end]
            yield body[at : row.start]
            while waiting and waiting[0] < number - 1:
                yield self._new_row(waiting.pop(0))
            if waiting and waiting[0] == number - 1:
                yield self._row(waiting.pop(0), row.attributes, row.content, whole)
            else:
                yield whole
            at = row.end
        yield body[at:]
        for missing in waiting:
            yield self._new_row(missing)

    def _new_row(self, row: int) -> bytes:
        cells = b"".join(self._new_cell(row, column, {}) for column in sorted(self._wanted[row]))
        return self._tags.write(b"row", {b"r": b"%d" % (row + 1)}, cells) if cells else b""

    def _row(self, row: int, attributes: Attributes, body: bytes, before: bytes) -> bytes:
        content = self._in_place(row, body)
        if content is not None:
            return before if content == body else self._tags.write(b"row", attributes, content)
        waiting = sorted(self._wanted[row])
        pieces: list[bytes] = []
        at, column, first_new = 0, -1, len(self._new_cells)
        for cell in self._cell.finditer(body):
            given = _attributes(cell[1])
            column = _column(given.get(b"r"), column + 1)
            pieces.append(body[at : cell.start()])
            while waiting and waiting[0] < column:
                pieces.append(self._new_cell(row, waiting.pop(0), attributes))
            if waiting and waiting[0] == column:
                waiting.pop(0)
                pieces.append(self._changed(row, column, given, cell))
            else:
                pieces.append(cell[0])
            at = cell.end()
        # what follows the last cell (extLst) stays after the new ones
        pieces += [self._new_cell(row, missing, attributes) for missing in waiting]
        pieces.append(body[at:])
        content = b"".join(pieces)
        if content == body:
            return before
        return self._tags.write(b"row", _with_spans(attributes, self._new_cells[first_new:]), content)

    def _in_place(self, row: int, body: bytes) -> bytes | None:
        """Return a row in which all wanted cells are, as most programs write them; None for any other row."""
        pieces: list[bytes] = []
        at = 0
        for column in sorted(self._wanted[row]):
            start = body.find(b'<%bc r="%b"' % (self._tags.prefix, address(row, column).encode()), at)
            if start < 0:
                return None
            cell = _USUAL.match(body, start)
            if cell is not None:
                new = self._usual(row, column, cell)
            elif (cell := self._cell.match(body, start)) is not None:
                new = self._changed(row, column, _attributes(cell[1]), cell)
            else:
                return None
            pieces += (body[at:start], new)
            at = cell.end()
        return b"".join((*pieces, body[at:]))

    def _usual(self, row: int, column: int, cell: re.Match[bytes]) -> bytes:
        """Return a cell changed that is written as spreadsheet programs write nearly all of them."""
        position = (row, column)
        head, formula = cell.groups(b"")
        obstacle = self._obstacle(position, formula=bool(formula))
        if obstacle is not None:
            self._refused[position] = obstacle
            return cell[0]
        typed = self._edits.typed
        value = typed[position] if position in typed else self._edits.results[position]
        kind, written = self._written(value, result=position not in typed)
        named = b"" if kind == b"n" else b' t="%b"' % kind
        held = formula + written
        return b"%b%b>%b</c>" % (head, named, held) if held else b"%b%b/>" % (head, named)

    def _changed(self, row: int, column: int, attributes: Attributes, cell: re.Match[bytes]) -> bytes:
        position = (row, column)
        content = cell[2] or b""
        formula = self._formula.search(content)
        typed = position in self._edits.typed
        obstacle = self._obstacle(position, formula=formula is not None)
        if obstacle is not None:
            self._refused[position] = obstacle
            return cell[0]
        value = self._edits.typed[position] if typed else self._edits.results[position]
        rest = self._values.sub(b"", content)
        if formula is not None:
            rest = rest.replace(formula[0], b"", 1)
        kind, written = self._written(value, result=not typed)
        if written == b"".join(found[0] for found in self._values.finditer(content)) and (
            kind == attributes.get(b"t", b"n")
        ):
            return cell[0]
        kept = {key: text for key, text in attributes.items() if key not in (b"t", b"vm")}
        kept.setdefault(b"r", address(row, column).encode())
        if kind != b"n":
            kept[b"t"] = kind
        return self._tags.write(b"c", kept, (formula[0] if formula else b"") + written + rest)

    def _new_cell(self, row: int, column: int, attributes: Attributes) -> bytes:
        """Return a cell that the sheet did not have, in the style of its row or column."""
        position = (row, column)
        obstacle = self._obstacle(position, formula=False)
        if obstacle is not None:
            self._refused[position] = obstacle
            return b""
        value = self._edits.typed[position]
        if value in (None, ""):
            return b""
        self._new_cells.append(position)
        kind, written = self._written(value, result=False)
        given: Attributes = {b"r": address(row, column).encode()}
        style = attributes.get(b"s") if attributes.get(b"customFormat") in (b"1", b"true") else None
        style = style or self._areas.column_style(column)
        if style:
            given[b"s"] = style
        if kind != b"n":
            given[b"t"] = kind
        return self._tags.write(b"c", given, written)

    def _obstacle(self, position: Position, *, formula: bool) -> Obstacle | None:
        if position not in self._edits.typed:
            return None if formula else Obstacle.NO_FORMULA
        if formula:
            return Obstacle.FORMULA
        if _inside(position, self._areas.spilled):
            return Obstacle.SPILLED
        covered = any(position != area[:2] and _inside(position, [area]) for area in self._areas.merged)
        return Obstacle.MERGED if covered else None

    def _written(self, value: Value, *, result: bool) -> tuple[bytes, bytes]:
        """Return the type of a cell with that value, and the elements that hold it."""
        held = stored(value)
        write = self._tags.write
        if held is None or held == "":
            return (b"str", write(b"v", {})) if result else (b"n", b"")
        if isinstance(held, bool):
            return b"b", write(b"v", {}, b"1" if held else b"0")
        if not isinstance(held, str):
            return b"n", write(b"v", {}, _digits(held))
        text = as_xml(held)
        if result:
            return (b"e" if held in _ERRORS else b"str"), write(b"v", {}, text)
        kept = {b"xml:space": b"preserve"} if blanks_count(held) else {}
        return b"inlineStr", write(b"is", {}, write(b"t", kept, text))


class _Areas:
    """The ranges of a sheet that its cells depend on: merged, filled by an array formula, styled columns."""

    def __init__(self, sheet: bytes, tags: _Tags) -> None:
        self._sheet, self._tags = sheet, tags
        self.merged = [area for found in self._each(b"mergeCell") if (area := _range(found.get(b"ref", b"")))]
        self.spilled = [
            area
            for found in self._each(b"f")
            if found.get(b"t") in (b"array", b"dataTable") and (area := _range(found.get(b"ref", b"")))
        ]
        self._columns = [
            (int(found[b"min"]) - 1, int(found[b"max"]) - 1, found[b"style"])
            for found in self._each(b"col")
            if {b"min", b"max", b"style"} <= found.keys()
        ]

    def column_style(self, column: int) -> bytes | None:
        """Return the style that cells of a column have while they do not exist."""
        return next((style for first, last, style in self._columns if first <= column <= last), None)

    def _each(self, name: bytes) -> Iterator[Attributes]:
        return (_attributes(found[1]) for found in self._tags.opening(name).finditer(self._sheet))


def _attributes(text: bytes | None) -> Attributes:
    found = _ATTRIBUTE.findall(text or b"")
    return {name: double or single for name, double, single in found}


def _range(reference: bytes) -> Range | None:
    """Return a range as (first row, first column, last row, last column), from 0."""
    found = _REFERENCE.fullmatch(reference.decode().upper())
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    return int(top) - 1, column_number(left), int(bottom or top) - 1, column_number(right or left)


def _inside(position: Position, areas: list[Range]) -> bool:
    row, column = position
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas)


def _column(reference: bytes | None, following: int) -> int:
    area = _range(reference) if reference else None
    return area[1] if area else following


def _with_spans(attributes: Attributes, added: list[Position]) -> Attributes:
    """Return a row's attributes, its spans wide enough for the cells that were added."""
    spans = attributes.get(b"spans", b"")
    if not added or spans.count(b":") != 1:
        return attributes
    first, last = map(int, spans.split(b":"))
    columns = [column + 1 for _, column in added]
    return attributes | {b"spans": b"%d:%d" % (min(first, *columns), max(last, *columns))}


def _digits(number: float) -> bytes:
    whole = number == int(number) and abs(number) < _WHOLE
    return (str(int(number)) if whole else repr(number)).encode()
