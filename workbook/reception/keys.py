"""The key of an activity in a form: it stays while code, AEI, name and unit of measure do."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from workbook.domain.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbook.domain.model import Activity


def row_keys(activities: Iterable[Activity]) -> list[str]:
    """Return the key of each activity of one unit; of several that say the same, in their order.

    >>> from workbook.domain.model import Activity
    >>> one = Activity("AEI.01.01", "UTD", name="Atender")
    >>> first, second = row_keys([one, one])
    >>> first != second, row_keys([one]) == [first]
    (True, True)
    """
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for one in activities:
        said = "\x1f".join(map(plain, (one.unit, one.code, one.action, one.name, one.measure)))
        seen[said] += 1
        keys.append(hashlib.sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()[:12])
    return keys
