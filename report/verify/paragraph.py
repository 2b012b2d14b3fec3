"""A paragraph that is being checked, and what checks of its claims share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.facts import shown
from report.verify.kinds import Group, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.claims import Claim
    from report.verify.facts import Facts
    from report.verify.groups import Scope
    from report.verify.kinds import Mention
    from report.verify.ledger import Ledger
    from report.verify.model import FigureRow, Place, Prose, UnitTable

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


def is_known(subject: Mention, paragraph: Paragraph) -> bool:
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
    words = paragraph.words(subject)
    beside = paragraph.prose.text[subject.end : subject.end + 2]
    if subject.value is None and words.isupper() and words.isalpha() and beside != " (":
        paragraph.ledger.leave(paragraph.place(subject), words, "la sigla no está en las tablas")
        return False
    code = paragraph.prose.code
    message = f"«{paragraph.words(subject)}» no está {_WHERE.format(code=code)}."
    names = ", ".join(row.name for row in paragraph.table.rows)
    total = paragraph.table.total
    root = None if total is None else paragraph.ledger.fault_at(total.place)
    paragraph.ledger.observe(
        Rule.SENTENCE_UNIT, paragraph.place(subject), paragraph.words(subject), names, message, root
    )
    return False


def observe_group(
    rule: Rule, claim: Claim, subject: Mention, scope: Scope, right: Sequence[FigureRow], paragraph: Paragraph
) -> None:
    """Tell that a group is not as a sentence says; `right` are the rows that are."""
    scale = paragraph.facts.scale
    wrong = [row for row in scope.rows if row not in right]
    told = wrong if scope.group in (Group.ALL, Group.OTHERS) else list(right)
    names = ", ".join(f"{row.name} ({shown(row, scale)})" for row in told[:6]) or "ninguna"
    message = (
        f"«{paragraph.words(subject)}… {paragraph.words(claim.said)}»: la tabla dice otra cosa: {names}."
    )
    if scope.group is Group.SOME:
        rule = Rule.SENTENCE_COUNT
        message = (
            f"«{paragraph.words(subject)}… {paragraph.words(claim.said)}»: "
            f"por la tabla son {len(right)} ({names})."
        )
    first, last = sorted((subject, claim.said), key=lambda one: one.start)
    place = paragraph.prose.place.narrowed(first.start, max(first.end, last.end))
    printed = paragraph.prose.text[place.start : place.end]
    expected = str(len(right)) if scope.group is Group.SOME else names
    paragraph.ledger.observe(rule, place, printed, expected, message)


def leave(claim: Claim, paragraph: Paragraph) -> None:
    """Write down that a claim could not be checked."""
    paragraph.ledger.leave(
        paragraph.place(claim.said), paragraph.words(claim.said), "no hay con qué compararlo en la tabla"
    )
