"""Section II: the planner's comments, drafts from the causes, comments that the figures contradict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from workbook.domain.causes import is_explanation
from workbook.domain.cells import ZERO
from workbook.domain.exact import total
from workbook.domain.findings import Code, Finding, finding
from workbook.domain.plain import plain
from workbook.spanish.grammar import of_the, sentence_case, the
from workbook.spanish.phrases import quoted, shortened, unit_noun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from workbook.domain.model import OrgUnit
    from workbook.domain.results import ActionResult, Evaluation, Outcome, UnitInAction
    from workbook.domain.scale import Band

_PRAISE: Final = frozenset(
    """
    excelente excelentes optimo optima optimos optimas satisfactorio satisfactoria
    satisfactoriamente exito exitoso exitosa exitosamente sobresaliente sobresalientes destacable
    destacado destacada destacados felicita felicitar felicitaciones loable meritorio meritoria
    encomiable extraordinario extraordinaria
    """.split()
)
_PRAISING_PHRASES: Final = (
    "superar las expectativas",
    "superado las expectativas",
    "supero las expectativas",
    "superaron las expectativas",
    "expectativas esperadas",
    "gran labor",
    "gran desempeno",
    "buen desempeno",
    "buena labor",
    "arduo trabajo",
    "logro importante",
    "importante logro",
    "se logro superar",
    "a pesar de ello se cumplio",
)
_GENERIC: Final = frozenset(
    """
    unidad oficina gerencia subgerencia departamento direccion subdireccion area division jefatura
    servicio organo equipo centro de del la las los el y e
    """.split()
)


class CommentKind(Enum):
    """Where a comment of section II comes from."""

    PLANNER = "planner"
    DRAFT = "draft"
    MISSING = "missing"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of section II about an OEI or AEI (`level` "oei" or "aei"); a missing one has no text.

    Where only reports are missing, not targets, the text names the units that did not report.
    """

    level: str
    code: str
    kind: CommentKind
    text: str = ""


def comments_of(evaluation: Evaluation, objective: int) -> Iterator[Comment]:
    """Yield the comments of the OEI at that position: the planner's; else drafts or the mark for each AEI.

    An AEI that met its target, or is covered by no figure, needs none, nor one whose OEI has a comment.
    """
    result = evaluation.objectives[objective]
    given = evaluation.framework.comments
    general = given.get(result.objective.code, "").strip()
    if general:
        yield Comment("oei", result.objective.code, CommentKind.PLANNER, general)
    for action in result.actions:
        if text := given.get(action.action.code, "").strip():
            yield Comment("aei", action.action.code, CommentKind.PLANNER, text)
        elif not general and _below(action.outcome):
            yield _unexplained(action)


def _unexplained(action: ActionResult) -> Comment:
    """Return the draft for an AEI below its target without a comment; else what is missing."""
    code = action.action.code
    if draft := draft_from_causes(action):
        return Comment("aei", code, CommentKind.DRAFT, draft)
    if any(row.reported for part in action.units for row in part.shortfalls):
        return Comment("aei", code, CommentKind.MISSING)
    silent = [of_the(unit_noun(part.unit)) for part in action.units if part.shortfalls]
    return Comment("aei", code, CommentKind.UNREPORTED, shortened(silent, "de "))


def draft_from_causes(result: ActionResult) -> str:
    """Return the causes that the units gave, quoted and attributed; "" where none explains anything."""
    sentences = []
    for part in result.units:
        causes = dict.fromkeys(row.cause.strip() for row in part.shortfalls if is_explanation(row.cause))
        if causes:
            informs = "informan" if unit_noun(part.unit).plural else "informa"
            sentences.append(f"{sentence_case(the(unit_noun(part.unit)))} {informs}: {quoted(causes)}.")
    return " ".join(sentences)


def review_comments(evaluation: Evaluation) -> list[Finding]:
    """Return a finding for every comment that the figures of its OEI or AEI contradict."""
    comments = evaluation.framework.comments
    found: list[Finding] = []
    for objective in evaluation.objectives:
        code = objective.objective.code
        open_actions = tuple(a for a in objective.actions if not comments.get(a.action.code, "").strip())
        found += _review(code, objective.outcome, open_actions, objective.actions, evaluation)
        for action in objective.actions:
            found += _review(action.action.code, action.outcome, (action,), (action,), evaluation)
    return found


def _review(
    code: str,
    outcome: Outcome,
    to_explain: tuple[ActionResult, ...],
    spoken_of: tuple[ActionResult, ...],
    evaluation: Evaluation,
) -> Iterator[Finding]:
    text = evaluation.framework.comments.get(code, "").strip()
    if not text:
        return
    sheet, cell = evaluation.framework.comment_cells.get(code, ("", ""))
    for why, names, bands in _contradictions(text, outcome, to_explain, spoken_of, evaluation):
        yield finding(
            Code.CONTRADICTORY_COMMENT,
            sheet=sheet,
            cell=cell,
            subject=f"{code}:{why}",
            action=code,
            why=why,
            names=names,
            band=bands,
        )


def _contradictions(
    text: str,
    outcome: Outcome,
    to_explain: tuple[ActionResult, ...],
    spoken_of: tuple[ActionResult, ...],
    evaluation: Evaluation,
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield why ("names_none", "praise"), the units or AEI concerned, and the labels of those AEI."""
    units = weightiest([part for action in to_explain for part in action.units])
    if _below(outcome) and units and not any(_names(text, unit) for unit in units):
        yield "names_none", tuple(unit.shown for unit in units), ()
    if _praises(text):
        bands = {a.action.code: _band_without_praise(a.outcome, evaluation) for a in spoken_of}
        undeserved = {code: band.label for code, band in bands.items() if band is not None}
        if undeserved:
            yield "praise", tuple(undeserved), tuple(dict.fromkeys(undeserved.values()))


def _band_without_praise(outcome: Outcome, evaluation: Evaluation) -> Band | None:
    """Return the band of a result if it deserves no praise: the lowest, or the one beyond 100 %."""
    band, scale = outcome.band, evaluation.framework.scale
    if band is None or band is scale.lowest:
        return band
    return band if band is scale.bands[-1] and band.lower >= 1 and not band.inclusive else None


def weightiest(parts: Sequence[UnitInAction]) -> tuple[OrgUnit, ...]:
    """Return the fewest units that together make more than half of what is missing, the widest gap first.

    What nobody reported is not known to be missing.
    """
    missing: dict[str, tuple[Decimal, OrgUnit]] = {}
    for part in parts:
        before = missing.get(part.unit.key, (ZERO, part.unit))[0]
        gap = total(row.missing for row in part.shortfalls if row.reported)
        missing[part.unit.key] = (before + gap, part.unit)
    whole = total(amount for amount, _ in missing.values())
    chosen: list[OrgUnit] = []
    gathered = ZERO
    for amount, unit in sorted(missing.values(), key=lambda pair: pair[0], reverse=True):
        if 2 * gathered > whole or not amount:
            break
        gathered += amount
        chosen.append(unit)
    return tuple(chosen)


def _below(outcome: Outcome) -> bool:
    return outcome.efficacy is not None and outcome.efficacy < 1


def _names(text: str, unit: OrgUnit) -> bool:
    """Tell whether a text names a unit: whole, by its acronym, or by its distinctive words."""
    words = f" {plain(text)} "
    distinctive = " ".join(word for word in plain(unit.shown).split() if word not in _GENERIC)
    shortened = " ".join(word for word in words.split() if word not in _GENERIC)
    return (
        f" {plain(unit.shown)} " in words
        or bool(unit.acronym and f" {plain(unit.acronym)} " in words)
        or bool(distinctive and f" {distinctive} " in f" {shortened} ")
    )


def _praises(text: str) -> bool:
    words = plain(text)
    return bool(_PRAISE.intersection(words.split())) or any(phrase in words for phrase in _PRAISING_PHRASES)
