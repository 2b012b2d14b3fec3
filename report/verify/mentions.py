"""What a sentence mentions: units, percentages, amounts, counts, sides, labels, codes, the total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from report.verify.cells import canonical
from report.verify.folding import fold
from workbook.domain.codes import split_code
from workbook.spanish.readings import NUMBER_WORDS, Reading, amount_readings, points_reading, words_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report.verify.names import UnitNames


class Kind(Enum):
    """What a mention is."""

    UNIT = "unit"
    SHARE = "share"
    AMOUNTS = "amounts"
    GROUP = "group"
    TOTAL = "total"
    CODE = "code"
    LABEL = "label"
    SIDE = "side"
    SILENT = "silent"
    ACTIVITIES = "activities"
    CAP = "cap"


class Side(Enum):
    """How a percentage stands against a bound."""

    BELOW = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    ABOVE = ">"
    EXACT = "="
    ZERO = "0"


class Group(Enum):
    """Which units a count or quantifier speaks of."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    OTHERS = "others"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Percentage:
    """Points of a percentage and half of its last digit; `capped` where excesses are left out."""

    points: Decimal
    half: Decimal
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Executed of programmed."""

    executed: Reading
    programmed: Reading


@dataclass(frozen=True, slots=True)
class Counted:
    """A group of units, and how many it says they are (None where it does not say)."""

    group: Group
    number: int | None
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A side of a bound in points (100 where none is told)."""

    side: Side
    bound: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text and what it says; `misspelt` of a unit whose name is only like one."""

    kind: Kind
    start: int
    end: int
    value: object
    misspelt: bool = False


_LONGEST_LABEL: Final = 60  # letters; longer quotes are somebody else's words
_W: Final = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_WORDS: Final = rf"(?:{_W})\b(?:(?: y | )(?:{_W})\b)*"
_FIGURE: Final = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
_SHARE: Final = re.compile(
    rf"(?<![\w.,])(?P<n>{_FIGURE})\s?(?:%|por\s?ciento\b|por\s?cien\b)|\b(?:una? (?=cien))?(?P<w>{_WORDS}) (?:%|por\s?ciento\b|por cien\b)"
)
_RATIO: Final = re.compile(
    r"(?:eficacia|ratio|razon|indice|coeficiente|indicador|ejecucion|avance|cumplimiento|nivel)\w*"
    r"(?: \w+){0,6}? (?:de|del|en|es|igual a|a|fue|:|un|el)\s*(?P<n>\d{1,2}[.,]\d{1,4})(?![\d%]| ?(?:%|por ?cien))"
)
_PLAIN_RATIO: Final = re.compile(r"(?<![\w.,/])(?P<n>\d{1,2}\.\d{1,4})(?![\w%]|\.\d| ?(?:%|por ?cien))")
_PAIR: Final = re.compile(
    rf"(?<![\w.,])(?P<e>{_FIGURE}) (?:(?:de|sobre|/) (?:(?:un|una|los|las|total|meta|metas|de|programad[oa]s?|previst[oa]s?|unidades) ){{0,4}}|/ ?)"
    rf"(?P<p>{_FIGURE})(?![\w%]|[.,]\d| ?(?:%|por ?cien))"
)
_EXECUTED: Final = re.compile(
    rf"(?:ejecut|realiz|logr|alcanz|cumpl)\w* (?P<e>{_FIGURE})(?! ?(?:%|por ?cien))[^.;%]{{0,60}}?(?:program|previst|planific)\w*(?: \w+){{0,2}}? (?P<p>{_FIGURE})(?![\w%])"
)
_PROGRAMMED: Final = re.compile(
    rf"(?:program|previ|planific)\w* (?P<p>{_FIGURE})(?! ?(?:%|por ?cien))[^.;%]{{0,60}}?(?:ejecut|realiz|logr|alcanz|cumpl)\w*(?: \w+){{0,2}}? (?P<e>{_FIGURE})(?![\w%]|,\d| ?(?:%|por ?cien))"
)
_OF_PROGRAMMED: Final = re.compile(
    rf"de (?:las |los |un total de )?(?P<p>{_FIGURE})(?: \w+){{0,4}} program\w+[^.;%]{{0,40}}? (?:ejecut|realiz|logr|alcanz|cumpl)\w* (?P<e>{_FIGURE})(?![\w%]|,\d| ?(?:%|por ?cien))"
)
_CODE: Final = re.compile(r"\b[ao]ei?(?:[ .:_-]?|\. (?=0\d|\d+\.\d)| ?- ?| n ?° ?)\d+(?: ?[.\-_] ?\d+)*")
_AGAIN: Final = rf"(?: \((?:\d{{1,3}}|{_WORDS})\))?"  # "dos (2)", "5 (cinco)"
_NUMBER: Final = rf"(?P<n>\d{{1,3}}(?!\d|[.,]\d| ?%)|{_WORDS}){_AGAIN}"
_COUNT: Final = rf"(?:\d{{1,3}}|{_WORDS})"
_NOUN: Final = (
    r"(?:unidad(?:es)?|areas?|organos?|dependencias?|oficinas|gerencias|departamentos|centros? de costo|"
    r"instancias|equipos|direcciones|subgerencias|participantes|responsables)(?: (?:organic|ejecutor|responsable|administrativ|involucrad)\w*)*"
)
_VERB: Final = (
    r"(?:ejecut|cumpl|alcanz|lleg|super|qued|remit|inform|logr|registr|obtuv|present|report|tien|tuv|estuv|"
    r"se ubic|se situ|se qued|no |sobrepas|excedi|rebas|estan|fueron|incumpl|han|ha |program|contribu|particip|interv)"
)
_GROUPS: Final = (
    (Group.ALL, re.compile(rf"\b(?:son|fueron|suman|eran) {_NUMBER} (?:las|los) {_NOUN}")),
    (Group.NONE, re.compile(rf"\b(?:ninguna?|ningun)(?: {_NOUN})?(?: de (?:ell[ao]s|(?:las|los)(?: {_NUMBER})?(?: {_NOUN})?))?")),
    (Group.MORE, re.compile(rf"\b(?:y|e|ademas de|mas) otr[ao]s {_NUMBER}(?: {_NOUN})?(?! (?:ejecut|cumpl|alcanz|lleg))")),
    (Group.OTHERS, re.compile(rf"\b(?:(?:las|los) (?:otr[ao]s|demas|restantes)|l[ao]s {_NUMBER} restantes|el resto(?: de (?:las|los)(?: {_NOUN}| demas)?)?|la otra|el otro)(?: (?P<m>\d{{1,3}}(?! ?%)|{_WORDS}))?(?: {_NOUN})?(?: restantes)?")),
    (Group.ALL, re.compile(rf"\b(?:amb[ao]s(?! (?:casos|metas))(?: {_NOUN})?|tod[ao]s(?: (?:ell[ao]s|(?:las|los)(?: {_NUMBER})?(?: {_NOUN})?))?)")),
    (Group.ALL, re.compile(rf"\b(?:de )?(?:las|los|est[ao]s|dichas) {_NUMBER}(?: {_NOUN}| \(\d+\) {_NOUN})?(?= ?[,;.]| que | (?:{_VERB})|$|\)| en | con | de | del )")),
    (Group.ALL, re.compile(rf"\b(?:contribu|particip|interv|program|involucr|aport|concurr|compromet)\w*(?: \w+){{0,12}}? {_NUMBER} {_NOUN}")),
    (Group.ALL, re.compile(rf"\b{_NUMBER} {_NOUN}(?= (?:que )?(?:con metas? |han |fueron |son |estan )?(?:contribu|particip|interv|program|involucr|aport|concurr|responsabl|compromet|tuvieron a (?:su )?cargo|a cargo))")),
    (Group.SOME, re.compile(rf"\b(?:(?:solo|solamente|unicamente|otras|hay|son|fueron) )*{_NUMBER}(?: {_NOUN})?(?: de (?:ell[ao]s|(?:las|los)(?: \w+){{0,2}}))?,?(?= (?:(?:solo|si|tambien|apenas|que) )*(?:{_VERB}))")),
    (Group.SOME, re.compile(rf"\b{_NUMBER} {_NOUN}")),
)  # fmt: skip
_TOTAL: Final = re.compile(
    r"\b(?:en (?:su )?conjunto|en total|en suma|meta total|metas totales|total general|conjuntamente|globalmente|"
    r"de manera (?:conjunta|global|agregada|consolidada)|en forma (?:conjunta|global)|a nivel (?:global|total|general|agregado|consolidado|de (?:la |esta )?(?:accion|aei))|"
    r"el total (?:ejecutado|de la (?:accion|aei)|alcanz|obtuv|lleg|registr|acumul|es|fue|general|muestra)|del total programado se|resultado (?:global|total|conjunto|general)|(?:avance|ejecucion|eficacia|cumplimiento|porcentaje|nivel)(?: de \w+)? (?:total|global|conjunt[oa]|general|agregad[oa]|consolidad[oa])|"
    r"total de la meta|sumando|sumad[oa]s|agregado|consolidado|(?:ejecucion|eficacia|avance) acumulad[oa]|promedio de eficacia|eficacia promedio|promedio|"
    r"(?:eficacia|ejecucion|avance|resultado|cumplimiento) de (?:la|esta) (?:accion|aei)|"
    r"(?:la|esta|dicha) (?:accion(?: estrategica(?: institucional)?)?|aei)(?: se)? (?:alcanz|ejecut|logr|lleg|registr|tuv|present|muestra|acumul|cumpl|avanz|cerr|ha |obtuvo el|obtuvo un[ao]? (?:eficacia|ejecucion|avance|cumplimiento)|quedo|obtiene un[ao]? (?:eficacia|ejecucion|avance|cumplimiento)|reporta|culmin|concluy|termin)|"
    r"respecto (?:a|de) (?:la meta|lo programado) (?:total|en conjunto)|(?:meta|programacion) conjunta|(?:todas|ambas) las metas|se (?:ejecuto|alcanzo|logro|obtuvo|cumplio|registro|llego) (?:el|al|un|una)\b)"
)
_CAP: Final = re.compile(
    r"(?:sin (?:contar|considerar|incluir|tomar en cuenta|sumar)(?: \w+){0,2} excesos?|sin (?:los |el )?excesos?|descontad\w+(?: \w+){0,2} excesos?|"
    r"descontando(?: \w+){0,2} excesos?|excluy\w+(?: \w+){0,2} excesos?|si no se (?:cuentan|consideran|toman en cuenta)(?: \w+){0,2} excesos?|"
    r"si se (?:dejan|quitan|excluyen)(?: \w+){0,3} excesos?|dejando (?:de lado|fuera)(?: \w+){0,2} excesos?|sin sobreejecucion\w*|con tope|una vez (?:quitad|descontad)\w+ (?:los )?excesos?)"
)
_CAP_LIMIT: Final = re.compile(r"tope (?:de(?:l)?|en(?: el)?|al) $")
_GOAL: Final = r"(?:metas?|lo (?:programad|previst|planificad|esperad|planead)\w+|objetivos?|lo que (?:se )?(?:habia )?program\w+|su programacion|la programacion|sus? previsto|lo comprometido)"
_ARTICLE: Final = r"(?:(?:con|a|al|el|la|las|los|lo|su|sus|de|del|que|respectivas?|completamente|plenamente|toda|totalmente|propias?) )*"
_SIDES: Final = (
    (Side.EXACT, re.compile(r"(?<!no )\b(?:ejecut|cumpl|alcanz|logr|complet)\w* (?:con )?(?:la totalidad|todo lo programado)(?: de (?:lo programado|su meta|sus metas|la meta|las metas))?")),
    (Side.ZERO, re.compile(r"\b(?:no (?:se )?(?:ha |han |hubo |tuvo |tuvieron )?(?:registr|present|report|mostr|tuv|exhib)\w*(?: ning\w+)? (?:ejecucion|avance)|sin (?:ninguna )?(?:ejecucion|avance)(?: algun[oa])?|no (?:ejecut\w+|realiz\w+|avanz\w+)(?: nada| ninguna| meta alguna)?(?! el| la| lo| \d|l)|ejecucion (?:nula|cero)|nula ejecucion)")),
    (Side.AT_LEAST, re.compile(rf"\b(?:(?:igual(?:es)? o (?:superior|mayor)(?:es)?|(?:superior|mayor)(?:es)? o igual(?:es)?)(?: (?:al|a|que))?(?: el)?(?: {_GOAL})?|(?:alcanz|cumpl|logr|lleg)\w* (?:o|y|e incluso) (?:super|excedi|sobrepas)\w* {_ARTICLE}{_GOAL}|(?:al menos|como minimo|no menos de|por lo menos|cuando menos|minimo)(?: (?:el|del|un))?|no (?:quedo|quedaron|estuvo|estuvieron|se quedo|se quedaron) por debajo(?: de(?:l)?(?: {_GOAL})?)?)")),
    (Side.BELOW, re.compile(rf"\b(?:no (?:se )?(?:(?:ha|han|logr\w+|pud\w+|podido|consig\w+|lleg\w+ a) )*(?:alcanz|lleg|cumpl|logr|complet)\w* {_ARTICLE}(?:{_GOAL}|(?=1?\d?\d ?%)|(?=(?:cien|ciento) por))|(?:inferior|menor)(?:es)?(?: (?:al|a|a la|que|de))?(?: (?:el|la|lo|lo que))?(?: {_GOAL}| esperad\w+| previst\w+| programad\w+)?|(?:muy |bastante |ligeramente )?(?:por )?debajo(?: de(?:l)?)?(?: (?:la|las|su|sus|el|lo))?(?: {_GOAL})?(?: programad\w+| esperad\w+| previst\w+)?|menos de(?:l)?(?: {_GOAL})?|incumpl\w+ {_ARTICLE}{_GOAL}|sin (?:alcanzar|llegar|cumplir) {_ARTICLE}{_GOAL}|no super\w+ {_ARTICLE}(?=1?\d?\d ?%))")),
    (Side.ABOVE, re.compile(rf"\b(?:(?:super|excedi|sobrepas|rebas|sobrecumpl|aventaj)(?:o|io|aron|ieron|an|ando|iendo|a|ado|ido|ar|e|en|aban|ron)? {_ARTICLE}(?:{_GOAL}|(?=1?\d?\d ?%)|(?=(?:cien|ciento) por))|(?:superior|mayor)(?:es)?(?: (?:al|a|a la|que|de))?(?: (?:el|la|lo|lo que))?(?: {_GOAL}| esperad\w+| previst\w+| programad\w+)?|(?:muy )?(?:por )?encima(?: de(?:l)?)?(?: (?:la|las|su|sus|el|lo))?(?: {_GOAL})?(?: programad\w+| esperad\w+| previst\w+)?|mas de(?:l)?(?: {_GOAL})?|fueron mas alla de {_ARTICLE}{_GOAL}|fue mas alla de {_ARTICLE}{_GOAL})")),
    (Side.AT_LEAST, re.compile(rf"(?<!no )(?<!no se )\b(?:cumpl|alcanz|logr)(?:io|o|ieron|aron|e|en|iendo|ido|ado|a|an)? {_ARTICLE}{_GOAL}|(?<!no )\blleg(?:o|aron) {_ARTICLE}{_GOAL}")),
)  # fmt: skip
_OR_MORE: Final = re.compile(
    r" ?(?:o|y|u) (?:mas|superior(?:es)?|mayor(?:es)?|por encima|por sobre|algo mas)\b"
)
_OR_LESS: Final = re.compile(r" ?(?:o|y|u) (?:menos|inferior(?:es)?|menor(?:es)?)\b")
_SILENT: Final = re.compile(
    r"\b(?:no (?:la |lo |se )?(?:ha |han )?(?:remiti|inform|report|envi|entreg)\w*(?: (?:su |la )?informacion)?|(?:remiti|envi|entreg)\w*(?: su)? informacion|que informaron|sin informacion|la informacion (?:de|del)\b)"
)
_ACTIVITIES: Final = re.compile(
    rf"\b(?:(?:de )?(?:sus|las|los|sus propias) {_COUNT} actividades|{_COUNT} (?:de (?:ellas|sus(?: {_COUNT})?) )?actividades)"
)
_COMPARED: Final = re.compile(
    r"(?:anterior|pasad[oa]|previo|201\d|antes|umbral|respecto (?:a|de)l? 20\d\d|presupuest\w+|devengado|meta anual|del ano)\b"
)


def mentions_of(text: str, names: UnitNames, labels: Sequence[str]) -> list[Mention]:
    """Return what a text mentions, in order and apart from one another."""
    folded = fold(text)
    taken = _Taken()
    for start, end in _quotes(folded):
        if end - start > _LONGEST_LABEL:
            taken.block(start, end)
    for named in names.find(text):
        taken.add(Mention(Kind.UNIT, named.start, named.end, named.key, misspelt=named.misspelt))
    for mention in _labels(folded, labels):
        taken.add(mention)
    for found in _CODE.finditer(folded):
        code = split_code(text[found.start() : found.end()])[0]
        taken.add(Mention(Kind.CODE, *found.span(), canonical(code)))
    for mention in (*_shares(folded), *_pairs(folded), *_ratios(folded)):
        taken.add(mention)
    _sides(folded, taken)
    for found in _CAP.finditer(folded):
        taken.add(Mention(Kind.CAP, *found.span(), None))
    for found in _ACTIVITIES.finditer(folded):
        taken.add(Mention(Kind.ACTIVITIES, *found.span(), None))
    for found in _SILENT.finditer(folded):
        taken.add(Mention(Kind.SILENT, *found.span(), found[0].startswith(("no", "sin"))))
    for group, pattern in _GROUPS:
        for found in pattern.finditer(folded):
            taken.add(_group(group, found, folded))
    for found in _TOTAL.finditer(folded):
        taken.add(Mention(Kind.TOTAL, *found.span(), None))
    return _capped(folded, taken.mentions())


class _Taken:
    """The stretches of a text that a mention has already."""

    def __init__(self) -> None:
        self._found: list[Mention] = []
        self._blocked: list[tuple[int, int]] = []

    def block(self, start: int, end: int) -> None:
        """Keep a stretch from being read: somebody else's words."""
        self._blocked.append((start, end))

    def add(self, mention: Mention | None) -> None:
        """Take a mention where nothing else stands."""
        if mention is None or mention.end <= mention.start:
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
    for found in _SHARE.finditer(folded):
        value = words_value(found["w"]) if found["w"] else None
        reading = points_reading(found["n"] or str(value)) if found["n"] or value is not None else None
        if reading is not None and not _CAP_LIMIT.search(folded[: found.start()]):
            yield Mention(Kind.SHARE, *found.span(), Percentage(reading.value, reading.half))


def _ratios(folded: str) -> Iterator[Mention]:
    for pattern in (_RATIO, _PLAIN_RATIO):
        for found in pattern.finditer(folded):
            reading = points_reading(found["n"])
            if reading is not None:
                said = Percentage(reading.value.scaleb(2), reading.half.scaleb(2))
                yield Mention(Kind.SHARE, *found.span("n"), said)


def _pairs(folded: str) -> Iterator[Mention]:
    for pattern in (_OF_PROGRAMMED, _EXECUTED, _PROGRAMMED, _PAIR):
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
        for side, pattern in ((Side.AT_LEAST, _OR_MORE), (Side.AT_MOST, _OR_LESS)):
            if found := pattern.match(folded, mention.end):
                bounded = Bounded(side, mention.value.points)
                taken.replace(mention, Mention(Kind.SIDE, mention.start, found.end(), bounded))
    for side, pattern in _SIDES:
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
        if mention.kind is Kind.SHARE and isinstance(value, Percentage):
            near = [m for m in mentions[max(0, place - 1) : place + 2] if m.kind is Kind.CAP]
            joined = any(_joined(folded, mention, cap) for cap in near)
            if joined:
                mention = Mention(
                    Kind.SHARE, mention.start, mention.end, Percentage(value.points, value.half, capped=True)
                )  # noqa: PLW2901 - the same, told better
        told.append(mention)
    return told


def _joined(folded: str, share: Mention, cap: Mention) -> bool:
    between = folded[share.end : cap.start] if share.end <= cap.start else folded[cap.end : share.start]
    return len(between) < 45 and not re.search(r"[.;()]|mientras", between)  # noqa: PLR2004 - a clause
