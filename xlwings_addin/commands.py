"""Each command once, for the command line now and live Excel later: no printing, no clock, no questions."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbook.domain.evaluation import AS_THE_WORKBOOK_SAYS
from xlwings_addin.output import CouldNotSave, Saved, free_names, refuse_taken, save

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from workbook.domain.evaluation import Request
    from workbook.domain.model import Settings
    from workbook.domain.results import Evaluation
    from xlwings_addin.notes import Notes

    Progress = Callable[[str], None]

CONSOLIDATED: Final = "-consolidado"
EXAMPLE: Final = "poi-satcaj-2020"


def in_silence(_step: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class When:
    """The date asked for, and the date of today for whatever asks for none."""

    today: dt.date
    asked: dt.date | None = None

    def for_report(self, evaluation: Evaluation) -> dt.date | None:
        """Return the date that a report carries; None where the workbook gives place and date itself."""
        return self.asked or (None if evaluation.framework.settings.place_and_date else self.today)


@dataclass(frozen=True, slots=True)
class Result:
    """What a command made: the evaluation and the files."""

    evaluation: Evaluation
    files: tuple[Saved, ...]


def review(
    book: Path, request: Request = AS_THE_WORKBOOK_SAYS, progress: Progress = in_silence
) -> Evaluation:
    """Read, check and evaluate a workbook. Raises UnusableBook or UnusablePlan."""
    from workbook.hosts.file import open_file
    from workbook.service import evaluate_book

    progress(f"Leyendo y revisando {book.name}…")
    with open_file(book) as opened:
        return evaluate_book(opened, request)


def consolidate(
    book: Path,
    out: Path | None,
    when: When,
    request: Request = AS_THE_WORKBOOK_SAYS,
    progress: Progress = in_silence,
) -> Result:
    """Evaluate a workbook and write Consolidado, Por unidad, Tablero and Observaciones beside it.

    Estado and Descargo of an earlier output and of the workbook itself are kept.
    """
    evaluation = review(book, request, progress)
    target = target_of(out, _usual_output(book), book)
    return Result(evaluation, (_save_output(evaluation, book, target, when.today, progress),))


def write_report(  # noqa: PLR0913 - what the command asks, each by its name
    book: Path,
    out: Path | None,
    when: When,
    request: Request = AS_THE_WORKBOOK_SAYS,
    progress: Progress = in_silence,
    *,
    sustento: bool = False,
    template: Path | None = None,
) -> Result:
    """Evaluate a workbook and write the Word report; with `sustento`, its supporting document too.

    `template` is the entity's Word template; None for the one that Parámetros names, or else the program's.
    """
    evaluation = review(book, request, progress)
    target = target_of(out, book.with_name(f"informe-{book.stem}.docx"), book)
    beside = _beside(target, f"sustento-{book.stem}.docx", book) if sustento else None
    reported = save_report(
        evaluation,
        target,
        when,
        progress,
        template or named_template(evaluation.framework.settings, book.parent),
    )
    files = [*reported.files]
    if beside is not None:
        files.append(_save_sustento(evaluation, beside, when, progress))
    return Result(reported.evaluation, tuple(files))


def new_workbook(path: Path, entity: str = "", year: int | None = None, *, monthly: bool = False) -> Saved:
    """Write a planning workbook to fill in. Raises CouldNotSave where there is a file of that name."""
    from workbook.domain.model import Framework, Plan, Settings
    from workbook.hosts.newfile import render
    from workbook.template import planning_workbook

    refuse_taken(path)
    plan = Plan(Framework(Settings(entity=entity, year=year), (), (), ()), ())
    return save(path, render(planning_workbook(plan, monthly=monthly)), replace=False)


def demo(folder: Path, when: When, progress: Progress = in_silence) -> Result:
    """Write the example workbook, and what is made from it, into a folder."""
    from workbook.example import example_plan
    from workbook.hosts.newfile import render
    from workbook.template import planning_workbook

    progress("Creando el libro de ejemplo…")
    book = _save_example(folder / f"{EXAMPLE}.xlsx", render(planning_workbook(example_plan())))
    consolidated = consolidate(book.path, folder / f"{EXAMPLE}{CONSOLIDATED}.xlsx", when, progress=progress)
    evaluation = consolidated.evaluation
    report = save_report(evaluation, folder / f"informe-{EXAMPLE}.docx", when, progress)
    sustento = _save_sustento(evaluation, folder / f"sustento-{EXAMPLE}.docx", when, progress)
    return Result(evaluation, (book, *consolidated.files, *report.files, sustento))


def _save_example(target: Path, workbook: bytes) -> Saved:
    """Save the example; one that somebody has edited stays, and the new one goes beside it."""
    edited = os.path.isfile(target) and not _reads_as(target, workbook.__eq__)
    return replace(save(target, workbook, replace=not edited), edited=edited)


def target_of(out: Path | None, default: Path, *inputs: Path) -> Path:
    """Return where a result goes; a folder gets the default name. Never where the input is."""
    target = default if out is None else out / default.name if os.path.isdir(out) else out
    if any(_is_same(target, one) for one in inputs):
        raise CouldNotSave(target, "input")
    return target


def _beside(target: Path, name: str, book: Path) -> Path:
    """Return the path of a second result in the folder of the first."""
    beside = target.with_name(name)
    for one, reason in ((book, "input"), (target, "twice")):
        if _is_same(beside, one):
            raise CouldNotSave(beside, reason)
    return beside


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())


def _save_output(
    evaluation: Evaluation, book: Path, target: Path, today: dt.date, progress: Progress
) -> Saved:
    from workbook.hosts.newfile import render
    from workbook.sheets import output_workbook

    notes, ours = _notes(book, target)
    progress("Preparando el consolidado y el tablero…")
    described = output_workbook(
        evaluation, source=_linked_name(book, target), notes=notes, consolidated_on=today
    )
    progress(f"Guardando {target.name}…")
    return replace(save(target, render(described), replace=ours is not False), edited=ours is False)


def _linked_name(book: Path, target: Path) -> str:
    """Return the workbook's name where links can lead to it: from the same folder, or ""."""
    return book.name if _is_same(book.absolute().parent, target.absolute().parent) else ""


def _notes(book: Path, target: Path) -> tuple[Notes, bool | None]:
    """Return the notes of the workbook and of its earlier outputs, and whether the target is one of ours.

    Earlier outputs are the target, the one of the usual name, and those that were put beside either. A
    target that is not ours, that has sheets of somebody else, or that cannot be read is not replaced;
    None where there is no target yet.
    """
    from workbook.host import UnusableBook
    from workbook.hosts.file import open_file
    from xlwings_addin.notes import is_output, merged, read_notes

    found: Notes = {}
    ours = False if os.path.isfile(target) else None
    for path in sorted({book, *_earlier(target), *_earlier(_usual_output(book))}, key=_age):
        with suppress(UnusableBook), open_file(path) as opened:
            found = merged(found, read_notes(opened))
            if path == target:
                ours = is_output(opened)
    return found, ours


def _usual_output(book: Path) -> Path:
    return book.with_name(f"{book.stem}{CONSOLIDATED}.xlsx")


def _earlier(target: Path) -> list[Path]:
    """Return the target and the files that were put beside it ("… (2).xlsx"), those that there are."""
    beside = takewhile(os.path.isfile, free_names(target))
    return [path for path in (target, *beside) if os.path.isfile(path)]


def _age(path: Path) -> float:
    return path.stat().st_mtime


def save_report(
    evaluation: Evaluation, target: Path, when: When, progress: Progress, template: Path | None = None
) -> Result:
    """Compose the report of an evaluation and save it, in the entity's template where there is one.

    The evaluation that is returned has the findings of the template too. Raises UnusableReport.
    """
    progress("Redactando el informe…")
    from report.compose import compose
    from report.word import write

    outline = compose(evaluation, when.for_report(evaluation))
    if template is None:
        return Result(evaluation, (_save_document(target, write(outline), progress),))
    from xlwings_addin.entity_template import prepared, told

    ready = prepared(template, outline)
    saved = _save_document(target, write(outline, ready), progress)
    return Result(replace(evaluation, findings=(*evaluation.findings, *told(ready))), (saved,))


def named_template(settings: Settings, folder: Path | None) -> Path | None:
    """Return the template that Parámetros names, in the folder of the workbook; None where it names none."""
    if not settings.template:
        return None
    from xlwings_addin.entity_template import beside

    return beside(settings.template, folder)


def _save_sustento(evaluation: Evaluation, target: Path, when: When, progress: Progress) -> Saved:
    progress("Preparando el sustento…")
    from report.sustento import compose_sustento
    from report.word import write

    return _save_document(target, write(compose_sustento(evaluation, when.for_report(evaluation))), progress)


def _save_document(target: Path, document: bytes, progress: Progress) -> Saved:
    """Save a document; one of that name which somebody has edited stays, and the new one goes beside it."""
    from report.package import is_untouched

    progress(f"Guardando {target.name}…")
    edited = os.path.isfile(target) and not _reads_as(target, is_untouched)
    return replace(save(target, document, replace=not edited), edited=edited)


def _reads_as(path: Path, test: Callable[[bytes], bool]) -> bool:
    """Return what a test says of a file's content; False where it cannot be read."""
    with suppress(OSError):
        return test(path.read_bytes())
    return False
