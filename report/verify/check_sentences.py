"""Checks of the paragraphs about an AEI or OEI: every claim against the printed rows."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from report.verify.bare import claims_nothing
from report.verify.catalogue import Rule
from report.verify.check_codes import check_codes
from report.verify.check_shares import check_loose, check_share
from report.verify.check_sides import check_count, check_side, check_silent
from report.verify.claims import Claim, ClaimKind, claims_of
from report.verify.excess import check_capped
from report.verify.facts import shown
from report.verify.folding import fold
from report.verify.kinds import Kind, Pair
from report.verify.mentions import mentions_of
from report.verify.methods import method_named
from report.verify.model import Mark
from report.verify.paragraph import Paragraph, is_known, leave
from workbook.spanish.readings import amount_readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.facts import Facts
    from report.verify.kinds import Mention
    from report.verify.ledger import Ledger
    from report.verify.model import Prose

_DIGIT: Final = re.compile(r"\d")
_BESIDE: Final = re.compile(r"\s*[:(]\s*(\d[\d.,]*\d|\d)(?!\s*%)")
_HYPOTHETICAL: Final = re.compile(r"con otro metodo|depende del metodo|otro metodo de calculo")


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
    mentions = mentions_of(prose.text, facts.names, labels)
    if _HYPOTHETICAL.search(fold(prose.text)):
        ledger.leave(prose.place, prose.text, "dice qué sería con otro método: no se recalcula")
        return
    if table is None and whole is None:
        _leave(paragraph, mentions)
        return
    if _states_method(paragraph):
        return
    _untargeted(paragraph)
    claims = claims_of(prose.text, mentions)
    before = sum(ledger.checked.values()) + len(ledger.observations) + len(ledger.unchecked)
    for claim in claims:
        _CHECKS[claim.kind](claim, paragraph)
    if sum(ledger.checked.values()) + len(ledger.observations) + len(ledger.unchecked) == before:
        _leave(paragraph, mentions)


def _states_method(paragraph: Paragraph) -> bool:
    """Take a note that only names the method of the report."""
    folded = fold(paragraph.prose.text)
    if not folded.startswith(("el porcentaje del total es", "la eficacia de cada")):
        return False
    if method_named(paragraph.prose.text) is paragraph.facts.method:
        paragraph.ledger.check("método")
    else:
        paragraph.ledger.leave(paragraph.prose.place, paragraph.prose.text, "nombra otro método")
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


def _leave(paragraph: Paragraph, mentions: Sequence[Mention]) -> None:
    """List a paragraph of which nothing was compared, where it says anything to compare."""
    text = paragraph.prose.text
    if claims_nothing(text, mentions):
        return
    why = (
        "no dice nada que las tablas puedan confirmar"
        if not _DIGIT.search(text)
        else "no se entendió qué compara"
    )
    paragraph.ledger.leave(paragraph.prose.place, text, why)


def _amounts(claim: Claim, paragraph: Paragraph) -> None:
    pair = claim.said.value
    assert isinstance(pair, Pair)  # noqa: S101 - what such claims say
    subject = claim.subjects[0] if claim.subjects else None
    if subject is not None and subject.kind is Kind.UNIT and not is_known(subject, paragraph):
        return
    row = paragraph.row(subject) if subject is not None else paragraph.whole
    if row is None or row.programmed is None or row.executed is None:
        leave(claim, paragraph)
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
        leave(claim, paragraph)
        return
    ledger.check("indicadores")
    if band in allowed:
        return
    named = [paragraph.row(unit) for unit in claim.named]
    if paragraph.prose.comment and any(one is not None and band in facts.bands_of(one) for one in named):
        leave(claim, paragraph)
        return
    expected = facts.scale.band(row.share.ratio).label if row.share is not None else next(iter(allowed)).label
    message = (
        f"La frase dice {paragraph.words(claim.said)}; {shown(row, facts.scale)} es {expected} en la escala."
    )
    ledger.observe(
        Rule.SENTENCE_LABEL, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def _other_time(claim: Claim, paragraph: Paragraph) -> None:
    paragraph.ledger.leave(
        paragraph.place(claim.said), paragraph.words(claim.said), "es de otro periodo, o un umbral"
    )


_CHECKS: Final = {
    ClaimKind.SHARE: check_share,
    ClaimKind.LOOSE: check_loose,
    ClaimKind.CAPPED: check_capped,
    ClaimKind.SIDE: check_side,
    ClaimKind.COUNT: check_count,
    ClaimKind.SILENT: check_silent,
    ClaimKind.AMOUNTS: _amounts,
    ClaimKind.LABEL: _label,
    ClaimKind.OTHER_TIME: _other_time,
}
