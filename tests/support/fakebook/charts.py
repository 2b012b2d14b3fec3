"""Charts: what is set is kept by its path."""

# ruff: noqa: N802 - members are called as Excel calls them

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.fakebook.com import Bag, Com
from tests.support.fakebook.ranges import Range

if TYPE_CHECKING:
    from tests.support.fakebook.com import Host
    from tests.support.fakebook.worksheet import Worksheet


class Kept(Com):
    """An object whose properties, only those named, go to a dictionary under a prefix."""

    def __init__(self, host: Host, held: dict[str, Any], names: tuple[str, ...], prefix: str = "") -> None:
        self._host = host
        self._held = held
        self._names = names
        self._prefix = prefix

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        inner = tuple(n.partition(".")[2] for n in self._names if n.startswith(f"{name}."))
        if not inner:
            raise AttributeError(f"{self._prefix}{name}")
        self._host.call(f"{self._prefix}{name}")
        return Kept(self._host, self._held, inner, f"{self._prefix}{name}.")

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        if name not in self._names:
            raise AttributeError(f"{self._prefix}{name}")
        self._host.call(f"{self._prefix}{name}=")
        self._held[f"{self._prefix}{name}"] = value.get_Address() if isinstance(value, Range) else value


class ChartObjects(Com):
    """The charts of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._host = sheet._host
        self._sheet = sheet

    def get_Count(self) -> int:
        return len(self._sheet._state.charts)

    def do_Delete(self) -> None:
        self._sheet._state.charts.clear()

    def do_Add(self, left: float, top: float, width: float, height: float) -> Bag:
        held: dict[str, Any] = {"place": (left, top, width, height), "series": []}
        self._sheet._state.charts.append(held)
        shape = Kept(self._host, held, ("AlternativeText",))
        return Bag(self._host, Placement=1, ShapeRange=shape, Chart=Chart(self._host, held))


class Chart(Kept):
    """A chart: what is set is kept by its path."""

    def __init__(self, host: Host, held: dict[str, Any]) -> None:
        names = (
            "ChartType", "HasTitle", "HasLegend", "PlotVisibleOnly", "ChartTitle.Text", "Legend.Position",
            "ChartArea.Format.Line.Visible",
        )  # fmt: skip
        super().__init__(host, held, names)

    def do_SeriesCollection(self, number: int | None = None) -> SeriesList:
        assert number is None
        return SeriesList(self._host, self._held["series"])

    def do_ChartGroups(self, number: int) -> Kept:
        assert number == 1
        return Kept(self._host, self._held, ("GapWidth",), "group.")

    def do_Axes(self, kind: int) -> Kept:
        names = (
            "ReversePlotOrder", "MajorTickMark", "HasMajorGridlines", "TickLabelPosition", "MinimumScale",
            "MaximumScale", "TickLabels.Font.Size", "TickLabels.NumberFormat", "Format.Line.Visible",
        )  # fmt: skip
        return Kept(self._host, self._held, names, f"axis{kind}.")

    def __getattr__(self, name: str) -> Any:
        if name in ("SeriesCollection", "ChartGroups", "Axes"):
            return Com.__getattr__(self, name)
        return super().__getattr__(name)


class SeriesList(Com):
    """The series of a chart."""

    def __init__(self, host: Host, held: list[dict[str, Any]]) -> None:
        self._host = host
        self._held = held

    def get_Count(self) -> int:
        return len(self._held)

    def do_NewSeries(self) -> Series:
        self._held.append({})
        return Series(self._host, self._held[-1])


class Series(Kept):
    """A series of a chart."""

    def __init__(self, host: Host, held: dict[str, Any]) -> None:
        super().__init__(
            host, held, ("Name", "Values", "XValues", "HasDataLabels", "Format.Fill.ForeColor.RGB")
        )

    def do_Points(self, number: int) -> Kept:
        return Kept(self._host, self._held, ("Format.Fill.ForeColor.RGB",), f"point{number}.")

    def do_DataLabels(self) -> Kept:
        return Kept(self._host, self._held, ("NumberFormat", "Font.Size"), "labels.")

    def __getattr__(self, name: str) -> Any:
        if name in ("Points", "DataLabels"):
            return Com.__getattr__(self, name)
        return super().__getattr__(name)
