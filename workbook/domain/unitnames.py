"""Names of units: which unit a text means, and which names are one unit spelt two ways."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.model import OrgUnit

_CONNECTORS: Final = frozenset(
    ("a", "al", "de", "del", "e", "el", "en", "la", "las", "los", "para", "por", "y")
)
_LONG_WORD: Final = 6
_ALIKE: Final = 0.85
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


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word not in _CONNECTORS]


def _alike_words(word: str, other: str) -> bool:
    if word == other:
        return True
    long = min(len(word), len(other)) >= _LONG_WORD and word.isalpha() and other.isalpha()
    return long and difflib.SequenceMatcher(None, word, other).ratio() >= _ALIKE


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
        for unit in units:
            self.add(unit)

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        """The units in the order they were added."""
        return tuple(self._units)

    def add(self, unit: OrgUnit) -> None:
        """Add a unit; a name that is taken stays with the unit that has it."""
        self._units.append(unit)
        for name in (unit.name, unit.key, unit.acronym, unit.report_name):
            if plain(name):
                self._named.setdefault(plain(name), unit)
        if plain(unit.sheet):
            self._sheets.setdefault(plain(unit.sheet), unit)

    def find(self, text: str) -> OrgUnit | None:
        """Return the unit of that name, key, acronym or name in the report, however it is accented."""
        return self._named.get(plain(text))

    def by_sheet(self, sheet: str) -> OrgUnit | None:
        """Return the unit that a sheet's name means."""
        for name in (sheet, without_copy_mark(sheet)):
            unit = self._sheets.get(plain(name)) or self.find(name)
            if unit is not None:
                return unit
        return None

    def alike(self, text: str) -> OrgUnit | None:
        """Return the first unit whose name looks like `text` but is another name."""
        return next((u for u in self._units if plain(u.name) != plain(text) and alike(u.name, text)), None)

    def nearest(self, text: str) -> str:
        """Return the name most like `text`, or "" where none is."""
        names = {plain(unit.name): unit.name for unit in self._units}
        close = difflib.get_close_matches(plain(text), names, 1, cutoff=0.7)
        return names[close[0]] if close else ""


def spelt_otherwise(text: str, unit: OrgUnit) -> bool:
    """Tell whether `text` is the unit's name with other case, accents or signs.

    >>> from workbook.domain.model import OrgUnit
    >>> unit = OrgUnit("T", "Trámite")
    >>> spelt_otherwise("TRAMITE", unit), spelt_otherwise(" Trámite", unit)
    (True, False)
    """
    return plain(text) == plain(unit.name) and text.split() != unit.name.split()
