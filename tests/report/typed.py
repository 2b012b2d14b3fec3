"""Word files that people and programs other than ours make, and how to change them as they do."""

from __future__ import annotations

import functools
import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree

from tests.support.ooxml import check

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W.strip("{}")}


def typed_by_hand() -> bytes:
    """A report typed in a Word processor: headings, formatted words, a link, a table."""
    word = docx.Document()
    word.add_heading("I. Contribución por áreas", 1)
    first = word.add_paragraph("La meta se cumplió al ")
    first.add_run("94 %").bold = True
    first.add_run(", con\tun tabulador y\nun salto.").italic = True
    word.add_paragraph()
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Área", "1,234"
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


@functools.cache
def findings(content: bytes) -> list[str]:
    """What is wrong with a file, as `tests.support.ooxml.check` says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "informe.docx")
        path.write_bytes(content)
        # stylesWithEffects is Word 2010's copy of the styles, which python-docx's template still has
        return [found for found in check(path) if "stylesWithEffects" not in found]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def edited(
    content: bytes, change: Callable[[etree._Element], object], part: str = "word/document.xml"
) -> bytes:
    """The file with the tree of one part changed."""
    all_parts = parts(content)
    root = etree.fromstring(all_parts[part])
    change(root)
    all_parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(all_parts)


def fragment(xml: str) -> etree._Element:
    """An element of WordprocessingML written as text."""
    return etree.fromstring(re.sub(r"^<[\w:]+", rf'\g<0> xmlns:w="{NS["w"]}"', xml))
