"""The checks of Office files find what they say they find: a sound file, broken in one way at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as docx_package
import pytest
import xlsxwriter

from tests.support.ooxml import CONTENT_TYPES, check

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)


def picture(number: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="{number}" name="Imagen {number}"/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="punto"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


DOCX = {
    CONTENT_TYPES: f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{WORD}.fontTable+xml"/>'
    f'<Override PartName="/word/theme1.xml" ContentType="{WORD.rpartition(".")[0]}.theme+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="media/image1.png"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId4" Type="{OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId5" Type="{OFFICE}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId6" Type="{OFFICE}/theme" Target="theme1.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{W}"/>',
    "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
    "word/fontTable.xml": f'<w:fonts xmlns:w="{W}"/>',
    "word/document.xml": f'<w:document xmlns:w="{W}"'
    f' xmlns:r="{OFFICE}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main"'
    f' xmlns:pic="{DRAWING}/picture"><w:body><w:p><w:bookmarkStart w:id="1" w:name="inicio"/>'
    f'<w:hyperlink r:id="rId2"><w:r><w:t>hola</w:t></w:r></w:hyperlink><w:bookmarkEnd w:id="1"/></w:p>'
    f"<w:p>{picture(1)}{picture(2)}</w:p>"
    '<w:sdt><w:sdtPr><w:tag w:val="clave"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    "<w:sectPr/></w:body></w:document>",
}

Change = Callable[[str], str] | None
"""What becomes of a part: another text, or, for None, nothing."""


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "bueno.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in DOCX.items():
            archive.writestr(name, text)
        archive.writestr("word/media/image1.png", PNG)
        with zipfile.ZipFile(Path(docx_package.__file__).with_name("templates") / "default.docx") as template:
            archive.writestr("word/theme1.xml", template.read("word/theme/theme1.xml"))
    return path


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    path = tmp_path / "bueno.xlsx"
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Hoja")
        sheet.write_row(0, 0, ["Meta", "Ejecutado"], bold)
        sheet.write_row(1, 0, [3, 0.5])
        sheet.write_formula(2, 0, "=A2+B2", None, 3.5)
        for corner in ("D2", "D20"):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Hoja!$A$2:$B$2"})
            sheet.insert_chart(corner, chart)
    return path


def broken(path: Path, part: str, change: Change) -> Path:
    """A copy of the file with one part changed, or left out."""
    copy = path.with_name(f"roto{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        assert part in source.namelist()
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
            elif change is not None:
                target.writestr(name, change(source.read(name).decode()))
    return copy


def test_a_sound_document_has_no_findings(docx: Path) -> None:
    assert check(docx) == []


def test_a_sound_workbook_has_no_findings(xlsx: Path) -> None:
    assert check(xlsx) == []


DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
START, END = '<w:bookmarkStart w:id="1" w:name="inicio"/>', '<w:bookmarkEnd w:id="1"/>'
NAMESAKE = '<w:bookmarkStart w:id="2" w:name="Inicio"/><w:bookmarkEnd w:id="2"/>'
STRAY = '<Override PartName="/no.xml" ContentType="a/b"/></Types>'


@pytest.mark.parametrize(
    ("part", "change", "finding"),
    [
        (DOCUMENT, swap('docPr id="2"', 'docPr id="1"'), "docPr id 1 is used more than once"),
        (CONTENT_TYPES, swap('Extension="png"', 'Extension="gif"'), "word/media/image1.png: no content type"),
        (CONTENT_TYPES, swap("</Types>", STRAY), "no.xml: has a content type and does not exist"),
        ("word/media/image1.png", None, "word/media/image1.png, which does not exist"),
        (DOCUMENT, swap('r:embed="rId1"', 'r:embed="rId9"'), "uses rId9, which is no relationship of it"),
        (LINKS, swap('"rId2"', '"rId1"'), "rId1 stands for 2 things"),
        (LINKS, swap("/hyperlink", "/attachedTemplate"), "rId2 reaches outside"),
        (DOCUMENT, swap(END, ""), "bookmark 1 never ends"),
        (DOCUMENT, swap(START, ""), "bookmark 1 ends without a start"),
        (DOCUMENT, swap(END, END * 2), "bookmark 1 ends twice"),
        (DOCUMENT, swap(END, END + NAMESAKE), "two bookmarks are called inicio"),
        (DOCUMENT, swap('"inicio"', '"dos palabras"'), "does not fit in Word"),
        (DOCUMENT, swap('"clave"', f'"{"x" * 65}"'), "has 65 characters"),
        (DOCUMENT, swap("<w:sectPr/>", "<w:sectPr/><w:nada/>"), "[schema]"),
    ],
)
def test_a_broken_document_is_reported(docx: Path, part: str, change: Change, finding: str) -> None:
    assert any(finding in found for found in check(broken(docx, part, change)))


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "change", "finding"),
    [
        (SHEET, swap('<row r="3"', '<row r="1"'), "row 1 comes after row 2"),
        (SHEET, swap('r="A3"', 'r="A4"'), "A4 stands in row 3"),
        (SHEET, swap('r="B2"', 'r="A2"'), "A2 comes after A2"),
        (SHEET, swap('ref="A1:B3"', 'ref="A1:A3"'), "B1 lies outside the dimension"),
        (SHEET, swap('s="1"', 's="7"'), "A1 has style 7 of 2"),
        (SHEET, swap("<v>1</v>", "<v>5</v>"), "B1 has string 5 of 2"),
        (SHEET, swap('r:id="rId1"', 'r:id="rId8"'), "uses rId8, which is no relationship of it"),
        (
            "xl/drawings/drawing1.xml",
            swap('cNvPr id="3"', 'cNvPr id="2"'),
            "cNvPr id 2 is used more than once",
        ),
        ("xl/charts/chart2.xml", None, "xl/charts/chart2.xml, which does not exist"),
        (CONTENT_TYPES, swap("styles.xml", "no.xml"), "xl/no.xml: has a content type and does not exist"),
    ],
)
def test_a_broken_workbook_is_reported(xlsx: Path, part: str, change: Change, finding: str) -> None:
    assert any(finding in found for found in check(broken(xlsx, part, change)))


def test_a_part_that_comes_twice_is_reported(docx: Path) -> None:
    with zipfile.ZipFile(docx, "a") as archive:
        archive.writestr("word/Document.xml", DOCX["word/document.xml"])
    assert any("word/document.xml: twice in the package" in found for found in check(docx))


def test_an_embedded_workbook_is_looked_into(docx: Path, xlsx: Path) -> None:
    inner = broken(xlsx, "xl/worksheets/sheet1.xml", swap('s="1"', 's="7"'))
    with zipfile.ZipFile(docx, "a") as archive:
        archive.writestr("word/embeddings/datos.xlsx", inner.read_bytes())
    assert any(
        "word/embeddings/datos.xlsx > xl/worksheets/sheet1.xml: A1 has style 7" in found
        for found in check(docx)
    )
