"""One trial: a workbook from its seed, mutations with theirs, a file, a reading, a verdict.

python -m tests.mutations.trying LOOK SEED [MUTATION SEED]... [-o FOLDER]     does one again and shows it
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutations import additions, harms_amounts, harms_tables, shapes, spellings, traps
from tests.mutations.catalogue import HARMFUL, HARMLESS, Mutation
from tests.mutations.looks_export import export
from tests.mutations.looks_foreign import by_action, foreign
from tests.mutations.looks_template import template
from tests.mutations.looks_town import town
from tests.mutations.model import Workbook
from tests.mutations.reading import Read, Verdict, judged, read_file, write_to

LOOKS: dict[str, Callable[[random.Random], Workbook]] = {
    "template": template,
    "foreign": foreign,
    "by_action": by_action,
    "export": export,
    "town": town,
}
ALL: dict[str, Mutation] = {one.name: one for one in (*HARMLESS, *HARMFUL)}
_REGISTERED = (
    additions,
    harms_amounts,
    harms_tables,
    shapes,
    spellings,
    traps,
)  # importing them fills the catalogue


@dataclass(frozen=True)
class Trial:
    """A workbook and what is done to it, all by seeds."""

    look: str
    seed: int
    steps: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        """Return it as the command line of this module takes it."""
        steps = " ".join(f"{name} {seed}" for name, seed in self.steps)
        return f"{self.look} {self.seed} {steps}".rstrip()

    def workbook(self) -> Workbook | None:
        """Return the workbook after all steps; None where one of them has no place in it."""
        book = LOOKS[self.look](random.Random(self.seed))  # noqa: S311 - seeded
        done = [ALL[name].operation(book, random.Random(seed)) for name, seed in self.steps]  # noqa: S311
        return book if all(done) else None

    @property
    def harmful(self) -> bool:
        """Whether a step must be found."""
        return any(ALL[name].harmful for name, _ in self.steps)


@dataclass
class Tally:
    """What came out of many trials."""

    tried: Counter[str] = field(default_factory=Counter)
    workbooks: int = 0
    failures: list[tuple[Trial, Verdict]] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """Workbooks with a wrong figure that nothing tells of."""
        return sum(bool(verdict.silent) for _, verdict in self.failures)

    def __str__(self) -> str:
        """Return the counts as text."""
        kinds = {
            name: sum(bool(getattr(v, name)) for _, v in self.failures) for name in ("wrong", "missed", "new")
        }
        each = ", ".join(f"{name} {count}" for name, count in sorted(self.tried.items()))
        return (
            f"{self.workbooks} mutated workbooks, {sum(self.tried.values())} mutations tried "
            f"({len(self.tried)} kinds: {each}); silent wrong figures: {self.silent}; "
            f"told wrong figures: {kinds['wrong']}; findings missed: {kinds['missed']}; "
            f"new errors: {kinds['new']}"
        )


class Trials:
    """Runs trials in a folder; the reading of a workbook before any change is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clean: dict[tuple[str, int], tuple[Read, Verdict]] = {}

    def clean(self, look: str, seed: int) -> tuple[Read, Verdict]:
        """Return the reading of a workbook as it is generated."""
        if (look, seed) not in self._clean:
            book = LOOKS[look](random.Random(seed))  # noqa: S311 - seeded
            read = read_file(write_to(book, self._folder), book.equivalence)
            self._clean[look, seed] = read, judged(book, read)
        return self._clean[look, seed]

    def run(self, trial: Trial) -> Verdict | None:
        """Return the verdict on a trial; None where it cannot be done."""
        book = trial.workbook()
        if book is None:
            return None
        clean, _ = self.clean(trial.look, trial.seed)
        read = read_file(write_to(book, self._folder), book.equivalence)
        return judged(book, read, clean)

    def run_all(self, trials: Iterator[Trial], count: int = 0) -> Tally:
        """Run trials until so many could be done, or all."""
        tally = Tally()
        for trial in trials:
            verdict = self.run(trial)
            if verdict is None:
                continue
            tally.workbooks += 1
            tally.tried.update(name for name, _ in trial.steps)
            if verdict:
                tally.failures.append((trial, verdict))
            if tally.workbooks == count:
                break
        return tally


def alone(
    rng: random.Random, looks: Sequence[tuple[str, int]], each: int, tries: int | None = None
) -> Iterator[Trial]:
    """Yield trials of every mutation alone: `each` that have a place, or as many as so many tries find."""
    for name in ALL:
        found = 0
        for _ in range(each if tries is None else tries):
            look, seed = rng.choice(looks)
            trial = Trial(look, seed, ((name, rng.randrange(10**6)),))
            if trial.workbook() is not None:
                yield trial
                found += 1
            if found == each:
                break


def pairs(rng: random.Random, looks: Sequence[tuple[str, int]]) -> Iterator[Trial]:
    """Yield trials of two mutations, one after the other, without end."""
    names = list(ALL)
    while True:
        look, seed = rng.choice(looks)
        one, other = rng.sample(names, 2)
        yield Trial(look, seed, ((one, rng.randrange(10**6)), (other, rng.randrange(10**6))))


def _main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("look", choices=LOOKS)
    parser.add_argument("seed", type=int)
    parser.add_argument("steps", nargs="*")
    parser.add_argument("-o", type=Path, default=Path(tempfile.gettempdir()))
    given = parser.parse_args()
    steps = tuple((name, int(seed)) for name, seed in zip(given.steps[::2], given.steps[1::2], strict=True))
    trial = Trial(given.look, given.seed, steps)
    book = trial.workbook()
    if book is None:
        parser.exit(message="One of the mutations has no place in this workbook.\n")
    path = write_to(book, given.o, "-".join([given.look, str(given.seed), *(name for name, _ in steps)]))
    read = read_file(path, book.equivalence)
    clean, before = Trials(given.o).clean(given.look, given.seed)
    lines = [str(path), f"clean: {before.lines()[:3]}", *judged(book, read, clean).lines()]
    lines += [f"  {one.severity} {one.code} {one.sheet}!{one.cell}" for one in read.told]
    print("\n".join(lines))  # noqa: T201 - the command's output


if __name__ == "__main__":
    _main()
