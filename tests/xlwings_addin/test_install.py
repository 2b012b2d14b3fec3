"""Putting the add-in where Excel looks, and taking away no more than was put."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.wheels import tree
from tests.support.windows import FakeWindows, machine, options
from udfs.catalogue import MODULE
from xlwings_addin import install_cli
from xlwings_addin.install import (
    CannotInstall,
    Outcome,
    install,
    pinned,
    places,
    read_settings,
    settings_file,
    uninstall,
)
from xlwings_addin.windows import Env, application_data


def outcomes(steps: list[object]) -> list[Outcome]:
    return [step.outcome for step in steps]


def test_the_add_in_and_its_settings_are_where_excel_looks(tmp_path: Path) -> None:
    env, windows = machine(tmp_path)
    steps = install(env)
    assert outcomes(steps) == [Outcome.DONE, Outcome.DONE]
    startup = Path(windows.variable("APPDATA"), "Microsoft", "Excel", "XLSTART")
    assert (startup / "eficacia.xlam").read_bytes() == b"complemento"
    assert [path.name for path in startup.iterdir()] == ["eficacia.xlam"]
    settings = Path(windows.variable("USERPROFILE"), ".eficacia", "eficacia.conf")
    assert read_settings(settings.read_bytes().decode("cp1252")) == {
        "INTERPRETER_WIN": str(env.interpreter.with_name("pythonw.exe")),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "USE UDF SERVER": "True",
        "UDF MODULES": MODULE,
        "SHOW CONSOLE": "False",
    }


def test_the_settings_are_lines_that_vba_reads(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    raw = places(env.windows).settings.read_bytes()
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    assert all(line.startswith(b'"') and line.endswith(b'"') and b'","' in line for line in lines)


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    before = {
        path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.name != "instalado.json"
    }
    assert outcomes(install(env)) == [Outcome.ALREADY, Outcome.ALREADY]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    assert outcomes(install(replace(env, addin=lambda: b"nuevo"))) == [Outcome.ALREADY, Outcome.DONE]
    assert places(env.windows).addin.read_bytes() == b"nuevo"
    assert outcomes(uninstall(env)) == [Outcome.DONE, Outcome.DONE]


def test_removing_leaves_what_was_there_before(tmp_path: Path) -> None:
    env, windows = machine(tmp_path)
    own = Path(windows.variable("USERPROFILE"), ".xlwings", "xlwings.conf")
    own.parent.mkdir()
    own.write_text('"INTERPRETER_WIN","C:\\otro"')
    before = tree(tmp_path)
    install(env)
    assert own.read_text() == '"INTERPRETER_WIN","C:\\otro"'
    assert tree(tmp_path) > before
    assert outcomes(uninstall(env)) == [Outcome.DONE, Outcome.DONE]
    assert tree(tmp_path) == before


def test_removing_keeps_folders_that_somebody_uses(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    other = places(env.windows).addin.with_name("otro.xlam")
    other.write_bytes(b"de otra persona")
    uninstall(env)
    assert other.exists()
    assert not places(env.windows).addin.exists()
    assert not places(env.windows).settings.parent.exists()


def test_removing_twice(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    uninstall(env)
    assert uninstall(env) == []


def test_removing_what_is_gone_already(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    places(env.windows).addin.unlink()
    assert outcomes(uninstall(env)) == [Outcome.ALREADY, Outcome.DONE]


def test_a_file_that_was_changed_since_is_left(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    install(env)
    places(env.windows).addin.write_bytes(b"firmado por la entidad")
    assert outcomes(uninstall(env)) == [Outcome.LEFT, Outcome.DONE]
    assert places(env.windows).addin.read_bytes() == b"firmado por la entidad"


def test_an_add_in_of_somebody_else_is_left(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    target = places(env.windows).addin
    target.parent.mkdir(parents=True)
    target.write_bytes(b"puesto a mano")
    assert outcomes(uninstall(env)) == [Outcome.LEFT]
    assert target.exists()


@pytest.mark.parametrize("text", ["no es json", "[]", '{"archivos": 3}', '{"archivos": {}, "carpetas": 7}'])
def test_a_record_that_somebody_has_edited_counts_for_nothing(tmp_path: Path, text: str) -> None:
    env, _ = machine(tmp_path)
    install(env)
    record = places(env.windows).record
    record.write_text(text, encoding="utf-8")
    assert outcomes(uninstall(env)) == [Outcome.LEFT]
    assert outcomes(install(env)) == [Outcome.ALREADY, Outcome.ALREADY]
    assert len(json.loads(record.read_text(encoding="utf-8"))["archivos"]) == 2


def lock(monkeypatch: pytest.MonkeyPatch, locked: Path, problem: type[OSError] = PermissionError) -> None:
    """Refuse to replace or remove one file, as Windows does while Excel has it open."""
    replaced, unlinked = Path.replace, Path.unlink

    def refuse_to_replace(self: Path, target: Path) -> Path:
        if Path(target) == locked:
            raise problem(13, "in use")
        return replaced(self, target)

    def refuse_to_unlink(self: Path, missing_ok: bool = False) -> None:
        if self == locked:
            raise problem(13, "in use")
        unlinked(self, missing_ok)

    monkeypatch.setattr(Path, "replace", refuse_to_replace)
    monkeypatch.setattr(Path, "unlink", refuse_to_unlink)


def test_excel_holds_the_add_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env, _ = machine(tmp_path)
    install(env)
    target = places(env.windows)
    lock(monkeypatch, target.addin)
    assert outcomes(install(replace(env, addin=lambda: b"nuevo"))) == [Outcome.ALREADY, Outcome.LOCKED]
    assert target.addin.read_bytes() == b"complemento"
    assert not list(tmp_path.rglob("*.tmp"))
    assert outcomes(uninstall(env)) == [Outcome.LOCKED]
    assert target.settings.exists()  # the add-in that stays goes on working
    monkeypatch.undo()
    assert outcomes(uninstall(env)) == [Outcome.DONE, Outcome.DONE]


@pytest.mark.parametrize("problem", [PermissionError, OSError])
def test_a_folder_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: type[OSError]
) -> None:
    env, _ = machine(tmp_path)
    lock(monkeypatch, places(env.windows).addin, problem)
    assert outcomes(install(env)) == [Outcome.DONE, Outcome.FAILED]
    assert outcomes(uninstall(env)) == [Outcome.DONE]


def test_settings_of_the_office_are_kept() -> None:
    before = b'"ONEDRIVE_COMMERCIAL_WIN","D:\\One"\r\n\r\n"interpreter_win","viejo"\r\nbasura\r\n'
    text = settings_file(r"C:\py\pythonw.exe", before, "cp1252").decode("cp1252")
    pairs = read_settings(text)
    assert pairs["ONEDRIVE_COMMERCIAL_WIN"] == r"D:\One"
    assert pairs["INTERPRETER_WIN"] == r"C:\py\pythonw.exe"
    assert "" not in text.splitlines()
    assert "basura" not in text


def test_without_pythonw_the_python_itself_is_pinned(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    env.interpreter.with_name("pythonw.exe").unlink()
    assert pinned(env) == str(env.interpreter)


def test_a_name_with_an_enye(tmp_path: Path) -> None:
    env, windows = machine(tmp_path, user="núñez")
    install(env)
    raw = places(windows).settings.read_bytes()
    assert "núñez".encode("cp1252") in raw
    windows.short = r"C:\Users\NEZ~1\python\pythonw.exe"
    install(env)
    assert (
        read_settings(places(windows).settings.read_bytes().decode("cp1252"))["INTERPRETER_WIN"]
        == windows.short
    )


def test_letters_that_vba_cannot_read(tmp_path: Path) -> None:
    env, windows = machine(tmp_path, user="Ωμέγα")
    with pytest.raises(CannotInstall) as caught:
        install(env)
    assert caught.value.reason == "letters"
    assert "Ωμέγα" in caught.value.detail
    assert not places(windows).settings.exists()


def test_where_the_user_has_no_folders() -> None:
    with pytest.raises(CannotInstall) as caught:
        places(FakeWindows())
    assert caught.value.reason == "folders"
    with pytest.raises(CannotInstall) as caught:
        places(FakeWindows(present=False))
    assert caught.value.reason == "system"


def test_an_office_may_move_the_users_folder() -> None:
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
    assert application_data(FakeWindows(registry={key: {"appdata": r"\\servidor\ana"}})) == r"\\servidor\ana"


def test_the_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    env, windows = machine(tmp_path)
    assert install_cli.run_install(options("instalar"), env) == 0
    shown = capsys.readouterr().out
    assert "Se instaló el complemento: " in shown
    assert "Abra Excel: debe aparecer la pestaña «Evaluación POI»." in shown
    windows.running = ("excel.exe",)
    assert install_cli.run_install(options("instalar"), env) == 0
    shown = capsys.readouterr().out
    assert "Ya estaba la configuración: " in shown
    assert "Cierre Excel y vuelva a abrirlo: " in shown
    assert install_cli.run_uninstall(options("desinstalar"), env) == 0
    assert "El complemento ya no está en Excel." in capsys.readouterr().out
    assert install_cli.run_uninstall(options("desinstalar"), env) == 0
    assert capsys.readouterr().out == "No había nada instalado.\n"


def test_a_locked_file_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    env, _ = machine(tmp_path)
    install(env)
    lock(monkeypatch, places(env.windows).addin)
    assert install_cli.run_install(options("instalar"), replace(env, addin=lambda: b"2")) == 3
    assert "está en uso" in (shown := capsys.readouterr().err)
    assert "Cierre todas las ventanas de Excel" in shown


@pytest.mark.parametrize("verb", ["instalar", "desinstalar"])
def test_not_on_windows(verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    env = Env(FakeWindows(present=False), tmp_path / "python.exe", "1", lambda: b"")
    assert install_cli.HANDLERS[verb](options(verb), env) == 2
    assert "se instala en Windows" in capsys.readouterr().err
