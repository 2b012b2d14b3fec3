"""What a sentence mentions: units, percentages, amounts, counts, sides, labels, codes, the total."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report.verify import vocabulary
from report.verify.cells import canonical
from report.verify.folding import fold
from report.verify.kinds import Bounded, Counted, Group, Kind, Mention, Pair, Percentage, Side
from workbook.domain.codes import split_code
from workbook.spanish.readings import amount_readings, points_reading, words_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.verify.names import UnitNames


def mentions_of(text: str, names: UnitNames, labels: Sequence[str]) -> list[Mention]:
    """Return what a text mentions, in order and apart from one another."""
    folded = fold(text)
    taken = _Taken()
    for start, end in _quotes(folded):
        if end - start > vocabulary.LONGEST_LABEL:
            taken.block(start, end)
    for named in names.find(text):
        taken.add(Mention(Kind.UNIT, named.start, named.end, named.key, misspelt=named.misspelt))
    for mention in (*_labels(folded, labels), *_codes(text, folded)):
        taken.add(mention)
    for mention in (*_shares(folded), *_pairs(folded), *_ratios(folded)):
        taken.add(mention)
    _sides(folded, taken)
    for mention in _others(folded):
        taken.add(mention)
    return _capped(folded, taken.mentions())


def _codes(text: str, folded: str) -> Iterator[Mention]:
    for found in vocabulary.CODE.finditer(folded):
        code = split_code(text[found.start() : found.end()])[0]
        yield Mention(Kind.CODE, *found.span(), canonical(code))


def _others(folded: str) -> Iterator[Mention]:
    """Yield what stands where no figure, name or side does: silence, groups, the total and the like."""
    for kind, pattern in ((Kind.CAP, vocabulary.CAP), (Kind.ACTIVITIES, vocabulary.ACTIVITIES)):
        for found in pattern.finditer(folded):
            yield Mention(kind, *found.span(), None)
    for found in vocabulary.SILENT.finditer(folded):
        yield Mention(Kind.SILENT, *found.span(), found[0].startswith(("no", "sin")))
    for group, pattern in vocabulary.GROUPS:
        for found in pattern.finditer(folded):
            mention = _group(group, found, folded)
            if mention is not None:
                yield mention
    for found in vocabulary.TOTAL.finditer(folded):
        yield Mention(Kind.TOTAL, *found.span(), None)


class _Taken:
    """The stretches of a text that a mention has already."""

    def __init__(self) -> None:
        self._found: list[Mention] = []
        self._blocked: list[tuple[int, int]] = []

    def block(self, start: int, end: int) -> None:
        """Keep a stretch from being read: somebody else's words."""
        self._blocked.append((start, end))

    def add(self, mention: Mention) -> None:
        """Take a mention where nothing else stands."""
        if mention.end <= mention.start:
            return
        spans = [*self._blocked, *((one.start, one.end) for one in self._found)]
        if all(mention.end <= start or mention.start >= end for start, end in spans):
            self._found.append(mention)

    def replace(self, old: Mention, new: Mention) -> None:
        """Put one mention in the place of another."""
        self._found[self._found.index(old)] = new

    def mentions(self) -> list[Mention]:
        """Return the mentions in order."""
        return sorted(self._found, key=lambda one: one.start)

    def share_at(self, start: int) -> Mention | None:
        """Return the percentage that begins at a place or right after it."""
        return next((m for m in self._found if m.kind is Kind.SHARE and start <= m.start <= start + 4), None)


def _quotes(folded: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in re.finditer(r"«[^»]*»|“[^”]*”", folded))


def _labels(folded: str, labels: Sequence[str]) -> Iterator[Mention]:
    for label in sorted(labels, key=len, reverse=True):
        pattern = r"\W{1,3}".join(re.escape(word) for word in re.findall(r"\w+", label))
        for found in re.finditer(rf"\b{pattern}\b", folded):
            yield Mention(Kind.LABEL, *found.span(), label)
    for label in labels:
        first = label.split(",")[0].strip()
        if first != label and len(first.split()) > 1:
            for found in re.finditer(rf"\b{re.escape(first)}\b", folded):
                yield Mention(Kind.LABEL, *found.span(), label)


def _shares(folded: str) -> Iterator[Mention]:
    for found in vocabulary.SHARE.finditer(folded):
        value = words_value(found["w"]) if found["w"] else None
        reading = points_reading(found["n"] or str(value)) if found["n"] or value is not None else None
        if reading is not None and not vocabulary.CAP_LIMIT.search(folded[: found.start()]):
            yield Mention(Kind.SHARE, *found.span(), Percentage(reading.value, reading.half))


def _ratios(folded: str) -> Iterator[Mention]:
    for pattern in (vocabulary.RATIO, vocabulary.PLAIN_RATIO):
        for found in pattern.finditer(folded):
            reading = points_reading(found["n"])
            if reading is not None:
                said = Percentage(reading.value.scaleb(2), reading.half.scaleb(2))
                yield Mention(Kind.SHARE, *found.span("n"), said)


def _pairs(folded: str) -> Iterator[Mention]:
    for pattern in (vocabulary.OF_PROGRAMMED, vocabulary.EXECUTED, vocabulary.PROGRAMMED, vocabulary.PAIR):
        for found in pattern.finditer(folded):
            executed, programmed = amount_readings(found["e"]), amount_readings(found["p"])
            if executed and programmed:
                start = min(found.start("e"), found.start("p"))
                end = max(found.end("e"), found.end("p"))
                yield Mention(Kind.AMOUNTS, start, end, Pair(executed[0], programmed[0]))


def _sides(folded: str, taken: _Taken) -> None:
    """Take sides; a percentage that is only the bound of one becomes part of it."""
    for mention in taken.mentions():
        if mention.kind is not Kind.SHARE or not isinstance(mention.value, Percentage):
            continue
        for side, pattern in ((Side.AT_LEAST, vocabulary.OR_MORE), (Side.AT_MOST, vocabulary.OR_LESS)):
            if found := pattern.match(folded, mention.end):
                bounded = Bounded(side, mention.value.points)
                taken.replace(mention, Mention(Kind.SIDE, mention.start, found.end(), bounded))
    for side, pattern in vocabulary.SIDES:
        for found in pattern.finditer(folded):
            share = taken.share_at(found.end())
            between = folded[found.end() : share.start] if share is not None else ""
            if (
                share is not None
                and isinstance(share.value, Percentage)
                and between.strip() in ("", "el", "al")
            ):
                bounded = Bounded(side, share.value.points)
                taken.replace(share, Mention(Kind.SIDE, found.start(), share.end, bounded))
            else:
                taken.add(Mention(Kind.SIDE, *found.span(), Bounded(side)))


def _group(group: Group, found: re.Match[str], folded: str) -> Mention | None:
    said = found.groupdict()
    words = said.get("n") or said.get("m")
    number = None if words is None else int(words) if words.isdigit() else words_value(words)
    if number is None and found[0].startswith("amb"):
        number = 2
    if group is Group.SOME and number in (None, 0):
        return None
    if (
        number == 1
        and group is Group.SOME
        and not re.search(
            r"unidad|solo|unica|sola", found[0] + folded[max(0, found.start() - 12) : found.start()]
        )
    ):
        return None
    start = (
        found.start("n")
        if group is Group.ALL
        and found[0][:2] not in ("de", "la", "lo", "to", "am", "es", "di")
        and said.get("n")
        else found.start()
    )
    return Mention(Kind.GROUP, start, found.end(), Counted(group, number))


def _capped(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Tell the percentages of totals without excesses, and leave out those of other times."""
    told: list[Mention] = []
    for place, mention in enumerate(mentions):
        value = mention.value
        near = [m for m in mentions[max(0, place - 1) : place + 2] if m.kind is Kind.CAP]
        if isinstance(value, Percentage) and any(_joined(folded, mention, cap) for cap in near):
            capped = Percentage(value.points, value.half, capped=True)
            told.append(Mention(Kind.SHARE, mention.start, mention.end, capped))
        else:
            told.append(mention)
    return told


def _joined(folded: str, share: Mention, cap: Mention) -> bool:
    between = folded[share.end : cap.start] if share.end <= cap.start else folded[cap.end : share.start]
    return len(between) < 45 and not re.search(r"[.;()]|mientras", between)  # noqa: PLR2004 - a clause
