"""Texts made of claims: atoms (a printed word or figure with its meaning) and what ties them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from typing import Any


class Kind(Enum):
    """What an atom is: one thing that a typist may get wrong."""

    UNIT = "unidad"
    PERCENT = "porcentaje"
    TOTAL = "total"
    CAPPED = "total con tope"
    LABEL = "etiqueta"
    COUNT = "cantidad"
    QUANTIFIER = "cuantificador"
    SIDE = "lado"
    AMOUNT = "importe"
    CODE = "código"
    NAME = "nombre"
    NUMBER = "número de orden"
    NOT_PROGRAMMED = "no programada"


class Side(Enum):
    """Where an execution lies against what was programmed (or another threshold)."""

    BELOW = "<"
    EXACT = "="
    ABOVE = ">"
    REACHED = "≥"
    NONE = "0"

    def holds(self, percent: Any, threshold: Any = 100) -> bool:
        """Tell whether a percentage lies on this side of the threshold."""
        return {
            Side.BELOW: percent < threshold,
            Side.EXACT: percent == threshold,
            Side.ABOVE: percent > threshold,
            Side.REACHED: percent >= threshold,
            Side.NONE: percent == 0,
        }[self]


_IDS = count(1)


@dataclass(frozen=True)
class Atom:
    """A printed word or figure, what it means, and how another meaning would be printed in its style."""

    kind: Kind
    value: Any
    spell: Callable[[Any], str] = field(compare=False, repr=False, default=str)
    bold: bool = False
    capital: bool = False
    id: int = field(default_factory=lambda: next(_IDS))

    @property
    def text(self) -> str:
        """What stands in the report."""
        text = self.spell(self.value)
        return text[:1].upper() + text[1:] if self.capital else text

    def saying(self, value: Any) -> Atom:
        """Return the same place with another meaning."""
        return replace(self, value=value)


Part = str | Atom


@dataclass(frozen=True)
class Claim:
    """What a sentence says: a rule and the atoms (by id) that it speaks of, by role."""

    rule: str
    atoms: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Prose:
    """A paragraph about one AEI, OEI or the whole report (`about` is a code or empty)."""

    key: str
    about: str
    parts: tuple[Part, ...]
    claims: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand in the report."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def atoms(self) -> dict[int, Atom]:
        """The atoms by id."""
        return {part.id: part for part in self.parts if isinstance(part, Atom)}

    def with_atom(self, atom: Atom) -> Prose:
        """Return the paragraph with one atom changed."""
        parts = tuple(atom if isinstance(p, Atom) and p.id == atom.id else p for p in self.parts)
        return replace(self, parts=parts)
