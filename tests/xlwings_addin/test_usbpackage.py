"""The folder for a USB stick: from an embeddable Python and wheels that are made up, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from tests.support.wheels import ADDIN, WINDOWS_311, archive, copied, program, python_zip, tree
from tests.support.windows import XLWINGS, machine, options
from xlwings_addin import install_cli, usbtexts, wheels
from xlwings_addin.output import CouldNotSave
from xlwings_addin.usbpackage import CannotPackage, make_package
from xlwings_addin.wheels import NoWheels


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
        "python/Lib/site-packages/xlwings_addin/guia.html",
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


def test_without_the_sheet_nothing_is_made(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "sheet_for_it", lambda: None)
    with pytest.raises(CannotPackage) as caught:
        make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    assert caught.value.reason == "sheet"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["de-pypi", "embed.zip"]


def test_the_texts_open_in_notepad(tmp_path: Path, store: Path) -> None:
    made = make_package(python_zip(tmp_path), tmp_path / "usb", ADDIN, store, copied(store))
    for name in ("LEAME.txt", "contenido.txt", "hoja-para-informatica.txt"):
        raw = (made.folder / name).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert b"\n" not in raw.replace(b"\r\n", b"")
    readme = (made.folder / "LEAME.txt").read_text(encoding="utf-8-sig")
    assert "%LOCALAPPDATA%\\eficacia" in readme
    assert "{" not in readme


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


def command(zipped: Path, out: Path, *words: str) -> object:
    return options("paquete", "--python", str(zipped), "-o", str(out), *words)


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
