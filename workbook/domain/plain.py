"""Comparable form of a text: what is left when case, accents and punctuation are taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return `text` without case, accents and punctuation, words one space apart.

    Letters lose their marks (ñ becomes n), every run of characters that are not
    ASCII letters or digits becomes one space, and the ends are stripped.

    >>> plain("  Ejecución\\nN° (%) ")
    'ejecucion n'
    >>> plain("S.I.")
    's i'
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("°", " ").replace("º", " ").replace("ª", " "))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _OTHER.sub(" ", text.casefold()).strip()
