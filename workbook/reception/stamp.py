"""The hidden sheet of a form: whose it is, of which period, which number, and its rows as they were sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.canvas import Grid, Look, Sheet, Visibility
from workbook.layouts.grid import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbook.host import Book

SHEET: Final = "Control"
MARK: Final = "Formato de eficacia: no modifique esta hoja"
_VERSION: Final = "1"
_ROWS: Final = "Filas"
_HEADERS: Final = "Encabezados"
_DIGEST: Final = "Huella"
_FACTS: Final = (
    "Versión", "Entidad", "Año", "Unidad", "Sigla", "Periodo", "Meses", "Abiertos", "Envío", "Fecha",
)  # fmt: skip
_BETWEEN: Final = "\x1f"
_MOST_ROWS: Final = 20_000


@dataclass(frozen=True)
class Stamp:
    """What identifies a form.

    `headers` are those of its table by column (from 0); `rows` the contents of each row as sent, by its key
    and then by the header. `genuine` tells that its digest is right.
    """

    entity: str
    year: str
    unit: str
    acronym: str
    period: str
    months: tuple[int, ...]
    opened: tuple[int, ...]
    issue: int
    day: str
    headers: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]
    genuine: bool = True


def stamp_sheet(stamp: Stamp) -> Sheet:
    """Return the hidden sheet of a form."""
    lines = _lines(stamp)
    grid = Grid()
    for row, line in enumerate([[MARK], [_DIGEST, _digest(lines)], *lines]):
        grid.put_row(row, 0, line, Look.PLAIN)
    return Sheet(SHEET, grid.cells, visibility=Visibility.DEEPLY_HIDDEN)


def read_stamp(book: Book) -> tuple[str, Stamp] | None:
    """Return the hidden sheet of a form and what it says; None where no sheet is one, or none can be read."""
    for name in book.sheet_names():
        rows = iter(book.rows(name))
        first = next(rows, ())
        if first and text_of(first[0]) == MARK:
            found = _parsed([_texts(row) for _, row in zip(range(_MOST_ROWS), rows, strict=False)])
            return None if found is None else (name, found)
    return None


def _lines(stamp: Stamp) -> list[list[str]]:
    facts = (
        _VERSION, stamp.entity, stamp.year, stamp.unit, stamp.acronym, stamp.period, _numbers(stamp.months),
        _numbers(stamp.opened), str(stamp.issue), stamp.day,
    )  # fmt: skip
    lines = [[name, fact] for name, fact in zip(_FACTS, facts, strict=True)]
    lines += [[_HEADERS, *stamp.headers], [_ROWS]]
    for key, contents in stamp.rows.items():
        lines.append([key, *(contents.get(header, "") for header in stamp.headers)])
    return [[text.strip() for text in line] for line in lines]


def _parsed(lines: Sequence[list[str]]) -> Stamp | None:
    facts = {line[0]: line for line in lines if line}
    if not all(name in facts and len(facts[name]) > 1 for name in ("Versión", "Unidad", "Envío", _DIGEST)):
        return None
    try:
        start = next(number for number, line in enumerate(lines) if line[:1] == [_ROWS]) + 1
        headers = tuple(facts.get(_HEADERS, [_HEADERS])[1:])
        rows = {line[0]: dict(zip(headers, line[1:], strict=False)) for line in lines[start:] if line}
        (entity, year, unit, acronym, period) = (_fact(facts, name) for name in _FACTS[1:6])
        months, opened = (_months(_fact(facts, name)) for name in ("Meses", "Abiertos"))
        issue, day = int(_fact(facts, "Envío")), _fact(facts, "Fecha")
    except (StopIteration, ValueError):
        return None
    genuine = _fact(facts, _DIGEST) == _digest(lines[1:])
    return Stamp(
        entity, year, unit, acronym, period, months, opened, issue, day, headers, rows, genuine=genuine
    )


def _texts(row: Iterable[object]) -> list[str]:
    texts = [text_of(raw) for raw in row]  # type: ignore[arg-type]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _fact(facts: Mapping[str, Sequence[str]], name: str) -> str:
    return facts[name][1] if name in facts and len(facts[name]) > 1 else ""


def _digest(lines: Iterable[Sequence[str]]) -> str:
    normal = ("\x1e".join(_stripped(line)) for line in lines)
    text = _BETWEEN.join(normal).replace("\r\n", "\n")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _stripped(line: Sequence[str]) -> list[str]:
    texts = list(line)
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _numbers(months: Iterable[int]) -> str:
    return " ".join(map(str, months))


def _months(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split())
