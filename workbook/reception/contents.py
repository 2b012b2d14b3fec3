"""A form that came back, read: its rows as they stand, whatever was done to the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from workbook.domain.cells import NOT_CALCULATED, Number, read_amount
from workbook.domain.places import Field, address
from workbook.domain.plain import plain
from workbook.layouts import own
from workbook.layouts.activities import find_header, month_columns, unit_title
from workbook.layouts.grid import text_of
from workbook.layouts.recognise import is_generated
from workbook.reading.totals import is_total
from workbook.reception.layout import SIGNATURE, SIGNATURE_LINE, FormColumn, form_columns
from workbook.reception.stamp import Stamp, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw
    from workbook.host import Book

    Place = tuple[Field, int | None]
    """A field, and the month of a monthly amount."""

_HEAD: Final = 40
_NAMES: Final = (Field.CODE, Field.NAME)
_SIGNATURES: Final = frozenset((SIGNATURE, SIGNATURE_LINE))
_AMOUNTS: Final = (Field.PROGRAMMED, Field.EXECUTED)


@dataclass(frozen=True)
class FormRow:
    """A row of a form: what each of its cells holds, its key, and which of its cells are formulas."""

    number: int
    cells: Mapping[Place, Raw]
    key: str = ""
    formulas: Mapping[Place, str] = field(default_factory=dict)
    columns: Mapping[Place, int] = field(default_factory=dict)

    def text(self, what: Field) -> str:
        """Return what a cell says, without blanks around it."""
        return text_of(self.cells.get((what, None)))

    def cell(self, place: Place) -> str:
        """Return the address of a cell in the form."""
        return address(self.number, self.columns[place]) if place in self.columns else ""


@dataclass(frozen=True)
class FormContents:
    """A form as it came back.

    `stamp` is what its hidden sheet says, None where it has none; `title` the unit named above the table,
    `period` the period there;
    `retyped` the headers that are others than were sent, as (sent, found); `others` the names of further
    sheets with a table of activities.
    """

    sheet: str
    stamp: Stamp | None
    title: str
    rows: tuple[FormRow, ...]
    columns: Mapping[Place, int]
    retyped: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    period: str = ""


def read_form(book: Book) -> FormContents | None:
    """Return the contents of a form; None where no sheet of the file holds a table of activities."""
    stamped = read_stamp(book)
    hidden = stamped[0] if stamped else ""
    tables = [
        table
        for name in book.sheet_names()
        if name != hidden and (table := _table(book, name, stamped[1] if stamped else None)) is not None
    ]
    if not tables:
        return None
    best = max(tables, key=lambda table: len(table.rows))
    others = tuple(table.sheet for table in tables if table is not best and table.rows)
    return replace(best, others=others)


def _table(book: Book, name: str, stamp: Stamp | None) -> FormContents | None:
    head = tuple(islice(book.rows(name), _HEAD))
    if is_generated(head):
        return None
    found = find_header(head)
    header, columns = (found.row, _columns(head[found.row], found.fields)) if found else (-1, {})
    sent = _sent_columns(stamp)
    if stamp is not None and not _is_enough(columns):
        header = _sent_header(head, stamp) if header < 0 else header
    if header < 0:
        return None
    retyped: tuple[tuple[str, str], ...] = ()
    if stamp is not None:
        columns, retyped = _completed(head[header], columns, sent, stamp)
    if not _is_enough(columns):
        return None
    title = unit_title(head[:header])
    rows = tuple(_rows(book, name, header, columns, _key_column(head[header], stamp)))
    named = title[2] if title else ""
    return FormContents(name, stamp, named, rows, columns, retyped, period=_period(head[:header]))


def _period(head: Sequence[Sequence[Raw]]) -> str:
    """Return what stands right of «Periodo» above a table, without the number of the sending."""
    for row in head:
        for column, raw in enumerate(row):
            if text_of(raw) and plain(text_of(raw)) == plain(own.UNIT_PERIOD):
                texts = (text_of(cell) for cell in row[column + 1 :])
                return next((text for text in texts if text), "").partition("(")[0].strip()
    return ""


def _columns(row: Sequence[Raw], fields: Mapping[Field, int]) -> dict[Place, int]:
    columns: dict[Place, int] = {(what, None): column for what, column in fields.items()}
    for side, months in month_columns(row).items():
        columns |= {(side, month): column for month, column in months.items()}
    return columns


def _is_enough(columns: Mapping[Place, int]) -> bool:
    """Tell whether a table says of which activities it is, and holds an execution."""
    named = any((what, None) in columns for what in _NAMES)
    return named and any(what is Field.EXECUTED for what, _ in columns)


def _sent_columns(stamp: Stamp | None) -> tuple[FormColumn, ...]:
    """Return the columns of the form as it was sent."""
    if stamp is None:
        return ()
    wanted = form_columns(monthly=True, months=stamp.months, opened=stamp.opened)
    known = {column.header: column for column in wanted}
    return tuple(known.get(header, FormColumn(header, None)) for header in stamp.headers)


def _sent_header(head: Sequence[Sequence[Raw]], stamp: Stamp) -> int:
    """Return the row that has most of the headers that were sent; -1 where none has two."""
    wanted = set(map(plain, stamp.headers))
    scores = [sum(plain(text_of(raw)) in wanted for raw in row if isinstance(raw, str)) for row in head]
    best = max(scores, default=0)
    return scores.index(best) if best > 1 else -1


def _completed(
    row: Sequence[Raw], columns: Mapping[Place, int], sent: Sequence[FormColumn], stamp: Stamp
) -> tuple[dict[Place, int], tuple[tuple[str, str], ...]]:
    """Return the columns, those of retyped headers taken from where they were sent, and such headers."""
    known = dict(columns)
    taken = set(known.values())
    retyped: list[tuple[str, str]] = []
    found = [plain(text_of(raw)) for raw in row]
    for number, (column, header) in enumerate(zip(sent, stamp.headers, strict=True)):
        if column.field is None or plain(header) in found:
            continue
        place = (column.field, column.month)
        if place not in known and number not in taken:
            known[place] = number
        if place in known:
            at = known[place]
            retyped.append((header, text_of(row[at]) if at < len(row) else ""))
    return known, tuple(retyped)


def _key_column(row: Sequence[Raw], stamp: Stamp | None) -> int | None:
    """Return the column of the keys: where its header stands, else where it was sent."""
    if stamp is None or not stamp.headers:
        return None
    wanted = plain(stamp.headers[-1])
    found = [number for number, raw in enumerate(row) if plain(text_of(raw)) == wanted]
    return found[-1] if found else len(stamp.headers) - 1


def _rows(
    book: Book, name: str, header: int, columns: Mapping[Place, int], key: int | None
) -> Iterator[FormRow]:
    details = book.details(name)
    formulas = details.formulas if details is not None else {}
    unknown = details.without_value if details is not None else frozenset()
    for number, row in enumerate(book.rows(name)):
        if number <= header:
            continue
        cells = {place: row[column] if column < len(row) else None for place, column in columns.items()}
        if unknown:
            cells |= {p: NOT_CALCULATED for p, column in columns.items() if (number, column) in unknown}
        if not _is_activity(row, cells):
            continue
        held = {
            place: formulas[number, column]
            for place, column in columns.items()
            if (number, column) in formulas
        }
        said = text_of(row[key]) if key is not None and key < len(row) else ""
        yield FormRow(number, cells, said, held, columns)


def _is_activity(row: Sequence[Raw], cells: Mapping[Place, Raw]) -> bool:
    """Tell whether a row is one of activities: not blank, no total, no signature, no note under the table."""
    code, name = (text_of(cells.get((what, None))) for what in _NAMES)
    if any(raw.__class__ is str and raw.strip() in _SIGNATURES for raw in row):
        return False
    if is_total(code) or is_total(name):
        return False
    if code and name:
        return True
    amounts = [read_amount(raw) for (what, _), raw in cells.items() if what in _AMOUNTS]
    numeric = any(isinstance(fact, Number) for fact in amounts)
    others = any(text_of(cells.get((what, None))) for what in (Field.ACTION, Field.MEASURE))
    return numeric or (bool(code or name) and others)
