"""Names of units: which unit a text means, and which names are one unit spelt two ways."""

from __future__ import annotations

import difflib
import re
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbook.domain.model import OrgUnit

_CONNECTORS: Final = frozenset(
    ("a", "al", "de", "del", "e", "el", "en", "la", "las", "los", "para", "por", "y")
)
_LONG_WORD: Final = 6
_ALIKE: Final = 0.85
_ROUNDING: Final = 1e-9
_COPY = re.compile(
    r"^(?:copia|copy)(?: \(?\d+\)?)?(?: de| of)?[ _-]+|[ _-]+(?:copia|copy)$|\s*\(\d+\)$", re.IGNORECASE
)


def without_copy_mark(name: str) -> str:
    """Return the name that a sheet had before it was copied; the same name where nothing tells of a copy.

    >>> [without_copy_mark(name) for name in ("UTD (2)", "Copia de UTD", "UTD - copia", "UTD")]
    ['UTD', 'UTD', 'UTD', 'UTD']
    """
    shorter = _COPY.sub("", name.strip()).strip()
    return without_copy_mark(shorter) if shorter and shorter != name else name


def alike(name: str, other: str) -> bool:
    """Tell whether two names look like one unit: the same words, or long words with a letter or so changed.

    >>> alike("Unidad de Trámite Documentario", "Unidad Trámite Documentario")
    True
    >>> alike("Oficina de Cobranza I", "Oficina de Cobranza II")
    False
    """
    words, others = _words(name), _words(other)
    return len(words) == len(others) > 0 and all(map(_alike_words, words, others))


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in plain(name).split() if word not in _CONNECTORS)


def _alike_words(word: str, other: str) -> bool:
    if word == other:
        return True
    long = _is_long(word) and _is_long(other)
    return long and difflib.SequenceMatcher(None, word, other).ratio() >= _ALIKE


def _is_long(word: str) -> bool:
    return len(word) >= _LONG_WORD and word.isalpha()


def _letters(word: str) -> int:
    """Return which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return bits


class _Vocabulary:
    """The long words of names; finds which are alike, comparing each pair at most once.

    Where M letters of two words pair, 2 M is at least _ALIKE of their T letters. So their lengths differ
    little, and at most (1 - _ALIKE) T letters are in one word alone: most words need no closer look.
    """

    def __init__(self) -> None:
        self._words: dict[int, list[tuple[int, str]]] = {}
        self._all: set[str] = set()
        self._found: dict[str, list[str]] = {}
        self._looked: dict[str, dict[int, int]] = {}

    def add(self, word: str) -> None:
        """Add a word; one that is there already stays."""
        if word not in self._all:
            self._all.add(word)
            self._words.setdefault(len(word), []).append((_letters(word), word))

    def alike(self, word: str) -> list[str]:
        """Return the words that are alike, itself too if it was added."""
        found, looked = self._found.setdefault(word, []), self._looked.setdefault(word, {})
        letters = _letters(word)
        for length, words in self._words.items():
            both = length + len(word)
            if 2 * min(length, len(word)) >= _ALIKE * both - _ROUNDING:
                most = (1 - _ALIKE) * both + _ROUNDING
                news = words[looked.get(length, 0) :]
                found += [
                    o for bits, o in news if (bits ^ letters).bit_count() <= most and _alike_words(o, word)
                ]
                looked[length] = len(words)
        return found


class UnitBook:
    """The units of a plan; finds which one a text means.

    >>> from workbook.domain.model import OrgUnit
    >>> book = UnitBook([OrgUnit("7", "Unidad de Trámite", acronym="UTD", sheet="Mesa")])
    >>> book.find("UNIDAD DE TRAMITE").key, book.find("utd").key, book.by_sheet("Mesa (2)").key
    ('7', '7', '7')
    >>> book.find("Unidad Trámite"), book.alike("Unidad Trámite").key
    (None, '7')
    """

    def __init__(self, units: Iterable[OrgUnit] = ()) -> None:
        self._units: list[OrgUnit] = []
        self._named: dict[str, OrgUnit] = {}
        self._sheets: dict[str, OrgUnit] = {}
        self._by_name: dict[str, OrgUnit] = {}
        self._by_words: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        self._vocabulary = _Vocabulary()
        for unit in units:
            self.add(unit)

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        """The units in the order they were added."""
        return tuple(self._units)

    def add(self, unit: OrgUnit) -> None:
        """Add a unit; a name that is taken stays with the unit that has it."""
        if self._by_name.setdefault(plain(unit.name), unit) is unit:
            words = _words(unit.name)
            self._by_words.setdefault(words, []).append((len(self._units), plain(unit.name)))
            for word in filter(_is_long, words):
                self._vocabulary.add(word)
        self._units.append(unit)
        for name in (unit.name, unit.key, unit.acronym, unit.report_name):
            if plain(name):
                self._named.setdefault(plain(name), unit)
        if plain(unit.sheet):
            self._sheets.setdefault(plain(unit.sheet), unit)

    def find(self, text: str) -> OrgUnit | None:
        """Return the unit of that name, key, acronym or name in the report, however it is accented."""
        return self._named.get(plain(text))

    def named(self, text: str) -> OrgUnit | None:
        """Return the unit of that very name, however it is accented."""
        return self._by_name.get(plain(text))

    def by_sheet(self, sheet: str) -> OrgUnit | None:
        """Return the unit that a sheet's name means."""
        for name in (sheet, without_copy_mark(sheet)):
            unit = self._sheets.get(plain(name)) or self.find(name)
            if unit is not None:
                return unit
        return None

    def alike(self, text: str) -> OrgUnit | None:
        """Return the first unit whose name looks like `text` but is another name."""
        places = (
            place
            for words in self._spellings(_words(text))
            for place, name in self._by_words.get(words, ())
            if name != plain(text)
        )
        first = min(places, default=None)
        return None if first is None else self._units[first]

    def _spellings(self, words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        """Return what names alike may say: each long word as it is spelt in any name."""
        if not words:
            return ()
        choices: list[list[str]] = []
        for word in words:
            choices.append(self._vocabulary.alike(word) if _is_long(word) else [word])
            if not choices[-1]:
                return ()
        if prod(map(len, choices)) <= len(self._by_words):
            return product(*choices)
        return (known for known in self._by_words if _fit(known, choices))

    def nearest(self, text: str) -> str:
        """Return the name most like `text`, or "" where none is."""
        names = {plain(unit.name): unit.name for unit in self._units}
        close = difflib.get_close_matches(plain(text), names, 1, cutoff=0.7)
        return names[close[0]] if close else ""


def _fit(words: tuple[str, ...], choices: Sequence[Sequence[str]]) -> bool:
    return len(words) == len(choices) and all(word in some for word, some in zip(words, choices, strict=True))


def spelt_otherwise(text: str, unit: OrgUnit) -> bool:
    """Tell whether `text` is the unit's name with other case, accents or signs.

    >>> from workbook.domain.model import OrgUnit
    >>> unit = OrgUnit("T", "Trámite")
    >>> spelt_otherwise("TRAMITE", unit), spelt_otherwise(" Trámite", unit)
    (True, False)
    """
    return plain(text) == plain(unit.name) and text.split() != unit.name.split()
