"""One row of the measurements, and how it is printed."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """What was measured: a figure, its floor where it has one, and the bar.

    `value` and `floor` are in `unit`. The bar is on the ratio where there is a floor,
    else on the value.
    """

    name: str
    value: float
    bar: float
    unit: str = "ms"
    floor: float | None = None
    aim: str = ""

    @property
    def measured(self) -> float:
        """Return what the bar is held against."""
        return self.value if self.floor is None else self.value / self.floor

    @property
    def is_met(self) -> bool:
        """Tell whether the bar is held."""
        return self.measured <= self.bar

    def as_json(self) -> dict[str, object]:
        """Return the row for a file."""
        ratio = None if self.floor is None else round(self.measured, 3)
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 3),
            "ratio": ratio,
            "bar": self.bar,
            "met": self.is_met,
        }


def print_row(row: Row) -> None:
    """Say one row on standard error as soon as it is known."""
    print(_line(row), file=sys.stderr, flush=True)


def print_table(rows: Sequence[Row]) -> None:
    """Print every row under a heading."""
    print(f"{'':<46}{'measured':>14}{'floor':>12}{'ratio':>8}{'bar':>8}")
    for row in rows:
        print(_line(row))


def _line(row: Row) -> str:
    floor = "" if row.floor is None else f"{row.floor:,.1f}"
    ratio = "" if row.floor is None else f"{row.measured:.2f}"
    value = f"{row.value:,.1f} {row.unit}"
    mark = "" if row.is_met else "  over its bar"
    words = f"{row.name:<46}{value:>14}{floor:>12}{ratio:>8}{row.bar:>8}{mark}"
    return f"{words}  {row.aim}".rstrip()


def wanted(name: str, names: Sequence[str]) -> bool:
    """Tell whether a row was asked for."""
    return not names or any(name.startswith(word) for word in names)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several runs, in milliseconds."""
    return min(_once(work) for _ in range(times))


def median(work: Callable[[], object], times: int = 7) -> float:
    """Return the median of several runs, in milliseconds."""
    return statistics.median(_once(work) for _ in range(times))


def resident() -> float:
    """Return how much memory this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / _MIB


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
