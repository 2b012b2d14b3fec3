"""The folder for a USB stick: from an embeddable Python and wheels that are made up, whole or not at all."""

import base64
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.windows import XLWINGS, machine
from xlwings_addin import install_cli, usbtexts, wheels
from xlwings_addin.arguments import Parser
from xlwings_addin.output import CouldNotSave
from xlwings_addin.usbpackage import CannotPackage, make_package
from xlwings_addin.wheels import NoWheels, UnsafeArchive, fetch, own_wheel, requirements, unpack, unpack_wheel

ADDIN = b"complemento"


def program(number: int = 0x8664) -> bytes:
    return b"MZ".ljust(0x3C, b"\0") + (0x40).to_bytes(4, "little") + b"PE\0\0" + number.to_bytes(2, "little")


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def python_zip(folder: Path, minor: int = 11, exe: bytes | None = None, name: str = "embed.zip") -> Path:
    members = {
        "python.exe": program() if exe is None else exe,
        "pythonw.exe": program(),
        f"python3{minor}.dll": b"",
        f"python3{minor}.zip": b"",
        f"python3{minor}._pth": f"python3{minor}.zip\n.\n#import site\n".encode(),
    }
    return archive(folder / name, members)


def wheel(folder: Path, name: str, version: str, tag: str = "py3-none-any", **members: bytes) -> Path:
    """Write a wheel that pip accepts."""
    info = f"{name}-{version}.dist-info"
    files = {path.replace("__", "/"): data for path, data in members.items()}
    files |= {
        f"{name}/__init__.py": b"",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
        f"{info}/RECORD": b"",
    }
    return archive(folder / f"{name}-{version}-{tag}.whl", files)


WINDOWS_311 = "cp311-cp311-win_amd64"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with a wheel for each thing that this program needs on Windows."""
    folder = tmp_path / "de-pypi"
    folder.mkdir()
    for requirement in requirements():
        name, least = re.match(r"[\w.-]+", requirement)[0], re.search(r"[>=]=([0-9.]+)", requirement)
        if name not in ("xlwings", "pywin32"):
            wheel(folder, name.replace("-", "_").lower(), least[1] if least else "1.0")
    dlls = {f"xlwings-{XLWINGS}.data/data/xlwings{bits}-{XLWINGS}.dll": b"dll" for bits in (32, 64)}
    wheel(folder, "xlwings", XLWINGS, WINDOWS_311, **dlls)
    pywin32 = {
        "pywin32_system32/pythoncom311.dll": b"com",
        "pywin32_system32/pywintypes311.dll": b"types",
        "pywin32.pth": b"win32\n",
        "pywin32-312.data/scripts/pywin32_postinstall.py": b"",
        "pywin32-312.data/headers/PyWinTypes.h": b"",
    }
    wheel(folder, "pywin32", "312", WINDOWS_311, **pywin32)
    return folder


def copied(store: Path) -> object:
    """Return a pip that only copies, and looks at what it was asked."""

    def pip(command: Sequence[str]) -> tuple[int, str]:
        assert command[1:4] == ["-m", "pip", "download"]
        target = Path(command[command.index("--dest") + 1])
        for one in store.glob("*.whl"):
            (target / one.name).write_bytes(one.read_bytes())
        return 0, ""

    return pip


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_in_the_folder(tmp_path: Path, store: Path) -> None:
    made = make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    assert made.python == "3.11"
    assert len(made.wheels) == len(list(store.glob("*.whl"))) + 1
    files = tree(made.folder)
    assert {
        "Instalar.cmd",
        "Desinstalar.cmd",
        "Diagnostico.cmd",
        "eficacia.cmd",
        "LEAME.txt",
        "contenido.txt",
        "hoja-para-informatica.txt",
        "eficacia.xlam",
        "python/python.exe",
        "python/pythonw.exe",
        f"python/xlwings64-{XLWINGS}.dll",
        f"python/xlwings32-{XLWINGS}.dll",
        "python/pythoncom311.dll",
        "python/pywintypes311.dll",
        "python/Lib/site-packages/pywin32.pth",
        "python/Lib/site-packages/pywin32_system32/pythoncom311.dll",
        "python/Scripts/pywin32_postinstall.py",
        "python/Lib/site-packages/xlwings_addin/cli.py",
        "python/Lib/site-packages/xlwings_addin/eficacia.xlam",
        "python/Lib/site-packages/xlwings_addin/hoja-para-informatica.md",
        "python/Lib/site-packages/report/templates/predeterminada.docx",
        f"python/{usbtexts.MARK}",
        f"ruedas/xlwings-{XLWINGS}-{WINDOWS_311}.whl",
    } <= files
    assert not [name for name in files if name.endswith((".h", ".pyc"))]
    assert (made.folder / "eficacia.xlam").read_bytes() == ADDIN
    assert (made.folder / "python/Lib/site-packages/xlwings_addin/eficacia.xlam").read_bytes() == ADDIN


def test_python_finds_its_modules_and_no_others(tmp_path: Path, store: Path) -> None:
    made = make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    lines = (made.folder / "python" / "python311._pth").read_bytes().decode().split("\r\n")
    site = "Lib\\site-packages"
    packages = [site, f"{site}\\win32", f"{site}\\win32\\lib", f"{site}\\pythonwin"]
    assert lines == ["python311.zip", ".", *packages, "import site", ""]


def test_each_wheel_has_its_digest(tmp_path: Path, store: Path) -> None:
    embeddable = python_zip(tmp_path)
    made = make_package(embeddable, tmp_path / "usb", ADDIN, store, copied(store))
    listed = (made.folder / "contenido.txt").read_text(encoding="utf-8-sig")
    for path in (*(made.folder / "ruedas").glob("*.whl"), embeddable, made.folder / "eficacia.xlam"):
        assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in listed


def test_twice_gives_the_same(tmp_path: Path, store: Path) -> None:
    embeddable = python_zip(tmp_path)
    first = make_package(embeddable, tmp_path / "a", ADDIN, store, copied(store)).folder
    second = make_package(embeddable, tmp_path / "b", ADDIN, store, copied(store)).folder
    assert tree(first) == tree(second)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in tree(first))


def test_an_earlier_package_is_replaced(tmp_path: Path, store: Path) -> None:
    embeddable, folder = python_zip(tmp_path), tmp_path / "usb"
    folder.mkdir()
    make_package(embeddable, folder, ADDIN, store, copied(store))
    (folder / "python" / "viejo.txt").write_bytes(b"")
    make_package(embeddable, folder, ADDIN, store, copied(store))
    assert "python/viejo.txt" not in tree(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de-pypi", "embed.zip", "usb"]


def test_a_folder_of_somebody_else_is_left(tmp_path: Path, store: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "tesis.docx").write_bytes(b"")
    with pytest.raises(CannotPackage) as caught:
        make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    assert caught.value.reason == "occupied"
    assert tree(tmp_path / "usb") == {"tesis.docx"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "no-hay.zip", "zip"),
        (lambda _folder: Path(__file__), "zip"),
        (lambda folder: archive(folder / "otro.zip", {"leame.txt": b""}), "embeddable"),
        (lambda folder: archive(folder / "sin.zip", {"python311._pth": b""}), "embeddable"),
        (lambda folder: python_zip(folder, minor=10), "version"),
        (lambda folder: python_zip(folder, exe=program(0x14C)), "bits"),
        (lambda folder: python_zip(folder, exe=program(0xAA64)), "bits"),
    ],
)
def test_a_zip_that_will_not_do(make: object, reason: str, tmp_path: Path, store: Path) -> None:
    with pytest.raises(CannotPackage) as caught:
        make_package(make(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    assert caught.value.reason == reason
    assert not (tmp_path / "usb").exists()


def test_a_later_python(tmp_path: Path, store: Path) -> None:
    made = make_package(python_zip(tmp_path, minor=13), tmp_path / "usb", ADDIN, store, copied(store))
    assert made.python == "3.13"
    assert "python/python313._pth" in tree(made.folder)


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


# ------------------------------------------------------------------ this program as a wheel


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
    assert "eficacia = xlwings_addin.cli:main" in zipfile.ZipFile(BytesIO(content)).read(
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


def test_without_the_sheet_nothing_is_made(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "sheet_for_it", lambda: None)
    with pytest.raises(CannotPackage) as caught:
        make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    assert caught.value.reason == "sheet"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de-pypi", "embed.zip"]


# ------------------------------------------------------------------ pip


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


@pytest.mark.sweep
def test_the_real_wheels_for_windows(tmp_path: Path) -> None:
    try:
        made = make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN)
    except NoWheels as problem:
        pytest.skip(f"no index: {problem.said}")
    files = tree(made.folder)
    for name in (
        f"python/xlwings64-{XLWINGS}.dll",
        "python/pythoncom311.dll",
        "python/Lib/site-packages/win32com/client/__init__.py",
        "python/Lib/site-packages/pandas/__init__.py",
        "python/Lib/site-packages/docx/__init__.py",
    ):
        assert name in files


# ------------------------------------------------------------------ the scripts


SCRIPTS = {"Instalar": usbtexts.INSTALL, "Desinstalar": usbtexts.UNINSTALL, "Diagnostico": usbtexts.DIAGNOSE}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_that_cmd_reads(name: str) -> None:
    raw = usbtexts.script(SCRIPTS[name])
    assert raw.startswith(b"@echo off\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    before, _, _ = raw.partition(b"chcp 65001")
    assert before.isascii()  # until then the code page is that of the machine
    labels = set(re.findall(r"^:(\w+)$", SCRIPTS[name], re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", SCRIPTS[name])) == labels - {"copiar"} | (labels & {"copiar"})
    assert all(len(line) < 8000 for line in SCRIPTS[name].splitlines())


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_says_is_text(name: str) -> None:
    for line in SCRIPTS[name].splitlines():
        if line.startswith("echo ") and f'>"%DESTINO%\\{usbtexts._HERE}"' not in line:
            assert not set("<>&|^()") & set(line), line
        assert not re.match(r"\s*if .*\($", line), line  # a block ends at the first ")" of a folder's name


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_removes_only_what_has_our_mark(name: str) -> None:
    for line in SCRIPTS[name].splitlines():
        if "rmdir /S" in line and "python-anterior" in line and name == "Instalar":
            assert line.startswith(f'if exist "%DESTINO%\\python-anterior\\{usbtexts.MARK}"')


def test_installing_needs_neither_administrator_nor_network() -> None:
    text = usbtexts.INSTALL.lower()
    assert not re.search(r"https?:|runas|reg add|setx|powershell|curl|pip ", text)
    assert "-m xlwings_addin.cli complemento instalar" in text


def test_the_texts_open_in_notepad(tmp_path: Path, store: Path) -> None:
    made = make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    for name in ("LEAME.txt", "contenido.txt", "hoja-para-informatica.txt"):
        raw = (made.folder / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert b"\n" not in raw.replace(b"\r\n", b"")
    readme = (made.folder / "LEAME.txt").read_text(encoding="utf-8-sig")
    assert "%LOCALAPPDATA%\\eficacia" in readme
    assert "{" not in readme


# ------------------------------------------------------------------ the command


def options(*words: str) -> object:
    parser = Parser(prog="eficacia complemento")
    install_cli.register(parser.add_subparsers(dest="verb"))
    return parser.parse_args(["paquete", *words])


def command(zipped: Path, out: Path, *words: str) -> object:
    return options("--python", str(zipped), "-o", str(out), *words)


def test_the_command_makes_the_folder(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env, _ = machine(tmp_path / "pc")
    words = command(python_zip(tmp_path), tmp_path / "usb", "--ruedas", str(store))
    assert install_cli.run_package(words, env) == 0
    assert "Copie la carpeta entera a la memoria USB." in capsys.readouterr().out
    assert (tmp_path / "usb" / "Instalar.cmd").is_file()


def test_the_command_says_what_is_missing(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    env, _ = machine(tmp_path / "pc")
    out = tmp_path / "usb"
    assert install_cli.run_package(command(tmp_path / "no.zip", out), env) == 2
    assert "No se puede leer" in capsys.readouterr().err
    empty = tmp_path / "vacia"
    empty.mkdir()
    good = python_zip(tmp_path)
    assert install_cli.run_package(command(good, out, "--ruedas", str(empty)), env) == 2
    assert "falta algún paquete" in capsys.readouterr().err
    evil = archive(tmp_path / "malo.zip", {"python311._pth": b"", "python.exe": program(), "../x": b""})
    assert install_cli.run_package(command(evil, out, "--ruedas", str(store)), env) == 2
    assert "fuera de su carpeta" in capsys.readouterr().err
    for said, shown in (("No module named pip", "no tiene pip"), ("timeout", "¿Hay internet?")):
        monkeypatch.setattr("xlwings_addin.usbpackage.wheels.fetch", failing(NoWheels(said)))
        assert install_cli.run_package(command(good, out), env) == 2
        assert shown in capsys.readouterr().err
    monkeypatch.setattr("xlwings_addin.usbpackage.wheels.fetch", failing(OSError(28, "full")))
    with pytest.raises(CouldNotSave):
        install_cli.run_package(command(good, out), env)
    assert not out.exists()


def failing(problem: Exception) -> object:
    def fail(*_: object, **__: object) -> None:
        raise problem

    return fail


def test_every_reason_has_its_sentence() -> None:
    assert set(install_cli._CANNOT_PACKAGE) == set(CannotPackage.REASONS)
    assert set(install_cli._CANNOT_INSTALL) == set(install_cli.CannotInstall.REASONS)
