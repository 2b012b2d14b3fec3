"""Codes of OEI and AEI: what people type for them, and which one they mean."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    CodeKey = tuple[str, ...] | str

_GAP = r"[\s.:_\-–—]*(?:N\s*[°º]\s*)?"
_STEP = r"(?:\s*\.\s*|[-–—_]|\s(?=0\d))"
_CODE = re.compile(
    rf"\W*(?:(OEI?){_GAP}(\d+)|(AEI?){_GAP}(\d+)(?:{_STEP}(\d+))?)((?:\.\d+)*)(?![\d])", re.IGNORECASE
)
_OPAQUE = re.compile(r"\s*(\S+(?:\s+\S+){0,3}?)\s*(?:\s[-–—]\s|[–—:])\s*(\S.*)", re.DOTALL)
_TRIM = " \t\r\n.:–—-_)"

MOST_SUGGESTIONS: Final = 50
"""A name like a strange one is looked for so many times a book: it is slow, and nobody reads more."""


def split_code(text: str) -> tuple[str, str]:
    """Return the code that stands at the beginning of `text`, and the name that follows it.

    Digits stay as typed. A text that does not begin as OEI or AEI codes do is all code, or is
    parted at a dash.

    >>> split_code("AEI. 06.03 – Mejorar la gestión")
    ('AEI.06.03', 'Mejorar la gestión')
    >>> split_code("1.2 - Calles limpias")
    ('1.2', 'Calles limpias')
    """
    found = _CODE.match(text)
    if found is not None:
        objective, number, action, first, second, rest = found.groups()
        numbers = [number] if objective else [first, *([second] if second else [])]
        code = ".".join([(objective or action).upper(), *numbers]) + rest
        return code, text[found.end() :].strip(_TRIM)
    parted = _OPAQUE.fullmatch(text)
    return (parted[1], parted[2].strip()) if parted is not None else (" ".join(text.split()), "")


def code_of(text: str) -> str:
    """Return the code of an OEI or AEI as one writes it; any other text is a code of its own, as it stands.

    >>> code_of("aei 06.01 – Mejorar"), code_of("AEI.06.01"), code_of("OEI 2"), code_of(" Eje  3 ")
    ('AEI.06.01', 'AEI.06.01', 'OEI.2', 'Eje 3')
    """
    return split_code(text)[0] if is_patterned(text) else " ".join(text.split())


def is_patterned(text: str) -> bool:
    """Tell whether `text` begins with a code of the OEI or AEI pattern.

    >>> is_patterned("AEI 1.2"), is_patterned("OEIOFICINA"), is_patterned("Eje 3")
    (True, False, False)
    """
    return _CODE.match(text) is not None


def objective_of(code: str) -> str:
    """Return the code of the OEI that an AEI belongs to by its own digits; "" where they do not tell.

    >>> objective_of("AEI.06.01"), objective_of("Eje 3")
    ('OEI.06', '')
    """
    parts = code.split(".")
    return f"O{parts[0][1:]}.{parts[1]}" if is_patterned(code) and parts[0].startswith("A") else ""


def _key(code: str) -> CodeKey:
    if not is_patterned(code):
        return plain(code)
    kind, *numbers = split_code(code)[0].split(".")
    return (kind[0], *(number.lstrip("0") or "0" for number in numbers))


class CodeBook:
    """The codes of a PEI with their names; finds which one a text means.

    >>> book = CodeBook([("AEI.06.01", "Mejorar la gestión")])
    >>> book.find("aei 6.1"), book.find("AEI.06.01 – Mejorar"), book.find("Mejorar la gestion")
    ('AEI.06.01', 'AEI.06.01', 'AEI.06.01')
    >>> book.find("AEI.06.02")
    >>> book.nearest("AEI.06.10")
    'AEI.06.01'
    """

    def __init__(self, codes: Iterable[tuple[str, str]] = ()) -> None:
        self._codes: dict[CodeKey, str] = {}
        self._names: dict[str, str | None] = {}
        for code, name in codes:
            self.add(code, name)

    def add(self, code: str, name: str = "") -> None:
        """Add a code; one that is there already stays as it is."""
        self._codes.setdefault(_key(code), code)
        words = plain(name)
        if words:
            self._names[words] = code if self._names.get(words, code) == code else None

    def find(self, text: str) -> str | None:
        """Return the code that `text` means: by its digits, as it stands, before a dash, or by its name."""
        key = _key(text)
        if not key:
            return None
        if key in self._codes:
            return self._codes[key]
        if isinstance(key, tuple):
            return None
        before, _ = split_code(text)
        return self._codes.get(plain(before)) or self._names.get(key)

    def nearest(self, text: str) -> str:
        """Return the code most like `text`, or "" where none is: the name after a code tells most.

        >>> book = CodeBook([("AEI.01.01", "Notificar"), ("AEI.01.02", "Informar")])
        >>> book.nearest("AEI.01.10"), book.nearest("AEI.01.10 – Notificar")
        ('AEI.01.02', 'AEI.01.01')
        """
        close = difflib.get_close_matches(code_of(text).upper(), list(self._codes.values()), 1)
        return self._named_like(split_code(text)[1]) or (close[0] if close else self._named_like(text))

    def _named_like(self, name: str) -> str:
        """Return the code whose name is most like a text; "" where none is, or where several have it."""
        names = difflib.get_close_matches(plain(name), self._names, 1, cutoff=0.75)
        return (self._names[names[0]] or "") if names else ""
