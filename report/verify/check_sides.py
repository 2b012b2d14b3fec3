"""Checks of sides, counts and silence: who is below, how many, who sent no information."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.verify.catalogue import Rule
from report.verify.facts import points_of, shown
from report.verify.groups import Scope, allowed_counts, must_satisfy, satisfies
from report.verify.kinds import Bounded, Counted, Group, Kind
from report.verify.model import Mark
from report.verify.paragraph import is_known, leave, observe_group

if TYPE_CHECKING:
    from report.verify.claims import Claim
    from report.verify.kinds import Mention
    from report.verify.paragraph import Paragraph


def check_side(claim: Claim, paragraph: Paragraph) -> None:
    """Check on which side of their targets a sentence puts units, a group or the total."""
    bounded = claim.said.value
    assert isinstance(bounded, Bounded)  # noqa: S101 - what such claims say
    if paragraph.prose.comment:
        leave(claim, paragraph)
        return
    subject = claim.subjects[0]
    if subject.kind is Kind.UNIT:
        _units_side(claim, bounded, paragraph)
    elif subject.kind is Kind.GROUP:
        _group_side(claim, subject, bounded, paragraph)
    else:
        row = paragraph.row(subject)
        if row is None or points_of(row) is None:
            leave(claim, paragraph)
            return
        paragraph.ledger.check("lados de la meta")
        if not satisfies(row, bounded):
            message = (
                f"La frase dice «{paragraph.words(claim.said)}», y el TOTAL "
                f"tiene {shown(row, paragraph.facts.scale)}."
            )
            _observe_side(Rule.SENTENCE_SIDE, claim, shown(row, paragraph.facts.scale), message, paragraph)


def _units_side(claim: Claim, bounded: Bounded, paragraph: Paragraph) -> None:
    named = [subject for subject in claim.subjects if is_known(subject, paragraph)]
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
        leave(claim, paragraph)
        return
    paragraph.ledger.check("cuantificadores")
    right = [row for row in scope.rows if satisfies(row, bounded)]
    certain = sum(must_satisfy(row, bounded) for row in right)
    if not scope.holds(certain, len(right)):
        observe_group(Rule.SENTENCE_SIDE, claim, subject, scope, right, paragraph)


def _observe_side(rule: Rule, claim: Claim, expected: str, message: str, paragraph: Paragraph) -> None:
    paragraph.ledger.observe(
        rule, paragraph.place(claim.said), paragraph.words(claim.said), expected, message
    )


def check_count(claim: Claim, paragraph: Paragraph) -> None:
    """Check how many units a sentence says there are."""
    subject = claim.subjects[0]
    counted = subject.value
    assert isinstance(counted, Counted)  # noqa: S101 - what such claims say
    if paragraph.prose.comment or paragraph.table is None or counted.group is not Group.ALL:
        return
    allowed = allowed_counts(subject, claim, paragraph)
    paragraph.ledger.check("cuentas de unidades")
    if counted.number not in allowed:
        expected = str(min(allowed))
        message = (
            f"La frase dice «{paragraph.words(subject)}», y la tabla "
            f"de {paragraph.prose.code} tiene {expected}."
        )
        paragraph.ledger.observe(
            Rule.SENTENCE_COUNT, paragraph.place(subject), paragraph.words(subject), expected, message
        )


def check_silent(claim: Claim, paragraph: Paragraph) -> None:
    """Check who sent information, or how many did."""
    if paragraph.table is None or paragraph.prose.comment:
        leave(claim, paragraph)
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
