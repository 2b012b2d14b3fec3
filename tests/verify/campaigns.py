"""The two campaigns over many reports: errors planted one at a time, and true reports in harmless variety."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.programs import require
from tests.support.situations import seeded
from tests.verify.assemble import any_report
from tests.verify.checker import Answer, check
from tests.verify.figures import objectives
from tests.verify.harmless import REWORKS, reworked
from tests.verify.model import Report
from tests.verify.ownplants import own_plants
from tests.verify.ownreport import OwnReport, plan_of
from tests.verify.plants import plants
from tests.verify.score import Reading, Tally
from tests.verify.typist import typed
from workbook.example import example_plan


def hand_typed(seeds: Iterable[str], each: int | None = None) -> Tally:
    """Plant errors in reports typed by hand."""
    tally = Tally()
    for seed in seeds:
        report = any_report(seed)
        true = typed(report, seed)
        before = check(true.file, true.places)
        for plant in plants(report, seed, each):
            made = typed(plant.report, seed)
            after = check(made.file, made.places)
            tally.add(plant.kind, f"[{seed}] {plant.what}", plant.allowed, before, after)
            tally.look_closely(plant, before, after)
    return tally


def own(seeds: Iterable[str], each: int | None = None) -> Tally:
    """Plant errors in the program's own reports: the example's and those of made-up plans."""
    tally = Tally()
    for seed in seeds:
        plan = example_plan() if seed == "example" else plan_of(objectives(seeded(seed), 3, 3))
        report = OwnReport.of(plan)
        file, places = report.changed(report.model, report.model)
        before = check(file, places)
        for plant in own_plants(report, seeded(seed), each):
            tally.add(
                plant.kind, f"[{seed}] {plant.what}", plant.allowed, before, check(plant.file, plant.places)
            )
    return tally


@dataclass
class Precision:
    """True reports: how many have an error told, and which claims were read."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    warned: int = 0
    reading: Reading = field(default_factory=Reading)

    def add(self, name: str, report: Report, answer: Answer) -> None:
        """Judge the answer for one true report."""
        self.tried += 1
        self.warned += any(finding.severity == "advertencia" for finding in answer.findings)
        if answer.errors:
            told = " | ".join(f"{e.rule} @{e.key or e.place}: {e.message}" for e in answer.errors[:3])
            keys = {key for error in answer.errors for key in error.key.split("|")}
            texts = [prose.text for prose in report.prose() if prose.key in keys]
            self.wrong.append(f"[{name}] {told}\n    {texts[:2]}")
        self.reading.add(report, answer)

    @property
    def precision(self) -> float:
        """Share of true reports without an error."""
        return 1 - len(self.wrong) / max(self.tried, 1)


def harmless(seeds: Iterable[str]) -> Precision:
    """Check true reports, each in its own words, layout and reworks of the file."""
    result = Precision()
    for seed in seeds:
        choose = seeded(f"harmless {seed}")
        report = any_report(seed)
        made = typed(report, seed)
        names = tuple(name for name in REWORKS if choose.random() < 0.25)
        result.add(f"{seed} {names}", report, check(reworked(made.file, names, seed), made.places))
    return result


def saved_by_libreoffice(seeds: Iterable[str], folder: Path) -> Precision:
    """Check true reports after LibreOffice wrote them anew."""
    result = Precision()
    made = {}
    for number, seed in enumerate(seeds):
        report = any_report(seed)
        made[f"{number}.docx"] = report, typed(report, seed)
        (folder / f"{number}.docx").write_bytes(made[f"{number}.docx"][1].file)
    out = folder / "out"
    profile = (folder / "profile").as_uri()
    command = [str(require("soffice")), "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, *(str(folder / name) for name in made)], check=True, capture_output=True)
    for name, (report, file) in made.items():
        result.add(name, report, check((out / name).read_bytes(), file.places))
    return result


def harmless_own(seeds: Iterable[str]) -> Precision:
    """Check the program's own reports after reworks of the file."""
    result = Precision()
    for seed in seeds:
        choose = seeded(f"harmless {seed}")
        plan = example_plan() if seed == "example" else plan_of(objectives(seeded(seed), 3, 3))
        report = OwnReport.of(plan)
        file, places = report.changed(report.model, report.model)
        names = tuple(name for name in REWORKS if choose.random() < 0.4)
        result.add(f"{seed} {names}", report.model, check(reworked(file, names, seed), places))
    return result
