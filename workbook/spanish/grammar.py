"""Gender, articles, lists and number words: what a unit's name and a count need to stand in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from workbook.spanish.lexicon import ROMAN_NUMERALS, acronyms, feminine_heads, masculine_heads
from workbook.spanish.names import plain
from workbook.spanish.numbers import amount


class Gender(Enum):
    """The two genders of Spanish nouns."""

    MASCULINE = "m"
    FEMININE = "f"


@dataclass(frozen=True, slots=True)
class Noun:
    """A unit's name ready for sentences; its article is el, la, los or las (*el* Área, though feminine)."""

    name: str
    gender: Gender
    article: str

    @property
    def plural(self) -> bool:
        """Whether verbs and adjectives go in the plural ("los Servicios Generales ejecutaron")."""
        return self.article.endswith("s")


_GENDERS = {"el": Gender.MASCULINE, "la": Gender.FEMININE, "los": Gender.MASCULINE, "las": Gender.FEMININE}
_BEFORE_THE_HEAD = frozenset({"gran", "macro", "micro", "mini", "multi", "sub", "super", "vice"})
_STRESSED_A = frozenset({"area", "aula"})
_FEMININE_ENDINGS = ("a", "ion", "dad", "tad", "tud", "umbre", "ez")
_MASCULINE_ENDINGS = ("grama", "tema", "blema", "quema")
_MASCULINE_WORDS = frozenset({"avion", "camion", "dia", "juez", "mapa"})
_SINGULAR_IN_S = ("sis", "us", "ss")
_SHORTEST_PLURAL = 4
_WORDS = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
_SMALL_NUMBERS = dict(enumerate(_WORDS, start=2))
_NONE = {Gender.MASCULINE: "ninguno", Gender.FEMININE: "ninguna"}
_ONE = {Gender.MASCULINE: "uno", Gender.FEMININE: "una"}
_SHORTENED = {"ninguno": "ningún", "uno": "un"}


def noun(name: str, article: str = "") -> Noun:
    """Give a name its article and gender, from its head noun or from the article that the planner chose.

    The head noun is the first word, or the one after Sub, Vice and the like. A chosen article counts in any
    case and spacing; a text that is not el, la, los or las says nothing.

    >>> noun("Gerencia de Operaciones").article, noun("Despacho").article, noun("Sistemas", " La ").article
    ('la', 'el', 'la')
    >>> noun("Área de Sistemas")
    Noun(name='Área de Sistemas', gender=<Gender.FEMININE: 'f'>, article='el')
    """
    words = plain(name).split()
    chosen = plain(article)
    said = chosen if chosen in _GENDERS else _article(words)
    feminine_with_el = said == "el" and not _STRESSED_A.isdisjoint(words[:1])
    return Noun(name, Gender.FEMININE if feminine_with_el else _GENDERS[said], said)


def the(unit: Noun) -> str:
    """Name a unit with its article.

    >>> the(noun("Oficina de Informática"))
    'la Oficina de Informática'
    """
    return f"{unit.article} {unit.name}"


def of_the(unit: Noun) -> str:
    """Name a unit after "de".

    >>> of_the(noun("Departamento de Reclamos")), of_the(noun("Unidad de Logística"))
    ('del Departamento de Reclamos', 'de la Unidad de Logística')
    """
    return f"del {unit.name}" if unit.article == "el" else f"de {the(unit)}"


def to_the(unit: Noun) -> str:
    """Name a unit after "a".

    >>> to_the(noun("Área de Sistemas")), to_the(noun("Unidad de Logística"))
    ('al Área de Sistemas', 'a la Unidad de Logística')
    """
    return f"al {unit.name}" if unit.article == "el" else f"a {the(unit)}"


def sentence_case(text: str) -> str:
    """Put the first letter of a sentence in capitals and leave the rest; a sentence may begin with a figure.

    >>> sentence_case("la UGEL ejecutó"), sentence_case("«de sus metas»"), sentence_case("11 unidades")
    ('La UGEL ejecutó', '«De sus metas»', '11 unidades')
    """
    start = next((index for index, char in enumerate(text) if char.isalnum()), 0)
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def join(items: Sequence[str]) -> str:
    """Put a list in a sentence, with "e" for "y" before the sound of an i.

    >>> join(["Logística", "Tesorería", "Contabilidad"]), join(["Estadística", "Informática"]), join([])
    ('Logística, Tesorería y Contabilidad', 'Estadística e Informática', '')
    """
    *others, last = items or [""]
    if not others:
        return last
    return f"{', '.join(others)} {'e' if _sounds_like_i(last) else 'y'} {last}"


def number_word(n: int, gender: Gender, *, before_noun: bool = True) -> str:
    """Write a count: in words up to ten, from there in figures with a comma every three digits.

    >>> number_word(1, Gender.MASCULINE), number_word(1, Gender.MASCULINE, before_noun=False)
    ('un', 'uno')
    >>> number_word(0, Gender.FEMININE), number_word(10, Gender.FEMININE), number_word(1200, Gender.FEMININE)
    ('ninguna', 'diez', '1,200')
    """
    if n in (0, 1):
        word = (_NONE, _ONE)[n][gender]
        return _SHORTENED.get(word, word) if before_noun else word
    return _SMALL_NUMBERS.get(n) or amount(Decimal(n))


def both(gender: Gender) -> str:
    """Say "both".

    >>> both(Gender.FEMININE)
    'ambas'
    """
    return inflect("ambo", gender, plural=True)


def agree(n: int, singular: str, plural: str) -> str:
    """Choose the form that agrees with a count: the singular for one, the plural for any other.

    >>> agree(1, "quedó", "quedaron"), agree(3, "quedó", "quedaron"), agree(0, "unidad", "unidades")
    ('quedó', 'quedaron', 'unidades')
    """
    return singular if n == 1 else plural


def inflect(adjective: str, gender: Gender, *, plural: bool = False) -> str:
    """Make a masculine singular adjective in -o, -e or -l agree (programado, suficiente, total).

    >>> inflect("programado", Gender.FEMININE, plural=True), inflect("total", Gender.FEMININE, plural=True)
    ('programadas', 'totales')
    """
    form = adjective[:-1] + "a" if gender is Gender.FEMININE and adjective.endswith("o") else adjective
    if not plural:
        return form
    return form + "s" if form.endswith(("a", "e", "o")) else form + "es"


def _article(words: Sequence[str]) -> str:
    if not words or words[0] in _STRESSED_A:
        return "el"
    head = next((word for word in words if word not in _BEFORE_THE_HEAD and not word[0].isdigit()), words[0])
    if _is_plural(head):
        return "las" if _is_feminine(head[:-1]) or _is_feminine(head.removesuffix("es")) else "los"
    return "la" if _is_feminine(head) else "el"


def _is_plural(head: str) -> bool:
    singular = head.upper() in acronyms() or head.endswith(_SINGULAR_IN_S)
    return head.endswith("s") and len(head) >= _SHORTEST_PLURAL and not singular


def _is_feminine(head: str) -> bool:
    if head in feminine_heads():
        return True
    if head in masculine_heads() or head in _MASCULINE_WORDS or head.endswith(_MASCULINE_ENDINGS):
        return False
    return head.endswith(_FEMININE_ENDINGS)


def _sounds_like_i(item: str) -> bool:
    first, *_ = item.split() or [""]
    if first in ROMAN_NUMERALS:
        return False
    sound = plain(first).removeprefix("h")
    return sound.startswith("i") and not sound.startswith(("ia", "ie", "io", "iu"))
