"""Ways in which people type figures, counts and names of units."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

NBSP: Final = "\u00a0"
Spell = Callable[[Decimal], str]

_WORDS: Final = (
    "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte"
).split()


class OrgUnit(NamedTuple):
    """A unit as its own office would sign: article and name."""

    article: str
    name: str


UNITS: Final = (
    OrgUnit("la", "Gerencia de Rentas"),
    OrgUnit("la", "Subgerencia de Catastro"),
    OrgUnit("la", "Oficina de Estadística"),
    OrgUnit("la", "Oficina de Imagen Institucional"),
    OrgUnit("la", "Unidad de Archivo Central"),
    OrgUnit("la", "Unidad de Almacén"),
    OrgUnit("la", "Unidad de Archivo Periférico"),
    OrgUnit("el", "Departamento de Licencias"),
    OrgUnit("el", "Departamento de Licencias de Edificación"),
    OrgUnit("el", "Departamento de Ejecutoría Coactiva"),
    OrgUnit("el", "Departamento de Control de Deuda y Notificaciones"),
    OrgUnit("la", "Dirección de Obras Públicas"),
    OrgUnit("el", "Órgano de Control Interno"),
    OrgUnit("la", "Procuraduría Pública"),
    OrgUnit("la", "Secretaría General"),
    OrgUnit("la", "Gerencia de Desarrollo Económico"),
    OrgUnit("el", "Centro de Orientación Vecinal"),
    OrgUnit("la", "Unidad de Bienestar Social"),
    OrgUnit("la", "Oficina de Programación de Inversiones"),
    OrgUnit("el", "Equipo de Transporte Urbano"),
)
ARTICLE: Final = {unit.name: unit.article for unit in UNITS}
ACRONYM: Final = {
    unit.name: "".join(word[0] for word in unit.name.split() if word[0].isupper()).replace("Ó", "O")
    for unit in UNITS
}
_SHORT: Final = {
    "Gerencia": ("Gcia.", "Ger."),
    "Subgerencia": ("Subg.",),
    "Oficina": ("Of.", "Ofic."),
    "Unidad": ("Und.", "U."),
    "Departamento": ("Dpto.", "Depto.", "Dep."),
    "Dirección": ("Dir.",),
}


def grouped(value: Decimal, separator: str = ",") -> str:
    """Print an amount in groups of three, with at most two decimals."""
    shown = f"{value.quantize(Decimal('0.01')):,f}" if value != int(value) else f"{int(value):,}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace(",", separator)


def millions(value: Decimal) -> str:
    """Print an amount in the old Peruvian way: an apostrophe for the millions.

    >>> millions(Decimal(1267432))
    "1'267,432"
    """
    shown = grouped(value)
    return shown.replace(",", "'", 1) if abs(value) >= 1_000_000 else shown


AMOUNTS: Final[dict[str, Spell]] = {
    "commas": grouped,
    "bare": lambda value: grouped(value, ""),
    "spaces": lambda value: grouped(value, " "),
    "no-break": lambda value: grouped(value, NBSP),
    "apostrophe": millions,
    "two decimals": lambda value: f"{value:,.2f}",
}


def plain(value: Decimal) -> str:
    """Print a percentage without its sign."""
    return f"{value.normalize():f}"


def ratio(value: Decimal) -> str:
    """Print a percentage as a ratio."""
    return f"{value / 100:.2f}" if value == int(value) else f"{value / 100:.3f}"


def _forced(value: Decimal) -> str:
    """Print a percentage with one decimal at least; whole ones are typed with a zero."""
    return plain(value) if value != int(value) else f"{int(value)}.0"


PERCENTS: Final[dict[str, Spell]] = {
    "tight": lambda value: f"{plain(value)}%",
    "spaced": lambda value: f"{plain(value)} %",
    "no-break": lambda value: f"{plain(value)}{NBSP}%",
    "words": lambda value: f"{plain(value)} por ciento",
    "words, cien": lambda value: f"{'cien' if value == 100 else plain(value)} por ciento",
    "one decimal": lambda value: f"{_forced(value)}%",
}
CELL_PERCENTS: Final[dict[str, Spell]] = {
    **{name: PERCENTS[name] for name in ("tight", "spaced", "no-break")},
    "bare": plain,
    "ratio": ratio,
}


def in_words(number: int, *, gender: str = "f") -> str:
    """Print a count in words up to twenty.

    >>> in_words(1, gender="m"), in_words(11), in_words(34)
    ('un', 'once', '34')
    """
    if number == 1:
        return "una" if gender == "f" else "un"
    return _WORDS[number] if number < len(_WORDS) else str(number)


COUNTS: Final[dict[str, Callable[[int], str]]] = {
    "words": in_words,
    "digits": str,
    "two digits": lambda number: f"{number:02d}",
    "both": lambda number: f"{in_words(number)} ({number})",
    "both, digits first": lambda number: f"{number} ({in_words(number)})",
}


def bare(text: str) -> str:
    """Return a text without its accents (ñ stays)."""
    letters = (letter if letter in "ñÑ" else unicodedata.normalize("NFD", letter)[0] for letter in text)
    return "".join(letters)


def shortened(name: str, choose: random.Random) -> str:
    """Return a name with its head abbreviated, where a usual abbreviation exists."""
    head, _, rest = name.partition(" ")
    return f"{choose.choice(_SHORT[head])} {rest}" if head in _SHORT else name


def with_acronym(name: str) -> str:
    """Return a name as a table prints it that declares acronyms.

    >>> with_acronym("Órgano de Control Interno")
    'Órgano de Control Interno (OCI)'
    """
    return f"{name} ({ACRONYM[name]})"


NAMES: Final[dict[str, Callable[[str, random.Random], str]]] = {
    "full": lambda name, _choose: name,
    "short": shortened,
    "capitals": lambda name, _choose: name.upper(),
    "no accents": lambda name, _choose: bare(name),
    "acronym": lambda name, _choose: ACRONYM[name],
    "small head": lambda name, _choose: name[0].lower() + name[1:],
}


def with_article(article: str, name: str, preposition: str = "") -> str:
    """Join preposition, article and name.

    >>> with_article("el", "Equipo de Transporte Urbano", "de")
    'del Equipo de Transporte Urbano'
    """
    if preposition in ("de", "a") and article == "el":
        return f"{preposition}l {name}"
    return " ".join(filter(None, (preposition, article, name)))
