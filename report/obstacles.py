"""What keeps a report from being published: marks, drafts, open comments, tracked changes, paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.stylesheet import style_names
from report.wordblocks import DRAFT_LABEL
from report.wordfile import W
from report.wordstyles import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from report.wordfile import WordFile

_P: Final = f"{W}p"
_MARK: Final = re.compile(
    r"^Falta (explicar|la información)|: Falta explicar|\. Falta (explicar|la información)"
)
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_PATH: Final = re.compile(r"[A-Za-z]:\\|\\\\|file:/|/home/|/Users/")
_TRACKED: Final = tuple(
    f"{W}{name}"
    for name in (
        "ins del moveFrom moveTo cellIns cellDel cellMerge pPrChange rPrChange tblPrChange trPrChange "
        "tcPrChange sectPrChange tblGridChange numberingChange tblPrExChange"
    ).split()
)
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


class ObstacleKind(Enum):
    """Why a report cannot be published yet."""

    MARK = "marca"
    DRAFT = "borrador"
    COMMENT = "comentario"
    TRACKED = "cambio_controlado"
    PLACEHOLDER = "marcador"
    LINK = "vinculo"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One of them: the heading it stands under ("" outside the body) and its words."""

    kind: ObstacleKind
    place: str
    text: str


def obstacles(file: WordFile) -> list[Obstacle]:
    """Return everything that keeps a report from being published, in the order of the document."""
    styles = style_names(file)
    levels = {styles.get(name, name) for name in HEADINGS.values()}
    found: list[Obstacle] = []
    comments = _open_comments(file)
    for part in stories(file):
        heading = ""
        for paragraph in file.tree(part).iter(_P):
            text = " ".join(text_of(paragraph).split())
            if text and _style(paragraph) in levels:
                heading = text
            found += [Obstacle(kind, heading, text) for kind in _kinds(paragraph, text)]
            found += [
                Obstacle(ObstacleKind.COMMENT, heading, comments.pop(sign.get(f"{W}id", "")))
                for sign in paragraph.iter(f"{W}commentReference")
                if sign.get(f"{W}id", "") in comments
            ]
    return found


def stories(file: WordFile) -> Iterator[str]:
    """Yield the parts of a document that hold text: body, headers, footers, notes."""
    yield file.document
    for relation in file.relations(file.document):
        kind = relation.kind.rpartition("/")[2]
        if kind in ("header", "footer", "footnotes", "endnotes") and file.has(relation.target):
            yield relation.target


def is_path(text: str) -> bool:
    """Tell whether a text holds the path of a file on somebody's computer."""
    return _PATH.search(text) is not None


def _kinds(paragraph: etree._Element, text: str) -> Iterator[ObstacleKind]:
    if _MARK.search(text):
        yield ObstacleKind.MARK
    if text.startswith(DRAFT_LABEL.strip()):
        yield ObstacleKind.DRAFT
    if _PLACEHOLDER.search(text):
        yield ObstacleKind.PLACEHOLDER
    if any(_of(paragraph, node) for node in paragraph.iter(*_TRACKED)):
        yield ObstacleKind.TRACKED
    if any(is_path(code.text or "") for code in paragraph.iter(f"{W}instrText")):
        yield ObstacleKind.LINK


def _of(paragraph: etree._Element, node: etree._Element) -> bool:
    return next(node.iterancestors(_P), None) is paragraph


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _open_comments(file: WordFile) -> dict[str, str]:
    """Return the texts of the comments that nobody has marked as resolved, by id."""
    part = file.related("comments")
    if not part:
        return {}
    done: set[str] = set()
    if extended := file.related("commentsExtended"):
        done = {
            one.get(f"{_W15}paraId", "")
            for one in file.tree(extended).iter(f"{_W15}commentEx")
            if one.get(f"{_W15}done") in ("1", "true")
        }
    found = {}
    for comment in file.tree(part).iter(f"{W}comment"):
        paragraphs = list(comment.iter(_P))
        if not any(paragraph.get(f"{_W14}paraId") in done for paragraph in paragraphs):
            text = " ".join(text_of(paragraph) for paragraph in paragraphs)
            found[comment.get(f"{W}id", "")] = " ".join(text.split())
    return found
