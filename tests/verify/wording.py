"""The sentence generator: true paragraphs about an AEI, in very many wordings, each with its claims.

Written before the reader of sentences, from the data's shape and the specification; imports nothing of it.
"""

# ruff: noqa: E501, ISC004 - a template reads best on one line

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.verify.claims import Atom, Kind, Prose, Side
from tests.verify.figures import Share
from tests.verify.grammar import Tie, tie
from tests.verify.phrases import (
    LABEL,
    LABEL_ALONE,
    SHARE,
    SHARE_AS_RATIO,
    TOTAL,
    TOTAL_AS_RATIO,
    nobody_atom,
)
from tests.verify.voice import Voice, fixed

EVERYBODY = "[unidades orgánicas|unidades|áreas|unidades responsables]"
HERE = "[esta|ésta] [AEI|acción|acción estratégica|Acción Estratégica Institucional]"


class Writer(Voice):
    """Writes paragraphs about one AEI in one style."""

    def paragraph(self) -> Prose:
        """Return a paragraph about the AEI."""
        active = self.action.active
        if len(active) == 1:
            self._single(active[0])
        elif len(active) == 2:
            self._pair(active[0], active[1])
        else:
            self._many(active)
        return self.draft.finish(f"aei:{self.action.code}", self.action.code)

    def _close(self, *, total: bool = True) -> None:
        """The total and the label, in one of several orders."""
        say, choose = self.draft.say, self.choose
        percent = self.action.percent
        slots = {
            "p": self.percent(percent, Kind.TOTAL),
            "r": self.ratio(percent, Kind.TOTAL),
            "l": self.label(),
            "c": self.percent(self.action.capped, Kind.CAPPED),
        }
        ties = (
            tie("total", percent="p"),
            tie("total", percent="r"),
            tie("label", label="l"),
            tie("capped", percent="c"),
        )
        if not total:
            form = choose.choice(LABEL_ALONE)
            say(f" {form}.", slots, *ties)
            return
        total_words = choose.choice(TOTAL_AS_RATIO if choose.random() < 0.08 else TOTAL)
        if choose.random() < 0.3 and self.action.capped != percent and "{p}" in total_words:
            total_words += (
                " ({c} [sin contar los excesos|sin considerar los excesos|con tope de 100 % por unidad])"
            )
        form = choose.randrange(4)
        if form == 0:
            say(f" {total_words}. {choose.choice(LABEL_ALONE)}.", slots, *ties)
        elif form == 1:
            say(
                f" {choose.choice(LABEL_ALONE)}, [pues|ya que|dado que|porque] {total_words}.",
                slots,
                *ties,
            )
        else:
            say(f" {total_words}, {choose.choice(LABEL)}.", slots, *ties)

    def _amounts(self, share: Share) -> tuple[str, dict[str, Atom], tuple[Tie, ...]]:
        """Amounts in brackets for one unit, or nothing."""
        if self.choose.random() > 0.25:
            return "", {}, ()
        slots = {
            "e": self.amount(share.executed or Decimal(0)),
            "g": self.amount(share.programmed or Decimal(0)),
        }
        words = " ([{e} de {g}|{e} de {g} programadas|de {g} programadas se ejecutaron {e}])"
        return words, slots, (tie("amounts", unit="u", executed="e", programmed="g"),)

    def _single(self, share: Share) -> None:
        say, choose = self.draft.say, self.choose
        amounts, more, extra = self._amounts(share)
        slots = {
            "u": self.unit(share.unit),
            "by": self.unit(share.unit, "por"),
            "of": self.unit(share.unit, "de"),
            "to": self.unit(share.unit, "a"),
            "p": self.percent(share.percent),
            "r": self.ratio(share.percent),
            "l": self.label(),
            "only": self.only(),
            "s": self.side(_side(share), plural=False, threshold=False),
            **more,
        }
        less = "[solo|solamente|únicamente|] " if share.percent < 100 else ""
        lead = f"[para el logro de {HERE}, |en {HERE}, |en este caso, |]"
        forms = (
            f"{lead}{{u}} {less}{choose.choice(SHARE)}{amounts}",
            f"{lead}{{u}} fue la única [unidad|área] que programó metas y {choose.choice(SHARE)}{amounts}",
            f"[lo programado {{by}} se ejecutó en un|la meta programada {{by}} fue ejecutada en un] {{p}}{amounts}",
            f"la [ejecución|eficacia] {{of}} [fue|es|ha sido] del {{p}}{amounts}",
            f"{lead}[se ejecutó|fue ejecutado] el {{p}} de lo programado {{by}}{amounts}",
            f"{{u}} {{s}}, [con|al registrar|con una ejecución del|pues alcanzó el] {{p}}{amounts}"
            if _side(share) in (Side.BELOW, Side.ABOVE)
            else "{u} {s}",
            f"{{u}} ha contribuido al logro de {HERE} con una ejecución del {{p}}{amounts}",
            f"corresponde {{to}} {HERE}, con [una ejecución del|un avance del] {{p}}{amounts}",
            f"{lead}{{u}} {SHARE_AS_RATIO}{amounts}",
        )
        ties: list[Tie] = [tie("share", units=name, percent="p") for name in ("u", "by", "of", "to")]
        ties += [
            tie("share", units="u", percent="r"),
            tie("side", units="u", side="s"),
            tie("label", label="l"),
            *extra,
        ]
        ties += [Tie("amounts", {**extra[0].roles, "unit": (name,)}) for name in ("by", "of", "to") if extra]
        form = choose.choice(forms)
        if choose.random() < 0.7:
            say(f"{form}, {choose.choice(LABEL)}.", slots, *ties)
        else:
            say(f"{form}.", slots, *ties)
            self._close(total=choose.random() < 0.4)

    def _pair(self, first: Share, second: Share) -> None:
        say, choose = self.draft.say, self.choose
        if choose.random() < 0.5:
            first, second = second, first
        sides = {_side(first), _side(second)}
        same = first.percent == second.percent
        slots = {
            "u": self.unit(first.unit),
            "v": self.unit(second.unit),
            "of": self.unit(first.unit, "de"),
            "of2": self.unit(second.unit, "de"),
            "by": self.unit(first.unit, "por"),
            "by2": self.unit(second.unit, "por"),
            "p": self.percent(first.percent),
            "q": self.percent(second.percent),
            "two": self.count(2),
            "both": fixed("both", "ambas"),
        }
        ties = [tie("share", units=name, percent="p") for name in ("u", "of", "by")]
        ties += [tie("share", units=name, percent="q") for name in ("v", "of2", "by2")]
        less = "[solo|solamente|] " if first.percent < 100 else ""
        then = (
            "[mientras que|en tanto que|y|por su parte,|pero]"
            if len(sides) > 1
            else "[mientras que|en tanto que|y]"
        )
        who = choose.choice(
            (
                f"las {{two}} {EVERYBODY} que [han contribuido al logro de|contribuyeron a|participaron en] {HERE}",
                f"{{both}} {EVERYBODY}",
                f"las {{two}} {EVERYBODY}",
            )
        )
        forms = [
            f"{{u}} {less}{choose.choice(SHARE)}, {then} {{v}} {choose.choice(SHARE).replace('{p}', '{q}')}.",
            f"{{u}} {less}[ha ejecutado|ejecutó] [el|] {{p}}, mientras que {{v}} el {{q}}.",
            f"[para el caso {{of}} tenemos que|en el caso {{of}},] {less}[ha ejecutado|ejecutó] [el|] {{p}}, "
            "[mientras que|en tanto que] [para|] {v} el {q}.",
            "{u} y {v} [ejecutaron|alcanzaron|lograron|cumplieron] el {p} y el {q} [de lo programado|de su meta|], respectivamente.",
            "{u} y {v} [tienen|tuvieron|registraron|presentan] una ejecución [del|de] {p} y {q}[, respectivamente|, en ese orden| respectivamente].",
            "lo programado {by} se ejecutó en [un|] {p} y lo programado {by2}, en [un|] {q}.",
            "la ejecución {of} fue del {p} [y la|mientras que la] {of2} [fue del|llegó al|alcanzó el] {q}.",
            f"{{u}} {choose.choice(SHARE)}. {{v}}, por su parte, {choose.choice(SHARE).replace('{p}', '{q}')}.",
        ]
        if len(sides) == 1:
            slots["s"] = self.side(next(iter(sides)), plural=True)
            ties.append(tie("side", units=("u", "v"), side="s"))
            opening = choose.random()
            if opening < 0.5:
                say(
                    f"{who} {{s}}.",
                    slots,
                    tie("all", side="s"),
                    tie("count", count="two"),
                    tie("both", quantifier="both"),
                )
                if Side.EXACT in sides and choose.random() < 0.5:
                    self._close(total=choose.random() < 0.7)
                    return
            forms += [
                "tanto {u} como {v} {s}, con [el|un] {p} y [el|un] {q}, respectivamente.",
                "{u} ({p}) y {v} ({q}) {s}.",
                "{u} y {v} {s}, con el {p} y {q} respectivamente.",
                "{s} tanto {u} ({p}) como {v} ({q}).",
            ]
            if opening < 0.5:
                slots["s"] = self.side(next(iter(sides)), plural=True)
        if same:
            ties.append(tie("share", units=("u", "v"), percent="p"))
            forms += [
                "tanto {u} como {v} [ejecutaron|alcanzaron|lograron] el {p} de lo programado.",
                "{u} y {v} [ejecutaron|alcanzaron] el {p} de lo programado.",
                "{u} y {v} [ejecutaron|alcanzaron] el {p} cada una.",
            ]
        if sides == {Side.BELOW, Side.ABOVE}:
            low, high = ("u", "v") if _side(first) is Side.BELOW else ("v", "u")
            figures = {"u": "p", "v": "q"}
            slots["below"] = self.side(Side.BELOW, plural=False, threshold=False)
            slots["above"] = self.side(Side.ABOVE, plural=False, threshold=False)
            ties += [tie("side", units=low, side="below"), tie("side", units=high, side="above")]
            low_words, high_words = (
                f"{{{name}}} {{{side}}} ({{{figures[name]}}})"
                for name, side in ((low, "below"), (high, "above"))
            )
            forms += [
                f"{low_words}, [mientras que|en cambio,|pero] {high_words}.",
                f"{high_words}, [mientras que|en tanto que] {low_words}.",
                f"[mientras que|si bien] {high_words}, {low_words}.",
            ]
        say(f" {choose.choice(forms)}", slots, *ties)
        self._close()

    def _many(self, active: Sequence[Share]) -> None:
        below = [share for share in active if _side(share) in (Side.BELOW, Side.NONE)]
        above = [share for share in active if _side(share) is Side.ABOVE]
        exact = [share for share in active if _side(share) is Side.EXACT]
        say, choose = self.draft.say, self.choose
        number = {"n": self.count(len(active))}
        groups = {Side.BELOW: below, Side.ABOVE: above, Side.EXACT: exact}
        whole = next((side for side, group in groups.items() if len(group) == len(active)), None)
        if whole is not None and not any(_side(share) is Side.NONE for share in active):
            self._uniform(whole, active)
            self._close()
            return
        order = [side for side in (Side.BELOW, Side.ABOVE, Side.EXACT) if groups[side]]
        choose.shuffle(order)
        if choose.random() < 0.35:
            self._joined_clauses(number, [(side, groups[side]) for side in order])
            self._close()
            return
        if not below and choose.random() < 0.5:
            slots = {**number, "s": self.side(Side.REACHED, plural=True), "all": _every("todas")}
            say(
                f"[las {{n}} {EVERYBODY} {{s}}|{{all}} las {EVERYBODY} {{s}}].",
                slots,
                tie("count", count="n"),
                tie("all", side="s"),
            )
        else:
            verb = "[han participado|participaron|han contribuido|intervinieron|programaron metas]"
            say(
                f"[[para el logro de|en] {HERE} {verb} {{n}} {EVERYBODY}.|son {{n}} las {EVERYBODY} que programaron metas "
                f"en {HERE}.|en {HERE} hay {{n}} {EVERYBODY} con metas programadas.|]",
                number,
                tie("count", count="n"),
            )
        for side in order:
            if side is not Side.EXACT or choose.random() < 0.8:
                self._group(side, groups[side])
        self._close()

    def _joined_clauses(self, number: dict[str, Atom], groups: list[tuple[Side, Sequence[Share]]]) -> None:
        """Begin with how many there are, and join what is said of each side into one sentence."""
        say, choose = self.draft.say, self.choose
        verb = "[han participado|participaron|han contribuido|programaron metas]"
        openers = (
            f"de las {{n}} {EVERYBODY} que [programaron metas|participaron] [en {HERE}|],",
            f"de las {{n}} {EVERYBODY} [con metas programadas|involucradas],",
            f"[para el logro de|en] {HERE} {verb} {{n}} {EVERYBODY}, de las cuales",
        )
        say(choose.choice(openers), number, tie("count", count="n"))
        last = choose.choice(("; ", "; y ", ", mientras que ", ", en tanto que "))
        for place, (side, shares) in enumerate(groups):
            if place:
                say(last if place == len(groups) - 1 else "; ")
            self._group(side, shares, end="")
        say(".")

    def _uniform(self, side: Side, active: Sequence[Share]) -> None:
        """All on one side."""
        say, choose = self.draft.say, self.choose
        slots = {
            "n": self.count(len(active)),
            "s": self.side(side, plural=True),
            "all": _every("todas"),
            "none": nobody_atom(choose, self.spell_percent),
        }
        forms = [
            f"las {{n}} {EVERYBODY} que [programaron metas|participaron] [en {HERE}|] {{s}}.",
            f"las {{n}} {EVERYBODY} {{s}}.",
            "{none}." if side is Side.BELOW else f"{{all}} las {EVERYBODY} {{s}}.",
        ]
        ties = (tie("all", side="s"), tie("all", side="none"), tie("count", count="n"))
        say(choose.choice(forms), slots, *ties)
        if side is not Side.EXACT:
            preposition, lead = choose.choice(
                (("", "los resultados son:"), ("de", "se trata"), ("a", "así tenemos"))
            )
            words, more, ties = self._listed(active, preposition)
            say(f" {lead} {words}.", more, *ties)

    def _listed(
        self, shares: Sequence[Share], preposition: str = ""
    ) -> tuple[str, dict[str, Atom], list[Tie]]:
        """Units, each with its percentage in brackets; the preposition stands before the first."""
        slots: dict[str, Atom] = {}
        names, ties = [], []
        for place, share in enumerate(shares):
            slots[f"u{place}"] = self.unit(share.unit, "" if place else preposition)
            slots[f"p{place}"] = self.percent(share.percent)
            names.append(f"{{u{place}}} ({{p{place}}})")
            ties.append(tie("share", units=f"u{place}", percent=f"p{place}"))
        return _joined(names), slots, ties

    def _group(self, side: Side, shares: Sequence[Share], end: str = ".") -> None:
        """The units of one side: named with percentages, or counted."""
        say, choose = self.draft.say, self.choose
        idle = any(_side(share) is Side.NONE for share in shares)
        if len(shares) == 1:
            self._alone(side, shares[0], end)
            return
        words, slots, ties = self._listed(shares)
        units = tuple(f"u{place}" for place in range(len(shares)))
        figures = tuple(f"p{place}" for place in range(len(shares)))
        plain = _joined([f"{{{name}}}" for name in units])
        numbers = _joined([f"{{{name}}}" for name in figures])
        slots |= {
            "k": self.count(len(shares)),
            "s": self.side(side, plural=True),
            "only": self.only(),
            "those": fixed(
                "those",
                "las [unidades|áreas] que".replace("[unidades|áreas]", choose.choice(("unidades", "áreas"))),
            ),
        }
        ties += [
            tie("side", units=units, side="s"),
            tie("exclusive", units=units, side="s", quantifier="only"),
            tie("exclusive", units=units, side="s", quantifier="those"),
            tie("counted", count="k", side="s"),
        ]
        if side is Side.EXACT:
            say(f" [{{k}} [de ellas|unidades|áreas] {{s}}|{plain} {{s}}|{{k}} {{s}}]{end}", slots, *ties)
            return
        forms = [
            f"{words} {{s}}",
            f"{plain} {{s}}, con [el|un] {numbers}, [respectivamente|en ese orden]",
            f"{plain} {{s}}: {numbers}, respectivamente",
            f"{{k}} [unidades|áreas] {{s}}: {words}",
            f"{{k}} {{s}}: {words}",
            f"{{only}} {words} {{s}}",
            f"{{those}} {{s}} [son|fueron] {words}",
            f"{{s}} {words}",
        ]
        if len(shares) == 2 and not idle:
            forms.append("tanto {u0} ({p0}) como {u1} ({p1}) {s}")
        say(f" {choose.choice(forms)}{end}", slots, *ties)

    def _alone(self, side: Side, share: Share, end: str) -> None:
        """One unit alone on its side."""
        say, choose = self.draft.say, self.choose
        state = _side(share)
        slots = {
            "u": self.unit(share.unit),
            "p": self.percent(share.percent),
            "s": self.side(
                side if state is not Side.NONE or choose.random() < 0.5 else Side.NONE, plural=False
            ),
            "only": self.only(),
            "single": fixed("single", choose.choice(("la única unidad que", "la única área que"))),
        }
        ties = [
            tie("side", units="u", side="s"),
            tie("share", units="u", percent="p"),
            tie("exclusive", units="u", side="s", quantifier="only"),
            tie("exclusive", units="u", side="s", quantifier="single"),
        ]
        forms = ["{u} {s}", f"{{u}} {choose.choice(SHARE)}"]
        if side is not Side.EXACT:
            forms += [
                "{only} {u} {s} ({p})",
                "{u} {s}, con [el|un|una ejecución del] {p}",
                "{u} {s} ({p})",
                "por su parte, {u} {s}, [al alcanzar|pues logró|con] el {p}",
            ]
            forms += ["{single} {s} fue {u}, con el {p}", "{only} {u} {s}"]
        say(f" {choose.choice(forms)}{end}", slots, *ties)


def _every(word: str) -> Atom:
    return fixed("all", word)


def _side(share: Share) -> Side:
    if share.percent == 0:
        return Side.NONE
    if share.percent == 100:
        return Side.EXACT
    return Side.BELOW if share.percent < 100 else Side.ABOVE


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} y {names[-1]}"
