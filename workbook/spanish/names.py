"""Names of units: as they are matched, and as they are printed."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise

from workbook.domain.plain import plain
from workbook.spanish.lexicon import (
    ARTICLES,
    CONNECTORS,
    PLACES,
    ROMAN_NUMERALS,
    accented,
    acronyms,
    feminine_heads,
    masculine_heads,
    restored,
    unmarked,
)

_ORDINALS = ("er", "ro", "do", "to", "mo", "vo", "no", "era", "ra", "da", "ta", "ma", "va", "na")
_PREFIXES = frozenset({"CO", "CON", "INTER", "MICRO", "MULTI", "PRE", "PRO", "SUB", "SUPER"})

__all__ = ["plain", "presentable", "split_acronym"]

_DASHES = frozenset("-–—(")
_VOWELS = frozenset("AEIOUÁÉÍÓÚÜ")
_FINAL_CONSONANTS = frozenset("DLNRSXYZ")
_LONGEST_UNSPEAKABLE = 5
_LONGEST_ABRUPT = 4
_SHORTEST_GLUED_HEAD = 6
_ACRONYM_LENGTHS = range(2, 7)


def presentable(name: str) -> str:
    """Write a name that came in capitals as a report prints it, with its accents and acronyms.

    A name with lower-case letters (connectors apart) is somebody's choice: only its spaces are put in order
    and its accents composed (NFC). An acronym glued to the front goes to the end, in brackets, because
    registers use it to tell two units of the same name apart.

    >>> presentable("OFICINA DE ESTADISTICA E INFORMATICA"), presentable("UNIDAD DE TI - UGEL 05")
    ('Oficina de Estadística e Informática', 'Unidad de TI - UGEL 05')
    >>> presentable("DPDEPARTAMENTO DE PATOLOGIA"), presentable(" Oficina  de informatica")
    ('Departamento de Patología (DP)', 'Oficina de informatica')
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    if not _in_capitals(text):
        return text
    acronym, rest = split_acronym(text)
    runs = _runs(rest)
    words = "".join(_printed(runs, index) for index in range(len(runs)))
    return f"{words} ({acronym})" if acronym else words


def split_acronym(name: str) -> tuple[str, str]:
    """Part a name in capitals from the acronym that the planning register glues to its first word.

    Only where it can be nothing else: two to six letters that begin like the head noun they stand before. The
    acronym is "" where there is none.

    >>> split_acronym("OEIOFICINA DE ESTADISTICA E INFORMATICA")
    ('OEI', 'OFICINA DE ESTADISTICA E INFORMATICA')
    >>> split_acronym("SUBSECRETARIA GENERAL"), split_acronym("COMUNIDAD NATIVA")
    (('', 'SUBSECRETARIA GENERAL'), ('', 'COMUNIDAD NATIVA'))
    """
    first, space, rest = name.partition(" ")
    length = _glued_letters(first) if first.isupper() else 0
    return first[:length], first[length:] + space + rest


def _runs(text: str) -> list[str]:
    return ["".join(run) for _, run in groupby(text, str.isalnum)]


def _in_capitals(text: str) -> bool:
    words = [run.rstrip("ºª") for run in _runs(text) if run[0].isalpha() and run not in CONNECTORS]
    return any(words) and all(word.isupper() for word in words if word)


def _glued_letters(word: str) -> int:
    key = plain(word)
    heads = feminine_heads() | masculine_heads()
    if key in heads or len(key) != len(word):
        return 0
    for length in _ACRONYM_LENGTHS:
        glued, head = word[:length], key[length:]
        if head in heads and len(head) >= _SHORTEST_GLUED_HEAD and head[0] == key[0]:
            return length if glued.isalpha() and glued not in _PREFIXES else 0
    return 0


def _printed(runs: Sequence[str], index: int) -> str:
    word = runs[index]
    if not word[0].isalpha():
        return word.lower() if word.lstrip("0123456789").lower() in _ORDINALS else word
    small = restored(word.lower())
    inner = 1 < index < len(runs) - 2
    if inner and small in CONNECTORS and not _is_initial(runs, index):
        return small.capitalize() if _starts_place(runs, index) else small
    if _is_acronym(word, small) or _abbreviates(runs, index):
        return word
    return small[0].upper() + small[1:]


def _is_initial(runs: Sequence[str], index: int) -> bool:
    return len(runs[index]) == 1 and runs[index + 1].startswith(".")


def _starts_place(runs: Sequence[str], index: int) -> bool:
    return runs[index].lower() in ARTICLES and restored(runs[index + 2].lower()) in PLACES


def _is_acronym(word: str, small: str) -> bool:
    capitals = word.upper()
    if capitals in acronyms() or capitals in ROMAN_NUMERALS:
        return True
    return unmarked(small) not in accented() and not _is_speakable(capitals)


def _is_speakable(capitals: str) -> bool:
    vowels = [letter in _VOWELS for letter in capitals]
    if not any(vowels) or all(vowels):
        return False
    if len(capitals) <= _LONGEST_UNSPEAKABLE and not any(vowels[-2:]):
        return False
    return vowels[-1] or capitals[-1] in _FINAL_CONSONANTS or len(capitals) > _LONGEST_ABRUPT


def _abbreviates(runs: Sequence[str], index: int) -> bool:
    before = runs[index - 1] if index else ""
    if index < len(runs) - 2 or _DASHES.isdisjoint(before):
        return False
    initials = iter([word[0] for word in plain("".join(runs[:index])).split() if word not in CONNECTORS])
    letters = [letter for letter, following in pairwise(plain(runs[index]) + " ") if letter != following]
    return all(letter in initials for letter in letters)
