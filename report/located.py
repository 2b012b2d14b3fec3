"""Where the blocks of a report are in a document that people and programs have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report.inlines import text_of
from report.printed import Kind, normal
from report.wordfile import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

P: Final = f"{W}p"
TBL: Final = f"{W}tbl"
SDT: Final = f"{W}sdt"
CONTENT: Final = f"{W}sdtContent"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_WRAPPERS: Final = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag")


@dataclass(slots=True)
class Found:
    """A block in a document: its paragraphs and tables, and the control around them or in one of them.

    Without a control it was found by its text.
    """

    tag: str
    atoms: list[etree._Element]
    control: etree._Element | None = None

    @property
    def is_wrapped(self) -> bool:
        """Whether the control holds whole paragraphs, as the program writes it."""
        return self.control is not None and self.atoms[0] is not self.control and _is_block(self.control)

    def paragraphs(self) -> list[etree._Element]:
        """Return the paragraphs that show some text."""
        return [atom for atom in self.atoms if atom.tag == P and normal(text_of(atom))]

    def texts(self) -> tuple[str, ...]:
        """Return what those paragraphs show."""
        return tuple(filter(None, (normal(text_of(atom)) for atom in self.atoms if atom.tag == P)))

    def table(self) -> etree._Element | None:
        """Return its table."""
        return next((atom for atom in self.atoms if atom.tag == TBL), None)

    def chart(self) -> etree._Element | None:
        """Return the reference to its chart."""
        return next((chart for atom in self.atoms for chart in atom.iter(_CHART)), None)

    def first(self) -> etree._Element:
        """Return the element before which something can be put."""
        return self.control if self.control is not None and self.is_wrapped else self.atoms[0]

    def last(self) -> etree._Element:
        """Return the element after which something can be put."""
        return self.control if self.control is not None and self.is_wrapped else self.atoms[-1]


@dataclass(slots=True)
class Located:
    """What was found, by tag; the controls of copies; all paragraphs and tables of the body, in order."""

    found: dict[str, Found] = field(default_factory=dict)
    copies: list[tuple[str, etree._Element]] = field(default_factory=list)
    atoms: list[etree._Element] = field(default_factory=list)


def locate(body: etree._Element, kinds: Mapping[str, Kind]) -> Located:
    """Find the blocks whose tags are in `kinds` by their controls, wherever these are.

    The first control with a tag is the block, others are copies.
    """
    located = Located(atoms=list(body_atoms(body)))
    for control in body.iter(SDT):
        tag = tag_in(control)
        if tag not in kinds:
            continue
        if tag in located.found:
            located.copies.append((tag, control))
        elif atoms := _atoms_of(control, kinds, tag):
            located.found[tag] = Found(tag, atoms, control)
    return located


def body_atoms(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body, those in controls too, not those in cells and boxes."""
    for child in element:
        if child.tag in (P, TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from body_atoms(child)


def tag_in(control: etree._Element) -> str:
    """Return the tag of a content control, or ""."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "")


def unwrap(control: etree._Element) -> None:
    """Take a control away and leave what it holds."""
    holder, content = control.getparent(), control.find(CONTENT)
    if holder is None:
        return
    place = holder.index(control)
    for child in list(content) if content is not None else []:
        holder.insert(place, child)
        place += 1
    holder.remove(control)


def _is_block(control: etree._Element) -> bool:
    content = control.find(CONTENT)
    return content is not None and any(True for _ in body_atoms(content))


def _atoms_of(control: etree._Element, kinds: Mapping[str, Kind], tag: str) -> list[etree._Element]:
    content = control.find(CONTENT)
    if content is None:
        return []
    if atoms := [atom for atom in body_atoms(content) if _innermost(atom, kinds) is control]:
        return atoms
    paragraph = next(control.iterancestors(P), None)
    if paragraph is None:
        return []
    if kinds[tag] is Kind.TABLE:
        return _around_table(paragraph)
    return _around_chart(paragraph) if kinds[tag] is Kind.CHART else [paragraph]


def _innermost(atom: etree._Element, kinds: Mapping[str, Kind]) -> etree._Element | None:
    return next((control for control in atom.iterancestors(SDT) if tag_in(control) in kinds), None)


def _around_table(paragraph: etree._Element) -> list[etree._Element]:
    """Return caption and table: other programs leave the control in the first paragraph of the block."""
    holder = next(paragraph.iterancestors(TBL), None)
    if holder is not None:
        return [holder]
    following = paragraph.getnext()
    while following is not None and following.tag != TBL:
        if following.tag != P or normal(text_of(following)):
            return [paragraph]
        following = following.getnext()
    return [paragraph] if following is None else [paragraph, following]


def _around_chart(paragraph: etree._Element) -> list[etree._Element]:
    """Return drawing, legend and caption around one of them."""
    atoms = [paragraph]
    before, after = paragraph.getprevious(), paragraph.getnext()
    if (
        next(paragraph.iter(_CHART), None) is None
        and before is not None
        and next(before.iter(_CHART), None) is not None
    ):
        atoms.insert(0, before)
    while after is not None and after.tag == P and len(atoms) < 3:  # noqa: PLR2004 - drawing, legend, caption
        atoms.append(after)
        if normal(text_of(after)).startswith("Gráfico #"):
            return atoms
        after = after.getnext()
    return atoms[: 1 + (atoms[0] is not paragraph)]
