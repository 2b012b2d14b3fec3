"""Which column of a table holds what: by its header where there is one, else by what its cells say."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.cells import code_in, mark_in
from report.verify.folding import fold
from workbook.spanish.readings import amount_readings, words_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Texts = Mapping[int, str]


class Column(Enum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    PROGRAMMED = "programmed"
    EXECUTED = "executed"
    SHARE = "share"
    LABEL = "label"
    ANNUAL = "annual"
    ANNUAL_SHARE = "annual share"


_HEADERS: Final = (
    (Column.ANNUAL_SHARE, re.compile(r"(?:%|porcentaje|eficacia|avance) (?:del )?(?:anual|ano)")),
    (Column.NUMBER, re.compile(r"(?:n\W*[°ºo]?\W*|nro\W*|num\w*\W*|item|#)$")),
    (Column.LABEL, re.compile(r"(?!.*%)(?:indicador|calificacion|nivel(?! de (?:ejec|avance|cumpl|efic|logro))|valoracion|semaforo|estado|condicion|resultado)")),
    (Column.SHARE, re.compile(r".*(?:%|eficacia|porcentaje|cumplimiento|porcentual|ratio|indice)")),
    (Column.PROGRAMMED, re.compile(r".*(?:program|previst|planific|planead|\bprog\b|\bprg\b)")),
    (Column.EXECUTED, re.compile(r".*(?:ejecutad|realizad|alcanzad|logrado|lograda|cumplid|\bejec?\b)|logros?$|avances?$")),
    (Column.ANNUAL, re.compile(r"(?:meta|metas|total|programa\w*) anual(?:es)?$")),
    (Column.PROGRAMMED, re.compile(r"metas?(?: fisicas?)?(?: del periodo)?$")),
    (Column.EXECUTED, re.compile(r"ejecucion(?: fisica)?$|avance(?: fisico)?$")),
    (Column.CODE, re.compile(r"(?:cod(?:igo)?\.?(?: (?:de )?(?:la )?aei)?|aei|aei/oei|oei)$")),
    (Column.NAME, re.compile(r".*(?:area|unidad|organo|dependencia|centro de costo|objetivo|accion|denominacion|descripcion|responsable|oficina|nombre)")),
)  # fmt: skip
_FIGURES: Final = frozenset({Column.PROGRAMMED, Column.EXECUTED, Column.SHARE})
_ORDINAL: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})?[.)°º]?$")
_SUMS: Final = re.compile(r"(?:sub)?totale?s?\b")
_SIGN: Final = re.compile(r"\s*(?:%|por ?ciento|por cien)$")
_MOST: Final = 0.6
_CLOSE: Final = Fraction(6, 1000)


def header_columns(texts: Texts) -> dict[int, Column]:
    """Return what the cells of a header row announce; empty where it is no header of figures."""
    found: dict[int, Column] = {}
    for place, text in sorted(texts.items()):
        words = " ".join(fold(text).split())
        if not words or len(words) > 90:  # noqa: PLR2004 - longer texts are no headers
            continue
        column = next((column for column, pattern in _HEADERS if pattern.match(words)), None)
        if column is not None and column not in found.values():
            found[place] = column
        elif column is Column.EXECUTED:
            found[place] = Column.SHARE
    if Column.PROGRAMMED not in found.values():
        found = {p: Column.PROGRAMMED if c is Column.ANNUAL else c for p, c in found.items()}
    if Column.EXECUTED not in found.values():
        _take_execution(texts, found)
    return found if len(_FIGURES & set(found.values())) > 1 else {}


def _take_execution(texts: Texts, found: dict[int, Column]) -> None:
    """«Cumplimiento» beside «%» is the executed amount."""
    shares = [p for p, t in texts.items() if _HEADERS[3][1].match(fold(t)) and p not in found]
    if shares and Column.PROGRAMMED in found.values():
        last = max([*shares, *(p for p, c in found.items() if c is Column.SHARE)])
        for place in (*shares, *[p for p, c in found.items() if c is Column.SHARE]):
            found[place] = Column.SHARE if place == last else Column.EXECUTED


def guessed_columns(rows: Sequence[Texts], labels: Sequence[str]) -> dict[int, Column]:
    """Return what the columns of a table without header hold, by their cells; empty where it is not seen."""
    rows = [row for row in rows if len(row) > 1 and not _SUMS.match(fold(next(iter(row.values()))).strip())]
    places = sorted({place for row in rows for place in row})
    kinds = {
        place: _kind([row[place] for row in rows if row.get(place, "").strip()], labels) for place in places
    }
    numbers = [place for place in places if kinds[place] == "amount"]
    found: dict[int, Column] = {}
    if len(places) > 1 and kinds[places[1]] == "text" and _counts([row.get(places[0], "") for row in rows]):
        found[places[0]] = Column.NUMBER
        numbers = [place for place in numbers if place != places[0]]
    shares = [place for place in places if kinds[place] == "share"]
    if not shares and len(numbers) > 2:  # noqa: PLR2004 - programmed, executed and percentage
        shares = [numbers.pop()]
    if len(numbers) < 2 or not shares:  # noqa: PLR2004 - two amounts
        return {}
    first, second = numbers[:2]
    if _swapped(rows, first, second, shares[0]):
        first, second = second, first
    if kinds[shares[0]] != "share" and not _explains(rows, first, second, shares[0]):
        return {}
    found |= {first: Column.PROGRAMMED, second: Column.EXECUTED, shares[0]: Column.SHARE}
    for place in places:
        if place in found:
            continue
        column = {"text": Column.NAME, "label": Column.LABEL, "code": Column.CODE}.get(kinds[place])
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _kind(texts: Sequence[str], labels: Sequence[str]) -> str:
    said = Counter(_kind_of(text, labels) for text in texts)
    said.pop("mark", None)
    if not said:
        return ""
    kind, number = said.most_common(1)[0]
    return kind if number >= _MOST * said.total() else ""


def _kind_of(text: str, labels: Sequence[str]) -> str:
    folded = " ".join(fold(text).split())
    if mark_in(text) is not None:
        return "mark"
    if (points := _SIGN.sub("", folded)) != folded:
        return "share" if amount_readings(points) or words_value(points) is not None else "text"
    if amount_readings(folded):
        return "amount"
    code, name, _ = code_in(text)
    if code and not name:
        return "code"
    return "label" if folded in labels else "text"


def _counts(texts: Sequence[str]) -> bool:
    """Tell whether a first column only numbers the rows."""
    shown = [text.strip() for text in texts if text.strip()]
    numbered = [text for text in shown if _ORDINAL.match(text)]
    return bool(numbered) and len(set(numbered)) + 1 >= len(numbered) >= _MOST * len(shown)


def _explains(rows: Sequence[Texts], first: int, second: int, share: int) -> bool:
    """Tell whether a column without signs is the percentage of two others in most rows."""
    fits = told = 0
    for row in rows:
        a, b = amount_readings(row.get(first, "")), amount_readings(row.get(second, ""))
        points = amount_readings(row.get(share, ""))
        if a and b and points and a[0].value:
            told += 1
            ratio = b[0].exact / a[0].exact
            fits += min(abs(ratio - points[0].exact), abs(100 * ratio - points[0].exact) / 100) < _CLOSE
    return told > 0 and 2 * fits > told


def _swapped(rows: Sequence[Texts], first: int, second: int, share: int) -> bool:
    """Tell whether the executed amounts stand before the programmed ones."""
    straight = crossed = 0
    for row in rows:
        a, b = amount_readings(row.get(first, "")), amount_readings(row.get(second, ""))
        points = amount_readings(row.get(share, "").replace("%", "").strip())
        if not (a and b and points and a[0].value and b[0].value):
            continue
        said = points[0].exact / 100 if "%" in row[share] or points[0].value > 10 else points[0].exact  # noqa: PLR2004
        straight += abs(b[0].exact / a[0].exact - said) < _CLOSE
        crossed += abs(a[0].exact / b[0].exact - said) < _CLOSE
    return crossed > straight
