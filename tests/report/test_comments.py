from __future__ import annotations

import datetime as dt
import io
import itertools
from pathlib import Path

import docx
import pytest
from lxml import etree

from report.comments import Author, Commenter
from report.inlines import cut, runs_of, text_of
from report.word import write
from report.wordfile import WordFile
from tests.report.rich import rich
from tests.report.typed import NS, W, edited, findings, fragment, packed, parts, typed_by_hand
from tests.support.libreoffice import Office, load_uno

WHEN = dt.datetime(2021, 1, 15, 8, 30, tzinfo=dt.UTC)
WHO = Author("eficacia", "E", WHEN)


def paragraphs(file: WordFile) -> list[etree._Element]:
    return list(file.tree(file.document).iter(f"{W}p"))


def holding(file: WordFile, words: str) -> etree._Element:
    return next(p for p in paragraphs(file) if words in text_of(p))


def commented(content: bytes, *wanted: tuple[str, str]) -> bytes:
    """The file with a comment at each of the (words, text)."""
    file = WordFile("informe.docx", content)
    commenter = Commenter(file, WHO)
    for words, text in wanted:
        paragraph = holding(file, words)
        start = text_of(paragraph).index(words)
        commenter.add(paragraph, text, start, start + len(words))
    return file.save()


def anchored(content: bytes) -> dict[str, str]:
    """By id, the letters between the two ends of each comment in the body."""
    open_now: dict[str, str] = {}
    done: dict[str, str] = {}
    for node in etree.fromstring(parts(content)["word/document.xml"]).iter():
        number = node.get(f"{W}id")
        if node.tag == f"{W}commentRangeStart":
            open_now[number] = ""
        elif node.tag == f"{W}commentRangeEnd":
            done[number] = open_now.pop(number)
        elif node.tag == f"{W}t":
            open_now = {key: text + (node.text or "") for key, text in open_now.items()}
    assert not open_now
    return done


def looks(content: bytes) -> list[tuple[str, bytes]]:
    """Each letter of the body with the formatting it has."""
    found = []
    for run in etree.fromstring(parts(content)["word/document.xml"]).iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        canonical = b"" if look is None else etree.tostring(look, method="c14n", exclusive=True)
        found += [(letter, canonical) for node in run.iter(f"{W}t") for letter in node.text or ""]
    return found


def sound(content: bytes, before: bytes) -> bool:
    """Nothing is wrong that was not wrong before."""
    return [found for found in findings(content) if found not in findings(before)] == []


def test_a_comment_stands_at_its_words_and_says_its_text() -> None:
    before = typed_by_hand()
    content = commented(before, ("94 %", "Antes 94 %, ahora 96 %.\nSegundo párrafo <&>"))
    assert anchored(content) == {"0": "94 %"}
    (comment,) = docx.Document(io.BytesIO(content)).comments
    assert comment.text == "Antes 94 %, ahora 96 %.\nSegundo párrafo <&>"
    assert (comment.author, comment.initials, comment.timestamp) == ("eficacia", "E", WHEN)
    assert sound(content, before)


def test_inside_a_run_and_across_runs_formatting_stays() -> None:
    before = typed_by_hand()
    content = commented(before, ("cumplió", "a"), ("al 94 %, con", "b"), ("un salto", "c"))
    assert anchored(content) == {"0": "cumplió", "1": "al 94 %, con", "2": "un salto"}
    assert looks(content) == looks(before)
    assert sound(content, before)


def test_every_other_part_stays_byte_for_byte() -> None:
    before, after = parts(typed_by_hand()), parts(commented(typed_by_hand(), ("94 %", "x")))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/styles.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    }


def test_with_comments_there_already_ids_and_styles_are_not_made_again() -> None:
    before = commented(typed_by_hand(), ("94 %", "primero"))
    after = commented(before, ("cumplió", "segundo"), ("94 %", "tercero"))
    assert sorted(anchored(after).values()) == ["94 %", "94 %", "cumplió"]
    assert [c.text for c in docx.Document(io.BytesIO(after)).comments] == ["primero", "segundo", "tercero"]
    assert parts(after)["word/styles.xml"] == parts(before)["word/styles.xml"]
    assert sound(after, typed_by_hand())


def test_styles_are_found_by_name_in_a_spanish_word() -> None:
    style = (
        '<w:style w:type="character" w:styleId="Refdecomentario">'
        '<w:name w:val="annotation reference"/></w:style>'
    )
    before = edited(typed_by_hand(), lambda root: root.append(fragment(style)), "word/styles.xml")
    content = commented(before, ("94 %", "x"))
    assert b'<w:rStyle w:val="Refdecomentario"/>' in parts(content)["word/document.xml"]
    assert sound(content, before)


def test_an_id_of_a_style_that_is_taken_by_another() -> None:
    style = '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="Otra cosa"/></w:style>'
    before = edited(typed_by_hand(), lambda root: root.append(fragment(style)), "word/styles.xml")
    content = commented(before, ("94 %", "x"))
    assert b'<w:pStyle w:val="CommentText1"/>' in parts(content)["word/comments.xml"]
    assert sound(content, before)


def test_without_a_part_of_styles_there_is_still_a_comment() -> None:
    bare = parts(typed_by_hand())
    del bare["word/styles.xml"]
    rels = bare["word/_rels/document.xml.rels"].decode()
    start = rels.index("<Relationship ", rels.index('styles"') - 200)
    for piece in rels[start:].split("<Relationship ")[1:]:
        if '/styles"' in piece:
            rels = rels.replace(f"<Relationship {piece.partition('>')[0]}>", "")
    bare["word/_rels/document.xml.rels"] = rels.encode()
    bare["[Content_Types].xml"] = bare["[Content_Types].xml"].replace(b"/word/styles.xml", b"/word/otro.xml")
    content = commented(packed(bare), ("94 %", "x"))
    assert anchored(content) == {"0": "94 %"}
    assert b"Style" not in parts(content)["word/comments.xml"]


def test_ids_near_the_limit_and_ids_that_are_no_numbers() -> None:
    mark = '<w:p><w:commentRangeStart w:id="{0}"/><w:commentRangeEnd w:id="{0}"/></w:p>'
    for taken, expected in (("2147483646", "0"), ("7", "8"), ("abc", "0")):
        before = edited(typed_by_hand(), lambda root, n=taken: root[0].insert(0, fragment(mark.format(n))))
        assert anchored(commented(before, ("94 %", "x")))[expected] == "94 %"


def test_an_empty_paragraph_an_empty_stretch_and_a_whole_paragraph() -> None:
    file = WordFile("x", typed_by_hand())
    commenter = Commenter(file, WHO)
    empty = next(p for p in paragraphs(file) if not text_of(p))
    full = holding(file, "94 %")
    commenter.add(empty, "vacío")
    commenter.add(full, "nada", 3, 3)
    commenter.add(full, "todo")
    assert anchored(file.save())["2"] == text_of(full).replace("\t", "").replace("\n", "")
    assert sound(file.save(), typed_by_hand())


def test_in_links_controls_tracked_changes_and_fields() -> None:
    odd = (
        '<w:p><w:pPr><w:jc w:val="left"/></w:pPr>'
        '<w:ins w:id="50" w:author="Ana"><w:r><w:t>puesto aquí</w:t></w:r></w:ins>'
        '<w:del w:id="51" w:author="Ana"><w:r><w:delText>quitado</w:delText></w:r></w:del>'
        '<w:hyperlink w:anchor="x"><w:r><w:t>enlace largo</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>control corto</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Tabla 3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:noBreakHyphen/><w:t>fin</w:t></w:r></w:p>'
    )
    before = edited(typed_by_hand(), lambda root: root[0].insert(0, fragment(odd)))
    wanted = [("aquíenlace", "1"), ("largo", "2"), ("trol", "3"), ("Tabla", "4"), ("fin", "5")]
    content = commented(before, *wanted)
    assert list(anchored(content).values()) == ["aquíenlace", "largo", "trol", "Tabla 3", "fin"]
    paragraph = etree.fromstring(parts(content)["word/document.xml"])[0][0]
    signs = [sign.getparent().getparent() for sign in paragraph.iter(f"{W}commentReference")]
    assert signs == [paragraph] * 5  # never inside a link, a control, a tracked insertion
    assert sound(content, before)


def test_what_stands_in_a_text_box_is_commented_at_the_paragraph_of_the_box() -> None:
    box = (
        "<w:p><w:r><w:t>fuera</w:t></w:r><w:r><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>dentro</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    before = edited(typed_by_hand(), lambda root: root[0].insert(0, fragment(box)))
    content = commented(before, ("dentro", "x"))
    assert anchored(content) == {"0": "fuera"}


def test_a_comment_without_date_or_initials() -> None:
    file = WordFile("x", typed_by_hand())
    Commenter(file, Author("Ana\x00")).add(paragraphs(file)[0], "uno\n\ntres")
    (comment,) = etree.fromstring(parts(file.save())["word/comments.xml"])
    assert dict(comment.attrib) == {f"{W}id": "0", f"{W}author": "Ana"}
    assert len(comment) == 3


def test_cutting_gives_exactly_the_letters_asked_for() -> None:
    xml = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>ab</w:t><w:tab/><w:t>c</w:t><w:br/><w:lastRenderedPageBreak/>"
        "<w:t>de</w:t></w:r><w:r><w:t/></w:r><w:r><w:t>fg</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    whole = text_of(fragment(xml))
    assert whole == "ab\tc\ndefg"
    for start, end in itertools.combinations(range(len(whole) + 1), 2):
        paragraph = fragment(xml)
        runs = cut(paragraph, start, end)
        assert "".join(text_of(_wrapped(run)) for run in runs) == whole[start:end]
        assert text_of(paragraph) == whole
        bold = [
            letter
            for run in runs_of(paragraph)
            if run.find("w:rPr/w:b", NS) is not None
            for letter in _letters(run)
        ]
        assert "".join(bold) == "ab\tc\nde"
        assert len(list(paragraph.iter(f"{W}footnoteReference"))) == 1


def _wrapped(run: etree._Element) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    paragraph.append(etree.fromstring(etree.tostring(run)))
    return paragraph


def _letters(run: etree._Element) -> str:
    return text_of(_wrapped(run))


@pytest.mark.libreoffice
def test_libreoffice_shows_the_anchors_also_in_a_file_it_has_saved(office: Office, tmp_path: Path) -> None:
    ours = tmp_path / "informe.docx"
    ours.write_bytes(write(rich()))
    document = office.open(ours)
    saved = tmp_path / "guardado.docx"
    setting = load_uno().createUnoStruct(
        "com.sun.star.beans.PropertyValue", "FilterName", 0, "MS Word 2007 XML", 0
    )
    document.storeToURL(saved.as_uri(), (setting,))
    office.close(document)
    for number, before in enumerate((ours.read_bytes(), saved.read_bytes(), typed_by_hand())):
        words = "94 %" if number == 2 else "Unidad 3"
        first = words.partition(" ")[0]
        content = commented(before, (words, "Revise esta cifra"), (first, "Otra vez"))
        assert sound(content, before)
        path = tmp_path / f"comentado-{number}.docx"
        path.write_bytes(content)
        assert _annotations(office, path) == {"Revise esta cifra": words, "Otra vez": first}


def _annotations(office: Office, path: Path) -> dict[str, str]:
    document = office.open(path)
    fields = document.getTextFields().createEnumeration()
    found = {}
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService("com.sun.star.text.textfield.Annotation"):
            assert field.Author == "eficacia"
            found[field.Content] = field.getAnchor().getString()
    office.close(document)
    return found
