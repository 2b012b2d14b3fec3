"""The version to publish: refused for each reason; clean when it is made."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from lxml import etree

from report.comments import Author, Commenter
from report.obstacles import ObstacleKind, obstacles
from report.opendata import HEADER, as_csv
from report.publish import publish
from report.word import write
from report.wordfile import WordFile
from tests.report.evolving import START, Action, control, report, type_over
from tests.report.typed import NS, W, edited, findings, fragment, packed, parts

READY = START.with_units("AEI.01.01", Caja=94, Fiscalización=99).with_units("AEI.01.04", Trámite=120)
READY = type(READY)({**READY.actions, "AEI.01.02": Action("Recaudar mejor", {"Caja": 100})}, {})


@pytest.fixture(scope="module")
def ready() -> bytes:
    return write(report(READY))


def kinds(content: bytes) -> list[ObstacleKind]:
    return [one.kind for one in obstacles(WordFile("x", content))]


def test_a_finished_report_has_nothing_in_the_way(ready: bytes) -> None:
    assert obstacles(WordFile("x", ready)) == []


def test_marks_are_told_with_their_place() -> None:
    found = obstacles(WordFile("x", write(report(START))))
    assert {(one.kind, one.place, one.text) for one in found} == {
        (ObstacleKind.MARK, "II. Metas por debajo", "Falta explicar")
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AEI.01.01. Falta explicar el incumplimiento: se alcanzó el 4 %.", ObstacleKind.MARK),
        ("AEI.01.01. Falta la información de la Caja.", ObstacleKind.MARK),
        ("Borrador por confirmar. La meta se cumplió.", ObstacleKind.DRAFT),
        ("Firma: {{firma}}", ObstacleKind.PLACEHOLDER),
    ],
)
def test_marks_drafts_and_placeholders_refuse(ready: bytes, text: str, kind: ObstacleKind) -> None:
    assert kinds(type_over(ready, "titulo", text)) == [kind]


@pytest.mark.parametrize(
    "xml",
    [
        '<w:ins w:id="9" w:author="Ana"><w:r><w:t>x</w:t></w:r></w:ins>',
        '<w:del w:id="9" w:author="Ana"><w:r><w:delText>x</w:delText></w:r></w:del>',
    ],
)
def test_tracked_changes_refuse(ready: bytes, xml: str) -> None:
    content = edited(ready, lambda root: control(root, "titulo").find(".//w:p", NS).append(fragment(xml)))
    assert kinds(content) == [ObstacleKind.TRACKED]


def test_a_tracked_format_refuses(ready: bytes) -> None:
    change = '<w:pPrChange w:id="9" w:author="Ana"><w:pPr/></w:pPrChange>'
    content = edited(
        ready, lambda root: control(root, "titulo").find(".//w:p/w:pPr", NS).append(fragment(change))
    )
    assert kinds(content) == [ObstacleKind.TRACKED]


def test_a_field_that_leads_to_a_file_refuses(ready: bytes) -> None:
    code = r'<w:r><w:instrText>LINK Excel.Sheet "C:\Users\ana\poi.xlsx"</w:instrText></w:r>'
    content = edited(ready, lambda root: control(root, "titulo").find(".//w:p", NS).append(fragment(code)))
    assert kinds(content) == [ObstacleKind.LINK]


def commented(content: bytes, *, done: bool = False) -> bytes:
    file = WordFile("x", content)
    paragraph = control(file.tree(file.document), "titulo").find(".//w:p", NS)
    Commenter(file, Author("Ana Pérez", "AP")).add(paragraph, "¿Está bien?")
    if not done:
        return file.save()
    name = "http://schemas.microsoft.com/office/word/20{}/wordml"
    comments = file.tree(file.related("comments"))
    comments.find(".//w:p", NS).set(f"{{{name.format('10')}}}paraId", "0000000A")
    extended = (
        f'<w15:commentsEx xmlns:w15="{name.format("12")}">'
        '<w15:commentEx w15:paraId="0000000A" w15:done="1"/></w15:commentsEx>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    file.put("word/commentsExtended.xml", extended.encode(), kind)
    file.relate("word/commentsExtended.xml", "commentsExtended")
    return file.save()


def test_open_comments_refuse_and_resolved_ones_do_not(ready: bytes) -> None:
    (found,) = obstacles(WordFile("x", commented(ready)))
    assert (found.kind, found.text) == (ObstacleKind.COMMENT, "¿Está bien?")
    assert kinds(commented(ready, done=True)) == []


def personal(content: bytes) -> bytes:
    """As it has gone through many hands: names, paths, comments that are settled."""
    path = r"C:\Users\ana\fotos\sello.png"

    def change(root: etree._Element) -> None:
        drawing = next(root.iter("{*}docPr"))
        drawing.set("title", path)
        link = fragment("<w:hyperlink><w:r><w:t>anexo</w:t></w:r></w:hyperlink>")
        link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId900")
        control(root, "titulo").find(".//w:p", NS).append(link)

    made = parts(edited(commented(content, done=True), change))
    made["docProps/core.xml"] = made["docProps/core.xml"].replace(b"Planeamiento", "Ana Pérez".encode())
    app = made["docProps/app.xml"].decode()
    made["docProps/app.xml"] = re.sub(
        r"</Properties>",
        r"<Template>\\\\srv\\ana.dotm</Template><Company>Ana SAC</Company></Properties>",
        app,
    ).encode()
    rels = made["word/_rels/document.xml.rels"].decode()
    link = (
        '<Relationship Id="rId900" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="file:///C:\\Users\\ana\\anexo.xlsx" TargetMode="External"/></Relationships>'
    )
    made["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()
    return packed(made)


def everything(content: bytes) -> str:
    """All text of all parts, those of the workbooks inside too."""
    found = []
    for name, data in parts(content).items():
        found.append(name)
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as inner:
                found += [inner.read(one).decode("utf-8", "replace") for one in inner.namelist()]
        else:
            found.append(data.decode("utf-8", "replace"))
    return "\n".join(found)


def test_the_clean_copy_holds_no_control_comment_custom_part_name_or_path(ready: bytes) -> None:
    before = personal(ready)
    assert "Ana" in everything(before)
    clean = publish(WordFile("x", before))
    text = everything(clean)
    for gone in (
        "w:sdt",
        "comment",
        "customXml",
        "Ana",
        r"C:\\",
        "C:\\Users",
        "dotm",
        "urn:eficacia",
        "rsid",
    ):
        assert gone not in text, gone
    assert findings(clean) == []
    assert publish(WordFile("x", before)) == clean


def test_the_clean_copy_says_the_same(ready: bytes) -> None:
    clean = WordFile("x", publish(WordFile("x", ready)))
    texts = [
        ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in file.tree(file.document).iter(f"{W}p")]
        for file in (WordFile("x", ready), clean)
    ]
    assert texts[0] == texts[1]
    assert parts(clean.save())["word/charts/chart1.xml"] == parts(ready)["word/charts/chart1.xml"]


def test_inline_and_cell_controls_go_too(ready: bytes) -> None:
    inline = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>dentro</w:t></w:r></w:sdtContent></w:sdt>"
    content = edited(ready, lambda root: control(root, "titulo").find(".//w:p", NS).append(fragment(inline)))
    root = WordFile("x", publish(WordFile("x", content))).tree("word/document.xml")
    assert next(root.iter(f"{W}sdt"), None) is None
    assert "dentro" in "".join(root.itertext())


def test_the_figures_as_open_data(ready: bytes) -> None:
    content = as_csv(WordFile("x", ready)) or b""
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADER
    assert [
        "Tabla 1. AEI.01.01. Metas por área",
        "AEI.01.01",
        "Fiscalización",
        "%",
        "99 %",
        "99",
        "%",
    ] in rows
    assert ["Tabla 1. AEI.01.01. Metas por área", "AEI.01.01", "Caja", "Ejecutadas", "94", "94", ""] in rows
    assert as_csv(WordFile("x", publish(WordFile("x", ready)))) == content


def test_a_row_of_several_actions_has_no_code_of_its_own(ready: bytes) -> None:
    content = type_over(ready, "aei:AEI.01.01:tabla", "AEI.01.01 y AEI.01.04", cell=(1, 1))
    rows = list(csv.reader(io.StringIO((as_csv(WordFile("x", content)) or b"").decode("utf-8-sig"))))
    assert {row[1] for row in rows if row[2] == "AEI.01.01 y AEI.01.04"} == {""}
    assert ["AEI.01.01", "Fiscalización", "%"] in [row[1:4] for row in rows]


@pytest.mark.parametrize("mark", ["EficaciaMarca", "EficaciaBorrador"])
def test_what_was_marked_and_is_settled_looks_like_any_paragraph(ready: bytes, mark: str) -> None:
    def settle(root: etree._Element) -> None:
        style = control(root, "aei:AEI.01.01:parrafo").find(".//w:pStyle", NS)
        style.set(f"{W}val", mark)

    content = edited(type_over(ready, "aei:AEI.01.01:parrafo", "El retraso se explica en el anexo."), settle)
    assert obstacles(WordFile("x", content)) == []
    published = WordFile("x", publish(WordFile("x", content))).tree("word/document.xml")
    styles = {style.get(f"{W}val") for style in published.iter(f"{W}pStyle")}
    assert mark not in styles
    assert "El retraso se explica en el anexo." in "".join(published.itertext())


def test_a_text_that_a_spreadsheet_would_run_is_only_text(ready: bytes) -> None:
    content = type_over(ready, "aei:AEI.01.01:tabla", "=cmd()", cell=(1, 3))
    rows = list(csv.reader(io.StringIO((as_csv(WordFile("x", content)) or b"").decode("utf-8-sig"))))
    assert "'=cmd()" in {row[4] for row in rows}
