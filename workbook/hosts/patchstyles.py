"""Styles of one workbook brought into another: what is there already is used, the rest is appended."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no public name for it

_FIRST_OWN_FORMAT: Final = 164  # number formats below are built in
_REFERENCES: Final = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_AFTER: Final = {
    "numFmts": (),
    "dxfs": ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
}


@dataclass(frozen=True)
class StyleMap:
    """The number of each style of the source in the target: of cells, and of conditional formats."""

    cells: Mapping[str, str]
    accents: Mapping[str, str]


def merged_styles(target: Element, source: Element) -> StyleMap:
    """Add the cell styles and conditional formats of `source` to `target`, both roots of styles.xml."""
    formats = _merged_formats(target, source)
    numbers = {name: _merged(target, source, name) for name in _REFERENCES}

    def renumber(style: Element) -> None:
        for name, attribute in _REFERENCES.items():
            style.set(attribute, numbers[name][style.get(attribute, "0")])
        style.set("numFmtId", formats.get(style.get("numFmtId", "0"), style.get("numFmtId", "0")))
        style.set("xfId", "0")

    def reformat(accent: Element) -> None:
        for one in accent.iterchildren(_name(accent, "numFmt")):
            one.set("numFmtId", formats.get(one.get("numFmtId", ""), one.get("numFmtId", "")))

    cells = _merged(target, source, "cellXfs", renumber)
    cells["0"] = "0"  # a cell without a style of ours has the workbook's own default
    return StyleMap(cells, _merged(target, source, "dxfs", reformat))


def _merged(
    target: Element, source: Element, name: str, adapt: Callable[[Element], None] | None = None
) -> dict[str, str]:
    """Append to a list of the target what it lacks of the source's; return the source's numbers anew."""
    given = source.find(_name(source, name))
    if given is None or not len(given):
        return {"0": "0"}
    held = _list(target, name)
    known = {_canonical(one): str(number) for number, one in reversed(list(enumerate(held)))}
    numbers: dict[str, str] = {}
    for number, one in enumerate(given):
        copy = deepcopy(one)
        if adapt is not None:
            adapt(copy)
        copy = _in_space_of(target, copy)
        key = _canonical(copy)
        if key not in known:
            known[key] = str(len(held))
            held.append(copy)
        numbers[str(number)] = known[key]
    held.set("count", str(len(held)))
    return numbers


def _merged_formats(target: Element, source: Element) -> dict[str, str]:
    given = source.find(_name(source, "numFmts"))
    if given is None:
        return {}
    held = _list(target, "numFmts")
    known = {one.get("formatCode", ""): one.get("numFmtId", "") for one in held}
    numbers: dict[str, str] = {}
    for one in given:
        code = one.get("formatCode", "")
        if code not in known:
            taken = (int(other.get("numFmtId", "0")) for other in held)
            known[code] = str(max((_FIRST_OWN_FORMAT - 1, *taken)) + 1)
            etree.SubElement(held, _name(held, "numFmt"), numFmtId=known[code], formatCode=code)
        numbers[one.get("numFmtId", "")] = known[code]
    held.set("count", str(len(held)))
    return numbers


def _list(root: Element, name: str) -> Element:
    """Return a list of styles, made where the schema wants it if there is none."""
    found = root.find(_name(root, name))
    if found is None:
        found = etree.Element(_name(root, name))
        before = {_name(root, other) for other in _AFTER.get(name, ())}
        at = max((number for number, one in enumerate(root, 1) if one.tag in before), default=0)
        root.insert(at, found)
    return found


def _in_space_of(root: Element, copy: Element) -> Element:
    """Return an element in the namespace of a root (transitional or strict), without prefixes of its own."""
    space = etree.QName(root).namespace
    for one in copy.iter(etree.Element):
        one.tag = etree.QName(space, etree.QName(one).localname).text
    etree.cleanup_namespaces(copy)
    return copy


def _canonical(element: Element) -> bytes:
    copy = deepcopy(element)
    copy.tail = None
    return etree.tostring(copy, method="c14n", exclusive=True)


def _name(element: Element, local: str) -> str:
    return f"{{{etree.QName(element).namespace}}}{local}"
