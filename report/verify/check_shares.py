"""Checks of the percentages that sentences give: to a unit, to the total, to a group, to nobody in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.verify.catalogue import Rule
from report.verify.facts import fits, points_of, says, shown
from report.verify.groups import Scope
from report.verify.kinds import Kind, Percentage
from report.verify.model import Mark
from report.verify.paragraph import is_known, leave, observe_group

if TYPE_CHECKING:
    from report.verify.claims import Claim
    from report.verify.kinds import Mention
    from report.verify.paragraph import Paragraph


def check_share(claim: Claim, paragraph: Paragraph) -> None:
    """Check a percentage against those it belongs to."""
    for subject in claim.subjects:
        if subject.kind is Kind.GROUP:
            _group_share(claim, subject, paragraph)
        else:
            _owned_share(claim, subject, paragraph)


def _owned_share(claim: Claim, subject: Mention, paragraph: Paragraph) -> None:
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    facts, ledger = paragraph.facts, paragraph.ledger
    if subject.kind is Kind.UNIT and not is_known(subject, paragraph):
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


def _group_share(claim: Claim, subject: Mention, paragraph: Paragraph) -> None:
    said = claim.said.value
    assert isinstance(said, Percentage)  # noqa: S101 - what such claims say
    scope = Scope.of(subject, claim, paragraph)
    if scope is None:
        leave(claim, paragraph)
        return
    paragraph.ledger.check("cuantificadores")
    right = [row for row in scope.rows if says(said, row, paragraph.facts.scale)]
    strict = sum(
        row.share is not None and row.share.points == said.points and fits(row, paragraph.facts.scale)
        for row in right
    )
    if not scope.holds(strict, len(right)) and not _total_said(claim, paragraph):
        observe_group(Rule.SENTENCE_SIDE, claim, subject, scope, right, paragraph)


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


def check_loose(claim: Claim, paragraph: Paragraph) -> None:
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
    paragraph.ledger.leave(
        paragraph.place(claim.said), paragraph.words(claim.said), "no se ve de quién es el porcentaje"
    )
