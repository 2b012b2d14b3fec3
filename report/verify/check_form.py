"""Remarks on form and wording, which change nothing of what a report says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.model import RowKind

if TYPE_CHECKING:
    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import FigureRow, Place

_WRONG: Final = re.compile(
    r"\bést[eao]s?\s+(?=(?:Acción|acción|caso|principal|Objetivo|objetivo|AEI|OEI|unidad|área|periodo|año)\b)"
)
_TWO_ARTICLES: Final = re.compile(r"\b(?:el la|la el|los las|el los|la las|el el|la la)\b", re.IGNORECASE)
_TYPED: Final = re.compile(r"[AO]EI\.\d{2}(?:\.\d{2})?")
_SEPARATED: Final = re.compile(r"\d,\d{3}")
_RUN_ON: Final = re.compile(r"\d{4,}")


def check_form(facts: Facts, ledger: Ledger) -> None:
    """Note what a careful reader would mend, though no figure is wrong."""
    for prose in facts.report.prose:
        for pattern, why in (
            (_WRONG, "Delante de un sustantivo, «este» y «esta» no llevan tilde."),
            (_TWO_ARTICLES, "Sobra un artículo."),
        ):
            for found in pattern.finditer(prose.text):
                place = prose.place.narrowed(found.start(), found.end())
                ledger.observe(Rule.WORDING, place, found[0].strip(), "", why)
    for title in facts.report.titles:
        if title.typed and not _TYPED.fullmatch(title.typed):
            message = f"El código se escribe de otro modo que los demás: {title.code}."
            ledger.observe(Rule.CODE_FORM, title.place, title.typed, title.code, message)
    _thousands(facts, ledger)


def _thousands(facts: Facts, ledger: Ledger) -> None:
    rows = [row for table in facts.report.units for row in (*table.rows, table.total) if row is not None]
    rows += [row for table in facts.report.objectives for row in table.rows if row.kind is not RowKind.UNIT]
    cells = [one for row in rows for one in _amounts(row)]
    kinds = Counter(
        bool(_SEPARATED.search(text)) for text, _ in cells if _RUN_ON.search(text) or _SEPARATED.search(text)
    )
    if not kinds[True]:
        return
    for text, place in cells:
        if _RUN_ON.fullmatch(text):
            message = f"Las demás cantidades llevan separador de miles: «{text}»."
            ledger.observe(Rule.NUMBER_FORM, place, text, f"{int(text):,}", message)


def _amounts(row: FigureRow) -> list[tuple[str, Place]]:
    return [(one.text.strip(), one.place) for one in (row.programmed, row.executed) if one is not None]
