"""A Windows that a test makes up: variables, registry, running programs and what a Python answers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from xlwings_addin import install_cli
from xlwings_addin.arguments import Parser
from xlwings_addin.probe import Facts
from xlwings_addin.verdicts import Check, Verdict
from xlwings_addin.windows import Env

XLWINGS = "0.37.8"


@dataclass
class FakeWindows:
    """Answers what it was made with; the folders of the user lie in a folder of the test."""

    variables: dict[str, str] = field(default_factory=dict)
    registry: dict[str, dict[str, object]] = field(default_factory=dict)
    running: tuple[str, ...] = ()
    answer: str = ""
    short: str = ""
    present: bool = True
    encoding: str = "cp1252"
    asked: list[str] = field(default_factory=list)

    def variable(self, name: str) -> str:
        """Return a variable."""
        return self.variables.get(name, "")

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a key."""
        return self.registry.get(key, {})

    def short_path(self, path: str) -> str:
        """Return the short path that was set."""
        return self.short or path

    def processes(self) -> Sequence[str]:
        """Return the programs that run."""
        return self.running

    def ask(self, interpreter: str, code: str) -> str:
        """Return the answer that was set, and remember who was asked."""
        assert code
        self.asked.append(interpreter)
        return self.answer


TOLD: Final[dict[str, object]] = {
    "version": [3, 11, 9],
    "bits": 64,
    "machine": "AMD64",
    "xlwings": XLWINGS,
    "pythoncom": "",
    "xlwings_addin": "",
}
GOOD: Final = Facts(
    version="0.1.0",
    settings_path=r"C:\Users\ana\.eficacia\eficacia.conf",
    settings='"INTERPRETER_WIN","C:\\py\\pythonw.exe"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","False"\r\n',
    interpreter=r"C:\py\pythonw.exe",
    interpreter_exists=True,
    told=TOLD,
    dlls=(f"xlwings32-{XLWINGS}.dll", f"xlwings64-{XLWINGS}.dll"),
    addin_path=r"C:\Users\ana\AppData\Roaming\Microsoft\Excel\XLSTART\eficacia.xlam",
    addin=b"x",
    own_addin=b"x",
    addin_dll=XLWINGS,
    excel=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
    excel_machine="64",
    excels_running=1,
    list_separator=";",
    decimal_separator=".",
)
"""What is observed where all is well."""

FINE, WARNING, WRONG = Verdict.FINE, Verdict.WARNING, Verdict.WRONG


def told(**changes: object) -> Facts:
    """Return the facts of a machine whose Python answers with changes; None leaves a fact out."""
    return replace(GOOD, told={name: value for name, value in (TOLD | changes).items() if value is not None})


def answer(**changes: object) -> str:
    """Return what a good Python tells of itself, with changes."""
    return json.dumps(told(**changes).told)


def machine(folder: Path, addin: bytes = b"complemento", user: str = "ana") -> tuple[Env, FakeWindows]:
    """Return a machine with Python and xlwings' DLLs in place, for a user who has nothing of ours yet."""
    home = folder / "Users" / user
    python = home / "AppData" / "Local" / "eficacia" / "python"
    python.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe", f"xlwings64-{XLWINGS}.dll", f"xlwings32-{XLWINGS}.dll"):
        (python / name).write_bytes(b"")
    roaming = home / "AppData" / "Roaming"
    roaming.mkdir(parents=True)
    windows = FakeWindows(
        variables={"APPDATA": str(roaming), "USERPROFILE": str(home)},
        registry={
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {
                "": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
            },
            r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration": {"platform": "x64"},
            r"HKCU\Control Panel\International": {"slist": ";", "sdecimal": "."},
        },
        answer=answer(),
    )
    return Env(windows, python / "python.exe", "0.1.0", lambda: addin), windows


def verdicts(checks: Sequence[Check]) -> dict[str, Verdict]:
    """Return the verdict of each subject."""
    return {check.subject: check.verdict for check in checks}


def options(*words: str) -> argparse.Namespace:
    """Return the arguments of `eficacia complemento …`."""
    parser = Parser(prog="eficacia complemento")
    install_cli.register(parser.add_subparsers(dest="verb"))
    return parser.parse_args(words)
