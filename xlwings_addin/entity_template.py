"""The entity's Word template: where it is, read and made ready, and what its placeholders say wrong."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from report.entitytemplate import prepare
from report.word import DEFAULT_TEMPLATE, FOOTER_MARK, HEADER_MARK
from report.wordfile import UnusableReport
from workbook.domain.findings import Code, finding

if TYPE_CHECKING:
    from pathlib import Path

    from report.entitytemplate import Prepared
    from report.outline import Document
    from workbook.domain.findings import Finding


def beside(name: str, folder: Path | None) -> Path:
    """Return the template that a workbook names: in its folder or inside it, nowhere else.

    A workbook comes from anywhere: it may not make this computer open a file of the network or of another
    folder. Raises UnusableReport.
    """
    windows, posix = PureWindowsPath(name), PurePosixPath(name.replace("\\", "/"))
    if folder is None or windows.drive or windows.root or posix.is_absolute() or ".." in posix.parts:
        raise UnusableReport(name, "outside")
    return folder.joinpath(*posix.parts)


def prepared(template: Path, outline: Document) -> Prepared:
    """Read a template and fill its placeholders with the data of a report. Raises UnusableReport."""
    try:
        content = template.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as problem:
        raise UnusableReport(template.name, "missing") from problem
    except (OSError, ValueError) as problem:
        raise UnusableReport(template.name, "locked") from problem
    data = dict(outline.data) | {_name(HEADER_MARK): outline.header, _name(FOOTER_MARK): outline.footer}
    return prepare(template.name, content, data, DEFAULT_TEMPLATE)


def told(ready: Prepared) -> tuple[Finding, ...]:
    """Return the findings about the placeholders that nothing stands for."""
    return tuple(
        finding(
            Code.UNKNOWN_PLACEHOLDER,
            subject=f"{unknown.name} ({unknown.place})",
            placeholder=f"{{{{{unknown.name}}}}}",
            where=unknown.place,
            nearest=f"{{{{{unknown.nearest}}}}}" if unknown.nearest else "",
        )
        for unknown in ready.unknown
    )


def _name(mark: str) -> str:
    return mark.strip("{}")
