"""Wheels: unpacked nowhere but in their folder, our own made here, the others asked of pip."""

import base64
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.wheels import ADDIN, WINDOWS_311, archive, python_zip, tree, wheel
from tests.support.windows import XLWINGS
from xlwings_addin.usbpackage import make_package
from xlwings_addin.wheels import NoWheels, UnsafeArchive, fetch, own_wheel, requirements, unpack, unpack_wheel


@pytest.mark.parametrize(
    "member",
    [
        "../fuera.txt",
        "a/../../fuera.txt",
        "/fuera.txt",
        "..\\fuera.txt",
        "C:/fuera.txt",
        "a\\..\\..\\fuera.txt",
    ],
)
def test_nothing_is_written_outside(member: str, tmp_path: Path) -> None:
    folder = tmp_path / "dentro"
    folder.mkdir()
    bad = archive(tmp_path / "malo.zip", {"bueno.txt": b"", member: b""})
    for unpacked in (unpack, unpack_wheel):
        with pytest.raises(UnsafeArchive) as caught:
            unpacked(bad, folder)
        assert (caught.value.archive, caught.value.member) == ("malo.zip", member)
    assert tree(tmp_path) == {"malo.zip"}


def test_a_scheme_of_a_wheel_does_not_lead_out(tmp_path: Path) -> None:
    bad = archive(tmp_path / "malo.whl", {"x-1.data/data/../../../fuera.dll": b""})
    with pytest.raises(UnsafeArchive):
        unpack_wheel(bad, tmp_path / "python")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    folder = tmp_path / "dentro"
    folder.mkdir()
    (folder / "enlace").symlink_to(tmp_path)
    with pytest.raises(UnsafeArchive):
        unpack(archive(tmp_path / "malo.zip", {"enlace/fuera.txt": b""}), folder)


def test_where_the_members_of_a_wheel_go(tmp_path: Path) -> None:
    members = {
        "m/a.py": b"",
        "x-1.data/purelib/b.py": b"",
        "x-1.data/platlib/c.pyd": b"",
        "x-1.data/data/d.dll": b"",
    }
    members |= {"x-1.data/scripts/e.py": b"", "x-1.data/headers/f.h": b"", "x-1.data": b"", "m/": b""}
    unpack_wheel(archive(tmp_path / "x.whl", members), tmp_path / "py")
    site = "Lib/site-packages"
    assert tree(tmp_path / "py") == {
        f"{site}/m/a.py",
        f"{site}/b.py",
        f"{site}/c.pyd",
        "d.dll",
        "Scripts/e.py",
    }


def test_our_own_wheel() -> None:
    name, content = own_wheel(ADDIN)
    assert own_wheel(ADDIN) == (name, content)
    with zipfile.ZipFile(BytesIO(content)) as opened:
        names = opened.namelist()
        assert len(names) == len(set(names))
        record = next(one for one in names if one.endswith(".dist-info/RECORD"))
        rows = [line.split(",") for line in opened.read(record).decode().splitlines()]
        assert {row[0] for row in rows} == set(names)
        for path, digest, size in rows:
            if path != record:
                data = opened.read(path)
                made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
                assert (digest, int(size)) == (f"sha256={made}", len(data))
        assert any(one.endswith("/licenses/LICENSE") for one in names)
        assert not [one for one in names if "__pycache__" in one]
    assert name.endswith("-py3-none-any.whl")
    assert "eficacia = xlwings_addin.start:main" in zipfile.ZipFile(BytesIO(content)).read(
        record.replace("RECORD", "entry_points.txt")
    ).decode("utf-8")


def test_pip_installs_our_own_wheel(tmp_path: Path) -> None:
    name, content = own_wheel(ADDIN)
    (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-m", "pip", "install", "--isolated", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*command, "--target", str(tmp_path / "site"), str(tmp_path / name)], check=True)
    code = "import xlwings_addin, sys; print(xlwings_addin.__file__)"
    run = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert str(tmp_path / "site") in run.stdout.decode()


def test_pip_takes_the_wheels_of_a_folder(tmp_path: Path, store: Path) -> None:
    wheel(store, "xlwings", XLWINGS, "cp312-cp312-win_amd64")
    target = tmp_path / "ruedas"
    target.mkdir()
    names = {path.name for path in fetch("3.11", target, store)}
    assert f"xlwings-{XLWINGS}-{WINDOWS_311}.whl" in names
    assert f"xlwings-{XLWINGS}-cp312-cp312-win_amd64.whl" not in names
    assert len(names) == len(requirements())


def test_a_wheel_is_missing(tmp_path: Path, store: Path) -> None:
    next(store.glob("xlwings*.whl")).unlink()
    with pytest.raises(NoWheels) as caught:
        make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store)
    assert "xlwings" in caught.value.said
    assert not (tmp_path / "usb").exists()


def test_what_pip_is_asked(tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def pip(command: Sequence[str]) -> tuple[int, str]:
        asked.append(command)
        return 0, ""

    assert fetch("3.12", tmp_path, None, pip) == []
    words = " ".join(asked[0])
    assert "--only-binary=:all: --platform win_amd64 --python-version 3.12 --implementation cp" in words
    assert "--no-index" not in words
    assert {"pywin32", "tzdata", f"xlwings=={XLWINGS}"} <= set(asked[0])
    assert not [word for word in asked[0] if "extra" in word]
