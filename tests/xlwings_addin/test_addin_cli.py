"""`eficacia complemento construir`: what it writes and what it says."""

import argparse
import sys
from pathlib import Path

import pytest

from xlwings_addin import addin_cli
from xlwings_addin import build as building
from xlwings_addin.addin_cli import HANDLERS, VERB, register
from xlwings_addin.build import FILE_NAME, build
from xlwings_addin.output import CouldNotSave


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers(dest="verbo"))
    return HANDLERS[VERB](parser.parse_args([VERB, *words]))


def test_without_options_it_writes_the_usual_name_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run() == addin_cli.FINE
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_bytes() == build()
    assert "Se guardó" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "written"), [("otro", "otro.xlam"), ("otro.xlam", "otro.xlam"), (".", FILE_NAME)]
)
def test_the_name_may_be_given(tmp_path: Path, given: str, written: str) -> None:
    assert run("-o", str(tmp_path / given)) == addin_cli.FINE
    assert (tmp_path / written).is_file()


def test_another_ending_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("-o", "eficacia.docx")
    assert "termine en .xlam" in capsys.readouterr().err


def test_without_the_builder_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    monkeypatch.chdir(tmp_path)
    assert run() == addin_cli.NOT_BUILT
    assert 'pip install "eficacia[complemento]"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_another_missing_module_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_xlwings() -> bytes:
        raise ModuleNotFoundError(name="xlwings")

    monkeypatch.setattr(building, "build", without_xlwings)
    with pytest.raises(ModuleNotFoundError):
        run()


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")
    with pytest.raises(CouldNotSave):
        run("-o", str(tmp_path / "archivo" / "x.xlam"))
