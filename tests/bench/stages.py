"""How long each stage takes inside our process; prints seconds as JSON. Started by run.py."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if str(Path.cwd()) not in sys.path:  # last, so that an installed program comes first
    sys.path.append(str(Path.cwd()))

_SPENT: dict[str, float] = {}


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Add the processor time of a block to a stage."""
    start = time.process_time()
    yield
    _SPENT[name] = _SPENT.get(name, 0) + time.process_time() - start


def main(path: Path, out: Path) -> None:
    """Make the report of a workbook; rows are held here, so that reading ends before the roll-up."""
    with stage("import"):
        import xlwings_addin.cli  # noqa: F401 - what the command loads
        from report.compose import compose
        from report.word import write
        from workbook.domain.evaluation import evaluate
        from workbook.hosts.file import open_file
        from workbook.reader import ActivityReader, read_framework
        from workbook.rowchecks import check_row
        from workbook.spanish.comments import review_comments
        from xlwings_addin.output import save
    with stage("read"), open_file(path) as book:
        reading = read_framework(book)
        rows = list(ActivityReader(book, reading))
    with stage("roll-up"):
        evaluation = evaluate(reading.framework, rows, check=check_row)
        review_comments(evaluation)
    with stage("compose"):
        document = compose(evaluation, None)
    with stage("write"):
        save(out, write(document))
    print(json.dumps(_SPENT))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
