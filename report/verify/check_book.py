"""Checks of a report against the evaluation of its workbook: figures, labels, what is missing, sentences."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from report.anchors import tag_of
from report.compose import compose
from report.outline import Paragraph, plain_text
from report.tree import tree_of
from report.verify.catalogue import Rule
from report.verify.check_others import below_rows, check_others
from report.verify.check_sentences import check_sentences
from report.verify.check_summary import check_summary
from report.verify.facts import Facts, says
from report.verify.folding import fold
from report.verify.ledger import Ledger
from report.verify.model import Place, Report, RowKind, Severity
from report.verify.read import read_report
from report.word import write
from report.wordfile import W, WordFile
from workbook.spanish.readings import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from report.outline import Document
    from report.verify.model import Amount, FigureRow, Observation, Prose, UnitTable
    from workbook.domain.results import Evaluation

_LABEL_RULES: Final = frozenset({Rule.SENTENCE_LABEL.value, Rule.TABLE_LABEL.value, Rule.SUMMARY_BANDS.value})
_WORD: Final = re.compile(r"\w+(?:[.,]\d+)*%?|[^\w\s]")
_ALIKE: Final = 0.7
_DRAFT: Final = "informa: «"
_STILL_ALIKE: Final = 0.35
_OURS: Final = re.compile(r"(?:aei|oei|resumen|conclusiones|metas_por_debajo):")


def check_book(facts: Facts, ledger: Ledger, evaluation: Evaluation, labels: Sequence[str]) -> None:
    """Check a report against what its workbook gives today."""
    document = compose(evaluation, None)
    book = book_facts(document, evaluation, labels)
    for table in facts.report.units:
        _units(table, book, ledger)
    for objective in facts.report.objectives:
        for row in objective.rows:
            _line(row, book, ledger)
    _missing(facts, book, ledger)
    _shortfalls(facts, book, ledger)
    _sentences(facts, book, ledger, labels)
    _texts(facts, book, ledger, document)


def book_facts(document: Document, evaluation: Evaluation, labels: Sequence[str]) -> Facts:
    """Return the facts of the report that the workbook gives today, read from that report itself."""
    file = WordFile("libro", write(document))
    body = file.tree(file.document).find(f"{W}body")
    assert body is not None  # noqa: S101 - the program wrote one
    facts = Facts.of(read_report(tree_of(body), labels), evaluation.framework.scale)
    facts.method, facts.declared = evaluation.method, True
    return facts


def _units(table: UnitTable, book: Facts, ledger: Ledger) -> None:
    own = book.tables.get(table.code)
    if own is None:
        _extra(table.place, table.code, ledger)
        return
    for row in table.rows:
        same = next((one for one in own.rows if one.unit == row.unit), None) or _named(row, own, book)
        if same is None:
            _extra(row.place, row.name, ledger)
        else:
            _compare(row, same, book, ledger)
    present = {row.unit for row in table.rows}
    for one in own.rows:
        if one.unit not in present and not any(_named(row, own, book) is one for row in table.rows):
            message = f"En la tabla de {table.code} falta «{one.name}», que está en el libro."
            ledger.observe(Rule.BOOK_MISSING, table.place, table.code, one.name, message)
    if table.total is not None and own.whole is not None:
        _compare(table.total, own.whole, book, ledger)


def _named(row: FigureRow, own: UnitTable, book: Facts) -> FigureRow | None:
    found = book.names.find(row.name)
    return next((one for one in own.rows if found and one.unit == found[0].key), None)


def _extra(place: Place, what: str, ledger: Ledger) -> None:
    ledger.check("cifras con el libro")
    ledger.observe(Rule.BOOK_EXTRA, place, what, "", f"«{what}» no está en el libro.")


def _line(row: FigureRow, book: Facts, ledger: Ledger) -> None:
    same = book.lines.get(row.code)
    if same is None:
        _extra(row.place, row.code, ledger)
        return
    _compare(row, same, book, ledger)
    if row.label.strip(" –-") and same.label and row.label_place is not None:
        ledger.check("indicadores con el libro")
        if book.band_named(row.label) is not book.band_named(same.label):
            message = f"{row.code}: el informe dice {row.label} y el libro da {same.label}."
            ledger.observe(Rule.BOOK_LABEL, row.label_place, row.label, same.label, message)


def _compare(row: FigureRow, same: FigureRow, book: Facts, ledger: Ledger) -> None:
    who = row.code or row.name
    if row.mark is not same.mark:
        ledger.check("cifras con el libro")
        printed = row.mark.value if row.mark else (row.share.text if row.share else row.name)
        expected = same.mark.value if same.mark else (same.share.text if same.share else "")
        message = f"«{who}»: el informe dice «{printed}» y el libro da «{expected}»."
        ledger.observe(Rule.BOOK_FIGURE, row.place, printed, expected, message)
        return
    for what, here, there in (
        ("programadas", row.programmed, same.programmed),
        ("ejecutadas", row.executed, same.executed),
        ("de meta anual", row.annual, same.annual),
    ):
        if here is None or there is None:
            continue
        ledger.check("cifras con el libro")
        if not _same_amount(here, there):
            message = f"«{who}»: el informe dice {here.text} {what} y el libro da {there.text}."
            ledger.observe(Rule.BOOK_FIGURE, here.place, here.text, there.text, message)
    for share, other in ((row.share, same), (row.annual_share, None)):
        if share is None or other is None or other.share is None:
            continue
        ledger.check("cifras con el libro")
        if not says(
            share, other, book.scale, by_amounts=row.kind is RowKind.UNIT or share.half < other.share.half
        ):
            message = f"«{who}»: el informe dice {share.text} y el libro da {other.share.text}."
            ledger.observe(Rule.BOOK_FIGURE, share.place, share.text, other.share.text, message)


def _same_amount(here: Amount, there: Amount) -> bool:
    apart = abs(here.value - there.value)
    rounded = not here.reading.half and bool(there.value % 1)
    return apart <= here.reading.half or (rounded and 2 * apart <= 1)


def _missing(facts: Facts, book: Facts, ledger: Ledger) -> None:
    known = set(facts.codes())
    for code in book.codes():
        ledger.check("AEI del libro")
        if code not in known:
            ledger.observe(
                Rule.BOOK_MISSING, Place(), "", code, f"La {code} está en el libro y no en el informe."
            )


def _shortfalls(facts: Facts, book: Facts, ledger: Ledger) -> None:
    """Compare the tables of targets below: who is there, and with how much."""
    today = {key: row.pair for row in below_rows(book) if (key := row.key) is not None}
    for row in below_rows(facts):
        ledger.check("cifras con el libro")
        expected = today.get(row.key) if row.key is not None else None
        if expected is None:
            _extra(row.place, row.pair, ledger)
        elif expected != row.pair:
            message = f"{row.pair} no es lo que falta según el libro: {expected}."
            ledger.observe(Rule.BOOK_FIGURE, row.place, row.pair, expected, message)


def _sentences(facts: Facts, book: Facts, ledger: Ledger, labels: Sequence[str]) -> None:
    """Check the report's paragraphs and summaries against the workbook's tables."""
    report = Report(
        units=[replace(table, heading=0) for table in book.report.units],
        objectives=book.report.objectives,
        others=[table for table in facts.report.others if table.kind != "scale"],
        prose=[replace(prose, heading=0) for prose in facts.report.prose],
        titles=facts.report.titles,
    )
    mixed = Facts.of(report, book.scale)
    mixed.method, mixed.declared, mixed.below = book.method, True, book.below
    for name in facts.names.shown.values():
        mixed.names.add(name)
    against = Ledger()
    check_sentences(mixed, against, labels)
    check_summary(mixed, against, labels)
    mixed.below = []  # `_shortfalls` compared the report's; those of the workbook have no place in it
    check_others(mixed, against, ())
    ledger.check("afirmaciones con el libro", sum(against.checked.values()))
    told = {_spot(one) for one in ledger.observations if one.severity is Severity.ERROR}
    for one in against.observations:
        if one.severity is Severity.ERROR and _spot(one) not in told:
            rule = Rule.BOOK_LABEL if one.rule in _LABEL_RULES else Rule.BOOK_FIGURE
            ledger.observe(rule, one.place, one.printed, one.expected, f"Con el libro de hoy: {one.message}")


def _spot(one: Observation) -> tuple[int, int, int | None]:
    number = 0 if one.place.paragraph is None else one.place.paragraph.order
    return number, one.place.start, one.place.end


def _texts(facts: Facts, book: Facts, ledger: Ledger, document: Document) -> None:
    """Compare the paragraphs that the program wrote with those it writes today."""
    today: dict[str, list[str]] = {}
    for prose in book.report.prose:
        today.setdefault(prose.code, []).append(_bare(prose.text))
    ours = {
        tag_of(b.key): _bare(plain_text(b.content)) for b in document.blocks() if isinstance(b, Paragraph)
    }
    told = {
        one.place.paragraph.order
        for one in ledger.observations
        if one.place.paragraph is not None and one.severity is Severity.ERROR
    }
    for prose in facts.report.prose:
        paragraph, bare = prose.place.paragraph, _bare(prose.text)
        texts = today.get(prose.code, [])
        if bare in texts:
            ledger.check("párrafos iguales a los del libro")
        elif paragraph is not None and paragraph.order not in told:
            tag = _tag(paragraph.element)
            if _OURS.match(tag):
                _ours(prose, bare, ours.get(tag), facts, ledger)
            elif (near := _nearest(bare, texts)) is not None and _differs_in_facts(bare, near, facts, prose):
                _observe_text(prose, near, ledger)


def _ours(prose: Prose, bare: str, now: str | None, facts: Facts, ledger: Ledger) -> None:
    """Judge a paragraph that stands where the program put one: it may be gone today, or say other figures."""
    if now is None:
        _observe_text(prose, "", ledger)
        return
    alike = difflib.SequenceMatcher(None, bare, now, autojunk=False).ratio() >= _STILL_ALIKE
    drafted = replace(prose, comment=prose.comment and _DRAFT not in bare)
    if alike and _differs_in_facts(bare, now, facts, drafted):
        _observe_text(prose, now, ledger)


def _observe_text(prose: Prose, now: str, ledger: Ledger) -> None:
    message = (
        "El programa redactaría hoy este párrafo con otros datos."
        if now
        else "Con el libro de hoy, este párrafo ya no iría."
    )
    ledger.observe(Rule.BOOK_TEXT, prose.place, prose.text, now, message)


def _tag(paragraph: etree._Element) -> str:
    """Return the tag of the content control around a paragraph, "" where there is none."""
    for control in paragraph.iterancestors(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            return tag.get(f"{W}val") or ""
    return ""


def _bare(text: str) -> str:
    return " ".join(text.split())


def _nearest(text: str, texts: Iterable[str]) -> str | None:
    found = difflib.get_close_matches(text, list(texts), 1, _ALIKE)
    return found[0] if found else None


def _differs_in_facts(text: str, other: str, facts: Facts, prose: Prose) -> bool:
    """Tell whether two paragraphs differ in figures, number words, names of units or labels only."""
    one, two = _WORD.findall(fold(text)), _WORD.findall(fold(other))
    names = {word for key in facts.names.shown for word in key}
    names |= {word for band in facts.scale.bands for word in fold(band.label).split()}
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        words = [word for word in (*one[a:b], *two[c:d]) if word.isalnum()]
        if any(word[0].isdigit() or word in NUMBER_WORDS or word in names for word in words):
            return not prose.comment or any(word[0].isdigit() for word in words)
    return False
