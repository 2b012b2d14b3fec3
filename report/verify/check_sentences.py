"""Checks of the paragraphs about an AEI or OEI: every claim against the printed rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.check_codes import check_codes
from report.verify.claims import Claim, ClaimKind, claims_of
from report.verify.facts import fits, points_of, says, shown
from report.verify.folding import fold
from report.verify.groups import Scope, allowed_counts, must_satisfy, satisfies
from report.verify.mentions import Bounded, Counted, Group, Kind, Mention, Pair, Percentage, mentions_of
from report.verify.methods import method_named
from report.verify.model import Mark, UnitTable
from workbook.spanish.readings import amount_readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import FigureRow, Place, Prose

_DIGIT: Final = re.compile(r"\d")
_BESIDE: Final = re.compile(r"\s*[:(]\s*(\d[\d.,]*\d|\d)(?!\s*%)")
_HYPOTHETICAL: Final = re.compile(r"con otro metodo|depende del metodo|otro metodo de calculo")
_WHERE: Final = "en la tabla de {code}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that is being checked, with what its AEI's table says."""

    prose: Prose
    table: UnitTable | None
    whole: FigureRow | None
    facts: Facts
    ledger: Ledger

    def place(self, mention: Mention) -> Place:
        """Return the place of a mention."""
        return self.prose.place.narrowed(mention.start, mention.end)

    def words(self, mention: Mention) -> str:
        """Return the words of a mention."""
        return self.prose.text[mention.start : mention.end]

    def row(self, mention: Mention) -> FigureRow | None:
        """Return the row that a mention speaks of."""
        if mention.kind is Kind.UNIT and self.table is not None:
            return next((row for row in self.table.rows if row.unit == mention.value), None)
        if mention.kind is Kind.CODE:
            return self.facts.whole(str(mention.value))
        return self.whole if mention.kind is Kind.TOTAL else None


def check_sentences(facts: Facts, ledger: Ledger, labels: Sequence[str]) -> None:
    """Check every paragraph that is about an AEI or OEI."""
    for prose in facts.report.prose:
        if prose.code:
            _paragraph(prose, facts, ledger, labels)


def _paragraph(prose: Prose, facts: Facts, ledger: Ledger, labels: Sequence[str]) -> None:
    table = facts.table_at(prose)
    whole = (table.whole if table is not None else None) or facts.whole(prose.code)
    paragraph = Paragraph(prose, table, whole, facts, ledger)
    check_codes(prose, facts, ledger)
    if table is None and whole is None or _HYPOTHETICAL.search(fold(prose.text)):
        _leave(paragraph, prose.text)
        return
    if _states_method(paragraph):
        return
    _untargeted(paragraph)
    claims = claims_of(prose.text, mentions_of(prose.text, facts.names, labels))
    before = sum(ledger.checked.values()) + len(ledger.observations) + len(ledger.unchecked)
    for claim in claims:
        _CHECKS[claim.kind](claim, paragraph)
    if sum(ledger.checked.values()) + len(ledger.observations) + len(ledger.unchecked) == before:
        _leave(paragraph, prose.text)


def _states_method(paragraph: Paragraph) -> bool:
    """Take a note that only names the method of the report."""
    folded = fold(paragraph.prose.text)
    if not folded.startswith(("el porcentaje del total es", "la eficacia de cada")):
        return False
    if method_named(paragraph.prose.text) is paragraph.facts.method:
        paragraph.ledger.check("método")
    else:
        _leave(paragraph, paragraph.prose.text)
    return True


def _untargeted(paragraph: Paragraph) -> None:
    """Check what units executed without a target: «Oficina de Logística: 7» or «(7)»."""
    text = paragraph.prose.text
    if paragraph.table is None or "sin meta programada" not in fold(text):
        return
    for named in paragraph.facts.names.find(text):
        found = _BESIDE.match(text, named.end)
        row = next((row for row in paragraph.table.rows if row.unit == named.key), None)
        said = amount_readings(found[1]) if found else ()
        if not said or found is None or row is None or row.mark is not Mark.NO_TARGET or row.executed is None:
            continue
        paragraph.ledger.check("ejecución sin meta")
        if said[0].value != row.executed.value:
            place = paragraph.prose.place.narrowed(*found.span(1))
            message = f"La frase dice {found[1]} de «{row.name}», y su fila, {row.executed.text}."
            paragraph.ledger.observe(Rule.SENTENCE_AMOUNTS, place, found[1], row.executed.text, message)


def _leave(paragraph: Paragraph, text: str) -> None:
    why = (
        "no dice nada que las tablas puedan confirmar"
        if not _DIGIT.search(text)
        else "no se entendió qué compara"
    )
    paragraph.ledger.leave(paragraph.prose.place, text, why)


# ------------------------------------------------------------------ percentages


def _share(claim: Claim, paragraph: Paragraph) -> None:
    for subject in claim.subjects:
        if subject.kind is Kind.GROUP:
            _group_share(claim, subject, paragraph)
        else:
            _owned_share(claim, subject, paragraph)


def _owned_share(claim: Claim, subject: Mention, paragraph: Paragraph) -> None:
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    facts, ledger = paragraph.facts, paragraph.ledger
    if subject.kind is Kind.UNIT and not _known(subject, paragraph):
        return
    row = paragraph.row(subject)
    if row is None:
        ledger.leave(
            paragraph.place(claim.said), paragraph.words(claim.said), "no hay fila con qué compararlo"
        )
        return
    ledger.check("porcentajes de frases")
    if row.mark is not None or points_of(row) is None:
        if said.points or row.mark is Mark.NOT_PROGRAMMED:
            expected = row.mark.value if row.mark else ""
            message = (
                f"La frase dice {paragraph.words(claim.said)} de «{row.name}», y su fila dice «{expected}»."
            )
            ledger.observe(
                Rule.SENTENCE_SHARE,
                paragraph.place(claim.said),
                paragraph.words(claim.said),
                expected,
                message,
            )
        return
    if says(said, row, facts.scale):
        return
    total = subject.kind is not Kind.UNIT
    rule = Rule.SENTENCE_TOTAL if total else Rule.SENTENCE_SHARE
    expected = shown(row, facts.scale)
    who = f"el TOTAL de {row.code or paragraph.prose.code}" if total else f"«{row.name}»"
    message = f"La frase dice {paragraph.words(claim.said)}; {who} tiene {expected} en la tabla."
    ledger.observe(rule, paragraph.place(claim.said), paragraph.words(claim.said), expected, message)


def _known(subject: Mention, paragraph: Paragraph) -> bool:
    """Tell whether a unit of a sentence has a row; where it has none, say so."""
    if paragraph.table is None:
        if paragraph.prose.code.startswith("A"):
            paragraph.ledger.leave(
                paragraph.place(subject), paragraph.words(subject), "la AEI no tiene tabla de unidades"
            )
        else:
            paragraph.ledger.leave(
                paragraph.place(subject), paragraph.words(subject), "habla de una unidad dentro de un OEI"
            )
        return False
    if subject.misspelt and subject.value is not None:
        shown_name = paragraph.facts.names.shown.get(subject.value, "")  # type: ignore[call-overload]
        message = f"«{paragraph.words(subject)}» se parece a «{shown_name}»: ¿es la misma unidad?"
        paragraph.ledger.observe(
            Rule.NAME_ALIKE, paragraph.place(subject), paragraph.words(subject), shown_name, message
        )
    if paragraph.row(subject) is not None:
        return True
    code = paragraph.prose.code
    message = f"«{paragraph.words(subject)}» no está {_WHERE.format(code=code)}."
    names = ", ".join(row.name for row in paragraph.table.rows)
    total = paragraph.table.total
    root = None if total is None else paragraph.ledger.fault_at(total.place)
    paragraph.ledger.observe(
        Rule.SENTENCE_UNIT, paragraph.place(subject), paragraph.words(subject), names, message, root
    )
    return False


def _group_share(claim: Claim, subject: Mention, paragraph: Paragraph) -> None:
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    scope = Scope.of(subject, claim, paragraph)
    if scope is None:
        _left(claim, paragraph)
        return
    paragraph.ledger.check("cuantificadores")
    right = [row for row in scope.rows if says(said, row, paragraph.facts.scale)]
    strict = sum(
        row.share is not None and row.share.points == said.points and fits(row, paragraph.facts.scale)
        for row in right
    )
    if not scope.holds(strict, len(right)) and not _total_said(claim, paragraph):
        _wrong_group(Rule.SENTENCE_SIDE, claim, subject, scope, right, paragraph)


def _total_said(claim: Claim, paragraph: Paragraph) -> bool:
    """«Las dos unidades ejecutaron el 94 %»: together."""
    whole = paragraph.whole
    said = claim.said.value
    return (
        whole is not None
        and isinstance(said, Percentage)
        and points_of(whole) is not None
        and said.points != 100  # noqa: PLR2004 - of all means of each
        and says(said, whole, paragraph.facts.scale)
    )


def _loose(claim: Claim, paragraph: Paragraph) -> None:
    """A percentage without owner: it must be one of the table's; one row alone owns it."""
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    facts, ledger = paragraph.facts, paragraph.ledger
    rows = [
        *(paragraph.table.rows if paragraph.table else ()),
        *([paragraph.whole] if paragraph.whole else []),
    ]
    known = [row for row in rows if points_of(row) is not None]
    if any(says(said, row, facts.scale) for row in known):
        apart = {points_of(row) for row in known}
        if len(apart) == 1:
            ledger.check("porcentajes de frases")
        else:
            ledger.leave(
                paragraph.place(claim.said), paragraph.words(claim.said), "no se ve de quién es el porcentaje"
            )
        return
    if paragraph.prose.comment or not known:
        ledger.leave(
            paragraph.place(claim.said), paragraph.words(claim.said), "no se ve de quién es el porcentaje"
        )
        return
    expected = " / ".join(dict.fromkeys(shown(row, facts.scale) for row in known))
    message = f"La frase dice {paragraph.words(claim.said)}, y ninguna fila de {paragraph.prose.code} tiene ese porcentaje."
    ledger.observe(
        Rule.SENTENCE_LOOSE, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def _capped(claim: Claim, paragraph: Paragraph) -> None:
    from report.verify.excess import check_capped

    check_capped(claim, paragraph)


# ------------------------------------------------------------------ sides, counts, silence


def _side(claim: Claim, paragraph: Paragraph) -> None:
    bounded = claim.said.value
    assert isinstance(bounded, Bounded)  # noqa: S101 - what such claims say
    if paragraph.prose.comment:
        _left(claim, paragraph)
        return
    subject = claim.subjects[0]
    if subject.kind is Kind.UNIT:
        _units_side(claim, bounded, paragraph)
    elif subject.kind is Kind.GROUP:
        _group_side(claim, subject, bounded, paragraph)
    else:
        row = paragraph.row(subject)
        if row is None or points_of(row) is None:
            _left(claim, paragraph)
            return
        paragraph.ledger.check("lados de la meta")
        if not satisfies(row, bounded):
            message = f"La frase dice «{paragraph.words(claim.said)}», y el TOTAL tiene {shown(row, paragraph.facts.scale)}."
            _observe_side(Rule.SENTENCE_SIDE, claim, shown(row, paragraph.facts.scale), message, paragraph)


def _units_side(claim: Claim, bounded: Bounded, paragraph: Paragraph) -> None:
    named = [subject for subject in claim.subjects if _known(subject, paragraph)]
    for subject in named:
        row = paragraph.row(subject)
        if row is None or points_of(row) is None:
            continue
        paragraph.ledger.check("lados de la meta")
        if not satisfies(row, bounded):
            said = shown(row, paragraph.facts.scale)
            message = f"La frase dice «{paragraph.words(claim.said)}» de «{row.name}», que tiene {said}."
            _observe_side(Rule.SENTENCE_SIDE, claim, said, message, paragraph)
    if claim.only and paragraph.table is not None and len(named) == len(claim.subjects):
        paragraph.ledger.check("«solo»")
        keys = {subject.value for subject in claim.subjects}
        more = [r for r in paragraph.table.reported if r.unit not in keys and must_satisfy(r, bounded)]
        if more:
            names = ", ".join(f"{row.name} ({shown(row, paragraph.facts.scale)})" for row in more)
            message = f"La frase dice que solo {paragraph.words(claim.subjects[0])}; también: {names}."
            place = paragraph.place(claim.subjects[0])
            paragraph.ledger.observe(
                Rule.SENTENCE_ONLY, place, paragraph.words(claim.subjects[0]), names, message
            )


def _group_side(claim: Claim, subject: Mention, bounded: Bounded, paragraph: Paragraph) -> None:
    scope = Scope.of(subject, claim, paragraph)
    if scope is None:
        _left(claim, paragraph)
        return
    paragraph.ledger.check("cuantificadores")
    right = [row for row in scope.rows if satisfies(row, bounded)]
    certain = sum(must_satisfy(row, bounded) for row in right)
    if not scope.holds(certain, len(right)):
        _wrong_group(Rule.SENTENCE_SIDE, claim, subject, scope, right, paragraph)


def _wrong_group(
    rule: Rule, claim: Claim, subject: Mention, scope: Scope, right: Sequence[FigureRow], paragraph: Paragraph
) -> None:
    scale = paragraph.facts.scale
    wrong = [row for row in scope.rows if row not in right]
    told = wrong if scope.group in (Group.ALL, Group.OTHERS) else list(right)
    names = ", ".join(f"{row.name} ({shown(row, scale)})" for row in told[:6]) or "ninguna"
    message = (
        f"«{paragraph.words(subject)}… {paragraph.words(claim.said)}»: la tabla dice otra cosa: {names}."
    )
    if scope.group is Group.SOME:
        rule = Rule.SENTENCE_COUNT
        message = f"«{paragraph.words(subject)}… {paragraph.words(claim.said)}»: por la tabla son {len(right)} ({names})."
    first, last = sorted((subject, claim.said), key=lambda one: one.start)
    place = paragraph.prose.place.narrowed(first.start, max(first.end, last.end))
    printed = paragraph.prose.text[place.start : place.end]
    expected = str(len(right)) if scope.group is Group.SOME else names
    paragraph.ledger.observe(rule, place, printed, expected, message)


def _observe_side(rule: Rule, claim: Claim, expected: str, message: str, paragraph: Paragraph) -> None:
    paragraph.ledger.observe(
        rule, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def _count(claim: Claim, paragraph: Paragraph) -> None:
    subject = claim.subjects[0]
    counted = subject.value
    assert isinstance(counted, Counted)  # noqa: S101 - what such claims say
    if paragraph.prose.comment or paragraph.table is None or counted.group is not Group.ALL:
        return
    allowed = allowed_counts(subject, claim, paragraph)
    paragraph.ledger.check("cuentas de unidades")
    if counted.number not in allowed:
        expected = str(min(allowed))
        message = f"La frase dice «{paragraph.words(subject)}», y la tabla de {paragraph.prose.code} tiene {expected}."
        paragraph.ledger.observe(
            Rule.SENTENCE_COUNT, paragraph.place(subject), paragraph.words(subject), expected, message
        )


def _silent(claim: Claim, paragraph: Paragraph) -> None:
    if paragraph.table is None or paragraph.prose.comment:
        _left(claim, paragraph)
        return
    silent = [row for row in paragraph.table.rows if row.mark is Mark.NOT_REPORTED]
    negative = bool(claim.said.value)
    subject = claim.subjects[0]
    if subject.kind is Kind.GROUP and isinstance(subject.value, Counted):
        _silent_count(claim, subject.value, len(silent), paragraph)
        return
    for one in claim.subjects:
        row = paragraph.row(one)
        if row is None or one.kind is not Kind.UNIT:
            continue
        paragraph.ledger.check("quién informó")
        if (row.mark is Mark.NOT_REPORTED) is not negative and (negative or row.mark is not None):
            expected = row.mark.value if row.mark is not None else shown(row, paragraph.facts.scale)
            message = (
                f"La frase dice «{paragraph.words(claim.said)}» de «{row.name}», y su fila dice {expected}."
            )
            paragraph.ledger.observe(
                Rule.SENTENCE_SILENT, paragraph.place(one), paragraph.words(one), expected, message
            )


def _silent_count(claim: Claim, counted: Counted, silent: int, paragraph: Paragraph) -> None:
    table = paragraph.table
    assert table is not None  # noqa: S101 - asked only where there is one
    if counted.number is None and counted.group is not Group.NONE:
        return
    said = 0 if counted.group is Group.NONE else counted.number or 0
    expected = silent if claim.said.value else len(table.counted) - silent
    if counted.group is Group.ALL and said == len(table.counted):
        expected = said
    paragraph.ledger.check("quién informó")
    if said != expected:
        subject = claim.subjects[0]
        message = f"«{paragraph.words(subject)}… {paragraph.words(claim.said)}»: por la tabla son {expected}."
        paragraph.ledger.observe(
            Rule.SENTENCE_SILENT, paragraph.place(subject), paragraph.words(subject), str(expected), message
        )


# ------------------------------------------------------------------ amounts, labels


def _amounts(claim: Claim, paragraph: Paragraph) -> None:
    pair = claim.said.value
    assert isinstance(pair, Pair)  # noqa: S101 - what such claims say
    subject = claim.subjects[0] if claim.subjects else None
    if subject is not None and subject.kind is Kind.UNIT and not _known(subject, paragraph):
        return
    row = paragraph.row(subject) if subject is not None else paragraph.whole
    if row is None or row.programmed is None or row.executed is None:
        _left(claim, paragraph)
        return
    paragraph.ledger.check("cantidades de frases")
    right = all(
        abs(said.value - printed.value) <= max(said.half, printed.reading.half)
        or _is_rounded(said.value, printed.value)
        for said, printed in ((pair.executed, row.executed), (pair.programmed, row.programmed))
    )
    if not right:
        expected = f"{row.executed.text} de {row.programmed.text}"
        who = row.name or "el TOTAL"
        message = f"La frase dice «{paragraph.words(claim.said)}»; la fila de «{who}», {expected}."
        paragraph.ledger.observe(
            Rule.SENTENCE_AMOUNTS, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
        )


def _is_rounded(said: object, printed: object) -> bool:
    one, other = Fraction(str(said)), Fraction(str(printed))
    return one.denominator == 1 and other.denominator != 1 and abs(one - other) <= Fraction(1, 2)


def _label(claim: Claim, paragraph: Paragraph) -> None:
    facts, ledger = paragraph.facts, paragraph.ledger
    row = paragraph.row(claim.subjects[0]) if claim.subjects else paragraph.whole
    band = facts.band_named(str(claim.said.value))
    allowed = facts.bands_of(row) if row is not None else set()
    if row is None or band is None or not allowed:
        _left(claim, paragraph)
        return
    ledger.check("indicadores")
    if band in allowed:
        return
    named = [paragraph.row(unit) for unit in claim.named]
    if paragraph.prose.comment and any(one is not None and band in facts.bands_of(one) for one in named):
        _left(claim, paragraph)
        return
    expected = facts.scale.band(row.share.ratio).label if row.share is not None else next(iter(allowed)).label
    message = (
        f"La frase dice {paragraph.words(claim.said)}; {shown(row, facts.scale)} es {expected} en la escala."
    )
    ledger.observe(
        Rule.SENTENCE_LABEL, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def _left(claim: Claim, paragraph: Paragraph) -> None:
    paragraph.ledger.leave(
        paragraph.place(claim.said), paragraph.words(claim.said), "no hay con qué compararlo en la tabla"
    )


def _other_time(claim: Claim, paragraph: Paragraph) -> None:
    paragraph.ledger.leave(
        paragraph.place(claim.said), paragraph.words(claim.said), "es de otro periodo, o un umbral"
    )


_CHECKS: Final = {
    ClaimKind.SHARE: _share,
    ClaimKind.LOOSE: _loose,
    ClaimKind.CAPPED: _capped,
    ClaimKind.SIDE: _side,
    ClaimKind.COUNT: _count,
    ClaimKind.SILENT: _silent,
    ClaimKind.AMOUNTS: _amounts,
    ClaimKind.LABEL: _label,
    ClaimKind.OTHER_TIME: _other_time,
}
