"""Reports live: random edits to the workbook's facts and to the file, as people and programs make them.

After each update: what a person wrote is there with its formatting, what nobody touched is current, and
running again changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lxml import etree

from report.inlines import text_of
from report.located import locate, unwrap
from report.printed import Kind, normal, printed
from report.update import update
from report.word import write
from report.wordfile import WordFile
from tests.report.evolving import START, WHO, Action, comments, put_text, report
from tests.report.typed import NS, W, edited, findings, fragment

NAMES = ("Caja", "Fiscalización", "Informática", "Archivo", "Trámite", "Logística")
CODES = tuple(f"AEI.01.0{n}" for n in range(1, 7))
EXAMPLES = 12 if "EFICACIA_SWEEP" not in os.environ else 400


class Living(RuleBasedStateMachine):
    """A report and what is known about it: `mine` are words that people wrote and must stay."""

    def __init__(self) -> None:
        super().__init__()
        self.mine: dict[str, bool] = {}
        self.edited: dict[str, str] = {}  # tag of a paragraph -> what a person wrote in its place
        self.number = 0

    @initialize()
    def begin(self) -> None:
        self.facts = START
        self.content = write(report(START))

    # ---- the workbook changes

    @rule(code=st.sampled_from(CODES), unit=st.sampled_from(NAMES), done=st.none() | st.integers(0, 130))
    def unit_reports(self, code: str, unit: str, done: int | None) -> None:
        if code in self.facts.actions:
            self.facts = self.facts.with_units(code, **{unit: done})

    @rule(code=st.sampled_from(CODES), name=st.sampled_from(("Recaudar", "Atender pronto", "Nueva")))
    def action_is_renamed_or_new(self, code: str, name: str) -> None:
        old = self.facts.actions.get(code, Action(name, {"Caja": 50}))
        actions = {**self.facts.actions, code: replace(old, name=name)}
        self.facts = replace(self.facts, actions=dict(sorted(actions.items())))

    @precondition(lambda self: len(self.facts.actions) > 1)
    @rule(data=st.data())
    def action_is_gone(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(sorted(self.facts.actions)))
        self.facts = replace(self.facts, actions={k: v for k, v in self.facts.actions.items() if k != code})

    @rule(unit=st.sampled_from(NAMES), cause=st.sampled_from(("", "Faltó personal", "Huelga & lluvia")))
    def cause_is_told(self, unit: str, cause: str) -> None:
        self.facts = replace(self.facts, causes={**self.facts.causes, unit: cause})

    # ---- people edit the file

    @rule(data=st.data())
    def paragraph_is_rewritten(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH)
        if tag:
            text = self._overwrite(tag)
            self.edited[tag] = text

    @rule(data=st.data())
    def runs_are_split_and_made_bold(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH)
        if tag:
            self._edit(lambda root: _split_and_bolden(_paragraph(root, tag)))

    @rule(data=st.data())
    def paragraph_is_added_after(self, data: st.DataObject) -> None:
        tag = self._pick(data, *Kind)
        if tag:
            own = fragment(f"<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>{self._words()}</w:t></w:r></w:p>")
            self._edit(lambda root: _control(root, tag).addnext(own))

    @rule(data=st.data())
    def recommendation_is_written(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.FILL)
        if tag:
            self._overwrite(tag)

    @rule(data=st.data())
    def block_is_deleted(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH, Kind.TABLE, Kind.HEADING)
        if tag and not self._holds_mine(tag):
            self._edit(lambda root: _control(root, tag).getparent().remove(_control(root, tag)))
            self.edited.pop(tag, None)

    @rule(data=st.data())
    def block_is_copied(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH, Kind.HEADING)
        if tag:
            self._edit(lambda root: _control(root, tag).addnext(_copied(_control(root, tag))))

    @rule(data=st.data())
    def row_is_added(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.TABLE)
        if tag:
            words = self._words()
            place = data.draw(st.integers(0, 3))
            self._edit(lambda root: _add_row(_control(root, tag), place, words))

    @rule(data=st.data())
    def figure_is_typed_over(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.TABLE)
        if tag and tag != "matriz":
            place = data.draw(st.integers(1, 3))
            self._edit(lambda root: _type_over(_control(root, tag), place, "9,999"))

    @rule(data=st.data())
    def commitment_is_written(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(1, 3))
        words = self._words(sure=False)
        written: list[bool] = []
        self._edit(lambda root: written.append(_commit(root, place, words)))
        if any(written):
            self.mine[words] = True

    @rule(data=st.data())
    def change_is_tracked(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH)
        if tag:
            inside = f"<w:r><w:t> {self._words()}</w:t></w:r>"
            own = fragment(f'<w:ins w:id="{900 + self.number}" w:author="Ana">{inside}</w:ins>')
            self._edit(lambda root: _paragraph(root, tag).append(own))
            self.edited[tag] = ""

    @rule(data=st.data())
    def person_comments(self, data: st.DataObject) -> None:
        from report.comments import Author, Commenter

        tag = self._pick(data, Kind.PARAGRAPH)
        if tag:
            file = WordFile("x", self.content)
            root = file.tree(file.document)
            Commenter(file, Author("Ana")).add(_paragraph(root, tag), "¿Seguro?")
            self.content = file.save()

    @rule(data=st.data())
    def control_is_removed_and_its_words_stay(self, data: st.DataObject) -> None:
        tag = self._pick(data, Kind.PARAGRAPH, Kind.TABLE, Kind.HEADING)
        if tag:
            self._edit(lambda root: unwrap(_control(root, tag)))

    # ---- the report is brought up to date

    @rule()
    def update(self) -> None:
        before = len(comments(self.content))
        made = update("informe.docx", self.content, report(self.facts), WHO)
        self.content = made.content or self.content
        again = update("informe.docx", self.content, report(self.facts), WHO)
        assert again.content is None, again.changes
        assert len(comments(self.content)) >= before
        self._is_current()

    def _is_current(self) -> None:
        """What is still as it was written says what would be written now."""
        wanted = {block.tag: block for block in printed(report(self.facts))}
        file = WordFile("x", self.content)
        located = locate(file.tree(file.document)[0], {tag: block.kind for tag, block in wanted.items()})
        for tag, found in located.found.items():
            block = wanted[tag]
            if block.kind in (Kind.HEADING, Kind.PARAGRAPH) and tag not in self.edited:
                assert found.texts() == block.texts(), tag
            elif self.edited.get(tag):
                assert found.texts() == (normal(self.edited[tag]),), tag
            if block.kind is Kind.TABLE and tag != "matriz" and found.table() is not None:
                units = self.facts.actions[tag.split(":")[1]].units
                for row in found.table().iter(f"{W}tr"):
                    shown = [text_of(cell.find("w:p", NS)) for cell in row.iter(f"{W}tc")]
                    assert "9,999" not in shown or shown[1] not in units, tag

    @invariant()
    def what_people_wrote_is_there(self) -> None:
        if not self.mine:
            return
        file = WordFile("x", self.content)
        text = "\n".join(text_of(p) for p in file.tree(file.document).iter(f"{W}p"))
        for words in self.mine:
            assert words in text, words

    def teardown(self) -> None:
        if hasattr(self, "content"):
            assert findings(self.content) == []

    # ---- help

    def _words(self, *, sure: bool = True) -> str:
        self.number += 1
        words = f"palabras mías {self.number}"
        if sure:
            self.mine[words] = True
        return words

    def _overwrite(self, tag: str) -> str:
        """Type a paragraph anew; a person's own words that stood there are gone by that person's will."""
        before = text_of(_paragraph(WordFile("x", self.content).tree("word/document.xml"), tag))
        self.mine = {words: sure for words, sure in self.mine.items() if words not in before}
        text = self._words()
        self._edit(lambda root: put_text(_paragraph(root, tag), text))
        return text

    def _edit(self, change: Callable[[etree._Element], object]) -> None:
        self.content = edited(self.content, change)

    def _pick(self, data: st.DataObject, *kinds: Kind) -> str:
        wanted = {block.tag: block.kind for block in printed(report(self.facts)) if block.kind in kinds}
        root = WordFile("x", self.content).tree("word/document.xml")
        tags = sorted(set(_tags(root)) & set(wanted))
        return data.draw(st.sampled_from(tags)) if tags else ""

    def _holds_mine(self, tag: str) -> bool:
        root = WordFile("x", self.content).tree("word/document.xml")
        text = "".join(_control(root, tag).itertext())
        return any(words in text for words in self.mine)


def _copied(control: etree._Element) -> etree._Element:
    """A copy as Word makes it: a bookmark's name is used once, so the copy has none."""
    own = deepcopy(control)
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"):
        for mark in list(own.iter(f"{W}{name}")):
            mark.getparent().remove(mark)
    for sign in list(own.iter(f"{W}commentReference")):
        sign.getparent().getparent().remove(sign.getparent())
    for number, change in enumerate(own.iter(f"{W}ins")):
        change.set(f"{W}id", str(5_000 + len(list(control.getroottree().iter(f"{W}ins"))) + number))
    own.find("w:sdtPr/w:id", NS).set(
        f"{W}val", str(1 + sum(map(ord, etree.tostring(control).decode())) % 10**9)
    )
    return own


def _tags(root: etree._Element) -> Iterator[str]:
    return (tag.get(f"{W}val") for tag in root.iter(f"{W}tag"))


def _control(root: etree._Element, tag: str) -> etree._Element:
    return next(one for one in root.iter(f"{W}sdt") if one.find("w:sdtPr/w:tag", NS).get(f"{W}val") == tag)


def _paragraph(root: etree._Element, tag: str) -> etree._Element:
    return _control(root, tag).find("w:sdtContent/w:p", NS)


def _split_and_bolden(paragraph: etree._Element) -> None:
    from report.inlines import cut

    length = len(text_of(paragraph))
    for run in cut(paragraph, length // 3, length // 2):
        look = run.find("w:rPr", NS)
        if look is None:
            look = etree.Element(f"{W}rPr")
            run.insert(0, look)
        if look.find("w:u", NS) is None:
            look.append(fragment('<w:u w:val="single"/>'))


def _add_row(control: etree._Element, place: int, words: str) -> None:
    rows = control.findall(".//w:tr", NS)
    like = rows[min(place, len(rows) - 1)]
    own = deepcopy(rows[-1])
    for name in ("commentRangeStart", "commentRangeEnd"):
        for mark in list(own.iter(f"{W}{name}")):
            mark.getparent().remove(mark)
    for number, cell in enumerate(own.findall("w:tc", NS)):
        for extra in cell.findall("w:p", NS)[1:]:
            cell.remove(extra)
        put_text(cell.find("w:p", NS), words if number == 0 else "")
    header = own.find("w:trPr/w:tblHeader", NS)
    if header is not None:
        header.getparent().remove(header)
    like.addnext(own)


def _type_over(control: etree._Element, place: int, text: str) -> None:
    rows = control.findall(".//w:tr", NS)
    if place < len(rows):
        cells = rows[place].findall("w:tc", NS)
        if len(cells) == 5 and "palabras" not in "".join(rows[place].itertext()):
            put_text(cells[3].find("w:p", NS), text)


def _commit(root: etree._Element, place: int, words: str) -> bool:
    """Fill a cell of Compromiso that is still empty; whether there was one."""
    rows = _control(root, "matriz").findall(".//w:tr", NS) if "matriz" in set(_tags(root)) else []
    cells = rows[place].findall("w:tc", NS) if place < len(rows) else []
    if len(cells) != 4:
        return False
    paragraph = cells[-1].find("w:p", NS)
    if text_of(paragraph) or paragraph.findall(".//w:commentReference", NS):
        return False
    put_text(paragraph, words)
    return True


Living.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=14 if "EFICACIA_SWEEP" not in os.environ else 40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a story of files takes minutes
    derandomize="EFICACIA_SWEEP" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestLiving = Living.TestCase
