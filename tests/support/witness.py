"""Holds what a paragraph claims against what is true and what the decision table asks for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tests.support.claims import Claims, Kind, Side, UnitClaim, Universal
from tests.support.truth import Truth, UnitTruth, points, rounded

_KINDS = {
    "razon": Kind.RATIO,
    "razon_topada": Kind.CAPPED_RATIO,
    "promedio": Kind.MEAN,
    "promedio_topado": Kind.CAPPED_MEAN,
}
_SAID_SIDES = {-1: Side.BELOW, 0: Side.EXACT, 1: Side.ABOVE}
_NOTHING = UnitClaim()


def discrepancies(claims: Claims, truth: Truth) -> list[str]:
    """Return what a paragraph says that is not so, and what it leaves out; empty where all is right."""
    return list(_Witness(claims, truth).problems())


class _Witness:
    def __init__(self, claims: Claims, truth: Truth) -> None:
        self.claims = claims
        self.truth = truth
        self.below, self.exact, self.above = (truth.sided(sign) for sign in (-1, 0, 1))
        self.idle = [part for part in self.below if part.idle]
        self.r = len(truth.reported)
        self.n = self.r + len(truth.silent)
        self.labelled = truth.state in ("programada", "parcial")
        unsaid = [part for part in self.above if not self.claim(part).review]
        far = [part for part in unsaid if part.ratio is not None and part.ratio > truth.threshold]
        if claims.review_others:  # "en todos estos casos", and the list ends with "otras N unidades"
            far = unsaid
        elif claims.review_more != len(far):
            far = []
        for part in far if claims.review_others or claims.review_more else ():
            claims.units.setdefault(part.unit.name, UnitClaim()).review = True

    def claim(self, part: UnitTruth) -> UnitClaim:
        return self.claims.units.get(part.unit.name, _NOTHING)

    def problems(self) -> Iterable[str]:
        yield from self.claims.disagreements
        yield from self._articles()
        for part in self.truth.parts:
            yield from (f"{part.unit.name}: {problem}" for problem in self._unit(part, self.claim(part)))
        yield from self._label()
        yield from self._totals()
        yield from self._counts()
        yield from self._universals()
        yield from self._others()

    def _articles(self) -> Iterable[str]:
        right = {part.unit.name: part.unit.article for part in self.truth.parts}
        yield from (
            f"article {article} {name}" for article, name in self.claims.articles if right[name] != article
        )
        for phrase, name in self.claims.pointed:
            feminine = right[name] == "la" or name.startswith("Área")  # el Área, but feminine
            if feminine != (phrase.split()[0] in ("la", "esta")):
                yield f"{name}: {phrase}"

    # -- one unit ----------------------------------------------------------------

    def _unit(self, part: UnitTruth, claim: UnitClaim) -> Iterable[str]:
        yield from self._standing(part, claim)
        yield from self._wording(part, claim)
        if claim.partial != (part.state == "parcial"):
            yield f"partial {claim.partial}"
        if claim.unusable != (part.state == "inutilizable"):
            yield f"unusable {claim.unusable}"
        if claim.silent and part not in self.truth.silent:
            yield "is said to have sent nothing"
        if claim.untargeted != (rounded(part.untargeted) if part.untargeted else None):
            yield f"without target {claim.untargeted}, truly {part.untargeted}"
        yield from self._activities(part, claim)
        yield from self._demand(part, claim)

    def _standing(self, part: UnitTruth, claim: UnitClaim) -> Iterable[str]:
        spoken = claim.percent is not None or bool(claim.sides)
        if part.ratio is None:
            if spoken or claim.review or claim.amounts:
                yield f"has no efficacy, and the paragraph says {claim}"
            return
        if claim.percent is not None and claim.percent != points(part.ratio, self.truth.limits):
            yield f"{claim.percent} %, truly {float(part.ratio):%}"
        if part.idle and claim.percent is not None:
            yield "at 0 has a percentage instead of «no registró ejecución»"
        right = {Side.IDLE} if part.idle else {_SAID_SIDES[(part.ratio > 1) - (part.ratio < 1)]}
        if claim.sides - right:
            yield f"said to be {claim.sides}, truly {right}"
        if spoken and part not in self._to_be_named():
            yield "should not be named"
        if not spoken and part in self._to_be_named():
            yield "is not named"
        if spoken and claim.percent is None and not part.idle:
            yield "has no percentage"
        if claim.review != (part.ratio > self.truth.threshold):
            yield f"review {claim.review} at {float(part.ratio):%}"

    def _to_be_named(self) -> list[UnitTruth]:
        if not self.labelled:
            return []
        if self.r <= 2:
            return self.truth.reported
        loud = [part for part in self.below if part not in self.idle]
        named = self.truth.telling(loud) + self.truth.telling(self.idle) + self.truth.telling(self.above)
        if Universal.NONE_EXECUTED in self.claims.universals:
            named = [part for part in named if part not in self.idle]
        if (
            len(self.exact) == 1
            and self.below
            and not any(side is Side.EXACT for side, _ in self.claims.counts)
        ):
            named = named + self.exact
        return named

    def _wording(self, part: UnitTruth, claim: UnitClaim) -> Iterable[str]:
        low = self.labelled and self._label_truth() == self.truth.limits.bands[0][2]
        if claim.solely and not (low and part in self.below):
            yield "«solamente» where the label is not the lowest or the unit is not below"
        lowest = (
            part.ratio is not None and self.truth.limits.label(part.ratio) == self.truth.limits.bands[0][2]
        )
        if low and lowest and self.n == 1 and part in self.below and not part.idle and not claim.solely:
            yield "no «solamente»"
        telling = part.ratio is not None and (0 < part.ratio < 1 or part.ratio > self.truth.threshold)
        awaited = telling and self.r <= 2 and len(part.measures) == 1
        right = (rounded(part.executed), rounded(part.programmed)) if awaited and self.labelled else None
        if claim.amounts != right:
            yield f"amounts {claim.amounts}, should be {right}"
        lone = {Side.BELOW: len(self.below), Side.IDLE: len(self.below), Side.ABOVE: len(self.above)}
        if any(lone[side] != 1 for side in claim.only):
            yield "«solo», and there are others"

    def _activities(self, part: UnitTruth, claim: UnitClaim) -> Iterable[str]:
        told = part.ratio is not None and part.ratio >= 1 and len(part.counted) > 1 and part.below > 0
        if claim.activities != ((len(part.counted), part.below) if told else None):
            yield f"activities {claim.activities}, truly {len(part.counted)}, {part.below} below"

    def _demand(self, part: UnitTruth, claim: UnitClaim) -> Iterable[str]:
        if part in self.exact and not claim.demand:
            return  # nothing to explain
        if claim.demand != (part.demand is not None):
            yield f"demand {claim.demand}"
        elif part.demand is not None and tuple(text.rstrip(".") for text in part.demand) != claim.informs:
            yield f"informs {claim.informs}, truly {part.demand}"

    # -- the AEI -----------------------------------------------------------------

    def _label_truth(self) -> str:
        return self.truth.limits.label(self.truth.total(self.truth.method))

    def _label(self) -> Iterable[str]:
        right = self._label_truth() if self.labelled else None
        if self.claims.label != right:
            yield f"label {self.claims.label}, truly {right}"
        if self.claims.provisional != (self.truth.state == "parcial"):
            yield f"provisional {self.claims.provisional}"
        if self.claims.no_label != (0 if self.labelled else 1):
            yield f"no label said {self.claims.no_label} times"

    def _total_is_told(self) -> bool:
        """By razon a single unit says it already; by any method 100 % of all that were programmed does."""
        if not self.labelled:
            return False
        total = self.truth.total(self.truth.method)
        if total == 1 and len(self.exact) == self.n:
            return False
        return not (self.truth.method == "razon" and self.n == 1)

    def _totals(self) -> Iterable[str]:
        right: list[tuple[Kind, Decimal]] = []
        if self._total_is_told():
            right = [
                (_KINDS[self.truth.method], points(self.truth.total(self.truth.method), self.truth.limits))
            ]
        if self.claims.totals != right:
            yield f"total {self.claims.totals}, should be {right}"
        capped = self.truth.without_excess if self.labelled else None
        awaited = [] if capped is None else [points(capped, self.truth.limits)]
        if self.claims.without_excess != awaited:
            yield f"without excess {self.claims.without_excess}, should be {awaited}"
        loose = any(part.untargeted for part in self.truth.parts)
        told = self.claims.outside_total
        if (self.labelled and told != loose) or (told and self.truth.state == "sin_meta"):
            yield f"«no entra en el total» {told}"

    def _counts(self) -> Iterable[str]:
        many = self.labelled and (self.r >= 3 or bool(self.truth.silent))
        if self.claims.programmed != ({self.n} if many else set()):
            yield f"programmed {self.claims.programmed}, truly {self.n}"
        if self.claims.reported != ({self.r} if self.labelled and self.truth.silent else set()):
            yield f"reported {self.claims.reported}, truly {self.r}"
        right = {Side.EXACT: len(self.exact)}
        yield from (
            f"{count} are said {side}" for side, count in self.claims.counts if right.get(side) != count
        )
        counted = [side for side, _ in self.claims.counts]
        if self.labelled and self.r >= 3 and self.below and len(self.exact) > 1 and counted != [Side.EXACT]:
            yield f"exact ones counted {counted}, truly {len(self.exact)}"
        if len(self.claims.counts) > 1:
            yield f"counts {self.claims.counts}"
        apart = (
            self.labelled and self.r == 2 and len({bool(self.below), bool(self.exact), bool(self.above)}) == 2
        )
        split = apart and sum(map(bool, (self.below, self.exact, self.above))) == 2
        if self.claims.contrasts != int(split):
            yield f"«mientras que» {self.claims.contrasts} times"

    def _universals(self) -> Iterable[str]:
        said, three = set(self.claims.universals), self.labelled and self.r >= 3
        true = {
            Universal.ALL_EXACT: three and len(self.exact) == self.r,
            Universal.ALL_REACHED: three and not self.below and bool(self.above),
            Universal.NONE_REPORTED: self.truth.state == "sin_informacion",
            Universal.NONE_REACHED: three and len(self.below) == self.r > len(self.idle),
            Universal.NONE_EXECUTED: three and len(self.idle) == self.r,
        }
        needed = {u for u in (Universal.ALL_EXACT, Universal.ALL_REACHED, Universal.NONE_REPORTED) if true[u]}
        if not (needed <= said and all(true[u] for u in said)) or len(said) != len(self.claims.universals):
            yield f"universals {self.claims.universals}"
        lonely = three and len(self.below) == 1 and not self.above
        if lonely and not self.claim(self.below[0]).only:
            yield "one below without «solo»"

    def _others(self) -> Iterable[str]:
        silent = [part for part in self.truth.silent if self.claim(part).silent]
        if self.labelled and len(self.truth.silent) <= 5 and len(silent) != len(self.truth.silent):
            yield f"{len(silent)} silent named of {len(self.truth.silent)}"
        lists = {
            Side.BELOW: [part for part in self.below if part not in self.idle],
            Side.IDLE: [] if Universal.NONE_EXECUTED in self.claims.universals else self.idle,
            Side.ABOVE: self.above,
            "silent": self.truth.silent,
        }
        three = {"silent": self.labelled}
        right = {
            key: len(parts) - 3
            for key, parts in lists.items()
            if len(parts) > 5 and three.get(str(key), self.r >= 3)
        }
        if dict(self.claims.others) != right or len(self.claims.others) != len(right):
            yield f"others {self.claims.others}, should be {right}"
