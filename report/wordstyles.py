"""Which style of the template each thing gets: found by name, since ids differ between languages of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.outline import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.styles.styles import Styles

ROLES = {
    Role.TITLE: "Title",
    Role.SUBTITLE: "Subtitle",
    Role.FACTS: "Eficacia Datos",
    Role.ADDRESS: "Eficacia Memorando",
    Role.SIGNATURE: "Eficacia Firma",
    Role.BODY: "Body Text",
    Role.NOTE: "Eficacia Nota",
    Role.MARK: "Eficacia Marca",
    Role.DRAFT: "Eficacia Borrador",
    Role.BULLET: "List Bullet",
    Role.FILL: "Eficacia Relleno",
}
HEADINGS = {1: "heading 1", 2: "heading 2", 3: "heading 3"}
CONTENTS = {1: "toc 1", 2: "toc 2", 3: "toc 3"}
COVER, CONTENTS_TITLE, CAPTION = "Eficacia Portada", "TOC Heading", "caption"
CHART, LEGEND, SPACER = "Eficacia Gráfico", "Eficacia Leyenda", "Eficacia Separador"
TABLE, CELL, FIGURE = "Eficacia Tabla", "Eficacia Celda", "Eficacia Cifra"

NAMES = (
    *ROLES.values(),
    *HEADINGS.values(),
    *CONTENTS.values(),
    *(COVER, CONTENTS_TITLE, CAPTION, CHART, LEGEND, SPACER, TABLE, CELL, FIGURE),
)


class MissingStyles(ValueError):  # noqa: N818 - named as the condition it is
    """The template has no styles of these `names`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def style_ids(styles: Styles) -> Mapping[str, str]:
    """Return the id of each style this writer uses, by name.

    Raises:
        MissingStyles: the template lacks some.
    """
    found: dict[str, str] = {}
    for element in styles.element.style_lst:
        found.setdefault(str(element.name_val).lower(), str(element.styleId))
    if missing := tuple(name for name in NAMES if name.lower() not in found):
        raise MissingStyles(missing)
    return {name: found[name.lower()] for name in NAMES}
