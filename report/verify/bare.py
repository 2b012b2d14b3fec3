"""Tells paragraphs that claim no figure about execution: titles, periods, dates, sources, captions."""

# ruff: noqa: E501 - patterns read best on one line

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report.verify.folding import fold
from report.verify.kinds import Kind
from report.verify.vocabulary import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.verify.kinds import Mention

_MONTH: Final = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre)"
)
_NO_FIGURES: Final = re.compile(
    rf"\b\d{{1,2}}°? de {_MONTH}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b\d{{1,2}}:\d\d\b|\b(?:19|20)\d\d\b|"
    r"^\W*\d{1,2}(?:\.\d{1,2})*[.)] |\b(?:tabla|cuadro|grafico|figura|anexo|pagina)s? (?:n\W*[°º]? ?)?\d+"
)
_EXECUTION: Final = re.compile(
    r"\b(?:ejecu|cumpl|incumpl|alcanz|super|logr|eficac|avanc|metas?\b|porcent|por ?ciento|mitad|tercio|cuart|doble|triple)"
)
_NAMES: Final = (Kind.UNIT, Kind.CODE)


def claims_nothing(text: str, mentions: Sequence[Mention]) -> bool:
    """Tell whether a text has no figure besides dates and codes, and speaks of no execution."""
    folded = fold(text)
    left = _NO_FIGURES.sub(" ", CODE.sub(" ", folded))
    if any(letter.isdigit() for letter in left) or _EXECUTION.search(folded):
        return False
    return all(mention.kind in _NAMES for mention in mentions)
