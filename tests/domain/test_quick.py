"""A record that is made quickly is the frozen dataclass it was, in everything but the price."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from workbook.domain.quick import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    """A record."""

    code: str
    amount: int = 0
    told: tuple[str, ...] = ()

    @property
    def double(self) -> int:
        """Twice the amount."""
        return 2 * self.amount


def test_it_is_the_record_of_its_class() -> None:
    made = Quick("AO-1", told=("x",))
    assert type(made) is Quick
    assert [getattr(made, one.name) for one in fields(made)] == ["AO-1", 0, ("x",)]
    assert made == Quick("AO-1", 0, ("x",))
    assert made != Quick("AO-1", 1, ("x",))
    assert hash(made) == hash(Quick("AO-1", 0, ("x",))) == hash(("AO-1", 0, ("x",)))
    assert repr(made) == "Quick(code='AO-1', amount=0, told=('x',))"
    assert made.double == 0


def test_nobody_changes_it() -> None:
    made = Quick("AO-1")
    with pytest.raises(FrozenInstanceError):
        made.code = "AO-2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del made.amount  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        made.other = 1  # type: ignore[attr-defined]
    assert made == Quick("AO-1")


def test_it_is_called_as_before() -> None:
    awaited = "(code: 'str', amount: 'int' = 0, told: 'tuple[str, ...]' = ()) -> None"
    assert str(inspect.signature(Quick)) == awaited
    for wrong in ((), ("a", 1, (), 2)):
        with pytest.raises(TypeError, match=r"Quick\.__init__\(\)"):
            Quick(*wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected keyword"):
        Quick("a", ammount=1)  # type: ignore[call-arg]


def test_copies_are_equal() -> None:
    made = Quick("AO-1", 3)
    assert replace(made, amount=4) == Quick("AO-1", 4)
    assert copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
