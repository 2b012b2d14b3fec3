from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

import docx
from docx.shared import Cm, Pt

from report.templates.build import TEMPLATE, build
from report.wordstyles import NAMES, style_ids
from tests.support.ooxml import check

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_committed_template_is_what_its_builder_makes() -> None:
    # Part by part: another zlib may pack the same content otherwise.
    with zipfile.ZipFile(TEMPLATE) as committed, zipfile.ZipFile(io.BytesIO(build())) as built:
        assert committed.namelist() == built.namelist()
        for name in built.namelist():
            assert committed.read(name) == built.read(name), name
            assert committed.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
    assert build() == build()


def test_the_template_is_sound_and_lean() -> None:
    assert check(TEMPLATE) == []
    assert TEMPLATE.stat().st_size < 20_000


def test_it_has_every_style_that_the_writer_uses() -> None:
    ids = style_ids(docx.Document(str(TEMPLATE)).styles)
    assert set(ids) == set(NAMES)
    assert len(set(ids.values())) == len(NAMES)


def test_page_language_and_font() -> None:
    opened = docx.Document(str(TEMPLATE))
    section = opened.sections[0]
    assert abs(section.page_width - Cm(21)) < Cm(0.01)
    assert abs(section.left_margin - Cm(2.5)) < Cm(0.01)
    defaults = opened.styles.element.find(f"{W}docDefaults")
    assert defaults.find(f".//{W}lang").get(f"{W}val") == "es-PE"
    assert defaults.find(f".//{W}rFonts").get(f"{W}ascii") == "Calibri"
    assert opened.styles["Title"].font.size == Pt(22)
    assert opened.settings.element.find(f"{W}updateFields") is None


def test_styles_refer_to_styles_that_exist() -> None:
    with zipfile.ZipFile(TEMPLATE) as archive:
        root = ET.fromstring(archive.read("word/styles.xml"))
    ids = [style.get(f"{W}styleId") for style in root.iter(f"{W}style")]
    assert len(set(ids)) == len(ids)
    for kind in ("basedOn", "next", "link"):
        assert {element.get(f"{W}val") for element in root.iter(f"{W}{kind}")} <= set(ids)
