"""Word templates as entities have them: typed by hand, odd, and generated."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from tests.report.typed import W, edited, fragment, packed, parts

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMES = ("heading 1", "heading 2", "heading 3", "Title", "Body Text", "caption", "List Bullet")
SPANISH_IDS = {
    "Heading1": "Ttulo1",
    "Heading2": "Ttulo2",
    "Heading3": "Ttulo3",
    "Title": "Ttulo",
    "BodyText": "Textoindependiente",
    "Caption": "Descripcin",
    "ListBullet": "Listaconvietas",
}


def logo() -> bytes:
    """A little picture: a blue square with a white band."""
    rows = b"".join(b"\0" + (b"\xff\xff\xff" if 10 <= y < 14 else b"\x1f\x4e\x79") * 24 for y in range(24))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def saved(word: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def letterhead() -> bytes:
    """The worked example of the guide: logo and name above, address and page below, own fonts and colours."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(logo()), height=Cm(1.2))
    name = head.add_run("  {{entidad}}")
    name.bold, name.font.size, name.font.color.rgb = True, Pt(13), RGBColor(0x1F, 0x4E, 0x79)
    under = section.header.add_paragraph("{{titulo}} · {{periodo}}")
    under.runs[0].font.size = Pt(9)
    foot = section.footer.paragraphs[0]
    foot.text = "Jr. Ejemplo 123, Cajamarca · {{fecha}}"
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for style, font in (
        ("Heading 1", "Times New Roman"),
        ("Heading 2", "Times New Roman"),
        ("Heading 3", "Times New Roman"),
        ("Title", "Times New Roman"),
    ):
        word.styles[style].font.name = font
        word.styles[style].font.color.rgb = RGBColor(0x7B, 0x1E, 0x1E)
    word.styles["Normal"].font.name = "Times New Roman"
    word.add_paragraph("{{cabecera}}")
    word.add_paragraph("Elaborado por {{elaborado_por}}.")
    word.add_page_break()
    word.add_paragraph("{{indice}}")
    word.add_paragraph("{{informe}}")
    word.add_paragraph("_______________________\nFirma del responsable").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(word)


def blank() -> bytes:
    """A new document of Word: no placeholder at all."""
    word = docx.Document()
    word.add_paragraph()
    return saved(word)


def spanish() -> bytes:
    """As a Spanish Word saves: the styles' ids are Spanish, their names are not."""
    content = parts(letterhead())
    for name in ("word/styles.xml", "word/document.xml"):
        text = content[name].decode()
        for english, own in SPANISH_IDS.items():
            text = text.replace(f'w:styleId="{english}"', f'w:styleId="{own}"')
            for lead in ("basedOn", "next", "link", "pStyle"):
                text = text.replace(f'<w:{lead} w:val="{english}"', f'<w:{lead} w:val="{own}"')
        content[name] = text.encode()
    return packed(content)


def without_styles() -> bytes:
    """Of the styles only Normal is left."""

    def change(root: object) -> None:
        for style in list(root.iter(f"{W}style")):  # type: ignore[attr-defined]
            if style.get(f"{W}styleId") != "Normal":
                style.getparent().remove(style)

    return edited(letterhead(), change, "word/styles.xml")


def split_runs() -> bytes:
    """Word splits placeholders where spelling, language or formatting change."""
    runs = "".join(
        f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
        "<w:proofErr w:type='spellStart'/>"
        for text, look in (
            ("Sr. {", ""),
            ("{enti", "<w:b/>"),
            ("dad", ""),
            ("}", "<w:i/>"),
            ("}, saludos", ""),
        )
    )
    part = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("{{", "resu", "men", "}}"))

    def change(root: object) -> None:
        body = root[0]  # type: ignore[index]
        body.insert(0, fragment(f"<w:p>{part}</w:p>"))
        body.insert(0, fragment(f"<w:p>{runs}</w:p>"))

    return edited(letterhead(), change)


def text_box() -> bytes:
    """Placeholders in a text box, in both of its forms."""
    inside = "<w:txbxContent><w:p><w:r><w:t>{{titulo}}</w:t></w:r></w:p></w:txbxContent>"
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' id='c1' "
        "style='width:200pt;height:40pt'>"
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    return edited(letterhead(), lambda root: root[0].insert(0, fragment(box)))


def landscape() -> bytes:
    """The tables of the units on pages that lie on their side."""
    word = docx.Document()
    word.add_paragraph("{{resumen}}")
    section = word.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    word.add_paragraph("{{ Sección_II }}")
    word.add_paragraph("{{tabla_unidades}}")
    return saved(word)


def in_a_table() -> bytes:
    """A part inside a frame that is a table, and data in its cells."""
    word = docx.Document()
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{{entidad}}", "{{periodo}}"
    table.cell(1, 0).text = "{{conclusiones}}"
    word.add_paragraph("{{metas_por_debajo}}")
    return saved(word)


def mistaken() -> bytes:
    """Placeholders that nothing stands for."""
    word = docx.Document(io.BytesIO(letterhead()))
    word.add_paragraph("{{entidat}} y {{nada que ver}} y {{ }}")
    word.sections[0].header.add_paragraph("{{resumen}}")
    word.add_paragraph("{{informe}}")
    return saved(word)


def dotx() -> bytes:
    """A template for documents."""
    content = parts(letterhead())
    types = content["[Content_Types].xml"].decode().replace("document.main+xml", "template.main+xml")
    return packed(content | {"[Content_Types].xml": types.encode()})


def with_bookmarks_and_drawings() -> bytes:
    """Own bookmarks and drawings with the numbers that the report would take, and an attached template."""

    def change(root: object) -> None:
        first = root[0][0]  # type: ignore[index]
        for number in (1, 2, 7):
            first.insert(0, fragment(f'<w:bookmarkEnd w:id="{number}"/>'))
            first.insert(0, fragment(f'<w:bookmarkStart w:id="{number}" w:name="propio{number}"/>'))

    word = docx.Document(io.BytesIO(letterhead()))
    word.add_picture(io.BytesIO(logo()))
    content = parts(edited(saved(word), change))
    content["word/settings.xml"] = content["word/settings.xml"].replace(
        b"<w:zoom", b'<w:attachedTemplate r:id="rId9"/><w:zoom', 1
    )
    content["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="file:///\\\\servidor\\p.dotm" TargetMode="External"/></Relationships>'
    )
    return packed(content)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        letterhead,
        blank,
        spanish,
        without_styles,
        split_runs,
        text_box,
        landscape,
        in_a_table,
        mistaken,
        dotx,
        with_bookmarks_and_drawings,
    )
}
