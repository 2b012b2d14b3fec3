"""Results are written whole or not at all, and beside a target that cannot be replaced."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from xlwings_addin import output
from xlwings_addin.output import CouldNotSave, save


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_PAUSES", (0.0,))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(problem: OSError) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise problem

    return fail


def test_a_new_file(tmp_path: Path) -> None:
    saved = save(tmp_path / "informe.docx", b"datos")
    assert saved.path == saved.wanted == tmp_path / "informe.docx"
    assert not saved.displaced
    assert saved.path.read_bytes() == b"datos"
    assert names(tmp_path) == ["informe.docx"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    assert not save(target, b"ahora").displaced
    assert target.read_bytes() == b"ahora"


def test_missing_folders_are_made(tmp_path: Path) -> None:
    assert save(tmp_path / "a" / "b" / "x.xlsx", b"1").path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_others_may_read_the_result_as_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "otro").write_bytes(b"")
    saved = save(tmp_path / "x.xlsx", b"1")
    assert saved.path.stat().st_mode == (tmp_path / "otro").stat().st_mode


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    monkeypatch.setattr(os, "fsync", failing(OSError(errno.ENOSPC, "disk full")))
    with pytest.raises(CouldNotSave) as caught:
        save(target, b"ahora")
    assert (caught.value.path, caught.value.reason) == (target, "full")
    assert target.read_bytes() == b"antes"
    assert names(tmp_path) == ["informe.docx"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "informe.docx", b"ahora")
    assert names(tmp_path) == []


def lock(monkeypatch: pytest.MonkeyPatch, locked: Path) -> None:
    """Refuse to replace one file, as Windows does while a program has it open."""
    replace = os.replace

    def refuse(source: str, target: str, **more: object) -> None:
        if Path(target) == locked:
            raise PermissionError(errno.EACCES, "in use")
        replace(source, target, **more)

    monkeypatch.setattr(os, "replace", refuse)


def test_a_target_open_elsewhere_gets_the_result_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    (tmp_path / "informe (2).docx").write_bytes(b"otro")
    lock(monkeypatch, target)
    saved = save(target, b"ahora")
    assert saved.displaced
    assert saved.path == tmp_path / "informe (3).docx"
    assert saved.path.read_bytes() == b"ahora"
    assert target.read_bytes() == b"antes"
    assert names(tmp_path) == ["informe (2).docx", "informe (3).docx", "informe.docx"]


def test_a_target_that_is_let_go_in_time_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    replace, attempts = os.replace, []

    def busy_once(source: str, wanted: str) -> None:
        attempts.append(wanted)
        if len(attempts) == 1:
            raise PermissionError(errno.EACCES, "in use")
        replace(source, wanted)

    monkeypatch.setattr(os, "replace", busy_once)
    assert not save(target, b"ahora").displaced
    assert target.read_bytes() == b"ahora"


def test_a_read_only_target_stays(tmp_path: Path) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    target.chmod(0o444)
    saved = save(target, b"ahora")
    assert saved.displaced
    assert target.read_bytes() == b"antes"
    assert saved.path.read_bytes() == b"ahora"


@pytest.mark.skipif(os.name == "nt", reason="Windows tells of open files itself")
@pytest.mark.parametrize("sign", [".~lock.informe.docx#", "~$informe.docx", "~$forme.docx"])
def test_a_target_that_an_office_program_has_open(tmp_path: Path, sign: str) -> None:
    target = tmp_path / "informe.docx"
    target.write_bytes(b"antes")
    (tmp_path / sign).write_bytes(b"")
    assert save(target, b"ahora").path.name == "informe (2).docx"
    assert target.read_bytes() == b"antes"


def test_a_target_that_must_not_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "poi.xlsx"
    target.write_bytes(b"antes")
    assert save(target, b"ahora", replace=False).path.name == "poi (2).xlsx"
    assert save(tmp_path / "nuevo.xlsx", b"ahora", replace=False).displaced is False


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    real = tmp_path / "real" / "informe.docx"
    save(real, b"antes")
    link = tmp_path / "informe.docx"
    link.symlink_to(real)
    assert not save(link, b"ahora").displaced
    assert link.is_symlink()
    assert real.read_bytes() == b"ahora"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "denied"),
        (errno.EROFS, "denied"),
        (errno.ENOSPC, "full"),
        (errno.ENAMETOOLONG, "name"),
        (errno.EIO, "other"),
    ],
)
def test_why_it_could_not_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    monkeypatch.setattr(os, "replace", failing(OSError(number, "no")))
    with pytest.raises(CouldNotSave) as caught:
        save(tmp_path / "x.docx", b"1")
    assert caught.value.reason == reason
    assert caught.value.reason in CouldNotSave.REASONS
    assert names(tmp_path) == []


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    (tmp_path / "archivo").write_bytes(b"")
    targets = {tmp_path / "x.docx": "is_folder", tmp_path / "archivo" / "x.docx": "folder"}
    for target, reason in targets.items():
        with pytest.raises(CouldNotSave) as caught:
            save(target, b"1")
        assert caught.value.reason == reason


def test_names_that_no_system_takes(tmp_path: Path) -> None:
    for name in ("a\0b.docx", "a" * 400 + ".docx"):
        with pytest.raises(CouldNotSave) as caught:
            save(tmp_path / name, b"1")
        assert caught.value.reason == "name"
    assert names(tmp_path) == []
