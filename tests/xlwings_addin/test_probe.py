"""What is observed of a machine."""

import sys
from pathlib import Path

import pytest

from tests.support.windows import (
    FINE,
    WARNING,
    WRONG,
    XLWINGS,
    FakeWindows,
    answer,
    machine,
    verdicts,
)
from xlwings_addin import diagnosis
from xlwings_addin.diagnosis import diagnose
from xlwings_addin.install import install, places
from xlwings_addin.probe import observe
from xlwings_addin.verdicts import worst
from xlwings_addin.windows import Env


def test_a_good_installation(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    checks = diagnose(env)
    assert [check for check in checks if check.verdict is not FINE] == []
    assert len(checks) == len(diagnosis.RULES) + 2
    assert windows.asked == [str(env.interpreter)]  # the one with a console, which can answer


def test_nothing_is_installed(tmp_path: Path) -> None:
    env, _ = machine(tmp_path)
    found = verdicts(diagnose(env))
    assert found["Configuración"] is found["Complemento"] is found["Python"] is WRONG
    assert found["pywin32"] is WARNING


def test_a_machine_without_windows() -> None:
    env = Env(FakeWindows(present=False), Path("python"), "1", lambda: b"")
    assert [check.subject for check in diagnose(env)] == ["Sistema"]
    assert worst(diagnose(env)) is WRONG


@pytest.mark.parametrize("said", ["", "no es json", "[1]"])
def test_a_python_that_says_nothing_sensible(installed: tuple[Env, FakeWindows], said: str) -> None:
    env, windows = installed
    windows.answer = said
    assert observe(env).told == {}


def test_what_a_python_says_of_itself(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    windows.answer = answer(xlwings="0.1", pythoncom=None)
    found = verdicts(diagnose(env))
    assert found["xlwings"] is found["pywin32"] is WRONG


def test_the_question_is_python_that_runs() -> None:
    import json

    from xlwings_addin.probe import QUESTION
    from xlwings_addin.windows import ThisWindows

    told = json.loads(ThisWindows().ask(sys.executable, QUESTION))
    assert told["version"] == list(sys.version_info[:3])
    assert told["xlwings"] == XLWINGS
    assert "xlwings_addin" in told


def test_the_mark_of_the_web(installed: tuple[Env, FakeWindows]) -> None:
    env, _ = installed
    addin = places(env.windows).addin
    Path(f"{addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
    assert observe(env).zone == 3
    assert verdicts(diagnose(env))["Marca de internet"] is WRONG
    install(env)
    Path(f"{addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\n")
    assert observe(env).zone == 0


def test_others_of_the_same_name(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, windows = installed
    options = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
    windows.registry[options] = {
        "open": r'/R "D:\viejo\EFICACIA.xlam"',
        "open1": r"D:\otro.xlam",
        "altstartup": str(tmp_path),
    }
    windows.registry[r"HKCU\Software\Microsoft\Office\16.0\Excel\Add-in Manager"] = {
        str(places(windows).addin): "",
        r"d:\viejo\eficacia.xlam": "",
    }
    beside = Path(windows.variable("APPDATA"), "Microsoft", "AddIns", "eficacia.xlam")
    beside.parent.mkdir()
    beside.write_bytes(b"")
    (tmp_path / "eficacia.xlam").write_bytes(b"")
    assert set(observe(env).others) == {
        r"D:\viejo\EFICACIA.xlam",
        r"d:\viejo\eficacia.xlam",
        str(beside),
        str(tmp_path / "eficacia.xlam"),
    }


def test_an_add_in_that_excel_has_disabled(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    key = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    windows.registry[key] = {"a1": b"\1\0" + r"C:\x\otro.xlam".encode("utf-16-le"), "b2": 7}
    assert not observe(env).disabled
    windows.registry[key]["a1"] = b"\1\0" + r"C:\x\EFICACIA.XLAM".encode("utf-16-le")
    assert observe(env).disabled


def test_the_bits_of_excel(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, windows = installed
    assert observe(env).excel_machine == "64"
    excel = tmp_path / "EXCEL.EXE"
    header = (
        b"MZ".ljust(0x3C, b"\0") + (0x40).to_bytes(4, "little") + b"PE\0\0" + (0x14C).to_bytes(2, "little")
    )
    excel.write_bytes(header)
    windows.registry[r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"] = {
        "": f'"{excel}"'
    }
    assert observe(env).excel_machine == "32"


def test_what_lies_beside_a_workbook(installed: tuple[Env, FakeWindows], tmp_path: Path) -> None:
    env, _ = installed
    folder = tmp_path / "plan"
    folder.mkdir()
    assert observe(env, book=folder / "poi.xlsx").planted == ()
    (folder / "report.py").write_text("")
    (folder / "eficacia.conf").write_text("")
    assert observe(env, book=folder / "poi.xlsx").planted == (
        str(folder / "report.py"),
        str(folder / "eficacia.conf"),
    )
    assert verdicts(diagnose(env, folder / "poi.xlsx"))["Carpeta del libro"] is WARNING


def test_variables_and_programs(installed: tuple[Env, FakeWindows]) -> None:
    env, windows = installed
    windows.variables["PYTHONHOME"] = r"C:\otro"
    windows.running = ("excel.exe", "excel.exe", "winword.exe")
    facts = observe(env)
    assert facts.variables == ("PYTHONHOME",)
    assert facts.excels_running == 2
