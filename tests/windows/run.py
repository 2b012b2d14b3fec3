"""The add-in with a real Python for Windows, pywin32 and xlwings' DLL, under wine; only Excel is simulated.

    python tests/windows/run.py [--cache FOLDER]

Needs Linux, Python 3.11, wine (64 bits) and x86_64-w64-mingw32-gcc, and the network the first time. python.org's
zip is put together here from parts that PyPI has: the DLLs that the wheel of panda3d carries, the library of
the Python that runs this, and a python.exe of a few lines. From there on it is what a user does: `paquete`
makes the folder, Instalar.cmd installs it, the program and the DLL run from where they were installed.

Exits 0 where everything is well, 1 where something is not, 2 where it cannot be tried.
"""

from __future__ import annotations

import argparse
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.functioncases import ALL, cases  # noqa: E402
from udfs.arguments import OMITTED  # noqa: E402
from workbook.domain.cells import CellError  # noqa: E402
from xlwings_addin.install import INTERPRETER, read_settings  # noqa: E402
from xlwings_addin.usbpackage import make_package  # noqa: E402
from xlwings_addin.vba.patches import patched, xlwings_module  # noqa: E402
from xlwings_addin.wheels import requirements  # noqa: E402
from xlwings_addin.windows import ADDIN_NAME  # noqa: E402

WINE: Final = "wine"
COMPILER: Final = "x86_64-w64-mingw32-gcc"
VERSION: Final = (3, 11)
LEFT_OUT: Final = {
    "test",
    "tests",
    "idlelib",
    "tkinter",
    "turtledemo",
    "ensurepip",
    "lib2to3",
    "site-packages",
}
NEEDLESS: Final = re.compile(r"(?:tcl|tk|_tkinter|winsound|api-ms-|_msi)", re.IGNORECASE)
LIMIT: Final = 120
RANDOM: Final = "bcryptprimitives.dll"
FOR_WINE: Final = ("numpy<2", "pandas<3")
"""Wine 8 lacks functions for complex numbers that newer ones of numpy import."""
WINDOWS_WHEELS: Final = (
    "--only-binary=:all:", "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp",
)  # fmt: skip

failed: list[str] = []


def say(good: bool, text: str) -> None:
    """Print a verdict and remember a bad one."""
    print(f"{'bien' if good else 'mal':<5} {text}", flush=True)
    if not good:
        failed.append(text)


def main() -> int:
    """Prepare, install, check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    usual = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "eficacia-windows"
    parser.add_argument("--cache", type=Path, default=usual, help="where parts and prefix are kept")
    cache: Path = parser.parse_args().cache.resolve()
    missing = [name for name in (WINE, COMPILER, "wineboot", "wineserver") if shutil.which(name) is None]
    if missing or sys.version_info[:2] != VERSION:
        print(f"cannot be tried: missing {missing or 'Python 3.11'}")
        return 2
    cache.mkdir(parents=True, exist_ok=True)
    embeddable = embeddable_python(cache)
    with tempfile.TemporaryDirectory(prefix="eficacia-windows-") as made:
        folder = Path(made)
        package = make_package(embeddable, folder / "usb", addin(), wheels(cache)).folder
        say(True, f"paquete: {sum(1 for _ in package.rglob('*'))} archivos")
        wine = Wine(folder / "prefix")
        try:
            check(wine, package, folder, cache)
        finally:
            wine.end()
    print(f"{len(failed)} mal" if failed else "todo bien")
    return int(bool(failed))


def addin() -> bytes:
    """Return the add-in, built now."""
    from xlwings_addin.build import build

    return build()


# ------------------------------------------------------------------ Python for Windows


def embeddable_python(cache: Path) -> Path:
    """Return a zip like python.org's "embeddable package (64-bit)", kept from one time to the next."""
    target = cache / "python-3.11-embed-amd64.zip"
    if target.exists():
        return target
    parts = cache / "parts"
    download(parts, "--no-deps", "panda3d")
    (carrier,) = parts.glob("panda3d-*.whl")
    making = target.with_suffix(".making")
    with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as made:
        with zipfile.ZipFile(carrier) as opened:
            for name in opened.namelist():
                folder, _, file = name.rpartition("/")
                if folder.endswith("deploy_libs") and not NEEDLESS.match(file):
                    made.writestr(file, opened.read(name))
        for name, *options in (("python.exe",), ("pythonw.exe", "-Wl,--subsystem,windows")):
            program = parts / name
            subprocess.run(
                [COMPILER, "-O1", "-municode", *options, "-o", program, HERE / "python.c"], check=True
            )
            made.write(program, name)
        made.writestr("python311._pth", "python311.zip\r\n.\r\n\r\n#import site\r\n")
        made.write(library(parts), "python311.zip")
    making.rename(target)
    return target


def library(parts: Path) -> Path:
    """Return the standard library, compiled, as one zip."""
    target, root = parts / "python311.zip", Path(sysconfig.get_path("stdlib"))
    compiled = parts / "module.pyc"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(root.rglob("*.py")):
            inner = path.relative_to(root)
            if LEFT_OUT.isdisjoint(inner.parts) and not inner.parts[0].startswith(("config-", "lib-dynload")):
                py_compile.compile(str(path), str(compiled), dfile=inner.as_posix(), doraise=True)
                made.write(compiled, inner.with_suffix(".pyc").as_posix())
    return target


def wheels(cache: Path) -> Path:
    """Return the folder of wheels that `paquete` is given."""
    folder = cache / "wheels"
    if not any(folder.glob("xlwings-*.whl")):
        download(folder, *requirements(), *FOR_WINE)
    return folder


def download(folder: Path, *wanted: str) -> None:
    """Download wheels for Windows."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", *WINDOWS_WHEELS, "--dest", str(folder)]
    subprocess.run([*command, *wanted], check=True)


# ------------------------------------------------------------------ wine


class Wine:
    """A Windows of its own, new each time."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self._environment = {
            name: value for name, value in os.environ.items() if name not in ("DISPLAY",)
        } | {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "EFICACIA_SIN_PAUSA": "1",
            "PYTHONUTF8": "1",
        }
        for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
            self._environment.pop(name, None)
        self._run("wineboot", "-i")
        system = prefix / "drive_c" / "windows" / "system32"
        if not (system / RANDOM).exists():
            subprocess.run(
                [
                    COMPILER,
                    "-shared",
                    "-O1",
                    "-o",
                    system / RANDOM,
                    HERE / "bcryptprimitives.c",
                    "-ladvapi32",
                ],
                check=True,
            )

    def run(self, *command: str | Path, folder: Path | None = None) -> tuple[int, str]:
        """Run a program of Windows: its exit code, and what it printed."""
        return self._run(WINE, *command, folder=folder)

    def _run(self, *command: str | Path, folder: Path | None = None) -> tuple[int, str]:
        # Python takes a pipe from wine but no file; one that a server keeps open must not be waited for
        with (
            tempfile.TemporaryFile() as kept,
            subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=kept) as reader,
        ):
            try:
                code = subprocess.run(
                    [str(part) for part in command], stdin=subprocess.DEVNULL,
                    stdout=reader.stdin, stderr=reader.stdin,
                    cwd=folder, env=self._environment, timeout=LIMIT, check=False,
                ).returncode  # fmt: skip
            except subprocess.TimeoutExpired:
                code = -1
            reader.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                reader.wait(2)
            reader.kill()
            kept.seek(0)
            return code, kept.read().decode("utf-8", "replace").replace("\r\n", "\n")

    def end(self) -> None:
        """End every process of this Windows."""
        self._run("wineserver", "-k")

    def find(self, pattern: str) -> list[Path]:
        """Return files of drive C: whose name is like that."""
        return sorted(path for path in (self.prefix / "drive_c").rglob(pattern) if path.is_file())

    def path(self, path: Path) -> str:
        """Return the name that Windows has for a path."""
        inside = self.prefix / "drive_c"
        if path.is_relative_to(inside):
            return "C:\\" + str(path.relative_to(inside)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")


# ------------------------------------------------------------------ checks


def check(wine: Wine, package: Path, folder: Path, cache: Path) -> None:
    """Install from the folder and run the add-in from where it was installed."""
    code, said = wine.run("cmd", "/c", wine.path(package / "Instalar.cmd"))
    found = wine.find("python.exe")
    settings = [path for path in wine.find("*") if path.name.lower() in ("eficacia.conf", "xlwings.conf")]
    say(code == 0 and bool(found), f"Instalar.cmd sin administrador ni red (código {code})")
    if code or not found:
        print(said[-3000:])
    python = found[0] if found else package / "python" / "python.exe"
    shown = wine.path(python)
    code, said = wine.run(python, "-c", "import sys; print(sys.version, sys.platform, sys.prefix)")
    say("win32" in said, f"Python de Windows: {' '.join(said.split())[:150]}")

    books = wine.prefix / "drive_c" / "planes"
    books.mkdir()
    (books / "report.py").write_text("raise SystemExit('planted')\n", encoding="utf-8")
    code, said = wine.run(python, "-P", "-m", "xlwings_addin.cli", "demo", folder=books)
    workbooks = [path for path in books.rglob("*.xlsx") if "consolidado" not in path.name]
    say(code in (0, 1) and bool(workbooks), f"eficacia demo (código {code})")
    if not workbooks:
        print(said[-3000:])
        return
    workbook = books / workbooks[0].name
    shutil.copyfile(workbooks[0], workbook)
    written = books / "cerrado.docx"
    code, said = wine.run(
        python, "-P", "-m", "xlwings_addin.cli", "informe", wine.path(workbook), "-o", wine.path(written)
    )
    good = code in (0, 1) and written.is_file() and zipfile.is_zipfile(written)
    say(good, f"eficacia informe, archivo cerrado (código {code})")
    if not good:
        print(said[-3000:])

    interpreter = shown
    for path in settings:
        interpreter = read_settings(path.read_text(encoding="cp1252")).get(INTERPRETER, interpreter)
        say(interpreter.lower().endswith("pythonw.exe"), f"los ajustes instalados nombran {interpreter}")
    (library,) = python.parent.glob("xlwings64-*.dll")
    add_in = next(iter(wine.find(ADDIN_NAME)), package / ADDIN_NAME)
    witness = cache / "witness"
    if not witness.is_dir():
        download(cache / "witness-wheels", "openpyxl")
        for wheel in (cache / "witness-wheels").glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(witness)
    support = folder / "support"
    inside = Path("tests", "support", "fakebook")
    shutil.copytree(ROOT / inside, support / inside, ignore=shutil.ignore_patterns("__pycache__"))
    report = books / f"informe-{workbook.stem}.docx"
    asked = {
        "dll": wine.path(library),
        "command": command_line(interpreter, wine.path(add_in)),
        "books": wine.path(books),
        "workbook": wine.path(workbook),
        "report": wine.path(report),
        "witness": wine.path(witness),
        "support": wine.path(support),
        "cases": plain_cases(),
    }
    written = folder / "asked.json"
    written.write_text(json.dumps(asked), encoding="utf-8")
    shutil.copy(HERE / "excel.py", folder)
    code, said = wine.run(python, "-P", wine.path(folder / "excel.py"), wine.path(written), folder=books)
    lines = [line.partition("\t") for line in said.splitlines()]
    verdicts = [(verdict == "bien", text) for verdict, _, text in lines if verdict in ("bien", "mal")]
    for good, text in verdicts:
        say(good, text)
    if code or not verdicts:
        say(False, f"el papel de Excel terminó con {code}")
        print(said[-3000:])
    if report.is_file():
        say(
            same_text(report, books / "cerrado.docx"),
            "el informe por COM y el del archivo cerrado dicen lo mismo",
        )


def plain_cases() -> list[dict[str, Any]]:
    """Return the cases that JSON can carry: no dates, no errors, nothing left out in the middle."""
    kept = []
    for case in cases():
        arguments = list(case.arguments)
        while arguments and arguments[-1] is OMITTED:
            arguments.pop()
        expected = case.expected_of(ALL)
        if expected is not None and plain(arguments) and plain(expected):
            kept.append(
                {"name": str(case), "function": case.function, "arguments": arguments, "expected": expected}
            )
    return kept


def plain(value: Any) -> bool:
    """Tell whether JSON carries a value and everything in it."""
    if isinstance(value, list | tuple):
        return all(plain(part) for part in value)
    return (value is None or isinstance(value, str | int | float)) and not isinstance(value, CellError)


def same_text(one: Path, other: Path) -> bool:
    """Tell whether the bodies of two documents hold the same words."""
    texts = []
    for path in (one, other):
        with zipfile.ZipFile(path) as opened:
            texts.append(re.findall(r"<w:t[ >][^<]*<?", opened.read("word/document.xml").decode("utf-8")))
    return texts[0] == texts[1]


def command_line(interpreter: str, add_in: str) -> str:
    """Return the command that the patched VBA makes: its own lines, read with the values that it would have."""
    text = patched(xlwings_module())
    body = text[text.index("Function XLPyCommand()") :]
    body = body[: body.index("End Function")]
    named = {
        "LicenseKeyEnvString": "",
        "PYTHONPATH": ";".join(["false", "", add_in, "", "", "", ""]).replace("\\", "\\\\"),
        "ConsoleSwitch": "",
        "PYTHON_WIN": interpreter,
        "Chr(34)": '"',
    }
    named["PYTHON_WIN"] = joined(body, 'PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34)', named)
    named["tail"] = joined(body, 'tail = " -P -B', named)
    return joined(body, "XLPyCommand = PYTHON_WIN", named)


def joined(body: str, beginning: str, named: dict[str, str]) -> str:
    """Return what a line of VBA joins: texts in quotes and names, with "&" between them."""
    (line,) = (line.strip() for line in body.splitlines() if line.strip().startswith(beginning))
    parts = re.findall(r'"(?:[^"]|"")*"|Chr\(34\)|\w+', line.partition(" = ")[2])
    return "".join(part[1:-1].replace('""', '"') if part[0] == '"' else named[part] for part in parts)


if __name__ == "__main__":
    sys.exit(main())
