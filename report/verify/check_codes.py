"""Checks of the codes that paragraphs mention: known ones, followed by their own names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report.verify.catalogue import Rule
from report.verify.cells import canonical
from report.verify.folding import fold, key_of
from report.verify.vocabulary import CODE
from workbook.domain.codes import split_code

if TYPE_CHECKING:
    from report.verify.facts import Facts
    from report.verify.ledger import Ledger
    from report.verify.model import Prose

_JOINT: Final = re.compile(r"\s*[:.–—-]?\s*")
_LONGEST: Final = 200


def check_codes(prose: Prose, facts: Facts, ledger: Ledger) -> None:
    """Check every code of a paragraph against those of the report, where the report has any."""
    names = facts.code_names
    if not names:
        return
    folded = fold(prose.text)
    for found in CODE.finditer(folded):
        typed = prose.text[found.start() : found.end()]
        code = canonical(split_code(typed)[0])
        place = prose.place.narrowed(*found.span())
        ledger.check("códigos")
        if code not in names and not facts.complete:
            ledger.leave(place, typed, "hay tablas que no se reconocen: el código puede estar en ellas")
            continue
        if code not in names:
            message = f"El código {typed} no está en ninguna tabla ni título del informe."
            ledger.observe(Rule.CODE_ALONE, place, typed, "", message)
            continue
        joint = _JOINT.match(folded, found.end())
        start = joint.end() if joint else found.end()
        following = key_of(folded[start : start + _LONGEST])
        own = names[code]
        if not own or following[: len(own)] == own:
            continue
        other = next(
            (c for c, name in names.items() if len(name) > 1 and following[: len(name)] == name), None
        )
        if other is not None and other != code:
            message = f"Después de {typed} está el nombre de {other}; el suyo es «{facts.code_title(code)}»."
            ledger.observe(Rule.NAME_DIFFERS, place, typed, facts.code_title(code), message)
