"""Comparable form of a text: what is left when case, accents and punctuation are taken away."""

import unicodedata
from functools import lru_cache

_FOLD = str.maketrans(
    {chr(code): chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
    | dict(zip("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunaeiouun", strict=True))
    | dict.fromkeys("ºª°\xa0–—−·•…¿¡«»“”‘’", " ")
)
_LONG = 200  # characters; headers, codes and names are shorter, and come back thousands of times
_NUMBER_SIGNS = str.maketrans({"º": " ", "ª": " ", "№": "N "})


def plain(text: str) -> str:
    r"""Reduce a text to what is compared when headers and names are matched.

    In this order: the ordinal signs º and ª count as the degree sign people type for them (a space); NFKD
    decomposition, without its combining marks (so ñ becomes n); casefold; every run of characters that are
    neither letters nor digits becomes one space; no space at either end.

    >>> plain("  Acción Estratégica\nInstitucional "), plain("N.º AÑO"), plain("Meta_anual (2020)")
    ('accion estrategica institucional', 'n ano', 'meta anual 2020')
    """
    return _reduced(text) if len(text) > _LONG else _remembered(text)


def _reduced(text: str) -> str:
    folded = text.translate(_FOLD)
    if not folded.isascii():
        folded = _decomposed(text).translate(_FOLD)
    return " ".join(folded.split())


_remembered = lru_cache(maxsize=1 << 14)(_reduced)


def _decomposed(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(_NUMBER_SIGNS))
    bare = "".join(
        letter for letter in letters if not unicodedata.category(letter).startswith("M")
    ).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in bare)
