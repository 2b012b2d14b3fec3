"""Pieces of an update on their own: contents, words, styles, rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.fields import refill_contents
from report.inlines import text_of
from report.rewrite import rewrite
from report.rowmatch import match
from report.stylesheet import ensure_styles, style_names
from report.word import DEFAULT_TEMPLATE, write
from report.wordfile import WordFile
from report.wordstyles import NAMES
from tests.report.evolving import START, Action, body, control, report, run, texts
from tests.report.typed import NS, W, edited, findings, fragment, typed_by_hand


def test_contents_have_the_headings_that_people_wrote_too() -> None:
    own = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Mi capítulo</w:t></w:r></w:p>'
    old = edited(write(report(START)), lambda root: control(root, "C").addprevious(fragment(own)))
    renamed = replace(START, actions={**START.actions, "AEI.01.04": Action("Atender mejor", {"Trámite": 45})})
    new, kinds = run(old, renamed)
    assert "CONTENTS" in kinds
    listed = texts(new, "indice")
    assert "Mi capítulo" in listed
    assert "AEI.01.04 Atender mejor" in listed
    root = body(new)
    links = [link.get(f"{W}anchor") for link in control(root, "indice").iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert set(links) <= set(marks)
    assert len(set(links)) == len(links)
    assert findings(new) == []


def test_a_document_without_contents_has_none_to_fill() -> None:
    file = WordFile("x", typed_by_hand())
    assert refill_contents(file.tree(file.document)[0], {}) is False


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "nuevo"),
        ("uno", ""),
        ("dos", "uno dos"),
        ("uno", "uno\tdos\ntres"),
        ("a b c", "x b y"),
        ("igual", "igual"),
    ],
)
def test_rewriting(before: str, after: str) -> None:
    inner = f"<w:r><w:t xml:space='preserve'>{before}</w:t></w:r>" if before else ""
    paragraph = fragment(f"<w:p>{inner}</w:p>")
    rewrite(paragraph, after)
    assert text_of(paragraph) == after


def test_rewriting_keeps_what_is_no_letter() -> None:
    paragraph = fragment(
        '<w:p><w:bookmarkStart w:id="1" w:name="x"/><w:r><w:t>uno</w:t><w:footnoteReference w:id="2"/></w:r>'
        '<w:bookmarkEnd w:id="1"/></w:p>'
    )
    rewrite(paragraph, "otro")
    assert text_of(paragraph) == "otro"
    assert paragraph.find(".//w:footnoteReference", NS) is not None
    assert paragraph.find("w:bookmarkStart", NS) is not None


def without_styles() -> bytes:
    file = WordFile("x", typed_by_hand())
    for kind in ("styles", "numbering"):
        part = file.related(kind)
        file.unrelate([one.id for one in file.relations(file.document) if one.target == part])
        file.remove(part)
    return file.save()


def test_a_document_without_any_styles_gets_them() -> None:
    file = WordFile("x", without_styles())
    assert style_names(file) == {}
    found = ensure_styles(file, DEFAULT_TEMPLATE)
    assert set(found) == set(NAMES)
    again = WordFile("x", file.save())
    assert set(found.values()) <= set(style_names(again).values())
    assert again.related("numbering")


def test_rows_are_matched_by_equality_names_and_place() -> None:
    written = [("1", "Caja", "10"), ("2", "Archivo", "20"), ("3", "Trámite", "30"), ("TOTAL", "60")]
    assert match(written, written) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert match(written, [written[0], ("9", "Archivo", "99"), written[2], written[3]])[1] == 1
    assert match(written, [written[0], ("2", "Archivo central", "20"), written[2], written[3]])[1] == 1
    assert 1 not in match(written, [written[0], ("x", "Mi fila", "y"), written[2], written[3]])
    assert match(written, [written[2], written[0], written[3]]) == {0: 1, 2: 0, 3: 2}
    assert match([], []) == {}
