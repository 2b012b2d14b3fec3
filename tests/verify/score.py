"""Scores of the checker: what was found by kind, what was told elsewhere, which claims were read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tests.verify.checker import Answer, Finding
from tests.verify.claims import Atom, Prose
from tests.verify.model import Report
from tests.verify.plants import Plant


@dataclass
class Tally:
    """Recall by kind, findings outside the allowed places, and a few examples of each failure."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)  # not found, nor listed as not checked
    outside: Counter[str] = field(default_factory=Counter)
    missed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stray: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: list[str] = field(default_factory=list)

    def look_closely(self, plant: Plant, before: Answer, after: Answer) -> None:
        """Note errors in a sentence that touch no word of a broken claim."""
        known = {finding.identity for finding in before.findings}
        texts = {prose.key: prose.text for prose in plant.report.prose()}
        spans = plant.spans()
        for finding in after.errors:
            if finding.identity in known or finding.key not in texts or finding.key not in plant.allowed:
                continue
            start = texts[finding.key].find(finding.text) + finding.start
            end = start + finding.end - finding.start
            if not any(start < last and end > first for first, last in spans.get(finding.key, ())):
                self.beside.append(f"{plant.kind}: {plant.what}\n    said: {_said([finding])}")

    def add(self, kind: str, what: str, allowed: Collection[str], before: Answer, after: Answer) -> None:
        """Judge one plant against the answer for the untouched report."""
        known = {finding.identity for finding in before.findings}
        new = [finding for finding in after.findings if finding.identity not in known]
        told = ("error", "advertencia", "aviso") if "mal escrita" in kind else ("error", "advertencia")
        self.planted[kind] += 1
        if any(_within(finding, allowed) and finding.severity in told for finding in new):
            self.found[kind] += 1
        else:
            self.silent[kind] += not any(_within(entry, allowed) for entry in after.unchecked)
            self.missed[kind].append(f"{what}\n    said: {_said(new)}; unchecked: {_said(after.unchecked)}")
        stray = [f for f in new if f.severity == "error" and not _within(f, allowed)]
        if stray:
            self.outside[kind] += 1
            self.stray[kind].append(f"{what}\n    allowed: {sorted(allowed)}\n    said: {_said(stray)}")

    @property
    def recall(self) -> float:
        """Share of plants that were found."""
        return self.found.total() / max(self.planted.total(), 1)

    def table(self) -> str:
        """Recall by kind, as text."""
        lines = [f"{'kind':<55} {'planted':>8} {'found':>8} {'recall':>7} {'silent':>7} {'outside':>8}"]
        for kind in sorted(self.planted):
            planted, found = self.planted[kind], self.found[kind]
            lines.append(
                f"{kind:<55} {planted:>8} {found:>8} {found / planted:>7.3f} {self.outside[kind]:>8}"
            )
        total, found = self.planted.total(), self.found.total()
        lines.append(f"errors beside the broken claims of a sentence: {len(self.beside)}")
        counts = f"{self.recall:>7.4f} {self.silent.total():>7} {self.outside.total():>8}"
        lines.append(f"{'all':<55} {total:>8} {found:>8} {counts}")
        return "\n".join(lines)

    def examples(self, most: int = 2) -> str:
        """A few failures of each kind."""
        lines = []
        for title, group in (("missed", self.missed), ("outside", self.stray)):
            for kind, cases in sorted(group.items()):
                lines += [f"[{title}] {kind} ({len(cases)}): {case}" for case in cases[:most]]
        lines += [f"[beside] {case}" for case in self.beside[: 4 * most]]
        return "\n".join(lines)


def _within(finding: Finding, allowed: Collection[str]) -> bool:
    """Tell whether a finding stands at an allowed place; a paragraph may hold two headings."""
    return any(key in allowed for key in finding.key.split("|"))


def _said(findings: Iterable[Finding]) -> str:
    return (
        " | ".join(f"{f.severity} {f.rule} @{f.key or f.place}: {f.message or f.text}" for f in findings)
        or "–"
    )


@dataclass
class Reading:
    """How many claims of true sentences were read."""

    claims: int = 0
    read: int = 0
    unread: list[str] = field(default_factory=list)

    def add(self, report: Report, answer: Answer) -> None:
        """Count the claims of a report; a claim is unread where an unchecked text holds one of its atoms."""
        for prose in report.prose():
            entries = [entry for entry in answer.unchecked if entry.key == prose.key]
            lost = _atoms_in(prose, entries)
            for claim in prose.claims:
                self.claims += 1
                if any(one in lost for ids in claim.atoms.values() for one in ids):
                    continue
                self.read += 1
            self.unread += [f"«{entry.text}» ({entry.message}) in: {prose.text}" for entry in entries]

    @property
    def share(self) -> float:
        """Share of the claims that were read."""
        return self.read / max(self.claims, 1)


def _atoms_in(prose: Prose, entries: Iterable[Finding]) -> set[int]:
    """The atoms within some stretches of a paragraph (which may be typed as two)."""
    spots, position = [], 0
    for part in prose.parts:
        text = part.text if isinstance(part, Atom) else part
        if isinstance(part, Atom):
            spots.append((part.id, position, position + len(text)))
        position += len(text)
    lost: set[int] = set()
    for entry in entries:
        start, end = entry.start, entry.end
        if prose.text[start:end] != entry.text:
            start = max(prose.text.find(entry.text), 0)
            end = start + len(entry.text)
        lost |= {one for one, first, last in spots if first < end and last > start}
    return lost
