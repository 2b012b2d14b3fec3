"""A draft of Equivalencia de columnas for a workbook whose columns nobody knows: to be read and corrected."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.domain.equivalence import Belonging
from workbook.domain.places import Field
from workbook.domain.plain import plain
from workbook.layouts.activities import field_of
from workbook.layouts.equivalences import BELONGING_NAMES, LINE_BREAK, field_names
from workbook.layouts.grid import text_of, words_of
from workbook.spanish.labels import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbook.domain.cells import Raw

    Head = Sequence[Sequence[Raw]]

_FEWEST_HEADERS: Final = 3
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CODE_AND_NAME: Final = re.compile(r"\s*[\w.]*\d[\w.]*\s*\n.*\S.*", re.DOTALL)
_SHARES: Final = ("%", "porcentaje", "cumplimiento", "indicador de eficacia")
_STEMS: Final = (
    (("avance", "ejecut", "ejecucion", "logr", "realizad"), Field.EXECUTED),
    (("meta", "programad", "programac"), Field.PROGRAMMED),
    (("componente", "accion", "estrategia"), Field.ACTION),
    (("linea", "objetivo", "eje"), Belonging.OBJECTIVE),
    (("programa", "actividad", "proyecto", "producto", "tarea"), Field.NAME),
)
"""What words in a header suggest, the surest first."""
_AMOUNTS: Final = (Field.PROGRAMMED, Field.EXECUTED)
_NOT_A_PERIODS: Final = ("acumulad", "cuatrenio", "total", "hasta la fecha")
_NO_COLUMN: Final = ("linea base", "linea de base")


@dataclass(frozen=True)
class _Guess:
    header: str
    what: Field | Belonging | None
    year: int | None
    parted: bool
    any_amount: bool


def propose(heads: Mapping[str, Head]) -> str:
    """Return a TOML that says what the columns of sheets seem to hold; what is not known is a comment."""
    rows = {name: number for name, head in heads.items() if (number := _header_row(head)) is not None}
    sheets = {name: (number, _guesses(heads[name], number)) for name, number in rows.items()}
    told = [one for _, guesses in sheets.values() for one in guesses if one.what is Field.EXECUTED]
    years = [one.year for one in told if one.year and one.any_amount]
    lines = [*_INTRODUCTION]
    if years:
        lines += [f"anio = {max(years)}  # se leen las columnas de este año y las que no dicen año", ""]
    for name, (number, guesses) in sheets.items():
        lines += _section(name, number, guesses)
    return "\n".join(lines) + "\n"


_INTRODUCTION: Final = (
    "# Equivalencia de columnas: borrador. Revíselo, corríjalo y úselo con «--equivalencia ESTE.toml».",
    f"# Campos: {', '.join(field_names())}.",
    '# Una celda con código y nombre: { campo = "AEI", separar = "código' + LINE_BREAK + 'nombre" }.',
    '# Celdas en blanco que repiten la de arriba: rellenar = true. Valores fijos: [hoja.fijos], "OEI" = "1".',
    "# Una hoja que no se debe leer: leer = false.",
    "",
)  # fmt: skip


def _header_row(head: Head) -> int | None:
    """Return the row (from 0) with the most texts that differ; None where none has enough."""
    counts = [len({text for raw in row if isinstance(raw, str) and (text := raw.strip())}) for row in head]
    best = max(counts, default=0)
    return counts.index(best) if best >= _FEWEST_HEADERS else None


def _guesses(head: Head, number: int) -> list[_Guess]:
    taken: Counter[tuple[object, int | None]] = Counter()
    found = []
    for column, raw in enumerate(head[number]):
        header = " ".join(words_of(raw).split())
        if not header:
            continue
        what, year = _guess(header)
        taken[what, year] += 1
        if what is not None and taken[what, year] > 1:
            what = None
        cells = [row[column] for row in head[number + 1 :] if column < len(row)]
        amounts = any(isinstance(raw, int | float) and raw > 0 for raw in cells)
        found.append(_Guess(header, what, year, _is_parted(cells), amounts))
    return found


def _guess(header: str) -> tuple[Field | Belonging | None, int | None]:
    words, found = plain(header), _YEAR.search(header)
    year = int(found[0]) if found is not None else None
    if any(sign in header.lower() for sign in _SHARES):
        return None, year
    known = field_of(header)
    if known is not None:
        return known, None
    if any(word in words for word in _NO_COLUMN):
        return None, year
    for stems, what in _STEMS:
        if any(stem in words for stem in stems):
            if what in _AMOUNTS and any(word in words for word in _NOT_A_PERIODS):
                return None, year
            return what, year if what in _AMOUNTS else None
    return None, year


def _is_parted(cells: Sequence[Raw]) -> bool:
    texts = [text for raw in cells if (text := text_of(raw))]
    return bool(texts) and 2 * sum(bool(_CODE_AND_NAME.fullmatch(text)) for text in texts) >= len(texts)


def _section(name: str, number: int, guesses: Sequence[_Guess]) -> Iterator[str]:
    yield "[[hoja]]"
    yield f"nombre = {_quoted(name)}"
    known = {one.what for one in guesses}
    if not known.issuperset(_AMOUNTS):
        yield "leer = false  # no se reconocen columnas de programadas y ejecutadas; cámbielo si las tiene"
    yield f"encabezado = {number + 1}"
    yield "[hoja.columnas]"
    for header in dict.fromkeys(one.header for one in guesses):
        guess = next(one for one in guesses if one.header == header)
        yield _line(guess)
    yield ""


def _line(guess: _Guess) -> str:
    if guess.what is None:
        return f'# {_quoted(guess.header)} = ""'
    name = BELONGING_NAMES[guess.what] if isinstance(guess.what, Belonging) else FIELD_NAMES[guess.what]
    parts = [f"campo = {_quoted(name)}"]
    if guess.parted and guess.what in {Field.ACTION, Field.NAME, Belonging.OBJECTIVE}:
        parts.append(f'separar = "código{LINE_BREAK}nombre"')
    if guess.year:
        parts.append(f"anio = {guess.year}")
    value = f"{{ {', '.join(parts)} }}" if len(parts) > 1 else _quoted(name)
    return f"{_quoted(guess.header)} = {value}"


def _quoted(text: str) -> str:
    r"""Return a TOML string.

    >>> _quoted('a "b" \\ c')
    '"a \\"b\\" \\\\ c"'
    """
    clean = "".join(char if char.isprintable() else " " for char in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'
