"""A reader of report sentences: takes a paragraph about one AEI apart into the claims that it makes.

It knows Spanish clauses, not the program's templates: subject, predicate, modifiers. Every word must be
understood; what is left over raises `UnreadSentence`, so that nothing is passed in silence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from tests.support.claimed import Claims, Kind, Side, UnitClaim, Universal
from tests.support.statements import Statements, Subject
from tests.support.words import Cursor, UnreadSentence, lex, sentences

__all__ = ["Claims", "Kind", "Side", "UnitClaim", "Universal", "UnreadSentence", "read_claims"]

_CLOSING: Final = re.compile(
    r"(?:(?P<joined>, por lo que la)|(?:^|(?<=\. ))La) acción obtiene un indicador de eficacia de "
    r"(?P<label>(?:(?!\. )[^«»])+?)(?P<provisional> \(provisional\))?\.$"
)


def read_claims(paragraph_text: str, unit_names: list[str]) -> Claims:
    """Return the claims of a paragraph; `unit_names` are the names as the report prints them.

    Raises UnreadSentence where anything is not understood.
    """
    claims = Claims()
    text = paragraph_text
    closing = _CLOSING.search(text)
    if closing:
        claims.label, claims.provisional = closing["label"], closing["provisional"] is not None
        text = text[: closing.start()] + ("." if closing["joined"] else "")
    for position, tokens in enumerate(sentences(lex(text.rstrip(), unit_names))):
        _Sentence(Cursor(tokens), claims).read(first=position == 0)
    return claims


class _Sentence(Statements):
    def read(self, *, first: bool) -> None:
        if first:
            self.claims.period = self.cursor.period()
        self._clause()
        while not self.cursor.done:
            if self.cursor.eat(", mientras que"):
                self.claims.contrasts += 1
            elif not any(map(self.cursor.eat, (", por lo que", ", y", ";", "y", ","))):
                raise UnreadSentence(self.cursor.rest)
            self._clause()

    def _clause(self) -> None:
        clauses = (self._scope, self._activities, self._demand, self._partial, self._unusable, self._no_label,
                   self._total, self._review, self._universal, self._neither, self._statement)  # fmt: skip
        if not any(clause() for clause in clauses):
            raise UnreadSentence(self.cursor.rest)

    def _universal(self) -> bool:
        if self.cursor.eat("ninguna unidad orgánica remitió información a la fecha de corte"):
            self.claims.universals.append(Universal.NONE_REPORTED)
        elif self.cursor.eat("ninguna registró ejecución"):
            self.claims.universals.append(Universal.NONE_EXECUTED)
        elif self.cursor.eat("ninguna alcanzó lo programado"):
            self.claims.universals.append(Universal.NONE_REACHED)
            if self.cursor.eat(":"):
                self.subject = self._listed()
                self._state(self.subject, Side.BELOW, only=False)
        else:
            return False
        return True

    def _neither(self) -> bool:
        """Read "ni la U ni el V registraron ejecución"."""
        units = []
        while self.cursor.eat("ni"):
            article, name = self.cursor.unit()
            if name is None:
                raise UnreadSentence(self.cursor.rest)
            self.claims.articles.append((article, name))
            units.append(name)
        if not units:
            return False
        self.cursor.need("registraron ejecución")
        self._state(Subject(units), Side.IDLE, only=False)
        return True

    def _total(self) -> bool:
        mark = self.cursor.mark
        kind = Kind.RATIO
        capped = self.cursor.eat("con tope de")
        if capped and not (self.cursor.take("percent") == 100 and self.cursor.eat("por actividad,")):
            raise UnreadSentence(self.cursor.rest)
        if self.cursor.eat("el promedio de eficacia de las actividades es de"):
            kind = Kind.CAPPED_MEAN if capped else Kind.MEAN
        elif self.cursor.eat("se ejecutó el" if capped else "en conjunto se ejecutó el"):
            kind = Kind.CAPPED_RATIO if capped else Kind.RATIO
        else:
            self.cursor.mark = mark
            return False
        points = self.cursor.take("percent")
        if points is None or (
            not kind.value.startswith("promedio") and not self.cursor.eat("de lo programado")
        ):
            raise UnreadSentence(self.cursor.rest)
        self.claims.totals.append((kind, points))
        if self.cursor.eat("("):
            self.claims.without_excess.append(self.cursor.take("percent") or Decimal(0))
            self.cursor.need("sin contar los excesos)")
        return True

    # -- modifiers -------------------------------------------------------------

    def _review(self) -> bool:
        last = self.subject
        in_last = self.cursor.eat("en este último caso")
        in_both = not in_last and self.cursor.eat("en ambos casos")
        if in_both and (last is None or len(last.units) != 2 or last.others):
            raise UnreadSentence(self.cursor.rest)
        in_all = in_both or (not in_last and self.cursor.eat("en todos estos casos"))
        if not self.cursor.eat(
            "conviene revisar" if not self.cursor.at("conviene revisarla") else "conviene revisarla"
        ):
            if in_last or in_all:
                raise UnreadSentence(self.cursor.rest)
            return False
        for name in self._reviewed(last, in_last=in_last, in_all=in_all):
            if self._unit(name).review:
                self.claims.disagreements.append(f"{name}: review advised twice")
            self._unit(name).review = True
        return True

    def _reviewed(self, last: Subject | None, *, in_last: bool, in_all: bool) -> list[str]:
        if in_last or in_all:
            self.cursor.need("lo programado")
            if last is None or not last.units or (in_last and last.others):
                raise UnreadSentence(self.cursor.rest)
            self.claims.review_others |= last.others > 0
            return last.units[-1:] if in_last else last.units
        if self.cursor.eat("lo programado por"):
            listed = self._listed()
            self.claims.review_more = listed.others
            return listed.units
        if self.cursor.eat("su meta") or self.cursor.before("revisarla"):
            if last is None or len(last.units) != 1 or last.others:
                raise UnreadSentence(self.cursor.rest)
            return last.units
        return self._reviewed_of_two()

    def _reviewed_of_two(self) -> list[str]:
        if self.cursor.eat("ambas metas"):
            return self._mentioned(2)
        for words, phrase, position in (
            ("la meta de este último", "este último", -1),
            ("la meta de esta última", "esta última", -1),
            ("la meta de la primera", "la primera", 0),
            ("la meta del primero", "el primero", 0),
        ):
            if self.cursor.eat(words):
                return self._pointed(phrase, position)
        raise UnreadSentence(self.cursor.rest)

    def _pointed(self, phrase: str, position: int) -> list[str]:
        name = self._mentioned(2)[position]
        self.claims.pointed.append((phrase, name))
        return [name]

    def _mentioned(self, count: int) -> list[str]:
        spoken = list(dict.fromkeys(name for _, name in self.claims.articles if name in self.claims.units))
        spoken = [
            name
            for name in spoken
            if self.claims.units[name].sides or self.claims.units[name].percent is not None
        ]
        if len(spoken) != count:
            raise UnreadSentence(self.cursor.rest)
        return spoken

    def _activities(self) -> bool:
        mark = self.cursor.mark
        if (
            self.cursor.eat("de las")
            and (total := self.cursor.number()) is not None
            and self.cursor.eat("actividades")
        ):
            self.cursor.eat("de")
            article, name = self.cursor.unit()
            self.cursor.need(",")
            below = self.cursor.number()
            if name is None or below is None:
                raise UnreadSentence(self.cursor.rest)
            self.claims.articles.append((article, name))
            self.cursor.need("quedó por debajo" if below == 1 else "quedaron por debajo")
            self.cursor.eat("de lo programado")
            self._unit(name).activities = (total, below)
            return True
        self.cursor.mark = mark
        return False

    def _demand(self) -> bool:
        if not self.cursor.eat("la meta") or not (self.cursor.eat("de") or self.cursor.at_unit()):
            return False
        article, name = self.cursor.unit()
        self.cursor.need("depende de la demanda")
        if name is None:
            raise UnreadSentence(self.cursor.rest)
        self.claims.articles.append((article, name))
        self._unit(name).demand = True
        if self.cursor.eat("; la unidad informa:"):
            quotes = []
            while (quote := self.cursor.take("quote")) is not None:
                quotes.append(quote)
                if not any(map(self.cursor.eat, (", y", ",", ";", "y"))):
                    break
            self._unit(name).informs = tuple(quotes)
        return True

    def _partial(self) -> bool:
        if not self.cursor.eat("la información"):
            return False
        self.cursor.eat("de")
        listed = self._listed("de")
        self.cursor.need("es parcial")
        for name in listed.units:
            self._unit(name).partial = True
        return True

    def _unusable(self) -> bool:
        if not self.cursor.eat("no se pudo evaluar lo registrado por"):
            return False
        listed = self._listed()
        self.cursor.need("(ver observaciones)")
        for name in listed.units:
            self._unit(name).unusable = True
        return True

    def _no_label(self) -> bool:
        if any(
            map(
                self.cursor.eat,
                (
                    "no se asigna un indicador de eficacia",
                    "no corresponde asignarle un indicador de eficacia",
                ),
            )
        ):
            self.claims.no_label += 1
            return True
        return False
