from __future__ import annotations

import io
import zipfile

import pytest

from report.unusable import UnusableReport
from report.word import DEFAULT_TEMPLATE
from report.wordfile import CONTENT_TYPES, Limits, WordFile
from tests.report.typed import packed, parts, typed_by_hand

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnusableReport) as problem:
        WordFile("informe.docx", data, limits)
    assert problem.value.name == "informe.docx"
    assert problem.value.reason in UnusableReport.REASONS
    return problem.value.reason


def changed(name: str, old: bytes, new: bytes) -> bytes:
    content = parts(typed_by_hand())
    assert old in content[name]
    content[name] = content[name].replace(old, new)
    return packed(content)


def test_untouched_parts_come_out_as_they_came() -> None:
    content = typed_by_hand()
    file = WordFile("informe.docx", content)
    file.tree(file.document)
    assert parts(file.save()) == parts(content)
    assert list(parts(file.save())) == list(parts(content))
    assert file.save() == WordFile("informe.docx", content).save()


def test_a_touched_part_is_written_from_its_tree() -> None:
    file = WordFile("informe.docx", typed_by_hand())
    body = file.tree(file.document)[0]
    body.remove(body[0])
    assert parts(file.save())["word/document.xml"] == file.content("word/document.xml")
    file.touch("WORD/Document.xml")
    assert b"por \xc3\xa1reas" not in parts(file.save())["word/document.xml"]


def test_parts_are_added_related_and_removed() -> None:
    file = WordFile("informe.docx", typed_by_hand())
    name = file.free_name("word/comments{}.xml")
    file.put(name, b"<a/>", "application/a+xml")
    number = file.relate(name, "comments")
    again = WordFile("informe.docx", file.save())
    assert again.related("comments") == name == "word/comments.xml"
    assert again.content(name) == b"<a/>"
    assert again.content_type(name) == "application/a+xml"
    assert again.content_type("x.xml") == "application/xml"
    assert again.content_type("x.otro") == ""
    assert again.free_name("word/comments{}.xml") == "word/comments1.xml"
    again.put(name, b"<b/>", "application/b+xml")
    assert (again.content(name), again.content_type(name)) == (b"<b/>", "application/b+xml")
    again.unrelate([number])
    again.remove(name)
    last = WordFile("informe.docx", again.save())
    assert not last.has(name)
    assert last.related("comments") == ""
    assert parts(last.save()).keys() == parts(typed_by_hand()).keys()


def test_a_relation_of_a_part_without_any() -> None:
    file = WordFile("informe.docx", typed_by_hand())
    file.put("word/otro.xml", b"<a/>", "application/xml")
    assert file.relate("word/document.xml", "officeDocument", "word/otro.xml") == "rId1"
    again = WordFile("informe.docx", file.save())
    (relation,) = again.relations("word/otro.xml")
    assert (relation.target, relation.external) == ("word/document.xml", False)


def test_a_template_is_read() -> None:
    template = changed(CONTENT_TYPES, MAIN.encode(), MAIN.replace("document.main", "template.main").encode())
    assert WordFile("x.dotx", template).document == "word/document.xml"
    assert WordFile("x", DEFAULT_TEMPLATE.read_bytes()).has("word/styles.xml")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format"),
        (b"hola", "format"),
        (b"PK\x03\x04 roto", "damaged"),
        (typed_by_hand()[:-400], "damaged"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"x", "format"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (packed({"hola.txt": b"x"}), "format"),
        (packed({CONTENT_TYPES: b"<Types/>"}), "format"),
        (packed({CONTENT_TYPES: b"<Types", "_rels/.rels": b"<R"}), "damaged"),
        (
            changed(CONTENT_TYPES, MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"),
            "macros",
        ),
        (packed(parts(typed_by_hand()) | {"word/vbaProject.bin": b"x"}), "macros"),
        (packed(parts(typed_by_hand()) | {"WORD/Document.xml": b"x"}), "damaged"),
        (changed("word/document.xml", b"<w:body>", b"<w:body><w:p>"), "damaged"),
        (
            packed(
                parts(typed_by_hand()) | {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
            ),
            "damaged",
        ),
        (packed(parts(typed_by_hand()) | {"word/document.xml": b"<otro/>"}), "damaged"),
        (
            packed(
                parts(typed_by_hand())
                | {"word/document.xml": b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}
            ),
            "strict",
        ),
        (
            packed(
                parts(typed_by_hand())
                | {
                    "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/'
                    b'wordprocessingml/2006/main"/>'
                }
            ),
            "damaged",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(data: bytes, reason: str) -> None:
    assert refused(data) == reason


@pytest.mark.parametrize(
    "limits", [Limits(file_bytes=100), Limits(total_bytes=100), Limits(part_bytes=100), Limits(parts=2)]
)
def test_what_is_too_large_is_refused_before_it_is_unpacked(limits: Limits) -> None:
    assert refused(typed_by_hand(), limits) == "too_large"


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(typed_by_hand())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    assert refused(bytes(content)) == "protected"


def test_a_missing_part_is_a_damage() -> None:
    file = WordFile("informe.docx", typed_by_hand())
    with pytest.raises(UnusableReport):
        file.content("word/no.xml")


def test_folders_in_the_zip_are_no_parts() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/", b"")
        for name, part in parts(typed_by_hand()).items():
            archive.writestr(name, part)
    assert "word/" not in WordFile("x", buffer.getvalue()).names()
