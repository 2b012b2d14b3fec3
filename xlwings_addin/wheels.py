"""Wheels: fetching those for Windows with pip, packing this program as one, unpacking them as pip would."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from xlwings_addin.windows import ADDIN_NAME, PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Run = Callable[[Sequence[str]], tuple[int, str]]

PACKAGES: Final = ("workbook", "udfs", "report", "xlwings_addin")
ONLY_ON_WINDOWS: Final = ("pywin32", "tzdata")
"""Needed by xlwings and pandas on Windows only: a pip that runs elsewhere does not see it."""
SHEET: Final = "hoja-para-informatica.md"
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_LICENCES: Final = ("METADATA", "entry_points.txt")
_WHEEL: Final = "Wheel-Version: 1.0\nGenerator: eficacia\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_SITE: Final = PurePosixPath("Lib/site-packages")
_SCHEMES: Final = {
    "purelib": _SITE,
    "platlib": _SITE,
    "data": PurePosixPath(),
    "scripts": PurePosixPath("Scripts"),
}


class NoWheels(Exception):  # noqa: N818 - named as the condition it is
    """pip could not give the wheels. `said` is what it printed last."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class UnsafeArchive(Exception):  # noqa: N818 - named as the condition it is
    """A member of an archive leads out of the folder that it is unpacked into."""

    def __init__(self, archive: str, member: str) -> None:
        super().__init__(archive, member)
        self.archive = archive
        self.member = member


def run(command: Sequence[str]) -> tuple[int, str]:
    """Run a program and return its code and what it printed."""
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - this Python's own pip
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def fetch(python: str, folder: Path, source: Path | None, run: Run = run) -> list[Path]:
    """Put the wheels that Windows needs into `folder` and return them.

    Args:
        python: the version that they are for, as "3.11".
        folder: where they go.
        source: a folder that has them, and then no network is used; None asks the index that pip knows.
        run: what runs pip.

    Raises:
        NoWheels: pip is missing, or a wheel is.
    """
    command = [sys.executable, "-m", "pip", "download", "--only-binary=:all:", "--platform", "win_amd64"]
    command += ["--python-version", python, "--implementation", "cp", "--disable-pip-version-check"]
    command += ["--dest", str(folder), "--quiet"]
    if source is not None:
        command += ["--isolated", "--no-index", "--find-links", str(source)]
    code, said = run([*command, *requirements()])
    if code:
        raise NoWheels("\n".join(said.strip().splitlines()[-4:]))
    return sorted(folder.glob("*.whl"))


def requirements() -> list[str]:
    """Return what this program needs on Windows, extras apart."""
    needed = metadata.requires(PACKAGE) or []
    return [one for one in needed if "extra ==" not in one] + list(ONLY_ON_WINDOWS)


def version() -> str:
    """Return the version of this program."""
    return metadata.version(PACKAGE)


def own_wheel(addin: bytes) -> tuple[str, bytes]:
    """Return name and content of this program's wheel, made from what is running; the same bytes every time.

    It is packed here so that neither sources nor a build tool nor a network are needed.
    """
    number = version()
    info = f"{PACKAGE}-{number}.dist-info"
    members = dict(_modules()) | {f"xlwings_addin/{ADDIN_NAME}": addin}
    sheet = sheet_for_it()
    if sheet is not None:
        members[f"xlwings_addin/{SHEET}"] = sheet
    members |= dict(_information(info)) | {f"{info}/WHEEL": _WHEEL.encode()}
    members[f"{info}/RECORD"] = _record(members, f"{info}/RECORD")
    return f"{PACKAGE}-{number}-py3-none-any.whl", zipped(members)


def sheet_for_it() -> bytes | None:
    """Return the sheet for the IT office: in a wheel it lies beside this module, in a checkout in docs."""
    here = Path(__file__)
    places = (here.with_name(SHEET), here.parents[1] / "docs" / SHEET)
    return next((place.read_bytes() for place in places if place.is_file()), None)


def _modules() -> Iterator[tuple[str, bytes]]:
    for package in PACKAGES:
        root = _folder(package)
        for path in sorted(root.rglob("*")):
            inner = path.relative_to(root)
            if path.is_file() and "__pycache__" not in inner.parts and not path.name.startswith((".", "~")):
                yield f"{package}/{inner.as_posix()}", path.read_bytes()


def _folder(package: str) -> Path:
    found = sys.modules[package].__file__ if package in sys.modules else None
    return Path(found).parent if found else Path(__file__).parents[1] / package


def _information(info: str) -> Iterator[tuple[str, bytes]]:
    distribution = metadata.distribution(PACKAGE)
    for name in _LICENCES:
        text = distribution.read_text(name)
        if text is not None:
            yield f"{info}/{name}", text.encode("utf-8")
    for path in distribution.files or ():
        if "licenses" in path.parts:
            yield f"{info}/licenses/{path.name}", Path(str(path.locate())).read_bytes()


def _record(members: Mapping[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(members.items())]
    return "\n".join([*lines, f"{own},,", ""]).encode("utf-8")


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of some files, in their order, dated the same every time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unpack_wheel(wheel: Path, python: Path) -> None:
    """Unpack a wheel into a Python for Windows: modules, and files that go beside it, as xlwings' DLL does.

    Raises:
        UnsafeArchive: a member leads out of the folder of Python. Nothing is written then.
    """
    unpack(wheel, python, _installed)


def unpack(
    archive: Path,
    folder: Path,
    place: Callable[[PurePosixPath], PurePosixPath | None] = lambda member: member,
) -> None:
    """Unpack a zip into a folder; `place` says where a member goes, or None to leave it out.

    Raises:
        UnsafeArchive: a member leads out of the folder. Nothing is written then.
        zipfile.BadZipFile: it is no zip.
    """
    with zipfile.ZipFile(archive) as opened:
        targets = {}
        for entry in opened.infolist():
            placed = None if entry.is_dir() else place(_member(archive, entry.filename))
            if placed is not None:
                targets[entry] = _inside(archive, folder, placed)
        for entry, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(opened.read(entry))


def _member(archive: Path, name: str) -> PurePosixPath:
    """Return the name of a member; one that Windows or Linux could take out of the folder is refused."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        raise UnsafeArchive(archive.name, name)
    return path


def _inside(archive: Path, folder: Path, member: PurePosixPath) -> Path:
    target = folder / member
    if not target.resolve().is_relative_to(folder.resolve()):  # through a link that lies there
        raise UnsafeArchive(archive.name, str(member))
    return target


def _installed(member: PurePosixPath) -> PurePosixPath | None:
    """Return where a member of a wheel goes; headers are of no use here."""
    first, *rest = member.parts
    if not first.endswith(".data"):
        return _SITE / member
    scheme = _SCHEMES.get(rest[0]) if rest else None
    return None if scheme is None else scheme.joinpath(*rest[1:])
