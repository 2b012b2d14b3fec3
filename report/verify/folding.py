"""A text in lower case and without accents, letter by letter: offsets stay those of the text itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES: Final = "\u00a0\u202f\u2009\u2007\u2002\u2003\u00ad\t\n\r\v\f"
_DASHES: Final = "–—−\u2011"
_WORD: Final = re.compile(r"[^\W_]+")
SMALL_WORDS: Final = frozenset("a al con de del e el en la las los o para por u y".split())
"""Words that names are written with and without."""


class _Folding(dict[int, str]):
    """A table for `str.translate` that is filled as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _SPACES:
            folded = " "
        elif letter in _DASHES:
            folded = "-"
        else:
            lowered = letter.lower()
            base = unicodedata.normalize("NFD", lowered)[:1]
            folded = base if base and len(lowered) == 1 else letter
        self[code] = folded
        return folded


_TABLE: Final = _Folding()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text, where it stands, whether a point follows, whether it began with a capital."""

    text: str
    start: int
    end: int
    dotted: bool
    capital: bool


def fold(text: str) -> str:
    """Return a text of the same length in lower case, without accents, with plain spaces and dashes.

    >>> fold("Área\u00a0N° 3 – 73\u00a0%")
    'area n° 3 - 73 %'
    """
    return text.translate(_TABLE)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text."""
    folded = fold(text)
    for found in _WORD.finditer(folded):
        start, end = found.span()
        yield Word(found[0], start, end, folded[end : end + 1] == ".", text[start].isupper())


def key_of(name: str) -> tuple[str, ...]:
    """Return what names are compared by: their words without the small ones.

    >>> key_of("Departamento de Atención y Servicios")
    ('departamento', 'atencion', 'servicios')
    """
    words = [found[0] for found in _WORD.finditer(fold(name))]
    return tuple(word for word in words if word not in SMALL_WORDS) or tuple(words)
