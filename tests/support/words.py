"""Words of report sentences: tokens (units, percentages, amounts, quotes, words) and a cursor over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

NUMBERS: Final = {
    "una": 1, "uno": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
}  # fmt: skip
MONTHS: Final = frozenset(
    "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
)
_ARTICLES: Final = {"el": "el", "la": "la", "los": "los", "las": "las", "del": "el"}
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NAMED_PERIOD: Final = re.compile(r"(al|en el) (i|ii|iii|iv) (semestre|trimestre) ,|en el año ,")


class UnreadSentence(Exception):  # noqa: N818 - named as the condition it is
    """Words that no clause accounts for (and those that were awaited instead)."""


class Token(NamedTuple):
    """One word: its kind (unit, percent, number, quote, word, mark) and its value."""

    kind: str
    value: Any


def lex(text: str, unit_names: list[str]) -> list[Token]:
    """Return the tokens of a paragraph; words in lower case, a unit's name is one token."""
    names = "|".join(re.escape(name) for name in sorted(unit_names, key=len, reverse=True)) or r"(?!)"
    pattern = re.compile(
        rf"«(?P<quote>[^»]*)»|(?P<unit>{names})(?!\w)|(?P<percent>{_NUMBER})[ \u00a0]%"
        rf"|(?P<number>{_NUMBER})(?![\w%])"
        r"|(?P<word>[^\W\d_]+)|(?P<mark>[.,;:()])|(?P<space>\s+)"
    )
    tokens, position = [], 0
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise UnreadSentence(text[position:])
        position = match.end()
        if match.lastgroup != "space":
            tokens.append(_token(match.lastgroup or "", match[match.lastgroup or ""]))
    return tokens


def _token(kind: str, value: str) -> Token:
    if kind in ("percent", "number"):
        return Token(kind, Decimal(value.replace(",", "")))
    return Token(kind, value.lower() if kind == "word" else value)


def sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens between full stops."""
    sentence: list[Token] = []
    for token in tokens:
        if token == ("mark", "."):
            yield sentence
            sentence = []
        else:
            sentence.append(token)
    if sentence:
        raise UnreadSentence("no full stop: " + " ".join(str(token.value) for token in sentence))


class Cursor:
    """A place in a sentence; `mark` can be kept and set back."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.mark = 0

    @property
    def done(self) -> bool:
        """Whether every word was read."""
        return self.mark >= len(self.tokens)

    @property
    def rest(self) -> str:
        """What is still unread."""
        return " ".join(str(token.value) for token in self.tokens[self.mark :]) or "(end)"

    def at(self, phrase: str) -> bool:
        """Tell whether the next words are these."""
        wanted = re.findall(r"\w+|[^\w\s]", phrase)
        ahead = self.tokens[self.mark : self.mark + len(wanted)]
        return [token.value for token in ahead if token.kind in ("word", "mark")] == wanted

    def eat(self, phrase: str) -> bool:
        """Read these words where they come next."""
        if not self.at(phrase):
            return False
        self.mark += len(re.findall(r"\w+|[^\w\s]", phrase))
        return True

    def need(self, phrase: str) -> None:
        """Read these words; nothing else may come."""
        if not self.eat(phrase):
            raise UnreadSentence(self.rest, phrase)

    def before(self, *words: str) -> bool:
        """Tell whether a word just read (up to the last seven) is one of these."""
        return any(token.value in words for token in self.tokens[max(0, self.mark - 7) : self.mark])

    def take(self, kind: str) -> Any:
        """Read one token of a kind and return its value; None where another comes."""
        if self.done or self.tokens[self.mark].kind != kind:
            return None
        self.mark += 1
        return self.tokens[self.mark - 1].value

    def number(self) -> int | None:
        """Read a count, in words or digits (digits only from 11)."""
        if self.done:
            return None
        token = self.tokens[self.mark]
        if token.kind == "number" and token.value == int(token.value) and token.value > 10:
            self.mark += 1
            return int(token.value)
        if token.kind == "word" and token.value in NUMBERS:
            self.mark += 1
            return NUMBERS[token.value]
        return None

    def at_unit(self) -> bool:
        """Tell whether a unit comes next (or "otras N unidades")."""
        ahead = self.tokens[self.mark : self.mark + 2]
        first = [token.kind for token in ahead]
        with_article = first == ["word", "unit"] and ahead[0].value in _ARTICLES
        return with_article or first[:1] == ["unit"] or (bool(ahead) and ahead[0].value == "otras")

    def unit(self) -> tuple[str, str | None]:
        """Read a unit with its article ("" where it has none); the name is None where none comes."""
        mark = self.mark
        article = ""
        if not self.done and self.tokens[self.mark].value in _ARTICLES:
            article = _ARTICLES[self.tokens[self.mark].value]
            self.mark += 1
        name = self.take("unit")
        if name is None:
            self.mark = mark
        return article, name

    def period(self) -> str | None:
        """Read a period at the beginning of a sentence, with its comma."""
        words = [str(token.value) for token in self.tokens]
        length = self._named_period(words) or self._months(words)
        if not length:
            return None
        self.mark = length
        return " ".join(words[: length - 1]).replace(" ,", ",")

    @staticmethod
    def _named_period(words: list[str]) -> int:
        match = _NAMED_PERIOD.match(" ".join(words[:6]))
        return len(match[0].split()) if match else 0

    @staticmethod
    def _months(words: list[str]) -> int:
        if words[:1] == ["de"] and len(words) > 4 and words[1] in MONTHS and words[3] in MONTHS:
            return 5 if words[2] == "a" and words[4] == "," else 0
        if words[:1] != ["en"] or len(words) < 3 or words[1] not in MONTHS:
            return 0
        end = 2
        while words[end] in (",", "y") and words[end + 1] in MONTHS:
            end += 2
        return end + 1 if words[end] == "," else 0
