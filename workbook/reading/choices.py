"""What Tipo de meta and A demanda may say, in the words that planners use."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from workbook.domain.periods import TargetKind
from workbook.domain.plain import plain
from workbook.layouts.parameters import read_flag

_KINDS: Final = {
    "": TargetKind.CUMULATIVE,
    **{
        f"{no}{stem}{ending}": kind
        for no, kind in (("", TargetKind.CUMULATIVE), ("no ", TargetKind.NOT_CUMULATIVE))
        for stem, endings in (("acumula", ("ble", "do", "da")), ("acumulativ", ("o", "a")))
        for ending in endings
    },
}
"""What Tipo de meta may say."""

_DASHES: Final = frozenset("-–— ")


@lru_cache(maxsize=1024)
def target_kind(text: str) -> TargetKind | None:
    """Return what Tipo de meta says; a dash says what a blank does. None for anything else."""
    return _KINDS.get("" if set(text) <= _DASHES else plain(text))


@lru_cache(maxsize=1024)
def flag(text: str) -> bool | None:
    """Return what A demanda says; a dash says no. None for anything else."""
    return False if set(text) <= _DASHES else read_flag(text)
