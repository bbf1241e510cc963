"""Working days by their ordinals, counted by prefix sums: years are free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pip_manager.domain.calendar import Calendar

FOREVER = date.max.toordinal()
_WEEK = 7
_WORKING = 5


class Piece(NamedTuple):
    """A piece of the asked range and its working days."""

    start: int
    end: int
    working_days: int


class WorkingDays:
    """The working days of a range; every question lies within it."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        """Number the working days from `first` to `last`."""
        self.first, self.last = first.toordinal(), last.toordinal()
        holidays = {day.toordinal() for day in calendar.holidays}
        # ordinal 1 is a Monday
        self.ordinals = [
            day
            for day in range(self.first, self.last + 1)
            if (day - 1) % _WEEK < _WORKING and day not in holidays
        ]
        self._before = self._counted(self.ordinals)

    @cached_property
    def _before_on(self) -> list[list[int]]:
        return [
            self._counted(
                [day for day in self.ordinals if (day - 1) % _WEEK == weekday]
            )
            for weekday in range(_WORKING)
        ]

    def count(self, start: int, end: int) -> int:
        """Count the working days from one ordinal to another."""
        return self._before[end - self.first + 1] - self._before[start - self.first]

    def counts(self, start: int, end: int) -> list[int]:
        """Count the working Mondays, Tuesdays … Fridays."""
        low, high = start - self.first, end - self.first + 1
        return [before[high] - before[low] for before in self._before_on]

    def each(self, start: int, end: int) -> Sequence[int]:
        """Return the working days themselves."""
        low, high = bisect_left(self.ordinals, start), bisect_right(self.ordinals, end)
        return self.ordinals[low:high]

    def _counted(self, days: list[int]) -> list[int]:
        counts = [0] * (self.last - self.first + 2)
        for day in days:
            counts[day - self.first + 1] = 1
        total = 0
        for place, count in enumerate(counts):
            total += count
            counts[place] = total
        return counts


def stretches(cuts: Iterable[int], start: int, end: int) -> list[tuple[int, int]]:
    """Cut the days between two into stretches, each beginning on a cut but the first.

    Where the end is before the start there are none.
    """
    if end < start:
        return []
    inside = sorted({start, *(day for day in cuts if start < day <= end)})
    return [(low, high - 1) for low, high in pairwise([*inside, end + 1])]


def weekday(ordinal: int) -> int:
    """Return the weekday, Monday 0."""
    return (ordinal - 1) % _WEEK


def monday(ordinal: int) -> int:
    """Return the Monday of the week."""
    return ordinal - (ordinal - 1) % _WEEK
