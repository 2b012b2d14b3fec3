"""New data for a chart of a document: what a person has changed in its appearance stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from report.charts import chart_part, height
from report.newblocks import WORKBOOK_TYPE
from report.wordfile import REFERENCE

if TYPE_CHECKING:
    from report.outline import Chart
    from report.wordfile import WordFile

_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_OF_SERIES: Final = ("dPt", "dLbls", "cat", "val")
_BEFORE_DATA: Final = tuple(f"{_C}{name}" for name in ("chart", "spPr", "txPr"))
_OF_AXIS: Final = ("scaling/{0}max", "majorUnit")


def refresh_chart(file: WordFile, reference: etree._Element, chart: Chart) -> bool:
    """Exchange categories, values, colours and labels of points, title and scale, and the data workbook.

    `reference` is the element of the body that leads to the chart. Return whether there was anything to do.
    """
    number = reference.get(f"{REFERENCE}id", "")
    part = next(
        (r.target for r in file.relations(file.document) if r.id == number and file.has(r.target)), ""
    )
    if not part:
        return False
    xml, workbook = chart_part(chart)
    old, new = file.tree(part), etree.fromstring(xml)
    if _data(old) == _data(new):
        return False
    _resize(reference, old, chart)
    _exchange_series(old, new)
    _exchange_title(old, new)
    _exchange_scale(old, new)
    file.touch(part)
    if data := file.related("package", part):
        file.put(data, workbook)
    elif old.find(f"{_C}externalData") is None:
        data = file.free_name("word/embeddings/Datos{}.xlsx")
        file.put(data, workbook, WORKBOOK_TYPE)
        link = old.makeelement(f"{_C}externalData", {f"{REFERENCE}id": file.relate(data, "package", part)})
        etree.SubElement(link, f"{_C}autoUpdate", {"val": "0"})
        last = [child for child in old if child.tag in _BEFORE_DATA][-1]
        last.addnext(link)
    for drawing in reference.iterancestors(f"{_WP}inline", f"{_WP}anchor"):
        if (named := drawing.find(f"{_WP}docPr")) is not None:
            named.set("descr", " ".join((chart.description or chart.caption or chart.title).split()))
    return True


def _data(root: etree._Element) -> list[list[str]]:
    """Return what is drawn: categories, values, and the colour of each point."""
    found = [
        [value.text or "" for value in root.iterfind(f".//{_C}{name}//{_C}v")] for name in ("cat", "val")
    ]
    found.append([colour.get("val", "") for colour in root.iterfind(f".//{_C}dPt//{_A}srgbClr")])
    return found


def _resize(reference: etree._Element, old: etree._Element, chart: Chart) -> None:
    """Give a chart of as many bars as it has now its height, unless a person has chosen another."""
    count = next((int(one.get("val", "0")) for one in old.iterfind(f".//{_C}cat//{_C}ptCount")), 0)
    before = height(replace(chart, categories=("",) * count))
    for drawing in reference.iterancestors(f"{_WP}inline"):
        extent = drawing.find(f"{_WP}extent")
        if extent is not None and extent.get("cy") == str(before):
            extent.set("cy", str(height(chart)))


def _exchange_series(old: etree._Element, new: etree._Element) -> None:
    theirs, ours = (next(root.iter(f"{_C}ser"), None) for root in (old, new))
    if theirs is None or ours is None:
        return
    for name in _OF_SERIES:
        gone, fresh = theirs.findall(f"{_C}{name}"), ours.findall(f"{_C}{name}")
        if not gone:
            continue
        place = theirs.index(gone[0])
        for element in gone:
            theirs.remove(element)
        for offset, element in enumerate(fresh):
            theirs.insert(place + offset, element)


def _exchange_title(old: etree._Element, new: etree._Element) -> None:
    titles = [root.find(f"{_C}chart/{_C}title") for root in (old, new)]
    theirs, ours = ([] if title is None else list(title.iter(f"{_A}t")) for title in titles)
    if theirs and ours:
        theirs[0].text = "".join(piece.text or "" for piece in ours)
        for piece in theirs[1:]:
            piece.text = ""


def _exchange_scale(old: etree._Element, new: etree._Element) -> None:
    """Let the axis reach as far as the new values."""
    theirs, ours = (next(root.iter(f"{_C}valAx"), None) for root in (old, new))
    if theirs is None or ours is None:
        return
    for path in _OF_AXIS:
        steps = "/".join(f"{_C}{step}" for step in path.format("").split("/"))
        before, after = theirs.find(steps), ours.find(steps)
        if before is not None and after is not None:
            before.set("val", after.get("val", ""))
