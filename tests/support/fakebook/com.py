"""What every object of the fake has: calls are counted, unknown names are errors."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable


CELL_NOT_ACCEPTED: Final = -2146827284
EDITING: Final = -2146777998
REJECTED: Final = -2147418111
ERROR_NUMBERS: Final = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}


class ComError(Exception):
    """What pywin32 raises: `hresult`, and `excepinfo` whose last number tells more."""

    def __init__(self, hresult: int = -2147352567, scode: int = CELL_NOT_ACCEPTED, text: str = "") -> None:
        super().__init__(hresult, "Exception occurred.", (0, "Microsoft Excel", text, None, 0, scode), None)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, None, 0, scode)


@dataclass(eq=False)
class Host:
    """What counts calls, and fails at one of them."""

    calls: int = 0
    fail_at: int = 0
    failure: Callable[[], Exception] = ComError
    log: list[str] = field(default_factory=list)

    def call(self, name: str) -> None:
        """Count one; raise where it is the one that fails."""
        self.calls += 1
        self.log.append(name)
        if self.calls == self.fail_at:
            raise self.failure()


class Com:
    """An object of Excel: `get_X`, `set_X` and `do_X` are what it offers; attributes with "_" are ours."""

    _host: Host

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        kind = type(self)
        if (get := getattr(kind, f"get_{name}", None)) is not None:
            self._host.call(f"{kind.__name__}.{name}")
            return get(self)
        if (do := getattr(kind, f"do_{name}", None)) is not None:

            def method(*args: Any, **named: Any) -> Any:
                self._host.call(f"{kind.__name__}.{name}()")
                return do(self, *args, **named)

            return method
        raise AttributeError(f"{kind.__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        found = getattr(type(self), f"set_{name}", None)
        if found is None:
            raise AttributeError(f"{type(self).__name__}.{name}")
        self._host.call(f"{type(self).__name__}.{name}=")
        found(self, value)


class Bag(Com):
    """An object with plain properties of its own, in `_held`; only the names given may be used."""

    def __init__(self, host: Host, **held: Any) -> None:
        self._host = host
        self._held = dict(held)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._held:
            value = self._held[name]
            self._host.call(name)
            return value
        return super().__getattr__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and name in self._held:
            self._host.call(f"{name}=")
            self._held[name] = value
            return
        super().__setattr__(name, value)


class Numbered(Com):
    """A collection by number from 1."""

    def __init__(self, host: Host, items: list[Any], add: Callable[[], None] | None = None) -> None:
        self._host = host
        self._items = items
        self._add = add

    def __call__(self, number: int) -> Any:
        self._host.call("Item()")
        return self._items[number - 1]

    def get_Count(self) -> int:
        return len(self._items)

    def do_Add(self) -> None:
        assert self._add is not None
        self._add()
