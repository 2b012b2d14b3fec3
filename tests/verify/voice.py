"""How one typist writes: figures, counts and names of an AEI, each as an atom in one style."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from tests.support.situations import seeded
from tests.verify import spelling
from tests.verify.claims import Atom, Kind, Side
from tests.verify.figures import Action
from tests.verify.grammar import Draft
from tests.verify.phrases import LABEL_SPELLINGS, QUANTIFIER_ONLY, met_atom, side_atom


@dataclass(frozen=True)
class Style:
    """How one typist writes: figures, counts, names."""

    percent: str = "tight"
    amount: str = "commas"
    counts: str = "words"
    name: str = "full"
    bold: bool = True

    @staticmethod
    def any(choose: random.Random) -> Style:
        """Choose a style."""
        return Style(
            choose.choice(list(spelling.PERCENTS)),
            choose.choice(("commas", "commas", "bare", "spaces", "apostrophe")),
            choose.choice(list(spelling.COUNTS)),
            choose.choices(("full", "short", "capitals", "no accents", "small head"), (6, 2, 1, 1, 2))[0],
            choose.random() < 0.8,
        )


class Voice:
    """The words of one AEI in one style, and the paragraph in the making."""

    def __init__(self, action: Action, style: Style, choose: random.Random) -> None:
        self.action, self.style, self.choose = action, style, choose
        self.draft = Draft(choose)
        self.spell_percent = spelling.PERCENTS[style.percent]

    # -- atoms

    def unit(self, name: str, preposition: str = "") -> Atom:
        """The name of a unit with its article."""
        spell_name = spelling.NAMES[self.style.name]
        seed = self.choose.random()

        def spell(value: str) -> str:
            printed = spell_name(value, seeded(f"{seed}"))
            return spelling.with_article(spelling.ARTICLE[value], printed, preposition)

        return Atom(Kind.UNIT, name, spell)

    def percent(self, value: Decimal, kind: Kind = Kind.PERCENT) -> Atom:
        """A percentage."""
        return Atom(kind, value, self.spell_percent)

    def ratio(self, value: Decimal, kind: Kind = Kind.PERCENT) -> Atom:
        """A percentage typed as a ratio."""
        return Atom(kind, value, spelling.ratio)

    def count(self, number: int) -> Atom:
        """How many units."""
        return Atom(Kind.COUNT, number, spelling.COUNTS[self.style.counts])

    def amount(self, value: Decimal) -> Atom:
        """An amount."""
        return Atom(Kind.AMOUNT, value, spelling.AMOUNTS[self.style.amount])

    def label(self) -> Atom:
        """The label of the AEI."""
        form = self.choose.choice(LABEL_SPELLINGS)
        small = self.choose.random() < 0.1
        return Atom(
            Kind.LABEL,
            self.action.label,
            lambda value: form.format(value.title() if small else value),
            bold=self.style.bold,
        )

    def side(self, side: Side, *, plural: bool, threshold: bool = True) -> Atom:
        """Words for a side."""
        if side in (Side.BELOW, Side.ABOVE):
            return side_atom(side, self.choose, self.spell_percent, plural=plural, threshold=threshold)
        loose = all(share.percent <= 100 for share in self.action.active)
        return met_atom(side, self.choose, self.spell_percent, plural=plural, loose=loose)

    def only(self) -> Atom:
        """Words that exclude all others."""
        word = self.choose.choice(QUANTIFIER_ONLY)
        return fixed("only", word)


def fixed(value: str, words: str) -> Atom:
    """A quantifier that is printed in these words."""
    return Atom(Kind.QUANTIFIER, value, lambda _value: words)
