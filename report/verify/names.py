"""Finds the units that a text names: whole, abbreviated, shortened, by their acronym, or misspelt."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report.verify.folding import SMALL_WORDS, key_of, words_of
from workbook.spanish.lexicon import feminine_heads, masculine_heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report.verify.folding import Word

Key = tuple[str, ...]

_SHORT_HEADS: Final = {
    "dpto": "departamento", "depto": "departamento", "dep": "departamento", "dto": "departamento",
    "of": "oficina", "ofic": "oficina", "ofc": "oficina", "u": "unidad", "un": "unidad", "und": "unidad",
    "unid": "unidad", "uni": "unidad", "ger": "gerencia", "g": "gerencia", "gcia": "gerencia",
    "subger": "subgerencia", "sg": "subgerencia", "sgcia": "subgerencia", "sub": "subgerencia",
    "dir": "direccion", "direc": "direccion", "subdir": "subdireccion", "div": "division",
    "sec": "secretaria", "secret": "secretaria", "proc": "procuraduria", "jef": "jefatura",
    "serv": "servicio",
}  # fmt: skip
_OWN_ACRONYM: Final = re.compile(r"\s*[(\[–-]\s*([A-ZÁÉÍÓÚÑ]{2,8})[)\]]?\s*$")
_ACRONYM: Final = re.compile(r"[A-ZÁÉÍÓÚÑ]{2,6}")
_ARTICLE: Final = re.compile(r"(?:^|[\s(])(?:el|la|al|del)\s$")
_NO_UNITS: Final = (
    "aei",
    "oei",
    "poi",
    "pei",
    "pia",
    "pim",
    "pdlc",
    "ceplan",
    "mef",
    "pcm",
    "snp",
    "peru",
    "total",
)
_PLACES: Final = frozenset(
    {"municipalidad", "distrito", "provincia", "lima", "peru", "entidad", "institucion"}
)
_TWO: Final = 2
_SHORTEST_CUT: Final = 3
_ALIKE: Final = 0.82
_SIMILAR: Final = 0.84
_LONGEST_NAME: Final = 14


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named in a text: which, from where to where, and whether it is only spelt alike.

    `key` is None where the text names a unit that no table has.
    """

    key: Key | None
    start: int
    end: int
    misspelt: bool = False


def unit_key(name: str) -> Key:
    """Return what a unit's name is compared by: its acronym in brackets left out.

    >>> unit_key("Equipo de Transporte Urbano (ETU)")
    ('equipo', 'transporte', 'urbano')
    """
    return key_of(_OWN_ACRONYM.sub("", name))


class UnitNames:
    """The units of a report. `add` each with the name that tables print; `find` them in texts."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.shown: dict[Key, str] = {}
        self._acronyms: dict[str, Key] = {}
        self._unsure: set[str] = set()
        self._own_acronyms = 0
        self._tails: Counter[str] = Counter()
        for name in names:
            self.add(name)

    def add(self, name: str) -> Key:
        """Add a unit; return its key."""
        key = unit_key(name)
        if key not in self.shown:
            self.shown[key] = " ".join(name.split())
            if (own := _OWN_ACRONYM.search(name)) is not None:
                self._acronyms[own[1].lower()] = key
                self._unsure.discard(own[1].lower())
                self._own_acronyms += 1
            self._tails.update({word for word in key[1:] if word not in _heads()})
            initials = "".join(word[0] for word in key)
            if self._acronyms.get(initials, key) != key or initials in self._unsure:
                self._unsure.add(initials)
            else:
                self._acronyms[initials] = key
        return key

    def find(self, text: str) -> list[Named]:
        """Return the units that a text names, in order and apart from one another."""
        words = [word for word in words_of(text) if word.text not in SMALL_WORDS or word.dotted]
        found: list[Named] = []
        place = 0
        while place < len(words):
            named, used = self._at(text, words, place)
            if named is not None:
                found.append(named)
            place += used or 1
        return found

    def nearest(self, name: str) -> Key | None:
        """Return the unit whose name is most like another, None where none is."""
        wanted = " ".join(key_of(name))
        best = difflib.get_close_matches(wanted, [" ".join(key) for key in self.shown], 1, _SIMILAR)
        return next((key for key in self.shown if best and " ".join(key) == best[0]), None)

    def _at(self, text: str, words: Sequence[Word], place: int) -> tuple[Named | None, int]:
        first = words[place]
        candidates = []
        for key in self.shown:
            used, exact = _matched(key, words, place)
            if used and (used == len(key) or self._is_enough(key, used, text, words, place)):
                candidates.append((used, exact, key))
        if candidates:
            used, exact, key = max(candidates, key=lambda one: (one[0], one[1]))
            rivals = [k for u, e, k in candidates if (u, e) == (used, exact)]
            if len(rivals) == 1 or used == len(key):
                key = next((k for k in rivals if len(k) == used), key)
                further = self._longer(text, words, place + used)
                if used == len(key) and further:
                    end = words[place + used + further - 1].end
                    return Named(key, first.start, end, misspelt=True), used + further
                return Named(key, first.start, words[place + used - 1].end, misspelt=exact < used), used
        if (alone := self._short(text, words, place)) is not None:
            return alone
        return self._stranger(text, words, place)

    def _longer(self, text: str, words: Sequence[Word], place: int) -> int:
        """Return how many words go on with a whole name, «… de Edificación»: it may be another unit's."""
        if place >= len(words):
            return 0
        following = words[place]
        joint = text[words[place - 1].end : following.start].lower()
        if joint.strip() != "de" or not following.capital or following.text in _heads():
            return 0
        return 0 if following.text in _PLACES or not following.text.isalpha() else 1

    def _is_enough(self, key: Key, used: int, text: str, words: Sequence[Word], place: int) -> bool:
        """Tell whether the first words of a name are enough to know it among all."""
        if used < 2 and len(key) > 1:  # noqa: PLR2004 - the head alone names nobody
            return False
        following = words[place + used] if place + used < len(words) else None
        last = words[place + used - 1]
        if following is not None and following.capital and not last.dotted:
            between = text[last.end : following.start].lower()
            if set(between) <= set(" \u00a0delas") and following.text not in _heads():
                return False  # the text names another unit, that only begins alike
        same = [other for other in self.shown if other[:used] == key[:used]]
        return len(same) == 1 and (words[place].capital or words[place].dotted)

    def _short(self, text: str, words: Sequence[Word], place: int) -> tuple[Named, int] | None:
        """Find a unit by its acronym, or by its own word without the head ("Contabilidad y Logística")."""
        word = words[place]
        shown = text[word.start : word.end]
        key = self._acronyms.get(word.text)
        if key is not None and shown.isupper() and len(shown) > 1 and word.text not in self._unsure:
            return Named(key, word.start, word.end), 1
        if key is None and self._is_strange(text, word):
            return Named(None, word.start, word.end, misspelt=True), 1
        if not word.capital or self._tails[word.text] != 1:
            return None
        key = next(key for key in self.shown if word.text in key[1:])
        if key[1] != word.text or key[0] not in _heads():
            return None
        used = 1
        while used < len(key) - 1 and place + used < len(words) and words[place + used].text == key[1 + used]:
            used += 1
        return Named(key, word.start, words[place + used - 1].end), used

    def _is_strange(self, text: str, word: Word) -> bool:
        """Tell whether a word is an acronym that no table prints, where tables print those of units."""
        return (
            self._own_acronyms > _TWO
            and bool(_ACRONYM.fullmatch(text[word.start : word.end]))
            and word.text not in _NO_UNITS
            and word.text not in self._acronyms
            and bool(_ARTICLE.search(text[max(word.start - 5, 0) : word.start].lower()))
        )

    def _stranger(self, text: str, words: Sequence[Word], place: int) -> tuple[Named | None, int]:
        """Find the name of a unit that no table has: a head noun and capitals after it."""
        first = words[place]
        short = _SHORT_HEADS.get(first.text) if first.dotted else None
        if first.text not in _heads() and short is None:
            return None, 1
        used = 1
        while used < _LONGEST_NAME and place + used < len(words):
            word = words[place + used]
            between = text[words[place + used - 1].end : word.start]
            if (
                not word.capital
                or not set(between.lower().removeprefix("." if used == 1 and short else " "))
                <= set(" \u00a0aeldsoyn")
                or (word.text in _heads() and not (used == 1 and "de" in between.lower()))
            ):
                break
            used += 1
        if used == 1:
            return None, 1
        end = words[place + used - 1].end
        near = self.nearest(text[first.start : end])
        return Named(near, first.start, end, misspelt=True), used


def _matched(key: Key, words: Sequence[Word], place: int) -> tuple[int, int]:
    """Return how many words of a name stand at a place, and how many of them exactly or abbreviated."""
    exact = used = 0
    for wanted in key:
        if place + used >= len(words):
            break
        word = words[place + used]
        if used and word.start - words[place + used - 1].end > _longest_gap():
            break
        fit = _fits(wanted, word, head=used == 0)
        if not fit:
            break
        exact += fit == 2  # noqa: PLR2004 - exactly
        used += 1
    return used, exact


def _longest_gap() -> int:
    return 9  # letters of small words between two words of a name (" y de los ")


def _fits(wanted: str, word: Word, *, head: bool) -> int:
    """Return 2 where a word is the wanted one or short for it, 1 where it is spelt alike, else 0."""
    text = word.text
    if text == wanted:
        return 2
    if head and _SHORT_HEADS.get(text) == wanted and (word.dotted or len(text) > 1):
        return 2
    if (word.dotted or len(text) > _SHORTEST_CUT) and len(text) >= _SHORTEST_CUT and wanted.startswith(text):
        return 2 if word.dotted else 1
    if head or min(len(text), len(wanted)) <= _SHORTEST_CUT or abs(len(text) - len(wanted)) > 2:  # noqa: PLR2004
        return 0
    if text.rstrip("s") == wanted.rstrip("s"):
        return 1
    matcher = difflib.SequenceMatcher(None, wanted, text)
    quick = matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE
    return 1 if quick and matcher.ratio() > _ALIKE else 0


def _heads() -> frozenset[str]:
    return feminine_heads() | masculine_heads()
