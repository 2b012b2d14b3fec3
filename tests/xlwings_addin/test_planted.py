"""A file planted beside a workbook is never imported in the place of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xlwings_addin.vba.patches import patched, xlwings_module

OURS = ("report", "udfs", "workbook", "xlwings_addin")


def test_the_server_is_started_so_that_the_folder_is_not_on_the_path() -> None:
    text = patched(xlwings_module())
    assert 'tail = " -P -B -c ""import sys, os;"' in text
    assert 'tail = " -B -c' not in text, "no other way to start it is left"


@pytest.mark.parametrize("name", OURS)
def test_a_planted_module_is_not_imported(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    command = [sys.executable, "-P", "-c", f"import {name}; print({name}.__file__)"]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=True)
    assert not Path(done.stdout.strip()).is_relative_to(tmp_path)


@pytest.mark.parametrize("name", OURS[:1])
def test_the_plant_would_bite_without_it(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", f"import {name}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "planted" in done.stderr
