"""Statements of a report sentence: who (units, how many, all) and what they did."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from tests.support.claimed import Claims, Side, UnitClaim, Universal
from tests.support.words import Cursor, UnreadSentence

_VERBS: Final = {  # verb: (side it states, plural)
    "ejecutó": (None, False),
    "ejecutaron": (None, True),
    "alcanzó": (Side.ABOVE, False),
    "alcanzaron": (Side.ABOVE, True),
    "cumplió": (Side.EXACT, False),
    "cumplieron": (Side.EXACT, True),
}
_UNTARGETED: Final = ("registró ejecución sin meta programada", "registraron ejecución sin meta programada")
_MUTE: Final = (
    "no la remitió y se considera sin ejecución",
    "no la remitieron y se consideran sin ejecución",
)
_UNITS_THAT_PROGRAMMED: Final = "unidades orgánicas que programaron metas"


class Subject:
    """Who a clause speaks of: units, how many others, or only a number."""

    def __init__(
        self, units: list[str], others: int = 0, *, count: int = 0, plural: bool | None = None
    ) -> None:
        self.units = units
        self.others = others
        self.count = count
        size = len(units) + others + count
        self.plural = size > 1 if plural is None else plural


class Statements:
    """Reads subjects and predicates of one sentence into claims."""

    def __init__(self, cursor: Cursor, claims: Claims) -> None:
        self.cursor = cursor
        self.claims = claims
        self.subject: Subject | None = None  # of the last predicate
        self.mentioned: list[str] = []  # units with a percentage in this sentence, in order
        self.scope: Side | None = None

    def _clause(self) -> None:
        raise NotImplementedError

    def _unit(self, name: str) -> UnitClaim:
        return self.claims.units.setdefault(name, UnitClaim())

    # -- who -----------------------------------------------------------------

    def _scope(self) -> bool:
        mark = self.cursor.mark
        if (
            self.cursor.eat("de las")
            and (number := self.cursor.number()) is not None
            and self._all_of(number)
        ):
            self.cursor.need(",")
            self._clause()
            return True
        self.cursor.mark = mark
        return False

    def _all_of(self, number: int) -> bool:
        if self.cursor.eat(_UNITS_THAT_PROGRAMMED):
            self.cursor.eat("en esta acción estratégica institucional")
            self.claims.programmed.add(number)
            return True
        if self.cursor.eat("que informaron"):
            self.claims.reported.add(number)
            return True
        return False

    def _listed(self, preposition: str = "") -> Subject:
        """Read "la U (73 %), el V y otras tres unidades"; the preposition may be said before each."""
        units: list[str] = []
        plural = None
        while True:
            mark = self.cursor.mark
            if self.cursor.eat("otras"):
                others = self.cursor.number()
                self.cursor.need("unidades")
                if others is None:
                    raise UnreadSentence(self.cursor.rest)
                return Subject(units, others)
            article, name = self.cursor.unit()
            if name is None:
                self.cursor.mark = mark
                break
            self.claims.articles.append((article, name))
            plural = article in ("los", "las") if not units else None
            units.append(name)
            self._brackets(name)
            mark = self.cursor.mark
            joined = self.cursor.eat(",") or self.cursor.eat("y")
            if preposition:
                self.cursor.eat(preposition)
            if not joined or not self.cursor.at_unit():
                self.cursor.mark = mark
                break
        return Subject(units, plural=plural)

    def _brackets(self, name: str) -> None:
        mark = self.cursor.mark
        if not self.cursor.eat("("):
            return
        points, number = self.cursor.take("percent"), None
        if points is not None:
            self._percent(name, points)
        else:
            number = self.cursor.take("number")
            if number is not None and not self.cursor.at(")"):
                number = None
        if points is None and number is None:
            self.cursor.mark = mark  # "(977 de 1,623)", "(ver Observaciones)" belong to others
            return
        self.cursor.need(")")
        if number is not None:
            self._once(name, "untargeted", number)

    def _percent(self, name: str, points: Decimal) -> None:
        self._once(name, "percent", points)
        self.mentioned.append(name)

    def _once(self, name: str, attribute: str, value: Decimal) -> None:
        claim = self._unit(name)
        before = getattr(claim, attribute)
        if before is not None and before != value:
            self.claims.disagreements.append(f"{name}: {attribute} {before} and {value}")
        setattr(claim, attribute, value)

    # -- what ----------------------------------------------------------------

    def _statement(self) -> bool:
        mark = self.cursor.mark
        only = self.cursor.eat("solo")
        subject = self._statement_subject()
        if subject is None or not self._predicate(subject, only=only):
            self.cursor.mark = mark
            return False
        self.subject = subject
        return True

    def _statement_subject(self) -> Subject | None:
        if self.cursor.at_unit():
            return self._listed()
        mark = self.cursor.mark
        if self.cursor.eat("las otras") or self.cursor.eat("la otra"):
            number = self.cursor.number()
            return Subject([], count=1 if number is None else number)
        if self.cursor.eat("las") and (number := self.cursor.number()) is not None and self._all_of(number):
            return Subject([], count=number, plural=True)
        self.cursor.mark = mark
        number = self.cursor.number()
        return None if number is None else Subject([], count=number)

    def _predicate(self, subject: Subject, *, only: bool) -> bool:
        if self._reached(subject):
            return True
        for singular, several, act in (
            ("quedó por debajo", "quedaron por debajo", self._below),
            ("superó su meta", "superaron su meta", self._above),
            ("no registró ejecución", "no registraron ejecución", self._idle),
            (_UNTARGETED[0], _UNTARGETED[1], self._loose),
            (_MUTE[0], _MUTE[1], self._mute),
            ("remitió información", "remitieron información", self._sent),
        ):
            for phrase, plural in ((singular, False), (several, True)):
                if self.cursor.eat(phrase):
                    self._agree(subject, phrase, plural=plural)
                    act(subject, only=only)
                    return True
        return self._executed(subject) or self._elided(subject)

    def _agree(self, subject: Subject, phrase: str, *, plural: bool) -> None:
        if subject.plural != plural:
            who = ", ".join(subject.units) or str(subject.count)
            self.claims.disagreements.append(f"number: {who} {phrase}")

    def _state(self, subject: Subject, side: Side, *, only: bool) -> None:
        for name in subject.units:
            self._unit(name).sides.add(side)
            if only:
                self._unit(name).only.add(side)
        if subject.others:
            self.claims.others.append((side, subject.others))
        if subject.count:
            self.claims.counts.append((side, subject.count))

    def _below(self, subject: Subject, *, only: bool) -> None:
        self.cursor.eat("de lo programado")
        self._state(subject, Side.BELOW, only=only)
        self._trailing(subject)

    def _above(self, subject: Subject, *, only: bool) -> None:
        self._state(subject, Side.ABOVE, only=only)
        self._trailing(subject)

    def _idle(self, subject: Subject, *, only: bool) -> None:
        self.cursor.eat("de lo programado")
        self._state(subject, Side.IDLE, only=only)

    def _trailing(self, subject: Subject) -> None:
        if len(subject.units) == 1 and not subject.others:
            self._brackets(subject.units[0])

    def _loose(self, subject: Subject, *, only: bool) -> None:
        if only or subject.count or any(self._unit(name).untargeted is None for name in subject.units):
            raise UnreadSentence(self.cursor.rest)
        if subject.others:
            self.claims.others.append(("untargeted", subject.others))
        if self.cursor.eat(", que no entra en el total"):
            self.claims.outside_total = True

    def _mute(self, subject: Subject, *, only: bool) -> None:
        if only or subject.count:
            raise UnreadSentence(self.cursor.rest)
        for name in subject.units:
            self._unit(name).silent = True
        if subject.others:
            self.claims.others.append(("silent", subject.others))

    def _sent(self, subject: Subject, *, only: bool) -> None:
        if subject.units or only != (subject.count == 1):
            raise UnreadSentence(self.cursor.rest)
        self.claims.reported.add(subject.count)

    def _reached(self, subject: Subject) -> bool:
        if not self.cursor.at("alcanzaron el") or subject.units:
            return False
        mark = self.cursor.mark
        self.cursor.need("alcanzaron el")
        if self.cursor.take("percent") == 100 and self.cursor.eat("o más de lo programado"):
            self.claims.universals.append(Universal.ALL_REACHED)
            return True
        self.cursor.mark = mark
        return False

    def _executed(self, subject: Subject) -> bool:
        verb = next((verb for verb in _VERBS if self.cursor.eat(verb)), None)
        if verb is None:
            return False
        side, plural = _VERBS[verb]
        self._agree(subject, verb, plural=plural)
        solely = self.cursor.eat("solamente")
        self.cursor.need("el")
        points = self.cursor.take("percent")
        if points is None:
            raise UnreadSentence(self.cursor.rest)
        self.cursor.eat("de lo programado")
        self._assign(subject, points, side, solely=solely)
        return True

    def _assign(self, subject: Subject, points: Decimal, side: Side | None, *, solely: bool) -> None:
        if subject.units:
            for name in subject.units:
                self._percent(name, points)
                self._unit(name).solely |= solely
                if side is not None:
                    self._unit(name).sides.add(side)
            if len(subject.units) == 1:
                self._amounts(subject.units[0])
        elif points != 100 or side is Side.ABOVE or solely:
            raise UnreadSentence(self.cursor.rest)
        elif subject.count in self.claims.programmed | self.claims.reported and self.cursor.before(
            "metas", "institucional", "informaron"
        ):
            self.claims.universals.append(Universal.ALL_EXACT)
        else:
            self.claims.counts.append((Side.EXACT, subject.count))

    def _elided(self, subject: Subject) -> bool:
        """Read "y la U, el 60 % (977 de 1,623)": the verb is the one before."""
        if len(subject.units) != 1 or not self.cursor.eat(", el"):
            return False
        points = self.cursor.take("percent")
        if points is None or not self.mentioned:
            raise UnreadSentence(self.cursor.rest)
        before = self._unit(self.mentioned[-1])
        self._assign(
            subject, points, Side.ABOVE if Side.ABOVE in before.sides else None, solely=before.solely
        )
        return True

    def _amounts(self, name: str) -> None:
        if self.cursor.eat("("):
            executed = self.cursor.take("number")
            self.cursor.need("de")
            programmed = self.cursor.take("number")
            self.cursor.need(")")
            if executed is None or programmed is None:
                raise UnreadSentence(self.cursor.rest)
            self._unit(name).amounts = (executed, programmed)
