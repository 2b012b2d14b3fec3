"""From what a paragraph mentions to what it claims: who, which percentage, which side, how many, which label."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from report.verify.folding import fold
from report.verify.kinds import Bounded, Counted, Group, Kind, Mention, Percentage, Side
from report.verify.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ABBREVIATED: Final = re.compile(
    r"(?:\b[a-z]{1,2}|\b(?:dpto|depto|ofic|unid|ger|gcia|subger|dir|div|num|nro|art|pag|serv|sec|etc|inf|adm|plan|ppto|proc))$"
)
_BREAK: Final = re.compile(
    r";|:|\b(?:mientras(?: que)?|en tanto(?: que)?|en cambio|por su parte|por otr[oa] (?:lado|parte)|asimismo|a su vez|no obstante|"
    r"sin embargo|por lo que|por lo tanto|por ello|con lo que|con lo cual|lo que|pero|aunque|y que|siendo|de modo que|de ahi que|razon por la cual)\b"
)
_LISTED: Final = re.compile(
    r"^\s*(?:\([^()]*\))?\s*,?\s*(?:(?:y|e|ni|como|asi como|y tambien|junto con|y por|seguid[ao]s? (?:de|por))\s+)?(?:(?:de|a|por|para|en|con|ni|tambien)\s+)?(?:(?:el|la|los|las|del|al)\s+)?$"
)
_LAST: Final = re.compile(
    r"(?:^|[\s,)])(?:y|e|ni)\s+(?:(?:de|a|por|para|en|con|ni|tambien)\s+)?(?:(?:el|la|los|las|del|al)\s+)?$"
)
_OF_THEM: Final = re.compile(r"\bde (?:las|los) cuales\b|\bde ell[ao]s\b")
_ONLY_BEFORE: Final = re.compile(
    r"(?:\bsol(?:o|amente)|\bunicamente|\btan solo|\bexclusivamente|\bunic[ao]s?(?: \w+){0,7}? (?:fue|fueron|es|son)|\bunic[ao]s? \w+ que(?: \w+){0,9})\s+(?:(?:para|por|en|a|de|fue|que)\s+)?(?:(?:el|la|los|las|del|al)\s+)?$"
)
_IDENTIFIES: Final = re.compile(r"^[^.;()]{0,45}?\b(?:fue|fueron|es|son)\b[^.;()]{0,25}$")
_PARTED: Final = re.compile(r"[,;.:]|\by\b|.{14}")
_NEAR: Final = 40  # letters
_UNIQUE: Final = re.compile(r"\bunic[ao]s?\b")
_EXCEPT: Final = re.compile(
    r"(?:\bsalvo|\bexcepto|\b(?:a|con) (?:la )?excepcion de|\bmenos|\bexceptuando)\s+(?:a\s+)?(?:(?:el|la|los|las|del|de la|al)\s+)?$"
)
_NO_EXECUTION: Final = re.compile(
    r"^[^.;]{0,40}?\b(?:registr|present|report|mostr|tuv)\w*(?: \w+)? (?:ejecucion|avance)\b(?! (?:de|del|al|en|superior|inferior|igual|mayor|menor))"
)
_SUBJECTS: Final = frozenset({Kind.UNIT, Kind.GROUP, Kind.TOTAL, Kind.CODE})
_OTHER_TIME: Final = re.compile(
    r"^\W*(?:\w+ ){0,4}(?:del? (?:ano|periodo|ejercicio|trimestre|semestre)? ?(?:anterior|pasado|previo)|en 20\d\d)|^ ?puntos"
)
_OTHER_BEFORE: Final = re.compile(
    r"(?:umbral|frente al?|(?:ejecucion|avance) presupuest\w+|devengado|antes|meta anual)(?: \w+){0,5} ?$|"
    r"\b(?:habia|habian|proyect\w+|se (?:preve|espera|estima)|para (?:el )?(?:ano )?20\d\d)\b[^.;]{0,60}$|"
    r"(?:ano|ejercicio|periodo|trimestre|semestre)s? (?:anterior|pasado|previo|anteriores)\b[^.;]{0,60}$|"
    r"\b(?:subio|bajo|paso|vario|aumento|crecio|disminuyo|se redujo|cayo) (?:de|desde)(?: un| el)? $"
)
_WAS: Final = re.compile(r"\bpaso de (?:ser )?$")


class ClaimKind(Enum):
    """What a claim is about."""

    SHARE = "share"
    CAPPED = "capped"
    LOOSE = "loose"
    SIDE = "side"
    COUNT = "count"
    AMOUNTS = "amounts"
    LABEL = "label"
    SILENT = "silent"
    OTHER_TIME = "other time"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a paragraph.

    `subjects` are those it speaks of, `said` the mention that carries what it says; `only` where it says that
    nobody else is so, `excepted` the units that a quantifier leaves out, `named` the units of its sentence.
    """

    kind: ClaimKind
    subjects: tuple[Mention, ...]
    said: Mention
    only: bool = False
    excepted: tuple[Mention, ...] = ()
    named: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()


def claims_of(text: str, mentions: Sequence[Mention]) -> list[Claim]:
    """Return the claims of a paragraph."""
    folded = fold(text)
    found: list[Claim] = []
    last: Mention | None = None
    for start, end in _sentences(folded, mentions):
        inside = [m for m in mentions if start <= m.start < end]
        sentence = _Sentence(folded, start, end, inside, last)
        found += sentence.claims()
        units = [m for m in inside if m.kind in (Kind.UNIT, Kind.CODE)]
        last = units[-1] if units else last
    return found


def _sentences(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; points inside mentions and after abbreviations end none."""
    start = 0
    for found in re.finditer(r"[.?!\n]+(?=\s|$|[«\"(])|\n", folded):
        if any(m.start < found.start() < m.end for m in mentions) or _ABBREVIATED.search(
            folded[start : found.start()]
        ):
            continue
        if folded[start : found.end()].strip():
            yield start, found.end()
        start = found.end()
    if folded[start:].strip():
        yield start, len(folded)


class _Sentence:
    """Takes one sentence apart."""

    def __init__(
        self, folded: str, start: int, end: int, mentions: Sequence[Mention], carried: Mention | None
    ) -> None:
        self.folded = folded
        self.start, self.end = start, end
        self.carried = carried
        self.mentions = _without_activities(mentions)
        named = {m.end for m in mentions if m.kind is Kind.CODE}
        self.breaks = [
            start + m.start()
            for m in _BREAK.finditer(folded[start:end])
            if not self._in_brackets(start + m.start()) and start + m.start() not in named
        ]
        self.units = [m for m in self.mentions if m.kind is Kind.UNIT]
        self.lists = list(self._unit_lists())
        self._drop_weak_totals()

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of the sentence."""
        yield from self._shares()
        yield from self._sides()
        yield from self._counts()
        yield from self._amounts()
        for mention in self.mentions:
            if mention.kind is Kind.LABEL and not _WAS.search(self.folded[self.start : mention.start]):
                codes = [m for m in self.mentions if m.kind is Kind.CODE and m.start < mention.start]
                yield Claim(ClaimKind.LABEL, tuple(codes[-1:]), mention, named=tuple(self.units))

    # -------------------------------------------------------------- percentages

    def _shares(self) -> Iterator[Claim]:
        items: list[Mention] = []
        for mention in self.mentions:
            value = mention.value
            if mention.kind is Kind.SHARE and isinstance(value, Percentage):
                if value.capped:
                    yield Claim(ClaimKind.CAPPED, (), mention)
                    continue
                if self._of_another_time(mention):
                    yield Claim(ClaimKind.OTHER_TIME, (), mention)
                    continue
                items.append(mention)
            elif self._may_own(mention):
                items.append(mention)
        for subjects, share in paired(items, self._crosses, self._bracketed):
            kind = ClaimKind.SHARE if subjects else ClaimKind.LOOSE
            others = tuple(m for m in items if m.kind in _SUBJECTS)
            yield Claim(kind, subjects, share, named=tuple(self.units), others=others)

    def _may_own(self, mention: Mention) -> bool:
        if mention.kind is Kind.GROUP and isinstance(mention.value, Counted):
            return mention.value.group is not Group.MORE
        return mention.kind in _SUBJECTS

    def _of_another_time(self, share: Mention) -> bool:
        after = self.folded[share.end : min(share.end + 60, self.end)]
        before = self.folded[max(self.start, share.start - 120) : share.start]
        return bool(_OTHER_TIME.match(after) or _OTHER_BEFORE.search(before))

    def _crosses(self, first: Mention, second: Mention) -> bool:
        between = [place for place in self.breaks if first.end <= place < second.start]
        if any(self.folded[place] != ":" for place in between):
            return True
        both = first.kind is Kind.UNIT and second.kind is Kind.UNIT
        return both and not _LISTED.match(self.folded[first.end : second.start])

    def _bracketed(self, owner: Mention, share: Mention) -> bool:
        """Tell whether a percentage stands in brackets right after who it belongs to."""
        between = self.folded[owner.end : share.start]
        if not self._in_brackets(share.start):
            return False
        opened = between.rfind("(")
        return opened >= 0 and ")" not in between and not between[:opened].strip(" ,")

    def _in_brackets(self, place: int) -> bool:
        before = self.folded[self.start : place]
        return before.count("(") > before.count(")")

    def _drop_weak_totals(self) -> None:
        """«Se ejecutó el 73 % … por la Gerencia» speaks of the unit, not of the total."""
        owners = [m for m in self.mentions if m.kind in (Kind.UNIT, Kind.GROUP, Kind.CODE)]
        kept = []
        for mention in self.mentions:
            words = self.folded[mention.start : mention.end]
            if mention.kind is Kind.TOTAL and words.startswith("se "):
                if any(m.kind is Kind.TOTAL and m is not mention for m in self.mentions):
                    continue
                if any(not self._crosses(*sorted((m, mention), key=lambda one: one.start)) for m in owners):
                    continue
            kept.append(mention)
        self.mentions = kept

    # -------------------------------------------------------------- sides and counts

    def _unit_lists(self) -> Iterator[tuple[Mention, ...]]:
        current: list[Mention] = []
        closed = False
        for unit in self.units:
            between = self.folded[current[-1].end : unit.start] if current else ""
            last = bool(_LAST.search(between))
            if current and (not _LISTED.match(between) or (closed and not last)):
                yield tuple(current)
                current, closed = [], False
            elif current:
                closed = closed or last
            current.append(unit)
        if current:
            yield tuple(current)

    def _sides(self) -> Iterator[Claim]:
        marks = [m for m in self.mentions if m.kind in (Kind.SIDE, Kind.SILENT)]
        taken: set[int] = set()
        for place, mark in enumerate(marks):
            low = max(
                [self.start, *(b for b in self.breaks if b < mark.start), *(m.end for m in marks[:place])]
            )
            high = min(
                [
                    self.end,
                    *(b for b in self.breaks if b > mark.start),
                    *(m.start for m in marks[place + 1 :]),
                ]
            )
            subjects = self._subjects(mark, max([low, *(end for end in taken if end <= mark.start)]), high)
            if not subjects:
                continue
            taken |= {m.end for m in subjects if m.start > mark.start}
            first = subjects[0]
            only = first.kind is Kind.UNIT and self._is_only(first, low)
            kind = ClaimKind.SIDE if mark.kind is Kind.SIDE else ClaimKind.SILENT
            yield Claim(kind, subjects, mark, only, self._excepted(), tuple(self.units))
        yield from self._nobody()

    def _subjects(self, mark: Mention, low: int, high: int) -> tuple[Mention, ...]:
        """Return who a side is said of: the list or group right before it, else the one after it."""
        before = [
            m
            for m in self.mentions
            if self._may_own(m) and low <= m.start < mark.start and not self._is_excepted(m)
        ]
        after = [m for m in self.mentions if self._may_own(m) and mark.end <= m.start < high]
        nearest = self._whole(before[-1]) if before else ()
        if after and after[0].kind is Kind.UNIT and _IDENTIFIES.match(self.folded[mark.end : after[0].start]):
            return self._whole(after[0])
        if nearest and nearest[0].kind is Kind.GROUP and after and after[0].kind is Kind.UNIT:
            value = nearest[0].value
            gap = self.folded[mark.end : after[0].start]
            begin = nearest[0].start
            partitive = "de " in (self.folded[begin : begin + 3], self.folded[max(begin - 3, 0) : begin])
            if _OF_THEM.search(self.folded[nearest[0].end : mark.start]):
                return self._whole(after[0])
            if (
                isinstance(value, Counted)
                and value.group is Group.ALL
                and len(gap) < _NEAR
                and (partitive or self._is_only(after[0], low))
            ):
                return self._whole(after[0])
        if (
            nearest
            and after
            and after[0].kind is Kind.UNIT
            and self._has_its_own(nearest[-1], mark, after[0])
        ):
            return self._whole(after[0])
        if nearest:
            return nearest
        return (
            self._whole(after[0])
            if after and not any(low <= m.start < mark.start and m.kind is Kind.SHARE for m in self.mentions)
            else ()
        )

    def _has_its_own(self, unit: Mention, mark: Mention, following: Mention) -> bool:
        """Tell whether the unit before a side got a percentage already, and another follows the side at once."""
        shares = [m for m in self.mentions if m.kind is Kind.SHARE and unit.end <= m.start < mark.start]
        told = any(not self._in_brackets(share.start) for share in shares)
        return told and not _PARTED.search(self.folded[mark.end : following.start])

    def _whole(self, mention: Mention) -> tuple[Mention, ...]:
        """Return the whole list that a unit stands in."""
        if mention.kind is not Kind.UNIT:
            return (mention,)
        found = next(one for one in self.lists if mention in one)
        return tuple(m for m in found if not self._is_excepted(m)) or found

    def _is_only(self, unit: Mention, low: int) -> bool:
        before = self.folded[max(self.start, unit.start - 90) : unit.start]
        return bool(_ONLY_BEFORE.search(before) or _UNIQUE.search(self.folded[low : unit.start]))

    def _is_excepted(self, unit: Mention) -> bool:
        if unit.kind is not Kind.UNIT:
            return False
        first = next((one[0] for one in self.lists if unit in one), unit)
        return bool(_EXCEPT.search(self.folded[max(self.start, first.start - 40) : first.start]))

    def _excepted(self) -> tuple[Mention, ...]:
        return tuple(unit for unit in self.units if self._is_excepted(unit))

    def _nobody(self) -> Iterator[Claim]:
        """«Ninguna registró ejecución»."""
        for mention in self.mentions:
            if (
                mention.kind is Kind.GROUP
                and isinstance(mention.value, Counted)
                and mention.value.group is Group.NONE
                and _NO_EXECUTION.match(self.folded[mention.end : self.end])
            ):
                everyone = Mention(Kind.GROUP, mention.start, mention.end, Counted(Group.ALL, None))
                yield Claim(
                    ClaimKind.SIDE,
                    (everyone,),
                    Mention(Kind.SIDE, mention.start, mention.end, Bounded(Side.ZERO)),
                )

    def _counts(self) -> Iterator[Claim]:
        for mention in self.mentions:
            if (
                mention.kind is Kind.GROUP
                and isinstance(mention.value, Counted)
                and mention.value.number is not None
            ):
                yield Claim(ClaimKind.COUNT, (mention,), mention, named=tuple(self.units))

    def _amounts(self) -> Iterator[Claim]:
        for mention in self.mentions:
            if mention.kind is not Kind.AMOUNTS:
                continue
            owners = [m for m in self.mentions if m.kind in (Kind.UNIT, Kind.TOTAL, Kind.CODE)]
            before = [m for m in owners if m.start < mention.start]
            after = [m for m in owners if m.start > mention.start and not self._crosses(mention, m)]
            nearest = (
                before[-1:] if before and not self._crosses(before[-1], mention) else after[:1] or before[-1:]
            )
            carried = (self.carried,) if self.carried is not None and not nearest else ()
            yield Claim(ClaimKind.AMOUNTS, tuple(nearest) or carried, mention)


def _without_activities(mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out what is said of a unit's activities: no table of the report shows them."""
    first = next((m for m in mentions if m.kind is Kind.ACTIVITIES), None)
    if first is None:
        return list(mentions)
    return [
        m for m in mentions if (m.start < first.start and m.kind is not Kind.GROUP) or m.kind is Kind.LABEL
    ]
