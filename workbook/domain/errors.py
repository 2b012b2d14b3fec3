"""When the planner's material cannot be used at all. Sentences are made at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.domain.account import SheetAccount
    from workbook.domain.findings import Finding


class UnusablePlan(Exception):  # noqa: N818 - named as the condition it is
    """Nothing can be evaluated; `findings` say why (at least one of severity STOP).

    `accounts` tell how the sheets were read, where they were; `book` which workbook, where there are two.
    """

    def __init__(
        self, findings: tuple[Finding, ...], accounts: tuple[SheetAccount, ...] = (), book: str = ""
    ) -> None:
        super().__init__(", ".join(f.code.value for f in findings))
        self.findings = findings
        self.accounts = accounts
        self.book = book
