"""The names by which Word finds the blocks of a document: tags, ids, bookmarks, caption numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.outline import Chart, Heading, Table
from report.wordxml import clean

if TYPE_CHECKING:
    from report.outline import Document

TAG_LONGEST = 64  # characters that Word accepts in a tag
_HASH_LENGTH = 12
_ID_LIMIT = 2**31 - 1


class RepeatedKey(ValueError):  # noqa: N818 - named as the condition it is
    """Two blocks of an outline have the key `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its number in the document and its name."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What a caption begins with ("Tabla 3") and the bookmark around it."""

    kind: str
    number: int
    bookmark: Bookmark

    @property
    def label(self) -> str:
        """The words that a cross-reference repeats."""
        return f"{self.kind}\N{NO-BREAK SPACE}{self.number}"


@dataclass(frozen=True, slots=True)
class Anchors:
    """Tag and id of every block, bookmark of every heading, caption of tables and charts; by block key."""

    tags: dict[str, str]
    ids: dict[str, int]
    headings: dict[str, Bookmark]
    captions: dict[str, Caption]


def tag_of(key: str) -> str:
    """Return the key as a tag; a key too long for Word ends in a hash of the whole.

    >>> tag_of("aei:AEI.01.01:parrafo")
    'aei:AEI.01.01:parrafo'
    >>> len(tag_of("x" * 100))
    64
    """
    plain = " ".join(clean(key).split())
    if plain == key and len(key) <= TAG_LONGEST:
        return key
    return f"{plain[: TAG_LONGEST - _HASH_LENGTH - 1]}~{_digest(key).hex()[:_HASH_LENGTH]}"


def anchors_of(document: Document, first: int = 1) -> Anchors:
    """Name every block of the document; the same outline always gets the same names.

    Bookmarks are numbered from `first` on.

    Raises:
        RepeatedKey: two blocks have the same key.
    """
    anchors = Anchors({}, {}, {}, {})
    names: set[str] = set()
    taken: set[int] = set()
    counts = {"Tabla": 0, "Gráfico": 0}
    for block in document.blocks():
        if block.key in anchors.tags:
            raise RepeatedKey(block.key)
        anchors.tags[block.key] = tag_of(block.key)
        anchors.ids[block.key] = _number(block.key, taken)
        if isinstance(block, Heading):
            anchors.headings[block.key] = _bookmark("_Toc", block.key, names, first)
        elif isinstance(block, Table | Chart) and block.caption:
            kind = "Tabla" if isinstance(block, Table) else "Gráfico"
            counts[kind] += 1
            mark = _bookmark("_Ref", block.key, names, first)
            anchors.captions[block.key] = Caption(kind, counts[kind], mark)
    return anchors


def _digest(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _number(key: str, taken: set[int]) -> int:
    number = int.from_bytes(_digest(key)) % _ID_LIMIT + 1
    while number in taken:
        number = number % _ID_LIMIT + 1
    taken.add(number)
    return number


def _bookmark(prefix: str, key: str, names: set[str], first: int) -> Bookmark:
    number = int.from_bytes(_digest(key)) % 10**9
    while (name := f"{prefix}{number:09}") in names:
        number = (number + 1) % 10**9
    names.add(name)
    return Bookmark(len(names) - 1 + first, name)
