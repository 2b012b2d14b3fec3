"""The one runner, the same on Windows and Linux: `pip install nox`, then `nox -s demo`."""

from __future__ import annotations

import ast
import io
import os
import tempfile
import tokenize
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lint", "tests"]
nox.options.default_venv_backend = "virtualenv"

ROOT = Path(__file__).parent
PACKAGES = ("workbook", "udfs", "report", "xlwings_addin")
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
ENGLISH = ("README.md", "CONTRIBUTING.md", "docs/decisions")
PURE = "*/workbook/domain/*,*/workbook/spanish/*"


def dependency_group(name: str) -> list[str]:
    """The requirements of a group of `pyproject.toml`."""
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session
def demo(session: nox.Session) -> None:
    """Make the example workbook, its consolidated copy and its reports in ./demo."""
    session.install(".")
    session.run("eficacia", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; without arguments, the whole of them and the coverage gates after."""
    session.install("-e", ".", *dependency_group("tests"))
    session.run("coverage", "erase")
    profile = os.environ.get("HYPOTHESIS_PROFILE", "ci")
    asked = session.posargs or ("-n", "auto", "--dist", "loadfile")
    session.run("coverage", "run", "-m", "pytest", *asked, env={"HYPOTHESIS_PROFILE": profile})
    if session.posargs:
        session.log("Coverage is judged only when the whole suite runs, that is, without arguments.")
        return
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report", f"--include={PURE}", "--fail-under=100")
    session.run("coverage", "report", "--fail-under=95")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types, walls between packages, English spelling."""
    session.install("-e", ".", *dependency_group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")
    with tempfile.TemporaryDirectory() as folder:
        prose = Path(folder)
        for source in (
            *ROOT.glob("*.py"),
            *(p for name in (*PACKAGES, "tests") for p in ROOT.glob(f"{name}/**/*.py")),
        ):
            target = prose / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(english_of(source), encoding="utf-8")
        documents = [str(ROOT / name) for name in ENGLISH if (ROOT / name).exists()]
        session.run("codespell", "--toml", str(ROOT / "pyproject.toml"), *documents, str(prose))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against the naive ways and print the table."""
    session.install(".")
    session.run("python", "tests/bench/run.py", *session.posargs)


@nox.session
def sweep(session: nox.Session) -> None:
    """Search long and at random for a case that breaks a rule."""
    session.install("-e", ".", *dependency_group("tests"))
    environment = {"EFICACIA_SWEEP": "1", "HYPOTHESIS_PROFILE": "sweep"}
    session.run("python", "-m", "pytest", "-m", "sweep", *session.posargs, env=environment)


@nox.session(python="3.11")
def windows(session: nox.Session) -> None:
    """Run the add-in with a real Python for Windows and xlwings' DLL (needs wine and mingw-w64)."""
    session.install("-e", ".[complemento]", *dependency_group("tests"))
    session.run("python", "tests/windows/run.py", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Make the pictures of README and guide again (needs LibreOffice and pdftoppm), then the guide's page."""
    session.install(".", "pillow")
    session.run("python", "docs/pictures.py")
    session.run("python", "docs/page.py")


@nox.session(reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """Build the wheel, look at what is in it, and run it alone from another folder."""
    with tempfile.TemporaryDirectory() as folder:
        built, elsewhere = Path(folder, "wheel"), Path(folder, "elsewhere")
        elsewhere.mkdir()
        session.run("python", "-m", "pip", "wheel", "--no-deps", f"--wheel-dir={built}", ".")
        (file,) = built.glob("eficacia-*.whl")
        if faults := wheel_faults(file):
            session.error("\n".join(faults))
        session.install(str(file))
        with session.chdir(elsewhere):
            session.run("eficacia", "demo", *session.posargs)
        made = sorted(path.name for path in elsewhere.rglob("*.*"))
        session.log(f"Made by the wheel alone: {', '.join(made)}")
        if not {".docx", ".xlsx"} <= {Path(name).suffix for name in made}:
            session.error("`eficacia demo` left no report or no workbook.")


def wheel_faults(file: Path) -> list[str]:
    """What the wheel holds too much or lacks; every file of the four packages must be inside."""
    with zipfile.ZipFile(file) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in ROOT.glob(f"{package}/**/*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith((".", "~"))
    }
    faults = [
        f"not of the four packages: {name}" for name in sorted(names) if name.split("/")[0] not in PACKAGES
    ]
    faults += [f"missing from the wheel: {name}" for name in sorted(sources - names)]
    faults += [f"missing: {package}/py.typed" for package in PACKAGES if f"{package}/py.typed" not in names]
    if not any(name.endswith(".toml") for name in names):
        faults.append("missing: the example (.toml)")
    if not any(name.startswith("report/templates/") for name in names):
        faults.append("missing: report/templates")
    return faults


def english_of(source: Path) -> str:
    """Only the comments and docstrings of a module, each on its line; the strings are Spanish."""
    text = source.read_text(encoding="utf-8")
    kept: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            kept[token.start[0]] = token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (
            ast.get_docstring(node, clean=False) is not None
        ):
            first = node.body[0]
            for number in range(first.lineno, (first.end_lineno or first.lineno) + 1):
                kept[number] = text.splitlines()[number - 1]
    return "\n".join(kept.get(number, "") for number in range(1, len(text.splitlines()) + 1)) + "\n"
