"""What a Word file that cannot be used raises; apart, so that a door knows it without a parser of XML."""

from __future__ import annotations


class UnusableReport(Exception):  # noqa: N818 - named as the condition it is
    """A Word file cannot be used. `reason` is one of REASONS; `name` its file name."""

    REASONS = tuple("missing format damaged protected too_large macros strict locked outside another".split())

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason
