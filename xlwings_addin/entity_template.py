"""The entity's Word template: where it is, read and made ready, and what its placeholders say wrong."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from report.entitytemplate import prepare
from report.unusable import UnusableReport
from report.word import DEFAULT_TEMPLATE, FOOTER_MARK, HEADER_MARK, write
from workbook.domain.findings import Code, finding
from xlwings_addin.worddoor import read_document

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


def prepared(template: Path, outline: Document, *, letterhead: bool = False) -> Prepared:
    """Read a template and fill its placeholders with the data of a report. Raises UnusableReport.

    `letterhead` takes of it only what is around the text.
    """
    content = read_document(template)
    data = dict(outline.data) | {_name(HEADER_MARK): outline.header, _name(FOOTER_MARK): outline.footer}
    return prepare(template.name, content, data, DEFAULT_TEMPLATE, letterhead=letterhead)


def on_letterhead(outline: Document, template: Path | None) -> bytes:
    """Return a document that is no report on the paper of the entity's template, or of ours for none."""
    return (
        write(outline) if template is None else write(outline, prepared(template, outline, letterhead=True))
    )


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
