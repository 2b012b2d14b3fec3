"""What can be observed of an installation, gathered once, so that each check is a small pure function."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from xlwings_addin.install import INTERPRETER, CannotInstall, places, read_settings
from xlwings_addin.vbatext import dll_version
from xlwings_addin.windows import ADDIN_NAME, PACKAGE, application_data, machine_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlwings_addin.install import Places
    from xlwings_addin.windows import Env, Windows

QUESTION: Final = """\
import json, platform, struct, sys
told = {"version": list(sys.version_info[:3]), "bits": struct.calcsize("P") * 8}
told["machine"] = platform.machine()
for name in ("xlwings", "pythoncom", "xlwings_addin"):
    try:
        module = __import__(name)
        told[name] = str(getattr(module, "__version__", ""))
    except Exception as problem:
        told[name + "!"] = f"{type(problem).__name__}: {problem}"
print(json.dumps(told))
"""
"""What the pinned Python is asked to tell of itself, as JSON."""

_EXCEL_PATH: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN: Final = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OPTIONS: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
_MANAGED: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel\Add-in Manager"
_DISABLED: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
_INTERNATIONAL: Final = r"HKCU\Control Panel\International"
_PLATFORMS: Final = {"x86": "32", "x64": "64"}
_PLANTED: Final = ("report", "workbook", "udfs", "xlwings_addin", "xlwings", "pandas", "docx")
"""Names that a .py file or folder beside a workbook must not take from the packages."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An installation as it is observed; a default says "nothing was found"."""

    on_windows: bool = True
    version: str = ""
    settings_path: str = ""
    settings: str | None = None
    interpreter: str = ""
    interpreter_exists: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)
    dlls: tuple[str, ...] = ()
    addin_path: str = ""
    addin: bytes | None = None
    own_addin: bytes = b""
    addin_dll: str = ""
    zone: int = 0
    others: tuple[str, ...] = ()
    disabled: bool = False
    excel: str = ""
    excel_machine: str = ""
    excels_running: int = 0
    list_separator: str = ""
    decimal_separator: str = ""
    variables: tuple[str, ...] = ()
    planted: tuple[str, ...] = ()
    registry: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def pairs(self) -> dict[str, str]:
        """The settings by name."""
        return read_settings(self.settings or "")


def observe(env: Env, registry_keys: tuple[str, ...] = (), book: Path | None = None) -> Facts:
    """Look at everything that the checks judge; `book` is a workbook whose folder is looked at too."""
    windows = env.windows
    try:
        target = places(windows)
    except CannotInstall:
        return Facts(on_windows=windows.present, version=env.version)
    return Facts(
        on_windows=windows.present,
        version=env.version,
        **_of_python(windows, target),
        **_of_addin(env, target),
        **_of_excel(windows),
        variables=tuple(name for name in ("PYTHONHOME", "PYTHONPATH") if windows.variable(name)),
        planted=_planted(book.parent) if book else (),
        registry={key: windows.values(key) for key in registry_keys},
    )


def _of_python(windows: Windows, target: Places) -> dict[str, Any]:
    text = _text(target.settings, windows.encoding)
    interpreter = read_settings(text or "").get(INTERPRETER, "")
    return {
        "settings_path": str(target.settings),
        "settings": text,
        "interpreter": interpreter,
        "interpreter_exists": bool(interpreter) and Path(interpreter).is_file(),
        "told": _told(windows, interpreter),
        "dlls": _dlls(Path(interpreter)) if interpreter else (),
    }


def _told(windows: Windows, interpreter: str) -> Mapping[str, Any]:
    """Return what the pinned Python tells of itself; it is asked with a console, or it could not answer."""
    if not interpreter:
        return {}
    console = interpreter.replace("pythonw.exe", "python.exe")
    with suppress(ValueError):
        answer = json.loads(windows.ask(console, QUESTION))
        return answer if isinstance(answer, dict) else {}
    return {}


def _dlls(interpreter: Path) -> tuple[str, ...]:
    """Return the DLLs of xlwings where its VBA looks: beside the interpreter, and one folder above."""
    folders = (interpreter.parent, interpreter.parent.parent)
    return tuple(sorted({path.name for folder in folders for path in folder.glob("xlwings*.dll")}))


def _of_addin(env: Env, target: Places) -> dict[str, Any]:
    found = None
    with suppress(OSError):
        found = target.addin.read_bytes()
    return {
        "addin_path": str(target.addin),
        "addin": found,
        "own_addin": env.addin(),
        "addin_dll": dll_version(found or b""),
        "zone": _zone(target.addin),
        "others": _others(env.windows, target),
        "disabled": _disabled(env.windows),
    }


def _zone(path: Path) -> int:
    """Return where Windows says that a file came from: 3 and 4 are the internet (the Mark of the Web)."""
    mark = _text(Path(f"{path}:Zone.Identifier"), "utf-8") or ""
    _, _, number = mark.partition("ZoneId=")
    return int(number[:1]) if number[:1].isdecimal() else 0


def _others(windows: Windows, target: Places) -> tuple[str, ...]:
    """Return add-ins of our name in other places from which Excel loads."""
    listed = [*map(str, windows.values(_OPTIONS).values()), *windows.values(_MANAGED)]
    paths = [text.strip().removeprefix("/R ").strip('"') for text in listed]
    found = [path for path in paths if PureWindowsPath(path).name.lower() == ADDIN_NAME]
    found += [str(path) for path in _other_folders(windows) if path.is_file()]
    return tuple(dict.fromkeys(path for path in found if path.lower() != str(target.addin).lower()))


def _other_folders(windows: Windows) -> list[Path]:
    excel, alternate = _excel(windows), windows.values(_OPTIONS).get("altstartup")
    folders = [Path(application_data(windows), "Microsoft", "AddIns")]
    folders += [Path(PureWindowsPath(excel).parent, "XLSTART")] if excel else []
    folders += [Path(str(alternate))] if alternate else []
    return [folder / ADDIN_NAME for folder in folders]


def _disabled(windows: Windows) -> bool:
    """Tell whether Excel has put our add-in on its list of those that made it fall."""
    ours = ADDIN_NAME.encode("utf-16-le")
    return any(
        isinstance(value, bytes) and ours in value.lower() for value in windows.values(_DISABLED).values()
    )


def _of_excel(windows: Windows) -> dict[str, Any]:
    excel, region = _excel(windows), windows.values(_INTERNATIONAL)
    return {
        "excel": excel,
        "excel_machine": _machine(windows, excel),
        "excels_running": sum(name == "excel.exe" for name in windows.processes()),
        "list_separator": str(region.get("slist", "")),
        "decimal_separator": str(region.get("sdecimal", "")),
    }


def _excel(windows: Windows) -> str:
    found = (windows.values(rf"{hive}\{_EXCEL_PATH}").get("") for hive in ("HKCU", "HKLM"))
    return next((str(path).strip('"') for path in found if path), "")


def _machine(windows: Windows, excel: str) -> str:
    with suppress(OSError), Path(excel or "?").open("rb") as program:
        return machine_of(program.read(4096))
    return _PLATFORMS.get(str(windows.values(_CLICK_TO_RUN).get("platform", "")), "")


def _planted(folder: Path) -> tuple[str, ...]:
    """Return what lies beside a workbook and could be taken for a part of this program."""
    names = [f"{name}.py" for name in _PLANTED] + [*_PLANTED, f"{PACKAGE}.conf"]
    return tuple(str(folder / name) for name in names if (folder / name).exists())


def _text(path: Path, encoding: str) -> str | None:
    with suppress(OSError):
        return path.read_bytes().decode(encoding, "replace")
    return None
