"""The Windows that the program runs on: registry, short paths, running programs, the Python asked."""

import os
from pathlib import Path

import pytest

from xlwings_addin.windows import ThisWindows, here, machine_of, packaged_addin


class FakeRegistry:
    """As much of `winreg` as is used."""

    KEY_READ, KEY_WOW64_64KEY = 1, 256
    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "cu", "lm"

    class Key:
        """A key that is open."""

        def __enter__(self) -> str:
            return "key"

        def __exit__(self, *_: object) -> None:
            pass

    def OpenKey(self, hive: str, path: str, _reserved: int, access: int) -> Key:  # noqa: N802
        if (hive, path, access) != ("cu", r"Control Panel\International", 257):
            raise FileNotFoundError(path)
        return self.Key()

    def QueryInfoKey(self, _key: str) -> tuple[int, int, int]:  # noqa: N802
        return (0, 2, 0)

    def EnumValue(self, _key: str, number: int) -> tuple[str, object, int]:  # noqa: N802
        return (("sList", ";", 1), ("Version", 7, 4))[number]


def test_the_registry_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "winreg", FakeRegistry())
    windows = ThisWindows()
    assert windows.values(r"HKCU\Control Panel\International") == {"slist": ";", "version": 7}
    assert windows.values(r"HKLM\SOFTWARE\Nada") == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows answers")
def test_elsewhere_windows_has_no_answers() -> None:
    windows = ThisWindows()
    assert not windows.present
    assert windows.values(r"HKCU\Control Panel\International") == {}
    assert windows.short_path("/x/y") == "/x/y"
    assert windows.processes() == ()


def test_a_short_path(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kernel:
        @staticmethod
        def GetShortPathNameW(_path: str, room: object, _size: int) -> int:  # noqa: N802
            room.value = "C:\\NEZ~1"
            return 8

    import ctypes

    monkeypatch.setattr(ctypes, "windll", type("Dlls", (), {"kernel32": Kernel}), raising=False)
    assert ThisWindows().short_path("C:\\Núñez") == "C:\\NEZ~1"


def test_the_running_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = '"EXCEL.EXE","4242","Console","1","120 K"\n"svchost.exe","4","Services","0","8 K"\n\n'
    monkeypatch.setattr("xlwings_addin.windows._output", lambda *_: listed)
    assert ThisWindows().processes() == ("excel.exe", "svchost.exe")


def test_a_python_is_asked() -> None:
    env = here()
    assert env.windows.ask(str(env.interpreter), "print(6 * 7)").strip() == "42"
    assert env.windows.ask(str(env.interpreter), "raise SystemExit(3)") == ""
    assert env.windows.variable("NO HAY") == ""
    assert env.version


def test_the_add_in_that_is_carried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from xlwings_addin import windows

    monkeypatch.setattr(windows, "__file__", str(tmp_path / "windows.py"))
    (tmp_path / "eficacia.xlam").write_bytes(b"en la rueda")
    assert packaged_addin() == b"en la rueda"
    (tmp_path / "eficacia.xlam").unlink()
    built = type("Built", (), {"build": staticmethod(lambda: b"recien hecho")})
    monkeypatch.setitem(__import__("sys").modules, "xlwings_addin.build", built)
    assert packaged_addin() == b"recien hecho"


def test_not_installed_as_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def missing(_name: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", missing)
    assert here().version == "sin instalar"


@pytest.mark.parametrize(("number", "name"), [(0x14C, "32"), (0x8664, "64"), (0xAA64, "ARM64"), (1, "")])
def test_for_which_machine_a_program_is(number: int, name: str) -> None:
    header = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    program = header.ljust(0x80, b"\0") + b"PE\0\0" + number.to_bytes(2, "little")
    assert machine_of(program) == name
    assert machine_of(program[:0x80]) == ""
