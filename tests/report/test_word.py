from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from report.anchors import RepeatedKey, tag_of
from report.entitytemplate import prepare
from report.outline import (
    Contents,
    Heading,
    Paragraph,
    Reference,
    Role,
    Text,
)
from report.word import DEFAULT_TEMPLATE, write
from report.wordblocks import UnknownReference
from report.wordstyles import MissingStyles, style_ids
from report.wordxml import clean
from tests.report.readback import W, body_of, bookmarks, control, document, instructions, style_names, text_of
from tests.report.rich import HOSTILE, LONG_KEY, rich
from tests.support.libreoffice import Office
from tests.support.ooxml import check
from tests.support.programs import require

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(rich())


@pytest.fixture(scope="module")
def body(content: bytes) -> ET.Element:
    return body_of(content)


def test_the_file_is_sound(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "informe.docx"
    path.write_bytes(content)
    assert check(path) == []


def test_the_same_outline_gives_the_same_bytes(content: bytes) -> None:
    assert write(rich()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_every_block_has_its_control(body: ET.Element) -> None:
    tags = [tag.get(f"{W}val") for tag in body.iter(f"{W}tag")]
    keys = [block.key for block in rich().blocks() if not block.key.startswith("salto")]
    assert tags == [tag_of(key) for key in keys]
    assert len(set(tags)) == len(tags)
    assert max(map(len, tags)) == 64
    ids = [int(number.get(f"{W}val")) for number in body.iterfind(f".//{W}sdtPr/{W}id")]
    assert len(set(ids)) == len(tags)
    assert all(0 < number < 2**31 for number in ids)
    assert [child.tag for child in body] == [f"{W}sdt"] * len(tags) + [f"{W}sectPr"]


def test_the_control_tells_where_figures_come_from(body: ET.Element) -> None:
    aliases = [alias.get(f"{W}val") for alias in body.iter(f"{W}alias")]
    assert "Tabla · Origen: UTD!E7:F12" in aliases
    assert "Índice" in aliases
    assert max(map(len, aliases)) <= 255
    many = write(document(Paragraph("p", (Text("x"),), sources=tuple(f"UTD!E{n}" for n in range(7, 99)))))
    (alias,) = [alias.get(f"{W}val") for alias in body_of(many).iter(f"{W}alias")]
    assert re.fullmatch(r"Párrafo · Origen: UTD!E7; .*; UTD!E\d+ y \d+ más", alias)


def test_long_keys_stay_apart() -> None:
    one, other = tag_of(LONG_KEY + "a"), tag_of(LONG_KEY + "b")
    assert one != other
    assert len(one) == len(other) == 64
    assert tag_of("a\nb") != tag_of("a b") == "a b"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_only_text(body: ET.Element, number: int) -> None:
    expected = clean(HOSTILE[number])
    paragraph = control(body, f"hostil:{number}")
    assert text_of(paragraph) == expected * 2
    assert "\x00" not in expected
    assert len(list(paragraph.iter(f"{W}p"))) == 1


def test_clean_keeps_what_xml_allows() -> None:
    assert clean(HOSTILE[0]) == "control  fin"
    assert clean("a\r\nb\rc\td\u202e𝒳\u00a0") == "a\nb\nc\td\u202e𝒳\u00a0"


@pytest.mark.parametrize(
    ("role", "style"),
    [
        (Role.TITLE, "Title"),
        (Role.SUBTITLE, "Subtitle"),
        (Role.FACTS, "Eficacia Datos"),
        (Role.ADDRESS, "Eficacia Memorando"),
        (Role.SIGNATURE, "Eficacia Firma"),
        (Role.BODY, "Body Text"),
        (Role.NOTE, "Eficacia Nota"),
        (Role.MARK, "Eficacia Marca"),
        (Role.DRAFT, "Eficacia Borrador"),
        (Role.BULLET, "List Bullet"),
        (Role.FILL, "Eficacia Relleno"),
    ],
)
def test_a_role_has_its_style(content: bytes, body: ET.Element, role: Role, style: str) -> None:
    paragraph = control(body, f"rol:{role.value}").find(f"{W}p")
    assert style_names(content)[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")] == style
    drafted = "Borrador por confirmar. " if role is Role.DRAFT else ""
    assert text_of(paragraph).rstrip("\t") == f"{drafted}texto {role.value}"


def test_headings_carry_bookmarks_and_the_contents_link_to_them(content: bytes, body: ET.Element) -> None:
    names = style_names(content)
    marks = bookmarks(body)
    entries = [
        (
            names[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")],
            text_of(paragraph),
            marks[paragraph.find(f"{W}hyperlink").get(f"{W}anchor")],
        )
        for paragraph in control(body, "indice").iter(f"{W}p")
        if paragraph.find(f"{W}hyperlink") is not None
    ]
    assert entries == [
        ("toc 1", "I. Primera parte", "I. Primera parte"),
        ("toc 2", "Título con salto & <signos>", "Título consalto & <signos>"),
        ("toc 3", "Tercer nivel", "Tercer nivel"),
    ]
    assert instructions(control(body, "indice")) == [r'TOC \o "1-3" \n \h \z \u']
    for level, key in enumerate(("I", "I.1", LONG_KEY), 1):
        style = control(body, key).find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val")
        assert names[style] == f"heading {level}"


def test_fields_open_and_close(body: ET.Element) -> None:
    kinds = Counter(mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar"))
    assert kinds["begin"] == kinds["separate"] == kinds["end"] == len(instructions(body))


def test_captions_are_numbered_and_references_find_them(body: ET.Element) -> None:
    assert text_of(control(body, "tabla:corta").find(f"{W}p")) == "Tabla\u00a01. Metas por unidad"
    assert text_of(control(body, "tabla:larga").find(f"{W}p")) == "Tabla\u00a02. Otra & <más>"
    assert (
        text_of(control(body, "grafico").findall(f"{W}p")[-1]) == "Gráfico\u00a01. Eficacia de los objetivos"
    )
    assert text_of(control(body, "adelante")) == "Véase la Tabla\u00a01 y Gráfico\u00a01"
    marks = bookmarks(body)
    references = [re.fullmatch(r"REF (\S+) \\h", text) for text in instructions(control(body, "adelante"))]
    assert [marks[reference[1]] for reference in references] == ["Tabla\u00a01", "Gráfico\u00a01"]
    sequences = [text for text in instructions(body) if text.startswith("SEQ")]
    assert Counter(sequences) == {r"SEQ Tabla \* ARABIC": 3, r"SEQ Gráfico \* ARABIC": 2}


def test_a_page_break_is_a_property_of_what_follows(body: ET.Element) -> None:
    broken = [
        content.get(f"{W}val")
        for xml in body.iter(f"{W}sdt")
        if xml.find(f"{W}sdtContent/{W}p/{W}pPr/{W}pageBreakBefore") is not None
        for content in xml.iterfind(f"{W}sdtPr/{W}tag")
    ]
    assert broken == ["indice", "I", tag_of(LONG_KEY + "x")]


def test_the_title_of_a_cover_has_room_above(content: bytes, body: ET.Element) -> None:
    style = control(body, "titulo").find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val")
    assert style_names(content)[style] == "Eficacia Portada"
    plain = write(document(Paragraph("t", (Text("T"),), Role.TITLE), Heading("h", 1, "H")))
    style = body_of(plain).find(f".//{W}pStyle").get(f"{W}val")
    assert style_names(plain)[style] == "Title"


def test_charts_are_drawn_with_alternative_text(content: bytes, body: ET.Element) -> None:
    drawings = list(body.iter(f"{WP}docPr"))
    assert [drawing.get("id") for drawing in drawings] == ["1", "2"]
    assert drawings[0].get("descr") == 'Barras "horizontales" & más'
    _, legend, _ = control(body, "grafico").findall(f"{W}p")
    assert text_of(legend) == "■\u00a0Cumplida   ■\u00a0Insuficiente"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert sorted(name for name in names if "/charts/chart" in name) == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]
    assert {"word/embeddings/Datos1.xlsx", "word/embeddings/Datos2.xlsx"} <= set(names)


def test_properties_headers_and_footers(content: bytes) -> None:
    opened = docx.Document(io.BytesIO(content))
    properties = opened.core_properties
    assert properties.title == "Evaluación & cía"
    assert properties.author == properties.last_modified_by == "Unidad de Planeamiento"
    assert (
        properties.created.isoformat()[:19] == properties.modified.isoformat()[:19] == "2021-01-15T00:00:00"
    )
    assert (properties.language, properties.revision, properties.identifier) == ("es-PE", 1, "sha256:0123")
    section = opened.sections[0]
    assert section.header.paragraphs[0].text == "SAT <2020>"
    assert section.footer.paragraphs[0].text == "Pie & página\tPágina 1 de 1"
    assert section.different_first_page_header_footer


def test_without_a_date_the_date_is_fixed() -> None:
    opened = docx.Document(io.BytesIO(write(document(Heading("h", 1, "H")))))
    assert opened.core_properties.created.isoformat()[:10] == "2000-01-01"


def test_contents_of_a_document_without_headings(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(write(document(Contents("indice", ""))))
    assert check(path) == []
    path.write_bytes(write(document()))
    assert check(path) == []


def test_faults_of_the_outline_are_told() -> None:
    with pytest.raises(RepeatedKey, match="h"):
        write(document(Heading("h", 1, "A"), Heading("h", 1, "B")))
    with pytest.raises(UnknownReference, match="nada"):
        write(document(Paragraph("p", (Reference("nada"),))))


def test_a_template_of_ones_own_keeps_its_body_and_its_ids(tmp_path: Path) -> None:
    path = tmp_path / "plantilla.docx"
    own = docx.Document(io.BytesIO(write(document())))
    own.add_paragraph("Membrete de la entidad")
    for style in own.styles.element.style_lst:
        if style.name_val == "heading 1":
            style.styleId = "Ttulo1"
    own.save(str(path))
    prepared = prepare(path.name, path.read_bytes(), {}, DEFAULT_TEMPLATE)
    body = body_of(write(document(Heading("h", 1, "H")), prepared))
    assert text_of(body[0]) == "Membrete de la entidad"
    assert control(body, "h").find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val") == "Ttulo1"


def test_styles_that_are_missing_are_told() -> None:
    with pytest.raises(MissingStyles) as told:
        style_ids(docx.Document().styles)
    assert "Eficacia Tabla" in told.value.names
    assert "Title" not in told.value.names


def test_digest_of_a_small_document_does_not_depend_on_the_run() -> None:
    script = (
        "import hashlib; from report.word import write; from tests.report.rich import rich;"
        "print(hashlib.sha256(write(rich())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == hashlib.sha256(write(rich())).hexdigest()


@pytest.mark.libreoffice
def test_libreoffice_prints_it(content: bytes, tmp_path: Path, office: Office) -> None:
    path = tmp_path / "informe.docx"
    path.write_bytes(content)
    pdf = office.to_pdf(path, tmp_path / "informe.pdf")
    command = [str(require("pdftotext")), "-layout", str(pdf), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = printed.split("\f")
    assert "Evaluación del POI" in pages[0]
    assert "Contenido" in pages[1]
    assert "I. Primera parte" in pages[1]
    assert "I. Primera parte" in pages[2]
    assert "Tercer nivel" in printed
    assert "Página 2 de" in pages[1]
    assert "Página" not in pages[0]
    assert all(page.strip() for page in pages[:-1])
