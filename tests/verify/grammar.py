"""A small grammar engine: templates with alternatives and slots become words, atoms and claims.

`[one|other|]` chooses, `{slot}` puts an atom; a claim whose atoms were not all printed is not made.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tests.verify.claims import Atom, Claim, Part, Prose

_TOKEN: Final = re.compile(r"\[|\]|\||\{(\w+)\}|[^][|{}]+")
_SENTENCE_END: Final = re.compile(r"[.:?!]\s*$")


@dataclass(frozen=True)
class Tie:
    """A claim to be made where all these slots were printed: rule, and slots by role."""

    rule: str
    roles: Mapping[str, tuple[str, ...]]


def tie(rule: str, **roles: str | tuple[str, ...]) -> Tie:
    """Return a claim over slots; a single slot may be given as a word."""
    return Tie(rule, {role: (one,) if isinstance(one, str) else tuple(one) for role, one in roles.items()})


@dataclass
class Draft:
    """A paragraph in the making."""

    choose: random.Random
    parts: list[Part] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def say(self, template: str, slots: Mapping[str, Atom] | None = None, *ties: Tie) -> None:
        """Add a stretch of text; `slots` are the atoms it may print."""
        pieces = _expand(template, self.choose)
        printed = {}
        for piece in pieces:
            if isinstance(piece, str):
                self.parts.append(piece)
            else:
                atom = (slots or {})[piece.name]
                printed[piece.name] = atom.id
                self.parts.append(atom)
        for one in ties:
            names = [name for group in one.roles.values() for name in group]
            if all(name in printed for name in names):
                atoms = {role: tuple(printed[name] for name in group) for role, group in one.roles.items()}
                self.claims.append(Claim(one.rule, atoms))

    def finish(self, key: str, about: str) -> Prose:
        """Return the paragraph, its spaces tidied and its sentences begun with a capital."""
        return Prose(key, about, tuple(_tidy(self.parts)), tuple(self.claims))


@dataclass(frozen=True)
class _Slot:
    name: str


def _expand(template: str, choose: random.Random) -> list[str | _Slot]:
    tokens = list(_TOKEN.finditer(template))
    position = 0

    def sequence() -> list[str | _Slot]:
        nonlocal position
        out: list[str | _Slot] = []
        while position < len(tokens) and tokens[position][0] not in ("]", "|"):
            token = tokens[position]
            position += 1
            if token[0] == "[":
                options = [sequence()]
                while tokens[position][0] == "|":
                    position += 1
                    options.append(sequence())
                position += 1
                out.extend(choose.choice(options))
            else:
                out.append(_Slot(token[1]) if token[1] else token[0])
        return out

    result = sequence()
    assert position == len(tokens), f"unbalanced: {template}"
    return result


def _tidy(parts: list[Part]) -> list[Part]:
    """Close gaps, capitalise after a full stop."""
    out: list[Part] = []
    before, start = "", True
    for part in _merged(parts):
        if isinstance(part, str):
            text = re.sub(r"\s+([,.;:)])", r"\1", re.sub(r" {2,}", " ", part))
            if before.endswith((" ", "(")) or not before:
                text = text.lstrip(" ")
            if text[:1] in ",.;:)" and before.endswith(" ") and out and isinstance(out[-1], str):
                out[-1] = out[-1].rstrip(" ")
            text = _capitalised(text, start=start)
            if not text:
                continue
            out.append(text)
            before = text
            start = bool(_SENTENCE_END.search(text)) if text.strip() else start
            start = start and not text.rstrip().endswith(":")
        else:
            atom = replace(part, capital=True) if start else part
            out.append(atom)
            before, start = atom.text, False
    return out


def _merged(parts: list[Part]) -> list[Part]:
    out: list[Part] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        else:
            out.append(part)
    return out


def _capitalised(text: str, *, start: bool) -> str:
    """Capitalise after full stops (abbreviations are inside atoms) and at the start."""
    text = re.sub(r"[.?!] +[a-zá-ú]", lambda match: match[0].upper(), text)
    return re.sub(r"^\s*[a-zá-ú]", lambda match: match[0].upper(), text) if start else text
